"""``<name>``: everything it decides, and single names by it (CSL 1.0.2, "Name")."""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element as Bare

from msgspec import Struct

from plbib.rendering.csl import fields, initials
from plbib.rendering.csl.formatting import PERIODS, affix, finisher
from plbib.rendering.csl.namesakes import Level, Namesakes
from plbib.rendering.csl.people import NameOrder, Person, unspaced
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import FONT, bare
from plbib.rendering.csl.style import Element, children

_MOST_KEPT = 50_000
_OF_AREA = {"form": "name-form", "delimiter": "name-delimiter"}
"""Options of <name> that <citation>, <bibliography> and <style> call otherwise."""
_DRESS = frozenset({*(name for name, _ in FONT), "text-case", "strip-periods"})
"""What <name> and <name-part> make of the text itself, without what stands around it."""


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
    sources = [scope.style.area(scope.area), scope.style.root]

    def option(name: str, default: str | None = None) -> str | None:
        own = None if element is None else element.get(name)
        inherited = [source.get(_OF_AREA.get(name, name)) for source in sources if source is not None]
        # What is inherited decides how many names sort, as citeproc-js has it.
        values = [*inherited, own] if scope.sorting is not None and name.startswith("et-al") else [own, *inherited]
        return next((str(value) for value in values if value is not None), default)

    use_first = option("et-al-use-first")
    sorting = scope.sorting or {}
    use_last = sorting.get("names-use-last") or option("et-al-use-last")
    conjunction = option("and") if scope.sorting is None else None
    term = scope.locale.term("and") or "and"
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

    def __init__(self, element: Element | None, scope: Scope, institution: Element | None = None) -> None:
        self.options = options(element, scope)
        style = scope.style
        self._sorting = scope.sorting is not None
        self._hyphen = style.initialize_with_hyphen
        self._quotes = fields.quotes(scope.locale.quotes[:2], scope.locale.quotes[2:])
        self._demote = style.demote == "display-and-sort" or (style.demote == "sort-only" and self._sorting)
        self._strip = scope.strip_periods
        self._one_word = scope.locale.language[:2] in ("cs", "fr", "ru")
        self._with_initials = Namesakes(style).with_initials
        parts = {} if element is None or self._sorting else _parts(element)
        self._family, self._around_family = _part(parts.get("family"), scope)
        self._given, self._around_given = _part(parts.get("given"), scope)
        # ``<institution>`` (CSL-M) looks after organisations in place of <name-part>.
        long = [part for part in children(institution, "institution-part") if part.get("name") == "long"]
        self._institution = self._family if institution is None else _part(long[0] if long else None, scope)[0]
        self._whole, self._around = _part(None if self._sorting else element, scope)
        self.wraps = self._around is not _keep
        """Whether what is printed of a person has affixes of its own."""
        initials = self.options.initialize_with is not None
        self.level = Level.FAMILY if self.options.form == "short" else Level.INITIALS if initials else Level.FULL
        """How much of a given name is shown where nothing else is asked for."""
        self._texts = {
            level: (
                _PrintedNames(partial(self._finish, False, level)),
                _PrintedNames(partial(self._finish, True, level)),
            )
            for level in Level
        }

    @property
    def texts(self) -> "tuple[_PrintedNames, _PrintedNames]":
        """Persons as the style prints them, and inverted, where nothing else is asked for."""
        return self._texts[self.level]

    def text(self, person: Person, *, inverted: bool = False, level: Level | None = None) -> str:
        """``person`` as the style prints it; more of the given name by ``level``."""
        return self._texts[self.level if level is None else level][inverted][person]

    def _finish(self, inverted: bool, level: Level, person: Person) -> str:
        text = self._build(person, inverted, level)
        if self._strip:
            text = PERIODS.sub("", text)
        text = self._whole(text)
        return text if person.literal else self._around(text)

    def dress(self, names: str) -> str:
        """Names with what follows them, "et al.", in the font and the affixes of ``<name>``, too."""
        return self._around(self._whole(names))

    def _build(self, person: Person, inverted: bool, level: Level) -> str:
        family, given, dropping, particle, suffix, comma, literal, order = person
        if literal or order is NameOrder.LONE:
            return self._institution(literal) if literal else self._given(family)
        if level is Level.FAMILY:
            return self._short(family, particle, order, inverted)
        mark = self.options.initialize_with
        if mark is None and self._with_initials:
            mark = ""
        if given and mark is not None and level is Level.INITIALS and not unspaced(given):
            initialize = self.options.initialize
            given = given if self._hyphen else given.replace("-", " ")
            given = initials.initialize(given, mark, self._hyphen) if initialize else initials.respace(given, mark)
            if suffix and "." not in mark:
                suffix = suffix.replace(".", "")
        given = self._given(fields.mark_quotes(given, self._quotes)) if given else ""
        if order:
            head = self._family(_join(particle, family))
            return head + given if order is NameOrder.SOLID else _join(head, given)
        dropping = self._given(dropping) if dropping else ""
        if inverted:
            return self._invert(family, _join(given, dropping), particle, suffix)
        last = _join(dropping, self._family(_join(particle, family)))
        if suffix:
            last = f"{last}{', ' if comma else ' '}{suffix}"
        return _join(self._around_given(given) if given else "", self._around_family(last))

    def _short(self, family: str, particle: str, order: NameOrder, inverted: bool) -> str:
        """The family name with its particle, which an inverted name may have behind it, as in a whole name."""
        if order is NameOrder.SOLID:
            return self._family(family)
        demoted = self._sorting and self._demote
        if inverted and particle and self._demote and not (demoted or order):
            return self._invert(family, "", particle, "")
        name = self._family(_join(family, particle) if demoted else self._particled(particle, family))
        return name if order else self._around_family(name)

    def _invert(self, family: str, given: str, particle: str, suffix: str) -> str:
        if self._demote:
            head, given = self._family(family), _join(given, self._family(particle) if particle else "")
        else:
            head = self._family(self._particled(particle, family))
        given = self._around_given(given) if given else ""
        return self.options.sort_separator.join(part for part in (self._around_family(head), given, suffix) if part)

    def _particled(self, particle: str, family: str) -> str:
        """A family name with its particle, which in sorting is a word of its own in most languages (so citeproc-js)."""
        if self._sorting and particle:
            return f"{particle}{family}" if self._one_word else f"{particle} {family}"
        return _join(particle, family)


