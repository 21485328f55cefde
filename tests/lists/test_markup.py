"""Lists in HTML, reStructuredText and org: the same papers at their places."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.kinds import read
from plbib.lists.markup import html, org, rst
from plbib.model import Entry

URL = "https://arxiv.org/abs/2301.0000"
FIRST, SECOND, THIRD = ("Flying Kites on Strings", "Sinking Boats at Sea", "Winding Down a Reel")


def told(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.authors_text, entry.venue, entry.year, entry.category, entry.links[0].url


EXPECTED = [
    (FIRST, "Ann Berg, Carl Cole", "ICLR", 2023, ("Kites & Co",), f"{URL}1"),
    (SECOND, "Dan Dunn", "NeurIPS", 2022, ("Kites & Co",), f"{URL}2"),
    (THIRD, "Eve Egg, Carl Cole", "ACL", 2021, ("Reels",), f"{URL}3"),
]

HTML = f"""<!DOCTYPE html><html><head><title>Toys</title><style>li {{}}</style></head><body>
<nav><ul><li><a href="{URL}9">Papers in a Menu</a></ul></nav>
<h2>Kites &amp; Co</h2>
<ul><li><a href="{URL}1">Flying <b>Kites</b>
on Strings</a>. Ann Berg, Carl Cole. <em>ICLR 2023</em>. [<a href="https://example.org/code">code</a>]
  <li><p><strong>{SECOND}</strong></p><p>Dan Dunn</p><p>NeurIPS 2022, <a href="{URL}2">pdf</a></p></li></ul>
<h2>Reels</h2><dl><dt><a href="{URL}3">{THIRD}</a><dd>Eve Egg, Carl Cole. <i>ACL 2021</i></dl>
<script>"<li>no</li>"</script></body></html>
"""

RST = f"""====
Toys
====

.. contents::
   - `Papers in a Menu <{URL}9>`_

Kites & Co
----------

- `Flying Kites
  on Strings <{URL}1>`_. Ann Berg, Carl Cole. *ICLR 2023*.
- `{SECOND}`_. Dan Dunn. NeurIPS 2022.

.. _{SECOND}: {URL}2
.. a comment
   `Papers in a Comment <{URL}8>`_

Reels
-----

#. **{THIRD}**. Eve Egg, Carl Cole. *ACL 2021*. :arxiv:`2301.00003`
"""

ORG = f"""#+TITLE: Toys
# [[{URL}9][Papers in a Comment]]

* TODO Kites & Co                                            :tag:
- [ ] [[{URL}1][{FIRST}]]. Ann Berg, Carl Cole. /ICLR 2023/.
- [[{URL}2][{SECOND}]]. Dan Dunn. NeurIPS 2022.
* Reels
- [[{URL}3][{THIRD}]]. Eve Egg, Carl Cole. /ACL 2021/.
"""


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [("toys.html", HTML, [4, 6, 7]), ("toys.rst", RST, [11, 13, 22]), ("toys.org", ORG, [5, 6, 8])],
)
def test_the_same_papers(file: str, text: str, lines: list[int]) -> None:
    reading = read(text, file)
    assert reading.title == "Toys"
    assert [told(entry) for entry in reading.entries] == EXPECTED
    assert [entry.place.line for entry in reading.entries] == lines
    assert reading.findings == ()


def test_entries_on_one_line_of_html_have_places_of_their_own() -> None:
    text = f'<ul><li><a href="{URL}1">{FIRST}</a>, ICLR 2023<li><a href="{URL}2">{SECOND}</a>, ACL 2022</ul>'
    assert [str(entry.place) for entry in read(text, "a.html").entries] == ["a.html:1:5", "a.html:1:90"]


def test_tables_of_html_that_hold_papers_and_that_lay_out_a_page() -> None:
    rows = "".join(
        f'<tr><td><img src="x.png"></td><td><a href="{URL}{n}"><span class="papertitle">{title}</span></a>'
        "<br>Ann Berg, Carl Cole<br><em>CVPR</em>, 2019<br><a href='p.pdf'>pdf</a></td></tr>\n"
        for n, title in enumerate((FIRST, SECOND))
    )
    entries = read(f"<table><tr><td>\n<table>{rows}</table></td></tr></table>", "a.html").entries
    assert [(entry.title, entry.authors_text, entry.venue) for entry in entries] == [
        (FIRST, "Ann Berg, Carl Cole", "CVPR"),
        (SECOND, "Ann Berg, Carl Cole", "CVPR"),
    ]


def test_text_of_html_means_itself() -> None:
    text = f'<li><a href="{URL}1">C*-Algebras, `x`, _y_ &amp;lt; and &lt;b&gt; of Kites</a>, ICLR 2023</li>'
    (entry,) = read(f"<ul>{text}</ul>", "a.html").entries
    assert entry.title == "C*-Algebras, `x`, _y_ &lt; and <b> of Kites"


def test_terms_above_several_papers_are_categories() -> None:
    text = "".join(
        f'<dd><a href="{URL}{n}">{title}</a>, Ann Berg, ICLR</dd>' for n, title in enumerate((FIRST, SECOND))
    )
    assert [entry.category for entry in read(f"<dl><dt>Kites</dt>{text}</dl>", "a.html").entries] == [("Kites",)] * 2


def test_a_table_of_restructuredtext() -> None:
    text = f"""
