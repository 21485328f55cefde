"""The project's own style for slides and READMEs, and the style that the guide to writing one shows."""

import re
from pathlib import Path
from typing import Any

import citeproc
import pytest
from lxml.etree import RelaxNG
from lxml.etree import parse as parse_xml

from plbib.io.files import find_packaged
from plbib.model import TYPES, Date, Name, Record
from plbib.rendering import stylexml
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from plbib.rendering.references import references
from tests.conftest import ROOT
from tests.samples import library, record

PATH = find_packaged("csl/reading-list.csl")
SCHEMA = Path(citeproc.__file__).parent / "data/schema/schemas/styles/csl.rng"
(MINIMAL,) = re.findall(
    r"^```xml\n(.*?)^```", (ROOT / "docs" / "reference-lists.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
"""The style of the guide in the manual."""


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A") for family in families)


def year(*years: int) -> Date:
    return Date(date_parts=tuple((number,) for number in years))


def one(made: Record) -> str:
    ((found,),) = CslEngine(PATH, "en-US").write([[made]])
    return to_text(found.marked)


ICLR = "The Eleventh International Conference on Learning Representations"
SIMPLE = [
    (
        {
            "type": "paper-conference",
            "title": "GPTQ: Accurate Post-Training Quantization",
            "author": people("Frantar", "Ashkboos", "Hoefler", "Alistarh"),
            "container_title": ICLR,
            "container_title_short": "ICLR",
            "issued": year(2023),
        },
        "GPTQ: Accurate Post-Training Quantization. Frantar et al. ICLR 2023.",
    ),
    (
        {"type": "article", "title": "Kites", "author": people("Li", "Yu"), "publisher": "arXiv", "issued": year(2021)},
        "Kites. Li and Yu. arXiv 2021.",
    ),
    (
        {"title": "Strings", "author": people("O’Neil"), "container_title": "Kites", "issued": year(2020)},
        "Strings. O’Neil. Kites 2020.",
    ),
    (
        {"type": "book", "title": "Knots", "editor": people("Łoś"), "publisher": "Reel Press", "issued": year(1999)},
        "Knots. Łoś. Reel Press 1999.",
    ),
    ({"type": "webpage", "title": "A page"}, "A page."),
    (
        {
            "type": "patent",
            "title": "Reel",
            "number": "US 1234",
            "author": people("Quill"),
            "issued": Date(literal="in press"),
        },
        "Reel. Quill. US 1234 in press.",
    ),
    ({"title": "", "author": people("Li"), "issued": year(2019)}, "Untitled. Li. 2019."),
]
HARD = [
    ({"title": "What is a kite?", "author": people("Li"), "issued": year(2020)}, "What is a kite? Li. 2020."),
    ({"type": "book", "title": "Knots!", "publisher": "Reel"}, "Knots! Reel."),
    (
        {
            "type": "paper-conference",
            "title": "Tails",
            "event_title": "Kites 2021",
            "author": (Name(literal="Strings, Inc."),),
        },
        "Tails. Strings, Inc. Kites 2021.",
    ),
    (
        {"title": "Tails.", "author": (Name(literal="李明"), *people("X", "Y")), "issued": year(2020, 2021)},
        "Tails. 李明 et al. 2020–2021.",
    ),
    ({"title": ""}, "Untitled."),
]
"""Items with what citeproc-js prints for them."""


def test_the_style_is_valid_with_its_metadata() -> None:
    schema = RelaxNG(parse_xml(SCHEMA))
    assert schema.validate(parse_xml(PATH)), schema.error_log
    stylexml.validate(PATH)


@pytest.mark.parametrize(("variables", "text"), SIMPLE)
def test_a_paper_is_title_people_venue_and_year(variables: dict[str, Any], text: str) -> None:
    (found,) = references(library(record(**variables)), "reading-list").references
    assert to_text(found.marked) == text
    assert one(record(**variables)) == text


@pytest.mark.parametrize(("variables", "text"), HARD)
def test_punctuation_is_not_doubled_and_what_is_missing_leaves_no_gap(variables: dict[str, Any], text: str) -> None:
    assert one(record(**variables)) == text


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_has_a_text(kind: str) -> None:
    assert one(record(type=kind, title="Kites", author=people("Li"))) == "Kites. Li."
    assert one(record(type=kind)) == "Untitled."


def test_the_title_carries_the_link_as_no_address_is_printed() -> None:
    made = record(title="Kites & Co", author=people("Li"), doi="10.5555/kite", url="https://kites.example")
    ((found,),) = CslEngine(PATH, "en-US").write([[made]])
    assert found.address == "https://doi.org/10.5555/kite"
    assert to_text(found.marked) == "Kites & Co. Li."
    assert "10.5555" not in to_html(found.marked).replace(found.address, "")


def test_papers_stay_in_the_order_of_the_list() -> None:
    made = library(*(record(name, title=name, author=people(name)) for name in ("Zeta", "Alpha", "Mu")))
    assert [found.key for found in references(made, "reading-list").references] == ["Zeta", "Alpha", "Mu"]


def test_papers_of_the_same_people_and_year_get_no_letter() -> None:
    made = [record(key, title=key, author=people("Li", end, "Wu"), issued=year(2022)) for key, end in ("aX", "bY")]
    (found,) = CslEngine(PATH, "en-US").write([made])
    assert [to_text(reference.marked) for reference in found] == ["a. Li et al. 2022.", "b. Li et al. 2022."]


def test_the_shortest_style_of_ones_own_is_valid_and_prints(tmp_path: Path) -> None:
    path = tmp_path / "slides.csl"
    path.write_text(MINIMAL)
    made = library(record(title="Kites", author=people("Li", "Yu", "Wu"), issued=year(2021)))
    (found,) = references(made, str(path)).references
    assert to_text(found.marked) == "Li et al., Kites, 2021."
