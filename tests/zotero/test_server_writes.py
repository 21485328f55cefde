"""The protocol of writes to the Zotero server: versions, preconditions, reports, tokens, keys."""

import gzip
import json
from typing import Any

import pytest

from tests.servers.zotero import Person, Server

K1, K2, K3 = "AAAA2222", "BBBB3333", "CCCC4444"
NEW = {"itemType": "book", "title": "A Book of Kites"}


@pytest.fixture
def client(server: Server) -> Person:
    return server.client()


def since(version: int) -> dict[str, str]:
    return {"If-Unmodified-Since-Version": str(version)}


def report(client: Person, objects: object, headers: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    status, _headers, made = client.request("POST", "/items", objects, headers)
    assert status == 200, made
    assert isinstance(made, dict)
    return made


def add(client: Person, key: str = K1, **fields: object) -> int:
    """Create an item with a key of one's own; its version."""
    made = report(client, [{**NEW, "key": key, "version": 0, **fields}])
    return int(made["successful"]["0"]["version"])


# Versions -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shared", "steps"), [(False, [1, 2, 3]), (True, [1, 1, 1])])
def test_each_object_of_a_post_has_a_version_of_its_own_since_march_2026(
    server: Server, client: Person, shared: bool, steps: list[int]
) -> None:
    server.per_request_versions = shared
    before = server.version
    made = report(client, [NEW, NEW, NEW])["successful"]
    assert [made[str(at)]["version"] - before for at in range(3)] == steps
    assert server.version - before == steps[-1]


def test_what_raises_the_library_version(server: Server, client: Person) -> None:
    """Successes do, what changes nothing as well, and what fails does not."""
    version = add(client)
    unchanged = report(client, [{"key": K1, "version": version, "title": NEW["title"]}])
    assert unchanged["unchanged"] == {"0": K1}
    assert server.version == version + 1
    assert client.get(f"/items/{K1}")[2]["version"] == version
    report(client, [{"itemType": "kite"}])
    assert server.version == version + 1
    client.request("DELETE", "/items?itemKey=ZZZZ2222")
    assert server.version == version + 2
    client.request("DELETE", "/items/ZZZZ2222", headers=since(0))
    assert server.version == version + 3


def test_a_patch_that_changes_nothing_answers_with_a_version_that_is_over(server: Server, client: Person) -> None:
    version = add(client)
    status, headers, _body = client.request("PATCH", f"/items/{K1}", {"title": NEW["title"]}, since(version))
    assert (status, headers["last-modified-version"]) == (204, str(version))
    assert server.version == version + 1


def test_a_single_read_carries_the_version_of_the_object(server: Server, client: Person) -> None:
    version = add(client)
    add(client, K2)
    status, headers, _body = client.request("GET", f"/items/{K1}", headers={"If-Modified-Since-Version": "99"})
    assert (status, headers["last-modified-version"]) == (200, str(version))
    assert client.get("/items")[1]["last-modified-version"] == str(server.version)


@pytest.mark.parametrize(
    "path",
    ["/items", "/items/top", "/items?format=keys", "/collections", "/tags", "/searches", "/settings"],
)
def test_a_conditional_read_of_a_list_finds_nothing_newer(server: Server, client: Person, path: str) -> None:
    add(client)
    status, headers, body = client.request("GET", path, headers={"If-Modified-Since-Version": str(server.version)})
    assert (status, body) == (304, "")
    assert "last-modified-version" not in headers
    older = {"If-Modified-Since-Version": str(server.version - 1)}
    assert client.request("GET", path, headers=older)[0] == 200


def test_the_log_of_deletions_is_never_unchanged(server: Server, client: Person) -> None:
    newest = {"If-Modified-Since-Version": str(server.version)}
    assert client.request("GET", "/deleted?since=0", headers=newest)[0] == 200


# Preconditions of one object ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "header", "sent", "status", "message"),
    [
        ("PATCH", None, None, 428, "Either If-Unmodified-Since-Version or object version property must be"),
        ("PATCH", -1, None, 412, "Item has been modified since specified version (expected"),
        ("PATCH", None, -1, 412, "Item has been modified since specified version (expected"),
        ("PATCH", 0, 0, 204, ""),
        ("PATCH", 7, None, 204, ""),
        ("PATCH", 0, 1, 400, "If-Unmodified-Since-Version value does not match JSON 'version' property"),
        ("PATCH", "x", None, 400, "Invalid If-Unmodified-Since-Version value 'x'"),
        ("PATCH", None, "x", 400, "Invalid JSON 'version' property value 'x'"),
        ("DELETE", None, None, 428, "If-Unmodified-Since-Version must be provided for delete requests"),
        ("DELETE", -1, None, 412, "Item has been modified since specified version (expected"),
        ("DELETE", 0, None, 204, ""),
    ],
)
def test_preconditions_of_an_item_that_is_there(
    client: Person, method: str, header: int | str | None, sent: int | str | None, status: int, message: str
) -> None:
    """Versions are given as distances from that of the item."""
    version = add(client)

    def at(distance: int | str) -> int | str:
        return version + distance if isinstance(distance, int) else distance

    headers = {} if header is None else {"If-Unmodified-Since-Version": str(at(header))}
    body = {"title": "T", **({} if sent is None else {"version": at(sent)})} if method != "DELETE" else None
    found, answered, text = client.request(method, f"/items/{K1}", body, headers)
    assert (found, str(text)[: len(message)]) == (status, message)
    assert (answered.get("last-modified-version") == str(version)) == (status == 412)


