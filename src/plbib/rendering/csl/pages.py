"""Page ranges by ``page-range-format`` (CSL 1.0.2, "Page Ranges" and appendix V)."""

from collections.abc import Callable

from plbib.text.patterns import regex

_RANGE = regex(r"^([a-zA-Z]*)(\d+)([a-zA-Z]?)\s*[-–—]\s*([a-zA-Z]*)(\d+)([a-zA-Z]?)$")
_ROMANS = regex(r"(?:\d+|[ivxlcm]+|[IVXLCM]+)\s*[-–—]\s*(?:\d+|[ivxlcm]+|[IVXLCM]+)")
_DASH = regex(r"(?<!\s)\s*[-–—]\s*")
_BETWEEN = regex(r"((?<!\s)\s*&\s*|(?:,|(?<![\s,]))\s+and\s+|[,;]\s+)")


def formatter(form: str | None, delimiter: str) -> Callable[[str], str]:
    """What a style makes of the pages of an item; ``delimiter`` is the locale's ``page-range-delimiter``."""

    def one(text: str) -> str:
        match = _RANGE.match(text)
        if not match:
            return _DASH.sub(delimiter if _ROMANS.fullmatch(text) else "-", text)
        before, first, behind, second_before, second, second_behind = match.groups()
        if second_before != before:
            return _DASH.sub("-", text)
        if behind or second_behind:
            return f"{before}{first}{behind}{delimiter}{before}{second}{second_behind}"
        return plain(first, second, before)

    def plain(first: str, last: str, before: str = "") -> str:
        start, whole = f"{before}{first}{delimiter}", _expanded(first, last)
        if form is None or int(whole) <= int(first):
            return f"{start}{before}{last}"
        return start + (before + whole if form == "expanded" else _last(form, first, whole))

    def pages(text: str) -> str:
        if text.isdigit():
            return text
        first, _, last = text.partition("-")
        if first.isdecimal() and last.isdecimal():  # nearly always
            return plain(first, last)
        parts = _BETWEEN.split(text)
        return "".join((" & " if "&" in part else part) if at % 2 else one(part) for at, part in enumerate(parts))

    return pages


def _last(form: str, first: str, last: str) -> str:
    if form == "minimal":
        return _minimal(first, last, 1)
    if form == "minimal-two":
        return _minimal(first, last, 2)
    return _chicago(first, last, form) if form.startswith("chicago") else last


def _expanded(first: str, last: str) -> str:
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _minimal(first: str, last: str, least: int) -> str:
    """The digits of ``last`` from where it differs from ``first``, at least so many."""
    if len(first) != len(last):
        return last
    at = 0
    while at < len(last) - least and first[at] == last[at]:
        at += 1
    return last[at:]


def _chicago(first: str, last: str, form: str) -> str:
    """The rules of the Chicago Manual of Style, 15th edition, or of the 16th."""
    number = int(first)
    if len(first) != len(last) or number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _minimal(first, last, 1)
    short = _minimal(first, last, 2)
    return last if form != "chicago-16" and len(first) == 4 and len(short) > 2 else short
