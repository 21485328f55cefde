"""Where in its file an entry prints something."""

from collections.abc import Iterator, Mapping, Sequence

from plbib.model import Edit, Entry, Place


class ListText:
    """The lines of a list, as the reader counts them."""

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")

    def of(self, entry: Entry) -> Sequence[tuple[int, int, str]]:
        """The lines of an entry as (number, column where it begins on the line less one, whole line)."""
        place, lines = entry.place, self.lines
        first, last, start = place.line, min(max(place.line, entry.end_line), len(lines)), max(place.column - 1, 0)
        if first == last > 0:  # as most are
            return ((first, start, lines[first - 1]),)
        return [(line, start if line == first else 0, lines[line - 1]) for line in range(max(first, 1), last + 1)]

    def edit(self, entry: Entry, old: str, new: str, *, once: bool = False) -> Edit | None:
        """``new`` for ``old``, where an entry first prints it by itself; None where it does not, or not ``once``."""
        places = [
            Edit(line=number, column=at + 1, old=old, new=new)
            for number, start, line in (self.of(entry) if old else ())
            for at in _whole(line, old, start)
        ]
        return places[0] if places and not (once and len(places) > 1) else None


def _whole(line: str, piece: str, start: int) -> Iterator[int]:
    """Where ``piece`` stands in a line, and is no part of a longer word or address."""
    at = line.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        before, after = line[max(at - 1, 0) : at], line[end : end + 1]
        if not (before.isalnum() and piece[0].isalnum()) and not (after.isalnum() or after in _GOES_ON):
            yield at
        at = line.find(piece, at + 1)


_GOES_ON = frozenset("/?&=#%_~")
"""Characters with which an address goes on."""
Texts = Mapping[str, ListText]
"""The files of a list by the names that places have for them."""
_NONE = ListText("")


def text_of(entry: Entry, texts: Texts) -> ListText:
    """The file that an entry stands in; an empty one where it is not at hand."""
    return texts.get(entry.place.file, _NONE)


def place_of(edit: Edit | None, entry: Entry) -> Place:
    """Where an edit is to be made, else where the entry begins."""
    return Place(file=entry.place.file, line=edit.line, column=edit.column) if edit else entry.place
