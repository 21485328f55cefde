"""Drafts to the last letter: every form, grouping and file type, of papers that differ in all that a draft tells."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from plbib.model import Library, Record, Status
from plbib.related_work.fragment import fragment, picture
from plbib.related_work.options import DraftOptions
from plbib.related_work.words import FIGURES, FORMS, GROUPINGS
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
