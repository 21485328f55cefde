r"""TeX of other people: whatever it is, it reads as text, and its letters stay."""

import re
import unicodedata
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc import latexwalker

from plbib.text import commands, markup, untex
from plbib.text.macros import unknown_commands
from plbib.text.nesting import balance
from plbib.text.unicode import clean
from plbib.text.untex import unescape
from tests.samples import anything
from tests.timing import processor_time_below


@cache
def macros() -> dict[str, str]:
    """The commands that the library knows arguments of, with what kinds."""
    specs: Any = latexwalker.get_default_latex_context_db().iter_macro_specs()
    return {spec.macroname: spec.args_parser.argspec for spec in specs} | {
        "href": "{{",
        "verb": "",
        "textsubscript": "{",
    }


NAMES = sorted(macros())
COMMANDS = [f"\\{name}" for name in NAMES]
PIECES = [
    *("{", "}", "[", "]", "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{x}", "\\end{x}", "\\begin{equation}"),
    *("\\end{equation}", "\\begin{tabular}", "\\end{tabular}", "\\begin{verbatim}", "\\begin", "\\end", "\\begin{"),
    *("\\", "\\\\", "*", "^", "_", "~", "%", "&", "#", "`", "''", "--", "|", "5", " ", "\n\n", "a", "word", "é", "李"),
]
pieces = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(COMMANDS)), max_size=25).map("".join)
PRINTING = [name for name in NAMES if name not in commands.UNPRINTED]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r'caf\char233 \char"E9 \symbol{233}', "cafééé"),
        (r"a\char`\_ b\char126{}c\char'137 d", "a_b~c_d"),
        (r"\char92 x \char9999999 y", r"\x char9999999 y"),
        ("``Outer `inner' quotes'' and 'tis `don't go'", "“Outer ‘inner’ quotes” and 'tis ‘don't go’"),
        (r"\hyphenquote{german}{Zitat} und \foreignquote*{french}{mot}", "“Zitat” und “mot”"),
        (r"\parentext{12\bibrangessep 14\psqq}", "(12, 14 sqq.)"),
    ],
)
def test_numbers_of_characters_and_quotes_are_read(tex: str, text: str) -> None:
    assert unescape(tex) == text


def letters(text: str) -> str:
    return "".join(re.findall("[A-Za-z]", text))


@pytest.mark.parametrize("name", NAMES)
def test_a_command_without_arguments_is_read(name: str) -> None:
    for form in ("see {}", "see {} ", "see {{{}}}", "see ${}$", "see \\emph{}", "see {}[", "see {}{{}}"):
        assert letters(unescape(form.format(f"\\{name}"))).startswith("see")


@pytest.mark.parametrize("name", PRINTING)
@pytest.mark.parametrize(
    "form", ["{0}{{Kites}}", "{0}[tails]{{Kites}}", "{0} {{Kites}}", "{0}{{Kites", "{0}*{{Kites}}"]
)
def test_the_letters_of_the_last_argument_stay(name: str, form: str) -> None:
    read = unescape(f"a {form.format(chr(92) + name)}")
    assert "Kites" in re.sub("[^A-Za-z]", "", unicodedata.normalize("NFKD", read))


@pytest.mark.parametrize("name", [name for name in PRINTING if macros()[name].count("{") > 1])
def test_of_several_arguments_the_last_stays(name: str) -> None:
    arguments = "".join("{Wind}" for _ in range(macros()[name].count("{") - 1))
    assert "Kites" in unescape(f"\\{name}{arguments}{{Kites}}")


