"""Hayagriva's YAML: Typst compiles with it, prints what the records say, and no text of a list acts in it."""

import importlib
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.formats import hayagriva
from plbib.model import Date, Item, Library, Name
from plbib.text.unicode import clean, on_one_line
from tests.conftest import examples
from tests.samples import HOSTILE, TYPES, anything, items, libraries, library, record

Printer = Callable[[Library], str]
DAY = Date(date_parts=((2021, 2, 3),))
PEOPLE = (Name(family="Berg", given="Jan", non_dropping_particle="van der"), Name(literal="Kites, Inc."), Name())
FULL: dict[str, Any] = {name: f"the {name}" for name in Item.__struct_fields__ if name not in {"type", "other"}}
FULL |= dict.fromkeys(["author", "editor", "translator"], PEOPLE) | dict.fromkeys(["issued", "accessed"], DAY)
FULL |= {"title": "On kites", "event_date": DAY, "url": "https://kites.example", "page": "1-9", "language": "en"}
DOCUMENT = """#set page(width: 90cm, height: auto)
#set par(justify: false)
#metadata(yaml("papers.yml")) <read>
#for key in yaml("papers.yml").keys() [#cite(label(key))]
#bibliography("papers.yml", full: true, style: "ieee")
"""


def compiled(folder: Path, made: Library) -> bytes:
    """The PDF that Typst makes of a library, each record of which is cited by its key."""
    (folder / "papers.yml").write_bytes(hayagriva.write(made))
    (folder / "paper.typ").write_text(DOCUMENT, encoding="utf-8")
    pdf = typst.compile(folder / "paper.typ", root=folder, ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


@pytest.fixture
def printed(program: Callable[[str], str], tmp_path: Path) -> Printer:
    """The text that Typst prints of a library, without white space, quotes, hyphens and dots."""

    def show(made: Library) -> str:
        pdf = compiled(tmp_path, made)
        run = subprocess.run([program("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True, timeout=600)
        return squeezed(run.stdout.decode())

    return show


def squeezed(text: str) -> str:
    return re.sub(r"[\s'\"’‘“”\-‐–.…]", "", unicodedata.normalize("NFKC", text))


def loaded(made: Library) -> Any:
    """What PyYAML, which comes with pybtex, reads."""
    return importlib.import_module("yaml").safe_load(hayagriva.write(made))


def fields(**variables: Any) -> Any:
    return loaded(library(record(**variables)))["key"]


def test_the_file_of_a_small_library(golden: Callable[[str, bytes | str], None], printed: Printer) -> None:
    golden("small.yml", hayagriva.write(library()))
    assert "KiteBERTsLastFlight" in printed(library())


def test_typst_prints_every_paper_of_the_embedded_list(printed: Printer) -> None:
    whole = plbib.load(plbib.DEMO)
    text = printed(whole)
    assert list(loaded(whole)) == [paper.key for paper in whole.records]
    for paper in whole.records:
        assert squeezed(paper.item.title) in text
        assert squeezed(paper.item.author[0].family or "") in text


def test_typst_takes_every_type_with_every_variable(printed: Printer) -> None:
    papers = [record(kind, **{**FULL, "type": kind}) for kind in [*TYPES, "nonsense"]]
    assert printed(library(*papers)).count("Onkites") == len(papers)


def test_hostile_titles_are_printed_as_they_are(printed: Printer) -> None:
    titles = [clean(f"x{piece}y {piece}{end}z") for piece in HOSTILE for end in ("", "{", "\\", "$") if piece.isascii()]
    text = printed(library(*(record(f"k{place}", title=title) for place, title in enumerate(titles))))
    assert [title for title in titles if "span" not in title and squeezed(title) not in text] == []


@examples(15)
@given(made=libraries(items(anything)))
def test_typst_compiles_with_any_text_and_reads_what_pyyaml_reads(
    tmp_path_factory: pytest.TempPathFactory, made: Library
) -> None:
    folder = tmp_path_factory.mktemp("any")
    compiled(folder, made)
    (found,) = json.loads(typst.query(folder / "paper.typ", "<read>", field="value", root=folder))
    assert found == loaded(made)


@given(st.lists(anything.map(lambda text: text.replace("<", "")), min_size=1, max_size=4, unique_by=clean))
def test_every_text_is_the_same_string_for_a_reader_of_yaml(texts: list[str]) -> None:
    data = loaded(library(*(record(text, type="book", volume=text) for text in texts)))
    expected = {clean(text): on_one_line(text) for text in texts}
    assert {key: entry.get("volume", "") for key, entry in data.items()} == expected


@pytest.mark.parametrize("key", ["no", "1e3", "null", "true", "~", "2021-05-03", "0x1f", "DBLP:conf/x/Y21", "- a", "#"])
def test_a_key_is_a_string_whatever_yaml_might_make_of_it(key: str, tmp_path: Path) -> None:
    assert list(loaded(library(record(key)))) == [key]
    compiled(tmp_path, library(record(key)))


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (((2021, 5, 3), (2021, 5, 7)), "2021-05-03"),
        (((2021, 5),), "2021-05"),
        (((2021, 2, 30),), "2021-02"),
        (((2021, 13),), "2021"),
        (((2021, 0, 0),), "2021"),
        (((50,),), None),
        ((), None),
    ],
)
def test_of_a_date_is_written_what_typst_can_read(
    parts: tuple[tuple[int, ...], ...], iso: str | None, tmp_path: Path
) -> None:
    assert fields(issued=Date(date_parts=parts, literal="in press")).get("date") == iso
    compiled(tmp_path, library(record(issued=Date(date_parts=parts))))


@pytest.mark.parametrize("url", ["https://a.example/x_y?z=%25#f", "http://localhost:80", "https://a_b.example/x y\\{"])
def test_an_address_is_written(url: str, tmp_path: Path) -> None:
    assert fields(url=url)["url"] == url
    compiled(tmp_path, library(record(url=url)))


@pytest.mark.parametrize(
    "url", "http://a:99999/ http://[::1 http://ex^mple/ https://xn--a/ https://1.2.3.4.5/ x".split()
)
def test_an_address_that_would_cost_all_references_is_left_out(url: str) -> None:
    assert "url" not in fields(url=url)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("On {x} and \\y for $5", "On \\{x\\} and \\\\y for \\$5"),
        ("a <i>b</i> H<sub>2</sub>", "a b H2"),
        ('<span class="nocase">de {x}</span> y', "{de \\{x\\}} y"),
        ("in $O(n^{10} \\log n)$", "in $O ( n^( 1 0 ) log n )$"),
        ("$\\frac{a}{b}$ $a_\\hbar$", "\\$\\\\frac\\{a\\}\\{b\\}\\$ \\$a_\\\\hbar\\$"),
    ],
)
def test_braces_and_dollars_are_text_but_for_kept_case_and_math(title: str, written: str) -> None:
    assert fields(title=title)["title"] == written


def test_math_is_set_and_not_shown_as_typed(printed: Printer) -> None:
    formulas = ["O(n^2)", "x_{10}^{a+b}", "n\\log n", "\\alpha \\le 5", "L_\\infty", "e^{x_{i}}", "10\\times 3", "|x|"]
    text = printed(library(*(record(f"k{place}", title=f"On ${made}$") for place, made in enumerate(formulas))))
    assert "logn" in text
    assert not re.search(r"[$\\_^{}]|le|infinity|times|alpha", text)


def test_people_pages_and_the_day_of_access_are_told() -> None:
    made = fields(**{**FULL, "page": "e7"})
    people = [{"name": "Berg", "given-name": "Jan", "prefix": "van der"}, {"name": "Kites, Inc."}]
    assert made["author"] == made["parent"]["editor"] == people
    assert made["affiliated"] == [{"role": "translator", "names": people}]
    assert (made["page-range"], made["url"]["date"]) == ("e7", "2021-02-03")
    assert fields(author=(Name(family="\u200b", given="Li"),))["author"] == [{"name": "Li"}]
    assert loaded(Library(title="empty")) == {}
