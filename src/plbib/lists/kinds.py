"""Kinds of files that list papers, by the ends of their names. A new one is a function and a line here.

What reads a kind is loaded when a file of that kind is read: most lists are Markdown.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from msgspec.structs import replace

from plbib.io.config import ProfileConfig
from plbib.lists import reader as markdown
from plbib.lists.columns import NO_COLUMNS, Columns
from plbib.lists.profile import NONE as NO_PROFILE
from plbib.model import Reading

KINDS = {
    ".csv": "sheets.delimited",
    ".tsv": "sheets.delimited",
    ".tab": "sheets.delimited",
    ".json": "sheets.objects",
    ".yml": "sheets.yamltext",
    ".yaml": "sheets.yamltext",
    ".html": "markup.html",
    ".htm": "markup.html",
    ".rst": "markup.rst",
    ".org": "markup.org",
    ".adoc": "markup.asciidoc",
    ".asciidoc": "markup.asciidoc",
    ".wiki": "markup.mediawiki",
    ".mediawiki": "markup.mediawiki",
}
"""End of a file's name → the module that has ``read(text, file, columns)``; all else is Markdown."""


def read(text: str, file: str, columns: Columns = NO_COLUMNS, profile: ProfileConfig = NO_PROFILE) -> Reading:
    """The list in ``text``, as the end of the name ``file`` says; Markdown if it says nothing.

    ``columns`` are those that the project declares, ``profile`` is what it says of a list in Markdown. Raises
    :class:`~plbib.errors.InputError` for broken data.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    kind = KINDS.get(_end(text, file))
    if kind:
        module = import_module(f"plbib.lists.{kind}")
        return cast("Callable[[str, str, Columns], Reading]", module.read)(text, file, columns)
    if "\\bibitem" in text:
        return cast("Callable[[str, str, Columns], Reading]", import_module("plbib.lists.markup.latex").read)(
            text, file, columns
        )
    if text.startswith(("---", "+++")):
        return _page(text, file, columns, profile)
    return markdown.read(text, file, profile)


def _end(text: str, file: str) -> str:
    """The end of a file's name; of what has no name (standard input) as the text begins."""
    page = not PurePath(file).suffix and text[:200].lstrip().lower().startswith(("<!doctype html", "<html"))
    return ".html" if page else PurePath(file).suffix.lower()


def is_markdown(file: str) -> bool:
    """Whether a file of this name is read as Markdown."""
    return PurePath(file).suffix.lower() not in KINDS


def _page(text: str, file: str, columns: Columns, profile: ProfileConfig) -> Reading:
    """A page that may have front matter."""
    from plbib.lists import frontmatter
    from plbib.lists.sheets.sheet import text_of

    page = frontmatter.page(text, file)
    if page is None:
        return markdown.read(text, file, profile)
    listed = markdown.read(page.body, file, profile)
    title = text_of(page.data.fields.get("title", ""))
    return frontmatter.paper(page, listed, file, columns) or replace(listed, title=listed.title or title)
