"""What a phrase beside a title is: what a link is called, a sentence, a remark, a venue."""

import re

from plbib.lists import bylines, dates, shapes, titles
from plbib.lists.fields.pieces import Piece
from plbib.lists.fields.sentences import undated
from plbib.lists.markdown.links import LinkToken, TagToken
from plbib.papers import people as persons
from plbib.papers import venues
from plbib.text.patterns import regex

_PREPRINT = regex(r"rxiv|preprint|openreview|springer|ieee|acm|ssrn|press", re.IGNORECASE)
_VERSION = regex(r"\d+\W*[^\W\d]+\W*$")


def says_role(text: str) -> bool:
    """Whether a text only says what a link is."""
    if text[:1].isdigit() and not _VERSION.match(text):
        return False  # volume and pages
    if not any(map(str.isalpha, text)) or venues.find(text) or dates.find(text):
        return False
    if " / " in text:  # ``Video / Slides / Lab``
        labels = text.split(" / ")
        return any(map(titles.is_role, labels)) and max(len(label.split()) for label in labels) < _PHRASE
    return titles.is_role(text) and not _PREPRINT.search(text)


_PHRASE = 4
"""Words of what is no name of a link any more."""


def sure_venue(text: str) -> bool:
    """Whether a word stands in a text that only venues have."""
    return bool(_PUBLISHED.search(text))


def may_be_dated(text: str, *, told: bool) -> bool:
    """Whether the date beside a text can be that of the paper: the text is no sentence, or ``told`` to be a venue."""
    return told or (len(text.split()) < _LONGEST_DATED and (not shapes.prose(text) or shapes.venue(text)))


_LONGEST_DATED = 25


def can_be_venue(text: str, *, told: bool) -> bool:
    """Whether a text beside a title is a venue; one word set as names of systems is none, unless it is ``told``."""
    return shapes.venue(text) and (told or not mixed(text) or bool(shapes.VENUE_WORD.search(text)))


def may_be_venue(text: str) -> bool:
    """Whether a text in italics can be a venue: it has a capital, is no remark, and no longer than a name."""
    named = any(map(str.isupper, text)) or not text.isascii()
    return named and (len(text) < _LONGEST or joint_venue(text)) and not is_remark(text)


def is_linked_venue(label: str, before: str) -> bool:
    """Whether the label of a link is a venue; behind a sentence only one that we know."""
    if not shapes.venue(label):
        return False
    return bool(venues.find(label)) or not (shapes.prose(before) or label.rpartition(" ")[2].lower() in _SHOWN)


_SHOWN = frozenset(["code", "demo", "poster", "slides", "talk", "video"])
"""What is shown of a paper: ``Conference Video``."""


def joint_venue(text: str) -> bool:
    """Whether a text is the long name of conferences that are held together: it begins as a venue does."""
    return len(text) < _LONGEST_NAME and sure_venue(text[:_BEGINNING])


_LONGEST = 200
_LONGEST_NAME = 400
_BEGINNING = 80
_PUBLISHED = regex(
    r"\b(?:Proc|Journal|Conference|Workshop|Symposium|Transactions|Letters|Thesis|Dissertation|Report|"
    r"Handbook|Companion to|Encyclop|Dictionary of)",
    re.IGNORECASE,
)


def dated_venue(text: str, dated: dates.Dated | None) -> bool:
    """Whether a text beside a date can only be a venue: a few words with capitals."""
    return bool(dated) and shapes.titled(text) and (not shapes.affiliation(text) or bool(_HOUSE.fullmatch(text)))


_HOUSE = regex(r"[^\W\d_a-z][\w.,& -]{1,30}: [^\W\d_a-z][^:]{1,60}")
"""``Berkeley: Numata Center``: a place and a publisher."""


def house(text: str) -> bool:
    """Whether ``text`` is a place and a publisher."""
    return bool(_HOUSE.fullmatch(text))


def house_year(text: str) -> bool:
    """Whether ``text`` is a place, a publisher and the year: ``New York: Dover, 1950``."""
    dated = dates.find(text)
    return dated is not None and dated.end == len(text) and house(text[: dated.start].rstrip(" ,"))


def before_year(text: str) -> str:
    """What stands before a year in brackets, where that is all and is like a name: ``Current kites (2019)``."""
    named = _BEFORE_YEAR.fullmatch(text) if text.endswith(")") else None
    words = named[1].split() if named else []
    if not words or len(words) > _MOST_OF_NAME or words[0].lower() in _NO_NAME or not any(map(str.isupper, words[0])):
        return ""
    return " ".join(words)


def is_journal(label: str, link: "LinkToken | TagToken | None", after: str) -> bool:
    """Whether the ``label`` of a link is a journal that no table knows: year or volume follow, or it leads to a DOI."""
    if before_year(label):
        return True
    if not shapes.titled(label) or any(map(titles.is_role, label.split())):
        return False
    target = link.target if isinstance(link, LinkToken) else ""
    known = " " in label and "doi.org/10." in target and not bylines.names(label, alone=True)
    return known or shapes.numbers_follow(after)


_BEFORE_YEAR = regex(r"([^\W\d_][^()\[\]:;?!\"“]{2,80}?)\s*\((?:19|20)\d\d\)")
_MOST_OF_NAME = 8
_NO_NAME = frozenset("a an this see our my in on with by for from we it i how why what part chapter".split())


