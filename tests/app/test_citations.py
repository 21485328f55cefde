"""The citations of a document: positions, locators, words around them, and the list of what it cites."""

import json
from pathlib import Path

import pytest

import plbib
from plbib.app.citations import Asked, read
from plbib.errors import InputError, UsageError
from plbib.formats import csljson
from plbib.model import Library

ITEMS = [
    {
        "id": "doe",
        "type": "book",
        "title": "Knots",
        "author": [{"family": "Doe", "given": "Ann"}],
        "issued": {"date-parts": [[2020]]},
        "publisher": "Knot Press",
    },
    {
        "id": "smith",
        "type": "article-journal",
        "title": "Ropes",
        "container-title": "Rope",
        "author": [{"family": "Smith", "given": "Bo"}, {"family": "Roe", "given": "Cy"}],
        "issued": {"date-parts": [[2019]]},
        "volume": "3",
        "page": "1-9",
    },
    {
        "id": "uncited",
        "type": "book",
        "title": "Bends",
        "author": [{"family": "Doe", "given": "Ann"}],
        "issued": {"date-parts": [[2020]]},
    },
]


@pytest.fixture(scope="module")
def library() -> Library:
    records, _ = csljson.read(json.dumps(ITEMS), "items")
    return Library(title="Ropes and knots", records=tuple(records))


def test_locators_and_words_stand_in_the_citation(library: Library) -> None:
    asked = ["[see @doe, pp. 33-35; -@smith]", "@doe [chap. 2]", "[@smith, and more]", "-@smith"]
    assert plbib.Citations(library, "apa").write(asked) == [
        "(see Doe, 2020, pp. 33–35; 2019)",
        "Doe (2020, Chapter 2)",
        "(Smith & Roe, 2019, and more)",
        "(2019)",
    ]


def test_what_is_not_cited_gives_no_letters_to_years(library: Library) -> None:
    citations = plbib.Citations(library, "apa")
    assert citations.write(["[@doe]"]) == ["(Doe, 2020)"]
    assert citations.write(["[@doe]", "[@uncited]"]) == ["(Doe, 2020b)", "(Doe, 2020a)"]
    assert "Bends" not in citations.bibliography(["[@doe]"])


def test_later_citations_follow_from_those_before(library: Library) -> None:
    asked = ["[@doe]", "[@doe]", "[@doe, 5]", "[@smith]", "[@doe, 5]"]
    assert plbib.Citations(library, "chicago-fullnote-bibliography-with-ibid").write(asked) == [
        "Ann Doe, Knots (Knot Press, 2020).",
        "Ibid.",
        "Ibid., 5.",
        "Bo Smith and Cy Roe, “Ropes,” Rope 3 (2019): 1–9.",
        "Doe, Knots, 5.",
    ]


def test_numbers_follow_the_document(library: Library) -> None:
    asked = ["[@smith]", "@doe", "[@doe, p. 5; @smith]"]
    assert plbib.Citations(library, "ieee").write(asked) == ["[1]", "Doe [2]", "[1], [2, p. 5]"]


def test_citations_as_citeproc_js_has_them(library: Library) -> None:
    cluster = {
        "citationItems": [{"id": "doe", "locator": "3", "label": "section"}],
        "properties": {"mode": "composite"},
    }
    asked: list[Asked] = [
        cluster,
        [{"id": "smith", "prefix": "cf.", "suppress-author": True}],
        [{"id": "doe", "author-only": True}],
    ]
    assert plbib.Citations(library, "apa").write(asked) == ["Doe (2020, Section 3)", "(cf. 2019)", "Doe"]


def test_a_document_is_written_with_its_list(library: Library) -> None:
    text = "# Paper\n\nAs @smith says [see @doe, p. 3].\n\n`[@doe]`\n"
    assert plbib.Citations(library, "apa").document(text) == (
        "# Paper\n\nAs Smith & Roe (2019) says (see Doe, 2020, p. 3).\n\n`[@doe]`\n\n# References\n\n"
        "Doe, A. (2020). *Knots*. Knot Press.\n\nSmith, B., & Roe, C. (2019). Ropes. *Rope*, *3*, 1–9.\n"
    )


def test_the_list_stands_where_the_document_wants_it(library: Library) -> None:
    text = "[@doe]\n\n::: {#refs}\n:::\n\nThe end.\n"
    assert plbib.Citations(library, "apa").document(text) == (
        "(Doe, 2020)\n\n# References\n\nDoe, A. (2020). *Knots*. Knot Press.\n\nThe end.\n"
    )


def test_a_style_with_citations_only_writes_no_list(library: Library, tmp_path: Path) -> None:
    style = tmp_path / "names.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>N</title><id>n</id>'
        "<updated>2025-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout prefix="(" suffix=")"><text variable="title"/></layout></citation></style>',
        encoding="utf-8",
    )
    key, title = library.records[0].key, library.records[0].item.title
    assert plbib.Citations(library, str(style)).document(f"Knots [@{key}].\n") == f"Knots ({title}).\n"


def test_in_a_note_style_citations_are_notes(library: Library) -> None:
    text = "As @smith says [@doe].\n\nMore.[^1]\n\n[^1]: So [@doe].\n"
    made = plbib.Citations(library, "chicago-notes-bibliography").document(text)
    assert made.startswith(
        "As Smith and Roe^[“Ropes,” *Rope* 3 (2019): 1–9.] says^[Ann Doe, *Knots* (Knot Press, 2020).].\n\n"
        "More.[^1]\n\n[^1]: So Doe, *Knots*.\n"
    )


def test_keys_that_no_paper_has_are_named_with_their_lines(library: Library) -> None:
    run = plbib.Citations(library, "apa")
    with pytest.raises(UsageError, match=r"keys nobody \(a\.md:3\), none \(a\.md:5\)$"):
        run.document("# A\n\nAs [@doe; @nobody] and\n\n@none say.\n", "a.md")
    with pytest.raises(UsageError, match=r"key nobody \(line 1\)$"):
        run.document("@nobody [@doe]\n")


@pytest.mark.parametrize("asked", ["[@nobody]", "no @ citation", [{"key": "doe"}], [], {"citationItems": []}])
def test_what_cannot_be_cited_is_an_error(library: Library, asked: object) -> None:
    with pytest.raises(UsageError):
        plbib.Citations(library, "apa").write([asked])  # type: ignore[list-item]


def test_properties_that_are_none_are_left_out(library: Library) -> None:
    asked: Asked = {"citationItems": [{"id": "doe"}], "properties": "composite"}
    assert plbib.Citations(library, "apa").write([asked]) == ["(Doe, 2020)"]


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}'])
def test_a_file_of_citations_is_an_array(text: str) -> None:
    with pytest.raises(InputError):
        read(text, "citations.json")


def test_a_document_without_citations_is_an_error(library: Library) -> None:
    with pytest.raises(UsageError, match="cites nothing"):
        plbib.Citations(library, "apa").document("Nothing here.\n")
