"""A person's .bib as rows: a scanner cuts it into blocks, bibtexparser reads each, and what is wrong is a finding.

Two things bibtexparser does not give alone: one bad entry spoils no other, and none disappears without being reported.
The scanner goes by BibTeX's rules. Outside entries everything but ``@`` is a comment; so, as to biber, is a line that
begins with ``%``. An entry whose brace is not closed ends at the next line that starts like an entry.
"""

import logging
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.io import decode
from plbib.model import Finding, Place
from plbib.process import parallel


class Row(Struct, frozen=True):
    """An entry: its type and the names of its fields in lower case, values in TeX as they stand, macros put in."""

    entry_type: str
    key: str
    fields: dict[str, str]  # in the file's order
    place: Place


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
    blocks: list[tuple[_Block, Place]] = []
    comments: list[str] = []
    findings: list[Finding] = []
    for block, place in _placed(_blocks(text), text, source):
        findings += _doubts(block, place, text, raw)
        if block.fault:
            line = f" line {_line(block.fault_at, block, place, text)}" if block.fault_at >= 0 else ""
            findings.append(_unread(block, place, block.fault + line))
        elif block.word == "comment":
            comments.append(text[block.body : block.end])
        elif block.word != "preamble":
            blocks.append((block, place))
    rows = []
    for (block, place), values in zip(blocks, _evaluated([_task(block) for block, _ in blocks]), strict=True):
        if isinstance(values, str):
            findings.append(_unread(block, place, values))
        elif block.word != "string":
            fields: dict[str, str] = {}
            for field, value in zip(block.fields, values, strict=True):
                fields.setdefault(field.name, value)
            rows.append(Row(block.word, block.key, fields, place))
    findings.sort(key=lambda finding: (finding.place.line, finding.place.column) if finding.place else (0, 0))
    return File(tuple(rows), tuple(findings), tuple(comments))


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
    if _RESERVED.search(text):
        text = _RESERVED.sub("\ufffd", text)
    return (_FOREIGN.sub(_as_windows_1252, text), text) if _FOREIGN.search(text) else (text, "")


def _as_windows_1252(found: re.Match[str]) -> str:
    byte = ord(found[0]) - 0xDC00
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


# Text to blocks -----------------------------------------------------------------------------------------------------


class _Field(Struct, frozen=True):
    name: str
    pieces: tuple[str, ...]  # what `#` joins: quoted or braced text, a number, a macro's name
    at: int


class _Block(Struct, frozen=True, kw_only=True):
    """A piece of the file from ``@`` to its closing delimiter; ``fault`` says why it cannot be read, if it cannot."""

    word: str  # what follows the @, in lower case
    start: int
    body: int  # where what it encloses begins
    end: int  # and where that ends
    after: int  # where the search for the next block goes on
    key: str = ""
    fields: tuple[_Field, ...] = ()
    fault: str = ""
    fault_at: int = -1


class _FaultError(Exception):
    """Why a block cannot be read, and where that shows (-1: nowhere in particular)."""

    def __init__(self, fault: str, at: int = -1) -> None:
        super().__init__(fault)
        self.fault = fault
        self.at = at


_START = re.compile(r"^[ \t]*%[^\n]*|@\s*(?P<word>[A-Za-z][\w-]*)\s*(?P<mark>[{(])", re.MULTILINE)
_CLOSING = {"{": "}", "(": ")"}
_INSIDE = {
    mark: re.compile(rf'[{{}}"{closing}]|^[ \t]*@\s*[A-Za-z][\w-]*\s*[{{(]', re.MULTILINE)
    for mark, closing in _CLOSING.items()
}
_KEY = {mark: re.compile(rf"\s*([^\s,{{}}{closing}]*)\s*([,{closing}]?)") for mark, closing in _CLOSING.items()}
_NO_ENTRY = frozenset({"comment", "string", "preamble"})
_MOST_INSIDE = 20
"""Lines in one entry's values that start like an entry; more, and a brace must be missing. Keeps the search linear."""


def _blocks(text: str) -> Iterator[_Block]:
    at, patient = 0, True
    while found := _START.search(text, at):
        at = found.end()
        if found["word"]:
            block = _block(text, found, patient=patient)
            patient = patient and not (block.word == "comment" and block.fault)
            at = block.after
            yield block


