"""What functions and methods make of values that belong together, as digests: each parameter is filled by its type.

``python -m tests.pinned.calls lists.nodes.trimmed`` prints what is behind a line.
"""

import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from enum import Enum
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from plbib.text.unicode import digest
from tests.benchmarks.rows import functions, takes_text
from tests.pinned.functions import chance

Values = dict[Any, Sequence[Any]]
"""By type the values of one example: a line of a list with its title and links, a record with its item and names.

Values for parameters of one name have the name and the type: ``("venue", str)``.
"""

_HELD: dict[object, Callable[[Iterable[object]], object]] = {
    tuple: tuple,
    list: list,
    frozenset: frozenset,
    set: set,
    Iterable: list,
    Sequence: list,
    Collection: list,
}


class LackingError(Exception):
    """No value of a type is at hand."""


def _value(kind: Any, values: Values, nth: int, depth: int = 0) -> object:
    """The ``nth`` value of a type, a copy where it can be changed; one is built of others where none is at hand."""
    if kind in values:
        held = values[kind]
        if not held:
            raise LackingError
        return copy(held[nth % len(held)])
    origin, inner = get_origin(kind), get_args(kind)
    made: object = None
    if origin in (Union, UnionType, Annotated):
        made = _one_of(inner[:1] if origin is Annotated else inner, values, nth, depth)
    elif origin in _HELD and inner:
        made = _HELD[origin](_several(inner[0], values, nth, depth))
    elif origin in (dict, Mapping) and inner[0] is str:
        made = dict(zip(_several(str, values, nth, depth), _several(inner[1], values, nth + 1, depth), strict=False))
    elif isinstance(kind, type) and issubclass(kind, Enum):
        made = [*kind][nth % len([*kind])]
    elif isinstance(kind, type) and issubclass(kind, Struct) and depth < _DEEPEST:
        made = _built(kind, values, nth, depth + 1)
    else:
        raise LackingError
    return made


_DEEPEST = 3


def _one_of(kinds: tuple[Any, ...], values: Values, nth: int, depth: int) -> object:
    if NoneType in kinds and chance(nth, "none") % 4 == 0:
        return None
    for one in kinds:
        if one is not NoneType:
            with suppress(LackingError):
                return _value(one, values, nth, depth)
    if NoneType in kinds:
        return None
    raise LackingError


def _several(kind: Any, values: Values, nth: int, depth: int) -> Iterator[Any]:
    """Values for a tuple or the like: all that are at hand, or a few that are built."""
    if kind in values and depth == 0:
        yield from map(copy, values[kind])
        return
    if kind in (Any, object, ...):
        raise LackingError
    for at in range(chance(nth, str(kind)) % 3):
        yield _value(kind, values, nth + at, depth + 1)


def _built(kind: type[Struct], values: Values, nth: int, depth: int) -> Struct:
    """A value with some of its parts given, others by default."""
    given: dict[str, object] = {}
    for part in msgspec.structs.fields(kind):
        turn = chance(nth, f"{kind.__name__} {part.name}")
        if not part.required and turn % 3 == 0:
            continue
        try:
            given[part.name] = _value(part.type, values, turn >> 4, depth)
        except LackingError:
            if part.required:
                raise
    return kind(**given)


def _arguments(function: Callable[..., object], own: object, values: Values, nth: int) -> dict[str, object]:
    """What each parameter is given; of those with a default, every other time, what is at hand."""
    used: dict[object, int] = {}
    arguments: dict[str, object] = {}
    for at, one in enumerate(_parameters(function)):
        kind = own if own and at == 0 else one.annotation
        if one.default is not one.empty and (nth % 2 or kind in (str, int)):
            continue
        used[kind] = used.get(kind, -1) + 1
        named = values.get((one.name, kind))
        if named:
            arguments[one.name] = named[chance(nth, one.name) % len(named)]
            continue
        try:
            arguments[one.name] = _value(kind, values, used[kind] + (0 if kind in values and kind is not bool else nth))
        except LackingError:
            if one.default is one.empty:
                raise
    return arguments


@cache
def _parameters(function: Callable[..., object]) -> tuple[inspect.Parameter, ...]:
    return tuple(inspect.signature(function).parameters.values())


