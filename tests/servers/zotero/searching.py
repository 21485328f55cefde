"""Which items a list holds, and in which order."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from tests.servers.zotero import dates, notes
from tests.servers.zotero.exchange import ApiError, internal
from tests.servers.zotero.item_answers import creator_summary
from tests.servers.zotero.model import Item, User
from tests.servers.zotero.schema import label
from tests.servers.zotero.session import Session

_Test = Callable[[Item], bool]

_EMPTY_FIRST = frozenset({"title", "date", "itemKeyList"})
_OPENING = "[({-\"'“‘ "


def find(
    session: Session, *, top: bool = False, among: Iterable[str] | None = None, trash_only: bool = False
) -> list[Item]:
    """The items that the options ask for, in their order. ``top`` shows the parents of what matches; ``among`` are the
    keys of the items that may be shown at all.
    """
    options = session.options
    items = {item.key: item for item in session.store.all(session.library, "item")}
    tests = [*_tests(session), *([_trashed] if trash_only else [])]
    if not (options.trashed or trash_only):
        tests.append(lambda item: not item.trashed)
    found = [item for item in items.values() if all(test(item) for test in tests)]
    if top:
        by_child = options.keys is not None or options.item_types or options.q or options.tags
        found = _tops(items, found) if by_child else [item for item in found if item.parent is None]
        found = [item for item in found if options.trashed or not item.trashed]
    found = [item for item in found if item.version > options.after]
    if among is not None:
        allowed = set(among)
        found = [item for item in found if item.key in allowed]
    return _sorted(session, found)


def _trashed(item: Item) -> bool:
    return item.trashed


def _tops(items: dict[str, Item], found: list[Item]) -> list[Item]:
    tops = {}
    for item in found:
        at = item
        while at.parent and at.parent in items:
            at = items[at.parent]
        tops[at.key] = at
    return list(tops.values())


def _tests(session: Session) -> list[_Test]:
    options = session.options
    tests: list[_Test] = []
    if options.keys is not None:
        keys = set(options.keys)
        tests.append(lambda item: item.key in keys)
    if options.item_types:
        tests.append(_of_types(session))
    tests += [_with_tags(value) for value in options.tags if value.strip()]
    if options.q:
        words = _words(options.q)
        tests.append(lambda item: _mentions(session, item, words))
    return tests


def alternatives(value: str) -> tuple[bool, list[str]]:
    """The parts of ``a || b``, and whether a hyphen in front turns the sense around."""
    value = value.strip()
    negated = value.startswith("-")
    value = value[1:] if negated or value.startswith("\\-") else value
    return negated, re.split(r"\s+\|\|\s+", value)


def _of_types(session: Session) -> _Test:
    if len(session.options.item_types) > 1:
        raise ApiError(400, "Cannot specify 'itemType' more than once")
    negated, types = alternatives(session.options.item_types[0])
    for kind in types:
        if not kind:
            raise internal("no name of a type")
        if kind not in session.schema.types:
            raise ApiError(400, f"Invalid itemType '{kind}'")
    return lambda item: (item.type in types) != negated


def _with_tags(value: str) -> _Test:
    negated, names = alternatives(value)
    wanted = {fold(name) for name in names}
    return lambda item: any(fold(name) in wanted for name, _kind in item.tags) != negated


def fold(text: str) -> str:
    """The text as searches compare it: without case and accents."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _words(query: str) -> list[str]:
    """Words, and phrases in quotes."""
    return [fold(phrase or word) for phrase, word in re.findall(r'"([^"]+)"|(\S+)', query)]


def _mentions(session: Session, item: Item, words: list[str]) -> bool:
    """Whether each word is in the title, in one and the same creator, or is the year."""
    schema = session.schema
    heading = fold(schema.value(item.type, item.fields, "title")), fold(notes.title(item.note))
    year = dates.parsed(schema.value(item.type, item.fields, "date"))[:4]
    names = [fold(_full_name(creator)) for creator in item.creators] or [""]
    return any(all(any(word in text for text in (*heading, name)) or word == year for word in words) for name in names)


def _full_name(creator: dict[str, str]) -> str:
    return creator.get("name") or f"{creator.get('firstName', '')} {creator.get('lastName', '')}".strip()


def _sorted(session: Session, items: list[Item]) -> list[Item]:
    options = session.options
    value = _order(session)
    first = options.sort in _EMPTY_FIRST

    def rank(item: Item) -> tuple[Any, ...]:
        text = value(item)
        return (False if first else not text, text, item.version, item.id)

    return sorted(items, key=rank, reverse=options.descending)


def _order(session: Session) -> Callable[[Item], Any]:
    """The value that a list is sorted by."""
    schema, store, sort = session.schema, session.store, session.options.sort
    keys = {key: at for at, key in enumerate(session.options.keys or ())}
    orders: dict[str, Callable[[Item], Any]] = {
        "dateModified": lambda item: item.modified,
        "serverDateModified": lambda item: item.modified,
        "dateAdded": lambda item: item.added,
        "title": lambda item: fold(_title(session, item)),
        "creator": lambda item: fold(creator_summary(schema, item)),
        "date": lambda item: _date(schema.value(item.type, item.fields, "date")),
        "itemType": lambda item: fold(label(item.type)),
        "addedBy": lambda item: _user(store.find(User, item.created_by or 0)),
        "itemKeyList": lambda item: keys.get(item.key, len(keys)),
    }
    return orders.get(sort, lambda item: fold(item.fields.get(sort, "")))


def _title(session: Session, item: Item) -> str:
    title = session.schema.value(item.type, item.fields, "title") or notes.title(item.note)
    return title.lstrip(_OPENING) or title


def _date(text: str) -> str:
    return f"{dates.parsed(text)} {text}" if text else ""


def _user(user: User | None) -> str:
    return user.name if user else ""
