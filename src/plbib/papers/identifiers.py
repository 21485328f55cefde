"""From an address to the paper it names: one table of ``host + path → (kind, id)``.

Two addresses that name the same paper give the same token (``openreview:tcbBPnfwxS``), whatever their host, prefix,
query or file ending.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from plbib.text.patterns import regex
from plbib.text.unicode import clean


class Identifier(Struct, frozen=True):
    """A paper's name in one scheme; ``kind`` is the scheme, ``value`` the name in its canonical spelling."""

    kind: str
    value: str

    @property
    def token(self) -> str:
        return f"{self.kind}:{self.value.lower() if self.kind == 'doi' else self.value}"


class _AddressRule(Struct, frozen=True):
    kind: str
    hosts: frozenset[str]
    path: re.Pattern[str]
    form: Callable[[re.Match[str]], str]


def _rule(kind: str, hosts: str, path: str, form: Callable[[re.Match[str]], str] | None = None) -> _AddressRule:
    """A row: hosts and paths (with their query) it covers, and how the groups found make the id."""
    return _AddressRule(kind, frozenset(hosts.split()), regex(path), form or (lambda match: match[1]))


def _doi(match: re.Match[str]) -> str:
    return re.sub(r"(?:/(?:full|abstract|pdf|epdf|meta))$|\.pdf$", "", match[1]).rstrip(".,;/")


def _slashed(match: re.Match[str]) -> str:
    return "/".join(group for group in match.groups() if group)


def _event(conference: str) -> Callable[[re.Match[str]], str]:
    """Event numbers are counted by each conference for itself."""
    return lambda match: f"{conference}/{_slashed(match)}"


def _under(prefix: str) -> Callable[[re.Match[str]], str]:
    """The DOI of a publisher whose addresses hold what stands behind its prefix."""
    return lambda match: prefix + match[1]


def _short_year(match: re.Match[str]) -> str:
    """An address of the years 2000 and later with two digits of the year."""
    return f"20{_slashed(match)}"


def _usenix_file(match: re.Match[str]) -> str:
    """A file as its page is called; the security symposium abbreviates its name in files only."""
    return re.sub(r"^sec(?=\d)", "usenixsecurity", _slashed(match))


_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_HASH = r"/paper/(\d{4})/(?:hash|file)/([0-9a-f]{32})\b"
_DOI = r"(10\.\d{4,9}/[^?#\s]+)"
_EVENT = (
    r"(?i)^/(?:(?:conferences/)?(\d{4})/schedule\?.*\bshowevent=(\d+)|virtual/(\d{4})/(?:poster|oral|spotlight)/(\d+))"
)
_PUBLISHERS = (
    "tandfonline.com onlinelibrary.wiley.com journals.sagepub.com pubs.acs.org science.org pnas.org annualreviews.org"
    " epubs.siam.org pubsonline.informs.org royalsocietypublishing.org journals.aps.org iopscience.iop.org"
)
"""Hosts whose addresses hold the DOI."""
_ARXIV_DOI = regex(rf"10\.48550/arxiv\.{_ARXIV}$", re.IGNORECASE)
_MAX_ADDRESS = 4096
"""Characters; nothing longer is an address anybody wrote, and the rules need not be tried on it."""

