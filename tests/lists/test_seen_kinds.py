"""Kinds of lists about systems, security, programs, hardware, in several languages, each in small: what comes out."""

import pytest

from plbib.lists.kinds import read
from plbib.model import Entry

Row = tuple[str, str | None, str | None, int | None, str | None]
"""Title, authors, venue, year, affiliation."""


def row(entry: Entry) -> Row:
    return entry.title, entry.authors_text, entry.venue, entry.year, entry.affiliation


KINDS: dict[str, tuple[str, list[Row]]] = {
    "a row of links below a title, of which only some lead anywhere": (
        (
            "* 연을 모으는 저장소입니다.\n* 최신 논문 위주로, 다양한 논문을 소개합니다.\n\n#### 하늘\n\n"
            "* Kites in the Rain (ECCV 2020)\n"
            "    * [Original Paper Link](https://arxiv.org/abs/2001.00001) / Paper Review Video / Summary / Kite Lab\n"
            "* Stringless Flight: Let Go of Your Kite (2020)\n"
            "    * [Original Paper Link](https://arxiv.org/abs/2001.00002) / Paper Review Video / Summary / Kite Lab\n"
        ),
        [
            ("Kites in the Rain", None, "ECCV", 2020, None),
            ("Stringless Flight: Let Go of Your Kite", None, None, 2020, None),
        ],
    ),
    "the year within a linked title": (
        (
            "* [2020 - KiteAFL: Flying Fuzzers](https://a.org/1.pdf)\n  * **Tags:** wind, AFL\n"
            "* [2019 - Strings: How Much Do They Matter?](https://a.org/2.pdf)\n"
        ),
        [
            ("KiteAFL: Flying Fuzzers", None, None, 2020, None),
            ("Strings: How Much Do They Matter?", None, None, 2019, None),
        ],
    ),
    "venue, names and addresses as items below a title": (
        (
            "- Kite Compilers that Never Tangle\n\t- 2021 PhD Dissertation\n\t- Ann Berg\n\t- https://a.org/thesis.pdf\n"
            "- Proving Strings Correct\n\t- 15th International Conference on Interactive Kites (ITK 2024)\n"
            "\t- Bo Ek, Cy Dunn\n\t- https://doi.org/10.4230/kites.2024.28\n\t- ftp://ftp.a.org/kites.pdf\n"
            "- Spools for Algol-like Languages\n\t- Stanford Kite Laboratory Memo No. 48 (1967)\n\t- Dan Ek\n"
            "\t- https://a.org/catalog/1\n"
        ),
        [
            ("Kite Compilers that Never Tangle", "Ann Berg", "PhD Dissertation", 2021, None),
            (
                "Proving Strings Correct",
                "Bo Ek, Cy Dunn",
                "15th International Conference on Interactive Kites (ITK)",
                2024,
                None,
            ),
            ("Spools for Algol-like Languages", "Dan Ek", "Stanford Kite Laboratory Memo", 1967, None),
        ],
    ),
    "remarks in italics below titles with affiliations": (
        (
            "### 2016 ISCA\n- **A 0.3 TOPS/W Kite Processor.** (KU Leuven)\n"
            "- Kite Learning for Reuse of Strings. (University of Oslo, University of Bergen and Kite Labs, MIT.)\n"
            "  - *Train kites to predict reuse of strings.*\n"
            "- **Going Higher with Kites.** \\[[Slides](https://a.org/1.pdf)\\] (Tsinghua University, MSRA)\n"
            "  - *Simply report their strings and describe some spools.*\n"
        ),
        [
            ("A 0.3 TOPS/W Kite Processor", None, None, None, "KU Leuven"),
            (
                "Kite Learning for Reuse of Strings",
                None,
                None,
                None,
                "University of Oslo, University of Bergen and Kite Labs, MIT",
            ),
            ("Going Higher with Kites", None, None, None, "Tsinghua University, MSRA"),
        ],
    ),
    "labels in bold below a title in bold": (
        (
            "- **KITE: Towards Flight with Long Strings.** (**ISCA'18**)\n"
            "  - **Strings**: A long string is proposed to improve the flight of kites. It is held by two hands.\n"
            "  - **Winds**: A model of winds is built in consideration of the rain and of what falls with it.\n"
            "- **Spools.** (**ISCA'19**)\n"
        ),
        [
            ("KITE: Towards Flight with Long Strings", None, "ISCA", 2018, None),
            ("Spools", None, "ISCA", 2019, None),
        ],
    ),
    "a journal without a year before inverted names": (
        (
            "- **Finding Torn Kites** (2019), IEEE TDSC, Lin, Guan, et al.\n"
            "- **Kites and Strings** (2018), Proceedings of the IEEE, Berg, Ann, et al. [[pdf]](https://a.org/2.pdf)\n"
        ),
        [
            ("Finding Torn Kites", "Lin, Guan, et al.", "IEEE TDSC", 2019, None),
            ("Kites and Strings", "Berg, Ann, et al.", "Proceedings of the IEEE", 2018, None),
        ],
    ),
    "headings with names, house and year a line each, and a summary": (
        (
            "### To Fly Is Human: The Role of Kites\nAnn Berg,\nKite Press,\n1992.\n\n"
            "Berg's idea is that the art of kites only advances because kites fall down. A fantastic book.\n\n"
            "### Ironies of Strings in the Wind\nBo Ek,\nSafety of Kites Vol. 27, No. 2, pp. 183-217, 1997\n\n"
            "This is a report on strings that is read by people who hold kites, and by those who lost them.\n\n"
            "### Drift into Rain\nCy Dunn,\nKite Science 33 (2002) 371-385.\n"
        ),
        [
            ("To Fly Is Human: The Role of Kites", "Ann Berg", "Kite Press", 1992, None),
            ("Ironies of Strings in the Wind", "Bo Ek", "Safety of Kites", 1997, None),
            ("Drift into Rain", "Cy Dunn", "Kite Science", 2002, None),
        ],
    ),
    "two digits and a venue before the title": (
        (
            "**[Questions]**\n- How can we keep kites in the air when there is no wind?\n\n**[Works]**\n"
            "- 16-ATC-Design Guidelines for Kites in the Rain\n- **18-SIGCOMM-Revisiting Strings for Kites**\n"
            "- 20-FCCM-Spool-An Open Reel of Thread\n- 18-CoNEXT-The eXpress Kite: Fast Flight\n"
        ),
        [
            ("Design Guidelines for Kites in the Rain", None, "ATC", 2016, None),
            ("Revisiting Strings for Kites", None, "SIGCOMM", 2018, None),
            ("Spool-An Open Reel of Thread", None, "FCCM", 2020, None),
            ("The eXpress Kite: Fast Flight", None, "CoNEXT", 2018, None),
        ],
    ),
    "family names at the ends of lines that are full": (
        (
            "* Torn: A Dynamic Race Detector for Kites with Many Strings in the Rain, Savage,\n"
            "  Burrows, Nelson, Sobalvarro, and Anderson\n"
            "* Leases: An Efficient Mechanism for Kites and Reels That Share\n  Strings, Gray and Cole\n"
            "* Venti: a new approach to wind, Ann Berg and Bo Ek\n* Kites without Ropes, Carl Dunn\n"
        ),
        [
            (
                "Torn: A Dynamic Race Detector for Kites with Many Strings in the Rain",
                "Savage, Burrows, Nelson, Sobalvarro, and Anderson",
                None,
                None,
                None,
            ),
            (
                "Leases: An Efficient Mechanism for Kites and Reels That Share Strings",
                "Gray and Cole",
                None,
                None,
                None,
            ),
            ("Venti: a new approach to wind", "Ann Berg and Bo Ek", None, None, None),
            ("Kites without Ropes", "Carl Dunn", None, None, None),
        ],
    ),
    "nothing but titles": (
        "- Kites for Rain and for Long Winters\n- Strings: The Need for Speed\n- Kite Maps for Visual Flight\n",
        [
            ("Kites for Rain and for Long Winters", None, None, None, None),
            ("Strings: The Need for Speed", None, None, None, None),
            ("Kite Maps for Visual Flight", None, None, None, None),
        ],
    ),
    "names of systems as items below quoted titles with a year": (
        (
            '- **"Very Deep Kites for Strong Winds" (2014)**\n  - Berg & Ek\n  - KiteNet\n  - [ArXiv](https://arxiv.org/abs/1409.1)\n'
            '- **"Kites for Image Flight" (2015)**\n  - Dunn et al.\n  - WindNet - Long strings\n  - [ArXiv](https://arxiv.org/abs/1512.1)\n'
        ),
        [
            ("Very Deep Kites for Strong Winds", "Berg & Ek", None, 2014, None),
            ("Kites for Image Flight", "Dunn et al.", None, 2015, None),
        ],
    ),
    "family names that are words": (
        "- [Kites that Chart](https://a.org/1.pdf). Ann Berg, Bo Ek, Xuan Long Do, Linna An. EMNLP 2023.\n",
        [("Kites that Chart", "Ann Berg, Bo Ek, Xuan Long Do, Linna An", "EMNLP", 2023, None)],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_are_read(kind: str) -> None:
    text, wanted = KINDS[kind]
    assert [row(entry) for entry in read(f"# Kites\n\n## Papers\n\n{text}", "list.md").entries] == wanted


def test_a_topic_before_a_year_in_a_heading_is_no_venue() -> None:
    reading = read(
        "# Kites\n\n## Debugging: 2022\n\n- [Kites that Hang](https://arxiv.org/abs/2201.00001)\n", "list.md"
    )
    inherited = reading.entries[0].inherited
    assert inherited is not None
    assert (inherited.venue, inherited.year) == (None, 2022)


def test_keywords_are_tags_and_their_label_is_no_note() -> None:
    text = "## Papers\n- [Kites at Sea](https://a.org/1.pdf). A. Berg. NDSS'19.\n    + Keyword: *`Wind`*, *`Rain`*\n"
    entry = read(text, "list.md").entries[0]
    assert (entry.tags, entry.notes) == (("Wind", "Rain"), None)


def test_the_title_of_a_list_gives_venue_and_year_and_items_that_name_headings_are_none() -> None:
    text = (
        "# KITE2020-paper-list\n\n# Categories\n- Awards I: Kite Makers; Reels\n- Flying and Mapping\n\n"
        "## Awards I: Kite Makers; Reels\n- Online Planning through Long Strings\n- Fault Tolerant Control of Kites\n\n"
        "## Flying and Mapping \n- Voxel Kites for Visual Flight\n"
    ).replace("KITE", "ICRA")
    entries = read(text, "list.md").entries
    assert [(entry.title, entry.category) for entry in entries] == [
        ("Online Planning through Long Strings", ("Categories", "Awards I: Kite Makers; Reels")),
        ("Fault Tolerant Control of Kites", ("Categories", "Awards I: Kite Makers; Reels")),
        ("Voxel Kites for Visual Flight", ("Categories", "Flying and Mapping")),
    ]
    assert {(entry.inherited.venue, entry.inherited.year) for entry in entries if entry.inherited} == {("ICRA", 2020)}


def test_weeks_are_categories_the_first_too() -> None:
    text = (
        "# Week 1: April 15th\n\n## Kites\n* Kites in Long Winters, Ann Berg, ICML 2019\n\n"
        "# Week 2\n* Reels of Thread for Kites, Bo Ek, ICML 2018\n# Week 3\n"
    )
    assert [entry.category[0] for entry in read(text, "list.md").entries] == ["Week 1: April 15th", "Week 2"]


def test_a_seminar_reads_papers_on_days() -> None:
    text = (
        "# Group\n\n## Seminars\n\n### Spring 2021\n\n"
        "|**Date**| **Paper Title** | **Presenter** | **Notes** |\n|---|---|---|---|\n"
        "| 03.01 | [Kites for Winds of Many Sorts](https://a.org/1.pdf) | Ann Berg | |\n"
        "| 03.15 | Floating Strings for Long Flights | Bo Ek | [Slides](https://a.org/2) |\n"
        "| 05.17 | [Reels that Reorder Themselves](https://a.org/3) | Cy Dunn | [ISCA 2020](https://a.org/4) |\n"
    )
    entries = read(text, "list.md").entries
    assert [row(entry) for entry in entries] == [
        ("Kites for Winds of Many Sorts", None, None, None, None),
        ("Floating Strings for Long Flights", None, None, None, None),
        ("Reels that Reorder Themselves", None, "ISCA", 2020, None),
    ]
    assert [entry.notes for entry in entries] == ["Ann Berg", "Bo Ek", "Cy Dunn"]


def test_people_and_addresses_in_data_are_authors_and_links() -> None:
    text = (
        '- title: "Kites in Datacenters"\n  people:\n    - Ann Berg\n    - Bo Ek\n'
        '  venue: "Proc. 18th Workshop on Kites"\n'
        "  year: 2021\n  paper: /assets/papers/kites.pdf\n  presentation: https://a.org/watch\n"
        "- title: Strings\n  people: [Cy Dunn]\n  venue: OSDI\n  year: 2020\n  paper: https://a.org/strings\n"
    )
    entries = read(text, "publications.yml").entries
    assert [row(entry) for entry in entries] == [
        ("Kites in Datacenters", "Ann Berg, Bo Ek", "Proc. 18th Workshop on Kites", 2021, None),
        ("Strings", "Cy Dunn", "OSDI", 2020, None),
    ]
    assert [[link.url for link in entry.links] for entry in entries] == [
        ["/assets/papers/kites.pdf", "https://a.org/watch"],
        ["https://a.org/strings"],
    ]
    assert {entry.notes for entry in entries} == {None}
