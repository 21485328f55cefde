"""What the Zotero server lists: pages, filters, the trash, collections, tags, searches, settings, the schema."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.servers.zotero import Person, Server

K1, K2, K3, K4 = "AAAA2222", "BBBB3333", "CCCC4444", "DDDD5555"
NEW = {"itemType": "book", "title": "A Book of Kites"}


@pytest.fixture
def client(server: Server) -> Person:
    return server.client()


def add(client: Person, key: str = K1, **fields: object) -> None:
    client.post("/items", [{**NEW, "key": key, "version": 0, **fields}])


def keys(client: Person, path: str) -> list[str]:
    """The keys of a list, as they come."""
    status, _headers, found = client.get(path)
    assert status == 200, found
    return [thing["key"] for thing in found]


def held(server: Server) -> dict[str, str]:
    return {"If-Unmodified-Since-Version": str(server.version)}


# Pages ----------------------------------------------------------------------------------------------------------------


def links(headers: dict[str, str]) -> dict[str, int]:
    """The start of each page that the Link header names."""
    found = {}
    for part in headers["link"].split(", "):
        url, name = part.split("; rel=")
        found[name.strip('"')] = int(parse_qs(urlsplit(url.strip("<>")).query).get("start", ["0"])[0])
    return found


@pytest.mark.parametrize(
    ("query", "shown", "pages"),
    [
        ("", 25, {"next": 25, "last": 100, "alternate": 0}),
        ("&limit=10&start=10", 10, {"first": 0, "prev": 0, "next": 20, "last": 100, "alternate": 0}),
        ("&limit=100", 100, {"next": 100, "last": 100, "alternate": 0}),
        ("&limit=1000", 100, {"next": 100, "last": 100, "alternate": 0}),
        ("&limit=0", 25, {"next": 25, "last": 100, "alternate": 0}),
        ("&limit=-1", 25, {"next": 25, "last": 100, "alternate": 0}),
        ("&start=100", 5, {"first": 0, "prev": 75, "alternate": 0}),
        ("&start=500", 0, {"first": 0, "prev": 475, "last": 80, "alternate": 0}),
        ("&format=keys", 105, {"alternate": 0}),
        ("&format=versions", 105, {"alternate": 0}),
        ("&format=keys&limit=101", 101, {"next": 101, "last": 101, "alternate": 0}),
        ("&q=nothing", 0, {"alternate": 0}),
    ],
)
def test_pages(client: Person, query: str, shown: int, pages: dict[str, int]) -> None:
    for block in (50, 50, 5):
        client.post("/items", [NEW] * block)
    status, headers, found = client.get(f"/items?sort=title{query}")
    assert status == 200
    assert len(found.split() if isinstance(found, str) else found) == shown
    assert headers["total-results"] == ("0" if "nothing" in query else "105")
    assert links(headers) == pages


def test_the_next_page_of_a_repeated_parameter_is_wrong(client: Person) -> None:
    client.post("/items", [{**NEW, "tags": [{"tag": "a"}, {"tag": "b"}]}] * 2)
    headers = client.get("/items?tag=a&tag=b&limit=1")[1]
    assert "tag=a%2Cb" in headers["link"]
    assert headers["total-results"] == "2"


def test_formats(client: Person) -> None:
    status, headers, body = client.get("/items?format=keys")
    assert (status, headers["content-type"].split(";")[0], body) == (200, "text/plain", "\n")
    assert client.get("/items?format=versions")[2] == {}
    add(client)
    add(client, K2)
    assert client.get("/items?format=keys&sort=title&direction=asc")[2] == f"{K1}\n{K2}\n"
    assert client.get("/items?format=versions")[2] == {K1: 2, K2: 3}
    assert client.get("/collections?format=versions")[2] == {}
    assert client.get(f"/items/{K1}?format=keys")[::2] == (400, "Invalid 'format' value 'keys'")
    assert client.get("/items?format=kite")[::2] == (400, "Invalid 'format' value 'kite'")
    assert client.get("/items?format=bibtex")[0] == 500
    assert client.get("/items?include=kite")[::2] == (400, "Invalid 'include' value 'kite'")


def test_order(client: Person) -> None:
    add(client, K1, title="b", date="2020", dateModified="2020-01-01T00:00:00Z")
    add(client, K2, title="A", date="2022", dateModified="2022-01-01T00:00:00Z")
    add(client, K3, title="c", date="", dateModified="2021-01-01T00:00:00Z")
    assert keys(client, "/items") == [K2, K3, K1]
    assert keys(client, "/items?direction=asc") == [K1, K3, K2]
    assert keys(client, "/items?sort=title") == [K2, K1, K3]
    assert keys(client, "/items?sort=date&direction=desc") == [K2, K1, K3]
    assert client.get("/items?sort=kite")[::2] == (400, "Invalid 'sort' value 'kite'")
    assert client.get("/items?sort=%3Cb%3E")[2] == "Invalid 'sort' value '&lt;b&gt;'"
    assert client.get("/items?sort=title&direction=up")[::2] == (400, "Invalid 'direction' value 'up'")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=KITES", {K1, K2}),
        ("q=bee", {K1}),
        ("q=ann%20bee", {K1}),
        ("q=2024", {K1}),
        ("q=10.1", set()),
        ("q=hidden", set()),
        ("q=%22of%20kites%22", {K1}),
        ("q=kites%20hidden&qmode=everything", set()),
        ("itemType=book", {K1}),
        ("itemType=book%20||%20note", {K1, K3}),
        ("itemType=-note", {K1, K2}),
        ("tag=WIND", {K1, K2}),
        ("tag=wind&tag=sun", {K2}),
        ("tag=sun%20||%20wind", {K1, K2}),
        ("tag=-sun", {K1, K3}),
        ("tag=%5C-minus", {K3}),
        ("since=2", {K2, K3}),
        ("since=0", {K1, K2, K3}),
        (f"itemKey={K1},{K3},ZZZZ2222", {K1, K3}),
    ],
)
def test_filters(client: Person, query: str, found: set[str]) -> None:
    author = {"creatorType": "author", "firstName": "Ann", "lastName": "Bee"}
    add(client, K1, creators=[author], date="May 2024", tags=[{"tag": "wind"}], extra="hidden", ISBN="10.1")
    add(client, K2, itemType="report", title="Kites", tags=[{"tag": "Wind"}, {"tag": "sun", "type": 1}])
    add(client, K3, itemType="note", title="", note="<p>n</p>", tags=[{"tag": "-minus"}])
    assert set(keys(client, f"/items?{query}")) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("itemType=kite", "Invalid itemType 'kite'"),
        ("since=x", "Invalid value for 'since' parameter"),
        ("qmode=kite", "Invalid 'qmode' value 'kite'"),
    ],
)
def test_bad_filters(client: Person, query: str, message: str) -> None:
    assert client.get(f"/items?{query}")[::2] == (400, message)


def test_no_more_than_a_hundred_named_items(client: Person) -> None:
    named = [key for _ in range(3) for key in client.post("/items", [NEW] * 50)]
    status, headers, found = client.get(f"/items?format=versions&itemKey={','.join(named)}")
    assert (status, len(found), headers["total-results"], links(headers)["next"]) == (200, 100, "150", 100)


# The trash and the log of deletions -----------------------------------------------------------------------------------


def test_the_trash_hides_items_but_not_their_children(client: Person) -> None:
    (folder,) = client.post("/collections", [{"name": "c"}])
    add(client, K1, collections=[folder], tags=[{"tag": "wind"}])
    add(client, K2, itemType="note", title="", note="n", parentItem=K1)
    add(client, K3)
    client.patch(f"/items/{K1}", {"deleted": 1})
    assert client.item(K1)["deleted"] == 1
    assert client.item(K1)["collections"] == [folder]
    for path, hidden, shown in [
        ("/items?", {K2, K3}, {K1, K2, K3}),
        ("/items/top?", {K3}, {K1, K3}),
        (f"/items?itemKey={K1}", set(), {K1}),
        (f"/collections/{folder}/items/top?", set(), {K1}),
    ]:
        assert set(keys(client, path)) == hidden
        assert set(keys(client, f"{path}&includeTrashed=1")) == shown
    assert keys(client, "/items/trash") == [K1]
    assert client.get(f"/collections/{folder}")[2]["meta"]["numItems"] == 0
    assert client.get("/deleted?since=0")[2]["items"] == []
    client.patch(f"/items/{K1}", {"title": "T"})
    assert keys(client, "/items/trash") == [K1]
    client.patch(f"/items/{K1}", {"deleted": 0})
    assert keys(client, "/items/trash") == []


def test_the_log_of_deletions_begins_after_a_version(server: Server, client: Person) -> None:
    add(client, K1)
    add(client, K2)
    client.delete(f"/items/{K1}")
    middle = server.version
    client.delete(f"/items/{K2}")
    status, headers, log = client.get(f"/deleted?since={middle}")
    assert (status, headers["last-modified-version"]) == (200, str(server.version))
    assert log == {"collections": [], "items": [K2], "searches": [], "tags": [], "settings": []}
    assert client.get(f"/deleted?since={middle - 1}")[2]["items"] == [K1, K2]
    assert client.get("/deleted")[::2] == (400, "'since' parameter must be provided")


# Collections ----------------------------------------------------------------------------------------------------------


def test_collections(client: Person) -> None:
    top, below = client.post("/collections", [{"name": " c "}, {"name": "c", "parentCollection": False}])
    client.patch(f"/collections/{below}", {"parentCollection": top})
    add(client, K1, collections=[top])
    found = client.get(f"/collections/{top}")[2]
    assert found["data"] == {
        "key": top,
        "version": found["version"],
        "name": "c",
        "parentCollection": False,
        "relations": {},
    }
    assert found["meta"] == {"numCollections": 1, "numItems": 1}
    assert keys(client, "/collections/top") == [top]
    assert keys(client, f"/collections/{top}/collections") == [below]
    assert set(keys(client, "/collections?format=json")) == {top, below}
    client.patch(f"/collections/{below}", {"deleted": True})
    assert client.collection(below)["deleted"] is True
    assert set(keys(client, "/collections")) == {top, below}


@pytest.mark.parametrize(
    ("sent", "code", "message"),
    [
        ({}, 400, "'name' property not provided"),
        ({"name": ""}, 400, "Collection name cannot be empty"),
        ({"name": 5}, 400, "'name' must be a string"),
        ({"name": "a" * 256}, 413, f"Collection name '{'a' * 50}…' too long"),
        ({"name": "c", "color": "red"}, 400, "Invalid property 'color'"),
        ({"name": "c", "parentCollection": K2}, 409, f"Parent collection {K2} not found"),
        ({"name": "c", "parentCollection": "ZZ"}, 500, "An error occurred"),
    ],
)
def test_bad_collections(client: Person, sent: dict[str, Any], code: int, message: str) -> None:
    (failed,) = client.request("POST", "/collections", [sent])[2]["failed"].values()
    assert (failed["code"], failed["message"]) == (code, message)


def test_a_collection_that_moves_below_its_own_child_lifts_it(client: Person) -> None:
    top, below = client.post("/collections", [{"name": "a"}, {"name": "b"}])
    client.patch(f"/collections/{below}", {"parentCollection": top})
    client.patch(f"/collections/{top}", {"parentCollection": below})
    assert client.collection(top)["parentCollection"] == below
    assert client.collection(below)["parentCollection"] is False


def test_a_put_without_a_parent_lifts_a_collection(client: Person) -> None:
    top, below = client.post("/collections", [{"name": "a"}, {"name": "b"}])
    client.patch(f"/collections/{below}", {"parentCollection": top})
    version = {"If-Unmodified-Since-Version": "99"}
    assert client.request("PUT", f"/collections/{below}", {"name": "b"}, version)[0] == 204
    assert client.collection(below)["parentCollection"] is False


def test_deleting_a_collection_takes_those_below_and_leaves_the_items(client: Person) -> None:
    (top,) = client.post("/collections", [{"name": "a"}])
    (below,) = client.post("/collections", [{"name": "b", "parentCollection": top}])
    add(client, K1, collections=[below])
    version = client.item(K1)["version"]
    client.delete(f"/collections/{top}")
    assert client.collections() == {}
    assert client.get("/deleted?since=0")[2]["collections"] == [top]
    assert (client.item(K1)["collections"], client.item(K1)["version"]) == ([], version)


def test_membership_is_a_matter_of_the_item(server: Server, client: Person) -> None:
    (folder,) = client.post("/collections", [{"name": "a"}])
    before = client.collection(folder)
    add(client, K1, collections=[folder])
    add(client, K2, itemType="note", title="", note="n", parentItem=K1)
    assert client.collection(folder) == before
    assert set(keys(client, f"/collections/{folder}/items")) == {K1, K2}
    assert keys(client, f"/collections/{folder}/items/top") == [K1]
    add(client, K3)
    version = server.version
    assert client.request("POST", f"/collections/{folder}/items", K3.encode())[0] == 204
    assert (server.version, client.item(K3)["collections"]) == (version, [folder])
    assert client.request("DELETE", f"/collections/{folder}/items/{K3}", headers=held(server))[0] == 500


# Tags, searches, settings ---------------------------------------------------------------------------------------------


def test_tags_are_counted(client: Person) -> None:
    (folder,) = client.post("/collections", [{"name": "a"}])
    add(client, K1, tags=[{"tag": "wind"}, {"tag": "a b", "type": 1}], collections=[folder])
    add(client, K2, tags=[{"tag": "wind"}, {"tag": "sun"}])
    client.patch(f"/items/{K2}", {"tags": [{"tag": "wind"}]})
    found = client.get("/tags")[2]
    assert {(row["tag"], row["meta"]["type"], row["meta"]["numItems"]) for row in found} == {
        ("wind", 0, 2),
        ("a b", 1, 1),
    }
    for path in (f"/items/{K1}/tags", f"/collections/{folder}/tags", f"/collections/{folder}/items/top/tags"):
        assert {row["tag"] for row in client.get(path)[2]} == {"wind", "a b"}
    assert [row["tag"] for row in client.get(f"/tags/{quote('a b')}")[2]] == ["a b"]
    assert client.get("/tags/sun")[2] == []
    assert client.get("/tags/rain")[0] == 404
    assert client.get("/deleted?since=0")[2]["tags"] == []


def test_deleting_tags_takes_them_from_all_items(server: Server, client: Person) -> None:
    past = "2020-01-01T00:00:00Z"
    add(client, K1, tags=[{"tag": "wind"}, {"tag": "wind", "type": 1}, {"tag": "sun"}], dateModified=past)
    add(client, K2, tags=[{"tag": "Wind"}])
    before = client.item(K2)
    assert client.request("DELETE", "/tags?tag=wind")[::2] == (428, "If-Unmodified-Since-Version not provided")
    assert client.request("DELETE", f"/tags?tag={quote('wind || rain')}", headers=held(server))[0] == 204
    data = client.item(K1)
    assert (data["tags"], data["version"], data["dateModified"]) == ([{"tag": "sun"}], server.version, past)
    assert client.item(K2) == before
    assert client.get("/deleted?since=0")[2]["tags"] == ["wind"]


def test_searches(server: Server, client: Person) -> None:
    conditions = [{"condition": "title", "operator": "contains", "value": "kite"}]
    (key,) = client.post("/searches", [{"name": "s", "conditions": conditions}])
    assert client.get(f"/searches/{key}")[2]["data"]["conditions"] == conditions
    client.patch(f"/searches/{key}", {"name": "t"})
    assert [row["data"]["name"] for row in client.get("/searches")[2]] == ["t"]
    assert client.request("DELETE", f"/searches?searchKey={key}", headers=held(server))[0] == 204
    assert client.get("/deleted?since=0")[2]["searches"] == [key]
    failed = client.request("POST", "/searches", [{"name": "s", "conditions": []}, {"conditions": conditions}])[2]
    assert [row["message"] for row in failed["failed"].values()] == [
        "'conditions' cannot be empty",
        "'name' property not provided",
    ]


def test_settings(server: Server, client: Person) -> None:
    colors = [{"name": "wind", "color": "#990000"}]
    sent = {"value": colors}
    assert client.request("PUT", "/settings/tagColors", sent)[0] == 428
    assert client.request("PUT", "/settings/tagColors", sent, {"If-Unmodified-Since-Version": "1"})[0] == 412
    assert client.request("PUT", "/settings/tagColors", {**sent, "version": 0})[0] == 204
    stored = {**sent, "version": server.version}
    assert client.get("/settings")[2] == {"tagColors": stored}
    assert client.get("/settings/tagColors")[2] == stored
    assert client.request("PUT", "/settings/tagColors", {"value": colors * 2, "version": 0})[0] == 412
    assert client.request("POST", "/settings", {"tagColors": sent})[0] == 204
    assert client.get(f"/settings?since={server.version}")[2] == {}
    assert client.request("POST", "/settings", {"kites": sent})[::2] == (400, "Invalid setting 'kites'")
    assert server.snapshot()["settings"] == {"tagColors": colors}
    assert client.request("DELETE", "/settings/tagColors", headers=held(server))[0] == 204
    assert client.get("/settings/tagColors")[::2] == (404, "Setting not found")
    assert client.get("/deleted?since=0")[2]["settings"] == ["tagColors"]


# The schema -----------------------------------------------------------------------------------------------------------


def test_lists_of_types_and_fields(client: Person) -> None:
    types = client.get("/itemTypes")[2]
    assert {"itemType": "conferencePaper", "localized": "Conference Paper"} in types
    assert not {"attachment", "annotation"} & {row["itemType"] for row in types}
    fields = [row["field"] for row in client.get("/itemTypeFields?itemType=preprint")[2]]
    assert fields[:5] == ["title", "abstractNote", "genre", "repository", "archiveID"]
    assert set(fields) < {row["field"] for row in client.get("/itemFields")[2]}
    creators = [row["creatorType"] for row in client.get("/itemTypeCreatorTypes?itemType=book")[2]]
    assert (creators[0], sorted(creators)) == (
        "author",
        ["author", "contributor", "editor", "seriesEditor", "translator"],
    )
    assert [row["field"] for row in client.get("/creatorFields")[2]] == ["firstName", "lastName", "name"]
    assert client.get("/schema")[2]["version"] == int(client.get("/items")[1]["zotero-schema-version"])
    assert client.get("/itemTypeFields")[::2] == (400, "'itemType' not provided")
    assert client.get("/itemTypeFields?itemType=kite")[::2] == (400, "Invalid item type 'kite'")


def test_templates_can_be_sent_as_they_are(client: Person) -> None:
    template = client.get("/items/new?itemType=conferencePaper")[2]
    assert template["creators"] == [{"creatorType": "author", "firstName": "", "lastName": ""}]
    note = client.get("/items/new?itemType=note")[2]
    link = client.get("/items/new?itemType=attachment&linkMode=linked_url")[2]
    client.post("/items", [template, note, {**link, "url": "https://example.org"}])
    assert client.get("/items/new?itemType=attachment")[::2] == (400, "linkMode required for itemType=attachment")
    assert client.get("/items/new?itemType=kite")[::2] == (400, "Invalid item type 'kite'")


def test_clients_of_an_older_schema_do_not_see_newer_fields_while_they_are_empty(client: Person) -> None:
    add(client, citationKey="bee2024")
    add(client, K2)
    old = {"Zotero-Schema-Version": "30"}
    assert client.request("GET", f"/items/{K1}", headers=old)[2]["data"]["citationKey"] == "bee2024"
    assert "citationKey" not in client.request("GET", f"/items/{K2}", headers=old)[2]["data"]
    assert client.item(K2)["citationKey"] == ""
