"""Where a paper is to be found, in the variables that styles print: after any format is read, one step for all."""

import re

from msgspec.structs import replace

from plbib.model import Item, Record
from plbib.papers.identifiers import address, identify
from plbib.text.patterns import regex

LOCATED = "located"
"""Under this name in an item's ``custom``: the variables that :func:`locate` filled, which a .bib says in others."""


def locate(record: Record) -> Record:
    """``record`` with the address of its preprint, if nothing else says where it is; unpublished, with its number.

    The number may stand where the journal belongs, as ``arXiv preprint arXiv:2101.00001`` or ``abs/2101.00001``.
    """
    item, arxiv = record.item, record.identifiers.get("arxiv")
    if not arxiv and (named := _in_journal(item)):
        item, arxiv = note_located(item, ("arxiv",)), named
        record = replace(record, item=item, identifiers=dict(sorted({**record.identifiers, "arxiv": named}.items())))
    if not arxiv or item.doi:
        return record
    values = {} if item.url else {"url": address("arxiv", arxiv) or ""}
    if item.type == "article-journal" and not any((item.container_title, item.volume, item.issue, item.issn)):
        item = replace(item, type="article")
    if item.type == "article" and not item.container_title and not item.number:
        values["number"] = f"arXiv:{arxiv}"
    return replace(record, item=note_located(replace(item, **values), tuple(values)) if values else item)


_JOURNAL = regex(
    r"\W*(?:arxiv|corr)\b(?:\W*(?:e-?prints?|preprints?))?[\W_]*(?:arxiv\s*[:.]\s*|abs/)?(\S+?)\.?"
    r"(?:\s*[\[(][A-Za-z.-]+[\])])?\s*",
    re.IGNORECASE,
)
_ABSTRACT = regex(r"(?:abs/|arxiv:\s*)(\S+)", re.IGNORECASE)


def _in_journal(item: Item) -> str:
    """The arXiv id that stands where the journal does, or is its volume; ``""`` if there is none."""
    container = item.container_title or ""
    if "arxiv" not in container.lower() and "corr" not in container.lower():
        return ""
    numbers = [_JOURNAL.fullmatch(container)]
    numbers += [_ABSTRACT.fullmatch(text.strip()) for text in (item.volume, item.page, item.number) if text]
    identified = (identify(f"arxiv:{number[1]}") for number in numbers if number)
    return next((one.value for one in identified if one and one.kind == "arxiv"), "")


def note_located(item: Item, names: tuple[str, ...]) -> Item:
    """``item`` with the note that these variables were filled from other fields."""
    custom = item.other.get("custom")
    held = dict(custom) if isinstance(custom, dict) else {}
    return replace(item, other={**item.other, "custom": {**held, LOCATED: sorted({*held.get(LOCATED, ()), *names})}})


def filled(item: Item) -> frozenset[str]:
    """The variables of ``item`` that are filled from other fields of it."""
    custom = item.other.get("custom") if item.other else None
    names = custom.get(LOCATED) if isinstance(custom, dict) else None
    return frozenset(map(str, names)) if isinstance(names, list) else frozenset()
