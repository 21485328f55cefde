"""What records are looked up by: hashes of what names them, of their titles, and of the ends and words of these."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase, digits
from zlib import crc32

import msgspec
from msgspec import Struct

from plbib.model import Finding
from plbib.papers.identity import named_tokens, tokens_of
from plbib.papers.titles import normalise, split
from plbib.resolve.candidates import Candidate
from plbib.resolve.notices import bare_title
from plbib.resolve.titles import LITTLE, heads

_END = 14
"""So many letters at the beginning and at the end of a title are looked up: a slip spoils one of the two."""
PLACES = 2**20
"""Records of one part of an index. With a term it makes one number: a float holds it exactly, and floats are sorted and
searched three times as fast as integers of that size."""
SORTED_APART = 256
"""Terms are sorted in so many heaps, by their first bits."""
_BITS = 24
"""The other bits of a term."""
NO_YEAR = -(2**31)
_MOST_FINDINGS = 100
"""So many of what is wrong in a piece of a file are kept, the first."""


class Prepared(Struct, frozen=True, kw_only=True):
    """Records as an index keeps them, one after the other; of each the size, the form of its title and the year.

    ``terms`` are what they are found by, each with the place of its record, in heaps.
    """

    records: bytes
    sizes: "array[int]"
    forms: bytes
    form_sizes: "array[int]"
    years: "array[int]"
    terms: "list[array[float]]"
    findings: list[Finding]


def prepare(rows: Iterable[Candidate | Finding], place: int) -> Prepared:
    """What an index keeps of records, of which the first has this ``place``."""
    encode = msgspec.msgpack.Encoder().encode
    records, forms, years = [], [], array("i")
    heaps = [array("d") for _ in range(SORTED_APART)]
    findings: list[Finding] = []
    for row in rows:
        if isinstance(row, Finding):
            findings.append(row)
            continue
        records.append(encode(row))
        form, year, terms = _known(row)
        forms.append(form.encode(errors="replace"))
        years.append(NO_YEAR if year is None else year)
        for term in terms:
            heaps[term >> _BITS].append(term * PLACES + place)
        place += 1
    return Prepared(
        records=b"".join(records),
        sizes=array("Q", map(len, records)),
        forms=b"".join(forms),
        form_sizes=array("Q", map(len, forms)),
        years=years,
        terms=heaps,
        findings=findings[:_MOST_FINDINGS],
    )


def _known(candidate: Candidate) -> tuple[str, int | None, set[int]]:
    """The form of a record's title, its year, and the terms that it is found by."""
    record = candidate.record
    item = record.item
    terms = {of_key(record.key)}
    if tokens := tokens_of(item.doi, item.url, record.identifiers) | candidate.tokens:
        terms.update(map(hash_name, named_tokens(tokens)))
    own, spelled = split(title := bare_title(item.title))
    _add_title(terms, title, own, spelled)
    for title in candidate.titles:
        _add_title(terms, title, *split(title))
    return own, item.issued.year if item.issued else None, terms


def _add_title(terms: set[int], title: str, form: str, spelled: Sequence[str]) -> None:
    """Add to ``terms`` those of a title."""
    terms.update(_of_words(spelled), _of_ends(form))
    if title:
        terms.add(hash_name(f"title:{form}"))
        terms.update(hash_name(f"title:{normalise(head)}") for head in heads(title))


def hash_name(name: str) -> int:
    """A name as a term; if two names have one, that is seen when the records are read."""
    return crc32(name.encode(errors="replace"))


def of_key(key: str) -> int:
    """The term of a record's own key."""
    return hash_name(f"key:{key}")


def forms(titles: Iterable[str]) -> set[str]:
    """What titles are looked up by, whole and without their subtitles."""
    return {f"title:{normalise(part)}" for title in titles if title for part in (title, *heads(title))}


def ends(title: str) -> tuple[int, int]:
    """The beginning of a title, and its end."""
    return _of_ends(normalise(title))


def _of_ends(form: str) -> tuple[int, int]:
    return hash_name(f"{form[:_END]}…"), hash_name(f"…{form[-_END:]}")


def words(title: str) -> list[tuple[str, int]]:
    """The words of a title that tell something, each with its term."""
    told = {word for word in split(title)[1] if len(word) > 1} - LITTLE
    return [(word, hash_name(word)) for word in told]


def _of_words(spelled: Sequence[str]) -> Iterator[int]:
    """The terms of words that tell something."""
    return map(crc32, {*" ".join(spelled).encode(errors="replace").split(b" ")} - _TELL_NOTHING)


_TELL_NOTHING = frozenset(word.encode() for word in ("", *LITTLE, *ascii_lowercase, *digits))


def in_order(heap: bytes) -> bytes:
    """The terms of a heap, sorted."""
    return array("d", sorted(array("d", heap))).tobytes()


def pack(candidates: Sequence[Candidate]) -> bytes:
    """Candidates as they are handed to another process."""
    return msgspec.msgpack.encode(candidates)


def unpack(data: bytes) -> list[Candidate]:
    """Candidates that were packed."""
    return msgspec.msgpack.decode(data, type=list[Candidate])
