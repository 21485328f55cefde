"""Kinds of lines that a reader is easily wrong about, each in small: what comes out, and what is told."""

import pytest

from plbib.lists.markup import mediawiki, org, rst
from plbib.lists.reader import read
from plbib.model import Reading

Row = tuple[str, str | None, str | None, int | None]
"""Title, authors, venue, year."""


def rows(reading: Reading) -> list[Row]:
    return [(entry.title, entry.authors_text, entry.venue, entry.year) for entry in reading.entries]


LINES: dict[str, tuple[str, list[Row]]] = {
    "own name in bold begins a line of names": (
        (
            "**Kites that Lie**\n**Ann Berg**, Bo Ek\n*KITE*, 2023\n[[pdf]](https://a.org/1.pdf)\n\n"
            "**Mirror Kites, Mirrored**\n**Ann Berg**\n*ICML*, 2022\n[[pdf]](https://a.org/2.pdf)\n"
        ),
        [
            ("Kites that Lie", "Ann Berg, Bo Ek", "KITE", 2023),
            ("Mirror Kites, Mirrored", "Ann Berg", "ICML", 2022),
        ],
    ),
    "date before a linked title in bold, names and venue in italics": (
        (
            "* [2023/05] **[Kites in the Wind](https://arxiv.org/abs/2305.00001)** *Ann Berg et al. ICML 2023.*\n"
            "* [2023/04] **[Strings in the Rain](https://arxiv.org/abs/2304.00001)** *Bo Ek et al. arXiv.*\n"
        ),
        [
            ("Kites in the Wind", "Ann Berg et al.", "ICML", 2023),
            ("Strings in the Rain", "Bo Ek et al.", "arXiv", 2023),
        ],
    ),
    "In between a title and its venue in italics": (
        (
            "- Kites that fly in strong winds. In *COLT 2016*. [[pdf](https://a.org/1.pdf)]\n"
            "- When do strings break? In *ICML 2018*. [[pdf](https://a.org/2.pdf)]\n"
        ),
        [
            ("Kites that fly in strong winds", None, "COLT", 2016),
            ("When do strings break?", None, "ICML", 2018),
        ],
    ),
    "journal before the title": (
        (
            "- Phys. Rev. Lett. 120 (2018) 231301 - Dark kites and light strings\n"
            "- Phys. Rev. Lett. 121 (2019) - Kites in a quantum wind\n"
        ),
        [
            ("Dark kites and light strings", None, "Phys. Rev. Lett.", 2018),
            ("Kites in a quantum wind", None, "Phys. Rev. Lett.", 2019),
        ],
    ),
    "series of a journal": (
        (
            "- A. Wiles, Modular kites and the last string, Ann. of Math. (2) 150 (1999), 443–551.\n"
            "- B. Ek, Modular strings and the last kite of them all, Invent. Math. 151 (2000), 1–55.\n"
        ),
        [
            ("Modular kites and the last string", "A. Wiles", "Ann. of Math. (2)", 1999),
            ("Modular strings and the last kite of them all", "B. Ek", "Invent. Math.", 2000),
        ],
    ),
    "collaborations": (
        (
            "- [ATLAS Collaboration], Observation of kites, [Phys. Lett. B 716 (2012) 1](https://a.org/1)\n"
            '- ATLAS Collaboration, "Measurement of string lengths," JHEP 05 (2019) 123.\n'
            "- A. Berg et al. [CMS Collaboration], Search for knots in strings, Eur. Phys. J. C 78 (2018) 140.\n"
        ),
        [
            ("Observation of kites", "ATLAS Collaboration", "Phys. Lett. B", 2012),
            ("Measurement of string lengths", "ATLAS Collaboration", "JHEP", 2019),
            ("Search for knots in strings", "A. Berg et al. [CMS Collaboration]", "Eur. Phys. J. C", 2018),
        ],
    ),
    "translated titles": (
        "- Petit, J. (2018). La longueur des fils [The length of strings]. *Revue des cerfs*, 12(3), 4–7.\n",
        [("La longueur des fils", "Petit, J", "Revue des cerfs", 2018)],
    ),
    "dissertation": (
        (
            '- A. Berg, "Kites in the wind," Ph.D. dissertation, Dept. Elect. Eng., Stanford Univ., CA, USA, 2010.\n'
            '- D. Dunn, "Spools of thread," PhD thesis, ETH Zurich, 2015. [Online]. Available: https://a.org/d.pdf\n'
        ),
        [
            ("Kites in the wind", "A. Berg", "Ph.D. dissertation, Dept. Elect. Eng., Stanford Univ., CA, USA", 2010),
            ("Spools of thread", "D. Dunn", "PhD thesis, ETH Zurich", 2015),
        ],
    ),
    "definitions below names and a year": (
        (
            "Berg, A., & Cole, C. (2019)\n: Kites and how they fly. *Journal of Kites*, 3(2), 1-9.\n\n"
            "Dunn, D. (2020)\n: Strings and how they break. *Journal of Kites*, 4(2), 1-9.\n"
        ),
        [
            ("Kites and how they fly", "Berg, A., & Cole, C.", "Journal of Kites", 2019),
            ("Strings and how they break", "Dunn, D.", "Journal of Kites", 2020),
        ],
    ),
    "keys of a program for notes": (
        "- [ ] [[@berg1998]] Berg, A. & Cole, C. (1998) A model of kites. *Kite Letters* 104(1) #wind\n",
        [("A model of kites", "Berg, A. & Cole, C.", "Kite Letters", 1998)],
    ),
    "dashes for the names before": (
        (
            'Ek, Bo. "Maps and Kites in India." *Imago Mundi* 53 (2001): 97-114.\n\n'
            '---. "Conceit of the Kite." *Imago Mundi* 59, no. 4 (2007): 751–82.\n'
        ),
        [
            ("Maps and Kites in India", "Ek, Bo", "Imago Mundi", 2001),
            ("Conceit of the Kite", "Ek, Bo", "Imago Mundi", 2007),
        ],
    ),
    "a page cited within, and the work of a student": (
        (
            "- Lina M. Khan, Note, *Kites and Paradox*, 126 Yale L.J. 710 (2017).\n"
            "- Ann Berg & Bo Ek, *The Law of Kites*, 114 Colum. L. Rev. 583, 590–95 (2014).\n"
        ),
        [
            ("Kites and Paradox", "Lina M. Khan", "Yale L.J.", 2017),
            ("The Law of Kites", "Ann Berg & Bo Ek", "Colum. L. Rev.", 2014),
        ],
    ),
    "season of a reading group": (
        (
            "## Spring 2022\n- [Kites for everyone](https://arxiv.org/abs/2101.00001) by A. Berg\n"
            "- [Strings for nobody](https://arxiv.org/abs/2101.00002) by B. Ek\n"
        ),
        [("Kites for everyone", "A. Berg", None, None), ("Strings for nobody", "B. Ek", None, None)],
    ),
    "what a paper is about in Chinese": (
        (
            "- **Kites and Winds** (ICML 2023) [[论文]](https://a.org/1)\n"
            "  - 提出了一个新的评测基准,用投票的方法评估。\n"
            "- **Strings and Rain** (ICML 2024) [[论文]](https://a.org/2)\n"
        ),
        [("Kites and Winds", None, "ICML", 2023), ("Strings and Rain", None, "ICML", 2024)],
    ),
    "an organisation whose report has editors": (
        (
            "- IPCC. (2021). *Climate of Kites: The Physical Basis* (V. Ek, & P. Fox, Eds.). Kite Press.\n"
            "- IPCC (2022). [Climate of Strings](https://a.org/1) (V. Ek & P. Fox, Eds.). Kite Press.\n"
            "- Berg, A. (2020). *Kites at Noon* (C. Cole, Ed., Vol. 2, pp. 3–9). Kite Press.\n"
            "- Dunn, D. (2018). Boats at night. In *Handbook of Boats* (A. Berg, Ed.; pp. 3-9). Kite Press.\n"
        ),
        [
            ("Climate of Kites: The Physical Basis", "IPCC", "Kite Press", 2021),
            ("Climate of Strings", "IPCC", "Kite Press", 2022),
            ("Kites at Noon", "Berg, A", "Kite Press", 2020),
            ("Boats at night", "Dunn, D", "Handbook of Boats", 2018),
        ],
    ),
    "journals shortened to the last word": (
        (
            "- [Flying kites in the dark](https://a.org/1). *Proc. Natl. Acad. Sci.*\n"
            "- [Boats that sail by night](https://a.org/2) - *J. Am. Stat. Assoc.*\n"
            "- [Strings and what they hold](https://a.org/4) *J. Roy. Stat. Soc. B* 2016\n"
            "- 2019, *J. Am. Stat. Assoc.*, [Rain that falls at night](https://a.org/6)\n"
            "- *J. Am. Stat. Assoc.* 2019: [Snow that falls at night](https://a.org/6)\n"
        ),
        [
            ("Flying kites in the dark", None, "Proc. Natl. Acad. Sci.", None),
            ("Boats that sail by night", None, "J. Am. Stat. Assoc.", None),
            ("Strings and what they hold", None, "J. Roy. Stat. Soc. B", 2016),
            ("Rain that falls at night", None, "J. Am. Stat. Assoc.", 2019),
            ("Snow that falls at night", None, "J. Am. Stat. Assoc.", 2019),
        ],
    ),
    "collaborations behind a title that nothing marks": (
        (
            "- Measurement of the kite, [ATLAS Collaboration], Phys. Rev. D 99 (2019) 092004, [arXiv:1902.05759](https://arxiv.org/abs/1902.05759)\n"
            "- Measurement of the boat, [CMS Collaboration], JHEP 05 (2019) 088, [arXiv:1902.05760](https://arxiv.org/abs/1902.05760)\n"
        ),
        [
            ("Measurement of the kite", "ATLAS Collaboration", "Phys. Rev. D", 2019),
            ("Measurement of the boat", "CMS Collaboration", "JHEP", 2019),
        ],
    ),
    "a date of noting beside the year of a venue": (
        (
            "| Date | Title | Venue | Paper |\n|---|---|---|---|\n"
            "| 2022-12-01 | Boats that Sail by Night | ICLR 2023 | [pdf](https://arxiv.org/abs/2212.00001) |\n"
            "| 2021 | Strings and What They Hold | ACL | [pdf](https://arxiv.org/abs/2101.00001) |\n"
        ),
        [
            ("Boats that Sail by Night", None, "ICLR", 2023),
            ("Strings and What They Hold", None, "ACL", 2021),
        ],
    ),
    "two headings with a line below each": (
        (
            "## Flying Kites in the Dark\nAnn Berg, Carl Cole. ICML 2020.\n"
            "## Boats that Sail by Night\nDora Dunn. NeurIPS 2021.\n"
        ),
        [
            ("Flying Kites in the Dark", "Ann Berg, Carl Cole", "ICML", 2020),
            ("Boats that Sail by Night", "Dora Dunn", "NeurIPS", 2021),
        ],
    ),
    "names with the words of months and of nouns in them": (
        (
            "- [Flying kites in the dark](https://a.org/1). Longfei Li, Jun Zhou, Jan Peters, Le Song.\n"
            "- [Boats that sail by night](https://a.org/2). Changqing Zou, Hai Wan.\n"
            "- [Strings and what they hold](https://a.org/3). Ann Berg, Deep Learning.\n"
        ),
        [
            ("Flying kites in the dark", "Longfei Li, Jun Zhou, Jan Peters, Le Song", None, None),
            ("Boats that sail by night", "Changqing Zou, Hai Wan", None, None),
            ("Strings and what they hold", None, None, None),
        ],
    ),
    "a journal with volume and year in the label of a link": (
        (
            "* E. Falk and I. Juhl, *A survey of folding*, [ACM Kite Surveys **12**, 45 (2017)](https://a.org/1)\n"
            "* E. Falk, *A theory of folding*, [ACM Kite Surveys **13**, 46 (2018)](https://a.org/2)\n"
        ),
        [
            ("A survey of folding", "E. Falk and I. Juhl", "ACM Kite Surveys", 2017),
            ("A theory of folding", "E. Falk", "ACM Kite Surveys", 2018),
        ],
    ),
    "several columns of readings, and no class": (
        (
            "| Week | Required reading | Optional reading | Due |\n|---|---|---|---|\n"
            "| 1 | [Kites and Winds](https://a.org/1) (ICML 2019) |"
            " [Strings and Rain](https://a.org/2) (Ek, NSDI 2020);"
            " [Spools of Thread in Use](https://a.org/3) | Assignment 1 |\n"
            "| 2 | [A Theory of Knots](https://a.org/4) (ICLR 2018) | | |\n| 3 | No class | | |\n"
        ),
        [
            ("Kites and Winds", None, "ICML", 2019),
            ("Strings and Rain", "Ek", "NSDI", 2020),
            ("Spools of Thread in Use", None, None, None),
            ("A Theory of Knots", None, "ICLR", 2018),
        ],
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_kind_of_line_is_read(name: str) -> None:
    text, wanted = LINES[name]
    assert rows(read(text, "list.md")) == wanted


def test_volumes_are_not_those_of_weeks() -> None:
    entries = read(LINES["several columns of readings, and no class"][0], "list.md").entries
    assert {entry.volume for entry in entries} == {None}


CURRICULUM = """# Ann Berg

## Employment
- 2021–present: Assistant Professor, University of Oslo
- 2018–2021: Postdoc, ETH Zürich

## Articles
[2] **A. Berg** and B. Ek, "Kites in the winter wind," *Kite Letters*, vol. 3, 2022.

[1] **A. Berg**, "Strings in the summer rain," *Kite Letters*, vol. 2, 2021.

## Invited talks
- "Kites and people", Arctic Frontiers, Tromsø, January 2023
- "Strings", Fall Meeting, San Francisco, December 2022
"""


def test_talks_and_posts_of_a_curriculum_are_no_papers() -> None:
    reading = read(CURRICULUM, "cv.md")
    assert [entry.title for entry in reading.entries] == ["Kites in the winter wind", "Strings in the summer rain"]
    assert {finding.code for finding in reading.findings} == {"left-out-line"}


WEEKS = """## Readings
- Week 1: [Kites in Winter](https://arxiv.org/abs/1901.00005), ICML 2019
- Assignment 1 due
- Week 2: [Strings in Summer](https://arxiv.org/abs/1901.00006), ICML 2020
- [Assignment 2](hw2.pdf) due
- Knots
"""


def test_every_item_among_entries_that_is_not_read_is_told() -> None:
    reading = read(WEEKS, "f.md")
    assert [entry.title for entry in reading.entries] == ["Kites in Winter", "Strings in Summer"]
    assert [finding.place.line for finding in reading.findings if finding.place] == [3, 5, 6]


def test_a_definition_inside_an_item_is_told() -> None:
    text = "## Flying\n- Kites\n    : a survey of flying things\n- Spools in the wind and rain, ICLR 2020\n"
    assert [(finding.code, finding.place and finding.place.line) for finding in read(text, "f.md").findings] == [
        ("unread-line", 2)
    ]


def test_definitions_and_named_targets_of_restructuredtext() -> None:
    text = (
        "Kites\n=====\n\nStrings that break\n    D. Dunn, E. Ek. *Kite Letters*, 2020.\n\n"
        "Kites, categorically\n    A. Berg. 2023. https://arxiv.org/abs/2301.04321\n\n"
        "* **Certified string search.** E. Ek. *CAV 2020*. [PDF_]\n\n.. _PDF: https://a.org/cav.pdf\n"
    )
    entries = rst.read(text, "f.rst", None).entries
    assert [(entry.title, entry.authors_text, len(entry.links)) for entry in entries] == [
        ("Strings that break", "D. Dunn, E. Ek", 0),
        ("Kites, categorically", "A. Berg", 1),
        ("Certified string search", "E. Ek", 1),
    ]


def test_the_planning_of_an_org_headline_is_no_venue() -> None:
    text = (
        "* Types\n** DONE [[https://arxiv.org/abs/1905.00011][Effects of kites, efficiently]]\n"
        "   CLOSED: [2023-02-01 Wed]\n   Ann Berg, Bo Ek. PLDI 2019.\n"
        "** TODO Strings without knots\n   Dora Dunn. OOPSLA 2022. [[https://a.org/s.pdf][pdf]]\n"
        "** NEXT Spools for everybody\n   Emil Ek. ICFP 2021. [[https://a.org/t.pdf][pdf]]\n"
    )
    assert rows(org.read(text, "f.org", None)) == [
        ("Effects of kites, efficiently", "Ann Berg, Bo Ek", "PLDI", 2019),
        ("Strings without knots", "Dora Dunn", "OOPSLA", 2022),
        ("Spools for everybody", "Emil Ek", "ICFP", 2021),
    ]


def test_the_name_of_a_system_in_bold_is_no_title() -> None:
    text = (
        "# L\n\n- **KTM** Kite Tracking and Mapping for Small Fields, A. Berg and D. Dunn, *ISMAR* 2007.\n"
        "- **LS-KITE** Large-scale direct monocular kites, B. Ek, *ECCV* 2014. [[pdf]](https://a.org/b.pdf)\n"
        "- **Strings that Break in the Wind**, Dora Dunn, *ICRA* 2015 (oral).\n"
    )
    assert [(one.short_name, one.title, one.authors_text, one.notes) for one in read(text, "f.md").entries] == [
        ("KTM", "Kite Tracking and Mapping for Small Fields", "A. Berg and D. Dunn", None),
        ("LS-KITE", "Large-scale direct monocular kites", "B. Ek", None),
        (None, "Strings that Break in the Wind", "Dora Dunn", "oral"),
    ]


def test_a_title_that_asks_keeps_its_mark() -> None:
    text = "- Berg AB. Kites and strings: association or causation? Proc R Soc Kites. 1965;58(5):295-300.\n"
    assert rows(read(text, "f.md")) == [
        ("Kites and strings: association or causation?", "Berg AB", "Proc R Soc Kites", 1965)
    ]


def test_when_a_group_meets_is_no_paper() -> None:
    text = (
        "# Reading group\n\nSpring 2024, Tuesdays at 4pm.\n\n| Date | Paper |\n|---|---|\n"
        "| Jan 16 | [Kites in Winter](https://arxiv.org/abs/1901.00005) (OSDI '12) |\n| Jan 23 | no meeting |\n"
    )
    assert rows(read(text, "f.md")) == [("Kites in Winter", None, "OSDI", 2012)]


@pytest.mark.parametrize("people", ["Berg, Ek", "Berg, Ek, Dunn", "Berg, Ek, Dunn, Cole"])
def test_family_names_alone_below_a_heading(people: str) -> None:
    titles = ("Stress of strings", "The problem of kites", "A technique for drawing kites")
    text = "# L\n\n" + "".join(f"#### {title}\n{people}. GD 2004.\n\n" for title in titles)
    assert [entry.authors_text for entry in read(text, "f.md").entries] == [people] * 3


def test_initials_before_a_colon_and_a_title_in_italics() -> None:
    text = (
        "- Ann C. Berg, Bo N. Ek: *Local Kites* (POPL 1998)\n"
        "- C. A. R. Cole: *Sequential Strings* (CACM 21(8), 1978)\n"
        "- Dora Dunn: *Time and the Ordering of Kites* (1979)\n"
    )
    assert rows(read(text, "f.md")) == [
        ("Local Kites", "Ann C. Berg, Bo N. Ek", "POPL", 1998),
        ("Sequential Strings", "C. A. R. Cole", "CACM", 1978),
        ("Time and the Ordering of Kites", "Dora Dunn", None, 1979),
    ]


def test_names_in_bold_before_a_year_without_brackets() -> None:
    text = (
        '**Berg, Ann B.** 1993. "Kites versus strings in practice." *Kite Review* 39: 195–214.\n\n'
        "**Dunn, Dora.** 2003. *Strings and Spools: Foundations of a Theory*. Kite University Press.\n\n"
        '**Ek, Emil, and Bo Cole.** 2020. "New spools of kites." *Kite Review* 110 (4): 943–83.\n'
    )
    assert rows(read(text, "f.md")) == [
        ("Kites versus strings in practice", "Berg, Ann B", "Kite Review", 1993),
        ("Strings and Spools: Foundations of a Theory", "Dunn, Dora", "Kite University Press", 2003),
        ("New spools of kites", "Ek, Emil, and Bo Cole", "Kite Review", 2020),
    ]


def test_a_system_named_before_the_names_and_one_that_is_all_of_a_title() -> None:
    text = "1. **KTM**: Berg A, Ek B, 等. Kites as Fields for View Synthesis. ECCV 2020. [[论文]](https://arxiv.org/abs/2003.0001)\n"
    entry = read(text, "f.md").entries[0]
    assert (entry.short_name, entry.authors_text) == ("KTM", "Berg A, Ek B, 等")
    text = (
        "- *Deep Learning for Kites that Fly by Sensors* (KITE 2021) [[Paper]](https://a.org/1)\n"
        "  - Ann Berg, Bo Ek\n  - > The vast number of kites in the wind ...\n"
        "- *KiteHAR* (IMWUT'21) [[Paper]](https://a.org/2)\n  - Carl Cole, Dora Dunn\n"
    )
    assert [(one.title, one.venue, one.notes) for one in read(text, "f.md").entries] == [
        ("Deep Learning for Kites that Fly by Sensors", "KITE", "The vast number of kites in the wind"),
        ("KiteHAR", "IMWUT", None),
    ]


@pytest.mark.parametrize(
    "edition", ["2. Auflage", "3., erweiterte und verbesserte Aufl.", "2e éd.", "4ª edición", "2nd ed."]
)
def test_editions_of_several_languages_are_notes(edition: str) -> None:
    text = f"- Berg, A.; Dunn, D.: Numerical Kites. {edition}, Springer, New York 2006.\n"
    assert [(one.venue, one.notes) for one in read(text, "f.md").entries] == [("Springer, New York", edition)]


@pytest.mark.parametrize(
    "title",
    [
        'The meaning of "kite" in winter',
        '"Kite" and other words',
        "What is a “string” and why?",
        "Kites «in the wind» now",
    ],
)
def test_a_whole_reference_keeps_the_quotation_marks_inside_its_title(title: str) -> None:
    line = f"- Berg, A. (2010). {title}{'' if title.endswith('?') else '.'} *Journal of Kites*, 3, 1-20.\n"
    assert rows(read(line, "f.md")) == [(title, "Berg, A", "Journal of Kites", 2010)]


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("2005;95 Suppl 1:S144-50", ("95", "Suppl 1", "S144-50")),
        ("2005;95(2 Suppl):144-50", ("95", "2 Suppl", "144-50")),
        ("2005;95(Suppl. 2):144", ("95", "Suppl. 2", "144")),
        ("2005;95 Pt 2:144-50", ("95", "Pt 2", "144-50")),
        ("2005;95:144-50", ("95", None, "144-50")),
    ],
)
def test_supplements_and_parts_of_a_volume(printed: str, numbers: tuple[str | None, ...]) -> None:
    entry = read(
        f"- Berg RA, Dunn S. Causes of kites in epidemiology. Am J Public Kites. {printed}.\n", "f.md"
    ).entries[0]
    assert (entry.volume, entry.issue, entry.pages) == numbers


