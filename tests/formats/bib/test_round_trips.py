"""What is read from a .bib and written again, also by way of CSL-JSON, is the same."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.formats import csljson, registry
from plbib.formats.bib.file import parse
from plbib.model import Finding, Library, Record
from plbib.text import names, tex
from plbib.text.formulas import as_markup
from tests.conftest import examples
from tests.formats.bib.entries import entries


def read(text: str, form: str = "bibtex") -> tuple[list[Record], list[Finding]]:
    return registry.read(text.encode(), f"f.{form}", form)


def write(records: list[Record], form: str) -> str:
    return registry.write(Library(title="Kites", records=tuple(records)), form).decode()


def variables(records: list[Record]) -> list[dict[str, Any]]:
    """The items as CSL-JSON, without what is plbib's own."""
    rows = msgspec.json.decode(csljson.write(Library(title="Kites", records=tuple(records))))
    return [{name: value for name, value in row.items() if name != "custom"} for row in rows]


def fields(text: str) -> list[tuple[str, dict[str, str]]]:
    """Entry types and fields, as texts."""
    rows = parse(text, "f.bib").rows
    return [(row.entry_type, _as_biblatex(row.fields)) for row in rows]


def _as_biblatex(values: dict[str, str]) -> dict[str, str]:
    """The fields as texts, as biblatex wants them: a year is a date, a thesis has a type, ``eprint`` an archive."""
    known = {name: plain(name, value) for name, value in values.items()}
    if known.get("eprinttype") == "arxiv":
        del known["eprinttype"]
    if known.get("type") == "Thesis":
        del known["type"]
    if "month" not in known and "date" not in known and "year" in known:
        known["date"] = known.pop("year").replace("–", "/")
    return known


_PEOPLE = frozenset({"author", "editor", "translator", "bookauthor"})


def plain(name: str, value: str) -> str:
    value = names.to_bibtex(names.from_bibtex(value)) if name in _PEOPLE else value
    return " ".join(re.sub("[{}]", "", as_markup(tex.unescape(value))).split())


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@examples(60)
@given(data=st.data())
def test_a_bib_is_written_as_it_was_and_its_json_is_stable_from_the_first(dialect: str, data: st.DataObject) -> None:
    text = data.draw(entries(dialect))
    records, findings = read(text)
    assert {finding.code for finding in findings} <= {"repaired"}
    written = write(records, dialect)
    assert fields(written) == fields(text)
    passed, _ = read(write(records, "csljson"), "csljson")
    assert variables(passed) == variables(records)
    again, _ = read(write(passed, dialect))
    assert variables(again) == variables(records)
    assert fields(write(again, dialect)) == fields(written)
