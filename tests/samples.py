"""Libraries for tests: a small one of invented papers, and arbitrary ones for properties."""

import string
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from plbib import model
from plbib.model import Category, Date, Item, Library, Name, Record, Status
from plbib.text import tex
from plbib.text.unicode import clean

TYPES = sorted(model.TYPES)

PAPERS = (
    Record(
        key="hargreave2021kites",
        status=Status.RESOLVED,
        categories=(("Kites", "Flying"),),
        identifiers={"arxiv": "2101.00001", "doi": "10.5555/kite.2021_7"},
        sources=("dblp",),
        item=Item(
            type="paper-conference",
            title="∞-Kites: LLMs & the 100% Arabic Wind – KiteBERT’s “Last” Flight",
            author=(
                Name(family="Hargreave", given="Zoë"),
                Name(family="Berg", given="Jan", non_dropping_particle="van der"),
                Name(family="King", given="Martin Luther", suffix="Jr."),
                Name(literal="Kites and Strings, Inc."),
            ),
            container_title="Proceedings of the 3rd Conference on Kites",
            collection_title="Kites in Science",
            editor=(Name(family="Łoś", given="Ada"),),
            volume="12",
            page="101-9",
            event_title="Kites 2021",
            event_place="Fanø, Denmark",
            publisher="String & Sons",
            issued=Date(date_parts=((2021, 5, 3), (2021, 5, 7))),
            doi="10.5555/kite.2021_7",
            isbn="978-3-16-148410-0",
            url="https://kites.example/a_b?c=50%25&d=~e#f",
        ),
    ),
    Record(
        key="o2020string",
        status=Status.PINNED,
        categories=(("Kites", "Flying"),),
        item=Item(
            type="article-journal",
            title="String theory for kites",
            author=(Name(family="O’Neil", given="J.-P."),),
            container_title="Journal of Strings",
            volume="7",
            issue="2-3",
            page="e7",
            issued=Date(date_parts=((2020,),)),
            issn="2049-3630",
        ),
    ),
    Record(
        key="li2019tails",
        status=Status.UNRESOLVED,
        categories=(("Kites", "Tails"),),
        item=Item(type="article", title="Tails", author=(Name(family="Li", given="Wei"), Name(literal="others"))),
    ),
    Record(
        key="quill1999knots",
        status=Status.PINNED,
        item=Item(
            type="thesis",
            title="On \\input{knots} and ^^5c",
            author=(Name(given="Quill"),),
            publisher="University of Fanø",
            issued=Date(literal="in press"),
        ),
    ),
    Record(
        key="reel2018reels",
        status=Status.PINNED,
        item=Item(type="report", title="Reels", number="TR-18-2", publisher="Reel Institute"),
    ),
)


def library(*records: Record, title: str = "Papers about kites") -> Library:
    """A library of these records, or of all the invented ones."""
    records = records or PAPERS
    return Library(
        title=title,
        url="https://kites.example/list",
        source="kites.md",
        records=records,
        categories=(Category(path=("Kites", "Flying")), Category(path=("Kites", "Tails")), Category(path=("Empty",))),
        entries_read=len(records),
    )


def record(key: str = "key", **variables: Any) -> Record:
    """A pinned record of an item with these variables."""
    return Record(key=key, item=Item(**{"type": "article-journal", **variables}), status=Status.GIVEN)


