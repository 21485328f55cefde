"""Items on the Zotero server: what it takes, what it makes of it, and what it counts as a change."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.zotero import Person, Server
from tests.servers.zotero.notes import cleaned

K1, K2, K3 = "AAAA2222", "BBBB3333", "CCCC4444"
NEW = {"itemType": "book", "title": "A Book of Kites"}
LATE = {"If-Unmodified-Since-Version": "9999"}


@pytest.fixture
def client(server: Server) -> Person:
    return server.client()


def add(client: Person, key: str = K1, **fields: object) -> dict[str, Any]:
    """Create an item; its data."""
    client.post("/items", [{**NEW, "key": key, "version": 0, **fields}])
    return client.item(key)


def failure(client: Person, **fields: object) -> tuple[int, str]:
    """Code and message of an item that is refused."""
    status, _headers, made = client.request("POST", "/items", [{**NEW, **fields}], LATE)
    assert (status, list(made["failed"])) == (200, ["0"]), made
    return made["failed"]["0"]["code"], made["failed"]["0"]["message"]


def changes(client: Person, **fields: object) -> bool:
    """Whether the server counts an update as one."""
    made = client.request("POST", "/items", [{"key": K1, **fields}], LATE)[2]
    assert made["failed"] == {}
    return bool(made["successful"])


# What is taken, and how it comes back ---------------------------------------------------------------------------------


def test_an_item_comes_back_with_all_fields_of_its_type(client: Person) -> None:
    data = add(
        client, itemType="conferencePaper", creators=[{"creatorType": "author", "firstName": "Ann", "lastName": "Bee"}]
    )
    fields = [row["field"] for row in client.get("/itemTypeFields?itemType=conferencePaper")[2]]
    assert set(fields) < data.keys()
    assert {name for name in fields if data[name]} == {"title"}
    assert (data["tags"], data["collections"], data["relations"]) == ([], [], {})
    assert "deleted" not in data
    assert "parentItem" not in data


def test_what_the_server_knows_about_an_item(server: Server, client: Person) -> None:
    names = [{"creatorType": "author", "firstName": "A", "lastName": name} for name in ("Bee", "Cee", "Dee")]
    add(client, creators=names[:2], date="May 2024")
    server.person().patch(f"/items/{K1}", {"extra": "e"})
    found = client.get(f"/items/{K1}")[2]
    meta = found["meta"]
    assert (meta["creatorSummary"], meta["parsedDate"], meta["numChildren"]) == ("Bee and Cee", "2024-05", 0)
    assert (meta["createdByUser"]["username"], meta["lastModifiedByUser"]["username"]) == ("owner", "member")
    assert (found["library"]["type"], found["library"]["id"]) == ("group", server.group)
    client.patch(f"/items/{K1}", {"creators": names, "date": "undated"})
    meta = client.get(f"/items/{K1}")[2]["meta"]
    assert (meta["creatorSummary"], "parsedDate" in meta) == ("Bee et al.", False)
    client.patch(f"/items/{K1}", {"creators": names[:1]})
    assert client.get(f"/items/{K1}")[2]["meta"]["creatorSummary"] == "Bee"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (" \t a  b \n", "a  b"),
        ("a\r\nb\x00\x07\x7fc", "a\nbc"),
        ("\u00a0\u200ba\u2028\U0001f41d", "\u00a0\u200ba\u2028\U0001f41d"),
        ("e\u0301 \u00e9", "e\u0301 \u00e9"),
        (5, "5"),
        (True, "1"),
        (False, ""),
        (None, ""),
    ],
)
def test_values_of_fields_are_normalised(client: Person, sent: object, kept: str) -> None:
    assert add(client, extra=sent)["extra"] == kept


def test_tags_are_sorted_and_unique(client: Person) -> None:
    tags = [{"tag": name} for name in ("b", " a ", "B", "", "b", "\u00e9", "e\u0301")] + [{"tag": "b", "type": 1}]
    kept = [{"tag": "B"}, {"tag": "a"}, {"tag": "b"}, {"tag": "b", "type": 1}, {"tag": "e\u0301"}, {"tag": "\u00e9"}]
    assert add(client, tags=tags)["tags"] == kept


def test_creators_keep_their_order_and_their_doubles(client: Person) -> None:
    two, one = {"creatorType": "author", "firstName": "", "lastName": " Bee "}, {"creatorType": "editor", "name": "Org"}
    kept = {"creatorType": "author", "firstName": "", "lastName": "Bee"}
    assert add(client, creators=[two, one, two])["creators"] == [kept, one, kept]
    empty = {"creatorType": "author", "firstName": "", "lastName": ""}
    assert add(client, K2, creators=[empty])["creators"] == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01 10:00:00", "2024-05-01T10:00:00Z"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01T10:00:00+02:00", "2024-05-01T08:00:00Z"),
        ("", ""),
    ],
)
def test_dates_of_access_are_in_utc(client: Person, sent: str, kept: str) -> None:
    assert add(client, accessDate=sent)["accessDate"] == kept


def test_the_server_tells_the_time(client: Person) -> None:
    data = add(client, accessDate="CURRENT_TIMESTAMP")
    assert data["accessDate"] == data["dateAdded"] == data["dateModified"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"foo": "x"}, "Invalid property 'foo'"),
        ({"publicationTitle": "x"}, "'publicationTitle' is not a valid field for type 'book'"),
        ({"itemType": "kite"}, "'kite' is not a valid itemType"),
        ({"itemType": None}, "'itemType' property not provided"),
        ({"title": ["x"]}, "Unexpected array for property 'title'"),
        ({"accessDate": "May"}, "'accessDate' must be in ISO 8601 or UTC 'YYYY-MM-DD[ hh:mm:ss]' format or"),
        ({"dateAdded": "May"}, "'dateAdded' must be in ISO 8601 or UTC 'YYYY-MM-DD hh:mm:ss' format (May)"),
        ({"tags": "a"}, "'tags' property must be an array"),
        ({"tags": ["a"]}, "Tag must be an object"),
        ({"tags": [{"tag": "a", "color": "red"}]}, "Invalid tag property 'color'"),
        ({"tags": [{"tag": []}]}, "Invalid tag name"),
        ({"creators": {}}, "'creators' property must be an array"),
        ({"creators": [{"creatorType": "pilot", "name": "A"}]}, "'pilot' is not a valid creator type"),
        (
            {"creators": [{"creatorType": "programmer", "name": "A"}]},
            "'programmer' is not a valid creator type for item type 'book'",
        ),
        (
            {"creators": [{"creatorType": "author", "lastName": "A"}]},
            "'firstName' creator field must be set if 'lastName' is set",
        ),
        (
            {"creators": [{"creatorType": "author", "firstName": "", "lastName": "A", "name": "B"}]},
            "'firstName' and 'name' creator fields are mutually exclusive",
        ),
        ({"collections": "A"}, "'collections' property must be an array"),
        ({"collections": ["ZZ"]}, "'ZZ' is not a valid collection key"),
        ({"relations": "A"}, "'relations' property must be an object"),
        ({"relations": {"dc:title": "A"}}, "Unsupported predicate 'dc:title'"),
        ({"relations": {"dc:relation": "A"}}, "'relations' values currently must be Zotero item URIs"),
        ({"parentItem": K1}, "Child item must be note, attachment, or annotation"),
        ({"parentItem": None}, "'parentItem' must be a valid item key or false"),
        ({"note": "x"}, "'note' property is valid only for note and attachment items"),
        ({"notes": []}, "'notes' property is no longer supported"),
        ({"inPublications": True}, "Group items cannot be added to My Publications"),
        ({"itemType": "attachment"}, "'linkMode' property not provided"),
        ({"itemType": "note"}, "'title' is not a valid field for type 'note'"),
        *(({wrapper: {}}, f"Invalid property '{wrapper}'") for wrapper in ("meta", "links", "library", "etag")),
    ],
)
def test_bad_items(client: Person, fields: dict[str, Any], message: str) -> None:
    code, said = failure(client, **fields)
    assert (code, said[: len(message)]) == (400, message)


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        ({"collections": [K2]}, 409, f"Collection {K2} not found"),
        ({"itemType": "note", "title": "", "parentItem": K2}, 409, f"Parent item {K2} not found"),
        ({"deleted": "yes"}, 500, "An error occurred"),
        ({"parentItem": False}, 500, "An error occurred"),
        ({"itemType": ""}, 500, "An error occurred"),
        ({"tags": [{"tag": "a" * 256}]}, 413, f"Tag '{'a' * 50}…' too long"),
        ({"creators": [{"creatorType": "author", "name": "a" * 256}]}, 413, f"The creator name ‘{'a' * 50}"),
        ({"extra": "é" * 32_768}, 413, f"Extra field value '{'é' * 50}…' too long for item"),
        ({"itemType": "note", "title": "", "note": "a" * 500_001}, 413, f"Note '{'a' * 79}...' too long"),
        ({"itemType": "note", "title": "", "note": "a" * 250_001}, 500, "An error occurred"),
    ],
)
def test_items_that_do_not_fit(client: Person, fields: dict[str, Any], code: int, message: str) -> None:
    found, said = failure(client, **fields)
    assert (found, said[: len(message)]) == (code, message)


def test_what_just_fits(client: Person) -> None:
    creators = [{"creatorType": "author", "firstName": "a" * 255, "lastName": "b" * 255}] * 200
    data = add(client, extra="é" * 32_767 + "e", tags=[{"tag": "a" * 255}], creators=creators)
    assert (len(data["extra"]), len(data["creators"])) == (32_768, 200)


@pytest.mark.parametrize("tag", [{"type": 1}, {"tag": 5}])
def test_odd_tags_pass(client: Person, tag: dict[str, Any]) -> None:
    assert add(client, tags=[tag])["tags"] == ([{"tag": "5"}] if "tag" in tag else [])


# Updates --------------------------------------------------------------------------------------------------------------


def test_what_counts_as_a_change(client: Person) -> None:
    (folder, other) = client.post("/collections", [{"name": "c"}, {"name": "d"}])
    author = {"creatorType": "author", "firstName": "Ann", "lastName": "Bee"}
    add(client, volume="7", creators=[author], collections=[folder, other])
    assert not changes(client, title=f" {NEW['title']} ", volume="7", creators=[author], tags=[])
    assert not changes(client, collections=[other, folder], relations={}, abstractNote="")
    assert changes(client, volume=7)
    assert changes(client, tags=[{"tag": "a"}])
    assert changes(client, tags=[{"tag": "a"}])
    assert changes(client, tags=[])
    assert not changes(client, tags=[])
    assert changes(client, creators=[author, author])
    assert changes(client, collections=[folder])


def test_a_patch_leaves_alone_what_it_does_not_name(client: Person) -> None:
    before = add(client, date="2024", extra="e", tags=[{"tag": "a"}, {"tag": "b"}])
    client.patch(f"/items/{K1}", {"extra": "", "tags": [{"tag": "c"}]})
    after = client.item(K1)
    different = {name for name in after if after[name] != before[name]}
    assert different - {"dateModified"} == {"version", "extra", "tags"}
    assert (after["extra"], after["tags"]) == ("", [{"tag": "c"}])


def test_a_put_needs_its_arrays_and_keeps_fields(client: Person) -> None:
    add(client, date="2024", deleted=1)
    whole: dict[str, Any] = {"itemType": "book", "title": "T"}
    for name, value in (("tags", []), ("relations", {}), ("collections", [])):
        status, _headers, text = client.request("PUT", f"/items/{K1}", whole, LATE)
        assert (status, text) == (400, f"'{name}' property not provided")
        whole[name] = value
    assert client.request("PUT", f"/items/{K1}", whole, LATE)[0] == 204
    data = client.item(K1)
    assert (data["title"], data["date"], "deleted" in data) == ("T", "2024", False)


def test_a_change_of_type_moves_what_it_can(client: Person) -> None:
    editor = {"creatorType": "seriesEditor", "name": "Org"}
    add(client, itemType="conferencePaper", proceedingsTitle="P", conferenceName="C", DOI="10.1/x", creators=[editor])
    client.patch(f"/items/{K1}", {"itemType": "journalArticle"})
    data = client.item(K1)
    assert (data["publicationTitle"], data["DOI"], data["creators"][0]["creatorType"]) == ("P", "10.1/x", "contributor")
    assert "conferenceName" not in data


PAST, LATER = "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("agent", "fields", "kept"),
    [
        ("plbib", {"title": "T"}, None),
        ("plbib", {"title": "T", "dateModified": PAST}, None),
        ("plbib", {"title": "T", "dateModified": LATER}, LATER),
        ("Pyzotero/1", {"title": "T", "dateModified": PAST}, None),
        ("Zotero/7", {"title": "T", "dateModified": PAST}, PAST),
        ("plbib", {"collections": []}, PAST),
        ("plbib", {"tags": [{"tag": "a"}]}, None),
    ],
)
def test_the_date_of_modification(client: Person, agent: str, fields: dict[str, Any], kept: str | None) -> None:
    (folder,) = client.post("/collections", [{"name": "c"}])
    add(client, dateModified=PAST, dateAdded=PAST, collections=[folder])
    assert client.request("PATCH", f"/items/{K1}", fields, {**LATE, "User-Agent": agent})[0] == 204
    data = client.item(K1)
    assert data["dateAdded"] == PAST
    assert data["dateModified"] == kept if kept else data["dateModified"] > LATER


def test_relations_show_on_both_ends(server: Server, client: Person) -> None:
    def address(key: str) -> str:
        return f"http://zotero.org/groups/{server.group}/items/{key}"

    add(client)
    add(client, K2)
    client.patch(f"/items/{K1}", {"relations": {"dc:relation": address(K2)}})
    one, two = client.item(K1), client.item(K2)
    assert (one["relations"], two["relations"]) == ({"dc:relation": address(K2)}, {"dc:relation": address(K1)})
    assert one["version"] == two["version"]
    assert not changes(client, relations={"dc:relation": [address(K2)]})
    client.delete(f"/items/{K2}")
    assert client.item(K1) == {**one, "relations": {}}


# Notes and links ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("plain", "<p>plain</p>"),
        ("<p>a <b>b</b> <i>c</i></p>", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("<p>a\n  b </p><p>c</p>", "<p>a b</p>\n<p>c</p>"),
        ("<p onclick='x()'>a<script>x()</script></p>", "<p>a</p>"),
        ("<a href='javascript:x()'>a</a>", "<p><a>a</a></p>"),
        ('<div class="c" data-x="1"><!-- k --><p>a &amp; b</p></div>', None),
        ("<ul><li>a</li></ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<pre> a\n  b</pre>", "<pre> a\n  b</pre>"),
        ("", ""),
    ],
)
def test_notes_are_cleaned(client: Person, sent: str, kept: str | None) -> None:
    add(client)
    note = add(client, K2, itemType="note", title="", note=sent, parentItem=K1)
    expected = kept if kept is not None else '<div class="c" data-x="1"><!-- k -->\n<p>a &amp; b</p>\n</div>'
    assert note["note"] == expected
    assert not client.request("POST", "/items", [{"key": K2, "note": sent}], LATE)[2]["successful"]


_MARKUP = ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<li>", "</li>", "<pre>", "</pre>", "<br>", "<hr>"]


@given(st.lists(st.sampled_from([*_MARKUP, " ", "\n", "a", "&lt;", "<!--c-->"]), max_size=12).map("".join))
def test_a_clean_note_stays_as_it_is(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


def test_children_of_an_item(client: Person) -> None:
    add(client)
    add(client, K2, itemType="note", title="", note="n", parentItem=K1)
    link = add(
        client, K3, itemType="attachment", linkMode="linked_url", title="code", url="https://example.org", parentItem=K1
    )
    assert (link["url"], link["parentItem"], "collections" in link) == ("https://example.org", K1, False)
    assert {row["key"] for row in client.get(f"/items/{K1}/children")[2]} == {K2, K3}
    assert client.get(f"/items/{K1}")[2]["meta"]["numChildren"] == 2
    assert client.get(f"/items/{K3}/children")[::2] == (400, "/children cannot be called on non-PDF attachments")
    assert client.get("/items/ZZZZ2222/children")[::2] == (404, "Item not found")
    assert failure(client, itemType="note", title="", note="n", parentItem=K2)[0] == 409
    client.delete(f"/items/{K1}")
    assert set(client.get("/deleted?since=0")[2]["items"]) == {K1, K2, K3}


def test_a_note_moves_out_and_back(client: Person) -> None:
    (folder,) = client.post("/collections", [{"name": "c"}])
    add(client)
    add(client, K2, itemType="note", title="", note="n", parentItem=K1)
    assert failure(client, itemType="note", title="", note="n", parentItem=K1, collections=[folder]) == (
        400,
        "Child items cannot be assigned to collections",
    )
    client.patch(f"/items/{K2}", {"parentItem": False, "collections": [folder]})
    assert (client.item(K2)["collections"], "parentItem" in client.item(K2)) == ([folder], False)
    client.patch(f"/items/{K2}", {"parentItem": K1})
    assert "collections" not in client.item(K2)
    client.patch(f"/items/{K2}", {"collections": [folder]})
    assert "parentItem" not in client.item(K2)


def test_csl_json(client: Person) -> None:
    add(
        client,
        itemType="conferencePaper",
        proceedingsTitle="P",
        date="2024-05",
        DOI="10.1/x",
        extra="a: b",
        creators=[
            {"creatorType": "author", "firstName": "Ann", "lastName": "Bee"},
            {"creatorType": "editor", "name": "Org"},
        ],
    )
    status, headers, made = client.get("/items?format=csljson")
    assert (status, headers["content-type"]) == (200, "application/vnd.citationstyles.csl+json")
    (item,) = made["items"]
    assert item.pop("id").endswith(f"/{K1}")
    assert item == {
        "type": "paper-conference",
        "title": NEW["title"],
        "container-title": "P",
        "DOI": "10.1/x",
        "note": "a: b",
        "author": [{"family": "Bee", "given": "Ann"}],
        "editor": [{"literal": "Org"}],
        "issued": {"date-parts": [[2024, 5]]},
    }
    both = client.get(f"/items/{K1}?include=data,csljson")[2]
    assert both["csljson"]["title"] == both["data"]["title"]
    assert "data" not in client.get(f"/items/{K1}?include=csljson")[2]
