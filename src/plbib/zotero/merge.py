"""Three-way merge of one object: what the list wanted last, what it wants now, what the library holds.

What a person changed stays. What both changed is a conflict and stays, too, unless a rule decides. Fields are merged
one by one; of tags and collections, what the list added is added to what is there, and what it gave up is taken out.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero.items import Fields, Value
from plbib.zotero.meaning import same
from plbib.zotero.objects import Content, Held, Tag


class Rules(Struct, frozen=True, kw_only=True):
    """How a person decided: of conflicts, whose side wins; whether what people took out is put back.

    Where an object is ``named``, they decided on it alone, and ``ours`` wins over all that people have otherwise; with
    ``fields`` they decided on these of its fields.
    """

    ours: bool = False
    theirs: bool = False
    refile: bool = False
    named: bool = False
    fields: frozenset[str] = frozenset()

    def of_field(self, name: str) -> "Rules":
        """The rules for one field, as the plan calls it."""
        names = {name.lower(), name.removeprefix("extra.").lower()}
        return self if not self.fields or names & self.fields else Rules()


class Origin(StrEnum):
    """How it is known that an object of the library is one of the list."""

    SYNCED = "synced"  # what it said at the last sync is known
    ADOPTED = "adopted"  # people made it: what is empty is filled, and the rest left
    FOUND = "found"  # a sync made it, and what it said then is not known


class Turn(StrEnum):
    """What becomes of a field or a member on which list and library differ."""

    WRITE = "write"
    KEEP = "keep"
    CONFLICT = "conflict"


class FieldTurn(Struct, frozen=True):
    """A field on which list and library differ, the library's value, and the list's; ``why``, if it needs a word."""

    turn: Turn
    field: str
    held: Value
    wanted: Value
    why: str = ""


class MemberTurns(Struct, frozen=True, kw_only=True):
    """Of tags or collections: those added and removed, and those people took out, which stay out."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # what the library holds afterwards


class MergedObject(Struct, frozen=True, kw_only=True):
    """What to do about one object, and ``base``, which is what the list is to be known to have wanted afterwards."""

    fields: tuple[FieldTurn, ...]
    tags: MemberTurns
    collections: MemberTurns
    base: Content

    @property
    def changes(self) -> Fields:
        """The fields to write."""
        return {turn.field: turn.wanted for turn in self.fields if turn.turn is Turn.WRITE}

    @property
    def writes(self) -> bool:
        sets = (self.tags, self.collections)
        return bool(self.changes) or any(members.added or members.removed for members in sets)


def merge(
    base: Content, wanted: Content, held: Held, origin: Origin, rules: Rules, writable: Iterable[str]
) -> MergedObject:
    """The turns of every part of an object; ``writable`` are the fields that an object of its type has.

    ``base`` is empty for what is adopted. Of what was found again its tags and collections are those of ``wanted`` that
    were there before, since nobody knows who took out what is missing.
    """
    fields, possible = held.content.fields, frozenset(writable)
    turns: list[FieldTurn] = []
    kept: Fields = {}
    for name in sorted(base.fields.keys() | wanted.fields.keys()):
        was, want, now = (side.get(name, "") for side in (base.fields, wanted.fields, fields))
        turn = None if _agree(name, (was, want, now), origin) else Turn.KEEP
        if turn and _fits(name, possible):
            turn = _turn(was, want, now, origin, rules.of_field(name))
        if turn:
            turns.append(FieldTurn(turn, name, now, want))
        kept[name] = was if turn is Turn.CONFLICT else want
    return MergedObject(
        fields=tuple(turns),
        tags=_members(base.tags, wanted.tags, held.content.tags, rules.of_field("tags")),
        collections=_members(
            base.collections, wanted.collections, held.content.collections, rules.of_field("collections")
        ),
        base=replace(wanted, fields={name: value for name, value in kept.items() if value}),
    )


def _agree(name: str, sides: tuple[Value, Value, Value], origin: Origin) -> bool:
    """Whether list and library say the same; what only the list spells otherwise than before is to be written."""
    was, want, now = sides
    is_theirs = origin is not Origin.SYNCED or now != was
    return want == now or (is_theirs and same(name, want, now))


def _fits(name: str, possible: frozenset[str]) -> bool:
    return name in possible or name.startswith("extra.")


def _turn(was: Value, want: Value, now: Value, origin: Origin, rules: Rules) -> Turn:
    """What becomes of a field whose value the list wants to be ``want`` and the library holds as ``now``."""
    insists = rules.ours and rules.named
    if origin is Origin.ADOPTED:
        return Turn.WRITE if insists or not now else Turn.KEEP
    if origin is Origin.SYNCED and now == was:
        return Turn.WRITE
    if origin is Origin.SYNCED and want == was:
        return Turn.WRITE if insists else Turn.KEEP
    return Turn.WRITE if rules.ours else Turn.KEEP if rules.theirs else Turn.CONFLICT


def _members(base: tuple[str, ...], wanted: tuple[str, ...], held: tuple[str, ...], rules: Rules) -> MemberTurns:
    """Tags or collections merged."""
    was, want, now = ({*side} for side in (base, wanted, held))
    missed = (was & want) - now
    added = (want - was) - now
    if rules.refile:
        added, missed = added | missed, set()
    removed = (was - want) & now
    return MemberTurns(
        added=tuple(sorted(added)),
        removed=tuple(sorted(removed)),
        missed=tuple(sorted(missed)),
        kept=tuple(sorted((now - removed) | added)),
    )


def tags_after(held: Held, members: MemberTurns) -> tuple[Tag, ...]:
    """The tags of an item after the merge, those of people as they are; new ones are of the type of programs."""
    stay = [tag for tag in held.tags if tag.tag not in members.removed]
    return (*stay, *(Tag(name, 1) for name in members.added))