@pytest.mark.parametrize(
    ("method", "header", "status", "message"),
    [
        ("PATCH", None, 404, "Item not found (to create, use If-Unmodified-Since-Version: 0, JSON 'version' 0, or PUT"),
        ("PATCH", 0, 204, ""),
        ("PATCH", 5, 412, "Item not found (expected version 5)"),
        ("PUT", None, 204, ""),
        ("PUT", 0, 204, ""),
        ("PUT", 5, 412, "Item not found (expected version 5)"),
        ("DELETE", 0, 204, ""),
        ("DELETE", 5, 412, "Item not found (expected version 5)"),
    ],
)
def test_preconditions_of_an_item_that_is_not_there(
    client: Person, method: str, header: int | None, status: int, message: str
) -> None:
    headers = {} if header is None else since(header)
    found, _headers, text = client.request(method, f"/items/{K1}", NEW if method != "DELETE" else None, headers)
    assert (found, str(text)[: len(message)]) == (status, message)
    assert client.get(f"/items/{K1}")[0] == (200 if status == 204 and method != "DELETE" else 404)


def test_the_key_in_the_body_is_that_of_the_address(client: Person) -> None:
    version = add(client)
    status, _headers, text = client.request("PATCH", f"/items/{K1}", {"key": K2, "title": "T"}, since(version))
    assert (status, text) == (409, "'key' property in JSON does not match item key of request")


# Preconditions of many ------------------------------------------------------------------------------------------------


def test_a_stale_library_version_refuses_the_whole_list(server: Server, client: Person) -> None:
    add(client)
    stale = since(server.version - 1)
    status, headers, text = client.request("POST", "/items", [NEW], stale)
    assert (status, headers["content-type"]) == (412, "text/html; charset=UTF-8")
    assert text.startswith("Library has been modified since specified version (expected")
    assert "last-modified-version" not in headers
    assert client.request("DELETE", f"/items?itemKey={K1}", headers=stale)[0] == 412
    assert client.request("DELETE", "/tags?tag=a", headers=stale)[0] == 412
    assert len(client.items()) == 1
    report(client, [NEW, NEW], since(server.version + 5))


@pytest.mark.parametrize(
    ("sent", "code", "message"),
    [
        ({"key": K1}, 428, "Either If-Unmodified-Since-Version or 'version' property must be provided for 'key'-based"),
        ({"key": K1, "version": 0}, 412, "Item has been modified since specified version (expected 0, found"),
        ({"key": K2, "version": 3}, 404, "Item doesn't exist (expected version 3; use 0 instead)"),
        ({"version": 3}, 400, "'version' is valid only if item key is provided"),
        ({"key": K1, "version": "x"}, 400, "'version' must be an integer"),
        ({"itemKey": K1, "version": 0}, 400, "'itemKey' property is now 'key'"),
        ({"key": "AAAA1111", "version": 0}, 400, "'AAAA1111' is not a valid item key"),
        ({"key": "", "version": 0}, 400, "'' is not a valid item key"),
        ({"key": "aaaa2222", "version": 0}, 400, "'aaaa2222' is not a valid item key"),
    ],
)
def test_versions_in_a_list(client: Person, sent: dict[str, Any], code: int, message: str) -> None:
    add(client)
    (failed,) = report(client, [{**NEW, **sent}])["failed"].values()
    assert (failed["code"], failed["message"][: len(message)]) == (code, message)
    assert ("key" in failed) == ("itemKey" in sent)


def test_the_library_version_stands_for_versions_of_objects(server: Server, client: Person) -> None:
    add(client)
    made = report(client, [{"key": K1, "title": "T"}], since(server.version))
    assert made["success"] == {"0": K1}
    made = report(client, [{"key": K1, "version": 1, "title": "U"}], since(server.version))
    assert made["failed"]["0"]["code"] == 412


def test_only_what_is_inside_of_data_counts(client: Person) -> None:
    version = add(client)
    outside = {"key": K1, "version": version, "data": {"key": K1, "title": "T"}}
    assert report(client, [outside])["failed"]["0"]["code"] == 428
    inside = {"version": 1, "meta": {}, "data": {"key": K1, "version": version, "title": "T"}}
    assert report(client, [inside])["success"] == {"0": K1}


