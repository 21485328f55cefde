r"""A .bbl cut into its entries: key, label and text, each still LaTeX, and the macros that are defined before them."""

import re
from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct

from plbib.rendering.bst.tex import Definition, Reader, Source, text_of

_ITEM = re.compile(r"(?<!\\)\\(bibitem|harvarditem)(?![A-Za-z@])(?=\s*[\[{%])")
_END = re.compile(r"\\end\s*\{(?:thebibliography|references|chapthebibliography)\}")
_CITE_COMMAND = re.compile(r"\s*(?:\\protect\s*)?\\(citeauthoryear|astroncite|citename)(?![A-Za-z@])")
_NAME_AND_YEAR = re.compile(r"(.*[^\W\d].*?)(?:,\s*|\s+)((?:\d{4}|n\.?d\.?|in press)[a-z]?)", re.DOTALL)


class Kind(Enum):
    """How a style cites, by the labels of its entries."""

    NUMBER = auto()  # LaTeX counts
    LABEL = auto()  # printed as it is: [VSP+17]
    AUTHOR_YEAR = auto()  # for packages such as natbib; nothing is printed before the entry


class Entry(Struct, frozen=True):
    """One entry of a .bbl: its key, and its text with marks, without its label.

    ``label`` (with marks) is empty for :attr:`Kind.NUMBER` and ``Vaswani et al., 2017`` for :attr:`Kind.AUTHOR_YEAR`;
    ``address`` is where the first of its links leads.
    """

    key: str
    marked: str
    kind: Kind = Kind.NUMBER
    label: str = ""
    address: str = ""


def read(bbl: str) -> list[Entry]:
    """The entries of a .bbl in order. Whatever the text, it is read somehow; what is not markup stays as text."""
    starts = list(_ITEM.finditer(bbl))
    if not starts:
        return []
    head = Reader({})
    head.read(bbl[: starts[0].start()])
    ends = [found.start() for found in starts[1:]] + [len(bbl)]
    return [
        _entry(found[1], _body(bbl[found.end() : end], last=end == len(bbl)), head.macros)
        for found, end in zip(starts, ends, strict=True)
    ]


def _body(text: str, *, last: bool) -> str:
    ends = list(_END.finditer(text)) if last else []
    return text[: ends[-1].start()] if ends else text


def _entry(command: str, body: str, macros: Mapping[str, Definition]) -> Entry:
    source = Source(body)
    given = source.optional()
    if command == "harvarditem":
        full, year = source.argument(), source.argument()
        kind, label = Kind.AUTHOR_YEAR, _author_year(given or full, year, macros)
    else:
        kind, label = _label(given, macros)
    key = "".join(re.sub(r"%[ \t]*\n", "", source.argument()).split())
    reader = Reader(macros)
    marked = text_of(reader.read(source.rest()))
    return Entry(key, marked, kind, label, reader.address)


def _label(tex: str | None, macros: Mapping[str, Definition]) -> tuple[Kind, str]:
    r"""What the optional argument of ``\bibitem`` says."""
    if tex is None:
        return Kind.NUMBER, ""
    cite = _CITE_COMMAND.match(tex)
    if cite and cite[1] != "citename":
        arguments = Source(tex[cite.end() :]).arguments()
        if len(arguments) > 1:
            return Kind.AUTHOR_YEAR, _author_year(arguments[-2], arguments[-1], macros)
    natbib = _natbib(tex)
    if natbib:
        return Kind.AUTHOR_YEAR, _author_year(*natbib, macros)
    label = text_of(Reader(macros).read(tex))
    found = _NAME_AND_YEAR.fullmatch(label)
    if found:
        return Kind.AUTHOR_YEAR, f"{found[1].rstrip(' ,')}, {found[2]}"
    return Kind.LABEL, label


def _author_year(names: str, year: str, macros: Mapping[str, Definition]) -> str:
    read_names, read_year = (text_of(Reader(macros).read(part)) for part in (names, year))
    return ", ".join(filter(None, [read_names, read_year]))


def _natbib(tex: str) -> tuple[str, str] | None:
    """The short names and the year of a label ``Short(Year)Long`` (natbib 8.31, ``bibitem``), braces around or not."""
    inner = Source(tex).group_alone()
    level, opened = 0, -1
    for found in re.finditer(r"\\.|[{}()]", inner, re.DOTALL):
        piece = found[0]
        level += (piece == "{") - (piece == "}")
        if level or piece not in "()":
            continue
        if piece == "(" and opened < 0:
            opened = found.start()
        elif piece == ")" and opened >= 0:
            return inner[:opened], inner[opened + 1 : found.start()]
    return None
