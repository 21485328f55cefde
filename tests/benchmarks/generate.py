"""An invented list and its lock, the same for the same size: ``python -m tests.benchmarks.generate SIZE FOLDER``.

With ``references`` after the folder, it makes what reference lists are written from: ``items.json`` (CSL-JSON) and
``items.bib`` (the same, biblatex), of several types, by authors who publish again and again.

Lines are in the grammar of the embedded list; about one in twenty is irregular as lines of real lists are. Records are
as full as those of the embedded lock: several authors, the editors of the proceedings, pages, names with accents.
"""

import random
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.formats import csljson
from plbib.formats.bib import biblatex
from plbib.library import lock
from plbib.library.lock import Lock, LockEntry
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.papers.identifiers import token
from plbib.papers.keys import KeySpace
from plbib.text.unicode import digest, squeeze

from .peers import BIB, ITEMS

LIST, LOCK = "papers.md", "papers.lock.json"
_SEED = 20230
_IRREGULAR = 0.05
_PER_HEADING, _PER_CHAPTER = 50, 400

_ONSETS = (
    "Ba Bre Cal Dra El Fen Gör Hal Iva Jo Kal Łu Mar Nov Öst Pe Qua Ros Schä Tan Ul Vin Wes Xia Ye Zha Chen Li".split()
)
_ENDINGS = (
    "ber çek dano ev fer gård hoff ić jima kowska ler mann nez ova quist rossi son tero ünlü vić wald zi ng".split()
)
_GIVEN = (
    "Ada Björn Chloé Dawei Elif François Grace Hiro Inés Jürgen Kofi Lena Måns Noor Olga Paweł Rui Sara Tomáš Wei"
).split()
_QUALITIES = (
    "Accurate Adaptive Asynchronous Bounded Compact Consistent Cross-Layer Decentralized Distributed Dynamic Efficient "
    "Elastic End-to-End Fast Fine-Grained Generative Hierarchical In-Memory Incremental Integer-Only Joint Lazy "
    "Lightweight Long-Context Low-Rank Memory-Bound Mixed-Precision Multi-Tenant Near-Optimal On-Device Parallel "
    "Post-Training Practical Predictive Privacy-Preserving Pruned Quantized Resource-Aware Robust Scalable Sparse "
    "Speculative Structured Token-Level Towards Tensor-Parallel Unified Weighted"
).split()
_THINGS = (
    "Attention|Batching|BERT|Beam Search|Caches|Checkpoints|Clusters|Compilers|Decoding|Distillation|Edge Devices|"
    "Embeddings|Experts|Fine-tuning|GPU Kernels|GPUs|Gradients|Graphs|Inference|KV Caches|Language Models|LLMs|"
    "Layout Models|Mobile Networks|NLP Pipelines|Offloading|Optimizers|Parameters|Pipelines|Prompts|Pruning|"
    "Quantization|Reasoning|Retrieval|Rényi Bounds|Scheduling|Serving|Sharding|Speech Recognition|State Spaces|"
    "Storage|Tensors|Tokenizers|Training|Transformers|Translation|Vision Transformers|$k$-NN Search|Ω-Automata"
).split("|")
_JOINTS = ("for", "with", "via", "of", "on", "beyond", "without", "under", "&", "–")
_TAILS = ("", "", "", "", ": A Case Study", " at Scale", " in 5% of the Time", " Is “Enough”", "?", ": Naïve but Fast")
_PLACES = ("Boston, MA, USA", "Zürich, Switzerland", "Virtual Event", "São Paulo, Brazil", "Kraków, Poland")
_WHERE = "Example|Northern|Southern|Coastal|Upper Valley|Île-Verte|Königsberg|Old Harbour|Río Claro|New Lake".split("|")
_WHAT = ("{} University", "University of {}", "{} Research", "{} AI Lab", "{} Institute of Technology", "ETH {}")
# Name in the list, name in full, address of a paper ({h} a hash, {n} a number, {a} an arXiv number, {y} the year).
_VENUES = (
    ("ICLR", "International Conference on Learning Representations", "https://openreview.net/pdf?id={h:.11}"),
    ("ICML", "International Conference on Machine Learning", "https://arxiv.org/abs/{a}"),
    ("NeurIPS", "Advances in Neural Information Processing Systems", "https://papers.nips.cc/paper/{y}/hash/{h:.32}"),
    ("ACL", "Annual Meeting of the ACL", "https://aclanthology.org/{y}.acl-long.{n}/"),
    ("ASPLOS", "Architectural Support for Programming Languages", "https://dl.acm.org/doi/10.1145/{n}.{n}1"),
    ("MobiCom", "Conference on Mobile Computing and Networking", "https://dl.acm.org/doi/pdf/10.1145/{n}.{n}2"),
    ("HPCA", "Symposium on High-Performance Computer Architecture", "https://ieeexplore.ieee.org/document/1{n}"),
    ("OSDI", "USENIX Symposium on Operating Systems", "https://www.usenix.org/conference/osdi20/presentation/p{n}"),
    ("UbiComp", "Interactive, Mobile, Wearable & Ubiquitous Technologies", "https://doi.org/10.1145/{n}.{n}3"),
    ("MLSys", "Conference on Machine Learning and Systems", "https://example.org/mlsys/{y}/{h:.20}.html"),
)


