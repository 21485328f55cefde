"""Numbers: what counts as one, and as more than one; ordinals and Roman numerals (CSL 1.0.2, "Number")."""

from collections.abc import Callable

from plbib.rendering.csl.locale import Locale
from plbib.text.patterns import regex

DASHED = frozenset(
    "page chapter-number collection-number edition issue number number-of-pages number-of-volumes volume "
    "locator".split()
)
"""The variables in whose ranges a dash stands, as citeproc-js has it; in those of others, the hyphen stays."""
_WHOLE = frozenset({"chapter-number", "number-of-pages", "number-of-volumes"})
"""Those of them whose ranges are of whole numbers alone, and ascend."""
_BETWEEN = regex(r"((?<!\s)\s*&\s*|(?:,|(?<![\s,]))\s+(?:and|et|und|y)\s+|[,;]\s+|(?<!\s)\s*[-–]+\s*)")
"""What stands between the numbers of a value; a comma without a blank belongs to a number: ``8,765,432``."""
_LABELLED = regex(r"(?:[0-9]*[a-zA-Z]+)?([0-9]+(?:[a-zA-Z]*|[-,a-zA-Z]+))")
_NUMBER = regex(r"(?:[0-9]+|[ixv]+)(?:[-,:a-zA-Z]*|-[-0-9]+)|[0-9]+(?:/[0-9]+)+")
_RANGE = regex(r"[0-9]+-[0-9]+")
_COUNTING = regex(r"[1-9][0-9]*")
_IN_RANGE = regex(r"([A-Za-z]*)[0-9]+[A-Za-z]*|[ivxlcm]+|[IVXLCM]+")
_FIRST_COUNTS = regex(r"[0-9]|[ivxlcm]+$|[IVXLCM]+$")
_LEADING_DIGITS = regex(r"\s*([0-9]+)")
_COUNTED = frozenset({"number-of-pages", "number-of-volumes"})
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


_COUNTED_AS = {
    abbreviation: kind
    for kind, abbreviations in (
        ("appendix", "app"),
        ("article", "art"),
        ("book", "bk"),
        ("chapter", "ch"),
        ("column", "col"),
        ("figure", "fig"),
        ("folio", "fol"),
        ("issue", "no"),
        ("line", "l"),
        ("note", "n"),
        ("opus", "op"),
        ("page", "p pp"),
        ("paragraph", "para"),
        ("part", "pt"),
        ("rule", "r"),
        ("section", "sec"),
        ("sub-verbo", "sv"),
        ("supplement", "supp"),
        ("table", "tbl"),
        ("verse", "vrs"),
        ("volume", "vol"),
    )
    for abbreviation in abbreviations.split()
}
_COUNTED_BY = regex(rf"\s*({'|'.join(sorted(_COUNTED_AS, key=len, reverse=True))})\.\s*(?=\d|[ivxlcm]+\b)")


def counted(locator: str, label: str) -> tuple[str, str]:
    """A locator without what it says itself to count, ``ch. 5``, and what that is: else ``label``."""
    own = _COUNTED_BY.match(locator)
    return (locator[own.end() :], _COUNTED_AS[own[1]]) if own else (locator.strip(), label)


def is_numeric(value: str) -> bool:
    """Whether ``value`` begins with a number: ``2``, ``2nd``, ``D2``, ``2, 3``, ``2-4``, ``2 & 4``, ``iv``."""
    if value.isdecimal():
        return True
    first = _BETWEEN.split(value.strip(), maxsplit=1)[0]
    labelled = _LABELLED.fullmatch(first)
    return bool(_NUMBER.fullmatch(labelled[1] if labelled else first))


def is_plural(variable: str, value: str) -> bool:
    """Whether a label beside ``value`` is in the plural."""
    if variable not in _COUNTED:
        if value.isdecimal():
            return False
        if _RANGE.fullmatch(value):  # nearly all pages
            return True
    if not is_numeric(value):
        return False
    if variable in _COUNTED:
        first = _LEADING_DIGITS.match(value)
        if first and int(first[1]) > 1:
            return True
    parts = _BETWEEN.split(value.strip())
    return len(parts) > 2 and bool(_FIRST_COUNTS.match(_unlabelled(parts[0])))


def _unlabelled(text: str) -> str:
    """``text`` without the letters before its number."""
    labelled = _LABELLED.fullmatch(text)
    return labelled[1] if labelled else text


def changing_each(change: Callable[[str], str]) -> Callable[[str], str]:
    """What changes each number of a value, and each of its words between commas or hyphens, by itself."""

    def changed(value: str) -> str:
        if value.isdecimal():
            return value
        return "".join(part if at % 2 else change(part) for at, part in enumerate(_BETWEEN.split(value)))

    return changed


def normal(value: str, dash: str = "–", change: Callable[[str], str] | None = None, *, whole: bool = False) -> str:
    """``value`` with ranges and lists as they are printed: ``1&2`` → ``1 & 2``; ``change`` writes its whole numbers.

    Ranges of anything but whole numbers are left as they are if ``whole``.
    """
    if change is None and value.isdecimal():
        return value
    parts = _BETWEEN.split(value)
    texts, between = parts[::2], parts[1::2]
    if between and not texts[0]:  # nothing stands before the first sign
        del texts[0], between[0]
    counts = bool(_FIRST_COUNTS.match(_unlabelled(texts[0])))
    out = ""
    for at, text in enumerate(texts):
        out += change(text) if counts and change and _COUNTING.fullmatch(text) else text
        if at < len(between):
            dashed = counts and not (whole and _is_odd(text, texts[at + 1]))
            out += _joint(text, between[at], texts[at + 1], between[at + 1 : at + 2], dash if dashed else "-")
    return out


def _is_odd(first: str, last: str) -> bool:
    """Whether a range is not one of whole numbers that ascend, or of Roman ones."""
    if first.isdecimal() and last.isdecimal():
        return int(first) > int(last)
    return not (first.isalpha() and last.isalpha())


def _joint(before: str, joint: str, after: str, following: list[str], dash: str) -> str:
    """What is printed between two numbers; of ``1-2-3``, a date or a code, only the last two are a range."""
    if "&" in joint:
        return " & "
    if joint.strip() != "-":
        return joint
    first, last = _IN_RANGE.fullmatch(before), _IN_RANGE.fullmatch(after)
    is_range = first and last and (first[1] or "") == (last[1] or "") and not any("-" in one for one in following)
    return dash if is_range else "-"


def roman(number: int) -> str:
    """``4`` → ``iv``; as digits what has no Roman numeral."""
    if not 0 < number < 5000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def formatter(form: str | None, locale: Locale, variable: str) -> Callable[[str], str]:
    """What ``<number form>`` makes of a value of ``variable``; only whole numbers change."""
    dash = locale.dash if variable in DASHED else "-"
    whole, gender = variable in _WHOLE, locale.genders.get(variable)
    if form == "roman":
        return lambda value: normal(value, dash, lambda digits: roman(int(digits)), whole=whole)

    def ordinal(digits: str) -> str:
        number = int(digits)
        word = locale.long_ordinal(number, gender) if form == "long-ordinal" else None
        return word or f"{number}{locale.ordinal(number, gender)}"

    if form in ("ordinal", "long-ordinal"):
        return lambda value: normal(value, dash, ordinal, whole=whole)
    return lambda value: normal(value, dash, whole=whole)
