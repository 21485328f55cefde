"""What the services take, how often, and how they fail. Whatever is not documented is written down as a violation."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from plbib.io.http.messages import Request, Response
from tests.servers.metadata import compose
from tests.servers.metadata.world import Row, World, chance, words

_LACKS = {"crossref": 42, "openalex": 26, "dblp": 47, "semanticscholar": 10}
"""Of a hundred papers, those that a search of the service does not show among its first rows (§11, 19)."""
_SELECT = frozenset(
    "DOI title subtitle author container-title issued published published-print page article-number volume issue type"
    " publisher publisher-location ISBN ISSN event URL resource score relation editor short-container-title"
    " alternative-id original-title abstract update-to updated-by link".split()
)
_S2_FIELDS = frozenset(
    "title year venue publicationVenue journal authors externalIds publicationDate publicationTypes isOpenAccess"
    " openAccessPdf citationStyles corpusId paperId url".split()
)
_PACE = {
    "api.crossref.org/works/": 0.1,
    "api.crossref.org/works": 1 / 3,
    "dblp.org": 1.0,
    "dblp.uni-trier.de": 1.0,
    "export.arxiv.org": 3.0,
    "api.semanticscholar.org": 1.0,
    "proceedings.neurips.cc": 1.0,
    "aclanthology.org": 1.0,
}
"""Seconds between two calls: what each service bears."""
JSON, PAGE, ATOM, BIB = "application/json", "text/html; charset=utf-8", "application/atom+xml", "text/plain"
_CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"


@dataclass(frozen=True)
class Faults:
    """What goes wrong: ``down`` hosts, others ``asleep`` that ask for a pause of 15 hours, ``challenge`` with 200.

    ``rate`` of a hundred answers are an empty list of dblp, a cut body, or 503 the first time.
    """

    down: frozenset[str] = frozenset()
    asleep: frozenset[str] = frozenset()
    challenge: frozenset[str] = frozenset()
    rate: int = 0


class Contract:
    """Answers requests at a time, in seconds; ``violations`` are those that no service would have to take."""

    def __init__(
        self, world: World, faults: Faults | None = None, *, lacks: Mapping[str, int] = _LACKS, token: str = ""
    ) -> None:
        self.world, self.faults, self._lacks, self._token = world, faults or Faults(), lacks, token
        self.violations: list[str] = []
        self.served: defaultdict[str, int] = defaultdict(int)
        self._last: dict[str, float] = {}
        self._seen: set[str] = set()

    def __call__(self, request: Request, now: float) -> Response:
        parts = urlsplit(request.url)
        host = parts.netloc
        self.served[host] += 1
        self._check(request, host)
        if host in self.faults.down:
            return _answer(503, b"<html>503</html>", PAGE)
        if host in self.faults.asleep:
            return _answer(429, b"{}", JSON, {"retry-after": "54000"})
        if host in self.faults.challenge and not parts.path.endswith("robots.txt"):
            return _answer(200, _CHALLENGE, PAGE)
        early = self._early(host, parts.path, now)
        if early:
            return early
        if len(request.url) > 4096:
            return _answer(414, b"<html>414</html>", PAGE)
        answer = self._route(request, host, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))
        return self._spoilt(request, answer)

    def _early(self, host: str, path: str, now: float) -> Response | None:
        """The refusal of who asks too soon."""
        name = f"{host}/works/" if path.startswith("/works/") else f"{host}/works" if path == "/works" else host
        pace = _PACE.get(name, 0.0)
        since = now - self._last.get(name, -1e9)
        if since < pace - 1e-6:
            self.violations.append(f"{name}: {since:.2f} s after the last call")
            return _answer(429, b"Too many requests", "text/plain", {"retry-after": "10"})
        self._last[name] = now
        return None

    def _check(self, request: Request, host: str) -> None:
        agent = request.headers.get("user-agent", "")
        if not re.fullmatch(r"plbib/\S+( \(mailto:\S+@\S+\))?", agent):
            self.violations.append(f"{host}: user agent {agent!r}")
        if request.headers.get("cookie") or any(ord(sign) > 126 or sign == " " for sign in request.url):
            self.violations.append(f"{host}: a cookie, or an address that is not encoded: {request.url}")
        if request.method not in ("GET", "POST") or (request.method == "POST") != bool(request.body):
            self.violations.append(f"{host}: {request.method}")

    def _spoilt(self, request: Request, answer: Response) -> Response:
        """The answer, or the first time what is left of it."""
        fault, first = chance(self.world.seed, "fault", request.url), request.url not in self._seen
        self._seen.add(request.url)
        if fault >= self.faults.rate or not first or answer.status != 200:
            return answer
        if fault % 2:
            return _answer(503, b"", "text/plain")
        return Response(url="", status=200, headers=answer.headers, body=answer.body[: len(answer.body) // 2])

    def _route(self, request: Request, host: str, path: str, query: dict[str, str]) -> Response:
        if path == "/robots.txt":
            return _answer(200, b"User-agent: *\nDisallow: /admin/\n", "text/plain")
        for pattern, serve in _ROUTES:
            match = re.fullmatch(pattern, f"{host}{path}")
            if match:
                return serve(self, request, query, match)
        if request.headers.get("accept") == "text/html" and "api" not in host.split("."):
            return _answer(404, b"<html>404</html>", PAGE)  # a page of somebody's own
        return self._violation(f"nobody documents {host}{path}")

    def _violation(self, what: str) -> Response:
        self.violations.append(what)
        return _answer(400, b"{}", JSON)

    def _only(self, query: dict[str, str], *names: str) -> None:
        unknown = query.keys() - {*names}
        if unknown:
            self.violations.append(f"parameters that are not documented: {sorted(unknown)}")

    # The services ----------------------------------------------------------------------------------------------------

    def crossref_list(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        self._only(query, "query.bibliographic", "filter", "rows", "select", "mailto")
        if {*query.get("select", "DOI").split(",")} - _SELECT or not 0 < int(query.get("rows", "20")) <= 1000:
            return self._violation(f"crossref takes no such select or rows: {query}")
        prefix = re.fullmatch(r"prefix:(10\.\d{4,9})", query.get("filter", ""))
        if "filter" in query and not prefix:
            parts = query["filter"].split(",")
            if not all(part.startswith("doi:10.") for part in parts):
                return self._violation(f"no filter of crossref: {query['filter']}")
            named = (self.world.named("doi", part.removeprefix("doi:")) for part in parts)
            rows = [row for row in named if row]
        else:
            share = self._lacks.get("crossref", 0)
            near = self.world.near(query["query.bibliographic"], 25, service="crossref", lacks=share)
            start = f"{prefix[1]}/" if prefix else "10."
            rows = [row for row in near if row.ids.get("doi", "").startswith(start)][: int(query.get("rows", "20"))]
        held = [compose.crossref(row, odd=self._odd(row)) for row in rows]
        headers = {"x-rate-limit-limit": "3", "x-rate-limit-interval": "1s", "x-api-pool": "polite-array"}
        return _answer(200, compose.works(held), JSON, headers)

    def crossref_one(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query, "mailto")
        row = self.world.named("doi", unquote(match[1]))
        if row is None:
            return _answer(404, b"Resource not found.", "text/plain")
        headers = {"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s", "x-api-pool": "polite-single"}
        return _answer(200, compose.work(compose.crossref(row, odd=self._odd(row))), JSON, headers)

    def dblp_search(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        self._only(query, "q", "format", "h", "f", "c")
        if query.get("format") != "json" or int(query.get("h", "30")) > 1000 or re.search(r"[^\w ]", query["q"]):
            return self._violation(f"no query of dblp: {query}")
        share, count = self._lacks.get("dblp", 0), int(query.get("h", "30"))
        rows = self.world.all_words(words(query["q"]), count, service="dblp", lacks=share)
        rows = [row for row in rows if "dblp" in row.ids]
        if chance(self.world.seed, "false zero", query["q"]) < self.faults.rate:
            rows = []
        return _answer(200, compose.dblp(query["q"], rows, odd=chance(query["q"])), JSON)

    def dblp_record(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query, "param")
        row = self.world.named("dblp", unquote(match[1]))
        return _bib(None if row is None else compose.bibtex(row, f"DBLP:{row.ids['dblp']}"))

    def arxiv(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        self._only(query, "id_list", "max_results", "start", "search_query")
        names = [name for name in query.get("id_list", "").split(",") if name]
        if len(names) > 200 or (names and int(query.get("max_results", "10")) < len(names)):
            return self._violation(f"arXiv cuts such a list: {query}")
        found = [(name, row) for name in names if (row := self.world.named("arxiv", name))]
        return _answer(200, compose.arxiv(found[::-1]), ATOM)

    def scholar_batch(self, request: Request, query: dict[str, str], _: re.Match[str]) -> Response:
        self._fields(query)
        ids = json.loads(request.body)["ids"]
        if request.method != "POST" or len(ids) > 500 or "json" not in request.headers.get("content-type", ""):
            return self._violation("no batch of Semantic Scholar")
        rows = [self._scholar(name) for name in ids]
        return _answer(200, json.dumps([row and compose.scholar(row) for row in rows]).encode(), JSON)

    def scholar_one(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._fields(query)
        row = self._scholar(unquote(match[1]))
        if row is None:
            return _answer(404, b'{"error":"Paper with id x not found"}', JSON)
        return _answer(200, json.dumps(compose.scholar(row)).encode(), JSON)

    def scholar_match(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        self._fields({name: value for name, value in query.items() if name != "query"})
        share = self._lacks.get("semanticscholar", 0)
        near = self.world.near(query["query"], 1, service="semanticscholar", lacks=share)
        wanted = {*words(query["query"])}
        if not near or len(wanted & {*words(near[0].title)}) * 2 < len(wanted):
            return _answer(404, b'{"error":"Title match not found"}', JSON)
        body = {"data": [{**compose.scholar(near[0]), "matchScore": 109.5}]}
        return _answer(200, json.dumps(body).encode(), JSON)

    def _fields(self, query: dict[str, str]) -> None:
        self._only(query, "fields")
        unknown = {name.partition(".")[0] for name in query.get("fields", "title").split(",")} - _S2_FIELDS
        if unknown:
            self.violations.append(f"fields that Semantic Scholar does not have: {sorted(unknown)}")

    def _scholar(self, name: str) -> Row | None:
        kinds = {"DOI": "doi", "ARXIV": "arxiv", "ACL": "acl"}
        kind, _, value = name.partition(":")
        row = self.world.named(kinds.get(kind.upper(), "s2"), value)
        return None if row is None or self.world.lacks(row, "s2", 10) else row

    def openreview(self, request: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        if not self._token or request.headers.get("authorization") != f"Bearer {self._token}":
            body = b'{"name":"ChallengeRequiredError","message":"x","status":403,"details":{"challengeUrl":"/c"}}'
            return _answer(403, body, JSON)
        version, notes = (2 if match[1] else 1), []
        if "id" in query:
            self._only(query, "id")
            row = self.world.named("openreview", query["id"])
            notes = [row] if row else []
        else:
            self._only(query, "term", "type", "content", "limit")
            near = self.world.near(query["term"], 10, service="openreview", lacks=20)
            notes = [row for row in near if "openreview" in row.ids]
        held = [compose.note(row, version=version) for row in notes if (row.year >= 2024) == (version == 2)]
        return _answer(200, json.dumps({"notes": held, "count": len(held)}).encode(), JSON)

    def proceedings(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        kind = "mlsys" if "mlsys" in match[1] else "neurips"
        row = self.world.named(kind, f"{match[2]}/{match[3]}")
        suffix = "-Abstract" if kind == "mlsys" or int(match[2]) <= 2021 else "-Abstract-Conference"
        if row is None or not (match[4] == suffix or (kind == "mlsys" and match[4].startswith(suffix))):
            return _answer(404, b"<html>404</html>", PAGE)
        bib = f"/paper_files/paper/{row.year}/file/{match[3]}-Bibtex.bib"
        return _answer(200, compose.page(row, bib=bib, journal=True), PAGE)

    def proceedings_bib(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        row = self.world.named("mlsys" if "mlsys" in match[1] else "neurips", f"{match[2]}/{match[3]}")
        return _bib(None if row is None else compose.bibtex(row, f"NEURIPS{row.year}_{match[3][:8]}"))

    def proceedings_year(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        kind = "mlsys" if "mlsys" in match[1] else "neurips"
        rows = [row for row in self.world.rows if row.ids.get(kind, "").startswith(f"{match[2]}/")]
        links = "".join(
            f'<li><a title="paper title" href="/paper_files/paper/{match[2]}/hash/{row.ids[kind].partition("/")[2]}'
            f'-Abstract-Conference.html">{html.escape(row.title)}</a></li>'
            for row in rows
        )
        return _answer(200, f"<!DOCTYPE html><html><body><ul>{links}</ul></body></html>".encode(), PAGE)

    def schedule(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        start = f"{match[1]}/{match[2]}/"
        rows = [(event, row) for row in self.world.rows for event in row.events if event.startswith(start)]
        return _answer(200, compose.schedule(rows), JSON)

    def anthology(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        row = self.world.named("acl", match[1])
        if match[2] == ".bib":
            return _bib(None if row is None else compose.bibtex(row, "x-etal-2022-y"))
        return _page(compose.page(row, comma=False) if row else None)

    def usenix(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        row = self.world.named("usenix", f"{match[1]}/{match[2]}")
        return _page(compose.page(row, comma=False) if row else None)

    def pmlr(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        row = self.world.named("pmlr", match[1])
        return _page(None if row is None else compose.pmlr(row, match[1].replace("/", "-")))

    def cvf(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        """A paper at the one address that its year has."""
        self._only(query)
        row = self.world.named("cvf", match[2])
        if row is None:
            return _page(None)
        year, conference = row.year, match[2].split("_")[-3]
        old = f"_{conference.upper() if year >= 2018 else conference.lower()}_{year}"
        folder = f"/{conference.upper()}{year}" if year >= 2021 else old
        return _page(compose.cvf(row, f"X_{year}_{conference}") if match[1] == folder else None)

    def openalex_list(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        """Works by a filter, which knows no comma and no bar within a value; nobody is answered without a key."""
        self._only(query, "filter", "per-page", "select", "api_key")
        if not query.get("api_key"):
            return _answer(401, b'{"error":"API key required"}', JSON)
        kind, value = [*query.get("filter", "").split(":", 1), ""][:2]
        most = int(query.get("per-page", "25"))
        if kind not in ("doi", "title.search") or "," in value or not 0 < most <= 200 or value.count("|") >= 100:
            return self._violation(f"no filter of OpenAlex: {query}")
        if kind == "doi":
            rows = [row for row in map(self._of_doi, value.split("|")) if row]
        else:
            share = self._lacks.get("openalex", 0)
            rows = self.world.all_words(words(value), most, service="openalex", lacks=share)
        return _answer(200, compose.openalex_list(rows, most), JSON)

    def openalex_one(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query, "select", "api_key")
        if not query.get("api_key"):
            return _answer(401, b'{"error":"API key required"}', JSON)
        row = self._of_doi(unquote(match[1]))
        return _answer(200, compose.openalex_work(row), JSON) if row else _answer(404, b"{}", JSON)

    def _of_doi(self, doi: str) -> Row | None:
        row = self.world.named("doi", doi.removeprefix("https://doi.org/"))
        return None if row is None or self.world.lacks(row, "openalex", self._lacks.get("openalex", 0)) else row

    def datacite(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        name = unquote(match[1]).lower().removeprefix("10.48550/arxiv.")
        row = self.world.named("arxiv", name)
        if row is None:
            return _answer(404, b'{"errors":[{"status":"404","title":"The resource does not exist."}]}', JSON)
        return _answer(200, compose.datacite(name, row), JSON)

    def doi(self, request: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query)
        if "csl+json" not in request.headers.get("accept", ""):
            return self._violation("doi.org is asked for pages")
        row = self.world.named("doi", unquote(match[1]))
        if row is None:
            return _answer(404, b"<html>DOI Not Found</html>", PAGE)
        work = compose.crossref(row, odd=99)
        csl = {**work, "title": row.title, "container-title": row.venue}
        return _answer(200, json.dumps(csl).encode(), "application/vnd.citationstyles.csl+json")

    def absent(self, _: Request, __: dict[str, str], ___: re.Match[str]) -> Response:
        return _answer(404, b'{"errors":[{"status":"404","title":"The resource does not exist."}]}', JSON)

    def europepmc(self, _: Request, query: dict[str, str], __: re.Match[str]) -> Response:
        self._only(query, "query", "format", "resultType", "pageSize")
        return _answer(200, b'{"version":"6.9","hitCount":0,"resultList":{"result":[]}}', JSON)

    def pubmed(self, _: Request, query: dict[str, str], match: re.Match[str]) -> Response:
        self._only(query, "db", "id", "term", "retmode", "retmax", "tool", "email", "api_key")
        body = {
            "efetch": b'<?xml version="1.0" ?><PubmedArticleSet></PubmedArticleSet>',
            "esearch": b'<?xml version="1.0" ?><eSearchResult><Count>0</Count><IdList/></eSearchResult>',
        }
        return _answer(200, body[match[1]], "text/xml; charset=UTF-8")

    def _odd(self, row: Row) -> int:
        return chance(self.world.seed, "odd", row.title)


Serve = Callable[[Contract, Request, dict[str, str], re.Match[str]], Response]


def _routes() -> Iterator[tuple[str, Serve]]:
    dblp, proceedings = (
        r"(?:dblp\.org|dblp\.uni-trier\.de|dblp\.dagstuhl\.de)",
        r"(proceedings\.(?:neurips|mlsys)\.\w+)",
    )
    yield r"api\.crossref\.org/works", Contract.crossref_list
    yield r"api\.crossref\.org/works/([^/]+)", Contract.crossref_one
    yield rf"{dblp}/search/publ/api", Contract.dblp_search
    yield rf"{dblp}/rec/(.+)\.bib", Contract.dblp_record
    yield r"export\.arxiv\.org/api/query", Contract.arxiv
    yield r"api\.semanticscholar\.org/graph/v1/paper/batch", Contract.scholar_batch
    yield r"api\.semanticscholar\.org/graph/v1/paper/search/match", Contract.scholar_match
    yield r"api\.semanticscholar\.org/graph/v1/paper/(.+)", Contract.scholar_one
    yield r"api(2?)\.openreview\.net/notes(?:/search)?", Contract.openreview
    yield rf"{proceedings}/(?:paper_files/)?paper/(\d{{4}})/hash/([0-9a-f]{{32}})(-[\w-]+)\.html", Contract.proceedings
    yield rf"{proceedings}/paper_files/paper/(\d{{4}})/file/([0-9a-f]{{32}})-Bibtex\.bib", Contract.proceedings_bib
    yield rf"{proceedings}/paper_files/paper/(\d{{4}})", Contract.proceedings_year
    yield r"datasets-benchmarks-proceedings\.neurips\.cc/.*", Contract.absent
    yield r"(mlsys|icml|iclr|neurips)\.\w+/static/virtual/data/\w+-(\d{4})-orals-posters\.json", Contract.schedule
    yield r"aclanthology\.org/([\w.-]+?)(\.bib|/)", Contract.anthology
    yield r"www\.usenix\.org/conference/(\w+)/presentation/([\w-]+)", Contract.usenix
    yield r"proceedings\.mlr\.press/(v\d+/[a-z-]+\d{2}[a-z]*)\.html", Contract.pmlr
    yield r"openaccess\.thecvf\.com/content([_/]\w+)/html/([\w.-]+)\.html", Contract.cvf
    yield r"api\.openalex\.org/works", Contract.openalex_list
    yield r"api\.openalex\.org/works/doi:(.+)", Contract.openalex_one
    yield r"doi\.org/(.+)", Contract.doi
    yield r"api\.datacite\.org/dois/(.+)", Contract.datacite
    yield r"api\.biorxiv\.org/details/.+", Contract.absent
    yield r"eutils\.ncbi\.nlm\.nih\.gov/entrez/eutils/(efetch|esearch)\.fcgi", Contract.pubmed
    yield r"www\.ebi\.ac\.uk/europepmc/webservices/rest/search", Contract.europepmc


_ROUTES = tuple(_routes())


def _answer(status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(url="", status=status, headers={"content-type": kind, **(headers or {})}, body=body)


def _page(body: bytes | None) -> Response:
    return _answer(200, body, PAGE) if body else _answer(404, b"<html>404</html>", PAGE)


def _bib(body: bytes | None) -> Response:
    return _answer(200, body, BIB) if body else _answer(404, b"not found", "text/plain")
