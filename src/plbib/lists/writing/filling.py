"""A form filled with a new paper: what it lacks is taken out of the form, what it has beside is added."""

import re
from collections import Counter

from msgspec import Struct

from plbib.lists import titles
from plbib.lists.writing import badges
from plbib.lists.writing.forms import BAR, OTHER, LineForm
from plbib.lists.writing.marks import (
    AFFILIATION,
    APOSTROPHES,
    AUTHORS,
    DATE_MARKS,
    DAY,
    IDENTIFIER,
    ISSUE,
    LABEL,
    LINK,
    MARKS,
    MM,
    MON,
    MONTH,
    NAME,
    NUMBER,
    PAGES,
    ROLE,
    SHORT,
    TAG,
    TITLE,
    URL,
    VENUE,
    VOLUME,
    YEAR,
)
from plbib.model import Link, Name
from plbib.papers.identifiers import identify
from plbib.text.dates import MONTH_NAMES
from plbib.text.markdown import escape
from plbib.text.patterns import regex
from plbib.text.unicode import clean


class NewEntry(Struct, frozen=True, kw_only=True):
    """A paper that a list is to have; ``links`` are those beside ``url``, ``date`` is ISO 8601, if more than a year.

    ``short_name`` is what it is called in front of its title.
    """

    title: str
    url: str = ""
    venue: str | None = None
    year: int | None = None
    affiliation: str | None = None
    links: tuple[Link, ...] = ()
    authors: tuple[Name, ...] = ()
    date: str | None = None
    short_name: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    tags: tuple[str, ...] = ()


class EntryWords(Struct, frozen=True):
    """What a list calls things: the text of the authors, the label of the link, the number of the item."""

    authors: str = ""
    role: str = "paper"
    number: str = "1"
    dash: str = "-"  # within pages
    month: str = ""  # abbreviated


_TWO_DIGITS = range(1969, 2069)
_DATE = rf"[{DATE_MARKS}](?:[\s,./–-]*[{DATE_MARKS}])*"
_DAY = regex(rf"(?<=[{DATE_MARKS}])[-./]{DAY}|{DAY}(?:st|nd|rd|th)?[\s.,/-]*|[\s,]*{DAY}")
_APOSTROPHE = rf"[{APOSTROPHES}]?\s?"
_ANY = "".join(MARKS)
_DATED = regex(rf"(?:{VENUE}[^{_ANY}|\n]*?)?{_APOSTROPHE}(?P<date>{_DATE})")
_VENUE_BEHIND = regex(rf"(?<=[{DATE_MARKS}])[\s,.'’/–-]*{VENUE}")
_DATE_BEHIND = regex(rf"(?<={VENUE})[\s,.()/–-]*{_APOSTROPHE}{_DATE}")
_DATE_BEFORE = regex(rf"{_APOSTROPHE}{_DATE}[\s,./–-]*(?={VENUE})")
_OPEN, _CLOSE = r"(?:<[a-z]+>|[\[(*_`]){0,8}", r"(?:</[a-z]+>|[\])*_`]){0,8}"
_LEAD, _TAIL = r"(?P<lead>,\s*|\.\s+|(?<=\S)[ \t]+[-–—·•][ \t]+|[ \t]+)?", r"(?P<tail>[.,]?[ \t]*)"
_TAG = regex(rf"{_LEAD}{_OPEN}(?:{_DATED.pattern.replace('(?P<date>', '(?:')}|{VENUE}){_CLOSE}{_TAIL}")
_LONE_VENUE = regex(rf"{_LEAD}{_OPEN}{VENUE}{_CLOSE}{_TAIL}")
_HOLLOW = regex(r"(?P<lead>(?<!\])[.,:;]?[ \t]*)\([\s,.]*\)(?P<tail>[.,:;]?)")
"""Brackets of which everything was taken out."""
_HOLLOW_TAG = regex(r"[*_]*\[\][*_]*(?!\()[ \t]*")
_LOOSE = regex(r"(?<=\n)[ \t]*[•·|,;][ \t]*")
"""What parts a field from another that is not there: at the beginning of a line."""
_LINE_OF_AUTHORS = regex(rf"\n(?:[ \t]*\n)?[^\n{_ANY}]*{AUTHORS}[^\n{_ANY}]*(?=\n|$)")
_LINE_OF_ADDRESS = regex(rf"\n(?:[ \t]*\n)?[^\n{_ANY}]*{URL}[ \t]*(?=\n|$)")
_LAST_OTHER = regex(rf"(?:[ \t]*[•·/,;|])?{OTHER.pattern}")
_LINE_OF_LINK = regex(rf"\n(?:[ \t]*\n)?[^\n{_ANY}]*{LINK}[^\n{_ANY}]*(?=\n|$)")
_AUTHORS = regex(rf"{_LEAD}{_OPEN}{AUTHORS}(?: \({AFFILIATION}\))?(?:\s+et al\.?)?{_CLOSE}(?P<tail>[.,:]?[ \t]*)")
_NAME = regex(rf"[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]*{_OPEN}{NAME}{_CLOSE}\s*:?\s*")
_TRAILING = regex(rf"[\s,;:(|·•–—@-]*(?:([*_]+){AFFILIATION}\1|{AFFILIATION})\)?")
_LAST_PART = regex(rf"(.*[{_ANY}][\])>*_]*)", re.DOTALL)
_PAPER_LINK = regex(rf"\[+[^\[\]\n]*\]+\({URL}\)\]*")
_ET_AL = regex(rf"{AUTHORS}(?: \({AFFILIATION}\))?[^{_ANY}\n]{{0,9}}et al")
_BARE_TARGET = regex(rf"(?<!\])\({URL}\)|\]\(\)|href=(?:\"\"|'')")
_PAIRED = regex(r"<(/?)(a|b|i|em|strong|ins|sub|sup|u|code|font|span|td|tr|details|summary)\b")


