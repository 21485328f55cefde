"""Pictures in entries, such as badges: those of the list are printed again, those about one paper are not."""

import re
from urllib.parse import urlsplit

from plbib.lists.writing import labels
from plbib.lists.writing.marks import IDENTIFIER, LABEL, LINK, ROLE, URL
from plbib.model import Entry
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

IMAGE = r"(?:!\[[^\[\]]*\]\([^()\s]*\)|<img\b[^<>]*>)"
_IMAGE = regex(rf"[ \t]*{IMAGE}")
_BADGE = regex(rf"[ \t]*\[({IMAGE})\]\({URL}\)")
_LINKED = regex(rf"(?:[ \t]*[•·,/;|])?[ \t]*(?:\[{IMAGE}\]\({LINK}\)|<a [^<>]*{LINK}[^<>]*>{IMAGE}</a>)")


def generalise(text: str, entry: Entry) -> str:
    """``text`` without pictures of what is of this entry alone: its identifier becomes a mark, stars are left out."""
    if "![" not in text and "<img" not in text:
        return text
    main = labels.main_link(entry)
    named = identify(main.url) if main else None
    own = [_project(link.url) for link in entry.links if link is not main]

    def marked(picture: re.Match[str]) -> str:
        printed = picture[0]
        if any(name and name in printed for name in own):
            return LABEL if text[: picture.start()].endswith("[") and text.startswith("](", picture.end()) else ""
        return printed.replace(named.value, IDENTIFIER) if named else printed

    return _IMAGE.sub(marked, text)


def _project(url: str) -> str:
    """The owner and name of a project that an address leads to, ``""`` for other addresses."""
    try:
        path = urlsplit(url).path.strip("/").split("/")
    except ValueError:
        return ""
    return "/".join(path[:2]) if len(path) > 1 else ""


def fitted(text: str, url: str) -> str:
    """A form with a plain label in the place of a badge that names arXiv, where ``url`` is no address of that."""
    named = identify(url)
    if named and named.kind == "arxiv":
        return text
    return _BADGE.sub(
        lambda badge: f" [[{ROLE}]({URL})]" if "arxiv" in badge[1].lower() or IDENTIFIER in badge[1] else badge[0], text
    )


def without_others(text: str) -> str:
    """A form without badges that lead to something beside the paper."""
    return _LINKED.sub("", text)


def without_address(text: str) -> str:
    """A form without badges that lead to the paper."""
    return _BADGE.sub("", text)


def without(text: str, shared: frozenset[str]) -> str:
    """``text`` without the pictures that many entries have, and those with a mark."""
    return _IMAGE.sub(
        lambda picture: "" if picture[0].strip() in shared or IDENTIFIER in picture[0] else picture[0], text
    )


def pictures_of(text: str) -> frozenset[str]:
    """The pictures in a form."""
    return frozenset(picture[0].strip() for picture in _IMAGE.finditer(text))
