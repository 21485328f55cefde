"""How a list prints its entries: forms, learnt from the entries, with marks in the place of what differs.

A form is the text of an entry in which each part that the reader gives is one character that Unicode leaves without a
meaning. What is left then is what entries have in common: markers, brackets, emphasis, words such as "In".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from plbib.lists import dates, titles
from plbib.lists.fields import pictures
from plbib.lists.markdown.tables import DASHES
from plbib.lists.writing import badges, labels
from plbib.lists.writing.marks import (
    AFFILIATION,
    APOSTROPHES,
    AUTHORS,
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
from plbib.model import Entry
from plbib.papers.identifiers import identify
from plbib.text.dates import MONTH_NAMES
from plbib.text.patterns import regex

_LONGEST = 4000  # characters of an entry that is an example for others
_MOST_LINES = 12
_LINE_END = regex(r"\r\n|\r|\n")
NUMBERED = regex(r"^([ \t>]*)(?:(?<![^ \t>])(\d{1,9})(?=[.)][ \t])|(?P<open>\*{0,2}\[)(?P<bracketed>\d{1,3})(?=\]))")
_SILENT = regex(r"</?[a-zA-Z][^<>]*>|<[\s/]*\w+[\s/]*>|&nbsp;")
_EMPTY = regex(r"(?<!\])\s?\([@\s]*\)")
_LEFT_OVER = regex(r"\s[-–—,;:|](?=[,.;])")
_ATTRIBUTE = regex(r"<\w+[^<>]*=")
_COUNTED = r"(?:\b(?:vol(?:ume)?|no|number|issue|pp?|pages)\b\.?\s*)"
_NUMBERS = r"[A-Za-z]?\d+(?:\.\d+)?(?:\s*\(\d+\))?(?:\s?[-–—]+\s?[A-Za-z]?\d+)?"
_DETAIL = rf"{_COUNTED}?{_NUMBERS}"
_DETAILS = regex(
    rf"(?!(?<=\d)\d)(?<=[\w*_)]|[{''.join(MARKS)}])[,;:]?\s*\**{_DETAIL}(?:\**(?:[,;:]\s*|\s+){_DETAIL})*\**[,;:]?\s*"
    rf"(?![\w-])(?=[.,;:)({''.join(MARKS)}]|$)",
    re.IGNORECASE,
)
"""Volume, issue and pages."""
_COUNTING = regex(rf"{_COUNTED}(?=[{VOLUME}{ISSUE}{PAGES}])", re.IGNORECASE)
_LABEL = regex(r"\[([^\[\]]{1,40})\](?=\]?\()")
BAR = regex(r"(?<!\\)\|")
_QUOTED = regex(r"^[ \t]*>")
OTHER = regex(rf"((?:[ \t]*[•·/,;])?[\s\[(]*{LABEL}\]+\({LINK}\)[\])]*)")
_SEVERAL = regex(f"{OTHER.pattern}(?:{OTHER.pattern})+")


class LineForm(Struct, frozen=True):
    """A text with marks; whether it is a row of a table, whose cells are parted by bars and stripped."""

    text: str
    row: bool = False

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(character for character in self.text if character in MARKS)


class Sample(Struct, frozen=True):
    """An entry, the lines it stands on (from 0, the last excluded), its text and its form."""

    entry: Entry
    first: int
    end: int
    text: str
    form: LineForm


def lines_of(text: str) -> list[str]:
    """The lines of a list, as the reader counts them."""
    return _LINE_END.split(text.removeprefix("\ufeff"))


def samples(lines: Sequence[str], entries: Sequence[Entry]) -> list[Sample]:
    """The entries that can be examples for others: on lines of their own, and not too long."""
    uses = Counter(entry.place.line for entry in entries)
    found = []
    for entry in entries:
        first, end = span(lines, entry)
        text = "\n".join(lines[first:end])
        if uses[entry.place.line] == 1 and len(text) <= _LONGEST and end - first <= _MOST_LINES:
            found.append(Sample(entry, first, end, text, form_of(entry, text, row=is_row(lines, first))))
    bare = sum(sample.text == sample.text.rstrip() for sample in found) * 2 > len(found)
    return [
        replace(sample, form=LineForm(sample.form.text.rstrip(), sample.form.row)) for sample in found if bare
    ] or found


def span(lines: Sequence[str], entry: Entry, *, gloss: bool = False) -> tuple[int, int]:
    """The lines of an entry, from 0 and the last excluded, perhaps with its gloss; of a row in HTML from its ``<tr>``.

    Tags that close what stands around it are none of it.
    """
    first, end = entry.place.line - 1, entry.end_line
    if entry.gloss and not gloss:
        while end - 1 > first and _QUOTED.match(lines[end - 1]):
            end -= 1
    if "<td" in lines[first]:
        first = next((at for at in range(first, max(first - _MOST_LINES, -1), -1) if "<tr" in lines[at]), first)
        closing = next((at for at in range(end - 1, min(end + _MOST_LINES, len(lines))) if "</tr" in lines[at]), None)
        end = closing + 1 if closing is not None and not any("<tr" in line for line in lines[end:closing]) else end
    while end - 1 > first and _CLOSING.match(lines[end - 1]):
        end -= 1
    return first, _closed(lines, first, end)


def _closed(lines: Sequence[str], first: int, end: int) -> int:
    """The end of an entry with the line that closes the ``<details>`` that it opens."""
    text = "\n".join(lines[first:end])
    if text.count("<details") <= text.count("</details"):
        return end
    following = (at for at in range(end, min(end + _MOST_LINES, len(lines))) if lines[at].strip())
    at = next(following, None)
    return at + 1 if at is not None and lines[at].strip() == "</details>" else end


_CLOSING = regex(r"^\s*(?:</(?:ul|ol|dl|div|p|table|tbody|details|center|blockquote)>\s*)*$", re.IGNORECASE)
"""A line that ends what stands around entries, and belongs to none."""


def is_row(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a row of a pipe table."""
    line = lines[at]
    if "|" not in line:
        return False
    return line.lstrip()[:1] == "|" or head_of_table(lines, at) is not None


