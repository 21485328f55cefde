"""Records found by name or by a like title, in memory and in a file; a file that is broken is no index."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.findings import Code
from plbib.io import processes
from plbib.model import Finding
from plbib.papers.titles import closeness, normalise
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index, pieces
from tests.resolve.papers import KITES, candidate, record, wanted

SPOOLS = "Spools that Never Tangle"


def titles(index: Index, paper: Wanted) -> list[str]:
    return [found.record.item.title for found in index.find(paper)]


@pytest.fixture(params=["memory", "file", "large"])
def index(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    if request.param == "large":
        monkeypatch.setattr("plbib.resolve.index._SMALL", 0)
    rows = [candidate(source=""), candidate(SPOOLS, source="", doi="10.5555/Spools")]
    if request.param != "file":
        return Index.of(rows, "papers.bib")
    Index.make(tmp_path / "index", pieces(rows), pipe=processes.map_ahead)
    found = Index.open(tmp_path / "index", "papers.bib")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("paper", "found"),
    [
        (wanted(KITES.upper()), [KITES]),
        (wanted("Kites"), [KITES]),
        (wanted("Kites: Flyng Small Nets on Long Strings"), [KITES]),
        (wanted("Tangled", "doi:10.5555/spools"), [SPOOLS]),
        (wanted("Spool that Never Tangled"), [SPOOLS]),
        (wanted("Nothing of the Kind"), []),
        (wanted(""), []),
    ],
)
def test_what_is_found(index: Index, paper: Wanted, found: list[str]) -> None:
    assert titles(index, paper) == found
    together = [*index.find_named(paper), *index.alike(paper)]
    assert sorted(one.record.item.title for one in together) == sorted(found)
    assert index.has_like(paper) == bool(found)


def test_an_index_keeps_records_as_they_are(index: Index) -> None:
    first, _ = index
    assert first == candidate(source="papers.bib")
    assert [found.record.item.title for found in index.with_token("doi:10.5555/spools")] == [SPOOLS]
    assert (len(index), len(index.find_keyed("k")), index.find_keyed("none")) == (2, 2, [])


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_title_is_found_by_itself_and_nothing_breaks(title: str, other: str) -> None:
    index = Index.of([candidate(title)])
    if normalise(title):
        assert titles(index, wanted(title)) == [title]
    assert len(titles(index, wanted(other, other))) <= 1


@given(st.integers(0, len(KITES) - 1))
def test_a_letter_lost_anywhere_hides_no_record(place: int) -> None:
    others = [candidate(f"{word} of {n} Networks on Strings") for n in range(3) for word in ("Small", "Flying")]
    slip = KITES[:place] + KITES[place + 1 :]
    assert closeness(normalise(slip), normalise(KITES)) >= 95
    assert KITES in titles(Index.of([*others, candidate()]), wanted(slip))


def test_of_hundreds_with_one_title_those_of_the_year_are_found() -> None:
    many = [candidate("Editorial", year=1900 + number % 100) for number in range(1000)]
    found = Index.of(many).find_named(wanted("Editorial", year=1950))
    assert {found.record.item.issued.year for found in found if found.record.item.issued} == {1949, 1950, 1951}


def test_a_word_that_many_have_is_asked_for_with_another() -> None:
    many = [candidate(f"Learning Networks for Strings {number}") for number in range(300)]
    slip = "Learnin of Kites and Strings in Networks"
    sought = candidate("Learning of Kites and Strings in Networks")
    assert titles(Index.of([*many, sought]), wanted(slip)) == [sought.record.item.title]


def test_records_of_a_dump_are_mended_when_they_are_found() -> None:
    untidy = replace(record(), item=replace(record().item, page="1--9"))
    (found,) = Index.of([Candidate(record=untidy, source="")], mends=True)
    assert found.record.item.page == "1-9"


def test_what_is_wrong_in_a_file_stays_with_its_index(tmp_path: Path) -> None:
    finding = Code.NOT_AN_ITEM.finding("line 2 is no record")
    Index.make(tmp_path / "index", pieces([candidate(), *[finding] * 200]))
    index = Index.open(tmp_path / "index", "f")
    assert index is not None
    assert index.findings == (finding,) * 100


def test_an_index_of_several_parts_is_asked_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of three, parts of six places; a piece may hold fewer records than it has places."""
    monkeypatch.setattr("plbib.resolve.index.PIECE", 3)
    monkeypatch.setattr("plbib.resolve.terms.PLACES", 6)
    rows = [candidate(f"{KITES} {word}", doi=f"10.5555/{word}") for word in "one two three four five six".split()]
    finding = Code.NOT_AN_ITEM.finding("line 2 is no record")
    mixed: list[Candidate | Finding] = [rows[0], finding, *rows[1:], rows[0], *rows]
    Index.make(tmp_path / "index", pieces(mixed), pipe=processes.map_ahead)
    index = Index.open(tmp_path / "index", "papers.bib")
    assert index is not None
    assert (len(index), index.findings) == (13, (finding,))
    assert [found.record for found in index] == [row.record for row in mixed if isinstance(row, Candidate)]
    assert f"{KITES} six" in titles(index, wanted(f"{KITES} six"))
    assert len(index.with_token("doi:10.5555/one")) == 3
    assert f"{KITES} one" in titles(index, wanted(f"{KITES} onee"))


@pytest.mark.parametrize("cut", [0, 10, 5000, -1])
def test_the_beginning_of_an_index_is_none(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "index"
    Index.make(path, pieces(candidate(f"{KITES} {number}") for number in range(100)))
    path.write_bytes(path.read_bytes()[:cut])
    assert Index.open(path, "f") is None
    assert Index.open(tmp_path / "none", "f") is None
