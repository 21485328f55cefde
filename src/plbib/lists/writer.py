"""A paper as a line of a list, in the form that the list itself has: the inverse of the reader."""

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import category

from msgspec import Struct

from plbib.identifiers import identify
from plbib.lists import titles
from plbib.lists.fields import trailing
from plbib.lists.reader import read
from plbib.model import Entry, Link
from plbib.text.markdown import escape
from plbib.text.unicode import clean


class NewEntry(Struct, frozen=True, kw_only=True):
    """A paper that a list is to have; ``links`` are those beside ``url``."""

    title: str
    url: str = ""
    venue: str | None = None
    year: int | None = None
    affiliation: str | None = None
    links: tuple[Link, ...] = ()


def written(new: NewEntry, text: str, entries: Sequence[Entry]) -> str:
    """``new`` as one line, without a newline, for the list ``text`` that was read as ``entries``.

    The form is that of entries of the same venue and year, else the most common one of those with the same parts; the
    reader reads the values of ``new`` from the line again, with white space as one blank, no invisible characters, the
    title without quotes around it and a full stop at its end, addresses percent-encoded where RFC 3986 asks for it.
    What no form can say (a venue without year, a title that is a role word such as "Code") is lost to the reader, and
    the line is ``[Venue'YY] [Title](url), Affiliation``. What is no address of the web is left empty.
    """
    wanted = _wanted(new)
    lines = [_filled(_adapted(form, new), new) for form in (*_forms(new, text, entries), _DEFAULT)]
    return next((line for line in lines if [*map(_said, read(line, "").entries)] == [wanted]), lines[-1])


# A form is a line of the list with one of these characters in the place of each part; Unicode gives them no meaning.
_MARKS = _TITLE, _URL, _VENUE, _YEAR, _SHORT, _AFFILIATION, _LABEL, _LINK = tuple(map(chr, range(0xE000, 0xE008)))
_DEFAULT = f"[{_VENUE}'{_SHORT}] [{_TITLE}]({_URL}), {_AFFILIATION}"

_LONGEST = 1000  # characters of a line that is an example for others
_LINE_END = re.compile(r"\r\n|\r|\n")
_SILENT = re.compile(r"^\s*\d+[.)]|<[\s/]*\w+[\s/]*>")  # numbers of list items, tags such as </br>
_WORD = re.compile(r"[^\W\d_]+")
_LAST_PART = re.compile(rf"(.*[{''.join(_MARKS)}][\])*_]*)")
# With what stands around them: a link beside the title, a tag of venue and year, an affiliation.
_OTHER = re.compile(rf"([\s\[(]*{_LABEL}\]+\({_LINK}\)[\])]*)")
_OTHERS = re.compile(f"{_OTHER.pattern}(?:{_OTHER.pattern})+")
_DATED = re.compile(rf"(?:{_VENUE}[^{_YEAR}{_SHORT}]*)?[{_YEAR}{_SHORT}]")
_TAG = re.compile(rf"(?:,\s*)?[\[(]*{_DATED.pattern}[\])]*\s*")
_TRAILING = re.compile(rf"[\s,;:(|·•–—-]*{_AFFILIATION}\)?")