# Of a hundred items so many are of a type.
_TYPES = {
    "article-journal": 35,
    "paper-conference": 30,
    "chapter": 8,
    "book": 9,
    "article": 8,
    "thesis": 5,
    "report": 5,
}
_PAPERS_A_PERSON = 2  # more people than half the papers would hardly ever meet
_JOURNALS = tuple(
    f"{kind} of {thing}" for kind in ("Journal", "Transactions", "Annals", "Letters") for thing in _THINGS
)


class Paper(Struct, frozen=True, kw_only=True):
    """What the list says of a paper, and the record the lock has of it."""

    tag: str
    address: str
    affiliation: str
    item: Item


def _families() -> list[str]:
    return [onset + middle + ending for onset in _ONSETS for middle in ("", "la", "ri") for ending in _ENDINGS]


class _Inventor:
    """Makes papers up; no two have the same title or address."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._families = _families()
        self._titles: set[str] = set()
        self._editors = cache(self._fresh_editors)
        self._number = 1_000_000

    def paper(self) -> Paper:
        rng = self._rng
        (venue, venue_title, form), year = rng.choice(_VENUES), rng.randint(2014, 2023)
        self._number += rng.randint(1, 9)
        number = self._number
        arxiv = f"{number // 100_000:04d}.{number % 100_000:05d}"
        address = form.format(h=f"{rng.getrandbits(160):040x}", n=number, a=arxiv, y=year)
        doi = token(address).removeprefix("doi:") if token(address).startswith("doi:") else None
        first = rng.randint(1, 4000)
        item = Item(
            type="paper-conference",
            title=self.title(),
            author=tuple(self.name() for _ in range(rng.randint(2, 9))),
            container_title=f"Proceedings of the {year - 1980}th {venue_title}",
            container_title_short=f"{venue} ’{year % 100}",
            event_title=f"{venue_title} {year}",
            event_place=_PLACES[year % len(_PLACES)],
            event_date=Date(date_parts=((year, 5, 1), (year, 5, 5))),
            editor=self._editors(venue, year),
            page=f"{first}-{first + rng.randint(8, 24)}" if rng.random() < 0.8 else None,
            publisher="Example Press",
            issued=Date(date_parts=((year, 5),)),
            doi=doi or (f"10.18653/v1/{year}.{number}" if rng.random() < 0.3 else None),
            isbn=f"978{year}{year % 97:02d}{year % 89:02d}00",
            url=address,
        )
        where = rng.choice(_WHAT).format(rng.choice(_WHERE))
        return Paper(tag=f"{venue}'{year % 100}", address=address, affiliation=where, item=item)

    def title(self) -> str:
        """A title not given before."""
        rng = self._rng
        while True:
            parts = [rng.choice(_QUALITIES), rng.choice(_THINGS), rng.choice(_JOINTS), rng.choice(_QUALITIES)]
            title = " ".join([*parts, rng.choice(_THINGS)]) + rng.choice(_TAILS)
            if rng.random() < 0.5:
                title = (
                    f"{rng.choice(_ONSETS)}{rng.choice(_QUALITIES)[:4]}{rng.choice(('', 'NN', 'GPT', '-2'))}: {title}"
                )
            if squeeze(title) not in self._titles:
                self._titles.add(squeeze(title))
                return title

    def name(self) -> Name:
        """Somebody."""
        rng = self._rng
        given = rng.choice(_GIVEN) + (f" {rng.choice('ABCDEFGHJKLM')}." if rng.random() < 0.3 else "")
        particle = "van der" if rng.random() < 0.02 else None
        return Name(family=rng.choice(self._families), given=given, non_dropping_particle=particle)

    def _fresh_editors(self, _venue: str, _year: int) -> tuple[Name, ...]:
        return tuple(self.name() for _ in range(self._rng.randint(2, 6)))


class _Writer:
    """Makes up items as other programs write them, each with everything that its type has."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self._rng = rng
        self._inventor = _Inventor(rng)
        self._people = [self._inventor.name() for _ in range(20 + size // _PAPERS_A_PERSON)]

    def item(self) -> Item:
        """An item of no other's title."""
        rng = self._rng
        (kind,) = rng.choices(tuple(_TYPES), tuple(_TYPES.values()))
        year, number = rng.randint(2004, 2024), rng.randint(1_000_000, 9_999_999)
        journal = kind == "article-journal"
        known = Item(
            type=kind,
            title=self._inventor.title(),
            author=self._team(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 24))),
            issued=Date(date_parts=((year, rng.randint(1, 12), rng.randint(1, 28)) if journal else (year,),)),
            doi=f"10.5555/{number}.{year}" if rng.random() < 0.6 else None,
            url=f"https://example.org/{kind}/{number}?from=list&page=1",
        )
        return replace(known, **self._rest(kind, year))

    def _team(self, size: int) -> tuple[Name, ...]:
        """Different people; the first of all publish most, so that some items are cited alike."""
        places: dict[int, None] = {}
        while len(places) < size:
            places[int(len(self._people) * self._rng.random() ** 2)] = None
        return tuple(self._people[at] for at in places)

    def _rest(self, kind: str, year: int) -> dict[str, Any]:
        """What only items of this type have."""
        rng = self._rng
        venue, venue_title, _ = rng.choice(_VENUES)
        first = rng.randint(1, 4000)
        pages = f"{first}-{first + rng.randint(2, 30)}"
        house = {"publisher": "Example Press", "publisher_place": rng.choice(_PLACES)}
        where = rng.choice(_WHAT).format(rng.choice(_WHERE))
        match kind:
            case "article-journal":
                issue = {"volume": str(rng.randint(1, 80)), "issue": str(rng.randint(1, 12))}
                return {"container_title": rng.choice(_JOURNALS), "page": pages, **issue}
            case "paper-conference":
                proceedings = {"container_title": f"Proceedings of the {year - 1980}th {venue_title}", **house}
                return {**proceedings, "container_title_short": venue, "event_title": venue_title, "page": pages}
            case "chapter":
                editors = self._team(rng.randint(1, 3))
                return {"container_title": self._inventor.title(), "editor": editors, "page": pages, **house}
            case "book":
                return {"edition": str(rng.randint(2, 5)) if rng.random() < 0.3 else None, **house}
            case "thesis" | "report":
                return {"publisher": where, "genre": "PhD thesis" if kind == "thesis" else "Technical report"}
            case _:
                return {"publisher": "arXiv", "number": f"arXiv:{year % 100:02}{rng.randint(1, 12):02}.{first:05}"}


