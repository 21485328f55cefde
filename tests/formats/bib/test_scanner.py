"""Where the blocks of a .bib end, and what is saved of those that BibTeX would not read."""

import json
from pathlib import Path

import pytest

import plbib
from plbib.formats.bib.file import parse
from plbib.formats.bib.scanner import blocks


@pytest.mark.parametrize(
    ("text", "fields", "place"),
    [
        (
            "@article{a,\n  title = {Kites {and} strings,\n  year = 2020,\n}\n@book{b, title = {B}}",
            {"title": "Kites {and} strings", "year": "2020"},
            8,  # the entry's own brace: the title takes it
        ),
        (
            "@article{a,\n  title = {Kites {of {deep} thread,\n  note = {x\n@book{b, title = {B}}",
            {"title": "Kites {of {deep} thread}", "note": "x"},
            29,
        ),
        (
            "@article{a,\n  title = {Kites {of} {Bergen,\n  year = {2020},\n}\n@book{b, title = {B}}",
            {"title": "Kites {of} {Bergen}", "year": "2020"},
            34,
        ),
    ],
)
def test_fields_are_saved_where_a_brace_is_not_closed(text: str, fields: dict[str, str], place: int) -> None:
    first, second = blocks(text)
    assert {field.name: field.pieces[0][1:-1] for field in first.fields} == fields
    assert first.slips == (("a brace that is not closed, from", place),)
    assert (second.key, second.slips) == ("b", ())


def test_a_value_without_its_marks_is_saved() -> None:
    (block,) = blocks("@article{a, title = {Kites}, pages = 12-14, year = 2020}")
    assert [(field.name, field.pieces) for field in block.fields] == [
        ("title", ("{Kites}",)),
        ("pages", ("{12-14}",)),
        ("year", ("2020",)),
    ]


def test_macros_are_no_fields_of_which_the_first_counts() -> None:
    file = parse('@string{a = "x", a = "y"}\n@misc{b, title = a, title = "z"}', "f.bib")
    assert [row.fields["title"] for row in file.rows] == ["y"]
    assert [finding.key for finding in file.findings if finding.code == "repeated-field"] == ["b"]


def test_an_address_is_no_place_of_publication_also_beside_another(tmp_path: Path) -> None:
    text = r"@article{a, title = {K}, url = {https://example.org/a}, howpublished = {\url{https://example.org/b}}}"
    file = tmp_path / "a.bib"
    file.write_text(text, encoding="utf-8")
    library = plbib.load(file)
    (item,) = json.loads(plbib.export(library, "csljson"))
    assert item["URL"] == "https://example.org/a"
    assert "container-title" not in item
    assert r"howpublished = {\url{https://example.org/b}}" in plbib.export(library, "bibtex")
