"""A group of works told in sentences: by their glosses, else by where and when they appeared.

A sentence is made from the works that it is about and from nothing else, so that it stays true, and stays the same,
wherever an author moves it and whatever becomes of its neighbours.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from plbib.related_work.appearance import EVENTS, PLACES, Appearance
from plbib.related_work.glosses import first_sentence
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.mentions import by_people, families, lacks_article, mention, spoken
from plbib.related_work.sentences import Mention, Part, Quoted, Sentence
from plbib.related_work.wording import FIELD, Language, Tiers
from plbib.related_work.works import Work
from plbib.text.unicode import digest

Parts = tuple[Part, ...]
_Field = Parts | str | Callable[[], Parts]
"""What fills a field of a pattern; what always says something is made when a pattern asks for it."""
_ROOM, _MOST = 8, 5
"""Room of a sentence, of which a name takes one, a title two and a half; most works of one sentence."""
_MOST_APART = 3
"""Most works of a sentence that tells several places."""
_DETAILED = 2
"""Works of a sentence up to which a name stands with its subtitle."""
_LONG = 6
"""Sentences after which another year begins a new paragraph."""
_RARELY = 14
"""One in so many sentences begins with other words than works."""


class Narration(Struct, frozen=True, kw_only=True):
    r"""How works are told: in which language, and whether a citation names the authors itself (``\citet``).

    ``abstracts``: with that of each work as a comment; ``quotes``: a work without a gloss by the first sentence of it.
    """

    language: Language
    textual: bool = False
    abstracts: bool = False
    quotes: bool = False


@lru_cache(maxsize=4096)  # a build tells a group in two markups
def paragraph(group: WorkGroup, narration: Narration) -> tuple[Sentence, ...]:
    """The sentences about the works of a group, those below it aside; each work is cited in one of them."""
    sentences: list[Sentence] = []
    teller = _Teller(group, narration)
    length, before = 0, None
    for some in _shared_out(group, narration):
        opens = length >= _LONG and some[0].year != before
        sentences.append(teller.sentence(some, opens=opens))
        length, before = 1 if opens else length + 1, some[0].year
    return tuple(sentences)


def tell(works: Sequence[Work], group: WorkGroup, narration: Narration) -> Sentence:
    """The sentence about ``works``, of which one with a gloss stands alone."""
    return _Teller(group, narration).sentence(works)


def sentence_id(group: str, works: Iterable[Work]) -> str:
    """What names the sentence about ``works`` in the group with this id: the group and the works."""
    return f"s:{group_mark(group)}:{'+'.join(work.short for work in works)}"


@lru_cache(maxsize=4096)
def group_mark(group: str) -> str:
    """The id of a group as names of sentences, items and rows hold it."""
    return digest(group, 4)


def item(work: Work, group: str, narration: Narration) -> Sentence:
    """A work as an item of a list, in the group with this id."""
    words = narration.language.words
    fields: dict[str, _Field] = {
        "work": mention(work, words, textual=narration.textual),
        "subtitle": (Quoted(spoken(work.subtitle or work.title)),) if work.name or families(work, words) else "",
        "source": words.source(work.appeared),
        "place": work.affiliation,
    }
    available = _available(fields)
    parts = _fill(_fitting(narration.language.item, available)[0], available)
    if work.told:
        gloss, *rest = work.told
        whole = (Quoted(_sentence(work.gloss)),) if work.how == "quoted" else (*_capital(gloss), ".", *_behind(rest))
        parts = _joined((*parts, " ", *whole))
    return Sentence(id=f"i:{group_mark(group)}:{work.short}", parts=parts)


# Which works a sentence is about --------------------------------------------------------------------------------------


def _has_gloss(work: Work, narration: Narration) -> bool:
    return bool(work.told) or (narration.quotes and bool(work.abstract))


def _shared_out(group: WorkGroup, narration: Narration) -> list[tuple[Work, ...]]:
    """The works of each sentence, the oldest first, undated ones last, else in the order of the list.

    Works of one place and year stand together; those that are alone there, up to three, in one sentence.
    """
    clusters: dict[Appearance, list[Work]] = defaultdict(list)
    for work in group.works:
        clusters[_unsaid(work.appeared, group.heading)].append(work)
    sentences: list[tuple[Work, ...]] = []
    alone: list[Work] = []
    for appeared, some in sorted(clusters.items(), key=lambda cluster: _age(cluster[1][0])):
        sentences += [(work,) for work in some if _has_gloss(work, narration)]
        bare = [work for work in some if not _has_gloss(work, narration)]
        if len(bare) == 1 and appeared.medium != "law" and narration.language.words.where(appeared):
            alone += bare
        else:
            sentences += _batches(bare)
    sentences += [tuple(alone[at : at + _MOST_APART]) for at in range(0, len(alone), _MOST_APART)]
    return sorted(sentences, key=lambda some: _age(some[0]))


def _unsaid(appeared: Appearance, heading: str) -> Appearance:
    """Where and when, without what the heading says."""
    if appeared.venue and appeared.venue == heading:
        appeared = replace(appeared, venue="", said="", medium="unknown")
    return replace(appeared, year=None) if str(appeared.year) == heading else appeared


def _age(work: Work) -> tuple[bool, int]:
    return work.year is None, work.year or 0


def _batches(works: Sequence[Work]) -> Iterator[tuple[Work, ...]]:
    """``works`` in parts of about one size that fit a sentence, those with names first."""
    sizes = {work.key: 1 if work.name else 2.5 for work in works}
    room = sum(sizes.values())
    parts = max(-(-room // _ROOM), -(-len(works) // _MOST))
    batch: list[Work] = []
    done = 0.0
    for work in sorted(works, key=lambda work: not work.name):
        if batch and (done + sizes[work.key] / 2 > room / parts or len(batch) == _MOST):
            yield tuple(batch)
            batch, done = [], 0.0
        batch.append(work)
        done += sizes[work.key]
    if batch:
        yield tuple(batch)


# What it says ---------------------------------------------------------------------------------------------------------


class _Teller:
    """Sentences about works of a group: what its heading says is not said again."""

    def __init__(self, group: WorkGroup, narration: Narration) -> None:
        self._group, self._heading, self._narration = group.id, group.heading, narration
        self._language, self._words = narration.language, narration.language.words

    def sentence(self, works: Sequence[Work], *, opens: bool = False) -> Sentence:
        """The sentence about ``works``, of which one with a gloss stands alone."""
        told = self.gloss(works[0]) if _has_gloss(works[0], self._narration) else self.with_places(works)
        some = works if self._narration.abstracts else ()
        abstracts = tuple((work.key, work.abstract) for work in some if work.abstract)
        return Sentence(id=sentence_id(self._group, works), parts=told, opens=opens, abstracts=abstracts)

    def gloss(self, work: Work) -> Parts:
        """The work told by what people say of it, or by the first sentence of its abstract."""
        how, told = work.how, work.told
        quoted = work.gloss if how == "quoted" else ""
        if not told:
            how, quoted = "quoted", first_sentence(work.abstract)[0]
        fields: dict[str, _Field] = {
            "subject": (work.name or Quoted(spoken(work.title)), Mention((work.key,))),
            "source": self._words.source(self._appeared(work)),
            "quoted": (Quoted(_sentence(quoted)),) if quoted else "",
            "does": told[0] if how == "does" else "",
            "gloss": told[0] if how == "says" else "",
        }
        available = _available(fields)
        rest = _behind(told[1:]) if how != "quoted" else ()
        return _fill(_fitting(self._language.gloss, available)[0], {**available, "rest": rest})

    def with_places(self, works: Sequence[Work]) -> Parts:
        """Works by where and when they appeared."""
        places = {self._appeared(work) for work in works}
        if len(places) > 1:
            return self._pattern(works, self._language.apart, self._apart(works))
        (appeared,) = places
        several, words = len(works) > 1, self._words
        where, verb = words.where(appeared, several=several), words.verb(appeared.medium)
        fields: dict[str, _Field] = {
            "works": lambda: self._join([self._noun(work, detailed=len(works) <= _DETAILED) for work in works]),
            "were": words.were if several else words.was,
            "are": words.are if several else words.is_,
            "third": "" if several else words.third,
            "dated": where if appeared.year and where != words.in_year.format(year=appeared.year) else "",
            "at": where if not appeared.year else "",
            "there": where if appeared.year and appeared.said and appeared.medium in PLACES else "",
            "place": where if not appeared.year and appeared.said and appeared.medium in PLACES else "",
            "when": words.in_year.format(year=appeared.year) if appeared.year and appeared.medium != "law" else "",
            "year": str(appeared.year or ""),
            "printed": where if appeared.year and appeared.said and appeared.medium not in EVENTS else "",
            "source": words.source(appeared) if appeared.medium in EVENTS and appeared.said and appeared.year else "",
            "verb": verb,
            "authored": self._authored(works, verb),
        }
        return self._pattern(works, self._language.told, fields)

    def _appeared(self, work: Work) -> Appearance:
        return _unsaid(work.appeared, self._heading)

    def _apart(self, works: Sequence[Work]) -> dict[str, _Field]:
        """Works with their places, or with their sources in brackets."""
        words, media = self._words, {work.medium for work in works}
        verbs = {words.verb(medium) for medium in media}
        shown = next(iter(verbs)) if len(verbs) == 1 else ""
        nouns = [self._noun(work, detailed=False) for work in works]
        places = [self._appeared(work) for work in works]

        def placed(verb: str) -> Parts:
            """Works with their places: the verb is said once."""
            wheres = [*map(words.where, places)]
            said = [f" {verb} {wheres[0]}", *(f" {where}" for where in wheres[1:])]
            return self._join([(*noun, where) for noun, where in zip(nouns, said, strict=True)], apart=True)

        def listed() -> Parts:
            sources = map(words.source, places)
            return self._join([(*noun, f" ({one})") if one else noun for noun, one in zip(nouns, sources, strict=True)])

        return {
            "placed": lambda: placed(words.appeared),
            "shown": (lambda: placed(f"{words.was} {shown}")) if shown else "",
            "out": (lambda: placed(words.out)) if not media & EVENTS else "",
            "listed": listed,
        }

    def _noun(self, work: Work, *, detailed: bool) -> Parts:
        """A work by its name, or by title and authors, with its citation."""
        cited = Mention((work.key,))
        if work.name:
            return (
                work.name,
                cited,
                *((" (", Quoted(spoken(work.subtitle)), ")") if detailed and work.subtitle else ()),
            )
        title, authors = Quoted(spoken(work.title)), families(work, self._words)
        if not authors:
            return (title, cited)
        if lacks_article(work):
            return (title, cited) if self._narration.textual else (title, f" ({authors})", cited)
        if self._narration.textual:
            return (title, self._words.by, Mention((work.key,), textual=True))
        return (title, f"{self._words.by}{authors}", cited)

    def _authored(self, works: Sequence[Work], verb: str) -> Parts:
        """Works with those who wrote them, if people did: the verb is said once."""
        if not verb or len(works) > _MOST_APART or not all(map(by_people, works)):
            return ()
        clauses: list[Parts] = []
        for number, work in enumerate(works):
            authors, cited = families(work, self._words), Mention((work.key,), textual=self._narration.textual)
            if not authors:
                return ()
            does = f" {verb} " if not number else " "
            who: Parts = (
                (cited, does) if cited.textual else (f"{authors}{does}",) if work.name else (authors, cited, does)
            )
            what: Parts = (work.name,) if work.name else (Quoted(spoken(work.title)),)
            clauses.append((*who, *what, *((cited,) if work.name and not cited.textual else ())))
        return self._join(clauses)

    def _join(self, clauses: Sequence[Parts], *, apart: bool = False) -> Parts:
        """Works with commas and a last "and", which has a comma, too, if it stands ``apart`` or there are many."""
        last = self._words.and_ if len(clauses) == 2 and not apart else self._words.last
        joined: list[Part] = [*clauses[0]]
        for place, parts in enumerate(clauses[1:], 2):
            joined += [last if place == len(clauses) else self._words.comma, *parts]
        return tuple(joined)

    def _pattern(self, works: Sequence[Work], tiers: Tiers, fields: Mapping[str, _Field]) -> Parts:
        """A pattern that ``fields`` fill, by the first work, so that it stays when others join."""
        available = _available(fields)
        fitting = _fitting(tiers, available)
        if len(fitting) == 1:
            return _fill(fitting[0], available)
        number = int.from_bytes(digest(works[0].id or works[0].key, 8).encode()) % 2**32
        others = [pattern for pattern in fitting if not _WORKS_FIRST.match(pattern)]
        some = others if others and number % _RARELY == 0 else [one for one in fitting if one not in others] or others
        return _fill(some[number // _RARELY % len(some)], available)


_STOP = re.compile(r"[.!?…。！？](?:</?\w+>)*$")
_WORKS_FIRST = re.compile(r"\{(?:Works|Authored|Placed|Shown|Out)\}")


def _sentence(text: str) -> str:
    """``text`` with a stop at its end."""
    return text if _ends(text) else f"{text}."


def _capital(parts: Parts) -> Parts:
    """The parts with a capital at the beginning, but for a name that is written otherwise (``vLLM``, ``x86-TSO``)."""
    first = parts[0] if parts else ""
    if not isinstance(first, str) or not first or re.match(r"\S+[A-Z]", first):
        return parts
    return (first[:1].upper() + first[1:], *parts[1:])


def _behind(rest: Iterable[Parts]) -> Parts:
    """The other sentences of a gloss, as they stand behind the first."""
    some = next(iter(rest), ())
    return () if not some else _joined((" ", *some, *(() if _ends(some[-1]) else (".",))))


def _ends(part: Part) -> bool:
    return isinstance(part, str) and bool(_STOP.search(part))


def _fitting(tiers: Tiers, available: Iterable[str]) -> tuple[str, ...]:
    """The patterns of the first tier with any that the fields that are ``available`` fill."""
    return _filled(tiers, frozenset(available))


@lru_cache(maxsize=4096)
def _filled(tiers: Tiers, available: frozenset[str]) -> tuple[str, ...]:
    return next(some for tier in tiers if (some := tuple(one for one in tier if _fields(one) <= available)))


def _available(fields: Mapping[str, _Field]) -> dict[str, _Field]:
    """The fields that say something; ``rest`` and ``third`` may be empty."""
    return {"rest": (), "third": (), **{field: value for field, value in fields.items() if value}}


@cache  # patterns are those of the languages' files
def _fields(pattern: str) -> frozenset[str]:
    return frozenset(field.lower() for field in FIELD.findall(pattern))


@cache
def _pieces(pattern: str) -> tuple[str, ...]:
    """Texts and names of fields, by turns."""
    return tuple(FIELD.split(pattern))


def _fill(pattern: str, values: Mapping[str, _Field]) -> Parts:
    """The parts of a pattern, neighbouring texts as one; a field written with a capital begins with one."""
    filled: list[Part] = []
    for place, piece in enumerate(_pieces(pattern)):
        if place % 2 == 0:
            filled.append(piece)
            continue
        value = values[piece.lower()]
        parts: Parts = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else value()
        filled += _capital(parts) if piece[0].isupper() else parts
    return _joined(filled)


def _joined(parts: Iterable[Part]) -> Parts:
    """Neighbouring texts as one, with no blank before a citation and one stop where two meet."""
    filled: list[Part] = []
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part[1:] if part.startswith(".") and _ends(text) else part
            continue
        if isinstance(part, Mention) and not part.textual:
            text = text.rstrip()
        filled += (text, part) if text else (part,)
        text = ""
    return (*filled, text) if text else tuple(filled)
