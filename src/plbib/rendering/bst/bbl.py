r"""A .bbl cut into its entries: key, label and text, each still LaTeX, and the macros that are defined before them."""

import re
from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from plbib.rendering.bst.tex import TexMacro, TexReader, TexSource, text_of
from plbib.text.patterns import regex

_ITEM = regex(r"(?<!\\)\\(bibitem|harvarditem)(?![A-Za-z@])(?=\s*[\[{%])")
_END = regex(r"\\end\s*\{(?:thebibliography|references|chapthebibliography)\}")
_CITE_COMMAND = regex(r"\s*(?:\\protect\s*)?\\(citeauthoryear|astroncite|citename)(?![A-Za-z@])")
_NAME_AND_YEAR = regex(r"(.*[^\W\d].*?)(?:,\s*|\s+)((?:\d{4}|n\.?d\.?|in press)[a-z]?)", re.DOTALL)


class LabelKind(Enum):
    """How a style cites, by the labels of its entries."""

    NUMBER = auto()  # LaTeX counts
    LABEL = auto()  # printed as it is: [VSP+17]
    AUTHOR_YEAR = auto()  # for packages such as natbib; nothing is printed before the entry


class Bibitem(Struct, frozen=True):
    """One entry of a .bbl: its key, and its text with marks, without its label.

    ``label`` (with marks) is empty for :attr:`LabelKind.NUMBER`, and ``Vaswani et al., 2017`` for
    :attr:`LabelKind.AUTHOR_YEAR`; ``address`` is where the first of its links leads.
    """

    key: str
    marked: str
    kind: LabelKind = LabelKind.NUMBER
    label: str = ""
    address: str = ""


def read(bbl: str) -> list[Bibitem]:
    """The entries of a .bbl in order. Whatever the text, it is read somehow; what is not markup stays as text."""
    starts = list(_ITEM.finditer(bbl))
    if not starts:
        return []
    head = TexReader({})
    head.read(bbl[: starts[0].start()])
    ends = [start.start() for start in starts[1:]] + [len(bbl)]
    return [
        _entry(start[1], _body(bbl[start.end() : end], last=end == len(bbl)), head.macros)
        for start, end in zip(starts, ends, strict=True)
    ]


def _body(text: str, *, last: bool) -> str:
    ends = list(_END.finditer(text)) if last else []
    return text[: ends[-1].start()] if ends else text


def _entry(command: str, body: str, macros: Mapping[str, TexMacro]) -> Bibitem:
    source = TexSource(body)
    given = source.optional()
    if command == "harvarditem":
        full, year = source.argument(), source.argument()
        kind, label = LabelKind.AUTHOR_YEAR, _author_year(given or full, year, macros)
    else:
        kind, label = _label(given, macros)
    key = "".join(re.sub(r"%[ \t]*\n", "", source.argument()).split())
    reader = TexReader(macros)
    marked = text_of(reader.read(source.rest()))
    return Bibitem(key, marked, kind, label, reader.address)


def _label(tex: str | None, macros: Mapping[str, TexMacro]) -> tuple[LabelKind, str]:
    r"""What the optional argument of ``\bibitem`` says."""
    if tex is None:
        return LabelKind.NUMBER, ""
    cite = _CITE_COMMAND.match(tex)
    if cite and cite[1] != "citename":
        arguments = TexSource(tex[cite.end() :]).arguments()
        if len(arguments) > 1:
            return LabelKind.AUTHOR_YEAR, _author_year(arguments[-2], arguments[-1], macros)
    natbib = _natbib(tex)
    if natbib:
        return LabelKind.AUTHOR_YEAR, _author_year(*natbib, macros)
    label = text_of(TexReader(macros).read(tex))
    match = _NAME_AND_YEAR.fullmatch(label)
    if match:
        return LabelKind.AUTHOR_YEAR, f"{match[1].rstrip(' ,')}, {match[2]}"
    return LabelKind.LABEL, label


def _author_year(names: str, year: str, macros: Mapping[str, TexMacro]) -> str:
    read_names, read_year = (text_of(TexReader(macros).read(part)) for part in (names, year))
    return ", ".join(filter(None, [read_names, read_year]))


def _natbib(tex: str) -> tuple[str, str] | None:
    """The short names and the year of a label ``Short(Year)Long`` (natbib 8.31, ``bibitem``), braces around or not."""
    inner = TexSource(tex).group_alone()
    level, opened = 0, -1
    for match in re.finditer(r"\\.|[{}()]", inner, re.DOTALL):
        piece = match[0]
        level += (piece == "{") - (piece == "}")
        if level or piece not in "()":
            continue
        if piece == "(" and opened < 0:
            opened = match.start()
        elif piece == ")" and opened >= 0:
            return inner[:opened], inner[opened + 1 : match.start()]
    return None
