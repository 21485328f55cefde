"""Simple formulas as markup or Unicode; where something would be lost, TeX stays."""

import pytest

from plbib.text.formulas import as_markup, in_unicode


@pytest.mark.parametrize(
    ("tex", "markup", "text"),
    [
        ("$k$-NN", "<i>k</i>-NN", "k-NN"),
        ("$O(n^2)$ time", "<i>O</i>(<i>n</i><sup>2</sup>) time", "O(n²) time"),
        ("$x_{ij}$ and 10³", "<i>x</i><sub>ij</sub> and 10<sup>3</sup>", "xᵢⱼ and 10³"),
        ("$k$ and 10³", "<i>k</i> and 10³", "k and 10³"),
        (r"$\mathrm{max}(x)$", "max(<i>x</i>)", "max(x)"),
        (r"$\text{a b}_1$", "a b<sub>1</sub>", "a b₁"),
        (r"$\log n$", "log <i>n</i>", "log n"),
        (r"$n\log n$", "<i>n</i> log <i>n</i>", "n log n"),
        (r"$O(\log n)$", "<i>O</i>(log <i>n</i>)", "O(log n)"),
        (r"$\log(n)$", "log(<i>n</i>)", "log(n)"),
        (r"$\log 2$", "log 2", "log 2"),
        (r"$\log\alpha$", "log α", "log α"),
        (r"$\alpha$", "α", "α"),
        (r"$n\times m$", "<i>n</i>×<i>m</i>", "n×m"),
        (r"$a\,b$", "<i>a</i> <i>b</i>", "a b"),
        (r"$a\!b$", "<i>ab</i>", "ab"),
        ("$x^{-1}$", "<i>x</i><sup>-1</sup>", "x⁻¹"),
        (r"$x^{\mathrm{T}}$", r"<i>x</i><sup>T</sup>", "xᵀ"),
        (r"$x_\alpha$", "<i>x</i><sub>α</sub>", r"$x_\alpha$"),
    ],
)
def test_what_a_formula_prints(tex: str, markup: str, text: str) -> None:
    assert (as_markup(tex), in_unicode(tex)) == (markup, text)


@pytest.mark.parametrize(
    "tex", [r"$\frac{1}{2}$", "$a b$", r"$\mathbf{x}$", "$x^{y^z}$", "$ x $", "costs $5 and $6", "$", "$$", "5 $"]
)
def test_what_has_no_such_form_stays(tex: str) -> None:
    assert (as_markup(tex), in_unicode(tex)) == (tex, tex)
