"""Findings about the addresses of an entry, and about addresses that several entries have."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from plbib.checks.source import Texts, place_of, text_of
from plbib.findings import Code
from plbib.model import Entry, Finding, Library, Link, Place, Record
from plbib.papers.identifiers import Identifier, address, identify, token
from plbib.papers.identity import SHARED, paper_tokens, record_tokens
from plbib.papers.titles import same_system
from plbib.text.patterns import regex

_SECURE = frozenset(
    "arxiv.org doi.org dx.doi.org openreview.net aclanthology.org aclanthology.info aclweb.org"
    " proceedings.neurips.cc papers.nips.cc papers.neurips.cc proceedings.mlr.press jmlr.org openaccess.thecvf.com"
    " ojs.aaai.org ijcai.org dl.acm.org ieeexplore.ieee.org usenix.org link.springer.com nature.com science.org"
    " pnas.org biorxiv.org medrxiv.org onlinelibrary.wiley.com sciencedirect.com journals.plos.org academic.oup.com"
    " pubs.acs.org ncbi.nlm.nih.gov semanticscholar.org dblp.org hal.science eprint.iacr.org github.com gitlab.com"
    " bitbucket.org huggingface.co zenodo.org youtube.com youtu.be vimeo.com medium.com drive.google.com"
    " docs.google.com sites.google.com wikipedia.org".split()
)
"""Hosts (and those below them) of which it is certain that they answer to https."""
_TRACKING = regex(
    r"(?i)(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hsenc|_hsmi|casa_token|spm|ref_src|ref_url"
    r"|share_id|via)=[^&#]*"
)
"""Parameters of an address that say who came from where, and never what is shown."""
_QUERY = regex(r"\?([^#\s]*)")
_PAPER_LABEL = regex(
    r"(?i)^\W*(?:the )?(?:title|paper|pdf|arxiv|doi|preprint|abs(?:tract)?|article|publication|html|论文)"
    r"\W*(?:link|page)?\W*$"
)
_CODE_HOST = regex(r"(?i)^(?:www\.)?(?:git(?:hub|lab)\.com|bitbucket\.org|huggingface\.co/(?!papers))")
_BESIDE = regex(
    r"(?i)\b(?:code|git ?hub|project|home ?page|web ?site|slides?|video|talk|poster|demo|data(?:set)?s?|supp\w*|blog"
    r"|notes?|appendix|model|weights|tweet|bib(?:tex)?|代码|项目)\b"
)
"""Labels of links that lead to something beside a paper."""
_DOCUMENT = regex(r"(?i)\.(?:pdf|ps|ps\.gz)(?:$|[?#])")
_PERSONAL = regex(
    r"(?i)^(?:(?:people|users?|homes?|personal)\.|[\w-]+\.github\.io/|sites\.google\.com/|drive\.google\.com/"
    r"|(?:www\.)?dropbox\.com/|(?:[^/]*/)+(?:~|%7e)\w|[^/]+/(?:people|users?|homes?|faculty)/)"
)


def insecure_link(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """An address by http of a host that answers to https."""
    for link in entry.links:
        if link.url[:7].lower() == "http://" and _is_secure(link.url):
            better = "https://" + link.url[7:]
            edit = text_of(entry, texts).edit(entry, link.url, better)
            yield Code.HTTP_LINK.finding(f"not secure: {link.url}", f"write {better}", place_of(edit, entry), edit=edit)


def _is_secure(url: str) -> bool:
    host = _host(url)
    return any(part in _SECURE for part in (host, host.partition(".")[2]))


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return "" if parts.port else (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def find_tracking(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """Parameters in an address that follow people around."""
    for link in entry.links:
        plain = strip_tracking(link.url) if "=" in link.url else link.url
        if plain != link.url:
            edit = text_of(entry, texts).edit(entry, link.url, plain)
            yield Code.TRACKING_LINK.finding(
                f"says where its reader came from: {link.url}", f"write {plain}", place_of(edit, entry), edit=edit
            )


def strip_tracking(url: str) -> str:
    """``url`` without parameters that only say where its reader came from."""
    query = _QUERY.search(url)
    if not query:
        return url
    kept = "&".join(part for part in query[1].split("&") if not _TRACKING.fullmatch(part))
    if kept == query[1]:
        return url
    return url[: query.start()] + ("?" + kept if kept else "") + url[query.end() :]


def better_link(entry: Entry, record: Record, texts: Texts) -> Iterator[Finding]:
    """A schedule page or a file on somebody's own page, where no link leads to the paper's page, which is known."""
    tokens = paper_tokens(record.item, record.identifiers)
    for link in entry.links:
        what = _poor(link) if is_paper(link) else ""
        page = what and home(record)
        if page and not any(_leads_to(other, tokens) for other in entry.links):
            edit = text_of(entry, texts).edit(entry, link.url, page)
            yield Code.BETTER_LINK.finding(
                f"leads to {what}: {link.url}",
                f"the paper's page is {page}",
                place_of(edit, entry),
                record.key,
                edit=edit,
            )
            return


def _leads_to(link: Link, tokens: set[str]) -> bool:
    """Whether a link leads to a page of the paper that stays."""
    named = identify(link.url)
    return named is not None and named.kind != "event" and named.token in tokens


def _poor(link: Link) -> str:
    """What an address that is no good one for a paper leads to, ``""`` for others."""
    named = identify(link.url)
    if named:
        return "a page of a conference's schedule" if named.kind == "event" else ""
    place = re.sub(r"(?i)^https?://", "", link.url)
    return "a file on a page of its author's" if _DOCUMENT.search(place) and _PERSONAL.match(place) else ""


_HOMES = ("openreview", "acl", "doi", "arxiv", "ieee")
"""Identifiers of which the page is known, the best first."""


def home(record: Record) -> str:
    """The page of a paper that will stay, ``""`` if none is known."""
    item = record.item
    own = identify(item.url or "")
    if item.url and item.url.lower().startswith("http") and own and own.kind != "event":
        return item.url
    names = {**record.identifiers, **({"doi": item.doi} if item.doi else {})}
    pages = (address(kind, names[kind]) for kind in _HOMES if kind in names)
    return next(filter(None, pages), "")


def is_paper(link: Link) -> bool:
    """Whether a link leads to the paper itself, by its label or, where that does not tell, by its address."""
    if _PAPER_LABEL.match(link.label):
        return True
    if _BESIDE.search(link.label) or _CODE_HOST.match(re.sub(r"(?i)^https?://", "", link.url)):
        return False
    return bool(identify(link.url) or _DOCUMENT.search(link.url))


def wrong_link(entry: Entry, record: Record, texts: Texts) -> Iterator[Finding]:
    """A link whose identifier is of a kind the record has too, with another value: it leads to another paper."""
    names = {**record.identifiers, **{name.kind: name.value for name in _own_identifiers(record)}}
    for link in entry.links:
        identifier = identify(link.url)
        if identifier is None or link.label != "title" or identifier.kind not in names:
            continue
        if (
            identifier.token in record_tokens(record.item)
            or identifier.token == Identifier(identifier.kind, names[identifier.kind]).token
        ):
            continue
        right = address(identifier.kind, names[identifier.kind]) or record.item.url or ""
        yield Code.WRONG_LINK.finding(
            message=f"the link leads to another paper: {link.url}",
            cure=f"the address of “{record.item.title}” is {right}",
            place=entry.place,
            key=record.key,
            edit=text_of(entry, texts).edit(entry, link.url, right) if right else None,
        )


def _own_identifiers(record: Record) -> list[Identifier]:
    return [name for name in (identify(record.item.url or ""), identify(record.item.doi or "")) if name]


def shared_links(library: Library) -> Iterator[Finding]:
    """Entries of different papers that have one address.

    Where the paper behind it is known, the others are wrong. Else one is, or they are one paper under two titles.
    """
    holders: dict[str, list[Record]] = defaultdict(list)
    for record in library.records:
        for name in _tokens(record):
            holders[name].append(record)
    reported = set()
    for name, records in holders.items():
        if len(records) == 1 or (name.startswith("url:") and len(records) > SHARED):
            continue
        owner = next((record for record in records if not record.listed_only), records[0])
        for record in records:
            if record is not owner and record.listed_only and record.id not in reported:
                reported.add(record.id)
                yield _shared(record, owner, page=name.startswith("url:"))


def _shared(record: Record, owner: Record, *, page: bool) -> Finding:
    """What is wrong with a paper whose address is that of ``owner``; ``page`` if it identifies no paper."""
    title, other = record.item.title, owner.item.title
    if not owner.listed_only and not same_system(title, other):
        return Code.WRONG_LINK.finding(
            f"the link of “{title}” is that of “{other}”", place=record.place, key=record.key, instead=page
        )
    where = _where(owner.place, record.place)
    if same_system(title, other):
        message = f"one paper under two titles: {where} has the same address, “{other}”"
        return Code.DUPLICATE_LINK.finding(message, "keep one of the two", record.place, record.key, instead=True)
    message = f"the address of “{title}” is that of {where}, “{other}”"
    return Code.DUPLICATE_LINK.finding(message, place=record.place, key=record.key, instead=page)


def _where(place: Place | None, here: Place | None) -> str:
    """A place as it is named at another."""
    if not place or not here or not place.line:
        return "another entry"
    return f"line {place.line}" if place.file == here.file else str(place)


def _tokens(record: Record) -> list[str]:
    """What names a paper: the identifiers of its record; where only the list knows it, the links it is listed with."""
    if not record.listed_only:
        return sorted(paper_tokens(record.item, record.identifiers))
    return sorted({token(link.url) for entry in record.entries for link in entry.links if is_paper(link)})
