"""Formulas as people read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text import markup
from plbib.text.readable import protect, readable
from tests.conftest import examples

CASES = {
    r"\sqrt{s}": "√<i>s</i>",
    r"\sqrt{s_{NN}}": "√(<i>s</i><sub>NN</sub>)",
    r"\bar b": "<i>b̄</i>",
    r"p\bar p": "<i>pp̄</i>",
    r"\overline{\mathrm{MS}}": "M̅S̅",
    r"\hat{H}": "<i>Ĥ</i>",
    r"\tilde{\chi}^0_1": "χ̃<sup>0</sup><sub>1</sub>",
    r"\frac{1}{2}": "1/2",
    r"\frac{a+b}{2}": "(<i>a</i>+<i>b</i>)/2",
    r"\mathcal{N}=4": "𝒩=4",
    r"\mathbb{R}^n": "ℝ<sup>n</sup>",
    r"\mathbf{x}^T": "<b>x</b><sup>T</sup>",
    r"\mathrm{SL}_2(\mathbb{Z})": "SL<sub>2</sub>(ℤ)",
    r"x_{i_j}": "<i>x</i><sub>i<sub>j</sub></sub>",
    r"p_{\rm T}": "<i>p</i><sub>T</sub>",
    r"\left(x\right)": "(<i>x</i>)",
    r"\left.x\right|": "<i>x</i>|",
    r"\sum_{i=1}^n x_i": "∑<sub>i=1</sub><sup>n</sup> <i>x</i><sub>i</sub>",
    r"O(n^2)": "<i>O</i>(<i>n</i><sup>2</sup>)",
    r"\{0,1\}\cdots\bar{1}": "{0,1}⋯1̄",
    r"\binom{n}{k}": r"$\binom{n}{k}$",
    r"\widehat{ab}": r"$\widehat{ab}$",
    r"O(\sqrt{n}\log n)": "<i>O</i>(√<i>n</i> log <i>n</i>)",
    r"\sqrt2\sin(x)": "√2 sin(<i>x</i>)",
    r"\bar{ab}": "<i>āb̄</i>",
    r"\bar{x_1}": r"$\bar{x_1}$",
    r"\ddot{\alpha}\vec x": "α̈<i>x⃗</i>",
    r"\hat{+}": r"$\hat{+}$",
    r"x\,y\!z": "<i>x</i> <i>yz</i>",
    r"{x}y": "<i>xy</i>",
    r"\sqrt{12}": "√12",
    r"\sqrt{xy}": "√(<i>xy</i>)",
    r"\frac{12}{x}\frac{xy}{2}": "12/<i>x</i>(<i>xy</i>)/2",
    r"\frac1{\bar b}": "1/<i>b̄</i>",
    r"\mathbf{ab}\mathbb{RZ}": "<b>ab</b>ℝℤ",
    r"\mathcal{a1}": r"$\mathcal{a1}$",
    r"\rm x": "x",
    r"x_{\rm ab}y": "<i>x</i><sub>ab</sub><i>y</i>",
    r"x_\sqrt2": r"$x_\sqrt2$",
    r"\left.x\right.": "<i>x</i>",
    r"\cal N": r"$\cal N$",
}


@pytest.mark.parametrize("formula", CASES)
def test_a_formula_has_markup_and_letters_of_unicode(formula: str) -> None:
    assert readable(f"At ${formula}$, too") == f"At {CASES[formula]}, too"


@pytest.mark.parametrize("text", ["from $5 to $7", "https://x.example/$a$b", "x", "a $b", r"no \sqrt{s} here"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert readable(text) == text


def test_styles_leave_the_letters_of_a_formula() -> None:
    assert protect("On $k$-means") == 'On <span class="nocase">$k$</span>-means'


pieces = st.sampled_from(
    [
        r"\bar",
        r"\sqrt",
        r"\frac",
        r"\mathbb",
        r"\rm",
        r"\left",
        r"\right",
        *r"{ } ^ _ \{ \} \, a N 2 + . | \alpha".split(),
    ]
)


@examples(300)
@given(pieces=st.lists(pieces, max_size=9))
def test_letters_stay_and_markup_is_closed(pieces: list[str]) -> None:
    formula = " ".join(pieces)
    read = readable(f"x ${formula}$ y")
    if "$" not in read:
        assert (
            re.sub("[^a-zN2]", "", markup.plain(read).replace("α", "").replace("ℕ", "N"))
            == "x" + "".join(piece for piece in pieces if piece in ("a", "N", "2")) + "y"
        )
        assert "<" not in markup.plain(read)
