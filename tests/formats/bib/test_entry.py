"""One entry of a .bib: which fields are there for items of a type."""

from plbib.formats.bib import entry
from plbib.model import TYPES, Item


def test_the_fields_of_an_item_are_those_of_all_types_and_of_its_own() -> None:
    for kind in TYPES:
        item = Item(type=kind, title="Kites")
        own = {form.entry_type(item) for form in entry.DIALECTS.values()}
        rows = entry.fields(item)
        assert {"title", "author", "year"} <= {row.name for row in rows}
        assert all(not row.types or row.types & own for row in rows)
    article, book = ({row.name for row in entry.fields(Item(type=kind))} for kind in ("article-journal", "book"))
    assert "journal" in article - book


def test_a_field_of_some_types_is_at_home_there_and_one_of_all_nowhere() -> None:
    assert "article" in entry.homes("journal")
    assert not entry.homes("doi")


def test_the_dialect_of_a_file_is_that_of_most_of_its_entries() -> None:
    online, report = "@online{a, date = {2020}}\n", "@techreport{b, journal = {Kites}, year = {2020}}\n"
    assert entry.form_of(online.encode(), "bibtex") == "biblatex"
    assert entry.form_of(report.encode(), "bibtex") == "bibtex"
    assert entry.form_of((online + report).encode(), "bibtex") == "bibtex"
    assert entry.form_of((online * 2 + report).encode(), "bibtex") == "biblatex"
    assert entry.form_of(online.encode(), "ris") == "ris"
