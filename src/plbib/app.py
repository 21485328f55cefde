"""One function a command: values in, values out, nothing printed. The Python API is the first of them."""

import re
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib import build as builder
from plbib import checks, citations, config, io, keys, lock, overrides, rekey, revisions
from plbib.config import Config
from plbib.difference import Difference, difference
from plbib.errors import ConfigError, InputError, Severity, UsageError
from plbib.formats import bibentry, registry
from plbib.formats.bibdocument import Options
from plbib.formats.profiles import Profile
from plbib.library import assemble, of_category, of_items, of_lock
from plbib.lists.reader import read
from plbib.lock import Lock
from plbib.model import CategoryPath, Entry, Finding, Library, Reading
from plbib.rendering import catalog, output
from plbib.rendering.references import references
from plbib.report import Report

STDIN = "-"
_ENTRY = re.compile(r"(?:\s|%[^\n]*\n)*@\s*[A-Za-z]+\s*[{(]")
"""How a .bib file starts: an entry, after comments at most."""
_RIS = re.compile(r"TY  ?- ")
_NO_SOURCE = frozenset(".aux .bcf .csv .docx .html .htm .pdf .tex .toml .xml .yaml .yml".split())
"""Ends of names of files that hold no list."""
_DATA = Path(__file__).resolve().parent / "data"
_LOCK = ".lock.json"
ENCODINGS = ("ascii", "utf-8")
ORDERS = ("list", "key")


class Source(Struct, frozen=True, kw_only=True):
    """A library, and what it was made from: the lock as it would be written and where; no path if it is read-only.

    ``form`` is the format of a bibliography, of a .bib its dialect; a list has none.
    """

    library: Library
    form: str = ""
    lock: Lock | None = None
    lock_path: Path | None = None

    @property
    def beside(self) -> dict[Path, bytes]:
        """The lock file as a build writes it."""
        return {self.lock_path: lock.dump(self.lock)} if self.lock and self.lock_path else {}


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


def export(
    library: Library,
    to: str,
    *,
    profile: str | None = None,
    encoding: str | None = None,
    strings: bool = False,
    sort: str | None = None,
) -> str:
    """``library`` in a format: ``bibtex``, ``biblatex``, ``csljson``, ``ris`` or ``hayagriva``.

    Of a .bib, ``profile`` is ``full``, ``short`` or ``dblp``, ``encoding`` ``ascii`` or ``utf-8`` (default: ASCII for
    BibTeX, UTF-8 for biblatex), ``strings`` gives repeated venues a macro, ``sort`` is ``list`` or ``key``.
    """
    for given, known in ((profile, [*Profile]), (encoding, ENCODINGS), (sort, ORDERS)):
        if given is not None and given not in known:
            raise UsageError(f"nothing is called {given} here", f"known are: {', '.join(known)}")
    options = Options(
        profile=Profile(profile or Profile.FULL),
        utf8=(encoding or ("utf-8" if to == "biblatex" else "ascii")) == "utf-8",
        strings=strings,
        by_key=sort == "key",
    )
    asked = to == "biblatex" or strings or any((profile, encoding, sort))
    return registry.write(library, to, options if asked else None).decode()


def render(library: Library, style: str, to: str = "html", locale: str | None = None) -> str:
    """The reference list of ``library`` in a CSL ``style`` (``ieee`` …), as ``html``, ``md``, ``txt`` or ``json``."""
    if to not in output.NAMES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(output.NAMES)}")
    return output.write(references(library, style, locale), to)


def styles(words: str = "") -> list[catalog.Style]:
    """The citation styles that match every word, best first (:func:`plbib.rendering.catalog.search`)."""
    return catalog.search(words)


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


def cited(library: Library, document: str | Path) -> Library:
    """The part of ``library`` that a document cites: a LaTeX ``.aux``, ``.bcf`` or ``.tex`` file, or Markdown.

    A key that no paper has is a finding of the result, with its place.
    """
    path = Path(document)
    io.read_bytes(path)  # an error if it cannot be read; files that it includes may be missing
    found = citations.cited(str(path), _text_of)
    if not found.citations and not found.everything:
        raise InputError(f"{path}: cites nothing", "cite with \\cite{key} in LaTeX, [@key] in Markdown")
    return citations.select(library, found)


