"""A tolerant scanner for Markdown links, linear in the length of the text.

Hand-written lists hold links that CommonMark does not know: ``[T]([x](u))``, ``[[a](u)]``, ``[a] (u)``, ``[a](u "t")``,
parentheses inside addresses, brackets that never close. Brackets are matched once, by a stack, for the whole text;
everything after that is a look-up.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

_BRACKET = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_BARE = re.compile(r"<?\b(https?://[^\s<>\[\]\"`]+)>?")
_TITLED = re.compile(r"^(\S+)\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\))$")
_IMAGE_LABEL = re.compile(r"^\s*!\[([^\]]*)\]")
_JOINT = re.compile(r"\]\(")
_NESTED = re.compile(r"\]\s*\(\s*<?([^\s<>]*)")
_REFERENCE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")  # \_ and &amp;
_MAX_ADDRESS = 4096


class LinkToken(Struct, frozen=True, kw_only=True):
    """A link as written: raw ``label``, repaired ``target``, the span it covers; ``nested`` if it held another link."""

    label: str
    target: str
    start: int
    end: int
    nested: bool = False


class TagToken(Struct, frozen=True, kw_only=True):
    """A bracket that is no link, such as ``[ICLR'23]``."""

    text: str
    start: int
    end: int


Token = LinkToken | TagToken


def scan(text: str) -> tuple[Token, ...]:
    """The links and tags of ``text`` in order, none inside another."""
    closing = _matches(text)
    joints = [joint.start() for joint in _JOINT.finditer(text)]
    found: list[Token] = []
    bare_from, at = 0, 0
    for opening in sorted(closing):
        if opening < at or text[opening] != "[":
            continue
        token = _token(text, opening, closing, joints)
        if token is None:  # descend into a bracket that only wraps others
            at = opening + 1
            continue
        found.extend(_bare(text, bare_from, opening))
        if not (isinstance(token, LinkToken) and text.endswith("!", 0, opening)):  # an image is no link
            found.append(token)
        bare_from = at = token.end
    found.extend(_bare(text, bare_from, len(text)))
    return tuple(found)


def _matches(text: str) -> dict[int, int]:
    """Position of the closing bracket for each opening one that has one; both kinds are matched on their own."""
    closing: dict[int, int] = {}
    open_at: dict[str, list[int]] = {"[": [], "(": []}
    for found in _BRACKET.finditer(text):
        mark = found[0]
        if mark in open_at:
            open_at[mark].append(found.start())
        elif mark in ")]" and (stack := open_at["(" if mark == ")" else "["]):
            closing[stack.pop()] = found.start()
    return closing


def _token(text: str, opening: int, closing: dict[int, int], joints: list[int]) -> Token | None:
    """The link or tag that starts with the bracket at ``opening``; None if it only wraps others."""
    end = closing[opening]
    at = end + 1
    if text.startswith(" (", at) and text.startswith(("http", "doi", "10."), at + 2):
        at += 1
    if not text.startswith("(", at):
        wraps = bisect_left(joints, opening) < bisect_left(joints, end)
        return None if wraps else TagToken(text=text[opening + 1 : end], start=opening, end=end + 1)
    stop = closing.get(at)
    if stop is None:  # never closed: the address ends at the first blank
        run = re.compile(r"[^\s]*").match(text, at + 1, at + 1 + _MAX_ADDRESS)
        stop = run.end() if run else at + 1
    target, nested = _target(text[at + 1 : stop])
    return LinkToken(
        label=text[opening + 1 : end], target=target, start=opening, end=min(stop + 1, len(text)), nested=nested
    )


def _target(raw: str) -> tuple[str, bool]:
    """The address in what stands between the parentheses, and whether it was the target of a link inside."""
    raw = _REFERENCE.sub(lambda found: found[1] or html.unescape(found[0]), raw.strip())
    inner = _NESTED.findall(raw) if "](" in raw or "] (" in raw else []
    if inner:
        return _balanced(inner[-1]), True
    titled = _TITLED.match(raw) if raw[-1:] in ('"', "'", ")") else None
    return (titled[1] if titled else raw).removeprefix("<").removesuffix(">").strip(), False


def _balanced(address: str) -> str:
    """``address`` without the closing parentheses of the link around it."""
    extra = address.count(")") - address.count("(")
    at_end = len(address) - len(address.rstrip(")"))
    return address[: len(address) - max(0, min(extra, at_end))]


def _bare(text: str, start: int, end: int) -> Iterator[LinkToken]:
    for found in _BARE.finditer(text, start, end):
        address = _balanced(found[1].rstrip(".,;:!?*_'"))
        yield LinkToken(label="", target=address, start=found.start(), end=found.end())


def image_label(label: str) -> str | None:
    """The alternative text of a badge, for a link whose label is an image."""
    found = _IMAGE_LABEL.match(label)
    return found[1] if found else None
