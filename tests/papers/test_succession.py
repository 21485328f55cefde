"""Papers that may be ones known before: what is asked, and what is not."""

import pytest

from plbib.model import Name
from plbib.papers.identity import Paper
from plbib.papers.succession import ANY_TITLE, NO_TITLE, Earlier, successors

LI, BERG = (Name(family="Li", given="Ann"),), (Name(family="Berg", given="Eva"),)
KITES = Paper(title="Kites that fly by night", authors=LI, year=2020)


def asked(new: Paper, old: Paper, nearly: float = ANY_TITLE) -> str:
    """The reason why the two may be one; ``""`` where nothing is asked."""
    return successors({"new": new}, [Earlier("old", old, nearly)]).get("new", ("", ""))[1]


@pytest.mark.parametrize(
    ("new", "old", "reason"),
    [
        (
            Paper(title="Gliders", tokens=frozenset({"doi:10.1/a", "doi:10.1/b"})),
            Paper(title="Boats", tokens=frozenset({"doi:10.1/b"})),
            "they share an identifier",
        ),
        (
            Paper(title="Gliders", tokens=frozenset({"url:a.org/1"})),
            Paper(title="Boats", tokens=frozenset({"url:a.org/1"})),
            "",
        ),
        (Paper(title="Kites that fly by night"), Paper(title="Kites that sail by night"), "their titles are alike"),
        (Paper(title="Kites that fly by night"), Paper(title="Kites that fly in the night"), ""),
        (
            Paper(title="KITE: gliding", year=2020),
            Paper(title="Kite: a study of boats", year=2021),
            "their titles begin with the same name",
        ),
        (Paper(title="KITE: gliding", year=2020), Paper(title="Kite: a study of boats", year=2022), ""),
        (Paper(title="KITE: gliding", year=2020), Paper(title="Kite: a study of boats"), ""),
        (KITES, Paper(title="Boats", authors=LI, year=2021), "their first author is the same, and the year nearly"),
        (KITES, Paper(title="Boats", authors=LI, year=2018), ""),
        (KITES, Paper(title="Boats", authors=BERG, year=2020), ""),
        (Paper(title="Kites", year=2020), Paper(title="Boats", year=2020), ""),
    ],
)
def test_what_speaks_for_one_paper(new: Paper, old: Paper, reason: str) -> None:
    assert asked(new, old) == reason


@pytest.mark.parametrize(("nearly", "is_asked"), [(ANY_TITLE, True), (30.0, True), (80.0, False), (NO_TITLE, False)])
def test_how_near_the_titles_of_one_author_must_be(nearly: float, is_asked: bool) -> None:
    old = Paper(title="Kites that sleep all day", authors=LI, year=2020)
    assert bool(asked(KITES, old, nearly)) is is_asked


def test_the_likest_pairs_come_first_and_no_paper_twice() -> None:
    new = {"b": Paper(title="Kites that fly at night"), "a": Paper(title="Kites that fly by night")}
    old = [Earlier("x", Paper(title="Kites that fly by night"), ANY_TITLE)]
    assert successors(new, old) == {"a": ("x", "their titles are alike")}
    old.append(Earlier("y", Paper(title="Kites that flew at night"), ANY_TITLE))
    assert [*successors(new, old).items()] == [
        ("a", ("x", "their titles are alike")),
        ("b", ("y", "their titles are alike")),
    ]


@pytest.mark.parametrize(("count", "is_asked"), [(200, True), (201, False)])
def test_another_list_is_no_question(count: int, is_asked: bool) -> None:
    papers = {
        f"{number:03}": Paper(title=f"Kites {number:03}", tokens=frozenset({f"doi:10.1/{number}"}))
        for number in range(count)
    }
    old = [Earlier(name, paper, NO_TITLE) for name, paper in papers.items()]
    assert len(successors(papers, old)) == count * is_asked
    assert bool(successors({"000": papers["000"]}, old))
