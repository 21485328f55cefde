r"""Reference lists as LaTeX: ``\input`` needs no package, ``\cite`` finds every entry, no text acts as TeX."""

import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plbib.rendering import output
from plbib.rendering.listing import Layout, ListedSection, Reference, ReferenceList
from plbib.rendering.marks import Mark, plain, wrap
from plbib.rendering.output.latex import to_latex
from plbib.text import tex
from plbib.text.unicode import visible
from tests.rendering.listings import ADDRESSES, WEB, labelled, marked, page, sectioned
from tests.samples import HOSTILE, anything
from tests.typesetting import ENGINE_OPTIONS, TIMEOUT, UNBROKEN

Set = Callable[..., str]
ACTS = ("\\input{secret}", "\\immediate\\openout5=written", "^^5cinput{secret}", "\\end{thebibliography}", "}{", "#1")


@pytest.fixture
def typeset(program: Callable[[str], str], tmp_path: Path) -> Set:
    """Runs LaTeX twice over a paper that reads a list; what comes back is the text of the PDF on one line."""
    (tmp_path / "secret.tex").write_text("leaked", encoding="utf-8")

    def run(listing: ReferenceList, body: str = "", preamble: str = "", engine: str = "pdflatex") -> str:
        (tmp_path / "refs.tex").write_text(output.write(listing, "tex"), encoding="utf-8")
        paper = (
            f"\\documentclass{{article}}{preamble}{UNBROKEN}\\begin{{document}}\n{body}\n\\input{{refs}}\nThe end.\n"
        )
        (tmp_path / "paper.tex").write_text(paper + "\\end{document}\n", encoding="utf-8")
        for command in [[engine, *ENGINE_OPTIONS]] * 2 + [["pdftotext", "-enc", "UTF-8", "paper.pdf"]]:
            done = subprocess.run(
                [program(command[0]), *command[1:]],
                cwd=tmp_path,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
            assert done.returncode == 0, done.stdout.decode(errors="replace")[-3000:]
        log = (tmp_path / "paper.log").read_text(encoding="utf-8", errors="replace")
        assert not re.search(r"Citation `|undefined references|multiply.defined", log)
        assert not (tmp_path / "written.tex").exists()
        read = (tmp_path / "paper.txt").read_text(encoding="utf-8").replace("ˆ", "^")  # as OT1 has it
        text = " ".join(unicodedata.normalize("NFC", read).split())
        assert "leaked" not in text
        return text

    return run


def cited(labels: tuple[str, ...], *texts: str, layout: Layout | None = None) -> ReferenceList:
    made = tuple(
        Reference(f"k{at}", text, label, WEB) for at, (label, text) in enumerate(zip(labels, texts, strict=True))
    )
    return ReferenceList(
        title="Kites", style="x", language="en", layout=layout or Layout(), sections=(ListedSection(references=made),)
    )


# Text ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"A & {wrap(Mark.ITALIC, 'B_c')}", r"A \& \emph{B\_c}"),
        (wrap(Mark.BOLD, wrap(Mark.SUPERSCRIPT, "2")), r"\textbf{\textsuperscript{2}}"),
        (wrap(Mark.SMALL_CAPS, "c") + wrap(Mark.SUBSCRIPT, "d"), r"\textsc{c}\textsubscript{d}"),
        (wrap(Mark.UNDERLINE, "é"), r"\underline{{\'e}}"),
        (f"P.{wrap(Mark.BLOCK, 'note')}", r"P.{\endgraf}note{\endgraf}"),
        (wrap(Mark.LINK, "10 %"), r"\plbibhref{https://e.example/paper?a=1&b=2}{10 \%}"),
        (
            "doi: 10.5555/a_b#c%d.",
            r"doi: \plbibhref{https://doi.org/10.5555/a_b\%23c\%25d}{10.5555/\allowbreak{}a\allowbreak{}\_b\#c\%d}.",
        ),
        ("李", "李"),
        ("a\u202eb", r"a{\textbackslash}u202eb"),
    ],
)
def test_marks_are_commands_and_text_is_escaped(text: str, written: str) -> None:
    assert to_latex(text, WEB) == written


