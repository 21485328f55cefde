"""Make ``src/plbib/data/papers.lock.json`` again from the embedded list and a file of verified facts.

usage: python tools/embed_records.py RECORDS.json

RECORDS.json is a list of ``{line, commented, csl, identifiers, sources}``, one for each entry of the list by its line.
Keys and ids of a lock that is there already are kept.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from plbib.formats import csljson
from plbib.library import lock as locks
from plbib.library.lock import Lock, LockEntry, LockIndex, entry_tokens
from plbib.lists.reader import read
from plbib.model import Entry, Status
from plbib.papers.keys import KeySpace
from plbib.text.unicode import squeeze

DATA = Path(__file__).resolve().parent.parent / "src" / "plbib" / "data"


def embed(entries: list[Entry], facts: dict[int, dict[str, Any]], old: Lock) -> Lock:
    """A lock for ``entries`` whose records are ``facts`` by line; ``old`` gives the keys and ids already given."""
    index = LockIndex(old.entries)
    keys = KeySpace(entry.key for entry in old.entries)
    made = []
    for entry in entries:
        fact = facts[entry.place.line]
        item = csljson.item(fact["csl"])
        known = index.find(entry)
        title, tokens = squeeze(entry.title), entry_tokens(entry)
        made.append(
            LockEntry(
                id=known.id if known else index.new_id(title, tokens),
                title=title,
                links=tokens,
                status=Status.RESOLVED,
                commented=fact["commented"],
                key=known.key if known else keys.new(item),
                sources=tuple(fact["sources"]),
                item=item,
                identifiers=dict(sorted(fact["identifiers"].items())),
            )
        )
        index.add(made[-1])
    return Lock(list="papers.md", entries=tuple(made))


def main(records: str) -> None:
    """Write the lock of the embedded list from the facts in ``records``."""
    reading = read((DATA / "papers.md").read_text(encoding="utf-8"), "papers.md")
    entries = sorted(reading.entries + reading.commented, key=lambda entry: entry.place.line)
    facts = {fact["line"]: fact for fact in msgspec.json.decode(Path(records).read_bytes())}
    target = DATA / "papers.lock.json"
    old = locks.load(target.read_bytes(), target.name) if target.exists() else Lock(list="papers.md")
    missing = [entry.place.line for entry in entries if entry.place.line not in facts]
    if missing:
        sys.exit(f"no facts for the entries on lines {missing}")
    target.write_bytes(locks.dump(embed(entries, facts, old)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