def test_a_russian_reference_parts_its_title_by_a_dash() -> None:
    text = (
        "1. Иванов А. С. Змеи и ветер. — М.: Наука, 1999. — 352 с.\n2. Петров Б. Д. Опыт «змея». — М.: Наука, 1974.\n"
    )
    assert rows(read(text, "f.md")) == [
        ("Змеи и ветер", "Иванов А. С", "М.: Наука", 1999),
        ("Опыт «змея»", "Петров Б. Д", "М.: Наука", 1974),
    ]


def test_the_week_in_which_a_paper_is_read_is_a_note() -> None:
    text = (
        "**Week 1 (Oct 19).** Berg, A. (2009). Causes of kites: An overview. *Kite Surveys* 3, 96–146.\n\n"
        "**Week 2 (Oct 26).** Dunn, D. B. (1974). Effects of strings on kites. *Kite Letters* 66(5), 688–701.\n\n"
        "**Week 3 (Nov 2).** No meeting (public holiday).\n"
    )
    assert [(one.title, one.authors_text, one.notes) for one in read(text, "f.md").entries] == [
        ("Causes of kites: An overview", "Berg, A", "Week 1 (Oct 19)"),
        ("Effects of strings on kites", "Dunn, D. B.", "Week 2 (Oct 26)"),
    ]


