"""A block of text to its runs: what is bold, italic, in quotes, in brackets, a link, or none of these."""

import re
from collections.abc import Iterable

from msgspec import Struct

from plbib.lists.markdown.links import ImageToken, LinkToken, TagToken, Token
from plbib.text.patterns import regex


class RunStyle:
    """How a run is set: bits, as plain numbers because they are asked for very often."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    QUOTED = 4
    UNDERLINED = 8
    CODE = 16


class Run(Struct, frozen=True, gc=False):
    """Text of one style between ``start`` and ``end`` of a block, without the marks that set it; or a link or tag."""

    text: str
    start: int
    end: int
    style: int = RunStyle.PLAIN
    token: LinkToken | TagToken | None = None


BREAK = "\f"
"""Stands in the text of runs where a line break is meant: ``<br>``, two blanks or a backslash at the end of a line."""

_MARKS = regex(r"[*_`<\"“”«»„「」『』\\]")
_MARK = regex(
    r"\\(?P<hard>\n)|(?P<escape>\\[!-/:-@\[-`{-~])|(?P<code>(`{1,3})(?!`)[^`]{1,300}\4(?!`))"
    r"|(?P<stars>\*{1,3}|_{1,3})|(?P<br><[\s/]*br[\s/]*>)|<(?P<tag>/?[a-zA-Z][a-zA-Z0-9]{0,9})\b[^<>]{0,400}>"
    r"|(?P<pair>[“”«»„「」『』])|(?P<quote>\")",
)
_TAGS = {
    "b": RunStyle.BOLD,
    "strong": RunStyle.BOLD,
    "i": RunStyle.ITALIC,
    "em": RunStyle.ITALIC,
    "u": RunStyle.UNDERLINED,
    "ins": RunStyle.UNDERLINED,
    "kbd": RunStyle.CODE,
    "code": RunStyle.CODE,
}
_LABEL = regex(r"<span\b[^<>]*\bclass\s*=\s*[\"'][^\"']*\b(?:tag|badge|label|pill|chip)\b", re.IGNORECASE)
"""Begins what a page sets as a label."""
_BREAKING = frozenset(["p", "div", "li", "dd", "dt", "tr"])
_WORD = regex(r"\w")
_CLOSING = {"“": "”", "«": "»", "„": "“”", "»": "«", "「": "」", "『": "』"}
"""What closes a quotation that one of these opens: English, French, German, and German in books."""


def runs(text: str, tokens: Iterable[Token]) -> list[Run]:
    """The runs of ``text`` in order; ``tokens`` are its links, tags and pictures."""
    lexer = _Lexer(text)
    at = 0
    for token in tokens:
        if token.start > at:
            lexer.gap(at, token.start)
        at = token.end
        if not isinstance(token, ImageToken):
            lexer.token(token)
    if at < len(text):
        lexer.gap(at, len(text))
    return lexer.found


class _Lexer:
    """Walks over the text between links, with the styles that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._style = RunStyle.PLAIN
        self._closing = ""  # what would end the quotation that is open
        self._within = 0  # straight quotation marks that are open within another
        self.found: list[Run] = []

    def token(self, token: LinkToken | TagToken) -> None:
        text = token.label if isinstance(token, LinkToken) else token.text
        self.found.append(Run(text, token.start, token.end, self._style, token))

    def gap(self, start: int, end: int) -> None:
        text = self._text
        if not _MARKS.search(text, start, end):
            self.found.append(Run(text[start:end], start, end, self._style))
            return
        at = start
        for mark in _MARK.finditer(text, start, end):
            change, kept = self._read(mark)
            if change is None and kept == mark[0]:
                continue
            self._put(at, mark.start())
            at = mark.end()
            if mark["code"]:
                self.found.append(Run(mark[0].strip("`"), mark.start(), at, RunStyle.CODE))
            elif kept:
                self.found.append(Run(kept, at - len(kept), at, self._style))
            self._style ^= change or RunStyle.PLAIN
        self._put(at, end)

    def _put(self, start: int, end: int) -> None:
        if end > start:
            self.found.append(Run(self._text[start:end], start, end, self._style))

    def _read(self, mark: re.Match[str]) -> tuple[int | None, str]:
        """What a mark switches (None: nothing), and the text that stays of it."""
        if mark["escape"] or mark["code"]:
            return None, mark[0][1] if mark["escape"] else ""
        if mark["hard"] or mark["br"]:
            return None, BREAK
        if mark["tag"]:
            return self._tag(mark["tag"].lower(), mark[0])
        change = self._stars(mark) if mark["stars"] else self._quotes(mark)
        return change, mark[0] if change is None else ""

    def _quotes(self, mark: re.Match[str]) -> int | None:
        """The style that a quotation mark switches, or None if it is a character of the text."""
        opening = not self._style & RunStyle.QUOTED
        if mark["quote"]:
            fits = self._turns(mark, opening)
        elif opening:
            fits = self._opens(mark)
        else:
            fits = mark[0] in self._closing
        if fits:
            self._closing = _CLOSING.get(mark[0], "") if opening else ""
        return RunStyle.QUOTED if fits else None

    def _opens(self, mark: re.Match[str]) -> bool:
        """Whether a curved or pointed quotation mark opens; one that may close, too, needs its counterpart."""
        closing = _CLOSING.get(mark[0], "")
        return bool(closing) and (
            mark[0] == "“" or any(self._text.find(one, mark.end(), mark.end() + 1000) >= 0 for one in closing)
        )

    def _tag(self, name: str, whole: str) -> tuple[int | None, str]:
        style = _TAGS.get(name.lstrip("/"))
        if _LABEL.match(whole) or (name == "/span" and self._style & RunStyle.CODE):
            style = RunStyle.CODE
        if style is None:
            return None, BREAK if name.lstrip("/") in _BREAKING else ""
        closes = name[0] == "/"
        return (style, "") if closes == bool(self._style & style) else (None, "")

    def _stars(self, mark: re.Match[str]) -> int | None:
        """The style that stars or underscores switch, or None if they are characters of the text."""
        style = (RunStyle.ITALIC, RunStyle.BOLD, RunStyle.BOLD | RunStyle.ITALIC)[len(mark[0]) - 1]
        text, start, end = self._text, mark.start(), mark.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark[0][0] == "_" and _WORD.match(before or " ") and _WORD.match(after or " "):
            return None
        if self._style & style == style:
            return style if len(mark[0]) > 1 or not before.isspace() else None
        if len(mark[0]) == 1 and (not after or after.isspace() or _WORD.match(before or " ")):
            return None
        close = text.find(mark[0], end, end + 2000)
        return style if close >= 0 else None

    def _turns(self, mark: re.Match[str], opening: bool) -> bool:
        """Whether a straight quotation mark opens or closes, by what stands around it."""
        text, start, end = self._text, mark.start(), mark.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if opening:
            fits = not before or before.isspace() or before in "([*_:>-—–,.|/"
            return fits and bool(after) and not after.isspace() and text.find('"', end, end + 1000) >= 0
        if before.isspace() and after.isalnum() and text.count('"', end, end + _NEAR) > 1:
            self._within += 1
            return False
        fits = not after or not after.isalnum()
        if fits and self._within:
            self._within -= 1
            return False
        return fits


_NEAR = 400
"""Characters in which quotation marks close that stand within others."""