def head_of_table(lines: Sequence[str], at: int) -> int | None:
    """The line of the header of the pipe table that the line ``at`` stands in, None if it stands in none."""
    while at >= 0 and "|" in lines[at]:
        if DASHES.match(lines[at]) and at and "|" in lines[at - 1]:
            return at - 1
        at -= 1
    return None


def cells_of(line: str) -> list[str]:
    """The cells of a row as they are printed, without the bars at its ends."""
    cells = BAR.split(line)
    if not cells[0].strip() and line.lstrip()[:1] == "|":
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip() and line.rstrip()[-1:] == "|":
        cells = cells[:-1]
    return cells


def form_of(entry: Entry, text: str, *, row: bool, tagged: bool = False) -> LineForm:
    """``text`` with marks for the parts that it prints as the reader gives them; ``tagged`` with one for its tags."""
    text = NUMBERED.sub(lambda found: f"{found[1]}{found['open'] or ''}{NUMBER}", text)
    text = badges.generalise(_linked(entry, text), entry)
    text = text.replace(entry.title, TITLE, 1)
    if URL not in text and entry.links:
        text = _REFERRED.sub(f"[{TITLE}]({URL})", text)
    if entry.authors_text:
        mark = _placed(entry.authors_text, entry.affiliation)
        text = text.replace(entry.authors_text, mark, 1)
        if entry.authors_text.endswith("al.") and mark == AUTHORS:
            text = text.replace(f"{AUTHORS} ", f"{AUTHORS}. ", 1)
    if entry.authors_text and AUTHORS not in text:
        first = without_others(entry.authors_text)
        text = text.replace(first, AUTHORS, 1) if first else text
    for value, mark in ((entry.short_name, NAME), (entry.venue, VENUE), (entry.affiliation, AFFILIATION)):
        text = text.replace(value, mark, 1) if value else text
    text = _dated(entry, text)
    tags = [tag for tag in entry.tags if not pictures.is_picture(tag)]  # pictures belong to the list
    for at, tag in enumerate(tags):
        kept = rf"\1{TAG}\2" if tagged and not at else ""
        text = regex(rf"(\.?[ ]?[\[(*_`]*){re.escape(tag)}([\])*_`]*)").sub(kept, text, count=1)
    text = _LEFT_OVER.sub("", _EMPTY.sub("", text)) if tags else text
    text = text if _ATTRIBUTE.search(text) else _DETAILS.sub(_parted, _counted(entry, text))
    return LineForm("|".join(_cell(cell) for cell in cells_of(text)), row=True) if row else LineForm(text)


