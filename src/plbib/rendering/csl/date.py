"""``<date>``: the parts of a date in a localized form or the style's own (CSL 1.0.2, "Date")."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element as Bare

from plbib.rendering.csl import signs
from plbib.rendering.csl.context import Context, Printer, Shape, missing
from plbib.rendering.csl.day import Day, Point
from plbib.rendering.csl.formatting import affix, finisher, font
from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.printers import PrintedVariable, asking, fuse, specialised
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.style import Element, children
from plbib.rendering.csl.textcase import CASES
from plbib.text.patterns import regex

Season = int | str | None
Write = Callable[[Point, Season], str]
"""One part of a date (and its season) as text; empty if it is not known."""
_LEVEL = {"year": 0, "month": 1, "day": 2}
_MONTHS = 12
_MOST_KEPT = 4096
_AFFIXES = ("prefix", "suffix")
"""What stands around a localized date as its language says, around its parts whatever the style says."""
_FONTS = frozenset(name for name, _ in signs.FONT)
_LAST_AD = 500
"""From this year on, no era is told."""
_NEVER: Point = (None, None, None)
_DATE = "\ue03e"
SORTED = regex(f"{_DATE}(\\d+)")
"""The dates in a sort key."""


class DatePart(NamedTuple):
    """A compiled ``<date-part>``: affixes around the fonts around the text; behind all, the era of a year."""

    kind: str
    write: Write
    prefix: str
    font: signs.Pair
    suffix: str
    dash: str
    era: Callable[[Point], str]

    def around(self, text: str, point: Point) -> str:
        """``text`` with what stands around it."""
        return f"{self.prefix}{self.font[0]}{text}{self.font[1]}{self.suffix}{self.era(point)}"


def compile_date(element: Element, scope: Scope) -> Printer:
    """``<date>``. In a sort key, text that sorts as the date does."""
    variable = element.get("variable")
    parts, delimiter = _parts(element, scope)
    if scope.sorting is not None:
        return _sorting(variable, frozenset(part.kind for part in parts))
    finish = finisher(_dressed(element, scope), scope)
    year = next((part for part in parts if part.kind == "year"), None)
    texts: dict[Day, str] = {}

    def write_whole(day: Day, context: Context) -> str:
        if context.series is not None or context.implicit_suffix:  # on which the year depends
            return write(day, context)
        text = texts.get(day)
        if text is None:
            if len(texts) > _MOST_KEPT:
                texts.clear()
            text = texts[day] = write(day, context)
        return text

    def write(day: Day, context: Context) -> str:
        if day.literal:
            return year.around(day.literal, day.begin) if year else ""
        if day.end is None:
            return _single(parts, day.begin, day.season, delimiter, context)
        return _range(parts, day, delimiter, context)

    def date(context: Context) -> str:
        context.called = True
        day = context.item.get(variable)
        if day is None or (context.watching and context.hidden(variable)):
            return ""
        text = write_whole(day, context)
        if not text:
            return ""
        context.filled = True
        return finish(text, context)

    def specialise(shape: Shape) -> Printer:
        if shape.lacks(variable):
            return missing
        if year is None or not shape.shows(variable):
            return date
        return fuse(
            (PrintedVariable(variable, lambda day, context: finish(write_whole(day, context), context), ends=True),)
        )

    return specialised(date, specialise)


def _sorting(variable: str, kinds: frozenset[str]) -> Printer:
    def date(context: Context) -> str:
        context.called = True
        day = context.item.get(variable)
        if day is None or (context.watching and context.hidden(variable)):
            return ""
        context.filled = True
        key = sort_key(day, kinds)
        return _DATE + key if key else ""

    return asking(date, variable)


def sort_key(day: Day, kinds: frozenset[str] = frozenset(_LEVEL)) -> str:
    """Digits that sort as the date does, down to the parts of ``kinds``, always as many; empty if it is only text.

    CSL 1.0.2, "Sorting": dates sort as ``YYYYMMDD``, parts that are unknown or not asked for as zeros.
    """
    if day.literal:
        return ""
    return _digits(day.begin, kinds) + _digits(day.end or (None, None, None), kinds)


def _digits(point: Point, kinds: frozenset[str]) -> str:
    year, month, number = (part or 0 if kind in kinds else 0 for part, kind in zip(point, _LEVEL, strict=True))
    return f"{year + 10000:05}{month if month <= _MONTHS else 0:02}{number:02}"


def _single(parts: Sequence[DatePart], point: Point, season: Season, delimiter: str, context: Context | None) -> str:
    """One date; the first year printed takes the year suffix of ``context``."""
    out: list[str] = []
    for part in parts:
        text = part.write(point, season)
        if text and context is not None and part.kind == "year":
            hidden = context.series is not None and context.series.hides_year(point[0])
            letters, context.implicit_suffix = context.implicit_suffix, ""
            out.append("" if hidden else part.around(text, point))
            if letters:  # which have what stands around the year, too, as citeproc-js has it
                out[-1] += part.around(letters, _NEVER)
        elif text:
            out.append(part.around(text, point))
    return delimiter.join(filter(None, out))


def _range(parts: Sequence[DatePart], day: Day, delimiter: str, context: Context) -> str:
    """A range: the parts from the first that differ are printed twice, the others once (CSL 1.0.2, "Date Ranges")."""
    first, last = day.begin, day.end or day.begin
    kinds = [part.kind for part in parts]
    differing = (kind for kind, level in _LEVEL.items() if kind in kinds and first[level] != last[level])
    differs = next(differing, None)
    if differs is None:
        return _single(parts, first, day.season, delimiter, context)
    twice = [at for at, kind in enumerate(kinds) if differs == "year" or _LEVEL[kind] >= _LEVEL[differs]]
    low, high = twice[0], twice[-1] + 1
    start = [part for part in parts[low:high] if part.write(first, None)]
    if start:
        start[-1] = start[-1]._replace(suffix="")
    end = [part for part in parts[low:high] if part.write(last, None)]
    if end:
        end[0] = end[0]._replace(prefix="")
    if any(part.kind == "year" and part.era(first) == part.era(last) for part in end):  # told once
        start = [part._replace(era=_no_era) for part in start]
    dash = next(part.dash for part in parts if part.kind == differs)
    middle = _single(start, first, None, delimiter, None) + dash + _single(end, last, None, delimiter, context)
    around = (
        _single(parts[:low], last, None, delimiter, context),
        middle,
        _single(parts[high:], last, None, delimiter, context),
    )
    return delimiter.join(text for text in around if text)


def _dressed(element: Element, scope: Scope) -> Element:
    """What stands around a date: text-case has no effect, in a localized form neither have fonts (so citeproc-js).

    Affixes are those of the style, else those that its localized form has.
    """
    attributes = {name: value for name, value in element.attrib.items() if name != "text-case"}
    if not element.get("form"):
        return Bare(element.tag, attributes)
    localized = scope.locale.dates.get(element.get("form"))
    affixes = {name: localized.get(name) for name in _AFFIXES if localized is not None and localized.get(name)}
    return Bare(element.tag, affixes | {name: value for name, value in attributes.items() if name not in _FONTS})


def _parts(element: Element, scope: Scope) -> tuple[list[DatePart], str]:
    """The parts of a date in their order, and what stands between them: the locale's if the date has a form."""
    form = element.get("form")
    if not form:
        own = children(element, "date-part")
        return [_part(scope, part.attrib, part.get("name")) for part in own], element.get("delimiter", "")
    localized = scope.locale.dates.get(form)
    if localized is None:
        return [], ""
    wanted = element.get("date-parts", "year-month-day").split("-")
    changed = {part.get("name"): part.attrib for part in children(element, "date-part")}
    parts = []
    for part in children(localized, "date-part"):
        kind = part.get("name")
        if kind in wanted:
            mine = {key: value for key, value in changed.get(kind, {}).items() if key not in _AFFIXES}
            parts.append(_part(scope, {**part.attrib, **mine}, kind))
    return parts, localized.get("delimiter") or ""


