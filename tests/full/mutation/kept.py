"""What became of the mutants that were tried, kept as it comes: a run that was interrupted goes on where it was."""

import hashlib
import sys
import tempfile
from pathlib import Path

import msgspec

import plbib
from tests.full.mutation.mutants import Mutant

FOLDER = Path(tempfile.gettempdir(), "plbib-mutants")


def code() -> bytes:
    """All of plbib, as it is."""
    return b"".join(path.read_bytes() for path in sorted(Path(plbib.__path__[0]).rglob("*.py")))


class Kept:
    """What became of mutants with the tests in ``folder``: the test that noticed it, or nothing, of so many."""

    def __init__(self, folder: Path) -> None:
        tests = b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))
        FOLDER.mkdir(exist_ok=True)
        self._path = FOLDER / f"{folder.name}-{hashlib.sha256(code() + tests).hexdigest()}.jsonl"
        self._outcomes: dict[str, tuple[str, int]] = {}
        self.read()

    def read(self) -> None:
        """Learn what others have written since."""
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        for line in lines:
            name, killed_by, tests = msgspec.json.decode(line, type=tuple[str, str, int])
            self._outcomes[name] = killed_by, tests

    def known(self, mutant: Mutant) -> bool:
        return _name(mutant) in self._outcomes

    def outcome(self, mutant: Mutant) -> tuple[str, int]:
        return self._outcomes[_name(mutant)]

    def keep(self, mutant: Mutant, failed: str | None, tests: int) -> None:
        """The test that failed (None: no end in time), or nothing, of so many."""
        killed_by = "limit of time" if failed is None else failed
        self._outcomes[_name(mutant)] = killed_by, tests
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode((_name(mutant), killed_by, tests)) + b"\n")
        print(f"{mutant.name}: {killed_by or f'survived {tests} tests'}", file=sys.__stderr__)


def _name(mutant: Mutant) -> str:
    """What tells mutants apart: two of one function may read the same."""
    return hashlib.sha256(mutant.text.encode()).hexdigest()