OTHER_LINK = f" [[{LABEL}]({LINK})]"


def adapted(form: LineForm, new: NewEntry, other: str = OTHER_LINK) -> LineForm:
    """``form`` without the parts that ``new`` lacks, and with those that it has beside them.

    ``other`` is how the list prints links beside that of the title.
    """
    if form.row:
        return LineForm("|".join(_adapted(cell, new) if cell else "" for cell in BAR.split(form.text)), row=True)
    text = _adapted(_identified(form.text, new.url), new)
    if new.url and URL not in text and IDENTIFIER not in text and TITLE in text:
        named = AUTHORS in text and text.index(AUTHORS) < text.index(TITLE)
        text = text.rstrip() + (f" {URL}" if named else f" [[{ROLE}]({URL})]")
    placed = new.affiliation and AFFILIATION not in text
    if placed:
        text = _LAST_PART.sub(rf"\1, {AFFILIATION}", text, count=1)
    if new.links and LINK not in text:
        link = None if placed else _PAPER_LINK.search(text)
        behind = _PAPER_LINK if link and 0 <= text.find(TITLE) < link.start() else _LAST_PART
        text = behind.sub(lambda found: found[0] + other, text, count=1)
    return LineForm(text)


_IDENTIFIED = regex(rf"\s*\b(doi|arxiv):\s?{IDENTIFIER}", re.IGNORECASE)


def _identified(text: str, url: str) -> str:
    """``text`` without the identifier that it prints, if that of ``url`` is of another kind."""
    held, named = _IDENTIFIED.search(text), identify(url)
    if held is None or (named and named.kind == held[1].lower()):
        return text
    return text[: held.start()] + text[held.end() :]


def is_sound(form: LineForm) -> bool:
    """Whether brackets and tags in a form have their counterparts, and no link is without its text or its target."""
    pairs = all(form.text.count(opening) == form.text.count(closing) for opening, closing in ("[]", "()"))
    tags = Counter(_PAIRED.findall(form.text))
    closed = all(tags["", name] == tags["/", name] for _, name in tags)
    return pairs and closed and not _BARE_TARGET.search(form.text)


