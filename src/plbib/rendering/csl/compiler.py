"""From elements to functions: which module compiles which element, and the two layouts of a style."""

from collections.abc import Mapping

from plbib.rendering.csl import choose, date, group, label, names, number, pages, text
from plbib.rendering.csl.context import Printer
from plbib.rendering.csl.formatting import affix, font
from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.printers import by_shape
from plbib.rendering.csl.reach import Reach
from plbib.rendering.csl.scope import ElementCompiler, Macros, Scope
from plbib.rendering.csl.signs import in_note
from plbib.rendering.csl.style import Area, Element, Style, children

_HANDLERS: Mapping[str, ElementCompiler] = {
    "text": text.compile_text,
    "number": number.compile_number,
    "label": label.compile_label,
    "names": names.compile_names,
    "date": date.compile_date,
    "group": group.compile_group,
    "choose": choose.compile_choose,
}


class CompiledLayout:
    """A compiled ``<layout>``: what prints its parts in order, and what stands around and between cites.

    That for items in any language, or the one given, of a style that has several (``<layout locale="en">``, CSL-M).
    """

    def __init__(self, scope: Scope, element: Element | None = None) -> None:
        if element is None:
            layouts = children(scope.style.area(scope.area), "layout")
            element = next((one for one in layouts if not one.get("locale")), layouts[-1])
        opening, closing = font(element.attrib)
        reach = Reach(scope.style, [element])
        self.parts: list[Printer] = [by_shape(scope.compile(part), reach) for part in children(element)]
        prefix, suffix = affix(element, "prefix"), affix(element, "suffix")
        self.opening = opening + (in_note(prefix) if scope.in_note else prefix)
        self.closing = (in_note(suffix) if scope.in_note else suffix) + closing
        self.delimiter: str = element.get("delimiter") or ""
        self.quotes, self.punctuation_inside = scope.locale.quotes, scope.locale.punctuation_inside


class Layouts:
    """The layouts of an area by the language of the item; each is compiled when it is first asked for."""

    def __init__(self, style: Style, area: Area, dash: str) -> None:
        self._style, self._area, self._dash = style, area, dash
        self._compiled: dict[str, CompiledLayout] = {}
        self._elements: dict[str, Element] = {}
        for element in children(style.area(area), "layout"):
            for code in (element.get("locale") or "").split():
                self._elements.setdefault(code.lower(), element)

    def of(self, language: str | None) -> CompiledLayout | None:
        """The layout for items in a language; None if it is that for all."""
        if not self._elements or not language:
            return None
        code = language.lower().replace("_", "-")
        known = next((one for one in (code, code.partition("-")[0]) if one in self._elements), None)
        if known is None:
            return None
        if known not in self._compiled:
            locale = Locale(_spelt(known), self._style.root)
            scope = open_area(self._style, locale, self._area, self._dash)
            if scope is None:
                return None
            self._compiled[known] = CompiledLayout(scope, self._elements[known])
        return self._compiled[known]


def _spelt(code: str) -> str:
    """``zh-cn`` → ``zh-CN``."""
    language, dash, region = code.partition("-")
    return f"{language}{dash}{region.upper()}"


def open_area(style: Style, locale: Locale, area: Area, dash: str | None = None) -> Scope | None:
    """The scope in which an area of a style is compiled in one language; None if the style lays nothing out there.

    ``dash`` stands in ranges of pages, where not that of the language.
    """
    if not children(style.area(area), "layout"):
        return None
    page_range = pages.formatter(style.root.get("page-range-format"), dash or locale.dash)
    macros = Macros()
    return Scope(style=style, locale=locale, area=area, handlers=_HANDLERS, macros=macros, pages=page_range)
