"""Escaping for HTML, and back."""


def escape(text: str) -> str:
    """``text`` as HTML text or as the value of a double-quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # faster than a table
    return text.replace('"', "&quot;").replace("'", "&#x27;")


def unescape(text: str) -> str:
    """``text`` with its character references resolved (``&eacute;``, ``&#233;``)."""
    if "&" not in text:
        return text
    from html import unescape  # takes a while to load

    return unescape(text)
