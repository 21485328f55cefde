"""What biber, pybtex and bibtexparser read out of a .bib: the same strings that went in."""

import contextlib
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import plbib
from plbib.formats.bib import biblatex, bibtex
from plbib.model import Item, Library, Name, Record, Status
from plbib.text import tex
from plbib.text.unicode import clean
from tests.samples import legible

READ = ("title", "note", "booktitle", "publisher", "series")
"""Fields that hold text in both dialects."""


@pytest.fixture
def biber(program: Callable[[str], str], tmp_path: Path) -> Callable[[str], dict[str, dict[str, str]]]:
    """Key → fields, lower-case names, as biber writes them out again."""

    def read(text: str) -> dict[str, dict[str, str]]:
        (tmp_path / "refs.bib").write_text(text, encoding="utf-8")
        command = [program("biber"), "--tool", "--output-fieldcase=lower", "--output-file", "read.bib", "refs.bib"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=600)
        assert done.returncode == 0, done.stdout
        assert "ERROR" not in done.stdout
        return with_pybtex((tmp_path / "read.bib").read_text(encoding="utf-8"))

    return read


def with_pybtex(text: str) -> dict[str, dict[str, str]]:
    from pybtex.database import parse_string

    return {
        key: {name.lower(): value for name, value in entry.fields.items()}
        for key, entry in parse_string(text, "bibtex").entries.items()
    }


def with_bibtexparser(text: str) -> dict[str, dict[str, str]]:
    from bibtexparser.bparser import BibTexParser

    rows: list[dict[str, Any]] = BibTexParser(common_strings=True, ignore_nonstandard_types=False).parse(text).entries
    return {row["ID"]: row for row in rows}


def plain(text: str) -> str:
    """Text as it is compared: what TeX says, with straight quotes, plain asterisks and single blanks.

    Biber makes a quote of a backquote, and of ``\\={\\i}`` a dotless i with a loose accent.
    """
    composed = re.sub("[ıȷ](?=[\u0300-\u030f])", lambda found: "ij"["ıȷ".index(found[0])], clean(tex.unescape(text)))
    return " ".join(unicodedata.normalize("NFC", composed).translate(SIGNS).split())


SIGNS = str.maketrans("’‘⁎", "'`*")


def talk(number: int, title: str, note: str, other: str) -> Record:
    return Record(
        key=f"k{number}",
        status=Status.PINNED,
        item=Item(
            type="paper-conference",
            title=f"a {title}",
            author=(Name(family="Berg", given="Ann"),),
            container_title=f"b {other}",
            collection_title=f"c {other}",
            publisher=f"d {note}",
            note=f"e {note}",
        ),
    )


talks = st.lists(st.tuples(legible, legible, legible), min_size=30, max_size=30)


@pytest.mark.tex
@pytest.mark.parametrize("module", [bibtex, biblatex])
@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=[*HealthCheck])
@given(texts=talks)
def test_every_program_reads_the_same_strings(
    biber: Callable[[str], dict[str, dict[str, str]]], module: Any, texts: list[tuple[str, str, str]]
) -> None:
    records = tuple(talk(number, *row) for number, row in enumerate(texts))
    text = module.write(Library(title="t", records=records), module.FORMAT.options()).decode()
    expected = {
        record.key: {
            "title": record.item.title,
            "note": record.item.note or "",
            "booktitle": record.item.container_title or "",
            "publisher": record.item.publisher or "",
            "series": record.item.collection_title or "",
        }
        for record in records
    }
    wanted = {
        key: {name: plain(tex.escape_marked(value)) for name, value in fields.items()}
        for key, fields in expected.items()
    }
    for read in (with_pybtex, with_bibtexparser, biber):
        found = read(text)
        assert {key: {name: plain(found[key][name]) for name in READ} for key in wanted} == wanted, read


@pytest.mark.tex
@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_biber_reads_the_embedded_list_back(
    biber: Callable[[str], dict[str, dict[str, str]]], tmp_path: Path, form: str
) -> None:
    with contextlib.chdir(tmp_path):
        library = plbib.load(plbib.DEMO)
    read = biber(plbib.export(library, form))
    assert {key: plain(fields["title"]) for key, fields in read.items()} == {
        record.key: plain(tex.escape_marked(record.item.title)) for record in library.records
    }
    assert {key: fields.get("doi") for key, fields in read.items()} == {
        record.key: record.item.doi for record in library.records
    }
    places = "journaltitle" if form == "biblatex" else "journal"
    assert {
        key: plain(fields.get("booktitle") or fields.get(places) or fields["journaltitle"])
        for key, fields in read.items()
    } == {record.key: plain(tex.escape_marked(record.item.container_title or "")) for record in library.records}
