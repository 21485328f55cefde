"""Citations in pandoc's syntax, as its manual has them ("Citation syntax")."""

import pytest

from plbib.documents.pandoc import find, parse
from plbib.papers.clusters import Cite, Cluster

DOE = Cite(key="doe")


def cluster(*cites: Cite, textual: bool = False) -> Cluster:
    return Cluster(cites=cites, textual=textual)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[@doe]", cluster(DOE)),
        ("@doe", cluster(DOE, textual=True)),
        ("-@doe", cluster(Cite(key="doe", suppress_author=True))),
        ("[-@doe]", cluster(Cite(key="doe", suppress_author=True))),
        ("[@doe; @roe]", cluster(DOE, Cite(key="roe"))),
        ("[@doe, p. 5]", cluster(Cite(key="doe", locator="5"))),
        ("[@doe, 33-35]", cluster(Cite(key="doe", locator="33-35"))),
        ("[@doe, pp. 33-35, 38]", cluster(Cite(key="doe", locator="33-35, 38"))),
        ("[@doe, chap. 3]", cluster(Cite(key="doe", locator="3", label="chapter"))),
        ("[@doe, § 4]", cluster(Cite(key="doe", locator="4", label="section"))),
        ("[@doe, sec. iv]", cluster(Cite(key="doe", locator="iv", label="section"))),
        ("[@doe{vol. 2}, and more]", cluster(Cite(key="doe", locator="2", label="volume", suffix=", and more"))),
        ("[see @doe, p. 5 for all]", cluster(Cite(key="doe", prefix="see", locator="5", suffix=" for all"))),
        ("[@doe, and more]", cluster(Cite(key="doe", suffix=", and more"))),
        ("[@doe pass]", cluster(Cite(key="doe", suffix="pass"))),
        ("@doe [p. 5]", cluster(Cite(key="doe", locator="5"), textual=True)),
        ("@doe [33]", cluster(Cite(key="doe", locator="33"), textual=True)),
        ("@doe [p. 5; @roe]", cluster(Cite(key="doe", locator="5"), Cite(key="roe"), textual=True)),
        ("[@{a b}x]", None),
        ("[@doe:2020a]", cluster(Cite(key="doe:2020a"))),
        ("[@{doe/2020.}]", cluster(Cite(key="doe/2020."))),
        ("no citation", None),
        ("mail a@b.org", None),
    ],
)
def test_a_citation_is_understood(text: str, meant: Cluster | None) -> None:
    assert parse(text) == meant


def test_the_citations_of_a_document_are_found_in_their_places() -> None:
    text = "As @doe says [see @roe].\n\n`@code` a@b.org <!-- @no -->\n\n[^1]: In a note [@doe].\n"
    found = find(text)
    assert [text[one.start : one.end] for one in found] == ["@doe", "[see @roe]", "[@doe]"]
    assert [one.in_note for one in found] == [False, False, True]


def test_a_link_is_no_citation() -> None:
    assert [one.cluster.textual for one in find("[text @doe](https://example.org)")] == [True]


@pytest.mark.parametrize("text", ["", "[", "@", "[@", "]@doe[", "[[@doe]", "@doe [", "[@doe;;;]", "[;@doe]", "^[@doe]"])
def test_broken_brackets_do_no_harm(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find(text))
