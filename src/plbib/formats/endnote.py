"""EndNote XML: the fields of RIS, which is EndNote's own, as elements of ``<xml><records><record>``.

A record is RIS's tags (:mod:`plbib.formats.ris`) under the names that EndNote's schema gives them, in its order. Texts
stand in ``<style>``, as EndNote writes them; in the programs of others they may stand without.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from plbib.errors import InputError
from plbib.formats import ris
from plbib.formats.format import Format, Read
from plbib.model import Library, Place, Record
from plbib.text.unicode import on_one_line

if TYPE_CHECKING:  # it takes a while to load
    from lxml.etree import _Element as Element

_TYPES = (
    ("CONF", "Conference Proceedings", 10),
    ("JOUR", "Journal Article", 17),
    ("MGZN", "Magazine Article", 19),
    ("NEWS", "Newspaper Article", 23),
    ("UNPB", "Unpublished Work", 34),
    ("MANSCPT", "Manuscript", 36),
    ("BOOK", "Book", 6),
    ("CHAP", "Book Section", 5),
    ("THES", "Thesis", 32),
    ("RPRT", "Report", 27),
    ("ELEC", "Web Page", 12),
    ("BLOG", "Blog", 56),
    ("COMP", "Computer Program", 9),
    ("DATA", "Dataset", 59),
    ("PAT", "Patent", 25),
    ("ENCYC", "Encyclopedia", 53),
    ("DICT", "Dictionary", 52),
    ("CASE", "Case", 7),
    ("STAT", "Statute", 31),
    ("BILL", "Bill", 4),
    ("HEAR", "Hearing", 14),
    ("STAND", "Standard", 58),
    ("VIDEO", "Film or Broadcast", 21),
    ("SOUND", "Audiovisual Material", 3),
    ("MUSIC", "Music", 61),
    ("ART", "Artwork", 2),
    ("FIGURE", "Figure", 37),
    ("MAP", "Map", 20),
    ("PAMP", "Pamphlet", 24),
    ("PCOMM", "Personal Communication", 26),
    ("SLIDE", "Online Multimedia", 48),
    ("CLSWK", "Classical Work", 49),
    ("GEN", "Generic", 13),
)
"""RIS's type, EndNote's name and number of it."""
_READ_AS = {name.lower(): tag for tag, name, _ in _TYPES} | {
    "conference paper": "CPAPER",
    "electronic article": "EJOUR",
    "electronic book": "EBOOK",
    "electronic book section": "ECHAP",
    "edited book": "BOOK",
}
_NUMBERED = {str(number): tag for tag, _, number in _TYPES} | {
    "47": "CPAPER",
    "43": "EJOUR",
    "44": "EBOOK",
    "28": "BOOK",
}
_GENERIC = "GEN"

_PATHS = (
    ("AU", "contributors/authors/author"),
    ("A2", "contributors/secondary-authors/author"),
    ("A3", "contributors/tertiary-authors/author"),
    ("A4", "contributors/subsidiary-authors/author"),
    ("AD", "auth-address"),
    ("TI", "titles/title"),
    ("T2", "titles/secondary-title"),
    ("T3", "titles/tertiary-title"),
    ("J2", "titles/alt-title"),
    ("ST", "titles/short-title"),
    ("TT", "titles/translated-title"),
    ("JF", "periodical/full-title"),
    ("JA", "periodical/abbr-1"),
    ("SP", "pages"),
    ("VL", "volume"),
    ("IS", "number"),
    ("NV", "num-vols"),
    ("ET", "edition"),
    ("SE", "section"),
    ("KW", "keywords/keyword"),
    ("PY", "dates/year"),
    ("DA", "dates/pub-dates/date"),
    ("CY", "pub-location"),
    ("PB", "publisher"),
    ("OP", "orig-pub"),
    ("SN", "isbn"),
    ("AN", "accession-num"),
    ("CN", "call-num"),
    ("DO", "electronic-resource-num"),
    ("AB", "abstract"),
    ("ID", "label"),
    ("CA", "caption"),
    ("N1", "notes"),
    ("RN", "research-notes"),
    ("M3", "work-type"),
    ("RI", "reviewed-item"),
    ("DB", "remote-database-name"),
    ("DP", "remote-database-provider"),
    ("LA", "language"),
    ("L1", "urls/pdf-urls/url"),
    ("UR", "urls/related-urls/url"),
    ("Y2", "access-date"),
    *((f"C{number}", f"custom{number}") for number in range(1, 9)),
)
"""RIS's tag and the element of the same field, in the order of EndNote's schema."""
_DATES = frozenset({"DA", "Y2"})
_PLAIN = {"face": "normal", "font": "default", "size": "100%"}

# Writing ------------------------------------------------------------------------------------------------------------


def write(library: Library) -> bytes:
    """The library in list order: UTF-8, two blanks of indent."""
    from lxml import etree

    root = etree.Element("xml")
    records = etree.SubElement(root, "records")
    for number, record in enumerate(library.records, 1):
        _add(etree.SubElement(records, "record"), record, number)
    etree.indent(root)
    for style in root.iter("style"):
        style.getparent().text = style.tail = None  # a text is nothing but itself
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _add(element: "Element", record: Record, number: int) -> None:
    from lxml import etree

    (_, kind), *pairs = ris.write_tags(record)
    values: dict[str, list[str]] = {}
    for tag, value in pairs:
        values.setdefault(tag, []).append(value.strip("/") if tag in _DATES else value)
    if values.get("DA") == values.get("PY"):
        values.pop("DA", None)
    if "EP" in values:
        values["SP"] = [f"{values['SP'][0]}-{values['EP'][0]}"]
    name, code = next((name, code) for tag, name, code in _TYPES if tag == kind)
    etree.SubElement(element, "rec-number").text = str(number)
    etree.SubElement(element, "ref-type", name=name).text = str(code)
    for tag, path in _PATHS:
        for value in values.get(tag, ()):
            *outer, last = path.split("/")
            inside = element
            for step in outer:
                there = inside.find(step)
                inside = etree.SubElement(inside, step) if there is None else there
            style = etree.SubElement(
                etree.SubElement(inside, last), "style", face="normal", font="default", size="100%"
            )
            style.text = value


# Reading ------------------------------------------------------------------------------------------------------------


def read(data: bytes, source: str) -> Read:
    """The records of an EndNote XML file. Raises :class:`InputError` for what is none; no entity is followed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{source}: not XML: {error}", "give a file that EndNote or Zotero exported as XML") from error
    if root.tag not in ("xml", "records"):
        raise InputError(f"{source}: not EndNote XML", "its first elements are <xml><records><record>")
    return [_record(element, source) for element in root.iter("record")], []


