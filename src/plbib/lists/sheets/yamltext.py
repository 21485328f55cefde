"""YAML as values with their places: texts stay as they are written, tags mean nothing, and nothing is expanded.

PyYAML parses; its events are put together here, since its loaders turn ``2023-05-01`` into a date and ``no`` into
False, know no lines, and expand what is referred to again and again. An alias stands for a text, never for a list.
"""

from collections.abc import Iterable
from typing import Any

from plbib.errors import InputError
from plbib.lists.columns import Columns
from plbib.lists.sheets import objects, reader
from plbib.lists.sheets.sheet import Mapping, Value
from plbib.model import Reading

_NULL = frozenset(["", "~", "null", "Null", "NULL"])
_DEEPEST = 50
_LONGEST = 1000
"""Characters of a text that an alias can stand for."""


def tree_of_yaml(text: str, file: str) -> Value:
    """The values of a YAML text; of several documents a list. Raises :class:`InputError` with the place of a fault."""
    import yaml  # takes a while to load

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents = _YamlBuilder(file).documents(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        raise InputError(f"{file}{place}: no YAML: {what}", "mend it there; quote texts that hold a colon") from error
    return documents[0] if len(documents) == 1 else documents


class _YamlBuilder:
    """Puts events together. The containers that are open lie on a stack, the keys that wait for a value beside it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._documents: list[Value] = []
        self._open: list[Value] = []
        self._keys: list[str | None] = []
        self._anchors: dict[str, str] = {}

    def documents(self, events: Iterable[Any]) -> list[Value]:
        for event in events:
            getattr(self, f"_{type(event).__name__}", _nothing)(event)
        return self._documents

    def _fail(self, event: Any, what: str, hint: str) -> InputError:
        mark = event.start_mark
        return InputError(f"{self._file}:{mark.line + 1}:{mark.column + 1}: {what}", hint)

    def _put(self, event: Any, value: Value) -> None:
        if not self._open:
            self._documents.append(value)
            return
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif self._keys[-1] is None:
            if not isinstance(value, str):
                raise self._fail(event, "a list or mapping where a name should stand", "write name: value")
            self._keys[-1] = value
        else:
            holder.fields.setdefault(self._keys[-1], value)
            self._keys[-1] = None

    def _begin(self, event: Any, value: Value) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._fail(event, f"more than {_DEEPEST} levels", "a list of papers needs a few")
        self._put(event, value)
        self._open.append(value)
        self._keys.append(None)

    def _ScalarEvent(self, event: Any) -> None:  # noqa: N802 - as PyYAML calls it
        text = "" if event.implicit[0] and event.value in _NULL else event.value
        if event.anchor and len(text) <= _LONGEST:
            self._anchors[event.anchor] = text
        self._put(event, text)

    def _AliasEvent(self, event: Any) -> None:  # noqa: N802
        if event.anchor not in self._anchors:
            raise self._fail(event, f"*{event.anchor} stands for no short text", "write out what it stands for")
        self._put(event, self._anchors[event.anchor])

    def _SequenceStartEvent(self, event: Any) -> None:  # noqa: N802
        self._begin(event, [])

    def _MappingStartEvent(self, event: Any) -> None:  # noqa: N802
        self._begin(event, Mapping(line=event.start_mark.line + 1, column=event.start_mark.column + 1))

    def _SequenceEndEvent(self, _: Any) -> None:  # noqa: N802
        self._open.pop()
        self._keys.pop()

    _MappingEndEvent = _SequenceEndEvent


def _nothing(_: Any) -> None:
    """Events that only say where documents begin and end."""


def read(text: str, file: str, columns: Columns) -> Reading:
    """The papers of a YAML text."""
    return reader.read(objects.sheet(tree_of_yaml(text, file), file), file, columns)