def test_a_prize_is_a_note_and_no_venue() -> None:
    text = (
        "# 2023\n\n|Paper|Authors|\n|---|---|\n|**Kites that Lie in Wait**<br>*Best paper runner-up*|Ann Berg, Bo Ek|\n"
    )
    entry = read(text, "f.md").entries[0]
    assert (entry.venue, entry.notes) == (None, "Best paper runner-up")


def test_a_thesis_in_brackets_says_where_it_was_written() -> None:
    text = (
        "- Berg, A. (2017). *Kites for patterns* (Doctoral dissertation, University of Kites).\n"
        "- Dunn, D. (2019). *Strings that fly by themselves* [PhD thesis, Kite University].\n"
        "- Cole, C. (2020). *Spools of the north* (Publication No. 1234) [Master’s thesis, Oslo University]. PQ.\n"
    )
    assert [(one.venue, one.notes, one.tags) for one in read(text, "f.md").entries] == [
        ("Doctoral dissertation, University of Kites", None, ()),
        ("PhD thesis, Kite University", None, ()),
        ("Master’s thesis, Oslo University", "Publication No. 1234; PQ", ()),
    ]


def test_the_year_of_the_venue_outweighs_the_month_in_front() -> None:
    text = (
        "- [2022.09] [**Kites Guided by Text**](https://arxiv.org/abs/2209.00001), Ann Berg et al., *ICLR 2023*\n"
        "- [2021.04] **Strings for Kites that Speak**, Dora Dunn et al., *ICML 2021*\n"
        "- [2021.05] **Spools without any Knots**, Dora Dunn et al.\n"
    )
    assert [(one.year, one.date) for one in read(text, "f.md").entries] == [
        (2023, None),
        (2021, "2021-04"),
        (2021, "2021-05"),
    ]


