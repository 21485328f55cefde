"""Pages of lists: their formats, their headers, the links to the other pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.servers.zotero.access import WEB
from tests.servers.zotero.exchange import Answer, as_json, internal
from tests.servers.zotero.model import Thing
from tests.servers.zotero.options import Options
from tests.servers.zotero.session import Session

Show = Callable[[Any], dict[str, Any]]


def page(session: Session, things: Sequence[Thing], show: Show) -> Answer:
    """The page asked for of objects in their order, in the format asked for."""
    chosen = cut(things, session.options)
    headers = page_headers(session, len(things))
    match session.options.format:
        case "json":
            return as_json([show(thing) for thing in chosen], headers)
        case "versions":
            return as_json({thing.key: thing.version for thing in chosen}, headers)
        case "keys":
            lines = "\n".join(thing.key for thing in chosen) + "\n"
            return Answer(headers={"Content-Type": "text/plain", **headers}, body=lines.encode())
        case _:
            raise internal("other formats need servers that are not here")


def cut(things: Sequence[Any], options: Options) -> Sequence[Any]:
    return things[options.start : options.start + options.limit] if options.limit else things


def page_headers(session: Session, total: int) -> Mapping[str, str]:
    headers = {"Total-Results": str(total), "Link": _link(session, total)}
    return headers | {"Last-Modified-Version": str(session.version)}


def _link(session: Session, total: int) -> str:
    """The addresses of the other pages. A repeated parameter comes out joined by a comma, as the real server does."""
    path, options = urlsplit(session.call.target).path, session.options
    here = _address(session.call.base + path, options.shown, options.start)
    found = {
        name: _address(session.call.base + path, options.shown, start)
        for name, start in _starts(options, total).items()
    }
    pages = [f'<{url}>; rel="{name}"' for name, url in found.items() if name in {"prev", "next"} or url != here]
    return ", ".join([*pages, f'<{WEB}{path}>; rel="alternate"'])


def _starts(options: Options, total: int) -> dict[str, int]:
    start, limit = options.start, options.limit
    starts = {"first": 0}
    if start:
        starts["prev"] = max(start - limit, 0)
    if limit and start + limit < total:
        starts["next"] = start + limit
    if limit and (start or limit < total):
        starts["last"] = max(total - limit if start >= total else (total - 1) // limit * limit, 0)
    return starts


def _address(url: str, shown: dict[str, str], start: int) -> str:
    parameters = {name: value for name, value in shown.items() if name != "start"}
    if start:
        parameters["start"] = str(start)
    return f"{url}?{urlencode(sorted(parameters.items()))}" if parameters else url
