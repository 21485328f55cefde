"""What is written of a .bib makes biber, BibTeX and LaTeX say nothing that they did not say of what was read."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import plbib
from tests.formats.bib.entries import MANY_TYPES, sample
from tests.typesetting import PLAIN, Paper, typesetter, with_style

pytestmark = pytest.mark.tex
_HARD = re.compile(r"[$]|\\LaTeX|\\enquote|Łódź")
"""What in a sample does not compile as it was given: an environment would have to define it."""


def written(text: str, dialect: str, folder: Path) -> str:
    path = folder / "given.bib"
    path.write_text(text, encoding="utf-8")
    return plbib.export(plbib.load(path), dialect)


def kinds(messages: list[str]) -> Counter[str]:
    """Warnings by entry and kind, without quotation marks and lines."""
    return Counter(re.sub(r"[^\w ]|\bline \d+.*|of file.*", "", message).strip() for message in messages)


def validated(text: str, program: Callable[[str], str], folder: Path) -> Counter[str]:
    (folder / "refs.bib").write_text(text, encoding="utf-8")
    command = [program("biber"), "--tool", "--validate-datamodel", "--output-file", "read.bib", "refs.bib"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    return kinds(re.findall(r"^(?:WARN|ERROR) - (.*)", done.stdout, re.MULTILINE))


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_biber_warns_of_nothing_new(dialect: str, program: Callable[[str], str], tmp_path: Path) -> None:
    given = sample(dialect, 60)
    before, after = (validated(text, program, tmp_path) for text in (given, written(given, dialect, tmp_path)))
    assert after - before == Counter()


def test_biber_warns_of_nothing_new_in_entries_of_all_types(program: Callable[[str], str], tmp_path: Path) -> None:
    given = MANY_TYPES.read_text(encoding="utf-8")
    before, after = (validated(text, program, tmp_path) for text in (given, written(given, "biblatex", tmp_path)))
    assert after - before == Counter()


@pytest.mark.parametrize(
    "paper", [PLAIN, with_style("plainnat", PLAIN.preamble + "\\usepackage{natbib}")], ids=["plain", "plainnat"]
)
def test_bibtex_and_latex_warn_of_nothing_new(paper: Paper, program: Callable[[str], str], tmp_path: Path) -> None:
    given = "\n".join(entry for entry in sample("bibtex", 60).split("\n\n") if not _HARD.search(entry))
    typeset = typesetter(program, tmp_path)
    before, after = (typeset(text, paper) for text in (given, written(given, "bibtex", tmp_path)))
    assert len(after.keys) == len(before.keys) > 10
    assert kinds(after.warnings) - kinds(before.warnings) == Counter()
    assert kinds(after.troubles) - kinds(before.troubles) == Counter()