def _part(scope: Scope, attributes: Mapping[str, str], kind: str) -> DatePart:
    locale = scope.locale
    form = attributes.get("form") or ("numeric" if kind == "day" else "long")
    strip = scope.strip_periods or attributes.get("strip-periods") == "true"
    era: Callable[[Point], str] = _no_era
    if kind == "year":
        write, era = _year(form), _era(locale)
    elif kind == "month":
        write = _month(form, locale, strip)
    else:
        write = _day(form, locale, strip)
    case = CASES.get(attributes.get("text-case"))
    if case:
        plain, change = write, case
        write = lambda point, season: change(plain(point, season))  # noqa: E731
    dash = attributes.get("range-delimiter") or locale.term("year-range-delimiter") or "–"
    return DatePart(kind, write, affix(attributes, "prefix"), font(attributes), affix(attributes, "suffix"), dash, era)


def _no_era(_point: Point) -> str:
    return ""


def _era(locale: Locale) -> Callable[[Point], str]:
    bc, ad = locale.term("bc") or "", locale.term("ad") or ""

    def era(point: Point) -> str:
        year = point[0] or _LAST_AD
        return bc if year < 0 else ad if year < _LAST_AD else ""

    return era


def _year(form: str) -> Write:
    def year(point: Point, _season: Season) -> str:
        number = point[0]
        if not number:  # unknown, or the open end of a range
            return ""
        if form == "short" and number > 999:
            return f"{number % 100:02}"
        return str(abs(number))

    return year


def _month(form: str, locale: Locale, strip: bool) -> Write:
    seasons = ["", *(locale.term(f"season-{number:02}") or "" for number in range(1, 5))]
    if form.startswith("numeric"):
        pattern = "{:02}" if form.endswith("zeros") else "{}"
        months = ["", *map(pattern.format, range(1, 13)), *[""] * 4]
    else:
        months = ["", *(locale.term(f"month-{number:02}", form) or "" for number in range(1, 13)), *seasons[1:]]
    if strip:
        months = [text.replace(".", "") for text in months]

    def month(point: Point, season: Season) -> str:
        if point[1]:
            return months[point[1]]
        if isinstance(season, str):
            return season
        return seasons[season] if season and 0 < season < 5 else ""

    return month


def _day(form: str, locale: Locale, strip: bool) -> Write:
    first_only = locale.options.get("limit-day-ordinals-to-day-1") == "true"

    def day(point: Point, _season: Season) -> str:
        number, month = point[2], point[1]
        if not number or not month or month > _MONTHS:
            return ""
        if form == "numeric-leading-zeros":
            return f"{number:02}"
        if form == "ordinal" and (number == 1 or not first_only):
            suffix = locale.ordinal(number, locale.genders.get(f"month-{month:02}"))
            return f"{number}{suffix.replace('.', '') if strip else suffix}"
        return str(number)

    return day