@pytest.mark.parametrize("name", sorted(commands.UNPRINTED))
def test_what_no_reader_sees_is_left_out(name: str) -> None:
    groups = "{Wind}" * macros().get(name, commands.ARGUMENTS.get(name, "{")).count("{")
    assert unescape(f"a\\{name}{groups} b") == "a b"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"\texttt{CodeBERT} and \mbox{GPT-4}", "CodeBERT and GPT-4"),
        (r"\href{https://e.org}{x} and \url{https://e.org/a_b}", "x and https://e.org/a_b"),
        (r"\textcolor{red}{Red} \texorpdfstring{$x$}{ex} \fcolorbox{red}{blue}{box}", "Red ex box"),
        (r"\cite{x} \citep[see][p. 3]{key} \ref{sec}", "x key sec"),
        (r"see \emph", "see "),
        (r"see \textsc", "see "),
        (r"\sqrt{2} \frac{1}{2} \footnote{f}", "√(2) 1/2 [f]"),
        (r"\sqrt \frac", ""),
        (r"\verb|a_b| \verb", "a_b "),
        (r"a\title{Kites}\maketitle\today", "aKites"),
        (r"\mathsf{Net} \mathtt{Code} \mathbb{R}", "Net Code ℝ"),
        (r"a\~{}b \^{} \~{n} \^{o}", "a~b ^ ñ ô"),
        (r"\section{Kites} \textsuperscript{2}", "Kites <sup>2</sup>"),
        (r"\begin{tabular}{cc}a\end{tabular}", "a"),
        (r"\begin{equation}x^2\end{equation}", "$x^2$"),
        (r"\enquote*{a} \enquote{b \enquote{c}} \textquote[d]{e}", "“a” “b ‘c’” “e”"),
        (r"\bibstring{and} \mkbibordinal{3} a\hyphen b\addcomma\space c\adddot \isdot", "and 3rd a-b, c."),
        (r"\MakeUppercase{abc} \lowercase{D} \uline{e} \SI{3}{\meter} \ce{H2O}", "ABC d e 3 meter H2O"),
        (r"\index{a}{\fontfamily{b}\selectfont c}\kern-.1em d\hskip 1em plus 2pt e", "c d e"),
        (r"\url{https://kites.example/~a}", "https://kites.example/~a"),
        (r"\unknown{a} \unknown b\foo\unknown c", "a unknown bfoounknown c"),
        (r"\XeTeX{} and \LaTeXe", "XeTeX and LaTeX2ε"),
        (r"\foré \ss日 \é", "foré ß日 é"),
        (r"\label{l}\color{red}a \\ [b] \\[2mm] c", "a \n [b] \n c"),
        (r"\item[a] \sqrt[3]{x} [b] \emph[c] \sqrt[d", "a √(x) [b] <i>[</i>c] √([)d"),
    ],
)
def test_tex_of_others_reads_as_text(written: str, text: str) -> None:
    assert clean(unescape(written)) == clean(text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("An R$^2$ Study", "An R$^2$ Study"),
        (r"R\ensuremath{^2} and \(x^2\), \[x^2\], $$x^2$$", "R$^2$ and $x^2$, $x^2$, $x^2$"),
        ("$^{13}$C, CO$_2$, CO$_{2}$, 10$^{4}$", "$^{13}$C, CO₂, CO₂, 10⁴"),
        (r"$\alpha$$\beta$ and $a^2$$b^2$", "αβ and $a^2$$b^2$"),
        ("$x_{i}[0,1)$ and [0,1)", "$x_{i}[0,1)$ and [0,1)"),
        ("$5 and $6", "$5 and $6"),
        ("from $5-$6 to $10", "from $5-$6 to $10"),
        ("$5 for $O(n^2)$", "$5 for $O(n^2)$"),
        (r"\$5 for {$5}", "$5 for $5"),
        ("$x y$ $ x $", "x y $x$"),
        ("a $ b", "a $ b"),
    ],
)
def test_math_stays_math_and_prices_stay_prices(written: str, text: str) -> None:
    assert unescape(written) == text


@pytest.mark.heavy
@pytest.mark.parametrize(
    "opening", ["\\begin{x}", "\\(", "\\sqrt[", "\\sqrt[a", "{", "\\emph{", "$", "\\footnote[", "[", "{$"]
)
@pytest.mark.parametrize("times", [20, 400, 3000])
def test_what_is_not_closed_or_too_deep_is_read(opening: str, times: int) -> None:
    with processor_time_below(2):
        assert "end" in unescape(f"{opening * times} end")


@pytest.mark.parametrize(
    ("opening", "closing"), [("{", "}"), ("\\emph{", "}"), ("\\begin{x}", "\\end{x}"), ("\\cite[", "]{}")]
)
@pytest.mark.parametrize("times", [19, 21, 400])
def test_what_is_closed_is_read_however_deep(opening: str, closing: str, times: int) -> None:
    read = markup.plain(unescape(f"a{opening * times}Kites{closing * times}z"))
    assert read == "aKitesz" or (opening == "\\cite[" and read[0] + read[-1] == "az")


