"""What the functions of a compiled style share: the state of one entry at work, and what surrounds an element."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.style import Area, Element

if TYPE_CHECKING:
    from plbib.rendering.csl.compiler import Compiler
    from plbib.rendering.csl.distinction import Distinction
    from plbib.rendering.csl.namesakes import Namesakes
    from plbib.rendering.csl.substitute import AuthorSubstitute


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
        "names_shown",
        "names_text",
        "namesakes",
        "number",
        "positions",
        "trace",
        "used",
        "watching",
        "without_names",
    )

    def __init__(self) -> None:
        self.author_substitute: AuthorSubstitute | None = None
        self.namesakes: Namesakes | None = None  # where given names are added to tell persons apart
        self.start({"type": ""}, None, 0)

    def start(self, item: Variables, english: bool | None, at: int) -> None:
        """Begin the entry ``at`` a place; its number and whatever tells it apart is set by the caller."""
        self.item, self.english, self.at = item, english, at
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
        self.names_text: str | None = None  # the first names, as printed
        self.left_out = False  # that the names which would stand here were left out
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


class Inherited(Struct, frozen=True):
    """What a bare ``<names>`` in ``<substitute>`` takes from the one around it: children by name, and delimiter."""

    parts: dict[str, Any]
    delimiter: str


class Scope(Struct, frozen=True, kw_only=True):
    """What surrounds an element while it is compiled. ``sorting`` holds the ``names-*`` options of a sort key."""

    compiler: "Compiler"
    area: Area
    sorting: Mapping[str, str] | None = None
    sort_key: int = -1
    grouped: bool = False  # in <group>, where display is not applied
    strip_periods: bool = False  # in a macro called with strip-periods
    inherited: Inherited | None = None

    def compile(self, element: Element, delimiter: str = "") -> Printer:
        """The function of an element; ``delimiter`` joins what a ``<choose>`` in a group prints."""
        return self.compiler.element(element, self, delimiter)


class Handler(Protocol):
    """What compiles one kind of element."""

    def __call__(self, element: Element, scope: Scope) -> Printer: ...


def nothing(_context: Context) -> str:
    """Prints nothing."""
    return ""
