"""Bibtexparser as a judge: it reads what plbib writes, and plbib's own scanner finds the same in it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib import file as bib_file
from plbib.formats.bib.profiles import Encoding, Options
from plbib.model import Library
from tests.conftest import examples
from tests.samples import anything, items, libraries

OUT = sorted(Path(__file__).parents[3].joinpath("out").rglob("*.bib"))


def judged(text: str) -> list[dict[str, str]]:
    """The entries as bibtexparser reads them, white space as single blanks."""
    from bibtexparser.bparser import BibTexParser

    rows = BibTexParser(common_strings=True, ignore_nonstandard_types=False).parse(text).entries
    return [{name: " ".join(value.split()) for name, value in row.items()} for row in rows]


def scanned(text: str) -> list[dict[str, str]]:
    file = bib_file.parse(text, "f.bib")
    assert file.findings == ()
    return [
        {name: " ".join(value.split()) for name, value in row.fields.items()}
        | {"ENTRYTYPE": row.entry_type, "ID": row.key}
        | ({"month": MONTHS[row.fields["month"]]} if row.fields.get("month") in MONTHS else {})
        for row in file.rows
    ]


MONTHS = dict(
    zip(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        "January February March April May June July August September October November December".split(),
        strict=True,
    )
)
"""Bibtexparser puts in the month; plbib keeps the name of the macro."""


@pytest.mark.heavy
@pytest.mark.parametrize("path", OUT, ids=lambda path: path.name)
def test_every_bib_that_is_published_reads_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rows = judged(text)
    assert rows == scanned(text)
    assert rows or "0 entries" in text


def test_there_are_published_files() -> None:
    assert len(OUT) > 2


@pytest.mark.parametrize("module", [bibtex, biblatex])
@examples(40)
@given(made=libraries(items(anything)))
def test_any_library_reads_the_same(module: Any, made: Library) -> None:
    for encoding in Encoding:
        text = module.write(made, Options(encoding=encoding, strings=True)).decode()
        assert judged(text) == scanned(text)
