"""Papers that may be ones the list had before under another title and another link: for a person to say.

A preprint is published under a new name, and its line gets both. A new item would stand beside the old one, which has
people's notes.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import Name
from plbib.papers import succession
from plbib.papers.identifiers import identify, token
from plbib.papers.identity import Paper
from plbib.papers.succession import Earlier, Same, successors
from plbib.text.patterns import regex
from plbib.zotero.desired import DesiredPaper
from plbib.zotero.items import Creator
from plbib.zotero.objects import Content, Known

ADDRESSES = ("DOI", "extra.doi", "url", "number", "extra.arxiv")
"""The canonical fields that identify a paper."""
_YEAR = regex(r"(?<!\d)[12]\d{3}(?!\d)")


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
    new = {paper.id: paper for paper in papers}
    old = {row.key: row for row in rows}
    earlier = [
        Earlier(key, work_of(row.base), succession.NO_TITLE if row.removed else succession.ANY_TITLE)
        for key, row in old.items()
    ]
    pairs = successors({name: paper.work for name, paper in new.items()}, earlier)
    return [_question(new[name], old[key], reason) for name, (key, reason) in pairs.items()]


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


def read_decisions(
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