def test_formulas_stay_as_they_are() -> None:
    assert to_latex(r"At $\sqrt{s}$: 5$, #1") == r"At {$\sqrt{s}$}: 5\$, \#1"


_OURS = re.compile(
    r"\\(?:emph|textbf|underline|textsuperscript|textsubscript|textsc|plbibhref|allowbreak|endgraf|begingroup|endgroup)"
)


@given(marked, st.sampled_from(ADDRESSES))
def test_braces_are_balanced_and_no_line_is_a_comment(text: str, address: str) -> None:
    made = to_latex(text, address)
    depth = 0
    for sign in re.findall(r"\\.|[{}%#]", made, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
        assert sign not in ("%", "#")
    assert depth == 0
    assert "\n" not in made
    assert "^^" not in made
    assert made.count(r"\begingroup") == made.count(r"\endgroup")


@given(anything)
def test_every_command_is_ours_or_a_character(text: str) -> None:
    characters = set(re.findall(r"\\[A-Za-z]+", tex.escape(visible(" ".join(plain(text).split())))))
    found = set(re.findall(r"\\[A-Za-z]+", to_latex(wrap(Mark.ITALIC, plain(text)))))
    assert {name for name in found - characters if not _OURS.fullmatch(name)} == set()


# The list -----------------------------------------------------------------------------------------------------------


def test_the_label_is_the_styles_own_and_citations_print_the_references() -> None:
    made = output.write(cited(("1", "2"), labelled("[1]", "x"), labelled(wrap(Mark.SUPERSCRIPT, "22"), "y")), "tex")
    assert "\\def\\plbiblabel{[1]}%\n\\bibitem[{1}]{k0}\nx\n" in made
    assert "\\def\\plbiblabel{\\textsuperscript{22}}%\n\\bibitem[{2}]{k1}\ny\n" in made
    assert "\\def\\plbiblabel{[1]}%\n\\begin{thebibliography}{1}\n" in made  # the first of the widest


def test_without_labels_in_the_style_none_is_printed_and_entries_hang_as_it_says() -> None:
    made = output.write(cited(("Li, 2020",), "Li. 2020.", layout=Layout(hanging_indent=True)), "tex")
    assert "\\def\\@biblabel#1{\\hspace*{2em}}\n" in made
    assert "\\bibitem[{Li, 2020}]{k0}\n\\hspace*{-2em}Li. 2020.\n" in made
    assert "\\bibitem[{Li, 2020}]{k0}\nLi. 2020.\n" in output.write(cited(("Li, 2020",), "Li. 2020."), "tex")


@pytest.mark.parametrize(("text", "label"), [(labelled("[7]", "x"), "7"), ("x", "k0")])
def test_a_reference_without_a_label_is_cited_by_what_is_printed_or_by_its_key(text: str, label: str) -> None:
    assert f"\\bibitem[{{{label}}}]{{k0}}" in output.write(cited(("",), text), "tex")


def test_a_key_is_given_once_and_in_the_form_of_the_bib() -> None:
    made = output.write(sectioned((("A",), ("x", "y")), (("B",), ("x",))), "tex")
    assert re.findall(r"\\bibitem\[.*?\]\{(.*)\}", made) == ["k0", "k1"]
    assert made.count("\\item[") == 1
    strange = ReferenceList(
        title="", style="", language="en", sections=(ListedSection(references=(Reference("Mü}\\x,y", "x"),)),)
    )
    assert "]{Mu-x-y}\n" in output.write(strange, "tex")


def test_headings_stand_between_the_lists_and_the_title_once() -> None:
    made = output.write(sectioned((("A & B", "C"), ("x",)), (("A & B", "D"), ("y",)), title="K_"), "tex")
    assert re.findall(r"^\\(?:@ifundefined\{chapter\}|sub|begin\{).*", made, re.MULTILINE) == [
        r"\@ifundefined{chapter}{\section*}{\chapter*}{K\_}",
        r"\subsection*{A \& B}",
        r"\subsubsection*{C}",
        r"\begin{thebibliography}{L0}",
        r"\subsubsection*{D}",
        r"\begin{thebibliography}{L0}",
    ]


# Under TeX ----------------------------------------------------------------------------------------------------------


@pytest.mark.tex
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
@pytest.mark.parametrize(
    "preamble", ["", "\\usepackage[T1]{fontenc}\\usepackage{lmodern,amssymb,hyperref}"], ids=["bare", "hyperref"]
)
def test_citations_print_what_labels_say(typeset: Set, engine: str, preamble: str) -> None:
    made = cited(("1", "12"), labelled("1.", "First."), labelled("12.", f"Second {wrap(Mark.LINK, 'here')}."))
    text = typeset(made, r"See \cite{k0} and \cite{k1}.", preamble, engine)
    assert text.startswith("See [1] and [12]. Kites 1. First. 12. Second here. The end.")


@pytest.mark.tex
def test_author_date_lists_with_sections_print_title_and_headings_once(typeset: Set) -> None:
    entry = f"Li. 2020. Kites.{wrap(Mark.BLOCK, 'Note.')}{wrap(Mark.INDENT, 'Set in.')}"
    made = sectioned((("A",), (entry, "x")), (("B",), (entry,)), layout=Layout(hanging_indent=True))
    text = typeset(made, r"See \cite{k0,k1}.")
    note = "Li. 2020. Kites. Note. Set in."
    assert text.startswith(f"See [L0, L1]. Kites A {note} x B {note} The end.")


@pytest.mark.tex
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
@pytest.mark.parametrize(
    "preamble", ["", "\\usepackage[T1]{fontenc}\\usepackage{lmodern,hyperref}"], ids=["bare", "T1"]
)
def test_hostile_text_is_shown_and_does_nothing(typeset: Set, engine: str, preamble: str) -> None:
    texts = [*ACTS, *(text for text in HOSTILE if not tex.without_form(plain(text)))]
    entry = [
        labelled(f"[{at}]", f"{wrap(Mark.LINK, plain(text))} | {wrap(Mark.BOLD, plain(text))}")
        for at, text in enumerate(texts)
    ]
    listing = ReferenceList(
        title=" ".join(ACTS),
        style="x",
        language="en",
        sections=(
            ListedSection(
                path=(" ".join(ACTS),),
                references=tuple(
                    Reference(f"k{at}", text, plain(texts[at]), f"https://e.example/{texts[at]}")
                    for at, text in enumerate(entry)
                ),
            ),
        ),
    )
    text = typeset(listing, "".join(f"\\cite{{k{at}}} " for at in range(len(texts))), preamble, engine)
    assert [act for act in ACTS if text.count(act) < 5] == []
    assert re.findall(r"\[(\d+)\] ", text)[-1] == str(len(texts) - 1)


@pytest.mark.tex
def test_what_takes_t1_or_amssymb_is_set_without_them_too(typeset: Set) -> None:
    characters = [chr(code) for code in range(0xA0, 0x2C00)]
    known = [one for one in characters if one.isprintable() and tex.escape(one).strip() and not tex.without_form(one)]
    assert len(known) > 1000
    text = typeset(cited(("1", "2"), labelled("[1]", " ".join(known)), labelled("[2]", "„a“ «b»")), preamble="")
    assert "[leqslant]" in text
    assert (
        typeset(page("„a“ «b» ąđ"), preamble="\\usepackage[T1]{fontenc}\\usepackage{lmodern}").count("„a“ «b» ąđ") == 1
    )


@pytest.mark.tex
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(marked, min_size=40, max_size=60), anything)
def test_any_text_compiles(typeset: Set, texts: list[str], title: str) -> None:
    """But for characters that no TeX form is known of: pdflatex wants packages for them."""

    def known(text: str) -> str:
        return "".join(one for one in text if "\ue000" <= one <= "\ue03f" or not tex.without_form(visible(one)))

    listing = page(*(labelled("[1]", known(text)) if at % 2 else known(text) for at, text in enumerate(texts)))
    typeset(
        sectioned(
            ((known(plain(title)) or "x",), tuple(r.marked for r in listing.references)), title=known(plain(title))
        )
    )
