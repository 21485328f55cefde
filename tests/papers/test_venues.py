"""What people call a venue."""

from typing import Any

import pytest
from msgspec.structs import replace

from plbib.library.assemble import listed_item
from plbib.model import Date, Entry, Item, Place, Record, Status
from plbib.papers.identifiers import is_issn
from plbib.papers.kinds import meeting_fields
from plbib.papers.venues import VenueKind, acronym, find, recognise
from plbib.papers.venues.table import Venue, _rows, bare_name, short_name


@pytest.mark.parametrize(
    ("variables", "tag", "expected"),
    [
        ({"event_title": "Kites (KITE 2021)"}, "ICLR", "KITE"),
        ({"event_title": "Kites (the flying ones)"}, "ICLR'23", "ICLR"),
        ({"container_title_short": "SenSys '21"}, None, "SenSys"),
        ({}, "NIPS 2017", "NeurIPS"),
        ({}, "EMNLP Findings", "EMNLP Findings"),
        ({"container_title_short": "J. Kites"}, None, "J. Kites"),
        ({}, None, ""),
    ],
)
def test_the_acronym_of_a_venue(variables: dict[str, Any], tag: str | None, expected: str) -> None:
    listed = Entry(title="x", venue=tag, place=Place(file="f"), end_line=1)
    paper = Record(
        key="k", status=Status.PINNED, item=Item(type="paper-conference", **variables), entries=(listed,) if tag else ()
    )
    assert acronym(paper) == expected


@pytest.mark.parametrize(
    "printed",
    [
        *("NIPS", "NIPS 2017", "NeurIPS'17", "nips", "Neural Information Processing Systems"),
        "Thirty-sixth Conference on Neural Information Processing Systems",
        "Advances in Neural Information Processing Systems 35 (NeurIPS 2022)",
    ],
)
def test_names_of_one_venue(printed: str) -> None:
    venue = recognise(printed)
    assert venue is not None
    assert venue.acronym == "NeurIPS"


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("NIPS 2017", "NeurIPS"),
        ("NeurIPS'17", "NeurIPS"),
        ("Neural Information Processing Systems", "NeurIPS"),
        ("Advances in NeurIPS 30", "NeurIPS"),
        ("EMNLP Findings", "EMNLP Findings"),
        ("Findings of EMNLP 2021", "EMNLP Findings"),
        ("Findings of ACL", "ACL Findings"),
        ("ACL (Findings)", "ACL Findings"),
        ("Findings of the Association for Computational Linguistics: ACL-IJCNLP 2021", "ACL Findings"),
        ("CVPR (Oral)", None),
        ("ICML Workshop on Kites", None),
        ("arXiv", None),
        ("TMLR", "TMLR"),
        ("JMLR", "JMLR"),
        ("PNAS", "PNAS"),
        ("Nature Communications", "Nature Communications"),
        ("VLDB", "VLDB"),
        ("PVLDB 14(3)", "PVLDB"),
        ("PVLDB 14", "PVLDB"),
        ("SIGCOMM CCR", "SIGCOMM CCR"),
        ("ACM SIGCOMM Computer Communication Review", "SIGCOMM CCR"),
        ("SIGCOMM", "SIGCOMM"),
        ("IEEE TPAMI", "TPAMI"),
        ("AAAI-20", "AAAI"),
        ("IJCAI-19", "IJCAI"),
        ("AAAI-200", None),
    ],
)
def test_spellings_of_venues(printed: str, called: str | None) -> None:
    venue = recognise(printed)
    assert (venue.acronym if venue else None) == called


@pytest.mark.parametrize(
    "printed",
    [
        *("Kite Findings", "CVPR (Oral)", "ICML Workshop", "ICLR 2023 Workshop on Kites", "arXiv", "CVPRW", ""),
        *("Workshop on Kites (NeurIPS 2022)", "Chi", "nature", "Findings", "Kite Letters", "ICML, Kite Track"),
    ],
)
def test_what_says_more_or_less_than_a_venue_is_none(printed: str) -> None:
    assert recognise(printed) is None


