"""What differs between two libraries: papers added, removed, renamed, and the fields that changed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from plbib.formats import registry
from plbib.formats.bib import entry
from plbib.formats.bib.dialect import headings
from plbib.model import Library, Record, category_name
from plbib.papers import variables
from plbib.papers.identity import named_tokens, names_of, paper_of, possible, titles_of
from plbib.papers.locators import LOCATED, filled


class Summary(Struct, frozen=True, kw_only=True):
    """A paper by its key and title."""

    key: str
    title: str


class Renamed(Struct, frozen=True, kw_only=True):
    """A paper that has another key now."""

    old: str
    new: str
    title: str


class FieldChange(Struct, frozen=True, kw_only=True):
    """A CSL variable, its old and its new value as people read them; ``""`` where it is absent."""

    field: str
    old: str
    new: str


class Changed(Struct, frozen=True, kw_only=True):
    """A paper some of whose fields changed."""

    key: str
    title: str
    fields: tuple[FieldChange, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """All that differs, in the order of the new library; what was removed in that of the old."""

    added: tuple[Summary, ...] = ()
    removed: tuple[Summary, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    changed: tuple[Changed, ...] = ()


def difference(old: Library, new: Library, forms: tuple[str, str] = ("", "")) -> Difference:
    """How ``new`` differs from ``old``. Order, line breaks and the form of dashes and quotes do not count.

    Papers are the same by their id in the lock; by key together with an identifier, or with title and year; by
    identifier, title and year, key, or former key alone, in this order.

    ``forms`` are the formats that the two were read in (:func:`plbib.formats.bib.entry.form_of`; none for a list or a
    lock). What is in one and not in the other, because the other's format has no field for it at that type, is no
    difference: so a file does not differ from the list it was written from. Of two files of one format everything
    counts. Categories are compared where both sides have any.
    """
    pairs = _pairs(old.records, new.records)
    kept = {id(record) for record, _ in pairs}
    paired = {id(record) for _, record in pairs}
    changes = _compare_pairs(
        pairs, forms, any(map(_has_categories, old.records)) and any(map(_has_categories, new.records))
    )
    return Difference(
        added=tuple(_summary(record) for record in new.records if id(record) not in paired),
        removed=tuple(_summary(record) for record in old.records if id(record) not in kept),
        renamed=tuple(
            Renamed(old=former.key, new=record.key, title=record.item.title)
            for former, record in pairs
            if former.key != record.key
        ),
        changed=tuple(
            Changed(key=record.key, title=record.item.title, fields=fields) for record, fields in changes if fields
        ),
    )


def _compare_pairs(
    pairs: list[tuple[Record, Record]], forms: tuple[str, str], with_categories: bool
) -> Iterator[tuple[Record, tuple[FieldChange, ...]]]:
    """Each new record with what changed in it; ``with_categories`` if categories are compared."""
    old = _reduce_to_common((former for former, _ in pairs), *forms)
    new = _reduce_to_common((record for _, record in pairs), *reversed(forms))
    for (former, record), there, here in zip(pairs, old, new, strict=True):
        mute = frozenset() if with_categories else _headings(former, record)
        changes = [*_changes(_texts(former, there, mute), _texts(record, here, mute))]
        changes += _compare_categories(former, record) if with_categories else ()
        yield record, tuple(sorted(changes, key=lambda change: change.field))


def _has_categories(record: Record) -> bool:
    return any(record.categories)


def _summary(record: Record) -> Summary:
    return Summary(key=record.key, title=record.item.title)


# Which papers are the same ------------------------------------------------------------------------------------------


def _pairs(old: tuple[Record, ...], new: tuple[Record, ...]) -> list[tuple[Record, Record]]:
    """Each new record with the old one of the same paper, one to one, in the order of the new.

    Where several have one name, they are paired in the order of their keys: neither the order of the records nor that
    of the two libraries matters. Two that share title and year and are known to be two papers are not paired.
    """
    pairs: dict[int, Record] = {}
    paired: set[int] = set()
    for names in _NAMES:
        holders = _holders((record for record in old if id(record) not in paired), names)
        askers = _holders((record for record in new if id(record) not in pairs), names)
        for name in sorted(holders.keys() & askers.keys()):
            left = [record for record in holders[name] if id(record) not in paired]
            right = [record for record in askers[name] if id(record) not in pairs]
            for before, after in zip(left, right, strict=False):
                if names is _titles and not possible(paper_of(after), [before]):
                    continue
                pairs[id(after)] = before
                paired.add(id(before))
    return [(pairs[id(record)], record) for record in new if id(record) in pairs]


def _holders(records: Iterable[Record], names: Callable[[Record], Iterable[str]]) -> dict[str, list[Record]]:
    holders: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.key):
        for name in dict.fromkeys(names(record)):
            holders[name].append(record)
    return holders


def _ids(record: Record) -> Iterable[str]:
    return (record.id,) if record.id else ()


def _keys(record: Record) -> Iterable[str]:
    return (record.key.lower(),)


def _all_keys(record: Record) -> Iterable[str]:
    return (key.lower() for key in (record.key, *record.aliases))


def _identifiers(record: Record) -> Iterable[str]:
    return named_tokens(paper_of(record).tokens)


def _bylines(record: Record) -> Iterable[str]:
    return titles_of(paper_of(record))[:-1]


def _titles(record: Record) -> Iterable[str]:
    return titles_of(paper_of(record))[-1:]


def _key_and_more(record: Record) -> Iterable[str]:
    return (f"{record.key.lower()} {name}" for name in names_of(paper_of(record)))


_Names = Callable[[Record], Iterable[str]]
_NAMES: tuple[_Names, ...] = (_ids, _key_and_more, _identifiers, _bylines, _titles, _keys, _all_keys)

# What differs -------------------------------------------------------------------------------------------------------


def _reduce_to_common(records: Iterable[Record], own: str, other: str) -> list[Record]:
    """``records``, read in the format ``own``, with only what the format ``other`` has a field for at their types."""
    if other in (own, "") or registry.load(other).whole:
        return list(records)
    plain = [replace(record, key=f"k{n}", aliases=(), categories=()) for n, record in enumerate(records)]
    if other in entry.DIALECTS:
        return [entry.through(record, other) for record in plain]
    text = registry.write(Library(title="", records=tuple(plain)), other)
    read = {record.key: record for record in registry.read(text, other, other)[0]}
    return [read.get(record.key, record) for record in plain]


class _Texts(Struct, frozen=True):
    """One side of a paper, variable by variable; ``common`` is what the other side's format has a field for."""

    whole: dict[str, str]
    common: dict[str, str]


