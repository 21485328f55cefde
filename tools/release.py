"""Say what is missing for a release: version, change log, citation and README must agree.

usage: python -m tools.release TAG

Exits 1 and names what is missing, if anything is. A workflow runs it before it builds what a tag names.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLS = ("uvx plbib", "pipx run plbib", "pip install plbib")
"""How a released plbib is run or installed; the README says so from the day of the release on."""
OWNER = "OWNER/plbib"
"""Stands for the repository until it is known where that is."""


def version(root: Path) -> str:
    """The version that the source names."""
    text = (root / "src" / "plbib" / "__init__.py").read_text(encoding="utf-8")
    number: str = re.findall(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)[0]
    return number


def released(root: Path, number: str) -> bool:
    """Whether the change log says when the version ``number`` was released."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.search(rf"^## \[{re.escape(number)}\] - \d{{4}}-\d\d-\d\d$", text, re.MULTILINE) is not None


def installs(root: Path) -> list[str]:
    """The ways to run or install a released plbib that the README names."""
    text = (root / "README.md").read_text(encoding="utf-8")
    return [command for command in INSTALLS if command in text]


def placeholders(root: Path) -> list[str]:
    """The files for users in which the repository's owner is not named yet."""
    pages = (root / "README.md", *sorted((root / "docs").glob("*.md")))
    return [path.name for path in pages if OWNER in path.read_text(encoding="utf-8")]


def missing(root: Path, tag: str, number: str) -> Iterator[str]:
    """What a release of ``number`` as ``tag`` lacks."""
    if tag != f"v{number}":
        yield f"the tag is {tag}, and the version {number}"
    if not released(root, number):
        yield f"CHANGELOG.md has no heading '## [{number}] - YYYY-MM-DD'"
    if f"\nversion: {number}\n" not in (root / "CITATION.cff").read_text(encoding="utf-8"):
        yield f"CITATION.cff names another version than {number}"
    yield from (f"README.md does not name: {command}" for command in INSTALLS if command not in installs(root))
    yield from (f"{name} still has {OWNER}" for name in placeholders(root))


def main(arguments: list[str]) -> int:
    """Print what is missing; returns the exit code."""
    (tag,) = arguments
    lines = list(missing(ROOT, tag, version(ROOT)))
    print("\n".join(lines) or f"{tag} can be released")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
