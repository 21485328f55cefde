"""Records found by what names the paper, or by a title like its own, in memory or in a file.

An index (:mod:`plbib.resolve.parts`) has, of each record, the words of its titles, and hashes of its identifiers, its
whole titles and their ends. A word that many records have tells too little: the rarest are asked, then pairs. Measured
on a million records against SQLite's full-text index, and against tables of SQLite and DuckDB, sorted numbers were the
quickest to make and to ask.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import cached_property
from itertools import chain, combinations, cycle, islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

from plbib.model import Finding, Record
from plbib.papers.identity import named_tokens
from plbib.papers.locators import locate
from plbib.papers.repairs import repair_item
from plbib.papers.titles import normalise
from plbib.resolve import parts, terms
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.parts import Pipe
from plbib.resolve.titles import CANDIDATE

_WORDS_ASKED = 3
"""So many of a title's words, the rarest, are looked up where no record has the title: a slip spoils one of them."""
_MOST_PER_WORD = 300
"""More records than this with one word in their titles: it tells too little."""
_MOST_PER_PAIR = 1000
"""And with two words, or one end. What is more is not read to its end, nor asked for where chance alone gives it."""
_PAIRED = 3
"""Of so many words, the rarest, each two are looked up together where single ones are too common."""
_ENOUGH = 3
"""So many rare words and ends are enough: a slip spoils a word and an end at most."""
_MOST_NAMED = 300
"""More records than this of one title (“Editorial”): those of the year are asked for, and no more than so many."""
_SMALL = 2000
"""Of an index of no more records than this, it is known at once which have a term."""
_FEW = 100
"""Titles of so few records are compared at once, which is quicker than to look for words that they share."""
PIECE = 4096
"""So many records are prepared at once."""

Piece = tuple[object, ...]
"""A function that gives candidates and findings, :data:`PIECE` at most, and its arguments."""


class Index:
    """Candidates of one source, which is called ``source``; see :meth:`of`, :meth:`make`, :meth:`open`."""

    def __init__(self, about: parts.About, held: tuple[parts.IndexPart, ...], source: str) -> None:
        self.source, self.findings = source, about.findings
        self._size, self._mends, self._parts = about.size, about.mends, held
        self._last: tuple[Wanted | None, frozenset[int]] = None, frozenset()
        self._small = self._size <= _SMALL
        self._places = _places_by_term(held) if self._small else {}
        self._forms: dict[int, str] = {}
        self._uses: dict[int, int] = {}

    @classmethod
    def of(cls, rows: Iterable[Candidate | Finding], source: str = "", *, mends: bool = False) -> "Index":
        """An index in memory. ``mends``: records are as they stood in their file, and mended when they are found."""
        pieces: Iterator[Piece] = ((list, some) for some in _pieces(rows))
        return cls(*parts.in_memory(lambda file: _write(file, pieces, mends, _here)), source)

    @staticmethod
    def make(path: Path, pieces: Iterable[Piece], *, mends: bool = False, pipe: Pipe | None = None) -> None:
        """Write an index of records into the file ``path``.

        ``pipe`` applies a function to rows of arguments, here (default) or in other processes.
        """
        with path.open("wb") as file:
            _write(file, pieces, mends, pipe or _here)

    @classmethod
    def open(cls, path: Path, source: str) -> "Index | None":
        """The index in a file; None if the file is none, or only the beginning of one."""
        try:
            return cls(*parts.map_file(path), source)
        except (OSError, ValueError, msgspec.DecodeError):
            return None

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Candidate]:
        for part in self._parts:
            yield from (self._candidate(data) for data in map(part.data, range(len(part))) if data)

    def find_keyed(self, key: str) -> list[Candidate]:
        """The records whose own key is ``key``."""
        return [found for found in self._at(self._having(terms.of_key(key))) if found.record.key == key]

    def with_token(self, token: str) -> list[Candidate]:
        """The records that an identifier names."""
        return [found for found in self._at(self._having(terms.hash_name(token))) if token in found.paper.tokens]

    def find(self, wanted: Wanted) -> list[Candidate]:
        """The records that may be the paper, for :func:`~plbib.resolve.match.decide` to judge."""
        return self._at(self._named(wanted) | self._alike(wanted))

    def has_like(self, wanted: Wanted) -> bool:
        """Whether any record may be the paper."""
        return bool(self._named(wanted) or self._alike(wanted))

    def find_named(self, wanted: Wanted) -> list[Candidate]:
        """Those of them with an identifier of the paper, or its very title."""
        return self._at(self._named(wanted))

    def alike(self, wanted: Wanted) -> list[Candidate]:
        """The others of them: those with a title like the paper's."""
        places = self._alike(wanted)
        return self._at(places - self._named(wanted)) if places else []

    def _named(self, wanted: Wanted) -> frozenset[int]:
        """Places of records with an identifier of the paper, or its title; those that were asked for last are known."""
        paper, places = self._last
        if paper is not wanted:
            places = frozenset(self._find_named(wanted))
            self._last = wanted, places
        return places

    def _find_named(self, wanted: Wanted) -> set[int]:
        titles, year = (wanted.paper.title, *wanted.titles), wanted.paper.year
        places = {place for name in named_tokens(wanted.paper.tokens) for place in self._having(terms.hash_name(name))}
        for form in terms.forms(titles):
            same = self._having(terms.hash_name(form))
            if len(same) > _MOST_NAMED and year is not None:
                same = [place for place in same if self._is_of(place, year)] or same
            places.update(same[:_MOST_NAMED])
        return places

    def _is_of(self, place: int, year: int) -> bool:
        """Whether a record is of that year, or one beside it."""
        part, own = divmod(place, terms.PLACES)
        found = self._parts[part].year(own)
        return found is not None and abs(found - year) <= 1

    def _alike(self, wanted: Wanted) -> set[int]:
        """Places of records with a title like one of the paper's."""
        places: set[int] = set()
        for title in (wanted.paper.title, *wanted.titles):
            if self._small and self._size <= _FEW and not _near(title, self._all_forms):
                continue
            forms = {place: self._form(place) for place in self._nearby(title)}
            places |= {place for _, _, place in _near(title, forms)} if forms else set()
        return places

    @cached_property
    def _all_forms(self) -> dict[int, str]:
        return {place: self._form(place) for place in set(chain.from_iterable(self._places.values()))}

    def _form(self, place: int) -> str:
        form = self._forms.get(place)
        if form is None:
            part, own = divmod(place, terms.PLACES)
            form = self._parts[part].form(own)
            if self._small:
                self._forms[place] = form
        return form

    def _nearby(self, title: str) -> set[int]:
        """Places of records that share a rare word with ``title``, two words, its beginning or its end."""
        counted = [(self._count(term), word, term) for word, term in terms.words(title)]
        known = [(count, term) for count, _, term in sorted(counted) if count]
        rare = [term for count, term in known[:_WORDS_ASKED] if count <= _MOST_PER_WORD]
        ends = [end for end in terms.ends(title) if 0 < self._count(end) <= _MOST_PER_PAIR]
        places = set(chain.from_iterable(map(self._having, (*rare, *ends))))
        if len(rare) + len(ends) < _ENOUGH:
            for (few, one), (many, other) in combinations(known[:_PAIRED], 2):
                if few * many <= _MOST_PER_PAIR * self._size:
                    both = self._having_both(one, other)
                    places.update(both if len(both) <= _MOST_PER_PAIR else ())
        return places

    def _count(self, term: int) -> int:
        """How many records have a term."""
        if self._small:
            return len(self._places.get(term, ()))
        if term not in self._uses:
            self._uses[term] = sum(part.count(term) for part in self._parts)
        return self._uses[term]

    def _having(self, term: int) -> list[int]:
        """Places of the records that have it, in order."""
        if self._small:
            return self._places.get(term, [])
        return [number * terms.PLACES + place for number, part in enumerate(self._parts) for place in part.places(term)]

    def _having_both(self, one: int, other: int) -> list[int]:
        """Places of the records that have two terms."""
        return [
            number * terms.PLACES + place for number, part in enumerate(self._parts) for place in part.both(one, other)
        ]

    def _at(self, places: Iterable[int]) -> list[Candidate]:
        found = (divmod(place, terms.PLACES) for place in sorted(places))
        return [self._candidate(self._parts[part].data(place)) for part, place in found]

    def _candidate(self, data: memoryview) -> Candidate:
        candidate = _DECODER.decode(data)
        record = _mended(candidate.record) if self._mends else candidate.record
        return replace(candidate, record=record, source=candidate.source or self.source)