def shown(value: object) -> str:
    """``value`` in a form that is printed in one way only."""
    return msgspec.json.encode(_paired(value), enc_hook=_plain, order="deterministic").decode("utf-8", "replace")


def _paired(value: object) -> object:
    """``value`` with pairs for dictionaries, whose keys may be anything."""
    if isinstance(value, dict):
        return [[key, _paired(one)] for key, one in value.items()]
    return [*map(_paired, value)] if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    if isinstance(value, Iterator | map):
        return list(value)
    if callable(value):
        return getattr(value, "__name__", "")
    slots = [name for name in getattr(value, "__slots__", ()) if name in _TOLD]
    return [getattr(value, name) for name in slots] or type(value).__name__


_TOLD = ("text", "grammar", "title", "fields", "label", "strong")


def _result(function: Callable[..., object], arguments: dict[str, object]) -> str:
    """What comes of a call, with those arguments that it can change."""
    try:
        value = function(**arguments)
        value = list(value) if isinstance(value, Iterator) else value
    except Exception as error:  # noqa: BLE001 - a value may be one that no caller gives
        return type(error).__name__
    changed = [one for one in arguments.values() if _changes(one) or (value is None and hasattr(one, "__slots__"))]
    return shown([value, changed])


def _changes(value: object) -> bool:
    return isinstance(value, dict | list) or (isinstance(value, Struct) and not value.__struct_config__.frozen)


_LEFT_OUT = frozenset(["related_work.standalone.compile_paper", "related_work.standalone.main"])
"""What starts TeX, and what makes its files."""


def called(package: str) -> Iterator[tuple[str, Callable[..., object], object]]:
    """Public functions that take more than one text, and public methods and properties, with their type."""
    classes: dict[type, None] = {}
    for name, function in functions(package):
        module = import_module(f"plbib.{name.rpartition('.')[0]}")
        classes |= {
            one: None for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__
        }
        if not takes_text(function) and name not in _LEFT_OUT:
            yield name, function, None
    for one in classes:
        for name, value in list(vars(one).items()):
            method = value.fget if isinstance(value, property) else getattr(value, "func", value)
            if inspect.isfunction(method) and name[0] != "_" and one.__name__[0] != "_":
                yield f"{one.__module__[6:]}.{one.__name__}.{name}", method, one


def results(package: str, examples: Sequence[Values], only: str = "") -> Iterator[tuple[str, list[str]]]:
    """Of each function that all can be given to, what it makes of the examples."""
    for name, function, own in called(package):
        if only not in ("", name):
            continue
        found = []
        for nth in _chosen(function, own, examples):
            try:
                arguments = _arguments(function, own, examples[nth], nth)
            except LackingError:
                continue
            found.append(_result(function, arguments))
        if found:
            yield name, found


def _chosen(function: Callable[..., object], own: object, examples: Sequence[Values]) -> list[int]:
    """The examples that have all that a function is given; where these are few, others, for which it is built."""
    whole = [nth for nth, values in enumerate(examples) if _has_all(function, own, values)]
    others = sorted({*range(len(examples))} - {*whole}, key=lambda nth: chance(nth, ""))
    return [*whole, *others[: max(0, _ENOUGH - len(whole))]]


_ENOUGH = 300


def _has_all(function: Callable[..., object], own: object, values: Values) -> bool:
    """Whether a value of each parameter is at hand, or, of several, one of them."""
    kinds = [own if own and at == 0 else one.annotation for at, one in enumerate(_parameters(function))]
    return all(kind in values or (get_origin(kind) in _HELD and get_args(kind)[0] in values) for kind in kinds)


def examples(package: str) -> Sequence[Values]:
    """Those of a room."""
    found: Sequence[Values] = import_module(f"tests.{package}.examples").EXAMPLES
    return found


def table(package: str) -> str:
    """A line for each function: how many examples, how many results that differ, and a digest of all."""
    return "".join(
        f"{name} {len(found)} {len({*found})} {digest(chr(10).join(found), 8)}\n"
        for name, found in results(package, examples(package))
    )


if __name__ == "__main__":
    room = sys.argv[1].partition(".")[0]
    for _, shown_results in results(room, examples(room), sys.argv[1]):
        print(*shown_results, sep="\n")
