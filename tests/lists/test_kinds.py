"""Kinds of entries that lists of many fields have: what is read of each, field by field. All papers are invented."""

from typing import Any

import pytest

from plbib.lists.reader import read

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "venue of several words in brackets": (
        "* Kites that mend themselves (Distributed and Parallel Kites 2020)",
        {"title": "Kites that mend themselves", "venue": "Distributed and Parallel Kites", "year": 2020},
    ),
    "venue and who gave it": (
        "* KiteDB: A Store for Strings (VLDB 2021 from Ann Berg)",
        {"title": "KiteDB: A Store for Strings", "venue": "VLDB", "year": 2021},
    ),
    "venue glued to its year": (
        "* Spline: a small index for kites (aiDM2020)",
        {"title": "Spline: a small index for kites", "venue": "aiDM", "year": 2020},
    ),
    "brackets of Chinese typesetting": (
        "* SString: A Scalable Index for Kites （APSys 2020)",
        {"title": "SString: A Scalable Index for Kites", "venue": "APSys", "year": 2020},
    ),
    "venue and year with a comma": (
        "* KARD: A statistical approach to winding (ICDEW, 2008)",
        {"venue": "ICDEW", "year": 2008},
    ),
    "a word in quotation marks": (
        '* The "KI+R"-tree: An Optimized Tree for Kites (MDM 2022)',
        {"title": 'The "KI+R"-tree: An Optimized Tree for Kites', "venue": "MDM"},
    ),
    "a journal whose name is like a company's": (
        "* Survey on Kites That Learn: A View (Big Kite Research 2021)",
        {"venue": "Big Kite Research", "affiliation": None},
    ),
    "bars between the fields": (
        "- **[KNIP]** An Analysis of Wind in Small Kites | Ann Berg, Carl S. Cole | **[CVPR' 18]** |[`[pdf]`](https://arxiv.org/pdf/1711.08189.pdf)",
        {
            "title": "An Analysis of Wind in Small Kites",
            "authors_text": "Ann Berg, Carl S. Cole",
            "venue": "CVPR",
            "year": 2018,
            "short_name": "KNIP",
        },
    ),
    "proceedings with editors": (
        "- Ann Berg and Carl Cole. 1992. **Beyond the last kite**. In Proceedings of the Conference on Human Kites (CHI '92), Dora Dunn and Emil Frank (Eds.). ACM, New York, NY, USA, 119-125.",
        {"venue": "Proceedings of the Conference on Human Kites (CHI)", "authors_text": "Ann Berg and Carl Cole"},
    ),
    "volume, issue and pages around a date": (
        "- Ann Berg and Carl Cole. 1993. **Kites in augmented wind**. Commun. ACM 36, 7 (July 1993), 53-62.",
        {"venue": "Commun. ACM", "volume": "36", "issue": "7", "pages": "53-62", "date": "1993-07"},
    ),
    "volume in bold, own name in bold": (
        'Doe A, **Smith J**, et al. (2022). "A database of kites." *Scientific Data* **9**(4): 101–110. [DOI](https://doi.org/10.1000/k)',
        {
            "authors_text": "Doe A, Smith J, et al.",
            "venue": "Scientific Data",
            "volume": "9",
            "issue": "4",
            "pages": "101–110",
            "year": 2022,
        },
    ),
    "own name in bold among names behind the title": (
        '- "Taking Control of Kites by the String", K. Holm, **B. Sand**, T. Falk, Symposium on Kites 2018, **Best Paper Award**',
        {"authors_text": "K. Holm, B. Sand, T. Falk", "venue": "Symposium on Kites", "notes": "Best Paper Award"},
    ),
    "an award before the names": (
        "**Received Best Paper Award:** K. Holm, Ann Berg and Carl Cole, **Examining Strings in Open Cores**, 14th ACM Conference on Kites (CODAKY), June 2024",
        {"title": "Examining Strings in Open Cores", "date": "2024-06"},
    ),
    "a whole reference as the label of a link": (
        "- [Kiselev, V.Y., Andrews, T.S. & Holm, M. Challenges in winding long strings. Nat Rev Kite 20, 273–282 (2019)](https://doi.org/10.1000/w)",
        {
            "title": "Challenges in winding long strings",
            "authors_text": "Kiselev, V.Y., Andrews, T.S. & Holm, M.",
            "venue": "Nat Rev Kite",
            "volume": "20",
            "pages": "273–282",
            "year": 2019,
        },
    ),
    "family names and a bare year": (
        "- Holm & Sand 1977. Mechanisms of winding in long strings. *Kite Letters* 111:1119–1144.",
        {
            "title": "Mechanisms of winding in long strings",
            "authors_text": "Holm & Sand",
            "year": 1977,
            "volume": "111",
        },
    ),
    "family names before a quoted title": (
        '- Holm & Sand (1995) "Winding and string form", *Kite Letters* 3: 239-282.',
        {
            "title": "Winding and string form",
            "authors_text": "Holm & Sand",
            "venue": "Kite Letters",
            "pages": "239-282",
        },
    ),
    "pages that look like a month": (
        "- Berg AC, Holm B. Effect of wind on long strings. Kite Letters. 1999;353(9169):2001-7. doi:10.1000/k",
        {"year": 1999, "volume": "353", "issue": "9169", "pages": "2001-7"},
    ),
    "an old book": ("- Holm, Bo. *On Strings of Kites*. Paris: Alcan, 1897.", {"year": 1897}),
    "a volume in the italics of the journal": (
        "- Berg, A. C., & Dunn, S. (2011). Long strings and wet kites. *Kite Letters, 22*(11), 1359–1366.",
        {"venue": "Kite Letters", "volume": "22", "issue": "11", "pages": "1359–1366", "notes": None},
    ),
    "a number of the article behind it": (
        "- Berg, A. C. (2015). Long strings and wet kites. *Kite, 349*(6251), aac4716. https://doi.org/10.1000/w",
        {"venue": "Kite", "volume": "349", "issue": "6251", "pages": "aac4716"},
    ),
    "names behind the title in a label": (
        "- [Kites Made Simple - Leslie Lund (2001)](kites-made-simple.pdf)",
        {"title": "Kites Made Simple", "authors_text": "Leslie Lund", "year": 2001},
    ),
    "names before a bold title": (
        "- [x] **Pearl, Judea - Kites: Models, Reasoning and Wind** (2nd ed, 2009)\n  - Publisher: Cambridge University Press",
        {
            "title": "Kites: Models, Reasoning and Wind",
            "authors_text": "Pearl, Judea",
            "venue": "Cambridge University Press",
        },
    ),
    "a book of one word": (
        "* Pearl, J. (2009). *Kites*. Cambridge University Press.",
        {"title": "Kites", "venue": "Cambridge University Press", "affiliation": None},
    ),
    "a publisher without the word": (
        "* Holm, N. (2021). [The wind: An introduction to kites](https://wind.example). Chapman and Hall/CRC.",
        {"venue": "Chapman and Hall/CRC"},
    ),
    "a chapter of a book, wrapped": (
        "1. Houde, S., & Hill, C. (1997). [What do kites\n   fly?](http://k.example/a.pdf)\n   In M. Holm & P. Falk (Eds). _Handbook of\n   Human-Kite Interaction_, _2._ (pp. 367-381).",
        {"title": "What do kites fly?", "venue": "Handbook of Human-Kite Interaction", "pages": "367-381"},
    ),
    "the day an entry was noted": (
        "<em>(2022-2-14)</em> Guidelines for kites and people. Amershi, S., Weld, D., Inkpen, K. and Teevan, J. CHI 2019. [Notes](notes/a.md)",
        {
            "authors_text": "Amershi, S., Weld, D., Inkpen, K. and Teevan, J.",
            "venue": "CHI",
            "year": 2019,
            "date": None,
        },
    ),
    "initials without full stops": (
        "- A Spielberg, Y Hu, D Rus. Learning in the Loop of Soft Kites, ICRA 2019",
        {"title": "Learning in the Loop of Soft Kites", "authors_text": "A Spielberg, Y Hu, D Rus"},
    ),
    "a number of PubMed": (
        "1. Rudd KE, Johnson SC, Agesa KM, et al. Global incidence of kites. Lancet. 2020;395(10219):200-211. PMID: 31954465",
        {"venue": "Lancet", "volume": "395", "issue": "10219", "pages": "200-211"},
    ),
    "stars as words, a comment in bold": (
        '**[1]** LeCun, Ann, Yoshua Berg, and Carl Cole. "**Deep kites**." Nature 521.7553 (2015): 436-444. [[pdf]](http://k.example/n.pdf) **(Three Giants\' Survey)** :star::star:',
        {"title": "Deep kites", "venue": "Nature", "volume": "521", "issue": "7553", "notes": "Three Giants' Survey"},
    ),
    "a sentence is no venue": (
        "- **A Review of Winding Strings**, ICLR 2021. This review surveys the current research in applying kites to strings. [[pdf](https://arxiv.org/abs/2101.00001)]",
        {"venue": "ICLR", "affiliation": None},
    ),
    "family names before a link": (
        "- Barocas & Selbst, [The Impact of Big Kites](https://k.example/b.pdf), 2016",
        {"title": "The Impact of Big Kites", "authors_text": "Barocas & Selbst", "year": 2016},
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_of_entry_is_read_field_by_field(kind: str) -> None:
    text, wanted = CASES[kind]
    entries = read(f"# Kites\n\n## Flying\n\n{text}\n", "list.md").entries
    assert len(entries) == 1
    assert {name: getattr(entries[0], name) for name in wanted} == wanted


def test_links_have_roles_and_the_label_before_a_bare_address() -> None:
    text = (
        "**Kites in Strong Winds**\n\n- Homepage: https://kites.example/\n- Paper: https://arxiv.org/abs/2312.00109\n"
        "- Code: https://github.com/kites/k\n\n"
        "**Strings and Knots in the Wind**\n\n- Paper: https://k.example/p.pdf\n- [[slides]](https://k.example/s) "
        "[![Video](b.svg)](https://youtu.be/a) [x](k.bib)\n"
    )
    first, second = read(f"# Kites\n\n## Flying\n\n{text}", "list.md").entries
    assert [(link.label, link.role) for link in first.links] == [
        ("Homepage", "project"),
        ("Paper", "paper"),
        ("Code", "code"),
    ]
    assert [link.role for link in second.links] == ["paper", "slides", "video", "bibliography"]


def test_a_cell_with_several_papers_is_one_row_each() -> None:
    text = (
        "# Kites\n\n## Schedule\n\n| Week | Date | Topic | Readings |\n|---|---|---|---|\n| 1 | Aug 25 | Begin | |\n"
        "| 2 | Sep 1 | Wind | [Kites in Strong Winds](https://arxiv.org/abs/1610.02413), Holm et al. 2016 <br> "
        "[Why do Strings Break](https://arxiv.org/abs/1703.00056), Berg et al. 2017 |\n"
    )
    assert [(e.title, e.year, e.venue) for e in read(text, "list.md").entries] == [
        ("Kites in Strong Winds", 2016, None),
        ("Why do Strings Break", 2017, None),
    ]


def test_the_first_of_many_top_headings_is_a_category_where_papers_stand_below_it() -> None:
    line = "- Ann Berg and Carl Cole. 1992. **Beyond the last kite**. In Proceedings of CHI.\n"
    reading = read(f"# Pre-1980\n{line}\n# 1980\n{line}\n# 1990\n{line}", "list.md")
    assert [entry.category for entry in reading.entries] == [("Pre-1980",), ("1980",), ("1990",)]


def test_words_that_lead_into_a_list_are_no_entry() -> None:
    text = (
        "# Kites\n\n*Modern kites, including deep kites, are rapidly being adapted.*\n\n"
        "[![download](https://i.example/b.svg)](https://k.example/review.pdf)\n\n## Reviews\n\n"
        "* [Boosted kites](https://arxiv.org/abs/2206.09645) (2022)\n"
    )
    reading = read(text, "list.md")
    assert [entry.title for entry in reading.entries] == ["Boosted kites"]
    assert reading.findings == ()
