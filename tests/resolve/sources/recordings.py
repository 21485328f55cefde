"""The recorded answers of services, each as the answer to a request of its source."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plbib.resolve.sources.pubmed import XML
from plbib.resolve.sources.source import ATOM, BIBTEX, HTML, JSON, Query
from tests.resolve.sources.twins import request

FILES = (
    ("crossref", JSON, "crossref/works*.json"),
    ("dblp", JSON, "dblp/search*.json"),
    ("dblp", BIBTEX, "dblp/seed*.bib"),
    ("openreview", JSON, "openreview/*notes.json"),
    ("openreview", JSON, "openreview/v2*.json"),
    ("proceedings", HTML, "neurips/*.html"),
    ("proceedings", BIBTEX, "neurips/*.bib"),
    ("proceedings", BIBTEX, "mlsys/MLSYS2022*.bib"),
    ("aclanthology", BIBTEX, "aclanthology/*.bib"),
    ("aclanthology", HTML, "aclanthology/*.html"),
    ("usenix", HTML, "usenix/*.html"),
    ("cvf", HTML, "cvf/*.html"),
    ("arxiv", ATOM, "arxiv/id_*.xml"),
    ("arxiv", ATOM, "arxiv/pubs_*.xml"),
    ("arxiv", ATOM, "arxiv/q_*.xml"),
    ("semanticscholar", JSON, "semanticscholar/graph_v1_paper_DOI*.json"),
    ("semanticscholar", JSON, "semanticscholar/graph_v1_paper_search_match*.json"),
    ("openalex", JSON, "openalex/works*.json"),
    ("datacite", JSON, "datacite/dois*.json"),
    ("doi", JSON, "doi/10*.json"),
    ("biorxiv", JSON, "biorxiv/*.json"),
    ("pubmed", XML, "pubmed/metapub*.xml"),
    ("pubmed", XML, "pubmed/zotero*.xml"),
    ("europepmc", JSON, "europepmc/pyepmc*.json"),
    ("springer", HTML, "springer/*.html"),
    ("pages", HTML, "pages/*.html"),
)
"""Source, what it is asked for, and files; those of lists of answers are read elsewhere."""
_LARGEST = 300_000


class Recording(NamedTuple):
    """A file, a request that it answers, and its bytes."""

    file: str
    request: Query
    body: bytes


def recordings(shared: Path) -> Iterator[Recording]:
    """All recorded answers of a size that a test can take."""
    folder = shared / "payloads"
    for source, accept, pattern in FILES:
        for path in sorted(folder.glob(pattern)):
            if path.stat().st_size < _LARGEST and not path.name.endswith("headers.json"):
                yield Recording(path.relative_to(folder).as_posix(), request(source, accept=accept), path.read_bytes())
