"""Fragments: every work in them is cited, nothing else is; each piece has a name; other lists change little."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.documents.registry import find_citations
from plbib.errors import InputError, UsageError
from plbib.model import Library, Record
from plbib.related_work import markers
from plbib.related_work.fragment import fragment, picture, picture_name
from plbib.related_work.options import DraftOptions
from plbib.related_work.pieces import merge
from plbib.related_work.words import COLUMNS, FIGURES, FILE_TYPES, FORMS, GROUPINGS, TEXTS
from tests.related_work.drafts import HARD, invented, library, people, record


def cited(text: str, to: str) -> list[str]:
    found = find_citations(f"draft.{to}", {f"draft.{to}": text}.get)
    return [citation.key for citation in found.citations]


def keys(library: Library) -> set[str]:
    return {record.key for record in library.records}


SMALL = library(
    record("kite2021", "Kite: On Flying", "Kites", authors=people("Berg"), venue="ICLR", year=2021, affiliation="Here"),
    record("tail2022", "Tails", "Kites/Tails", authors=people("Holm", "Vik"), venue="ACL", year=2022),
    record("bare", "Bare", "Strings"),
)


@pytest.mark.heavy
@pytest.mark.parametrize(("form", "to", "by"), [*product(TEXTS, FILE_TYPES, GROUPINGS)])
def test_every_work_is_cited(form: str, to: str, by: str) -> None:
    for some in (SMALL, HARD):
        made = fragment(some, DraftOptions(form=form, to=to, group_by=by))
        assert set(cited(made, to)) == keys(some)
        assert made == fragment(some, DraftOptions(form=form, to=to, group_by=by))
        assert merge(made, made).text == made


@pytest.mark.heavy
@pytest.mark.parametrize(("form", "to"), [*product(TEXTS, FILE_TYPES)])
def test_a_long_list(form: str, to: str) -> None:
    many = invented(1000)
    for wide in (False, True):
        made = fragment(many, DraftOptions(form=form, to=to, two_column=wide))
        assert set(cited(made, to)) == keys(many)


def test_the_embedded_list_by_topic() -> None:
    made = fragment(plbib.load(plbib.DEMO), DraftOptions(group_by="topic", form="taxonomy"))
    assert r"[{\hspace{0pt}Attention}" in made
    assert set(cited(made, "tex")) == keys(plbib.load(plbib.DEMO))


@pytest.mark.parametrize("to", FILE_TYPES)
@pytest.mark.parametrize("form", FORMS)
def test_no_text_of_a_list_gets_out_of_its_place(form: str, to: str) -> None:
    made = fragment(HARD, DraftOptions(form=form, to=to))
    pieces = [piece for piece in markers.read(made).pieces if piece.id != "preamble"]
    shown = "\n".join("\n".join(piece.lines) for piece in pieces)
    if to == "tex":
        assert not re.search(r"(?<!\\)#", shown)
        assert form in ("table", "comparison") or not re.search(r"(?<!\\)[&%]", shown)
        assert r"\end{document}" not in shown
        assert r"\input" not in shown
        assert shown.count("{") == shown.count("}")
        assert not re.search("[\u202e\u2028\u200b]", shown)
    else:
        assert "<i>" not in shown
        assert "*Escherichia" in shown or form in ("taxonomy", *FIGURES)  # which names the authors, or counts


@pytest.mark.parametrize("level", ["section", "subsection", "paragraph"])
def test_headings_and_labels(level: str) -> None:
    made = fragment(SMALL, DraftOptions(level=level, label="rw"))
    stop = "." * (level == "paragraph")
    assert f"\\{level}{{Kites{stop}}}\\label{{rw:kites}}" in made
    below = {"section": "subsection", "subsection": "subsubsection", "paragraph": "paragraph"}[level]
    assert f"\\{below}{{Tails" in made
    assert "\\label" not in fragment(SMALL, DraftOptions(level=level))
    assert "## Kites {#rw:kites}" in fragment(SMALL, DraftOptions(to="md", label="rw"))


def test_labels_are_different_where_headings_are_alike() -> None:
    some = library(record("a", "A", "A/B"), record("b", "B", "A-B"), record("c", "C", "a b"), record("d", "D", "Ä"))
    labels = re.findall(r"\\label\{(.*?)\}", fragment(some, DraftOptions(label="rw")))
    assert len(labels) == len({*labels}) >= 4


@pytest.mark.parametrize(
    ("cite", "told"),
    [
        ("cite", r"``Tails'' by Holm and Vik~\cite{tail2022}"),
        ("citep", r"``Tails'' by \citet{tail2022}"),
        ("citet", r"``Tails'' by \citet{tail2022}"),
        ("parencite", r"``Tails'' by \textcite{tail2022}"),
        ("textcite", r"``Tails'' by \textcite{tail2022}"),
        ("autocite", r"``Tails'' by \textcite{tail2022}"),
    ],
)
def test_commands_that_cite(cite: str, told: str) -> None:
    assert told in fragment(SMALL, DraftOptions(cite=cite))


def test_quotation_marks_within_a_title_are_single_ones() -> None:
    some = library(record("cat", "Whose “cat” lives"))
    assert "``Whose `cat' lives''" in fragment(some, DraftOptions())
    assert "“Whose ‘cat’ lives”" in fragment(some, DraftOptions(to="md"))


def test_columns_of_a_table() -> None:
    made = fragment(SMALL, DraftOptions(form="table", columns=("title", "authors", "year", "citation")))
    assert r"\textbf{Title} & \textbf{Authors} & \textbf{Year} & \textbf{Reference} \\" in made
    assert r"Tails & Holm and Vik & 2022 & \cite{tail2022} \\" in made
    wide = fragment(SMALL, DraftOptions(form="table", columns=COLUMNS, two_column=True))
    assert r"\begin{table*}" in wide
    assert "longtable" not in wide


def test_a_leaf_names_as_many_works_as_asked() -> None:
    many = library(*(record(f"k{n}", f"K{n}: S", authors=people("Berg")) for n in range(39)))
    made = fragment(many, DraftOptions(form="taxonomy", limit=27))
    assert cited(made, "tex") == [f"k{n}" for n in range(27)]
    assert ", and 12 more}" in made
    assert ", and" not in fragment(many, DraftOptions(form="taxonomy", limit=39))


def test_a_leaf_names_works_never_their_authors_alone() -> None:
    some = library(record("a", "On Kites and Strings: A Long Story", authors=people("Berg", "Holm", "Vik")))
    for options in (DraftOptions(form="taxonomy"), DraftOptions(form="taxonomy", cite="citet")):
        text = fragment(some, options)
        assert "``On Kites and Strings''~" in text
        assert "Berg" not in text


def test_a_sub_tree_that_fits_a_page_stands_in_one_figure() -> None:
    def branch(name: str, works: int) -> list[Record]:
        return [record(f"{name}{n}", f"K{n}: S", f"{name}/{name}{n % 3}") for n in range(works)]

    text = fragment(library(*branch("A", 90), *branch("B", 900), *branch("C", 30)), DraftOptions(form="taxonomy"))
    figures = text.split(r"\begin{figure}")[1:]
    for name in "AC":
        assert sum(f"pt}}{name}}}" in figure for figure in figures) == 1
    assert sum("pt}B}" in figure for figure in figures) > 1


def test_years_limit_the_works() -> None:
    assert cited(fragment(SMALL, DraftOptions(since=2022)), "tex") == ["tail2022"]
    assert cited(fragment(SMALL, DraftOptions(until=2021)), "tex") == ["kite2021"]
    with pytest.raises(UsageError, match="no works to write about"):
        fragment(SMALL, DraftOptions(since=2023))
    with pytest.raises(UsageError, match="no works to write about"):
        fragment(library(), DraftOptions())


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (DraftOptions(form="paragraph"), "no form of a fragment is called paragraph", "paragraphs"),
        (DraftOptions(to="html"), "no kind of fragment is called html", "tex, md"),
        (DraftOptions(group_by="years"), "no grouping of works is called years", "year"),
        (DraftOptions(cite="fullcite"), "fullcite", "parencite"),
        (DraftOptions(bib="bibtex", cite="parencite"), "biblatex", "citep"),
        (DraftOptions(bib="bib"), "no kind of .bib is called bib", "bibtex"),
        (DraftOptions(level="chapter"), "no heading is called chapter", "section"),
        (DraftOptions(document_class="beemer"), "no document class is called beemer", "beamer"),
        (DraftOptions(columns=("nam",)), "no column is called nam", "name"),
        (DraftOptions(columns=()), "without columns", "affiliation"),
        (DraftOptions(language="xx"), "no wording in xx", "en"),
    ],
)
def test_what_cannot_be_is_told(options: DraftOptions, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        fragment(SMALL, options)
    assert message in raised.value.message
    assert hint in raised.value.hint


def test_a_template_of_ones_own() -> None:
    own = (
        "<% for work in sections[0].works %>\n<< piece(work.key, work.title ~ ' & more') >>\n<% endfor %>\n"
        "<% call piece('x') %>\n\\textbf{<< cite(*sections[0].works) >>}\n<% endcall %>\n"
        "<< piece('y', '5 %', before='\\\\item ', after=' \\\\\\\\') >>\n"
    )
    made = fragment(SMALL, DraftOptions(), ("own.tex.j2", own))
    assert "Kite: On Flying \\& more\n" in made
    assert "\\textbf{\\cite{kite2021}}\n" in made
    assert "\n\\item 5 \\% \\\\\n" in made
    assert [piece.id for piece in markers.read(made).pieces] == ["kite2021", "x", "y"]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("<< piece('x', 'a') >>\n<< piece('x', 'b') >>", "own.tex.j2: two pieces are called x"),
        ("a\n<< piece('x', '') >>", "own.tex.j2:2: the piece x is empty"),
        ("<% call piece('x') %>\na\n\nb\n<% endcall %>", "own.tex.j2:1: the piece x is empty or holds a blank line"),
        ("a\n\n<< sections[0].nothing >>", "own.tex.j2:3: "),
        ("<< heading(3) >>", "own.tex.j2:1: "),
    ],
)
def test_an_error_in_a_template_of_ones_own_names_file_and_line(own: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        fragment(SMALL, DraftOptions(), ("own.tex.j2", own))
    assert raised.value.message.startswith(message)


texts = st.text(max_size=30)


@given(st.lists(st.tuples(texts, texts, texts, texts), min_size=1, max_size=6), st.sampled_from(TEXTS))
def test_whatever_a_list_holds_can_be_written_and_is_merged(rows: list[tuple[str, str, str, str]], form: str) -> None:
    some = library(
        *(
            record(f"k{number}", title, category.replace("/", "") or "x", authors=people(name), venue=venue)
            for number, (title, category, name, venue) in enumerate(rows)
        )
    )
    for to in FILE_TYPES:
        made = fragment(some, DraftOptions(form=form, to=to))
        assert set(cited(made, to)) == keys(some)
        assert merge(made, made).text == made


VENUES = [f"Acta {letter}" for letter in "ABCDEFGHIJKLMNO"]
WITH_YEARS = library(
    *(record(f"k{n}", f"Kites {n}", f"Part {n % 40}", venue=VENUES[n % 15], year=1990 + n % 30) for n in range(120)),
    record("two", "In two", "Part 1", venue="Acta B", year=1999),
)


def test_a_timeline_counts_each_work_once_in_all() -> None:
    text = fragment(WITH_YEARS, DraftOptions(form="timeline", label="rw"))
    assert text.count(r"\begin{tikzpicture}") == 2
    assert text.count(r"\addtocounter{figure}{-1}") == 1
    assert text.count(r"\label{") == 1
    assert {f"{{Part {n}}}" in text for n in range(40)} == {True}
    last = text[text.index("{All works}") :]
    counts = [int(one) for one in re.findall(r"\) \{(\d+)\};", last)]
    assert sum(counts) == 121
    assert "leq$} 2009}" in text


def test_a_chart_has_the_commonest_venues_and_the_others() -> None:
    text = fragment(WITH_YEARS, DraftOptions(form="chart"))
    assert text.index("{Acta B}") < text.index("{Acta A}")
    counts = [int(one) for one in re.findall(r"west\] at .*\{(\d+)\};", text)]
    assert len(counts) == 13
    assert sum(counts) == 121


def test_a_picture_of_counts_is_svg() -> None:
    from xml.etree import ElementTree

    for form in FIGURES:
        options = DraftOptions(form=form, to="md")
        assert f"]({picture_name(options)})" in fragment(WITH_YEARS, options)
        root = ElementTree.fromstring(picture(WITH_YEARS, options))  # noqa: S314 - our own
        assert root.tag.endswith("svg")
        shown = [one.text for one in root.iter() if one.tag.endswith("text")]
        assert ("All works" if form == "timeline" else "Acta B") in shown


def test_figures_without_anything_to_count_are_an_error() -> None:
    for form in FIGURES:
        with pytest.raises(UsageError, match=f"no figure of the form {form}") as raised:
            fragment(library(record("bare", "Bare")), DraftOptions(form=form))
        assert raised.value.hint == ("no work has a year" if form == "timeline" else "no venue")


def test_figures_of_a_long_taxonomy_are_shipped_out_ten_at_a_time() -> None:
    some = library(*(record(f"k{n}", f"Kite{n}Former: " + "Strings " * 40, f"Kites {n}") for n in range(700)))
    text = fragment(some, DraftOptions(form="taxonomy"))
    assert text.count(r"\end{figure}") > 10
    assert text.count(r"\clearpage") == text.count(r"\end{figure}") // 10  # TeX stops at 100 floats that wait


def test_headings_show_on_slides() -> None:
    text = fragment(SMALL, DraftOptions(document_class="beamer", label="rw"))
    assert r"\par\medskip\structure{Kites}\label{rw:kites}\par" in text
    assert "section{" not in text
