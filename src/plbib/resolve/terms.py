"""What records are looked up by: hashes of what names them and of their titles, and words of these."""

from collections.abc import Iterable
from zlib import crc32

from plbib.papers.identity import named_tokens, tokens_of
from plbib.papers.titles import NOT_WORD, fold, normalise
from plbib.resolve.candidates import Candidate
from plbib.resolve.notices import bare_title
from plbib.resolve.titles import LITTLE, heads

_END = 14
"""So many letters at the beginning and at the end of a title are looked up: a slip spoils one of the two."""

Known = tuple[tuple[str, ...], int | None, str | None, str | None, dict[str, str], frozenset[str]]
"""What a record is known by: titles, year, DOI, address, other identifiers, tokens."""


def known(candidate: Candidate) -> Known:
    """What a record is known by: little, so that it is quickly handed to another process."""
    record = candidate.record
    item = record.item
    year = item.issued.year if item.issued else None
    return (item.title, *candidate.titles), year, item.doi, item.url, record.identifiers, candidate.tokens


def prepared(rows: list[Known]) -> list[tuple[str, int | None, str]]:
    """Of each record the form of its title, its year, and the terms that it is found by, between blanks."""
    return [_prepared(*row) for row in rows]


def _prepared(
    titles: tuple[str, ...],
    year: int | None,
    doi: str | None,
    url: str | None,
    identifiers: dict[str, str],
    tokens: frozenset[str],
) -> tuple[str, int | None, str]:
    titles = (bare_title(titles[0]), *titles[1:])
    terms = {*map(hashed, named_tokens(tokens_of(doi, url, identifiers) | tokens)), *map(hashed, forms(titles))}
    for title in titles:
        terms.update(ends(title), words(title))
    return normalise(titles[0]), year, " ".join(terms)


def hashed(name: str) -> str:
    """A name as one word; if two names have one, that is seen when the records are read."""
    return f"{crc32(name.encode(errors='replace')):08x}"


def forms(titles: Iterable[str]) -> set[str]:
    """What titles are looked up by, whole and without their subtitles."""
    return {f"title:{normalise(part)}" for title in titles if title for part in (title, *heads(title))}


def ends(title: str) -> tuple[str, str]:
    """The beginning of a title, and its end."""
    form = normalise(title)
    return hashed(f"{form[:_END]}…"), hashed(f"…{form[-_END:]}")


def words(title: str) -> set[str]:
    """The words of a title that tell something."""
    return {word for word in NOT_WORD.split(fold(title)) if len(word) > 1 and word not in LITTLE}
