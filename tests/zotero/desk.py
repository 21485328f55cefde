"""What the tests of a sync share: a maintainer's folder with a list, and the group library it is synced into."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plbib.app.opening import bundled
from plbib.app.opening.lists import beside
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.sync import Decisions, Feedback, sync
from plbib.io.files import replace_files
from plbib.io.http.patience import Patience
from plbib.resolve.index import Index
from plbib.zotero.apply import Synced
from plbib.zotero.outcome import Action, ActionKind
from plbib.zotero.plan import SyncPlan
from tests.servers.zotero import Person, Server


def yes(plan: SyncPlan) -> bool:  # noqa: ARG001
    """Agree to any plan."""
    return True


def no(plan: SyncPlan) -> bool:  # noqa: ARG001
    """Decline any plan."""
    return False


NO_RECORDS = Index.of([])
QUICK = Patience(first=0.001, attempts=4)
"""Waits of milliseconds, where a server asks for none."""


class Desk:
    """A list ``list.md`` in ``folder`` that is synced into the group of ``server``, in this process."""

    def __init__(self, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.server, self.folder = server, folder
        self.path = folder / "list.md"
        self.person: Person = server.person()
        self.group = server.group
        self.said: list[str] = []
        monkeypatch.chdir(folder)
        monkeypatch.setenv("ZOTERO_API_KEY", server.key)
        monkeypatch.setenv("ZOTERO_ENDPOINT", server.url)
        monkeypatch.setattr(bundled, "records", lambda: NO_RECORDS)  # items hold what the list says, and no more

    def write(self, text: str) -> None:
        """Change the list as its maintainer does, and write its lock as a build does."""
        self.path.write_text(text, encoding="utf-8")
        replace_files(beside(open_source(self.path, load_configuration())))

    def sync(self, *, agreed: Callable[[SyncPlan], bool] | None = yes, **decisions: Any) -> Synced:
        """One run; the server's log starts anew with it."""
        self.server.requests.clear()
        asked = Decisions(**{"group": self.group, **decisions})
        return sync(self.path, asked, agreed, Feedback(say=self.said.append), QUICK)

    def plan(self, **decisions: Any) -> tuple[Action, ...]:
        """What a run would do."""
        return self.sync(agreed=None, **decisions).plan.actions

    def settled(self) -> None:
        """Assert that list and group agree: another run writes nothing, and is cheap."""
        done = self.sync()
        assert done.applied is not None
        assert (done.applied.written, done.applied.failures) == (0, ())
        assert not self.server.writes
        assert len(self.server.requests) <= 6

    def forget(self) -> None:
        """Lose the state file."""
        (self.folder / "list.zotero.json").unlink()

    # What the group holds ---------------------------------------------------------------------------------------------

    def papers(self) -> dict[str, dict[str, Any]]:
        """The regular items by title; two of one title fail."""
        found = [row for row in self.person.items().values() if row["itemType"] not in ("attachment", "note")]
        titled = {row["title"]: row for row in found}
        assert len(titled) == len(found), f"duplicates: {sorted(row['title'] for row in found)}"
        return titled

    def paper(self, title: str) -> dict[str, Any]:
        """The item whose title begins like this."""
        (found,) = (row for name, row in self.papers().items() if name.startswith(title))
        return found

    def collections(self) -> dict[str, str]:
        """The collections by their path of names → key."""
        rows = self.person.collections()

        def path(key: str) -> str:
            parent = rows[key]["parentCollection"]
            return f"{path(parent)}/{rows[key]['name']}" if parent else str(rows[key]["name"])

        return {path(key): key for key in rows}

    def filed(self, title: str) -> set[str]:
        """The paths of the collections that a paper is in."""
        names = {key: path for path, key in self.collections().items()}
        return {names[key] for key in self.paper(title)["collections"]}


def kinds(actions: tuple[Action, ...]) -> list[ActionKind]:
    """What the actions do, in order."""
    return [action.do for action in actions]
