"""What the functions of a compiled style share while they print: the state of one entry."""

from collections.abc import Callable, Sequence

from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.series import Series
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
        "locator_label",
        "names_shown",
        "names_text",
        "namesakes",
        "number",
        "positions",
        "series",
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


_SPECIAL = "plbib_special"
"""Under this name a printer has what makes another of it for items of a type."""


def specialised(printer: Printer, specialise: Callable[[str], Printer]) -> Printer:
    """``printer``, of which ``specialise`` makes one that does the same for items of a type, with less to test."""
    setattr(printer, _SPECIAL, remembered(specialise))
    return printer


def remembered(specialise: Callable[[str], Printer]) -> Callable[[str], Printer]:
    """``specialise`` with a memory: :func:`functools.cache` takes longer to set up than most styles have types."""
    printers: dict[str, Printer] = {}

    def remember(kind: str) -> Printer:
        printer = printers.get(kind)
        if printer is None:
            printer = printers[kind] = specialise(kind)
        return printer

    return remember


def for_type(printer: Printer, kind: str) -> Printer:
    """What does the same as ``printer`` for items of a type; :func:`nothing` where it never prints anything."""
    specialise: Callable[[str], Printer] | None = getattr(printer, _SPECIAL, None)
    return specialise(kind) if specialise else printer


def join(printers: Sequence[Printer], between: str) -> Printer:
    """What the printers print, with ``between`` where more than one does."""
    if len(printers) < 2:  # most are alone
        return printers[0] if printers else nothing

    def specialise(kind: str) -> Printer:
        left = [one for printer in printers if (one := for_type(printer, kind)) is not nothing]
        return _joined(left, between) if len(left) > 1 else left[0] if left else nothing

    return specialised(_joined(printers, between), specialise)


def _joined(printers: Sequence[Printer], between: str) -> Printer:
    return lambda context: between.join([text for printer in printers if (text := printer(context))])


def by_type(printer: Printer) -> Printer:
    """What runs ``printer`` as it is :func:`for_type` of the item: most conditions of styles test the type alone."""
    specialise: Callable[[str], Printer] | None = getattr(printer, _SPECIAL, None)
    return (lambda context: specialise(context.item["type"])(context)) if specialise else printer
