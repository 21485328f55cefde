"""Where a cite stands among those before it: first, ibid, subsequent, near (CSL 1.0.2, "Choose": position)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plbib.papers.clusters import Cite, Cluster
from plbib.rendering.csl.cite import FIRST

_NEAR = 5
"""Notes between two cites that are near each other, unless the style says otherwise."""
Place = tuple[frozenset[str], int]
"""The positions of a cite, and the number of the note that cited its paper first; 0 outside notes and in that one."""


def positions(clusters: Sequence[Cluster], near: str | None, *, in_notes: bool) -> Iterator[list[Place]]:
    """Of each cluster, the place of each of its cites; ``near`` is ``near-note-distance``.

    In the text itself every cite after the first is near, as citeproc-js has it.
    """
    distance = int(near) if near and near.isdecimal() else _NEAR
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    in_note: Counter[int] = Counter()
    previous: _Cited | None = None
    for at, cluster in enumerate(clusters, 1):
        note = cluster.note or (at if in_notes else 0)
        in_note[note] += len(cluster.cites)
        places: list[Place] = []
        for number, cite in enumerate(cluster.cites):
            if cite.key not in first:
                first[cite.key] = note
                places.append((FIRST, 0))
            else:
                before = cluster.cites[number - 1] if number else _before(note, previous, in_note)
                names = _names(cite, before if before and before.key == cite.key else None)
                near_by = not note or note - last[cite.key] <= distance
                shown = first[cite.key] if first[cite.key] != note else 0
                places.append((frozenset(names | ({"near-note"} if near_by else set())), shown))
            last[cite.key] = note
        previous = cluster, note
        yield places


_Cited = tuple[Cluster, int]
"""A citation, and the number of its note."""


def _before(note: int, previous: _Cited | None, in_note: Counter[int]) -> Cite | None:
    """The cite that the first of a citation may take up by "ibid."; None if it cannot take up any.

    It is the last of the same note, or the only one of the note right before it, or of the text's last citation.
    """
    if previous is None:
        return None
    before, its_note = previous
    if note and its_note == note:
        return before.cites[-1]
    alone = in_note[its_note] == 1 if its_note else len(before.cites) == 1
    return before.cites[0] if alone and its_note >= note - 1 else None


def _names(cite: Cite, before: Cite | None) -> set[str]:
    """Of a paper cited before; ``before`` is the cite right before it, if that is of the same paper."""
    if before is None or (before.locator and not cite.locator):
        return {"subsequent"}
    if cite.locator and (cite.locator, cite.label) != (before.locator, before.label):
        return {"ibid-with-locator", "ibid", "subsequent"}
    return {"ibid", "subsequent"}
