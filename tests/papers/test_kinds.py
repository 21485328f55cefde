"""The type of a publication follows from venue and addresses, and is left open where they do not tell."""

import pytest

from plbib.model import TYPES
from plbib.papers.kinds import kind_of, venue_fields

ARXIV = "https://arxiv.org/abs/2301.00001"


@pytest.mark.parametrize(
    ("venue", "url", "kind"),
    [
        ("ICLR", ARXIV, "paper-conference"),
        ("ICLR workshop", "https://openreview.net/forum?id=kitekite", "paper-conference"),
        ("NeurIPS 2022 Workshop on Kites", ARXIV, "paper-conference"),
        ("Proceedings of the Kite Society", "", "paper-conference"),
        ("TMLR", "https://openreview.net/forum?id=kitekite", "article-journal"),
        ("Journal of Kites", "", "article-journal"),
        ("IEEE Transactions on Kites", "", "article-journal"),
        ("Nature", "", "article-journal"),
        ("Nature Communications", "", "article-journal"),
        ("Phys. Rev. Lett.", "", "article-journal"),
        ("arXiv", ARXIV, "article"),
        ("arXiv preprint", ARXIV, "article"),
        ("bioRxiv", "https://www.biorxiv.org/content/10.1101/2022.01.01.474690v2", "article"),
        (None, "https://www.biorxiv.org/content/10.1101/2022.01.01.474690v2", "article"),
        (None, "https://openreview.net/forum?id=kitekite", "article"),
        (None, ARXIV, "article"),
        ("PhD thesis", "https://example.org/a.pdf", "thesis"),
        ("Master's Thesis, Kite University", "", "thesis"),
        ("MIT Press", "", "book"),
        ("北京: 人民邮电出版社", "", "book"),
        ("北京: 清华大学", "", "thesis"),
        ("Handbook of kites", "", "chapter"),
        ("Blog", "https://example.org/p", "post-weblog"),
        (None, "https://example.org/blog/kites", "post-weblog"),
        ("Hugging Face", "https://huggingface.co/datasets/kites", "dataset"),
        ("GitHub", "https://github.com/kites/kite.cpp", "software"),
        (None, "https://github.com/kites/kite.cpp", "software"),
        (None, "https://github.com/kites/kites/blob/main/paper.pdf", "document"),
        ("Kite Days", "https://github.com/kites/kites", "document"),
        (None, "https://example.org/a.pdf", "document"),
        (None, "http://[broken", "document"),
    ],
)
def test_type_of(venue: str | None, url: str, kind: str) -> None:
    assert kind in TYPES
    assert kind_of(venue, [url] if url else []) == kind


def test_code_beside_a_paper_makes_it_no_software() -> None:
    assert kind_of(None, ["https://example.org/a.pdf", "https://github.com/kites/kites"]) == "document"


@pytest.mark.parametrize(
    ("kind", "venue", "fields"),
    [
        ("thesis", "PhD thesis, Kite University", {"genre": "PhD thesis", "publisher": "Kite University"}),
        (
            "thesis",
            "Kite University, Berlin, PhD thesis",
            {"genre": "PhD thesis", "publisher": "Kite University, Berlin"},
        ),
        ("thesis", "PhD thesis", {"genre": "PhD thesis"}),
        ("book", "MIT Press", {"publisher": "MIT Press"}),
        ("software", "GitHub", {"publisher": "GitHub"}),
        ("article-journal", "Nature", {"container_title": "Nature"}),
        ("document", None, {}),
    ],
)
def test_a_venue_stands_in_the_variable_of_its_type(kind: str, venue: str | None, fields: dict[str, str]) -> None:
    assert venue_fields(kind, venue) == fields
