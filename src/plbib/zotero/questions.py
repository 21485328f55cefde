"""Papers that may be ones the list had before under another title and another link: for a person to say.

A preprint is published under a new name, and its line gets both. A new item would stand beside the old one, which has
people's notes.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import Name
from plbib.papers import identity
from plbib.papers.identifiers import identify, token
from plbib.papers.identity import Paper, surname
from plbib.papers.titles import NOT_WORD, closeness, fold, normalise
from plbib.text.patterns import regex
from plbib.zotero.desired import DesiredPaper
from plbib.zotero.items import Creator
from plbib.zotero.objects import Content, Known

ADDRESSES = ("DOI", "extra.doi", "url", "number", "extra.arxiv")
"""The canonical fields that identify a paper."""
_ALIKE = 85.0
"""Least closeness of two titles for the question; the slips that need none are closer (:mod:`plbib.papers.titles`)."""
_YEAR = regex(r"(?<!\d)[12]\d{3}(?!\d)")
_SYSTEM = regex(r"^([^\s:]{2,30}):\s")
_MANY = 200
"""More papers than this that are new and that left are another list, not one that changed."""

Same = tuple[str, str]
"""Two names (citation keys, or keys of items) of one paper; the second is empty for a paper that is none before."""


class ItemQuestion(Struct, frozen=True, kw_only=True):
    """Whether a new paper is one that the list had: by ids in list and state, keys and titles of both, and why."""

    id: str
    row: str
    new: str
    new_title: str
    old: str
    old_title: str
    reason: str


def find(papers: Iterable[DesiredPaper], rows: Iterable[Known]) -> list[ItemQuestion]:
    """A question for each new paper that may be one of the ``rows``, which are those of no paper; the likest first."""
    new, old = [*papers], [*rows]
    if min(len(new), len(old)) > _MANY:
        return []
    works = [work_of(row.base) for row in old]
    pairs = (
        (score, reason, paper, row)
        for paper in new
        for row, work in zip(old, works, strict=True)
        for score, reason in _evidence(paper.work, work, known_to_be_out=row.removed)
    )
    asked: dict[str, ItemQuestion] = {}
    taken: set[str] = set()
    for _, reason, paper, row in sorted(pairs, key=lambda pair: (-pair[0], pair[2].key, pair[3].key)):
        if paper.id not in asked and row.key not in taken:
            taken.add(row.key)
            asked[paper.id] = _question(paper, row, reason)
    return [*asked.values()]


def _question(paper: DesiredPaper, row: Known, reason: str) -> ItemQuestion:
    return ItemQuestion(
        id=paper.id,
        row=row.key,
        new=paper.key,
        new_title=paper.title,
        old=row.base.text("citationKey") or row.key,
        old_title=row.base.text("title"),
        reason=reason,
    )


def _evidence(new: Paper, old: Paper, *, known_to_be_out: bool) -> Iterator[tuple[float, str]]:
    """How likely two papers are one, from 0 to 100, and what speaks for it; nothing if nothing does."""
    near = new.year is not None and old.year is not None and abs(new.year - old.year) <= 1
    ratio = closeness(normalise(new.title), normalise(old.title))
    if {*identity.named_tokens(new.tokens)} & {*identity.named_tokens(old.tokens)}:
        yield 100.0, "they share an identifier"
    elif ratio >= _ALIKE:
        yield ratio, "their titles are alike"
    elif near and system_name(new.title) and system_name(new.title) == system_name(old.title):
        yield 80.0, "their titles begin with the same name"
    elif near and not known_to_be_out and surname(new.authors) and surname(new.authors) == surname(old.authors):
        yield 20.0 + ratio / 2, "their first author is the same, and the year nearly"


def system_name(title: str) -> str:
    """The name that a title begins with, folded: ``GPTQ: Accurate …`` → ``gptq``; ``""`` if it begins with none."""
    match = _SYSTEM.match(title)
    return NOT_WORD.sub("", fold(match[1])) if match else ""


def work_of(content: Content) -> Paper:
    """What the paper of an item is recognised by."""
    text, creators = content.text, content.fields.get("creators")
    addresses = (identify(text(field).partition(" [")[0]) for field in ADDRESSES)  # arXiv:2301.00001 [cs]
    tokens = {address.token for address in addresses if address} | ({token(text("url"))} if text("url") else set())
    people = [one for one in creators or () if isinstance(one, Creator)]
    year = _YEAR.search(text("date"))
    return Paper(
        title=text("title"),
        tokens=frozenset(tokens),
        authors=tuple(Name(family=one.last_name, given=one.first_name, literal=one.name) for one in people),
        year=int(year[0]) if year else None,
    )


def decided(
    same: Iterable[Same], papers: Sequence[DesiredPaper], rows: Sequence[Known]
) -> tuple[dict[str, str], set[str]]:
    """What a person said: the key of the item of each paper that they named, and the papers that are new.

    Raises :class:`UsageError` for a name that nothing has.
    """
    by_name = {name: paper.id for paper in papers for name in (paper.id, paper.key)}
    old = {name: row.key for row in rows for name in (row.base.text("citationKey"), row.key) if name}
    chosen: dict[str, str] = {}
    new: set[str] = set()
    for pair in same:
        first, second = pair if pair[0] in by_name or not pair[1] else pair[::-1]
        if first not in by_name or (second and second not in old):
            raise UsageError(
                f"--same {'='.join(pair)}: nothing is called {second if first in by_name else first}",
                "give the key of the new paper and that of the old item, as the plan shows them",
            )
        if second:
            chosen[by_name[first]] = old[second]
        else:
            new.add(by_name[first])
    return chosen, new
