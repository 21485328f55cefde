"""A person's .bib as rows: a scanner cuts it into blocks, bibtexparser reads each, and what is wrong is a finding.

Two things bibtexparser does not give alone: one bad entry spoils no other, and none disappears without being reported.
"""

import logging
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from plbib.errors import Severity
from plbib.formats.bibscan import NO_ENTRY, Block, Field, blocks
from plbib.io import decode
from plbib.model import Finding, Place
from plbib.process import parallel
from plbib.text import dates

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it would say is a finding here


class Row(Struct, frozen=True):
    """An entry: its type and the names of its fields in lower case, values in TeX as they stand, macros put in.

    A month that is a macro reads as the macro's name.
    """

    entry_type: str
    key: str
    fields: dict[str, str]  # in the file's order
    place: Place
    head: str = ""  # from the @ to the first comma, as it stands


class File(Struct, frozen=True):
    """What a .bib holds. Each start of an entry is either one of ``rows`` or one finding ``unread-entry``."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]  # in the file's order
    comments: tuple[str, ...]  # what stands in each @comment, where JabRef keeps its groups


def parse(data: bytes | str, source: str) -> File:
    """The entries of a .bib, in order, also those with equal keys; ``source`` is its name in findings.

    Macros are those defined above; another reads as its name. Of a field given twice the first is taken, as by BibTeX.
    Bytes that are no UTF-8 are read as Windows-1252. Raises :class:`InputError` for UTF-16 and binary data.
    """
    text, raw = _text(data, source)
    readable: list[tuple[Block, Place]] = []
    comments: list[str] = []
    findings: list[Finding] = []
    macros = set(dates.MONTHS)
    for block, place in _placed(blocks(text), text, source):
        findings += _doubts(block, place, text, raw)
        if block.fault:
            line = place.line + text.count("\n", block.start, max(block.start, block.fault_at))
            findings.append(_unread(block, place, f"{block.fault} line {line}" if block.fault_at >= 0 else block.fault))
        elif block.word == "comment":
            comments.append(text[block.body : block.end])
        elif block.word != "preamble":
            readable.append((block, place))
            findings += _undefined(block, place, macros)
            macros |= {field.name for field in block.fields if block.word == "string"}
    rows = []
    for (block, place), values in zip(readable, _evaluated([_task(block) for block, _ in readable]), strict=True):
        if isinstance(values, str):
            findings.append(_unread(block, place, values))
        elif block.word != "string":
            fields: dict[str, str] = {}
            for field, value in zip(block.fields, values, strict=True):
                fields.setdefault(field.name, _month(field) or value)
            head = text[block.start : block.fields[0].at].partition(",")[0]
            rows.append(Row(block.word, block.key, fields, place, head))
    findings.sort(key=lambda finding: (finding.place.line, finding.place.column) if finding.place else (0, 0))
    return File(tuple(rows), tuple(findings), tuple(comments))


def _month(field: Field) -> str:
    """The name of the macro that a month should be, if it is one."""
    macro = "".join(field.pieces).lower()
    return macro if field.name == "month" and macro in dates.MONTHS else ""


# Bytes to text ------------------------------------------------------------------------------------------------------

_FOREIGN = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of a byte that is no UTF-8
_HIDDEN = str.maketrans('{}"', "\ufdd0\ufdd1\ufdd2")
"""For what bibtexparser gets: each brace costs it a millisecond, each level of braces a few stack frames."""
_SHOWN = str.maketrans("\ufdd0\ufdd1\ufdd2", '{}"')
_RESERVED = re.compile("[\ufdd0-\ufdd2]")


def _text(data: bytes | str, source: str) -> tuple[str, str]:
    """The text with simple line ends, and the same with a surrogate for each byte that is no UTF-8 (else empty)."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        decode(data, source)  # raises
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _RESERVED.sub("\ufffd", text)
    return (_FOREIGN.sub(_as_windows_1252, text), text) if _FOREIGN.search(text) else (text, "")


def _as_windows_1252(found: re.Match[str]) -> str:
    byte = ord(found[0]) - 0xDC00
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


# Fields to values ---------------------------------------------------------------------------------------------------

_Task = tuple[str, int, tuple[str, ...]]
"""A block for bibtexparser, how many fields it has (0: it defines macros), and the macros it uses."""
_CHUNK = 1000
"""Blocks for one process; a shorter file is read in this one."""
_GROWTH, _FREE = 10, 10_000_000
"""How much longer macros may make a file, in times and characters: each can be defined as many times the one before."""


def _task(block: Block) -> _Task:
    """A block in the form that bibtexparser reads best: fields numbered, one kind of quotes, braces as other marks."""
    values = [_value(field.pieces, block.word) for field in block.fields]
    used = tuple(_macro(piece) for field in block.fields for piece in field.pieces if _is_macro(piece))
    if block.word == "string":
        names = [_macro(field.name) for field in block.fields]
        return "\n".join(f"@string{{{name}={value}}}" for name, value in zip(names, values, strict=True)), 0, used
    return f"@misc{{k,{','.join(f'f{n}={value}' for n, value in enumerate(values))}}}", len(values), used


def _value(pieces: tuple[str, ...], word: str) -> str:
    plain = (piece if piece[0] not in '"{' else piece[1:-1].translate(_HIDDEN) for piece in pieces)
    value = "#".join(_macro(p) if _is_macro(p) else f'"{text}"' for p, text in zip(pieces, plain, strict=True))
    # bibtexparser drops a line end at the end of a text; between joined ones it is a blank
    return value.replace("\n", " ") if len(pieces) > 1 or word == "string" else value


