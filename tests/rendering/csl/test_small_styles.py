"""Small styles of our own, a feature of CSL each, on items of our own: what citeproc-js prints, with its marks.

They are in ``tests/data/csl/small.json``: the inside of ``<style>`` after ``version``, and the place of the ``items``;
``citations`` that stand alone, ``clusters`` of a document, or neither for the reference list.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plbib.app.citations import cluster_of
from plbib.formats import csljson
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from tests.conftest import DATA, missing
from tests.oracles import citeproc_js
from tests.oracles.citeproc_js import Job
from tests.oracles.marked import marked

SMALL = DATA / "csl" / "small.json"
PARTS = 8
_INFO = "<info><title>Own</title><id>own</id><updated>2000-01-01T00:00:00Z</updated></info>"
Case = dict[str, Any]


@cache
def small() -> tuple[list[list[Case]], list[Case]]:
    """The sets of items and the cases."""
    read = json.loads(SMALL.read_text(encoding="utf-8"))
    return read["items"], read["cases"]


def saved(case: Case, folder: Path) -> Path:
    """The style of a case as a file."""
    opening, inside = case["style"].split(">", 1)
    path = folder / "own.csl"
    path.write_text(
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" {opening}>{_INFO}{inside}</style>',
        encoding="utf-8",
    )
    return path


def printed(case: Case, folder: Path) -> tuple[list[str], list[str]]:
    """What plbib prints for a case, and the ids in the order of the list."""
    items = small()[0][case["items"]]
    records, _ = csljson.read(json.dumps(items), "items")
    engine = CslEngine(saved(case, folder), case.get("locale"))
    records = engine.sort(records)
    if "clusters" in case:
        written = engine.write_clusters(records, list(map(cluster_of, case["clusters"])))
    elif "citations" in case:
        alone = [cluster_of([{"id": one} if isinstance(one, str) else one for one in c]) for c in case["citations"]]
        written = [engine.write_clusters(records, [cluster])[0] for cluster in alone]
    else:
        (section,) = engine.write([records])
        return [marked(to_html(entry.marked)) for entry in section], [entry.key for entry in section]
    texts = [" ".join(filter(None, (to_html(authors), to_html(text)))) for authors, text in written]
    return list(map(marked, texts)), []


@pytest.mark.parametrize("part", range(PARTS))
def test_small_styles_print_what_citeproc_js_prints(part: int, tmp_path: Path) -> None:
    sets, cases = small()
    differ = {}
    for case in cases[part::PARTS]:
        texts, order = printed(case, tmp_path)
        ids = case.get("order", [item["id"] for item in sets[case["items"]]])
        if texts != case["expected"] or (order and order != ids):
            differ[case["name"]] = (texts, case["expected"])
    assert not differ


@pytest.mark.heavy
def test_the_texts_of_small_styles_are_still_those_of_citeproc_js(tmp_path: Path) -> None:
    if reason := citeproc_js.why_not():
        missing(reason)
    sets, cases = small()
    jobs = []
    for at, case in enumerate(cases):
        folder = tmp_path / str(at)
        folder.mkdir()
        jobs.append(
            Job(
                style=str(saved(case, folder)),
                items=sets[case["items"]],
                locale=case.get("locale"),
                citations=case.get("citations"),
                clusters=case.get("clusters"),
            )
        )
    changed = {}
    for case, answer in zip(cases, citeproc_js.answers(jobs), strict=True):
        alone = "clusters" in case or "citations" in case
        texts = answer.citations if alone else [answer.entries[name] for name in answer.order]
        if list(map(marked, texts)) != case["expected"]:
            changed[case["name"]] = texts
    assert not changed