def references(size: int) -> list[Record]:
    """So many records for a reference list, all different, under the citation keys ``i1`` …"""
    writer = _Writer(random.Random(_SEED), size)  # noqa: S311 (nothing secret: the same items each time)
    return [Record(key=f"i{number}", item=writer.item(), status=Status.PINNED) for number in range(1, size + 1)]


def write_references(size: int, folder: Path) -> None:
    """Write ``size`` items as :data:`ITEMS` and :data:`BIB` into ``folder``."""
    records = references(size)
    plain = [{"id": record.key, **csljson.variables(record.item)} for record in records]
    (folder / ITEMS).write_bytes(msgspec.json.encode(plain))
    (folder / BIB).write_bytes(biblatex.write(Library(title="Invented", records=tuple(records))))


def _regular(paper: Paper) -> str:
    return f"[{paper.tag}] [{paper.item.title}]({paper.address}), {paper.affiliation} </br>"


def _other_title(paper: Paper) -> str:
    return _regular(replace(paper, item=replace(paper.item, title=f"{paper.item.title} (Extended)")))


_ODD: tuple[Callable[[Paper], str], ...] = (
    lambda p: f"[{p.tag}] [{p.item.title}]([{p.address}]({p.address})), {p.affiliation} <br>",
    lambda p: f"{p.tag}] [{p.item.title}]({p.address}), {p.affiliation} </br>",
    lambda p: f"[{p.tag}] [{p.item.title}] ({p.address}), {p.affiliation}",
    lambda p: f"[{p.tag}] [{p.item.title}]({p.address} {p.affiliation}",
    lambda p: f"[{p.tag.replace(chr(39), ' 20')}]  [{p.item.title}]({p.address})  {p.affiliation}  </br>\n",
    lambda p: f"- [{p.tag}] **[{p.item.title}.]({p.address})** [[code](https://github.com/example/code)] </br>",
    lambda p: f"[{p.tag}] [{p.item.title}]({p.address}),\n{p.affiliation} </br>",
    lambda p: f"<!-- [{p.tag}] [{p.item.title}]({p.address}), {p.affiliation} -->",
    lambda p: f"[{p.tag}] [{p.item.title}](papers/{p.tag}.pdf), {p.affiliation} </br>",
    lambda p: f"[{p.tag}] [{p.item.title}](https://example.org/proceedings), {p.affiliation} </br>",
    lambda p: f"[{p.tag}] {p.item.title}, {p.affiliation} </br>",
    lambda p: f"{_regular(p)}\n{_regular(p)}",
    lambda p: f"We liked the slides of [{p.affiliation}]({p.address}) very much.",
    _other_title,
)


