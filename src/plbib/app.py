"""One function a command: values in, values out, nothing printed. The Python API is the first three of them."""

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from plbib import build as builder
from plbib import checks, config, io, lock
from plbib.config import Config
from plbib.errors import ConfigError, InputError, UsageError
from plbib.formats import registry
from plbib.library import assemble, of_category, of_items
from plbib.lists.reader import read
from plbib.model import CategoryPath, Entry, Finding, Library, Reading
from plbib.rendering import output
from plbib.rendering.references import references
from plbib.report import Report

STDIN = "-"
_ENTRY = re.compile(r"(?:\s|%[^\n]*\n)*@\s*[A-Za-z]+\s*[{(]")
"""How a .bib file starts: an entry, after comments at most."""
_DATA = Path(__file__).resolve().parent / "data"
_FORMAT_OF = {".bib": "bibtex", ".json": "csljson"}


class Source(Struct, frozen=True, kw_only=True):
    """A library, and what it was made from: the lock as it would be written and where; no path if it is read-only."""

    library: Library
    lock_path: Path | None = None
    lock_data: bytes = b""


class Built(Struct, frozen=True, kw_only=True):
    """What a build wrote or, with ``check``, would write."""

    report: Report
    folder: Path
    difference: builder.Difference
    stale_lock: Path | None = None

    @property
    def stale(self) -> bool:
        return self.difference.stale or self.stale_lock is not None


def load(source: str | Path | None = None) -> Library:
    """The library of a Markdown list, a ``.bib`` or CSL-JSON file, or ``-`` (standard input).

    Without ``source``: the list configured in the current folder, else the list that comes with plbib. Nothing is
    written. Raises :class:`~plbib.errors.PlbibError` for what cannot be read; what is odd in what can be is in
    ``library.findings``.
    """
    return _open(source).library


def export(library: Library, to: str) -> str:
    """``library`` in a format: ``bibtex`` or ``csljson``."""
    return registry.writer(to)(library).decode()


def render(library: Library, style: str, to: str = "html", locale: str | None = None) -> str:
    """The reference list of ``library`` in a CSL ``style`` (``ieee`` …), as ``html``, ``md``, ``txt`` or ``json``."""
    if to not in output.NAMES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(output.NAMES)}")
    return output.write(references(library, style, locale), to)


def check(source: str | Path | None = None) -> tuple[Finding, ...]:
    """The findings about a list and its records, in the order of their places."""
    return checks.check(load(source))


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
    known = ", ".join(" / ".join(found.path) for found in whole.categories)
    raise UsageError(f"no category is called {wanted}", f"categories: {known}" if known else "the source has none")


def save(text: str, path: str | Path, source: str | Path | None) -> None:
    """Write an export or a reference list to a file, which may not be the ``source`` it was made from."""
    target = Path(path)
    if source not in (None, STDIN) and target.exists() and target.resolve() == Path(str(source)).resolve():
        raise UsageError(f"{target}: is the source itself", "choose another file with -o")
    io.write_file(target, text.encode())


def build(source: str | Path | None, out: str | Path | None, check: bool) -> Built:
    """Write every output of a list, and its lock; with ``check`` only compare."""
    settings = _settings()
    opened = _open(source, settings)
    folder = Path(out or settings.build.out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder", "choose another folder with -o")
    made = builder.outputs(opened.library, settings.build.styles)
    beside = {opened.lock_path: opened.lock_data} if opened.lock_path else {}
    if check:
        difference = builder.compare(folder, made.files)
        stale = next((path for path, data in beside.items() if io.current(path) != data), None)
        return Built(report=made.report, folder=folder, difference=difference, stale_lock=stale)
    difference = builder.write(folder, made.files, beside)
    return Built(report=made.report, folder=folder, difference=difference)


def _settings() -> Config:
    path = config.find(Path())
    if path is None:
        return Config()
    text, name = io.read_text(path), path.name
    found = config.parse(text, name) if name == config.FILE else config.parse_pyproject(text, name) or Config()
    for key, given in (("list.path", found.list.path), ("build.out", found.build.out)):
        if given and not Path(given).resolve().is_relative_to(Path.cwd()):
            raise ConfigError(f"{name}: {key} leads out of the project through a link: {given}", "name it with -o")
    return found


def _open(source: str | Path | None, settings: Config | None = None) -> Source:
    settings = settings or _settings()
    if source is None and settings.list.path:
        return _open_file(Path(settings.list.path), settings)
    if source is None:
        return _open_embedded()
    if str(source) == STDIN:
        return _open_stdin()
    path = Path(source)
    configured = settings.list.path and path.resolve() == Path(settings.list.path).resolve()
    return _open_file(path, settings if configured else Config())


def _open_embedded() -> Source:
    """The list that comes with plbib; its lock is read-only."""
    about = config.parse(io.read_text(_DATA / config.FILE), config.FILE).list
    known = lock.load(io.read_bytes(_DATA / "papers.lock.json"), "papers.lock.json")
    reading = read(io.read_text(_DATA / about.path), about.path)
    made = assemble(reading, known, title=about.title, url=about.url, source=about.path)
    return Source(library=made.library)


def _open_stdin() -> Source:
    text = io.read_stdin()
    start = text.lstrip()[:1]
    if start in ("[", "{") and _is_json(text):
        return Source(library=_bibliography(text, "csljson", STDIN))
    if _ENTRY.match(text):
        return Source(library=_bibliography(text, "bibtex", STDIN))
    made = assemble(_listed(text, STDIN), lock.Lock(list=STDIN), source=STDIN)
    return Source(library=made.library)


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _open_file(path: Path, settings: Config) -> Source:
    text, name = io.read_text(path), _shown(path)
    kind = _FORMAT_OF.get(path.suffix.lower())
    if kind:
        return Source(library=_bibliography(text, kind, name))
    lock_path = path.with_suffix(".lock.json")
    known = lock.Lock(list=path.name)
    if lock_path.exists():
        known = lock.load(io.read_bytes(lock_path), str(lock_path))
    about = settings.list
    made = assemble(_listed(text, name), known, title=about.title, url=about.url, source=name)
    return Source(library=made.library, lock_path=lock_path, lock_data=lock.dump(made.lock))


def _shown(path: Path) -> str:
    """``path`` as places name it: relative where it lies below the current folder, so that outputs do not hold it."""
    whole, here = path.absolute(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else str(path)


def _listed(text: str, name: str) -> Reading:
    reading = read(text, name)
    if not reading.entries and not reading.findings:
        raise InputError(f"{name}: no paper in it", "entries look like: [ICLR'23] [Title](https://…), Affiliation")
    return reading


def _bibliography(text: str, kind: str, name: str) -> Library:
    records, findings = registry.reader(kind)(text, name)
    if not records and not findings:
        raise InputError(f"{name}: no entry in it", f"give a {'BibTeX' if kind == 'bibtex' else 'CSL-JSON'} file")
    return of_items(records, title=Path(name).stem if name != STDIN else "", source=name, findings=tuple(findings))


def entries(source: str | Path | None = None) -> list[Entry]:
    """The parsed entries of a Markdown list, in its order. Raises :class:`UsageError` for a bibliography."""
    library = load(source)
    listed = [entry for record in library.records for entry in record.entries]
    if library.records and not listed:
        raise UsageError(f"{library.source}: a bibliography, not a list", "list shows Markdown lists; try export")
    return sorted(listed, key=lambda entry: (entry.place.line, entry.place.column))
