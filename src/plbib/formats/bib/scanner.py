"""Where the blocks of a .bib begin and end, and what fields they have, by BibTeX's own grammar.

Outside entries everything but ``@`` is a comment; so, as to biber, is a line that begins with ``%``. An entry whose
brace is not closed ends at the next line that starts like an entry, so that it spoils no other.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace


class ScannedField(Struct, frozen=True, gc=False):
    """A field of an entry as it stands: its name in lower case, what its value is joined of, its place in the text."""

    name: str
    pieces: tuple[str, ...]  # what `#` joins: quoted or braced text, a number, a macro's name
    at: int


class ScannedBlock(Struct, frozen=True, kw_only=True, gc=False):
    """A piece of the file from ``@`` to its closing delimiter; ``fault`` says why it cannot be read, if it cannot."""

    word: str  # what follows the @, in lower case
    start: int
    body: int  # where what it encloses begins
    end: int  # and where that ends
    after: int  # where the search for the next block goes on
    key: str = ""
    fields: tuple[ScannedField, ...] = ()
    fault: str = ""
    fault_at: int = -1
    slips: tuple[tuple[str, int], ...] = ()  # what BibTeX would not read and is plain all the same, and where


class _FaultError(Exception):
    """Its arguments: why a block cannot be read, and where that shows (-1: nowhere in particular)."""


_START = re.compile(r"^[ \t]*%[^\n]*|@\s*(?P<word>[A-Za-z][\w-]*)\s*(?P<mark>[{(])", re.MULTILINE)
_CLOSING = {"{": "}", "(": ")"}
_INSIDE = {
    mark: re.compile(rf'[{{}}"{closing}]|^[ \t]*@\s*[A-Za-z][\w-]*\s*[{{(]', re.MULTILINE)
    for mark, closing in _CLOSING.items()
}
_KEY = {mark: re.compile(rf"\s*([^\s,{{}}{closing}]*)\s*([,{closing}]?)") for mark, closing in _CLOSING.items()}
NO_ENTRY = frozenset({"comment", "string", "preamble"})
_MOST_INSIDE = 20
"""Lines in one entry's values that start like an entry; more, and a brace must be missing. Keeps the search linear."""


def blocks(text: str) -> Iterator[ScannedBlock]:
    """The blocks of ``text`` in order; each start of an entry is one, also where it cannot be read."""
    at, patient = 0, True
    while match := _START.search(text, at):
        at = match.end()
        if match["word"]:
            block = _block(text, match, patient=patient)
            patient = patient and not (block.word == "comment" and block.fault)
            at = block.after
            yield block


def _block(text: str, match: re.Match[str], *, patient: bool) -> ScannedBlock:
    """The block that starts at ``match``; a ``patient`` search lets a comment hold any number of entries."""
    word, mark, body = match["word"].lower(), match["mark"], match.end()
    block = ScannedBlock(word=word, start=match.start(), body=body, end=body, after=body)
    if word not in NO_ENTRY:
        key, body, follows = _key(text, body, mark)
        block = replace(block, key=key, end=body, after=body)
        if follows != ",":
            fault = ("it has no fields" if follows else "no comma follows its key") if key else "it has no key"
            return replace(block, fault=fault)  # the search goes on right here, as BibTeX's does
        wrong = _slip(key, text[body - 1])
        block = replace(block, slips=((wrong, -1),)) if wrong else block
        if not block.slips and mark == "{" and (plain := _plain(text, body)) and not _GOES_ON.match(text, plain[1]):
            fields, end = plain
            return ScannedBlock(
                word=word, start=match.start(), body=body, end=end, after=end + 1, key=key, fields=fields
            )
    most = len(text) if patient and word == "comment" else _MOST_INSIDE
    end, inner = _extent(text, body, mark, word, most)
    after = inner if inner >= 0 else end + 1 if end >= 0 else len(text)
    if (
        end >= 0
        and word not in NO_ENTRY
        and _GOES_ON.match(text, end)
        and (fields := _saved(text, body, stop := _stop(text, end)))
    ):
        slip = ("a brace too many closes it,", end)
        return replace(block, fields=fields, end=stop, after=stop, slips=(*block.slips, slip))
    block = replace(block, end=after if end < 0 else end, after=after)
    slips = list(block.slips)
    try:
        if end < 0:
            unclosed = _unclosed(text, match.end() - 1, body, after)
            fields = () if word in NO_ENTRY else _saved(text, body, after)
            if not fields:
                raise unclosed
            slips.append((unclosed.args[0], unclosed.args[1]))
        else:
            fields = () if word in ("comment", "preamble") else _fields(text, body, end, slips)
            if inner >= 0 and len(slips) > len(block.slips):  # which would swallow the entries in it
                raise _FaultError(*slips[-1])
        if word not in ("comment", "preamble") and not fields:
            raise _FaultError("it has no fields" if word != "string" else "it defines nothing", -1)
    except _FaultError as error:
        return replace(block, fault=error.args[0], fault_at=error.args[1])
    return replace(block, fields=fields, after=end + 1 if end >= 0 else after, slips=tuple(slips))


