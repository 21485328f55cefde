"""Values of one meaning are one, and of another are two."""

import pytest

from plbib.zotero.items import Creator
from plbib.zotero.meaning import same

ANN, BEN, EVE = (
    Creator(creator_type=role, first_name=first, last_name=last)
    for role, first, last in (("author", "Ann", "Berg"), ("author", "Ben", "Dahl"), ("editor", "Eve", "Holm"))
)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("date", "May 2023", "2023-05"),
        ("date", "5/2023", "2023-05"),
        ("date", "2023-05-01", "1 May 2023"),
        ("DOI", "https://doi.org/10.1145/ABC.1", "10.1145/abc.1"),
        ("url", "http://arxiv.org/abs/2301.00001v2", "https://arxiv.org/pdf/2301.00001"),
        ("publicationTitle", "ICLR", "International Conference on Learning Representations (ICLR)"),
        ("publicationTitle", "ICLR 2023", "The Eleventh International Conference on Learning Representations"),
        ("publicationTitle", "NIPS", "Advances in Neural Information Processing Systems"),
        ("pages", "1–5", "1-5"),
        ("title", "“Kites” — aloft", '"Kites" - aloft'),
        ("title", "Caf\u00e9", "Cafe\u0301"),
        ("ISBN", "978-0-262-03561-3", "9780262035613"),
        ("creators", (ANN, EVE, BEN), (EVE, ANN, BEN)),
    ],
)
def test_one_meaning(field: str, one: object, other: object) -> None:
    assert same(field, one, other)  # type: ignore[arg-type]
    assert same(field, other, one)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("date", "2023", "2023-05"),
        ("DOI", "10.1145/abc.1", "10.1145/abc.2"),
        ("publicationTitle", "ICLR", "ICLR Workshop"),
        ("publicationTitle", "ICLR 2022", "The Eleventh International Conference on Learning Representations"),
        ("publicationTitle", "3rd Workshop on Kites, ICML 2023", "ICML 2023"),
        ("publicationTitle", "Kite Letters", "Letters"),
        ("title", "Kites", "kites"),
        ("title", "Kites", ""),
        ("creators", (ANN, BEN), (BEN, ANN)),
        ("creators", (ANN,), (ANN, EVE)),
    ],
)
def test_another_meaning(field: str, one: object, other: object) -> None:
    assert not same(field, one, other)  # type: ignore[arg-type]
