"""TeX made well nested: what has no partner loses its meaning, nothing else changes."""

import pytest

from plbib.text.nesting import balance


@pytest.mark.parametrize(
    ("tex", "nested"),
    [
        ("a $ b", r"a \$ b"),
        ("$a$ $b", r"$a$ \$b"),
        ("$$a$$", "$a$"),
        (r"\(a\)", "$a$"),
        (r"\[a\]", "$a$"),
        (r"\(a", r"\$a"),
        (r"a\)", "a{}"),
        ("$a$$b$", "$a$$b$"),
        ("$$a$", "$a$"),
        ("$a$$", r"$a$\$"),
        ("$$", r"\$"),
        ("$$$$", "${}$"),
        (r"a \$ b $c$", r"a \$ b $c$"),
        (r"$a\)b$", "$a{}b$"),
        ("{a", "{a}"),
        ("{{a", "{{a}}"),
        ("a}", "a{}"),
        ("{$a}b$", r"{\$a}b\$"),
        ("{a$b}c$", r"{a\$b}c\$"),
        (r"\begin{x}a\end{x}", r"\begin{x}a\end{x}"),
        (r"\begin {x}a\end {x}", r"\begin {x}a\end {x}"),
        (r"\begin{x}a", "{}a"),
        (r"a\end{x}", "a{}"),
        (r"\begin{x}{a\end{x}}", "{}{a{}}"),
        (r"\end{a}\begin{a}", "{}{}"),
        (r"\begin", "{}"),
        ("a\\", "a{}"),
        (r"\é", "é"),
        (r"\foo李", r"\foo 李"),
        (r"\foo\é", r"\foo é"),
        (r"\foo[a]", r"\foo[a]"),
        (r"\foo[a", r"\foo{[}a"),
        (r"\foo [a", r"\foo {[}a"),
        (r"\foo*[b", r"\foo*{[}b"),
        (r"\\[b", r"\\{[}b"),
        ("a[b", "a[b"),
        ("]", "]"),
        ("{[}]", "{[}]"),
        ("[{]}", "[{]}"),
    ],
)
def test_marks_without_a_partner(tex: str, nested: str) -> None:
    assert balance(tex) == nested


def test_nothing_lies_deeper_than_twenty() -> None:
    for depth in (19, 20):
        deep = "{" * depth + "a" + "}" * depth
        assert balance(deep) == deep
    assert balance("{" * 21 + "a" + "}" * 21) == "{" * 20 + "{}a{}" + "}" * 20
    assert balance("{" * 20 + "$a$") == "{" * 20 + r"\$a\$" + "}" * 20
    assert balance(r"\x" + "[" * 21) == r"\x{[}" + "[" * 20
    assert balance(r"\x[" * 20 + "]" * 20) == r"\x[" * 20 + "]" * 20
    assert balance(r"\x[" * 21 + "]" * 21) == r"\x[" * 20 + r"\x{[}" + "]" * 21