_REFERRED = regex(rf"\[{TITLE}\](?:\[[^\[\]]*\]|(?![\[(]))")
"""A title whose address stands elsewhere in the list: ``[Kites][1]``."""


def _placed(authors: str, affiliation: str | None) -> str:
    """The mark for authors, and that for their affiliation where it stands in brackets behind one of them."""
    _, placed, others = authors.partition(f"({affiliation})") if affiliation else ("", "", "")
    return f"{AUTHORS} ({AFFILIATION}){others}" if placed and "(" not in others else AUTHORS


_ET_AL = regex(r"[\s,;]*(?:\b(?:and|&)\s+others\b|\bet\.?\s*al\b)[\s.]*$")


def without_others(authors: str) -> str:
    """The names of ``authors`` without "et al."."""
    return _ET_AL.sub("", authors)


def _linked(entry: Entry, text: str) -> str:
    """``text`` with marks for addresses and for the labels of links beside the title."""
    main = labels.main_link(entry)
    for link in entry.links:
        if link is main:
            continue
        label = link.label.replace(link.label.strip("[]"), LABEL)
        linked = text.replace(f"[{link.label}]({link.url})", f"[{label}]({LINK})")
        text = (
            text.replace(link.url, LINK, 1)
            if linked == text and link.url not in ((main and main.url) or "")
            else linked
        )
    text = _SEVERAL.sub(r"\1", text)
    bare = main.label.strip("[]") if main and main.label != "title" else ""
    if main and bare and (titles.is_role(bare) or labels.names(bare, main.url)):
        label = main.label.replace(bare, ROLE)
        text = text.replace(f"[{main.label}]({main.url})", f"[{label}]({URL})", 1)
    if main is None or not main.url or URL in text:
        return text
    named = identify(main.url)
    if main.url not in text and named and named.kind in ("doi", "arxiv"):
        value = re.escape(named.value)
        called = regex(rf"\b({named.kind}:\s?){value}", re.IGNORECASE).sub(rf"\1{IDENTIFIER}", text, count=1)
        return called if called != text else regex(rf"\s*{value}", re.IGNORECASE).sub("", text, count=1)
    return text.replace(main.url, URL, 1)


def _dated(entry: Entry, text: str) -> str:
    """``text`` with marks for its date."""
    if entry.date:
        found = dates.find(text)
        if found and found.date == entry.date:
            return text[: found.start] + _date_marks(entry.date, text[found.start : found.end]) + text[found.end :]
    year = str(entry.year or "")
    if not year:
        return text
    if year in text:
        return text.replace(year, YEAR, 1)
    return regex(rf"(?<=[{APOSTROPHES}])(\s?){year[2:]}\b|(?<={VENUE})(\s){year[2:]}(?=[)\]])").sub(
        lambda found: f"{found[1] or found[2] or ''}{SHORT}", text, count=1
    )


def _parted(details: re.Match[str]) -> str:
    """What stands in the place of volume and pages: they are parted from what follows as before."""
    following = details.string[details.end() : details.end() + 1]
    return ", " if following in MARKS and following else " " if following == "(" else ""


