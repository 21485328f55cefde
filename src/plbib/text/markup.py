"""CSL's inline markup in titles: ``<i>``, ``<b>``, ``<sub>``, ``<sup>``, ``<sc>``, ``<span class="nocase">``.

``nodecor`` in place of ``nocase`` is text without the fonts around it. Only what is closed and properly nested is
markup, and at most ``_DEEPEST`` tags deep; any other ``<`` is text.
"""

import re
from collections.abc import Callable
from itertools import groupby

from msgspec import Struct

from plbib.text.patterns import regex

_TAGS = {
    "<i>": "i",
    "<b>": "b",
    "<sub>": "sub",
    "<sup>": "sup",
    "<sc>": "sc",
    '<span class="nocase">': "nocase",
    '<span class="nodecor">': "nodecor",
    '<span style="font-variant:small-caps;">': "sc",
    '<span style="font-variant: small-caps;">': "sc",
}
_CLOSES = {tag: "</span>" if tag.startswith("<span") else tag.replace("<", "</") for tag in _TAGS}
_DEEPEST = 20
_TOKEN = regex("(" + "|".join(map(re.escape, [*_TAGS, *dict.fromkeys(_CLOSES.values())])) + ")")


class Marked(Struct, frozen=True):
    """Text in one tag: ``i``, ``b``, ``sub``, ``sup``, ``sc``, ``nocase`` or ``nodecor``."""

    tag: str
    parts: "tuple[str | Marked, ...]"


def parse(text: str) -> tuple[str | Marked, ...]:
    """``text`` cut into plain text and what is marked."""
    if "<" not in text:
        return (text,) if text else ()
    open_tags: list[tuple[str, list[str | Marked]]] = [("", [])]
    for token in _TOKEN.split(text):
        if token in _TAGS and len(open_tags) <= _DEEPEST:
            open_tags.append((token, []))
        elif token.startswith("</") and any(_CLOSES.get(tag) == token for tag, _ in open_tags):
            while _CLOSES.get(open_tags[-1][0]) != token:
                _abandon(open_tags)
            tag, parts = open_tags.pop()
            open_tags[-1][1].append(Marked(_TAGS[tag], _joined(parts)))
        elif token:
            open_tags[-1][1].append(token)
    while len(open_tags) > 1:
        _abandon(open_tags)
    return _joined(open_tags[0][1])


def _abandon(open_tags: list[tuple[str, list[str | Marked]]]) -> None:
    """A tag that is not closed is text."""
    tag, parts = open_tags.pop()
    open_tags[-1][1].extend([tag, *parts])


def _joined(parts: list[str | Marked]) -> tuple[str | Marked, ...]:
    """Neighbouring texts as one."""
    joined: list[str | Marked] = []
    for is_text, group in groupby(parts, lambda part: isinstance(part, str)):
        run = list(group)
        joined += ["".join(map(str, run))] if is_text else run
    return tuple(joined)


def render(text: str, of_text: Callable[[str], str], around: Callable[[str, str], str]) -> str:
    """``text`` with ``of_text`` applied to plain text and ``around(tag, inner)`` to what is marked."""
    if "<" not in text:  # as most is
        return of_text(text) if text else ""

    def one(part: str | Marked) -> str:
        if isinstance(part, str):
            return of_text(part)
        return around(part.tag, "".join(map(one, part.parts)))

    return "".join(map(one, parse(text)))


def plain(text: str) -> str:
    """``text`` without its markup."""
    return render(text, str, lambda tag, inner: inner) if "<" in text else text  # noqa: ARG005
