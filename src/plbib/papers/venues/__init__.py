"""What people call venues, and what these are (``compare.py``: whether two names mean one venue)."""

from plbib.papers.venues.table import Venue, VenueKind, acronym, find, recognise, short_name, spellings

__all__ = ["Venue", "VenueKind", "acronym", "find", "recognise", "short_name", "spellings"]
