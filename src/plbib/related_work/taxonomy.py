"""The works as trees: the list, its groups, and leaves that name works."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import category_name
from plbib.related_work.layout import batches, lines, widest_word, width
from plbib.related_work.mentions import name_work
from plbib.related_work.prose import Narration, group_mark
from plbib.related_work.sections import DraftSection
from plbib.related_work.sentences import Part, Quoted, Sentence
from plbib.related_work.templates import Markup
from plbib.related_work.works import Work
from plbib.related_work.writers import FragmentWriter

_LINES = 44
"""Lines of a figure at most, gaps between nodes included."""
_LINE = {False: 43.0, True: 58.0}
"""The em of a line in a figure's small letters, in a paper of one column and across two."""
_NARROWEST, _WIDEST, _LEAF = 4.0, 12.0, {False: 15.0, True: 22.0}
"""The em of a group, and of a leaf at least."""
_GAP = 1.7
"""Beside a node in em: 6 pt to the next, 3 pt within on each side."""
_ROOT_LINES = 3
_NUMBERED, _CITED = 2.5, 9.0
"""The em of a citation by number, and of one by authors and year."""


class TaxonomyNode(Struct, frozen=True, kw_only=True):
    """A group with nodes below it, or a leaf, which names works; ``id`` is that of its piece.

    ``share`` is the part of a line that its text takes.
    """

    id: str
    text: Markup
    share: float
    nodes: tuple["TaxonomyNode", ...] = ()
    is_leaf: bool = False


class TaxonomyTree(Struct, frozen=True, kw_only=True):
    """What is below the root of a figure, and how many ``lines`` that takes as its texts are measured.

    ``root`` is the length of the root's lines in em. ``group`` is the part of a line that the text of a group takes,
    ``leaves`` those of leaves by their level, of which the root is 0.
    """

    nodes: tuple[TaxonomyNode, ...]
    lines: int
    root: float
    group: float
    leaves: tuple[tuple[int, float], ...]


class _Leaf(Struct, frozen=True, kw_only=True):
    """Works of a section, and those that are only counted; ``edited``: the works that an author's leaf is named by."""

    sections: tuple[DraftSection, ...]
    works: tuple[Work, ...]
    left_out: tuple[Work, ...] = ()
    edited: tuple[str, ...] = ()


class _TreeBranch(Struct, frozen=True, kw_only=True):
    """A section with what is below it, and the lines that this takes."""

    section: DraftSection
    heading: str
    below: tuple["_TreeBranch | _Leaf", ...]


def trees(
    sections: Iterable[DraftSection],
    writer: FragmentWriter,
    narration: Narration,
    title: str,
    *,
    two_column: bool,
    limit: int | None,
    paged: bool,
) -> tuple[TaxonomyTree, ...]:
    """A tree, or, if ``paged``, one for each figure, none longer than a page; ``title`` is that of the roots.

    A sub-tree that fits a page stands in one figure.
    """
    leaves = [*_leaves(sections, (), limit)]
    make = _Trees(writer, narration, title, leaves, two_column=two_column, paged=paged)
    return make.trees(leaves)


def _leaves(sections: Iterable[DraftSection], above: tuple[DraftSection, ...], limit: int | None) -> Iterable[_Leaf]:
    for section in sections:
        path = (*above, section)
        held = {work.short: work for work in section.works} if section.leaves else {}
        for names in section.leaves:
            some = tuple(held[name] for name in names if name in held)
            if some:
                yield _Leaf(sections=path, works=some[:limit], left_out=some[len(some[:limit]) :], edited=names)
        some = section.open_works
        if some:
            yield _Leaf(sections=path, works=some[:limit], left_out=some[len(some[:limit]) :])
        yield from _leaves(section.sections, path, limit)


