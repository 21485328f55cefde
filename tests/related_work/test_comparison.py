"""Comparisons: what tells works apart, ticks and counts, columns that fit a line."""

import pytest
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.model import Library, Link
from plbib.related_work.comparison import NO, YES, comparison_columns, features
from plbib.related_work.fragment import fragment
from plbib.related_work.marks import marks, roles
from plbib.related_work.options import DraftOptions
from plbib.related_work.tables import LINE
from plbib.related_work.wording import language
from plbib.related_work.works import works
from tests.related_work.drafts import library, record

ENGLISH = language("en")


def marked(key: str, title: str, *tags: str, notes: str = "", links: tuple[str, ...] = ("paper",)) -> Library:
    one = record(key, title, year=2021)
    leads = tuple(Link(label=role, url=f"https://example.org/{role}", role=role) for role in links)
    return library(replace(one, entries=(replace(one.entries[0], tags=tags, notes=notes, links=leads),)))


SOME = library(
    *(
        one
        for some in (
            marked("a", "Aa: Kites", "wind", "theory", links=("paper", "code")),
            marked("b", "Tails", "Wind", notes="🔥 (survey)", links=("paper", "code", "data")),
            marked("c", "Long strings: on tails", notes=":fire: a whole sentence that says much of the work"),
            marked("d", "Reels", "rare"),
        )
        for one in some.records
    )
)


def names(some: Library, given: dict[str, dict[str, str]] | None = None) -> list[str]:
    return [feature.name for feature in features(works(some), given or {}, ENGLISH)]


def test_marks_are_short() -> None:
    assert [marks(one) for one in SOME.records] == [
        ("wind", "theory"),
        ("Wind", "fire", "survey"),
        ("fire",),
        ("rare",),
    ]
    assert roles(SOME.records[1]) == ("paper", "code", "data")


def test_what_one_work_has_alone_is_no_column_but_a_link_is() -> None:
    assert names(SOME) == ["Code", "wind", "fire", "Data"]
    assert names(library(record("bare", "Bare"))) == []


def test_a_table_of_ones_own_comes_first_and_says_what_is_not_known() -> None:
    given = {"Size": {"a": "8 m"}, "Tested": {"a": "yes", "b": "no"}, "Never": {"a": "no"}, "Of others": {"z": "yes"}}
    assert names(SOME, given)[:3] == ["Size", "Tested", "Code"]
    tested = features(works(SOME), given, ENGLISH)[1]
    assert (tested.cells, tested.absent, tested.count) == ({"a": YES, "b": NO}, "", 1)


def test_columns_fit_a_line() -> None:
    given = {f"Feature {number}": {"a": "yes"} for number in range(40)}
    some = features(works(SOME), given, ENGLISH)
    for wide in (False, True):
        columns = comparison_columns(some, (), ENGLISH, wide=wide)
        assert 4 < len(columns) < 20
        assert columns[0].width(LINE[wide]) > 10
    with pytest.raises(UsageError, match="40 columns do not fit a line"):
        comparison_columns(some, tuple(given), ENGLISH, wide=False)


def test_a_comparison() -> None:
    text = fragment(SOME, DraftOptions(form="comparison", columns=("code", "wind")))
    assert r"Aa~\cite{a} & 2021 & $\checkmark$ & $\checkmark$ \\" in text
    assert r"``Long strings''~\cite{c} & 2021 & -- & -- \\" in text
    assert r"\midrule Works &  & 2 & 2 \\" in text
    assert r"{amssymb}" in text
    text = fragment(SOME, DraftOptions(form="comparison", columns=("code", "wind"), to="md"))
    assert "| “Tails” [@b] | 2021 | ✓ | ✓ |" in text
    with pytest.raises(UsageError, match="nothing called wimd") as raised:
        fragment(SOME, DraftOptions(form="comparison", columns=("wimd",)))
    assert raised.value.hint == "did you mean wind?"
