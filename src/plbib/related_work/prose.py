"""A group of works told in sentences: by year, several works in one, and nothing in them that is not known."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.related_work.grouping import Group
from plbib.related_work.mentions import families, family, mention
from plbib.related_work.sentences import Cite, Part, Quoted, Sentence
from plbib.related_work.wording import FIELD, Language, Tiers
from plbib.related_work.works import Work, years
from plbib.text.unicode import digest

Parts = tuple[Part, ...]
_MOST_NAMED, _MOST_TITLED, _MOST_MIXED = 6, 3, 2
"""Most works of one sentence: by name, by title, and of both kinds."""
_ENOUGH = 3
"""Least first authors that make a place worth a sentence."""
_OPENED = 4
"""Least works that make a group worth a sentence of its own."""
_LONG = 6
"""Sentences after which another year begins a new paragraph."""
_VERB = re.compile(r"(?!as|its|thus|this|is|towards)[a-z]+s\b")


class Telling(Struct, frozen=True, kw_only=True):
    r"""How works are told: in which language, and whether a citation names the authors itself (``\citet``)."""

    language: Language
    textual: bool = False


def paragraph(group: Group, telling: Telling) -> tuple[Sentence, ...]:
    """The sentences about the works of a group, those below it aside; each work is cited in one of them at least."""
    return tuple(_Paragraph(group, telling).sentences())


def item(work: Work, group: str, telling: Telling) -> Sentence:
    """A work as an item of a list, in the group with this id."""
    words = telling.language.words
    source = " ".join(filter(None, [work.venue, str(work.year or "")]))
    fields: dict[str, Parts | str] = {
        "work": mention(work, words, textual=telling.textual),
        "subtitle": (Quoted(work.subtitle or work.title),) if work.name or families(work, words) else "",
        "source": source,
        "place": work.affiliation,
    }
    parts = _filled(next(iter(_fitting(telling.language.item, fields))), _known(fields))
    gloss = f" {work.gloss[:1].upper()}{work.gloss[1:].rstrip('.')}." if work.gloss else ""
    return Sentence(id=f"i-{digest(f'{group} {work.key}', 8)}", parts=_appended(parts, gloss))


class _Paragraph:
    """The sentences of a group in the making."""

    def __init__(self, group: Group, telling: Telling) -> None:
        self._group, self._language, self._textual = group, telling.language, telling.textual
        self._words = telling.language.words
        self._before: tuple[int | None, str] | None = None  # year and venue of the sentence before
        self._start = ""

    def sentences(self) -> Iterator[Sentence]:
        works = self._group.works
        if len(works) >= _OPENED:
            yield self._opening(works)
        length = 0
        for cluster in _clusters(works):
            for place, (told, some) in enumerate(self._cluster(cluster)):
                opens = place == 0 and length >= _LONG and self._before is not None and self._before[0] != some[0].year
                yield replace(told, opens=True) if opens else told
                length = 1 if opens else length + 1
                self._before = (some[0].year, some[0].venue)
                for work in some:
                    if work.gloss:
                        yield self._gloss(work, alone=len(some) == 1)
        yield from self._closing(works)

    def _sentence(self, name: str, tiers: Tiers, fields: Mapping[str, Parts | str]) -> Sentence:
        """The sentence called ``name``, by a pattern that ``fields`` fill, of another beginning if there is."""
        fitting = _fitting(tiers, fields)
        fresh = [pattern for pattern in fitting if _start(pattern) != self._start] or fitting
        pattern = fresh[int.from_bytes(digest(name, 8).encode()) % len(fresh)]
        self._start = _start(pattern)
        return Sentence(id=f"s-{digest(f'{self._group.id} {name}', 8)}", parts=_filled(pattern, _known(fields)))

    # What a group holds ----------------------------------------------------------------------------------------------

    def _opening(self, works: Sequence[Work]) -> Sentence:
        known, dated = years(works), all(work.year for work in works)
        span = known if dated else ()
        (venue, medium), most = Counter((work.venue, work.medium) for work in works).most_common(1)[0]
        majority = bool(venue) and len(works) > most > len(works) / 2
        fields = {
            **self._count(len(works)),
            "first": str(span[0]) if len(span) > 1 else "",
            "last": str(span[-1]) if len(span) > 1 else "",
            "only": str(span[0]) if len(span) == 1 and str(span[0]) != self._group.heading else "",
            "at": self._words.place("at", venue, medium) if majority and venue != self._group.heading else "",
            "most": self._words.number(most),
        }
        return self._sentence("opening", self._language.opening, fields)

    def _closing(self, works: Sequence[Work]) -> Iterator[Sentence]:
        places: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            places[work.affiliation].append(work)
        for place, some in sorted(places.items()):
            if place and _ENOUGH <= len(some) < len(works):
                fields: dict[str, Parts | str] = {
                    **self._count(len(some)),
                    "works": (Cite(tuple(work.key for work in some)),),
                    "place": place,
                }
                yield self._sentence(f"closing {place}", self._language.closing, fields)

    def _count(self, count: int) -> dict[str, str]:
        """A number, and in words if there are any, for no sentence begins with a digit."""
        number = self._words.number(count)
        return {"count": number, "counted": "" if number.isdigit() else number}

    # Works -----------------------------------------------------------------------------------------------------------

    def _cluster(self, works: Sequence[Work]) -> Iterator[tuple[Sentence, Sequence[Work]]]:
        """The works of one venue and year, with the sentences about them: first those that have names."""
        named = [work for work in works if work.name]
        unsigned = [work for work in works if not work.name and not families(work, self._words)]
        teams = _by_author([work for work in works if not work.name and families(work, self._words)])
        alone = [some[0] for some in teams if len(some) == 1]
        if len(named) == 1 and families(named[0], self._words):
            alone.insert(0, named.pop())
        for some in _batches(named, _MOST_NAMED):
            yield self._naming(some), some
        most = _MOST_MIXED if alone and alone[0].name else _MOST_TITLED
        for some in [alone[:most], *_batches(alone[most:], _MOST_TITLED)]:
            if some:
                yield self._telling(some), some
        for some in teams:
            if len(some) > 1:
                yield self._of_author(some), some
        for some in _batches(unsigned, _MOST_TITLED):
            yield self._naming(some), some

    def _naming(self, works: Sequence[Work]) -> Sentence:
        """Works by their names, or by their titles if nobody is known to have written them."""
        told: list[Parts] = [(work.name or Quoted(work.title), Cite((work.key,))) for work in works]
        number = "several" if len(works) > 1 else "alone"
        if number == "alone" and works[0].name:
            told = [(*told[0], ", ", Quoted(works[0].subtitle), ",")]
        fields: dict[str, Parts | str] = {number: self._joined(told), **self._when(works[0])}
        return self._sentence(f"named {works[0].key}", self._language.named, fields)

    def _telling(self, works: Sequence[Work]) -> Sentence:
        """Works with those who wrote them: the verb is said once."""
        verb = self._words.verb(works[0].medium)
        told = [self._clause(work, verb if work is works[0] else " ") for work in works]
        clauses = self._joined(told, apart=any(work.name for work in works[:-1]))
        fields: dict[str, Parts | str] = {
            "works": clauses,
            "works_on": (*clauses, *([","] if works[-1].name else [])),
            "place": works[0].affiliation if len(works) == 1 and works[0].name else "",
            **self._when(works[0]),
        }
        return self._sentence(f"work {works[0].key}", self._language.work, fields)

    def _clause(self, work: Work, verb: str) -> Parts:
        if not work.name:
            return (*self._by(work), verb, Quoted(work.title))
        authors, cited = (
            (self._by(work), ()) if self._textual else ((families(work, self._words),), (Cite((work.key,)),))
        )
        return (*authors, f"{verb}{work.name}", *cited, ", ", Quoted(work.subtitle))

    def _of_author(self, works: Sequence[Work]) -> Sentence:
        """Works of one first author."""
        cited = Cite(tuple(work.key for work in works))
        authors = f"{family(works[0].authors[0])} {self._words.others}"
        titles = self._joined([(Quoted(work.title),) for work in works])
        clause = (authors, cited, self._words.verb(works[0].medium), *titles)
        fields: dict[str, Parts | str] = {"works": clause, "works_on": clause, **self._when(works[0])}
        return self._sentence(f"author {works[0].key}", self._language.work, fields)

    def _gloss(self, work: Work, *, alone: bool) -> Sentence:
        """What people say of a work, right after a sentence on it ``alone`` or with others."""
        gloss = work.gloss.rstrip(".")
        fields: dict[str, Parts | str] = {
            "it": self._words.it if alone and not work.name else "",
            "subject": (work.name or Quoted(work.title), Cite((work.key,))),
            "gloss": gloss,
            "does": gloss if _VERB.match(gloss) else "",
        }
        return self._sentence(f"gloss {work.key}", self._language.gloss, fields)

    def _when(self, work: Work) -> dict[str, str]:
        """Venue and year as far as the heading does not say them, and how they follow those of the sentence before."""
        venue = work.venue if work.venue != self._group.heading else ""
        year = work.year if str(work.year) != self._group.heading else None
        before = self._before
        if before == (work.year, work.venue) and (venue or year):
            return {how: self._words.place(how, venue, work.medium) for how in ("again", "too")}
        return {
            "at": self._words.place("at", venue, work.medium),
            "dated": self._words.place("dated", venue, work.medium, year) if year else "",
            "when": self._words.when(year, before[0] if before else None) if year else "",
        }

    def _by(self, work: Work) -> Parts:
        """The authors with the citation; empty where none are known."""
        authors = families(work, self._words)
        cited = Cite((work.key,), textual=self._textual)
        return () if not authors else (cited,) if self._textual else (authors, cited)

    def _joined(self, told: Sequence[Parts], *, apart: bool = False) -> Parts:
        """Works with commas and a last "and", which has a comma, too, if it stands ``apart`` or there are many."""
        last = self._words.and_ if len(told) == 2 and not apart else self._words.last
        made: list[Part] = [*told[0]]
        for place, parts in enumerate(told[1:], 2):
            made += [last if place == len(told) else self._words.comma, *parts]
        return tuple(made)


def _clusters(works: Iterable[Work]) -> list[list[Work]]:
    """Works of one year and venue, the oldest first, undated ones last; else in the order of the list."""
    found: dict[tuple[int | None, str], list[Work]] = defaultdict(list)
    for work in works:
        found[work.year, work.venue].append(work)
    return [found[name] for name in sorted(found, key=lambda name: (name[0] is None, name[0] or 0))]


def _by_author(works: Iterable[Work]) -> list[list[Work]]:
    """Works with the same first author among several, together; else alone."""
    found: dict[object, list[Work]] = defaultdict(list)
    for work in works:
        first = work.authors[0] if len(work.authors) > 2 else work.key
        found[first].append(work)
    return [*found.values()]


def _batches(works: Sequence[Work], most: int) -> Iterator[Sequence[Work]]:
    """``works`` in parts of nearly the same size, none larger than ``most``."""
    count = -(-len(works) // most)
    for part in range(count):
        yield works[len(works) * part // count : len(works) * (part + 1) // count]


def _fitting(tiers: Tiers, fields: Mapping[str, Parts | str]) -> tuple[str, ...]:
    """The patterns of the first tier with any that ``fields`` fill."""
    known = _known(fields).keys()
    return next(some for tier in tiers if (some := tuple(one for one in tier if {*_fields(one)} <= known)))


def _known(fields: Mapping[str, Parts | str]) -> dict[str, Parts]:
    return {field: (value,) if isinstance(value, str) else value for field, value in fields.items() if value}


def _start(pattern: str) -> str:
    """What a sentence begins with: a place, a time, works."""
    found = FIELD.match(pattern)
    return _STARTS.get(found[1].lower(), found[1].lower()) if found else pattern


_STARTS = {"dated": "at", "again": "at", "works_on": "works"}


def _appended(parts: Parts, text: str) -> Parts:
    return (*parts[:-1], parts[-1] + text) if isinstance(parts[-1], str) else (*parts, text) if text else parts


def _fields(pattern: str) -> Iterable[str]:
    return (field.lower() for field in FIELD.findall(pattern))


def _filled(pattern: str, known: Mapping[str, Parts]) -> Parts:
    """The parts of a pattern, neighbouring texts as one; a field written with a capital begins with one."""
    made: list[Part] = []
    for place, piece in enumerate(FIELD.split(pattern)):
        parts: Parts = (piece,) if place % 2 == 0 else known[piece.lower()]
        if place % 2 and piece[0].isupper() and isinstance(parts[0], str):
            parts = (parts[0][:1].upper() + parts[0][1:], *parts[1:])
        for part in parts:
            if made and isinstance(made[-1], str):
                made[-1] = _before(made[-1], part)
            if isinstance(part, str) and made and isinstance(made[-1], str):
                made[-1] += part
            elif part:
                made.append(part)
    return tuple(made)


def _before(text: str, following: Part) -> str:
    """``text`` as it stands before ``following``: no blank before a citation, one full stop at the end."""
    if isinstance(following, Cite):
        return text.rstrip() if not following.textual else text
    return text[:-1] if following == "." and text.endswith(".") else text