def make(size: int) -> tuple[str, Lock]:
    """A list of ``size`` entries, and its lock; one paper in a hundred is new to the lock."""
    rng = random.Random(_SEED)  # noqa: S311 (nothing secret: the same list each time)
    inventor = _Inventor(rng)
    papers = [inventor.paper() for _ in range(size)]
    known = [paper for paper in papers if rng.random() >= 0.01]
    return "\n".join(_lines(papers, rng)) + "\n", Lock(list=LIST, entries=tuple(_locked(known)))


def _lines(papers: list[Paper], rng: random.Random) -> Iterator[str]:
    yield "# An invented list\n\nExample: [Conference'year] [Title](doi), First-author Affiliation\n"
    for number, paper in enumerate(papers):
        if number % _PER_CHAPTER == 0:
            yield f"\n## {rng.choice(_THINGS)} {number // _PER_CHAPTER + 1}"
        if number % _PER_HEADING == 0:
            yield f"\n### {rng.choice(_QUALITIES)} {number // _PER_HEADING + 1}"
        elif number % 7 == 0:
            yield ""
        yield (rng.choice(_ODD) if rng.random() < _IRREGULAR else _regular)(paper)


def _locked(papers: list[Paper]) -> Iterator[LockEntry]:
    keys = KeySpace()
    for number, paper in enumerate(papers):
        kind, _, value = token(paper.address).partition(":")
        yield LockEntry(
            id=f"e-{digest(str(number), 10)}",
            title=squeeze(paper.item.title),
            links=(token(paper.address),),
            status=Status.RESOLVED,
            key=keys.new(paper.item),
            sources=("dblp", "crossref"),
            item=paper.item,
            identifiers={} if kind == "url" else {kind: value},
        )


def write(size: int, folder: Path) -> None:
    """Write the list of ``size`` entries and its lock into ``folder``."""
    text, known = make(size)
    (folder / LIST).write_text(text, encoding="utf-8")
    (folder / LOCK).write_bytes(lock.dump(known))


if __name__ == "__main__":
    make_files = write_references if sys.argv[3:] == ["references"] else write
    make_files(int(sys.argv[1]), Path(sys.argv[2]))
