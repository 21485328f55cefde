"""What becomes of objects that the list wants no longer: unfiled, on demand in the trash, never deleted for good."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from plbib.zotero import items
from plbib.zotero.objects import Held, Known, Lost, ObjectKind
from plbib.zotero.outcome import Action, ActionKind, ObjectOutcome, Target, View, Write, settle


def target(known: Known) -> Target:
    """A known object by what the list called it."""
    field = {ObjectKind.COLLECTION: "name", ObjectKind.ITEM: "citationKey", ObjectKind.LINK: "url"}[known.what]
    name = known.base.text(field) or known.id
    title = known.base.text("title") if known.what is ObjectKind.ITEM else ""
    return Target(what=known.what, id=known.id, key=known.key, name=name or "(root)", title=title, content=known.base)


def item(known: Known, held: Held, children: Iterable[Held] | None, links: frozenset[str], view: View) -> ObjectOutcome:
    """A paper that left the list: out of the collections it was filed in; to the trash if ``children`` are given.

    ``children`` are given to prune; ``links`` are the keys of those that the list had put there. An item that holds
    anything of people stays.
    """
    known, about = settle(known, held), target(known)
    if known.pruned and not held.trashed:
        known = replace(known, restored=True)
    if held.trashed:
        return ObjectOutcome(known=replace(known, removed=True, lost=None if known.pruned else Lost.TRASHED))
    leave = sorted({*known.base.collections} & {*held.content.collections})
    stay = sorted({*held.content.collections} - {*leave})
    actions = [_action(ActionKind.UNFILE, about, old=view.names.get(key, key), reason=_LEFT) for key in leave]
    if not leave and not known.removed:
        actions = [_action(ActionKind.KEEP, about, reason=f"{_LEFT}, and in none of its collections")]
    after = replace(
        known,
        version=held.version,
        base=replace(known.base, collections=()),
        held=replace(known.held, collections=()) if known.held else None,
        removed=True,
        pruned=False,
    )
    properties: dict[str, object] = {"collections": stay} if leave else {}
    if children is not None:
        why = next(_reasons(known, held, stay, children, links), "")
        actions.append(_action(ActionKind.KEEP if why else ActionKind.TRASH, about, reason=why or _LEFT))
        if not why:
            properties["deleted"] = 1
            after = replace(after, pruned=True)
    return _outcome(about, known, held, after, properties, actions)


_LEFT = "no longer in the list"


def _reasons(
    known: Known, held: Held, stay: list[str], children: Iterable[Held], links: frozenset[str]
) -> Iterator[str]:
    """Why an item is not moved to the trash."""
    if known.restored:
        yield "people took it out of the trash"
    if known.adopted:
        yield "people had put it into the group"
    if stay:
        yield "it is in collections of people"
    if {*held.content.tags} - {*known.base.tags}:
        yield "it has tags of people"
    if any(child.key not in links or child.foreign or child.content.tags for child in children):
        yield "it has notes or attachments of people"
    if held.foreign:
        yield "people related it to other items"
    if is_edited(known, held):
        yield "people edited it"


def is_edited(known: Known, held: Held) -> bool:
    """Whether a field says something else than the list put there, or anything at all where the list put nothing."""
    own = items.data(known.base.fields, known.base.text("itemType")).get("extra", "")
    lines = (sorted(filter(str.strip, text.split("\n"))) for text in (held.extra, own))
    return held.content.fields != known.base.fields or len({tuple(text) for text in lines}) > 1


def link(known: Known, held: Held) -> ObjectOutcome:
    """A link that left the list while its paper stayed: to the trash, unless people made it theirs."""
    known = settle(known, held)
    about = target(known)
    if held.trashed:
        return ObjectOutcome(known=replace(known, removed=True, lost=None if known.pruned else Lost.TRASHED))
    if (
        held.foreign
        or held.content.tags
        or any(held.content.text(name) != known.base.text(name) for name in ("title", "url"))
    ):
        return ObjectOutcome(
            actions=()
            if known.removed
            else (_action(ActionKind.KEEP, about, reason=f"{_LEFT}, but people edited it"),),
            known=replace(known, version=held.version, removed=True),
        )
    actions = [_action(ActionKind.TRASH, about, reason=_LEFT)]
    after = replace(known, version=held.version, removed=True, pruned=True)
    return _outcome(about, known, held, after, {"deleted": 1}, actions)


def collection(known: Known) -> ObjectOutcome:
    """A category that left the list: its collection stays, since people may use it."""
    actions = (
        () if known.removed else (_action(ActionKind.KEEP, target(known), reason=f"{_LEFT}; the collection stays"),)
    )
    return ObjectOutcome(actions=actions, known=replace(known, removed=True))


def _outcome(
    about: Target, known: Known, held: Held, after: Known, properties: dict[str, object], actions: list[Action]
) -> ObjectOutcome:
    if not properties:
        return ObjectOutcome(actions=tuple(actions), known=after)
    write = Write(
        target=about,
        version=held.version,
        properties=properties,
        before=known,
        interim=replace(known, pending=after.base, pruning=after.pruned),
        after=after,
        leaves=True,
    )
    return ObjectOutcome(actions=tuple(actions), write=write, known=known)


def _action(do: ActionKind, about: Target, **more: str) -> Action:
    return Action(do=do, what=about.what, key=about.key, name=about.name, title=about.title, **more)
