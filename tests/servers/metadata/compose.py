"""Answers of the services in their own shapes (``spec/metadata-sources.md`` §3 and §11), one function a service."""

import html
import json
from typing import Any
from zlib import crc32

from tests.servers.metadata.world import Row

ACM = "Association for Computing Machinery"


def crossref(row: Row, *, odd: int) -> dict[str, Any]:
    """A work; ``odd`` 0 to 99 says which of the seen oddities it has."""
    title, _, subtitle = row.title.partition(": ") if odd < 5 else (row.title, "", "")
    people: list[dict[str, str]] = [{"given": given, "family": family} for family, given in row.people]
    if 5 <= odd < 8:
        people = [{**name, "family": name["family"].upper()} for name in people]
    work: dict[str, Any] = {
        "DOI": row.ids.get("doi", ""),
        "title": [f"{title}\n      " if odd == 9 else title.replace("&", "&amp;")],
        "subtitle": [subtitle] if subtitle else [],
        "author": [{**name, "sequence": "additional", "affiliation": []} for name in people],
        "container-title": [row.venue],
        "short-container-title": [],
        "issued": {"date-parts": [[None]] if odd == 10 else [[row.year, 5]]},
        "published": {"date-parts": [[row.year, 5]]},
        "type": "journal-article" if row.journal else "proceedings-article",
        "publisher": "ACM" if row.publisher == ACM else row.publisher,
        "URL": f"http://dx.doi.org/{row.ids.get('doi', '')}",
        "score": 31.5,
        "resource": {"primary": {"URL": _primary(row)}},
    }
    if row.pages:
        work["page"] = row.pages.replace("–", "-")
    if row.volume:
        work["volume"] = row.volume
    return work


def _primary(row: Row) -> str:
    number = row.ids.get("ieee")
    return f"https://ieeexplore.ieee.org/document/{number}/" if number else f"https://example.org/{row.ids.get('doi')}"


