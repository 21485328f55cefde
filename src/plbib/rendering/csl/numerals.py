"""Numbers: what counts as one, and as more than one; ordinals and Roman numerals (CSL 1.0.2, "Number")."""

import re
from collections.abc import Callable

from plbib.rendering.csl.locale import Locale

NUMERIC = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume".split()
)
"""The number variables of CSL 1.0.2, appendix "Variables"."""
_ONE = r"(?:[A-Za-z]*\d+[A-Za-z]*(?:/\d+)?|[ivxlcdm]+)"
_NUMBER = re.compile(rf"^\s*{_ONE}\s*(?:$|[-–—,&]|and\b|et\b|und\b|y\b)")
_SEVERAL = re.compile(r"^\s*(?:[A-Za-z]*\d+[A-Za-z]*|[ivxlcdm]+)\s*(?:[-–—&]|,\s*[A-Za-z]?\d|(?:and|et|und|y)\s)")
_DIGITS = re.compile(r"\d+")
_ALONE = re.compile(r"(?<![\w/])\d+(?![\w/])")
_BETWEEN = re.compile(r"\s*([-–&,])\s*")
_GLUE = {"&": " & ", ",": ", "}
_COUNTED = frozenset({"number-of-pages", "number-of-volumes"})
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


def is_numeric(value: str) -> bool:
    """Whether ``value`` holds only numbers: ``2``, ``2nd``, ``D2``, ``2, 3``, ``2-4``, ``2 & 4``, ``iv``."""
    return bool(_NUMBER.match(value))


def is_plural(variable: str, value: str) -> bool:
    """Whether a label beside ``value`` is in the plural."""
    if variable in _COUNTED:
        first = _DIGITS.search(value)
        return first is not None and (int(first[0]) != 1 or bool(_SEVERAL.search(value)))
    return bool(_SEVERAL.search(value))


def normal(value: str, dash: str = "–") -> str:
    """``value`` with ranges and lists as they are printed: ``1&2`` → ``1 & 2``."""
    if value.isdigit():
        return value
    parts = _BETWEEN.split(value)
    if len(parts) < 3 or not all(part.isdigit() for part in parts[::2]):
        return value
    return "".join(_GLUE.get(part, dash) if at % 2 else part for at, part in enumerate(parts))


def roman(number: int) -> str:
    """``4`` → ``iv``; as digits what has no Roman numeral."""
    if not 0 < number < 5000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def formatter(form: str | None, locale: Locale, gender: str | None) -> Callable[[str], str]:
    """What ``<number form>`` makes of a value; only whole groups of digits change."""
    dash = locale.dash
    if form == "roman":
        return lambda value: _ALONE.sub(lambda found: roman(int(found[0])), normal(value, dash))

    def ordinal(found: re.Match[str]) -> str:
        number = int(found[0])
        word = locale.term(f"long-ordinal-{number:02}") if form == "long-ordinal" and number <= 10 else None
        return word or f"{number}{locale.ordinal(number, gender)}"

    if form in ("ordinal", "long-ordinal"):
        return lambda value: _ALONE.sub(ordinal, normal(value, dash))
    return lambda value: normal(value, dash)
