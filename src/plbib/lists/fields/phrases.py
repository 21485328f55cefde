"""What a phrase beside a title is: what a link is called, a sentence, a remark, a venue."""

import re

from plbib.lists import dates, shapes, titles
from plbib.papers import venues
from plbib.text.patterns import regex

_PREPRINT = regex(r"rxiv|preprint|openreview|springer|ieee|acm|ssrn|press", re.IGNORECASE)
_VERSION = regex(r"\d+\W*[^\W\d]+\W*$")


def says_role(text: str) -> bool:
    """Whether a text only says what a link is."""
    if text[:1].isdigit() and not _VERSION.match(text):
        return False  # volume and pages
    if not any(map(str.isalpha, text)) or not titles.is_role(text) or venues.find(text) or dates.find(text):
        return False
    return not _PREPRINT.search(text)


def sure_venue(text: str) -> bool:
    """Whether a word stands in a text that only venues have."""
    return bool(_PUBLISHED.search(text))


_PUBLISHED = regex(
    r"\b(?:Proc|Journal|Conference|Workshop|Symposium|Transactions|Letters|Thesis|Dissertation|Report)", re.IGNORECASE
)


def dated_venue(text: str, dated: dates.Dated | None) -> bool:
    """Whether a text beside a date can only be a venue: a few words with capitals."""
    return bool(dated) and shapes.titled(text) and not shapes.affiliation(text)


def is_remark(text: str) -> bool:
    """Whether a text in italics begins small and goes on as a sentence does: ``first kite that flies by night``."""
    return text[:1].islower() and shapes.prose(text)


def is_sentence(text: str) -> bool:
    """Whether a text has too many small words for a name."""
    sure = sure_venue(text.split(maxsplit=1)[0] if text[:1].islower() else text[:40])
    small = len(_SMALL_WORD.findall(text))
    return small > _MOST_SMALL and (small > _SURELY_SMALL or not sure)


_SMALL_WORD = regex(
    r"(?<![^\s(])(?!(?:of|on|and|the|in|for|to|at|de|und|des|der|la|et|du|y|und|with|by)\s)[a-z]+(?=[\s,.)]|$)"
)
_MOST_SMALL = 3
_SURELY_SMALL = 9
