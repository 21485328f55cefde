"""What the functions of a compiled style share while they print: the state of one entry."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.series import Series
from plbib.rendering.csl.substitute import AuthorSubstitute


class Shape(NamedTuple):
    """What an item is like, whatever its variables say: its type, and which variables it has (None: any)."""

    kind: str
    variables: frozenset[str] | None = None

    def lacks(self, *names: str) -> bool:
        """Whether it certainly has none of these variables."""
        return self.variables is not None and self.variables.isdisjoint(names)


def shape_of(item: Variables) -> Shape:
    """The shape of an item."""
    return Shape(item["type"], frozenset(item))


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


_SPECIAL, _NEVER_ASKS, _IS_EMPTY = "plbib_special", "plbib_never_asks", "plbib_empty"
"""Names under which a printer has what makes another of it for items of a shape, whether it prints without asking for
a variable, and whether it prints nothing but that beside variables that are missing."""
Specialise = Callable[[Shape], Printer]
_COMMON = 50
"""So many items of one shape are worth a printer of their own, which takes a while to make."""


def specialised(printer: Printer, specialise: Specialise) -> Printer:
    """``printer``, of which ``specialise`` makes one that does the same for items of a shape, with less to test."""
    setattr(printer, _SPECIAL, remembered(specialise))
    return printer


def remembered(specialise: Specialise) -> Specialise:
    """``specialise`` with a memory: :func:`functools.cache` takes longer to set up than most styles have types."""
    printers: dict[Shape, Printer] = {}

    def remember(shape: Shape) -> Printer:
        printer = printers.get(shape)
        if printer is None:
            printer = printers[shape] = specialise(shape)
        return printer

    return remember


def asking(printer: Printer, *variables: str) -> Printer:
    """``printer``, which only asks where an item has none of the ``variables``."""
    return specialised(printer, lambda shape: missing if shape.lacks(*variables) else printer)


def unasked(printer: Printer) -> Printer:
    """``printer``, which asks for no variable: a term, a label, a literal."""
    setattr(printer, _NEVER_ASKS, True)
    return printer


def is_empty(printer: Printer) -> bool:
    """Whether a group of ``printer`` is certainly left out: it asks for variables, and none is there."""
    return printer is missing or hasattr(printer, _IS_EMPTY)


def for_shape(printer: Printer, shape: Shape) -> Printer:
    """What does the same as ``printer`` for items of a shape.

    :func:`nothing` where it never prints anything, :func:`missing` where it only asks for what is not there.
    """
    specialise: Specialise | None = getattr(printer, _SPECIAL, None)
    return specialise(shape) if specialise else printer


def join(printers: Sequence[Printer], between: str) -> Printer:
    """What the printers print, with ``between`` where more than one does."""
    if len(printers) < 2:  # most are alone
        return printers[0] if printers else nothing

    def specialise(shape: Shape) -> Printer:
        left = [one for printer in printers if (one := for_shape(printer, shape)) is not nothing]
        some = [one for one in left if one is not missing]
        if not some:
            return missing if left else nothing
        left = some if len(some) == len(left) else [missing, *some]
        if len(left) == 1:
            return left[0]
        joined = _joined(left, between)
        if any(map(is_empty, left)) and all(is_empty(one) or hasattr(one, _NEVER_ASKS) for one in left):
            setattr(joined, _IS_EMPTY, True)
        return joined

    return specialised(_joined(printers, between), specialise)


def _joined(printers: Sequence[Printer], between: str) -> Printer:
    return lambda context: between.join([text for printer in printers if (text := printer(context))])


def by_shape(printer: Printer) -> Printer:
    """What runs ``printer`` as it is for items of the type, and of the very shape where many have it.

    Most conditions of styles test the type and which variables are there.
    """
    specialise: Specialise | None = getattr(printer, _SPECIAL, None)
    if specialise is None:
        return printer
    special = specialise
    ready: dict[Shape, Printer] = {}
    uses: dict[Shape, int] = {}

    def run(context: Context) -> str:
        shape = context.shape
        chosen = ready.get(shape)
        if chosen is None:
            times = uses[shape] = uses.get(shape, 0) + 1
            chosen = special(Shape(shape.kind))
            if times >= _COMMON:
                chosen = ready[shape] = special(shape)
        return chosen(context)

    return run
