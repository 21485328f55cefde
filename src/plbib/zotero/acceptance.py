"""Differences between list and library that a person has accepted once: they are told no more until they change."""

from collections.abc import Iterable

from plbib.text.unicode import digest
from plbib.zotero.objects import Accepted
from plbib.zotero.outcome import Action, ActionKind
from plbib.zotero.scope import Scope, covers

_LETTERS = 12


def can_be_accepted(action: Action) -> bool:
    """Whether an action is a difference that may stay: what is kept, and papers that people left no place for."""
    return action.do is ActionKind.KEEP or (action.do is ActionKind.CONFLICT and not action.field)


def accept(actions: Iterable[Action], scope: Scope = ()) -> tuple[Accepted, ...]:
    """The acceptance of those ``actions`` that can be accepted and that ``scope`` covers."""
    chosen = (one for one in actions if can_be_accepted(one) and covers(scope, (one.key, one.name), one.field))
    return tuple(_of(action) for action in chosen)


def without(actions: Iterable[Action], accepted: Iterable[Accepted]) -> tuple[Action, ...]:
    """The ``actions`` but for those that are ``accepted``."""
    rows = frozenset(accepted)
    return tuple(action for action in actions if not (can_be_accepted(action) and _of(action) in rows))


def _of(action: Action) -> Accepted:
    values = digest(f"{action.old}\n{action.new}", _LETTERS)
    return Accepted(key=action.key or action.name, field=action.field, values=values)
