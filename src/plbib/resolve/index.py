"""Records found by what names the paper, or by a title like its own: a table of SQLite, in memory or in a file.

A full-text index (FTS5) holds, of each record, the words of its titles, and hashes of its identifiers, its whole titles
and their ends. A word that many records have tells too little: the rarest are asked, then pairs. Measured on a million
records, against plain tables of SQLite and DuckDB, it was the quickest to make and to ask, and it needs no library.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec
from msgspec.structs import replace

from plbib.errors import OutputError
from plbib.model import Finding, Record
from plbib.papers.identity import named_tokens
from plbib.papers.locators import located
from plbib.papers.repairs import repair_item
from plbib.papers.titles import NOT_WORD, fold, normalise
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.notices import bare_title
from plbib.resolve.titles import CANDIDATE, heads

if TYPE_CHECKING:
    import sqlite3

FORM = 2
"""Counted up when what an index holds changes, so that one made before is made anew."""
_WORDS_ASKED = 3
"""So many of a title's words, the rarest, are looked up where no record has the title: a slip spoils one of them."""
_MOST_PER_WORD = 200
"""More records than this with one word in their titles: it tells too little."""
_MOST_PER_PAIR = 2000
"""And with two words, or one end."""
_PAIRED = 4
"""Of so many words, the rarest, each two are looked up together where single ones are too common."""
_MOST_NAMED = 300
"""More records than this of one title (“Editorial”): those of the year are asked for, and no more than so many."""
_END = 14
"""So many letters at the beginning and at the end of a title are looked up: a slip spoils one of the two."""
_SMALL = 2000
"""An index of no more records than this is asked for all of its words and titles at once."""
_BATCH = 5000
_MOST_FINDINGS = 100
"""So many of what is wrong in a file are kept, the first."""

_SCHEMA = """
create table records(place integer primary key, key text, data blob);
create table titles(place integer primary key, form text);
create table about(name text primary key, value blob);
create virtual table found using fts5(terms, content='', detail=none, columnsize=0, tokenize='ascii');
insert into found(found, rank) values('hashsize', 33554432);
"""
_VOCABULARY = """
create virtual table temp.counts using fts5vocab('main', 'found', 'row');
create virtual table temp.terms using fts5vocab('main', 'found', 'instance');
"""


