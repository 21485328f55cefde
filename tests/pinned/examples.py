"""Papers with all that rooms make of them, each beside one that differs in one respect."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from plbib.formats import registry
from plbib.library.lock import Lock, LockEntry
from plbib.model import Category, Date, Entry, Finding, Item, Library, Link, Name, Place, Record, Status
from plbib.papers.identity import Paper, paper_of
from plbib.papers.keys import DEFAULT, Pattern, pattern
from plbib.papers.variables import texts_of
from tests.conftest import DATA
from tests.pinned.calls import Values
from tests.pinned.functions import TEXTS
from tests.related_work.test_whole_drafts import paper
from tests.samples import PAPERS

_PLACE = Place(file="list.md", line=3, column=1)


def _dated(item: Item, years: int) -> Item:
    parts = item.issued.date_parts if item.issued else ()
    later = tuple((part[0] + years, *part[1:]) for part in parts if part)
    return replace(item, issued=Date(date_parts=later)) if later else replace(item, issued=Date(date_parts=((2020,),)))


def _shortened(name: Name) -> Name:
    return replace(name, given=f"{name.given[:1]}." if name.given else None)


OTHERWISE: tuple[Callable[[Item], Item], ...] = (
    lambda item: item,
    lambda item: replace(item, title=item.title.partition(":")[0]),
    lambda item: replace(item, title=f"{item.title}: A Survey"),
    lambda item: replace(item, title=f"{item.title} Again", doi=None),
    lambda item: replace(item, title=item.title.replace(" the ", " ").upper(), url=None),
    lambda item: replace(item, title=item.title[: len(item.title) * 2 // 3], author=()),
    lambda item: _dated(item, 1),
    lambda item: _dated(item, 2),
    lambda item: _dated(item, -3),
    lambda item: replace(item, issued=None),
    lambda item: replace(item, author=item.author[:1]),
    lambda item: replace(item, author=(*item.author, Name(family="Berg", given="Ann"))),
    lambda item: replace(item, author=tuple(map(_shortened, item.author))),
    lambda item: replace(item, author=tuple(reversed(item.author)), editor=item.author),
    lambda item: replace(item, author=(*item.author[:1], Name(literal="others"))),
    lambda item: replace(item, author=(Name(literal="Kite Institute"),), doi="10.1000/another"),
    lambda item: replace(item, container_title="ICLR", type="paper-conference"),
    lambda item: replace(item, container_title="ICLR 2021 Workshop on Kites", event_title="ICLR"),
    lambda item: replace(item, container_title=None, type="article", url="https://arxiv.org/abs/2101.00001v2"),
    lambda item: replace(item, container_title="Nature", type="article-journal", volume="7", page="1-9", issue="2"),
    lambda item: replace(item, type="thesis", publisher="University of Oslo", genre="PhD thesis"),
    lambda item: replace(item, other={"custom": {"gloss": "flies a kite", "name": "Kite"}}, note="Kites. Oral"),
    lambda item: replace(item, url="https://github.com/kites/kite", abstract="A <i>kite</i> flies. It also sings."),
)
"""What may differ between two records of a paper, or of two papers."""


def _entry(record: Record, at: int) -> Entry:
    """What a list may say of the paper."""
    item = record.item
    return Entry(
        title=item.title,
        venue=item.container_title if at % 3 else None,
        year=item.issued.year if item.issued and at % 4 else None,
        date="2021-05" if at % 5 == 0 else None,
        links=(Link(label="code", url="https://github.com/kites/kite", role="code"), *_title_link(item))[at % 2 :],
        authors_text=", ".join(f"{name.given} {name.family}" for name in item.author) if at % 2 else None,
        affiliation="ETH Zürich" if at % 3 == 1 else None,
        short_name="Kite" if at % 7 == 0 else None,
        notes="oral; best paper" if at % 6 == 0 else None,
        tags=("oral",) if at % 4 == 1 else (),
        gloss="flies a kite [@berg2021]. It sings." if at % 3 == 2 else None,
        category=("Kites", "Flying") if at % 2 else (),
        place=replace(_PLACE, line=at + 3),
        end_line=at + 3,
    )


def _title_link(item: Item) -> tuple[Link, ...]:
    return (Link(label="title", url=item.url, role="paper"),) if item.url else ()


@cache
def records() -> list[tuple[Record, Record]]:
    """Records of every type and kind, each with one that is like it."""
    many, _ = registry.read((DATA / "many-types.bib").read_bytes(), "many-types.bib", "bibtex")
    pairs = []
    for at, record in enumerate([*PAPERS, *map(paper, range(16)), *many]):
        whole = replace(
            record,
            id=record.id or f"e-{at:06}",
            entries=record.entries or (_entry(record, at),),
            status=[*Status][at % len(Status)],
            aliases=(f"old{at}",) if at % 5 == 0 else (),
        )
        for step in (0, 1):
            otherwise = OTHERWISE[(2 * at + step) % len(OTHERWISE)]
            other = replace(
                whole,
                key=f"{whole.key}b",
                id=f"{whole.id}b",
                item=otherwise(whole.item),
                entries=(_entry(whole, at + step),),
            )
            pairs.append((whole, other))
    return pairs


def _known(record: Record) -> LockEntry:
    keys = {part.name for part in structs.fields(LockEntry)}
    same: dict[str, Any] = {name: value for name, value in structs.asdict(record).items() if name in keys}
    return LockEntry(**{**same, "title": record.item.title.lower(), "links": ("arxiv:2101.00001",)})


def of_papers() -> list[Values]:
    """What rooms that know papers can be given."""
    pairs = records()
    return [
        _of_pair(record, other, following, at)
        for at, ((record, other), (following, _)) in enumerate(zip(pairs, [*pairs[2:], *pairs[:2]], strict=True))
    ]


def _of_pair(record: Record, other: Record, following: Record, at: int) -> Values:
    items = [record.item, other.item]
    dates = [date for item in items for date in (item.issued, item.accessed, item.event_date) if date]
    library = Library(
        title="Kites",
        records=(record, other, following),
        categories=(Category(path=("Kites",)), Category(path=("Kites", "Flying"))),
        entries_read=3,
    )
    texts = [text for item in items for text in texts_of(item).values()]
    return {
        Record: [record, other, following],
        Item: items,
        Name: [*record.item.author, *other.item.author, *record.item.editor],
        tuple[Name, ...]: [record.item.author, other.item.author, record.item.editor],
        Date: dates,
        Entry: [*record.entries, *other.entries],
        Place: [_PLACE],
        Finding: [],
        Library: [library, replace(library, records=(other, record), title="")],
        Lock: [Lock(list="list.md", entries=(_known(record),)), Lock(list="list.md", entries=(_known(other),))],
        LockEntry: [_known(record), _known(other)],
        Paper: [paper_of(record), paper_of(other), paper_of(following)],
        Mapping[str, str]: [record.identifiers, other.identifiers],
        dict[str, str]: [texts_of(record.item)],
        tuple[str, ...]: [("Kites", "Flying"), ("Kites",)],
        str: texts[at % len(texts) :] + texts[: at % len(texts)],
        int: [at % 5, 2021, 3],
        bool: [False, True],
        **_NAMED,
    }


_OF_MEETINGS = [*TEXTS["venues"], "ACL 2021", "the 3rd KITE Workshop", "NeurIPS'21", "Kite Letters"]
_NAMED: Values = {
    **{(name, kind): _OF_MEETINGS for name in ("venue", "printed") for kind in (str, str | None)},
    **{(name, str): [*TEXTS["titles"], *_OF_MEETINGS[:9]] for name in ("title", "one", "other")},
    ("kind", str): ["article-journal", "paper-conference", "article", "book", "report", "thesis", "webpage", "chapter"],
    ("pattern", Pattern): [DEFAULT, *map(pattern, ("bbt", "acl", "dblp", "{family}{year}{words2}"))],
    ("key", str): ["berg2021", "berg2021a", "Berg:2021", ""],
}
"""Values for parameters of these names."""
