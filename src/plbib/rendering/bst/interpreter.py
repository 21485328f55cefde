"""Pybtex as the interpreter of ``.bst`` styles: a style and a .bib in, a .bbl out.

Each run has a table of built-in functions of its own, in which those stand that pybtex 0.26 gets wrong; the installed
package is left as it is. What BibTeX warns of (an unknown type, a name with too many commas) goes by in silence.
"""

import operator
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from io import StringIO
from typing import Any

from plbib.errors import PlbibError
from plbib.rendering.bst import strings
from plbib.text.patterns import regex

_MOST_ROUNDS = 3_000
_MOST_CALLS = 50_000
"""Rounds of loops and calls of functions an entry."""
_CHARACTERS = 128  # that BibTeX knows
_HIGHEST = 100_000
"""Values on the stack."""
"""Rounds of loops for each entry of a list, and ten times that for the whole; styles take some hundreds."""
_LONGEST = 1_000_000
"""Characters of a string that a style puts together."""


def run(style: str, name: str, bib: str) -> str:
    """The .bbl that the style with this source text makes of all entries of ``bib``, in order.

    Raises :class:`PlbibError` with the style's ``name`` and the cause for whatever pybtex cannot do.
    """
    with _pybtex(name):
        script = _script(style)
        text: str = _kind()(bib).run(script, ["*"], [], 2)
        return text


@contextmanager
def _pybtex(name: str) -> Iterator[None]:
    """Around calls of pybtex, which reports what it does not expect by whatever exception it runs into."""
    try:
        yield
    except Exception as error:  # IndexError, TypeError, RecursionError …: a style is a program, and it checks none
        cause = f"{type(error).__name__}: {error}"
        raise PlbibError(
            f"{name}: the style cannot be run: pybtex: {cause}", "choose another style, or run it with --engine bibtex"
        ) from error


@lru_cache(maxsize=8)
def _script(style: str) -> list[Any]:
    from pybtex.bibtex import bst

    return list(bst.parse_stream(StringIO(_ENDED.sub("", style))))


_ENDED = regex(r"^[ \t]*\\endinput(?![A-Za-z]).*", re.MULTILINE | re.DOTALL)
"""What some styles end with, and BibTeX skips."""


@cache
def _reader() -> Any:
    from pybtex.database.input.bibtex import Parser

    class BstReader(Parser):  # type: ignore[misc]
        """Pybtex's, to which a macro that the style does not define is empty, as to BibTeX."""

        def handle_error(self, error: Exception) -> None:
            """Go on."""

    return BstReader


@cache
def _function() -> Any:
    from pybtex.bibtex import interpreter

    class Function(interpreter.Function):  # type: ignore[misc]
        """Pybtex's, counted: functions that call others twice can go on for ever without a loop."""

        def execute(self, run: Any) -> None:
            run.calls += 1
            if run.calls > _MOST_CALLS * (10 + len(run.citations)):
                raise RecursionError("the style calls its functions without end")
            super().execute(run)

    return Function


@cache
def _kind() -> Any:
    from pybtex.bibtex import interpreter

    class Interpreter(interpreter.Interpreter):  # type: ignore[misc]
        """Pybtex's, with our functions, over a .bib in memory."""

        def __init__(self, bib: str) -> None:
            super().__init__(None, None)
            self.bib = bib
            self.rounds = self.calls = 0
            self.output_lines: list[str] = []
            self.output_buffer: list[str] = []
            for name, function in _functions().items():
                self.vars[name] = function

        def add_variable(self, name: str, value: Any) -> None:
            if name not in self.vars:  # BibTeX complains of a second one and keeps the first
                super().add_variable(name, value)

        def command_function(self, name: Any, body: Any) -> None:
            self.add_variable(name[0].value(), _function()(body))

        def push(self, value: Any) -> None:
            if len(self.stack) > _HIGHEST:
                raise RecursionError("the style leaves more and more on its stack")
            super().push(value)

        def pop(self) -> Any:
            return self.stack.pop() if self.stack else ""  # BibTeX complains and goes on

        def newline(self) -> None:
            self.output_lines += [strings.wrap("".join(self.output_buffer)), "\n"]
            self.output_buffer = []

        def command_read(self) -> None:
            self.bib_data = _reader()(macros=self.macros, person_fields=[]).parse_string(self.bib)
            self.citations = list(self.bib_data.entries)

    return Interpreter


