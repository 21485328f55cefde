"""Entries as people and programs write them although the manual has it otherwise: what they mean is read."""

from typing import Any

import pytest

from plbib.formats import registry
from plbib.formats.bib import biblatex, bibtex
from plbib.model import Record


def read(fields: str, kind: str = "article") -> Record:
    (record,), _ = registry.read(f"@{kind}{{k, title = {{Kites}}, {fields}}}".encode(), "f.bib", "bibtex")
    return record


@pytest.mark.parametrize(
    ("fields", "parts", "circa"),
    [
        ("year = {c. 1850}", ((1850,),), True),
        ("year = {ca. 1850}", ((1850,),), True),
        ("year = {circa 1850}", ((1850,),), True),
        ("year = {[1850]}", ((1850,),), True),
        ("year = {2020a}", ((2020,),), False),
        ("year = {2020b}, month = may", ((2020, 5),), False),
        ("date = {May 2020}", ((2020, 5),), False),
        ("date = {2020-5-3}", ((2020, 5, 3),), False),
        ("date = {2020-5}", ((2020, 5),), False),
        ("date = {2020-13}", ((2020,),), False),
        ("year = {Sept. 2020}", ((2020, 9),), False),
    ],
)
def test_a_year_as_people_write_it_is_a_date(fields: str, parts: Any, circa: bool) -> None:
    issued = read(fields).item.issued
    assert issued is not None
    assert (issued.date_parts, issued.circa) == (parts, circa)


@pytest.mark.parametrize("year", ["in press", "03/05/2020", "Kites 2020", "c. 18", "1850 or so"])
def test_other_words_stay(year: str) -> None:
    issued = read(f"year = {{{year}}}").item.issued
    assert issued is not None
    assert issued.literal == year


@pytest.mark.parametrize("year", ["c. 1850", "2020a", "[1850]"])
def test_a_year_is_written_as_it_was(year: str) -> None:
    assert f"year = {{{year}}}" in bibtex.entry(read(f"year = {{{year}}}"))


@pytest.mark.parametrize(
    ("people", "families"),
    [
        ("Berg, J.; Cole, A.", ["Berg", "Cole"]),
        ("Jan Berg; Ann Cole; Eva Dahl", ["Berg", "Cole", "Dahl"]),
        (r"Berg, J. \& Cole, A.", ["Berg", "Cole"]),
        ("Berg, J., & Cole, A.", ["Berg", "Cole"]),
        ("Sammy Davis Jr. and King, Jr., Martin", ["Davis", "King"]),
        ("Robert Downey III and Li XI", ["Downey", "XI"]),
        ("John Paul II and Henry VIII and Henry Ford II", ["John Paul II", "Henry VIII", "Ford"]),
        (r"{Kites \& Co.} and {A; B}", [r"Kites & Co.", "A; B"]),
        (r"R\"ohm & Haas", ["Haas"]),
    ],
)
def test_people_are_told_apart(people: str, families: list[str]) -> None:
    assert [name.family or name.literal for name in read(f"author = {{{people}}}").item.author] == families


def test_a_suffix_behind_the_family_is_one() -> None:
    (name,) = read("author = {Sammy Davis Jr.}").item.author
    assert (name.given, name.family, name.suffix) == ("Sammy", "Davis", "Jr.")


ARXIV = [
    ("article", "journal = {arXiv preprint arXiv:2101.00001}"),
    ("article", "journal = {arXiv preprint arXiv:2101.00001v2}"),
    ("article", "journal = {arXiv:2101.00001 [cs.LG]}"),
    ("article", "journal = {arXiv e-prints}, pages = {arXiv:2101.00001}"),
    ("article", "journal = {CoRR}, volume = {abs/2101.00001}"),
    ("misc", "howpublished = {arXiv preprint arXiv:2101.00001}"),
    ("misc", "eprint = {arXiv:2101.00001 [cs.LG]}"),
]


@pytest.mark.parametrize(("kind", "fields"), ARXIV)
def test_the_number_of_a_preprint_is_seen_where_the_journal_stands(kind: str, fields: str) -> None:
    record = read(f"{fields}, year = 2021", kind)
    assert record.identifiers == {"arxiv": "2101.00001"}
    assert record.item.url == "https://arxiv.org/abs/2101.00001"
    for module in (bibtex, biblatex):  # and the entry says what it said
        text = module.entry(record)
        assert "url" not in text
        assert ("eprint" in text) == ("eprint" in fields)
        assert "2101.00001" in text


@pytest.mark.parametrize(
    "journal", ["Journal of arXiv Studies", "arXiv", "CoRR", "Corrosion 2101.00001", "arXiv preprint"]
)
def test_a_journal_without_a_number_is_no_preprint(journal: str) -> None:
    assert read(f"journal = {{{journal}}}").identifiers == {}


@pytest.mark.parametrize("nothing", ["nil", "undefined", "N/A", "{null}", "--"])
def test_fields_that_say_there_is_nothing_are_left_out(nothing: str) -> None:
    item = read(f"doi = {{{nothing}}}, url = {{{nothing}}}, pages = {{{nothing}}}, year = {{{nothing}}}").item
    assert (item.doi, item.url, item.page, item.issued) == (None, None, None, None)


def test_marks_of_spanish_are_read() -> None:
    record = read(r"booktitle = {?`Qu\'e? !`No!}, year = 2020", "incollection")
    assert record.item.container_title == "¿Qué? ¡No!"
