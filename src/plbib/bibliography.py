"""A library of a bibliography's records, and the part of a library that one category is."""

from collections.abc import Iterable

from msgspec.structs import replace

from plbib.errors import Severity
from plbib.keys import KeySpace, safe
from plbib.model import Category, CategoryPath, Finding, Library, Place, Record


def of_items(records: Iterable[Record], *, title: str, source: str, findings: tuple[Finding, ...] = ()) -> Library:
    """A library of records read from a bibliography; of equal keys the first stays, the others are numbered.

    ``findings`` explain the entries that could not be read, one each.
    """
    records = tuple(records)
    owners: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: safe(record.key) != record.key):  # keys that can stay come first
        owners.setdefault(safe(record.key).lower(), record)
    keys, kept, problems = KeySpace(owners), [], list(findings)
    for record in records:
        wanted = safe(record.key)
        if not wanted:
            key = keys.new(record.item)
        else:
            key = wanted if owners[wanted.lower()] is record else keys.numbered(wanted)
        if record.key and key != record.key:
            problems.append(_key_changed(record, key, source))
        kept.append(replace(record, key=key))
    paths = dict.fromkeys(path for record in kept for path in record.categories if path)
    return Library(
        title=title,
        source=source,
        records=tuple(kept),
        categories=tuple(Category(path=path) for path in paths),
        findings=tuple(problems),
        entries_read=len(kept) + sum(finding.severity is Severity.ERROR for finding in findings),
    )


def _key_changed(record: Record, new: str, source: str) -> Finding:
    why = "used twice" if safe(record.key) == record.key else "no key that every BibTeX program takes"
    return Finding(
        code="key-changed",
        severity=Severity.WARNING,
        message=f"the key {record.key} is {why}; written as {new}",
        cure="give each entry a key of its own, of ASCII letters, digits and : . + / _ -",
        place=record.place or Place(file=source),
        key=new,
    )


def of_category(library: Library, path: CategoryPath) -> Library:
    """The part of ``library`` in one category, its subcategories included."""
    records = (record for record in library.records if any(name[: len(path)] == path for name in record.categories))
    inside = (category for category in library.categories if category.path[: len(path)] == path)
    return replace(library, records=tuple(records), categories=tuple(inside))
