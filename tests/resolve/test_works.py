"""Records gathered into works before they are counted."""

import pytest

from plbib.papers.identity import Paper
from plbib.resolve.works import gather
from tests.resolve.papers import people

LIND = people("Lind", "Petrov")
CHEN = people("Chen", "Ruiz")


def paper(title: str = "Kites", *tokens: str, authors: tuple[object, ...] = LIND, year: int = 2023) -> Paper:
    return Paper(title=title, tokens=frozenset(tokens), authors=authors, year=year)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("papers", "works"),
    [
        ([paper(), paper(year=2021)], 1),
        ([paper(), paper(year=2028)], 1),
        ([paper(), paper(year=2029)], 2),
        ([paper(), paper(authors=CHEN)], 2),
        ([paper(), paper("Strings")], 2),
        ([paper("Kites", "doi:10.1/a"), paper("Cerfs-volants", "doi:10.1/a", authors=CHEN)], 1),
        ([paper("A", "doi:10.1/a"), paper("B", "doi:10.1/a", "arxiv:1"), paper("C", "arxiv:1")], 1),
        ([paper(), paper(authors=())], 1),
        ([paper(), paper(authors=(), year=2022)], 2),
        ([paper(), paper(authors=()), paper(authors=CHEN)], 3),
        ([paper(authors=()), paper(authors=())], 1),
    ],
)
def test_works(papers: list[Paper], works: int) -> None:
    assert len(set(gather(papers))) == len(set(gather(papers[::-1]))) == works
