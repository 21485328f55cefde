"""Lists of the sciences and the humanities, with what people do to them: each kind in small, with invented papers."""

import pytest

from plbib.findings import Code
from plbib.lists.reader import read

Row = tuple[str, str | None, str | None, int | None]
"""Title, authors, venue, year."""

LISTS: dict[str, tuple[str, list[Row]]] = {
    "bold titles above paragraphs, links called by phrases": (
        (
            "## Reviews\n\nNot implementations as such.\n\n**Kites in biology** [[open access paper](https://k.org/1)]\n\n"
            "A very nice review.\n\n**Kites in medicine and health** [[bioRxiv preprint](https://k.org/2)]\n\n"
            "Written in the open on [GitHub](https://github.com/k/k), with all that people said.\n"
        ),
        [("Kites in biology", None, None, None), ("Kites in medicine and health", None, None, None)],
    ),
    "wrapped names and a year above a title in bold": (
        (
            "## Literature\n\nEk, K., Holm, R., Berg, Y., Dunn, M.,\nCole, A., 2017.\n**RNG, a granule of kites,\n"
            "is needed for winds.** eKite 6, e29677.\ndoi:10.7554/eLife.29677\n\nBerg, J.A., van Ek, L., 2014.\n"
            "**Diverse kites in the wind.** Kite Communications 5, 4510.\ndoi:10.1038/ncomms5510\n"
        ),
        [
            (
                "RNG, a granule of kites, is needed for winds",
                "Ek, K., Holm, R., Berg, Y., Dunn, M., Cole, A.",
                "eKite",
                2017,
            ),
            ("Diverse kites in the wind", "Berg, J.A., van Ek, L.", "Kite Communications", 2014),
        ],
    ),
    "names that are left out": (
        (
            "Berg, S., Ek, J., Holm, U., . . . Dunn, H. (2012). Risk taking and the strings of kites. *Am J Kites*.\n\n"
            "Cole, E., Roy, M., Woo, K., … Falk, P. (2016). Multiple faces of kites. *Wind*, 7(6), 578-590.\n"
        ),
        [
            ("Risk taking and the strings of kites", "Berg, S., Ek, J., Holm, U., . . . Dunn, H", "Am J Kites", 2012),
            ("Multiple faces of kites", "Cole, E., Roy, M., Woo, K., … Falk, P.", "Wind", 2016),
        ],
    ),
    "a journal that begins small, one that goes on so, and a site, with the year in brackets": (
        (
            "Berg A., Ek, S.A. [**Machines for decoding kites**](https://k.org/1) eKite (2020)\n\n"
            "Holm, B. A., & Dunn, T. P. [**Strings, solved**](https://k.org/2) Current opinion in kites (2019)\n\n"
            "Cole, T., ... & Falk, C. [**Towards one meaning of wind**](https://k.org/3) Kite Circuits Thread (2023)\n"
        ),
        [
            ("Machines for decoding kites", "Berg A., Ek, S.A.", "eKite", 2020),
            ("Strings, solved", "Holm, B. A., & Dunn, T. P.", "Current opinion in kites", 2019),
            ("Towards one meaning of wind", "Cole, T., ... & Falk, C.", "Kite Circuits Thread", 2023),
        ],
    ),
    "journal, volume and pages as the label of the link": (
        (
            "* **Faster kites with a toolkit**  \nBerg, Matteo and Ek, Joris and others  \n"
            "[npj Comput Kites 9, 69 (2023)](https://k.org/1) | [code](https://github.com/k/k)\n\n"
            "* **Quantum winds for kites** [2023]  \n Ann Berg, Bo Ek.  \n  [Kite Discovery Today (2023)](https://k.org/2)\n"
        ),
        [
            ("Faster kites with a toolkit", "Berg, Matteo and Ek, Joris and others", "npj Comput Kites", 2023),
            ("Quantum winds for kites", "Ann Berg, Bo Ek", "Kite Discovery Today", 2023),
        ],
    ),
    "a syllabus: labels before the names, an ebook behind, chapters to read": (
        (
            '- <span class="tag tag-light">Light</span> Berg, Melanie, and Bo Ek. ["The Good Kites."](https://k.org/1) '
            "*Kite Quarterly* 11.2 (2017).\n"
            "- <kbd>Long</kbd> Holm, Emily, and Al Dunn. *The Kite Con*, Chapter 1: An Introduction to Wind.\n"
            "- Cole, Michael. *Strings to Joy: Why All Should Fly.* MIT Press, 2023. ([library ebook](https://k.org/2))\n"
            "- Falk, Sasha. *[Wind Justice](https://k.org/3)*, Introduction and Chapter 1.\n"
        ),
        [
            ("The Good Kites", "Berg, Melanie, and Bo Ek", "Kite Quarterly", 2017),
            ("The Kite Con", "Holm, Emily, and Al Dunn", None, None),
            ("Strings to Joy: Why All Should Fly", "Cole, Michael", "MIT Press", 2023),
            ("Wind Justice", "Falk, Sasha", None, None),
        ],
    ),
    "a page of publications: entities, a meeting that goes on in italics, what is to appear": (
        (
            "- __Kites in exponential time__ [[pdf]](p/1.pdf)  \n(with Klaus Ek and Andr&eacute; Berg)  \n"
            "Proc. 16th _Conference on Kite Complexity_, 2001\n\n"
            "- __Wind and dimension__ [[pdf]](p/2.pdf)  \nTo appear in _SEALS 2017_\n\n"
            "- __Kites and fractals__ [[pdf]](p/3.pdf)  \nDoctoral Dissertation, Universit&auml;t Heidelberg, 2004\n"
        ),
        [
            ("Kites in exponential time", "Klaus Ek and André Berg", "Proc. 16th Conference on Kite Complexity", 2001),
            ("Wind and dimension", None, "SEALS", 2017),
            ("Kites and fractals", None, "Doctoral Dissertation, Universität Heidelberg", 2004),
        ],
    ),
    "numbers without a blank behind them": (
        (
            "1. [Kites of old](https://k.org/1) by Ann Berg (2013)\n"
            "2.[Kites of today](https://k.org/2) by Bo Ek (2014)\n"
            "3.**[Kites to come](https://k.org/3)** by Carl Cole (2015)\n"
        ),
        [
            ("Kites of old", "Ann Berg", None, 2013),
            ("Kites of today", "Bo Ek", None, 2014),
            ("Kites to come", "Carl Cole", None, 2015),
        ],
    ),
    "a title in bold that is wrapped before its full stop": (
        "Berg, Samuel, and Joe Ek. [**Learning to fly\n.**](https://k.org/1) bioRxiv (2022)\n",
        [("Learning to fly", "Berg, Samuel, and Joe Ek", "bioRxiv", 2022)],
    ),
    "a glossary, and the journals of a field": (
        (
            "## Dictionary\n* CNN: [Convolutional Kites](https://k.org/1)\n"
            "* RIM: [Recurrent Kites](https://arxiv.org/abs/1706.00001)\n"
            "* RF: [Random Kites](https://k.org/2)\n\n## Journals\n- [Big Kites & Society](https://k.org/3)\n"
            "- [Nature Kite Behavior](https://k.org/4)\n\n## Papers\n- [My own kite](https://k.org/5), Ann Berg, 2020\n"
        ),
        [("My own kite", "Ann Berg", None, 2020)],
    ),
    "names of systems in bold before a dash, a year that belongs to the title": (
        (
            "- <b>KiteBank</b> --- KiteBank 5.0: a major update of all kites (Kite Acids Res 2018) [[Paper]](https://k.org/1)\n"
            "- **KDB** - The Kite Data Bank (Kite Acids Res 2000) [[Paper]](https://k.org/2)\n"
            "- The KEMBL database in 2017 (Kite Acids Res 2017) [[Paper]](https://k.org/3)\n"
        ),
        [
            ("KiteBank 5.0: a major update of all kites", None, "Kite Acids Res", 2018),
            ("The Kite Data Bank", None, "Kite Acids Res", 2000),
            ("The KEMBL database in 2017", None, "Kite Acids Res", 2017),
        ],
    ),
    "a page of publications in HTML: own names in bold, journals linked before volumes": (
        (
            "<ul>\n  <li><b>Lee Jang*</b>, Olav Berg. “Altimetry over kites”. "
            '<a href="https://k.org/1">Water</a>, 2017, 9(3), 211.</li>\n'
            "  <li>Guo Zhang, C.K. Holm, Toby Ek, <b>Lee Jang</b>, Wen Chen. “Response of kites”. "
            '<a href="https://k.org/2">Remote Kiting</a>, 2020, 208: 1-14.</li>\n</ul>\n'
        ),
        [
            ("Altimetry over kites", "Lee Jang*, Olav Berg", "Water", 2017),
            ("Response of kites", "Guo Zhang, C.K. Holm, Toby Ek, Lee Jang, Wen Chen", "Remote Kiting", 2020),
        ],
    ),
    "a week of readings: names with their year in bold, days in brackets, a question in quotation marks": (
        (
            "1. **Berg, C. L. E. (2023)**. Truth as kite in a digital era. *Wind and Society, 38*(5).\n"
            "2. **Ek, M. (April 15, 2024)**. Don’t believe what kites are telling you. *The New Kiter*.\n"
            "3. **Holm, M., & Dunn, C. (2024)**. ‘How do I fly?’: Kites on a board. *New Kites and Society, 26*(6).\n"
            "4. **Cole, H. (2023)**. The problem of strings. In C. Ivan & I. Falk (eds.), *Routledge handbook of "
            "kites and national safety* (pp. 161-174). New York: Routledge.\n"
        ),
        [
            ("Truth as kite in a digital era", "Berg, C. L. E.", "Wind and Society", 2023),
            ("Don’t believe what kites are telling you", "Ek, M.", "The New Kiter", 2024),
            ("‘How do I fly?’: Kites on a board", "Holm, M., & Dunn, C.", "New Kites and Society", 2024),
            ("The problem of strings", "Cole, H", "Routledge handbook of kites and national safety", 2023),
        ],
    ),
    "journals as labels of links that lead to a DOI": (
        "- **2016-09** | The next kites | *Sean Ek* | [Kite Research Notes](https://doi.org/10.1007/s11095-016)\n",
        [("The next kites", "Sean Ek", "Kite Research Notes", 2016)],
    ),
    "names as labels of links, before the year": (
        (
            "- [Berg, Manish, Bo Ek, and Carl Holm](https://k.org/1), 2023, Kites and Company Rules, Working paper.\n"
            "- [Dunn, Alex G., and Max Falk](https://k.org/2), 2024, Bloated Kites: Can They Fly?, Working paper.\n"
        ),
        [
            ("Kites and Company Rules", "Berg, Manish, Bo Ek, and Carl Holm", "Working paper", 2023),
            ("Bloated Kites: Can They Fly?", "Dunn, Alex G., and Max Falk", "Working paper", 2024),
        ],
    ),
    "what a link is before the title in it; prose that begins with an article": (
        (
            "* [paper: Design of kite experiments](https://doi.org/10.1000/1)\n"
            "* [review: Kite sequencing, current state](https://doi.org/10.1000/2)\n"
            "* The [KiteBrewer](https://k.org/3) website is a nice way to get familiar with kites\n"
        ),
        [("Design of kite experiments", None, None, None), ("Kite sequencing, current state", None, None, None)],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_sciences(name: str) -> None:
    text, wanted = LISTS[name]
    entries = read(text, "list.md").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year) for entry in entries] == wanted


