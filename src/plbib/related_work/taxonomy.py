"""The works as trees: the list, its groups, and leaves that name works."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from plbib.related_work.layout import batches, lines
from plbib.related_work.mentions import mention
from plbib.related_work.prose import Narration
from plbib.related_work.sections import Section
from plbib.related_work.sentences import Part, Sentence
from plbib.related_work.templates import Markup
from plbib.related_work.works import Work
from plbib.related_work.writers import FragmentWriter

_LINES = 40
"""Lines of a figure at most, gaps between leaves included."""
_CHARACTERS = {False: 84, True: 122}
"""Characters in a line of a figure, in a paper of one column and in one across two."""
_NUMBERED, _CITED = 8, 22
"""Characters of a citation by number, and of one by authors and year."""


class TaxonomyNode(Struct, frozen=True, kw_only=True):
    """A group with nodes below it, or a leaf, which names works; ``id`` is that of its piece."""

    id: str
    text: Markup
    nodes: tuple["TaxonomyNode", ...] = ()
    is_leaf: bool = False


class TaxonomyTree(Struct, frozen=True, kw_only=True):
    """What is below the root of a figure, and by estimate how many ``lines`` that takes.

    ``group`` and ``leaf`` are the parts of a line that nodes take which are groups and which are leaves.
    """

    nodes: tuple[TaxonomyNode, ...]
    lines: int
    group: float
    leaf: float


class _Leaf(Struct, frozen=True, kw_only=True):
    """Works of a section; ``left_out``: how many more there are."""

    sections: tuple[Section, ...]
    works: tuple[Work, ...]
    left_out: int = 0
    number: int = 1


def trees(
    sections: Iterable[Section],
    writer: FragmentWriter,
    narration: Narration,
    *,
    two_column: bool,
    limit: int | None,
    paged: bool,
) -> tuple[TaxonomyTree, ...]:
    """A tree, or, if ``paged``, one for each figure, none of them longer than a page."""
    leaves = [*_leaves(sections, (), limit)]
    levels = max((len(leaf.sections) for leaf in leaves), default=1)
    group = 0.44 / (levels + 1)
    make = _Trees(writer, narration, group, 0.86 - levels * (group + 0.04), _CHARACTERS[two_column])
    if not paged:
        return (make.tree(leaves, 1),)
    parts = [part for leaf in leaves for part in make.cut(leaf)]
    figures = batches(parts, map(make.height, parts), _LINES)
    return tuple(make.tree(some, number) for number, some in enumerate(figures, 1))


def _leaves(sections: Iterable[Section], above: tuple[Section, ...], limit: int | None) -> Iterable[_Leaf]:
    for section in sections:
        path = (*above, section)
        if section.works:
            shown = section.works[:limit]
            yield _Leaf(sections=path, works=shown, left_out=len(section.works) - len(shown))
        yield from _leaves(section.sections, path, limit)


class _Trees:
    """The trees of a text; ``group`` and ``leaf`` are parts of a line of so many ``characters``."""

    def __init__(
        self, writer: FragmentWriter, narration: Narration, group: float, leaf: float, characters: int
    ) -> None:
        self._writer, self._narration = writer, narration
        self._group, self._share, self._width = group, leaf, int(leaf * characters)
        self._cited = _CITED if narration.textual else _NUMBERED

    def tree(self, leaves: Sequence[_Leaf], number: int) -> TaxonomyTree:
        """The tree of the figure of this number."""
        height = sum(map(self.height, leaves))
        return TaxonomyTree(
            nodes=self._nodes(leaves, 0, f"node:{number}"), lines=height, group=self._group, leaf=self._share
        )

    def cut(self, leaf: _Leaf) -> list[_Leaf]:
        """A leaf as several of which each fits a page."""
        parts = batches(leaf.works, map(self._size, leaf.works), (_LINES - 2) * self._width)
        return [
            _Leaf(
                sections=leaf.sections,
                works=tuple(part),
                left_out=leaf.left_out if part is parts[-1] else 0,
                number=number,
            )
            for number, part in enumerate(parts, 1)
        ]

    def height(self, leaf: _Leaf) -> int:
        return lines(sum(map(self._size, leaf.works)), self._width) + 1

    def _mention(self, work: Work) -> tuple[Part, ...]:
        return mention(work, self._narration.language.words, textual=self._narration.textual)

    def _size(self, work: Work) -> int:
        return sum(len(part) if isinstance(part, str) else self._cited for part in self._mention(work)) + 2

    def _nodes(self, leaves: Sequence[_Leaf], level: int, name: str) -> tuple[TaxonomyNode, ...]:
        """The nodes of a level, with all that is below them; their ids begin with ``name``."""
        nodes: list[TaxonomyNode] = []
        for section, some in groupby(leaves, lambda leaf: leaf.sections[level] if len(leaf.sections) > level else None):
            inner = list(some)
            if section is None:
                nodes += map(self._leaf, inner)
            else:
                heading = section.heading or self._narration.language.captions["section"]
                text = Markup(self._writer.text(heading))
                nodes.append(
                    TaxonomyNode(id=f"{name}:{section.id}", text=text, nodes=self._nodes(inner, level + 1, name))
                )
        return tuple(nodes)

    def _leaf(self, leaf: _Leaf) -> TaxonomyNode:
        words = self._narration.language.words
        parts: list[Part] = []
        for work in leaf.works:
            parts += [*([words.comma] if parts else []), *self._mention(work)]
        if leaf.left_out:
            parts += [words.comma, words.more.format(count=leaf.left_out)]
        name = f"leaf:{leaf.sections[-1].id}:{leaf.number}"
        text = Markup(self._writer.sentence(Sentence(id=name, parts=tuple(parts))))
        return TaxonomyNode(id=name, text=text, is_leaf=True)
