"""What people call venues, what these are, and whether two names mean one venue."""

from plbib.papers.venues.compare import (
    compare_venues,
    compare_version,
    is_beside,
    is_preprint,
    is_side_event,
    names_of,
    names_preprint,
    stands_back,
)
from plbib.papers.venues.table import Kind, Venue, acronym, find, recognise, short_name, spellings

__all__ = [
    "Kind",
    "Venue",
    "acronym",
    "compare_venues",
    "compare_version",
    "find",
    "is_beside",
    "is_preprint",
    "is_side_event",
    "names_of",
    "names_preprint",
    "recognise",
    "short_name",
    "spellings",
    "stands_back",
]