def unlinked(form: LineForm) -> LineForm:
    """``form`` for a paper without an address: the title stands by itself."""
    text = _TITLE_LINK.sub(lambda found: found[1] or found[2], _IDENTIFIED.sub("", form.text))
    text = badges.without_address(_TAG_LINK.sub(r"\1", text))
    text = _BARE_ADDRESS.sub("", _LINE_OF_ADDRESS.sub("", _ROLE_LINK.sub("", text)))
    return LineForm(text if _DANGLING.search(form.text) else _DANGLING.sub("", text), form.row)


_DANGLING = regex(r"(?:\n[ \t]*[-*+]|[ \t]+(?:[—–|•·-]|[A-Za-z]+:)|,)+[ \t]*$")
"""What parts an address, or leads to it, at the end of an entry."""


_BARE_ADDRESS = regex(rf"[ \t]*(?:<{URL}>|(?<![(<]){URL}(?![>)]))")


_TAG_LINK = regex(rf"\[([^\[\]]*[{VENUE}{DATE_MARKS}][^\[\]]*)\]\({URL}\)")
_TITLE_LINK = regex(
    rf"\[((?:[^\[\]]|\[[^\[\]]*\])*{TITLE}[^\[\]]*)\]\({URL}\)|<a [^<>]*{URL}[^<>]*>([^<>]*{TITLE}[^<>]*)</a>"
)


_ROLE_LINK = regex(rf"[ \t]*\[+{ROLE}\]+\({URL}\)\]*")


def _adapted(text: str, new: NewEntry) -> str:
    text = badges.fitted(text, new.url)
    held, text = text, _redated(text, new)
    if not _HOLLOW.search(held):
        text = _HOLLOW.sub(lambda found: found["lead"].rstrip() or found["tail"], text)
    for nothing in (_HOLLOW_TAG, _LOOSE):
        text = text if nothing.search(held) else nothing.sub("", text)
    if not new.authors:
        text = _AUTHORS.sub(_parted, _LINE_OF_AUTHORS.sub("", text))
    text = _recounted(text, new)
    if NAME in text and not _name(new):
        text = _NAME.sub("", text)
    if not new.affiliation:
        text = _TRAILING.sub("", text)
    return text if new.links else _LINE_OF_LINK.sub("", _LAST_OTHER.sub("", badges.without_others(text)))


_WORD = r"(?:\b(?:vol(?:ume)?|no|number|issue|pp?|pages)\b\.?\s*)?"
_VOLUME = regex(
    rf"[,;]?\s*(?:{_WORD}\*{{0,2}}{VOLUME}\*{{0,2}})(?:[,;:.\s(*]*{_WORD}[{ISSUE}{PAGES}][)*]*)*(?P<end>[.,;:]?\s*)",
    re.IGNORECASE,
)
_ISSUE = regex(rf"\s*\({_WORD}{ISSUE}\)|[,;:.]?\s*\**{_WORD}{ISSUE}\**", re.IGNORECASE)
_PAGES = regex(rf"[,;:]?\s*{_WORD}{PAGES}", re.IGNORECASE)


def _recounted(text: str, new: NewEntry) -> str:
    """``text`` without volume, issue and pages that ``new`` lacks; what follows is parted as before."""
    if not new.volume:
        text = text.replace(f"{VOLUME} {VENUE}", VENUE)
        text = _VOLUME.sub(lambda found: " " if found.string[found.end() :][:1] == "(" else found["end"], text)
    text = text if new.issue else _ISSUE.sub("", text)
    return text if new.pages else _PAGES.sub("", text)


