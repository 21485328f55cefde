"""Files of millions of records, read one by one."""

import io
import re
from typing import Any

import pytest

from plbib.errors import InputError, UsageError
from plbib.model import Finding
from plbib.resolve import dumps
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps.keys import Keys

DBLP = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<inproceedings key="conf/kites/Lind23" mdate="2023-01-01">
<author>Zo&euml; Lind 0001</author><author>Jan van der Berg</author>
<title>Flying <i>Small</i> Networks.</title><pages>1-9</pages><year>2023</year><booktitle>KITES</booktitle>
<ee>https://doi.org/10.5555/kites.1</ee><ee>https://arxiv.org/abs/2301.00001</ee>
</inproceedings>
<proceedings key="conf/kites/2023"><title>Proceedings of KITES</title><year>2023</year></proceedings>
<www key="homepages/1"><author>Zo&euml; Lind</author><title>Home Page</title></www>
</dblp>
"""
ANTHOLOGY = b"""<?xml version='1.0' encoding='UTF-8'?>
<collection id="2020.kites"><volume id="1"><meta><booktitle>Proceedings of <fixed-case>KITES</fixed-case></booktitle>
<editor><first>Ed</first><last>Itor</last></editor><publisher>ACL</publisher><year>2020</year></meta>
<frontmatter><url>2020.kites-1.0</url></frontmatter>
<paper id="7"><title>On <fixed-case>S</fixed-case>trings</title><author><first>Ada</first><last>Lind</last></author>
<pages>1-9</pages><url hash="x">2020.kites-1.7</url><doi>10.18653/v1/2020.kites-1.7</doi>
<retracted date="2022-05-06">By mistake.</retracted></paper></volume></collection>
"""


def rows(name: str, data: bytes, **keys: str) -> list[Candidate | Finding]:
    read = dumps.reader(name, data)
    assert read is not None
    declared = Keys({variable.replace("_", "-"): key for variable, key in keys.items()})
    return list(read(io.BytesIO(data), name, declared))


def test_dblp() -> None:
    paper, volume = rows("dblp.xml", DBLP)
    assert isinstance(paper, Candidate)
    assert isinstance(volume, Candidate)
    item = paper.record.item
    assert [(name.given, name.non_dropping_particle, name.family) for name in item.author] == [
        ("Zoë", None, "Lind"),
        ("Jan", "van der", "Berg"),
    ]
    assert (item.title, item.container_title, item.page, item.doi) == (
        "Flying Small Networks",
        "KITES",
        "1-9",
        "10.5555/kites.1",
    )
    assert paper.record.identifiers == {"arxiv": "2301.00001", "dblp": "conf/kites/Lind23"}
    assert (paper.whole, volume.whole) == (False, True)


def test_entities_are_not_expanded() -> None:
    bomb = DBLP.replace(b'SYSTEM "dblp.dtd"', b'[<!ENTITY euml "&a;&a;&a;"><!ENTITY a SYSTEM "file:///etc/passwd">]')
    paper, _ = rows("dblp.xml", bomb)
    assert isinstance(paper, Candidate)
    assert paper.record.item.author[0].given == "Zoë"


def test_the_anthology() -> None:
    (paper,) = rows("2020.kites.xml", ANTHOLOGY)
    assert isinstance(paper, Candidate)
    item = paper.record.item
    assert (item.title, item.container_title, item.doi) == (
        "On Strings",
        "Proceedings of KITES",
        "10.18653/v1/2020.kites-1.7",
    )
    assert (item.url, item.editor[0].family, item.issued and item.issued.year) == (
        "https://aclanthology.org/2020.kites-1.7",
        "Itor",
        2020,
    )
    assert (paper.record.key, paper.record.identifiers) == ("2020.kites-1.7", {"acl": "2020.kites-1.7"})


def test_keys_that_are_declared() -> None:
    line = (
        b'{"name": "Kites", "people": [{"name": "Ada Lind"}, "Berg, Jan van der 0002"], "when": 2023,'
        b' "ids": {"DOI": "10.5555/1", "ArXiv": "2301.00001"}, "id": 7, "volume": "3"}\n'
    )
    (paper,) = rows("a.jsonl", line, title="name", author="people", issued="when", DOI="ids.DOI", arxiv="ids.ArXiv")
    assert isinstance(paper, Candidate)
    item = paper.record.item
    assert [name.family for name in item.author] == ["Lind", "Berg"]
    assert (item.title, item.issued and item.issued.year, item.doi, item.volume) == ("Kites", 2023, "10.5555/1", "3")
    assert (paper.record.key, paper.record.identifiers) == ("7", {"arxiv": "2301.00001"})


def test_keys_of_no_variable() -> None:
    with pytest.raises(UsageError, match="authors: no variable"):
        Keys({"authors": "author"})


def test_a_line_that_is_no_record_is_told_and_the_others_are_read() -> None:
    data = b'\xef\xbb\xbf{"id": "a", "title": "Kites"}\r\n{"id": \n\n[1]\n{"id": "b", "title": "Spools"}\n'
    first, broken, none, last = rows("a.jsonl", data)
    assert isinstance(first, Candidate)
    assert isinstance(last, Candidate)
    assert [str(row.place) for row in (broken, none) if isinstance(row, Finding)] == ["a.jsonl:2", "a.jsonl:4"]


def in_pieces(data: bytes, size: int) -> list[Candidate | Finding]:
    found = dumps.pieces("a.jsonl", io.BytesIO(data), "a.jsonl", Keys({}), size)
    assert found is not None
    pieces: list[tuple[Any, ...]] = [*found]
    return [row for read, *arguments in pieces for row in read(*arguments)]


@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_lines_are_read_in_pieces_as_they_are_in_one(size: int) -> None:
    data = b'\xef\xbb\xbf\n{"id": "a", "title": "Kites"}\n{"id": \n\n[1]\n{"id": "b", "title": "Spools"}'
    assert in_pieces(data, size) == rows("a.jsonl", data)
    for broken in (b"\n\n" + data[10:], data + b"\n{"):
        with pytest.raises(InputError) as whole:
            rows("a.jsonl", broken)
        with pytest.raises(InputError, match=re.escape(str(whole.value))):
            in_pieces(broken, size)


def test_no_pieces_of_xml() -> None:
    assert dumps.pieces("dblp.xml", io.BytesIO(DBLP), "dblp.xml", Keys({}), 5) is None


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b"no json\n", "a.jsonl:1: no JSON"),
        ("a.jsonl", b'{"id": "a", "title": "Kites"}\n{"id": "b", "ti', "a.jsonl:2: no JSON"),
        ("dblp.xml", DBLP[:-20], "dblp.xml:10: no whole XML"),
        ("dblp.xml", DBLP[:300], "dblp.xml:6: no whole XML"),
        ("acl.xml", ANTHOLOGY[:400], "acl.xml:5: no whole XML"),
    ],
)
def test_what_ends_within_a_record_is_an_error(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rows(name, data)
