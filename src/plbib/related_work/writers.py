r"""How texts, headings and citations are written: as LaTeX, or as Markdown with pandoc's citations."""

import re
from functools import lru_cache
from typing import Protocol

from plbib.papers.keys import safe
from plbib.related_work import latex
from plbib.related_work.markers import MARKDOWN, TEX, Notation, piece, without_abstracts
from plbib.related_work.options import DraftOptions
from plbib.related_work.sentences import CodeSpan, Mention, Quoted, Sentence, Tick
from plbib.related_work.words import LEVELS
from plbib.text import markdown, markup, mathematics
from plbib.text.unicode import slug


class FragmentWriter(Protocol):
    """What every language of fragments can do. What comes out is markup on one line."""

    notation: Notation

    @staticmethod
    def text(text: str) -> str:
        """Text that may hold CSL's markup and math."""

    def sentence(self, sentence: Sentence) -> str:
        """A sentence, its citations by key."""

    def heading(self, heading: str, depth: int, label: str) -> str:
        """A heading ``depth`` levels below the first, with its label if labels are wanted."""

    def label(self, *words: str) -> str:
        """A label, if labels are wanted."""

    def needs(self, body: str, bib: bytes) -> str:
        """What goes before a fragment: what it and ``bib`` ask of a paper, and definitions it cannot do without."""


class Latex:
    """LaTeX with the commands that the options name."""

    notation = TEX

    def __init__(self, options: DraftOptions) -> None:
        self._options = options

    @staticmethod
    def text(text: str) -> str:
        return latex.text(text)

    def sentence(self, sentence: Sentence) -> str:
        return latex.sentence(sentence, self._options.cite)

    def heading(self, heading: str, depth: int, label: str) -> str:
        if self._options.document_class == "beamer":  # whose sections print nothing on a slide
            return f"\\par\\medskip\\structure{{{latex.text(heading)}}}{self.label(label)}\\par"
        command = latex.heading_command(self._options.level, depth)
        runs_in = command == r"\paragraph" and self._options.document_class in _WITHOUT_STOP
        return f"{command}{{{latex.text(heading)}{'.' * runs_in}}}{self.label(label)}"

    def label(self, *words: str) -> str:
        return latex.label(self._options.label, *words)

    def needs(self, body: str, bib: bytes) -> str:
        cited = latex.packages_of_citations(self._options.cite, self._options.dialect, bib) if "cite" in body else ()
        packages = "".join(map(r"\usepackage{}".format, (*latex.packages(body), *cited)))
        names = _characters_without_tex(bib)
        asked = TEX.comment(f"In the preamble: {packages}\n") if packages else ""
        needed = f"{asked}\n{latex.signs(without_abstracts(body) + names)}".strip("\n")
        return f"{piece('preamble', needed, TEX)}\n" if needed else ""


@lru_cache(maxsize=1)  # drafts of one list cite from one .bib
def _characters_without_tex(bib: bytes) -> str:
    """The characters of the .bib that TeX has no command for."""
    return "".join(latex.beyond_ascii(bib))


_WITHOUT_STOP = frozenset({"article", "llncs", "memoir", "scrartcl"})
"""Classes that put no stop behind a heading in the line of its text."""


class Markdown:
    """Markdown as pandoc reads it: ``[@key]``, ``@key`` where the citation is part of the sentence."""

    notation = MARKDOWN

    def __init__(self, options: DraftOptions) -> None:
        self._options = options

    @staticmethod
    def text(text: str) -> str:
        return _markdown(text)

    def sentence(self, sentence: Sentence) -> str:
        line = ""
        for part in sentence.parts:
            if isinstance(part, str):  # as most are
                line += _markdown(part)
            elif isinstance(part, Mention):
                between = "" if part.textual or line[-1:] in ("", " ", "(") else " "
                line += between + _citation(part.keys, textual=part.textual)
            else:
                line += self._part(part)
        return line

    def _part(self, part: Quoted | CodeSpan | Tick) -> str:
        if isinstance(part, Quoted):
            return f"“{_markdown(part.inner)}”"
        if isinstance(part, Tick):
            return "✓"
        ticks = "`" * (1 + max(map(len, re.findall("`+", part.text)), default=0))
        return f"{ticks}{part.text}{ticks}"

    def heading(self, heading: str, depth: int, label: str) -> str:
        marks = "#" * min(LEVELS.index(self._options.level) + depth + 1, 6)
        return " ".join(filter(None, [marks, self.text(heading), self.label(label)]))

    def label(self, *words: str) -> str:
        return f"{{#{':'.join(map(slug, [self._options.label, *words]))}}}" if self._options.label else ""

    def needs(self, body: str, bib: bytes) -> str:  # noqa: ARG002
        return ""


_KEY = re.compile(r"\w+(?:[:.\-+/]\w+)*", re.ASCII)
"""A key that pandoc reads to its end without braces."""
_BLANK = "\\ "  # the only one that sub- and superscripts may hold
_MARKS = {"i": "*", "b": "**", "sub": "~", "sup": "^"}


@lru_cache(maxsize=65536)  # as LaTeX has them
def _citation(keys: tuple[str, ...], *, textual: bool) -> str:
    cited = "; ".join([f"@{key}" if _KEY.fullmatch(key) else f"@{{{key}}}" for key in map(safe, keys) if key])
    return cited if textual else f"[{cited}]"


@lru_cache(maxsize=65536)
def _markdown(text: str) -> str:
    return markup.render(text, _plain, _marked)


def _plain(text: str) -> str:
    """Pandoc would take braces behind a bracket or at the end of a heading for attributes."""
    parts = mathematics.split(text) if "$" in text else [(text, False)]
    return "".join(f"${part}$" if is_math else markdown.escape(part).replace("{", "\\{") for part, is_math in parts)


def _marked(tag: str, inner: str) -> str:
    mark = _MARKS.get(tag, "")
    return f"{mark}{inner.replace(' ', _BLANK) if tag in ('sub', 'sup') else inner}{mark}"


WRITERS: dict[str, type[Latex] | type[Markdown]] = {"tex": Latex, "md": Markdown}