HOSTILE = (
    *("\\input{/etc/passwd}", "^^5c", "\\", "{", "}", "%", "@", '"', "$", "#", "_", "~", "&", "`", "'", "-", ",", "--"),
    *("@article{evil,", "}\n@misc{evil, title={x}}\n", " and ", "others", "\n", "\r\n", "\t", "\x00", "\x1b[31m"),
    *("<script>alert(1)</script>", "<i>", '<span class="nocase">', "</span>", "javascript:alert(1)", '"onmouseover="x'),
    *(
        "](x)",
        "[x]: http://e.example",
        "- ",
        "1. ",
        "# ",
        "|",
        "https://e.example/a_b",
        "doi: 10.5555/x",
        "&amp;",
        "![",
    ),
    *(
        "\u202e",
        "\u200b",
        "\u2028",
        "\ue000",
        "\ue001",
        "\ue00c",
        "\ufffe",
        "\u0301",
        "é",
        "∞",
        "–",
        "’",
        "“",
        "李",
        "ß",
    ),
    *("A", "b", "BERT", "English", "2", " ", "  "),
)
"""Pieces of text that mean something to TeX, BibTeX, HTML, Markdown, a terminal or the engine's marks."""

hostile = st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join)
anything = st.one_of(hostile, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))


@cache
def exact(character: str) -> bool:
    """Whether a character has a TeX form that reads back as itself, or none; ``test_tex`` lists the others."""
    return tex.unescape(tex.escape(character)).strip() == unicodedata.normalize("NFC", character).strip()


_legible = [piece for piece in HOSTILE if all(map(exact, piece)) and not unicodedata.combining(piece[0])]
_legible.remove("&amp;")  # an entity of HTML is repaired
legible = st.one_of(
    st.lists(st.sampled_from([*_legible, "’"]), max_size=6).map("".join),
    st.text([*string.printable, "’"], max_size=20),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Mn"]).filter(exact), max_size=10),
)
"""Text that TeX can carry without loss, but for curly apostrophes."""


def folded(text: str) -> str:
    """What a .bib says of legible text: clean, composed, with straight apostrophes."""
    return unicodedata.normalize("NFC", clean(text)).replace("’", "'")


def said(name: Name) -> str:
    """A name as it is read out."""
    if name.literal and name.literal.strip():
        return name.literal
    comma = "," if (name.family or "").strip() and (name.suffix or "").strip() else ""
    family = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family])).rstrip() + comma
    return " ".join(filter(None, [name.given, family, name.suffix]))


def names(text: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    """Names of people and organisations, any part of which may be missing."""
    part = st.none() | text
    person = st.builds(Name, family=part, given=part, suffix=part, dropping_particle=part, non_dropping_particle=part)
    return person | st.builds(Name, literal=text)


years = st.integers(1000, 9999)
dates = st.one_of(
    st.builds(lambda year: Date(date_parts=((year,),)), years),
    st.builds(lambda year, month: Date(date_parts=((year, month),)), years, st.integers(1, 12)),
    st.builds(
        lambda year, season: Date(date_parts=((year, 5, 3), (year, 5, 7)), circa=True, season=season),
        years,
        st.integers(1, 4),
    ),
    st.builds(lambda text: Date(literal=text), st.sampled_from(["n.d.", "in press"])),
)


def items(text: st.SearchStrategy[str], types: Sequence[str] = TYPES) -> st.SearchStrategy[Item]:
    """Items with any of their variables missing."""
    maybe = st.none() | text
    people = st.lists(names(text), max_size=3).map(tuple)
    days = st.none() | dates
    own = {"type", "title", "author", "editor", "translator", "issued", "accessed", "event_date", "other"}
    return st.builds(
        Item,
        type=st.sampled_from(types),
        title=text,
        author=people,
        editor=people,
        translator=people,
        issued=days,
        accessed=days,
        event_date=days,
        other=st.just({}),
        **{name: maybe for name in Item.__struct_fields__ if name not in own},
    )


def libraries(item: st.SearchStrategy[Item]) -> st.SearchStrategy[Library]:
    """Libraries of up to three such items, with keys ``k0``, ``k1`` …."""
    return st.builds(
        lambda title, made: Library(
            title=title,
            url=title,
            records=tuple(Record(key=f"k{n}", item=item, status=Status.GIVEN) for n, item in enumerate(made)),
        ),
        anything,
        st.lists(item, max_size=3),
    )
