"""What the functions of a compiled style share while they print: the state of one entry."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.item import DATES, Variables
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.series import Series
from plbib.rendering.csl.substitute import AuthorSubstitute

ODD = "odd date"
"""Among the variables of a shape: that a date has neither a year nor a text where it begins."""


class Shape(NamedTuple):
    """What an item is like, whatever its variables say: its type, and which variables it has (None: any).

    ``hidden`` are those that ``<substitute>`` may use up, or a cite leave out after another (None: any).
    """

    kind: str
    variables: frozenset[str] | None = None
    hidden: frozenset[str] | None = None

    def lacks(self, *names: str) -> bool:
        """Whether it certainly has none of these variables."""
        return self.variables is not None and self.variables.isdisjoint(names)

    def has(self, name: str) -> bool:
        """Whether it certainly has a variable."""
        return self.variables is not None and name in self.variables

    def shows(self, name: str, called: str = "") -> bool:
        """Whether it certainly has a variable, and prints it wherever it is asked for, there maybe ``called`` so."""
        return self.hidden is not None and self.has(name) and (called or name) not in self.hidden


def shape_of(item: Variables) -> Shape:
    """The shape of an item."""
    shape, odd_shape, dates = _shapes(item["type"], *item)
    for name in dates:
        day = item[name]
        if not (day.begin[0] or day.literal):
            return odd_shape
    return shape


@lru_cache(maxsize=4096)  # one for all items that are alike, for it takes more memory than many of them
def _shapes(kind: str, *names: str) -> tuple[Shape, Shape, tuple[str, ...]]:
    """The shape of items with these variables, that of those with an odd date, and which are dates."""
    odd_shape = Shape(kind, frozenset((*names, ODD)))
    return Shape(kind, frozenset(names)), odd_shape, tuple(name for name in names if name in DATES)


class Context:
    """State of one entry while it is written; one is used again and again by one thread.

    ``called`` and ``filled`` say whether the elements of the innermost group asked for a variable, and got one (CSL
    1.0.2, "Group"). ``watching``, ``trace`` and ``used`` keep the variables that ``<substitute>`` has used up.
    """

    __slots__ = (
        "at",
        "author_substitute",
        "called",
        "distinction",
        "english",
        "filled",
        "implicit_suffix",
        "item",
        "leading",
        "left_out",
        "linked",
        "locator_label",
        "names_shown",
        "names_text",
        "namesakes",
        "number",
        "positions",
        "series",
        "shape",
        "trace",
        "used",
        "watching",
        "without_names",
    )

    def __init__(self) -> None:
        self.author_substitute: AuthorSubstitute | None = None
        self.namesakes: Namesakes | None = None  # where given names are added to tell persons apart
        self.start({"type": ""}, Shape(""), None, 0)

    def start(self, item: Variables, shape: Shape, english: bool | None, at: int) -> None:
        """Begin the entry ``at`` a place; its number and whatever tells it apart is set by the caller."""
        self.item, self.shape, self.english, self.at = item, shape, english, at
        self.number = at + 1
        self.called = self.filled = self.watching = self.linked = False
        self.trace: list[str] | None = None
        self.used: set[str] = set()
        self.distinction: Distinction | None = None
        self.implicit_suffix = ""  # the letters of the year suffix, for the first year that is printed
        # Of the names that the entry is cited by: how many are shown, how many there are, whether initials are known.
        self.names_shown = (0, 0, False)
        self.leading: tuple[Person, ...] = ()  # those names
        self.positions: frozenset[str] = frozenset()  # of the cite
        self.locator_label = ""  # what the locator of the cite counts
        self.names_text: str | None = None  # the first names, as printed
        self.left_out = False  # that the names which would stand here were left out
        self.series: Series | None = None  # the cites of which this is one
        self.without_names = False  # whether those are left out, as in a citation after another of the same names

    def hidden(self, variable: str) -> bool:
        """Note that a variable is used while substituting; whether it was used up before."""
        if variable in self.used:
            return True
        if self.trace is not None:
            if variable in self.trace:
                return True
            self.trace.append(variable)
        return False


Printer = Callable[[Context], str]
"""A compiled element: the text it prints for an entry, with signs; empty if nothing."""


def nothing(_context: Context) -> str:
    """Prints nothing."""
    return ""


def missing(context: Context) -> str:
    """Asks for a variable that the item does not have."""
    context.called = True
    return ""
