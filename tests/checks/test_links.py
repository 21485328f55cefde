"""Addresses: insecure, tracking, shared, of pages that go away."""

import pytest
from msgspec.structs import replace

from plbib.app.opening.lists import of_text
from plbib.checks import check
from plbib.checks.links import home, strip_tracking
from plbib.model import Finding, Item, Library, Record, Status
from tests.checks.samples import NAME, codes_of, entry, found, mended

ARXIV = "https://arxiv.org/abs/2301.00001"


def test_a_host_that_answers_to_https_is_linked_so() -> None:
    text = "# Kites\n" + entry("Flying Kites", "http://arxiv.org/abs/2301.00001")
    (finding,) = found(text)
    assert (finding.code, str(finding.place)) == ("http-link", "list.md:2:26")
    assert mended(text, finding) == text.replace("http:", "https:")


@pytest.mark.parametrize("url", ["http://kites.example/k.pdf", "http://arxiv.org.kites.example/k.pdf", ARXIV])
def test_no_other_host_is_known_to_answer_to_https(url: str) -> None:
    assert codes_of(entry("Flying Kites", url)) == []


def test_an_address_that_another_begins_with_stays() -> None:
    text = entry("Kites", "http://arxiv.org/abs/2301.00001v2", " [[v1](http://arxiv.org/abs/2301.00001)], Kite Club")
    first, second = found(text, "http-link")
    once = mended(text, second)
    assert once.count("https:") == 1
    assert "[v1](https://arxiv.org/abs/2301.00001)]" in once
    assert "v2)" in mended(text, first)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/k?utm_source=x&id=1&fbclid=y#part", "https://a.example/k?id=1#part"),
        ("https://a.example/k?UTM_Source=x", "https://a.example/k"),
        ("https://a.example/k?id=1", "https://a.example/k?id=1"),
        ("https://a.example/k?utm=1&x_utm_source=2", "https://a.example/k?utm=1&x_utm_source=2"),
    ],
)
def test_what_only_says_where_a_reader_came_from_is_left_out(url: str, plain: str) -> None:
    assert strip_tracking(url) == plain
    assert codes_of(entry("Flying Kites", url)) == (["tracking-link"] if plain != url else [])


def test_two_titles_with_one_address_are_reported_once() -> None:
    text = entry("Flying Kites", ARXIV) + entry("Sinking Boats", ARXIV)
    (finding,) = found(text)
    assert (finding.code, str(finding.place)) == ("duplicate-link", "list.md:2:1")
    assert "line 1, “Flying Kites”" in finding.message


def test_a_paper_that_was_renamed_is_no_wrong_link() -> None:
    text = entry("KITE: Flying in Wind", ARXIV) + entry("KITE: A System for the Air", ARXIV)
    (finding,) = found(text)
    assert (finding.code, finding.cure) == ("duplicate-link", "keep one of the two")
    opened = of_text(text, NAME).library
    first, second = opened.records
    verified = replace(opened, records=(replace(first, status=Status.RESOLVED), second))
    assert [one.code for one in check(verified)] == ["duplicate-link", "unresolved-entry"]


@pytest.mark.parametrize("label", ["code", "Project Page", "slides", "[github]", "torchkite"])
def test_papers_can_share_their_code(label: str) -> None:
    rest = f" [[{label}](https://github.com/kites/kites)], Kite Club"
    text = entry("Flying Kites", ARXIV, rest) + entry("Sinking Boats", "https://arxiv.org/abs/2301.00002", rest)
    assert "duplicate-link" not in codes_of(text)


def test_papers_do_not_share_a_file() -> None:
    rest = " [[Paper](./papers/kites.pdf)], Kite Club"
    text = entry("Flying Kites", ARXIV, rest) + entry("Sinking Boats", "https://arxiv.org/abs/2301.00002", rest)
    assert codes_of(text) == ["duplicate-link"]


def known(url: str, rest: str = ", Kite Club") -> list[Finding]:
    """The findings about a paper whose page is known."""
    text = entry("Flying Kites", url, rest)
    opened = of_text(text, NAME).library
    (record,) = opened.records
    record = replace(record, status=Status.RESOLVED, identifiers={"openreview": "kItEs"})
    return [*check(replace(opened, records=(record,)), {NAME: text})]


@pytest.mark.parametrize(
    "url",
    [
        "https://mlsys.org/Conferences/2023/Schedule?showEvent=1",
        "https://people.kites.example/~berg/kites.pdf",
        "https://kites.example/people/berg/kites.pdf",
        "https://berg.github.io/files/kites.pdf",
    ],
)
def test_a_page_that_goes_away_is_replaced_by_that_of_the_paper(url: str) -> None:
    (finding,) = known(url)
    assert finding.code == "better-link"
    assert mended(entry("Flying Kites", url), finding) == entry("Flying Kites", "https://openreview.net/forum?id=kItEs")
    assert known(url, " [[pdf](https://openreview.net/pdf?id=kItEs)], Kite Club") == []


@pytest.mark.parametrize("url", ["https://kites.example/kites.pdf", "https://berg.github.io/kites/", ARXIV])
def test_other_pages_are_good_enough(url: str) -> None:
    assert known(url) == []


@pytest.mark.parametrize(
    ("item", "identifiers", "page"),
    [
        (Item(type="article", url="https://arxiv.org/abs/2301.00001"), {"openreview": "x"}, ARXIV),
        (Item(type="article", doi="10.1000/kites"), {}, "https://doi.org/10.1000/kites"),
        (Item(type="article", url="https://icml.cc/virtual/2023/poster/1"), {}, ""),
    ],
)
def test_the_page_of_a_paper(item: Item, identifiers: dict[str, str], page: str) -> None:
    assert home(Record(key="k", item=item, status=Status.RESOLVED, identifiers=identifiers)) == page


def test_a_library_without_its_text_has_findings_without_edits() -> None:
    library: Library = of_text(entry("Flying Kites", "http://arxiv.org/abs/2301.00001"), NAME).library
    assert [one.edit for one in check(library) if one.code == "http-link"] == [None]
