"""Findings about how a list writes what it says: capitals, affiliations, and signs between the parts of an entry."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from plbib.checks.source import ListText, Texts, place_of, text_of
from plbib.findings import Code
from plbib.model import Edit, Entry, Finding, Library, Place, Record
from plbib.text import markdown, markup
from plbib.text.capitals import is_shouted
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

# Capitals ------------------------------------------------------------------------------------------------------------


def shouted_title(entry: Entry, record: Record, texts: Texts) -> Iterator[Finding]:
    """A title in capitals, which the paper has not."""
    if entry.title.isupper() and is_shouted(entry.title):
        published = "" if record.listed_only else markup.plain(record.item.title)
        better = published if published and not is_shouted(published) else ""
        edit = text_of(entry, texts).edit(entry, entry.title, markdown.escape(better)) if better else None
        yield Code.SHOUTED_TITLE.finding(
            f"the title is in capitals: {entry.title}",
            f"write “{better}”" if better else None,
            place_of(edit, entry),
            record.key,
            edit=edit,
        )


# Affiliations --------------------------------------------------------------------------------------------------------

_LONG_FORMS = {
    "univ": "university",
    "uni": "university",
    "inst": "institute",
    "tech": "technology",
    "lab": "laboratory",
    "labs": "laboratory",
    "dept": "department",
    "natl": "national",
    "intl": "international",
    "acad": "academy",
    "sci": "sciences",
    "center": "centre",
    "corp": "",
    "inc": "",
    "ltd": "",
    "llc": "",
    "the": "",
    "and": "",
}
"""Words that affiliations are written with, and what they stand for."""
_LITTLE = frozenset("of the and at in for de la".split())
_WORD = regex(r"[^\W_]+")
_LEAST_ACRONYM, _LEAST_TYPO = 3, 7
"""Letters of an acronym, and of a word in which one letter too many or too few is a slip."""


def affiliations(library: Library, texts: Texts) -> Iterator[Finding]:
    """An affiliation that most entries spell otherwise; one finding a spelling, at the first entry that has it."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for record in library.records:
        for entry in record.entries:
            if entry.affiliation:
                entries[entry.affiliation].append(entry)
    for other, usual in _pairs({name: len(listed) for name, listed in entries.items()}):
        first = entries[other][0]
        edit = text_of(first, texts).edit(first, other, usual)
        yield Code.AFFILIATION_SPELLING.finding(
            f"“{other}” in {_times(entries[other])}, “{usual}” in {_times(entries[usual])}",
            f"write “{usual}” everywhere, if they are the same",
            place_of(edit, first),
        )


def _times(entries: list[Entry]) -> str:
    return "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"


def _pairs(counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Each spelling that has a more usual one, and that one."""
    names = sorted(counts, key=lambda name: (-counts[name], name))
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[_form(name)].append(name)
    for same in groups.values():
        yield from ((other, same[0]) for other in same[1:])
    firsts = [same[0] for form, same in groups.items() if form]
    long = defaultdict(list)
    for name in firsts:
        if initials := _initials(name):
            long[initials].append(name)
    for name in firsts:
        whole = long.get(name, []) if len(name) >= _LEAST_ACRONYM and name.isupper() else []
        if len(whole) == 1:
            yield (name, whole[0]) if counts[name] <= counts[whole[0]] else (whole[0], name)
    yield from _slips(firsts, counts)


def _form(name: str) -> str:
    """An affiliation without case, marks, and the choice between a word and its abbreviation."""
    words = [_LONG_FORMS.get(word, word) for word in _WORD.findall(name.lower().replace("&", " and "))]
    return squeeze("".join(words))


def _initials(name: str) -> str:
    words = [word for word in _WORD.findall(name) if word.lower() not in _LITTLE]
    return "".join(word[0].upper() for word in words) if len(words) >= _LEAST_ACRONYM else ""


def _slips(names: list[str], counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Names of which one word has a letter too many or too few, or two letters swapped."""
    shapes: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for shape in _shapes(name):
            shapes[shape].append(name)
    seen = set()
    for near in shapes.values():
        for usual, other in pairwise(near):
            if (usual, other) not in seen and counts[other] < counts[usual] and _is_slip(usual, other):
                seen.add((usual, other))
                yield other, usual


def _shapes(name: str) -> set[str]:
    """What a name has in common with those that differ by a slip: its letters sorted, with and without one of them."""
    letters = "".join(sorted(squeeze(name)))
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))} if len(letters) < 60 else set()


