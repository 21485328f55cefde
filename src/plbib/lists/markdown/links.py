"""A tolerant scanner for Markdown links, linear in the length of the text.

Hand-written lists hold links that CommonMark does not know: ``[T]([x](u))``, ``[[a](u)]``, ``[a] (u)``, ``[a](u "t")``,
parentheses inside addresses, brackets that never close. Brackets are matched once, by a stack, for the whole text;
everything after that is a look-up.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plbib.text.html import unescape
from plbib.text.patterns import regex

_BRACKET = regex(r"\\.|[\[\]()]", re.DOTALL)
_ANCHOR = regex(
    r"<a\b[^<>]{0,400}?\bhref\s{0,9}=\s{0,9}(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))[^<>]{0,400}>(.{0,2000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_BARE = regex(r"(?<!src=)(?<!src=[\"'])<?\b((?:https?|ftp)://[^\s<>\[\]\"`]+)>?")
_TITLED = regex(r"^(\S+)\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\))$")
_IMAGE_LABEL = regex(r"^\s*!\[([^\]]*)\]")
_JOINT = regex(r"\]\(")
_NESTED = regex(r"\]\s*\(\s*<?([^\s<>]*)")
_REFERENCE = regex(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")  # \_ and &amp;
_MAX_ADDRESS = 4096


class LinkToken(Struct, frozen=True, kw_only=True, gc=False):
    """A link as written: raw ``label``, repaired ``target``, the span it covers; ``nested`` if it held another link."""

    label: str
    target: str
    start: int
    end: int
    nested: bool = False


class TagToken(Struct, frozen=True, kw_only=True, gc=False):
    """A bracket that is no link, such as ``[ICLR'23]``."""

    text: str
    start: int
    end: int


class ImageToken(Struct, frozen=True, kw_only=True, gc=False):
    """A picture, which says nothing about a paper."""

    start: int
    end: int


Token = LinkToken | TagToken | ImageToken
References = Mapping[str, str]
"""Addresses by the labels that ``[label]: address`` gives them, in lower case."""
_NONE: References = {}


def scan(text: str, references: References = _NONE) -> tuple[Token, ...]:
    """The links, tags and pictures of ``text`` in order, none inside another."""
    if "<a" not in text and "<A" not in text:
        return _scan(text, references)
    found: list[Token] = []
    at = 0
    for anchor in _ANCHOR.finditer(text):
        found += (moved(token, at) for token in _scan(text[at : anchor.start()], references))
        target, nested = _target(anchor[1] or anchor[2] or anchor[3] or "")
        label = anchor[4]
        found.append(LinkToken(label=label, target=target, start=anchor.start(), end=anchor.end(), nested=nested))
        at = anchor.end()
    return (*found, *(moved(token, at) for token in _scan(text[at:], references)))


def moved(token: Token, by: int) -> Token:
    """``token`` as it stands in a text that has ``by`` more characters in front."""
    return replace(token, start=token.start + by, end=token.end + by) if by else token


def _scan(text: str, references: References) -> tuple[Token, ...]:
    if "[" not in text:
        return tuple(_bare(text, 0, len(text))) if "://" in text else ()
    closing = _matches(text)
    joints = [joint.start() for joint in _JOINT.finditer(text)]
    found: list[Token] = []
    bare_from, at = 0, 0
    for opening in sorted(closing):
        if opening < at or text[opening] != "[":
            continue
        token = _token(text, opening, closing, joints, references)
        if token is None:  # descend into a bracket that only wraps others
            at = opening + 1
            continue
        found.extend(_bare(text, bare_from, opening))
        pictured = isinstance(token, LinkToken) and text.endswith("!", 0, opening)
        found.append(ImageToken(start=opening - 1, end=token.end) if pictured else token)
        bare_from = at = token.end
    found.extend(_bare(text, bare_from, len(text)))
    return tuple(found)


def _matches(text: str) -> dict[int, int]:
    """Position of the closing bracket for each opening one that has one; both kinds are matched on their own."""
    closing: dict[int, int] = {}
    square: list[int] = []
    round_: list[int] = []
    for match in _BRACKET.finditer(text):
        mark = match[0]
        if mark == "[":
            square.append(match.start())
        elif mark == "(":
            round_.append(match.start())
        elif stack := square if mark == "]" else round_ if mark == ")" else None:
            closing[stack.pop()] = match.start()
    return closing


def _token(
    text: str, opening: int, closing: dict[int, int], joints: list[int], references: References
) -> LinkToken | TagToken | None:
    """The link or tag that starts with the bracket at ``opening``; None if it only wraps others."""
    end = closing[opening]
    at = end + 1
    if text.startswith(" (", at) and text.startswith(("http", "doi", "10."), at + 2):
        at += 1
    if not text.startswith("(", at):
        if bisect_left(joints, opening) < bisect_left(joints, end):
            return None
        if references and (named := _referenced(text, opening, end, references)):
            return named
        stray = _stray(text, end, closing, joints)
        if stray is not None:
            target, nested = _target(text[stray + 2 : closing[stray + 1]])
            label = text[opening + 1 : stray]
            return LinkToken(label=label, target=target, start=opening, end=closing[stray + 1] + 1, nested=nested)
        return _tag(text[opening + 1 : end], opening, end + 1)
    stop = closing.get(at)
    if stop is None:  # never closed: the address ends at the first blank
        run = regex(r"[^\s]*").match(text, at + 1, at + 1 + _MAX_ADDRESS)
        stop = run.end() if run else at + 1
    target, nested = _target(text[at + 1 : stop])
    return LinkToken(
        label=text[opening + 1 : end], target=target, start=opening, end=min(stop + 1, len(text)), nested=nested
    )


def _stray(text: str, end: int, closing: dict[int, int], joints: list[int]) -> int | None:
    """Where a label ends that has a closing bracket too many: ``[Kites] of (Paper)](u)``; None if this is none."""
    at = bisect_left(joints, end)
    if at == len(joints) or joints[at] - end > _MAX_LABEL or joints[at] + 1 not in closing:
        return None
    between = text[end + 1 : joints[at]]
    return joints[at] if between.strip() and not _BROKEN.search(between) else None


_MAX_LABEL = 300
_BROKEN = regex(r"[\[\n]|\]\(")
_CALLED = regex(r"\s*\[([^\[\]]{0,200})\]")
_ADDRESS = regex(r"\[*(https?://[^\s\[\]]+)")


def _referenced(text: str, opening: int, end: int, references: References) -> LinkToken | None:
    """The link ``[label][name]``, ``[name][]`` or ``[name]``, if its name is one of ``references``."""
    label = text[opening + 1 : end]
    called = _CALLED.match(text, end + 1, end + 210)
    name = " ".join((called[1] if called and called[1].strip() else label).lower().split())
    if name not in references:
        called, name = None, " ".join(label.lower().split())
    if name not in references:
        return None
    return LinkToken(label=label, target=references[name], start=opening, end=called.end() if called else end + 1)


def _tag(inside: str, start: int, end: int) -> LinkToken | TagToken:
    """A bracket without an address behind it; one that holds nothing but an address is a link all the same."""
    address = _ADDRESS.match(inside) if "://" in inside else None
    if address and not inside[address.end() :].strip():
        return LinkToken(label="", target=_balanced(address[1]), start=start, end=end)
    return TagToken(text=inside, start=start, end=end)


def _target(raw: str) -> tuple[str, bool]:
    """The address in what stands between the parentheses, and whether it was the target of a link inside."""
    raw = _REFERENCE.sub(lambda found: found[1] or unescape(found[0]), raw.strip())
    inner = _NESTED.findall(raw) if "](" in raw or "] (" in raw else []
    if inner:
        return _balanced(inner[-1]), True
    titled = _TITLED.match(raw) if raw[-1:] in ('"', "'", ")") else None
    address = (titled[1] if titled else raw).removeprefix("<").removesuffix(">").strip()
    return address[1:-1] if address.startswith("(http") and address[-1] == ")" else address, False


def _balanced(address: str) -> str:
    """``address`` without the closing parentheses of the link around it."""
    extra = address.count(")") - address.count("(")
    at_end = len(address) - len(address.rstrip(")"))
    return address[: len(address) - max(0, min(extra, at_end))]


def _bare(text: str, start: int, end: int) -> Iterator[LinkToken]:
    for match in _BARE.finditer(text, start, end) if text.find("://", start, end) >= 0 else ():
        address = _balanced(match[1].rstrip(".,;:!?*_'"))
        yield LinkToken(label="", target=address, start=match.start(), end=match.end())


def image_label(label: str) -> str | None:
    """The alternative text of a badge, for a link whose label is an image."""
    match = _IMAGE_LABEL.match(label)
    return match[1] if match else None
