"""Markdown as pandoc reads it: ``@key`` and ``[@key; @other]``."""

import re
from collections.abc import Iterator

from plbib.documents.document import ALL, DocumentKind, ScannedText, blank_out

_HIDDEN = re.compile(
    r"^([ \t]*(?:>[ \t]?)*)(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^\1 {0,5}\2[`~]*[ \t]*$|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).){0,4000}?(?<!`)\3(?!`)"
    r"|\\."
    r"|<[A-Za-z][\w+.\-]*:[^\s<>]*>|(?<!@\{)https?://[^\s<>\[\]`\"]+|\]\([^\s()]*",
    re.MULTILINE | re.DOTALL,
)
_ITEM = re.compile(r" {0,3}(?:[-*+:~]|-{3,}|\(?(?:\d+|[A-Za-z#]|[ivxlc]+|@[\w-]*)[.)]|\[\^[^\]\s]+\]:)(?:[ \t]|$)")
_KEY = re.compile(r"(?<![^\W_])(?<![\\@.])@(?:\{((?:[^{}\s]|\{[^{}\s]*\})+)\}|(\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))")
_NOCITE = re.compile(r"^nocite[ \t]*:[^\n]*?(?:\n(?:[ \t]|- )[^\n]*?)*?@\*", re.MULTILINE)
_LABEL = re.compile(r"\{#([A-Za-z]+[:\-][\w:.\-]+)|\blabel:[ \t]*([A-Za-z]+-[\w-]+)|^\(@([\w-]+)\)[ \t]", re.MULTILINE)


def _mask(text: str) -> str:
    """Without code, comments, addresses and what is escaped; indented code follows a blank line, but not in a list."""
    shown = _HIDDEN.sub(blank_out, text).split("\n")
    empty, listed, code = True, False, False
    for number, line in enumerate(text.split("\n")):
        if shown[number].strip():
            if line.startswith(("    ", "\t")):
                code = code or (empty and not listed)
                shown[number] = " " * len(line) if code else shown[number]
            else:
                listed = bool(_ITEM.match(line)) or (listed and (not empty or line[0] == " "))
                code = False
        empty = not shown[number].strip() and not code
    return "\n".join(shown)


def _find_keys(text: ScannedText) -> Iterator[tuple[str, int]]:
    """The keys, without the labels of the document's own figures, sections and numbered examples."""
    labels = {label for groups in _LABEL.findall(text.text) for label in groups}
    for match in _KEY.finditer(text.masked):
        which = 1 if match[1] else 2
        if match[which] not in labels:
            yield match[which], match.start(which)
    if everything := _NOCITE.search(text.masked):
        yield ALL, everything.end() - 1


MARKDOWN = DocumentKind(mask=_mask, citations=_find_keys)
