"""Fenced BibTeX inside Markdown: the text of all such fences at its lines, and the headings it stands under."""

from bisect import bisect_right

from plbib.lists.document import Document
from plbib.lists.sections import Section
from plbib.text.patterns import regex

_FENCE = regex(r"^ {0,12}(`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)")
_LANGUAGES = frozenset(["bibtex", "bib", "biblatex"])
_ENTRY = regex(r"^\s*@\w+\s*[{(]")


def bibtex(text: str) -> str | None:
    """``text`` with blank lines where no fence of BibTeX stands; None if there is no such fence.

    A fence without a language is one if it begins with an entry.
    """
    if "```" not in text and "~~~" not in text:
        return None
    kept: list[str] = []
    fence, any_kept = "", False
    wanted: bool | None = False
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            closed = opening and opening[1].startswith(fence) and not opening[2]
            if wanted is None:
                wanted = bool(_ENTRY.match(line)) if line.strip() else None
            kept.append(line if wanted and not closed else "")
            any_kept |= bool(wanted and not closed and line.strip())
            fence = "" if closed else fence
        else:
            kept.append("")
            if opening:
                language = opening[2].lower()
                fence, wanted = opening[1], language in _LANGUAGES or (None if not language else False)
    return "\n".join(kept) if any_kept else None


class SectionLines:
    """The sections of a Markdown text by their lines."""

    def __init__(self, text: str) -> None:
        document = Document(text)
        self._sections = document.sections
        self._lines = [section.line for section in self._sections]

    def above(self, line: int) -> Section:
        """The section that a line stands in."""
        return self._sections[bisect_right(self._lines, line) - 1]