def _text_of(name: str) -> str | None:
    data = io.current(Path(name))
    return None if data is None else data.decode("utf-8", errors="replace")


def save(text: str, path: str | Path, *inputs: str | Path | None) -> None:
    """Write an export or a reference list to a file, which may be none of the ``inputs`` nor belong to the project."""
    target, settings = Path(path), _settings()
    given = [Path(name) for name in inputs if name not in (None, STDIN)]
    listed = [Path(settings.list.path)] if settings.list.path else []
    locks = [name.with_suffix(_LOCK) for name in (*given, *listed)]
    others = [Path(name) for name in (config.FILE, "pyproject.toml", settings.list.overrides) if name]
    if any(io.exists(name) and target.resolve() == name.resolve() for name in (*given, *listed, *locks, *others)):
        raise UsageError(f"{target}: is what the list is made from", "choose another file with -o")
    io.write_file(target, text.encode())


def build(source: str | Path | None, out: str | Path | None, check: bool) -> Built:
    """Write every output of a list, and its lock; with ``check`` only compare."""
    settings = _settings()
    opened = _open(source, settings)
    folder = Path(out or settings.build.out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder", "choose another folder with -o")
    made = builder.outputs(opened.library, settings.build.styles)
    if check:
        stale = next((path for path, data in opened.beside.items() if io.current(path) != data), None)
        compared = builder.compare(folder, made.files)
        return Built(report=made.report, folder=folder, difference=compared, stale_lock=stale)
    written = builder.write(folder, made.files, opened.beside)
    return Built(report=made.report, folder=folder, difference=written)


def citation_keys(
    source: str | Path | None, pattern: str | None, old: str | Path | None, *, dry_run: bool = False
) -> rekey.Rekeyed:
    """Give the papers of a list other keys: by a ``pattern``, from an ``old`` bibliography, or both in this order.

    The lock is written, unless ``dry_run``; keys that change stay as aliases. Without either nothing changes.
    """
    opened = _open(source)
    if opened.lock is None:
        raise UsageError("the source has no keys of its own to change", "give a Markdown list that lies in a file")
    order = tuple(record.id for record in opened.library.records)
    made = rekey.Rekeyed(lock=opened.lock, changes=(), findings=())
    if pattern is not None:
        made = rekey.rekeyed(made.lock, keys.pattern(pattern), order)
    if old is not None:
        path, name = Path(old), _shown(Path(old))
        records, problems = registry.read(io.read_bytes(path), name, _kind(path.name) or "bibtex")
        later = rekey.adopted(made.lock, records, order, name)
        findings = (*problems, *later.findings)
        made = replace(later, changes=(*made.changes, *later.changes), findings=findings)
    if made.lock != opened.lock and opened.lock_path and not dry_run:
        io.replace_files({opened.lock_path: lock.dump(made.lock)})
    return made


def compare(old: str, new: str) -> Difference:
    """What differs between two bibliographies, each a file or a git revision (``HEAD~1``, ``v1.0:papers.bib``)."""
    before, after = _side(old), _side(new)
    return difference(before.library, after.library, (before.form, after.form))


def _side(spec: str) -> Source:
    """The library in a file, or in a file as it was at a revision; a lock file counts as its records."""
    settings = _settings()
    if spec == STDIN or io.exists(Path(spec)):
        return _locked(io.read_bytes(Path(spec)), spec) if spec.endswith(_LOCK) else _open(spec, settings)
    data, name = revisions.at_revision(spec, Path(), settings.list.path or "")
    if name.endswith(_LOCK):
        return _locked(data, name)
    kind = _kind(name)
    if kind:
        return _bibliography(data, kind, name)
    beside = revisions.beside(spec, Path(), Path(name).with_suffix(_LOCK).as_posix())
    known = Lock(list=name) if beside is None else lock.load(beside, f"{spec} (its lock)")
    library = assemble(_listed(io.decode(data, name), name), known, source=name).library
    file = settings.list.overrides if name == settings.list.path else ""
    corrections = revisions.beside(spec, Path(), file) if file else None
    if corrections:
        library = overrides.apply(library, overrides.read(corrections, file))
    return Source(library=library)


def _kind(name: str) -> str | None:
    """The format of a bibliography by the name of its file; None for a list."""
    return registry.READ_FROM.get(Path(name).suffix.lower())


def _locked(data: bytes, name: str) -> Source:
    return Source(library=of_lock(lock.load(data, name), name))


def _settings() -> Config:
    path = config.find(Path())
    if path is None:
        return Config()
    text, name = io.read_text(path), path.name
    found = config.parse(text, name) if name == config.FILE else config.parse_pyproject(text, name) or Config()
    given_paths = (
        ("list.path", found.list.path),
        ("list.overrides", found.list.overrides),
        ("build.out", found.build.out),
    )
    for key, given in given_paths:
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
    data = io.read_stdin()
    start = data.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if start[:1] in ("[", "{") and _is_json(start):
        return _bibliography(data, "csljson", STDIN)
    if _RIS.match(start):
        return _bibliography(data, "ris", STDIN)
    if _ENTRY.match(start):
        return _bibliography(data, "bibtex", STDIN)
    made = assemble(_listed(io.decode(data, STDIN), STDIN), Lock(list=STDIN), source=STDIN)
    return Source(library=made.library)


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _open_file(path: Path, settings: Config) -> Source:
    data, name = io.read_bytes(path), _shown(path)
    kind = _kind(path.name)
    if kind:
        found = _bibliography(data, kind, name)
        return replace(found, library=_corrected(found.library, settings))
    if path.suffix.lower() in _NO_SOURCE:
        raise UsageError(f"{name}: neither a list nor a bibliography", "give a Markdown list, .bib, .json or .ris file")
    lock_path = path.with_suffix(_LOCK)
    known = Lock(list=path.name)
    if lock_path.exists():
        known = lock.load(io.read_bytes(lock_path), str(lock_path))
    about, pattern = settings.list, keys.pattern(settings.keys.pattern)
    reading = _listed(io.decode(data, name), name)
    made = assemble(reading, known, title=about.title, url=about.url, source=name, pattern=pattern)
    return Source(library=_corrected(made.library, settings), lock=made.lock, lock_path=lock_path)


def _corrected(library: Library, settings: Config) -> Library:
    """``library`` with the corrections that people made to its records."""
    name = settings.list.overrides
    return overrides.apply(library, overrides.read(io.read_bytes(Path(name)), name)) if name else library


def _shown(path: Path) -> str:
    """``path`` as places name it: relative where it lies below the current folder, so that outputs do not hold it."""
    whole, here = path.absolute(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else str(path)


def _listed(text: str, name: str) -> Reading:
    reading = read(text, name)
    if not reading.entries and not reading.findings:
        raise InputError(f"{name}: no paper in it", "entries look like: [ICLR'23] [Title](https://…), Affiliation")
    return reading


def _bibliography(data: bytes, kind: str, name: str) -> Source:
    records, findings = registry.read(data, name, kind)
    if not records and not any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(f"{name}: no entry in it", "give a BibTeX, CSL-JSON or RIS file")
    title = Path(name).stem if name != STDIN else ""
    library = of_items(records, title=title, source=name, findings=tuple(findings))
    return Source(library=library, form=bibentry.form_of(data, kind))


def entries(source: str | Path | None = None) -> list[Entry]:
    """The parsed entries of a Markdown list, in its order. Raises :class:`UsageError` for a bibliography."""
    library = load(source)
    listed = [entry for record in library.records for entry in record.entries]
    if library.records and not listed:
        raise UsageError(f"{library.source}: a bibliography, not a list", "list shows Markdown lists; try export")
    return sorted(listed, key=lambda entry: (entry.place.line, entry.place.column))