@pytest.mark.heavy
@pytest.mark.parametrize(
    "piece", ["\\emph", "\\'", "%", "{", "{}", "$", "$a$", "[", "\\cite[", "\\verb|", "\\\\[a]", "$5 ", "`"]
)
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    for length in (4_900 * len(piece), 100_000):
        with processor_time_below(2):
            unescape(piece * (length // len(piece)))


@pytest.mark.heavy
def test_no_command_makes_the_library_start_over() -> None:
    """It did so at the end of the text, twice for each level, which made 2^n."""
    for command in COMMANDS:
        with processor_time_below(2):
            for piece in (
                command,
                command + "{",
                command + "[",
                command + "{a}[",
                "$" + command,
                "{$" + command + "$}{",
            ):
                unescape(piece * 18)


@given(st.one_of(pieces, anything))
def test_any_text_is_read_and_leaves_nothing_behind(text: str) -> None:
    before = unescape(text)
    assert unescape(text) == before
    assert unescape("Kites " + text.replace("\\verb", "")).startswith("Kites")


@given(st.one_of(pieces, anything))
@example("\\\\[")
@example(r"\Citealp\é")
def test_what_is_balanced_stays_so_and_loses_no_letter(text: str) -> None:
    once = balance(text)
    assert balance(once) == once
    bare = re.sub(r"\\.", "", once, flags=re.DOTALL)
    assert bare.count("{") == bare.count("}")
    assert bare.count("$") % 2 == 0
    names = re.compile(r"\\(?:begin|end)\s*(?:\{[\w* ._-]+\})?")
    assert letters(names.sub("", once)) == letters(names.sub("", text))


@given(pieces)
@example(r"\"\sqrt")
def test_the_library_reads_all_that_is_balanced(text: str) -> None:
    reader, context = untex._reader()  # noqa: SLF001
    reader.latex_to_text(balance(untex._prepared(text)), latex_context=context)  # noqa: SLF001


def test_where_the_library_gives_up_the_letters_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> str:
        raise KeyError("x")

    monkeypatch.setattr(untex._reader()[0], "latex_to_text", broken)  # noqa: SLF001
    assert unescape(r"\emph{Kites} \begin{x}and\end{x} {\'e}\unknown") == "Kites  and  'e"
    assert unescape(r"\Kites") == "Kites"


# Sign by sign -------------------------------------------------------------------------------------------------------

SIGNS = (
    r"""a B xy . é ü 中 { } { } {LLM} \"u \'{e} \'{\i} {\l} \ss{} \c{c} \v{s} \& \% % & - -- --- ' '' `` ` ~ [ ] ! ? """
    r"""\_ \$ \# {\AE} \o{} \i{} \H{o} \.z {\'e} $k$ $\Omega$ $x_{ij}$ $ 5 $5 R$^2$ \emph{x} \\ 1 " \~n"""
).split()


@given(st.lists(st.sampled_from([*SIGNS, " ", "  ", "\n", "\u0301"]), max_size=12).map("".join))
@example("--" * 9 + "{{{{x}}}}")
def test_what_is_read_sign_by_sign_is_what_the_library_reads_at_once(text: str) -> None:
    assert untex._unescaped(text) == untex._translated(text)  # noqa: SLF001


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("?`Que? !`Ay!", "¿Que? ¡Ay!"),
        ("a `b c' d's", "a ‘b c’ d's"),
        ("`a", "‘a"),
        (r"$\em a$", "a"),
        (r"a\kern1pt b", "a b"),
        (r"a\hskip 1em plus 2pt b", "a  b"),
        (r"a\hspace*{1em}b", "a b"),
        (r"\url{http://a.b/~c} ~d", "http://a.b/~c \u00a0d"),
        (r"\verb|a_b| a % b & c \% d", "a_b a % b & c % d"),
        (r"\foo{a} \foo*{b} \foo c \foo", "a b foo c foo"),
        (r"\f{a}", "a"),
        ("$5 and $6", "$5 and $6"),
        ("$x$ costs $5", "$x$ costs $5"),
        (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
        (r"\ensuremath{x^2} \ensuremath{\alpha} $\ensuremath{x}$", "$x^2$ α x"),
        (r"\mathbf{x} \mathbb{R} \mathbf{xy}", "𝐱 ℝ xy"),
        (r"\~{} \^{}a \'{} \'a", "~ ^a  á"),
        (r"\frac{1}{2} \sqrt[3]{2}", "1/2 √(2)"),
        (r"\href{a}{b}\footnote{c}", "b[c]"),
        (r"a\\[1em]b\\ [c", "a\nb\n [c"),
        (r"\textsuperscript{2}\textsuperscript{}\textsc{a}", "<sup>2</sup><sc>a</sc>"),
        (r"\uppercase{a}b\MakeLowercase{A}", "Aba"),
        (r"\texorpdfstring{$x$}{y}\noopsort{a}b", "yb"),
        (r"{\bf a} \textbf{a}\texttt{c}", "<b>a</b> <b>a</b>c"),
        ("$_j$ $^V$ $_{j}$ $x_{i}$", "ⱼ ⱽ ⱼ $x_{i}$"),
        (r"\"\i\v{c}\c c\o\ss\AE", "ïčçøßÆ"),
        (r"$\frac{a}{b}$ $\alpha$-x \(x\)", r"$\frac{a}{b}$ α-x $x$"),
        (r"a--b---c~d\,e\- f\/", "a–b—c\u00a0d e f"),
        ("{" * 4 + "a" + "}" * 4 + "{" * 5 + "b" + "}" * 5, "ab"),
    ],
)
def test_what_commands_print(tex: str, text: str) -> None:
    assert unescape(tex).replace("\u2009", " ") == text


@pytest.mark.parametrize(
    ("tex", "unknown"),
    [
        (r"a \\kite b", []),
        (r"a \\\kite b", ["kite"]),
        (r"\'e \emph{x}", []),
        (r"\{kite\kite", ["kite"]),
        (r"\kite\kite", ["kite"]),
    ],
)
def test_a_backslash_behind_another_begins_no_command(tex: str, unknown: list[str]) -> None:
    assert unknown_commands(tex) == unknown


@pytest.mark.parametrize(("more", "most"), [("a", 50_000 - 4), ("~", 5_000 - 3)])
def test_a_text_of_very_many_letters_or_marks_only_loses_its_commands(more: str, most: int) -> None:
    assert unescape("\\o{}" + more * most).startswith("ø")
    assert "ø" not in unescape("\\o{}" + more * (most + 1))