def works(rows: list[dict[str, Any]]) -> bytes:
    message = {"facets": {}, "total-results": len(rows), "items": rows, "items-per-page": 5}
    return _json({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def work(row: dict[str, Any]) -> bytes:
    return _json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": row})


def dblp(query: str, rows: list[Row], *, odd: int) -> bytes:
    hits: dict[str, Any] = {"@total": str(len(rows)), "@computed": "1", "@sent": str(len(rows)), "@first": "0"}
    if rows:
        hits["hit"] = [{"@score": "9", "@id": str(place), "info": _info(row, odd)} for place, row in enumerate(rows)]
    return _json({"result": {"query": query, "status": {"@code": "200", "text": "OK"}, "hits": hits}})


def _info(row: Row, odd: int) -> dict[str, Any]:
    people = [{"@pid": f"1/{place}", "text": f"{given} {family}"} for place, (family, given) in enumerate(row.people)]
    if people and odd < 20:
        people[0]["text"] += " 0001"
    key = row.ids["dblp"]
    info: dict[str, Any] = {
        "authors": {"author": people if len(people) > 1 else people[0]} if people else {},
        "title": html.escape(row.title, quote=False).replace("'", "&apos;") + ".",
        "venue": [row.short, "Other"] if odd % 7 == 0 else row.short,
        "year": str(row.year),
        "type": "Journal Articles" if row.journal else "Conference and Workshop Papers",
        "access": "open",
        "key": key,
        "ee": _electronic(row),
        "url": f"https://dblp.org/rec/{key}",
    }
    if row.pages:
        info["pages"] = row.pages
    if "doi" in row.ids:
        info["doi"] = row.ids["doi"].upper()
    return info


def _electronic(row: Row) -> str | list[str]:
    if "openreview" in row.ids and "neurips" not in row.ids:
        return [f"https://openreview.net/forum?id={row.ids['openreview']}"]
    if "neurips" in row.ids:
        year, digest = row.ids["neurips"].split("/")
        return f"http://papers.nips.cc/paper_files/paper/{year}/hash/{digest}-Abstract.html"
    return f"https://doi.org/{row.ids['doi']}" if "doi" in row.ids else f"https://example.org/{row.ids['dblp']}"


def bibtex(row: Row, key: str, booktitle: str = "") -> bytes:
    people = " and\n               ".join(f"{given} {family}" for family, given in row.people)
    fields = {
        "author": people,
        "title": row.title.replace("&", "\\&"),
        "journal" if row.journal else "booktitle": booktitle or row.venue,
        "pages": row.pages.replace("-", "--"),
        "volume": row.volume,
        "publisher": row.publisher.replace("&", "\\&"),
        "year": str(row.year),
        "doi": row.ids.get("doi", ""),
        "url": _electronic(row) if "dblp" in row.ids else "",
    }
    kind = "article" if row.journal else "inproceedings"
    lines = [f"  {name:<12} = {{{value}}}" for name, value in fields.items() if value or name == "pages"]
    body = ",\n".join(lines)
    return f"@{kind}{{{key},\n{body}\n}}\n".encode()


def arxiv(found: list[tuple[str, Row]]) -> bytes:
    entries = "".join(_entry(name, row) for name, row in found)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title>arXiv Query</title>'
    )
    return f"{head}{entries}</feed>\n".encode()


def _entry(name: str, row: Row) -> str:
    people = "".join(
        f"<author><name>{html.escape(f'{given} {family}')}</name></author>" for family, given in row.people
    )
    doi = f"<arxiv:doi>{html.escape(row.ids['published'])}</arxiv:doi>" if "published" in row.ids else ""
    title = html.escape(row.title).replace(": ", ":\n  ")
    return (
        f"<entry><id>http://arxiv.org/abs/{name}v2</id><title>{title}</title>"
        f"<published>{row.year - 1}-11-02T10:00:00Z</published><updated>{row.year}-01-02T10:00:00Z</updated>"
        f'{people}{doi}<arxiv:primary_category term="cs.CL"/></entry>'
    )


def scholar(row: Row) -> dict[str, Any]:
    kinds = {"doi": "DOI", "arxiv": "ArXiv", "dblp": "DBLP", "acl": "ACL"}
    ids: dict[str, Any] = {kinds[kind]: value for kind, value in row.ids.items() if kind in kinds}
    return {
        "paperId": f"{crc32(row.title.encode()):08x}" * 5,
        "externalIds": ids | {"CorpusId": 7},
        "title": row.title,
        "venue": row.venue or "arXiv.org",
        "year": row.year,
        "publicationVenue": None,
        "journal": {"name": row.venue, "pages": f"{row.pages} "} if row.pages else None,
        "authors": [{"authorId": "1", "name": f"{given[:1]}. {family}".strip()} for family, given in row.people],
        "publicationDate": None,
        "publicationTypes": ["Conference"],
    }


def note(row: Row, *, version: int) -> dict[str, Any]:
    name = row.ids["openreview"]
    venue = f"{row.short} {row.year} poster"
    content: dict[str, Any] = {
        "title": row.title,
        "authors": [f"{given} {family}" for family, given in row.people],
        "venue": venue,
        "venueid": f"{row.short}.cc/{row.year}/Conference",
        "_bibtex": "@inproceedings{\nx,\ntitle={"
        + row.title
        + "},\nauthor={"
        + " and ".join(f"{given} {family}" for family, given in row.people)
        + "},\nbooktitle={"
        + row.venue
        + " },\nyear={"
        + str(row.year)
        + "},\nurl={https://openreview.net/forum?id="
        + name
        + "}\n}",
    }
    if version == 2:
        content = {field: {"value": value} for field, value in content.items()}
    return {"id": name, "forum": name, "content": content, "invitation": "x/-/Blind_Submission", "tcdate": 1}


def page(row: Row, *, bib: str = "", journal: bool = False, comma: bool = True) -> bytes:
    """A page of proceedings: tags in its head, and a link to its BibTeX."""
    first, _, last = row.pages.replace("–", "-").partition("-")
    tags = [("citation_title", row.title)]
    tags += [
        ("citation_author", f"{family}, {given}" if comma else f"{given} {family}") for family, given in row.people
    ]
    tags += [("citation_journal_title" if journal else "citation_conference_title", row.venue)]
    tags += [("citation_volume", row.volume)] if row.volume else []
    tags += [("citation_firstpage", first), ("citation_lastpage", last)] if last and not journal else []
    tags += [("citation_publication_date", str(row.year)), ("citation_pdf_url", "https://example.org/paper.pdf")]
    head = "\n".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags)
    link = f"<a href='{bib}' class='btn btn-light btn-spacer'>Bibtex</a>" if bib else ""
    return f"<!DOCTYPE html>\n<html><head><title>Paper</title>\n{head}\n</head><body>{link}</body></html>".encode()


