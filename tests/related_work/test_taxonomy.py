"""Trees: as deep as a page is wide, cut where a page ends."""

import pytest

from plbib.related_work.options import DraftOptions
from plbib.related_work.prose import Narration
from plbib.related_work.renames import works_of
from plbib.related_work.sections import DraftSection
from plbib.related_work.taxonomy import TaxonomyNode, TaxonomyTree, trees
from plbib.related_work.wording import language
from plbib.related_work.writers import Latex
from tests.related_work.drafts import section, work


def drawn(some: DraftSection, *, paged: bool, limit: int | None = None) -> tuple[TaxonomyTree, ...]:
    narration = Narration(language=language("en"))
    return trees([some], Latex(DraftOptions()), narration, "Kites", two_column=False, limit=limit, paged=paged)


def depth(node: TaxonomyNode) -> int:
    return 1 + max(map(depth, node.nodes), default=0)


@pytest.mark.parametrize(("levels", "shown"), [(3, 3), (4, 3), (9, 3)])
def test_only_a_page_limits_how_deep_groups_are(levels: int, shown: int) -> None:
    names = [f"H{n}" for n in range(levels)]
    some = section(*names, works=[work("k", "K")])
    for level in range(levels - 1, 0, -1):
        some = section(*names[:level], sections=(some,))
    for paged in (True, False):
        ((node,),) = (tree.nodes for tree in drawn(some, paged=paged))
        assert depth(node) - 1 == (shown if paged else levels)  # a leaf is below the groups


@pytest.mark.parametrize(("works", "leaves"), [(100, 1), (200, 2), (201, 3)])
def test_a_leaf_is_cut_where_a_page_is_full(works: int, leaves: int) -> None:
    named = [work(f"k{n}", name="凧" * 7 + "r") for n in range(works)]  # 42 hundredths of a line each
    made = drawn(section("Kites", works=[*named, work("more")]), paged=True, limit=works)
    pages = [leaf for tree in made for node in tree.nodes for leaf in node.nodes]
    assert len(pages) == leaves
    held = [name for leaf in pages for name in works_of(leaf.id)]  # what is only counted stands in the name, too
    assert held == [one.short for one in (*named, work("more"))]
    assert [leaf.text.endswith("1 more") for leaf in pages] == [*[False] * (leaves - 1), True]


def test_works_without_a_category_are_all_or_other() -> None:
    """And no branch is called as its root is."""
    some = [section("", works=[work("a")]), section("Tails", works=[work("b")])]
    headings = []
    for shown in (some[:1], some):
        (tree,) = trees(
            shown,
            Latex(DraftOptions()),
            Narration(language=language("en")),
            "Related Work",
            two_column=False,
            limit=None,
            paged=True,
        )
        headings.append([node.text for node in tree.nodes])
    assert headings == [["All works"], ["Other", "Tails"]]
