"""What is to be done about one object: its three sides merged, as actions to show, a write to send, a new state."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero import items
from plbib.zotero.items import Fields, Schema, Value
from plbib.zotero.merge import FieldTurn, MergedObject, Origin, Rules, Turn, merge, tags_after
from plbib.zotero.objects import Content, Held, Known, Lost, ObjectKind
from plbib.zotero.retype import merge_item
from plbib.zotero.scope import Scope, rules_for

MARK = "extra.plbib-id"
"""The line of Extra with the list's name for a paper."""


class ActionKind(StrEnum):
    """What a plan can do to an object, or leave."""

    CREATE = "create"
    ADOPT = "adopt"
    CHANGE = "change"
    FILE = "file"
    UNFILE = "unfile"
    TRASH = "trash"
    RESTORE = "restore"
    CONFLICT = "conflict"
    ASK = "ask"
    KEEP = "keep"


class Action(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a plan: what is done to which object; ``name`` is a citation key, a category or an address.

    Of a change, a conflict and a field that is kept, ``old`` is what the library holds and ``new`` what the list says.
    """

    do: ActionKind
    what: ObjectKind
    key: str
    name: str
    title: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


class Target(Struct, frozen=True, kw_only=True):
    """An object as the list wants it, and the key it has or is to have."""

    what: ObjectKind
    id: str
    key: str
    name: str
    title: str = ""
    content: Content
    by: str = ""  # what an item of people was adopted by
    theirs: bool = False  # people made it: the list would give it another key
    as_held: Content | None = None  # of an item of another type in the library: the same in fields of that type
    restore: bool = False  # it was asked for by name: it comes out of the trash


class Write(Struct, frozen=True, kw_only=True):
    """An object to send: only what changes, with the version it was read at; ``leaves`` if it has left the list.

    Its state is ``before`` what the last sync knew, ``interim`` until the answer comes, ``after`` if it is a success.
    """

    target: Target
    version: int
    properties: dict[str, Any]
    before: Known | None
    interim: Known
    after: Known
    leaves: bool = False

    @property
    def body(self) -> dict[str, Any]:
        return {"key": self.target.key, "version": self.version, **self.properties}


class ObjectOutcome(Struct, frozen=True, kw_only=True):
    """What becomes of an object; ``known`` is its state now, and None before it exists."""

    actions: tuple[Action, ...] = ()
    write: Write | None = None
    known: Known | None = None


class View(Struct, frozen=True, kw_only=True):
    """What outcomes depend on beside the object: the decisions, the server's schema, how collections are called.

    ``fresh`` are the collections that are made in this run, which nobody can have taken anything out of, ``lost`` those
    that people took out of the group.
    """

    rules: Rules
    scope: Scope = ()
    schema: Schema
    names: Mapping[str, str]
    fresh: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    def rules_for(self, target: "Target") -> Rules:
        """The decisions of a person that hold for an object."""
        return rules_for(self.rules, self.scope, (target.key, target.name))


def outcome(
    target: Target, known: Known | None, held: Held | None, view: View, lost: Lost | None = None
) -> ObjectOutcome:
    """What is to be done about an object that the list wants; ``held`` is None if the library has none.

    ``lost`` says that people took it out; then it stays out.
    """
    if held and held.trashed and not (target.restore or (known and known.pruned)):
        lost = Lost.TRASHED
    if lost:
        row = Known(what=target.what, id=target.id, key=target.key, base=target.content)
        if held and known:  # what the list wanted last is needed once people take it out of the trash
            row = replace(settle(known, held), id=target.id)
        known = replace(row, version=held.version if held else known.version if known else 0, lost=lost)
        reason = f"{_LOST[lost]}; --refile puts it back" if target.what is ObjectKind.COLLECTION else _LOST[lost]
        return ObjectOutcome(actions=(_action(ActionKind.KEEP, target, reason=reason),), known=known)
    if held is None:
        return _create(target)
    return _merge_sides(target, settle(known, held) if known else None, _with_citation_key(held), view)


_LOST = {Lost.TRASHED: "people moved it to the trash", Lost.DELETED: "people deleted it"}


def settle(known: Known, held: Held) -> Known:
    """``known`` once it is seen whether what was sent has arrived."""
    sent, base = known.pending, known.base
    if sent is None or known.version == held.version:
        return replace(known, pending=None, pruning=False)
    arrived = {name: value for name, value in sent.fields.items() if held.content.fields.get(name, "") == value}
    cleared = {name for name in base.fields if name not in sent.fields and name not in held.content.fields}
    base = Content(
        fields={name: value for name, value in {**base.fields, **arrived}.items() if name not in cleared},
        tags=_settle_members(base.tags, sent.tags, held.content.tags),
        collections=_settle_members(base.collections, sent.collections, held.content.collections),
    )
    return replace(
        known,
        version=known.version or held.version,
        base=base if known.version else sent,
        pending=None,
        pruned=held.trashed and (known.pruned or known.pruning),
        pruning=False,
    )


def _settle_members(base: tuple[str, ...], sent: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``base`` but for what was given up and is gone, and those sent that are there."""
    gone = {*base} - {*sent} - {*held}
    return tuple(sorted(({*base} - gone) | ({*sent} & {*held})))


def _with_citation_key(held: Held) -> Held:
    """``held`` with the citation key that a person gave it in Extra, from where Zotero moves it one day."""
    fields = held.content.fields
    key = fields.get("citationKey") or fields.get("extra.citation-key")
    return replace(held, content=replace(held.content, fields={**fields, "citationKey": key})) if key else held


def _create(target: Target) -> ObjectOutcome:
    after = Known(what=target.what, id=target.id, key=target.key, base=target.content)
    properties = _PROPERTIES[target.what](target.content.fields, None)
    if target.what is ObjectKind.ITEM:
        properties["tags"] = [{"tag": tag, "type": 1} for tag in target.content.tags]
        properties["collections"] = list(target.content.collections)
    interim = replace(after, base=Content(), pending=after.base)
    write = Write(target=target, version=0, properties=properties, before=None, interim=interim, after=after)
    return ObjectOutcome(actions=(_action(ActionKind.CREATE, target),), write=write)


def _merge_sides(target: Target, known: Known | None, held: Held, view: View) -> ObjectOutcome:
    origin = Origin.SYNCED if known else Origin.ADOPTED if target.by else Origin.FOUND
    base = known.base if known else Content()
    if origin is Origin.FOUND:
        filed = tuple(key for key in target.content.collections if key not in view.fresh)
        base = Content(tags=target.content.tags, collections=filed)
    merged = _merge_parts(target, base, held, origin, view)
    actions = _actions(target, held, merged, view)
    if origin is Origin.ADOPTED:
        actions = (_action(ActionKind.ADOPT, target, reason=f"by {target.by}"), *actions)
    if held.trashed:
        reason = "as asked" if target.restore else "it is in the list again"
        actions = (_action(ActionKind.RESTORE, target, reason=reason), *actions)
    adopted = known.adopted if known else target.theirs
    after = _state(target, merged.base, _content_after(held, merged), held.version, adopted)
    after = replace(after, restored=bool(known and (known.restored or (known.pruned and not held.trashed))))
    if not (merged.writes or held.trashed):
        return ObjectOutcome(actions=actions, known=after)
    interim = known or _state(target, _base_before_arrival(merged), held.content, held.version, adopted)
    write = Write(
        target=target,
        version=held.version,
        properties=_properties(target, held, merged),
        before=known,
        interim=replace(interim, pending=merged.base),
        after=after,
    )
    return ObjectOutcome(actions=actions, write=write, known=known)


def _properties(target: Target, held: Held, merged: MergedObject) -> dict[str, Any]:
    """What is sent of an object that is there: the parts that change, each whole."""
    properties = _PROPERTIES[target.what](merged.changes, held)
    if merged.tags.added or merged.tags.removed:
        properties["tags"] = [{"tag": tag.tag, "type": tag.type} for tag in tags_after(held, merged.tags)]
    if merged.collections.added or merged.collections.removed:
        properties["collections"] = list(merged.collections.kept)
    if held.trashed:
        properties["deleted"] = 0
    return properties


def _content_after(held: Held, merged: MergedObject) -> Content:
    return Content(
        fields={**held.content.fields, **merged.changes}, tags=merged.tags.kept, collections=merged.collections.kept
    )


def _base_before_arrival(merged: MergedObject) -> Content:
    """What the list is known to have wanted as long as the changes have not arrived."""
    base = merged.base
    return Content(
        fields={name: value for name, value in base.fields.items() if name not in merged.changes},
        tags=tuple(sorted({*base.tags} - {*merged.tags.added})),
        collections=tuple(sorted({*base.collections} - {*merged.collections.added})),
    )


def _state(target: Target, base: Content, held: Content, version: int, adopted: bool) -> Known:
    """The state of an object that holds ``held``, of which the parts are kept that the list has a say in."""
    names = sorted(base.fields.keys() | target.content.fields.keys())
    there = Content(
        fields={name: value for name in names if (value := held.fields.get(name))},
        tags=tuple(sorted({*held.tags} & {*base.tags})),
        collections=tuple(sorted({*held.collections} & {*base.collections})),
    )
    base = Content(
        fields=dict(sorted(base.fields.items())),
        tags=tuple(sorted(base.tags)),
        collections=tuple(sorted(base.collections)),
    )
    return Known(
        what=target.what,
        id=target.id,
        key=target.key,
        version=version,
        base=base,
        held=None if there == base else there,
        disputed={name: value for name, value in target.content.fields.items() if base.fields.get(name) != value},
        adopted=adopted,
    )


def _merge_parts(target: Target, base: Content, held: Held, origin: Origin, view: View) -> MergedObject:
    rules = view.rules_for(target)
    if target.what is ObjectKind.ITEM:
        return merge_item(target.content, target.as_held, base, held, origin, rules, view.schema)
    return merge(base, target.content, held, origin, rules, target.content.fields.keys() | base.fields.keys())


def _actions(target: Target, held: Held, merged: MergedObject, view: View) -> tuple[Action, ...]:
    actions = [_field_action(target, turn, view) for turn in merged.fields if not _is_mark_of_another(turn)]
    tags = merged.tags
    if tags.added or tags.removed:
        before, after = (", ".join(sorted(names)) for names in (held.content.tags, tags.kept))
        actions.append(_action(ActionKind.CHANGE, target, field="tags", old=before, new=after))
    actions += [
        _action(ActionKind.KEEP, target, field="tags", new=tag, reason=f"people took the tag {tag} off")
        for tag in tags.missed
    ]
    filed = merged.collections
    names = {key: view.names.get(key, key) for members in (filed.added, filed.removed, filed.missed) for key in members}
    actions += [_action(ActionKind.FILE, target, new=names[key]) for key in filed.added]
    actions += [_action(ActionKind.UNFILE, target, old=names[key]) for key in filed.removed]
    actions += [
        _action(ActionKind.KEEP, target, new=names[key], reason=f"people took it out of {names[key]}")
        for key in filed.missed
        if key not in view.lost
    ]
    return tuple(actions)


def _is_mark_of_another(turn: FieldTurn) -> bool:
    """Whether a field is the mark of another list that has the same paper, which it found there and leaves."""
    return turn.field == MARK and turn.turn is Turn.KEEP


_DO = {Turn.WRITE: ActionKind.CHANGE, Turn.KEEP: ActionKind.KEEP, Turn.CONFLICT: ActionKind.CONFLICT}
_REASONS = {
    Turn.WRITE: "",
    Turn.KEEP: "people have it otherwise",
    Turn.CONFLICT: "list and people changed it; --theirs or --ours decides",
}


def _field_action(target: Target, turn: FieldTurn, view: View) -> Action:
    old, new = (show_value(value) for value in (turn.held, turn.wanted))
    if turn.field == "parentCollection":
        old, new = (view.names.get(key, key) for key in (old, new))
    return _action(
        _DO[turn.turn],
        target,
        field=turn.field,
        old=old,
        new=new,
        reason=turn.why or _REASONS[turn.turn],
    )


def _action(do: ActionKind, target: Target, **more: str) -> Action:
    return Action(do=do, what=target.what, key=target.key, name=target.name, title=target.title, **more)


def show_value(value: Value) -> str:
    """A field's value as people read it."""
    if isinstance(value, str):
        return value
    names = (
        (person.name or ", ".join(filter(None, [person.last_name, person.first_name])), person.creator_type)
        for person in value
    )
    return "; ".join(name if kind == "author" else f"{name} ({kind})" for name, kind in names)


def _item_properties(changes: Fields, held: Held | None) -> dict[str, Any]:
    kind = changes.get("itemType") or (held.content.text("itemType") if held else "")
    return items.data(changes, str(kind), held.extra if held else "")


def _link_properties(changes: Fields, held: Held | None) -> dict[str, Any]:
    new = {"itemType": "attachment", "linkMode": "linked_url", "tags": [], "relations": {}}
    return {**({} if held else new), **changes}


def _collection_properties(changes: Fields, held: Held | None) -> dict[str, Any]:
    """Name and parent, even if they stay as they are (:meth:`plbib.zotero.api.Api.write`)."""
    fields = {**(held.content.fields if held else {}), **changes}
    return {**fields, "parentCollection": fields.get("parentCollection") or False}


_PROPERTIES: dict[ObjectKind, Callable[[Fields, Held | None], dict[str, Any]]] = {
    ObjectKind.COLLECTION: _collection_properties,
    ObjectKind.ITEM: _item_properties,
    ObjectKind.LINK: _link_properties,
}
