"""Forty shapes of text that grow by a character or a mark, and files that grow by an entry: the worst input we know."""

from collections.abc import Callable
from itertools import count, takewhile

from . import attack

SHAPES: dict[str, tuple[str, ...]] = {
    "small letters": ("", "a", ""),
    "capitals": ("", "A", ""),
    "digits": ("", "1", "x"),
    "letters beyond ASCII": ("é", "é", ""),
    "accents": ("", "a\u0301", ""),
    "only accents": ("a", "\u0301", ""),
    "Chinese": ("", "漢", ""),
    "emoji": ("", "👩‍👩‍👧", ""),
    "no characters": ("T", "\x01", ""),
    "directions": ("T", "\u202e", ""),
    "blanks": ("a", " ", "b"),
    "line ends": ("a", "\n", "b"),
    "words": ("", "a ", "."),
    "words of both cases": ("", "aB ", ""),
    "numbers in words": ("Wei Wang", " 0001", "x"),
    "undefined": ("", "undefined", ""),
    "initials": ("X, ", "A.", ""),
    "names": ("", "Doe, J. and ", "X"),
    "and": ("A", " and", "y"),
    "commas": ("", "a, ", ""),
    "hyphens": ("1 Jan ", "-", "!"),
    "dashes": ("1", " – ", "x"),
    "apostrophes": ("", "d'A", ""),
    "quotes": ("", '"a ', ""),
    "opened braces": ("", "{", ""),
    "braces in braces": ("", "{", "x", "}"),
    "braces in a row": ("", "{A}", ""),
    "commands in commands": ("", r"\emph{", "x", "}"),
    "commands in a row": ("", r"\foo{x} ", ""),
    "accents of TeX": ("", r"\'", ""),
    "backslashes": ("", "\\", " "),
    "math in a row": ("", "$x$ ", ""),
    "math in math": ("$", "x_{", "y", "}"),
    "opened math": ("", "$x ", ""),
    "opened brackets": ("", "[(", ""),
    "brackets in brackets": ("", "[", "T", "](u)"),
    "marks of Markdown": ("", "*a _b `", ""),
    "tags in tags": ("", "<i>", "x", "</i>"),
    "entities": ("", "&amp;", "&#"),
    "addresses": ("", "https://doi.org/10.1000/", ""),
}
"""What stands before, what is repeated, what stands behind; a fourth part is repeated as often, at the end."""


def text(shape: str, size: int) -> str:
    """About ``size`` characters of a shape."""
    before, piece, behind, *closing = SHAPES[shape]
    often = max(1, size // len(piece + "".join(closing)))
    return before + piece * often + behind + "".join(closing) * often


def _entries(entry: Callable[[int], str]) -> Callable[[int], str]:
    """A file of about ``size`` characters, made of numbered entries."""

    def file(size: int) -> str:
        return "".join(map(entry, takewhile(lambda number: number * len(entry(1)) < size, count())))

    return file


def _circle(size: int) -> str:
    much = max(2, size // 50)
    return "".join(f"@inbook{{k{n}, title={{T{n}}}, crossref={{k{(n + 1) % much}}}}}\n" for n in range(much))


def _star(size: int) -> str:
    much = max(1, size // 25)
    held = "".join(f"@xdata{{x{n}, f{n}={{a}}}}\n" for n in range(much))
    return held + "@book{k, title={T}, xdata={" + ",".join(f"x{n}" for n in range(much)) + "}}\n"


def _nested(size: int) -> str:
    """A list in a list, as deep as ``size`` characters reach."""
    deep = int(size**0.5)
    return "# L\n" + "".join(f"{'  ' * n}- [T{n}](https://arxiv.org/abs/2101.{n:05})\n" for n in range(deep))


def _attack(marks: Callable[[int], str]) -> Callable[[int], str]:
    """An input of an attack, so many times its mark that it has about ``size`` characters."""
    each = max(1, (len(marks(300)) - len(marks(100))) // 200)
    return lambda size: marks(size // each)


FILES: dict[str, dict[str, Callable[[int], str]]] = {
    "bib": {
        "entries": _entries(lambda n: f"@book{{k{n}, title={{T{n}}}, author={{Doe, J}}, year=2020}}\n"),
        "one key": _entries(lambda n: f"@book{{k, title={{T{n}}}, year=2020}}\n"),
        "a chain of crossref": _entries(lambda n: f"@inbook{{k{n}, title={{T{n}}}, crossref={{k{n + 1}}}}}\n"),
        "a chain of xdata": _entries(lambda n: f"@xdata{{k{n}, f{n}={{a}}, xdata={{k{n + 1}}}}}\n"),
        "a circle of crossref": _circle,
        "many in xdata": _star,
        "many of one whole": _entries(lambda n: f"@inbook{{k{n}, title={{T{n}}}, crossref={{k0}}}}\n"),
        "macros": _entries(lambda n: f"@string{{s{n} = {{x}}}}\n"),
        "a chain of macros": _entries(lambda n: f"@string{{s{n + 1} = s{n} # {{x}}}}\n"),
        "never closed": _entries(lambda n: f"@book{{k{n}, title={{T{n}, year=2020}}\n"),
        "nothing but starts": _entries(lambda _: "@book{"),
        "comments": _entries(lambda _: "@comment{"),
        **{name: _attack(marks) for name, marks in attack.BIB.items()},
    },
    "list": {
        "entries": _entries(lambda n: f"[ICLR'23] [T{n}](https://arxiv.org/abs/2101.{n:05}), X\n\n"),
        "one entry": _entries(lambda _: "[ICLR'23] [Same](https://arxiv.org/abs/2101.00001), X\n\n"),
        "one title": _entries(lambda n: f"[ICLR'23] [Same](https://example.org/{n}.pdf), X\n\n"),
        "headings": _entries(lambda n: f"## H{n % 7}\n[ICLR'23] [T{n}](https://arxiv.org/abs/2101.{n:05}), X\n\n"),
        "rows of a table": _entries(lambda n: f"| [T{n}](https://arxiv.org/abs/2101.{n:05}) | ICLR | 2023 |\n"),
        "definitions of links": _entries(lambda n: f"[a{n}]: https://arxiv.org/abs/2101.{n:05}\n"),
        "lists in lists": _nested,
        "opened comments": _entries(lambda _: "<!--\n"),
        "fences": _entries(lambda _: "```\n"),
        "quotations": _entries(lambda _: "> g\n"),
        **{name: _attack(marks) for name, marks in attack.LIST.items()},
    },
    "ris": {
        "entries": _entries(lambda n: f"TY  - JOUR\nTI  - T{n}\nAU  - Doe, J\nER  - \n"),
        "never ended": _entries(lambda n: f"TY  - JOUR\nTI  - T{n}\n"),
        "authors": _entries(lambda n: f"{'' if n else 'TY  - JOUR'}\nAU  - Doe{n}, J"),
    },
    "tex": {"commands": _entries(lambda n: f"\\cite[a]{{k{n}}} "), "opened": _entries(lambda _: r"\cites[(<{")},
    "md": {"keys": _entries(lambda n: f"[@k{n}; @k{n + 1}]\n"), "opened": _entries(lambda _: "@{a ")},
    "aux": {"keys": _entries(lambda n: f"\\citation{{k{n}}}\n"), "files": _entries(lambda _: r"\@input{")},
    "bcf": {"keys": _entries(lambda n: f'<bcf:citekey order="{n}">k{n}</bcf:citekey>\n')},
}
"""By the kind of file: how it grows by whole entries."""
