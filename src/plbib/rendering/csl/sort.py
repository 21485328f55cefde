"""``<sort>``: the keys of the reference list (CSL 1.0.2, "Sorting")."""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from plbib.rendering.csl import date
from plbib.rendering.csl.collation import weigh
from plbib.rendering.csl.context import Context
from plbib.rendering.csl.item import DATES, NAMES
from plbib.rendering.csl.macro import compile_macro
from plbib.rendering.csl.namelist import NameList
from plbib.rendering.csl.printers import by_shape
from plbib.rendering.csl.reach import Reach
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import bare
from plbib.rendering.csl.style import Element, Style, children, tag
from plbib.rendering.csl.text import label

SortKey = Callable[[Context], str | None]
"""What an entry sorts by, None if it has no value: what differs in accents or case only sorts by the next key."""
_Entry = TypeVar("_Entry")


def compile_sort(scope: Scope) -> list[tuple[SortKey, bool]]:
    """The keys of an area, each with whether it descends; none if it is not sorted."""
    elements = [key for sort in children(scope.style.area(scope.area), "sort") for key in children(sort, "key")]
    return [
        (_key(key, replace(scope, sorting=_options(key), sort_key=number)), _descends(key))
        for number, key in enumerate(elements)
    ]


def counts_down(style: Style) -> bool:
    """Whether the reference list begins with the paper that has the last number."""
    keys = [key for sort in children(style.bibliography, "sort") for key in children(sort, "key")]
    return bool(keys) and keys[0].get("variable") == "citation-number" and _descends(keys[0])


def _options(key: Element) -> dict[str, str]:
    return {name: value for name, value in key.attrib.items() if name.startswith("names-")}


def _descends(key: Element) -> bool:
    return bool(key.get("sort") == "descending")


def _key(element: Element, scope: Scope) -> SortKey:
    variable = element.get("variable")
    language = _language(scope)
    if element.get("macro"):
        return _macro(element.get("macro"), scope)
    if variable == "citation-number":
        return lambda context: f"{context.number:08}"
    if variable == "citation-label":
        return lambda context: _collate(label(context.item), language)
    if variable in DATES:
        return lambda context: date.sort_key(context.item[variable]) or None if variable in context.item else None
    if variable in NAMES:
        names = NameList(None, None, scope)
        return lambda context: (
            _collate(names.text(context.item[variable], context), language) if variable in context.item else None
        )
    return lambda context: _collate(context.item.get(variable, ""), language)


def _macro(name: str, scope: Scope) -> SortKey:
    """By what a macro prints; where it is there for a date by that alone, neither by "ca." nor by "n.d."."""
    macro, language = scope.style.macros.get(name), _language(scope)
    body = by_shape(compile_macro(name, scope), Reach(scope.style, [] if macro is None else [macro]))
    if _is_for_dates(macro):
        return lambda context: "".join(date.SORTED.findall(body(context))) or None
    return lambda context: _collate(body(context), language)


def _language(scope: Scope) -> str:
    """The language in whose order entries stand: that of the style, unless it names another for this (CSL-M)."""
    return str(scope.style.root.get("default-locale-sort") or scope.locale.language)


def _is_for_dates(macro: Element | None) -> bool:
    """Whether a macro itself prints a date, and neither names nor a title."""
    elements = [] if macro is None else list(macro.iter())
    if any(tag(element) == "names" or element.get("variable") == "title" for element in elements):
        return False
    return any(tag(element) == "date" for element in elements)


def _collate(text: str, language: str) -> str | None:
    return weigh(bare(text), language) or None


def sort_entries(
    entries: list[_Entry], keys: list[tuple[SortKey, bool]], context_of: Callable[[_Entry], Context]
) -> list[_Entry]:
    """``entries`` sorted, ties as they come; those without a value come last in either direction.

    A key is asked only of entries that are equal by those before it.
    """
    if not keys or len(entries) < 2:
        return entries
    (key, descending), *others = keys
    alike: dict[str | None, list[_Entry]] = {}
    for entry in entries:
        alike.setdefault(key(context_of(entry)), []).append(entry)
    without = alike.pop(None, [])
    valued = [pair[1] for pair in sorted(alike.items(), key=lambda pair: pair[0] or "", reverse=descending)]
    return [entry for group in (*valued, without) for entry in sort_entries(group, others, context_of)]