def is_remark(text: str) -> bool:
    """Whether a text in italics begins small and goes on as a sentence does: ``first kite that flies by night``."""
    return text[:1].islower() and shapes.prose(text)


def tells(text: str) -> bool:
    """Whether a text in italics tells something of a paper: ``Tell of their kites``, ``Spatially allocate kites``."""
    if not shapes.prose(text):
        return False
    verb = _SECOND_SMALL.match(text) and len(text.split()) > _PHRASE and not shapes.VENUE_WORD.search(text)
    return bool(verb or _SAID.search(text))


_SECOND_SMALL = regex(r"[A-Z][a-z]+ (?!(?:of|on|and|the|in|for|to|at|de|und|des|der|la|et|du|y|with|by)\s)[a-z]+\s")
_SAID = regex(r"\b(?:their|its|our|this|these|those|that|which|some|several|each|they|it|we|is|are|was)\b")
"""Words that stand in no name of a journal or conference."""


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


def names_and_venue(text: str) -> bool:
    """Whether a text in brackets is names, and where or when they wrote: ``Berg et al., ICML'18``."""
    return "," in text and dates.find(text) is not None and bylines.names(text.partition(", ")[0], alone=True)


def is_person(label: str, before: str, after: list[Piece]) -> bool:
    """Whether the label of a link is a name among those of authors: ``[A. Berg](u) et al``, ``and [Bo Ek](u)``."""
    behind = after[0].text if after and after[0].token is None else ""
    if len(label) > _NAME or not (before.rstrip().endswith((",", " and", "&")) or _JOINED.match(behind)):
        return False
    name = titles.plain(label)
    return bylines.names(name, alone=True) and not venues.find(name)


_NAME = 60
_JOINED = regex(r"\s*(?:[,;]\s*(?=[A-Z][\w.'’-]* |$)|and\b|&|et\.? al\b)")


def place_behind(venue: str) -> "re.Match[str] | None":
    """The affiliation in brackets behind a venue."""
    match = _PLACE.search(venue)
    return match if match and shapes.affiliation(match[1]) and not shapes.venue(match[1]) else None


_PLACE = regex(r"\s*\(([^()]{2,100})\)$")


def cited(text: str) -> tuple[str, str] | None:
    """The names and the year, if ``text`` is these alone, as papers are cited in brackets: ``Berg et al. 2019``."""
    dated = dates.find(text)
    people = text[: dated.start].rstrip(" ,(") if dated else ""
    if dated is None or len(text[dated.end :].strip()) > 1 or venues.find(people):
        return None
    return (people, text[dated.start :]) if bylines.names(people) or bylines.families(people) else None


def are_people(bare: str, text: str) -> bool:
    """Whether several family names stand before a title, with a colon: ``Jung, Krebbers, Dreyer:``."""
    return text.rstrip().endswith(":") and len(persons.names(bare)) > 1


def are_families(bare: str, text: str, *, alone: bool) -> bool:
    """Whether family names stand before a title, with a comma: ``Barocas & Selbst,``."""
    sure = alone or text.rstrip().endswith((",", "."))
    return sure and bylines.families(bare, alone=alone) and not shapes.venue(bare)


def mixed(label: str) -> bool:
    """Whether a label is one word that the table of venues does not know, set as tools like to be: ``KiteLib``."""
    return " " not in label and not label.isupper() and not venues.find(label)


def is_house(text: str) -> bool:
    """Whether several words in capitals name where papers appear: ``IEEE SPL``."""
    return " " in text and shapes.venue_for_sure(text)


ET_AL = regex(r"\bet\.?\s*al\b\.?|\band others\b\.?|\band colleagues\b|\betc\.")


def is_known_before(venue: str, names: str) -> bool:
    """Whether a venue without a year stands before names that end with "et al.": ``IEEE TDSC, Lin, G., et al.``."""
    return bool(ET_AL.search(names)) and shapes.venue_for_sure(venue)


def before_venue(text: str) -> tuple[str, str]:
    """Names, and the venue with its year behind them, if ``text`` is these alone; else empty."""
    people, _, venue = text.partition(", ")
    if venue and is_name_before_venue(people, venue):
        return people, venue
    last = _VENUE_LAST.fullmatch(text)  # ``A. Berg and B. Ek CVPR2015``
    known = last and shapes.venue_year(last[2]) and venues.find(undated(last[2], dates.find(last[2])))
    return (last[1], last[2]) if last and known and bylines.names(last[1], alone=True) else ("", "")


def stand_before_year(text: str, *, alone: bool, behind_dot: bool = False) -> bool:
    """Whether what a year stands behind is names and no venue; with ``alone``, one family name is enough."""
    if behind_dot and shapes.acronym(text) and not venues.find(text):
        return True
    if venues.find(text) or (shapes.acronym(text) and "." not in text):
        return False
    return bylines.names(text) or bylines.families(text, alone=alone)


_VENUE_LAST = regex(r"(\S.*\S)\s([A-Z][\w&]*[A-Z]\w*?[\s'’]?\d{2}(?:\d\d)?)")


def is_name_before_venue(before: str, behind: str) -> bool:
    """``Dunn, NSDI 2020``: a family name before a venue that is known."""
    if not shapes.venue_year(behind) or not bylines.families(before, alone=True):
        return False
    known = venues.find(undated(behind, dates.find(behind)))
    return known is not None and not (shapes.venue(before) or shapes.affiliation(before))
