"""The commands of TeX that this program knows, what they take, and which it does not know."""

from collections.abc import Callable
from functools import cache

from plbib.text import bibstrings
from plbib.text.commands import ARGUMENTS, AROUND, CHARACTERS, FOR_SORTING, SHOWN, SILENT, SWITCHES, TAGS, UNPRINTED
from plbib.text.mathematics import NAMES
from plbib.text.patterns import regex
from plbib.text.texforms import signs

CHANGED: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("MakeUppercase", "uppercase", "MakeTextUppercase"), str.upper),
    **dict.fromkeys(("MakeLowercase", "lowercase", "MakeTextLowercase"), str.lower),
    **dict.fromkeys(
        ("bibstring", "biblstring", "bibsstring", "bibcpstring", "bibxstring"),
        lambda key: bibstrings.word(key) or key,
    ),
    **dict.fromkeys(("mkbibordinal", "mkbibmascord", "mkbibfemord", "mkbibneutord"), bibstrings.ordinal),
}
"""Commands that print their argument as another text."""
OWN_ARGUMENTS = {
    **dict.fromkeys((*TAGS, *FOR_SORTING, *AROUND, *SHOWN, *CHANGED), "{"),
    **ARGUMENTS,
}


@cache
def known_commands() -> frozenset[str]:
    """The names of all commands that :mod:`plbib.text.untex` knows."""
    from pylatexenc import latex2text, latexwalker

    printed = latex2text.get_default_latex_context_db()
    walker = latexwalker.get_default_latex_context_db()
    theirs = {spec.macroname for specs in (printed.iter_macro_specs(), walker.iter_macro_specs()) for spec in specs}
    ours = (OWN_ARGUMENTS, CHARACTERS, SILENT, UNPRINTED, SWITCHES, NAMES, _LETTERS, _PARTS)
    return frozenset(theirs).union(filter(None, _COMMAND.findall("".join(signs()))), *ours)


_LETTERS = frozenset("a b c d i j k l o r t u v H L O P S aa AA ae AE oe OE ss SS".split())


def unknown_commands(tex: str) -> list[str]:
    """The commands in ``tex`` that :mod:`plbib.text.untex` does not know: of those the argument stays, or the name."""
    names = [name for name in _COMMAND.findall(tex) if name and name not in _COMMON]
    return [name for name in dict.fromkeys(names) if name not in known_commands()] if names else []


_PARTS = frozenset("textcommabelow textunderscore joinrel mathbin mathrel mathchar char symbol".split())
"""Of what characters are composed."""
_COMMAND = regex(r"\\(?:([A-Za-z]+)|.)")  # a backslash behind another one begins none
_COMMON = _LETTERS | frozenset("emph textit textbf textsc url alpha beta times sim bf it em rm".split())
"""Those of most files, known before the library is loaded."""