# Order matters only inside one host. Hosts are lower-case and without "www."; paths are percent-decoded.
_RULES = (
    _rule("openreview", "openreview.net", r"^/(?:pdf|forum|attachment)\?.*?\bid=([\w-]{5,})"),
    _rule("neurips", "proceedings.neurips.cc proceedings.nips.cc papers.neurips.cc papers.nips.cc", _HASH, _slashed),
    _rule("mlsys", "proceedings.mlsys.org", _HASH, _slashed),
    _rule("event", "mlsys.org", _EVENT, _event("mlsys")),
    _rule("event", "icml.cc", _EVENT, _event("icml")),
    _rule("event", "iclr.cc", _EVENT, _event("iclr")),
    _rule("event", "nips.cc neurips.cc", _EVENT, _event("neurips")),
    _rule("acl", "aclanthology.org aclanthology.info aclweb.org", r"\b(\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)"),
    _rule("acl", "aclanthology.org aclanthology.info aclweb.org", r"\b([A-Z]\d{2}-\d{4})(?:v\d+)?\b"),
    _rule(
        "usenix",
        "usenix.org",
        r"^/(?:legacy/)?conference/([a-z]+\d\d)/(?:technical-sessions/)?presentation/([\w-]+)",
        _slashed,
    ),
    _rule(
        "usenix",
        "usenix.org",
        r"^/system/files/(?:conference/\w+/)?([a-z]+\d\d)-(?:paper-)?([a-z\d-]+)(?:_\d+)?\.pdf$",
        _usenix_file,
    ),
    _rule("doi", "dl.acm.org", rf"^/(?:doi|citation)/(?:[a-zA-Z]+/)?{_DOI}", _doi),
    _rule("doi", "doi.acm.org dx.doi.org doi.org", rf"^/{_DOI}", _doi),
    _rule("ieee", "ieeexplore.ieee.org", r"(?:/document/|[?&]arnumber=|^/ielx?\d+/[\d/]*/)0*(\d+)"),
    _rule(
        "arxiv",
        "export.arxiv.org arxiv.org ar5iv.labs.arxiv.org ar5iv.org alphaxiv.org",
        rf"^/(?:abs|pdf|html|ps|format)/{_ARXIV}",
    ),
    _rule("arxiv", "huggingface.co", rf"^/papers/{_ARXIV}"),
    _rule("doi", _PUBLISHERS, rf"^/(?:doi|article|\w+/abstract)/(?:(?:abs|full|pdf|epdf|reader)/)?{_DOI}", _doi),
    _rule("doi", "link.springer.com", rf"^/(?:chapter|article|book|content/pdf)/{_DOI}", _doi),
    _rule("doi", "biorxiv.org medrxiv.org", r"^/content/(10\.\d{4,9}/[\d.]*\d)(?=v\d|\.[a-z]|/|$)", _doi),
    _rule(
        "doi",
        "biorxiv.org medrxiv.org",
        r"^/content/(?:\w+/)?early/\d{4}/\d\d/\d\d/((?:\d{4}\.\d\d\.\d\d\.)?\d+)",
        _under("10.1101/"),  # by date, until 2018
    ),
    _rule(
        "doi",
        "nature.com",
        r"^/articles/([a-z]+\.?(?:\d{4}\.)?\d+[a-z]?|[sd]\d{5}-[\w-]+|\d{6}[a-z]\d?)(?:\.pdf)?(?:\?|$)",
        _under("10.1038/"),
    ),
    _rule("doi", "elifesciences.org", r"^/articles/(\d{5,6})(?:v\d+)?(?:$|[/?.])", _under("10.7554/eLife.")),
    _rule("doi", "papers.ssrn.com ssrn.com", r"(?i)[?&/]abstract(?:_?id)?=(\d+)", _under("10.2139/ssrn.")),
    _rule("doi", "journals.plos.org", r"[?&]id=(10\.1371/[\w.]+)"),
    _rule("doi", "frontiersin.org", rf"^/(?:journals/[\w-]+/)?articles?/{_DOI}", _doi),
    _rule("cvf", "openaccess.thecvf.com cv-foundation.org", r"/(?:html|papers)/([\w-]+?)\.(?:html|pdf)$"),
    _rule(
        "pmlr",
        "proceedings.mlr.press jmlr.org",
        r"^/(?:proceedings/papers/)?(v\d+)/([a-z-]+\d{2}[a-z]*)\b",
        _slashed,
    ),
    _rule("aaai", "ojs.aaai.org aaai.org", r"/article/(?:view|download)/(\d+)"),
    _rule("ijcai", "ijcai.org", r"(?i)^/proceedings/(\d{4})/0*(\d+)", _slashed),
    _rule("ijcai", "ijcai.org", r"(?i)^/(?:abstract|proceedings)/(\d\d)/(?:papers/)?0*(\d+)", _short_year),
    _rule("pmid", "pubmed.ncbi.nlm.nih.gov", r"^/(\d{4,9})\b"),
    _rule("pmid", "ncbi.nlm.nih.gov", r"^/pubmed/(\d{4,9})\b"),
    _rule("pmcid", "ncbi.nlm.nih.gov", r"(?i)^/(?:pmc/)?articles/(PMC\d{4,9})\b"),
    _rule("pmcid", "pmc.ncbi.nlm.nih.gov", r"(?i)^/articles/(PMC\d{4,9})\b"),
    _rule("s2", "semanticscholar.org", r"^/paper/(?:[^/]+/)?([0-9a-f]{40})"),
)
_WEB = regex("https?:", re.IGNORECASE)
_SIMPLE = regex(r"https?://(?:www\.)?([a-z0-9.-]+)(/[A-Za-z0-9._~/-]*)?(?:\?([A-Za-z0-9._~=&-]*))?")
"""Addresses in which nothing is to be decoded, as most are: reading them so is three times as fast."""
_PLAIN = regex(rf"^(?:doi:\s*|arxiv:\s*)?(?:{_DOI}|{_ARXIV})$", re.IGNORECASE)

