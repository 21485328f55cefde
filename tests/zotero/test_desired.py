"""What the library should hold by the list: names of collections, links with titles, places in the list."""

import pytest

from plbib.model import Category, Entry, Item, Library, Link, Place, Record, Status
from plbib.zotero.desired import Wishes, collection_name, describe
from plbib.zotero.items import Schema

SCHEMA = Schema(version=1, fields={"webpage": ("title", "url", "extra")}, creators={"webpage": ("author",)})
PLACE = Place(file="list.md", line=1, column=1)


def listed(key: str, *links: Link, path: tuple[str, ...] = (), url: str | None = None) -> Record:
    entry = Entry(title=key, category=path, links=links, place=PLACE, end_line=1)
    item = Item(type="webpage", title=key, url=url)
    categories = (path,) if path else ()
    return Record(id=key, key=key, item=item, status=Status.RESOLVED, categories=categories, entries=(entry,))


def linked(*links: Link, url: str | None = None) -> list[tuple[str, str]]:
    library = Library(title="L", records=(listed("k", *links, url=url),))
    (paper,) = describe(library, SCHEMA, "L", Wishes()).papers
    return [(link.title, link.url) for link in paper.links]


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("code", "code"),
        ("title", "example.org"),  # the title is the link: its host says more
        ("titles", "titles"),
        ("", "example.org"),
        (" \n ", "example.org"),
        ("x" * 255, "x" * 255),
        ("x" * 256, "x" * 255),
    ],
)
def test_a_link_is_called_by_its_label_or_its_host(label: str, title: str) -> None:
    assert linked(Link(label=label, url="https://example.org/a")) == [(title, "https://example.org/a")]


def test_a_link_is_one_once_and_leads_elsewhere_than_the_item() -> None:
    code, again = Link(label="code", url="https://example.org/c"), Link(label="git", url="http://example.org/c")
    own, local = Link(label="paper", url="https://example.org/k"), Link(label="notes", url="notes.md")
    assert linked(own, code, again, local, url="https://example.org/k") == [("code", "https://example.org/c")]
    assert linked(own)[0][0] == "paper"


def test_places_count_in_the_first_category_from_one() -> None:
    records = [listed("a", path=("A",)), listed("b", path=("B",)), listed("c", path=("A",)), listed("d")]
    library = Library(title="L", records=tuple(records), categories=tuple(Category(path=(name,)) for name in "AB"))
    schema = Schema(version=1, fields={"webpage": ("title", "callNumber", "extra")}, creators=SCHEMA.creators)
    places = [paper.fields.get("callNumber", "") for paper in describe(library, schema, "L", Wishes(order=True)).papers]
    assert places == ["001.0001", "002.0001", "001.0002", "000.0001"]
    assert not any("callNumber" in paper.fields for paper in describe(library, schema, "L", Wishes()).papers)


@pytest.mark.parametrize("length", [1, 255, 256, 300])
def test_a_name_is_cut_only_where_it_is_too_long(length: int) -> None:
    name = collection_name("kites " * 60)[:length].ljust(length, "x")
    assert (collection_name(name) == name) is (length <= 255)
    assert len(collection_name(name)) <= 255


def test_a_collection_always_has_a_name() -> None:
    assert collection_name(" ") == "(no name)"