def _redated(text: str, new: NewEntry) -> str:
    """``text`` with the venue and as much of the date as ``new`` has."""
    if new.year is None and not new.venue:
        return _TAG.sub(_parted, text)
    if new.year is None:
        text = _DATE_BEFORE.sub("", _DATE_BEHIND.sub("", text))
        return text if VENUE in text and not _DATED.search(text) else _DATED.sub("", text)
    if not new.venue:
        text = _LONE_VENUE.sub(_parted, _VENUE_BEHIND.sub("", _DATED.sub(_spelled_out, text)))
        text = _LEADS_TO.sub("", _LEADS_NOWHERE.sub("", text))
    month, day = _month_and_day(new)
    if month and not day:
        text = _DAY.sub("", text)
    if (not month and any(mark in text for mark in (MONTH, MON, MM))) or (not day and DAY in text):
        text = regex(_DATE).sub(lambda found: SHORT if found[0] == SHORT else YEAR, text)
    return text


_ENDS = regex(rf"[\n)\]]|[*_]+(?![{_ANY}])")
"""What ends a line, brackets or emphasis."""


def _parted(left_out: re.Match[str]) -> str:
    """What parts the texts around something that is left out: what stood behind it, else before."""
    before, behind = left_out.string[: left_out.start()], left_out.string[left_out.end() :]
    lead, tail = left_out["lead"] or "", left_out["tail"]
    if not any(mark in before for mark in MARKS):
        return lead if lead.isspace() else ""
    if not behind or _ENDS.match(behind):
        return tail.strip()
    if lead.isspace() and _QUOTED.search(before):
        return lead
    return tail or lead


_QUOTED = regex(r"[,.][\"'’”]$")
"""A quotation that ends with what parts it from the rest."""


_LEADS_TO = regex(rf"\b(?:[Ii]n|[Aa]t)[: ]\s*(?=[*_]*(?:[{DATE_MARKS}]|$))")
_LEADS_NOWHERE = regex(r"[.,] (?:[Ii]n|[Aa]t)(?=[.,])")
"""What leads to a venue, and what stands in its place."""
_CLOSED = regex(r"[*_)\]>]")


def _spelled_out(found: re.Match[str]) -> str:
    """A date that stands by itself: with four digits of the year, parted as before from what is no venue.

    A venue whose emphasis or bracket closes before the date stays, to be taken out with that.
    """
    if VENUE in found[0] and _CLOSED.search(found[0], 0, found.start("date") - found.start()):
        return found[0].replace(SHORT, YEAR)
    lead = "" if VENUE in found[0] else found[0][: found.start("date") - found.start()].lstrip(APOSTROPHES)
    return lead + found["date"].replace(SHORT, YEAR)


def _month_and_day(new: NewEntry) -> tuple[int, int]:
    _, _, rest = (new.date or "").partition("-")
    month, _, day = rest.partition("-")
    return int(month or 0), int(day or 0)


_SHORT_NAME = regex(r"([^\s:]{2,20}(?: [\w.+-]{1,10})?): \S")


def short_name(title: str) -> str:
    """What a title calls its subject in front of a colon: ``OPTQ: Accurate …``."""
    match = _SHORT_NAME.match(title)
    return match[1] if match else ""


def _name(new: NewEntry) -> str:
    return new.short_name or short_name(new.title)


def cuts_authors(form: LineForm) -> bool:
    """Whether a form says itself that there are more authors."""
    return bool(_ET_AL.search(form.text))


def without_others(form: LineForm) -> LineForm:
    """``form`` for a paper by one author: without "et al."."""
    return LineForm(_AND_OTHERS.sub(r"\1", form.text), form.row)


_AND_OTHERS = regex(rf"({AUTHORS}(?: \({AFFILIATION}\))?),?\s+et al\b(?:\.(?=\s*[*_.,)]))?")