_PUBMED = regex(r"^(?:(?P<pmid>PMID):?\s*(\d{4,9})|(?:PMCID:?\s*)?(PMC\d{4,9}))\.?$", re.IGNORECASE)
"""``PMID: 31954465``, ``PMC6970225``: as PubMed prints its numbers."""


@lru_cache(maxsize=65536)  # each link of a long list is asked for again and again
def identify(url: str) -> Identifier | None:
    """The paper that ``url`` names, or None if its address does not tell. A bare ``10.1145/…`` or arXiv id counts."""
    if len(url) > _MAX_ADDRESS:
        return None
    simple = _SIMPLE.fullmatch(url)
    if simple:
        return _by_host(simple[1], simple[2] or "", simple[3])
    url = clean(url)
    if not _WEB.match(url):
        return _bare(url)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return _by_host(host, clean(unquote(parts.path)), parts.query)


def _by_host(host: str, path: str, query: str | None) -> Identifier | None:
    """The paper that an address names, by the first rule of its host that fits."""
    whole = f"{path}?{query}" if query else path
    for rule in _rules(host):
        match = rule.path.search(whole) or rule.path.search(path)
        if match:
            return _preprint(Identifier(rule.kind, rule.form(match)))
    return None


def _bare(text: str) -> Identifier | None:
    """The paper that an identifier without an address names."""
    plain = _PLAIN.match(text)
    if plain:
        return _preprint(Identifier("doi", _doi(plain))) if plain[1] else Identifier("arxiv", plain[2])
    medical = _PUBMED.match(text)
    if not medical:
        return None
    return Identifier("pmid", medical[2]) if medical["pmid"] else Identifier("pmcid", medical[3].upper())


@lru_cache(maxsize=4096)
def _rules(host: str) -> tuple[_AddressRule, ...]:
    """The rules of a host."""
    return tuple(rule for rule in _RULES if host in rule.hosts)


def _preprint(identifier: Identifier) -> Identifier:
    """ArXiv's own DOIs name what its ids name."""
    arxiv = _ARXIV_DOI.match(identifier.value) if identifier.kind == "doi" else None
    return Identifier("arxiv", arxiv[1]) if arxiv else identifier


@lru_cache(maxsize=65536)  # as above
def token(url: str) -> str:
    """What ``url`` is recognised by: its identifier, else the address itself without scheme, ``www.`` and fragment."""
    identifier = identify(url)
    if identifier:
        return identifier.token
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return f"url:{url.strip()}"
    query = "?" + parts.query if parts.query else ""
    return f"url:{host}{parts.path.rstrip('/')}{query}"


def is_isbn(text: str) -> bool:
    """Whether ``text`` is an ISBN of 10 or 13 digits whose check digit holds."""
    digits = _HYPHEN.sub("", text)
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return bool(re.fullmatch(r"\d{9}[\dXx]", digits)) and _weighted(digits) % 11 == 0


def is_issn(text: str) -> bool:
    """Whether ``text`` is an ISSN whose check digit holds."""
    digits = _HYPHEN.sub("", text)
    return bool(re.fullmatch(r"\d{7}[\dXx]", digits)) and _weighted(digits) % 11 == 0


def numbers(text: str, holds: Callable[[str], bool]) -> list[str]:
    """The ISBNs or ISSNs in a text that lists some, as Zotero and Crossref do; ``holds`` tells what is one."""
    if holds(text):
        return [text]
    listed = _LIST.split(" ".join(text.split()))
    parts = [re.sub(r"\([^()]*\)|^(?:e-?|p-?)?IS[BS]N:?", "", part).strip(" .:") for part in listed]
    return [part for part in parts if holds(part)]


_LIST = regex(r"[,;/]| and | (?=\d|\()")


def _weighted(digits: str) -> int:
    """The sum of ``digits`` weighted from their number down to 1; ``X`` is ten."""
    values = (10 if digit in "Xx" else int(digit) for digit in digits)
    return sum(value * weight for value, weight in zip(values, range(len(digits), 0, -1), strict=True))


_HYPHEN = regex(r"[\s-]")
_HOMES = {
    "openreview": "https://openreview.net/forum?id={}",
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "acl": "https://aclanthology.org/{}/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "ieee": "https://ieeexplore.ieee.org/document/{}",
}


def address(kind: str, value: str) -> str | None:
    """The page of a paper by its identifier, or None for schemes whose addresses hold more than the id."""
    home = _HOMES.get(kind)
    return home.format(value) if home else None
