"""Citations of whole documents, by plbib and by citeproc-js."""

import json
import random
from pathlib import Path
from typing import Any

from plbib.app.citations import cluster_of
from plbib.formats import csljson
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from tests.oracles.citeproc_js import Job, answers
from tests.oracles.marked import marked

Clusters = list[dict[str, Any]]
_PLACES: list[dict[str, str]] = [
    {},
    {},
    {"locator": "33"},
    {"locator": "33-35"},
    {"locator": "4", "label": "chapter"},
    {"locator": "iv", "label": "section"},
    {"prefix": "see"},
    {"suffix": ", and more"},
    {"prefix": "cf.", "locator": "12", "suffix": "for all"},
]


def clusters(ids: list[str], count: int, seed: int, *, in_notes: bool) -> Clusters:
    """``count`` citations of a document, the same for a seed: first, again, in a row, with locators and affixes."""
    chance = random.Random(seed)  # noqa: S311
    out: Clusters = []
    last = [ids[0]]
    for at in range(count):
        cited = last if chance.random() < 0.3 else chance.sample(ids, chance.choice((1, 1, 1, 2, 3)))
        items: list[dict[str, Any]] = [{"id": name, **chance.choice(_PLACES)} for name in cited]
        if chance.random() < 0.1:
            items[0]["suppress-author"] = True
        out.append({"citationItems": items, "properties": {"noteIndex": at + 1 if in_notes else 0}})
        last = cited
    return out


def different(styles: list[Path], items: list[dict[str, Any]], count: int, seed: int) -> tuple[int, list[str]]:
    """How many citations were compared, and what differs: a style, the place of the citation, both texts."""
    ids = [item["id"] for item in items]
    engines = [CslEngine(path) for path in styles]
    documents = [clusters(ids, count, seed, in_notes=engine.in_notes) for engine in engines]
    jobs = [Job(style=str(path), items=items, clusters=made) for path, made in zip(styles, documents, strict=True)]
    records, _ = csljson.read(json.dumps(items), "items")
    compared, out = 0, []
    for path, engine, document, answer in zip(styles, engines, documents, answers(jobs), strict=True):
        if answer.error or not answer.citations:
            continue
        cited = dict.fromkeys(one["id"] for cluster in document for one in cluster["citationItems"])
        by_key = {record.key: record for record in records}
        written = engine.write_clusters(engine.sort([by_key[key] for key in cited]), list(map(cluster_of, document)))
        for at, ((_, text), expected) in enumerate(zip(written, answer.citations, strict=True)):
            compared += 1
            pair = marked(expected), marked(to_html(text))
            if pair[0] != pair[1]:
                out.append(f"{path.stem} {at}\n  js  {pair[0]}\n  got {pair[1]}")
    return compared, out
