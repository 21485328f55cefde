"""What a part of a style may ask of an item: items that are alike in this are printed by the same functions."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from plbib.rendering.csl.conditions import outcome_for
from plbib.rendering.csl.context import ODD, Shape
from plbib.rendering.csl.style import Element, Style, child, children, tag

_COMBINED = "editor-translator"


class Reach:
    """The elements of a part and of the macros that it calls; looked through when it is first asked."""

    def __init__(self, style: Style, elements: Sequence[Element]) -> None:
        self._style, self._elements = style, elements
        self._used: dict[Element, frozenset[str]] = {}

    @cached_property
    def _named(self) -> frozenset[str]:
        return self._words(self._elements) | {ODD, "locator"}

    def _substitutes(self, shape: Shape) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Of each ``<substitute>`` the variables that it stands in for, and all that it may use up."""
        substituting = self._style.substituting
        elements = self._style.reached(self._elements, lambda choose: _open_branches(choose, shape), substituting)
        found = {element: children(below) for element in elements if (below := _substitute(element)) is not None}
        used = {element: self._words_of(element, alternatives) for element, alternatives in found.items()}
        acting = {one for one in found if shape.lacks(*_variables(one)) and not shape.lacks(*used[one])}
        if (
            acting
            and self._style.prints_names
            and not self._style.is_tangled
            and self._runs(self._elements, shape, acting, {}) == 1
        ):
            for element in acting:  # before anything is used up; others act where this one has used their names
                used[element] = self._words(_up_to_printed(found[element], shape))
        return [(_variables(element), words) for element, words in used.items()]

    def _words_of(self, element: Element, alternatives: list[Element]) -> frozenset[str]:
        words = self._used.get(element)
        if words is None:
            words = self._used[element] = self._words(alternatives)
        return words

    def _runs(self, elements: Iterable[Element], shape: Shape, acting: set[Element], known: dict[str, int]) -> int:
        """How often at most ``acting`` elements come in an entry of a shape; in macros, as often as is ``known``."""
        times = 0
        for element in elements:
            name = element.get("macro")
            if name in self._style.substituting and name not in known:
                known[name] = self._runs(self._style.macros[name], shape, acting, known)
            if tag(element) == "choose":
                branches = _open_branches(element, shape)
                times += max((self._runs(branch, shape, acting, known) for branch in branches), default=0)
            elif len(element):
                times += self._runs(element, shape, acting, known)
            times += known.get(name, 0) + (element in acting)
        return times

    def _words(self, elements: Iterable[Element]) -> frozenset[str]:
        """Every word in an attribute, which are more than the variables, and what stands for them elsewhere."""
        words = self._style.said(elements).words
        return frozenset({*words, *(f"{word}-short" for word in words), _COMBINED})

    def narrowed(self, shape: Shape) -> Shape:
        """``shape`` with no more variables than count here, and with those that may be used up before they print."""
        variables = (shape.variables or frozenset()) & self._named
        if ODD in variables:
            return Shape(shape.kind, variables)
        substitutes = self._substitutes(Shape(shape.kind, variables))
        hidden: frozenset[str] = frozenset()
        grown = True
        while grown:  # what is used up may be substituted in its turn
            there = variables - hidden
            more = hidden.union(*(used for names, used in substitutes if there.isdisjoint(names)))
            grown, hidden = more != hidden, more
        return Shape(shape.kind, variables, hidden)


def _open_branches(choose: Element, shape: Shape) -> list[Element]:
    """The branches that items of a shape may take; most are for other types."""
    found = []
    for branch in children(choose):
        outcome = outcome_for(branch, shape)
        if outcome is not False:
            found.append(branch)
        if outcome:
            break
    return found


def _substitute(element: Element) -> Element | None:
    return child(element, "substitute") if tag(element) == "names" else None


def _variables(names: Element) -> frozenset[str]:
    return frozenset(names.get("variable", "").split())


def _up_to_printed(alternatives: list[Element], shape: Shape) -> list[Element]:
    """The alternatives of ``<substitute>`` up to names that an item of a shape has, behind which none is asked for."""
    printed = (at for at, one in enumerate(alternatives, 1) if tag(one) == "names" and _has_any(one, shape))
    return alternatives[: next(printed, len(alternatives))]


def _has_any(names: Element, shape: Shape) -> bool:
    return any(map(shape.has, _variables(names)))
