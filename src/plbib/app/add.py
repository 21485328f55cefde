"""New papers for a list: found by what names them, printed in the list's own form, put into their category."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.opening import lists
from plbib.app.opening.source import LISTS, STDIN, Opened, selection
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.resolve import named_record, with_token
from plbib.errors import InputError, UsageError
from plbib.io import files
from plbib.io.config import Config
from plbib.library.select import category_path
from plbib.lists.reader import read
from plbib.lists.writing.insertion import EntryInsertionError, insert
from plbib.lists.writing.writer import EntryWriter, NewEntry
from plbib.model import CategoryPath, Date, Item, Library, Place, Record, Status, category_name
from plbib.papers import people
from plbib.papers.identifiers import address, identify, token
from plbib.papers.identity import Verdict, compare, paper_of
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index
from plbib.resolve.listing import new_entry
from plbib.text.patches import patch

_BOM = "\ufeff"


class Given(Struct, frozen=True, kw_only=True):
    """What a person says of the paper; it goes before what a record says. ``authors`` are as printed."""

    title: str | None = None
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    affiliation: str | None = None

    @property
    def anything(self) -> bool:
        return any(getattr(self, name) is not None for name in self.__struct_fields__)


class Met(Struct, frozen=True, kw_only=True):
    """A paper that the list has, or may have: its ``title`` there and ``place``, and why it is taken for it."""

    asked: str
    title: str
    place: Place | None
    reason: str


class Added(Struct, frozen=True, kw_only=True):
    """New lines of a list; papers left out that are in it, or may be; the list before and after, if it is to change."""

    lines: tuple[str, ...]
    listed: tuple[Met, ...]
    doubtful: tuple[Met, ...]
    path: Path | None = None
    category: str = ""
    before: str = ""
    after: str = ""

    @property
    def diff(self) -> str:
        """What changes in the list, as a unified diff."""
        return patch(self.before, self.after, files.printable_name(self.path)) if self.path else ""


def add(
    names: Sequence[str],
    source: str | Path | None = None,
    records: Sequence[str | Path] = (),
    *,
    given: Given | None = None,
    category: str | None = None,
    insertion: bool = False,
    force: bool = False,
) -> Added:
    """The papers ``names`` as lines of the list ``source``; with ``insertion`` also the list with them in it.

    A name is a bibliography (all its records), ``FILE:KEY``, ``plbib:KEY``, ``-``, a DOI, arXiv id or another address;
    the last are looked up in ``records``, in the bibliographies of the project, and in those that come with plbib.
    Papers that the list has, or may have, are left out; with ``force`` they are added. Nothing is written.

    Raises :class:`UsageError` for what no record knows, unless ``given`` says its title.
    """
    settings = load_configuration()
    opened = _opened(source, settings)
    if opened.form:
        raise UsageError(f"{opened.library.source}: a bibliography, not a list", "name a Markdown list by --source")
    if not opened.texts:
        raise UsageError(f"{opened.library.source}: no Markdown, to which papers are added", "name another by --source")
    entries = [entry for record in opened.library.records for entry in record.entries]
    if len({entry.place.file for entry in entries}) > 1:
        raise UsageError(f"{opened.library.source}: several lists", "name the one to add to by --source")
    of_list = _ListedPapers(opened.library)
    asked = [*_look_up_each(names, (*records, *settings.list.records), given or Given(), of_list.records)]
    papers, listed, doubtful = [], [], []
    for record, url in asked:
        verdict, met = (Verdict.OTHER, None) if force else of_list.meet(record)
        if met and verdict is Verdict.UNSURE:
            doubtful.append(met)
        elif met:
            listed.append(met)
        else:
            papers.append(_with_given(new_entry(record, entries, url), given or Given()))
            of_list.learn(record)
    added = Added(lines=(), listed=tuple(listed), doubtful=tuple(doubtful))
    if insertion:
        return _inserted(added, opened, papers, category)
    path = category_path(opened.library, category) if category else None
    writer = EntryWriter(opened.text, entries)
    return replace(added, lines=tuple(writer.write(paper, path) for paper in papers))


def _opened(source: str | Path | None, settings: Config) -> Opened:
    """The list; it need not have papers yet, if it is named."""
    try:
        return open_source(source, settings)
    except InputError:
        names = selection(source).names or settings.list.paths
        path = Path(names[0]) if len(names) == 1 else Path()
        empty_list = lists.without_papers(path) if path.suffix.lower() in LISTS and path.is_file() else None
        if empty_list is None:
            raise
        return empty_list


def save(added: Added) -> None:
    """Write the list with what was added. Raises :class:`~plbib.errors.OutputError`."""
    if added.path and added.after != added.before:
        files.write_file(added.path, added.after.encode())


def _with_given(entry: NewEntry, given: Given) -> NewEntry:
    """``entry`` with what a person says of it."""
    values = {name: getattr(given, name) for name in ("title", "venue", "year", "affiliation")}
    values = {name: value for name, value in values.items() if value is not None}
    if "year" in values and values["year"] != entry.year:
        values["date"] = None
    if given.authors is not None:
        values["authors"] = people.names(given.authors)
    return replace(entry, **values)


# Which papers are asked for -----------------------------------------------------------------------------------------


def _look_up_each(
    names: Sequence[str], records: Sequence[str | Path], given: Given, candidates: Iterable[Candidate]
) -> Iterator[tuple[Record, str]]:
    """The record of each paper, and the address that it is asked for by."""
    pairs = [pair for name in names for pair in _records(name, records, given, candidates)]
    if given.anything and len(pairs) > 1:
        raise UsageError(f"what the options say is of one paper, and these are {len(pairs)}", "add them one by one")
    for record, _ in pairs:
        if not record.item.title:
            raise UsageError(f"{record.key}: the record has no title", "give it by --title")
    yield from pairs


def _records(
    name: str, records: Sequence[str | Path], given: Given, candidates: Iterable[Candidate]
) -> Iterator[tuple[Record, str]]:
    named = identify(name)
    if name == STDIN or files.exists(Path(name)):
        library = open_source(name).library
        if any(record.entries for record in library.records):
            raise UsageError(f"{name}: a list, not a bibliography", "plbib add takes a .bib, a record or an identifier")
        yield from ((record, "") for record in library.records)
    elif named is None and not name.lower().startswith(("http://", "https://")):
        if ":" not in name:
            raise UsageError(
                f"{name}: neither a file nor a DOI, an arXiv id or an address", "name a record by FILE:KEY"
            )
        yield named_record(name, records).record, ""
    else:
        url = name if "://" in name else (address(named.kind, named.value) if named else None) or name
        at_hand = (*with_token(token(name), records), *candidates)
        record = next((candidate.record for candidate in at_hand if token(name) in candidate.paper.tokens), None)
        if record is None and given.title is None:
            raise UsageError(
                f"{name}: no record at hand knows it",
                "say what it is by --title (and --authors, --venue, --year), or give a file with its record by --from",
            )
        yield record or _unknown(name, given), url


def _unknown(name: str, given: Given) -> Record:
    """A paper of which only a person knows."""
    named = identify(name)
    item = Item(
        type="document",
        title=given.title or "",
        author=people.names(given.authors or ""),
        issued=Date(date_parts=((given.year,),)) if given.year else None,
        url=name if "://" in name else None,
    )
    names = {named.kind: named.value} if named else {}
    return Record(key=name, item=item, status=Status.UNRESOLVED, identifiers=names)


# Whether the list has them ------------------------------------------------------------------------------------------


class _ListedPapers:
    """The papers of a list, and those that are being added."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.records = Index.of(
            Candidate(
                record=record,
                source=library.source,
                titles=tuple(entry.title for entry in record.entries),
                tokens=frozenset(token(link.url) for entry in record.entries for link in entry.links),
            )
            for record in library.records
        )
        self._added: list[Record] = []

    def learn(self, record: Record) -> None:
        """Know ``record`` from now on."""
        self._added.append(record)

    def meet(self, record: Record) -> tuple[Verdict, Met | None]:
        """The paper of the list that ``record`` is, or may be, and how sure that is."""
        paper = paper_of(record)
        near = [(hit.record, hit.paper) for hit in self.records.find(Wanted(paper=paper))]
        near += [(other, paper_of(other)) for other in self._added]
        doubtful: Met | None = None
        for other, candidate in near:
            for title in dict.fromkeys((candidate.title, *(entry.title for entry in other.entries))):
                match = compare(paper, replace(candidate, title=title))
                if match.verdict is Verdict.OTHER:
                    continue
                met = Met(asked=record.item.title, title=title, place=other.place, reason=match.reason)
                if match.verdict is not Verdict.UNSURE:
                    return match.verdict, met
                doubtful = doubtful or met
        return (Verdict.UNSURE, doubtful) if doubtful else (Verdict.OTHER, None)


