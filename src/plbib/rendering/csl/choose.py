"""``<choose>``: the first branch whose conditions hold (CSL 1.0.2, "Choose")."""

from collections.abc import Callable, Iterator

from plbib.rendering.csl.context import Context, Printer, Scope, nothing
from plbib.rendering.csl.day import Day
from plbib.rendering.csl.numerals import is_numeric
from plbib.rendering.csl.style import Element, children, tag

Test = Callable[[Context], bool]
_COUNTED = frozenset({"citation-number", "year-suffix"})
"""Variables that the processor gives."""


def compile_choose(element: Element, scope: Scope, delimiter: str) -> Printer:
    """``<choose>``; what a branch prints is joined by the delimiter of the group around it."""
    branches = [
        (branch, _always if tag(branch) == "else" else condition(branch), _sequence(branch, scope, delimiter))
        for branch in children(element, "if", "else-if", "else")
    ]
    by_type: dict[str, list[tuple[Test, Printer]]] = {}

    def choose(context: Context) -> str:
        kind = context.item["type"]
        left = by_type.get(kind)
        if left is None:
            left = by_type[kind] = [(test, body) for branch, test, body in branches if _possible(branch, kind)]
        for test, body in left:
            if test(context):
                return body(context)
        return ""

    return choose


def _possible(branch: Element, kind: str) -> bool:
    """Whether a branch may be taken for items of a type; most are for others."""
    types, match = branch.get("type", "").split(), branch.get("match", "all")
    if not types or (match == "any" and set(branch.attrib) != {"type", "match"}):
        return True
    return (kind in types) is (match != "none")


def _sequence(branch: Element, scope: Scope, delimiter: str) -> Printer:
    printers = [scope.compile(element, delimiter) for element in children(branch)]
    if len(printers) < 2:
        return printers[0] if printers else nothing
    return lambda context: delimiter.join([text for text in [printer(context) for printer in printers] if text])


def condition(element: Element) -> Test:
    """The test of ``<if>`` or ``<else-if>``: all, any or none of its conditions."""
    match = element.get("match", "all")
    tests = list(_tests(element, together=match == "all"))
    joined = _joined(tests, together=match == "all")
    return joined if match != "none" else lambda context: not joined(context)


def _joined(tests: list[Test], *, together: bool) -> Test:
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
    for variable in sorted(variables & _COUNTED):
        yield _has(variable)
    plain = variables - _COUNTED
    if len(plain) == 1:
        yield _has(*plain)
    elif plain and together:
        yield lambda context: plain <= context.item.keys()
    elif plain:
        yield lambda context: not plain.isdisjoint(context.item)
    for variable in element.get("is-numeric", "").split():
        yield _numeric(variable)
    for variable in element.get("is-uncertain-date", "").split():
        yield _uncertain(variable)
    for _ in element.get("locator", "").split():
        yield _never  # no citation of ours has a locator
    for position in element.get("position", "").split():
        yield _at(position)
    if element.get("disambiguate"):
        yield lambda context: context.distinction is not None and context.distinction.disambiguate


def _has(variable: str) -> Test:
    if variable == "citation-number":
        return _always
    if variable == "year-suffix":
        return lambda context: context.distinction is not None and bool(context.distinction.year_suffix)
    return lambda context: variable in context.item


def _numeric(variable: str) -> Test:
    if variable == "citation-number":
        return _always
    return lambda context: type(context.item.get(variable)) is str and is_numeric(context.item[variable])


def _uncertain(variable: str) -> Test:
    return lambda context: isinstance(context.item.get(variable), Day) and context.item[variable].circa


def _at(position: str) -> Test:
    return lambda context: position in context.positions


def _always(_context: Context) -> bool:
    return True


def _never(_context: Context) -> bool:
    return False
