"""Addresses and DOIs in the text of a reference, and where they lead: ``http`` and ``https`` only."""

import re

from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.text.patterns import regex

_OPEN, _CLOSE = OPEN[Mark.LINK], CLOSE[Mark.LINK]
_NOT = r"\s\"“”«»\\`\ue000-\ue03f"  # what ends an address in running text
_INSIDE = rf"\([^{_NOT}()<>]*\)"  # a bracket that was opened in the address belongs to it
_LAST = rf"(?:{_INSIDE}|[^{_NOT}<>.,;:!?()\[\]{{}}'’])"


def _up_to_last(ends: str) -> str:
    """What stands before the last character: runs of what is neither an end nor a bracket, and the brackets."""
    return rf"[^{ends}(]*(?:(?>{_INSIDE}|\()[^{ends}(]*)*"


_REST = _up_to_last(f"{_NOT}<>") + _LAST
_SUFFIX = _up_to_last(_NOT) + _LAST  # a DOI may hold < and > (ANSI Z39.56)
_DOI = rf"10\.\d{{4,9}}/{_SUFFIX}"
_LINK = regex(  # looked for by its first letter, which is fast
    rf"[hdD{_OPEN}](?:(?<=h)ttps?://(?:(?:dx\.)?doi\.org/{_DOI}|[\w.-]*\w(?::\d+)?(?:[/?#]{_REST}|/)?)"
    rf"|(?:(?<=[dD])oi|(?<=D)OI)(?:: ?| )({_DOI})|(?<={_OPEN})[^{_CLOSE}]*)"
)
_WEB = regex(r"https?://[^\s/?#]", re.IGNORECASE)
_UNSAFE = regex(r"[\s<>\"\\^`{|}]")
_ACTS_IN_PATH = regex(r"[#?%](?:(?<!%)|(?![0-9A-Fa-f]{2}))")


def split(text: str) -> list[tuple[str, str]]:
    """The parts of ``text``, each with the address it leads to, or ``""``; joined they are ``text``.

    No address holds a mark, and none is looked for within a :attr:`Mark.LINK`.
    """
    if "://" not in text and "10." not in text:
        return [(text, "")]
    parts, at = [], 0
    for match in _LINK.finditer(text):
        if text[match.start()] == _OPEN:
            continue
        start = match.start(1) if match[1] else match.start()
        shown = text[start : match.end()]
        target = f"https://doi.org/{_ACTS_IN_PATH.sub(_encoded, shown)}" if match[1] else shown
        if at < start:
            parts.append((text[at:start], ""))
        parts.append((shown, _UNSAFE.sub(_encoded, target)))
        at = match.end()
    return [*parts, (text[at:], "")] if at < len(text) else parts


def safe(address: str) -> str:
    """``address`` as a link may hold it, unsafe characters percent-encoded; ``""`` if it does not lead into the web."""
    if not _WEB.match(address):
        return ""
    if not address.isprintable():
        address = "".join(one if one.isprintable() else _percent(one) for one in address)
    return _UNSAFE.sub(_encoded, address)


def _encoded(match: re.Match[str]) -> str:
    return _percent(match[0])


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
