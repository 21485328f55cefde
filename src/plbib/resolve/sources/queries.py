"""Titles as services are asked for them: words alone, without markup, TeX, or anything that a query gives a meaning."""

from plbib.text import markup, untex
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_LONGEST = 300
"""Characters of a query; more makes no title surer."""
_NOT_WORD = regex(r"[\W_]+")


def words(title: str) -> str:
    """``title`` as people write it, on one line, without markup and TeX; at most :data:`_LONGEST` characters."""
    plain = markup.plain(untex.unescape(title) if "\\" in title or "$" in title else title)
    line = clean(plain.replace("$", " "))
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] or line[:_LONGEST]


def bare(title: str, least: int = 1) -> list[str]:
    """The words of ``title`` in small letters, without punctuation, those of at least so many letters."""
    return [word for word in _NOT_WORD.split(words(title).casefold()) if len(word) >= least]
