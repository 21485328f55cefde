"""A person's .bib as rows: a scanner cuts it into blocks and fields, macros are put in, what is wrong is a finding.

One bad entry spoils no other, and none disappears without being reported.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from plbib.findings import Code
from plbib.formats.bib.scanner import NO_ENTRY, ScannedBlock, ScannedField, blocks
from plbib.io.files import decode
from plbib.model import Finding, Place
from plbib.text import dates


class RawEntry(Struct, frozen=True, gc=False):
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

    rows: tuple[RawEntry, ...]
    findings: tuple[Finding, ...]  # in the file's order
    comments: tuple[str, ...]  # what stands in each @comment, where JabRef keeps its groups
    preambles: tuple[str, ...] = ()  # what stands in each @preamble, as it is


def parse(data: bytes | str, source: str) -> File:
    """The entries of a .bib, in order, also those with equal keys; ``source`` is its name in findings.

    Macros are those defined above; another reads as its name. Of a field given twice the first is taken, as by BibTeX.
    Bytes that are no UTF-8 are read as Windows-1252. Raises :class:`InputError` for UTF-16 and binary data.
    """
    text, raw = _text(data, source)
    macros = _StringMacros(len(text))
    rows: list[RawEntry] = []
    comments: list[str] = []
    preambles: list[str] = []
    findings: list[Finding] = []
    for block, place in _placed(blocks(text), text, source):
        findings += _doubts(block, place, text, raw)
        if block.fault:
            line = place.line + text.count("\n", block.start, max(block.start, block.fault_at))
            findings.append(_unread(block, place, f"{block.fault} line {line}" if block.fault_at >= 0 else block.fault))
        elif block.word == "comment":
            comments.append(text[block.body : block.end])
        elif block.word == "preamble":
            preambles.append(text[block.body : block.end])
        else:
            used = [*_macros(block.fields)]
            findings += _undefined(used, block, place, macros) if used else ()
            fits = all([*map(macros.define, block.fields)]) if block.word == "string" else macros.afford(used)
            if not fits:
                findings.append(_unread(block, place, "its macros make too much text of it"))
            elif block.word != "string":
                head = text[block.start : block.fields[0].at].partition(",")[0]
                rows.append(RawEntry(block.word, block.key, macros.values(block.fields), place, head))
    findings.sort(key=lambda finding: (finding.place.line, finding.place.column) if finding.place else (0, 0))
    return File(tuple(rows), tuple(findings), tuple(comments), tuple(preambles))


# Bytes to text ------------------------------------------------------------------------------------------------------

_FOREIGN = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of a byte that is no UTF-8
_RESERVED = re.compile("[\ufdd0-\ufdd2]")
"""What Unicode keeps for programs' own use, and no text holds."""


def _text(data: bytes | str, source: str) -> tuple[str, str]:
    """The text with simple line ends, and the same with a surrogate for each byte that is no UTF-8 (else empty)."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        decode(data, source)  # raises
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _RESERVED.sub("\ufffd", text)
    return (_FOREIGN.sub(_as_windows_1252, text), text) if _FOREIGN.search(text) else (text, "")


def _as_windows_1252(match: re.Match[str]) -> str:
    byte = ord(match[0]) - 0xDC00
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


# Fields to values ---------------------------------------------------------------------------------------------------

_GROWTH, _FREE = 10, 10_000_000
"""How much longer macros may make a file, in times and characters: each can be defined as many times the one before."""
_MONTHS = dict(zip(dates.MONTHS, map(str.capitalize, dates.MONTH_NAMES), strict=True))


class _StringMacros:
    """What ``@string`` has defined so far, by names in lower case, and how much text it may still make."""

    def __init__(self, size: int) -> None:
        self._texts = dict(_MONTHS)
        self._names = set(_MONTHS)  # also those whose text would have been too long
        self._left = _FREE + _GROWTH * size

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def afford(self, used: list[str]) -> bool:
        """Whether these macros may be put in, which takes their length off what is left."""
        grown = sum([len(self._texts.get(name.lower(), "")) for name in used])
        if grown > self._left:
            return False
        self._left -= grown
        return True

    def define(self, field: ScannedField) -> bool:
        """Keep the text of a macro, in which a line end is a blank, unless it would be too long."""
        self._names.add(field.name)
        if not self.afford([*_macros([field])]):
            return False
        self._texts[field.name] = self._joined(field.pieces)
        return True

    def values(self, fields: Iterable[ScannedField]) -> dict[str, str]:
        """The values of an entry's fields, of equal names the first."""
        values: dict[str, str] = {}
        for field in fields:
            if field.name not in values:
                values[field.name] = self._value(field)
        return values

    def _value(self, field: ScannedField) -> str:
        pieces = field.pieces
        if len(pieces) == 1 and pieces[0][0] in _QUOTES:
            return _unindented(pieces[0][1:-1])
        if field.name == "month" and len(pieces) == 1 and pieces[0].lower() in _MONTHS:
            return pieces[0].lower()
        return self._joined(pieces)

    def _joined(self, pieces: Iterable[str]) -> str:
        return "".join(
            [
                piece[1:-1].translate(_BLANKS) if piece[0] in _QUOTES else self._texts.get(piece.lower(), piece.lower())
                for piece in pieces
            ]
        )


