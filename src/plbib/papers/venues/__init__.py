"""What people call venues, and what these are (``compare.py``: whether two names mean one venue)."""

from plbib.papers.venues.table import Kind, Venue, acronym, find, recognise, short_name, spellings

__all__ = ["Kind", "Venue", "acronym", "find", "recognise", "short_name", "spellings"]
