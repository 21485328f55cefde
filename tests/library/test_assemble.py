"""List and lock to one library: every entry in it, every id and key kept, a second run the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.checks import check
from plbib.errors import Severity
from plbib.library.assemble import Assembled, assemble, listed_item
from plbib.library.bibliography import of_items
from plbib.library.lock import Lock, dump, load
from plbib.library.select import of_category
from plbib.lists.reader import read
from plbib.model import Date, Item, Library, Name, Record, Status

KITES = "[ICLR'23] [Kites: Flying Small Networks](https://arxiv.org/abs/2301.00001), MIT"
SPOOLS = "[OSDI'21] [Spools that Never Tangle](https://www.usenix.org/conference/osdi21/presentation/nobody), ETH"
EMPTY = Lock(list="f.md")


def made(*lines: str, lock: Lock = EMPTY) -> Assembled:
    return assemble(read("\n".join(lines), "f.md"), lock)


def resolved(lock: Lock) -> Lock:
    return replace(lock, entries=tuple(replace(entry, status=Status.RESOLVED) for entry in lock.entries))


def ids(assembled: Assembled) -> list[str]:
    return [record.id for record in assembled.library.records]


def codes(library: Library) -> list[str]:
    return [finding.code for finding in library.findings]


def test_unknown_papers_become_unresolved_records_with_what_the_list_says() -> None:
    built = made("# Toys", "## Air", KITES, "## Ground", SPOOLS, "## Water")
    kites, spools = built.library.records
    assert (built.library.title, built.library.entries_read) == ("Toys", 2)
    assert (kites.key, kites.status, kites.verified) == ("iclr2023kites", Status.UNRESOLVED, False)
    assert kites.identifiers == {"arxiv": "2301.00001"}
    assert (spools.key, spools.categories) == ("osdi2021spools", (("Ground",),))
    assert [category.path for category in built.library.categories] == [("Air",), ("Ground",), ("Water",)]
    assert all(entry.provisional for entry in built.lock.entries)


def test_same_input_gives_the_same_ids_keys_and_bytes() -> None:
    first, again = made(KITES, SPOOLS), made(KITES, SPOOLS)
    assert dump(first.lock) == dump(again.lock)
    second = made(KITES, SPOOLS, lock=load(dump(first.lock), "f"))
    assert dump(second.lock) == dump(first.lock)
    assert second.library == first.library


@pytest.mark.parametrize("lock", [made(KITES, SPOOLS).lock, resolved(made(KITES, SPOOLS).lock)])
@pytest.mark.parametrize(
    "mended",
    [
        KITES.replace("Small", "Large"),
        KITES.replace("Kites: ", "KITES — "),
        KITES.replace("2301.00001", "2301.00002"),
        KITES.replace("https://arxiv.org/abs/2301.00001", "https://example.org/kites.pdf"),
        KITES.replace("ICLR'23", "ACL'22").replace("MIT", "ETH"),
        "[ICLR'23] Kites: Flying Small Networks",
    ],
)
def test_entry_with_title_or_link_mended_keeps_id_and_key(mended: str, lock: Lock) -> None:
    after = made(SPOOLS, mended, lock=lock)
    assert ids(after) == ids(made(KITES, SPOOLS))[::-1]
    assert [record.key for record in after.library.records] == ["osdi2021spools", "iclr2023kites"]
    assert ids(made(SPOOLS, mended, lock=after.lock)) == ids(after)


def test_entry_with_title_and_link_changed_is_new_and_the_old_one_is_kept() -> None:
    before = made(KITES)
    after = made(KITES.replace("Kites: Flying Small Networks", "Balloons").replace("00001", "00002"), lock=before.lock)
    assert ids(after) != ids(before)
    assert after.library.records[0].status is Status.UNRESOLVED
    assert {entry.id for entry in after.lock.entries} == {*ids(before), *ids(after)}


def test_entries_that_left_the_list_stay_in_the_lock() -> None:
    before = made(KITES, SPOOLS)
    after = made(SPOOLS, lock=before.lock)
    assert ids(after) == ids(before)[1:]
    assert after.lock == before.lock


def test_order_of_the_list_is_that_of_the_records() -> None:
    before = made(KITES, SPOOLS)
    lines = (SPOOLS, "[ACL'20] [Reels](https://example.org/r)", KITES)
    assert [record.key for record in made(*lines, lock=before.lock).library.records] == [
        "osdi2021spools",
        "acl2020reels",
        "iclr2023kites",
    ]


@pytest.mark.parametrize(("lock", "code"), [(EMPTY, "duplicate-link"), (resolved(made(KITES).lock), "wrong-link")])
def test_link_of_a_paper_with_quite_another_title_is_reported_and_is_not_that_paper(lock: Lock, code: str) -> None:
    built = made(KITES, KITES.replace("Kites: Flying Small Networks", "Balloons"), lock=lock)
    assert len(set(ids(built))) == 2
    (finding,) = (finding for finding in check(built.library) if finding.code == code)
    assert finding.severity is Severity.ERROR
    assert finding.place is not None
    assert finding.place.line == 2
    assert finding.cure


def test_page_about_two_papers_is_only_a_warning() -> None:
    lines = ("[ACL'20] [Reels](https://example.org/)", "[ACL'20] [Balloons](https://example.org/)")
    (finding,) = (finding for finding in check(made(*lines).library) if finding.code == "duplicate-link")
    assert finding.severity is Severity.WARNING


def test_true_paper_of_a_link_that_another_entry_has_by_mistake_is_not_blamed() -> None:
    lock = resolved(made(KITES).lock)
    mistaken, true = KITES.replace("00001", "00009"), "[ACL'20] [Balloons](https://arxiv.org/abs/2301.00009)"
    assert codes(made(mistaken, true, lock=lock).library) == []


def test_two_papers_of_one_title_with_different_identifiers_stay_two() -> None:
    other = KITES.replace("00001", "00002")
    built = made(KITES, other)
    assert len(set(ids(built))) == len(built.library.records) == 2
    assert codes(built.library) == []
    for lines in ((KITES, other), (other, KITES)):
        again = made(*lines, lock=built.lock)
        assert dump(again.lock) == dump(built.lock)


def test_two_papers_of_one_title_without_links_are_told_apart_by_year() -> None:
    lines = ("[ICLR'23] Kites", "[ICLR'22] Kites")
    built = made(*lines)
    assert len(set(ids(built))) == 2
    assert dump(made(*lines, lock=built.lock).lock) == dump(built.lock)


def test_paper_listed_twice_is_one_record_in_both_categories() -> None:
    again = KITES.replace("https://arxiv.org/abs/2301.00001", "https://openreview.net/pdf?id=kItEs")
    built = made("## Air", KITES, "## Toys", again)
    (record,) = built.library.records
    assert record.categories == (("Air",), ("Toys",))
    assert [entry.place.line for entry in record.entries] == [2, 4]
    assert codes(built.library) == ["duplicate-entry"]
    assert built.library.entries_read == 2
    assert dump(made("## Air", KITES, "## Toys", again, lock=built.lock).lock) == dump(built.lock)


def test_entry_put_into_a_comment_is_marked_and_back_again() -> None:
    before = made(KITES, SPOOLS)
    hidden = made(f"<!-- {KITES} -->", SPOOLS, lock=before.lock)
    assert {entry.key: entry.commented for entry in hidden.lock.entries} == {
        "iclr2023kites": True,
        "osdi2021spools": False,
    }
    assert [record.key for record in hidden.library.records] == ["osdi2021spools"]
    assert dump(made(KITES, SPOOLS, lock=hidden.lock).lock) == dump(before.lock)


def test_unknown_commented_entry_is_not_added() -> None:
    assert made(f"<!-- {KITES} -->").lock == EMPTY


@pytest.mark.parametrize(
    ("line", "kind", "doi", "url"),
    [
        ("[ICLR'23] [K](https://a.org)", "paper-conference", None, "https://a.org"),
        ("[TMLR'23] [K](https://a.org)", "article-journal", None, "https://a.org"),
        ("[arXiv'23] [K](https://arxiv.org/abs/2301.00001)", "article", None, "https://arxiv.org/abs/2301.00001"),
        ("[Zzz'23] [K](https://a.org)", "document", None, "https://a.org"),
        ("[ICLR'23] [K](10.1000/x)", "paper-conference", "10.1000/x", "https://doi.org/10.1000/x"),
        ("[ICLR'23] K", "paper-conference", None, None),
    ],
)
def test_item_of_an_unknown_paper_says_no_more_than_the_list_and_the_table_of_venues(
    line: str, kind: str, doi: str | None, url: str | None
) -> None:
    item = listed_item(read(line, "f.md").entries[0])
    assert (item.type, item.title, item.doi, item.url) == (kind, "K", doi, url)
    assert item.author == ()
    assert item.publisher in (None, "OpenReview.net")


@pytest.mark.parametrize(
    ("line", "kind", "fields"),
    [
        (
            "- Berg, A. B. (2004). Kites and strings of many kinds. *Journal of Kites*, 12(3), 45–67.",
            "article-journal",
            {"volume": "12", "issue": "3", "page": "45-67", "container_title": "Journal of Kites"},
        ),
        (
            "- Berg, Ann. *The Kites of Early Spring*. London: Kite House, 1999.",
            "book",
            {"publisher": "Kite House", "publisher_place": "London"},
        ),
        ("- [Kites and strings](https://a.example/b.pdf), ICML 2019", "paper-conference", {"volume": "97"}),
        (
            "- [Kites and strings](https://a.example/b.pdf) (PhD thesis, Kite University, 2019)",
            "thesis",
            {"genre": "PhD thesis", "publisher": "Kite University"},
        ),
        (
            "- Berg AB, Cole C. Kites and strings of many kinds. Kite Res. 2004;12(3):45-67.",
            "article-journal",
            {"volume": "12", "page": "45-67"},
        ),
    ],
)
def test_an_item_has_what_a_reference_prints(line: str, kind: str, fields: dict[str, str]) -> None:
    (entry,) = read(line, "f.md").entries
    item = listed_item(entry)
    assert (item.type, {name: getattr(item, name) for name in fields}) == (kind, fields)
    assert item.issued == Date(date_parts=((entry.year or 0,),))


def test_an_item_has_the_venue_and_year_of_its_heading() -> None:
    entries = read("## NeurIPS 2022\n\n- [Kites and strings](https://a.example/b.pdf)\n", "f.md").entries
    item = listed_item(entries[0])
    assert (item.type, item.volume, item.issued) == ("paper-conference", "35", Date(date_parts=((2022,),)))
    assert (entries[0].venue, entries[0].year) == (None, None)


def test_printed_authors_make_the_key_of_a_new_paper_and_leave_that_of_the_lock() -> None:
    bare = read(KITES, "f.md")
    listed = replace(bare, entries=(replace(bare.entries[0], authors_text="Ann Berg, Carl Cole, et al."),))
    (record,) = assemble(listed, EMPTY).library.records
    assert record.key == "berg2023kites"
    assert record.item.author == (
        Name(family="Berg", given="Ann"),
        Name(family="Cole", given="Carl"),
        Name(literal="others"),
    )
    assert record.listed_only
    (known,) = assemble(listed, assemble(bare, EMPTY).lock).library.records
    assert (known.key, known.item.author) == ("iclr2023kites", record.item.author)


TITLES = ("Kites: Flying Small Networks", "Balloons", "On the Theory of Yo-Yos", "∞-reels")
URLS = ("https://arxiv.org/abs/2301.00001", "https://arxiv.org/abs/2301.00002", "https://example.org/", "10.1000/x")
LISTS = st.lists(
    st.builds("[ICLR'{}] [{}]({})".format, st.sampled_from([22, 23]), st.sampled_from(TITLES), st.sampled_from(URLS))
    | st.builds("[ICLR'{}] {}".format, st.sampled_from([22, 23]), st.sampled_from(TITLES)),
    max_size=7,
)


@given(LISTS)
def test_second_run_changes_nothing(lines: list[str]) -> None:
    first = made(*lines)
    second = made(*lines, lock=load(dump(first.lock), "f"))
    assert dump(second.lock) == dump(first.lock)
    assert second.library.records == first.library.records


@given(LISTS, LISTS)
def test_every_entry_is_in_one_record_and_ids_and_keys_are_unique(before: list[str], after: list[str]) -> None:
    old = made(*before).lock
    built = made(*after, lock=old)
    assert built.library.entries_read == sum(len(record.entries) for record in built.library.records) == len(after)
    assert len({entry.id for entry in built.lock.entries}) == len({entry.key for entry in built.lock.entries})
    keys = {entry.id: entry.key for entry in built.lock.entries}
    assert {entry.id: entry.key for entry in old.entries}.items() <= keys.items()
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", key) for key in keys.values())


@pytest.mark.heavy
def test_thousands_of_papers_of_one_title_take_no_quadratic_time() -> None:
    for url in ("https://arxiv.org/abs/2301.{:05}", "https://example.org/{}"):
        lines = [f"[ICLR'23] [Kites]({url.format(number)})" for number in range(2000)]
        built = made(*lines)
        assert dump(made(*lines, lock=built.lock).lock) == dump(built.lock)


def test_category_holds_its_subcategories() -> None:
    library = made("## Air", "### High", KITES, "### Low", SPOOLS, "## Airy", "[ACL'20] [Reels](https://a.org)").library
    assert [record.key for record in of_category(library, ("Air",)).records] == ["iclr2023kites", "osdi2021spools"]
    assert [record.key for record in of_category(library, ("Air", "Low")).records] == ["osdi2021spools"]


def test_bibliography_keeps_its_keys_and_numbers_those_used_twice() -> None:
    item = Item(type="book", title="Kites")
    records = [Record(key=key, item=item, status=Status.PINNED) for key in ("Kites", "", "kites")]
    library = of_items(records, title="Toys", source="toys.bib")
    assert [record.key for record in library.records] == ["Kites", "anonkites", "kites2"]
    assert codes(library) == ["key-changed"]


def test_of_equal_keys_the_first_stays_and_no_other_key_moves() -> None:
    given = ("c", "müller", "c", "C", "c2", "muller")
    read = [Record(key=key, item=Item(type="document", title=key), status=Status.PINNED) for key in given]
    library = of_items(read, title="Toys", source="toys.bib")
    assert [record.key for record in library.records] == ["c", "muller2", "c3", "C4", "c2", "muller"]
    assert {finding.key for finding in library.findings} == {"muller2", "c3", "C4"}
