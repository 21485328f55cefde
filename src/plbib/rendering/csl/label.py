"""``<label>``: the term that goes with a number variable (CSL 1.0.2, "Label")."""

from plbib.rendering.csl.context import Context, Printer
from plbib.rendering.csl.formatting import finisher
from plbib.rendering.csl.numerals import is_plural
from plbib.rendering.csl.printers import unasked
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.style import Element

_TERMS = {"page-first": "page", "locator": "page"}


def compile_label(element: Element, scope: Scope) -> Printer:
    """``<label>``; like a term, and as citeproc-js has it, it is printed even when its variable is empty."""
    variable, form, plural = element.get("variable"), element.get("form", "long"), element.get("plural", "contextual")
    finish = finisher(element, scope, label=True)
    terms = [scope.locale.term(_TERMS.get(variable, variable), form, plural=many) for many in (False, True)]
    one, several = (finish(term, None) if term else "" for term in terms)

    def of_locator(context: Context) -> str:
        value = context.item.get("locator", "")
        many = plural == "always" or (plural == "contextual" and is_plural("locator", value))
        term = scope.locale.term(context.locator_label or "page", form, plural=many)
        return finish(term, None) if term else ""

    if variable == "locator":
        return unasked(of_locator)

    def label(context: Context) -> str:
        value = context.item.get(variable)
        many = plural == "always" or (plural == "contextual" and value is not None and is_plural(variable, value))
        return several if many else one

    return unasked(label)
