"""What is known of the conditions of ``<if>`` before any item is there (CSL 1.0.2, "Choose")."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

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
_OF_VALUES = frozenset({"is-numeric", *OF_DATES})
_NONE: frozenset[str] = frozenset()


class _Conditions(NamedTuple):
    """The conditions of a branch, as far as they are about what items of a shape are like."""

    match: str
    kinds: frozenset[str]
    variables: frozenset[str]
    """Which are there?"""
    values: frozenset[str]
    """Of which something else is asked, so that the condition does not hold without them."""
    is_open: bool
    """Whether there are conditions about more than the item."""


@lru_cache(maxsize=4096)
def _conditions(branch: Element) -> _Conditions:
    kinds, variables, values, match, is_open = _NONE, _NONE, _NONE, "all", False
    for name, text in branch.attrib.items():
        if name == "type":
            kinds = frozenset(text.split())
        elif name == "variable":
            variables = frozenset(text.split())
        elif name in _OF_VALUES:
            values |= {*text.split()}
        elif name == "locator":
            values |= {"locator"} if text else _NONE
        elif name == "match":
            match = text
        else:
            is_open = True
    is_open = is_open or not BY_PROCESSOR.isdisjoint(variables | values)
    return _Conditions(match, kinds, variables - BY_PROCESSOR, values - BY_PROCESSOR, is_open)


def outcome_for(branch: Element, shape: Shape) -> bool | None:
    """Whether a branch is taken for items of a shape, None where it depends on more; most are for other types."""
    if tag(branch) == "else":
        return True
    conditions = _conditions(branch)
    match = conditions.match
    outcomes = _outcomes(conditions, shape)
    decisive = match != "all"  # one condition that holds settles "any" and "none", one that does not settles "all"
    holds = decisive if decisive in outcomes else None if None in outcomes else not decisive
    return holds if match != "none" or holds is None else not holds


def _outcomes(conditions: _Conditions, shape: Shape) -> set[bool | None]:
    """Whether conditions hold for items of a shape, None where that depends on more."""
    _, kinds, variables, values, is_open = conditions
    there = shape.variables
    outcomes: set[bool | None] = {None} if is_open else set()
    if kinds:
        outcomes.add(shape.kind in kinds)
    if there is None and (variables or values):
        outcomes.add(None)
    elif there is not None:
        outcomes.update(name in there for name in variables)
        outcomes.update(None if name in there else False for name in values)
    return outcomes
