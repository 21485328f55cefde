"""Extra: only the lines that are named change, and they say then what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.zotero.extra import edit, label, lines

LABELS = ["plbib-id", "DOI", "Original Date", "original_date", "archive_location", "editor", "Affiliation", "tex.ids"]
WRITTEN = [name for name in LABELS if "." not in name]
values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(lambda text: text.strip(" "))
labelled = st.builds("{}{}{}".format, st.sampled_from(LABELS), st.sampled_from([":", ": ", " :  "]), values)
texts = st.lists(labelled | st.sampled_from(["", "  read this ", "note to self", ":", "https://e.example/a"])).map(
    "\n".join
)
changes = st.dictionaries(st.sampled_from(WRITTEN), st.lists(values, max_size=3).map("\n".join)).filter(
    lambda chosen: len({label(name) for name in chosen}) == len(chosen)
)


def said(value: str) -> str:
    return "\n".join(filter(None, value.split("\n")))


def foreign(text: str, chosen: dict[str, str]) -> list[str]:
    """The lines that carry none of the labels, as they are."""
    named = {label(name) for name in chosen}
    return [line for line in text.split("\n") if named.isdisjoint(lines(line)) and line]


@given(texts, changes)
def test_it_says_what_was_asked_for(text: str, chosen: dict[str, str]) -> None:
    after = lines(edit(text, chosen))
    assert {name: after.get(label(name), "") for name in chosen} == {name: said(chosen[name]) for name in chosen}


@given(texts, changes)
def test_all_other_lines_stay_in_their_order(text: str, chosen: dict[str, str]) -> None:
    assert foreign(edit(text, chosen), chosen) == foreign(text, chosen)


@given(texts, changes)
def test_a_second_edit_changes_nothing(text: str, chosen: dict[str, str]) -> None:
    once = edit(text, chosen)
    assert edit(once, chosen) == once


@given(texts)
def test_what_is_said_already_changes_nothing(text: str) -> None:
    assert edit(text, {}) == text
    assert edit(text, lines(text)) == text


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("", {"DOI": "10.1/x"}, "DOI: 10.1/x"),
        ("read this\n\n", {"DOI": "10.1/x"}, "read this\n\n\nDOI: 10.1/x"),
        ("doi:10.1/y\n\nread: it", {"DOI": "10.1/x"}, "doi: 10.1/x\n\nread: it"),
        ("Original Date:  1999 ", {"original-date": "1999"}, "Original Date:  1999 "),
        ("a\nOriginal Date: 1999\nb", {"original_date": ""}, "a\nb"),
        ("DOI:\nDOI: 10.1/y", {"DOI": "10.1/x"}, "DOI:\nDOI: 10.1/x"),
        ("Editor: A || B\nmine\neditor: C || D", {"editor": "E || F"}, "Editor: E || F\nmine"),
        ("Editor: A || B\nmine", {"editor": "A || B\nC || D"}, "Editor: A || B\nEditor: C || D\nmine"),
        ("DOI : x", {"doi": "y"}, "DOI: y"),
        (" DOI: x", {"doi": "y"}, " DOI: x\ndoi: y"),
    ],
)
def test_by_example(text: str, change: dict[str, str], after: str) -> None:
    assert edit(text, change) == after


def test_labels_and_their_values() -> None:
    text = "PMID: 7\nEditor: A || B\nplain words\nTLDR:\neditor:C\nTo do: read: twice"
    assert lines(text) == {"pmid": "7", "editor": "A || B\nC", "to-do": "read: twice"}
