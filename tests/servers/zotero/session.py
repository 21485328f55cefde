"""One request in one group's library: who asks, what for, and the ways to what it needs."""

from dataclasses import dataclass

from tests.servers.zotero.exchange import ApiError, Call
from tests.servers.zotero.model import ApiKey, Group
from tests.servers.zotero.options import Options
from tests.servers.zotero.schema import Schema
from tests.servers.zotero.store import Store

ZOTERO = "http://zotero.org"
"""Where the addresses of objects in relations lie."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """``per_request`` gives all objects of a POST one version; ``stop_after`` breaks a POST off after so many."""

    store: Store
    schema: Schema
    call: Call
    group: Group
    key: ApiKey | None
    options: Options
    per_request: bool = False
    stop_after: int | None = None

    @property
    def library(self) -> int:
        return self.group.library

    @property
    def version(self) -> int:
        """Of the library, now."""
        return self.store.version(self.library)

    @property
    def user(self) -> int | None:
        return self.key.user if self.key else None

    def path(self, *parts: str) -> str:
        return "/".join((f"groups/{self.group.id}", *parts))

    def address(self, plural: str, key: str) -> str:
        """What relations call an object."""
        return f"{ZOTERO}/{self.path(plural, key)}"

    def allow(self, *methods: str) -> None:
        if self.call.method not in methods:
            raise ApiError(405, headers={"Allow": ", ".join(methods)})
