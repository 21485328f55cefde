"""XML read element by element: entities are never expanded, nothing is fetched, and what was read is let go."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from plbib.errors import InputError


def elements(file: BinaryIO, name: str, *tags: str, kept: tuple[str, ...] = ()) -> Iterator[Any]:
    """The elements called one of ``tags``, whole, one after the other; those called ``kept`` stay in the tree.

    Raises :class:`InputError` with the line where it is no XML or ends too early.
    """
    from lxml import etree  # takes a while to load

    parser = etree.iterparse(
        file, tag=tags, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        for _, element in parser:
            yield element
            if element.tag not in kept:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise InputError(f"{name}{line}: no whole XML: {error.msg}", "fetch it again: it was cut, perhaps") from error


def text(element: Any) -> str:
    """The text of an element and all in it, characters by name (``&uuml;``) as dblp writes them read."""
    if element is None:
        return ""
    return " ".join("".join(_parts(element)).split())


def _parts(element: Any) -> Iterator[str]:
    from html import unescape  # takes a while to load

    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _parts(child)
        elif getattr(child, "name", None):  # an entity
            yield unescape(f"&{child.name};")
        yield child.tail or ""
