"""The cleaning of notes: HTML in, the HTML of the note editor out."""

import html
import re
from html.parser import HTMLParser

LIMIT, CLEANER_LIMIT = 500_000, 250_000
"""Characters the server takes, and characters its cleaner takes."""

_RENAMED = {"b": "strong", "i": "em", "strike": "s"}
_DROPPED = frozenset(
    {"script", "style", "iframe", "object", "embed", "form", "input", "button", "title", "head", "meta"}
)
_VOID = frozenset({"br", "hr", "img"})
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table "
    "tbody td tfoot th thead tr ul".split()
)
_UNWRAPPED = frozenset({"html", "body"})
_GAPS = re.compile(r"[ \t\r\n\f]+")
_TITLE_BYTES = 79


class _Cleaner(HTMLParser):
    """Writes what it reads, without what could run: blocks on lines of their own, loose text in paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[str] = []
        self._dropping = 0
        self._line_starts = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropping += tag not in {"input", "meta", "embed"}
            return
        if self._dropping or tag in _UNWRAPPED:
            return
        tag = _RENAMED.get(tag, tag)
        kept = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs if _harmless(name, value or ""))
        self._start(tag, kept)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
            return
        tag = _RENAMED.get(tag, tag)
        if not self._dropping and tag in self._open:
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = data if "pre" in self._open else _GAPS.sub(" ", data)
        if "pre" not in self._open and (self._line_starts or self.out[-1].endswith(" ")):
            text = text.lstrip(" ")
        if self._dropping or not text:
            return
        if not self._open:
            self._start("p")
        self.out.append(html.escape(text, quote=False))
        self._line_starts = False

    def handle_comment(self, data: str) -> None:
        if not self._dropping:
            self.out.append(f"<!--{data}-->")

    def finished(self) -> str:
        self.close()
        while self._open:
            self._close()
        return "".join(self.out).rstrip("\n")

    def _start(self, tag: str, attributes: str = "") -> None:
        """Open an element, after the paragraph that loose text needs, or that a block ends."""
        block = tag in _BLOCKS
        if block and self._open[-1:] == ["p"]:
            self._close()
        elif not block and not self._open:
            self._start("p")
        if block:
            self._break()
        self.out.append(f"<{tag}{attributes}{' /' if tag in _VOID else ''}>")
        self._line_starts = block or tag == "br"
        if tag not in _VOID:
            self._open.append(tag)
        elif block:
            self._break()

    def _close(self) -> str:
        tag = self._open.pop()
        if tag in _BLOCKS - {"pre"}:
            self._trim()
        self.out.append(f"</{tag}>")
        if tag in _BLOCKS:
            self._break()
        return tag

    def _break(self) -> None:
        self._trim()
        if self.out and self.out[-1] != "\n" and "pre" not in self._open:
            self.out.append("\n")
        self._line_starts = True

    def _trim(self) -> None:
        """Take the blanks off the end of a text."""
        if self.out and "pre" not in self._open and not self.out[-1].startswith(("<", "\n")):
            self.out[-1] = self.out[-1].rstrip(" ")


def _harmless(name: str, value: str) -> bool:
    target = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    return not name.startswith("on") and not target.startswith(("javascript:", "vbscript:"))


def cleaned(text: str) -> str:
    """The note as the server keeps it."""
    if not text.strip():
        return text
    cleaner = _Cleaner()
    cleaner.feed(text.strip())
    return cleaner.finished()


def title(note: str, *, lines: bool = True) -> str:
    """The first line of a note, or its first words across ``lines``; 79 bytes at most."""
    start = re.sub(r"</p>\s*<p>", "</p>\n<p>", note[: _TITLE_BYTES * 5])
    text = html.unescape(re.sub(r"<[^>]*>", "", start)).encode()[:_TITLE_BYTES].decode(errors="ignore")
    return text.split("\n")[0] if lines else " ".join(text.split())