# Into the list ------------------------------------------------------------------------------------------------------


def _inserted(added: Added, opened: Opened, papers: Sequence[NewEntry], category: str | None) -> Added:
    path = Path(opened.library.source)
    if opened.lock_path is None or not files.exists(path):
        raise UsageError(f"{opened.library.source}: cannot be written to", "name a Markdown list that lies in a file")
    where = _category(opened.library, category)
    before = files.read_bytes(path).decode("utf-8")
    bom = _BOM if before.startswith(_BOM) else ""
    text, lines = before.removeprefix(_BOM), []
    for paper in papers:
        reading = read(text, str(path), opened.profile)
        try:
            insertion = insert(text, reading, paper, where)
        except EntryInsertionError as error:
            raise InputError(
                f"{path}: a line of this form would not be read there as this paper: {error}",
                "put it in by hand, or name another category; nothing was written",
            ) from error
        text = insertion.text
        lines.append(insertion.line)
    return replace(added, lines=tuple(lines), path=path, category=category_name(where), before=before, after=bom + text)


def _category(library: Library, category: str | None) -> CategoryPath:
    """The category that papers are put into: the one that is named, else the only one."""
    paths = [one.path for one in library.categories]
    held = {path for record in library.records for path in record.categories}
    if category is None:
        if len({*paths, *held}) > 1:
            shown = ", ".join(category_name(path) for path in paths)
            raise UsageError("which category? name it by --category", f"categories: {shown}")
        return next(iter([*paths, *held]), ())
    path = category_path(library, category)
    if path not in paths and path not in held:
        inside = ", ".join(category_name(other) for other in paths if other[: len(path)] == path)
        raise UsageError(f"{category_name(path)}: only holds other categories", f"name one of: {inside}")
    return path