class _PrintedNames(dict[Person, str]):
    """Names as they are printed, each made when it is first asked for."""

    def __init__(self, make: Callable[[Person], str]) -> None:
        self._make = make

    def __missing__(self, person: Person) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        text = self[person] = self._make(person)
        return text


def _parts(element: Element) -> dict[str, Element]:
    return {part.get("name"): part for part in children(element, "name-part")}


def _part(element: Element | None, scope: Scope) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """What ``<name-part>`` or ``<name>`` makes of text, fonts and case, and the affixes that it puts around."""
    if element is None:
        return _keep, _keep
    inner = {name: value for name, value in element.attrib.items() if name in _DRESS}
    before, after = affix(element, "prefix"), affix(element, "suffix")
    dressed: Callable[[str], str] = _keep
    if inner:
        finish = finisher(Bare(element.tag, inner), scope, label=True)
        dressed = lambda text: finish(text, None)  # noqa: E731
    return dressed, (lambda text: f"{before}{text}{after}") if before or after else _keep


def _keep(text: str) -> str:
    return text


def _join(first: str, second: str) -> str:
    """Two parts of a name with a blank between, unless an apostrophe or hyphen joins them."""
    if not first or not second:
        return first or second
    last = bare(first)[-1:]
    return first + second if last in "’'- " and not bare(first).endswith("de’") else f"{first} {second}"
