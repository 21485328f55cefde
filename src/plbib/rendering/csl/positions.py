"""Where a cite stands among those before it: first, ibid, subsequent, near (CSL 1.0.2, "Choose": position)."""

from collections.abc import Iterator, Sequence

from plbib.papers.clusters import Cite, Cluster
from plbib.rendering.csl.cite import FIRST

_NEAR = 5
"""Notes between two cites that are near each other, unless the style says otherwise."""
Place = tuple[frozenset[str], int]
"""The positions of a cite, and the number of the note that cited its paper first; 0 outside notes and in that one."""


def positions(clusters: Sequence[Cluster], near: str | None, *, in_notes: bool) -> Iterator[list[Place]]:
    """Of each cluster, the place of each of its cites; ``near`` is ``near-note-distance``."""
    distance = int(near) if near and near.isdecimal() else _NEAR
    first: dict[str, int] = {}
    first_in: dict[str, int] = {}
    last: dict[str, int] = {}
    before: Cite | None = None
    before_alone = True
    for at, cluster in enumerate(clusters, 1):
        note = cluster.note or (at if in_notes else 0)
        places = []
        for number, cite in enumerate(cluster.cites):
            again = before is not None and before.key == cite.key and (number > 0 or before_alone)
            if cite.key not in first:
                first[cite.key], first_in[cite.key] = note, at
                places.append((FIRST, 0))
            else:
                near_by = in_notes and note - last[cite.key] <= distance
                names = _names(cite, before if again else None) | ({"near-note"} if near_by else set())
                places.append((frozenset(names), first[cite.key] if first_in[cite.key] < at else 0))
            last[cite.key], before = note, cite
        before_alone = len(cluster.cites) == 1
        yield places


def _names(cite: Cite, before: Cite | None) -> set[str]:
    """Of a paper cited before; ``before`` is the cite right before it, if that is of the same paper."""
    if before is None or (before.locator and not cite.locator):
        return {"subsequent"}
    if cite.locator and (cite.locator, cite.label) != (before.locator, before.label):
        return {"ibid-with-locator", "ibid", "subsequent"}
    return {"ibid", "subsequent"}
