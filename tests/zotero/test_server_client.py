"""The Zotero server as a client of other people finds it: zotero-api-client, from npm.

It is no dependency of plbib: ``PLBIB_ZOTERO_CLIENT`` names the folder that holds its ``node_modules``
(``npm install zotero-api-client --prefix FOLDER``).
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import missing
from tests.servers.zotero import Server

FOLDER = Path(os.environ.get("PLBIB_ZOTERO_CLIENT", Path(tempfile.gettempdir()) / "zotero-api-client"))
SCRIPT = Path(__file__).with_name("client_round.cjs")


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    if found is None:
        missing("node is not installed")
    if not (FOLDER / "node_modules" / "zotero-api-client").is_dir():
        missing(f"no zotero-api-client in {FOLDER} (npm install it there, or set PLBIB_ZOTERO_CLIENT)")
    return str(found)


def test_a_client_of_other_people_creates_updates_collides_and_deletes(server: Server, node: str) -> None:
    seen = run(node, server)
    conflict, stale = seen.pop("conflict"), seen.pop("stale")
    assert (conflict["status"], stale["status"]) == (412, 412)
    assert conflict["reason"].startswith("Item has been modified since specified version")
    assert stale["reason"].startswith("Library has been modified since specified version")
    assert (conflict["version"] is None, stale["version"]) == (False, None)
    assert seen == {
        "access": {"groups": {"all": {"library": True, "write": True}}},
        "errors": {"2": {"code": 400, "message": "'kite' is not a valid itemType"}},
        "page": {"titles": ["Strings"], "total": 2, "links": ["alternate", "last", "next"]},
        "tags": ["wind"],
        "same": 304,
        "updated": {"type": "SingleWriteResponse", "newer": True},
        "title": "Strings and Knots",
        "unguarded": {
            "status": 428,
            "reason": "If-Unmodified-Since-Version must be provided for delete requests",
            "version": None,
        },
        "left": 0,
        "deleted": True,
    }
    assert list(server.snapshot()["items"]) == []


def run(node: str, server: Server) -> dict[str, Any]:
    authority = server.url.removeprefix("http://")
    command = [node, str(SCRIPT), str(FOLDER), authority, str(server.group), server.key]
    made = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    seen: dict[str, Any] = json.loads(made.stdout)
    return seen
