"""What a slip, another mark or another length changes in what is read of a form: golden, so that nothing shifts unseen.

A line says what differs from the form as it is; where nothing does, there is no line. Lengths are tried one by one, so
that each bound in the reader has a value on both sides.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import json, structs

from plbib.errors import InputError
from plbib.io.config import FIELDS, TITLES, UNITS, ProfileConfig
from plbib.lists.kinds import read
from plbib.lists.profile import NONE
from plbib.model import Entry
from tests.lists import test_fields_of_study as fields
from tests.lists import test_mended_kinds as mended
from tests.lists.forms import FORMS, PAPERS, text_of
from tests.lists.test_whole_readings import SAMPLES

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")


def _each_line(change: Callable[[str], str]) -> Callable[[str], str]:
    """Of lines below the heading."""
    return lambda text: "\n".join(
        change(line) if line.strip() and line[0] != "#" else line for line in text.split("\n")
    )


def _halved(text: str) -> str:
    """Each long line broken at the blank in its middle, as by an editor."""

    def broken(line: str) -> str:
        at = line.find(" ", len(line) // 2)
        return f"{line[:at]}\n  {line[at + 1 :]}" if len(line) > 40 and at > 0 else line

    return _each_line(broken)(text)


VARIATIONS: dict[str, Callable[[str], str]] = {
    "no marks of style": lambda text: re.sub(r"\*+|__?|`", "", text),
    "no year": lambda text: _YEAR.sub("", text),
    "a year of before": lambda text: _YEAR.sub("1899", text),
    "several years": lambda text: _YEAR.sub(r"\g<0>, 2016", text),
    "commas for full stops": lambda text: text.replace(". ", ", "),
    "full stops for commas": lambda text: text.replace(", ", ". "),
    "semicolons": lambda text: text.replace(", ", "; "),
    "dashes": lambda text: re.sub(r"[,.] (?=[*A-Z\[])", " – ", text),
    "capitals": lambda text: _WORD.sub(
        lambda word: word[0] if "/" in text[: word.start()][-9:] else word[0].upper(), text
    ),
    "small letters": lambda text: text.lower(),
    "round for square": lambda text: re.sub(r"\[([^\[\]]*)\](?!\()", r"(\1)", text),
    "square for round": lambda text: re.sub(r"(?<!\])\(([^()]*)\)", r"[\1]", text),
    "straight quotes": lambda text: re.sub(r"[“”]", '"', text),
    "curly quotes": lambda text: re.sub(r'"([^"\n]*)"', r"“\1”", text),
    "broken lines": _halved,
    "quoted lines": _each_line(lambda line: f"> {line}"),
    "numbered": _each_line(lambda line: re.sub(r"^[-*+] |^\d+\. ", "12) ", line)),
    "no marker": _each_line(lambda line: re.sub(r"^(?:[-*+]|\d+\.) ", "", line)),
    "a badge behind": _each_line(lambda line: f"{line} ![](https://img.shields.io/badge/kites-5-blue)"),
    "a word behind": _each_line(lambda line: f"{line} (oral)"),
    "a star before": _each_line(lambda line: re.sub(r"^((?:[-*+]|\d+\.) )?", r"\1⭐ ", line, count=1)),
    "a box to tick": _each_line(lambda line: re.sub(r"^((?:[-*+]|\d+\.) )", r"\1[x] ", line, count=1)),
    "no links": lambda text: re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text),
    "bare addresses": lambda text: re.sub(r"\[([^\[\]]*)\]\((http[^()]*)\)", r"\1 \2", text),
    "links of angles": lambda text: re.sub(r"\((http[^()]*)\)", r"(<\1>)", text),
    "no names": lambda text: re.sub(r"\b[A-Z](?:\w+|\.) (?=[A-Z]\w+,)", "", text),
    "et al.": lambda text: re.sub(r"(, [A-Z][\w.]* [A-Z][\w.]*)+(?=[.,*;|\n ])", " et al.", text),
    "a tail cut off": _each_line(lambda line: line[: len(line) * 2 // 3]),
    "a head cut off": _each_line(lambda line: f"- {line[len(line) // 3 :]}"),
    "tabs": lambda text: text.replace("- ", "-\t").replace(", ", ",\t"),
    "hard blanks": lambda text: text.replace(", ", ",\u00a0").replace(" (", "\u00a0("),
    "entities": lambda text: text.replace('"', "&quot;").replace(" and ", " &amp; "),
    "HTML for marks": lambda text: re.sub(r"\*\*([^*\n]+)\*\*", r"<b>\1</b>", text),
    "indented": _each_line(lambda line: f"  {line}"),
    "said twice": lambda text: f"{text}\n{text}",
}
"""What is done to a text; a form is varied by some of these in turn."""
_EACH = 7
"""So many variations of each form; it shares no divisor with how many there are but itself."""


def _fields(entry: Entry) -> dict[str, object]:
    said = {name: value for name, value in structs.asdict(entry).items() if value not in (None, ())}
    place, end = said.pop("place"), said.pop("end_line")
    return said | {"links": [[link.label, link.url] for link in entry.links], "at": [place.line, place.column, end]}


_Readings = tuple[list[dict[str, object]], list[str]]


def _readings(text: str, file: str = "list.md", profile: ProfileConfig = NONE) -> _Readings:
    try:
        reading = read(text, file, profile=profile)
    except InputError as error:
        return [], [str(error)]
    return [_fields(entry) for entry in reading.entries], [f"{found.place} {found.code}" for found in reading.findings]


def _differences(before: _Readings, after: _Readings) -> Iterator[str]:
    """What is read ``after`` and not ``before``."""
    (old, old_found), (new, new_found) = before, after
    if len(old) != len(new):
        yield f"{len(new)} entries"
    for at, entry in enumerate(new):
        like = old[at] if at < len(old) else {}
        changed = {name: value for name, value in entry.items() if like.get(name) != value}
        changed |= {name: None for name in like if name not in entry}
        if changed:
            yield f"{at} {json.encode(changed).decode()}"
    if old_found != new_found:
        yield " ".join(["findings", *new_found])


def _varied(texts: dict[str, str]) -> Iterator[str]:
    """What some variations of each text change, all variations in turn."""
    names = list(VARIATIONS)
    for at, (name, text) in enumerate(texts.items()):
        file = name if "." in name else "list.md"
        before = _readings(text, file)
        for step in range(_EACH):
            variation = names[(at * _EACH + step * 5) % len(names)]
            found = _differences(before, _readings(VARIATIONS[variation](text), file))
            yield from (f"{name}, {variation}: {line}\n" for line in found)


LINES: dict[str, str] = {
    **{name: text for name, (text, _) in mended.LINES.items()},
    **{name: text for name in ("kinds", "languages", "fields", "files") for name, text in SAMPLES[name].items()},
    **{f"reference {at}": f"- {text}\n" for at, (text, *_) in enumerate([*fields.WHOLE, *fields.MORE])},
}
"""Short lists and lone references of other tests, files by their names."""


def test_variations_of_forms_change_what_they_did(golden: Callable[[str, str], None]) -> None:
    texts = {name: text_of(form, PAPERS[at % 7 : at % 7 + 2]) for at, (name, form) in enumerate(FORMS.items())}
    golden("readings-varied.txt", "".join(_varied(texts)))


def test_variations_of_lines_change_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("readings-of-lines-varied.txt", "".join(_varied(LINES)))


PROFILES = (
    *(ProfileConfig(entries=unit) for unit in UNITS),
    *(ProfileConfig(titles=words) for words in TITLES),
    *(ProfileConfig(code=field, heading_dates=False) for field in FIELDS),
    *(ProfileConfig(at=field) for field in FIELDS),
    ProfileConfig(include=("Flying",), exclude=("Papers*",)),
)


def test_what_a_profile_says_changes_what_it_did(golden: Callable[[str, str], None]) -> None:
    lines = []
    texts = {name: text_of(form, PAPERS[at % 7 : at % 7 + 2]) for at, (name, form) in enumerate(FORMS.items())}
    for at, (name, text) in enumerate([*texts.items(), *LINES.items()]):
        if "." not in name:
            before = _readings(text)
            for profile in (PROFILES[at % len(PROFILES)], PROFILES[(at + 1) % len(UNITS)]):
                said = " ".join(f"{name}={value}" for name, value in structs.asdict(profile).items() if value)
                found = _differences(before, _readings(text, profile=profile))
                lines += [f"{name}, {said}: {line}\n" for line in found]
    golden("readings-by-profile.txt", "".join(lines))


_SHORT, _LONG = "on kite in wind of tail to knot by spool at rope as reel".split(), "aerodynamics turbulent".split()
_NAMES = "Ann Berg, Carl Cole, Dora Dunn, Emil Frank, Greta Holm, Ida Jansen, Kai Lund, Mia Norberg, Otto Palm".split(
    ", "
)


def _words(count: int) -> str:
    return " ".join((_SHORT * 9)[:count]).capitalize()


LENGTHS: dict[str, tuple[Callable[[int], str], range]] = {
    "bold title of words": (lambda n: f"- **{_words(n)}**, Ann Berg, ICLR 2023", range(1, 24)),
    "title of words": (lambda n: f"- {_words(n)}, ICLR 2023", range(1, 24)),
    "linked title of words": (lambda n: f"- [{_words(n)}](https://a.org/1)", range(1, 24)),
    "title of long words": (lambda n: f"- {' '.join((_LONG * 9)[:n]).title()} (VLDB 2020)", range(1, 14)),
    "title of one long word": (lambda n: f"- [{'Kite' * n}](https://a.org/1) ICLR 2023", range(1, 14)),
    "title of letters": (lambda n: f"- **{'Kites'[:n]}**, Ann Berg, ICLR 2023", range(1, 6)),
    "names": (lambda n: f"- {', '.join(_NAMES[:n])}. Kites over Bergen. ICLR 2023.", range(1, 10)),
    "names behind": (lambda n: f"- Kites over Bergen, {', '.join(_NAMES[:n])}, 2023", range(1, 10)),
    "words of a name": (lambda n: f"- {' '.join((_NAMES[0] + ' ' + _NAMES[1] + ' ' + _NAMES[2]).split()[:n])}. Kites over Bergen. ICLR 2023.", range(1, 7)),
    "initials": (lambda n: f"- {'A. B. C. D. E.'[: n * 3]}Berg. Kites over Bergen. ICLR 2023.", range(6)),
    "words of a venue": (lambda n: f"- **Kites over Bergen**. Journal of {_words(n).title()}, 2023", range(1, 14)),
    "words before a title": (lambda n: f'- {_words(n)}: "Kites over Bergen", ICLR 2023', range(1, 14)),
    "letters before a title": (lambda n: f"- {'Journal of Kites and Winds over the Sea and Rocks'[:n]} 2023 **Kites over Bergen**", range(20, 50, 3)),
    "words of a note": (lambda n: f"- **Kites over Bergen**, ICLR 2023. {_words(n)}.", range(1, 24)),
    "words in brackets": (lambda n: f"- Kites over Bergen ({_words(n)}), ICLR 2023", range(1, 12)),
    "words of a label": (lambda n: f"- Kites over Bergen [{_words(n)}](https://a.org/1)", range(1, 12)),
    "words behind a comma": (lambda n: f"- Kites over Bergen, {_words(n)}", range(1, 12)),
    "words behind a dash": (lambda n: f"- Kites over Bergen - {_words(n)}", range(1, 12)),
    "letters of a short name": (lambda n: f"- {'KITEFLYING'[:n]}: Kites over Bergen, ICLR 2023", range(1, 10)),
    "words of a heading": (lambda n: f"{'#' * 3} {_words(n)} 2023\n\n- [Kites over Bergen](https://a.org/1)", range(1, 20)),
    "words of a heading with links": (lambda n: f"### {_words(n)}\n\n[pdf](https://arxiv.org/abs/2301.00001)", range(1, 20)),
    "papers": (lambda n: "\n".join(f"- **Kites over Bergen {at}**, Ann Berg, ICLR 2023" for at in range(n)), range(1, 7)),
    "lines between": (lambda n: "- **Kites over Bergen**" + "\n" * n + "  Ann Berg, ICLR 2023", range(1, 5)),
    "blanks before a line": (lambda n: f"- **Kites over Bergen**\n{' ' * n}- Ann Berg, ICLR 2023", range(8)),
    "links": (lambda n: "- Kites over Bergen " + " ".join(f"[{at}](https://a.org/{at})" for at in range(n)), range(1, 7)),
    "cells": (lambda n: "|" + "Title|Authors|Venue|Year|Link|Code|"[: n * 6] + "\n|" + "-|" * n + "\n|" + "|".join(["Kites over Bergen", "Ann Berg", "ICLR", "2023", "https://a.org/1", "x"][:n]) + "|", range(1, 7)),
    "rows": (lambda n: "| Paper | Year |\n|---|---|\n" + "\n".join(f"| Kites over Bergen {at} | 201{at} |" for at in range(n)), range(6)),
    "digits": (lambda n: f"- Kites over Bergen, Kite Letters {'1234567'[:n]}, {'7654321'[:n]} (2023)", range(1, 7)),
    "pages apart": (lambda n: f"- Berg, A. (2020). Kites over Bergen. Kite Letters, 3({n}), 1{'0' * n}-1{'0' * n}9.", range(6)),
}  # fmt: skip
"""Something that a list can have more or less of, and so many of it."""


def test_lengths_change_what_they_did(golden: Callable[[str, str], None]) -> None:
    lines = []
    for name, (line, counts) in LENGTHS.items():
        for count in counts:
            entries, findings = _readings(f"# Kites\n\n## Flying\n\n{line(count)}\n")
            shown = [
                {key: entry[key] for key in entry if entry[key] and key not in ("category", "at")} for entry in entries
            ]
            lines.append(f"{name}, {count}: {json.encode(shown).decode()} {' '.join(findings)}".rstrip())
    golden("readings-by-length.txt", "\n".join(lines) + "\n")


def test_forms_are_varied_in_every_way() -> None:
    used = {(at * _EACH + step * 5) % len(VARIATIONS) for at in range(len(FORMS)) for step in range(_EACH)}
    assert used == set(range(len(VARIATIONS)))
