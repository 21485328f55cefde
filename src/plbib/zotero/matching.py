"""Which items of a group library are the papers of the list.

A paper's item is the one that the last sync knew, or that has the key the paper's id makes, or its mark in Extra; if
the list's name for the paper has changed, the one that was the paper's; at last one that people had put there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from plbib.model import CategoryPath
from plbib.papers import identity
from plbib.papers.identifiers import token
from plbib.papers.identity import Agreement, compare, surname
from plbib.papers.succession import Same
from plbib.papers.titles import Likeness, compare_titles, normalise
from plbib.zotero.desired import DesiredPaper
from plbib.zotero.objects import Content, Held, Known, LibraryId, ObjectKind, Remote, object_key
from plbib.zotero.questions import ADDRESSES, ItemQuestion, find, read_decisions, work_of
from plbib.zotero.survivors import survivors

_NO_ITEMS = frozenset({"attachment", "note", "annotation"})
_IDENTIFYING = {"doi:": "DOI", "arxiv:": "arXiv id"}
_MARKER = "marker:"


class PossibleItems(Struct, frozen=True):
    """The items that may be a paper, and by what they are; several are for a person to decide on."""

    by: str
    items: tuple[Held, ...]


class Matches:
    """The item of each paper: ``items`` maps the paper's id to its key, of those of people ``adopted`` says by what.

    Papers for which there are ``several`` have none, nor have those of ``questions``; ``same`` are answers to such.
    """

    def __init__(
        self,
        papers: Sequence[DesiredPaper],
        group: LibraryId,
        known: Iterable[Known],
        remote: Remote,
        collections: Mapping[CategoryPath, str],
        same: Iterable[Same] = (),
    ) -> None:
        self.items: dict[str, str] = {}
        self.adopted: dict[str, str] = {}
        self.several: list[tuple[DesiredPaper, PossibleItems]] = []
        self._claimed_keys: set[str] = set()
        rows = [row for row in known if row.what is ObjectKind.ITEM]
        held = [*remote.objects.values(), *(row.as_held() for row in rows if row.key not in remote.objects)]
        candidates, there = Candidates(held), {row.key for row in rows} | remote.objects.keys() | remote.deleted
        answers, new = read_decisions(same, papers, rows)
        left = self._claim_all(papers, answers.get)
        left = self._claim_all(left, {row.id: row.key for row in rows}.get)
        own = {paper.id: key for paper in left if (key := object_key(group, ObjectKind.ITEM, paper.id)) in there}
        merged = survivors(remote.objects)
        left = self._claim_all(left, {name: merged.get(key, key) for name, key in own.items()}.get)
        self.adopted |= {name: "merge" for name, key in own.items() if self.items.get(name) == merged.get(key)}
        left = self._claim_all(left, candidates.find_marked)
        former = Former(row for row in rows if row.key not in self._claimed_keys)
        for paper in sorted(left, key=candidates.shares_identifier, reverse=True):
            key = former.find(paper, self._claimed_keys)
            if not key:
                homes = [collections[path] for path in paper.paths]
                candidate = candidates.find(paper, homes, self._claimed_keys)
                self._adopt(paper, candidate, object_key(group, ObjectKind.ITEM, paper.id))
            else:
                self._claim(paper, key)
        created = [paper for paper in left if self.items.get(paper.id) not in there and paper.id not in new]
        self._ask(created, [row for row in rows if row.key not in self._claimed_keys and not row.lost])

    def _ask(self, created: list[DesiredPaper], rows: list[Known]) -> None:
        """Papers that may be those of ``rows`` get no new item before a person has said so."""
        self.questions: list[ItemQuestion] = find([paper for paper in created if paper.id in self.items], rows)
        for question in self.questions:
            self._claimed_keys.discard(self.items.pop(question.id))

    def _claim_all(self, papers: Iterable[DesiredPaper], find: Callable[[str], str | None]) -> list[DesiredPaper]:
        """Give papers the items found by their ids; the papers that are left."""
        left = []
        for paper in papers:
            key = find(paper.id)
            if key and key not in self._claimed_keys:
                self._claim(paper, key)
            else:
                left.append(paper)
        return left

    def _claim(self, paper: DesiredPaper, key: str) -> None:
        self.items[paper.id] = key
        self._claimed_keys.add(key)

    def _adopt(self, paper: DesiredPaper, candidate: PossibleItems | None, own: str) -> None:
        if candidate is None:
            self._claim(paper, own)
        elif len(candidate.items) == 1:
            self._claim(paper, candidate.items[0].key)
            self.adopted[paper.id] = candidate.by
        else:
            self.several.append((paper, candidate))


class Candidates:
    """The items of a library, found by what they share with a paper."""

    def __init__(self, items: Iterable[Held]) -> None:
        self._named: dict[str, dict[str, Held]] = defaultdict(dict)
        for item in items:
            for name in _names(item) if is_item(item) else ():
                if not item.trashed or name.startswith(_MARKER):
                    self._named[name][item.key] = item

    def find_marked(self, name: str) -> str | None:
        """The key of the one item that carries the id of a paper."""
        keys = [*self._named.get(f"{_MARKER}{name}", {})]
        return keys[0] if len(keys) == 1 else None

    def shares_identifier(self, paper: DesiredPaper) -> bool:
        """Whether an item has an identifier of ``paper``, which tells more than a title does."""
        return any(name in self._named for name in paper.work.tokens if name.startswith((*_IDENTIFYING,)))

    def find(self, paper: DesiredPaper, homes: Iterable[str], taken: AbstractSet[str]) -> PossibleItems | None:
        """The items that are ``paper`` by the strongest name they share; those ``taken`` are other papers.

        ``homes`` are the collections of its categories: what people filed there under its title is the paper.
        """
        work = paper.work
        for kind, by in _IDENTIFYING.items():
            if items := self._all([name for name in work.tokens if name.startswith(kind)], taken):
                return PossibleItems(by, items)
        titled = (
            (sorted(work.tokens), "address and title"),
            ([f"key:{paper.key}"], "citation key and title"),
            (_byline(work), "author, year and title"),
            ([_title_in(key, work.title) for key in homes], "collection and title"),
        )
        for names, by in titled:
            if items := tuple(item for item in self._all(names, taken) if _is_paper(item, work)):
                return PossibleItems(by, items)
        return None

    def _all(self, names: Iterable[str], taken: AbstractSet[str]) -> tuple[Held, ...]:
        items = {key: item for name in names for key, item in self._named.get(name, {}).items() if key not in taken}
        return tuple(item for _, item in sorted(items.items()))


class Former:
    """The items of papers that the list does not name any more as it did, found by what the list said of them then.

    A list without a lock has another name for a paper as soon as its title or its link is mended.
    """

    def __init__(self, rows: Iterable[Known]) -> None:
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)  # key and title
        for row in rows:
            last = Content(fields={**row.base.fields, **row.disputed})
            addresses, title = (last.text(field) for field in ADDRESSES), last.text("title")
            for name in {*(token(address) for address in addresses if address), _title_name(title)}:
                self._named[name].append((row.key, title))

    def find(self, paper: DesiredPaper, taken: AbstractSet[str]) -> str:
        """The key of the item that was ``paper``'s: of the same title, or of the same address and a like one."""
        for name in (_title_name(paper.title), *sorted(paper.work.tokens)):
            for key, title in self._named.get(name, ()):
                if key not in taken and compare_titles(title, paper.title) >= Likeness.MENDED:
                    return key
        return ""