def _forms(new: NewEntry, text: str, entries: Sequence[Entry]) -> list[str]:
    """The forms of the list's entries, the best one for ``new`` first."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    uses: Counter[str] = Counter()
    for entry in entries:
        line = lines[entry.place.line - 1]
        if entry.place.line < entry.end_line or len(line) > _LONGEST:
            continue
        form = _form(entry, line)
        if _is_general(form):
            kinship = (entry.venue == new.venue) * (1 + (entry.year == new.year))
            uses[form] += (len(entries) + 1) ** kinship  # one of closer kin counts more than all others
    linked = bool(new.url)
    return sorted(uses, key=lambda form: (_adapted(form, new) != form, (_URL in form) != linked, -uses[form]))


def _form(entry: Entry, line: str) -> str:
    """``line`` with marks for the parts that it prints as the reader gives them."""
    url, others = _addresses(entry)
    for link in others:
        label = link.label.replace(link.label.strip("[]"), _LABEL)
        line = line.replace(f"[{link.label}]({link.url})", f"[{label}]({_LINK})")
    line = _OTHERS.sub(r"\1", line)
    for value, mark in ((entry.title, _TITLE), (url, _URL), (entry.venue, _VENUE)):
        line = line.replace(value, mark, 1) if value else line
    year = str(entry.year or "")
    for value, mark in ((year, _YEAR), (year[2:], _SHORT), (entry.affiliation, _AFFILIATION)):
        line = line.replace(value, mark, 1) if value else line
    return line


def _is_general(form: str) -> bool:
    """Whether a form says nothing of the paper it was taken from: no word but roles of links, no number, no emoji."""
    marks = [character for character in form if character in _MARKS]
    rest = _WORD.sub(lambda word: "" if titles.is_role(word[0]) else word[0], _SILENT.sub("", form))
    told = any(character.isalnum() or category(character) == "So" for character in rest)
    return _TITLE in marks and len(set(marks)) == len(marks) and not told


def _adapted(form: str, new: NewEntry) -> str:
    """``form`` without the parts that ``new`` lacks, and with those that it has beside them."""
    if new.year is None:
        form = _TAG.sub(f"[{_VENUE}] " if new.venue else "", form)
    elif not new.venue:
        form = _DATED.sub(_YEAR, form)
    for has, part, more in (
        (new.affiliation, _TRAILING, f", {_AFFILIATION}"),
        (new.links, _OTHER, f" [[{_LABEL}]({_LINK})]"),
    ):
        if not has:
            form = part.sub("", form)
        elif not part.search(form):
            form = _LAST_PART.sub(rf"\1{more}", form, count=1)
    return form


def _filled(form: str, new: NewEntry) -> str:
    year = str(new.year or "")
    values = {
        _TITLE: _printed(new.title),
        _URL: _target(new.url),
        _VENUE: _printed(new.venue or ""),
        _YEAR: year,
        _SHORT: year[2:] if new.year in _TWO_DIGITS else year,
        _AFFILIATION: _printed(new.affiliation or ""),
    }
    others = [{_LABEL: _printed(link.label.strip("[]")), _LINK: _target(link.url)} for link in new.links]
    pieces = enumerate(_OTHER.split(form))
    return "".join(_put([values], piece) if at % 2 == 0 else _put(others, piece) for at, piece in pieces)


def _put(rows: list[dict[str, str]], piece: str) -> str:
    """``piece``, once for each row of values, with these in the place of their marks."""
    return "".join(piece.translate({ord(mark): value for mark, value in row.items()}) for row in rows)


_TWO_DIGITS = range(1969, 2069)
_MARKUP = re.compile(r"([$<&`*_]|:(?=//)|\](?=\())")  # what the reader takes for markup even behind a backslash
_BREAKS = re.compile(r"<!--|://|\]\(")  # what ends or hides an entry


def _printed(text: str) -> str:
    """``text`` as Markdown that is shown and read as ``text``: with backslashes, or else with references."""
    text = clean(text)
    escaped = escape(text)
    if titles.plain(escaped) == text and not _BREAKS.search(text):
        return escaped
    pieces = _MARKUP.split(text)
    return "".join(f"&#{ord(piece)};" if at % 2 else escape(piece) for at, piece in enumerate(pieces))


_NOT_IN_ADDRESS = re.compile(r'[ "<>\\^`{|}\[\]]')
_BALANCED = re.compile(r"(?:[^()]|\([^()]*\))*")


def _address(url: str) -> str:
    url = _NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", clean(url))
    return url if url.lower().startswith(("http://", "https://")) or identify(url) else ""


def _target(url: str) -> str:
    """``url`` as the target of a link; no ampersand or parenthesis in it means anything."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", _address(url))
    return url if _BALANCED.fullmatch(url) else url.replace("(", "&#40;").replace(")", "&#41;")


_Said = tuple[str, str | None, int | None, str | None, list[str]]


def _wanted(new: NewEntry) -> _Said:
    """What the reader is to say of ``new``."""
    urls = [url for url in map(_address, (new.url, *(link.url for link in new.links))) if url]
    affiliation = trailing(_printed(new.affiliation or ""))
    return titles.title(_printed(new.title)), clean(new.venue or "") or None, new.year, affiliation, urls


def _said(entry: Entry) -> _Said:
    url, others = _addresses(entry)
    urls = [url, *(link.url for link in others)] if url else []
    return entry.title, entry.venue, entry.year, entry.affiliation, urls


def _addresses(entry: Entry) -> tuple[str, list[Link]]:
    """The address of the title, or else the first one; and the other links."""
    main = next((link for link in entry.links if link.label == "title"), next(iter(entry.links), None))
    return (main.url if main else ""), [link for link in entry.links if link is not main]
