"""``<choose>``: the first branch whose conditions hold (CSL 1.0.2, "Choose")."""

from collections.abc import Callable, Iterator
from functools import cache, cached_property

from msgspec.structs import replace

from plbib.rendering.csl.conditions import BY_PROCESSOR, OF_DATES, outcome_for
from plbib.rendering.csl.context import Context, Printer, Shape, missing, nothing
from plbib.rendering.csl.day import Day
from plbib.rendering.csl.numerals import is_numeric
from plbib.rendering.csl.printers import for_shape, is_sure, join, specialised, sure
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.style import Element, children, tag

Test = Callable[[Context], bool]


def compile_choose(element: Element, scope: Scope) -> Printer:
    """``<choose>``; what a branch prints is joined by the delimiter of the group around it."""
    branches = [_Branch(branch, scope) for branch in children(element, "if", "else-if", "else")]

    def specialise(shape: Shape) -> Printer:
        left: list[tuple[Test, Printer]] = []
        awaited = False  # whether the place of the cite decides
        for branch in branches:
            outcome = outcome_for(branch.element, shape)
            if outcome is not False:
                awaited = awaited or "position" in branch.element.attrib
                body = branch.body_when_taken(shape) if awaited else for_shape(branch.body, shape)
                left.append((_always if outcome else branch.test, body))
            if outcome:
                break
        chosen = _first(left)
        return sure(chosen) if left and left[-1][0] is _always and all(is_sure(body) for _, body in left) else chosen

    def choose(context: Context) -> str:
        for branch in branches:
            if branch.test(context):
                return branch.body(context)
        return ""

    return specialised(choose, specialise)


class _Branch:
    """A branch, compiled when an item may take it: most are for types that no item has."""

    def __init__(self, element: Element, scope: Scope) -> None:
        self.element, self._scope = element, scope
        if scope.style.is_tangled:
            self.body  # noqa: B018

    @cached_property
    def test(self) -> Test:
        """Whether the conditions hold."""
        return _always if tag(self.element) == "else" else condition(self.element)

    @cached_property
    def body(self) -> Printer:
        """What prints the elements."""
        return _sequence(self.element, self._scope)

    def body_when_taken(self, shape: Shape) -> Printer:
        """The body for items of a shape, made when it is first asked for: most cites have one position."""
        make = cache(lambda: for_shape(self.body, shape))

        def body(context: Context) -> str:
            return make()(context)

        return body


def _first(branches: list[tuple[Test, Printer]]) -> Printer:
    """The first branch whose test holds; the commonest numbers without a loop."""
    if not branches or all(body is nothing for _, body in branches):
        return nothing
    if branches[0][0] is _always:
        return branches[0][1]
    test, body = branches[0]
    if len(branches) == 1:
        return lambda context: body(context) if test(context) else ""
    if len(branches) == 2 and branches[1][0] is _always:
        other = branches[1][1]
        return lambda context: body(context) if test(context) else other(context)

    def choose(context: Context) -> str:
        for test, body in branches:
            if test(context):
                return body(context)
        return ""

    return choose


def _sequence(branch: Element, scope: Scope) -> Printer:
    if scope.substitutes:
        return _first_printed([compile_alternative(element, scope) for element in children(branch)])
    return join([scope.compile(element) for element in children(branch)], scope.delimiter)


def compile_alternative(element: Element, scope: Scope) -> Printer:
    """An element of ``<substitute>``, or of a ``<choose>`` there, which holds alternatives as well."""
    return replace(scope, substitutes=tag(element) == "choose").compile(element)


def _first_printed(alternatives: list[Printer]) -> Printer:
    """The first that prints something (CSL 1.0.2, "Substitute")."""

    def first(printers: list[Printer]) -> Printer:
        def text(context: Context) -> str:
            return next((text for one in printers if (text := one(context)) or context.left_out), "")

        return text

    def specialise(shape: Shape) -> Printer:
        left = [one for printer in alternatives if (one := for_shape(printer, shape)) not in (nothing, missing)]
        return first(left) if left else nothing

    return specialised(first(alternatives), specialise)


def condition(element: Element) -> Test:
    """The test of ``<if>`` or ``<else-if>``: all, any or none of its conditions."""
    match = element.get("match", "all")
    tests = list(_tests(element, together=match == "all"))
    test = _combine(tests, together=match == "all")
    return test if match != "none" else lambda context: not test(context)


def _combine(tests: list[Test], *, together: bool) -> Test:
    """All of them, or one; the commonest numbers without a loop."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        one, other = tests
        if together:
            return lambda context: one(context) and other(context)
        return lambda context: one(context) or other(context)
    if together:
        return lambda context: all(test(context) for test in tests)
    return lambda context: any(test(context) for test in tests)


def _tests(element: Element, *, together: bool) -> Iterator[Test]:
    types = frozenset(element.get("type", "").split())
    if types:  # an item has one type: several are alternatives whatever the match
        yield lambda context: context.item["type"] in types
    variables = frozenset(element.get("variable", "").split())
    for variable in sorted(variables & BY_PROCESSOR):
        yield _has(variable)
    plain = variables - BY_PROCESSOR
    if len(plain) == 1:
        yield _has(*plain)
    elif plain and together:
        yield lambda context: plain <= context.item.keys()
    elif plain:
        yield lambda context: not plain.isdisjoint(context.item)
    for variable in element.get("is-numeric", "").split():
        yield _numeric(variable)
    for name, holds in OF_DATES.items():
        for variable in element.get(name, "").split():
            yield _dated(variable, holds)
    for kind in element.get("locator", "").split():
        yield _counts(kind)
    for position in element.get("position", "").split():
        yield _at(position)
    if element.get("disambiguate"):
        yield lambda context: context.distinction is not None and context.distinction.disambiguate


def _has(variable: str) -> Test:
    if variable == "year-suffix":
        return lambda context: context.distinction is not None and bool(context.distinction.year_suffix)
    return lambda context: variable in context.item


def _numeric(variable: str) -> Test:
    return lambda context: type(context.item.get(variable)) is str and is_numeric(context.item[variable])


def _dated(variable: str, holds: Callable[[Day], bool]) -> Test:
    return lambda context: isinstance(day := context.item.get(variable), Day) and holds(day)


def _at(position: str) -> Test:
    return lambda context: position in context.positions


def _counts(kind: str) -> Test:
    return lambda context: "locator" in context.item and context.locator_label == kind


def _always(_context: Context) -> bool:
    return True
