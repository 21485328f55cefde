"""Which items of a group library are the papers of the list.

A paper's item is the one that the last sync knew, or that has the key the paper's id makes, or its mark in Extra; if
the list's name for the paper has changed, the one that was the paper's; at last one that people had put there.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from plbib.identifiers import identify, token
from plbib.text.unicode import squeeze
from plbib.zotero.desired import Paper
from plbib.zotero.items import Creator
from plbib.zotero.objects import Content, Held, Known, Remote, What, object_key

_SAME_TITLE = 95.0
"""Least ``rapidfuzz.fuzz.ratio`` of squeezed titles, where no identifier tells."""
_LIKE_TITLE = 60.0
"""The same for a title that was mended, at an address that the list had before."""
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_NUMBER = re.compile(r"\d+|\b[ivx]+\b")
_NO_ITEMS = frozenset({"attachment", "note", "annotation"})
_IDENTIFYING = {"doi:": "DOI", "arxiv:": "arXiv id"}
_MARKER = "marker:"
_ADDRESSES = ("DOI", "extra.doi", "url", "number", "extra.arxiv")


class Found(Struct, frozen=True):
    """The items that may be a paper, and by what they are; several are for a person to decide on."""

    by: str
    items: tuple[Held, ...]


class Matches:
    """The item of each paper: ``items`` maps the paper's id to its key, of those of people ``adopted`` says by what.

    Papers for which there are ``several`` have none.
    """

    def __init__(self, papers: Iterable[Paper], group: int, known: Iterable[Known], remote: Remote) -> None:
        self.items: dict[str, str] = {}
        self.adopted: dict[str, str] = {}
        self.several: list[tuple[Paper, Found]] = []
        self._claimed: set[str] = set()
        rows = [row for row in known if row.what is What.ITEM]
        held = [*remote.objects.values(), *(row.as_held() for row in rows if row.key not in remote.objects)]
        candidates, there = Candidates(held), {row.key for row in rows} | remote.objects.keys() | remote.deleted
        left = self._claim_all(papers, {row.id: row.key for row in rows}.get)
        own = {paper.id: key for paper in left if (key := object_key(group, What.ITEM, paper.id)) in there}
        left = self._claim_all(left, own.get)
        left = self._claim_all(left, candidates.marked)
        former = Former(row for row in rows if row.key not in self._claimed)
        for paper in sorted(left, key=candidates.identified, reverse=True):
            key = former.find(paper, self._claimed)
            if not key:
                self._adopt(paper, candidates.find(paper, self._claimed), object_key(group, What.ITEM, paper.id))
            else:
                self._claim(paper, key)

    def _claim_all(self, papers: Iterable[Paper], find: Callable[[str], str | None]) -> list[Paper]:
        """Give papers the items found by their ids; the papers for which there is none."""
        left = []
        for paper in papers:
            key = find(paper.id)
            if key and key not in self._claimed:
                self._claim(paper, key)
            else:
                left.append(paper)
        return left

    def _claim(self, paper: Paper, key: str) -> None:
        self.items[paper.id] = key
        self._claimed.add(key)

    def _adopt(self, paper: Paper, found: Found | None, own: str) -> None:
        if found is None:
            self._claim(paper, own)
        elif len(found.items) == 1:
            self._claim(paper, found.items[0].key)
            self.adopted[paper.id] = found.by
        else:
            self.several.append((paper, found))


class Candidates:
    """The items of a library, found by what they share with a paper."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._named: dict[str, dict[str, Held]] = defaultdict(dict)
        for item in held:
            for name in _names(item) if is_item(item) else ():
                if not item.trashed or name.startswith(_MARKER):
                    self._named[name][item.key] = item

    def marked(self, name: str) -> str | None:
        """The key of the one item that carries the id of a paper."""
        found = [*self._named.get(f"{_MARKER}{name}", {})]
        return found[0] if len(found) == 1 else None

    def identified(self, paper: Paper) -> bool:
        """Whether an item has an identifier of ``paper``, which tells more than a title does."""
        return any(name in self._named for name in _identifiers(paper.tokens))

    def find(self, paper: Paper, taken: AbstractSet[str]) -> Found | None:
        """The items that are ``paper`` by the strongest name they share; those ``taken`` are other papers."""
        for kind, by in _IDENTIFYING.items():
            if found := self._all([name for name in paper.tokens if name.startswith(kind)], taken):
                return Found(by, found)
        titled = (
            ([name for name in paper.tokens if not name.startswith("url:")], "address and title"),
            ([f"key:{paper.key}"], "citation key and title"),
            (_byline(paper.family, paper.year), "author, year and title"),
        )
        for names, by in titled:
            alike = (item for item in self._all(names, taken) if _titled(item, paper))
            if found := tuple(item for item in alike if not _identified_otherwise(item, paper)):
                return Found(by, found)
        return None

    def _all(self, names: Iterable[str], taken: AbstractSet[str]) -> tuple[Held, ...]:
        found = {key: item for name in names for key, item in self._named.get(name, {}).items() if key not in taken}
        return tuple(item for _, item in sorted(found.items()))