def _is_macro(piece: str) -> bool:
    return piece[0] not in '"{' and not piece.isdecimal()


def _macro(name: str) -> str:
    """The name of a macro in the characters bibtexparser allows in one."""
    return re.sub(r"[^a-z0-9_:-]", lambda found: f"::{ord(found[0]):x}::", name.lower())


def _evaluated(tasks: list[_Task]) -> list[list[str] | str]:
    """For each task its values, or why there are none; in several processes if there is much to do."""
    rows: list[tuple[list[_Task], dict[str, str]]] = []
    reader = _Reader({}, tasks)
    for at in range(0, len(tasks), _CHUNK):
        chunk = tasks[at : at + _CHUNK]
        known = {name: reader.macros[name] for task in chunk for name in task[2] if name in reader.macros}
        rows.append((chunk, known))
        for task in chunk if len(tasks) > _CHUNK else ():
            if not task[1]:
                reader.read(*task)
    return [values for part in parallel(_evaluate, rows) for values in part]


def _evaluate(chunk: list[_Task], macros: dict[str, str]) -> list[list[str] | str]:
    reader = _Reader(macros, chunk)
    return [reader.read(*task) for task in chunk]


class _Macros(dict[str, str]):
    """What ``@string`` defines; bibtexparser would stop at a name that nothing defines."""

    def __missing__(self, name: str) -> str:
        return re.sub(r"::([0-9a-f]+)::", lambda found: chr(int(found[1], 16)), name)


class _Reader:
    """bibtexparser with one grammar for many blocks; only macros go from one to the next."""

    def __init__(self, macros: dict[str, str], tasks: list[_Task]) -> None:
        from bibtexparser.bparser import BibTexParser

        self._parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        self._parser.expect_multiple_parse = True
        self.macros = _Macros(self._parser.bib_database.strings | macros)
        self._parser.bib_database.strings = self.macros
        self._left = _FREE + _GROWTH * sum(len(task[0]) for task in tasks)

    def read(self, text: str, count: int, used: tuple[str, ...]) -> list[str] | str:
        """The values of a block's fields (none for one that defines macros), or what is wrong with it."""
        grown = sum(len(self.macros.get(name, "")) for name in used)
        if grown > self._left:
            return "its macros make too much text of it"
        self._left -= grown
        database = self._parser.bib_database
        self._parser.parse(text, partial=True)
        entries, comments = database.entries, database.comments
        database.entries, database.comments = [], []
        if comments or len(entries) != bool(count):
            return "bibtexparser cannot read it"
        return [entries[0][f"f{n}"].translate(_SHOWN) for n in range(count)]


# Findings -----------------------------------------------------------------------------------------------------------


def _placed(found: Iterable[Block], text: str, source: str) -> Iterator[tuple[Block, Place]]:
    line, begin, at = 1, 0, 0
    for block in found:
        line += text.count("\n", at, block.start)
        begin = text.rfind("\n", at, block.start) + 1 or begin
        at = block.start
        yield block, Place(file=source, line=line, column=at - begin + 1)


def _unread(block: Block, place: Place, why: str) -> Finding:
    entry = block.word not in NO_ENTRY
    what = f"the entry {block.key or '(without key)'}" if entry else f"the @{block.word}"
    return Finding(
        code="unread-entry" if entry else "unread-block",
        severity=Severity.ERROR if entry else Severity.WARNING,
        message=f"{what} could not be read ({why}): left out",
        cure="check its braces, its commas and that it has fields",
        place=place,
        key=block.key,
    )


def _undefined(block: Block, place: Place, macros: set[str]) -> Iterator[Finding]:
    """The macros of a block that nothing above it defines."""
    used = [piece for field in block.fields for piece in field.pieces if _is_macro(piece)]
    for name in dict.fromkeys(name for name in used if name.lower() not in macros):
        yield Finding(
            code="undefined-macro",
            severity=Severity.WARNING,
            message=f"{block.key or '@string'}: no @string above it defines {name}; its name is taken as text",
            cure="define it further up, or put braces around the text",
            place=place,
            key=block.key,
        )


def _doubts(block: Block, place: Place, text: str, raw: str) -> Iterator[Finding]:
    """What is read, but perhaps not as it was meant."""
    found: list[tuple[str, int, str, str]] = []
    foreign = _FOREIGN.search(raw, block.start, min(block.end, block.after)) if raw else None
    if foreign:
        what = f"{block.key or '@' + block.word} is not UTF-8: read as Latin-1 (Windows-1252)"
        found.append(("not-utf8", foreign.start(), what, "save the file as UTF-8"))
    seen = set()
    for field in block.fields if block.word != "string" else ():
        if field.name in seen:
            what = f"{block.key} has the field {field.name} more than once: the first is taken, as by BibTeX"
            found.append(("repeated-field", field.at, what, "keep one of them"))
        seen.add(field.name)
    line, last = place.line, block.start
    for code, at, what, cure in sorted(found, key=lambda row: row[1]):
        line, last = line + text.count("\n", last, at), at
        where = Place(file=place.file, line=line)
        yield Finding(code=code, severity=Severity.WARNING, message=what, cure=cure, place=where, key=block.key)
