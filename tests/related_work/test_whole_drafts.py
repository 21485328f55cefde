"""Drafts to the last letter: every form, grouping and file type, of papers that differ in all that a draft tells."""

import difflib
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from msgspec.structs import replace

from plbib.app.related_work import related_work
from plbib.errors import UsageError
from plbib.model import Date, Library, Record, Status
from plbib.related_work.fragment import fragment, picture
from plbib.related_work.options import DraftOptions
from plbib.related_work.words import CLASSES, COLUMNS, FIGURES, FORMS, GROUPINGS, LEVELS
from tests.related_work.drafts import library, people, record

VENUES = (
    ("ICLR", "paper-conference"),
    ("Nature Communications", "article-journal"),
    ("arXiv", "article"),
    ("EMNLP 2021 Workshop on Kites", "paper-conference"),
    ("", "report"),
    ("University of Oslo", "thesis"),
    ("Proceedings of the 12th Conference on Strings", "paper-conference"),
    ("", "software"),
)
TITLES = (
    "KiteNet: Flying Small Networks in Strong Winds",
    "On the Length of Strings, and Why They Break",
    "LiftBERT: Pre-training in a Headwind",
    "What Makes a Good Spool?",
    "Tails",
    "Winding Down: A Reel-Time Scheduler for Kites",
    "Small Networks Fly in Strong Winds",
    "TailCut: Shorter Tails for Faster Kites",
    "A Survey of Strings",
    "Spools that Never Tangle",
    "Learning to Wind Strings with Small Networks",
    "∞-kites & Other Toys",
)
GLOSSES = (
    "halves the length of the string at no loss of height",
    "Strings break where they are bent; we show why. They also bend where they are long.",
    "",
    "A spool with two handles, for children.",
    "KiteNet is the first network that flies.",
    "we present a scheduler",
)
PEOPLE = (people("Berg"), people("Holm", "Vik"), people("Frank", "Dunn", "Cole"), (), people("de la Cruz", "O’Neil"))
PATHS = ("Models", "Models/Small ones", "Models/Small ones/Nets", "Strings", "Strings/Tails & reels", "Systems")


