"""What a list calls the links of its entries."""

import re
from collections import Counter
from collections.abc import Sequence

from plbib.lists import titles
from plbib.lists.writing.marks import MARKS, NUMBER, PAGES
from plbib.model import Entry, Link
from plbib.papers.identifiers import Identifier, identify
from plbib.text.patterns import regex

_SHORTEST = 4
"""Characters of an identifier that is looked for in a label."""


def main_link(entry: Entry) -> Link | None:
    """The link of the title, else the first to the paper itself, else the first."""
    ranked = sorted(entry.links, key=lambda link: (link.label != "title", link.role != "paper"))
    return next(iter(ranked), None)


def names(label: str, url: str) -> bool:
    """Whether a label is the identifier that is in the address."""
    return bool(_template(label, identify(url)))


def _template(label: str, named: Identifier | None) -> str:
    """A label with a mark for the identifier in it, or for the last part of that; ``""`` if it holds neither."""
    if named is None:
        return ""
    for value, mark in ((named.value, NUMBER), (named.value.rpartition("/")[2], PAGES)):
        found = re.search(re.escape(value), label, re.IGNORECASE) if len(value) >= _SHORTEST else None
        if found:
            return label[: found.start()] + mark + label[found.end() :]
    return ""


def role_label(url: str, entries: Sequence[Entry]) -> str:
    """What the list calls a link to such an address where that is not the title."""
    named = identify(url)
    near, same, other = Counter[str](), Counter[str](), Counter[str]()
    for entry in entries:
        main = main_link(entry)
        label = main.label.strip("[]") if main and main.label != "title" else ""
        if main is None or not label or main.role != "paper":
            continue
        own = identify(main.url)
        template = _template(label, own)
        if not template and (not titles.is_role(label) or _NUMBERED.search(label)):
            continue
        said = _WORD.sub("", template or label).lower()
        of_place = said not in ("", own.kind if own else "") and (bool(template) or _is_of_place(label, main.url))
        if _publisher(main.url) == _publisher(url):
            near[template or label] += 1
        elif of_place:
            continue
        elif (own.kind if own else "") == (named.kind if named else ""):
            same[template or label] += 1
        elif not template and label.lower() not in _SCHEMES:
            other[label] += 1
    best = next(iter((near or same or other).most_common(1)), ("paper", 0))[0]
    if named is None:
        return best
    return best.replace(NUMBER, named.value).replace(PAGES, named.value.rpartition("/")[2])


def _publisher(url: str) -> str:
    """Who gives a paper its address: the prefix of a DOI, else the host."""
    named = identify(url)
    return (
        named.value.partition("/")[0]
        if named and named.kind == "doi"
        else url.partition("://")[2].partition("/")[0].lower()
    )


def _is_of_place(label: str, url: str) -> bool:
    """Whether a label is the name of the place that the address leads to: ``zenodo``, and not ``paper``."""
    name = label.lower().replace(" ", "")
    return name in _SCHEMES or (name in url.lower() and name not in ("paper", "pdf", "html", "abs", "article"))


_NUMBERED = regex(r"\d{3}")
_WORD = regex(rf"[^\w]|[{''.join(MARKS)}]")
_SCHEMES = frozenset(
    "arxiv biorxiv medrxiv doi openreview acl ieee acm pubmed springer pmlr usenix jmlr preprint".split()
)
"""Labels that say where a link leads."""
