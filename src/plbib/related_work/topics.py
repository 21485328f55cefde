"""Topics inside a category: works whose titles share a term, a noun or a short phrase.

A title is read as runs of words between function words and signs (``Fast Quantization | for | Language Models``). Terms
are its words and pairs of neighbours, compared by their stems. What a run ends with is what it is about, so a term ends
a run in a third of its titles (``quantization``, not ``neural``). Each work goes to the first of its terms that enough
works share and not too many. So its own title decides, as long as its terms stay in use: one entry more or less moves
few others.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from heapq import heapify, heappop, heappush

from msgspec import Struct

from plbib.text import capitals, markup, mathematics

_FEWEST = 3
"""Works that make a topic."""


class Topic(Struct, frozen=True, kw_only=True):
    """Works that share a term.

    ``id`` names the topic lastingly: the stems of its term. ``terms`` are the words of the titles, case-folded and as
    most of them spell it. ``members`` are places in the titles given, ascending.
    """

    id: str
    heading: str
    terms: tuple[str, ...]
    members: tuple[int, ...]


_Term = tuple[str, ...]
"""The stems of its words."""


_Use = tuple[str, bool]
"""How a title uses a term: how it spells it, and whether a run of words ends with it."""


def topics(titles: tuple[str, ...], above: tuple[str, ...] = (), most: int | None = None) -> tuple[Topic, ...]:
    """The topics of the works of a category, by its ``titles``, in the order of their first works.

    They are disjoint and have at least three works each; works that fit none are in none. A term is too general for a
    topic if more than three works in five share it, or of many works more than a sixth and seven, or if the headings
    ``above`` say it already. Of more than ``most`` the smallest give their works to others that fit them. The order of
    the titles does not matter.
    """
    uses = [_uses(title) for title in titles]
    headed = {stem for heading in above for term in _uses(heading) for stem in term}
    shared = {term for term in _shared(uses) if not headed.issuperset(term)}
    filed = _filed([[term for term in used if term in shared] for used in uses], most)
    spelled: dict[_Term, Counter[str]] = defaultdict(Counter)
    for used in uses:
        for term in used.keys() & filed.keys():
            form, is_head = used[term]
            spelled[term][_in_text(form)] += is_head
    unsorted = (_topic(term, members, spelled[term]) for term, members in filed.items())
    return tuple(sorted(unsorted, key=lambda topic: topic.members))


def _topic(term: _Term, members: list[int], forms: Counter[str]) -> Topic:
    form = min(forms, key=lambda form: (-forms[form], form.swapcase()))
    first = re.split(r"\W", form, maxsplit=1)[0]
    heading = form[0].upper() + form[1:] if first.islower() else form
    return Topic(id=" ".join(term), heading=heading, terms=(form.casefold(),), members=tuple(members))


@lru_cache(maxsize=65536)
def _in_text(form: str) -> str:
    """``KV Cache`` → ``KV cache``: without the capitals that words have in titles only."""
    return re.sub(
        r"[^\W_]+", lambda word: word[0] if "{" in capitals.protect(word[0], utf8=True) else word[0].lower(), form
    )


# --- which terms can be topics ---


def _shared(uses: list[dict[_Term, _Use]]) -> set[_Term]:
    """The terms that can be topics: words, and phrases of words that cannot."""
    works = Counter(term for used in uses for term in used)
    heads = Counter(term for used in uses for term, (_, is_head) in used.items() if is_head)

    def is_term(term: _Term) -> bool:
        often = works[term] >= _FEWEST and 0 < works[term] <= 3 * heads[term]
        return often and not _bare().issuperset(term) and _is_phrase(term, works)

    def is_general(term: _Term) -> bool:
        return 5 * works[term] > 3 * len(uses) or 6 * works[term] > len(uses) + 42

    terms = {term for term in works if is_term(term)}
    phrases = {term for term in terms if len(term) > 1}
    # ``learning`` is no topic where two in three works say ``federated learning``
    parts = {(stem,) for term in phrases for stem in term if 3 * works[term] >= 2 * works[(stem,)]}
    words = {term for term in terms - phrases - parts if not is_general(term)}
    return words | {term for term in phrases if not is_general(term) and not any((stem,) in words for stem in term)}


def _is_phrase(term: _Term, works: Counter[_Term]) -> bool:
    """Whether the parts of a term belong together: the rarer of two is in two of five titles a part of it."""
    halves = [(works[term[:cut]], works[term[cut:]]) for cut in range(1, len(term))]
    return all(5 * works[term] >= 2 * min(pair) for pair in halves if all(pair))


def _filed(wishes: list[list[_Term]], most: int | None) -> dict[_Term, list[int]]:
    """The works of each term: every work is with the first of its terms, until that has too few works, or goes."""
    filed: dict[_Term, set[int]] = {term: set() for wished in wishes for term in wished}
    for place, wished in enumerate(wishes):
        if wished:
            filed[wished[0]].add(place)
    sizes = [(len(members), term) for term, members in filed.items()]
    heapify(sizes)
    while sizes and (sizes[0][0] < _FEWEST or (most is not None and len(filed) > most)):
        size, term = heappop(sizes)
        if size != len(filed.get(term, ())):  # it has grown since, or is gone
            continue
        for place in filed.pop(term):
            other = next((wish for wish in wishes[place] if wish in filed), None)
            if other:
                filed[other].add(place)
                heappush(sizes, (len(filed[other]), other))
    return {term: sorted(members) for term, members in filed.items()}


# --- the terms of a title ---

_WORD = "(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u109f])+"  # letters, digits, the marks on them
_TOKEN = re.compile(rf"\\[A-Za-z]+|{_WORD}(?:['’]{_WORD})?(?:[-‐‑–]{_WORD})*|[^\w\s]")
_ASCII_TOKEN = re.compile(_TOKEN.pattern.replace(_WORD, "[A-Za-z0-9]+"))
"""The same where nothing else stands, in half the time."""
_LONGEST_WORD = 60
_LONGEST_TERM = 4
_GERUND = re.compile(r"[^\W_]*[aeiouy][^\W_]*ing", re.IGNORECASE)
_ACRONYMS = re.compile(r"[A-Z0-9]s$")
_INNER_NAME = re.compile(r"(?<=[a-z])(?=[A-Z]\w\w)")
_NO_NOUN = re.compile(
    r"(?:..(?:ed|ly|ive|ous|ful|less|able|ible|aware|based|free|ional|ical|ural|ual|wise|specific|agnostic)"
    r"|\b(?:multi|cross|inter|intra|pre|post|non|semi|sub|self|co|re))$",
    re.IGNORECASE,
)
_COORDINATES = frozenset([*",&/", "and", "or"])
_AFTER_NOUNS = frozenset("and are as at by for from in is of on or over through under using via with without".split())


_Run = tuple[list[str], str]
"""Words with nothing between them, and the function word or sign that follows, in lower case."""


def _uses(title: str) -> dict[_Term, _Use]:
    """The terms of ``title``: those that end a run of words first, each as it comes."""
    uses: dict[_Term, _Use] = {}
    for use in _occurrences(title):
        term = _term(use[0])
        if term and (term not in uses or use[1] > uses[term][1]):
            uses[term] = use
    return {term: use for term, use in uses.items() if use[1]} | uses


def _occurrences(title: str) -> Iterator[_Use]:
    before = ""
    for run in _runs(title):
        words, follower = run
        if _is_verb(run):
            yield words[0], False
            words = words[1:]
        last = len(words) - 1
        for place, word in enumerate(words):
            ends = place == last and follower not in _COORDINATES and _is_noun(word)
            yield word, ends
            yield from _parts(word, ends)
            if place:
                yield f"{words[place - 1]} {word}", ends
            elif before:
                yield f"{before} of {word}", ends
        before = words[-1] if words and follower == "of" else ""


@lru_cache(maxsize=65536)
def _is_noun(word: str) -> bool:
    return not _NO_NOUN.search(word)


def _is_verb(run: _Run) -> bool:
    """Whether the run begins with a verb: ``Quantizing Language Models``, ``Quantizing the Weights``."""
    words, follower = run
    if words[0][-3:].lower() != "ing" or not _GERUND.fullmatch(words[0]):
        return False
    noun_at_end = not follower.isalpha() or follower in _AFTER_NOUNS
    return not (len(words) == 1 and noun_at_end)


@lru_cache(maxsize=65536)
def _parts(word: str, ends: bool) -> tuple[_Use, ...]:
    """The noun in ``self-attention``, where it ends a run, and in the name ``FlashAttention``."""
    parts = re.split(r"[-‐‑–]", word)
    noun = ((parts[-1], ends),) if ends and len(parts) > 1 else ()
    inner = ((parts[-1][match.start() :], False) for match in _INNER_NAME.finditer(parts[-1]))
    return (*noun, *inner)


def _runs(title: str) -> Iterator[_Run]:
    """The runs of words of ``title``, without markup, math and TeX commands."""
    text = markup.plain(title)
    if "$" in text:
        text = ";".join(part for part, is_math in mathematics.split(text) if not is_math)
    pattern = _ASCII_TOKEN if text.isascii() else _TOKEN
    words: list[str] = []
    for token in [*pattern.findall(unicodedata.normalize("NFC", text)), "."]:
        word = token[:-2] if token.endswith(("'s", "’s")) else token
        if _is_word(word):
            words.append(word)
        elif words:
            yield words, token.casefold()
            words = []


@lru_cache(maxsize=65536)
def _is_word(token: str) -> bool:
    if len(token) > _LONGEST_WORD or (len(token) == 1 and token.isascii()) or token.casefold() in _STOPS:
        return False
    return any(map(str.isalpha, token)) and token[0] != "\\"


@lru_cache(maxsize=65536)
def _term(form: str) -> _Term:
    """The stems of the words of ``form``; none if they are too many, or some are the same."""
    stems = _stems(form)
    return stems if len(set(stems)) == len(stems) <= _LONGEST_TERM else ()


def _stems(form: str) -> _Term:
    first, *rest = re.split(r"[-‐‑– ]", form)
    inner = (word for word in rest[:-1] if word.casefold() not in _STOPS)  # not the ``of`` in ``mixture-of-experts``
    return tuple(map(_stem, (first, *inner, *rest[-1:])))


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """What inflections of ``word`` share: ``sparse``, ``sparsity``, ``sparsification`` → ``spars``."""
    folded = (word[:-1] if _ACRONYMS.search(word) else word).casefold()
    if folded.endswith(("ive", "ional")):  # ``generative`` is not ``generation``
        return folded
    return _SUFFIX.sub("", _stemmer()(folded))


_SUFFIX = re.compile("(?<=....)(?:ifi?|iti)$")


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped] # takes a while to load

    stem: Callable[[str], str] = EnglishStemmer().stemWord
    return stem


@cache
def _bare() -> frozenset[str]:
    return frozenset(map(_stem, _BARE.split()))


_STOPS = frozenset(
    """
    a about above across after against all along also although am amid among an and another any are around as at be
    because been before behind being below beneath beside besides between beyond both but by can cannot could did do
    does doing done down during each either else enough ever every few for from further had has have having he her here
    him his how however i if in inside instead into is it its itself just less let like likes made make makes making
    many may me might more most much must my need needs neither never no nor not nothing of off on once one only onto
    or other our out over own per rather same she should since so some still such than that the their them then there
    these they this those though through throughout to together too toward towards two under until up upon us use used
    uses using versus very via vs was we were what when where whether which while who whom whose why will with within
    without would yet you your
    accelerating accurate accurately achieving adapting adaptive addressing advanced advancing affordable analyzing
    applying ask automatic automatically beating benchmarking better boosting breaking bridging building challenging
    characterizing combining comparing comprehensive democratizing demystifying designing developing diverse dynamic
    dynamically easy effective effectively efficient efficiently empirical empowering enable enables enabling enhanced
    enhancing evaluating examining exploiting exploring extending extreme fair fast faster first flexible full fully
    general generic good harnessing highly identifying implementing improve improved improves improving incorporating
    introducing investigating joint jointly leveraging look maximizing measuring minimizing modern near new next novel
    optimal optimally optimized optimizing overcoming powerful practical principled providing pushing rapid reducing
    redesigning reliable removing rethinking revisiting robust say scalable scaling see show significantly simple
    simpler simplifying smart solving speeding studying supporting systematic taming tell think understanding unified
    unifying universal unleashing unlocking useful utilizing
    """.split()
)
"""Function words, and words that praise or announce: they end a run, in any field."""

_BARE = """
    ability account aid aim algorithm analysis application approach architecture art aspect assessment benchmark case
    challenge characteristic characterization choice comparison component computation concept consideration context
    contribution data dataset design development domain effect efficiency engine environment era error evaluation
    example experience experiment exploration extension factor feature field form foundation framework function future
    goal group guide idea impact implementation improvement information insight integration interface introduction
    investigation issue knowledge learning lesson level library limit limitation management mechanism method
    methodology metric model module network object observation operation opportunity optimization overview paper
    paradigm parameter part performance perspective pipeline platform point policy potential power practice presence
    principle problem procedure process processing program programming progress project property proposal purpose
    quality question range rate report representation request requirement research resource result review role scale
    scenario scheme science service set setting solution source space speed stage state step story strategy structure
    study success support survey system task taxonomy technique technology theory thing time tool toolkit training
    transformation trend type use user utility value variable variant version view way word work workload world
"""
"""Words that name no subject alone, but do in a phrase: ``recommender systems``."""