.. list-table::
   :header-rows: 1

   * - Title
     - Venue
     - Link
   * - {FIRST}
     - ICLR 2020
     - `pdf <{URL}1>`_
"""
    (entry,) = read(text, "a.rst").entries
    assert (entry.title, entry.venue, entry.year, entry.place.line) == (FIRST, "ICLR", 2020, 8)


def test_the_page_of_an_org_headline_is_the_one_that_its_properties_name() -> None:
    named = ("DOI: 10.1000/kites", "ARXIV: 2301.00001", "DOI: none yet", "URL: https://a.org/s")
    text = "* Kites\n" + "".join(
        f"** {title}\n:PROPERTIES:\n:AUTHOR: Ann Berg\n:YEAR: 2021\n:{page}\n:END:\nA note.\n"
        for page, title in zip(named, (FIRST, SECOND, THIRD, "Spools under Water"), strict=True)
    )
    pages = [[link.url for link in entry.links] for entry in read(text, "a.org").entries]
    assert pages == [["https://doi.org/10.1000/kites"], ["https://arxiv.org/abs/2301.00001"], [], ["https://a.org/s"]]


def test_headlines_of_org_with_properties() -> None:
    text = "* Kites\n" + "".join(
        f"** {title}\n:PROPERTIES:\n:AUTHOR: Ann Berg\n:YEAR: 2021\n:URL: {URL}{n}\n:END:\nA note.\n"
        for n, title in enumerate((FIRST, SECOND, THIRD))
    )
    entries = read(text, "a.org").entries
    assert [(entry.title, entry.authors_text, entry.year) for entry in entries] == [
        (title, "Ann Berg", 2021) for title in (FIRST, SECOND, THIRD)
    ]


@given(st.text("<>/abp=\"' \n&;lit:`_*[]-.|#+~", max_size=80), st.sampled_from([html, rst, org]))
def test_any_text_is_converted(text: str, markup: object) -> None:
    converted = markup.markdown(text)  # type: ignore[attr-defined]
    if converted.positions is None:
        assert converted.text.count("\n") == text.count("\n")
    else:
        assert all(0 < line <= text.count("\n") + 1 for line, _ in converted.positions)


SHAPES = {
    "html": ["<!-- ", "<a href='", "<li>", "<table>", "<b>", "<dl><dt>x<dd>", "<p>x<br>", "</li>", "x * _ `"],
    "rst": ["`a <b>`_ ", "`a`_ ", "``", ".. x::\n", "a\n---\n", ":r:`", "`"],
    "org": ["[[a][", "[[a][b]] ", "* a\n", "*a* ", "*a ", ":A:\n", "/a", "=a= "],
}


@pytest.mark.heavy
@pytest.mark.parametrize(("kind", "shape"), [(kind, shape) for kind, shapes in SHAPES.items() for shape in shapes])
def test_long_runs_are_converted_in_linear_time(kind: str, shape: str) -> None:
    markup = {"html": html, "rst": rst, "org": org}[kind]

    def least(count: int) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            markup.markdown(shape * count)
            times.append(time.process_time() - start)
        return min(times)

    assert least(4_000) < 10 * least(1_000) + 0.1
