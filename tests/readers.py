"""How other programs see what plbib writes."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token


class Html(HTMLParser):
    """What a browser sees: the text, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class _Reader(MarkdownIt):
    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """The address as it is; markdown-it would show a prettier one."""
        return link


class Markdown:
    """What a reader of Markdown (CommonMark with tables) sees: the text, the kinds of markup, the links."""

    def __init__(self, page: str) -> None:
        self.text = ""
        self.markup: set[str] = set()
        self.links: list[str] = []
        self._add(_Reader("commonmark").enable(["table", "strikethrough"]).parse(page))

    def _add(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._add(token.children or [])
            elif token.type == "text":
                self.text += token.content
            elif token.type in ("softbreak", "hardbreak"):
                self.text += "\n"
            elif not token.type.endswith("_close"):
                self.markup.add(token.content if token.type == "html_inline" else token.type.removesuffix("_open"))
                if token.type == "link_open":
                    self.links.append(str(token.attrs["href"]))


def pybtex_keys(text: str) -> list[str]:
    """The keys pybtex finds in a .bib; it raises for anything it does not like."""
    from pybtex.database import parse_string

    return list(parse_string(text, "bibtex").entries)


def bibtexparser_keys(text: str) -> list[str]:
    """The keys bibtexparser finds in a .bib."""
    from bibtexparser.bparser import BibTexParser

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    return [entry["ID"] for entry in parser.parse(text).entries]


def zotero_collections(text: str) -> dict[tuple[str, ...], list[str]]:
    """The collections Zotero makes of the groups in a .bib, each with the keys of its items.

    Written from what its importer does: a comment ends at the first closing brace; ``;`` ends a row and, within a row,
    a field; a backslash quotes the next character; the first digit is the depth.
    """
    collections: dict[tuple[str, ...], list[str]] = {}
    path: tuple[str, ...] = ()
    for part in text.split("@Comment{")[1:]:
        comment = part.partition("}")[0]
        if not comment.startswith("jabref-meta: groupstree:"):
            continue
        for row in _fields(comment.removeprefix("jabref-meta: groupstree:").replace("\r", "").replace("\n", "")):
            head, *rest = _fields(row)
            if len(rest) == 0 or head[2:].partition(":")[0] != "ExplicitGroup":
                continue
            depth, name = int(head[0]), head[2:].partition(":")[2]
            path = (*path[: depth - 1], name)
            collections[path] = [key for key in rest[1:] if key]
    return collections


def _fields(text: str) -> list[str]:
    parts, quoted = [""], False
    for character in text:
        if quoted or character not in ";\\":
            parts[-1] += character
            quoted = False
        elif character == ";":
            parts.append("")
        else:
            quoted = True
    return parts
