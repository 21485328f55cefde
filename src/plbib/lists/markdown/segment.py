"""A document to its parts: headings, list items, paragraphs, rows of tables, and what stands inside comments.

Paper lists are written line by line, not as CommonMark paragraphs: neighbouring entries have no blank line between
them, and one entry can go on over several lines and, in a list item, over blank lines. A block therefore ends at a
heading, a list marker, a row of a table, a blank line that no indented text follows, and at a line that opens as the
block itself does (``**``, ``[``): the next entry of the same form.
"""

import re
from collections import Counter
from collections.abc import Iterator

from plbib.lists import bylines
from plbib.lists.markdown.blocks import Block, Heading, Row
from plbib.lists.markdown.comments import Line, Unclosed, lines
from plbib.lists.markdown.tables import DASHES, HtmlTable, pipe_row
from plbib.text.patterns import regex

Part = Heading | Block | Row | Unclosed

_HEADING = regex(r"^ {0,3}(#{1,6})(?=[ \t]|$)")
_TAG_HEADING = regex(r"^\s*<h([1-6])\b[^<>]*>(.*?)</h\1>\s*$", re.IGNORECASE)
_SUMMARY = regex(r"^\s*(?:<details[^<>]*>\s*)?<summary\b[^<>]*>(.*?)(?:</summary>.*)?$", re.IGNORECASE)
_END_OF_FOLD = regex(r"^\s*</details>\s*$", re.IGNORECASE)
_DOUBLE = regex(r"^ {0,3}=+[ \t]*$")
_SINGLE = regex(r"^ {0,3}-{3,}[ \t]*$")
_RULE = regex(r"^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")
_QUOTE = regex(r"^[ \t]*>")
_MARKER = regex(
    r"^[ \t>]*([-*+•‣◦➤►▸▪■●]|(?!(?:19|20)\d\d[.)]\s*$)\d{1,9}[.)]|\(\d{1,3}\)(?=[ \t]+\D)|"
    r"<li\b[^<>]*>|<d[td]\b[^<>]*>)(?:[ \t]+(?:\[[ xX]\][ \t]+)?|(?<=>)|(?<=\d[.)])(?=\[|\*\*)|$)",
    re.IGNORECASE,
)
_COLON = regex(r"^ {0,3}(:)[ \t]+(?=\S)")
"""Begins a definition, as in lists of terms in Markdown."""
_FIRST = frozenset("-*+•‣◦➤►▸▪■●0123456789(<>")
_OPENS = regex(r"^[ \t>]*(\[|\*\*|__|<b>|<strong>)", re.IGNORECASE)
_DAY = regex(r"^[ \t>]*(?:19|20)\d\d([-/.])\d\d(?:\1\d\d)?(?=[\s:,])")
KEY = regex(r"^[ \t>]*\[[A-Za-z]{0,4}\d{1,4}\](?![(\[:])")
"""``[J3]``: the key of a reference."""
_NAMED = regex(
    r"^[ \t>]*(?:(?:van|von|de|der|den|di|da|la|le|du|del|ten|ter) ){0,2}"
    r"[^\W\d_a-z][\w'’-]+(?:[ -][\w'’-]+){0,2}, [^\W\d_a-z][^\n]{0,300}?[\s(](?:19|20)\d\d[a-z]?(?:\)|[.:,]\s)"
)
_TURNED = regex(
    r"^[ \t>]*[^\W\d_a-z][\w'’-]+, [A-Z]\.(?:[ -]?[A-Z]\.)* "
    r"(?:\((?:19|20)\d\d[^()\n]*\)[.,:]? \W?\w|[*“\"‘'](?=[^\s*])|[A-Z][a-z]+ [a-z])"
)
"""``Putnam, H. (1967) 'Title'``, ``Descartes, R. *Title*``"""
_BOLD_LINE = regex(r"\*\*[^*\n]{3,80}\*\*:?\s*")
_ENDED = regex(r"[.!?)\]\d/]\W*$|https?://\S+$")
_DATE, _NUMBER, _NAMES = "0", "#", ","
"""How lines begin that are entries of their own where the line before begins alike: a day, a key, names and a year."""
_TAGGED = regex(r"\[(?=[^\[\]]{0,40}[^\W\d])[^\[\]]{1,40}\d\d\](?![(\]:])")
_TAG_AND_ROLES = regex(
    r"\[[^\[\]]{1,40}\d\d[^\[\]]{0,20}\]\s*(?:\[[^\[\]]{1,90}\]\s*){0,2}(?:\[\[|(?:\\|<[\s/]*br[\s/]*>)?\s*$)"
)
"""``[ICLR 2023] [[PDF](u)]``: the last line of a block whose lines end with breaks."""
_BOLD_MARKS = ("**", "__", "<b>", "<strong>")
_FIELD = regex(
    r"(?:\*\*|__|<b>|<strong>)(?:authors?|venue|publication|published in|journal|conference|year|date|links?|url|doi|"
    r"paper|pdf|code|abstract|summary|tl;?dr|keywords?|tags?|notes?|作者|会议|期刊|时间|链接|论文|代码|摘要)"
    r"\s*(?:[:：]|\*\*\s*[:：])",
    re.IGNORECASE,
)
"""A line that only adds a field to the entry whose title stands above it."""
_BREAK = regex(r"<[\s/]*br[\s/]*>\s*$", re.IGNORECASE)
_NOTHING = regex(r"(?:\s|<[^<>]{0,60}>)*")
_LONE_TAG = regex(r"^[ \t>]*(?:[-*+][ \t]+)?\[[^\[\]]*\][ \t]*$")
_TAB = 4
FOLD = 7
"""The level of the summary of a folded part, below all headings."""


