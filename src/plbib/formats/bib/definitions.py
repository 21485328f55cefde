r"""Commands that a file defines itself, ``@preamble{"\newcommand{\kite}[1]{…}"}``, put in where entries use them."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from plbib.text.commands import FOR_SORTING
from plbib.text.macros import known_commands

_DEFINED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\s*\*?\s*(?:\{\s*\\(?P<name>[A-Za-z]+)\s*\}"
    r"|\\(?P<bare>[A-Za-z]+))\s*(?:\[(?P<count>\d)\])?\s*(?P<option>\[)?"
    r"|\\[gex]?def\s*\\(?P<plain>[A-Za-z]+)\s*(?P<signs>(?:\#\d)*)"
)
_GROUP = re.compile(
    r"\s*\{((?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.|\{[^{}]*+\})*+\})*+\})*+)\}", re.DOTALL
)
_TOKEN = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\s{}\\])", re.DOTALL)
_PROGRAM = re.compile(r"\\(?:if|else|fi\b|def|let|expandafter|csname|catcode|begin|end|write|input|@)")
"""What makes of a definition more than text."""
_VERBATIM = frozenset("url doi file pdf eprint ee biburl crossref xref xdata ids keywords".split())
_ROUNDS, _GROWTH, _FREE = 5, 4, 2_000


class Definition(Struct, frozen=True):
    """What a command prints, with ``#1`` for its first argument, and how many it takes."""

    text: str
    count: int


def definitions(preambles: Iterable[str]) -> dict[str, Definition]:
    """The commands that preambles define as text, but for those that have a meaning here already."""
    found: dict[str, Definition] = {}
    for preamble in preambles:
        for match in _DEFINED.finditer(preamble):
            name = match["name"] or match["bare"] or match["plain"]
            body = _GROUP.match(preamble, match.end())
            if not body or match["option"] or _PROGRAM.search(body[1]):
                continue
            if name in FOR_SORTING or name not in known_commands():
                count = int(match["count"] or 0) if match["signs"] is None else match["signs"].count("#")
                found[name] = Definition(body[1], count)
    return found


def expand(fields: Mapping[str, str], defined: Mapping[str, Definition]) -> dict[str, str]:
    """``fields`` with what their commands are defined as; a value that would grow too long stays."""
    if not defined:
        return dict(fields)
    command = re.compile(rf"\\({'|'.join(map(re.escape, defined))})(?![A-Za-z])[ \n]*")
    return {
        name: value if name in _VERBATIM or "\\" not in value else _expanded(value, command, defined)
        for name, value in fields.items()
    }


def _expanded(value: str, command: re.Pattern[str], defined: Mapping[str, Definition]) -> str:
    text = value
    for _ in range(_ROUNDS):
        if not command.search(text):
            return text
        text = _once(text, command, defined)
        if len(text) > _FREE + _GROWTH * len(value):
            break
    return value


def _once(text: str, command: re.Pattern[str], defined: Mapping[str, Definition]) -> str:
    pieces, at = [], 0
    while match := command.search(text, at):
        definition = defined[match[1]]
        pieces.append(text[at : match.start()])
        arguments, at = _arguments(text, match.end(), definition.count)
        printed = re.sub(r"#(\d)", lambda sign: ["", *arguments, *[""] * 9][int(sign[1])], definition.text)  # noqa: B023
        pieces.append(f"{{{printed}}}" if printed else "")
    return "".join(pieces) + text[at:]


def _arguments(text: str, at: int, count: int) -> tuple[list[str], int]:
    """So many arguments from ``at``, and where they end."""
    arguments: list[str] = []
    while len(arguments) < count and (argument := _GROUP.match(text, at) or _TOKEN.match(text, at)):
        arguments.append(argument[1])
        at = argument.end()
    return arguments, at