class _Trees:
    """The trees of a text: how wide their nodes are, and which of them go together into a figure."""

    def __init__(
        self,
        writer: FragmentWriter,
        narration: Narration,
        title: str,
        leaves: Sequence[_Leaf],
        *,
        two_column: bool,
        paged: bool,
    ) -> None:
        self._writer, self._narration, self._title, self._paged = writer, narration, title, paged
        self._cited = _CITED if narration.textual else _NUMBERED
        self._sizes: dict[str, float] = {}  # of works by their keys, which are asked for at every level
        self._line = _LINE[two_column]
        self._is_whole = len({leaf.sections[0].id for leaf in leaves}) == 1
        room = self._line - _ROOT_LINES * 1.2 - _GAP - _LEAF[two_column]
        deepest = max((len(leaf.sections) for leaf in leaves), default=1)
        self._levels = max(1, min(deepest, int(room / (_NARROWEST + _GAP)))) if paged else deepest
        headings = [self._heading(leaf.sections[level:]) for leaf in leaves for level in range(len(leaf.sections))]
        wanted = min(max([_NARROWEST, *(widest_word(heading) + 0.3 for heading in headings)]), _WIDEST)
        self._group = min(wanted, room / self._levels - _GAP)

    def trees(self, leaves: Sequence[_Leaf]) -> tuple[TaxonomyTree, ...]:
        branches = self._branches(leaves, 0)
        figures: Sequence[Sequence[_TreeBranch | _Leaf]] = [branches]
        if self._paged:
            parts = [part for branch in branches for part in self._cut(branch, _LINES)]
            figures = batches(parts, map(self._height, parts), _LINES)
        told: Counter[str] = Counter()
        return tuple(self._tree(some, told) for some in figures)

    def _tree(self, some: Sequence["_TreeBranch | _Leaf"], told: Counter[str]) -> TaxonomyTree:
        height = sum(map(self._height, some))
        long = width(self._title) + 1
        return TaxonomyTree(
            nodes=tuple(self._node(one, told) for one in some),
            lines=height,
            root=min(long, max(8.0, 1.15 * height, 1.3 * long / _ROOT_LINES)),
            group=self._group / self._line,
            leaves=tuple((level, self._width(level) / self._line) for level in range(2, self._levels + 2)),
        )

    # Which nodes there are

    def _branches(self, leaves: Sequence[_Leaf], level: int) -> tuple["_TreeBranch | _Leaf", ...]:
        """The nodes of a level with all that is below them; deeper groups than fit stand with those above them."""
        nodes: list[_TreeBranch | _Leaf] = []
        for path, some in groupby(leaves, lambda leaf: self._path(leaf, level)):
            if path:
                below = self._branches([*some], level + 1)
                nodes.append(_TreeBranch(section=path[-1], heading=self._heading(path), below=below))
            else:
                nodes += some
        return tuple(nodes)

    def _path(self, leaf: _Leaf, level: int) -> tuple[DraftSection, ...]:
        """The sections of a leaf that are one node at this level."""
        if level == self._levels - 1:
            return leaf.sections[level:]
        return leaf.sections[level : level + 1] if level < self._levels else ()

    def _heading(self, path: tuple[DraftSection, ...]) -> str:
        headings = tuple(section.heading for section in path if section.heading)
        unnamed = "all" if self._is_whole else "rest"
        return category_name(headings) if headings else self._narration.language.captions[unnamed]

    # How wide and how high they are

    def _level(self, leaf: _Leaf) -> int:
        return min(len(leaf.sections), self._levels) + 1

    def _width(self, level: int) -> float:
        """The em that are left for a leaf."""
        return self._line - _ROOT_LINES * 1.2 - 2 * _GAP - (level - 1) * (self._group + _GAP)

    def _height(self, node: "_TreeBranch | _Leaf") -> int:
        if isinstance(node, _Leaf):
            return lines(sum(map(self._size, node.works)), self._width(self._level(node))) + 1
        own = lines(width(node.heading), self._group) + 1
        return max(own, sum(map(self._height, node.below)))

    def _size(self, work: Work) -> float:
        if work.key not in self._sizes:
            self._sizes[work.key] = 0.6 + sum(map(self._size_of, name_work(work)))
        return self._sizes[work.key]

    def _size_of(self, part: Part) -> float:
        if isinstance(part, Quoted):
            return width(part.text) + 1
        return width(part) if isinstance(part, str) else self._cited

    def _cut(self, node: "_TreeBranch | _Leaf", most: int) -> list["_TreeBranch | _Leaf"]:
        """A node as several of which each fits a page, whole sub-trees where they do."""
        if self._height(node) <= most or (isinstance(node, _Leaf) and node.edited):
            return [node]
        if isinstance(node, _Leaf):
            line = self._width(self._level(node))
            sizes = [int(120 * self._size(work) / line) + 1 for work in node.works]  # hundredths of a line
            parts = batches(node.works, sizes, (most - 2) * 100)
            return [
                replace(node, works=tuple(part), left_out=node.left_out if part is parts[-1] else ()) for part in parts
            ]
        below = [part for one in node.below for part in self._cut(one, most)]
        return [replace(node, below=tuple(some)) for some in batches(below, map(self._height, below), most)]

    # What they say

    def _node(self, node: "_TreeBranch | _Leaf", told: Counter[str]) -> TaxonomyNode:
        """A node; ``told`` counts the branches of each group, of which a page may cut one into several."""
        if isinstance(node, _Leaf):
            return self._leaf_node(node)
        told[node.section.id] += 1
        name = f"node:{told[node.section.id]}"
        nodes = tuple(self._node(one, told) for one in node.below)
        text, share = Markup(self._writer.text(node.heading)), self._group / self._line
        return TaxonomyNode(id=f"{name}:{node.section.id}", text=text, share=share, nodes=nodes)

    def _leaf_node(self, leaf: _Leaf) -> TaxonomyNode:
        words = self._narration.language.words
        parts: list[Part] = []
        for work in leaf.works:
            parts += [*([words.comma] if parts else []), *name_work(work)]
        if leaf.left_out:
            parts += [words.comma, words.more.format(count=len(leaf.left_out))]
        named = leaf.edited or tuple(work.short for work in (*leaf.works, *leaf.left_out))
        name = f"leaf:{group_mark(leaf.sections[-1].id)}:{'+'.join(named)}"
        text = Markup(self._writer.sentence(Sentence(id=name, parts=tuple(parts))))
        share = self._width(self._level(leaf)) / self._line
        return TaxonomyNode(id=name, text=text, share=share, is_leaf=True)