def split(text: str) -> Iterator[Part]:
    """The parts of ``text`` in order; a block of a comment comes where the comment stands."""
    return _Segmenter(_people(text)).parts(text)


_BOLD = regex(r"(?:\*\*|__|<b>|<strong>)([^\W\d_a-z][^*<>\n\d:]{4,40}?)(?:\*\*|__|</b>|</strong>)")


def _people(text: str) -> frozenset[str]:
    """Who is set bold again and again: the people whose papers are listed, and no titles."""
    if text.count("**") < _OFTEN and "<b>" not in text and "__" not in text:
        return frozenset()
    found = Counter(_BOLD.findall(text))
    return frozenset(name for name, count in found.items() if count > 1 and bylines.names(name, alone=True))


_OFTEN = 4
_MOST_NAMES = 20
"""Lines that names can take."""
_YEAR_LAST = regex(r"[\s,.]*\(?(?:19|20)\d\d[a-z]?\)?\W*$")


class _Segmenter:
    """Collects lines into the part that is open."""

    def __init__(self, people: frozenset[str]) -> None:
        self._shown = _BlockBuilder(commented=False, people=people)
        self._hidden = _BlockBuilder(commented=True, people=people)
        self._table = 0  # the line on which the table starts that the last line was a row of
        self._html: HtmlTable | None = None

    def parts(self, text: str) -> Iterator[Part]:
        for line in lines(text):
            if isinstance(line, Unclosed):
                yield line
                continue
            if line.hidden:
                yield from self._hidden.add(line.number, line.hidden)
                if not line.shown.strip():
                    continue  # a comment between two lines of an entry does not part them
            if self._html is not None or "<table" in line.shown:
                yield from self._in_html(line)
            elif line.shown:
                yield from self._line(line)
            else:
                self._table = 0
                self._shown.blank()
                yield from self._hidden.close()
        if self._html is not None:
            yield from self._html.rows()
        yield from self._shown.close()
        yield from self._hidden.close()

    def _in_html(self, line: Line) -> Iterator[Part]:
        if self._html is None:
            yield from self._shown.close()
            self._html = HtmlTable(line.number)
        self._html.add(line.number, line.shown)
        if "</table" in line.shown.lower():
            yield from self._html.rows()
            self._html = None

    def _line(self, line: Line) -> Iterator[Part]:
        text, shown = line.shown, self._shown
        heading = _heading(text, line.number) if "#" in text or "<" in text else None
        if heading:
            self._table = 0
            yield from shown.close()
            yield heading
            return
        rows = self._row(line) if "|" in text else ()
        if rows:
            yield from shown.close()
            yield from rows
            return
        self._table = 0
        if text[-1] in "=-*_ \t" and _is_line(text):
            taken = shown.take() if _DOUBLE.match(text) or _SINGLE.match(text) else None
            yield from shown.close()
            if taken:
                yield Heading(level=1 if "=" in text else 2, text=taken[1], line=taken[0])
            return
        if _END_OF_FOLD.match(text):
            yield from shown.close()
            yield Heading(level=FOLD, text="", line=line.number)
            return
        yield from shown.add(line.number, text)

    def _row(self, line: Line) -> tuple[Row, ...]:
        """The line as a row of a table: a line with bars, above or below a line of dashes."""
        text, number = line.shown, line.number
        if DASHES.match(text) and "-" in text:
            above = self._shown.last()
            if not self._table and above and "|" in above[1]:
                self._table = above[0]
                self._shown.drop()
                header = pipe_row(above[1], above[0], self._table, header=True)
                return header, Row(cells=(), line=number, end_line=number, table=self._table)
            return (Row(cells=(), line=number, end_line=number, table=self._table),) if self._table else ()
        if self._table or text.lstrip()[:1] == "|":
            first = not self._table
            self._table = self._table or number
            return (pipe_row(text, number, self._table, header=first),)
        return ()