_QUOTES = frozenset('"{')
_BLANKS = str.maketrans("\n\t", "  ")


def _unindented(text: str) -> str:
    """A value that is one text: its lines without their indent, and without the end of the last; a tab is a blank."""
    if text.isprintable():  # one line
        return text
    first, *others = text.splitlines() or [""]
    lines = "\n".join([first, *map(str.lstrip, others)]) if others else first
    return lines.replace("\t", " ")


def _macros(fields: Iterable[ScannedField]) -> Iterator[str]:
    """The names of macros in values, as they stand."""
    for field in fields:
        for piece in field.pieces:
            if piece[0] not in _QUOTES and not piece.isdecimal():
                yield piece


# Findings -----------------------------------------------------------------------------------------------------------


def _placed(found: Iterable[ScannedBlock], text: str, source: str) -> Iterator[tuple[ScannedBlock, Place]]:
    line, begin, at = 1, 0, 0
    for block in found:
        line += text.count("\n", at, block.start)
        begin = text.rfind("\n", at, block.start) + 1 or begin
        at = block.start
        yield block, Place(file=source, line=line, column=at - begin + 1)


def _unread(block: ScannedBlock, place: Place, why: str) -> Finding:
    entry = block.word not in NO_ENTRY
    what = f"the entry {block.key or '(without key)'}" if entry else f"the @{block.word}"
    code = Code.UNREAD_ENTRY if entry else Code.UNREAD_BLOCK
    return code.finding(
        message=f"{what} could not be read ({why}): left out",
        cure="check its braces, its commas and that it has fields",
        place=place,
        key=block.key,
    )


def _undefined(used: list[str], block: ScannedBlock, place: Place, macros: _StringMacros) -> Iterator[Finding]:
    """The macros of a block that nothing above it defines."""
    for name in (name for name in dict.fromkeys(used) if name not in macros):
        yield Code.UNDEFINED_MACRO.finding(
            message=f"{block.key or '@string'}: no @string above it defines {name}; its name is taken as text",
            place=place,
            key=block.key,
        )


def _doubts(block: ScannedBlock, place: Place, text: str, raw: str) -> Iterator[Finding]:
    """What is read, but perhaps not as it was meant."""
    found: list[tuple[Code, int, str]] = []
    foreign = _FOREIGN.search(raw, block.start, min(block.end, block.after)) if raw else None
    if foreign:
        what = f"{block.key or '@' + block.word} is not UTF-8: read as Latin-1 (Windows-1252)"
        found.append((Code.NOT_UTF8, foreign.start(), what))
    for slip, at in block.slips:
        what = slip.rstrip(",").removesuffix(", from")
        found.append((Code.MENDED_ENTRY, max(at, block.start), f"{block.key or 'an entry'}: {what}"))
    seen: set[str] = set()
    alike = block.word != "string" and len({field.name for field in block.fields}) < len(block.fields)
    for field in block.fields if alike else ():
        if field.name in seen:
            what = f"{block.key} has the field {field.name} more than once: the first is taken, as by BibTeX"
            found.append((Code.REPEATED_FIELD, field.at, what))
        seen.add(field.name)
    line, last = place.line, block.start
    for code, at, what in sorted(found, key=lambda row: row[1]):
        line, last = line + text.count("\n", last, at), at
        where = Place(file=place.file, line=line)
        yield code.finding(what, place=where, key=block.key)