def _block(text: str, found: re.Match[str], *, patient: bool) -> _Block:
    """The block that starts at ``found``; a ``patient`` search lets a comment hold any number of entries."""
    word, mark, body = found["word"].lower(), found["mark"], found.end()
    block = _Block(word=word, start=found.start(), body=body, end=body, after=body)
    if word not in _NO_ENTRY:
        name = _KEY[mark].match(text, body)
        key, body, follows = (name[1], name.end(), name[2]) if name else ("", body, "")
        block = replace(block, key=key, end=body, after=body)
        if follows != ",":
            fault = ("it has no fields" if follows else "no comma follows its key") if key else "it has no key"
            return replace(block, fault=fault)  # the search goes on right here, as BibTeX's does
    most = len(text) if patient and word == "comment" else _MOST_INSIDE
    end, inner = _extent(text, body, mark, word, most)
    after = inner if inner >= 0 else end + 1 if end >= 0 else len(text)
    block = replace(block, end=after if end < 0 else end, after=after)
    try:
        if end < 0:
            raise _unclosed(text, found.end() - 1, body, after)
        fields = () if word in ("comment", "preamble") else _fields(text, body, end)
        if word not in _NO_ENTRY and not block.key:
            raise _FaultError("it has no key")
        if word not in ("comment", "preamble") and not fields:
            raise _FaultError("it has no fields" if word != "string" else "it defines nothing")
    except _FaultError as error:
        return replace(block, fault=error.fault, fault_at=error.at)
    return replace(block, fields=fields, after=end + 1)


def _extent(text: str, at: int, mark: str, word: str, most: int) -> tuple[int, int]:
    """Where the block whose inside begins at ``at`` ends, and where the first line in it starts like an entry (or -1).

    By BibTeX's rules braces count everywhere, also in quotes and after a backslash, and no entry begins between fields.
    """
    depth, quoted, inside, inner = 0, False, 0, -1
    for found in _INSIDE[mark].finditer(text, at):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            if not depth:
                return (found.start(), inner) if mark == "{" else (-1, found.end() if inner < 0 else inner)
            depth -= 1
        elif sign == '"':
            quoted ^= not depth and word != "comment"
        elif sign == ")":
            if not depth and not quoted:
                return found.start(), inner
        else:
            inner = found.start() if inner < 0 else inner
            inside += 1
            if inside > most or not (depth or quoted or word == "comment"):
                return -1, inner
            depth += sign[-1] == "{"
    return -1, inner


_FIELD_LINE = re.compile(r'[{}]|^[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{"]', re.MULTILINE)


def _unclosed(text: str, opening: int, at: int, end: int) -> _FaultError:
    """Which brace of the block is not closed: the one in which the next field begins, else the innermost."""
    opened = [opening]
    for found in _FIELD_LINE.finditer(text, at, end):
        if found[0] == "}":
            opened[1:] and opened.pop()
        elif found[0] != "{" and len(opened) > 1:
            break
        elif found[0][-1] == "{":
            opened.append(found.end() - 1)
    what = "a brace" if text[opened[-1]] == "{" else "a parenthesis"
    return _FaultError(f"{what} that is not closed, from", opened[-1])


# Blocks to fields ---------------------------------------------------------------------------------------------------

_NAME = re.compile(r'\s*([^\s"#%\'(),={}]+)\s*=\s*')
_WORD = re.compile(r'[^\s"#%\'(),={}]+')
_NEXT = re.compile(r"\s*([#,]?)\s*")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_DEEPEST = 60
"""Levels of braces; no reader of TeX goes much deeper without running out of stack, and no author does."""


def _fields(text: str, at: int, end: int) -> tuple[_Field, ...]:
    """The fields between two places, by BibTeX's grammar. Raises :class:`_FaultError` at the first thing against it."""
    fields = []
    at = end if text[at:end].isspace() else at
    while at < end:
        name = _NAME.match(text, at, end)
        if not name:
            raise _FaultError("the name of a field or its equals sign is missing,", at)
        at, pieces, follows = name.end(), [], "#"
        while follows == "#":
            stop = _piece(text, at, end)
            if stop == at:
                raise _FaultError(f"no value follows {name[1]},", name.start(1))
            pieces.append(text[at:stop])
            separator = _NEXT.match(text, stop, end)
            at, follows = (separator.end(), separator[1]) if separator else (stop, "")
        fields.append(_Field(name[1].lower(), tuple(pieces), name.start(1)))
        if not follows and at < end:
            raise _FaultError(f"no comma follows the value of {name[1]},", at)
    return tuple(fields)


def _piece(text: str, at: int, end: int) -> int:
    """Where the text, number or macro at ``at`` ends; ``at`` if there is none."""
    if text[at : at + 1] not in ('"', "{") or at >= end:
        word = _WORD.match(text, at, end)
        if word and word[0][0] in "0123456789" and not word[0].isdecimal():
            raise _FaultError(f"{word[0]} without braces is neither a number nor a macro,", at)
        return word.end() if word else at
    depth, quoted = 0, text[at] == '"'
    for found in (_BRACE_OR_QUOTE if quoted else _BRACE).finditer(text, at + quoted, end):
        if found[0] == "{":
            depth += 1
            if depth > _DEEPEST:
                raise _FaultError("braces nested too deeply,", at)
        elif found[0] == "}":
            depth -= 1
        if not depth and found[0] == ('"' if quoted else "}"):
            return found.end()
    raise _FaultError("a quotation mark that is not closed, from", at)


