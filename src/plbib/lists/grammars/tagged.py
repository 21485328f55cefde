"""``[Venue'YY] [Title](address), Affiliation``: the form of the list that plbib started from."""

import re

from plbib.lists import bylines, dates, shapes, titles
from plbib.lists.fields.venues import VenueYear, trailing, venue_year
from plbib.lists.lexed import Fields, Lexed, Title
from plbib.lists.markdown.links import ImageToken, LinkToken, TagToken
from plbib.text.patterns import regex

_MARKS = " \t\n*_:,-–—|🔥⭐🌟"


def title(lexed: Lexed) -> Title | None:
    """The label of the link directly behind a tag that says venue and year; what follows it is the affiliation."""
    tag, token = _pair(lexed)
    said = venue_year(tag.text) or _sort(tag.text) if tag else None
    if tag is None or token is None or said is None or _is_role(lexed, token):
        return None
    printed = titles.plain(token.label)
    if not printed:
        return None
    fields = Fields(venue=said.venue, year=said.year, date=_date(tag.text))
    if not _rest(lexed, token, fields):
        return Title(token.start, token.end, printed, 3, token)
    return Title(token.start, token.end, printed, 3, token, said=fields)


def _is_role(lexed: Lexed, token: LinkToken) -> bool:
    """Whether a label says what its link is; ``A Blog Post`` is a title where nothing else is one."""
    if not titles.is_role(token.label):
        return False
    behind = lexed.text[token.end :].partition("[")[0]
    return " " not in token.label.strip() or shapes.titleness(behind) > 1


def _sort(tag: str) -> VenueYear | None:
    """A tag that says what sort of thing is listed, without a year."""
    text = titles.plain(tag)
    return VenueYear(text, None) if _SORTS.fullmatch(text) else None


_SORTS = regex(
    r"git ?(?:hub|lab)|hugging ?face|data ?sets?|blog(?: ?post)?|(?:ph\.?d\.? |master'?s? )?thesis|books?"
    r"|web ?(?:site|page)|software|tools?|arxiv|preprint|tech(?:nical)? report|patent",
    re.IGNORECASE,
)


def _pair(lexed: Lexed) -> tuple[TagToken | None, LinkToken | None]:
    """The tag that a block begins with, and the link that follows it directly or after further tags."""
    text, tokens = lexed.text, lexed.tokens
    first = tokens[0] if len(tokens) > 1 else None
    if not isinstance(first, TagToken) or text[: first.start].strip(_MARKS):
        return None, None
    at = first.end
    for token in tokens[1:]:
        if isinstance(token, ImageToken) or text[at : token.start].strip(_MARKS):
            break
        if isinstance(token, LinkToken):
            return first, token
        at = token.end
    return None, None


_SET = regex(r"(?<!\\)\*(?=[^\s*\\])")
"""Where something is set in italics or bold: names and venue."""


def _date(tag: str) -> str | None:
    dated = dates.find(tag) if tag[:1].isdigit() else None
    return dated.date if dated else None


def _rest(lexed: Lexed, title: LinkToken, said: Fields) -> bool:
    """Take an affiliation or names behind the title, up to the next link; False if more than that stands there."""
    end = next((link.start for link in lexed.links if link.start >= title.end), len(lexed.text))
    if end - title.end < 3:
        return True
    rest = trailing(lexed.text[title.end : end].rstrip("[( "))
    if rest is None:
        return True
    if said.venue is None and _SET.search(lexed.text, title.end, end):
        return False
    if "," in rest and bylines.names(rest) and not shapes.affiliation(rest):
        said.authors = rest
    elif rest[0] == "(" and rest[-1] == ")":
        said.notes.append(rest)
    else:
        said.affiliation = rest
    return True
