"""Another person who works in the group while the program under test does, over HTTP as well."""

import http.client
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

MARK = "x-person"
"""The header that keeps a person's requests out of the log and away from faults."""

_WHOLE = re.compile(r"/(groups|users|keys)/|/(item\w*(Types|Fields)|creatorFields|schema|items/new)\b")
"""Paths that are not those of a group's library."""


class Person:
    """A client that takes paths below the group (``/items``), or whole ones (``/groups/…``, ``/schema``). ``logged``
    makes its requests count like those of the program under test. Writes raise AssertionError if they are refused.
    """

    def __init__(self, url: str, group: int, key: str, *, logged: bool = False) -> None:
        self._address, self._group = urlsplit(url).netloc, group
        self._headers = {"Zotero-API-Key": key, **({} if logged else {MARK: "1"})}

    def request(
        self, method: str, path: str, value: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], Any]:
        """Status, headers (names in lower case) and JSON value, or text, of one request; bytes are sent as they are."""
        link = http.client.HTTPConnection(self._address, timeout=600)
        target = path if _WHOLE.match(path) else f"/groups/{self._group}{path}"
        body = value if value is None or isinstance(value, bytes) else json.dumps(value).encode()
        try:
            link.request(method, target, body, {**self._headers, **(headers or {})})
            answer = link.getresponse()
            content = answer.read()
        finally:
            link.close()
        found = {name.lower(): text for name, text in answer.getheaders()}
        is_json = "json" in found.get("content-type", "")
        return answer.status, found, json.loads(content) if is_json else content.decode()

    def get(self, path: str) -> tuple[int, dict[str, str], Any]:
        return self.request("GET", path)

    def post(self, path: str, objects: list[dict[str, Any]]) -> list[str]:
        """Write objects; their keys in order."""
        status, _headers, report = self.request("POST", path, objects)
        assert (status, report["failed"]) == (200, {}), (status, report)
        keys = {**report["success"], **report["unchanged"]}
        return [keys[str(at)] for at in range(len(objects))]

    def patch(self, path: str, fields: dict[str, Any]) -> None:
        self._write("PATCH", path, fields)

    def delete(self, path: str) -> None:
        self._write("DELETE", path)

    def _write(self, method: str, path: str, value: Any = None) -> None:
        status, headers, found = self.get(path)
        assert status == 200, (status, found)
        version = {"If-Unmodified-Since-Version": headers["last-modified-version"]}
        status, _headers, answer = self.request(method, path, value, version)
        assert status == 204, (status, answer)

    def merge(self, kept: str, other: str) -> None:
        """Merge two items as Zotero does: one keeps its fields and gets all that is the other's, which is trashed."""
        items = self.items()
        children = [key for key, one in items.items() if one.get("parentItem") == other]
        for key in children:
            self.patch(f"/items/{key}", {"parentItem": kept})
        address = f"http://zotero.org/groups/{self._group}/items/{other}"
        both = (items[kept], items[other])
        tags = {tag["tag"]: tag for one in both for tag in one["tags"]}
        before = items[kept]["relations"].get("dc:replaces", [])
        replaced = [*([before] if isinstance(before, str) else before), address]
        filed = sorted({key for one in both for key in one["collections"]})
        relations = {**items[kept]["relations"], "dc:replaces": replaced}
        self.patch(f"/items/{kept}", {"tags": [*tags.values()], "collections": filed, "relations": relations})
        self.patch(f"/items/{other}", {"deleted": 1})

    def item(self, key: str) -> dict[str, Any]:
        return self._data(f"/items/{key}")

    def collection(self, key: str) -> dict[str, Any]:
        return self._data(f"/collections/{key}")

    def _data(self, path: str) -> dict[str, Any]:
        status, _headers, value = self.get(path)
        assert status == 200, (status, value)
        data: dict[str, Any] = value["data"]
        return data

    def items(self, *, include_trashed: bool = True) -> dict[str, dict[str, Any]]:
        """The data of every item, by key; children too."""
        return self._every(f"/items?includeTrashed={int(include_trashed)}")

    def collections(self) -> dict[str, dict[str, Any]]:
        return self._every("/collections?")

    def _every(self, path: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        total = 1
        while len(found) < total:
            status, headers, page = self.get(f"{path}&limit=100&sort=dateAdded&start={len(found)}")
            assert status == 200, (status, page)
            assert page or not found, "a list that changes while it is read"
            found |= {thing["key"]: thing["data"] for thing in page}
            total = int(headers["total-results"])
        return found