# Fields to values ---------------------------------------------------------------------------------------------------

_Task = tuple[str, int, tuple[str, ...]]
"""A block for bibtexparser, how many fields it has (0: it defines macros), and the macros it uses."""
_CHUNK = 1000
"""Blocks for one process; a shorter file is read in this one."""
_GROWTH, _FREE = 10, 10_000_000
"""How much longer macros may make a file, in times and characters: each can be defined as many times the one before."""


def _task(block: _Block) -> _Task:
    """A block in the form that bibtexparser reads best: fields numbered, one kind of quotes, braces as other marks."""
    values = [_value(field.pieces, block.word) for field in block.fields]
    used = tuple(piece.lower() for field in block.fields for piece in field.pieces if _is_macro(piece))
    if block.word == "string":
        names = [_macro(field.name) for field in block.fields]
        return "\n".join(f"@string{{{name}={value}}}" for name, value in zip(names, values, strict=True)), 0, used
    return f"@misc{{k,{','.join(f'f{n}={value}' for n, value in enumerate(values))}}}", len(values), used


def _value(pieces: tuple[str, ...], word: str) -> str:
    plain = (piece[1:-1] if piece[0] in '"{' else piece for piece in pieces)
    texts = (f'"{text.translate(_HIDDEN)}"' for text in plain)
    value = "#".join(_macro(piece) if _is_macro(piece) else text for piece, text in zip(pieces, texts, strict=True))
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
        rows.append((tasks[at : at + _CHUNK], dict(reader.macros)))
        for task in rows[-1][0] if len(tasks) > _CHUNK else ():
            if not task[1]:
                reader.read(task)
    return [values for part in parallel(_evaluate, rows) for values in part]


def _evaluate(chunk: list[_Task], macros: dict[str, str]) -> list[list[str] | str]:
    reader = _Reader(macros, chunk)
    return [reader.read(task) for task in chunk]


class _Macros(dict[str, str]):
    """What ``@string`` defines; bibtexparser would stop at a name that nothing defines."""

    def __missing__(self, name: str) -> str:
        return re.sub(r"::([0-9a-f]+)::", lambda found: chr(int(found[1], 16)), name)


_SILENT = logging.NullHandler()


class _Reader:
    """bibtexparser with one grammar for many blocks; only macros go from one to the next."""

    def __init__(self, macros: dict[str, str], tasks: list[_Task]) -> None:
        from bibtexparser.bparser import BibTexParser

        logging.getLogger("bibtexparser").addHandler(_SILENT)
        self._parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        self._parser.expect_multiple_parse = True
        self.macros = _Macros(self._parser.bib_database.strings | macros)
        self._parser.bib_database.strings = self.macros
        self._left = _FREE + _GROWTH * sum(len(task[0]) for task in tasks)

    def read(self, task: _Task) -> list[str] | str:
        """The values of a block's fields (none for one that defines macros), or what is wrong with it."""
        text, count, used = task
        grown = sum(len(self.macros.get(_macro(name), "")) for name in used)
        if grown > self._left:
            return "its macros make too much text of it"
        self._left -= grown
        database = self._parser.bib_database
        self._parser.parse(text, partial=True)
        entries, comments = list(database.entries), list(database.comments)
        database.entries.clear()
        database.comments.clear()
        if comments or len(entries) != bool(count):
            return "bibtexparser cannot read it"
        return [entries[0][f"f{n}"].translate(_SHOWN) for n in range(count)]


# Findings -----------------------------------------------------------------------------------------------------------


def _placed(blocks: Iterable[_Block], text: str, source: str) -> Iterator[tuple[_Block, Place]]:
    line, at = 1, 0
    for block in blocks:
        line += text.count("\n", at, block.start)
        at = block.start
        yield block, Place(file=source, line=line, column=at - text.rfind("\n", 0, at))


def _line(at: int, block: _Block, place: Place, text: str) -> int:
    """The line of something in a block."""
    return place.line + text.count("\n", block.start, at)


def _unread(block: _Block, place: Place, why: str) -> Finding:
    entry = block.word not in _NO_ENTRY
    what = f"the entry {block.key or '(without key)'}" if entry else f"the @{block.word}"
    return Finding(
        code="unread-entry" if entry else "unread-block",
        severity=Severity.ERROR if entry else Severity.WARNING,
        message=f"{what} could not be read ({why}): left out",
        cure="check its braces, its commas and that it has fields",
        place=place,
        key=block.key,
    )


def _doubts(block: _Block, place: Place, text: str, raw: str) -> Iterator[Finding]:
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
    for code, at, what, cure in found:
        where = Place(file=place.file, line=_line(at, block, place, text))
        yield Finding(code=code, severity=Severity.WARNING, message=what, cure=cure, place=where, key=block.key)
