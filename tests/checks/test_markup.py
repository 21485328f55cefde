"""Links that GitHub shows as text, and headings with nothing below them."""

import pytest

from tests.checks.samples import codes_of, entry, found, mended

ARXIV = "https://arxiv.org/abs/2301.00001"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (f"[Flying Kites] ({ARXIV})", "a blank between"),
        (f"[Flying Kites]({ARXIV} v2)", "a blank in the address"),
        (f"[Flying Kites]({ARXIV} <br>", "never closes"),
        (f"[[Flying Kites]({ARXIV}), Kite Club", "a bracket opens here and never closes"),
        (f"[Flying Kites]({ARXIV})], Kite Club", "never opened"),
    ],
)
def test_a_link_that_is_none_where_the_list_is_shown(link: str, message: str) -> None:
    findings = found(f"[ICLR'23] {link}\n", "malformed-link")
    assert [message in finding.message for finding in findings] == [True]


@pytest.mark.parametrize(
    "link",
    [
        f"[Flying Kites]({ARXIV})",
        f'[Flying Kites]({ARXIV} "Kites")',
        f"[[Flying Kites]({ARXIV})]",
        f"[Flying Kites]({ARXIV}) [[pdf]({ARXIV}), [code](https://kites.example/code)]",
        f"[Flying Kites]({ARXIV}) (2301.00001)",
        f"[Flying Kites at (0, 1]]({ARXIV})",
        "[Flying Kites](https://doi.org/10.1000/x(y)z)",
    ],
)
def test_a_link_that_is_one(link: str) -> None:
    assert found(f"[ICLR'23] {link}, Kite Club\n", "malformed-link") == []


def test_a_blank_before_an_address_can_be_taken_out() -> None:
    text = f"[ICLR'23] [Flying Kites] ({ARXIV}), Kite Club\n"
    (finding,) = found(text, "malformed-link")
    assert mended(text, finding) == entry("Flying Kites", ARXIV)


def test_a_heading_with_nothing_below_it() -> None:
    kite = entry("Flying Kites", ARXIV)
    text = f"# List\n\n## Kites\n{kite}\n## Boats\n\n---\n<br>\n## Trains\n### Steam\nSoon.\n### Diesel\n"
    assert [str(finding.place) for finding in found(text, "empty-section")] == ["list.md:6", "list.md:13"]
    assert codes_of(f"# List\n\n## Kites\n{kite}\n## About\nWe like kites.\n") == []


def test_headings_that_are_entries_are_below_theirs() -> None:
    text = "# Kites\n\n" + "".join(
        f"## Flying Kites in Wind {n} (ICLR 2023)\n[paper]({ARXIV[:-1]}{n})\n" for n in range(4)
    )
    assert found("# List\n" + text, "empty-section") == []
