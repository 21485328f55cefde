"""Services asked for papers that do not change: what each says otherwise than its recorded answers is a drift.

A probe is a fact about one paper, and the fields that the recorded answer of its service gives of it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from plbib.io.http.client import Conversation
from plbib.model import Item
from plbib.papers.identifiers import Identifier
from plbib.papers.identity import Paper
from plbib.papers.titles import normalise
from plbib.resolve import sources
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import ServiceOutcome
from plbib.resolve.run import Desk
from plbib.text.unicode import squeeze

_READABLE = "status 200"


class Probe(Struct, frozen=True):
    """A paper that ``source`` has: by which identifier, its title, the surname of its first author, its year.

    ``fields`` are the variables of CSL that its record has beside these.
    """

    source: str
    kind: str
    value: str
    title: str
    family: str
    year: int | None
    fields: str = ""

    @property
    def identifier(self) -> Identifier:
        return Identifier(self.kind, self.value)


class Visit(Struct, frozen=True, kw_only=True):
    """How a service answered: in what way it has drifted, why it did not answer, or why it was not asked."""

    source: str
    title: str
    drift: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unasked: str = ""


_JOURNAL = "container-title volume issue page DOI"
PROBES = (
    Probe(
        "crossref",
        "doi",
        "10.1371/journal.pone.0020476",
        "Using and Reporting the Delphi Method for Selecting Healthcare Quality Indicators: A Systematic Review",
        "Boulkedid",
        2011,
        f"{_JOURNAL} publisher ISSN",
    ),
    Probe(
        "dblp",
        "dblp",
        "journals/cai/BasovKS17",
        "Multimodal Subscriber Interfaces for Infocommunication Systems",
        "Basov",
        2017,
        _JOURNAL,
    ),
    Probe(
        "openreview",
        "openreview",
        "tcbBPnfwxS",
        "OPTQ: Accurate Quantization for Generative Pre-trained Transformers",
        "Frantar",
        2023,
        "container-title",
    ),
    Probe(
        "proceedings",
        "neurips",
        "2022/0a692a24dbc744fca340b9ba33bc6522",
        "AdaFocal: Calibration-aware Adaptive Focal Loss",
        "Ghosh",
        2022,
        "container-title volume page publisher",
    ),
    Probe(
        "schedule",
        "event",
        "mlsys/2023/2463",
        "Efficiently Scaling Transformer Inference",
        "Pope",
        2023,
    ),
    Probe(
        "aclanthology",
        "acl",
        "2022.acl-long.47",
        "AraT5: Text-to-Text Transformers for Arabic Language Generation",
        "Nagoudi",
        2022,
        "container-title event-place editor page publisher DOI",
    ),
    Probe("usenix", "usenix", "nsdi22/goyal", "Backpressure Flow Control", "Goyal", 2022, "container-title page ISBN"),
    Probe(
        "pmlr",
        "pmlr",
        "v139/radford21a",
        "Learning Transferable Visual Models From Natural Language Supervision",
        "Radford",
        2021,
        "container-title page",
    ),
    Probe(
        "cvf",
        "cvf",
        "He_Deep_Residual_Learning_CVPR_2016_paper",
        "Deep Residual Learning for Image Recognition",
        "He",
        2016,
        "container-title",
    ),
    Probe("arxiv", "arxiv", "1605.08386", "Heat-bath random walks with Markov bases", "Stanley", 2016, "number DOI"),
    Probe(
        "semanticscholar",
        "doi",
        "10.1021/acs.jctc.2c01235",
        "A Perspective on Explanations of Molecular Prediction Models",
        "Wellawatte",
        2023,
        "container-title DOI",
    ),
    Probe(
        "openalex",
        "doi",
        "10.1038/s42256-024-00832-8",
        "Augmenting large language models with chemistry tools",
        "Bran",
        2024,
        f"{_JOURNAL} publisher ISSN",
    ),
    Probe(
        "datacite",
        "doi",
        "10.4230/lipics.tqc.2013.93",
        "The Minimum Size of Qubit Unextendible Product Bases",
        "Johnston",
        2013,
        "container-title volume page publisher DOI",
    ),
    Probe(
        "doi",
        "doi",
        "10.15497/rda00068",
        "FAIR Principles for Research Software (FAIR4RS Principles)",
        "Chue Hong",
        2021,
        "publisher DOI",
    ),
    Probe(
        "biorxiv",
        "doi",
        "10.1101/2020.07.21.214197",
        "Bioactivity descriptors for uncharacterized compounds",
        "Bertoni",
        2020,
        "container-title publisher DOI",
    ),
    Probe("pubmed", "pmid", "32160763", "The London Patient", "Brown", 2020, f"{_JOURNAL} ISSN"),
    Probe(
        "europepmc",
        "pmid",
        "40468710",
        "The role of psychological flexibility in relation to health outcomes in people in remission from cancer",
        "Al-Abbadey",
        2025,
        f"{_JOURNAL} ISSN",
    ),
    Probe(
        "springer",
        "doi",
        "10.1007/bf02727953",
        "On the theory of identical particles",
        "Leinaas",
        1977,
        f"{_JOURNAL} publisher ISSN",
    ),
)


def visit(desk: Desk, probe: Probe) -> Conversation[Visit]:
    """Ask a service by identifier, then by title if it can be, and compare."""
    own = sources.load(probe.source)
    if not desk.asks(probe.source):
        keys = " or ".join(key.variable for key in own.credentials)
        return Visit(source=own.name, title=own.title, unasked=f"{keys} is not set")
    wanted = Wanted(paper=Paper(title=probe.title, tokens=frozenset(), authors=(), year=probe.year))
    drift: list[str] = []
    silent: list[str] = []
    for how, name in (("by identifier", probe.identifier), *([("by title", None)] if own.search else [])):
        candidates, answers = yield from desk.ask_source(probe.source, wanted, name)
        failures = [one.detail for one in answers if one.outcome is ServiceOutcome.FAILED]
        if _READABLE in failures:
            drift.append(f"{how}: its answer cannot be read")
        elif failures:
            silent += [f"{how}: {detail}" for detail in failures]
        elif answers:  # a search that takes more than a title is not made
            drift += [f"{how}: {what}" for what in _compared(probe, candidates, full=name is not None)]
    return Visit(source=own.name, title=own.title, drift=tuple(drift), silent=tuple(silent))


def _compared(probe: Probe, candidates: Sequence[Candidate], *, full: bool) -> Iterator[str]:
    """What the record of the paper says otherwise, or lacks; ``full``: with all its fields."""
    same = [found for found in candidates if normalise(found.record.item.title) == normalise(probe.title)]
    if not same and candidates and not full:  # a search may show others
        return
    if not same:
        titles = ", ".join(f"“{found.record.item.title}”" for found in candidates[:2])
        yield f"no record of “{probe.title}”" + (f", but {titles}" if titles else "")
        return
    item = same[0].record.item
    people = [name.family or name.literal or "" for name in item.author]
    if squeeze(probe.family) not in squeeze(" ".join(people[:1])):
        yield f"author begins with {people[0]}, not with {probe.family}" if people else "author is missing"
    year = item.issued.year if item.issued else None
    if full and year != probe.year:
        yield f"issued is {year}, not {probe.year}" if year else "issued is missing"
    lacking = [name for name in probe.fields.split() if full and not _value(item, name)]
    yield from (f"{name} is missing" for name in lacking)


def _value(item: Item, name: str) -> Any:
    """A variable by its name in CSL."""
    field = next(one.name for one in msgspec.structs.fields(Item) if one.encode_name == name)
    return getattr(item, field)