@pytest.mark.parametrize("row", _rows().values(), ids=lambda row: row.acronym)
def test_a_row_is_found_by_all_its_names_and_titles(row: Any) -> None:
    titles = {title for year in range(2000, 2026) if (title := row.title(year))}
    assert [name for name in (row.acronym, *row.names, *titles) if recognise(name) is not row] == []
    assert all(is_issn(number) for number in row.issn)
    assert all(journal.kind is VenueKind.JOURNAL and journal.title(2024) for journal in row.journals)
    assert (find(row.acronym) is None) == row.common
    assert row.kind is VenueKind.CONFERENCE or {*row.titles} == {"-"}


@pytest.mark.parametrize(
    ("acronym", "year", "title", "volume"),
    [
        ("NeurIPS", 2021, "Advances in Neural Information Processing Systems", "34"),
        ("ICLR", 2021, "9th International Conference on Learning Representations", ""),
        ("ICLR", 2022, "The Tenth International Conference on Learning Representations", ""),
        ("ICML", 2022, "Proceedings of the 39th International Conference on Machine Learning", "162"),
        ("ACL", 2022, "Proceedings of the 60th Annual Meeting of the Association for Computational Linguistics", ""),
        ("SIGMOD", 2022, "Proceedings of the 2022 International Conference on Management of Data", ""),
        ("EuroSys", 2023, "Proceedings of the Eighteenth European Conference on Computer Systems", ""),
        ("NSDI", 2025, "22nd USENIX Symposium on Networked Systems Design and Implementation (NSDI 25)", ""),
        ("OSDI", 2019, "", ""),
        ("AAAI", 2020, "Proceedings of the AAAI Conference on Artificial Intelligence", "34"),
    ],
)
def test_the_official_title_and_volume_of_a_year(acronym: str, year: int, title: str, volume: str) -> None:
    row = _rows()[acronym]
    assert (row.title(year), row.volume_of(year)) == (title, volume)


@pytest.mark.parametrize(("year", "journal"), [(2017, ""), (2022, "IMWUT"), (None, "")])
def test_a_conference_that_publishes_in_a_journal(year: int | None, journal: str) -> None:
    row = _rows()["UbiComp"].journal_of(year)
    assert (row.acronym if row else "") == journal


_FINDINGS = "Findings of the Association for Computational Linguistics"


@pytest.mark.parametrize(
    ("tag", "year", "kind", "title", "short"),
    [
        ("NIPS", 2017, "paper-conference", "Advances in Neural Information Processing Systems", "NIPS"),
        ("SIGMOD", 2023, "article-journal", "Proceedings of the ACM on Management of Data", "SIGMOD"),
        ("TPAMI", None, "article-journal", "IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI"),
        ("ICLR", None, "paper-conference", "ICLR", None),
        (
            "EMNLP Findings",
            2021,
            "paper-conference",
            "Findings of the Association for Computational Linguistics: EMNLP 2021",
            "EMNLP Findings",
        ),
        ("CVPR (Oral)", 2021, "paper-conference", "CVPR (Oral)", None),
        (
            "Findings of EMNLP",
            2021,
            "paper-conference",
            "Findings of the Association for Computational Linguistics: EMNLP 2021",
            "Findings of EMNLP",
        ),
        ("EMNLP Findings", 2019, "paper-conference", "EMNLP Findings", None),
        ("Kite Days", 2021, "document", "Kite Days", None),
        ("Kite Letters", 2021, "article-journal", "Kite Letters", None),
    ],
)
def test_a_record_of_the_list_alone_has_the_official_name(
    tag: str, year: int | None, kind: str, title: str, short: str | None
) -> None:
    item = listed_item(Entry(title="Kites", venue=tag, year=year, place=Place(file="f"), end_line=1))
    assert (item.type, item.container_title, item.container_title_short) == (kind, title, short)