def _record(element: "Element", source: str) -> Record:
    pairs = [("TY", _type(element)), *_pairs(element)]
    values = dict(pairs)
    if values.get("JF") == values.get("T2"):  # EndNote repeats a journal's name
        pairs = [pair for pair in pairs if pair[0] != "JF"]
    return replace(ris.of_tags(pairs), origin=Place(file=source, line=element.sourceline or 0))


def _type(element: "Element") -> str:
    kind = element.find("ref-type")
    if kind is None:
        return _GENERIC
    return _READ_AS.get(kind.get("name", "").lower()) or _NUMBERED.get(_text(kind), _GENERIC)


def _pairs(element: "Element") -> Iterator[tuple[str, str]]:
    for tag, path in _PATHS:
        for found in element.iterfind(path):
            text = _marked(found) if tag in _MARKED else "".join(found.itertext())
            parts = re.split(r"[\r\n]+", text) if tag in _LINES else [text]
            yield from ((tag, text) for text in map(on_one_line, parts) if text)


def _marked(element: "Element") -> str:
    """A text with the markup of CSL for what is raised, lowered or italic in it."""
    styles = element.findall("style")
    if len(styles) < 2:
        return "".join(element.itertext())
    pieces = []
    for style in styles:
        tag, text = _FACES.get(style.get("face", "")), "".join(style.itertext())
        pieces.append(f"<{tag}>{text}</{tag}>" if tag and text.strip() else text)
    return "".join(pieces)


_FACES = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_MARKED = frozenset({"TI", "T2", "T3", "AB"})
_LINES = frozenset({"KW", "SN"})
"""Fields that EndNote's users fill with a value a line."""


def _text(element: "Element") -> str:
    return on_one_line("".join(element.itertext()))


_START = re.compile(r"(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>\[]*>\s*)?<xml>\s*<records>")
FORMAT = Format(
    media_type="application/x-endnote+xml",
    write=write,
    read=read,
    starts=lambda text: bool(_START.match(text)),
    build={"papers.endnote.xml": {}},
)