def _near(title: str, forms: dict[int, str]) -> list[tuple[str, float, int]]:
    """Those of the forms that are like a title, how much, and their places."""
    from rapidfuzz import fuzz, process  # takes a while to load

    return process.extract(
        normalise(title), forms, scorer=fuzz.ratio, score_cutoff=CANDIDATE, limit=None, processor=None
    )


_DECODER = msgspec.msgpack.Decoder(Candidate)


def _mended(record: Record) -> Record:
    """A record without what exports are known to get wrong; of millions it is done for those that are looked at."""
    return locate(replace(record, item=repair_item(record.item)[0]))


def pieces(rows: Iterable[Candidate | Finding]) -> Iterator[Piece]:
    """What :meth:`Index.make` takes, of rows that are read here, packed for other processes."""
    for some in _pieces(rows):
        findings = [row for row in some if isinstance(row, Finding)]
        yield _unpacked, terms.pack([row for row in some if isinstance(row, Candidate)]), findings


def _places_by_term(held: tuple[parts.IndexPart, ...]) -> dict[int, list[int]]:
    """The places of the records that have each term, in order."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(held):
        for value in part.terms:
            term, place = divmod(int(value), terms.PLACES)
            places[term].append(number * terms.PLACES + place)
    return dict(places)


def _pieces(rows: Iterable[Candidate | Finding]) -> Iterator[list[Candidate | Finding]]:
    left = iter(rows)
    while some := [*islice(left, PIECE)]:
        yield some


def _unpacked(data: bytes, findings: list[Finding]) -> list[Candidate | Finding]:
    return [*terms.unpack(data), *findings]


def _here(function: Any, rows: Iterator[tuple[object, ...]]) -> Generator[Any, None, None]:
    return (function(*row) for row in rows)


def _write(file: BinaryIO, pieces: Iterable[Piece], mends: bool, pipe: Pipe) -> None:
    """Write an index; each piece has its place whatever the one before turns out to hold."""
    writer, places = parts.IndexWriter(file, pipe), cycle(range(0, terms.PLACES, PIECE))
    rows = ((place, *piece) for place, piece in zip(places, pieces, strict=False))
    with closing(pipe(_prepared, rows)) as made:
        for place, prepared in made:
            writer.add(prepared, place)
    writer.finish(mends=mends)


def _prepared(place: int, rows: Any, *arguments: object) -> tuple[int, terms.Prepared]:
    """What a piece comes to, with the place of its first record."""
    return place, terms.prepare(rows(*arguments), place)
