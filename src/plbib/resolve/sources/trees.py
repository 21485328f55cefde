"""XML and HTML of strangers as trees: no entity is expanded, nothing is fetched, what is too deep is refused."""

from collections.abc import Iterator
from typing import Any

from plbib.resolve.sources.values import UnreadableError
from plbib.text.unicode import clean


def xml(body: bytes) -> Any:
    """The root of a document. Raises :class:`UnreadableError` where it is no XML, or defines entities."""
    from lxml import etree  # takes a while to load

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("no XML") from error
    types = root.getroottree().docinfo.internalDTD
    if types is not None and any(True for _ in types.iterentities()):
        raise UnreadableError("XML that defines entities")
    return root


def html(body: bytes) -> Any:
    """The root of a page, in UTF-8 or else in the encoding it declares. Raises :class:`UnreadableError` for none."""
    from lxml import etree, html  # takes a while to load

    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_pis=True, remove_comments=True, encoding=_encoding(body)
    )
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("no page") from error
    return root


def _encoding(body: bytes) -> str | None:
    """UTF-8 if it is that; None leaves it to the page to say."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def line(element: Any) -> str:
    """The text in an element and all below it, on one line; ``""`` for none."""
    return clean("".join(element.itertext())) if element is not None else ""


def lines(element: Any) -> str:
    """The text in an element, its ``br`` as ends of lines."""
    return "".join(_lines(element)) if element is not None else ""


def _lines(element: Any) -> Iterator[str]:
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        yield "\n" if node.tag == "br" else node.text or ""
        if node is not element:
            yield node.tail or ""