def test_of_equal_keys_in_a_list_the_second_fails(client: Person) -> None:
    twice = [{**NEW, "key": K1, "version": 0}] * 2
    made = report(client, twice)
    assert (made["success"], made["failed"]["1"]["code"]) == ({"0": K1}, 412)


# Reports --------------------------------------------------------------------------------------------------------------


def test_every_object_is_in_one_map_of_the_report(client: Person) -> None:
    version = add(client)
    made = report(client, [NEW, {"key": K1, "version": version}, {"itemType": "<b>&\"'"}])
    assert list(made) == ["successful", "success", "unchanged", "failed"]
    assert made["success"].keys() == made["successful"].keys() == {"0"}
    assert made["successful"]["0"]["data"]["title"] == NEW["title"]
    assert made["unchanged"] == {"1": K1}
    assert made["failed"] == {"2": {"code": 400, "message": "'&lt;b&gt;&amp;&quot;'' is not a valid itemType"}}
    assert report(client, []) == {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"", 400, "POST data not provided"),
        (b"{", 400, "JSON Error: Syntax error, malformed JSON"),
        (b'["\xff"]', 400, "JSON Error: Malformed UTF-8 characters"),
        (b"{}", 400, "Uploaded data must be a JSON array"),
        (b'[{"itemType": "book", "title": "\\ud800"}]', 400, "Uploaded data must be a JSON array"),
        (json.dumps([NEW] * 51).encode(), 413, "Cannot add more than 50 items at a time"),
    ],
)
def test_bad_bodies(client: Person, body: bytes, status: int, message: str) -> None:
    found, _headers, text = client.request("POST", "/items", body)
    assert (found, text) == (status, message)
    assert client.items() == {}


def test_bodies_may_be_packed_and_of_any_type(client: Person) -> None:
    packed = gzip.compress(json.dumps([NEW]).encode())
    assert client.request("POST", "/items", packed, {"Content-Encoding": "gzip"})[2]["failed"] == {}
    assert client.request("POST", "/items", [NEW], {"Content-Type": "text/plain"})[2]["failed"] == {}


def test_an_error_nobody_planned_for_keeps_the_objects_before_it(client: Person) -> None:
    status, _headers, text = client.request("POST", "/items", [NEW, {**NEW, "title": {"a": 1}}, NEW])
    assert (status, text) == (500, "An error occurred")
    assert len(client.items()) == 1


# Write tokens and keys ------------------------------------------------------------------------------------------------


def test_a_write_token_works_once_unless_the_last_object_failed(client: Person) -> None:
    good, bad = {"Zotero-Write-Token": "kites-1"}, {"Zotero-Write-Token": "kites-2"}
    report(client, [NEW], good)
    status, _headers, text = client.request("POST", "/collections", [{"name": "c"}], good)
    assert (status, text) == (412, "Write token already used")
    report(client, [NEW, {"itemType": "kite"}], bad)
    report(client, [NEW, {"itemType": "kite"}], bad)
    assert len(client.items()) == 3
    status, _headers, text = client.request("POST", "/items", [NEW], {"Zotero-Write-Token": "four"})
    assert (status, text) == (400, "Write token must be 5-32 characters in length")


def test_a_write_token_is_not_used_by_a_refused_request(client: Person) -> None:
    add(client)
    token = {"Zotero-Write-Token": "kites-1"}
    assert client.request("POST", "/items", [NEW], {**token, **since(1)})[0] == 412
    report(client, [NEW], token)


def test_a_key_is_free_again_once_its_item_is_deleted(server: Server, client: Person) -> None:
    server.person().post("/items", [{**NEW, "key": K1, "version": 0}])
    client.delete(f"/items/{K1}")
    assert client.get("/deleted?since=0")[2]["items"] == [K1]
    add(client)
    assert client.get("/deleted?since=0")[2]["items"] == []
    meta = client.get(f"/items/{K1}")[2]["meta"]
    assert meta["createdByUser"]["username"] == "member"
    assert meta["lastModifiedByUser"]["username"] == "owner"


def test_keys_that_the_server_makes_avoid_some_letters(client: Person) -> None:
    keys = {key for _ in range(4) for key in client.post("/items", [NEW] * 50)}
    assert len(keys) == 200
    assert set("".join(keys)) <= set("23456789ABCDEFGHIJKMNPQRSTUVWXZ")
    add(client, "LLLLYYYY")


def test_deleting_by_keys_does_not_mind_those_that_are_not_there(server: Server, client: Person) -> None:
    add(client)
    add(client, K2)
    assert client.request("DELETE", f"/items?itemKey={K1},{K3},bad,")[0] == 204
    assert client.request("DELETE", "/items?itemKey=")[0] == 204
    assert client.items().keys() == {K2}
    assert client.request("DELETE", f"/items?itemKey={K2}", headers=since(server.version))[0] == 204
    assert client.get("/deleted?since=0")[2]["items"] == [K1, K2]
