"""Papers, what a group was to hold of them once, and what people made of that, for ``tests/pinned/calls.py``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from plbib.model import Item, Library
from plbib.zotero import items
from plbib.zotero.desired import Desired, Wishes, describe
from plbib.zotero.items import Fields, Schema
from plbib.zotero.objects import Content, Held, Known, ObjectKind, Remote, Tag, object_key
from plbib.zotero.outcome import Target
from plbib.zotero.plan import LastSync
from plbib.zotero.tree import path_id
from tests.conftest import DATA
from tests.pinned.calls import Values
from tests.pinned.examples import of_papers
from tests.pinned.functions import chance
from tests.zotero.test_items import EVERYTHING, loaded

_OWN = loaded(msgspec.json.decode((DATA / "zotero/schema.json").read_bytes()))
_SCHEMAS = [
    EVERYTHING,
    replace(_OWN, fields=EVERYTHING.fields | _OWN.fields, creators=EVERYTHING.creators | _OWN.creators),
]
_GROUP = 12
_WISHES = [Wishes(), Wishes(tags=("venue", "year")), Wishes(tags=("category", "tags"), order=True)]


def _edited(content: Content, nth: int) -> Content:
    """What people made of it."""
    fields: Fields = dict(content.fields)
    for name in [*fields]:
        turn = chance(nth, name) % 9
        if turn == 0:
            del fields[name]
        elif turn == 1 and isinstance(fields[name], str) and name != "itemType":
            fields[name] = f"{fields[name]} by hand"
    tags = (*content.tags[nth % 2 :], *(("read",) if nth % 3 == 0 else ()))
    return Content(fields=fields, tags=tags, collections=content.collections[: nth % 3])


def _objects(wanted: Desired, nth: int) -> Iterator[tuple[Known, Held]]:
    """The collections and items as the last sync knew them, and as they are held now."""
    keys = {path: object_key(_GROUP, ObjectKind.COLLECTION, path_id(path)) for path in ((), *wanted.categories)}
    contents: list[tuple[ObjectKind, str, str, Fields, tuple[str, ...], tuple[str, ...]]] = []
    for path, key in keys.items():
        fields: Fields = {"name": (wanted.name, *path)[-1], "parentCollection": keys[path[:-1]] if path else ""}
        contents.append((ObjectKind.COLLECTION, path_id(path), key, fields, (), ()))
    for paper in wanted.papers:
        key, homes = object_key(_GROUP, ObjectKind.ITEM, paper.id), tuple(keys[path] for path in paper.paths)
        contents.append((ObjectKind.ITEM, paper.id, key, paper.fields, paper.tags, homes))
    for at, (what, name, key, fields, tags, collections) in enumerate(contents):
        turn = chance(nth, f"{at}")
        base = Content(fields=dict(fields), tags=tags, collections=collections)
        now = _edited(base, turn) if turn % 2 else base
        known = Known(
            what=what,
            id=name,
            key=key,
            version=3,
            base=base,
            held=_edited(base, turn >> 3) if turn % 7 == 0 else None,
            adopted=turn % 5 == 0,
            pruned=turn % 11 == 0,
            removed=turn % 13 == 0,
            restored=turn % 17 == 0,
        )
        held = Held(
            key=key,
            version=3 + turn % 2,
            content=now,
            tags=tuple(Tag(tag, turn % 2) for tag in now.tags),
            extra="mine: 1" if turn % 3 == 0 else "",
            trashed=turn % 12 == 0,
            foreign=turn % 6 == 0,
            whole=turn % 8 != 0,
        )
        yield known, held


def _in_groups(values: Values, at: int) -> Values:
    schema = _SCHEMAS[at % len(_SCHEMAS)]
    now, before = (describe(library, schema, "Kites", _WISHES[at % 3]) for library in _libraries(values, at))
    pairs = [*_objects(before, at)]
    there = {held.key: held for at, (_, held) in enumerate(pairs, at) if at % 7}
    remote = Remote(version=5, versions={key: held.version for key, held in there.items()}, objects=there)
    fields = [paper.fields for paper in now.papers]
    papers: Sequence[Item] = values[Item]
    return values | {
        Schema: [schema],
        Desired: [now, before],
        Known: [known for known, _ in pairs if at % 5 or known.what is ObjectKind.ITEM][:: 1 + at % 2],
        Held: [held for _, held in pairs][at % 4 :],
        Content: [Content(fields=one) for one in fields] + [known.base for known, _ in pairs],
        Remote: [remote, replace(remote, everything=True)],
        LastSync: [LastSync(_GROUP, tuple(known for known, _ in pairs[at % 3 :]), schema)],
        Target: [
            Target(what=known.what, id=known.id, key=known.key, name=known.id, content=other.base, restore=at % 4 == 0)
            for (known, _), (other, _) in zip(pairs, [*pairs[1:], pairs[0]], strict=True)
        ],
        Fields: fields,
        Mapping[str, Any]: [items.data(one, str(one["itemType"]), "mine: 1\nDOI: 10.1/2") for one in fields],
        Mapping[str, Held]: [there],
        int | str: [_GROUP],
        ("kind", str): [items.item_type(paper) for paper in papers],
        ("field", str): [*fields[0]],
    }


def _libraries(values: Values, at: int) -> list[Library]:
    """The list as it is, and as it was."""
    now, before = values[Library]
    return [replace(now, title=""), replace(before, records=before.records[at % 2 :], categories=now.categories)]


EXAMPLES = [_in_groups(values, at) for at, values in enumerate(of_papers())][::2]