def test_labels_are_tags_and_chapters_are_notes() -> None:
    entries = read(
        LISTS["a syllabus: labels before the names, an ebook behind, chapters to read"][0], "list.md"
    ).entries
    assert [(entry.tags, entry.notes) for entry in entries] == [
        (("Light",), None),
        (("Long",), "Chapter 1: An Introduction to Wind"),
        ((), None),
        ((), "Introduction and Chapter 1"),
    ]
    assert [link.label for link in entries[3].links] == ["title"]


def test_what_is_left_out_by_its_heading_is_told() -> None:
    findings = read(LISTS["a glossary, and the journals of a field"][0], "list.md").findings
    assert [found.code for found in findings] == [Code.LEFT_OUT_LINE.value.code] * len(findings)
    assert findings


def test_a_heading_is_an_entry_with_its_date_in_a_code_span_below() -> None:
    text = (
        "## Prediction\n\n##### Explaining kites to judges [[pdf]](https://k.org/1)\n- *K. Berg, B. Ek*\n- `2019-06`\n"
    )
    (entry,) = read(text, "list.md").entries
    assert (entry.title, entry.authors_text, entry.date, entry.category) == (
        "Explaining kites to judges",
        "K. Berg, B. Ek",
        "2019-06",
        ("Prediction",),
    )


