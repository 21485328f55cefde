"""Printers for items of one shape, with less to test than those for any item.

What is sure to print becomes one text.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from plbib.rendering.csl.context import Context, Printer, Shape, missing, nothing
from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.reach import Reach
from plbib.rendering.csl.signs import LEAF, Pair, without_ends

_SPECIAL, _NEVER_ASKS, _IS_EMPTY = "plbib_special", "plbib_never_asks", "plbib_empty"
"""Names under which a printer has what makes another of it for items of a shape, whether it prints without asking for
a variable, and whether it prints nothing but that beside variables that are missing."""
_SURE, _PIECES = "plbib_sure", "plbib_pieces"
"""Names under which a printer has whether it asks for a variable, gets it and prints something whatever the item says,
and the pieces of its text."""
_WITHIN = "plbib_within"
"""Under this name groups with nothing around them, one within the other, have what is in them, and their number."""
Specialise = Callable[[Shape], Printer]
_COMMON = 25
"""So many items of one shape are worth a printer of their own, which takes a while to make."""


Change = Callable[[Any, Context], str]
"""What a variable is printed as."""


class PrintedVariable(NamedTuple):
    """A variable of the item within a text: what it is printed as, if not as it is.

    ``ends`` if signs may stand at its ends; ``linked`` if it is an address.
    """

    name: str
    change: Change | None = None
    ends: bool = False
    linked: bool = False


Pieces = tuple[str | PrintedVariable, ...]
"""A text: what is fixed in it, and the variables between."""


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


def sure(printer: Printer) -> Printer:
    """``printer``, which asks for a variable, gets it and prints something."""
    setattr(printer, _SURE, True)
    return printer


def is_sure(printer: Printer) -> bool:
    """Whether a printer certainly prints something, and a group of it is not left out."""
    return hasattr(printer, _SURE)


def fixed(text: str) -> Printer:
    """What prints ``text`` and asks for no variable."""
    printer = unasked(lambda _: text)
    if text:
        setattr(printer, _PIECES, (text,))
    return printer


def fuse(pieces: Pieces) -> Printer:
    """What prints a text as one, and is :func:`sure` to."""
    texts, fields = [""], []
    for piece in pieces:
        if isinstance(piece, str):
            texts[-1] += piece
        else:
            fields.append(piece)
            texts.append("")
    printer = sure(_filled(texts, fields) if fields else _always(texts[0]))
    both = [*texts[:1], *(part for pair in zip(fields, texts[1:], strict=True) for part in pair)]
    setattr(printer, _PIECES, tuple(part for part in both if part))
    return printer


def _always(whole: str) -> Printer:
    def text(context: Context) -> str:
        context.called = context.filled = True
        return whole

    return text


def _filled(texts: Sequence[str], fields: Sequence[PrintedVariable]) -> Printer:
    """What prints ``fields`` between ``texts``, of which there is one more."""
    only, linked = fields[0], any(field.linked for field in fields)
    if only.change and len(fields) == 1 and not linked:
        return _changed(texts[0], only.name, only.change, texts[1])
    pattern = "%s".join(text.replace("%", "%%") for text in texts)
    return _changing(pattern, fields) if linked or any(field.change for field in fields) else _plain(pattern, fields)


def _changed(before: str, name: str, change: Change, after: str) -> Printer:
    def text(context: Context) -> str:
        context.called = context.filled = True
        return f"{before}{change(context.item[name], context)}{after}"

    return text


def _plain(pattern: str, fields: Sequence[PrintedVariable]) -> Printer:
    values: Callable[[Variables], object] = itemgetter(*(field.name for field in fields))

    def text(context: Context) -> str:
        context.called = context.filled = True
        return pattern % values(context.item)

    return text


def _changing(pattern: str, fields: Sequence[PrintedVariable]) -> Printer:
    linked = any(field.linked for field in fields)
    changes = [(field.name, field.change) for field in fields]

    def text(context: Context) -> str:
        context.called = context.filled = True
        if linked:
            context.linked = True
        item = context.item
        return pattern % tuple([change(item[name], context) if change else item[name] for name, change in changes])

    return text


def grouped(printer: Printer, around: Pair | None) -> Printer | None:
    """A group of ``printer`` with what stands around it; None unless it is :func:`sure` to print."""
    pieces: Pieces | None = getattr(printer, _PIECES, None)
    if pieces is None and not is_sure(printer):
        return None
    inner = _without_ends(pieces) if pieces else None
    before, after = around or ("", "")
    if inner is not None:
        return fuse((before, *inner, after))
    inside, groups = getattr(printer, _WITHIN, (printer, 0))
    group = sure(_within(inside, groups + 1, before, after))
    if not before and not after:
        setattr(group, _WITHIN, (inside, groups + 1))
    return group


def _within(printer: Printer, groups: int, before: str, after: str) -> Printer:
    """What prints the text of ``printer`` within so many groups, the outermost with what stands around it."""

    def text(context: Context) -> str:
        inner = printer(context)
        if not inner.isascii():
            for _ in range(groups):
                inner = without_ends(inner)
        return f"{before}{inner}{after}"

    return text


def wrapped(printer: Printer, around: Pair) -> Printer | None:
    """``printer`` with what stands around it; None unless it is :func:`sure` to print."""
    pieces: Pieces | None = getattr(printer, _PIECES, None)
    before, after = around
    if is_sure(printer):
        return fuse((before, *pieces, after)) if pieces else sure(lambda context: f"{before}{printer(context)}{after}")
    return fixed(f"{before}{''.join(map(str, pieces))}{after}") if pieces else None


def _without_ends(pieces: Pieces) -> Pieces | None:
    """The pieces as :func:`without_ends` leaves their text; None if that depends on the item."""
    if any(isinstance(piece, PrintedVariable) and piece.ends for piece in (pieces[0], pieces[-1])):
        return None
    *others, last = pieces
    if isinstance(last, str):
        pieces = (*others, without_ends(f" {last}")[1:])
    first, *others = pieces
    return (first.removeprefix(LEAF), *others) if isinstance(first, str) else pieces


def join(printers: Sequence[Printer], between: str) -> Printer:
    """What the printers print, with ``between`` where more than one does."""
    if len(printers) < 2:  # most are alone
        return printers[0] if printers else nothing

    def specialise(shape: Shape) -> Printer:
        left = [one for printer in printers if (one := for_shape(printer, shape)) is not nothing]
        some = [one for one in left if one is not missing]
        if not some:
            return missing if left else nothing
        merged = _merged(some, between)
        if any(map(is_sure, merged)):
            return _surely_joined(merged, between)
        left = merged if len(some) == len(left) else [missing, *merged]
        if len(left) == 1:
            return left[0]
        joined = _joined(left, between)
        if any(map(is_empty, left)) and all(is_empty(one) or hasattr(one, _NEVER_ASKS) for one in left):
            setattr(joined, _IS_EMPTY, True)
        return joined

    return specialised(_joined(printers, between), specialise)


def _merged(printers: Sequence[Printer], between: str) -> list[Printer]:
    """``printers`` with neighbours that are texts as one text."""
    merged: list[Printer] = []
    for printer in printers:
        before = getattr(merged[-1], _PIECES, None) if merged else None
        own = getattr(printer, _PIECES, None)
        if before is None or own is None:
            merged.append(printer)
        else:
            is_fixed = not (is_sure(merged[-1]) or is_sure(printer))
            both = (*before, between, *own)
            merged[-1] = fixed("".join(map(str, both))) if is_fixed else fuse(both)
    return merged


def _surely_joined(printers: Sequence[Printer], between: str) -> Printer:
    if len(printers) == 1:
        return printers[0]
    if all(is_sure(printer) or hasattr(printer, _PIECES) for printer in printers):
        return sure(lambda context: between.join([printer(context) for printer in printers]))
    return sure(_joined(printers, between))


def _joined(printers: Sequence[Printer], between: str) -> Printer:
    return lambda context: between.join([text for printer in printers if (text := printer(context))])


def by_shape(printer: Printer, reach: Reach) -> Printer:
    """What runs ``printer``, and for items of a shape that several have one made for it.

    Most conditions of styles test the type and which variables are there. ``reach`` is that of the part which begins
    with ``printer``.
    """
    specialise: Specialise | None = getattr(printer, _SPECIAL, None)
    if specialise is None:
        return printer
    special = specialise
    alone: dict[Shape, Printer] = {}
    in_series: dict[Shape, Printer] = {}
    uses: dict[Shape, int] = {}

    def run(context: Context) -> str:
        shape = context.shape
        whole = context.series is None and not context.without_names
        ready = alone if whole else in_series  # where names and dates may be left out
        chosen = ready.get(shape)
        if chosen is None:
            times = uses[shape] = uses.get(shape, 0) + 1
            if times < _COMMON:
                return printer(context)
            narrow = reach.narrowed(shape)
            chosen = ready[shape] = special(narrow if whole else Shape(narrow.kind, narrow.variables))
        return chosen(context)

    return run
