"""Index that people have: found by identifier or title, and learnt where two witnesses agree."""

from typing import Any

import pytest
from msgspec.structs import replace

from plbib.library.assemble import assemble
from plbib.library.lock import Lock, dump, load
from plbib.lists.reader import read
from plbib.model import Entry, Inherited, Place, Record, Status
from plbib.resolve.index import Index
from plbib.resolve.local import describe, learn, of_bibliography, of_lock, printed_names
from tests.resolve.papers import KITES, record

LINE = f"[ICLR'23] [{KITES}](https://arxiv.org/abs/2301.00001), MIT"


def lock(*lines: str, records: Index | None = None, known: Lock | None = None) -> Lock:
    """The lock of a list, whose papers are looked up in ``records``."""
    made = assemble(
        read("\n".join(lines), "f.md"),
        known or Lock(list="f.md"),
        look_up=lambda entry: learn(entry, records, Status.GIVEN) if records else None,
    )
    return made.lock


def given(*records: Record) -> Index:
    return Index.of(of_bibliography(records), "papers.bib")


def test_a_record_found_stays_in_the_lock_with_its_source_and_the_reason() -> None:
    (entry,) = lock(LINE, records=given(record(arxiv="2301.00001"))).entries
    assert (entry.status, entry.sources, entry.key) == (Status.GIVEN, ("papers.bib",), "lind2023kites")
    assert entry.evidence == "same title, same identifier, same venue, same year"
    assert not entry.provisional
    assert lock(LINE, known=load(dump(Lock(list="f.md", entries=(entry,))), "f")).entries == (entry,)


def test_a_key_given_before_stays_and_a_record_known_is_not_looked_up() -> None:
    before = lock(LINE)
    (entry,) = lock(LINE, records=given(record()), known=before).entries
    assert (entry.key, entry.status) == ("iclr2023kites", Status.GIVEN)
    asked: list[Any] = []
    assemble(read(LINE, "f.md"), Lock(list="f.md", entries=(entry,)), look_up=asked.append)
    assert asked == []


def test_a_paper_that_only_the_list_knows_is_looked_up_once() -> None:
    asked: list[Any] = []
    made = assemble(read(LINE, "f.md"), Lock(list="f.md"), look_up=asked.append)
    assert [entry.title for entry in asked] == [KITES]
    assert made.lock == lock(LINE)


def test_a_second_line_of_the_paper_is_known_by_the_record() -> None:
    lines = (LINE, f"[ICLR'23] [{KITES}](https://openreview.net/forum?id=aBcDeFgHi1), MIT")
    made = lock(*lines, records=given(record(arxiv="2301.00001", openreview="aBcDeFgHi1")))
    assert len(made.entries) == 1


@pytest.mark.parametrize(
    "entry",
    [
        Entry(title=KITES, inherited=Inherited(venue="ICLR", year=2023), place=Place(file="f"), end_line=1),
        Entry(
            title=KITES.partition(": ")[2],
            short_name="Kites",
            venue="ICLR",
            year=2023,
            place=Place(file="f"),
            end_line=1,
        ),
        Entry(title=KITES, authors_text="Ada Lind, et al.", place=Place(file="f"), end_line=1),
    ],
)
def test_what_headings_short_names_and_authors_say_are_witnesses(entry: Entry) -> None:
    found = learn(entry, given(record()), Status.GIVEN)
    assert found is not None
    assert found.item.title == KITES


def test_marked_records_are_no_source() -> None:
    assert len(given(replace(record(), status=Status.UNRESOLVED))) == 0


@pytest.mark.parametrize(
    "title",
    [
        KITES,
        KITES.upper(),
        "Kites",
        "Kites: Flying Small Networks on Longg Strings",
        "Kites: Flyng Small Nets on Long Strings",
    ],
)
def test_records_are_found_by_a_title_like_theirs(title: str) -> None:
    (entry,) = read(f"[ICLR'23] [{title}](https://a.example/x), MIT", "f.md").entries
    records = given(record(), record("Spools that Never Tangle"))
    assert [found.record.item.title for found in records.find(describe(entry))] == [KITES]


def test_verified_records_of_a_lock_are_found_by_the_links_of_its_list_too() -> None:
    (entry,) = lock(LINE, records=given(record())).entries
    verified = replace(entry, status=Status.RESOLVED, sources=("dblp",), links=("arxiv:2301.00001",))
    (again,) = lock(
        "[Dragons: Flying Small Networks on Long Strings](https://arxiv.org/abs/2301.00001)",
        records=of_lock([verified]),
    ).entries
    assert again.sources == ("plbib", "dblp")
    assert len(of_lock([entry])) == 0


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Zoë Hargreave, Jan van der Berg and Wei Li", ["Hargreave", "Berg", "Li"]),
        ("A. Gupta & R. Brown et al.", ["Gupta", "Brown"]),
        ("", []),
    ],
)
def test_people_as_lists_print_them(text: str, families: list[str]) -> None:
    assert [name.family for name in printed_names(text)] == families
