"""How a list prints the authors of a paper: the order of the parts of a name, what stands between names, "et al."."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product

from msgspec import Struct

from plbib.model import Name
from plbib.papers import people
from plbib.text.patterns import regex

_SAMPLES = 20
_EASTERN = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
"""A name in Han, kana or Hangul, of which the family stands first and nothing between the two."""
_LETTER = regex(r"(?<![^\W\d_])[^\W\d_]")


def _family(name: Name) -> str:
    parts = (name.dropping_particle, name.non_dropping_particle, name.family)
    return " ".join(part for part in parts if part)


def _initials(name: Name, end: str, between: str) -> str:
    """The first letters of given names; those joined by a hyphen stay so: ``J.-P.``."""
    words = (_LETTER.findall(word) for word in (name.given or "").split())
    return between.join("-".join(f"{letter}{end}" for letter in word) for word in words if word)


def _with_suffix(text: str, name: Name) -> str:
    return f"{text} {name.suffix}" if name.suffix else text


def _whole(name: Name) -> str:
    if name.family and name.given and _EASTERN.fullmatch(name.family + name.given):
        return name.family + name.given
    return f"{name.given or ''} {_family(name)}".strip()


def _turned(name: Name) -> str:
    return ", ".join(filter(None, [_family(name), name.given]))


_Part = Callable[[Name], str]
_ALL: tuple[_Part, ...] = (
    _family,
    lambda name: f"{_initials(name, '.', ' ')} {_family(name)}".strip(),
    lambda name: f"{_initials(name, '', '')} {_family(name)}".strip(),
    lambda name: f"{_family(name)} {_initials(name, '', '')}".strip(),
    lambda name: ", ".join(filter(None, [_family(name), _initials(name, ".", " ")])),
    _whole,
    _turned,
)
_PARTS = (*((part, part) for part in _ALL), (_turned, _whole))
"""The first person and the others, what says least first: Berg · A. Berg · A Berg · Berg A · Berg, A. · Ann Berg …"""
_WHOLE = _ALL.index(_whole)
_BETWEEN = (", ", "; ", " and ")
_LAST = (", ", " and ", ", and ", " & ", ", & ", "; ")
_OTHERS = (" et al.", ", et al.", " et al", ", et al", " and others", ", and others", "…", ", …")


class Naming(Struct, frozen=True):
    """How names are printed; ``most`` of them where others are left out, None where all are printed.

    Up to ``whole`` names are all printed.
    """

    part: int = _WHOLE
    between: str = ", "
    last: str = ", "
    others: str = " et al."
    most: int | None = None
    whole: int = 0
    two: str = ""  # between two names, where it is not what stands before the last of several

    def write(self, names: Sequence[Name]) -> str:
        """``names`` as one text."""
        known = [name for name in names if name != people.OTHERS]
        more = len(known) < len(names)
        if self.most is not None and len(known) > max(self.most, self.whole):
            known, more = known[: self.most], True
        first, others = _PARTS[self.part]
        parts = [first, *[others] * len(known)]
        printed = [name.literal or _with_suffix(part(name), name) for part, name in zip(parts, known, strict=False)]
        if more or len(printed) < 2:
            text = self.between.join(printed)
            return text + self.others if more and text else text
        last = self.two if self.two and len(printed) < _SEVERAL else self.last
        return self.between.join(printed[:-1]) + last + printed[-1]


_SEVERAL = 3


def learn(texts: Iterable[str]) -> Naming:
    """How most of ``texts`` are printed."""
    sample = [text.strip() for text in texts][:_SAMPLES]
    read = [(text, people.names(text)) for text in sample]
    read = [(text, names) for text, names in read if names]
    if not read:
        return Naming()
    cut = [names for _, names in read if names[-1] == people.OTHERS]
    most, whole = _cut(cut, [len(names) for _, names in read if names[-1] != people.OTHERS])
    best, count = Naming(), 0
    lasts = [*((last, "") for last in _LAST), (", and ", " and "), (", & ", " & ")]
    ends = _OTHERS if cut else _OTHERS[:1]
    for part, between, (last, two), others in product(range(len(_PARTS)), _BETWEEN, lasts, ends):
        naming = Naming(part, between, last, others, two=two)
        hits = sum(naming.write(names).rstrip(".") == text.rstrip(".") for text, names in read)
        if hits > count:
            best, count = naming, hits
    return Naming(best.part, best.between, best.last, best.others, most, whole, best.two)


def _cut(cut: Sequence[Sequence[Name]], full: Sequence[int]) -> tuple[int | None, int]:
    """How many names stand where others are left out, None where they seldom are, and up to how many all stand.

    ``full`` are the numbers of names of the papers that have all.
    """
    if not cut:
        return None, 0
    most = Counter(len(names) - 1 for names in cut).most_common(1)[0][0]
    if len(cut) > len(full):
        return most, 0
    longest = max(full)
    return (most, longest) if len(cut) > 1 and longest <= 2 * most + 1 else (None, 0)
