"""Sentences as LaTeX: nothing gets out of its place, long words may break, keys are those of the .bib."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import UsageError
from plbib.related_work import latex
from plbib.related_work.sentences import Mention, Quoted, Sentence
from plbib.related_work.words import NEEDS


def written(*parts: str | Quoted | Mention) -> str:
    return latex.sentence(Sentence(id="s", parts=parts), "citep")


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("LiLT", Mention(("a", "b")), " is."), r"LiLT~\citep{a,b} is."),
        ((Mention(("a",), textual=True), " wrote."), r"\citet{a} wrote."),
        (("See ", Mention(("a",)), "."), r"See~\citep{a}."),
        (("(", Mention(("a",)), ")"), r"(\citep{a})"),
        ((Quoted("A & B"), "."), r"``A \& B''."),
        ((Quoted("“A” or 'B'"),), r"```A' or 'B'{}''"),
        ((Quoted("Das „A“-B"),), r"``Das {\quotesinglbase}A`{}-B''"),
        (("[x] and *y*",), "{}[x] and *y*"),
        ((Mention(("",)), "x"), "x"),
        ((Mention(("a", "b")),), r"\citep{a,b}"),
    ],
)
def test_sentences(parts: tuple[str | Quoted | Mention, ...], shown: str) -> None:
    assert written(*parts) == shown


@given(st.text())
def test_text_stays_in_its_place(text: str) -> None:
    made = latex.text(text)
    assert made.count("{") == made.count("}")
    assert "\n\n" not in made
    bare = re.sub(r"\{\$.*?\$\}", "", made)
    assert not re.search(r"(?<!\\)[#%&_^$]", bare.replace(r"\_", ""))
    assert "\\end{document}" not in made
    assert "\\input" not in made


@given(st.text("abcDEF-/é", min_size=30, max_size=200))
def test_a_long_word_may_break(word: str) -> None:
    made = latex.text(word)
    pieces = re.split(r"\\-|\\allowbreak\{\}|-", made)
    shown = [re.sub(r"\\.\{?|[{}]", "", piece) for piece in pieces]
    assert max(map(len, shown)) <= latex.LONGEST_WORD
    assert latex.text(word[:10]).replace("{}", "").count(r"\-") == 0


@given(st.lists(st.text(max_size=12), max_size=4))
def test_keys_are_those_that_bibtex_takes(keys: list[str]) -> None:
    made = latex.citation(tuple(keys), "cite")
    assert made == "" or re.fullmatch(r"\\cite\{[^\s{}%#,\\\"'()=~]+(,[^\s{}%#,\\\"'()=~]+)*\}", made)


@pytest.mark.parametrize(
    ("level", "depth", "command"),
    [
        ("section", 0, r"\section"),
        ("section", 2, r"\subsubsection"),
        ("subsection", 1, r"\subsubsection"),
        ("paragraph", 0, r"\paragraph"),
        ("section", 9, r"\paragraph"),
    ],
)
def test_headings_go_down_to_paragraphs(level: str, depth: int, command: str) -> None:
    assert latex.heading_command(level, depth) == command
    with pytest.raises(UsageError):
        latex.heading_command("chapter", depth)


def test_labels() -> None:
    assert latex.label("rw", "Große Modelle & mehr") == r"\label{rw:grosse-modelle-mehr}"
    assert latex.label("a{b}%\\", "x") == r"\label{a-b---:x}"
    assert latex.label("", "x") == ""


def test_commands_go_with_a_kind_of_bib() -> None:
    for cite, bib in NEEDS.items():
        latex.check(cite, bib)
        package = {"bibtex": "natbib, for BibTeX", "biblatex": "biblatex"}[bib]
        with pytest.raises(UsageError, match=f"is a command of {package}$"):
            latex.check(cite, {"bibtex": "biblatex", "biblatex": "bibtex"}[bib])
    latex.check("cite", "bibtex")
    latex.check("cite", "biblatex")


def test_what_a_text_asks_for() -> None:
    assert latex.packages(r"\toprule \begin{forest}") == ("{booktabs}", "{forest}")
    assert latex.packages(r"{\k{a}}") == ("[T1]{fontenc}",)
    assert latex.packages("plain") == ()
    assert latex.signs("plain") == ""
    assert r"\plbibsign{Ж}{Zh}" in latex.signs("Ж")


def test_letters_without_a_latin_form_are_missing_and_not_read_aloud() -> None:
    text = latex.signs("Ж é 凧 ق ⭐ ∞")
    assert r"\plbibsign{Ж}{Zh}" in text
    assert r"\plbibsign{凧}{\plbibmissing{51E7}}" in text
    assert r"\plbibsign{ق}{\plbibmissing{0642}}" in text
    assert "plbibmissing" not in latex.signs("Ж é ⭐ ∞")


def test_a_draft_names_the_packages_of_its_citations() -> None:
    entries = b"@misc{a,\n  url = {https://example.org/a_b},\n}\n"
    assert latex.packages_of_citations("cite", "bibtex", entries) == ("{url}",)
    assert latex.packages_of_citations("citep", "bibtex", b"@misc{a,\n}\n") == ("{natbib}",)
    assert latex.packages_of_citations("parencite", "biblatex", entries) == ("{biblatex}",)


@pytest.mark.parametrize(("letter", "hyphens"), [("语", 0), ("か", 0), ("д", 1), ("x", 1)])
def test_words_of_east_asia_break_without_a_hyphen(letter: str, hyphens: int) -> None:
    made = latex.text(letter * 30)
    assert (made.count(r"\-") > 0, made.count(r"\allowbreak") > 0) == (bool(hyphens), not hyphens)


def test_no_letter_stands_alone_before_or_behind_a_break() -> None:
    assert "T" + "houless" in latex.text("Berezinskii–Kosterlitz–Thouless Transition")
    assert "Factorization" in latex.text("Matrix-Factorization-Based Approach")
    parts = latex.text("x" * 121).split(r"\-")
    assert min(map(len, parts)) >= 4
    assert "".join(parts) == "x" * 121
