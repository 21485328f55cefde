"""biblatex's ``@set``, works that are cited as one (manual, 3.13.5): what an entry that only names them says."""

from collections.abc import Sequence

from msgspec.structs import replace

from plbib.formats.bib import kept
from plbib.model import Record
from plbib.papers.locators import note_located

ENTRY_TYPE = "set"


def with_members(records: Sequence[Record]) -> list[Record]:
    """``records``, each set with the people and date of its first member and the titles of all.

    They are noted as filled from others, so that the set is written as it was.
    """
    by_key = {record.key.lower(): record for record in reversed(records)}
    return [_filled(record, by_key) if kept.entry_type(record.item) == ENTRY_TYPE else record for record in records]


def _filled(record: Record, by_key: dict[str, Record]) -> Record:
    keys = kept.fields(record.item).get("entryset", "").lower().split(",")
    members = [by_key[key.strip()].item for key in keys if key.strip() in by_key]
    if not members or record.item.title:
        return record
    first, titles = members[0], [member.title for member in members if member.title]
    values = {
        "title": "; ".join(titles),
        **({} if record.item.author else {"author": first.author}),
        **({} if record.item.editor else {"editor": first.editor}),
        **({} if record.item.issued else {"issued": first.issued}),
    }
    names = tuple(name for name, value in values.items() if value)
    return replace(record, item=note_located(replace(record.item, **values), names))
