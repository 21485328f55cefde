"""Records of a bibliography as a library: what was read and what could not be are all counted."""

from plbib.findings import Code
from plbib.library.bibliography import of_items
from plbib.model import Place
from tests.samples import PAPERS


def test_entries_that_could_not_be_read_are_entries_too() -> None:
    place = Place(file="a.bib", line=1)
    findings = (
        Code.UNREAD_ENTRY.finding("no key", place=place),
        Code.UNDEFINED_MACRO.finding("no macro", place=place),
    )
    made = of_items(PAPERS[:2], title="A", source="a.bib", findings=findings)
    assert (made.entries_read, len(made.records)) == (3, 2)