@pytest.mark.parametrize("row", [row for row in _rows().values() if row.meetings], ids=lambda row: row.acronym)
def test_meetings_are_of_their_year_and_of_a_conference(row: Any) -> None:
    assert row.kind is VenueKind.CONFERENCE
    for year, meeting in row.meetings.items():
        fields = meeting_fields("paper-conference", row.acronym, int(year))
        assert bool(meeting.dates) == ("event_date" in fields)
        assert {day[0] for day in fields["event_date"].date_parts} == {int(year)} if meeting.dates else meeting.place
        assert [f"{name.family}, {name.given}" for name in fields.get("editor", ())] == list(meeting.editors)


@pytest.mark.parametrize(("authors", "editors"), [("Ann Berg and Bo Lund", 6), (None, 0)])
def test_a_paper_of_the_list_alone_has_the_meeting_and_editors_only_beside_authors(
    authors: str | None, editors: int
) -> None:
    paper = Entry(title="Kites", venue="NeurIPS", year=2019, authors_text=authors, place=Place(file="f"), end_line=1)
    item = listed_item(paper)
    assert (item.event_place, len(item.editor)) == ("Vancouver, BC, Canada", editors)
    assert item.event_date == Date(date_parts=((2019, 12, 8), (2019, 12, 14)))


@pytest.mark.parametrize(("venue", "year"), [("NeurIPS", 1999), ("NeurIPS Workshop", 2019), ("UbiComp", 2022)])
def test_of_another_year_a_workshop_or_a_journal_no_meeting_is_known(venue: str, year: int) -> None:
    assert meeting_fields("paper-conference", venue, year) == {}


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Proceedings of the 29th Symposium on Operating Systems Principles", "SOSP"),
        ("Advances in Neural Information Processing Systems 35", "NeurIPS"),
        ("IEEE Conference on Computer Vision and Pattern Recognition Extra", "CVPR"),
        ("Kite Days (KD 2023)", "KD"),
        ("Kite Days (KD'23)", "KD"),
        ("KD 23, Oslo", "KD"),
        ("A Workshop on Kites", ""),
        ("Workshop at ICLR (KITES 2021)", "KITES"),
        ("Journal of Applied Kites", ""),
        ("Conference on Neural Kites", ""),
    ],
)
def test_what_people_call_a_venue(text: str, called: str) -> None:
    assert short_name(text) == called


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Proceedings of the Twenty-First Conference on Kites 2020", "Conference on Kites"),
        ("In Proc. of Kites '20 (K)", "Kites"),
        ("The Annual Kites (Volume 1: Long)", "Kites"),
        ("ICLR2023", "ICLR"),
        ("ACM/IEEE Kites 12", "Kites"),
        ("Kites 1234", "Kites 1234"),
    ],
)
def test_a_name_without_what_differs_by_year(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_titles_are_counted_from_the_year_before_the_first() -> None:
    titles = {"-2001": "Kites", "2002-2003": "{nth} Kites", "2004": "{words} Kites of {year}", "2005-": "Kites '{yy}"}
    row = Venue(kind=VenueKind.CONFERENCE, titles=titles, counted=1982, volume=1999, volumes={"2002": "3b"})
    years = (1990, 2001, 2002, 2003, 2004, 2005, 2104, None)
    assert [row.title(year) for year in years] == [
        *("Kites", "Kites", "20th Kites", "21st Kites", "Twenty-Second Kites of 2004", "Kites '05", "Kites '04", ""),
    ]
    assert [row.volume_of(year) for year in (1999, 2000, 2002)] == ["", "1", "3b"]
    for counted, words in ((2004, "Zeroth"), (1985, "Nineteenth"), (1984, "Twentieth"), (1905, "Ninety-Ninth")):
        assert replace(row, counted=counted).title(2004) == f"{words} Kites of 2004"
    ordinals = [replace(row, counted=2002 - number).title(2002).split()[0] for number in (2, 3, 11, 12, 13, 101, 111)]
    assert ordinals == ["2nd", "3rd", "11th", "12th", "13th", "101st", "111th"]
