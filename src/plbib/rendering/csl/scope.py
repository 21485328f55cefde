"""What surrounds an element while it is compiled, and by what the elements in it are compiled."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from msgspec import Struct

from plbib.rendering.csl.context import Printer, nothing
from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.style import Area, Element, Style, tag


class ElementCompiler(Protocol):
    """What compiles one kind of element."""

    def __call__(self, element: Element, scope: "Scope") -> Printer: ...


class OuterNames(Struct, frozen=True):
    """What a bare ``<names>`` in ``<substitute>`` takes from the one around it: children by name, delimiter, looks."""

    parts: dict[str, Any]
    delimiter: str
    attributes: dict[str, str] = {}


class Macros(Struct):
    """What is compiled so far.

    Macros are kept by name and the scopes they are called in, so are forms of names: in ``<substitute>`` most take over
    the one around them.
    """

    compiled: dict[tuple[Any, ...], Printer] = {}
    names: dict[tuple[Any, ...], Any] = {}


class Scope(Struct, frozen=True, kw_only=True):
    """What surrounds an element while it is compiled.

    ``handlers`` compile the elements of the style by name. ``pages`` writes a range of pages as the style asks.
    ``sorting`` holds the ``names-*`` options of a sort key. ``delimiter`` joins what a ``<choose>`` prints.
    ``running`` are the names of the macros around.
    """

    style: Style
    locale: Locale
    area: Area
    handlers: Mapping[str, ElementCompiler]
    macros: Macros
    pages: Callable[[str], str]
    sorting: Mapping[str, str] | None = None
    sort_key: int = -1
    running: tuple[str, ...] = ()
    delimiter: str = ""
    grouped: bool = False  # in <group>, where display is not applied
    strip_periods: bool = False  # in a macro called with strip-periods
    inherited: OuterNames | None = None
    substitutes: bool = False  # in a <choose> of <substitute>, which prints the first of its elements that prints

    @property
    def in_note(self) -> bool:
        """Whether what is printed stands in a note."""
        return self.area == "citation" and self.style.in_notes

    def compile(self, element: Element) -> Printer:
        """The function of an element; what CSL does not know prints nothing."""
        handler = self.handlers.get(tag(element))
        return handler(element, self) if handler else nothing
