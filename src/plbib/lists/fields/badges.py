"""Venues that only a picture shows, by its alternative text or its address."""

from urllib.parse import unquote

from plbib.lists import shapes
from plbib.text.patterns import regex

_BADGE = regex(
    r"!\[([^\[\]\n]{0,60})\]\((?:https?://img\.shields\.io/(?:badge/|static/v1\?\S*message=)([^\s()?&]+?)-[\w#%]+(?:\.svg)?(?:\?[^\s()]*)?\))?"
)


def find_venue(text: str) -> str | None:
    """The first venue with its year that a picture in ``text`` shows, None if there is none."""
    for badge in _BADGE.finditer(text):
        printed = badge[1] or unquote(badge[2] or "").replace("--", "–").replace("-", " ").replace("_", " ")
        if shapes.venue_year(printed) and any(map(str.isalpha, printed)):
            return printed
    return None
