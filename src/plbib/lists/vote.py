"""Which grammar a section is written in, and whether it lists papers: decided by its entries together.

A vote is data (:class:`Ballot`): how many blocks of one kind in one section have their title where, how many say
something of papers (a venue, a year, names, an address of papers), and what follows from that.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from msgspec import Struct

_STRONG = 0.4
"""The share of blocks that must speak of papers for all of them to be entries."""
_FEW = 4
"""Blocks that are too few to speak for themselves."""


class Voice(Struct, frozen=True, gc=False):
    """What one block says: its kind in its section, where its title seems to stand, whether it speaks of papers."""

    section: int
    kind: str
    grammar: str | None
    strong: bool
    whole: bool
    named: bool
    linked: bool


class Ballot(Struct, frozen=True, kw_only=True):
    """The vote of the blocks of one kind in one section."""

    section: int
    kind: str
    grammars: dict[str, int]
    titled: int
    strong: int
    whole: int  # how many say something of papers, and print names or lead to a paper
    people: bool  # whether most print names, here or, where there are few, in the whole document
    linked: int  # how many have links
    total: int
    grammar: str | None
    accepted: bool


def count(voices: Iterable[Voice]) -> dict[tuple[int, str], Ballot]:
    """The ballot of each kind in each section; where there are few voices, those of the whole document count, too."""
    sections: dict[tuple[int, str], list[Voice]] = defaultdict(list)
    everywhere: dict[Hashable, Counter[str]] = defaultdict(Counter)
    named: Counter[str] = Counter()
    titled: Counter[str] = Counter()
    for voice in voices:
        sections[voice.section, voice.kind].append(voice)
        named[voice.kind] += voice.named
        titled[voice.kind] += voice.grammar is not None
        if voice.grammar and voice.strong:
            everywhere[voice.kind][voice.grammar] += 1
    people = {kind for kind in titled if named[kind] * 2 >= titled[kind]}
    return {
        place: _ballot(place, held, everywhere[place[1]], people=place[1] in people) for place, held in sections.items()
    }


def _ballot(place: tuple[int, str], held: list[Voice], everywhere: Counter[str], *, people: bool) -> Ballot:
    own = Counter(voice.grammar for voice in held if voice.grammar)
    strong = sum(voice.strong for voice in held)
    titled = sum(own.values())
    total = sum(everywhere.values())
    weighed = {name: float(number) for name, number in own.items()}
    if total:
        for name, number in everywhere.items():
            if name in own:
                weighed[name] += 3 * number / total
    winner = max(sorted(weighed), key=lambda name: weighed[name]) if weighed else None
    elsewhere = sum(everywhere.values()) - sum(bool(voice.strong and voice.grammar) for voice in held)
    alike = everywhere[winner] - sum(voice.strong and voice.grammar == winner for voice in held) if winner else 0
    familiar = alike > 1 and alike >= 0.2 * elsewhere
    share = strong / titled if titled else 0.0
    return Ballot(
        section=place[0],
        kind=place[1],
        grammars=dict(own),
        titled=titled,
        strong=strong,
        whole=sum(voice.whole for voice in held),
        people=sum(voice.named for voice in held) * 2 >= titled or (people and titled < _FEW),
        linked=sum(voice.linked for voice in held),
        total=len(held),
        grammar=winner,
        accepted=bool(strong) and (share >= _STRONG or (familiar and share >= 0.2)),
    )
