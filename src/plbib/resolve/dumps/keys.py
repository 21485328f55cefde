"""Keys of foreign JSON, declared: which of them holds which CSL variable or identifier."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from plbib.errors import UsageError
from plbib.model import Item
from plbib.text import names

_VARIABLES = frozenset(field.encode_name for field in msgspec.structs.fields(Item) if field.name != "other")
IDENTIFIERS = frozenset("arxiv dblp openreview acl neurips mlsys pmlr cvf usenix ieee pubmed s2".split())
"""Kinds of identifiers that are no CSL variable."""
HOMONYM = re.compile(r"\s+\d{4}$")
"""The number by which dblp tells namesakes apart."""
_NAMES = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "event-date"})


class Keys:
    """``declared`` says for a variable (``author``) the key that holds it (``authors``, ``paper.authors``).

    Names may be objects, pairs of family and given name, or texts (``Ada Lind``; ``Lind, Ada``); a date may be a year.
    Raises :class:`UsageError` for what is no variable and no identifier.
    """

    def __init__(self, declared: Mapping[str, str]) -> None:
        for variable in declared:
            if variable not in _VARIABLES | IDENTIFIERS | {"id"}:
                known = ", ".join(sorted(_VARIABLES | IDENTIFIERS | {"id"}))
                raise UsageError(f"{variable}: no variable of CSL, and no identifier", f"known are: {known}")
        self.declared = dict(sorted(declared.items()))

    def __bool__(self) -> bool:
        return bool(self.declared)

    def rename(self, row: Any) -> Any:
        """``row`` as CSL-JSON has it; what is no object is left as it is."""
        if not isinstance(row, dict):
            return row
        found = {name: value for name, key in self.declared.items() if (value := _at(row, key)) not in (None, "", [])}
        used = {key.partition(".")[0] for key in self.declared.values()}
        kept = {name: value for name, value in row.items() if name in _VARIABLES | {"id"} and name not in used}
        identifiers = {name: str(found.pop(name)) for name in IDENTIFIERS & found.keys()}
        values = {name: _value(name, value) for name, value in found.items()}
        return {
            "type": "document",
            **kept,
            **values,
            **({"custom": {"identifiers": identifiers}} if identifiers else {}),
        }


def _at(row: dict[str, Any], key: str) -> Any:
    """What a key holds; ``a.b`` is the ``b`` in ``a``, unless there is a key of that very name."""
    value: Any = row
    for part in (key,) if key in row else key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _value(name: str, value: Any) -> Any:
    if name in _NAMES:
        return [*_people(value)]
    if name in _DATES and (isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())):
        return {"date-parts": [[int(value)]]}
    return value[0] if isinstance(value, list) and len(value) == 1 and name not in _DATES else value


def _people(value: Any) -> Iterator[dict[str, Any]]:
    """Names in any of the forms in which programs write them."""
    for person in [value] if isinstance(value, str | dict) else value:
        if isinstance(person, dict):
            whole = person.get("name")
            yield from _people(whole) if isinstance(whole, str) else [person]
        elif isinstance(person, list) and len(person) == 2:
            yield {part: text for part, text in zip(("family", "given"), person, strict=True) if text}
        elif isinstance(person, str):
            yield from (msgspec.to_builtins(name) for name in names.from_bibtex(HOMONYM.sub("", person.strip())))
