"""The words of the program as frozen values: entries, items, records, findings, the library.

Variables of :class:`Item`, :class:`Name` and :class:`Date` are those of CSL 1.0.2 and carry CSL's names on disk.
Nothing here reads, writes or computes more than a view of its own fields.
"""

from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from plbib.errors import Severity

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
"""The types of CSL 1.0.2."""

CategoryPath = tuple[str, ...]
"""Headings from the outermost to the innermost, as printed; ``()`` is the list itself."""


def category_name(path: CategoryPath) -> str:
    """A category as people read it, ``Systems / Storage``; ``""`` for the list itself."""
    return " / ".join(path)


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where in a source: ``file`` as the user named it, ``line`` and ``column`` counted from 1 (0: not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


class Edit(Struct, frozen=True, kw_only=True, gc=False):
    """What mends a finding in the list's own text: ``new`` in place of ``old``, which begins at line and column.

    ``old`` lies on one line. Columns count characters from 1, a byte order mark at the start of the file not counted.
    """

    line: int
    column: int
    old: str
    new: str


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something wrong or doubtful, with the place and the cure. ``plbib explain`` lists the codes.

    ``edit`` is there where one change of the text is certain to be right.
    """

    code: str
    severity: Severity
    message: str
    cure: str = ""
    place: Place | None = None
    key: str = ""  # citation key of the record it is about, if there is one
    edit: Edit | None = None


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """A link of an entry; ``label`` is ``title`` where the title is the link text, ``role`` what it leads to."""

    label: str
    url: str
    role: str = "other"


class Inherited(Struct, frozen=True, kw_only=True, gc=False):
    """What a heading, or a cell that spans rows, gives to the entries below it."""

    venue: str | None = None
    year: int | None = None


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """What the list itself says about one paper, as printed; ``gloss`` is the quotation on the line below.

    ``date`` is ISO 8601, partial where the list is (``2023-05``). ``short_name`` is what stands in front of the title
    or in a column of its own (``ViLa``), ``tags`` are code spans, pictures (``🔥``) and brackets that say something
    else.
    ``volume``, ``issue`` and ``pages`` stand where a whole reference is printed.
    """

    title: str
    venue: str | None = None
    year: int | None = None
    date: str | None = None
    links: tuple[Link, ...] = ()
    authors_text: str | None = None
    affiliation: str | None = None
    short_name: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    notes: str | None = None
    tags: tuple[str, ...] = ()
    inherited: Inherited | None = None
    gloss: str | None = None
    key: str | None = None  # the citation key that a file of data gives
    category: CategoryPath = ()
    place: Place
    end_line: int


class Category(Struct, frozen=True, kw_only=True):
    """A heading of the list that can hold entries, even if it holds none; ``file`` is named where there are several."""

    path: CategoryPath
    line: int = 0
    file: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """A Markdown list as read: entries in order, entries inside comments, categories, what was odd."""

    title: str
    entries: tuple[Entry, ...]
    commented: tuple[Entry, ...]
    categories: tuple[Category, ...]
    findings: tuple[Finding, ...]
    single: bool = False  # whether the file is the page of one paper


class Name(Struct, frozen=True, kw_only=True, rename="kebab", omit_defaults=True, gc=False):
    """A person (``family``, ``given`` …) or, by ``literal`` alone, an organisation."""

    family: str | None = None
    given: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    comma_suffix: bool = False  # whether a comma stands before the suffix
    static_ordering: bool = False  # whether the family name comes first wherever the name stands
    literal: str | None = None


class Date(Struct, frozen=True, kw_only=True, rename="kebab", omit_defaults=True, gc=False):
    """A CSL date: one to two ``date-parts`` of ``(year[, month[, day]])``, or a ``literal``.

    A ``season`` is 1 (spring) to 4, or a word for another (``Trinity``).
    """

    date_parts: tuple[tuple[int, ...], ...] = ()
    literal: str | None = None
    circa: bool = False
    season: int | str | None = None

    @property
    def year(self) -> int | None:
        return self.date_parts[0][0] if self.date_parts and self.date_parts[0] else None

    @property
    def month(self) -> int | None:
        return self.date_parts[0][1] if self.date_parts and len(self.date_parts[0]) > 1 else None


class Item(Struct, frozen=True, kw_only=True, rename="kebab", omit_defaults=True, gc=False):
    """A bibliographic record in CSL variables; what no source says stays absent.

    Variables plbib does not use itself are kept as they came in ``other`` and written back.
    """

    type: str
    title: str = ""
    author: tuple[Name, ...] = ()
    container_title: str | None = None
    container_title_short: str | None = None
    collection_title: str | None = None
    event_title: str | None = None
    event_place: str | None = None
    event_date: Date | None = None
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    edition: str | None = None
    volume: str | None = None
    issue: str | None = None
    number: str | None = None
    page: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    genre: str | None = None
    version: str | None = None
    issued: Date | None = None
    accessed: Date | None = None
    doi: str | None = field(name="DOI", default=None)
    isbn: str | None = field(name="ISBN", default=None)
    issn: str | None = field(name="ISSN", default=None)
    url: str | None = field(name="URL", default=None)
    language: str | None = None
    abstract: str | None = None
    keyword: str | None = None
    note: str | None = None
    other: dict[str, Any] = field(default_factory=dict)


class Status(StrEnum):
    """How far a record can be trusted."""

    RESOLVED = "resolved"  # accepted by two witnesses
    PINNED = "pinned"  # settled by a person
    GIVEN = "given"  # as somebody's bibliography has it; no source was asked
    REVIEW = "review"  # a person must decide
    UNRESOLVED = "unresolved"  # only what the list says


VERIFIED = frozenset({Status.RESOLVED, Status.PINNED})
LISTED_ONLY = frozenset({Status.REVIEW, Status.UNRESOLVED})


class NoticeKind(StrEnum):
    """What was published about a paper that bears on whether it may be cited."""

    RETRACTION = "retraction"  # its journal or its authors took it back
    WITHDRAWAL = "withdrawal"  # taken back before it was published in full: a preprint, a submission
    CORRECTION = "correction"  # an erratum, a corrigendum: the paper stands


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True, order=True):
    """A notice about a paper: ``name`` is its DOI or address ("" if not known), ``source`` says who told of it."""

    kind: NoticeKind
    name: str = ""
    source: str = ""


class Record(Struct, frozen=True, kw_only=True, gc=False):
    """One paper of the library: its item, its citation key, and the entries of the list that name it."""

    key: str
    item: Item
    status: Status
    id: str = ""
    entries: tuple[Entry, ...] = ()
    categories: tuple[CategoryPath, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    evidence: str = ""  # why the record of these sources was taken for the paper's, if plbib decided it
    aliases: tuple[str, ...] = ()  # keys it had before
    notices: tuple[Notice, ...] = ()  # that it was retracted, withdrawn, corrected
    id_given: str = ""  # its id where it was read, if that is no key of BibTeX
    origin: Place | None = None  # of its entry, if it was read from a bibliography

    @property
    def verified(self) -> bool:
        return self.status in VERIFIED

    @property
    def listed_only(self) -> bool:
        """Whether nothing is known of the paper but what the list says."""
        return self.status in LISTED_ONLY

    @property
    def place(self) -> Place | None:
        """Of its first line in the list, or of its entry in the bibliography."""
        return self.entries[0].place if self.entries else self.origin


class Library(Struct, frozen=True, kw_only=True):
    """Everything known about a list: the one value that formats, rendering and checks read."""

    title: str
    url: str = ""
    source: str = ""  # as the user named it
    records: tuple[Record, ...] = ()
    categories: tuple[Category, ...] = ()
    findings: tuple[Finding, ...] = ()
    entries_read: int = 0  # entries of the source before duplicates were joined