def filled(form: LineForm, new: NewEntry, words: EntryWords) -> str:
    """``form`` with ``new`` in it; the cells of a row are parted by bars alone."""
    year, (month, day) = str(new.year or ""), _month_and_day(new)
    named = identify(new.url)
    name = MONTH_NAMES[month - 1].capitalize() if month else ""
    values = {
        TITLE: escape_text(new.title),
        URL: target(new.url),
        IDENTIFIER: named.value if named else "",
        ROLE: escape_text(f"x{words.role}")[1:],
        VENUE: escape_text(new.venue or ""),
        YEAR: year,
        SHORT: year[2:] if new.year in _TWO_DIGITS else year,
        MONTH: name,
        MON: words.month or name[:3],
        MM: f"{month:02}",
        DAY: str(day or ""),
        AUTHORS: escape_text(words.authors),
        AFFILIATION: escape_text(new.affiliation or ""),
        NAME: escape_text(_name(new)),
        NUMBER: words.number,
        VOLUME: escape_text(new.volume or ""),
        ISSUE: escape_text(new.issue or ""),
        PAGES: escape_text(_DASHES.sub(words.dash, new.pages or "")),
    }
    if words.authors.endswith("."):
        form = LineForm(form.text.replace(f"{AUTHORS}.", AUTHORS), form.row)
    if new.links:
        values[LINK] = target(new.links[0].url)
    others = [{LABEL: escape_text(link.label.strip("[]")), LINK: target(link.url)} for link in new.links]
    form = LineForm(_TAGS.sub(lambda tag: "".join(tag[0].replace(TAG, name) for name in new.tags), form.text), form.row)
    pieces = enumerate(OTHER.split(form.text))
    return "".join(_put([values], piece) if at % 2 == 0 else _put(others, piece) for at, piece in pieces)


_TAGS = regex(rf"[ ]?[\[(*_`]*{TAG}[\])*_`]*")
_DASHES = regex(r"(?<=\w)\s?[-–—]{1,2}\s?(?=\w)")


def _put(rows: list[dict[str, str]], piece: str) -> str:
    """``piece``, once for each row of values, with these in the place of their marks."""
    return "".join(piece.translate({ord(mark): value for mark, value in row.items()}) for row in rows)


_MARKUP = regex(r"([$<`*_|]|&(?=#?\w)|:(?=//)|\](?=\())")  # what the reader takes for markup even behind a backslash
_BREAKS = regex(r"<!--|://|\]\(")  # what ends or hides an entry
_FORMULA = regex(r"(\$(?:[^$\s\\*`<\[\]|&~!:@#_]|(?<=\w)_|\\(?=[a-zA-Z])|(?<!\$)\s(?!\$))+\$)(?!\d)")
"""LaTeX between dollar signs in which nothing can be markup."""
_WITHIN_WORD = regex(r"(?<=[^\W_])\\_(?=[^\W_])")


def escape_text(text: str) -> str:
    """``text`` as Markdown that is shown and read as ``text``: with backslashes, or else with references.

    Formulas stay as they are, and so do underscores within words, which mean nothing in Markdown.
    """
    text = clean(text)
    pieces = _FORMULA.split(text)
    escaped = "".join(piece if at % 2 else _escaped(piece, first=not at) for at, piece in enumerate(pieces))
    if titles.plain(escaped) == text and not _BREAKS.search(text):
        return escaped
    pieces = _MARKUP.split(text)
    return "".join(f"&#{ord(piece)};" if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def _escaped(piece: str, *, first: bool) -> str:
    """A piece of a text with backslashes; what means something at the start of a line alone does so in the first."""
    return _WITHIN_WORD.sub("_", escape(piece) if first or not piece else escape(f"x{piece}")[1:])


_NOT_IN_ADDRESS = regex(r'[ "<>\\^`{|}\[\]]')
_BALANCED = regex(r"(?:[^()]|\([^()]*\))*")


def address(url: str) -> str:
    """``url`` percent-encoded where RFC 3986 asks for it; empty if it is no address."""
    url = _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", clean(url))
    return url if url.lower().startswith(("http://", "https://")) or identify(url) else ""


def target(url: str) -> str:
    """``url`` as the target of a link; no ampersand or parenthesis in it means anything."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", address(url))
    return url if _BALANCED.fullmatch(url) else url.replace("(", "&#40;").replace(")", "&#41;")
