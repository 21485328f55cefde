"""Every installed BibTeX style: none ends in a traceback, and most make the .bbl that BibTeX itself makes.

Takes some minutes. Run by itself: ``pytest -s tests/full/test_bst_full.py`` prints the table;
``PLBIB_WRITE_RESULTS=1`` writes it to ``RESULTS.md``.
"""

import difflib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from plbib.errors import PlbibError
from plbib.io import processes
from plbib.model import Record
from plbib.rendering import bst, output
from plbib.rendering.bst import bibtex
from tests.conftest import missing
from tests.oracles import results
from tests.samples import PAPERS

LIMIT = 20


def installed() -> list[Path]:
    """The ``.bst`` files of TeX's own tree."""
    root = processes.run("kpsewhich", ["-var-value", "TEXMFDIST"], Path(), {}).output.decode().strip()
    return sorted(Path(root).rglob("*.bst"))


def line_share(left: str, right: str) -> float:
    one, other = left.splitlines(), right.splitlines()
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), len(other), 1)


def by_bibtex(path: Path, records: tuple[Record, ...]) -> str | None:
    """What BibTeX makes; None if it fails, too, or would not end."""
    try:
        return bst.load(path, program="bibtex").bbl(records)
    except PlbibError:
        return None


def outcome(path: Path, records: tuple[Record, ...]) -> str:
    """What became of a style, in a word or a few."""
    theirs = by_bibtex(path, records)
    try:
        style = bst.load(path)
        ours = style.bbl(records)
        references = style.write([style.sort(records)])[0]
    except PlbibError as error:
        if not error.hint or path.stem not in error.message:
            return "fails and says too little"
        if theirs is None:
            return "no list by BibTeX, either"
        return "fails"
    assert [output.to_text(one.marked) for one in references if not one.marked] == []
    if theirs is None:
        return "runs, while BibTeX fails"
    share = line_share(theirs, ours)
    return "identical" if ours == theirs else "98 % of lines" if share >= 0.98 else "fewer lines"


def _called(what: str, outcomes: dict[str, str]) -> list[str]:
    return [name for name, found in outcomes.items() if found == what]


@pytest.mark.tex
def test_no_installed_style_ends_in_a_traceback(program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    for needed in ("bibtex", "kpsewhich"):
        program(needed)
    monkeypatch.setattr(bibtex, "_LIMIT", LIMIT)
    paths = installed()
    if not paths:
        missing("TeX has no styles installed")
    outcomes = {path.stem: outcome(path, PAPERS) for path in paths}
    counts = Counter(outcomes.values())
    rows = [
        f"- {count} {what}" + ("" if what == "identical" else f": {' '.join(_called(what, outcomes))}")
        for what, count in counts.most_common()
    ]
    results.note("BibTeX styles, every installed one", "\n".join([f"{len(paths)} styles, beside bibtex", "", *rows]))
    assert counts["fails and says too little"] == 0
    assert counts["fails"] <= 0.01 * len(paths)  # uestcthesis of 2021 calls a function that it does not define
    good = counts["identical"] + counts["98 % of lines"]
    assert good >= 0.9 * (good + counts["fewer lines"])
