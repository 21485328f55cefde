"""From elements to functions: which module compiles which element, and macros once each."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from plbib.rendering.csl import choose, date, group, label, names, number, pages, text
from plbib.rendering.csl.context import Handler, Printer, Scope, nothing
from plbib.rendering.csl.formatting import affix, font
from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.style import Area, Element, Style, children, tag

_HANDLERS: Mapping[str, Handler] = {
    "text": text.compile_text,
    "number": number.compile_number,
    "label": label.compile_label,
    "names": names.compile_names,
    "date": date.compile_date,
    "group": group.compile_group,
}


class Layout:
    """A compiled ``<layout>``: what prints its parts in order, and what stands around and between cites."""

    def __init__(self, element: Element, scope: Scope) -> None:
        opening, closing = font(element.attrib)
        self.parts: list[Printer] = [scope.compile(part) for part in children(element)]
        self.opening = opening + affix(element, "prefix")
        self.closing = affix(element, "suffix") + closing
        self.delimiter: str = element.get("delimiter") or ""


class Compiler:
    """Compiles the elements of one style in one language."""

    def __init__(self, style: Style, locale: Locale) -> None:
        self.style = style
        self.locale = locale
        self.pages = pages.formatter(style.root.get("page-range-format"), locale.dash)
        self._macros: dict[tuple[Any, ...], Printer] = {}
        self._open: list[str] = []

    def layout(self, area: Area) -> Layout | None:
        """The layout of an area, if the style has it."""
        found = children(self.style.area(area), "layout")
        return Layout(found[0], Scope(compiler=self, area=area)) if found else None

    def options(self, area: Area) -> dict[str, str]:
        """The attributes of ``<bibliography>`` or ``<citation>``."""
        found = self.style.area(area)
        return {} if found is None else dict(found.attrib)

    def element(self, element: Element, scope: Scope, delimiter: str = "") -> Printer:
        """The function of an element; what CSL does not know prints nothing."""
        kind = tag(element)
        if kind == "choose":
            return choose.compile_choose(element, scope, delimiter)
        handler = _HANDLERS.get(kind)
        return handler(element, scope) if handler else nothing

    def macro(self, name: str, scope: Scope) -> Printer:
        """The body of a macro; nothing for one that does not exist or calls itself."""
        key = (name, scope.area, scope.sort_key, scope.strip_periods, scope.grouped)
        if key not in self._macros:
            if name in self._open or name not in self.style.macros:
                return nothing
            self._open.append(name)
            body = group.grouped(children(self.style.macros[name]), replace(scope, inherited=None))
            self._macros[key] = body
            self._open.pop()
        return self._macros[key]
