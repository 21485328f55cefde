"""Sources: a list or a bibliography opened as a library, by the project's configuration."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from plbib import DEMO
from plbib.app.opening.bibliographies import bibliography, join
from plbib.app.opening.source import (
    DATA,
    LISTS,
    LOCK,
    STDIN,
    Opened,
    Selection,
    Sources,
    decode,
    is_address,
    selection,
    shown_path,
)
from plbib.errors import ConfigError, UsageError
from plbib.formats import registry
from plbib.io import config, files
from plbib.io.config import Config
from plbib.model import Library

if TYPE_CHECKING:
    from plbib.app.opening.several import Files
    from plbib.io.http.messages import Use
    from plbib.library.assemble import Learnt, LookUp
    from plbib.model import Entry
    from plbib.resolve.index import Index

_NO_SOURCE = frozenset(".aux .bcf .docx .pdf .tex .toml".split())
"""Ends of names of files that hold no list."""


def load(source: Sources = None) -> Library:
    """The library of a Markdown list, a bibliography (``.bib``, CSL-JSON …), or ``-`` (standard input).

    One at an address (``https://github.com/OWNER/REPO``) is asked for, and kept for minutes.
    Several lists, or a folder of them, are one library, with the files as top categories. Without ``source``: the list
    configured in the current folder, else the one list that lies in it. ``demo:`` is the list that comes with plbib.
    Nothing is written.

    Raises :class:`~plbib.errors.PlbibError` for what cannot be read; what is odd in what can be is in
    ``library.findings``.
    """
    return open_source(source).library


def load_configuration() -> Config:
    """The project's configuration: ``plbib.toml`` or ``pyproject.toml`` in the current folder, else the defaults."""
    path = config.find(Path())
    if path is None:
        return Config()
    text, name = files.read_text(path), path.name
    settings = config.parse(text, name) if name == config.FILE else config.parse_pyproject(text, name) or Config()
    given_paths = (
        *(("list.path", path) for path in settings.list.paths if path != DEMO),
        ("list.overrides", settings.list.overrides),
        ("build.out", settings.build.out),
        ("site.out", settings.site.out),
        *(("list.records", file) for file in settings.list.records),
        *config.named_style_files(settings),
    )
    for key, given in given_paths:
        if given and not Path(given).resolve().is_relative_to(Path.cwd()):
            raise ConfigError(f"{name}: {key} leads out of the project through a link: {given}", "name it with -o")
    return settings


LookUps = Callable[[Sequence["Index"]], "LookUp"]
"""From records that people have to how papers are looked up in them."""


def open_source(
    source: Sources,
    settings: Config | None = None,
    records: Sequence[str | Path] = (),
    look_ups: LookUps | None = None,
    keys: Mapping[str, str] | None = None,
    use: "Use | None" = None,
) -> Opened:
    """``source`` opened (see :func:`load`); its papers are looked up in bibliographies in the files ``records``.

    How, ``look_ups`` says (default: what is certain is taken as it is). ``keys`` are those of foreign JSON Lines,
    beside those that are configured. ``use`` says how an address may be asked.
    """
    settings = settings or load_configuration()
    chosen = _chosen(source, settings)
    given = _GivenRecords(files=tuple(records), keys={**settings.list.map, **(keys or {})}, look_ups=look_ups)
    name = chosen.names[0]
    if len(chosen.names) > 1 or Path(name).is_dir():
        return _open_several(_files(chosen, use), _settings_for(chosen, settings), given)
    if is_address(name):
        return _open_address(_files(chosen, use), Config(), given)
    if chosen.globs and chosen.names != settings.list.paths:
        raise UsageError(f"--glob is for a folder, and {name} is none", "name a folder, or leave --glob out")
    if name == STDIN:
        return _open_stdin(given)
    if name == DEMO:
        _refuse(records, "the list that comes with plbib")
        from plbib.app.opening import lists  # a bibliography needs none of it

        return lists.open_embedded()
    return _open_file(Path(name), _settings_for(chosen, settings), given)


class _GivenRecords(Struct, frozen=True, kw_only=True):
    """The files in which papers are looked up, the keys of foreign ones, and how it is done."""

    files: tuple[str | Path, ...]
    keys: Mapping[str, str]
    look_ups: LookUps | None

    def open(self, configured_files: Sequence[str] = ()) -> "tuple[tuple[Index, ...], LookUp]":
        """Their records, with those that are configured, and how a paper is looked up in them."""
        records = _records((*self.files, *configured_files), self.keys)
        return records, (self.look_ups or _look_up)(records)


def _records(names: Sequence[str | Path], keys: Mapping[str, str]) -> "tuple[Index, ...]":
    """The records in files."""
    if not names:
        return ()
    from plbib.app.opening import records

    return records.open_records(names, keys)


def _look_up(given: "Sequence[Index]") -> "LookUp":
    """Finds a paper among the verified records that come with plbib, else in those ``given``, in order."""

    def find(entry: "Entry") -> "Learnt | None":
        from plbib.app.opening import bundled  # a list whose lock has every paper needs none of it

        return bundled.learn(entry, given)

    return find


def named_or_here(source: Sources) -> Selection:
    """``source``, else the one list that lies here; what is configured does not count."""
    asked = selection(source)
    return asked if asked.names else Selection(names=(_list_here(),), globs=asked.globs)


def _chosen(source: Sources, settings: Config) -> Selection:
    """What is meant by ``source``: as named, else as configured, else the list that lies here."""
    asked, about = selection(source), settings.list
    names = asked.names or about.paths or (_list_here(),)
    globs = asked.globs or (about.globs if _same(names, about.paths) else ())
    if len(names) > 1:
        for name in names:
            if name in (STDIN, DEMO):
                raise UsageError(f"{name} stands alone, and is given beside others", "name it alone, or files only")
    return Selection(names=names, globs=globs)


def _same(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the same files are named, in whatever way."""
    return bool(others) and {*map(_resolved, names)} == {*map(_resolved, others)}


def _resolved(name: str) -> Path:
    return Path(name).resolve() if name not in (STDIN, DEMO) else Path(name)


def _settings_for(chosen: Selection, settings: Config) -> Config:
    """The project's settings for its own lists, for others the defaults."""
    return settings if _same(chosen.names, settings.list.paths) else Config()


def _files(chosen: Selection, use: "Use | None") -> "Files":
    from plbib.app.opening import several  # most sources are one file that lies here

    return several.files_of(chosen, use)


def _open_several(chosen: "Files", settings: Config, given: _GivenRecords) -> Opened:
    from plbib.app.opening import lists, several  # most sources are one
    from plbib.app.opening.forms import form_of

    declares = bool(settings.list.columns)
    forms = {path: form_of(path.name, chosen.current(path), columns=declares) for path in chosen.paths}
    if all(forms.values()):
        _refuse(given.files, "bibliographies")
        return lists.apply_corrections(
            join((chosen.name_place(path), chosen.read(path)) for path in chosen.paths), settings
        )
    both = [path for path, form in forms.items() if form]
    if both:
        hint = "give the lists alone, and the bibliography with --from"
        raise UsageError(f"{chosen.name_place(both[0])}: a bibliography among lists", hint)
    records, look_up = given.open(settings.list.records)
    opened = several.open_several(chosen, settings, look_up)
    return lists.apply_corrections(replace(opened, given=records), settings)


def _list_here() -> str:
    """The one list in the current folder: a README that holds papers, else the one Markdown file that does.

    Raises :class:`UsageError` where there is none, or more than one.
    """
    from plbib.app.opening import lists

    there = sorted(Path(name) for name in files.list_files(Path(), deep=False) if name.lower().endswith(LISTS))
    readmes = [path for path in there if path.stem.lower() == "readme"]
    for group in (readmes, there):
        held = [str(path) for path in group if lists.holds_papers(path)]
        if len(held) == 1:
            return held[0]
        if held:
            raise UsageError(f"which list? there are several here: {', '.join(held)}", f"name it: plbib … {held[0]}")
    raise UsageError(
        "no list of papers here, and none is configured",
        "name a list or a bibliography, set list.path in plbib.toml, or try --demo: the list that comes with plbib",
    )


def _refuse(records: Sequence[str | Path], name: str) -> None:
    """Raise :class:`UsageError` if there are ``records`` for what has its own."""
    if records:
        raise UsageError(f"{name}: has records of its own; none are taken from {records[0]}", "give a Markdown list")


def _open_stdin(given: _GivenRecords) -> Opened:
    data = files.read_stdin()
    form = registry.of_text(data.decode("utf-8", errors="replace"))
    if form:
        _refuse(given.files, STDIN)
        return bibliography(data, form, STDIN)
    from plbib.app.opening import lists

    records, look_up = given.open()
    return replace(lists.of_text(files.decode(data, STDIN), STDIN, look_up), given=records)


def bibliography_form(source: Sources, use: "Use | None" = None) -> str | None:
    """The format of ``source`` if it is one bibliography in a file; None for all else, also if it cannot be read."""
    chosen = selection(source)
    path = Path(chosen.names[0]) if len(chosen.names) == 1 else None
    if path is None or path.is_dir() or chosen.names[0] in (STDIN, DEMO):
        return None
    if is_address(chosen.names[0]):
        return (open_source(chosen, use=use).form or None) if registry.of_file(path.name) else None
    return _form(path, files.current(path) or b"", _settings_for(chosen, load_configuration()))


def _form(path: PurePath, data: bytes, settings: Config) -> str | None:
    form = registry.of_file(path.name)
    if form is None or path.suffix.lower() not in DATA:
        return form
    from plbib.app.opening.forms import form_of  # other files need not be looked at

    return form_of(path.name, data, columns=bool(settings.list.columns))


def _open_file(path: Path, settings: Config, given: _GivenRecords) -> Opened:
    return _open_data(files.read_bytes(path), shown_path(path), path.with_suffix(LOCK), settings, given)


def _open_address(chosen: "Files", settings: Config, given: _GivenRecords) -> Opened:
    """What lies at an address; the lock lies here."""
    about = replace(settings, list=replace(settings.list, url=chosen.home))
    if chosen.is_folder:
        return _open_several(chosen, about, given)
    (path,) = chosen.paths
    opened = _open_data(chosen.read(path), chosen.name_place(path), chosen.lock_path, about, given)
    return replace(opened, address=chosen.home)


def _open_data(data: bytes, name: str, lock_path: Path, settings: Config, given: _GivenRecords) -> Opened:
    """What a file called ``name`` holds."""
    path = PurePath(name)
    form = _form(path, data, settings)
    if form is None and path.suffix.lower() in _NO_SOURCE:
        hint = f"give a Markdown list, or one of: {registry.readable()}"
        raise UsageError(f"{name}: neither a list nor a bibliography", hint)
    if form:
        _refuse(given.files, name)
    source = bibliography(data, form, name) if form else None
    if source and not settings.list.overrides:
        return source
    from plbib.app.opening import lists

    if source:
        return lists.apply_corrections(source, settings)
    records, look_up = given.open(settings.list.records)
    opened = lists.of_file(lock_path, decode(data, name), name, settings, look_up)
    return replace(opened, given=records)