def paper(at: int) -> Record:
    """A paper that differs from its neighbours in each respect, with periods that have no common divisor."""
    venue, kind = VENUES[at % len(VENUES)]
    made = record(
        f"key{at:02}",
        TITLES[at % len(TITLES)],
        PATHS[at * len(PATHS) // 26 % len(PATHS)],
        authors=PEOPLE[at % len(PEOPLE)],
        venue=venue,
        year=2017 + at % 7 if at % 9 else None,
        affiliation=("ETH Zürich", "Kite Labs & Sons", None)[at % 3],
    )
    item = replace(made.item, type=kind, abstract="Kites fly. Strings hold them." if at % 4 == 0 else None)
    entry = replace(made.entries[0], gloss=GLOSSES[at % len(GLOSSES)] or None)
    status = Status.RESOLVED if at % 5 else Status.UNRESOLVED
    return replace(made, item=item, entries=(entry,), status=status)


MANY = library(*map(paper, range(26)), title="Kites")
FEW = library(*map(paper, (1, 4, 13)), title="Few kites")
CASES: dict[str, tuple[Library, list[dict[str, Any]]]] = {
    "tex": (MANY, [{"form": form, "cite": "citet", "label": "rw"} for form in FORMS]),
    "md": (MANY, [{"form": form, "to": "md"} for form in FORMS]),
    "groups": (FEW, [{"form": form, "group_by": by} for form, by in product(FORMS, GROUPINGS)]),
    "wide": (MANY, [{"form": form, "two_column": True, "limit": 2} for form in ("table", "comparison", "taxonomy")]),
    "abstracts": (
        FEW,
        [{"abstracts": True}, {"quote_abstracts": True, "cite": "textcite"}, {"since": 2018, "until": 2020}],
    ),
    "options": (
        FEW,
        [
            *({"document_class": one, "form": "itemize" if one == "beamer" else "table"} for one in CLASSES),
            *({"form": "table", "columns": (one, "citation")} for one in COLUMNS),
            *({"level": level} for level in LEVELS),
            *({"cite": cite} for cite in ("citep", "parencite", "autocite")),
            *({"form": "taxonomy", "limit": limit} for limit in (1, 3)),
        ],
    ),
}


def drafts(name: str) -> Iterator[str]:
    some, cases = CASES[name]
    for options in cases:
        yield f"==== {' '.join(f'{option}={value}' for option, value in options.items())}\n"
        yield fragment(some, DraftOptions(**options))


@pytest.mark.parametrize("name", CASES)
def test_drafts_are_as_they_were(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"drafts-{name}.txt", "".join(drafts(name)))


@pytest.mark.parametrize("form", FIGURES)
def test_pictures_are_as_they_were(form: str, golden: Callable[[str, bytes], None]) -> None:
    golden(f"drafts-{form}.svg", picture(MANY, DraftOptions(form=form, to="md")))


def _change(old: str, new: str) -> Iterator[str]:
    """The lines that differ, but for those of plbib's own."""
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")) and line[1:9].strip() not in ("", "% plbib"):
            yield line


MORE = {
    "works": lambda n: library(*map(paper, range(n))),
    "works of one heading": lambda n: library(*(replace(paper(at), categories=(("Strings",),)) for at in range(n))),
    "headings": lambda n: library(*(replace(paper(at), categories=((f"Kites {at}",),)) for at in range(n))),
    "levels": lambda n: library(replace(paper(1), categories=(tuple(f"Kites {at}" for at in range(n)),))),
    "people": lambda n: library(record("key", "Tails", "Kites", authors=people(*"Berg Cole Dunn Egg Fox".split()[:n]))),
    "works of a year": lambda n: library(
        *(replace(paper(at), item=replace(paper(at).item, issued=Date(date_parts=((2020,),)))) for at in range(n))
    ),
}  # fmt: skip
"""Libraries that have something once more and once more."""


def _drawn(some: Library, options: DraftOptions) -> str:
    try:
        return fragment(some, options)
    except UsageError as error:  # there is nothing to draw
        return str(error)


@pytest.mark.parametrize("what", MORE)
def test_one_more_changes_what_it_did(what: str, golden: Callable[[str, str], None]) -> None:
    lines: list[str] = []
    for form in FORMS:
        drawn = [_drawn(MORE[what](count), DraftOptions(form=form, cite="citet")) for count in range(1, 7)]
        for count, (old, new) in enumerate(zip(["", *drawn], drawn, strict=False), 1):
            lines += [f"==== {form}, {count}", *_change(old, new)]
    golden(f"drafts-more-{what.replace(' ', '-')}.txt", "\n".join(lines) + "\n")


def _without(number: int) -> Callable[[str], str]:
    """The edit that takes away one of every four lines."""
    return lambda text: "".join(line for at, line in enumerate(text.splitlines(keepends=True)) if at % 4 != number)


def _moved(text: str) -> str:
    first, *others = text.split("\n\n")
    return "\n\n".join([first, *reversed(others)])


EDITS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "other words": lambda text: re.sub(r"\b(?:propose|introduce|present|describe|study)", "show", text),
    "a sentence more": lambda text: text.replace(". ", ". All of this is old. ", 3),
    "a paragraph more": lambda text: text.replace("\n\n", "\n\nMore of this is known.\n\n", 2),
    "line 1 of 4 gone": _without(0),
    "line 2 of 4 gone": _without(1),
    "line 3 of 4 gone": _without(2),
    "line 4 of 4 gone": _without(3),
    "no marks": lambda text: "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("% plbib ")
    ),
    "no last line": lambda text: text.rstrip("\n").rpartition("\n")[0] + "\n",
    "paragraphs turned round": _moved,
    "all twice": lambda text: text + text,
    "indented": lambda text: re.sub(r"^(?=[A-Z\\])", "  ", text, flags=re.MULTILINE),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
}
LATER: dict[str, Library] = {
    "the same": library(*map(paper, range(8)), title="Kites"),
    "fewer": library(*map(paper, range(0, 8, 2)), title="Kites"),
    "more": library(*map(paper, range(11)), title="Kites"),
    "turned round": library(*map(paper, reversed(range(8))), title="Kites"),
    "other words": library(
        *(replace(one, item=replace(one.item, title=f"{one.item.title} Again")) for one in map(paper, range(8))),
        title="Kites",
    ),
    "one heading": library(*(replace(paper(at), categories=(("Strings",),)) for at in range(8)), title="Kites"),
}


@pytest.mark.parametrize("form", ["paragraphs", "table", "itemize", "comparison", "taxonomy"])
def test_what_is_edited_is_kept_as_it_was(form: str, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    options = DraftOptions(form=form)
    draft = related_work(LATER["the same"], options, tmp_path)
    path, lines = tmp_path / draft.name, []
    old = path.read_text(encoding="utf-8")
    for edit, change in [*EDITS.items()][:: {"paragraphs": 1, "taxonomy": 2}.get(form, 3)]:
        edited = change(old)
        path.write_bytes(edited.encode())
        for later, some in LATER.items():
            merged = related_work(some, options, tmp_path, check=True).merged
            told = {name: ids for name, ids in structs.asdict(merged).items() if name != "text" and ids}
            lines += [f"==== {edit}, {later}: {told}", *_change(edited, merged.text)]
    golden(f"drafts-edited-{form}.txt", "\n".join(lines) + "\n")
