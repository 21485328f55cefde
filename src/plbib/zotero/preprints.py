"""Preprints as Zotero has them: repository, number in it and DOI, where a list prints a server's name as the venue."""

import re
from urllib.parse import urlsplit

from msgspec.structs import replace

from plbib.model import Item, Record
from plbib.papers import identity

_BY_HOST = {
    "arxiv.org": "arXiv",
    "biorxiv.org": "bioRxiv",
    "chemrxiv.org": "ChemRxiv",
    "medrxiv.org": "medRxiv",
    "openreview.net": "OpenReview",
    "papers.ssrn.com": "SSRN",
    "preprints.org": "Preprints.org",
    "researchsquare.com": "Research Square",
    "techrxiv.org": "TechRxiv",
}
_BY_DOI = {
    "10.48550": "arXiv",
    "10.26434": "ChemRxiv",
    "10.31234": "PsyArXiv",
    "10.2139": "SSRN",
    "10.20944": "Preprints.org",
    "10.21203": "Research Square",
    "10.36227": "TechRxiv",
}
_NAMES = {re.sub(r"\W", "", name).lower(): name for name in (*_BY_HOST.values(), *_BY_DOI.values())} | {"corr": "arXiv"}
_WORD = re.compile(r"[^\W_]+")
_PREPRINT = re.compile(r"(?i)\bpre-?prints?\b")
_ARXIV = re.compile(r"(?i)\b(?:arxiv:\s*|abs/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?")
_TYPED_BY_VENUE = frozenset({"article-journal", "document", "manuscript"})
"""Types that bibliographies give to preprints whose "journal" is the server."""
_EARLY = "10.1101/"
"""Of DOIs of bioRxiv and medRxiv, which share it: what follows is the number."""


def complete(record: Record) -> Item:
    """The item of a record; of a preprint with its repository, its number there, and the DOI that follows from it.

    The name of a server, and "preprint" alone, is no container of anything.
    """
    item = record.item
    words = _WORD.findall(_PREPRINT.sub(" ", item.container_title or "").lower())
    printed = next((_NAMES[word] for word in (*words, "".join(words)) if word in _NAMES), "")
    if item.type != "article" and not (printed and item.type in _TYPED_BY_VENUE):
        return item
    ids = _identifiers(record)
    arxiv = ids.get("arxiv", "")
    repository = "arXiv" if arxiv else _by_address(item) or printed
    return replace(
        item,
        type="article",
        container_title=item.container_title if words and not printed else None,
        volume=None if _ARXIV.fullmatch(item.volume or "") else item.volume,
        publisher=item.publisher or repository or None,
        number=item.number or _number(repository, ids) or None,
        doi=item.doi or (f"10.48550/arXiv.{arxiv}" if arxiv else None),
    )


def arxiv_line(record: Record) -> str:
    """The arXiv id of a paper that is no preprint any more, for a line of Extra; ``""`` if its address tells it."""
    own, item = _identifiers(record).get("arxiv", ""), complete(record)
    return "" if item.type == "article" or own in (item.url or "") else own


def _identifiers(record: Record) -> dict[str, str]:
    tokens = identity.named_tokens(identity.paper_of(record).tokens)
    item = record.item
    words = _ARXIV.search(" ".join(filter(None, (item.container_title, item.volume, item.note))))
    return ({"arxiv": words[1]} if words else {}) | dict(token.split(":", 1) for token in reversed(tokens))


def _by_address(item: Item) -> str:
    host = (urlsplit(item.url or "").hostname or "").removeprefix("www.")
    return _BY_HOST.get(host) or _BY_DOI.get((item.doi or "").partition("/")[0], "")


def _number(repository: str, ids: dict[str, str]) -> str:
    doi = ids.get("doi", "")
    number = ids.get(repository.lower(), doi.removeprefix(_EARLY) if doi.startswith(_EARLY) else "")
    return f"{repository}:{number}" if repository and number else ""
