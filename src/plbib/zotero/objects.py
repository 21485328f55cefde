"""The objects of a group library, seen from three sides: as the list wants them, as last synced, as they are now."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from plbib.text.unicode import digest
from plbib.zotero.items import Fields, Schema


class ObjectKind(StrEnum):
    """The kinds of objects that a sync handles."""

    COLLECTION = "collection"
    ITEM = "item"
    LINK = "link"  # a child attachment that is an address


class Content(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an object says, in the parts a sync handles: fields that are not empty, tags by name, collections by key.

    Of a collection the fields are ``name`` and ``parentCollection`` (a key); ``""`` is the same as absent.
    """

    fields: Fields = {}
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()

    def text(self, field: str) -> str:
        """A field that is plain text."""
        value = self.fields.get(field, "")
        return value if isinstance(value, str) else ""


class Tag(Struct, frozen=True, omit_defaults=True):
    """A tag of an item; ``type`` 1 is one that a program gave."""

    tag: str
    type: int = 0


class Held(Struct, frozen=True, kw_only=True):
    """An object as the group library holds it.

    ``whole`` is false where only what a sync handles is known: enough to tell that nothing is to be done, not enough to
    write, since tags and collections are replaced as a whole. ``foreign`` says that it holds what people gave it beside
    fields, tags and collections (a note's text, relations to other items). ``replaces`` are the keys of items that were
    merged into it.
    """

    key: str
    version: int
    content: Content
    tags: tuple[Tag, ...] = ()
    extra: str = ""
    parent: str = ""
    trashed: bool = False
    foreign: bool = False
    replaces: tuple[str, ...] = ()
    whole: bool = True

    def outside(self, collections: AbstractSet[str]) -> "Held":
        """The object without its membership in these: the server drops that of a deleted one without a new version."""
        left = tuple(key for key in self.content.collections if key not in collections)
        return (
            self if left == self.content.collections else replace(self, content=replace(self.content, collections=left))
        )


class Lost(StrEnum):
    """Where an object is that people took out of the library."""

    TRASHED = "in the trash"
    DELETED = "deleted"


class Known(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the last sync knew of an object.

    ``id`` is the list's name for it: a lock id; the path of a category; an item's key and a link's token.

    ``base`` is what the list wanted then. ``held`` is what the library held instead, of the same parts; None if the
    same. ``pending`` was sent, and the answer did not come. ``disputed`` are fields as the list has wanted them since
    ``base``, which people have otherwise.
    """

    what: ObjectKind
    id: str
    key: str
    version: int = 0
    base: Content = Content()
    held: Content | None = None
    pending: Content | None = None
    disputed: Fields = {}
    adopted: bool = False  # people had put it into the library
    removed: bool = False  # no longer in the list, and unfiled
    pruned: bool = False  # moved to the trash by a sync
    pruning: bool = False  # ``pending`` was to move it there
    restored: bool = False  # people took it out of the trash again
    lost: Lost | None = None

    def as_held(self) -> Held:
        """The object, where nothing has changed in the library since."""
        trashed = self.lost is Lost.TRASHED or self.pruned
        return Held(key=self.key, version=self.version, content=self.held or self.base, trashed=trashed, whole=False)


class Remote(Struct, frozen=True, kw_only=True):
    """What has been read of a group library at ``version``.

    ``versions`` are those of all objects that changed after the version read from, ``objects`` those read whole;
    ``deleted`` are the keys of what was deleted since. With ``everything`` all items of the library are in ``objects``,
    and ``families`` are the items whose children are.
    """

    version: int
    versions: Mapping[str, int]
    objects: Mapping[str, Held]
    deleted: frozenset[str] = frozenset()
    everything: bool = False
    families: frozenset[str] = frozenset()


class Accepted(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, order=True):
    """A difference between list and library that a person has seen and accepts: of which object, in which field.

    ``values`` stands for both sides as they were then: once either changes, it is another difference.
    """

    key: str
    field: str = ""
    values: str


class GroupState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the last sync knew of a library: the version read, the server's schema, the objects, what is accepted."""

    version: int = 0
    schema: Schema | None = None
    objects: tuple[Known, ...] = ()
    accepted: tuple[Accepted, ...] = ()


LibraryId = int | str
"""The number of a group, or of a person's own library ``users/NUMBER``."""
OWN: LibraryId = "users/0"
"""A person's own library, as long as it is not known whose the key is."""
_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"


def object_key(group: LibraryId, what: ObjectKind, name: str) -> str:
    """The key of the object that the list calls ``name``: always the same, so that no repeated request makes a second.

    Eight characters of those that Zotero's server accepts in a key.
    """
    number = int.from_bytes(digest(f"{group}\n{what}\n{name}", 26).encode())
    return "".join(_ALPHABET[number // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(8))


def free_key(group: LibraryId, what: ObjectKind, name: str, taken: Iterable[str]) -> str:
    """The key of :func:`object_key`, or the next that is not ``taken``: by an object that once had this name."""
    others = frozenset(taken)
    keys = (object_key(group, what, name + "\n" * place) for place in count())
    return next(key for key in keys if key not in others)