def _title_name(text: str) -> str:
    return f"title:{normalise(text)}"


def is_item(held: Held) -> bool:
    """Whether an object is a paper's item, and not a child, a loose note or a file."""
    kind = held.content.fields.get("itemType")
    return kind is not None and not held.parent and kind not in _NO_ITEMS


def _names(item: Held) -> Iterable[str]:
    """What an item is looked up by."""
    work, text = work_of(item.content), item.content.text
    yield from work.tokens
    for kind, value in ((_MARKER, text("extra.plbib-id")), ("key:", text("citationKey") or text("extra.citation-key"))):
        if value:
            yield f"{kind}{value}"
    yield from _byline(work)
    yield from (_title_in(key, work.title) for key in item.content.collections)


def _byline(work: identity.Paper) -> list[str]:
    """Author and year as one name; empty if one of them is missing."""
    family = surname(work.authors)
    return [f"by:{family} {work.year}"] if family and work.year else []


def _title_in(collection: str, title: str) -> str:
    return f"in:{collection} {normalise(title)}"


def _is_paper(item: Held, work: identity.Paper) -> bool:
    """Whether an item with a name of a paper is that paper: of a like title, and neither another's nor another year's.

    Where they share an address, the year may differ.
    """
    match = compare(work_of(item.content), work)
    shared = bool(work_of(item.content).tokens & work.tokens)
    is_other = Agreement.DISAGREE in (match.identifiers, Agreement.UNKNOWN if shared else match.years)
    return match.title >= Likeness.ALIKE and not is_other
