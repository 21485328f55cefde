"""What the fields of one paper say, collected role by role."""

import re
from collections.abc import Callable, Iterator, Sequence

from plbib.lists import dates, titles
from plbib.lists.entries import is_address
from plbib.lists.markdown.links import LinkToken, scan
from plbib.lists.sheets.sheet import Mapping, Value, text_of
from plbib.model import Link
from plbib.papers import venues
from plbib.papers.identifiers import address, identify
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_LIST = regex(r"\s*[;,]\s*")
_LEVEL = regex(r"\s+[/>»›→]\s+")
_EMPHASIS = regex(r"^([*_]{1,3})(?=\S)(.*\S)\1$")
_WIKI = regex(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_ANCHOR = regex(r"<a\b", re.IGNORECASE)
_NOTES = frozenset("note notes comment comments summary description tldr tl;dr abstract excerpt".split())
_FIRST = ("title", "url", "link", "paper", "paper url", "paperurl", "pdf", "doi", "arxiv", "html", "openreview")
COUNTED = ("volume", "issue", "pages")
_PAGES = {"openreview": "https://openreview.net/forum?id={}"}


class PaperFields:
    """What the fields of a row say; the first that says a thing counts."""

    def __init__(self, key: str = "") -> None:
        self.title = ""
        self.venue: str | None = None
        self.year: int | None = None
        self.date: str | None = None
        self.authors: str | None = None
        self.affiliation: str | None = None
        self.short_name: str | None = None
        self.key = key
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.counted: dict[str, str] = {}  # volume, issue, pages
        self.links: list[tuple[str, str]] = []
        self.category: tuple[str, ...] = ()

    def take(self, role: str, name: str, value: Value) -> None:
        """Read the field called ``name`` as what its ``role`` says."""
        if value in ("", []):
            return
        how: dict[str, Callable[[str, Value], None]] = {
            "title": self._title,
            "authors": self._authors,
            "venue": self._venue,
            "year": self._dated,
            "date": self._dated,
            "category": self._category,
            "subcategory": self._subcategory,
            "tags": self._tags,
            "key": self._key,
            "doi": self._identifier,
            "arxiv": self._identifier,
            "link": self._link,
            "skip": _nothing,
            "": self._rest,
        }
        if role in ("title", "note", "") and isinstance(value, str) and is_address(value) and not identify(value):
            self._link(name, value)
        elif role in how:
            how[role](name, value)
        elif role == "note":
            text = clean(text_of(value))
            self.notes.append(text if name.lower() in _NOTES else f"{name}: {text}")
        elif role == "short":
            self.short_name = self.short_name or cleaned(value)
        elif role in COUNTED:
            self._counted(role, name, value)
        elif role == "affiliation":
            self.affiliation = self.affiliation or cleaned(value)

    @staticmethod
    def rank(label: str) -> int:
        """Where a link stands among others: the paper's own page comes first."""
        plain = label.lower().replace("_", " ")
        return _FIRST.index(plain) if plain in _FIRST else len(_FIRST)

    def _counted(self, role: str, name: str, value: Value) -> None:
        text = cleaned(value)
        if "://" in text:
            self._link(name, value)
        elif role not in self.counted or name.lower() == role:  # a column "No" may count the rows
            self.counted[role] = text

    def _title(self, name: str, value: Value) -> None:
        text = text_of(value)
        links = _links_in(text)
        if links:
            self.links.append(("title", links[0].target))
            text = links[0].label
        if not self.title and not identify(text):
            self.title = cleaned(text)
        elif identify(text):
            self._identifier(name, text)
        elif cleaned(text) != self.title:
            self.notes.append(f"{name}: {cleaned(text)}")

    def _authors(self, _: str, value: Value) -> None:
        if self.authors:
            return
        if isinstance(value, str):
            self.authors = cleaned(value) or None
            return
        names = [*filter(None, map(_person, value if isinstance(value, list) else [value]))]
        apart = "; " if any("," in name for name in names) else ", "
        self.authors = apart.join(names) or None

    def _venue(self, name: str, value: Value) -> None:
        text = cleaned(value.fields.get("title", value) if isinstance(value, Mapping) else value)
        dated = dates.find(text)
        if dated and (dated.start == 0 or dated.end == len(text)):
            self._dated(name, text)
            text = (text[: dated.start] + text[dated.end :]).strip(" ,.;:()[]'’-–—/")
        if not self.venue:
            self.venue = text or None
        elif len(text) < len(self.venue) and venues.find(text):  # the short name beside the whole one
            self.venue = text

    def _dated(self, _: str, value: Value) -> None:
        dated = dates.find(text_of(value))
        if dated:
            self.year = self.year or dated.year
            self.date = self.date or dated.date

    def _category(self, _: str, value: Value) -> None:
        """A path; of several categories the first, and the others as tags."""
        first, *others = value if isinstance(value, list) else [value]
        path = tuple(filter(None, map(cleaned, _LEVEL.split(text_of(first)))))
        self.category = (*path, *self.category)
        self.tags += filter(None, map(cleaned, others))

    def _subcategory(self, _: str, value: Value) -> None:
        self.category = (*self.category, *filter(None, [cleaned(value)]))

    def _tags(self, _: str, value: Value) -> None:
        parts: Sequence[Value] = value if isinstance(value, list) else _LIST.split(text_of(value))
        self.tags += filter(None, map(cleaned, parts))

    def _key(self, _: str, value: Value) -> None:
        self.key = cleaned(value) or self.key

    def _identifier(self, name: str, value: Value) -> None:
        for text in re.split(r"[\s;]+", text_of(value)):
            found = identify(text) or (identify(f"{name}:{text}") if "://" not in text else None)
            url = text if "://" in text else address(found.kind, found.value) if found else None
            if url:
                self.links.append((name, url))
            elif text:
                self.notes.append(f"{name}: {text}")

    def _link(self, name: str, value: Value) -> None:
        for label, text in _labelled(name, value):
            marked = _links_in(text)
            if marked:
                self.links += [(titles.label(link) or label, link.target) for link in marked]
                continue
            for part in text.split() if "://" in text else [text.strip()]:
                page = _PAGES.get(label.lower())
                found = identify(part)
                if "://" not in part and found:
                    self.links.append((label, address(found.kind, found.value) or part))
                elif page and re.fullmatch(r"[\w-]+", part):
                    self.links.append((label, page.format(part)))
                elif part:
                    self.links.append((label, part.rstrip(",;")))

    def _rest(self, name: str, value: Value) -> None:
        """A column that nothing tells: addresses are links, all else is a note by its name."""
        text = text_of(value)
        if "://" in text:
            self._link(name, value)
        elif text:
            self.notes.append(f"{name}: {clean(text)}")


def _nothing(_: str, __: Value) -> None:
    """Of no use for a paper."""


def cleaned(value: Value) -> str:
    """A value as one text without emphasis around the whole, and links of a wiki as what they show."""
    text = clean(_WIKI.sub(r"\1", text_of(value)))
    match = _EMPHASIS.match(text)
    return match[2] if match else text


def paper_link(links: Sequence[Link]) -> str | None:
    """The identifier of a paper that one of ``links`` names, to stand where the title is not known."""
    found = next(filter(None, (identify(link.url) for link in links)), None)
    return found.value if found else None


def _person(value: Value) -> str:
    """A name as people print it, given name first."""
    if isinstance(value, Mapping):
        parts = {name.lower().replace("_", " "): text_of(part) for name, part in value.fields.items()}
        given = parts.get("given") or parts.get("first") or parts.get("first name") or parts.get("firstname") or ""
        family = parts.get("family") or parts.get("last") or parts.get("last name") or parts.get("lastname") or ""
        whole = f"{given} {family}" if family else parts.get("name") or parts.get("literal") or ""
        return clean(whole)
    text = cleaned(value)
    family, comma, given = text.partition(", ")
    return f"{given} {family}" if comma and "," not in given else text


def _links_in(text: str) -> list[LinkToken]:
    """Links in Markdown or HTML within a text."""
    if "](" not in text and not _ANCHOR.search(text):
        return []
    return [token for token in scan(text) if isinstance(token, LinkToken)]


def _labelled(name: str, value: Value) -> Iterator[tuple[str, str]]:
    """The addresses of a field with what they are called: ``{pdf: …}``, ``[{name: PDF, url: …}]``, a text."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for member in value:
            yield from _labelled(name, member)
    else:
        fields = {key.lower(): text_of(text) for key, text in value.fields.items()}
        url = fields.get("url") or fields.get("href") or fields.get("link")
        if url:
            yield fields.get("name") or fields.get("title") or fields.get("label") or fields.get("text") or name, url
        else:
            yield from fields.items()