def _texts(record: Record, common: Record, mute: frozenset[str]) -> _Texts:
    return _Texts(*(_variables(one, mute) for one in (record, common)))


def _variables(record: Record, mute: frozenset[str]) -> dict[str, str]:
    """What a record says: its item's variables, its arXiv id, whether a source confirms it; no keyword of ``mute``.

    Variables that are filled from others say nothing of their own.
    """
    derived = {*filled(record.item), f"custom.{LOCATED}"}
    texts = {name: text for name, text in variables.texts_of(record.item).items() if name.lower() not in derived}
    words = {**texts, "verified": str(not record.listed_only).lower()}
    words["arxiv"] = record.identifiers.get("arxiv", "")
    keywords = (word.strip() for word in words.get("keyword", "").split(","))
    words["keyword"] = ", ".join(word for word in keywords if word not in mute)
    return words


def _changes(old: _Texts, new: _Texts) -> Iterator[FieldChange]:
    """The fields that say something else, and also in the form in which both sides can say it."""
    for field in sorted(old.common.keys() | new.common.keys()):
        same = _SAME.get(field, _fold)
        sides = ((old.whole, new.whole), (old.common, new.common))
        if all(same(was.get(field, "")) != same(now.get(field, "")) for was, now in sides):
            was, now = (side.whole.get(field) or side.common.get(field, "") for side in (old, new))
            yield FieldChange(field=field, old=was, new=now)


def _headings(*records: Record) -> frozenset[str]:
    """The headings that papers stand under, in the form of keywords."""
    return frozenset(heading for record in records for heading in headings(record.categories))


def _compare_categories(former: Record, record: Record) -> Iterator[FieldChange]:
    old, new = ("; ".join(sorted(category_name(path) for path in one.categories if path)) for one in (former, record))
    if _fold(old) != _fold(new):
        yield FieldChange(field="categories", old=old, new=new)


_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "})


def _fold(text: str) -> str:
    """``text`` in the form in which two are compared: what a .bib in ASCII cannot tell apart is the same."""
    folded = unicodedata.normalize("NFC", text).translate(_FOLDS).replace("''", '"').replace("``", '"')
    return re.sub(r"-+", "-", " ".join(folded.split()))


_SAME: dict[str, Callable[[str], str]] = {"DOI": str.lower}
