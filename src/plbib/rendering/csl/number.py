"""``<number>``: a number variable as digits, ordinal or Roman numeral (CSL 1.0.2, "Number")."""

from plbib.rendering.csl import numerals
from plbib.rendering.csl.context import Context, Printer, Shape, missing
from plbib.rendering.csl.formatting import finisher, may_empty
from plbib.rendering.csl.printers import PrintedVariable, fuse, specialised
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.style import Element
from plbib.rendering.csl.text import citation_number


def compile_number(element: Element, scope: Scope) -> Printer:
    """``<number>``; what cannot be read as a number is printed as it is."""
    variable, form = element.get("variable"), element.get("form")
    finish = finisher(element, scope, leaf=True)
    if variable == "citation-number":
        return citation_number(finish, scope)
    locale = scope.locale
    printed = numerals.formatter(form, locale, variable)
    is_locator = variable == "locator" and form in (None, "numeric")
    if variable == "page" and form in (None, "numeric"):
        printed = scope.pages

    def number(context: Context) -> str:
        context.called = True
        value = context.item.get(variable)
        if value is None or (context.watching and context.hidden(variable)):
            return ""
        context.filled = True
        if is_locator and context.locator_label == "page":
            return finish(scope.pages(value), context)
        if scope.sorting is not None:
            return value.zfill(8) if value.isdigit() else str(value)
        return finish(printed(value), context)

    def specialise(shape: Shape) -> Printer:
        if shape.lacks(variable):
            return missing
        if not shape.shows(variable) or scope.sorting is not None or form not in (None, "numeric"):
            return number
        if may_empty(element, scope) or is_locator:
            return number
        return fuse((PrintedVariable(variable, lambda value, context: finish(printed(value), context), ends=True),))

    return specialised(number, specialise)