class Index:
    """Candidates of one source, which is called ``source``; see :meth:`of`, :meth:`make`, :meth:`open`."""

    def __init__(self, database: "sqlite3.Connection", source: str) -> None:
        database.executescript(_VOCABULARY)
        self._database = database
        self.source = source
        about = dict(database.execute("select name, value from about"))
        self._size, self._mends = int(about["size"]), bool(int(about["mends"]))
        self._small = self._size <= _SMALL
        small = self._small
        self._places = _postings(database) if small else {}
        self._uses = {term: len(places) for term, places in self._places.items()}
        self._titles: dict[int, str] = dict(database.execute("select place, form from titles")) if small else {}
        self.findings: tuple[Finding, ...] = msgspec.json.decode(about["findings"], type=tuple[Finding, ...])

    @classmethod
    def of(cls, rows: Iterable[Candidate | Finding], source: str = "", *, mends: bool = False) -> "Index":
        """An index in memory. ``mends``: records are as they stood in their file, and mended when they are found."""
        import sqlite3  # takes a while to load

        database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _fill(database, rows, mends=mends)
        return cls(database, source)

    @staticmethod
    def make(
        path: Path, rows: Iterable[Candidate | Finding], *, mends: bool = False, pipe: "Pipe | None" = None
    ) -> None:
        """Write an index into the new file ``path``. Raises :class:`OutputError` where there is no room for it.

        ``pipe`` applies a function to rows of arguments, here (default) or in other processes.
        """
        import sqlite3  # takes a while to load

        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.executescript(
                "pragma page_size=8192; pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-200000"
            )
            _fill(database, rows, mends=mends, pipe=pipe)
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"{path.parent}: {error}", "free some space, or name another in XDG_CACHE_HOME"
            ) from error
        finally:
            database.close()

    @classmethod
    def open(cls, path: Path, source: str) -> "Index | None":
        """The index in a file; None if the file is none, or only the beginning of one."""
        import sqlite3  # takes a while to load

        try:
            database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            (pages,), (size,) = (database.execute(f"pragma {name}").fetchone() for name in ("page_count", "page_size"))
            if pages * size != path.stat().st_size:
                return None
            database.execute(f"pragma mmap_size={2**30}")
            return cls(database, source)
        except (sqlite3.DatabaseError, OSError, KeyError):
            return None

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Candidate]:
        for (data,) in self._database.execute("select data from records order by place"):
            yield self._candidate(data)

    def keyed(self, key: str) -> list[Candidate]:
        """The records whose own key is ``key``."""
        found = self._database.execute("select data from records where key = ?", (key,))
        return [self._candidate(data) for (data,) in found]

    def with_token(self, token: str) -> list[Candidate]:
        """The records that an identifier names."""
        return [found for found in self._at(self._matching(_hashed(token))) if token in found.paper.tokens]

    def find(self, wanted: Wanted) -> list[Candidate]:
        """The records that may be the paper, for :func:`~plbib.resolve.match.decide` to judge."""
        return self._at(self._named(wanted) | self._alike(wanted))

    def named(self, wanted: Wanted) -> list[Candidate]:
        """Those of them with an identifier of the paper, or its very title."""
        return self._at(self._named(wanted))

    def alike(self, wanted: Wanted) -> list[Candidate]:
        """The others of them: those with a title like the paper's."""
        places = self._alike(wanted)
        return self._at(places - self._named(wanted)) if places else []

    def _named(self, wanted: Wanted) -> set[int]:
        titles, year = (wanted.paper.title, *wanted.titles), wanted.paper.year
        places = self._hashes(named_tokens(wanted.paper.tokens))
        for form in _forms(titles):
            same = self._hashes([form])
            if len(same) > _MOST_NAMED:
                years = [] if year is None else [_in_year(form, year + apart) for apart in (-1, 0, 1)]
                same = self._hashes(years) or same
            places |= set(islice(sorted(same), _MOST_NAMED))
        return places

    def _alike(self, wanted: Wanted) -> set[int]:
        """Places of records with a title like one of the paper's."""
        from rapidfuzz import fuzz, process  # takes a while to load

        places: set[int] = set()
        for title in (wanted.paper.title, *wanted.titles):
            forms = self._forms_at(self._nearby(title))
            near = process.extract(
                normalise(title), forms, scorer=fuzz.ratio, score_cutoff=CANDIDATE, limit=None, processor=None
            )
            places |= {place for _, _, place in near}
        return places

    def _forms_at(self, places: set[int]) -> dict[int, str]:
        if self._small:
            return {place: self._titles[place] for place in places}
        numbers = msgspec.json.encode(sorted(places)).decode()
        query = "select place, form from titles where place in (select value from json_each(?))"
        return dict(self._database.execute(query, (numbers,)))

    def _nearby(self, title: str) -> set[int]:
        """Places of records that share a rare word with ``title``, two words, its beginning or its end."""
        words = sorted(_words(title), key=lambda word: (self._count(word), word))
        known = [word for word in words if self._count(word)]
        rare = [word for word in known[:_WORDS_ASKED] if self._count(word) <= _MOST_PER_WORD]
        ends = [end for end in _ends(title) if self._count(end) <= _MOST_PER_PAIR]
        places = self._matching(*rare, *ends)
        if len(rare) < _WORDS_ASKED:
            for pair in combinations(known[:_PAIRED], 2):
                both = self._matching(*pair, together=True)
                if len(both) <= _MOST_PER_PAIR:
                    places |= both
        return places

    def _count(self, term: str) -> int:
        """How many records have ``term``."""
        if self._small:
            return self._uses.get(term, 0)
        if term not in self._uses:
            row = self._database.execute("select doc from temp.counts where term = ?", (term,)).fetchone()
            self._uses[term] = row[0] if row else 0
        return self._uses[term]

    def _hashes(self, names: Iterable[str]) -> set[int]:
        """Places of records that have any of these names."""
        terms = map(_hashed, names)
        return self._matching(*(filter(self._count, terms) if self._small else terms))

    def _matching(self, *terms: str, together: bool = False) -> set[int]:
        if not terms:
            return set()
        if self._small:
            sets = [self._places.get(term, _NOWHERE) for term in terms]
            return set(sets[0].intersection(*sets[1:]) if together else sets[0].union(*sets[1:]))
        query = (" AND " if together else " OR ").join(f'"{term}"' for term in terms)
        return {place for (place,) in self._database.execute("select rowid from found where found match ?", (query,))}

    def _at(self, places: Iterable[int]) -> list[Candidate]:
        rows = (
            self._database.execute("select data from records where place = ?", (place,)).fetchone()
            for place in sorted(places)
        )
        return [self._candidate(data) for (data,) in rows]

    def _candidate(self, data: bytes) -> Candidate:
        candidate = msgspec.msgpack.decode(data, type=Candidate)
        record = _mended(candidate.record) if self._mends else candidate.record
        return replace(candidate, record=record, source=candidate.source or self.source)


