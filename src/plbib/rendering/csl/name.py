"""``<name>``: everything it decides, and single names by it (CSL 1.0.2, "Name")."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from plbib.rendering.csl import initials
from plbib.rendering.csl.context import Scope
from plbib.rendering.csl.formatting import PERIODS, finisher
from plbib.rendering.csl.namesakes import Level, Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.style import Element, children

_MOST_KEPT = 50_000
_OF_AREA = {"form": "name-form", "delimiter": "name-delimiter"}
"""Options of <name> that <citation>, <bibliography> and <style> call otherwise."""


class NameOptions(Struct, frozen=True, kw_only=True):
    """The options of ``<name>``, its own or inherited (CSL 1.0.2, "Name Options", "Inheritable Name Options")."""

    form: str
    delimiter: str
    and_term: str
    et_al_min: int
    et_al_use_first: int
    et_al_subsequent_min: int
    et_al_subsequent_use_first: int
    et_al_use_last: bool
    delimiter_precedes_et_al: str
    delimiter_precedes_last: str
    initialize: bool
    initialize_with: str | None
    name_as_sort_order: str
    sort_separator: str


def options(element: Element | None, scope: Scope) -> NameOptions:
    """What ``element`` says, else its area, else the style; a sort key inverts names and has a rule of its own."""
    sources = [scope.compiler.style.area(scope.area), scope.compiler.style.root]

    def option(name: str, default: str | None = None) -> str | None:
        own = None if element is None else element.get(name)
        if own is not None:
            return str(own)
        inherited = (source.get(_OF_AREA.get(name, name)) for source in sources if source is not None)
        return next((value for value in inherited if value is not None), default)

    use_first = option("et-al-use-first")
    sorting = scope.sorting or {}
    use_last = sorting.get("names-use-last") or option("et-al-use-last")
    conjunction = option("and") if scope.sorting is None else None
    term = scope.compiler.locale.term("and") or "and"
    return NameOptions(
        form=option("form", "long") or "long",
        delimiter=option("delimiter", ", ") or "",
        and_term="" if not conjunction else "&" if conjunction == "symbol" else term,
        et_al_min=_whole(sorting.get("names-min") or (option("et-al-min") if use_first else None), 0),
        et_al_use_first=_whole(sorting.get("names-use-first") or use_first, 1),
        et_al_subsequent_min=_whole(option("et-al-subsequent-min"), 0),
        et_al_subsequent_use_first=_whole(option("et-al-subsequent-use-first"), 0),
        et_al_use_last=use_last == "true",
        delimiter_precedes_et_al=option("delimiter-precedes-et-al") or "contextual",
        delimiter_precedes_last=option("delimiter-precedes-last") or "contextual",
        initialize=option("initialize") != "false",
        initialize_with=option("initialize-with"),
        name_as_sort_order="all" if scope.sorting is not None else option("name-as-sort-order") or "",
        sort_separator=" " if scope.sorting is not None else option("sort-separator", ", ") or "",
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


class NameFormat:
    """How one name is printed; names are remembered, for most come again."""

    def __init__(self, element: Element | None, scope: Scope) -> None:
        self.options = options(element, scope)
        style = scope.compiler.style
        self._sorting = scope.sorting is not None
        self._hyphen = style.initialize_with_hyphen
        self._demote = style.demote == "display-and-sort" or (style.demote == "sort-only" and self._sorting)
        self._strip = scope.strip_periods
        self._with_initials = Namesakes(style).with_initials
        parts = {} if element is None or self._sorting else _parts(element)
        self._family = _part(parts.get("family"), scope)
        self._given = _part(parts.get("given"), scope)
        self.wrap: Callable[[str], str] | None = None
        if element is not None and not self._sorting and {"prefix", "suffix"} & set(element.keys()):
            finish = finisher(element, scope)
            self.wrap = lambda text: finish(text, None)
        self._known: tuple[dict[Person, str], dict[Person, str]] = ({}, {})

    @property
    def level(self) -> Level:
        """How much of a given name is shown where nothing else is asked for."""
        if self.options.form == "short":
            return Level.FAMILY
        return Level.FULL if self.options.initialize_with is None else Level.INITIALS

    def text(self, person: Person, *, inverted: bool = False, level: Level | None = None) -> str:
        """``person`` as the style prints it; more of the given name by ``level``."""
        if level is not None and level is not self.level:
            return self._finished(person, inverted, level)
        known = self._known[inverted]
        text = known.get(person)
        if text is None:
            if len(known) > _MOST_KEPT:
                known.clear()
            text = known[person] = self._finished(person, inverted, self.level)
        return text

    def _finished(self, person: Person, inverted: bool, level: Level) -> str:
        text = self._built(person, inverted, level)
        if self._strip:
            text = PERIODS.sub("", text)
        return self.wrap(text) if self.wrap and not person.literal else text

    def _built(self, person: Person, inverted: bool, level: Level) -> str:
        family, given, dropping, particle, suffix, comma, literal, solid = person
        if literal:
            return self._family(literal)
        if solid:
            return family + (given if level else "")
        if level is Level.FAMILY:
            return self._family(family if self._sorting and self._demote else _joined(particle, family))
        mark = self.options.initialize_with
        if mark is None and self._with_initials:
            mark = ""
        if given and mark is not None and level is Level.INITIALS:
            initialize = self.options.initialize
            given = initials.initialized(given, mark, self._hyphen) if initialize else initials.respaced(given, mark)
            if suffix and "." not in mark:
                suffix = suffix.replace(".", "")
        given = self._given(given) if given else ""
        given = _joined(given, self._given(dropping) if dropping else "")
        if inverted:
            return self._inverted(family, given, particle, suffix)
        text = _joined(given, self._family(_joined(particle, family)))
        return f"{text}{', ' if comma else ' '}{suffix}" if suffix else text

    def _inverted(self, family: str, given: str, particle: str, suffix: str) -> str:
        if self._demote:
            head, given = self._family(family), _joined(given, self._family(particle) if particle else "")
        else:
            head = self._family(_joined(particle, family))
        return self.options.sort_separator.join(part for part in (head, given, suffix) if part)


def _parts(element: Element) -> dict[str, Element]:
    return {part.get("name"): part for part in children(element, "name-part")}


def _part(element: Element | None, scope: Scope) -> Callable[[str], str]:
    """What ``<name-part>`` makes of a family or given name."""
    if element is None:
        return _same
    finish: Any = finisher(element, scope, label=True)
    return lambda text: str(finish(text, None))


def _same(text: str) -> str:
    return text


def _joined(first: str, second: str) -> str:
    """Two parts of a name with a blank between, unless an apostrophe or hyphen joins them."""
    if not first or not second:
        return first or second
    return first + second if first[-1] in "’'-" and not first.endswith("de’") else f"{first} {second}"
