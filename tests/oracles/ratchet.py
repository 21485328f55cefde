"""Lists of known differences: a listed case that agrees, or an unlisted one that does not, fails the test."""

import os
from collections.abc import Iterable
from pathlib import Path

REFRESH = os.environ.get("PLBIB_REFRESH_GOLDEN") == "1"


def check(path: Path, found: Iterable[str], *, refresh: bool = REFRESH) -> None:
    """Fail unless the cases ``found`` to differ are exactly those of the file, one a line (``#`` begins a comment).

    ``PLBIB_REFRESH_GOLDEN=1`` writes the cases into the file below its comments. Read the diff.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    listed, differ = {line for line in lines if line and not line.startswith("#")}, set(found)
    if refresh:
        comments = [line for line in lines if line.startswith("#")]
        path.write_text("".join(f"{line}\n" for line in [*comments, *sorted(differ)]), encoding="utf-8")
        return
    new, mended = sorted(differ - listed), sorted(listed - differ)
    assert not new, f"{len(new)} cases differ and are not in {path.name}: {new[:20]}"
    assert not mended, f"{len(mended)} cases of {path.name} agree now, take them out: {mended[:20]}"
