"""The merge of an item whose type differs between list and library: a preprint that was published, most often.

The type follows the list, with its fields. What people filled in fields that the new type lacks is kept in Extra.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from plbib.zotero import extra, fields, items
from plbib.zotero.items import Fields, Schema
from plbib.zotero.merge import FieldTurn, MergedObject, Origin, Rules, Turn, merge
from plbib.zotero.objects import Content, Held

_OF_PREPRINTS = frozenset({"publisher", "number", "type"})
"""Repository, archive id and genre, which Zotero would make the publisher, the number and the type of a report."""


def merge_item(
    wanted: Content, as_held: Content | None, base: Content, held: Held, origin: Origin, rules: Rules, schema: Schema
) -> MergedObject:
    """The merge of an item; ``as_held`` is what the list wants of an item of the type that the library has."""
    kind, now = wanted.text("itemType"), held.content.text("itemType")
    possible = items.possible(kind, schema)
    if kind == now:
        return merge(base, wanted, held, origin, rules, possible)
    leaving = {name for name in held.content.fields if _leaves(name, now, possible)}
    rest = replace(held, content=_without(held.content, leaving))
    merged = merge(_without(base, leaving), wanted, rest, origin, rules, possible)
    if "itemType" in merged.changes:
        return replace(merged, fields=(*merged.fields, *_leaving(leaving, base, held, merged, possible)))
    other = as_held or wanted
    other = replace(other, fields={**other.fields, "itemType": kind})
    return merge(base, other, held, origin, rules, items.possible(now, schema) - {"itemType"})


def _leaves(name: str, kind: str, possible: frozenset[str]) -> bool:
    if name in ("itemType", "creators") or name.startswith("extra."):
        return False
    return name not in possible or (kind == "preprint" and name in _OF_PREPRINTS)


def _without(content: Content, names: set[str]) -> Content:
    return replace(content, fields={name: value for name, value in content.fields.items() if name not in names})


def _leaving(
    names: Iterable[str], base: Content, held: Held, merged: MergedObject, possible: frozenset[str]
) -> Iterable[FieldTurn]:
    """The turns of fields that the item's new type has not, or means otherwise."""
    before: Fields = held.content.fields
    kind = held.content.text("itemType")
    for name in sorted(names):
        value, own = before[name], fields.specific(kind, name)
        if isinstance(value, str) and value != base.fields.get(name, ""):
            line = f"extra.{extra.label(own)}"
            there = before.get(line, "")
            why = f"people filled {own}, which the new type has not: it is kept in Extra"
            both = "\n".join(filter(None, [str(there), value.replace("\n", " ")]))
            yield FieldTurn(Turn.WRITE, line, there, both, why)
        if name in possible and name not in merged.changes:
            yield FieldTurn(Turn.WRITE, name, value, "")
