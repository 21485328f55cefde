"""BibTeX that services give, read by the reader of the format."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from plbib.errors import InputError
from plbib.formats import registry
from plbib.model import Record
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import records
from plbib.resolve.sources.values import UnreadableError

_LARGEST = 5_000_000
"""Bytes of a file: that of a large volume of proceedings."""


def read(body: bytes) -> list[Record]:
    """The records in a .bib. Raises :class:`UnreadableError` where there is none."""
    if len(body) > _LARGEST or b"@" not in body:
        raise UnreadableError("no BibTeX")
    try:
        found, _ = registry.read(body, "answer.bib", "bibtex")
    except InputError as error:
        raise UnreadableError("no BibTeX") from error
    return found


def candidates(source: str, body: bytes, tokens: Iterable[str] = ()) -> list[Candidate]:
    """The candidates in a .bib; ``tokens`` are those that it was asked for by, where it is of one paper."""
    found = [record for record in read(body) if record.item.title]
    own = tuple(tokens) if len(found) == 1 else ()
    return [candidate for record in found if (candidate := records.of_record(source, record, tokens=own))]


def at_event(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates with their address as that of the event, which is what these publishers write there (§5.4)."""
    for found in candidates:
        item = found.record.item
        if item.publisher_place and not item.event_place:
            item = replace(item, event_place=item.publisher_place, publisher_place=None)
        yield replace(found, record=replace(found.record, item=item))
