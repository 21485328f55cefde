"""Where an entry says that a work is to be found: ``eprint`` and the archive it is in, handles, numbers of PubMed."""

import re
from collections.abc import Mapping

from plbib.papers.identifiers import identify
from plbib.text import tex

_TYPES = ("eprinttype", "archiveprefix")
_PAGES = {
    "jstor": "https://www.jstor.org/stable/{}",
    "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/{}",
    "pmid": "https://www.ncbi.nlm.nih.gov/pubmed/{}",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}",
    "hdl": "https://hdl.handle.net/{}",
    "handle": "https://hdl.handle.net/{}",
    "googlebooks": "https://books.google.com/books?id={}",
    "hal": "https://hal.science/{}",
    "ssrn": "https://ssrn.com/abstract={}",
}
"""Archives → their pages, the first as biblatex has them (manual, 3.14.7)."""
_WRITTEN = {"eprinttype": "arxiv", "archiveprefix": "arXiv"}
_FIELDS = {"hdl": "hdl", "handle": "hdl", "jstor": "jstor", "pmid": "pubmed", "pmcid": "pmc"}
"""Fields in use that name an archive themselves."""
_NUMBERS = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID"}


def arxiv(left: dict[str, str], held: dict[str, str]) -> str | None:
    """Take the arXiv id off ``eprint``, if the fields beside it do not name another archive.

    An id with a version, or an archive spelled otherwise than it would be written, is ``held``.
    """
    if "eprint" not in left or _archive(left) != "arxiv":
        return None
    fields = dict(left)
    number = left["eprint"].strip().partition(" [")[0]  # arXiv itself writes the class behind: 2101.00001 [cs.LG]
    name = identify(f"arxiv:{number}") or identify(number)
    if not name or name.kind != "arxiv":
        return None
    for field in ("eprint", *_TYPES):
        if left.pop(field, name.value).strip() not in (name.value, _WRITTEN.get(field)):
            held[field] = fields[field]
    return name.value


def find_arxiv(fields: Mapping[str, str]) -> str:
    """The arXiv id that a note tells, ``note = {arXiv:2101.00001}``; ``""`` if it tells none, or two."""
    if "note" not in fields:
        return ""
    found = {name.value for number in _TOLD.findall(fields["note"]) if (name := identify(f"arxiv:{number}"))}
    return found.pop() if len(found) == 1 else ""


_TOLD = re.compile(r"\barXiv(?:\s*:\s*|\s+)([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})", re.IGNORECASE)


def _archive(fields: Mapping[str, str]) -> str:
    return next((fields[name] for name in _TYPES if name in fields), "arxiv").strip().lower()


def others(fields: Mapping[str, str]) -> dict[str, str]:
    """The variables that other archives fill: numbers of PubMed, and the page of the work as ``url``."""
    values: dict[str, str] = {}
    found = [(_archive(fields), fields["eprint"])] if "eprint" in fields else []
    found += [(archive, fields[name]) for name, archive in _FIELDS.items() if name in fields]
    for archive, text in found:
        number = tex.unescape(text).strip()
        page = _PAGES.get(archive)
        if number and page and not set(number) & set(' <>"{}'):
            if archive in _NUMBERS:
                values.setdefault(_NUMBERS[archive], number)
            address = number if number.startswith(("http://", "https://")) else page.format(number)
            values.setdefault("url", address)
    return values