def test_a_journal_of_many_words_before_volume_and_pages() -> None:
    text = (
        "1. Berg, A., & Dunn, F. X. Kites in winter: A survey. Kites and Strings in Agriculture, 147, 70-90. 2018.\n"
        "2. Cole SP, Ek DP and Berg M (2016) Using Kites for Image-Based Detection. Front. Kite Sci. 7:1419.\n"
    )
    assert rows(read(text, "f.md")) == [
        ("Kites in winter: A survey", "Berg, A., & Dunn, F. X.", "Kites and Strings in Agriculture", 2018),
        ("Using Kites for Image-Based Detection", "Cole SP, Ek DP and Berg M", "Front. Kite Sci.", 2016),
    ]


def test_a_japanese_reference_has_its_title_in_corner_brackets() -> None:
    text = "- 山田太郎・鈴木花子「推薦システムの公平性に関する研究」情報処理学会論文誌, Vol. 6, No. 3, pp. 1-9 (2019)\n"
    assert rows(read(text, "f.md")) == [
        ("推薦システムの公平性に関する研究", "山田太郎・鈴木花子", "情報処理学会論文誌", 2019)
    ]


def test_templates_that_cite_are_references_and_others_are_left_out() -> None:
    text = (
        "== Kites ==\n{{Main|Kites}}\n"
        "* {{cite journal |last1=Berg |first1=Ann |last2=Ek |first2=Bo |title=Strings in the wind |journal=Kite Letters"
        " |year=2020 |url=https://arxiv.org/abs/2001.00001}}\n"
        "{{Cite book |last=Ek |first=Bo |title=Spools of the north |publisher=Kite Press |date=2021}}\n"
    )
    assert rows(mediawiki.read(text, "f.wiki", None)) == [
        ("Strings in the wind", "Berg, Ann; Ek, Bo", "Kite Letters", 2020),
        ("Spools of the north", "Ek, Bo", "Kite Press", 2021),
    ]


