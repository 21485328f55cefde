"""Variables in the field ``note``."""

from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.item import NAMES
from plbib.rendering.csl.note import split
from tests.rendering.csl.styles import item, printed

ORIGINAL = '<date variable="original-date"><date-part name="year"/></date>'


def test_a_variable_in_braces_counts_wherever_it_stands() -> None:
    found, left = split("A reprint. {:original-date: 1867} {:DOI:10.1/x}", NAMES)
    assert found == {"original-date": "1867", "DOI": "10.1/x"}
    assert left == "A reprint."


def test_lines_count_up_to_the_first_that_is_none() -> None:
    found, left = split("Seen in a shop\noriginal-title: Drachen\nseen: by Ann\n\nnot this: one\nmedium: silk", NAMES)
    assert found == {"original-title": "Drachen", "seen": "by Ann"}
    assert left == "Seen in a shop\nnot this: one\nmedium: silk"


def test_names_are_gathered_line_by_line() -> None:
    found, _ = split("director: Lang || Fritz\ndirector: The Kite Society", NAMES)
    assert found == {"director": [{"family": "Lang", "given": "Fritz"}, {"literal": "The Kite Society"}]}


def test_a_date_or_type_of_the_note_counts_more_and_anything_else_less() -> None:
    paper = item(note="type: book\nissued: 1867\ntitle: Other\nmedium: silk", issued={"date-parts": [[2001]]})
    assert printed('<date variable="issued"><date-part name="year"/></date>', paper) == "1867"
    assert printed('<text variable="medium"/>', paper) == "silk"
    assert printed('<choose><if type="book"><text value="a book"/></if></choose>', paper) == "a book"
    named = item(title="Kites", note="title: Other")
    assert printed('<text variable="title"/>', named) == "Kites"
    assert printed('<text variable="title"/><text variable="note" prefix="; "/>', named) == "Kites"


def test_a_note_without_variables_is_printed_as_it_is() -> None:
    assert printed('<text variable="note"/>', item(note="Seen: yes, twice")) == "Seen: yes, twice"
    assert printed('<text variable="note"/>', item(note="In print")) == "In print"


@given(st.text("ab:{}|\n -:", max_size=40))
def test_no_word_of_a_note_is_lost(note: str) -> None:
    found, left = split(note, NAMES)
    assert isinstance(found, dict)
    for letter in "ab":
        kept = left.count(letter) + sum(f"{name}{value}".count(letter) for name, value in found.items())
        assert kept <= note.count(letter)
        assert bool(kept) is (letter in note)
