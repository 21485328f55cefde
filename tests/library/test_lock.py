"""The lock file: one byte form, nothing corrupt accepted, and how entries find their paper again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.errors import ExitCode, LockError
from plbib.library.lock import VERSION, Lock, LockEntry, LockIndex, dump, join, load
from plbib.model import Date, Entry, Item, Link, Name, Place, Status
from plbib.text.unicode import squeeze

TITLE = "Kites: Flying Small Networks on Long Strings"
ARXIV = "https://arxiv.org/abs/2301.00001"
OTHER = "https://arxiv.org/abs/2301.00002"


def entry(title: str = TITLE, *urls: str, year: int | None = 2023) -> Entry:
    links = tuple(Link(label="title", url=url) for url in urls)
    return Entry(title=title, year=year, links=links, place=Place(file="f.md", line=1, column=1), end_line=1)


def known(name: str, title: str = TITLE, *links: str, status: Status = Status.RESOLVED) -> LockEntry:
    return LockEntry(
        id=f"e-{name}",
        title=squeeze(title),
        links=links,
        status=status,
        key=f"nobody2023{name}",
        item=Item(type="document", title=title, issued=Date(date_parts=((2023,),))),
    )


def row(**changes: object) -> dict[str, object]:
    made = {"id": "e-a", "title": "kites", "status": "resolved", "key": "kites", "item": {"type": "book"}}
    return {**made, **changes}


def encoded(*rows: object, **changes: object) -> bytes:
    return json.dumps({"plbib_lock": 1, "list": "f.md", "entries": list(rows), **changes}).encode()


WORDS = st.text(max_size=20)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
DATES = st.builds(Date, date_parts=st.just(((2023, 5), (2023, 6)))) | st.builds(
    Date, literal=WORDS, circa=st.booleans()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
ITEMS = st.builds(
    Item,
    type=WORDS,
    title=WORDS,
    author=st.lists(st.builds(Name, family=st.none() | WORDS, literal=st.none() | WORDS), max_size=2).map(tuple),
    issued=st.none() | DATES,
    doi=st.none() | WORDS,
    other=st.dictionaries(WORDS, JSON, max_size=2),
)
LOCKS = st.lists(
    st.builds(
        LockEntry,
        id=st.text(LETTERS, min_size=6, max_size=8).map("e-{}".format),
        title=WORDS,
        links=st.lists(WORDS, max_size=3).map(tuple),
        status=st.sampled_from(Status),
        commented=st.booleans(),
        key=st.text(LETTERS, min_size=1),
        provisional=st.booleans(),
        aliases=st.lists(WORDS, max_size=2).map(tuple),
        sources=st.lists(WORDS, max_size=2).map(tuple),
        provenance=st.dictionaries(WORDS, WORDS, max_size=2),
        item=ITEMS,
        identifiers=st.dictionaries(WORDS, WORDS, max_size=2),
    ),
    max_size=4,
    unique_by=(lambda made: made.id, lambda made: made.key),
).map(lambda entries: Lock(list="f.md", entries=tuple(entries)))


@given(LOCKS)
def test_lock_comes_back_byte_for_byte_whatever_the_order_of_its_entries(lock: Lock) -> None:
    data = dump(lock)
    read = load(data, "f.lock.json")
    assert dump(read) == dump(Lock(list=lock.list, entries=lock.entries[::-1])) == data
    assert {entry.id: entry for entry in read.entries} == {entry.id: entry for entry in lock.entries}


def test_lock_is_indented_text_that_ends_with_a_newline() -> None:
    data = dump(Lock(list="f.md", entries=(known("b"), known("a", "Käfer"))))
    assert data.endswith(b"\n}\n")
    assert data.index(b'"e-a"') < data.index(b'"e-b"')
    assert "Käfer".encode() in data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe{\x00}\x00",
        b'{"plbib_lock": 1, "list": "\xff", "entries": []}',
        b'{"plbib_lock": "1", "list": "f.md", "entries": []}',
        b'{"list": "f.md", "entries": []}',
        b'{"plbib_lock": 1, "entries": []}',
        b"[" * 200_000,
        b'{"plbib_lock": 1, "x": ' + b"[" * 200_000,
        encoded(extra=1),
        encoded(row(extra=1)),
        encoded(row(status="sure")),
        encoded(row(links="arxiv:2301.00001")),
        encoded(row(item={"title": "no type"})),
        encoded(row(item={"type": "book", "issued": {"date-parts": [["2023"]]}})),
        encoded({"id": "e-a"}),
        encoded(7),
    ],
)
def test_corrupt_lock_is_an_error_that_says_what_to_do(data: bytes) -> None:
    with pytest.raises(LockError, match=r"f\.lock\.json: not a lock file") as caught:
        load(data, "f.lock.json")
    assert "restore it" in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


def test_newer_lock_is_an_error_that_says_what_to_do_whatever_it_holds() -> None:
    with pytest.raises(LockError, match="newer plbib") as caught:
        load(encoded(row(unheard="of"), plbib_lock=VERSION + 1, also=1), "f.lock.json")
    assert "upgrade" in caught.value.hint


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (row(key="spools"), "the id e-a"),
        (row(id="e-b"), "the key kites"),
        (row(id="e-b", key="KITES"), "the key kites"),
    ],
)
def test_two_entries_of_one_id_or_key_are_an_error(second: dict[str, object], said: str) -> None:
    with pytest.raises(LockError, match=said) as caught:
        load(encoded(row(), second), "f.lock.json")
    assert caught.value.hint


@pytest.mark.parametrize("key", ["", "kites}, @misc{evil", "kites\n", "a b", "kités"])
def test_key_that_bibtex_does_not_take_is_an_error(key: str) -> None:
    with pytest.raises(LockError, match="no citation key") as caught:
        load(encoded(row(key=key)), "f.lock.json")
    assert caught.value.hint


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    ("title", "url"),
    [
        (TITLE, ARXIV),
        (TITLE.upper() + "!", "http://arxiv.org/pdf/2301.00001v2.pdf"),
        (TITLE, OTHER),
        (TITLE, "https://example.org/kites.pdf"),
        ("Kites: Flying Large Networks on Long Strings", ARXIV),
    ],
)
def test_paper_is_found_with_a_mended_title_or_a_mended_link(title: str, url: str, status: Status) -> None:
    paper = known("a", TITLE, "arxiv:2301.00001", status=status)
    assert LockIndex([paper]).find(entry(title, url)) == paper


@pytest.mark.parametrize(
    ("title", "url"),
    [("Spools that Never Tangle", OTHER), ("Spools that Never Tangle", ARXIV), ("Kites: Flying Large Networks", OTHER)],
)
def test_another_title_and_link_or_quite_another_title_is_another_paper(title: str, url: str) -> None:
    assert LockIndex([known("a", TITLE, "arxiv:2301.00001")]).find(entry(title, url)) is None


def test_published_title_and_identifiers_find_the_paper_too() -> None:
    item = Item(
        type="document",
        title="Dragons: A Published Title",
        doi="10.1000/D",
        url="https://openreview.net/forum?id=dRaGoN",
    )
    paper = LockEntry(
        id="e-a", title=squeeze(TITLE), status=Status.RESOLVED, key="a", item=item, identifiers={"arxiv": "2301.00001"}
    )
    index = LockIndex([paper])
    assert index.find(entry("Dragons: A Published Title")) == paper
    for url in ("https://dl.acm.org/doi/10.1000/d", "https://openreview.net/pdf?id=dRaGoN", ARXIV):
        assert index.find(entry("Dragons: A Publishd Title", url)) == paper


def test_title_decides_between_two_papers() -> None:
    one, two = known("a", TITLE, "arxiv:2301.00001"), known("b", "Spools that Never Tangle", "arxiv:2301.00002")
    assert LockIndex([one, two]).find(entry(TITLE, OTHER)) == one


def test_other_identifier_beside_a_listed_paper_of_the_same_title_is_another_paper() -> None:
    paper = known("a", TITLE, "arxiv:2301.00001", status=Status.UNRESOLVED)
    index = LockIndex([paper])
    assert index.find(entry(TITLE, OTHER), claimed={"e-a"}) is None
    assert index.find(entry(TITLE, "https://openreview.net/pdf?id=kItEs"), claimed={"e-a"}) == paper
    assert index.find(entry(TITLE, "https://openreview.net/pdf?id=kItEs", year=2020), claimed={"e-a"}) is None


def test_address_of_many_papers_identifies_none() -> None:
    titles = [f"Kites, Part {number}" for number in range(5)]
    index = LockIndex(known(str(number), title, "url:example.org") for number, title in enumerate(titles))
    assert index.find(entry("Kites, Part 7", "https://example.org/")) is None
    assert index.find(entry("Kites, Part 3", "https://example.org/")) is not None


def test_new_ids_follow_from_the_fingerprint_and_differ_from_those_given() -> None:
    index = LockIndex([])
    name = index.new_id("kites", ["arxiv:2301.00001"])
    assert name == index.new_id("kites", ["arxiv:2301.00001"])
    assert name != index.new_id("kites", ["arxiv:2301.00002"])
    assert name.removeprefix("e-").isalnum()
    index.add(known(name.removeprefix("e-")))
    assert index.new_id("kites", ["arxiv:2301.00001"]).startswith(name)
    assert index.new_id("kites", ["arxiv:2301.00001"]) != name


def test_papers_of_other_locks_come_beside_with_keys_of_their_own() -> None:
    own = Lock(list="f.md", entries=(replace(known("a", "A", "x:1"), key="kite"),))
    other = Lock(
        list="g.md",
        entries=(
            known("a", "Another by id"),
            replace(known("b", "A", "x:1"), key="same"),  # by title and link
            replace(known("c", "C", "x:1"), key="kite", aliases=("KITE", "tail", "same")),
            replace(known("d", "D"), key="tail"),
        ),
    )
    again = Lock(list="h.md", entries=(replace(known("e", "C", "x:1"), key="e"), replace(known("f", "F"), key="f")))
    made = join(own, [other, again])
    assert made.list == "f.md"
    assert [(entry.id, entry.key, entry.aliases) for entry in made.entries] == [
        ("e-a", "kite", ()),
        ("e-c", "kite2", ("tail", "same")),
        ("e-d", "tail2", ()),
        ("e-f", "f", ()),
    ]
