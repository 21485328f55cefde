"""Categories as groups: what Zotero's importer and JabRef read, and what no BibTeX program takes for an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.formats.bib import bibtex, groups
from plbib.model import Category, CategoryPath, Library
from plbib.text.unicode import clean
from tests.conftest import examples
from tests.readers import bibtexparser_keys, pybtex_keys, zotero_collections
from tests.samples import anything, library, record
from tests.timing import processor_time_below


def comments(text: str) -> list[str]:
    """The bodies of the comments that :func:`groups.write` writes; none holds a brace."""
    return [part.split("{", 1)[1].partition("}")[0] for part in text.split("@Comment")[1:]]


def categorized(*paths: CategoryPath, empty: tuple[CategoryPath, ...] = ()) -> Library:
    """A library of one paper in these categories, and of empty ones."""
    paper = replace(record(title="Kites"), categories=paths)
    known = tuple(Category(path=path) for path in dict.fromkeys((*paths, *empty)))
    return replace(library(paper), categories=known)


def test_the_form_is_version_3_with_a_line_a_group() -> None:
    assert groups.write(library()) == (
        "@Comment{jabref-meta: groupsversion:3;}\n"
        "\n"
        "@Comment{jabref-meta: groupstree:\n"
        "0 AllEntriesGroup:;\n"
        "1 ExplicitGroup:Kites\\;0\\;;\n"
        "2 ExplicitGroup:Flying\\;0\\;hargreave2021kites\\;o2020string\\;;\n"
        "2 ExplicitGroup:Tails\\;0\\;li2019tails\\;;\n"
        "1 ExplicitGroup:Empty\\;0\\;;\n"
        "}\n"
    )


def test_a_library_without_categories_has_no_groups() -> None:
    assert groups.write(library(record(title="Kites"))) != ""
    assert groups.write(replace(library(record(title="Kites")), categories=())) == ""


def test_backslash_and_semicolon_are_quoted_twice() -> None:
    assert "1 ExplicitGroup:a\\\\\\;b\\\\\\\\c\\;0\\;key\\;;\n" in groups.write(categorized(("a;b\\c",)))


def test_marks_that_begin_or_end_an_entry_are_replaced() -> None:
    written = groups.write(categorized(("@article{evil, title={x}}\n@home",)))
    assert "1 ExplicitGroup:(at)article(evil, title=(x)) (at)home\\;0\\;key\\;;\n" in written


def test_the_level_is_one_digit_however_deep_the_category() -> None:
    deep = tuple(f"h{depth}" for depth in range(1, 13))
    lines = groups.write(categorized(deep)).splitlines()[4:-1]
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9", "9", "9"]


@pytest.mark.parametrize(
    "paths",
    [(("Kites",),), (("Kites", "Tails"), ("Strings",)), (("a;b",),), (("a\\",), ("a", "b")), (("x\\;0\\;key2",),)],
)
def test_zotero_and_we_read_the_categories_back(paths: tuple[CategoryPath, ...]) -> None:
    made = categorized(*paths, empty=(("Empty",),))
    text = groups.write(made)
    held, known = groups.read(comments(text))
    assert held == {"key": paths}
    assert ("Empty",) in known
    read = zotero_collections(text)
    assert {path for path, keys in read.items() if "key" in keys} == set(paths)
    assert read["Empty",] == []


@examples(60)
@given(anything, st.lists(st.lists(anything, min_size=1, max_size=3).map(tuple), max_size=4))
def test_no_title_and_no_category_adds_or_hides_an_entry(title: str, paths: list[CategoryPath]) -> None:
    made = replace(categorized(*paths), title=title)
    text = bibtex.write(made).decode()
    assert pybtex_keys(text) == bibtexparser_keys(text) == ["key"]
    records, findings = bibtex.read(text, "f.bib")
    assert [paper.key for paper in records] == ["key"]
    assert {finding.code for finding in findings} <= {"repaired"}
    names = {tuple(groups.harmless(name) for name in path) for path in paths}
    assert {path for path, keys in zotero_collections(text).items() if keys} == names
    assert set(records[0].categories) == names


def test_harmless_text_is_one_line() -> None:
    assert groups.harmless("a\r\nb\u2028c\x00d") == clean("a b c d".replace("c d", "cd"))


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "jabref-meta: groupstree:",
        "jabref-meta: groupstree:1 ExplicitGroup:;2 StaticGroup:;",
        "jabref-meta: groupstree:1 KeywordGroup:a\\;0\\;;",
        "jabref-meta: groupstree:\\",
    ],
)
def test_what_is_no_tree_of_groups_is_none(comment: str) -> None:
    assert groups.read([comment]) == ({}, ())


@given(st.text("0123456789 ExplicitGroup:;\\\nabc"))
def test_no_comment_stops_the_reader(text: str) -> None:
    groups.read(["jabref-meta: groupstree:" + text])


@pytest.mark.parametrize("text", ["a" * 20_000 + "\\", "\\" * 20_001, ";" * 20_000, "a\\;" * 10_000 + "\\"])
def test_reading_takes_no_quadratic_time(text: str) -> None:
    with processor_time_below(5):
        groups.read([f"jabref-meta: groupstree:{text}"])
        groups.read([f"jabref-meta: groupstree:1 ExplicitGroup:{text}"])


def test_what_stands_before_a_last_backslash_is_read() -> None:
    assert groups.read(["jabref-meta: groupstree:1 ExplicitGroup:Kites\\;0\\;key\\;\\"]) == (
        {"key": (("Kites",),)},
        (("Kites",),),
    )
