"""Front matter: data at the head of a page, as Hugo, Jekyll and Obsidian have it; a page can be about one paper."""

import re
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import InputError
from plbib.lists.columns import Columns
from plbib.lists.sheets import reader
from plbib.lists.sheets.columns import role_of
from plbib.lists.sheets.objects import tree_of_toml
from plbib.lists.sheets.sheet import Mapping, Sheet, SheetRow, text_of
from plbib.lists.sheets.yamltext import tree_of_yaml
from plbib.model import Reading
from plbib.text.patterns import regex

_YAML = regex(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = regex(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = regex(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_SURE = frozenset(["doi", "arxiv", "venue", "key"])
"""Roles of fields that only the page of a paper has."""
_PLACES = regex(r"publisher|organi[sz]ation|event")


class Page(Struct, frozen=True, kw_only=True):
    """A page: its front matter, the line on which that ends, and the text with blank lines in its place."""

    data: Mapping
    end_line: int
    body: str


def page(text: str, file: str) -> Page | None:
    """``text`` as a page; None without front matter. Raises :class:`InputError` with the place where that is broken."""
    head = _YAML.match(text) if text.startswith("---") else _TOML.match(text) if text.startswith("+++") else None
    if head is None:
        return None
    inside = "\n" + (head[1] or "")
    try:
        data = tree_of_yaml(inside, file) if text[0] == "-" else tree_of_toml(inside, file)
    except InputError:
        if _is_data(inside):
            raise
        return None
    if not isinstance(data, Mapping):
        return None
    lines = head[0].count("\n")
    return Page(data=data, end_line=lines, body="\n" * lines + text[head.end() :])


def _is_data(text: str) -> bool:
    """Whether what stands between two rules is meant as data: a name with a colon on its first line."""
    return bool(re.match(r"\s*[\w-]+\s*[:=]", text))


def paper(read: Page, listed: Reading, file: str, columns: Columns) -> Reading | None:
    """The paper that a page is about; None if it is about none. ``listed`` is its text, read as a list.

    A page with a title and authors whose text lists papers is a list; with a DOI, a venue or a key, it is a paper.
    """
    roles = {role_of(name) for name, value in read.data.fields.items() if text_of(value) and not _PLACES.search(name)}
    if not (_SURE & roles or ("authors" in roles and not listed.entries)) or not ({"title", "authors"} & roles):
        return None
    data = read.data
    if "title" not in roles:
        data = replace(data, fields={"title": _title(read.body, file), **data.fields})
    row = SheetRow(cells=replace(data, line=1, column=1), end_line=read.end_line)
    return replace(reader.read(Sheet(rows=(row,)), file, columns), single=True)


def _title(body: str, file: str) -> str:
    """What a page without a title is called: its heading, else as the file."""
    heading = _HEADING.search(body)
    return heading[1] if heading else PurePath(file).stem
