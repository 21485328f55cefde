"""What a person decides on: everything, or the objects and fields that they name."""

from collections.abc import Iterable

from msgspec.structs import replace

from plbib.zotero.merge import Rules

Scope = tuple[str, ...]
"""Names as given: a citation key, an object's key or name, also with a field: ``KEY:FIELD``; ``()`` is all."""


def rules_for(rules: Rules, scope: Scope, names: Iterable[str]) -> Rules:
    """The rules of an object that has these names: none where others are named."""
    if not scope:
        return rules
    own = frozenset(names)
    if own & {*scope}:
        return replace(rules, named=True)
    fields = frozenset(field.lower() for field in fields_of(scope, own))
    return replace(rules, named=True, fields=fields) if fields else Rules()


def fields_of(scope: Scope, names: Iterable[str]) -> list[str]:
    """The fields that ``scope`` names of an object with these names."""
    own = frozenset(names)
    parts = (name.rpartition(":") for name in scope)
    return [field for head, _, field in parts if head in own]


def covers(scope: Scope, names: Iterable[str], field: str) -> bool:
    """Whether a person decides on this field of an object with these names, or, with ``field`` empty, on the whole."""
    own = frozenset(names)
    named = {one.lower() for one in fields_of(scope, own)}
    return not scope or bool(own & {*scope}) or field.removeprefix("extra.").lower() in named


def unknown(scope: Scope, names: Iterable[str]) -> list[str]:
    """Those of ``scope`` that name nothing."""
    own = frozenset(names)
    return [name for name in scope if name not in own and name.rpartition(":")[0] not in own]
