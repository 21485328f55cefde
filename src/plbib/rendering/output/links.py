"""Addresses and DOIs in the text of a reference, and where they lead: ``http`` and ``https`` only."""

import re

_NOT = r"\s\"“”«»\\`"  # what ends an address in running text
_INSIDE = rf"\([^{_NOT}()<>]*\)"  # a bracket that was opened in the address belongs to it
_REST = rf"(?>{_INSIDE}|[^{_NOT}<>])*(?:{_INSIDE}|[^{_NOT}<>.,;:!?()\[\]{{}}'’])"
_SUFFIX = (
    rf"(?>{_INSIDE}|[^{_NOT}])*(?:{_INSIDE}|[^{_NOT}<>.,;:!?()\[\]{{}}'’])"  # a DOI may hold < and > (ANSI Z39.56)
)
_DOI = rf"10\.\d{{4,9}}/{_SUFFIX}"
_LINK = re.compile(
    rf"https?://(?:(?:dx\.)?doi\.org/{_DOI}|[\w.-]*\w(?::\d+)?(?:[/?#]{_REST}|/)?)|(?:doi|DOI|Doi)(?:: ?| )({_DOI})"
)
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")
_ACTS_IN_PATH = re.compile(r"[#?]|%(?![0-9A-Fa-f]{2})")


def split(text: str) -> list[tuple[str, str]]:
    """The parts of ``text``, each with the address it leads to, or ``""``; joined they are ``text``."""
    if "://" not in text and "/" not in text:
        return [(text, "")]
    parts, at = [], 0
    for found in _LINK.finditer(text):
        start = found.start(1) if found[1] else found.start()
        shown = text[start : found.end()]
        target = f"https://doi.org/{_ACTS_IN_PATH.sub(_encoded, shown)}" if found[1] else shown
        if at < start:
            parts.append((text[at:start], ""))
        parts.append((shown, _UNSAFE.sub(_encoded, target)))
        at = found.end()
    return [*parts, (text[at:], "")] if at < len(text) else parts


def safe(address: str) -> str:
    """``address`` as a link may hold it, unsafe characters percent-encoded; ``""`` if it is none of the web."""
    if not _WEB.match(address):
        return ""
    if not address.isprintable():
        address = "".join(one if one.isprintable() else _percent(one) for one in address)
    return _UNSAFE.sub(_encoded, address)


def _encoded(found: re.Match[str]) -> str:
    return _percent(found[0])


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
