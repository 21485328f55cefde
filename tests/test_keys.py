"""Citation keys: their form, and that one given is never moved by another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.keys import KeySpace, title_words
from plbib.model import Date, Item, Name

KEY = re.compile(r"[a-z][a-z0-9]*")


def item(title: str, family: str = "Nobody", year: int | None = 2023, venue: str | None = None) -> Item:
    return Item(
        type="document",
        title=title,
        author=(Name(family=family),) if family else (),
        container_title=venue,
        issued=Date(date_parts=((year,),)) if year else None,
    )


def key(title: str, family: str = "Nobody", year: int | None = 2023, venue: str | None = None) -> str:
    return KeySpace().new(item(title, family, year, venue))


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Kites: Flying Small Networks", "kites"),
        ("The Art of Kites", "art"),
        ("On the Kites", "kites"),
        ("To Be or Not", "not"),
        ("The", "the"),
        ("∞-kites: Long Strings", "kites"),
        ("LIMU-KITE on Strings", "limukite"),
        ("Kite’s Strings", "kites"),
        ("“Kites” & Strings", "kites"),
        ("8-bit Kites", "8bit"),
        ("Straße", "strasse"),
        ("Über Kites", "uber"),
    ],
)
def test_first_word_of_a_title(title: str, word: str) -> None:
    assert title_words(title)[0] == word
    assert key(title) == f"nobody2023{word}"


@pytest.mark.parametrize(
    ("family", "stem"),
    [
        ("Łukasz", "lukasz"),
        ("Groß", "gross"),
        ("O’Neil-Smith", "oneilsmith"),
        ("Çelik", "celik"),
        ("王", "wang"),
        ("3M", "m"),
        ("!", "anon"),
    ],
)
def test_family_name_is_transliterated(family: str, stem: str) -> None:
    assert key("Kites", family) == f"{stem}2023kites"


def test_particle_belongs_to_the_family_name_and_an_organisation_has_only_one() -> None:
    name = Name(family="Berg", given="Jan", non_dropping_particle="van der")
    assert KeySpace().new(Item(type="book", title="Kites", author=(name,))) == "vanderbergkites"
    assert KeySpace().new(Item(type="book", title="Kites", author=(Name(literal="Kite Club"),))) == "kiteclubkites"


@pytest.mark.parametrize(
    ("venue", "year", "made"),
    [
        ("ICLR", 2023, "iclr2023kites"),
        (None, 2023, "anon2023kites"),
        (None, None, "anonkites"),
        ("ACL", None, "aclkites"),
    ],
)
def test_without_authors_venue_and_year_stand_first(venue: str | None, year: int | None, made: str) -> None:
    assert key("Kites", family="", year=year, venue=venue) == made


def test_clash_gives_the_newcomer_more_title_words_then_a_number() -> None:
    keys = KeySpace()
    made = [keys.new(item("Kites on Long Strings")) for _ in range(5)]
    assert made == [
        "nobody2023kites",
        "nobody2023kiteslong",
        "nobody2023kiteslongstrings",
        "nobody2023kites2",
        "nobody2023kites3",
    ]


def test_keys_that_differ_only_in_case_clash() -> None:
    keys = KeySpace(["Nobody2023Kites"])
    assert "NOBODY2023KITES" in keys
    assert keys.new(item("Kites")) == "nobody2023kites2"
    assert keys.numbered("nobody2023KITES") == "nobody2023KITES3"


def test_number_that_is_taken_is_skipped() -> None:
    keys = KeySpace(["kites", "kites2", "kites4"])
    assert [keys.numbered("kites") for _ in range(3)] == ["kites3", "kites5", "kites6"]


ITEMS = st.builds(
    item,
    st.text() | st.sampled_from(["Kites", "Kites on Strings", "∞", "", "8"]),
    st.text() | st.sampled_from(["", "Nobody", "3"]),
    st.none() | st.integers(-5000, 9999),
    st.none() | st.text(),
)


@given(st.lists(ITEMS))
def test_keys_are_short_ascii_and_unique(items: list[Item]) -> None:
    keys = KeySpace()
    made = [keys.new(one) for one in items]
    assert all(KEY.fullmatch(one) for one in made)
    assert max(map(len, made), default=0) <= 64
    assert len(set(made)) == len(made)


@given(st.lists(ITEMS), ITEMS)
def test_key_does_not_depend_on_later_papers(items: list[Item], later: Item) -> None:
    first, second = KeySpace(), KeySpace()
    assert [first.new(one) for one in items] == [second.new(one) for one in [*items, later]][:-1]


def test_twenty_thousand_equal_papers_take_no_quadratic_time() -> None:
    keys = KeySpace()
    assert len({keys.new(item("Kites on Long Strings")) for _ in range(20_000)}) == 20_000
    long = item("kite " * 50_000)
    assert len({keys.new(long) for _ in range(9)}) == 9