def test_the_day_of_a_visit_is_no_date_of_the_paper() -> None:
    text = (
        'Berg, Rob. "Close to the wind." *Canadian Kites,* 184 (2005): 85-101. Web. 9 Feb. 2015.\n\n'
        "Ek, Ann. “Wind and Literature.” *Kite Quarterly,* 60.2 (2008): 295-302, 498. Web. 9 Feb. 2015.\n"
    )
    entries = read(text, "list.md").entries
    assert [(entry.year, entry.date, entry.volume, entry.issue, entry.pages) for entry in entries] == [
        (2005, None, "184", None, "85-101"),
        (2008, None, "60", "2", "295-302, 498"),
    ]


def test_brackets_around_an_address_are_none_of_it() -> None:
    (entry,) = read("- **Kites at law**. *Ann Berg*. KITE 2018 [[pdf]((https://k.org/C18-1041/))]\n", "list.md").entries
    assert [link.url for link in entry.links] == ["https://k.org/C18-1041/"]


def test_papers_without_titles_are_told() -> None:
    text = "# Tools\n\n## Kitescope\nSoftware: https://k.org/kitescope/\n\nManuscript: https://k.org/v12/n10.html\n"
    reading = read(text, "list.md")
    assert [(found.code, found.place and found.place.line) for found in reading.findings] == [("unread-line", 6)]
    assert not reading.entries


def test_what_a_field_is_about_is_no_glossary() -> None:
    text = (
        "## Dictionary Learning\n* [Kites by their atoms](https://k.org/1), ICML 2012\n"
        "* [Sparse kites in winds](https://k.org/2), CVPR 2013\n"
    )
    assert [entry.year for entry in read(text, "list.md").entries] == [2012, 2013]
