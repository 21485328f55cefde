r"""Math in titles: what reads like math passes into TeX and compiles; nothing that passes can act."""

import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text import mathematics, tex
from plbib.text.capitals import protect
from plbib.text.mathematics import is_math
from tests.samples import anything
from tests.timing import processor_time_below

SIGNS = [*"xnA0+-=<>()[],.|/!*:;", "12"]
SHORT, COMMANDS, FONTS = (sorted(getattr(mathematics, name)) for name in ("_SHORT", "_COMMANDS", "_FONTS"))
GROUPED = ["sqrt", "hat", "bar", "tilde", "vec", "dot", "overline", "widehat", "underline", "ddot"]
HOSTILE = ["\\input{x}", "\\def\\x{}", "^^5c", "\\catcode", "^^M", "\\", "$", "#", "%", "&", "~", "\n", "\u00a0", "é"]


def formula(draw: random.Random, depth: int = 0) -> str:
    """A row of atoms as the grammar has it, each with at most one script of a kind."""
    made = draw.choice(["", "", "", "^2", "_{10}", "^n_2"])
    for _ in range(draw.randint(1, 4)):
        inner = f"{{{formula(draw, depth + 1)}}}" if depth < 3 else "{n}"
        font, group = f"\\{draw.choice(FONTS)}{{{draw.choice(['R', 'Kl'])}}}", f"\\{draw.choice(GROUPED)}{inner}"
        control, command = f"\\{draw.choice(',;:!%&#_ ')}", f"\\{draw.choice(COMMANDS)} "
        sign = draw.choice(SIGNS)
        made += draw.choice([sign, sign, sign, command, command, font, group, inner, control, f"\\frac{inner}{{2}}"])
        for script in draw.sample("^_", draw.choice([0, 0, 1, 2])):
            made += script + draw.choice(["2", "n", "*", f"\\{draw.choice(SHORT)} ", inner])
    return made


formulas = st.integers(0, 10**6).map(lambda seed: formula(random.Random(seed)))  # noqa: S311
pieces = [*SIGNS, *"{}^_ ", *HOSTILE, "\\frac{", "\\sqrt{", "\\mathcal{", *(f"\\{name} " for name in COMMANDS)]
marks = st.lists(st.sampled_from(pieces), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("On $O(n^2)$ time", ["On ", "O(n^2)", " time"]),
        ("$k$-means of $50\\%$", ["", "k", "-means of ", "50\\%", ""]),
        ("R$^2$, H$_2$O, $^{13}$C", ["R", "^2", ", H", "_2", "O, ", "^{13}", "C"]),
        ("$n = 10$ of $5 = $7", ["", "n = 10", " of $5 = $7"]),
        ("$\\alpha$ and $x_{i,j}$", ["", "\\alpha", " and ", "x_{i,j}", ""]),
        *(
            (text, [text])
            for text in (
                "",
                "$5 and $6",
                "for $5",
                "US$5 or A$6",
                "$5-$6",
                "^$5 and $6",
                "from $5 to 6$",
                "$ x $",
                "\\$x$",
                "$$x$$",
            )
        ),
    ],
)
def test_math_stands_between_dollars_and_prices_do_not(text: str, parts: list[str]) -> None:
    assert list(mathematics.split(text)) == [(part, place % 2 == 1) for place, part in enumerate(parts)]


@pytest.mark.parametrize(
    "good",
    [
        "x",
        "x_{10}^2",
        "\\frac{a}{b}",
        "\\mathcal{O}(n \\log n)",
        "50\\%",
        "\\hat{x}_i",
        "{x}",
        "^2",
        "_2",
        "^{13}",
        "^2_3",
        "{^2}x",
    ],
)
def test_what_titles_hold_is_math(good: str) -> None:
    assert is_math(good)


@pytest.mark.parametrize(
    "bad",
    [
        *(
            "\\input{x}",
            "\\def\\x{}",
            "^^5c",
            "x^^M",
            "\\catcode",
            "\\csname x\\endcsname",
            "\\write18{x}",
            "\\x",
            "\\\\",
        ),
        *("\\begin{x}", "\\mathcal{\\input}", "\\alphax", "\\left(", "\\mathcal{{x}}", "\\"),
        *(
            "{",
            "}",
            "x}",
            "{x",
            "}{",
            "x^",
            "x_",
            "^",
            "_",
            "^2^3",
            "_1_2",
            "{^2^3}",
            "^\\sqrt{2}",
            "^\\,",
            "x^2^3",
            "x_1_2",
            "x^{",
            "\\sqrt",
            "\\frac{a}",
        ),
        *(
            "x^\\sqrt{2}",
            "x^\\log",
            "x_\\dots",
            "x^\\,",
            "x_\\ ",
            "a\n\nb^2",
            "a\u00a0b^2",
            "\\alpha\n\nb",
            "\x00^2",
            "é^2",
        ),
        *("a#1", "a&b", "a%b", "a~b", "x$y", "5 and ", "a b", "", " ", "-", "x" * 201, "{" * 20 + "x^2" + "}" * 20),
    ],
)
def test_no_command_but_the_known_and_nothing_unfinished_is_math(bad: str) -> None:
    assert not is_math(bad)


