"""The dump of dblp: ``dblp.xml``, packed or not (https://dblp.org/xml)."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from plbib.model import Date, Finding, Item, Name, Record, Status
from plbib.papers.identifiers import identify
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps import xml
from plbib.resolve.dumps.keys import HOMONYM, Keys
from plbib.text import names

_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "book": "book",
    "proceedings": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
}
"""Elements that are publications; ``www`` is a home page, ``data`` no paper."""


def starts(_: str, head: bytes) -> bool:
    """Whether the root is dblp's."""
    return b"<dblp" in head


def read(file: BinaryIO, name: str, _: Keys) -> Iterator[Candidate | Finding]:
    """The record of each publication. Raises :class:`InputError` where the XML ends too early or is none."""
    for element in xml.elements(file, name, *_TYPES):
        if element.get("publtype") == "withdrawn":
            continue
        record = _record(element)
        if record.item.title:
            yield Candidate(record=record, source="", whole=element.tag == "proceedings")


def _record(element: Any) -> Record:
    values: dict[str, str] = {}
    people: dict[str, list[Name]] = {"author": [], "editor": []}
    links = []
    for child in element:
        if child.tag in people:
            people[child.tag].extend(names.from_bibtex(HOMONYM.sub("", xml.text(child))))
        elif child.tag == "ee":
            links.append(xml.text(child))
        elif isinstance(child.tag, str):
            values.setdefault(child.tag, xml.text(child))
    found = {link: identify(link) for link in links}
    dois = [identifier.value for identifier in found.values() if identifier and identifier.kind == "doi"]
    year = values.get("year", "")
    item = Item(
        type=_TYPES[element.tag],
        title=values.get("title", "").removesuffix("."),
        author=tuple(people["author"]),
        editor=tuple(people["editor"]),
        container_title=values.get("journal") or values.get("booktitle"),
        collection_title=values.get("series"),
        volume=values.get("volume"),
        issue=values.get("number"),
        page=values.get("pages"),
        publisher=values.get("publisher") or values.get("school"),
        issued=Date(date_parts=((int(year),),)) if year.isdigit() else None,
        isbn=values.get("isbn"),
        doi=dois[0] if dois else None,
        url=links[0] if links else None,
    )
    key = element.get("key", "")
    identifiers = {identifier.kind: identifier.value for identifier in found.values() if identifier}
    identifiers.pop("doi", None)
    return Record(key=key, item=item, status=Status.GIVEN, identifiers={**identifiers, "dblp": key})
