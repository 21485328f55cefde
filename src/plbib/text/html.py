"""Escaping for HTML, and back."""

from plbib.text.patterns import regex


def escape(text: str) -> str:
    """``text`` as HTML text or as the value of a double-quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # faster than a table
    return text.replace('"', "&quot;").replace("'", "&#x27;")


def resolve_references(text: str) -> str:
    """``text`` of Markdown with its character references resolved; those without a semicolon are text: ``AT&micro``.

    https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
    """
    if "&" not in text or ";" not in text:
        return text
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


_REFERENCE = regex(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")


def unescape(text: str) -> str:
    """``text`` with its character references resolved (``&eacute;``, ``&#233;``)."""
    if "&" not in text:
        return text
    from html import unescape  # takes a while to load

    return unescape(text)