@pytest.mark.parametrize(
    ("printed", "venue", "date"),
    [
        (
            "Kite Conference, KITE 2019, Oslo, Norway, May 31 - June 2, 2019",
            "Kite Conference, KITE, Oslo, Norway",
            "2019-05-31",
        ),
        ("Kite Conference, KITE 2019, 16-18 April 2019, Oslo", "Kite Conference, KITE, Oslo", "2019-04-16"),
        ("KITE '19: Kite Conference, Oslo, 29 April 2019 - 5 May 2019", "KITE: Kite Conference, Oslo", "2019-04-29"),
        ("Kite Conference, Oslo, Norway - May 05 - 10, 2019", "Kite Conference, Oslo, Norway", "2019-05-05"),
    ],
)
def test_the_days_of_a_meeting_are_taken_out_of_its_name(printed: str, venue: str, date: str) -> None:
    lines = f"- Kites in the Rain. Ann Berg, Bo Ek. *{printed}*, 2019.\n- Dry Strings. Cy Dunn, Bo Ek. *ICML*, 2019.\n"
    entry = read(f"# Papers\n\n{lines}", "list.md").entries[0]
    assert (entry.venue, entry.date, entry.year, entry.notes) == (venue, date, 2019, None)


def test_conferences_that_are_held_together_are_one_venue() -> None:
    held = [
        f"The {number} Conference on Artificial Winds and Strings of Kites in Rain"
        for number in ("First", "Third", "Ninth")
    ]
    name = f"{', '.join(held)}, Honolulu, Hawaii, USA"
    line = f"- Kites in the Rain. Ann Berg, Bo Ek. *{name}, January 27 - February 1, 2019*, 2019.\n"
    entry = read(f"# Papers\n\n{line}- Dry Strings. Cy Dunn, Bo Ek. *ICML*, 2019.\n", "list.md").entries[0]
    assert (entry.venue, entry.date, entry.notes) == (name, "2019-01-27", None)