def _key(text: str, at: int, mark: str) -> tuple[str, int, str]:
    """The key of an entry, where its fields begin, and what follows the key, also where the comma is missing."""
    if name := _KEY[mark].match(text, at):
        if name[2]:
            return name[1], name.end(), name[2]
        if first := _FIRST.match(text, at):  # the first field stands where the key should
            return first["key"] or "", first.end(), ","
        if words := _WORDS.match(text, at):
            return words[1], words.end(), ","
        return name[1], name.end(), ""
    return "", at, ""


def _slip(key: str, before: str) -> str:
    """What is wrong with a key, in whose stead or behind which ``before`` stands."""
    if not key:
        return "it has no key"
    return "no comma follows its key" if before != "," else "a blank stands in its key" if _BLANK.search(key) else ""


_BLANK = re.compile(r"\s")
_FIRST = re.compile(r"\s*(?:(?P<key>[^\s,{}()=]+)(?:[ \t]*\n|[ \t]+))?(?=\s*[A-Za-z][\w-]*\s*=\s*[\"{\w])")
"""A key without a comma behind, or none, and what begins a field."""
_WORDS = re.compile(r"\s*([^\s,{}()=\"]+(?:[ \t]+[^\s,{}()=\"]+){1,5})[ \t]*,(?=\s*[A-Za-z][\w-]*\s*=)")
"""A key in which blanks stand."""
_GOES_ON = re.compile(r"[})]\s*,\s*[A-Za-z][\w+.:-]*\s*=\s*[\"{\w]")
"""Fields behind the brace that closes an entry."""
_ENTRY_LINE = re.compile(r"^[ \t]*@", re.MULTILINE)


def _stop(text: str, at: int) -> int:
    """Where the next line begins an entry, or the text ends."""
    line = _ENTRY_LINE.search(text, at)
    return line.start() if line else len(text)


_LINE_FIELD = re.compile(r"(?:^|(?<=,))[ \t]*([A-Za-z][\w+.:-]*)[ \t]*=[ \t]*(?=[\"{\w])", re.MULTILINE)


def _saved(text: str, at: int, end: int) -> tuple[ScannedField, ...]:
    """The fields of an entry whose braces do not pair: each ends where the next begins on a line of its own."""
    starts = list(_LINE_FIELD.finditer(text, at, end))
    stops = [*(start.start() for start in starts[1:]), end][: len(starts)]
    saved = []
    for start, stop in zip(starts, stops, strict=True):
        inner = (
            text[start.end() : stop].strip().rstrip(",").rstrip().removeprefix('"' if text[start.end()] == '"' else "{")
        )
        value = _paired(inner.rstrip().removesuffix('"') if text[start.end()] == '"' else inner)
        if value is None:
            return ()
        saved.append(ScannedField(start[1].lower(), (f"{{{value}}}",), start.start(1)))
    return tuple(saved)


