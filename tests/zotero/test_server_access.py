"""Who may do what on the Zotero server, and what it says to requests that are out of place."""

import http.client
from typing import Any

import pytest

from tests.servers.zotero import MEMBER, OWNER, Person, Server

NEW = {"itemType": "book", "title": "A Book of Kites"}


@pytest.fixture
def client(server: Server) -> Person:
    return server.client()


@pytest.mark.parametrize(
    ("who", "where", "read", "write"),
    [
        ("key", "group", "", ""),
        ("key", "admins_group", "", ""),
        ("read_key", "group", "", "Write access denied"),
        ("read_key", "admins_group", "Forbidden", "Forbidden"),
        ("member_key", "group", "", ""),
        ("member_key", "admins_group", "", "Write access denied"),
        ("unknown", "group", "Invalid key", "Invalid key"),
        ("", "group", "Forbidden", "An API key is required for write requests."),
    ],
)
def test_keys_and_groups(server: Server, who: str, where: str, read: str, write: str) -> None:
    key = getattr(server, who) if who.endswith("key") else who
    client = server.client(key, getattr(server, where))
    for method, path, body, refusal in [
        ("GET", "/collections", None, read),
        ("GET", "/items", None, read),
        ("POST", "/collections", [{"name": "c"}], write),
    ]:
        status, headers, text = client.request(method, path, body)
        assert (status, text if refusal else "") == (403 if refusal else 200, refusal)
        assert headers["content-type"].startswith("text/html" if refusal else "application/json")


@pytest.mark.parametrize(
    ("group", "status", "text"), [(7, 404, "Not found"), ("abc", 400, "Invalid group ID"), (0, 400, "Invalid group ID")]
)
def test_groups_that_are_none(client: Person, group: object, status: int, text: str) -> None:
    assert client.get(f"/groups/{group}/items")[::2] == (status, text)


def test_a_public_group_is_read_by_all(server: Server) -> None:
    public = server.more_group(public=True, member=False)
    for key in ("", server.read_key, server.member_key):
        assert server.client(key, public).get("/items")[0] == 200
        assert server.client(key, public).request("POST", "/items", [NEW])[0] == 403
    assert server.client("unknown", public).get("/items")[::2] == (403, "Invalid key")


def test_more_keys(server: Server) -> None:
    key = server.more_key({server.group: True, server.admins_group: False}, user=MEMBER.id)
    assert server.client(key).get("/keys/current")[2] == {
        "key": key,
        "userID": MEMBER.id,
        "username": MEMBER.name,
        "displayName": MEMBER.name,
        "access": {
            "groups": {
                str(server.group): {"library": True, "write": True},
                str(server.admins_group): {"library": True, "write": False},
            }
        },
    }
    bare = server.client(server.more_key({}))
    assert "access" not in bare.get("/keys/current")[2]
    assert bare.get("/items")[::2] == (403, "Forbidden")


def test_a_key_knows_itself_until_it_is_gone(client: Person, server: Server) -> None:
    whole = client.get("/keys/current")[2]
    assert (whole["userID"], whole["access"]) == (OWNER.id, {"groups": {"all": {"library": True, "write": True}}})
    assert client.get(f"/keys/{server.key}")[2] == whole
    assert server.client("unknown").get("/keys/current")[::2] == (403, "Invalid key")
    assert server.client("").get("/keys/current")[0] == 403
    assert client.request("DELETE", "/keys/current")[0] == 204
    assert client.get("/keys/current")[::2] == (403, "Invalid key")


def test_the_key_may_come_in_three_ways(server: Server) -> None:
    client = server.client("")
    assert client.get(f"/items?key={server.key}")[0] == 200
    assert client.request("GET", "/items", headers={"Authorization": f"Bearer {server.key}"})[0] == 200
    assert client.request("GET", "/items", headers={"Authorization": "Bearer a-b"})[0] == 400
    assert server.client().get(f"/items?key={server.read_key}")[0] == 400


