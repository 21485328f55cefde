"""A group of works told in sentences: by year, several works in one, and nothing in them that is not known."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plbib.model import Name
from plbib.related_work.grouping import Group
from plbib.related_work.sentences import Cite, Part, Quoted, Sentence
from plbib.related_work.wording import FIELD, Language, Tiers
from plbib.related_work.works import Work, years
from plbib.text.unicode import digest

Parts = tuple[Part, ...]
_MOST_NAMED, _MOST_TITLED = 6, 3
"""Most works of one sentence, by name and by title."""
_ENOUGH = 3
"""Least first authors that make a place worth a sentence."""
_VERB = re.compile(r"(?!as|its|thus|this|is|towards)[a-z]+s\b")


class Telling(Struct, frozen=True, kw_only=True):
    r"""How works are told: in which language, and whether a citation names the authors itself (``\citet``)."""

    language: Language
    textual: bool = False


def paragraph(group: Group, telling: Telling) -> tuple[Sentence, ...]:
    """The sentences about the works of a group, those below it aside; each work is cited in one of them at least."""
    return tuple(_Paragraph(group, telling).sentences())


class _Paragraph:
    """The sentences of a group in the making."""

    def __init__(self, group: Group, telling: Telling) -> None:
        self._group, self._language, self._textual = group, telling.language, telling.textual
        self._words = telling.language.words
        self._before: tuple[int | None, str] | None = None  # year and venue of the sentence before
        self._pattern = ""

    def sentences(self) -> Iterator[Sentence]:
        works = self._group.works
        if len(works) > 1:
            yield self._opening(works)
        for cluster in _clusters(works):
            for told, some in self._cluster(cluster):
                yield told
                self._before = (some[0].year, some[0].venue)
                for work in some:
                    if work.gloss:
                        yield self._gloss(work)
        yield from self._closing(works)

    def _sentence(self, name: str, tiers: Tiers, fields: Mapping[str, Parts | str]) -> Sentence:
        """The sentence called ``name``, by a pattern that ``fields`` fill; not by that of the sentence before."""
        known = {field: (value,) if isinstance(value, str) else value for field, value in fields.items() if value}
        fitting = next(some for tier in tiers if (some := [one for one in tier if {*_fields(one)} <= known.keys()]))
        place = int.from_bytes(digest(name, 8).encode()) % len(fitting)
        if fitting[place] == self._pattern:
            place = (place + 1) % len(fitting)
        self._pattern = fitting[place]
        return Sentence(id=f"s-{digest(f'{self._group.id} {name}', 8)}", parts=_filled(fitting[place], known))

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
            "only": str(span[0]) if len(span) == 1 else "",
            "at": self._words.at(venue, medium) if majority else "",
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
        if len(named) == 1:
            yield self._one(named[0]), named
        elif named:
            for some in _batches(named, _MOST_NAMED):
                yield self._several("named", self._language.named, some, [self._called(work) for work in some]), some
        titled = _by_author([work for work in works if not work.name])
        for some in titled:
            if len(some) > 1:
                yield self._of_author(some), some
        for some in _batches([some[0] for some in titled if len(some) == 1], _MOST_TITLED):
            tiers = self._language.titled if len(some) > 1 else self._language.one_title
            yield self._several("titled", tiers, some, [self._titled(work) for work in some]), some

    def _several(self, kind: str, tiers: Tiers, works: Sequence[Work], told: Sequence[Parts]) -> Sentence:
        return self._sentence(f"{kind} {works[0].key}", tiers, {"works": self._joined(told), **self._when(works[0])})

    def _one(self, work: Work) -> Sentence:
        fields: dict[str, Parts | str] = {
            "work": (work.name, Cite((work.key,))),
            "subtitle": (Quoted(work.subtitle),),
            "authors": self._authors(work),
            "place": work.affiliation,
            **self._when(work),
        }
        return self._sentence(f"work {work.key}", self._language.work, fields)

    def _of_author(self, works: Sequence[Work]) -> Sentence:
        cited = Cite(tuple(work.key for work in works))
        fields: dict[str, Parts | str] = {
            "authors": (f"{_family(works[0].authors[0])} {self._words.others}", cited),
            "titles": self._joined([(Quoted(work.title),) for work in works]),
            **self._when(works[0]),
        }
        return self._sentence(f"author {works[0].key}", self._language.author, fields)

    def _gloss(self, work: Work) -> Sentence:
        subject = (
            (work.name, Cite((work.key,))) if work.name else self._by(work) or (Quoted(work.title), Cite((work.key,)))
        )
        gloss = work.gloss.rstrip(".")
        fields: dict[str, Parts | str] = {
            "subject": subject,
            "gloss": gloss,
            "does": gloss if _VERB.match(gloss) else "",
        }
        return self._sentence(f"gloss {work.key}", self._language.gloss, fields)

    def _when(self, work: Work) -> dict[str, str]:
        """Venue and year, after those of the sentence before."""
        if self._before == (work.year, work.venue) and work.venue and work.year:
            return {"there": self._words.there}
        at = self._words.at(work.venue, work.medium) if work.venue else ""
        year = self._before[0] if self._before else None
        when = self._words.when(work.year, year) if work.year and work.venue else ""
        return {
            "venue": work.venue,
            "at": at,
            "year": str(work.year or ""),
            "when": when,
            "then": when if self._before else "",
        }

    def _called(self, work: Work) -> Parts:
        return (work.name, Cite((work.key,)))

    def _titled(self, work: Work) -> Parts:
        """A title with its authors and citation."""
        by = self._by(work)
        return (Quoted(work.title), self._words.by, *by) if by else (Quoted(work.title), Cite((work.key,)))

    def _by(self, work: Work) -> Parts:
        """The authors with the citation; empty where none are known."""
        cited = Cite((work.key,), textual=self._textual)
        authors = self._authors(work)
        return () if not authors else (cited,) if self._textual else (authors, cited)

    def _authors(self, work: Work) -> str:
        """One family name, two, or the first and others."""
        families = [*filter(None, map(_family, work.authors))]
        if len(families) != len(work.authors) or not families:
            return ""
        if len(families) <= 2:
            return self._words.and_.join(families)
        return f"{families[0]} {self._words.others}"

    def _joined(self, told: Sequence[Parts]) -> Parts:
        """Works with commas and a last "and"."""
        last = self._words.and_ if len(told) == 2 else self._words.last
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
        first = work.authors[0] if len(work.authors) > 2 and _family(work.authors[0]) else work.key
        found[first].append(work)
    return [*found.values()]


def _batches(works: Sequence[Work], most: int) -> Iterator[Sequence[Work]]:
    """``works`` in parts of nearly the same size, none larger than ``most``."""
    count = -(-len(works) // most)
    for part in range(count):
        yield works[len(works) * part // count : len(works) * (part + 1) // count]


def _family(name: Name) -> str:
    parts = [name.non_dropping_particle, name.family]
    return name.literal or (" ".join(filter(None, parts)) if name.family else "")


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
