"""Publishers' markup as CSL's: formulas of scripts on one line, known tags by another name, the others away."""

import pytest

from plbib.text.jats import clean

X = "<mml:mi>x</mml:mi>"
TWO = "<mml:mn>2</mml:mn>"


def formula(inner: str) -> str:
    return f"<mml:math>{inner}</mml:math>"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (X, "x"),
        (f"<mml:mi>L</mml:mi><mml:mo>=</mml:mo>{TWO}", "L=2"),
        (f"<mml:msub>{X}{TWO}</mml:msub>", "x<sub>2</sub>"),
        (f"<mml:msup>{X}{TWO}</mml:msup>", "x<sup>2</sup>"),
        (f"<mml:msubsup>{X}{TWO}{X}</mml:msubsup>", "x<sub>2</sub><sup>x</sup>"),
        (f"<mml:msub>{X}</mml:msub>", "x"),  # a part is not there
        (f"<mml:msub>{X}<mml:mrow>{TWO}{X}</mml:mrow></mml:msub>", "x<sub>2x</sub>"),
        (
            f"<mml:mrow><mml:msub>{X}{TWO}</mml:msub><mml:msup>{X}{TWO}</mml:msup></mml:mrow>",
            "x<sub>2</sub>x<sup>2</sup>",
        ),
        ("", ""),
    ],
)
def test_a_formula_is_letters_numbers_and_scripts(inner: str, shown: str) -> None:
    assert clean(f"Kites in {formula(inner)} winds").split() == f"Kites in {shown} winds".split()
    assert clean(f"A{formula(inner)}B") == f"A{shown}B"
    assert clean(formula(inner).replace("mml:", "")) == shown


def test_blanks_around_a_formula_are_one() -> None:
    assert clean(f"Of  {formula(X)}\n and") == "Of x and"
    assert clean(f"Of  {formula(X)}.") == "Of x."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<jats:italic>E. coli</jats:italic>", "<i>E. coli</i>"),
        ("<jats:title>Abstract</jats:title><jats:p>We fly.</jats:p>", "We fly."),
        ("<jats:p>We fly.</jats:p><jats:p>It holds.</jats:p>", "We fly. It holds."),
        ("H<inf>2</inf>O <tt>kite</tt>", "H<sub>2</sub>O kite"),
        (" <i>E. coli</i> ", " <i>E. coli</i> "),  # CSL's already: left alone, with its blanks
        (" a < b ", " a < b "),
        (" plain ", " plain "),
    ],
)
def test_tags_are_those_of_csl_or_away(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<sec>a</sec><break/>b", "a b"),
        ("<scp>A</scp><em>b</em><strong>c</strong>", "<sc>A</sc><i>b</i><b>c</b>"),
        ("a<mml:math display='block'><mml:mtext> x </mml:mtext></mml:math>b", "axb"),
        ("<math><msup><mi>x</mi><mn>2</mn><mn>3</mn></msup></math>", "x23"),
        ("<xref ref-type='x'>1</xref> ", "1"),
        ("<jats:title> ABSTRACT </jats:title>a", "a"),
        ("<foo>a</foo><p>b</p>", "<foo>a</foo> b"),
        ("<i>a</i><p>b</p> ", "<i>a</i> b"),
        ("a<br>b ", "a<br>b "),
    ],
)
def test_what_parts_text_and_what_is_not_known(text: str, shown: str) -> None:
    assert clean(text) == shown
