"""A file of the ACL Anthology's XML: one collection with its volumes (github.com/acl-org/acl-anthology, data/xml)."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from plbib.model import Date, Finding, Item, Name, Notice, NoticeKind, Record, Status
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps import xml
from plbib.resolve.dumps.keys import Keys

_JOURNALS = ("J", "Q")
"""Letters of old collections that are journals: Computational Linguistics, TACL."""


def starts(_: str, head: bytes) -> bool:
    """Whether the root is a collection of the Anthology."""
    return b"<collection id=" in head


def read(file: BinaryIO, name: str, _: Keys) -> Iterator[Candidate | Finding]:
    """The record of each paper. Raises :class:`InputError` where the XML ends too early or is none."""
    volume = Item(type="paper-conference")
    for element in xml.elements(file, name, "meta", "paper"):
        if element.tag == "meta":
            volume = _volume(element, _collection(element.getparent().getparent()))
            continue
        parent = element.getparent()
        record = _record(element, volume, _collection(parent.getparent()), parent.get("id", ""))
        if record.item.title:
            yield Candidate(record=record, source="")


def _collection(element: Any) -> str:
    return element.get("id", "") if element is not None else ""


def _volume(meta: Any, collection: str) -> Item:
    """What all papers of a volume share."""
    year = xml.text(meta.find("year"))
    journal = xml.text(meta.find("journal-title"))
    is_journal = bool(journal) or collection[:1] in _JOURNALS
    return Item(
        type="article-journal" if is_journal else "paper-conference",
        container_title=journal or xml.text(meta.find("booktitle")) or None,
        editor=_names(meta, "editor"),
        volume=xml.text(meta.find("journal-volume")) or None,
        issue=xml.text(meta.find("journal-issue")) or None,
        publisher=xml.text(meta.find("publisher")) or None,
        publisher_place=xml.text(meta.find("address")) or None,
        isbn=xml.text(meta.find("isbn")) or None,
        issued=Date(date_parts=((int(year),),)) if year.isdigit() else None,
    )


def _record(paper: Any, volume: Item, collection: str, part: str) -> Record:
    number = paper.get("id", "")
    name = xml.text(paper.find("url")) or _name(collection, part, number)
    year = xml.text(paper.find("year"))
    item = replace(
        volume,
        title=xml.text(paper.find("title")),
        author=_names(paper, "author"),
        page=xml.text(paper.find("pages")) or None,
        abstract=xml.text(paper.find("abstract")) or None,
        doi=xml.text(paper.find("doi")) or None,
        url=f"https://aclanthology.org/{name}",
        **({"issued": Date(date_parts=((int(year),),))} if year.isdigit() else {}),
    )
    return Record(
        key=name, item=item, status=Status.GIVEN, identifiers={"acl": name}, notices=tuple(_notices(paper, name))
    )


def _notices(paper: Any, name: str) -> Iterator[Notice]:
    """What the Anthology tells of a paper; a revision of its file alone is none."""
    if paper.find("retracted") is not None:
        yield Notice(kind=NoticeKind.RETRACTION)
    for erratum in paper.findall("erratum"):
        yield Notice(kind=NoticeKind.CORRECTION, name=f"https://aclanthology.org/{xml.text(erratum) or name}")


def _name(collection: str, volume: str, number: str) -> str:
    """``2020.iwpt-1.3``; old ones have fewer signs: ``P98-1001``, ``W98-0102``."""
    if "." in collection:
        return f"{collection}-{volume}.{number}"
    digits = 2 if collection[:1] == "W" or collection == "C69" else 1
    return f"{collection}-{volume.zfill(digits)}{number.zfill(4 - digits)}"


def _names(element: Any, tag: str) -> tuple[Name, ...]:
    return tuple(
        Name(
            family=xml.text(person.find("last")) or None,
            given=xml.text(person.find("first")) or None,
            suffix=xml.text(person.find("suffix")) or None,
        )
        for person in element.findall(tag)
    )
