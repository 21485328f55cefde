"""What the pieces of a fragment stand under: headings by rank, environments from begin to end; told by their ids."""

from collections.abc import Sequence

from msgspec import Struct


class Enclosure(Struct, frozen=True):
    """What a piece stands under, outermost first, and for what others stand under: where that ends."""

    above: tuple[str, ...]
    end: int


def scopes(names: Sequence[str]) -> list[Enclosure]:
    """The scope of each piece, by their ids in the order of a file."""
    above: list[tuple[str, ...]] = []
    ends = [len(names)] * len(names)
    open_: list[tuple[int, int]] = []  # place and rank; 0 is that of an environment
    for at, name in enumerate(names):
        rank = int(name[1]) if name[0] == "h" and name[1:2].isdecimal() and name[2:3] == ":" else 0
        closing = name.removeprefix("end:") if name.startswith("end:") else ""
        while open_ and open_[-1][1] and (closing or 0 < rank <= open_[-1][1]):
            ends[open_.pop()[0]] = at
        above.append(tuple(names[place] for place, _ in open_))
        if closing and open_:
            ends[open_.pop()[0]] = at + 1
        elif rank or name.startswith("begin:"):
            open_.append((at, rank))
    return [Enclosure(outer, end) for outer, end in zip(above, ends, strict=True)]
