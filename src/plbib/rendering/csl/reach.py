"""What a part of a style may ask of an item: items that are alike in this are printed by the same functions."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from plbib.rendering.csl.context import ODD, Shape
from plbib.rendering.csl.style import Element, Style, child, children, tag

_COMBINED = "editor-translator"


class Reach:
    """The elements of a part and of the macros that it calls; looked through when it is first asked."""

    def __init__(self, style: Style, elements: Sequence[Element]) -> None:
        self._style, self._elements = style, elements

    @cached_property
    def _named(self) -> frozenset[str]:
        return self._words(self._elements) | {ODD, "locator"}

    @cached_property
    def _substitutes(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Of each ``<substitute>`` the variables that it stands in for, and all that it may use up."""
        found = []
        for element in self._style.reached(self._elements):
            substitute = child(element, "substitute") if tag(element) == "names" else None
            if substitute is not None:
                found.append((frozenset(element.get("variable", "").split()), self._words(children(substitute))))
        return found

    def _words(self, elements: Iterable[Element]) -> frozenset[str]:
        """Every word in an attribute, which are more than the variables, and what stands for them elsewhere."""
        attributes = (text for element in self._style.reached(elements) for text in element.attrib.values())
        words = {word for text in attributes for word in text.split()}
        return frozenset({*words, *(f"{word}-short" for word in words), _COMBINED})

    def narrowed(self, shape: Shape) -> Shape:
        """``shape`` with no more variables than count here, and with those that may be used up before they print."""
        variables = (shape.variables or frozenset()) & self._named
        if ODD in variables:
            return Shape(shape.kind, variables)
        hidden: frozenset[str] = frozenset()
        grown = True
        while grown:  # what is used up may be substituted in its turn
            there = variables - hidden
            more = hidden.union(*(used for names, used in self._substitutes if there.isdisjoint(names)))
            grown, hidden = more != hidden, more
        return Shape(shape.kind, variables, hidden)
