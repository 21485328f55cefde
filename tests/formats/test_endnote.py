"""EndNote XML: what EndNote's schema asks for, the way back, and files as EndNote itself writes them."""

import re
from collections.abc import Callable

import pytest
from lxml import etree
from msgspec import json
from msgspec.structs import replace

import plbib
from plbib.errors import InputError
from plbib.formats import endnote, ris
from plbib.formats.ristags import RIS_TYPE
from plbib.model import Date, Item, Name, Record
from tests.samples import PAPERS, TYPES, library, record


def read_one(inside: str) -> Record:
    text = f"<xml><records><record>{inside}</record></records></xml>"
    records, findings = endnote.read(text.encode(), "f.xml")
    assert not findings
    (only,) = records
    return only


def test_the_file_of_a_small_library(golden: Callable[[str, bytes | str], None]) -> None:
    golden("small.endnote.xml", endnote.write(library()))


def test_every_type_of_ris_has_a_name_and_a_number_of_endnote() -> None:
    assert [*RIS_TYPE.values()] == [tag for tag, _, _ in endnote._TYPES]  # noqa: SLF001
    assert len({number for _, _, number in endnote._TYPES}) == len(RIS_TYPE)  # noqa: SLF001


def test_elements_stand_in_the_order_of_the_schema() -> None:
    root = etree.fromstring(endnote.write(library()))
    order = ["rec-number", "ref-type", *dict.fromkeys(path.split("/")[0] for _, path in endnote._PATHS)]  # noqa: SLF001
    for element in root.iter("record"):
        names = [child.tag for child in element]
        assert names == sorted(names, key=order.index)
        assert len(set(names)) == len(names)


def test_the_embedded_list_comes_back_as_from_ris() -> None:
    whole = plbib.load(plbib.DEMO)
    records, findings = endnote.read(endnote.write(whole), "papers.xml")
    as_ris, _ = ris.read(ris.write(whole).decode(), "papers.ris")
    assert not findings
    assert [replace(one, origin=None) for one in records] == as_ris


def test_kept_tags_of_ris_that_have_an_element_come_back() -> None:
    paper = record(title="Kites", other={"custom": {"ris": {"L1": ["a.pdf"], "CN": ["Q 7"], "C8": ["x"]}}})
    records, _ = endnote.read(endnote.write(library(paper)), "f.xml")
    assert records[0].item == paper.item


def test_a_record_as_endnote_writes_it() -> None:
    paper = read_one("""<database name="My.enl" path="C:\\My.enl">My.enl</database>
      <source-app name="EndNote" version="20.4">EndNote</source-app><rec-number>7</rec-number>
      <foreign-keys><key app="EN" db-id="x" timestamp="0">7</key></foreign-keys>
      <ref-type name="Journal Article">17</ref-type>
      <contributors><authors>
        <author><style face="normal" font="default" size="100%">Berg, Ann</style></author>
        <author>Kite Society,</author></authors></contributors>
      <titles><title><style face="italic" font="default" size="100%">Kites</style><style face="normal"
        font="default" size="100%"> in wind</style></title><secondary-title>Strings</secondary-title></titles>
      <periodical><full-title>Strings</full-title><abbr-1>Str.</abbr-1></periodical>
      <pages>101-109</pages><volume>7</volume><number>2</number>
      <keywords><keyword>wind</keyword><keyword>tails</keyword></keywords>
      <dates><year>2020</year><pub-dates><date>May 3</date></pub-dates></dates>
      <isbn>2049-3630</isbn><electronic-resource-num>10.5555/x</electronic-resource-num>
      <abstract>High &amp; higher.</abstract>
      <urls><related-urls><url>https://e.example/a</url></related-urls></urls>""")
    assert paper.item == Item(
        type="article-journal",
        title="<i>Kites</i> in wind",
        author=(Name(family="Berg", given="Ann"), Name(literal="Kite Society")),
        container_title="Strings",
        container_title_short="Str.",
        page="101-109",
        volume="7",
        issue="2",
        keyword="wind, tails",
        issued=Date(date_parts=((2020, 5, 3),)),
        issn="2049-3630",
        doi="10.5555/x",
        abstract="High & higher.",
        url="https://e.example/a",
        other=paper.item.other,
    )
    assert paper.identifiers == {"doi": "10.5555/x"}


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ('<ref-type name="Conference Paper">47</ref-type>', "paper-conference"),
        ('<ref-type name="Thesis"/>', "thesis"),
        ("<ref-type>6</ref-type>", "book"),
        ('<ref-type name="Podcast">62</ref-type>', "document"),
        ("", "document"),
    ],
)
def test_types_are_read_by_name_else_by_number(kind: str, csl: str) -> None:
    assert read_one(f"{kind}<titles><title>Kites</title></titles>").item.type == csl


@pytest.mark.parametrize(
    "text",
    ["", "x", "<xml><records><record>", "<html></html>", "<xml>\x01</xml>", "<rss><channel/></rss>"],
)
def test_what_is_no_such_file_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match=r"^f\.xml: not (EndNote )?XML") as caught:
        endnote.read(text.encode(), "f.xml")
    assert caught.value.hint


def test_no_entity_is_followed() -> None:
    bomb = '<!DOCTYPE xml [<!ENTITY a "kite"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = f"{bomb}<xml><records><record><titles><title>x &b; &f; y</title></titles></record></records></xml>"
    (paper,), _ = endnote.read(text.encode(), "f.xml")
    assert "root:" not in paper.item.title
    assert paper.item.title.startswith("x ")


def test_papers_of_the_samples_are_one_record_each() -> None:
    assert len(endnote.read(endnote.write(library()), "f.xml")[0]) == len(PAPERS)


def test_numbers_and_names_of_types_are_as_they_were(golden: Callable[[str, str], None]) -> None:
    lines = []
    for number in range(1, 66):
        read = read_one(f"<ref-type>{number}</ref-type><titles><title>Kites</title></titles>")
        lines.append(f"{number} is read as {read.item.type} {json.encode(read.item.other, order='sorted').decode()}")
    for kind in TYPES:
        written = endnote.write(library(record(title="Kites", type=kind))).decode()
        lines.append(f"{kind} is written as {re.findall('<ref-type.*', written)}")
    golden("endnote-types.txt", "\n".join(lines) + "\n")