class Former:
    """The items of papers that the list does not name any more as it did, found by what the list said of them then.

    A list without a lock has another name for a paper as soon as its title or its link is mended.
    """

    def __init__(self, rows: Iterable[Known]) -> None:
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)  # key and title
        for row in rows:
            said = Content(fields={**row.base.fields, **row.disputed})
            addresses, title = (said.text(field) for field in _ADDRESSES), said.text("title")
            for name in {*(token(address) for address in addresses if address), _title(title)}:
                self._named[name].append((row.key, title))

    def find(self, paper: Paper, taken: AbstractSet[str]) -> str:
        """The key of the item that was ``paper``'s: of the same title, or of the same address and a like one."""
        for names, least in (([_title(paper.title)], 100.0), (sorted(paper.tokens), _LIKE_TITLE)):
            for key, title in (row for name in names for row in self._named.get(name, ())):
                if key not in taken and _ratio(title, paper.title) >= least:
                    return key
        return ""


def _title(text: str) -> str:
    return f"title:{squeeze(text)}"


def is_item(held: Held) -> bool:
    """Whether an object is a paper's item, and not a child, a loose note or a file."""
    kind = held.content.fields.get("itemType")
    return kind is not None and not held.parent and kind not in _NO_ITEMS


def _names(item: Held) -> Iterable[str]:
    text = item.content.text
    addresses = (identify(text(field).partition(" [")[0]) for field in _ADDRESSES)  # arXiv:2301.00001 [cs]
    yield from (address.token for address in addresses if address)
    for kind, value in ((_MARKER, text("extra.plbib-id")), ("key:", text("citationKey") or text("extra.citation-key"))):
        if value:
            yield f"{kind}{value}"
    creators = item.content.fields.get("creators")
    first = creators[0] if isinstance(creators, tuple) and creators else Creator(creator_type="author")
    year = _YEAR.search(text("date"))
    yield from _byline(first.last_name or first.name or "", year[0] if year else None)


def _byline(family: str, year: int | str | None) -> list[str]:
    """Author and year as one name; none without one of them."""
    return [f"by:{squeeze(family)} {year}"] if family and year else []


def _identifiers(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith((*_IDENTIFYING,))]


def _identified_otherwise(item: Held, paper: Paper) -> bool:
    """Whether an item that shares no identifier with a paper has one of a kind that the paper has, too."""
    theirs, ours = ({name.partition(":")[0] for name in _identifiers(names)} for names in (_names(item), paper.tokens))
    return bool(theirs & ours)


def _titled(item: Held, paper: Paper) -> bool:
    title = item.content.text("title")
    return _numbers(title) == _numbers(paper.title) and _ratio(title, paper.title) >= _SAME_TITLE


def _numbers(title: str) -> list[str]:
    """The numbers in a title, which tell apart what else is alike: parts I and II, versions 3 and 4."""
    return _NUMBER.findall(title.casefold())


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # takes a while to load

    return fuzz.ratio(squeeze(one), squeeze(other))
