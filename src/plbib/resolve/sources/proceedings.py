"""The proceedings of NeurIPS and MLSys, one software: a paper's page, its BibTeX, the list of a year (§3.5)."""

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from plbib.papers import venues
from plbib.papers.identifiers import Identifier
from plbib.papers.titles import closeness, normalise
from plbib.resolve import titles
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import bibs, highwire, records, trees
from plbib.resolve.sources.source import BIBTEX, HTML, Answer, Call, Query, Reply, Source, in_turn

_NEURIPS, _MLSYS = "proceedings.neurips.cc", "proceedings.mlsys.org"
_DATASETS = "datasets-benchmarks-proceedings.neurips.cc"
_NEAREST = 2
"""Papers of a year's list that are looked at for one title."""
_LISTED = {"NeurIPS": (_NEURIPS, 1987), "MLSys": (_MLSYS, 2018)}
"""The conferences by their names, and the first year of each."""


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """The page of a paper; its address ends in the name of a track, which the identifier does not tell."""
    for name in identifiers:
        year, _, digest = name.value.partition("/")
        yield from in_turn(
            Query(
                source="proceedings",
                host=host,
                path=f"/{folder}/{year}/hash/{digest}-{end}.html",
                call=Call.PAGE,
                accept=HTML,
                about=(name.token,),
            )
            for host, folder, end in _pages(name.kind, int(year) if year.isdigit() else 0)
        )


def _pages(kind: str, year: int) -> list[tuple[str, str, str]]:
    """Host, folder and end of the pages of a year, in the order in which they are tried."""
    files, old = "paper_files/paper", "paper"
    if kind == "mlsys":
        ends = ["Abstract"] if year <= 2022 else ["Abstract-mlsys2023", "Abstract-Conference"][year > 2023 :]
        return [(_MLSYS, old if year <= 2022 else files, end) for end in ends]
    if year <= 2020:
        return [(_NEURIPS, files, "Abstract")]
    if year == 2021:
        rounds = [(_DATASETS, old, f"Abstract-round{number}") for number in (1, 2)]
        return [(_NEURIPS, files, "Abstract"), *rounds]
    track = "Abstract-Datasets_and_Benchmarks" + ("_Track" if year >= 2024 else "")
    return [(_NEURIPS, files, end) for end in ("Abstract-Conference", track)]


def _search(wanted: Wanted) -> Iterator[Query]:
    """The list of the year, in which the title is looked for here."""
    venue, year = venues.recognise(wanted.venue or ""), wanted.paper.year
    if venue and year and venue.acronym in _LISTED and wanted.paper.title:
        host, first = _LISTED[venue.acronym]
        if first <= year:
            yield Query(
                source="proceedings",
                host=host,
                path=f"/paper_files/paper/{year}",
                call=Call.PAGE,
                accept=HTML,
                title=wanted.paper.title,
            )


def _read(request: Query, answer: Answer) -> Reply:
    """A page with its record and the request for its BibTeX, that BibTeX, or the pages of a list that may be it."""
    if request.accept == BIBTEX:
        found = bibs.candidates("proceedings", answer.body, request.about)
        return records.reply(_with_page(candidate, request) for candidate in found)
    if request.title:
        return records.reply([], _listed(request, answer))
    paper = highwire.candidate("proceedings", answer, request.about, kind="paper-conference")
    return records.reply([paper], _bibtex(request, answer) if paper else [])


def _bibtex(request: Query, answer: Answer) -> Iterator[Query]:
    """The address of the BibTeX as the page gives it; volumes that are new have none yet."""
    for link in trees.html(answer.body).xpath("//a/@href"):
        target = urlsplit(urljoin(request.url, link))
        if target.hostname == request.host and target.path.lower().endswith((".bib", "/bibtex")):
            path = records.path(target.path)
            yield replace(request, path=path, accept=BIBTEX, otherwise=None)
            return


def _with_page(found: Candidate, request: Query) -> Candidate:
    """The candidate with the address of the page in place of that of the file."""
    page = request.path.replace("/file/", "/hash/").replace("-Bibtex", "-Abstract").removesuffix(".bib") + ".html"
    item = replace(found.record.item, url=f"https://{request.host}{page}")
    return replace(found, record=replace(found.record, item=item))


def _listed(request: Query, answer: Answer) -> Iterator[Query]:
    """The pages of the papers in a list whose titles are nearest."""
    wanted, near = normalise(request.title), []
    for link in trees.html(answer.body).xpath("//a[@href]"):
        name = records.read_identifier(urljoin(request.url, link.get("href")))
        if name and name.kind in SOURCE.kinds and (ratio := closeness(wanted, normalise(trees.line(link)))):
            near.append((ratio, name))
    near.sort(key=lambda pair: -pair[0])
    best = dict.fromkeys(name for ratio, name in near if ratio >= titles.CANDIDATE)
    yield from _by_identifier(list(best)[:_NEAREST])


SOURCE = Source(
    name="proceedings",
    title="Proceedings of NeurIPS and MLSys",
    hosts=(_NEURIPS, _MLSYS, _DATASETS),
    calls=(Call.PAGE,),
    kinds=frozenset({"neurips", "mlsys"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
    family=("papers.nips.cc", "papers.neurips.cc", "proceedings.nips.cc"),
    unproven="the recorded pages are those of 1988 and 2019, and no list of a year has been recorded",
)
