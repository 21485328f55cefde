"""Bad items: printed as well as they can be or reported; never a traceback, never a silent loss."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib import load
from plbib.model import Item, Library, Name, Record, Status
from plbib.rendering.catalog import find
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from tests.rendering.csl.styles import TITLE, engine
from tests.samples import anything, items, names

STYLES = ("ieee", "apa", "mla", "nature", "chicago-notes-bibliography", "gb-t-7714")
OWN = (
    '<names variable="author" suffix=" "/>'
    '<choose><if variable="issued"><date variable="issued" form="text" prefix="(" suffix=")"/></if>'
    '<else><text value="(n.d.)"/></else></choose><text variable="title" prefix=". "/>'
)
_ENGINES = [CslEngine(find(style)) for style in STYLES]
_SIGNS = {chr(code) for code in range(0xE000, 0xE040)}


def loaded(folder: Path, rows: Any) -> Library:
    path = folder / "items.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return load(path)


def printed(made: Library) -> list[str]:
    """The entries in a style of our own; each must be there in every popular style, too, if without a text."""
    for one in _ENGINES:
        (section,) = one.write([made.records])
        assert [reference.key for reference in section] == [record.key for record in made.records]
    (section,) = engine(OWN).write([made.records])
    return [to_text(reference.marked) for reference in section]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"title": "Kites"}, "(n.d.). Kites"),
        ({"type": None, "title": "Kites"}, "(n.d.). Kites"),
        ({"type": "nonsense", "title": "Kites"}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": None}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": {}}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": {"date-parts": None}}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [[None]]}}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [[]]}}, "(n.d.). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [["2020", "5"]]}}, "(May 2020). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [[2020, None, None]]}}, "(2020). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [[2020, 5], [2020, 7]]}}, "(May–July 2020). Kites"),
        ({"title": "Kites", "issued": {"date-parts": [[2020, 13, 40]]}}, "(Spring 2020). Kites"),
        ({"title": "Kites", "issued": {"raw": "May 2020"}}, "(May 2020). Kites"),
        ({"title": "Kites", "issued": {"literal": "in press"}}, "(in press). Kites"),
        ({"title": "Kites", "issued": "2020-05-03"}, "(May 3, 2020). Kites"),
        ({"title": "Kites", "author": "Ada Berg"}, "Ada Berg (n.d.). Kites"),
        ({"title": "Kites", "author": ["Ada Berg", "Wei Li"]}, "Ada Berg, Wei Li (n.d.). Kites"),
        ({"title": "Kites", "author": [{"name": "?"}, {"family": "Li"}]}, "Li (n.d.). Kites"),
        ({"title": "Kites", "author": [{"family": None, "given": "Ada"}]}, "Ada (n.d.). Kites"),
        ({"title": "Kites", "author": [{"family": "Li", "given": 7}]}, "7 Li (n.d.). Kites"),
        ({"title": "Kites", "author": None, "editor": [], "page": None}, "(n.d.). Kites"),
        ({"title": ["Kites"]}, "(n.d.). Kites"),
        ({"title": 1984}, "(n.d.). 1984"),
        ({"title": "Kites", "volume": 7, "page": 12.5, "unknown": {"a": [1]}}, "(n.d.). Kites"),
    ],
)
def test_an_odd_item_is_printed_as_well_as_it_can_be(tmp_path: Path, row: dict[str, Any], text: str) -> None:
    rows = [{"id": "kite", **row}, {"id": "plain", "type": "book", "title": "Strings"}]
    made = printed(loaded(tmp_path, rows))
    assert made == [text, "(n.d.). Strings"]


def test_an_item_without_a_title_is_an_entry(tmp_path: Path) -> None:
    made = loaded(tmp_path, [{"id": "a", "type": "book", "author": [{"family": "Li"}]}, {"id": "b", "type": "book"}])
    assert printed(made) == ["Li (n.d.)", "(n.d.)"]


def test_ids_that_differ_only_in_case_are_two_entries(tmp_path: Path) -> None:
    made = loaded(tmp_path, [{"id": "Kite", "title": "Upper"}, {"id": "kite", "title": "Lower"}])
    assert printed(made) == ["(n.d.). Upper", "(n.d.). Lower"]


def test_an_id_given_twice_loses_no_entry_in_silence(tmp_path: Path) -> None:
    rows = [{"id": "kite", "title": "One"}, {"id": "kite", "title": "Two"}, {"id": "kite", "title": "One"}]
    made = loaded(tmp_path, rows)
    texts = printed(made)
    assert {"(n.d.). One", "(n.d.). Two"} <= set(texts)
    assert len(texts) == len(rows) or made.findings


@pytest.mark.parametrize("ids", [[1, 2], [None, ""], ["a b", "ä/ö"], [True, 1.5]])
def test_ids_of_any_shape(tmp_path: Path, ids: list[Any]) -> None:
    made = loaded(tmp_path, [{"id": id_, "title": f"Kites {n}"} for n, id_ in enumerate(ids)])
    assert printed(made) == ["(n.d.). Kites 0", "(n.d.). Kites 1"]
    assert len({record.key for record in made.records}) == 2


def test_items_without_an_id_are_entries(tmp_path: Path) -> None:
    assert printed(loaded(tmp_path, [{"title": "A"}, {"title": "B"}])) == ["(n.d.). A", "(n.d.). B"]


def test_a_thousand_authors_are_all_printed(tmp_path: Path) -> None:
    crowd = [{"family": f"Name{n}", "given": "Ada"} for n in range(1000)]
    (text,) = printed(loaded(tmp_path, [{"id": "kite", "title": "Kites", "author": crowd}]))
    assert text == ", ".join(f"Ada Name{n}" for n in range(1000)) + " (n.d.). Kites"


def test_what_is_no_item_is_reported(tmp_path: Path) -> None:
    made = loaded(tmp_path, [{"id": "kite", "title": "Kites"}, 7, None, [], {}])
    assert printed(made) == ["(n.d.). Kites"]
    assert len([finding for finding in made.findings if finding.code == "not-an-item"]) == 4


def test_an_empty_list_is_an_empty_list() -> None:
    for made in _ENGINES:
        assert made.sort([]) == []
        assert made.write([[]]) == [()]


def test_an_entry_of_a_hundred_thousand_characters_is_printed() -> None:
    title = "kites “of” <i>wind</i>. " * 4000
    (section,) = engine(TITLE).write([[Record(key="k", item=Item(type="book", title=title), status=Status.PINNED)]])
    assert to_text(section[0].marked).count("kites") == 4000


# Properties -----------------------------------------------------------------------------------------------------------


def letters(text: str) -> str:
    """Letters and digits of ASCII, case aside."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


@given(items(anything))
def test_any_item_is_printed(what: Item) -> None:
    records = [Record(key=key, item=what, status=Status.PINNED) for key in ("one", "two")]
    for made in _ENGINES:
        (section,) = made.write([made.sort(records)])
        assert sorted(reference.key for reference in section) == ["one", "two"]
        for reference in section:
            text, page = to_text(reference.marked), to_html(reference.marked, reference.address)
            assert not _SIGNS & {*text, *page}
            assert "<script" not in page


printable = anything.map(lambda text: "".join(c for c in text.replace("<", "‹") if c.isprintable()))


@given(title=printable, people=st.lists(names(printable), max_size=3).map(tuple))
def test_the_title_is_in_the_entry(title: str, people: tuple[Name, ...]) -> None:
    what = Item(type="article-journal", title=title, author=people, container_title="Journal")
    for made in _ENGINES:
        ((reference,),) = made.write([[Record(key="one", item=what, status=Status.PINNED)]])
        assert letters(title) in letters(to_text(reference.marked))