@given(st.one_of(marks, anything, formulas))
def test_whatever_passes_is_ascii_with_balanced_braces_and_commands_of_the_lists(text: str) -> None:
    if is_math(text):
        assert set(re.findall(r"\\([A-Za-z]+)", text)) <= {*COMMANDS, *GROUPED, *FONTS, "frac"}
        assert re.fullmatch(r"[ -~]*", text)
        assert not re.search(r"\^\^|[$~]|(?<!\\)[#%&]|\\[^A-Za-z,;:!%&#_ ]|\\$", text)
        depths = [text[:place].count("{") - text[:place].count("}") for place in range(len(text) + 1)]
        assert min(depths) == depths[-1] == 0


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("An R$^2$ Study", "An {R}{$^2$} Study"),
        ("On $^{13}$C and x$_i$", "On {$^{13}$}{C} and x{$_i$}"),
        ("For $5 and $6", r"For \$5 and \$6"),
    ],
)
def test_a_title_keeps_its_scripts_as_math(title: str, written: str) -> None:
    assert protect(title) == written
    assert tex.unescape(protect(title)) == tex.unescape(title) == title


@given(formulas)
def test_math_reads_back_as_itself_or_as_its_sign(text: str) -> None:
    if is_math(text.strip()):
        read = tex.unescape(tex.escape_marked(f"${text.strip()}$"))
        assert read in (f"${text.strip()}$", tex.unescape(f"${text.strip()}$"))


@given(st.one_of(marks, st.lists(st.sampled_from(["$", "\\", "x", "^2", " ", "5"])).map("".join), anything))
def test_the_parts_are_the_text(text: str) -> None:
    assert "".join(f"${part}$" if math else part for part, math in mathematics.split(text)) == text


@pytest.mark.parametrize("piece", ["$", "{", "\\", "$a", "$a ", "$ a$", "\\$", "$x$", "$\\", "a ", "^", "$x^2$ "])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    with processor_time_below(3):
        for text in (piece * (100_000 // len(piece)), f"${piece * (100_000 // len(piece))}$"):
            list(mathematics.split(text))
            is_math(text)


@pytest.mark.tex
def test_what_passes_compiles(program: Callable[[str], str], tmp_path: Path) -> None:
    draw = random.Random(1)  # noqa: S311
    made = [text for text in (formula(draw) for _ in range(400)) if is_math(text) and text[-1] not in " \\"]
    made += [f"x^\\{name}" if name in SHORT else f"x\\{name}" for name in COMMANDS]
    made += [f"\\{name}{{Ax0+}}" for name in FONTS]
    written = [tex.escape_marked(f"${text}$") for text in made]
    assert written == [f"{{${text}$}}" for text in made]
    assert len(made) > 300
    packages = "\\usepackage[T1]{fontenc}\\usepackage{lmodern,textcomp,amssymb}"
    paper = ["\\documentclass{article}", packages, "\\begin{document}", "\n\n".join(written), "\\end{document}"]
    (tmp_path / "m.tex").write_text("\n".join(paper), encoding="ascii")
    command = [program("pdflatex"), "-no-shell-escape", "-interaction=nonstopmode", "m"]
    subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False)
    log = (tmp_path / "m.log").read_text(encoding="latin-1")
    assert not re.findall(r"^!.*(?:\n.*){3}|^Missing character.*", log, re.MULTILINE)
    assert "Output written on m.pdf" in log


@pytest.mark.parametrize(
    ("formula", "passes"),
    [
        ("x^2", True),
        ("x^2^3", False),
        ("x^2_3", True),
        ("x^2_3_4", False),
        ("x'^2", True),
        ("x^2'", False),
        ("^2", True),
        ("^2^3", False),
        (r"x^2\rm^3", False),
        (r"x\rm^2", True),
        ("{x", False),
        ("x}", False),
        (r"\}{", False),
        (r"\frac12", True),
        (r"\frac1", False),
        (r"\frac{1}", False),
        (r"\sqrt x", True),
        (r"\sqrt", False),
        (r"\mathbf x", True),
        (r"\mathbf", False),
        (r"\mathbf{\x}", False),
        (r"\mathbf{x", False),
        (r"\mathrm{a-b\,c}", True),
        (r"\left(x\right)", True),
        (r"\left(x", False),
        (r"\left x\right)", False),
        (r"\left(x\right", False),
        (r"\left(x\right x", False),
        (r"x\right)", False),
        (r"{x\right)}", False),
        (r"\foo", False),
        (r"x^\alpha", True),
        (r"x^\log", False),
        (r"x^{\log}", True),
        (r"x^\,", False),
        ("x^", False),
        ("{" * 8 + "x" + "}" * 8, True),
        ("{" * 9 + "x" + "}" * 9, False),
        ("x^" + "1" * 198, True),
        ("x^" + "1" * 199, False),
        ("a b", False),
        ("a~b", False),
        ("a = b", True),
        ("a < b", True),
        ("^^M", False),
        ("x#", False),
        (r"x\#", True),
        ("é^2", False),
        (r"\not=", True),
        (r"\not", False),
    ],
)
def test_what_passes_as_math(formula: str, passes: bool) -> None:
    assert is_math(formula) is passes


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$5 and $6", []),
        ("$a$5", []),  # a price
        ("$x^2$5", ["x^2"]),
        ("$ a$", []),
        ("$a $", []),
        ("$$a$$", []),
        (r"\$a$b$", ["b"]),
        ("a$b$c$d$e", ["b", "d"]),
    ],
)
def test_where_the_formulas_of_a_text_are(text: str, formulas: list[str]) -> None:
    parts = list(mathematics.split(text))
    assert [part for part, is_math in parts if is_math] == formulas
    assert "".join(f"${part}$" if is_math else part for part, is_math in parts) == text
