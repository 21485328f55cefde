"""``<text>``: a variable, a macro, a term or a literal (CSL 1.0.2, "Text")."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from plbib.rendering.csl import numerals
from plbib.rendering.csl.context import Context, Printer, Shape, missing, nothing
from plbib.rendering.csl.day import Day
from plbib.rendering.csl.formatting import SLANTED, Finish, around, finisher, may_empty, text_changer
from plbib.rendering.csl.item import DATES, NAMES
from plbib.rendering.csl.macro import compile_macro
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.printers import PrintedVariable, fixed, for_shape, fuse, specialised, unasked, wrapped
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import LINK, TERM, bare, begun, literal
from plbib.rendering.csl.style import Element
from plbib.rendering.csl.textcase import STOP_WORDS
from plbib.text.html import unescape
from plbib.text.patterns import regex

_IDENTIFIERS = frozenset({"DOI", "URL", "PMID", "PMCID"})
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}
"""How many letters each of so many authors gives to a citation label; more give one each, the first four."""
_LABELLED_BY = ("author", "editor", "translator")
_OTHERS = tuple(sorted(NAMES))
_ARTICLE = regex(r"^(?:an?|the)\s+", re.IGNORECASE)


def compile_text(element: Element, scope: Scope) -> Printer:
    """``<text>``."""
    variable, macro, term = (element.get(name) for name in ("variable", "macro", "term"))
    if macro:
        return _macro(element, macro, scope)
    finish = finisher(element, scope, leaf=True)
    if variable:
        return _of_processor(variable, finish, scope) or _variable(element, variable, finish, scope)
    if term:
        return _term(element, term, finish, scope)
    return _fixed(element, begun(literal(unescape(element.get("value") or ""))), finish)


def _of_processor(variable: str, finish: Finish, scope: Scope) -> Printer | None:
    """A variable that the processor gives; None for any other."""
    if variable == "year-suffix":
        return _year_suffix(finish)
    if variable == "citation-number":
        return citation_number(finish, scope)
    if variable == "citation-label":
        return lambda context: finish(label(context.item) + _suffix(context), context)
    return None


def _fixed(element: Element, text: str, finish: Finish) -> Printer:
    if not text:
        return nothing
    if element.get("text-case") == "title":  # depends on the item's language
        return unasked(lambda context: finish(text, context))
    return fixed(finish(text, None))


def _term(element: Element, name: str, finish: Finish, scope: Scope) -> Printer:
    """A term; it gets a capital where it opens an entry or a note, whatever prefix of its own it has."""
    text = begun(scope.locale.term(name, element.get("form", "long"), plural=element.get("plural") == "true") or "")
    stays = element.get("text-case") == "lowercase"
    if (
        stays
        or not text[:1].islower()
        or scope.sorting is not None
        or (scope.area == "citation" and not scope.style.in_notes)
    ):
        return _fixed(element, text, finish)
    printer = _fixed(element, TERM + text, finish)
    return unasked(lambda context: TERM + printer(context)) if element.get("prefix") else printer


def _macro(element: Element, name: str, scope: Scope) -> Printer:
    strip = scope.strip_periods or element.get("strip-periods") == "true"
    body = compile_macro(name, replace(scope, strip_periods=strip))
    if set(element.attrib) == {"macro"}:
        return body
    finish, outer = finisher(element, scope), around(element, scope)

    def finished(body: Printer) -> Printer:
        def macro(context: Context) -> str:
            text = body(context)
            return finish(text, context) if text else ""

        return macro

    def specialise(shape: Shape) -> Printer:
        left = for_shape(body, shape)
        return left if left in (nothing, missing) else wrapped(left, outer) or finished(left)

    return specialised(finished(body), specialise)


def _year_suffix(finish: Finish) -> Printer:
    def year_suffix(context: Context) -> str:
        suffix = _suffix(context)
        if not suffix:  # does not empty its group
            return ""
        context.called = context.filled = True
        return finish(suffix, context)

    return year_suffix


def _suffix(context: Context) -> str:
    return context.distinction.year_suffix if context.distinction else ""


def citation_number(finish: Finish, scope: Scope) -> Printer:
    """The number of the entry; in a sort key, of a fixed width."""
    pattern = "%d" if scope.sorting is None else "%08d"

    def number(context: Context) -> str:
        context.called = context.filled = True
        return finish(pattern % context.number, context)

    return number


def _variable(element: Element, name: str, finish: Finish, scope: Scope) -> Printer:
    if name in NAMES or name in DATES:  # which are no text
        return nothing
    short = f"{name}-short" if element.get("form") == "short" else name
    convert, change = _conversion(name, scope), text_changer(element, scope)
    before, after = around(element, scope, leaf=True)
    upright = around(element, scope, leaf=True, slanted=False) if element.get("font-style") else None
    linked = name in _IDENTIFIERS
    tells = scope.area == "citation" and name != "locator"  # which is not left out after a cite of the same names
    if name == "title" and change is None:
        before, after = before + LINK[0], LINK[1] + after
        upright = (upright[0] + LINK[0], LINK[1] + upright[1]) if upright else None

    def write_value(value: str, context: Context) -> str:
        if name == "locator" and context.locator_label == "page":
            value = scope.pages(value)
        elif convert is not None:
            value = convert(value)
        if change is not None:
            return finish(value, context)
        shown = (before, after) if upright is None or SLANTED.search(value) else upright
        return f"{shown[0]}{value}{shown[1]}"

    def text(context: Context) -> str:
        if tells and context.series is not None:
            context.series.tells_more()
        context.called = True
        value = context.item.get(short) or context.item.get(name)
        if not value or (context.watching and context.hidden(name)):
            return ""
        context.filled = True
        if linked:
            context.linked = True
        return write_value(value, context)

    def specialise(shape: Shape) -> Printer:
        if shape.lacks(short, name):
            return text if tells and shape.hidden is None else missing
        key = short if shape.has(short) else name
        if not shape.shows(key, name) or name == "locator" or may_empty(element, scope):
            return text
        if upright is not None:
            return fuse((PrintedVariable(key, write_value, ends=True, linked=linked),))
        return fuse((before, PrintedVariable(key, _both(convert, change), linked=linked), after))

    return specialised(text, specialise)


def _both(convert: Callable[[str], str] | None, change: Finish | None) -> Finish | None:
    """What does one after the other."""
    if convert is None:
        return change
    if change is None:
        return lambda value, _: convert(value)
    return lambda value, context: change(convert(value), context)


def _conversion(name: str, scope: Scope) -> Callable[[str], str] | None:
    if name == "page":
        return scope.pages
    return numerals.formatter(None, scope.locale, name) if name in numerals.DASHED else None


def label(item: dict[str, object]) -> str:
    """The label of an item, such as ``VaSP17``, for <text variable="citation-label"/>; without names, of its title."""
    people = next((item[name] for name in (*_LABELLED_BY, *_OTHERS) if item.get(name)), ())
    names = [one for one in people if isinstance(one, Person)] if isinstance(people, tuple) else []
    counts = _LETTERS.get(len(names), (1, 1, 1, 1))
    text = "".join(_letters(one.family or one.literal, count) for one, count in zip(names, counts, strict=False))
    if not text:
        words = bare(str(item.get("title", ""))).split()
        text = "".join(word for word in words if word.lower() not in STOP_WORDS)[:4].capitalize()
    issued = item.get("issued")
    year = issued.begin[0] if isinstance(issued, Day) else None
    return f"{text}{(year or 0) % 100:02}"


def _letters(name: str, count: int) -> str:
    letters = "".join(sign for sign in _ARTICLE.sub("", bare(name)) if sign.isalnum())
    return letters[:count].capitalize()
