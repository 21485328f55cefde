"""Sources: a list or a bibliography opened as a library, by the project's configuration."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from plbib import config, io
from plbib.app.source import LOCK, STDIN, Source, kind_of, shown
from plbib.bibliography import of_category, of_items
from plbib.config import Config
from plbib.errors import ConfigError, InputError, Severity, UsageError
from plbib.formats import registry
from plbib.model import CategoryPath, Entry, Library
from plbib.text.unicode import near

_ENTRY = re.compile(r"(?:\s|%[^\n]*\n)*@\s*[A-Za-z]+\s*[{(]")
"""How a .bib file starts: an entry, after comments at most."""
_RIS = re.compile(r"TY  ?- ")
_NO_SOURCE = frozenset(".aux .bcf .csv .docx .html .htm .pdf .tex .toml .xml .yaml .yml".split())
"""Ends of names of files that hold no list."""


def load(source: str | Path | None = None) -> Library:
    """The library of a Markdown list, a ``.bib`` or CSL-JSON file, or ``-`` (standard input).

    Without ``source``: the list configured in the current folder, else the list that comes with plbib. Nothing is
    written. Raises :class:`~plbib.errors.PlbibError` for what cannot be read; what is odd in what can be is in
    ``library.findings``.
    """
    return open_source(source).library


def category(library: Library, wanted: str) -> Library:
    """The part of ``library`` in the category called ``wanted`` (its name or its path with ``/``, case aside)."""
    return of_category(library, _category_path(library, wanted))


def _category_path(whole: Library, wanted: str) -> CategoryPath:
    asked = wanted.casefold().strip()
    for found in whole.categories:
        if asked in (" / ".join(found.path).casefold(), "/".join(found.path).casefold()):
            return found.path
    for found in whole.categories:
        for depth, name in enumerate(found.path, 1):
            if asked == name.casefold():
                return found.path[:depth]
    names = [" / ".join(found.path) for found in whole.categories]
    meant = near(wanted, [*dict.fromkeys([*names, *(name for found in whole.categories for name in found.path)])])
    asked = f"did you mean {meant[0]}? " if meant else ""
    raise UsageError(
        f"no category is called {wanted}", f"{asked}categories: {', '.join(names)}" if names else "the source has none"
    )


def entries(source: str | Path | None = None) -> list[Entry]:
    """The parsed entries of a Markdown list, in its order. Raises :class:`UsageError` for a bibliography."""
    library = load(source)
    listed = [entry for record in library.records for entry in record.entries]
    if library.records and not listed:
        raise UsageError(f"{library.source}: a bibliography, not a list", "list shows Markdown lists; try export")
    return sorted(listed, key=lambda entry: (entry.place.line, entry.place.column))


def save(text: str, path: str | Path, *inputs: str | Path | None) -> None:
    """Write an export or a reference list to a file, which may be none of the ``inputs`` nor belong to the project."""
    not_an_input(Path(path), *inputs)
    io.write_file(Path(path), text.encode())


def not_an_input(target: Path, *inputs: str | Path | None) -> None:
    """Raise :class:`UsageError` if ``target`` is one of the ``inputs``, or belongs to the project."""
    settings = configured()
    given = [Path(name) for name in inputs if name not in (None, STDIN)]
    listed = [Path(settings.list.path)] if settings.list.path else []
    locks = [name.with_suffix(LOCK) for name in (*given, *listed)]
    named = (config.FILE, "pyproject.toml", settings.list.overrides, *config.style_files(settings))
    others = [Path(name) for name in named if name and io.exists(Path(name))]
    there = [name for name in (*given, *listed) if io.exists(name)]
    if any(target.resolve() == name.resolve() for name in (*there, *locks, *others)):
        raise UsageError(f"{target}: is what the list is made from", "choose another file with -o")


def configured() -> Config:
    """The project's configuration: ``plbib.toml`` or ``pyproject.toml`` in the current folder, else the defaults."""
    path = config.find(Path())
    if path is None:
        return Config()
    text, name = io.read_text(path), path.name
    found = config.parse(text, name) if name == config.FILE else config.parse_pyproject(text, name) or Config()
    given_paths = (
        ("list.path", found.list.path),
        ("list.overrides", found.list.overrides),
        ("build.out", found.build.out),
        *(("build.styles", style) for style in config.style_files(found)),
    )
    for key, given in given_paths:
        if given and not Path(given).resolve().is_relative_to(Path.cwd()):
            raise ConfigError(f"{name}: {key} leads out of the project through a link: {given}", "name it with -o")
    return found


def open_source(source: str | Path | None, settings: Config | None = None) -> Source:
    """``source`` opened (see :func:`load`)."""
    settings = settings or configured()
    if source is None and settings.list.path:
        return _open_file(Path(settings.list.path), settings)
    if source is None:
        return _list("embedded")
    if str(source) == STDIN:
        return _open_stdin()
    path = Path(source)
    named = settings.list.path and path.resolve() == Path(settings.list.path).resolve()
    return _open_file(path, settings if named else Config())


def _list(how: str, *given: Any) -> Source:
    """A list opened by a function of :mod:`plbib.app.lists`, which is loaded where there is one."""
    found: Source = getattr(import_module("plbib.app.lists"), how)(*given)
    return found


def _open_stdin() -> Source:
    data = io.read_stdin()
    start = data.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if start[:1] in ("[", "{") and _is_json(start):
        return bibliography(data, "csljson", STDIN)
    if _RIS.match(start):
        return bibliography(data, "ris", STDIN)
    if _ENTRY.match(start):
        return bibliography(data, "bibtex", STDIN)
    return _list("of_text", io.decode(data, STDIN), STDIN)


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _open_file(path: Path, settings: Config) -> Source:
    data, name = io.read_bytes(path), shown(path)
    kind = kind_of(path.name)
    if kind:
        found = bibliography(data, kind, name)
        return _list("corrected", found, settings) if settings.list.overrides else found
    if path.suffix.lower() in _NO_SOURCE:
        raise UsageError(f"{name}: neither a list nor a bibliography", "give a Markdown list, .bib, .json or .ris file")
    return _list("of_file", path, io.decode(data, name), name, settings)


def bibliography(data: bytes, kind: str, name: str) -> Source:
    """The library of a bibliography in the format ``kind``. Raises :class:`InputError` if there is no entry in it."""
    records, findings = registry.read(data, name, kind)
    if not records and not any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(f"{name}: no entry in it", "give a BibTeX, CSL-JSON or RIS file")
    title = Path(name).stem if name != STDIN else ""
    library = of_items(records, title=title, source=name, findings=tuple(findings))
    return Source(library=library, form=kind, data=data)