def _paired(value: str) -> str | None:
    """``value`` up to a brace that closes more than it opens, with those closed that it opens; None if too deep."""
    depth = 0
    for match in _BRACES.finditer(value):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return value[: match.start()].rstrip().rstrip(",").rstrip()
        if depth > _DEEPEST:
            return None
    return value.rstrip() + "}" * depth


_BRACES = re.compile(r"[{}]")
_VALUE = r"\{(?:[^{}@]++|\{(?:[^{}@]++|\{[^{}@]*+\})*+\})*+\}|\"[^{}\"@]*+\"|[0-9]++|[A-Za-z]\w*+"
_PLAIN = re.compile(rf"\s*+([A-Za-z][\w+.:/-]*+)\s*+=\s*+({_VALUE})\s*+(?:,\s*+(\}})?|(\}}))")


def _plain(text: str, at: int) -> tuple[tuple[ScannedField, ...], int] | None:
    """The fields of an entry and where its brace closes, if they are as nearly everybody writes them; else None."""
    fields = []
    while field := _PLAIN.match(text, at):
        name, value, last, closing = field.groups()
        fields.append(ScannedField(name.lower(), (value,), field.start(1)))
        at = field.end()
        if last or closing:
            return tuple(fields), at - 1
    return None


def _extent(text: str, at: int, mark: str, word: str, most: int) -> tuple[int, int]:
    """Where the block whose inside begins at ``at`` ends, and where the first line in it starts like an entry (or -1).

    By BibTeX's rules braces count everywhere, also in quotes and after a backslash, and no entry begins between fields.
    """
    depth, quoted, inside, inner = 0, False, 0, -1
    for match in _INSIDE[mark].finditer(text, at):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            if not depth:
                return (match.start(), inner) if mark == "{" else (-1, match.end() if inner < 0 else inner)
            depth -= 1
        elif sign == '"':
            quoted ^= not depth and word != "comment"
        elif sign == ")":
            if not depth and not quoted:
                return match.start(), inner
        else:
            inner = match.start() if inner < 0 else inner
            inside += 1
            if inside > most or not (depth or quoted or word == "comment"):
                return -1, inner
            depth += sign[-1] == "{"
    return -1, inner


_FIELD_LINE = re.compile(r'[{}]|^[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{"]', re.MULTILINE)


def _unclosed(text: str, opening: int, at: int, end: int) -> _FaultError:
    """Which brace of the block is not closed: the one in which the next field begins, else the innermost."""
    opened = [opening]
    for match in _FIELD_LINE.finditer(text, at, end):
        if match[0] == "}" and len(opened) > 1:
            opened.pop()
        elif match[0] not in "{}" and len(opened) > 1:
            break
        elif match[0][-1] == "{":
            opened.append(match.end() - 1)
    return _FaultError(
        f"a {'brace' if text[opened[-1]] == '{' else 'parenthesis'} that is not closed, from", opened[-1]
    )


# Blocks to fields ---------------------------------------------------------------------------------------------------

_NAME = re.compile(r'\s*([^\s"#%\'(),={}]+)\s*=\s*')
_WORD = re.compile(r'[^\s"#%\'(),={}]+')
_NEXT = re.compile(r"\s*(,?)\s*")
_SIGN = re.compile(r'[{}"]')
_DEEPEST = 60
"""Levels of braces; no reader of TeX goes much deeper without running out of stack, and no author does."""


_PERCENT = re.compile(r"\s*%[^\n]*")


