"""``**Title**``: the title is set bold."""

from msgspec.structs import replace

from plbib.lists import bylines, shapes
from plbib.lists.grammars.linked import lead_of, leads
from plbib.lists.grammars.styled import behind, group
from plbib.lists.lexed import Lexed, Title
from plbib.lists.markdown.runs import RunStyle
from plbib.papers import venues
from plbib.text.patterns import regex

_YEAR = regex(r"[\s,]*\((?:19|20)\d\d[a-z]?\)[.,:]?$")

_DATED = regex(r"[*_]*[\s,.]*(?:\((?:19|20)\d\d[a-z]?\)|(?:19|20)\d\d[a-z]?[.,:]\s)")
_INITIAL = regex(r"\b[A-Z]\.")
_GOES_ON = regex(r"[,;&.]|and\b|et al\b")


def title(lexed: Lexed) -> Title | None:
    """The first bold text that is like a title; one word with a colon behind it is a short name or a label."""
    if not lexed.styles & RunStyle.BOLD:
        return None
    for found in map(_named_with_year, group(lexed, RunStyle.BOLD)):
        text = _YEAR.sub("", found.text)
        dated = text != found.text or bool(_DATED.match(lexed.text, found.end))
        people = ("," in text or "et al" in text) and bylines.names(text, alone=dated) and not _heads(lexed, found)
        if (
            not found.score
            or people
            or _is_journal(found.text)
            or _is_author(lexed, found)
            or _names_before_italics(lexed, found)
        ):
            continue
        if lexed.text[: found.start].rstrip(" *_").endswith("(") and lexed.text[found.end :].lstrip(" *_")[:1] == ")":
            continue
        if found.text.endswith(":") and lexed.text[found.end :].strip("* _"):
            continue
        lead = lead_of(lexed, found.start)
        if not leads(lead) and not (lead.rstrip().endswith(":") and found.score > 2):
            return None
        after = behind(lexed.text, found.end)
        if found.score < 3 and (found.text.endswith((":", "：")) or after.startswith((":", "："))):
            continue
        return found
    return None


def _named_with_year(found: Title) -> Title:
    """A bold text; one that is a name and its year, and no venue that is known, is like a title: ``KiteNet (2015)``."""
    text = "" if found.score else _YEAR.sub("", found.text)
    if text in ("", found.text) or text.isupper() or venues.find(text):
        return found
    return replace(found, score=shapes.titleness(text))


def _heads(lexed: Lexed, found: Title) -> bool:
    """Whether a bold text without initials is the first line of a block that has names set bold further below."""
    line, _, below = lexed.text.partition("\n")
    return found.start < _MARKS and line.strip("*_ \\") == found.text and "**" in below and "." not in found.text


_MARKS_LAST, _MARKS_FIRST = regex(r"(?:[*_\s]|<\w+>)+$"), regex(r"^(?:[*_\s]|</\w+>)+")
_MARKS = 3
_MOST_WORDS = 7
_ITALICS = regex(r"[*_]{0,2}[,.:]\s+[*_](?![*_])")


def _names_before_italics(lexed: Lexed, found: Title) -> bool:
    """Whether a bold text is a name before a title in italics: ``**Ann Berg**, *Kites in the Wind*, PhD thesis``."""
    if not _ITALICS.match(lexed.text, found.end) or not bylines.names(found.text, alone=True):
        return False
    after = next((run for run in lexed.runs if run.start > found.end and run.style & RunStyle.ITALIC), None)
    return after is not None and shapes.titleness(after.text) > 1 and not bylines.names(after.text, alone=True)


def _is_journal(text: str) -> bool:
    """Whether a bold text is a journal whose words are shortened: ``Water Resour. Res.``."""
    return len(text.split()) < _MOST_WORDS and shapes.shortened(text) and text.istitle()


def _is_author(lexed: Lexed, found: Title) -> bool:
    """Whether a bold text is a name among those of other authors: ``J. Smith, **A. Berg** and B. Lee``."""
    if not bylines.names(found.text, alone=True):
        return False
    before, after = _MARKS_LAST.sub("", lexed.text[: found.start]), _MARKS_FIRST.sub("", lexed.text[found.end :])
    if not _INITIAL.search(found.text):
        around = before.rstrip(", ").rpartition(",")[2], after.lstrip(", ").partition(",")[0]
        listed = before.endswith(",") and after.startswith(",")
        return listed and all(bylines.names(name, alone=True) for name in around)
    return before.endswith((",", "and", "&", ";")) or bool(_GOES_ON.match(after))
