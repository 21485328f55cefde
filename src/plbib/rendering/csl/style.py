"""A style as parsed: its options, macros and the two areas it lays out."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property
from typing import Any, Literal, NamedTuple

from plbib.rendering.listing import Layout

Element = Any
"""An element of xml.etree; whether it has an attribute is known only when it is asked."""
Area = Literal["bibliography", "citation"]
_DEEPEST = 100
"""So many elements within each other are compiled bit by bit, far from where Python gives up."""
_CSL = "{http://purl.org/net/xbiblio/csl}"
_CHOOSE, _KEY = f"{_CSL}choose", f"{_CSL}key"
_OF_NAMES = ("citation", "bibliography", "name", "key")
"""The elements below the root that say how many names are printed."""


def tag(element: Element) -> str:
    """The element's name without its namespace."""
    name: str = element.tag
    return name.removeprefix(_CSL)


def children(element: Element | None, *names: str) -> list[Element]:
    """The elements right below, of these names or all."""
    return [] if element is None else [below for below in element if not names or tag(below) in names]


def child(element: Element, name: str) -> Element | None:
    """The first element of that name right below."""
    return element.find(_CSL + name)


class Style:
    """An independent style; not changed once made."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.macros: dict[str, Element] = {macro.get("name"): macro for macro in children(root, "macro")}
        self.bibliography = child(root, "bibliography")
        self.citation = child(root, "citation")
        self.demote = root.get("demote-non-dropping-particle", "display-and-sort")
        self.initialize_with_hyphen = root.get("initialize-with-hyphen", "true") == "true"
        self.in_notes: bool = root.get("class") == "note"
        self.default_locale: str | None = root.get("default-locale")
        self._said: dict[str, Said] = {}  # by macro, as far as it was asked for

    @property
    def numeric(self) -> bool:
        """Whether citations print the number of the entry."""
        return self.prints("citation-number", "citation")

    @property
    def layout(self) -> Layout:
        """How entries stand on the page."""
        options = self.options("bibliography")
        return Layout(
            hanging_indent=options.get("hanging-indent") == "true",
            second_field_align=options.get("second-field-align") is not None,
            entry_spacing=_spacing(options.get("entry-spacing")),
            line_spacing=_spacing(options.get("line-spacing")),
        )

    @cached_property
    def _calls(self) -> dict[str, set[str]]:
        """The macros that each macro calls."""
        return {
            name: {one for element in macro.iter() if (one := element.get("macro")) in self.macros}
            for name, macro in self.macros.items()
        }

    @cached_property
    def substituting(self) -> frozenset[str]:
        """The macros with a ``<substitute>``, in themselves or in those that they call."""
        found: set[str] = set()
        more = {name for name, macro in self.macros.items() if any(macro.iter(f"{_CSL}substitute"))}
        while more:
            found |= more
            more = {name for name, called in self._calls.items() if name not in found and not found.isdisjoint(called)}
        return frozenset(found)

    @cached_property
    def is_tangled(self) -> bool:
        """Whether a macro calls itself in the end, or calls go deep: such a style is compiled at once, as a whole."""
        calls = self._calls
        depths: dict[str, int] = {}
        while len(depths) < len(calls):  # those that call no other are first, then those that call only these
            known = {name for name, called in calls.items() if name not in depths and called <= depths.keys()}
            if not known:
                return True
            for name in known:
                depths[name] = _depth(self.macros[name]) + max((depths[one] for one in calls[name]), default=0)
        return max(depths.values(), default=0) > _DEEPEST

    @cached_property
    def prints_names(self) -> bool:
        """Whether of every list of names some are printed: neither none, nor their number, nor without periods."""
        having = [self.root, *(one for name in _OF_NAMES for one in self.root.iter(_CSL + name))]
        values = [element.get(option, "1") for element in having for option in ("et-al-use-first", "names-use-first")]
        return (
            all(value.strip("0") for value in values)
            and not any("count" in (element.get("form"), element.get("name-form")) for element in having)
            and not any(
                text.get("macro") and text.get("strip-periods") == "true" for text in self.root.iter(f"{_CSL}text")
            )
            and self.options("bibliography").get("subsequent-author-substitute") != ""
        )

    def area(self, name: Area) -> Element | None:
        """``<bibliography>`` or ``<citation>``."""
        return self.bibliography if name == "bibliography" else self.citation

    def options(self, name: Area) -> dict[str, str]:
        """The attributes of an area; none if the style has no such area."""
        area = self.area(name)
        return {} if area is None else dict(area.attrib)

    def prints(self, variable: str, area: Area) -> bool:
        """Whether the layout of an area, through its macros, has a place for a variable."""
        return variable in self.said(children(self.area(area), "layout")).variables

    def mentions(self, variable: str) -> bool:
        """Whether any element of the style prints a variable, or tests it."""
        return variable in self._mentioned

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        return frozenset(name for element in self.root.iter() for name in element.get("variable", "").split())

    def tests(self, attribute: str) -> bool:
        """Whether any condition of the style tests an attribute, such as ``disambiguate``."""
        return any(attribute in element.attrib for name in ("if", "else-if") for element in self.root.iter(_CSL + name))

    def said(self, elements: Iterable[Element]) -> "Said":
        """What ``elements`` say, with all below them and in the macros that they call."""
        found = _read(elements)
        waiting, seen = [*found.macros], set()
        while waiting:
            name = waiting.pop()
            if name in self.macros and name not in seen:
                seen.add(name)
                if name not in self._said:
                    self._said[name] = _read([self.macros[name]])
                found.words.update(self._said[name].words)
                found.variables.update(self._said[name].variables)
                waiting += self._said[name].macros
        return found

    def reached(
        self,
        elements: Iterable[Element],
        branches: Callable[[Element], Iterable[Element]],
        macros: Container[str],
    ) -> Iterator[Element]:
        """``elements`` with all below them, of ``<choose>`` the ``branches``, and of ``macros`` those they call."""
        waiting = list(elements)
        seen: set[str] = set()
        while waiting:
            element = waiting.pop()
            yield element
            waiting += branches(element) if element.tag == _CHOOSE else element
            name = element.get("macro")
            if name and name not in seen and name in macros:
                seen.add(name)
                waiting.append(self.macros[name])


class Said(NamedTuple):
    """What elements say: every word in their attributes, the variables that they print, the macros that they call."""

    words: set[str]
    variables: set[str]
    macros: set[str]


def _read(elements: Iterable[Element]) -> Said:
    found = Said(set(), set(), set())
    for element in (one for outer in elements for one in outer.iter()):
        for name, text in element.attrib.items():
            found.words.update(text.split())
            if name == "variable" and element.tag != _KEY:
                found.variables.add(text)
            elif name == "macro":
                found.macros.add(text)
    return found


def _spacing(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1


def _depth(element: Element) -> int:
    return 1 + max(map(_depth, element), default=0)
