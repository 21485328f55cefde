"""The dated record of what the long comparisons measured."""

import datetime
import os
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "full" / "RESULTS.md"
WRITE = os.environ.get("PLBIB_WRITE_RESULTS") == "1"
_HEAD = "# Results of the full comparisons\n\n`PLBIB_WRITE_RESULTS=1 pytest tests/full` writes this file.\n"


def note(section: str, text: str, path: Path = RESULTS) -> None:
    """With ``PLBIB_WRITE_RESULTS=1``, put ``text`` under the heading ``section`` in place of what stood there."""
    print(f"{section}\n{text}")
    if not WRITE:
        return
    _, *parts = (path.read_text(encoding="utf-8") if path.is_file() else "").split("\n## ")
    sections = {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}
    today = datetime.datetime.now(tz=datetime.UTC).date()
    sections[section] = f"{today}\n\n{text.strip()}"
    body = "".join(f"\n## {name}\n\n{said}\n" for name, said in sorted(sections.items()))
    path.write_text(_HEAD + body, encoding="utf-8")
