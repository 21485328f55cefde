"""Citation keys: their form, and that one given is never moved by another."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.errors import UsageError
from plbib.model import Date, Item, Library, Name
from plbib.papers.keys import KeySpace, Pattern, keep_letters, of_its_own, pattern, safe, title_words

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
    assert keys.reserve_numbered("nobody2023KITES") == "nobody2023KITES3"


def test_number_that_is_taken_is_skipped() -> None:
    keys = KeySpace(["kites", "kites2", "kites4"])
    assert [keys.reserve_numbered("kites") for _ in range(3)] == ["kites3", "kites5", "kites6"]


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


@pytest.mark.heavy
def test_twenty_thousand_equal_papers_take_no_quadratic_time() -> None:
    keys = KeySpace()
    assert len({keys.new(item("Kites on Long Strings")) for _ in range(20_000)}) == 20_000
    long = item("kite " * 50_000)
    assert len({keys.new(long) for _ in range(9)}) == 9


# Patterns -----------------------------------------------------------------------------------------------------------

TEMPLATES = (
    "{family}{year}{word}",
    "{Families}-{yy}:{Words3}",
    "{initials}{arxiv}",
    "{venue}_{word}",
    "x/{year}.{family}",
)


@pytest.fixture(scope="module")
def embedded() -> Library:
    return plbib.load(plbib.DEMO)


@pytest.mark.parametrize("text", ["default", "bbt", "acl", "dblp", *TEMPLATES])
def test_pattern_gives_the_embedded_list_valid_keys_that_newcomers_do_not_change(embedded: Library, text: str) -> None:
    keys, made = KeySpace(), pattern(text)
    given = [keys.new(record.item, made, record.identifiers) for record in embedded.records]
    assert len({key.lower() for key in given}) == len(embedded.records) == 70
    assert all(safe(key) == key and key[0].isalpha() and len(key) <= 64 for key in given)
    other = KeySpace()
    first = [other.new(record.item, made, record.identifiers) for record in embedded.records[:40]]
    assert first == given[:40]


@pytest.mark.parametrize(
    ("text", "title", "made"),
    [
        ("default", "OPTQ: Accurate", "frantar2023optq"),
        ("bbt", "OPTQ: Accurate", "frantarOPTQAccurateQuantization2023"),
        ("acl", "AraT5: Text", "nagoudi-etal-2022-arat5"),
        ("dblp", "OPTQ: Accurate", "DBLP:conf/iclr/FrantarAHA23"),
        ("{Families}{yy}", "OPTQ: Accurate", "FrantarEtAl23"),
        ("{families}_{initials}", "OPTQ: Accurate", "frantaretal_faha"),
        ("{family}:{venue}.{arxiv}", "OPTQ: Accurate", "frantar:iclr.221017323"),
        ("{Words2}/{words2}", "OPTQ: Accurate", "OPTQAccurate/optqaccurate"),
        ("{year}{family}", "OPTQ: Accurate", "k2023frantar"),
    ],
)
def test_keys_by_pattern(embedded: Library, text: str, title: str, made: str) -> None:
    (record,) = (record for record in embedded.records if record.item.title.startswith(title))
    assert KeySpace().new(record.item, pattern(text), record.identifiers) == made


@pytest.mark.parametrize(
    ("text", "second", "third"),
    [
        ("bbt", "nobodyKitesLongStrings20232", "nobodyKitesLongStrings20233"),
        ("acl", "nobody-2023-kites-long", "nobody-2023-kites-long-strings"),
        ("dblp", "nobody2023kites", "nobody2023kiteslong"),
        ("{Family}{year}", "Nobody2023kites", "Nobody2023kiteslong"),
        ("{Word}:{family}", "KitesLong:nobody", "KitesLongStrings:nobody"),
        ("{word}{Words1}", "kitesKitesLong", "kitesKitesLongStrings"),
    ],
)
def test_clash_under_a_pattern_gives_more_title_words_too(text: str, second: str, third: str) -> None:
    keys, made = KeySpace(), pattern(text)
    given = [keys.new(item("Kites on Long Strings"), made, {"dblp": "x/Y23"}) for _ in range(3)]
    assert given[1:] == [second, third]


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("dlbp", "no pattern", "did you mean dblp?"),
        ("", "no pattern", "default, bbt, acl, dblp"),
        ("zzz", "no pattern", "{family}{year}{word}"),
        ("{famly}{year}", "no {famly}", "did you mean {family}?"),
        ("{qqqq}", "no {qqqq}", "known are: family"),
        ("{year}", "no template", "{family} or {word} among them"),
        ("{family} {year}", "no template", "letters, digits"),
        ("{family}{", "no template", "letters, digits"),
        ("{family},{word}", "no template", "letters, digits"),
        ("{family}é", "no template", "letters, digits"),
        ("{family}{{word}}", "no template", "letters, digits"),
        ("{words0}", "no {words0}", "{words3}"),
        ("{family2}", "no {family2}", "{words3}"),
    ],
)
def test_what_is_no_pattern_is_an_error_with_a_hint(text: str, said: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        pattern(text)
    assert said in caught.value.message
    assert hint in caught.value.hint


@given(st.sampled_from(["bbt", "acl", "dblp", *TEMPLATES]).map(pattern), st.lists(ITEMS, max_size=6))
def test_keys_of_any_pattern_are_safe_and_unique(made: Pattern, items: list[Item]) -> None:
    keys = KeySpace()
    given = [keys.new(one, made, {"dblp": one.title}) for one in items]
    assert all(safe(key) == key and key[0].isalpha() for key in given)
    assert len({key.lower() for key in given}) == len(items)


FACTS: dict[str, dict[str, Any]] = {
    "three authors": {},
    "two authors": {"author": (Name(family="Frantar"), Name(family="Ashk"))},
    "four authors": {"author": tuple(Name(family=letter) for letter in "ABCD")},
    "no author": {"author": (), "publisher": "Kite Press"},
    "an editor": {"author": (), "editor": (Name(family="Cole"),), "publisher": "Kite Press"},
    "nobody": {"author": ()},
    "no year": {"issued": None, "container_title": "ICLR"},
    "an acronym": {"event_title": "Conference on Kites (KITES '23 2023)", "container_title": "Proc. of Kites"},
    "a short title": {"container_title_short": "ICLR'23", "container_title": "Learning Representations"},
    "many letters": {"title": "b" * 70, "author": (Name(family="c" * 31),)},
}
PATTERNS = (
    *("default", "bbt", "acl", "dblp", "{families}{year}", "{initials}{yy}", "{venue}{word}"),
    *("{Family}:{Year}.{Words2}", "{arxiv}-{word}", "{family}--{venue}-{year}"),
)


def test_keys_of_all_patterns_are_as_they_were(golden: Callable[[str, str], None]) -> None:
    usual = Item(
        type="document",
        title="OPTQ: Accurate Quantization for Strings",
        author=tuple(Name(family=family) for family in ("Frantar", "Ashk", "Hoef")),
        issued=Date(date_parts=((2023,),)),
    )
    identifiers = {"arxiv": "2210.17323", "dblp": "conf/iclr/FA23"}
    lines = []
    for text, (name, facts) in product(PATTERNS, FACTS.items()):
        keys = [pattern(text)(replace(usual, **facts), identifiers, more) for more in range(3)]
        lines.append(f"{text}, {name}: {' '.join(keys)}\n")
    golden("keys.txt", "".join(lines))


def test_numbers_go_on_but_one_given_back_is_the_first_choice() -> None:
    keys = KeySpace(["Kite2"])
    assert [keys.reserve_numbered(key) for key in ("kite", "kite", "Kite")] == ["kite", "kite3", "Kite4"]
    assert "KITE" in keys
    keys.release("kite3")
    assert [keys.reserve_numbered("kite"), keys.reserve_numbered("kite")] == ["kite3", "kite5"]


@pytest.mark.parametrize(
    ("given", "plain", "letters", "own"),
    [
        ("a b", "a-b", "a-b", "z"),
        ("-a-", "a", "a", "z"),
        ("a..b", "a..b", "a..b", "a..b"),
        ("é", "e", "é", "é"),
        ("a(b)", "a-b", "a(b)", "a(b)"),
        ("", "", "", "z"),
    ],
)
def test_keys_as_programs_take_them(given: str, plain: str, letters: str, own: str) -> None:
    assert (safe(given), keep_letters(given), of_its_own("z", given)) == (plain, letters, own)
