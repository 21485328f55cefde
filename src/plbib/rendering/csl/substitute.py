"""``subsequent-author-substitute``: names that the entry before has, too, become a dash (CSL 1.0.2, "Bibliography")."""

from collections.abc import Callable, Sequence

from plbib.rendering.csl.people import People
from plbib.rendering.csl.signs import LINK, bare, literal
from plbib.text.html import unescape

_SIGNS = "".join(map(chr, range(0xE000, 0xE040)))


class AuthorSubstitute:
    """The first names of an entry beside those of the entry before."""

    def __init__(self, text: str, rule: str | None) -> None:
        self.open = False  # whether the first names of the entry are still to come
        self._text, self._rule = literal(unescape(text)), rule or "complete-all"
        self._previous: str | People | None = None
        self._current: str | People | None = None

    def start(self) -> None:
        """Begin the next entry."""
        self._previous, self._current, self.open = self._current, None, True

    def pass_over(self) -> None:
        """Leave the entry out where lists are compared whole: the next is compared with that before it."""
        self._current = None if self._rule.startswith("partial") else self._previous
        self.open = False

    def value(self, text: str, value: object) -> str:
        """The ``text`` of a variable that stands for names in an entry without them, such as its title.

        Where lists are compared whole, its fonts, quotes and affixes stay around what substitutes it (so citeproc-js).
        """
        self.open = False
        if not isinstance(value, str):  # a date is nobody's name
            self._current = self._previous
            return text
        self._current = bare(value)
        if self._previous != self._current:
            return text
        return _replaced(text, value, self._text, undressed=self._rule != "complete-all")

    def names(self, people: People, shown: Callable[[], int], write: Callable[[Sequence[str]], str]) -> str:
        """The first names of the entry, substituted by the rule of the style.

        ``shown`` tells how many of ``people`` were printed; ``write`` prints them, the first ones as the texts that it
        is given.
        """
        text = write(())
        self.open = False
        if (
            self._rule == "complete-all"
        ):  # the persons that are named: not only the same initials, whether or not et al.
            self._current = people[: shown()]
            return self._text if self._previous == self._current else text
        self._current = people = people[: shown()] if self._rule == "complete-each" else people
        same = self._same(people)
        return write([self._text] * same) if same else text

    def _same(self, people: People) -> int:
        """How many names are substituted."""
        previous = self._previous if isinstance(self._previous, tuple) else ()
        if self._rule == "complete-each":
            return len(people) if previous == people else 0
        same = 0
        for before, now in zip(previous, people, strict=False):
            if before != now:
                break
            same += 1
        return min(same, 1) if self._rule == "partial-first" else same


def _replaced(text: str, value: str, other: str, *, undressed: bool) -> str:
    """``text`` with ``other`` in place of ``value``, whatever its case, or of it and its fonts and quotes.

    Nothing if nothing else is left; all of ``text`` is replaced if it has not the value.
    """
    text = text.replace(LINK[0], "").replace(LINK[1], "")
    start = text.lower().find(value.lower())
    before, after = (text[:start], text[start + len(value) :]) if start >= 0 else ("", "")
    if undressed:
        before, after = before.rstrip(_SIGNS), after.lstrip(_SIGNS)
    replaced = before + other + after
    return replaced if bare(replaced) else ""