def _fields(text: str, at: int, end: int, slips: list[tuple[str, int]]) -> tuple[ScannedField, ...]:
    """The fields between two places, by BibTeX's grammar, and ``slips`` of the pen.

    Where nothing can be read by it, a value is what stands before the next field, if anything is to be read there.
    """
    fields: list[ScannedField] = []
    faults: list[_FaultError] = []
    at = end if text[at:end].isspace() else at
    while at < end:
        if comment := _PERCENT.match(text, at, end):
            slips.append(("a % begins no comment inside an entry, to BibTeX; its line is left out,", comment.end() - 1))
            at = comment.end() if text[comment.end() : end].strip() else end
            continue
        if comma := _COMMA.match(text, at, end):
            slips.append(("a comma too many", comma.end() - 1))
            at = comma.end()
            continue
        try:
            name, pieces, stop = _field(text, at, end)
        except _FaultError as error:
            faults.append(error)
            stop = _next_field(text, at, end)
            if saved := _saved_field(text, at, stop):
                fields.append(saved)
                slips.append((error.args[0], error.args[1]))
            else:
                slips.append((f"{error.args[0]} and what stands there is left out", error.args[1]))
            at = stop
            continue
        fields.append(ScannedField(name[1].lower(), tuple(pieces), name.start(1)))
        separator = _NEXT.match(text, stop, end)
        at, follows = (separator.end(), separator[1]) if separator else (stop, "")
        if not follows and at < end and not _PERCENT.match(text, at, end):
            slips.append((f"no comma follows the value of {name[1]},", stop))
            if not _NAME.match(text, at, end):
                begin, at = name.start(1), _next_field(text, at, end)
                if pieces[-1][0] == '"' and (saved := _saved_field(text, begin, at)):
                    fields[-1] = saved
                else:
                    slips[-1] = (f"{slips[-1][0]} and what stands there is left out", stop)
    if faults and not fields:
        raise faults[0]
    return tuple(fields)


def _field(text: str, at: int, end: int) -> tuple[re.Match[str], list[str], int]:
    """The name of a field, the pieces of its value, and where that ends. Raises :class:`_FaultError`."""
    name = _NAME.match(text, at, end)
    if not name:
        raise _FaultError("the name of a field or its equals sign is missing,", at)
    at, pieces = name.end(), []
    while True:
        stop, piece = _piece(text, at, end)
        if stop == at:
            raise _FaultError(f"no value follows {name[1]},", name.start(1))
        pieces.append(piece)
        joint = _JOINT.match(text, stop, end)
        if not joint:
            return name, pieces, stop
        at = joint.end()


_JOINT = re.compile(r"\s*#\s*")
_COMMA = re.compile(r"\s*,")
_NEXT_FIELD = re.compile(r"[{}]|[,;]\s*(?=[A-Za-z][\w+.:-]*\s*=)")


def _next_field(text: str, at: int, end: int) -> int:
    """Where the next field begins outside braces, or ``end``."""
    depth = 0
    for match in _NEXT_FIELD.finditer(text, at, end):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0 and match.start() > at:
            return match.end()
    return end


def _saved_field(text: str, at: int, stop: int) -> ScannedField | None:
    """The field that stands before ``stop`` without the marks that it needs; None if there is none."""
    name = _NAME.match(text, at, stop)
    value = text[name.end() : stop].strip().rstrip(",").strip().strip("\"'").strip() if name else ""
    if not name or not value or "#" in value or value.startswith("=") or _paired(value) != value:
        return None
    return ScannedField(name[1].lower(), (f"{{{value}}}",), name.start(1))


def _piece(text: str, at: int, end: int) -> tuple[int, str]:
    """Where the text, number or macro at ``at`` ends, and it; ``at`` if there is none."""
    if text[at : at + 1] not in ('"', "{") or at >= end:
        word = _WORD.match(text, at, end)
        if word and word[0][0] in "0123456789" and not word[0].isdecimal():
            raise _FaultError(f"{word[0]} without braces is neither a number nor a macro,", at)
        return (word.end(), word[0]) if word else (at, "")
    depth, quoted = 0, text[at] == '"'
    for match in _SIGN.finditer(text, at + quoted, end):
        if match[0] == "{":
            depth += 1
            if depth > _DEEPEST:
                raise _FaultError("braces nested too deeply,", at)
        elif match[0] == "}":
            depth -= 1
        if not depth and match[0] == ('"' if quoted else "}"):
            return match.end(), text[at : match.end()]
    raise _FaultError("a quotation mark that is not closed, from", at)