_NOWHERE: frozenset[int] = frozenset()


def _postings(database: "sqlite3.Connection") -> dict[str, frozenset[int]]:
    """The places of every term."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for term, place in database.execute("select term, doc from temp.terms"):
        places[term].add(place)
    return {term: frozenset(some) for term, some in places.items()}


def _mended(record: Record) -> Record:
    """A record without what exports are known to get wrong; of millions it is done for those that are looked at."""
    return located(replace(record, item=repair_item(record.item)[0]))


Pipe = Callable[[Callable[..., Any], Iterator[tuple[object, ...]]], Iterator[Any]]


def _here(function: Callable[..., Any], rows: Iterator[tuple[object, ...]]) -> Iterator[Any]:
    return (function(*row) for row in rows)


def _fill(
    database: "sqlite3.Connection", rows: Iterable[Candidate | Finding], *, mends: bool, pipe: Pipe | None = None
) -> None:
    """Write the tables; ``pipe`` works out what records are found by, here or in other processes."""
    findings: list[Finding] = []

    def candidates() -> Iterator[Candidate]:
        for row in rows:
            if isinstance(row, Candidate):
                yield row
            elif len(findings) < _MOST_FINDINGS:
                findings.append(row)

    database.executescript(_SCHEMA)
    database.execute("begin")
    sent: deque[list[tuple[str, bytes]]] = deque()
    size = 0
    for found in (pipe or _here)(_prepared, _batches(candidates(), sent)):
        batch = sent.popleft()
        places = range(size + 1, size + 1 + len(batch))
        size += len(batch)
        records = ((place, key, data) for place, (key, data) in zip(places, batch, strict=True))
        database.executemany("insert into records values(?, ?, ?)", records)
        titles = ((place, form) for place, (form, _) in zip(places, found, strict=True))
        database.executemany("insert into titles values(?, ?)", titles)
        terms = ((place, terms) for place, (_, terms) in zip(places, found, strict=True))
        database.executemany("insert into found(rowid, terms) values(?, ?)", terms)
    database.execute("create index keys on records(key)")
    about = [("size", str(size)), ("mends", str(int(mends))), ("findings", msgspec.json.encode(findings))]
    database.executemany("insert into about values(?, ?)", about)
    database.execute("commit")


def _batches(candidates: Iterator[Candidate], sent: deque[list[tuple[str, bytes]]]) -> Iterator[tuple[list[bytes]]]:
    """Candidates packed, some thousand at a time; each batch is put into ``sent`` with the keys, too."""
    encode = msgspec.msgpack.Encoder().encode
    while batch := [(found.record.key, encode(found)) for found in islice(candidates, _BATCH)]:
        sent.append(batch)
        yield ([data for _, data in batch],)


def _prepared(packed: list[bytes]) -> list[tuple[str, str]]:
    """Of each record the form of its title, and the words that it is found by."""
    decode = msgspec.msgpack.Decoder(Candidate).decode
    return [(normalise(bare_title(found.record.item.title)), " ".join(_terms(found))) for found in map(decode, packed)]


def _terms(candidate: Candidate) -> list[str]:
    """What a record is found by: words of its titles, their ends, and what names it."""
    titles = (bare_title(candidate.record.item.title), *candidate.titles)
    paper = candidate.paper
    terms = [*map(_hashed, named_tokens(paper.tokens))]
    for form in _forms(titles):
        terms.append(_hashed(form))
        if paper.year is not None:
            terms.append(_hashed(_in_year(form, paper.year)))
    for title in titles:
        text = fold(title)
        terms += (*_ends(title), text if text.isascii() else NOT_WORD.sub(" ", text))
    return terms


def _hashed(name: str) -> str:
    """A name as one word; if two names have one, that is seen when the records are read."""
    return f"{crc32(name.encode(errors='replace')):08x}"


def _forms(titles: Iterable[str]) -> set[str]:
    """What titles are looked up by, whole and without their subtitles."""
    return {f"title:{normalise(part)}" for title in titles if title for part in (title, *heads(title))}


def _in_year(form: str, year: int) -> str:
    return f"{form} {year}"


def _ends(title: str) -> tuple[str, str]:
    form = normalise(title)
    return _hashed(f"{form[:_END]}…"), _hashed(f"…{form[-_END:]}")


def _words(title: str) -> set[str]:
    return {word for word in NOT_WORD.split(fold(title)) if len(word) > 1}
