r"""Simple formulas as text with CSL's markup, for formats without TeX: ``$k$``, ``Al$_{1-x}$``, ``10$^{-3}$``.

Only where nothing is lost: letters, digits, signs of Unicode, and one level of scripts. All else stays TeX.
"""

import re
import unicodedata
from functools import cache, lru_cache

from plbib.text import mathematics
from plbib.text.patterns import regex

_PIECE = regex(
    r"(?P<script>[\^_])(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<one>\\[A-Za-z]+|[A-Za-z0-9+*-]))(?:\s+(?=[\^_]))?"
    r"|(?P<letters>[A-Za-z]+)|(?P<command>\\[A-Za-z]+)\s*|\\(?P<space>[,;:! ])|(?P<plain>[0-9()\[\]+=<>.,:;/|!*' -]+)"
    r"|(?P<nothing>\{\})"
)
_UPRIGHT = regex(r"\\(?:mathrm|text|textrm|mbox|operatorname|rm)\s*\{([A-Za-z0-9 ,.+-]*)\}")
_TAGS = {"^": "sup", "_": "sub"}
NAMED = frozenset("ln log exp sin cos tan min max inf sup lim det dim ker arg gcd Pr".split())


def as_markup(text: str) -> str:
    """``text`` with each formula that has such a form in it; the others stay between their dollars.

    Beside them the raised and lowered characters of Unicode become markup, too, so that a text has one form of both.
    """
    if text.count("$") < 2:
        return text
    parts = [(part, is_math and _marked(part)) for part, is_math in mathematics.split(text)]
    marked = any("<su" in form for _, form in parts if form)
    return "".join(form or (f"${part}$" if form == "" else _spelt(part) if marked else part) for part, form in parts)


def _spelt(text: str) -> str:
    """``text`` with markup for its raised and lowered characters."""
    for tag in _FORMS:
        letters = {scripted: letter for letter, scripted in small(tag).items()}
        run = rf"[{''.join(letters)}]+"
        text = re.sub(run, lambda match: f"<{tag}>{''.join(map(letters.__getitem__, match[0]))}</{tag}>", text)  # noqa: B023
    return text


def in_unicode(text: str) -> str:
    """``text`` without the formulas that Unicode can write by itself: ``k``, ``10⁻³``; the others stay TeX."""
    if text.count("$") < 2:
        return text
    return "".join((_raised(part) or f"${part}$") if is_math else part for part, is_math in mathematics.split(text))


def _raised(formula: str) -> str:
    marked = re.sub("</?i>", "", _marked(formula))
    scripts = [(small(tag), inner) for tag, inner in _SCRIPT.findall(marked)]
    if any(not letters.keys() >= set(inner) for letters, inner in scripts):
        return ""
    return _SCRIPT.sub(lambda match: "".join(map(small(match[1]).__getitem__, match[2])), marked)


_SCRIPT = regex("<(su[bp])>(.*?)</su[bp]>")
_FORMS = {"sup": "<super>", "sub": "<sub>"}


@cache
def small(tag: str) -> dict[str, str]:
    """Characters → those of Unicode that are the same raised (``sup``) or lowered (``sub``); other tags have none."""
    smaller: dict[str, str] = {}
    for code in (0xB2, 0xB3, 0xB9, *range(0x2B0, 0x2E5), *range(0x1D2C, 0x1D6B), *range(0x2070, 0x20A0), 0x2C7C):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form == _FORMS.get(tag) and len(letters) == 1:
            smaller.setdefault(chr(int(letters[0], 16)), chr(code))
    return smaller | ({"-": smaller["−"]} if "−" in smaller else {})


@lru_cache(maxsize=4096)
def _marked(formula: str) -> str:
    """A formula with CSL's markup, ``""`` if it has no such form. Letters are italic, as variables are printed."""
    pieces: list[str] = []
    at = 0
    formula = formula.strip()
    while at < len(formula):
        upright = _UPRIGHT.match(formula, at)
        match = upright or _PIECE.match(formula, at)
        text = upright[1] if upright else _piece(match) if match else None
        if match is None or text is None:
            return ""
        named = match.groupdict().get("command") and len(text) > 1
        pieces.append(apart(pieces, text, formula[match.end() :]) if named else text)
        at = match.end()
    return re.sub(r"</i><i>", "", "".join(pieces))


def apart(before: list[str], word: str, after: str) -> str:
    """The name of a function with the space that TeX sets between it and letters or digits."""
    first = before[-1].removesuffix("</i>")[-1:] if before else ""
    return (" " if first.isalnum() else "") + word + (" " if after[:1].isalnum() or after[:1] == "\\" else "")


def _piece(match: re.Match[str]) -> str | None:
    """One piece as text; None if it has no form."""
    if match["script"]:
        inner = _within(match["group"] if match["group"] is not None else match["one"])
        return inner and f"<{_TAGS[match['script']]}>{inner}</{_TAGS[match['script']]}>"
    if match["letters"]:
        return f"<i>{match['letters']}</i>"
    if match["command"]:
        return sign(match["command"])
    return "" if match["nothing"] or match["space"] == "!" else " " if match["space"] else match["plain"]


def sign(command: str) -> str | None:
    """The character or word of a command, None if it has none."""
    if command[1:] in NAMED:
        return command[1:]
    text = of_commands(command)
    return text if len(text) == 1 else None


def of_commands(formula: str) -> str:
    """What TeX prints for a formula of commands."""
    from plbib.text.untex import unescape  # takes a while to load, and few titles have commands

    return unescape(f"${formula}$")


def _within(script: str) -> str | None:
    """What stands in a script, upright; None if it is more than letters, digits and signs."""
    pieces = []
    for part in re.split(r"(\\[A-Za-z]+)\s*", _UPRIGHT.sub(r"\1", script)):
        text = sign(part) if part.startswith("\\") else part if not re.search(r"[\\{}^_$]", part) else None
        if text is None:
            return None
        pieces.append(text)
    return "".join(pieces).strip() or None