def test_a_group_tells_who_edits_in_it(server: Server, client: Person) -> None:
    add = client.post("/items", [NEW])
    status, headers, found = client.get(f"/groups/{server.admins_group}")
    data = found["data"]
    assert (status, data["libraryEditing"], data["owner"], data["members"]) == (200, "admins", OWNER.id, [MEMBER.id])
    assert headers["last-modified-version"] == str(data["version"])
    found = client.get(f"/groups/{server.group}")[2]
    assert (found["data"]["libraryEditing"], found["meta"]["numItems"]) == ("members", len(add))
    assert server.client(server.read_key).get(f"/groups/{server.admins_group}")[0] == 404
    listed = server.client(server.read_key).get(f"/users/{OWNER.id}/groups")[2]
    assert [group["id"] for group in listed] == [server.group]
    versions = client.get(f"/users/{MEMBER.id}/groups?format=versions")[2]
    assert versions.keys() == {str(server.group), str(server.admins_group)}


@pytest.mark.parametrize(
    ("headers", "query", "status", "text"),
    [
        ({}, "", 200, "3"),
        ({"Zotero-API-Version": "3"}, "?v=3", 200, "3"),
        ({"Zotero-API-Version": "3"}, "?v=2", 400, "Zotero-API-Version header does not match 'v' query parameter"),
        ({"Zotero-API-Version": "9"}, "", 400, "Invalid API version '9'"),
        ({}, "?v=x", 400, "Invalid API version 'x'"),
    ],
)
def test_versions_of_the_api(client: Person, headers: dict[str, str], query: str, status: int, text: str) -> None:
    found, answered, body = client.request("GET", f"/items{query}", headers=headers)
    assert (found, answered["zotero-api-version"] if status == 200 else body) == (status, text)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/items", "HEAD, GET, POST, DELETE"),
        ("PATCH", "/collections", "HEAD, GET, POST, DELETE"),
        ("POST", "/items/AAAA2222", "HEAD, GET, PUT, PATCH, DELETE"),
        ("POST", "/deleted", "GET"),
        ("PATCH", "/tags", "GET, DELETE"),
        ("PATCH", "/settings/tagColors", "GET, PUT, DELETE"),
        ("PATCH", "/keys/current", "GET, POST, PUT, DELETE"),
    ],
)
def test_methods_that_are_not_allowed(client: Person, method: str, path: str, allowed: str) -> None:
    status, headers, text = client.request(method, path, {})
    assert (status, text) == (405, "Method not allowed")
    assert set(headers["allow"].split(", ")) == set(allowed.split(", "))


def test_paths_nobody_serves(client: Person) -> None:
    status, headers, text = client.get("/kites")
    assert (status, headers["content-type"].split(";")[0]) == (404, "text/html")
    assert "<html>" in text
    assert "zotero-api-version" not in headers


def test_missing_things_are_named(client: Person) -> None:
    assert client.get("/items/AAAA2222")[::2] == (404, "Item does not exist")
    assert client.get("/collections/AAAA2222")[::2] == (404, "Collection not found")
    assert client.get("/collections/AAAA2222/items")[::2] == (404, "Collection not found")
    assert client.get("/searches/AAAA2222")[::2] == (404, "Search not found")
    assert client.get("/items/aaaa2222")[::2] == (404, "Not found")


def test_an_expectation_is_refused_at_once(server: Server) -> None:
    link = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=600)
    link.putrequest("POST", f"/groups/{server.group}/items")
    for name, value in {"Expect": "100-continue", "Content-Length": "10", "Zotero-API-Key": server.key}.items():
        link.putheader(name, value)
    link.endheaders()
    answer = link.getresponse()
    assert answer.status == 417
    answer.read()
    link.close()


def test_a_connection_serves_many_requests(server: Server) -> None:
    link = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=600)
    seen: list[Any] = []
    for method, path in [("GET", "/items"), ("HEAD", "/items"), ("GET", "/items/AAAA2222"), ("GET", "/items/top")]:
        link.request(method, f"/groups/{server.group}{path}", headers={"Zotero-API-Key": server.key})
        answer = link.getresponse()
        seen.append((answer.status, answer.read()))
    link.close()
    assert seen == [(200, b"[]"), (200, b""), (404, b"Item does not exist"), (200, b"[]")]
