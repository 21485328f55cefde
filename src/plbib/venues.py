"""What lists call venues, and what these are: a small table of facts (``data/venues.toml``)."""

from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from plbib.text.unicode import squeeze


class Kind(StrEnum):
    """How a venue publishes."""

    CONFERENCE = "conference"
    JOURNAL = "journal"


class Venue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table; ``journal`` is the journal in which a conference's papers appear."""

    kind: Kind
    names: tuple[str, ...] = ()
    journal: str | None = None


@cache
def _table() -> dict[str, Venue]:
    import tomllib  # takes a while to load

    rows = tomllib.loads(files("plbib").joinpath("data/venues.toml").read_text(encoding="utf-8"))
    venues = msgspec.convert(rows, dict[str, Venue])
    return {squeeze(name): venue for acronym, venue in venues.items() for name in (acronym, *venue.names)}


def find(printed: str) -> Venue | None:
    """The venue a list means by ``printed`` (without year), or None where the table does not know it."""
    return _table().get(squeeze(printed))
