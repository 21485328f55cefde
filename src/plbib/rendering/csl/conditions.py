"""What is known of the conditions of ``<if>`` before any item is there (CSL 1.0.2, "Choose")."""

from collections.abc import Callable, Iterator

from plbib.rendering.csl.context import Shape
from plbib.rendering.csl.day import Day
from plbib.rendering.csl.style import Element, tag

BY_PROCESSOR = frozenset({"citation-number", "year-suffix"})
"""Variables that the processor gives."""
OF_DATES: dict[str, Callable[[Day], bool]] = {
    "is-uncertain-date": lambda day: day.circa,
    "has-day": lambda day: bool(day.begin[2]),
    "has-to-month-or-season": lambda day: bool(day.begin[1] or day.season) and not day.begin[2],
    "has-year-only": lambda day: not (day.begin[1] or day.season),
}
"""Conditions about dates; all but the first are CSL-M's."""
_KNOWN = frozenset({"type", "variable", "is-numeric", "locator", "match", *OF_DATES})


def outcome_for(branch: Element, shape: Shape) -> bool | None:
    """Whether a branch is taken for items of a shape, None where it depends on more; most are for other types."""
    if tag(branch) == "else":
        return True
    match = branch.get("match", "all")
    outcomes = set(_outcomes(branch, shape))
    decisive = match != "all"  # one condition that holds settles "any" and "none", one that does not settles "all"
    holds = decisive if decisive in outcomes else None if None in outcomes else not decisive
    return holds if match != "none" or holds is None else not holds


def _outcomes(branch: Element, shape: Shape) -> Iterator[bool | None]:
    """Whether each condition holds for items of a shape, None where that depends on more."""
    types = branch.get("type", "").split()
    if types:
        yield shape.kind in types
    for variable in branch.get("variable", "").split():
        known = shape.variables is not None and variable not in BY_PROCESSOR
        yield variable in (shape.variables or ()) if known else None
    for name in ("is-numeric", *OF_DATES):
        for variable in branch.get(name, "").split():
            yield False if variable not in BY_PROCESSOR and shape.lacks(variable) else None
    if branch.get("locator"):
        yield False if shape.lacks("locator") else None
    if not branch.attrib.keys() <= _KNOWN:
        yield None
