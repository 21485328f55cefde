"""``<group>``: parts joined by a delimiter, nothing at all where every variable asked for was empty."""

from collections.abc import Sequence

from msgspec.structs import replace

from plbib.rendering.csl.context import Context, Printer, Shape, missing, nothing
from plbib.rendering.csl.formatting import around, delimiter
from plbib.rendering.csl.printers import for_shape, grouped, is_empty, join, specialised
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import Pair, without_ends
from plbib.rendering.csl.style import Element, children


def compile_group(element: Element, scope: Scope) -> Printer:
    """``<group>`` (CSL 1.0.2, "Group")."""
    outer = around(element, scope)
    inner = replace(scope, grouped=True, delimiter=delimiter(element.get("delimiter")))
    return group_parts(children(element), inner, outer)


def group_parts(elements: Sequence[Element], scope: Scope, outer: Pair | None = None) -> Printer:
    """Parts as one, joined by the delimiter of ``scope``; a macro is such a group, too, without delimiter."""
    return _group(join([scope.compile(element) for element in elements], scope.delimiter), outer)


_BARE = "plbib_inside"
"""Under this name a group that only counts as one has what it holds."""


def _group(inside: Printer, outer: Pair | None) -> Printer:
    inside = getattr(inside, _BARE, inside)  # a group right within a group
    before, after = outer or ("", "")

    def group(context: Context) -> str:
        called, filled = context.called, context.filled
        context.called = context.filled = False
        text = inside(context)
        if context.called and not context.filled:  # every variable was empty: so is the group
            context.filled = filled
            return ""
        if not text:
            context.called, context.filled = context.called or called, context.filled or filled
            return ""
        context.called = context.filled = True
        if not text.isascii():
            text = without_ends(text)
        return f"{before}{text}{after}"

    def specialise(shape: Shape) -> Printer:
        left = for_shape(inside, shape)
        if left is nothing or is_empty(left):
            return nothing if left is nothing else missing
        surely = grouped(getattr(left, _BARE, left), outer)
        if surely is None:
            return group if left is inside else _group(left, outer)
        if outer is None:
            setattr(surely, _BARE, getattr(left, _BARE, left))
        return surely

    if outer is None:
        setattr(group, _BARE, inside)
    return specialised(group, specialise)