def test_a_label_of_names_and_a_year_says_who_wrote_a_paper_and_when() -> None:
    lines = (
        "1. **Kites as Machines**. [Holm (1950)](https://kites.org/holm.pdf).\n"
        "    * Some Consequences of Kites. [Vik (1960)](https://kites.org/vik.pdf).\n"
        "    * The Art of the String. [Sten, Sund (1978)](https://kites.org/sten.pdf).\n"
        "1. **Kites on Data Strings**. [Lie, Moe (1970)](https://kites.org/moe).\n"
        "    * Strings in Shared Winds. [Gran et al (1975)](https://kites.org/gran.pdf).\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year) for entry in entries] == [
        ("Kites as Machines", "Holm", None, 1950),
        ("Some Consequences of Kites", "Vik", None, 1960),
        ("The Art of the String", "Sten, Sund", None, 1978),
        ("Kites on Data Strings", "Lie, Moe", None, 1970),
        ("Strings in Shared Winds", "Gran et al.", None, 1975),
    ]


def test_a_journal_in_a_label_is_no_name() -> None:
    lines = "".join(
        f"- Kites that turn in {word}. Ann Berg, Bo Ek. [Nat Kitetechnol ({year})](https://kites.org/{year}.pdf)\n"
        for word, year in (("rain", 2019), ("snow", 2020))
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [(entry.authors_text, entry.venue, entry.year) for entry in entries] == [
        ("Ann Berg, Bo Ek", "Nat Kitetechnol", 2019),
        ("Ann Berg, Bo Ek", "Nat Kitetechnol", 2020),
    ]


def test_one_word_in_bold_with_its_year_is_a_title_where_titles_are_bold() -> None:
    lines = (
        "<b>Kites of Wind Tunnels (2003)</b> [[Link]](https://kites.org/a)\n<br>1,814 kites, in 7 kinds.\n\n"
        "<b>KiteNet (2015)</b> [[Link]](https://kites.org/b)\n<br>12 kinds of kites from 66 towns\n\n"
        "<b>Strings and Sails of Kites (2016)</b> [[Link]](https://kites.org/c)\n<br>A few.\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [(entry.title, entry.venue, entry.year) for entry in entries] == [
        ("Kites of Wind Tunnels", None, 2003),
        ("KiteNet", None, 2015),
        ("Strings and Sails of Kites", None, 2016),
    ]


def test_names_with_initials_behind_a_year_are_no_journal() -> None:
    lines = (
        "- **Kites for the rain** (2012) J. Berg and Y. Cole [[pdf]](https://kites.org/a.pdf)\n"
        "- **Kites for the snow** (2013), J. Berg et al. [[pdf]](https://kites.org/b.pdf)\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [(entry.authors_text, entry.venue) for entry in entries] == [
        ("J. Berg and Y. Cole", None),
        ("J. Berg et al.", None),
    ]


def test_rules_for_a_list_are_no_papers_however_many_years_they_say() -> None:
    papers = "".join(
        f"- **Kites for the {word}** (201{at}), J. Berg [[pdf]](https://kites.org/{at}.pdf)\n"
        for at, word in enumerate(("rain", "snow", "sun", "storm"))
    )
    rules = (
        "1. A list of papers published from 2012 to 2016 is suggested.\n2. Papers that are important go to the end.\n"
        "3. Please refer to the other list for the rest.\n\n- **2016**: +60 citations\n- **2015**: +200 citations\n"
        "- **New**: by discussion\n- **Old**: by discussion\n"
    )
    reading = read(f"# Kites\n\n## What is taken\n\n{rules}\n## Winds\n\n{papers}", "list.md")
    assert [entry.category for entry in reading.entries] == [("Winds",)] * 4


def test_a_season_is_no_venue_and_a_fold_called_as_its_heading_no_category_of_its_own() -> None:
    lines = "- [Kites in the wind](https://kites.org/a.pdf) (Winter 2018)\n"
    lines += "- [Sails](https://kites.org/b.pdf), Spring 2019\n"
    text = f"# Papers\n\n## Milestones\n\n<details>\n<summary>milestones</summary>\n\n{lines}\n</details>\n"
    entries = read(text, "list.md").entries
    assert [(entry.venue, entry.year, entry.category) for entry in entries] == [
        (None, 2018, ("Milestones",)),
        (None, 2019, ("Milestones",)),
    ]


def test_a_reference_below_a_short_name_with_links_is_one_paper_with_it() -> None:
    lines = (
        "* Kiting [[Paper](https://kites.org/a.pdf)]\n"
        "  * Ann Berg, Bo Ek, *Kites that Kite in the Wind*, arXiv:1502.02367 / ICML 2015\n"
        "* KSTM [[Paper](https://kites.org/b.pdf)]\n"
        "  * Cy Dunn and Eva Falk, *Long Kite-Strings*, Wind Computation 1997\n"
        "* GFK [[Paper-arXiv](https://arxiv.org/pdf/1502.02367)] [[Paper-ICML](https://kites.org/c.pdf)]\n"
        "  * Ann Berg, Eva Falk, *Gated Feedback of Kites*, arXiv:1502.02367 / ICML 2015\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [
        (entry.title, entry.short_name, entry.venue, [link.label for link in entry.links]) for entry in entries
    ] == [
        ("Kites that Kite in the Wind", "Kiting", "ICML", ["Paper"]),
        ("Long Kite-Strings", "KSTM", "Wind Computation", ["Paper"]),
        ("Gated Feedback of Kites", "GFK", "ICML", ["Paper-arXiv", "Paper-ICML"]),
    ]


def test_names_and_a_year_above_one_paper_are_its_authors() -> None:
    lines = (
        "* Ann Berg (2008)\n  * [Kites and their Sequences](https://kites.org/a.pdf)\n"
        "* Bo Ek (2012)\n  * [Kites and their Languages](https://kites.org/b.pdf)\n"
        "* Best Papers (2013)\n  * [Kites of the Year](https://kites.org/c.pdf)\n"
        "  * [Strings of the Year](https://kites.org/d.pdf)\n"
    )
    entries = read(f"# Papers\n\n## Theses\n\n{lines}", "list.md").entries
    assert [(entry.authors_text, entry.year, entry.category) for entry in entries] == [
        ("Ann Berg", 2008, ("Theses",)),
        ("Bo Ek", 2012, ("Theses",)),
        (None, None, ("Theses", "Best Papers (2013)")),
        (None, None, ("Theses", "Best Papers (2013)")),
    ]


def test_names_joined_by_and_stand_before_a_year_where_siblings_have_names_there() -> None:
    lines = (
        "* [Kites: a Modern Approach](https://kites.org/a) - David Berg and Jean Ek 2011\n"
        "* [Kites](https://kites.org/b) - Linda G. Dunn 2001\n"
        "* [Kites of a High Range](https://kites.org/c) - Rein, E., Heidrich, W., Mysz, K 2010\n"
    )
    entries = read(f"# Books on kites\n\n## Winds\n\n{lines}", "list.md").entries
    assert [(entry.authors_text, entry.venue, entry.year) for entry in entries] == [
        ("David Berg and Jean Ek", None, 2011),
        ("Linda G. Dunn", None, 2001),
        ("Rein, E., Heidrich, W., Mysz, K.", None, 2010),
    ]


def test_a_preprint_named_between_commas_is_no_title() -> None:
    line = "* A.Berg, G. Ek, and I. Dunn., Kite Machines, arXiv preprint arXiv:1410.5401, 2014 [[Paper](https://kites.org/a)]\n"
    line += "* Ann Berg, Bo Ek, Kite Networks, arXiv:1410.3916. [[Paper](https://kites.org/b)]\n"
    entries = read(f"# Papers\n\n{line}", "list.md").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year) for entry in entries] == [
        ("Kite Machines", "A.Berg, G. Ek, and I. Dunn", "arXiv", 2014),
        ("Kite Networks", "Ann Berg, Bo Ek", "arXiv", 2014),
    ]


