"""``<sort>``: the keys of the reference list (CSL 1.0.2, "Sorting")."""

import re
from collections.abc import Callable
from typing import TypeVar

from plbib.rendering.csl import date
from plbib.rendering.csl.collation import Key, collate
from plbib.rendering.csl.compiler import Compiler
from plbib.rendering.csl.context import Context, Scope
from plbib.rendering.csl.item import DATES, NAMES
from plbib.rendering.csl.namelist import NameList
from plbib.rendering.csl.numerals import NUMERIC
from plbib.rendering.csl.signs import bare
from plbib.rendering.csl.style import Area, Element, children

SortKey = Callable[[Context], Key | None]
"""What an entry sorts by; None if it has no value."""
_Entry = TypeVar("_Entry")
_NUMBER = re.compile(r"\d+")


def compile_sort(compiler: Compiler, area: Area) -> list[tuple[SortKey, bool]]:
    """The keys of an area, each with whether it descends; none if it is not sorted."""
    elements = [key for sort in children(compiler.style.area(area), "sort") for key in children(sort, "key")]
    return [
        (_key(key, Scope(compiler=compiler, area=area, sorting=_options(key), sort_key=number)), _descends(key))
        for number, key in enumerate(elements)
    ]


def _options(key: Element) -> dict[str, str]:
    return {name: value for name, value in key.attrib.items() if name.startswith("names-")}


def _descends(key: Element) -> bool:
    return bool(key.get("sort") == "descending")


def _key(element: Element, scope: Scope) -> SortKey:
    variable = element.get("variable")
    if element.get("macro"):
        body = scope.compiler.macro(element.get("macro"), scope)
        return lambda context: _text(body(context))
    if variable == "citation-number":
        return lambda context: (f"{context.number:08}", "")
    if variable in DATES:
        return lambda context: (date.sort_key(context.item[variable]), "") if variable in context.item else None
    if variable in NAMES:
        names = NameList(None, None, scope)
        return lambda context: (
            collate(bare(names.text(context.item[variable], context))) if variable in context.item else None
        )
    return lambda context: _value(variable, context.item.get(variable))


def _value(variable: str, value: str | None) -> Key | None:
    if value is None:
        return None
    number = _NUMBER.match(value) if variable in NUMERIC else None
    return (f"{int(number[0]):010}", value) if number else _text(value)


def _text(text: str) -> Key | None:
    text = bare(text)
    return collate(text) if text else None


def in_order(
    entries: list[_Entry], keys: list[tuple[SortKey, bool]], context_of: Callable[[_Entry], Context]
) -> list[_Entry]:
    """``entries`` sorted, ties as they come; those without a value come last in either direction."""
    for key, descending in reversed(keys):
        valued, others = [], []
        for entry in entries:
            value = key(context_of(entry))
            if value is None:
                others.append(entry)
            else:
                valued.append((value, entry))
        valued.sort(key=lambda pair: pair[0], reverse=descending)
        entries = [entry for _, entry in valued] + others
    return entries