def cvf(row: Row, key: str) -> bytes:
    """A page of open access of the CVF: tags, and BibTeX in a box, by lines until 2020 broken with tags."""
    bib = html.escape(bibtex(row, key).decode().replace("\\&", "&"), quote=False).strip()
    box = bib.replace("\n", "<br>\n") if row.year < 2020 else bib
    name = "bibref" if row.year < 2020 else "bibref pre-white-space"
    return page(row).replace(b"</body>", f'<div class="{name}">{box}</div></body>'.encode())


def pmlr(row: Row, key: str) -> bytes:
    """A page of PMLR: tags, and its BibTeX with an abstract to copy."""
    bib = bibtex(row, f"pmlr-{key}").decode().strip().removesuffix("}")
    bib = html.escape(f"{bib},\n  month = \t {{09--15 Jun}},\n  abstract = \t {{We fly kites.}}\n}}", quote=False)
    code = f'<div class="bibtex"><code class="citecode" id="bibtex">\n{bib}\n</code></div>'
    return page(row, comma=False).replace(b"</body>", f"{code}</body>".encode())


def openalex(row: Row) -> dict[str, Any]:
    """A work of OpenAlex."""
    number = f"W{crc32(row.title.encode())}"
    first, _, last = row.pages.replace("–", "-").partition("-")
    doi = f"https://doi.org/{row.ids['doi']}" if "doi" in row.ids else None
    source = {
        "id": f"https://openalex.org/S{crc32(row.venue.encode())}",
        "display_name": row.venue,
        "issn_l": None,
        "type": "journal" if row.journal else "conference",
        "host_organization_name": row.publisher or None,
    }
    place = {"is_oa": False, "landing_page_url": doi, "source": source if row.venue else None}
    return {
        "id": f"https://openalex.org/{number}",
        "doi": doi,
        "title": row.title,
        "display_name": row.title,
        "publication_year": row.year,
        "publication_date": f"{row.year}-01-01",
        "type": "article",
        "ids": {"openalex": f"https://openalex.org/{number}"},
        "authorships": [
            {"author_position": "middle", "author": {"display_name": name}, "raw_author_name": name}
            for name in (f"{given} {family}" for family, given in row.people)
        ],
        "primary_location": place,
        "locations": [place],
        "biblio": {"volume": row.volume or None, "issue": None, "first_page": first or None, "last_page": last or None},
        "is_retracted": False,
    }


def openalex_list(rows: list[Row], per_page: int) -> bytes:
    meta = {"count": len(rows), "db_response_time_ms": 20, "page": 1, "per_page": per_page, "groups_count": None}
    return _json({"meta": meta, "results": [openalex(row) for row in rows], "group_by": []})


def openalex_work(row: Row) -> bytes:
    return _json(openalex(row))


def datacite(name: str, row: Row) -> bytes:
    """The record of a preprint's DOI."""
    attributes = {
        "doi": f"10.48550/arxiv.{name}",
        "creators": [
            {"name": f"{family}, {given}", "nameType": "Personal", "givenName": given, "familyName": family}
            for family, given in row.people
        ],
        "titles": [{"title": row.title}],
        "publisher": "arXiv",
        "container": {},
        "publicationYear": row.year,
        "dates": [
            {"date": f"{row.year}-01-02T10:00:00Z", "dateType": "Submitted"},
            {"date": "x", "dateType": "Issued"},
        ],
        "types": {"resourceTypeGeneral": "Preprint", "resourceType": "Article", "citeproc": "article-journal"},
        "relatedIdentifiers": [],
        "url": f"https://arxiv.org/abs/{name}",
    }
    return _json({"data": {"id": attributes["doi"], "type": "dois", "attributes": attributes, "relationships": {}}})


def schedule(rows: list[tuple[str, Row]]) -> bytes:
    results = [
        {
            "id": int(event.rpartition("/")[2]),
            "name": row.title,
            "authors": [{"id": 1, "fullname": f"{given} {family}"} for family, given in row.people],
            "eventtype": "Poster",
            "virtualsite_url": f"/virtual/{row.year}/poster/1",
        }
        for event, row in rows
    ]
    return _json({"count": len(results), "next": None, "results": results})


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
