"""The reader of .bbl files: entries, labels, markup; nothing a reader would see is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering import output
from plbib.rendering.bst import bbl
from plbib.rendering.bst.bbl import LabelKind
from plbib.rendering.bst.tex import TexReader, text_of
from plbib.rendering.marks import Mark, pieces, wrap
from tests.samples import anything

HEAD = r"""% made by a style
\providecommand{\kitename}[2]{#2 (#1)}
\newcommand{\kiteyear}[2][n.d.]{#2: #1}
\expandafter\ifx\csname kiteurl\endcsname\relax
  \def\kiteurl#1{\texttt{#1}}\fi
\ifx \kitedoi \undefined \def \kitedoi #1{doi #1}\fi
\providecommand \kitenoop [0]{}%
\let\kitealias=\kitename
\providecommand \kitelink [0]{\href }%
\begin{thebibliography}{10}

"""


def marked(tex: str) -> str:
    return text_of(TexReader({}).read(tex))


def text(tex: str) -> str:
    return output.to_text(marked(tex))


def entry(body: str) -> bbl.Bibitem:
    (found,) = bbl.read(f"{HEAD}{body}\n\n\\end{{thebibliography}}\n")
    return found


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\emph{Kites} fly", wrap(Mark.ITALIC, "Kites") + " fly"),
        (r"{\em Kites} fly", wrap(Mark.ITALIC, "Kites") + " fly"),
        (r"{\it Kites \bf high}", wrap(Mark.ITALIC, "Kites " + wrap(Mark.BOLD, "high"))),
        (r"\textbf{7}(2)", wrap(Mark.BOLD, "7") + "(2)"),
        (r"{\sc Berg} and \textsc{Li}", f"{wrap(Mark.SMALL_CAPS, 'Berg')} and {wrap(Mark.SMALL_CAPS, 'Li')}"),
        (r"H\textsubscript{2}O", f"H{wrap(Mark.SUBSCRIPT, '2')}O"),
        (r"VSP{\etalchar{+}}17", f"VSP{wrap(Mark.SUPERSCRIPT, '+')}17"),
    ],
)
def test_fonts_become_marks(tex: str, expected: str) -> None:
    assert pieces(marked(tex)) == pieces(expected)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"{\'E}lan, M{\"u}ller, {\L}o{\'s} and {\ss}", "Élan, Müller, Łoś and ß"),
        (r"``Up'' and `down', 1--9 --- see~p.\ 3", "“Up” and ‘down’, 1–9 — see p. 3"),
        ("12-{}-13", "12--13"),
        (r"100\% \& more \textbackslash input\{x\}", r"100% & more \input{x}"),
        (r"{$-$}5 and $\alpha$", "−5 and α"),
        ("A\n\\newblock B.\\penalty0 C\\hskip 1em plus 0.5em minus 0.4em\\relax D", "A B.C D"),
        (r"\bibinfo{author}{Berg}, \bibfield {journal} {\bibinfo {journal} {Strings}}", "Berg, Strings"),
        (r"\BIBentryALTinterwordspacing Kites\BIBentrySTDinterwordspacing", "Kites"),
        (r"\url{https://kites.example/a\_b%25}", "https://kites.example/a_b%25"),
        ("\\url{https://kites.example/%\n  a}", "https://kites.example/a"),
        (r"\unknown{one}{two} \stranger[three]", "onetwo [three]"),
        (r"unclosed {\em group", "unclosed group"),
        ("stray } brace", "stray brace"),
        ("costs $5", "costs $5"),
        ("a % b\nc %\n  d", "a % b c d"),
        (r"a\unskip , b \unskip.", "a, b."),
        (r"\vrule height 2pt depth -1.6pt width 23pt, {\em Kites}", "———, Kites"),
    ],
)
def test_tex_becomes_text(tex: str, expected: str) -> None:
    assert text(tex) == expected


def test_macros_without_end_do_end() -> None:
    for macros in (r"\def\x{\x y}", r"\def\x{y\x\x}", r"\def\x#1{#1#1\x{#1#1}}"):
        assert text(rf"{macros}\x the end").endswith("end")


def test_a_link_leads_to_its_address() -> None:
    reader = TexReader({})
    made = text_of(reader.read(r"\href{https://doi.org/10.5555/k\_7}{\emph{Kites}} and \href{javascript:x}{more}"))
    assert pieces(made) == pieces(wrap(Mark.LINK, wrap(Mark.ITALIC, "Kites")) + " and more")
    assert reader.address == "https://doi.org/10.5555/k_7"


def test_macros_that_the_bbl_defines_are_expanded() -> None:
    body = r"\kitename{red}{Berg}\kitenoop, \kiteyear{Kites} \kiteyear[2020]{Tails} \kiteurl{x} \kitedoi{10.1} "
    body += r"\kitealias{a}{b} \kitelink{https://kites.example/}{Kites}"
    assert output.to_text(entry(rf"\bibitem{{k}} {body}").marked) == (
        "Berg (red), Kites: n.d. Tails: 2020 x doi 10.1 b (a) Kites"
    )


@pytest.mark.parametrize(
    ("item", "kind", "label"),
    [
        (r"\bibitem{k}", LabelKind.NUMBER, ""),
        ("\\bibitem[BL{\\etalchar{+}}\n  17]{k}", LabelKind.LABEL, "BL+ 17"),
        (r"\bibitem[Berg et~al.(2017)Berg, Li, and {King}]{k}", LabelKind.AUTHOR_YEAR, "Berg et al., 2017"),
        (
            "\\bibitem[{Berg et~al.(2017{\\natexlab{a}})Berg,\n  Li}]%\n        {k}",
            LabelKind.AUTHOR_YEAR,
            "Berg et al., 2017a",
        ),
        (r"\bibitem [{\citenamefont {Berg}(2017)}]{k}", LabelKind.AUTHOR_YEAR, "Berg, 2017"),
        (r"\bibitem[{{Kites (Inc.)}}(2017)]{k}", LabelKind.AUTHOR_YEAR, "Kites (Inc.), 2017"),
        (r"\bibitem[\protect\citeauthoryear{Berg and Li}{Berg}{2017}]{k}", LabelKind.AUTHOR_YEAR, "Berg, 2017"),
        (r"\bibitem[\protect\astroncite{Berg}{2017}]{k}", LabelKind.AUTHOR_YEAR, "Berg, 2017"),
        (r"\bibitem[Berg et~al., 2017]{k}", LabelKind.AUTHOR_YEAR, "Berg et al., 2017"),
        (r"\bibitem[\protect\citename{Berg, }2017]{k}", LabelKind.AUTHOR_YEAR, "Berg, 2017"),
        (r"\harvarditem[Berg et al.]{Berg \harvardand\ Li}{2017}{k}", LabelKind.AUTHOR_YEAR, "Berg et al., 2017"),
        (
            "\\bibitem [\\protect \\citeauthoryear {%\nBerg%\n}{%\nBerg%\n}{%\n2017%\n}]{%\nk}",
            LabelKind.AUTHOR_YEAR,
            "Berg, 2017",
        ),
    ],
)
def test_labels_tell_how_a_style_cites(item: str, kind: LabelKind, label: str) -> None:
    found = entry(f"{item}\nKites.")
    assert (found.key, found.kind, output.to_text(found.label), found.marked) == ("k", kind, label, "Kites.")


def test_entries_come_in_order_and_end_before_the_environment_does() -> None:
    found = bbl.read(HEAD + "\\bibitem{b}\nB [1].\n\n\\bibitem{a} A\\bibitem{B}\nlast\n\\end{thebibliography}\n\\par")
    assert [(one.key, one.marked) for one in found] == [("b", "B [1]."), ("a", "A"), ("B", "last")]
    assert bbl.read("no entries") == []


WORDS = st.text("abcxyz0189éß李", min_size=1, max_size=6)
AROUND = st.sampled_from(
    [
        r"\emph{%s}",
        r"{\it %s}",
        "{%s}",
        r"\unknown{%s}",
        r"\bibinfo{year}{%s}",
        "%s~",
        "[%s]",
        r"\mbox{%s}",
        "{%s",
        "}%s",
        r"\newblock %s",
        "$%s ",
        r"\url{%s}",
        "%s%%",
        r"\textbf{\emph{%s}}",
        r"\href{x}{%s}",
        r"\bibnamefont {%s}",
        "``%s''",
    ]
)


@given(words=st.lists(st.tuples(WORDS, AROUND), max_size=8))
def test_no_visible_word_is_lost(words: list[tuple[str, str]]) -> None:
    tex = " ".join(around.replace("%%", "%").replace("%s", word) for word, around in words)
    seen = re.sub(r"\s+", " ", text(tex))
    at = 0
    for word, _ in words:
        assert word in seen[at:]
        at = seen.index(word, at) + len(word)


PIECES = st.sampled_from(
    [
        *"{}[]$%~\\#&^_'`-\n ",
        r"\bibitem",
        r"\def",
        r"\newcommand",
        r"\providecommand",
        r"\let",
        r"\ifx",
        r"\fi",
        r"\else",
        r"\csname",
        r"\endcsname",
        r"\href",
        r"\url",
        r"\emph",
        r"\em",
        r"\unskip",
        r"\'",
        r"\harvarditem",
        "#1",
        "{k}",
        "x",
        r"\def\x#1{#1#1\x}",
        r"\x",
        r"\begin{thebibliography}",
        r"\end{thebibliography}",
        r"\penalty",
        r"\hskip",
        r"\@",
    ]
)


@given(tex=st.one_of(anything, st.lists(PIECES, max_size=20).map("".join)))
def test_any_text_is_read(tex: str) -> None:
    for one in bbl.read(rf"\bibitem{{k}} {tex}"):
        assert not re.search("[\r\n]", one.marked)
        assert (one.address == "") or one.address.startswith("http")