def test_what_stands_behind_the_key_of_a_paper_is_its_title() -> None:
    lines = (
        "* berg2004 -- \nA Tool for Checking Kites \n\n"
        "* ek1997 -- \nEraser: a detector of knots in many strings -- \nACM Trans. Wind Syst.\n\n"
        "* dunn2012 -- \nKiteSanitizer: A Fast Kite Checker -- \nUSENIX ATC\n"
    )
    entries = read(f"# Notes\n\n## papers\n\n{lines}", "list.md").entries
    assert [(entry.title, entry.year, entry.venue, entry.short_name) for entry in entries] == [
        ("A Tool for Checking Kites", 2004, None, "berg2004"),
        ("Eraser: a detector of knots in many strings", 1997, "ACM Trans. Wind Syst.", "ek1997"),
        ("KiteSanitizer: A Fast Kite Checker", 2012, "USENIX ATC", "dunn2012"),
    ]


def test_conferences_that_a_list_draws_from_are_no_papers() -> None:
    venues = (
        "Papers from these conferences:\n\n- Learning\n   * [NeurIPS](https://nips.cc/)\n   * [ICML](https://icml.cc/)\n"
        "- Data\n   * [KDD](https://kdd.org/)\n   * [CIKM](https://cikm.org/)\n\n"
    )
    papers = (
        "- **Kites that Fly Themselves (AAAI 2019)**\n  - Ann Berg, Md. Eusha Ek\n  - [[Paper]](https://kites.org/a.pdf)\n\n"
        "- **Strings and their Knots (KDD 2019)**\n  - Cy Dunn\n  - [[Paper]](https://kites.org/b.pdf)\n"
    )
    reading = read(f"# Kites\n\n{venues}## 2019\n{papers}", "list.md")
    assert [(entry.title, entry.authors_text) for entry in reading.entries] == [
        ("Kites that Fly Themselves", "Ann Berg, Md. Eusha Ek"),
        ("Strings and their Knots", "Cy Dunn"),
    ]
    assert not reading.findings


def test_codes_of_emoji_before_a_linked_title_are_none_of_it() -> None:
    lines = (
        ":star: :1st_place_medal: :newspaper: [The Calculus of Kites](https://kites.org/a.pdf) :star:\n\n"
        ":man_dancing: :page_facing_up: [Every Kite Dances](https://kites.org/b.pdf)\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [entry.title for entry in entries] == ["The Calculus of Kites", "Every Kite Dances"]


def test_links_within_what_is_said_of_a_paper_are_no_venues() -> None:
    lines = (
        "- [CRUSH: Placing Kites](https://kites.org/a.pdf), the algorithm behind big kites, for the rest read "
        "[RADOS](https://kites.org/b.pdf)\n"
        "- [Kitetracer](https://kites.org/c.pdf), the tool that was used to trace all our kites, *everything* of it\n"
        "- [PKite: a language for kites](https://kites.org/d.pdf) Video: [Conference Video](https://kites.org/v)\n"
    )
    entries = read(f"# Papers\n\n{lines}", "list.md").entries
    assert [(entry.title, entry.venue) for entry in entries] == [
        ("CRUSH: Placing Kites", None),
        ("Kitetracer", None),
        ("PKite: a language for kites", None),
    ]
