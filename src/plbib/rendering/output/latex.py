r"""Reference lists as LaTeX: ``thebibliography`` to ``\input`` into a paper that loads whatever it likes.

Nothing but LaTeX itself is asked for. Links are links if hyperref is there; characters that need T1 fonts or amssymb
are set as well as can be without them.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plbib.papers.keys import safe
from plbib.rendering.listing import Reference, ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.forms import MarkupForm, convert, convert_all, line, with_headings
from plbib.rendering.output.text import to_text
from plbib.rendering.output.writer import Writer
from plbib.text import tex

_LABELLED = re.compile(f"\\s*{OPEN[Mark.LEFT]}(.*?){CLOSE[Mark.LEFT]}\\s*(?={OPEN[Mark.RIGHT]})(.*)", re.DOTALL)
_BRACKETS = "[](){}.:, "
_PARAGRAPH = (
    r"{\endgraf}"  # \par may not stand in \emph{}; without the braces the rest would lose the margin of the list
)
_BREAKABLE = re.compile(r"[/?=](?=[^\W_])|[.-](?=[^\W\d_])")  # behind it, and before _ and &
_BREAK = "\ue03e"
_SIGN = re.compile(r"\{\$(.*?)\$\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_HEADINGS = (r"\subsection*", r"\subsubsection*", r"\paragraph*")
_HANGING = "2em"
_TEXT = re.compile("[^\ue000-\ue03f]+")

# All of it ends with the group. A command that the fonts or packages of the paper lack prints what stands nearest.
_TOOLS = r"""\begingroup
\makeatletter
\@ifundefined{href}{\def\plbibhref#1#2{#2}}{\let\plbibhref\href}
\def\plbib@name#1{\mbox{[\expandafter\@gobble\string#1]}}
\let\not@base\plbib@name
\def\TextSymbolUnavailable#1{\@ifundefined{plbib@\expandafter\@gobble\string#1}{\plbib@name#1}%
  {\csname plbib@\expandafter\@gobble\string#1\endcsname}}
\def\plbib@guillemotleft{$\ll$}\def\plbib@guillemotright{$\gg$}\def\plbib@guilsinglleft{$<$}%
\def\plbib@guilsinglright{$>$}\def\plbib@quotedblbase{,,}\def\plbib@quotesinglbase{,}%
\def\plbib@k#1{\oalign{#1\crcr\hidewidth\scriptsize,\hidewidth}}%
\def\plbib@bar#1#2{\leavevmode\rlap{\kern.05em\raise#1\hbox{-}}#2}%
\def\plbib@DJ{\plbib@bar{.2ex}D}\let\plbib@DH\plbib@DJ\def\plbib@dj{\plbib@bar{.8ex}d}\let\plbib@dh\plbib@dj
\def\plbib@TH{Th}\def\plbib@th{th}\def\plbib@NG{Ng}\def\plbib@ng{ng}%
"""
_SIGNS = r"""\@for\plbib@sign:=%s\do{\@ifundefined{\plbib@sign}%%
  {\expandafter\edef\csname\plbib@sign\endcsname{\noexpand\mbox{[\plbib@sign]}}}{}}
"""
_NO_TITLE = r"""\def\section#1#2{}\let\chapter\section\let\bibsection\relax\let\bib@heading\relax
"""


class _LatexEntry(Struct, frozen=True):
    r"""An entry as it is written: the key, what ``\cite`` prints, the label before the entry, the entry.

    ``width`` is how many characters its label takes as it is read.
    """

    key: str
    cited: str
    label: str
    text: str
    width: int


def _link(address: str) -> tuple[str, str]:
    r"""Around a link; ``\%`` and ``\#`` are what hyperref takes in an argument of another command, too."""
    target = tex.address(address).replace("%", r"\%").replace("#", r"\#")
    return f"\\plbibhref{{{target}}}{{", "}"


def _addresses(found: Sequence[tuple[str, str]]) -> list[str]:
    """Each address as it is shown may be broken between lines, without a hyphen."""
    whole = "\n".join([shown.replace("_", f"{_BREAK}_").replace("&", f"{_BREAK}&") for shown, _ in found])
    written = tex.escape_apart(_BREAKABLE.sub(lambda sign: sign[0] + _BREAK, whole)).replace(_BREAK, r"\allowbreak{}")
    return [text.join(_link(address)) for text, (_, address) in zip(written.split("\n"), found, strict=True)]


def _escape(texts: str) -> str:
    """``texts`` with formulas as they are, which nothing but TeX prints."""
    lines = texts.split("\n")
    others = iter(tex.escape_apart("\n".join([line for line in lines if line.count("$") < 2])).split("\n"))
    return "\n".join([next(others) if line.count("$") < 2 else _with_math(line) for line in lines])


def _with_math(texts: str) -> str:
    return _TEXT.sub(lambda text: tex.with_math(text[0], tex.escape), texts)


_TAGS = {
    Mark.ITALIC: (r"\emph{", "}"),
    Mark.BOLD: (r"\textbf{", "}"),
    Mark.UNDERLINE: (r"\underline{", "}"),
    Mark.SUPERSCRIPT: (r"\textsuperscript{", "}"),
    Mark.SUBSCRIPT: (r"\textsubscript{", "}"),
    Mark.SMALL_CAPS: (r"\textsc{", "}"),
}
_INLINE = MarkupForm(
    tags=_TAGS,
    link=_link,
    escape=_escape,
    addresses=lambda found: [tex.escape(shown) for shown, _ in found],
    formulas=True,
)
FORM = MarkupForm(
    tags=_TAGS
    | {
        Mark.LEFT: (_PARAGRAPH, _PARAGRAPH),  # a label without a text beside it
        Mark.BLOCK: (_PARAGRAPH, _PARAGRAPH),
        Mark.INDENT: (_PARAGRAPH + r"\begingroup\advance\leftskip2em ", r"\endgraf\endgroup "),
    },
    link=_link,
    escape=_escape,
    addresses=_addresses,
    formulas=True,
)


def to_latex(marked: str, address: str = "") -> str:
    r"""LaTeX on one line, addresses and DOIs linked, a :attr:`Mark.LINK` to ``address``.

    Characters that have no TeX form stay as they are (:func:`plbib.text.tex.without_form`). Links are written by
    ``\plbibhref``, which the whole list (:func:`page`) defines.
    """
    return _on_page(convert(marked, FORM, address))


def _on_page(converted: str) -> str:
    return converted.strip().removeprefix(_PARAGRAPH)


def _inline(marked: Sequence[str]) -> list[str]:
    if not any(marked):
        return [*marked]
    return [text.strip() for text in convert_all([(one, "") for one in marked], _INLINE)]


def _entries(references: Sequence[Reference]) -> Iterator[_LatexEntry]:
    matches = [_LABELLED.fullmatch(one.marked) for one in references]
    labels = [match[1] if match else "" for match in matches]
    marked = [(match[2] if match else one.marked, one.address) for one, match in zip(references, matches, strict=True)]
    written = zip(_inline([one.label for one in references]), _inline(labels), convert_all(marked, FORM), strict=True)
    for one, match, label, (cited, before, text) in zip(references, matches, labels, written, strict=True):
        called = cited or tex.escape(to_text(label).strip(_BRACKETS)) or tex.escape(line(one.key))
        width = len(to_text(label if match else one.label))
        yield _LatexEntry(safe(one.key), called, before, _on_page(text), width)


def page(listing: ReferenceList) -> str:
    r"""The title and a ``thebibliography`` for each section, to be read by ``\input``; ``\cite`` finds every key.

    The keys are those of the .bib (:func:`plbib.papers.keys.safe`). Where the style sets labels apart they stand before
    the entries as it writes them; else they are only what ``\cite`` prints, and entries hang as the layout says. The
    distances are those of the paper's class.
    """
    labelled = any(_LABELLED.fullmatch(reference.marked) for reference in listing.references)
    hanging = listing.layout.hanging_indent and not labelled
    lines = [*_head(listing, labelled, hanging)]
    keys: set[str] = set()
    for headings, section in with_headings(listing.sections):
        lines += [f"{_HEADINGS[min(at, len(_HEADINGS)) - 1]}{{{tex.escape(heading)}}}\n" for at, heading in headings]
        if not section.references:
            continue
        entries = list(_entries(section.references))
        widest = max(entries, key=lambda entry: entry.width)
        lines += [_label(widest) if labelled else "", f"\\begin{{thebibliography}}{{{widest.cited}}}\n"]
        lines += [_item(entry, keys, labelled, hanging) for entry in entries]
        lines.append("\\end{thebibliography}\n")
    body = "".join(lines)
    return f"{_TOOLS}{_signs(body)}{body}\\endgroup\n"


def _head(listing: ReferenceList, labelled: bool, hanging: bool) -> Iterator[str]:
    """The title and how labels are set; with sections the title comes before the first of their headings."""
    title = tex.escape(line(listing.title))
    shown = r"\plbiblabel" if labelled else rf"\hspace*{{{_HANGING}}}" if hanging else ""
    yield f"\\def\\refname{{{title}}}\\let\\bibname\\refname\n\\def\\@biblabel#1{{{shown}}}\n"
    if not labelled:
        yield "\\labelsep=0pt\n"
    if any(section.path for section in listing.sections):
        yield f"\\@ifundefined{{chapter}}{{\\section*}}{{\\chapter*}}{{{title}}}\n{_NO_TITLE}"


def _label(entry: _LatexEntry) -> str:
    return f"\\def\\plbiblabel{{{entry.label}}}%\n"


def _item(entry: _LatexEntry, keys: set[str], labelled: bool, hanging: bool) -> str:
    r"""The entry; where its key has been given, it is an item that ``\cite`` does not lead to."""
    label = _label(entry) if labelled else ""
    if not entry.key or entry.key in keys:
        start = "\\item[\\@biblabel{}\\hfill]"
    else:
        start = f"\\bibitem[{{{entry.cited}}}]{{{entry.key}}}"
    keys.add(entry.key)
    text = f"\\hspace*{{-{_HANGING}}}{entry.text}" if hanging else entry.text
    return f"{label}{start}\n{text}\n"


def _signs(body: str) -> str:
    """What lets math that takes a package compile without it: the name of a sign stands in its place."""
    names = {name for math in set(_SIGN.findall(body)) for name in _COMMAND.findall(math)}
    return _SIGNS % ",".join(sorted(names)) if names else ""


WRITER = Writer(page=page, inline=to_latex, tex=True)