# Functions ----------------------------------------------------------------------------------------------------------


@cache
def _functions() -> dict[str, Any]:
    """Our built-in functions by name, as the interpreter executes them."""
    from pybtex.bibtex.builtins import Builtin

    return {name: Builtin(function) for name, function in _FUNCTIONS.items()}


def _pushed(function: Callable[..., Any], *kinds: type, otherwise: str | int = "") -> Callable[[Any], None]:
    """A function of the stack's upper values, the topmost last; of values of other types BibTeX makes ``otherwise``."""

    def execute(interpreter: Any) -> None:
        values = [interpreter.pop() for _ in kinds][::-1]
        fit = all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True))
        interpreter.push(function(*values) if fit else otherwise)

    return execute


def _change_case(text: str, mode: str) -> str:
    letter = mode[:1].lower()
    return strings.change_case(text, letter) if letter and letter in "lut" else text


def _joined(left: str, right: str) -> str:
    text = left + right
    if len(text) > _LONGEST:
        raise RuntimeError("it puts together a string without end")
    return text


def _call_type(interpreter: Any) -> None:
    kind = interpreter.current_entry.type
    function = interpreter.vars.get(kind) or interpreter.vars.get("default.type")
    if function:
        function.execute(interpreter)


def _while(interpreter: Any) -> None:
    body, condition = interpreter.pop(), interpreter.pop()
    while True:
        condition.execute(interpreter)
        if interpreter.pop() <= 0:
            return
        interpreter.rounds += 1
        if interpreter.rounds > _MOST_ROUNDS * (10 + len(interpreter.citations)):
            raise RuntimeError("it runs in a loop without end")
        body.execute(interpreter)


def _if(interpreter: Any) -> None:
    no, yes, condition = interpreter.pop(), interpreter.pop(), interpreter.pop()
    if isinstance(condition, int):  # BibTeX complains of others and goes on
        (yes if condition > 0 else no).execute(interpreter)


def _clear(interpreter: Any) -> None:
    interpreter.stack.clear()


def _drop(interpreter: Any) -> None:
    interpreter.pop()


@lru_cache(maxsize=16384)
def _format_name(names: str, number: int, form: str) -> str:
    people = _people(names)
    return str(_form(form).format(people[number - 1])) if 0 < number <= len(people) else ""


@lru_cache(maxsize=4096)
def _people(names: str) -> list[str]:
    from pybtex.bibtex.utils import split_name_list

    return [_with_two_commas(name) for name in split_name_list(names)]


def _with_two_commas(name: str) -> str:
    """``name`` as BibTeX takes it: a third comma is a blank."""
    commas = [at for at, (part, level) in enumerate(strings.parts(name)) if part == "," and not level]
    if len(commas) <= 2:
        return name
    pieces = [part for part, _ in strings.parts(name)]
    return "".join(" " if at in commas[2:] else piece for at, piece in enumerate(pieces))


@lru_cache(maxsize=256)
def _form(form: str) -> Any:
    from pybtex.bibtex.names import NameFormat

    return NameFormat(form)


def _width(text: str) -> int:
    from pybtex.charwidths import charwidths

    return strings.width(text, charwidths)


_FUNCTIONS: dict[str, Callable[[Any], None]] = {
    "*": _pushed(_joined, str, str),
    "+": _pushed(operator.add, int, int, otherwise=0),
    "-": _pushed(operator.sub, int, int, otherwise=0),
    "add.period$": _pushed(strings.add_period, str),
    "call.type$": _call_type,
    "change.case$": _pushed(_change_case, str, str),
    "chr.to.int$": _pushed(lambda text: ord(text) if len(text) == 1 else 0, str, otherwise=0),
    "format.name$": _pushed(_format_name, str, int, str),
    "if$": _if,
    "int.to.chr$": _pushed(lambda code: chr(code) if 0 <= code < _CHARACTERS else "", int),
    "num.names$": _pushed(lambda names: len(_people(names)), str, otherwise=0),
    "purify$": _pushed(strings.purify, str),
    "stack$": _clear,
    "substring$": _pushed(strings.substring, str, int, int),
    "text.length$": _pushed(strings.length, str, otherwise=0),
    "text.prefix$": _pushed(strings.prefix, str, int),
    "top$": _drop,
    "warning$": _drop,
    "while$": _while,
    "width$": _pushed(_width, str, otherwise=0),
}
