"""Answers changed in their shape, never in what their texts say: dropped, nulled, wrapped, unwrapped, added to."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree, html

KINDS = ("drop", "null", "wrap", "unwrap", "unknown", "number", "empty")


def mutated(body: bytes, luck: random.Random) -> bytes:
    """The body with one to three changes; JSON, XML, HTML and BibTeX each in its own way."""
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        return _json(body, luck)
    if start == b"@":
        return _lines(body, luck)
    return _tree(body, luck)


def _json(body: bytes, luck: random.Random) -> bytes:
    root = [deepcopy(json.loads(body))]
    for _ in range(luck.randint(1, 3)):
        places = [*_places(root)]
        if places:
            _change(*luck.choice(places), luck)
    return json.dumps(root[0] if root else None).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """All members of all containers below ``value``, each as container and key."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield value, key
        yield from _places(member)


def _change(container: Any, key: Any, luck: random.Random) -> None:
    value, kind = container[key], luck.choice(KINDS)
    if kind == "drop":
        del container[key]
    elif kind == "unknown":
        container[key] = value | {"unknown": {"x": [1]}} if isinstance(value, dict) else value
    else:
        first = next(iter(value), None) if isinstance(value, list) else value
        changes = {"null": None, "wrap": [value], "unwrap": first, "number": 7, "empty": type(value)()}
        container[key] = changes[kind] if value is not None or kind in ("wrap", "number") else None


def _tree(body: bytes, luck: random.Random) -> bytes:
    is_page = b"<html" in body[:2000].lower() or b"<!doctype html" in body[:200].lower()
    root = html.document_fromstring(body) if is_page else etree.fromstring(body)
    for _ in range(luck.randint(1, 3)):
        elements = [element for element in root.iter() if isinstance(element.tag, str) and element is not root]
        if is_page:
            elements = [one for one in elements if one.tag in ("meta", "div", "a", "script", "code", "br", "title")]
        if not elements:
            break
        element, kind = luck.choice(elements), luck.choice(("drop", "empty", "double", "unnamed", "unknown"))
        if kind == "drop":
            element.getparent().remove(element)
        elif kind == "empty":
            element.clear(keep_tail=True)
        elif kind == "double":
            element.addnext(deepcopy(element))
        elif kind == "unnamed":
            element.attrib.clear()
        else:
            element.append(element.makeelement("unknown"))
    return bytes(html.tostring(root) if is_page else etree.tostring(root))


def _lines(body: bytes, luck: random.Random) -> bytes:
    lines = body.splitlines(keepends=True)
    place = luck.randrange(len(lines))
    lines[place : place + 1] = luck.choice(([], [lines[place]] * 2, [b"  unknown = {x},\n", lines[place]]))
    return b"".join(lines)
