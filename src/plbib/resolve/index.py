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

import msgspec
from msgspec.structs import replace

from plbib.errors import OutputError
from plbib.model import Finding, Record
from plbib.papers.identity import named_tokens
from plbib.papers.locators import located
from plbib.papers.repairs import repair_item
from plbib.papers.titles import normalise
from plbib.resolve import terms
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.titles import CANDIDATE

if TYPE_CHECKING:
    import sqlite3

FORM = 3
"""Counted up when what an index holds changes, so that one made before is made anew."""
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
"""An index of no more records than this is asked for all of its words and titles at once."""
_BATCH = 5000
_MOST_FINDINGS = 100
"""So many of what is wrong in a file are kept, the first."""

_SCHEMA = """
create table records(place integer primary key, key text, data blob);
create table titles(place integer primary key, form text, year integer);
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
        return [found for found in self._at(self._matching(terms.hashed(token))) if token in found.paper.tokens]

    def find(self, wanted: Wanted) -> list[Candidate]:
        """The records that may be the paper, for :func:`~plbib.resolve.match.decide` to judge."""
        return self._at(self._named(wanted) | self._alike(wanted))

    def has_like(self, wanted: Wanted) -> bool:
        """Whether any record may be the paper."""
        return bool(self._named(wanted) or self._alike(wanted))

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
        for form in terms.forms(titles):
            same = self._hashes([form])
            if len(same) > _MOST_NAMED and year is not None:
                same = self._of_year(same, year) or same
            places |= set(islice(sorted(same), _MOST_NAMED))
        return places

    def _of_year(self, places: set[int], year: int) -> set[int]:
        """Those of the records that are of that year, or one beside it."""
        query = "select place from titles where place in (select value from json_each(?)) and abs(year - ?) <= 1"
        return {place for (place,) in self._database.execute(query, (_listed(places), year))}

    def _alike(self, wanted: Wanted) -> set[int]:
        """Places of records with a title like one of the paper's."""
        places: set[int] = set()
        for title in (wanted.paper.title, *wanted.titles):
            forms = self._forms_at(self._nearby(title))
            if not forms:
                continue
            from rapidfuzz import fuzz, process  # takes a while to load

            near = process.extract(
                normalise(title), forms, scorer=fuzz.ratio, score_cutoff=CANDIDATE, limit=None, processor=None
            )
            places |= {place for _, _, place in near}
        return places

    def _forms_at(self, places: set[int]) -> dict[int, str]:
        if self._small:
            return {place: self._titles[place] for place in places}
        query = "select place, form from titles where place in (select value from json_each(?))"
        return dict(self._database.execute(query, (_listed(places),)))

    def _nearby(self, title: str) -> set[int]:
        """Places of records that share a rare word with ``title``, two words, its beginning or its end."""
        counted = sorted((count, word) for word in terms.words(title) if (count := self._count(word)))
        known = [word for _, word in counted]
        rare = [word for count, word in counted[:_WORDS_ASKED] if count <= _MOST_PER_WORD]
        ends = [end for end in terms.ends(title) if 0 < self._count(end) <= _MOST_PER_PAIR]
        places = self._matching(*rare, *ends)
        if len(rare) + len(ends) < _ENOUGH:
            for one, other in combinations(known[:_PAIRED], 2):
                if self._count(one) * self._count(other) <= _MOST_PER_PAIR * self._size:
                    both = self._matching(one, other, together=True)
                    places |= both if len(both) <= _MOST_PER_PAIR else set()
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
        hashes = map(terms.hashed, names)
        return self._matching(*(filter(self._count, hashes) if self._small else hashes))

    def _matching(self, *asked: str, together: bool = False) -> set[int]:
        if not asked:
            return set()
        if self._small:
            sets = [self._places.get(term, _NOWHERE) for term in asked]
            return set(sets[0].intersection(*sets[1:]) if together else sets[0].union(*sets[1:]))
        query = (" AND " if together else " OR ").join(f'"{term}"' for term in asked)
        most = _MOST_PER_PAIR + 1 if together else -1
        rows = self._database.execute("select rowid from found where found match ? limit ?", (query, most))
        return {place for (place,) in rows}

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


def _listed(places: Iterable[int]) -> str:
    """Places as the one value of a query."""
    return msgspec.json.encode(sorted(places)).decode()


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
    for found in (pipe or _here)(terms.prepared, _batches(candidates(), sent)):
        batch = sent.popleft()
        places = range(size + 1, size + 1 + len(batch))
        size += len(batch)
        records = ((place, key, data) for place, (key, data) in zip(places, batch, strict=True))
        database.executemany("insert into records values(?, ?, ?)", records)
        titles = ((place, form, year) for place, (form, year, _) in zip(places, found, strict=True))
        database.executemany("insert into titles values(?, ?, ?)", titles)
        words = ((place, words) for place, (_, _, words) in zip(places, found, strict=True))
        database.executemany("insert into found(rowid, terms) values(?, ?)", words)
    database.execute("create index keys on records(key)")
    about = [("size", str(size)), ("mends", str(int(mends))), ("findings", msgspec.json.encode(findings))]
    database.executemany("insert into about values(?, ?)", about)
    database.execute("commit")


def _batches(
    candidates: Iterator[Candidate], sent: deque[list[tuple[str, bytes]]]
) -> Iterator[tuple[list[terms.Known]]]:
    """What some thousand candidates are known by; each batch is put into ``sent``, too, packed and with its keys."""
    encode = msgspec.msgpack.Encoder().encode
    while batch := [*islice(candidates, _BATCH)]:
        sent.append([(found.record.key, encode(found)) for found in batch])
        yield ([terms.known(found) for found in batch],)
