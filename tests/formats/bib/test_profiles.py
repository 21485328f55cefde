"""Profiles: how much a .bib says of a venue."""

import re

import pytest
from msgspec.structs import replace

from plbib.formats.bib import bibtex
from plbib.formats.bib.profiles import Options, Profile, apply_profile
from plbib.model import Date, Entry, Item, Name, Place, Record, Status
from tests.samples import library

TALK = Record(
    key="k",
    status=Status.PINNED,
    item=Item(
        type="paper-conference",
        title="Kites",
        author=(Name(family="Berg", given="Ann"),),
        editor=(Name(family="Ed", given="Ada"),),
        container_title="The Third Conference on Kites",
        event_title="The Third Conference on Kites (KITE 2021)",
        event_place="Fanø, Denmark",
        event_date=Date(date_parts=((2021, 5, 1), (2021, 5, 5))),
        publisher="String & Sons",
        publisher_place="Esbjerg",
        page="1-9",
        issued=Date(date_parts=((2021,),)),
        isbn="978-3-16-148410-0",
        doi="10.5555/x",
    ),
)


def fields(record: Record, profile: Profile) -> dict[str, str]:
    lines = bibtex.write(library(record), Options(profile=profile)).decode().split("\n\n")[1].splitlines()[1:-1]
    return dict(line.strip().removesuffix(",").split(" = ", 1) for line in lines)


def test_full_adds_nothing_to_the_official_title() -> None:
    assert apply_profile(TALK, Profile.FULL) is TALK
    assert fields(TALK, Profile.FULL)["booktitle"] == "{The Third Conference on Kites}"


def test_short_is_acronym_and_year_without_editor_publisher_address_and_isbn() -> None:
    assert fields(TALK, Profile.SHORT) == {
        "author": "{Berg, Ann}",
        "title": "{Kites}",
        "booktitle": "{KITE 2021}",
        "pages": "{1--9}",
        "year": "{2021}",
        "doi": "{10.5555/x}",
    }


def test_dblp_packs_place_and_days_into_the_title_of_the_book() -> None:
    packed = fields(TALK, Profile.DBLP)
    assert packed["booktitle"] == (r"{The Third Conference on Kites, {KITE} 2021, Fan{\o}, Denmark, May 1-5, 2021}")
    assert packed["address"] == "{Esbjerg}"  # the publisher's


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (((2021, 5, 1), (2021, 5, 5)), "May 1-5, 2021"),
        (((2021, 4, 29), (2021, 5, 3)), "April 29 - May 3, 2021"),
        (((2021, 12, 30), (2022, 1, 2)), "December 30, 2021 - January 2, 2022"),
        (((2021, 5, 1),), "May 1, 2021"),
        (((2021, 5),), "Denmark"),
        (((2021, 13, 1),), "Denmark"),
        ((), "Denmark"),
    ],
)
def test_the_days_of_an_event(days: tuple[tuple[int, ...], ...], written: str) -> None:
    paper = replace(TALK, item=replace(TALK.item, event_date=Date(date_parts=days)))
    title = apply_profile(paper, Profile.DBLP).item.container_title or ""
    assert title.endswith(f", {written}")


def test_a_journal_keeps_no_year_in_its_short_name_and_a_book_its_publisher() -> None:
    article = Item(type="article-journal", container_title="Journal of Kites", container_title_short="J. Kites")
    assert apply_profile(replace(TALK, item=article), Profile.SHORT).item.container_title == "J. Kites"
    book = Item(type="book", title="Kites", publisher="String & Sons")
    assert apply_profile(replace(TALK, item=book), Profile.SHORT).item == book


def test_a_venue_nobody_called_anything_keeps_its_name() -> None:
    paper = replace(TALK, item=Item(type="paper-conference", container_title="The Third Conference on Kites"))
    assert apply_profile(paper, Profile.SHORT).item.container_title == "The Third Conference on Kites"
    assert apply_profile(paper, Profile.DBLP).item.container_title == "The Third Conference on Kites"


def test_a_paper_of_findings_and_one_of_a_journal_are_not_called_after_the_conference() -> None:
    findings = replace(TALK.item, container_title="Findings of the Association for Kites: KITE 2021")
    assert apply_profile(replace(TALK, item=findings), Profile.SHORT).item.container_title == "Findings of KITE 2021"
    listed = Entry(title="x", venue="KITE", place=Place(file="f"), end_line=1)
    article = Item(type="article-journal", container_title="Journal of Kites", container_title_short="J. Kites")
    paper = replace(TALK, item=article, entries=(listed,))
    assert apply_profile(paper, Profile.SHORT).item.container_title == "J. Kites"


def test_what_only_a_list_says_of_a_venue_is_not_said_twice() -> None:
    listed = Entry(title="x", venue="KITE", place=Place(file="f"), end_line=1)
    item = Item(type="paper-conference", container_title="KITE", issued=Date(date_parts=((2021,),)))
    made = apply_profile(replace(TALK, item=item, entries=(listed,)), Profile.DBLP).item
    assert made.container_title == '<span class="nocase">KITE</span> 2021'


def test_a_file_to_merge_has_nothing_that_changes_with_other_entries() -> None:
    some = library(replace(TALK, item=Item(type="book", title="Kites"), categories=(("Kites", "Tails"),)))
    assert re.search("1 entry|Tails", bibtex.write(some).decode())
    assert not re.search("1 entry|Tails|Comment", bibtex.write(some, Options(mergeable=True)).decode())
