"""What records say of a retracted paper."""

from typing import Any

import pytest

from plbib.formats import registry
from plbib.model import Item
from plbib.papers.notices import is_retracted


@pytest.mark.parametrize(
    "item",
    [
        {"title": "RETRACTED: Kites of lead"},
        {"title": "Retracted Article: Kites of lead"},
        {"title": "[Retracted] Kites of lead"},
        {"title": "<b>WITHDRAWN:</b> Kites of lead"},
        {"title": "RETRACTED – Kites of lead"},
        {"note": "Retracted in 2021"},
        {"note": "This article has been retracted."},
        {"keyword": "kites; Retracted Publication"},
        {"genre": "Retracted Publication"},
        {"other": {"status": "retracted"}},
        {"other": {"is_retracted": True}},
        {"other": {"updated-by": [{"type": "correction"}, {"type": "retraction", "DOI": "10.5555/2"}]}},
    ],
)
def test_a_retracted_paper_is_one(item: dict[str, Any]) -> None:
    assert is_retracted(Item(**{"type": "article-journal", "title": "Kites of lead", **item}))


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Kites"},
        {"title": "Retracted kites: why strings wind up"},
        {"title": "Retraction: Kites of lead"},
        {"title": "Withdrawn wings"},
        {"note": "Cites a retracted paper"},
        {"keyword": "retractable wings, not retracted"},
        {"other": {"update-to": [{"type": "retraction"}], "updated-by": [{"type": "correction"}, "x"], "status": None}},
        {"other": {"updated-by": {"type": "retraction"}, "is_retracted": False}},
    ],
)
def test_a_notice_or_a_word_is_none(item: dict[str, Any]) -> None:
    assert not is_retracted(Item(**{"type": "article-journal", "title": "Kites", **item}))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("bibtex", "@article{a, title={Kites}, pubstate={retracted}}"),
        ("bibtex", "@article{a, title={RETRACTED: Kites}}"),
        ("bibtex", "@article{a, title={Kites}, keywords={strings, retracted}}"),
        ("csljson", '[{"id": "a", "type": "article-journal", "title": "K", "updated-by": [{"type": "retraction"}]}]'),
        ("ris", "TY  - JOUR\nTI  - Kites\nN1  - Retracted\nER  - \n"),
    ],
)
def test_formats_hand_it_on(form: str, text: str) -> None:
    (record,), _ = registry.read(text.encode(), "x", form)
    assert is_retracted(record.item)
