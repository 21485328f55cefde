"""Where the blocks of a .bib begin and end, and what fields they have, by BibTeX's own grammar.

Outside entries everything but ``@`` is a comment; so, as to biber, is a line that begins with ``%``. An entry whose
brace is not closed ends at the next line that starts like an entry, so that it spoils no other.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace


class Field(Struct, frozen=True):
    """A field of an entry as it stands: its name in lower case, what its value is joined of, its place in the text."""

    name: str
    pieces: tuple[str, ...]  # what `#` joins: quoted or braced text, a number, a macro's name
    at: int


class Block(Struct, frozen=True, kw_only=True):
    """A piece of the file from ``@`` to its closing delimiter; ``fault`` says why it cannot be read, if it cannot."""

    word: str  # what follows the @, in lower case
    start: int
    body: int  # where what it encloses begins
    end: int  # and where that ends
    after: int  # where the search for the next block goes on
    key: str = ""
    fields: tuple[Field, ...] = ()
    fault: str = ""
    fault_at: int = -1


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


def blocks(text: str) -> Iterator[Block]:
    """The blocks of ``text`` in order; each start of an entry is one, also where it cannot be read."""
    at, patient = 0, True
    while found := _START.search(text, at):
        at = found.end()
        if found["word"]:
            block = _block(text, found, patient=patient)
            patient = patient and not (block.word == "comment" and block.fault)
            at = block.after
            yield block


def _block(text: str, found: re.Match[str], *, patient: bool) -> Block:
    """The block that starts at ``found``; a ``patient`` search lets a comment hold any number of entries."""
    word, mark, body = found["word"].lower(), found["mark"], found.end()
    block = Block(word=word, start=found.start(), body=body, end=body, after=body)
    if word not in NO_ENTRY and (name := _KEY[mark].match(text, body)):
        key, body, follows = name[1], name.end(), name[2]
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
        if word not in NO_ENTRY and not block.key:
            raise _FaultError("it has no key", -1)
        if word not in ("comment", "preamble") and not fields:
            raise _FaultError("it has no fields" if word != "string" else "it defines nothing", -1)
    except _FaultError as error:
        return replace(block, fault=error.args[0], fault_at=error.args[1])
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
        if found[0] == "}" and len(opened) > 1:
            opened.pop()
        elif found[0] not in "{}" and len(opened) > 1:
            break
        elif found[0][-1] == "{":
            opened.append(found.end() - 1)
    return _FaultError(
        f"a {'brace' if text[opened[-1]] == '{' else 'parenthesis'} that is not closed, from", opened[-1]
    )


# Blocks to fields ---------------------------------------------------------------------------------------------------

_NAME = re.compile(r'\s*([^\s"#%\'(),={}]+)\s*=\s*')
_WORD = re.compile(r'[^\s"#%\'(),={}]+')
_NEXT = re.compile(r"\s*([#,]?)\s*")
_SIGN = re.compile(r'[{}"]')
_DEEPEST = 60
"""Levels of braces; no reader of TeX goes much deeper without running out of stack, and no author does."""


def _fields(text: str, at: int, end: int) -> tuple[Field, ...]:
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
        fields.append(Field(name[1].lower(), tuple(pieces), name.start(1)))
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
    for found in _SIGN.finditer(text, at + quoted, end):
        if found[0] == "{":
            depth += 1
            if depth > _DEEPEST:
                raise _FaultError("braces nested too deeply,", at)
        elif found[0] == "}":
            depth -= 1
        if not depth and found[0] == ('"' if quoted else "}"):
            return found.end()
    raise _FaultError("a quotation mark that is not closed, from", at)