def _is_slip(one: str, other: str) -> bool:
    words, others = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if len(words) != len(others):
        return False
    unlike = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(unlike) == 1 and min(map(len, unlike[0])) >= _LEAST_TYPO and _one_apart(*unlike[0])


def _one_apart(one: str, other: str) -> bool:
    """Whether a letter is missing in one of two words, or two that follow each other are swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))
    swaps = (short[:at] + short[at + 1] + short[at] + short[at + 2 :] for at in range(len(short) - 1))
    return len(long) == len(short) and long in swaps


# Signs between the parts ---------------------------------------------------------------------------------------------

_LEAST_ENTRIES, _MAJORITY = 10, 0.8
"""Entries that have two parts, and the share of them that must write the same between these, for it to be the rule."""
_SIGNS = regex(r"(?:[\s,;:.|·•–—\-\]\[()*_]|</?br\s*/?>)*")
_LINKED = regex(r"\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
_TAG = regex(r"\[[^\[\]]{0,60}\](?!\()")
_SHOWN = {"": "nothing", " ": "a blank", "  ": "two blanks"}


class _Gap(Struct, frozen=True):
    """What an entry writes between two of its parts, and where."""

    entry: Entry
    line: int
    column: int
    text: str


def punctuation(library: Library, texts: Texts) -> Iterator[Finding]:
    """What few entries write between two of their parts where nearly all others write something else."""
    gaps: dict[tuple[str, str, str], list[_Gap]] = defaultdict(list)
    for record in library.records:
        for entry in record.entries:
            for between, gap in _gaps(entry, text_of(entry, texts)):
                gaps[entry.place.file, *between].append(gap)
    for (_, before, after), group in gaps.items():
        where = f"between {before} and {after}" if after else f"after {before}"
        for gap, usual, share in _unusual(group):
            yield Code.PUNCTUATION.finding(
                f"{_name(gap.text)} {where}, where {share} entries have {_name(usual)}",
                f"write {_name(usual)}",
                Place(file=gap.entry.place.file, line=gap.line, column=gap.column),
                edit=Edit(line=gap.line, column=gap.column, old=gap.text, new=usual),
            )


def _unusual(gaps: list[_Gap]) -> Iterator[tuple[_Gap, str, str]]:
    """Those that differ from what most have, with that, and how many these are.

    Where no signs are the rule, blanks can be for each of them.
    """
    usual, times = Counter(gap.text for gap in gaps).most_common(1)[0]
    if len(gaps) < _LEAST_ENTRIES:
        return
    if times >= _MAJORITY * len(gaps):
        yield from ((gap, usual, f"{times:,} of {len(gaps):,}") for gap in gaps if gap.text != usual)
        return
    alike: dict[str, list[_Gap]] = defaultdict(list)
    for gap in gaps:
        alike["".join(gap.text.split())].append(gap)
    for same in alike.values():
        if len(same) < len(gaps):
            yield from _unusual(same)


def _name(signs: str) -> str:
    return _SHOWN.get(signs, f"“{signs}”")


def _gaps(entry: Entry, text: ListText) -> Iterator[tuple[tuple[str, str], _Gap]]:
    """What stands between the parts of an entry on one line, and behind the last of them."""
    lines = [*text.of(entry)]
    if len(lines) != 1:
        return
    number, start, line = lines[0]
    parts = sorted(_parts(entry, line, start))
    if any(one[1] > other[0] for one, other in pairwise(parts)):
        return  # a part stands inside another: which is meant cannot be told
    ends = [*parts, (len(line), len(line), "")]
    for (_, end, before), (begin, _, after) in pairwise(ends):
        between = line[end:begin]
        if len(between) < 40 and _SIGNS.fullmatch(between):
            yield (before, after), _Gap(entry, number, end + 1, between)


def _parts(entry: Entry, line: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Begin, end and name of the title with its link, the venue with its year, and the affiliation."""
    at = line.find(entry.title, start)
    if at < 0:
        return
    link = _LINKED.match(line, at + len(entry.title))
    yield (at - 1, link.end(), "the title") if link else (at, at + len(entry.title), "the title")
    if entry.affiliation and line.count(entry.affiliation, start) == 1:
        place = line.index(entry.affiliation, start)
        yield place, place + len(entry.affiliation), "the affiliation"
    if entry.venue and entry.year and line.count(entry.venue, start) == 1:
        tag = _TAG.match(line, start)
        if tag and entry.venue in tag[0]:
            yield tag.start(), tag.end(), "the venue"
