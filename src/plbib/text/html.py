"""Escaping for HTML."""

from html import escape as _escape


def escape(text: str) -> str:
    """``text`` as HTML text or as the value of a double-quoted attribute."""
    return _escape(text, quote=True)
