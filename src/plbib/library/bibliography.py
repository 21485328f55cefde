"""A library of the records of a bibliography: each keeps its key, or is given one."""

from collections.abc import Iterable

from msgspec.structs import replace

from plbib.errors import Severity
from plbib.findings import Code
from plbib.model import Category, Finding, Library, Place, Record
from plbib.papers.keys import KeySpace, safe


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
            key = wanted if owners[wanted.lower()] is record else keys.reserve_numbered(wanted)
        if record.key and key != record.key:
            problems.append(_key_changed(record, key, source))
        foreign = record.key if key == wanted != record.key else ""
        aliases = tuple(dict.fromkeys([*record.aliases, foreign])) if foreign else record.aliases
        kept.append(replace(record, key=key, aliases=aliases, id_given=foreign))
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
    return Code.KEY_CHANGED.finding(
        message=f"the key {record.key} is {why}; written as {new}",
        place=record.place or Place(file=source),
        key=new,
    )
