"""``<group>``: parts joined by a delimiter, nothing at all where every variable asked for was empty."""

from collections.abc import Sequence

from msgspec.structs import replace

from plbib.rendering.csl.context import Context, Printer, Scope
from plbib.rendering.csl.formatting import Finish, delimiter, finisher
from plbib.rendering.csl.signs import LEAF, OWN, SUFFIX
from plbib.rendering.csl.style import Element, children

_ENDS = (LEAF, SUFFIX, OWN)


def compile_group(element: Element, scope: Scope) -> Printer:
    """``<group>`` (CSL 1.0.2, "Group")."""
    finish = finisher(element, scope)
    inner = replace(scope, grouped=True)
    return grouped(children(element), inner, delimiter(element.get("delimiter")), finish)


def grouped(elements: Sequence[Element], scope: Scope, between: str = "", finish: Finish | None = None) -> Printer:
    """Parts as one; a macro is such a group, too, without delimiter."""
    printers = [scope.compile(element, between) for element in elements]
    inside = printers[0] if len(printers) == 1 else _join(printers, between)  # most have one part

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
        if text[-1] in _ENDS:
            text = text[:-1]
        if text[:1] == LEAF:
            text = text[1:]
        return finish(text, context) if finish else text

    return group


def _join(printers: Sequence[Printer], between: str) -> Printer:
    return lambda context: between.join([text for printer in printers if (text := printer(context))])
