"""Lists for drafts of related work: a small one, one that is hard to typeset, one of any length."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import plbib
from plbib.model import Category, Date, Entry, Item, Library, Name, Place, Record, Status
from plbib.related_work.appearance import Appearance
from plbib.related_work.glosses import parse, parts
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.options import DraftOptions
from plbib.related_work.prose import Narration
from plbib.related_work.sections import DraftSection
from plbib.related_work.wording import language
from plbib.related_work.works import Work
from plbib.related_work.writers import Latex
from tests.benchmarks.generate import LIST, write


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A.") for family in families)


def record(
    key: str,
    title: str,
    category: str = "Kites",
    *,
    authors: tuple[Name, ...] = (),
    venue: str = "",
    year: int | None = None,
    affiliation: str | None = None,
) -> Record:
    """A paper; ``category`` may be a path with ``/``."""
    path = tuple(category.split("/"))
    place = Place(file="list.md", line=1, column=1)
    entry = Entry(title=title, category=path, affiliation=affiliation, place=place, end_line=1)
    item = Item(
        type="paper-conference",
        title=title,
        author=authors,
        container_title=venue or None,
        container_title_short=venue or None,
        issued=Date(date_parts=((year,),)) if year else None,
    )
    return Record(id=key, key=key, item=item, status=Status.RESOLVED, categories=(path,), entries=(entry,))


def library(*records: Record, title: str = "Kites & more") -> Library:
    paths = dict.fromkeys(path for record in records for path in record.categories)
    return Library(title=title, records=records, categories=tuple(Category(path=path) for path in paths))


HARD_TITLES = (
    r"A {title} with unbalanced } braces { and \end{document}",
    r"Danger: \input{/etc/passwd} ^^M %",
    "∞-former: Infinite Memory & 100 % of $5 #_~^",
    "Naïve: Schrödinger’s “cat”, Łódź, Ωmega, ﬁne-tuning – and — more…",
    "A" * 120 + ": Supercalifragilistic" + "expialidocious" * 6,
    "Fast $\\mathcal{O}(n \\log n)$ Sorting: $x^2 + \\alpha_{i}$",
    "[Brackets]: *stars* and \\\\ lines",
    "<i>Escherichia coli</i>: H<sub>2</sub>O",
    "GPT-4's `quotes' ''and'' \"more\"",
    "Кириллица: Ελληνικά",
    "\u202eReversed\u2028line\u00adsoft\u200bzero",
)
HARD = library(
    *(
        record(
            f"hard{number}",
            title,
            ("Kites", "R&D_50% of {everything}", "Deep/Nested/Categories #1")[number % 3],
            authors=(people("O’Neil-Ångström", "d'Alché-Buc"), people("محمد", "علي", "حسن"), ())[number % 3],
            venue=("ICLR", "Trans. A & B", "")[number % 3],
            year=(2021, 2022, None)[number % 3],
            affiliation=("AT&T Labs", "Universität Köln_#1", None)[number % 3],
        )
        for number, title in enumerate(HARD_TITLES)
    ),
    title=r"Papers {on \everything & 100%",
)
"""Texts that break TeX where they are not escaped, and papers of which little is known."""


@cache
def invented(count: int) -> Library:
    """A list of ``count`` papers with full records."""
    with TemporaryDirectory() as made:
        write(count, Path(made))
        return plbib.load(Path(made) / LIST)


def work(
    key: str, title: str = "", *, venue: str = "", year: int | None = None, medium: str = "conference", **facts: Any
) -> Work:
    """A work that appeared at ``venue``, with other ``facts``; its gloss is told as works with glosses are."""
    appeared = Appearance(venue=venue, said=venue, medium=medium if venue else "unknown", year=year)
    if gloss := facts.get("gloss"):
        told = parse(gloss, facts.get("name", ""))
        facts |= {
            "noted": parts(gloss, lambda _: ""),
            "how": told.how,
            "told": tuple(parts(text, lambda _: "") for text in (told.first, told.rest)),
        }
    return Work(key=key, title=title or key, appeared=appeared, **facts)


def section(*headings: str, works: Sequence[Work] = (), sections: tuple[DraftSection, ...] = ()) -> DraftSection:
    """A group under these ``headings``, of which the last is its own, as templates see it."""
    name = "/".join(headings)
    return DraftSection(
        id=name,
        heading=headings[-1],
        path=headings,
        depth=len(headings) - 1,
        label=name,
        works=tuple(works),
        sections=sections,
        _group=WorkGroup(id=name, heading=headings[-1], works=tuple(works)),
        _settled=frozenset(),
        _narration=Narration(language=language("en")),
        _writer=Latex(DraftOptions()),
    )