def _counted(entry: Entry, text: str) -> str:
    """``text`` with marks for volume, issue and pages, where it prints them in this order behind venue or year.

    Lawyers print the volume before the venue: ``131 Harv. L. Rev. 1598``.
    """
    if entry.volume:
        text = regex(rf"(?<!\w){re.escape(entry.volume)} (?={VENUE})").sub(f"{VOLUME} ", text, count=1)
    marked, at = text, min((found for found in map(text.find, (VENUE, YEAR)) if found >= 0), default=len(text))
    for value, mark in ((entry.volume, VOLUME), (entry.issue, ISSUE), (entry.pages, PAGES)):
        found = regex(rf"(?<!\w){re.escape(value)}(?!\w)").search(marked, at) if value else None
        if mark in marked:
            continue
        if value and not found:
            return text
        if found:
            marked = marked[: found.start()] + mark + marked[found.end() :]
            at = found.start() + 1
    return marked.replace(f"({entry.year})", f"({YEAR})") if entry.volume else marked


_SHORT_NAME = 3
"""Letters of an abbreviated month, and of May."""


def _date_marks(iso: str, printed: str) -> str:
    """A printed date with marks for its parts."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    printed = printed.replace(year, YEAR, 1) if year in printed else printed.replace(year[2:], SHORT, 1)
    name = MONTH_NAMES[int(month) - 1]
    long = regex(rf"(?i)\b{name}\b").sub(MONTH if len(name) > _SHORT_NAME else MON, printed, count=1)
    if long == printed:
        long = regex(rf"(?i)\b{name[:3]}[a-z]?\b").sub(MON, printed, count=1)
    if long == printed:
        long = regex(rf"(?<!\d)0?{int(month)}(?!\d)").sub(MM, printed, count=1)
    return regex(rf"(?<!\d)0?{int(day)}(?!\d)").sub(DAY, long, count=1) if day else long


def _cell(cell: str) -> str:
    """A cell of a row, empty if it holds nothing but what is said of this paper alone."""
    cell = cell.strip()
    if any(mark in cell for mark in MARKS):
        return cell
    return "" if any(_tells(character) for character in cell) else cell


def _tells(character: str) -> bool:
    return character.isalnum() or category(character) == "So"


def general(found: Sequence[Sample]) -> Iterator[Sample]:
    """Those whose form says nothing of the paper: no word but roles of links, no number, no emoji.

    Words that other entries have in the same place, too, are of the list.
    """
    uses = Counter(form for form, _ in {(sample.form, sample.entry.title) for sample in found})
    shown = Counter(picture for form in uses for picture in badges.pictures_of(form.text) for _ in range(uses[form]))
    shared = frozenset(picture for picture, times in shown.items() if times > 1)
    words = Counter(word for sample in found for word in {*_WORDS.findall(sample.form.text)})
    for sample in found:
        form = sample.form
        marks = [character for character in form.text if character in MARKS]
        if TITLE not in marks or len({*marks}) < len(marks) - max(0, marks.count(YEAR) - 1):
            continue
        rest = badges.without(form.text, shared)
        rest = _COUNTING.sub("", _SILENT.sub("", rest.replace(NUMBER, "")))
        rest = _LABEL.sub(lambda label: "" if titles.is_role(label[1]) else label[0], rest)
        if not any(_tells(character) for character in rest) or (
            uses[form] > 1
            and not _FOREIGN.search(rest)
            and _decent(rest, uses[form], len(found))
            and all(words[word] * _SELDOM > len(found) for word in _WORDS.findall(rest))
        ):
            yield sample


_FOREIGN = regex(r"://|\d{4}")
"""What is of one paper alone, even if several entries have it: an address, an identifier."""
_WORDS = regex(r"[^\W\d_]{3,}")
_SELDOM = 8
"""Words in a form that not one of so many entries has are of a few papers alone."""


def _decent(rest: str, uses: int, of: int) -> bool:
    """Whether emoji of a form belong to the list: most entries have them."""
    return uses * 2 > of or not any(category(character) == "So" for character in rest)