def _heading(text: str, number: int) -> Heading | None:
    match = _HEADING.match(text)
    if match:
        return Heading(level=len(match[1]), text=_unclosed(text[match.end() :]), line=number)
    if "<" not in text:
        return None
    tag = _TAG_HEADING.match(text)
    if tag:
        return Heading(level=int(tag[1]), text=tag[2], line=number)
    fold = _SUMMARY.match(text)
    return Heading(level=FOLD, text=fold[1], line=number) if fold else None


def _is_line(text: str) -> bool:
    """Whether a line draws a line: an underline of a heading, or a rule."""
    return len(text) < 1000 and bool(_DOUBLE.match(text) or _RULE.match(text))


def _unclosed(text: str) -> str:
    """The text of a heading without the optional run of ``#`` that closes it."""
    text = text.strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


class _BlockBuilder:
    """Collects lines into the block that is open, and closes it where the next one starts."""

    def __init__(self, commented: bool, people: frozenset[str]) -> None:
        self._commented = commented
        self._people = people
        self._rows: list[tuple[int, int, str]] = []  # line number, margin, text
        self._quoted = False
        self._marker = ""
        self._indent = 0
        self._blank = True  # whether the last line was blank
        self._after_blank = True
        self._opens: str | None = None

    def blank(self) -> None:
        self._blank = True

    def add(self, number: int, line: str) -> Iterator[Block]:
        if not line.strip():
            if self._commented:
                yield from self.close()
            return
        bare = line.lstrip(" \t")
        marker = _MARKER.match(line) if bare[0] in _FIRST else self._definition(line) if bare[0] == ":" else None
        if self._rows and self._parts(line, bare, bool(marker)):
            yield from self.close()
        margin = marker.end() if marker else len(line) - len(line.lstrip(" \t>"))
        if not self._rows:
            self._quoted = bool(_QUOTE.match(line))
            self._marker = _kind(marker[1]) if marker else ""
            self._indent = _width(line, len(line) - len(bare)) + (self._marker == "<dd>")
            self._after_blank = self._blank
            self._opens = None if marker else _opening(line)
        self._rows.append((number, margin, line[margin:].rstrip()))
        self._blank = False

    def _definition(self, line: str) -> re.Match[str] | None:
        """The colon of a definition, below a term of one line or another definition."""
        term = not self._marker and not self._quoted and len(self._rows) == 1
        colon = _COLON.match(line) if self._rows and (term or self._marker == "<dd>") else None
        if colon and term:
            self._marker = "<dt>"
        return colon

    def _parts(self, line: str, bare: str, marked: bool) -> bool:
        """Whether the open block ends before a line."""
        width = _width(line, len(line) - len(bare))
        inside = bool(self._marker) and width > self._indent
        if marked or self._below_label(line):
            return True
        if self._blank:
            return not inside or bare[0] == ">"
        if bare[0] == ">":
            return not self._quoted
        opens = _opening(line)
        if opens == self._opens and opens in (_DATE, _NUMBER, _NAMES):
            return opens != _NAMES or bool(_ENDED.search(self._rows[-1][2]))
        if opens in (None, _DATE, _NAMES):
            bracketed = self._opens in ("[", _NUMBER)
            return (bracketed and self._broken()) or (bool(self._marker) and not inside and self._empty())
        alone = _LONE_TAG.match(self._rows[-1][2][:200])
        return not alone and self._opens_next("[" if opens == _NUMBER else opens or "", bare, inside)

    def _below_label(self, line: str) -> bool:
        """Whether a reference stands right below a line in bold, which then is a label."""
        if len(self._rows) > 1 or not self._rows[0][2].startswith("**") or self._marker:
            return False
        return bool(_TURNED.match(line) and _BOLD_LINE.fullmatch(self._rows[0][2]))

    def _opens_next(self, opens: str, bare: str, inside: bool) -> bool:
        """Whether a line that opens with a bracket or bold is the start of the next entry."""
        person = _BOLD.match(bare) if self._people else None
        if _FIELD.match(bare) or (person and person[1] in self._people):
            return False
        broken = self._broken() or self._rows[-1][2].endswith("\\")
        if opens == "[" and self._opens in _BOLD_MARKS and broken and _TAG_AND_ROLES.match(bare):
            return False
        if self._quoted or (opens == "[" and _TAGGED.match(bare)):
            return True
        if opens in _BOLD_MARKS and self._opens in (None, _NAMES) and not self._marker and self._only_names():
            return False
        if self._marker:
            return not inside and (opens != "[" or self._rows[0][2][:1] in ("[", "") or self._broken())
        own = "[" if self._opens == _NUMBER else self._opens
        return opens in (own, *_BOLD_MARKS) or self._empty()

    def _only_names(self) -> bool:
        """Whether names, and a year behind them, are all that the open block holds."""
        return bylines.names(_YEAR_LAST.sub("", " ".join(text for _, _, text in self._rows[:_MOST_NAMES])), alone=True)

    def _broken(self) -> bool:
        """Whether the last line ends with a break."""
        return bool(_BREAK.search(self._rows[-1][2][-16:]))

    def _empty(self) -> bool:
        """Whether nothing but tags stands in the open block."""
        return all(_NOTHING.fullmatch(row[2][:200]) for row in self._rows[:3])

    def close(self) -> Iterator[Block]:
        if self._rows:
            yield self._block()
            self._rows = []
        self._blank = True

    def last(self) -> tuple[int, str] | None:
        """The last line of the open block, if it directly precedes."""
        return (self._rows[-1][0], self._rows[-1][2]) if self._rows and not self._blank else None

    def drop(self) -> None:
        self._rows.pop()

    def take(self) -> tuple[int, str] | None:
        """The open block if it is one line of text that a heading's underline may follow."""
        if len(self._rows) != 1 or self._blank or self._marker or self._quoted:
            return None
        number, _, text = self._rows.pop()
        return number, text

    def _block(self) -> Block:
        numbers, margins, texts = zip(*self._rows, strict=True)
        starts, offset = [], 0
        for text in texts:
            starts.append(offset)
            offset += len(text) + 1
        return Block(
            text="\n".join(texts),
            starts=tuple(starts),
            lines=numbers,
            margins=margins,
            marker=self._marker,
            indent=self._indent,
            after_blank=self._after_blank,
            commented=self._commented,
            quoted=self._quoted,
        )


def _opening(line: str) -> str | None:
    """How a line begins that may be the first of an entry: a bracket, bold, a day, a key, or names and a year."""
    opens = _OPENS.match(line)
    if opens:
        return _NUMBER if KEY.match(line) else opens[1]
    return _DATE if _DAY.match(line) else _NAMES if _NAMED.match(line) or _TURNED.match(line) else None


def _kind(marker: str) -> str:
    if marker[0].isdigit() or marker[0] == "(":
        return "1"
    if marker == ":":
        return "<dd>"
    return marker.lower().split()[0].rstrip(">") + ">" if marker[0] == "<" else marker


def _width(line: str, length: int) -> int:
    return length if "\t" not in line[:length] else len(line[:length].expandtabs(_TAB))
