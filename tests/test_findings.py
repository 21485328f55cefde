"""The table of findings: every code is used, every example gives its code, the manual's table is the table."""

import ast
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import plbib
from plbib.cli.commands import cli
from plbib.errors import Severity
from plbib.findings import Code, Example
from plbib.model import Finding
from plbib.text import markdown
from tests.conftest import ROOT

SOURCES = sorted(Path(plbib.__file__).parent.rglob("*.py"))
MANUAL = re.compile(r"(<!-- findings: .*? -->\n).*?(<!-- /findings -->)", re.DOTALL)
EXAMPLES = [
    pytest.param(code, code.value.example, id=str(code)) for code in Code if isinstance(code.value.example, Example)
]


def nodes(*apart: str) -> list[ast.AST]:
    """All there is in the source, ``apart`` from some modules."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES if path.name not in apart]
    return [node for tree in trees for node in ast.walk(tree)]


def test_every_code_is_used() -> None:
    attributes = [node for node in nodes("findings.py") if isinstance(node, ast.Attribute)]
    used = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "Code"}
    assert used & Code.__members__.keys() == Code.__members__.keys()


@pytest.mark.heavy
def test_a_finding_is_made_from_the_table_alone() -> None:
    calls = [node for node in nodes("findings.py") if isinstance(node, ast.Call)]
    assert [
        call.lineno for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) == "Finding"
    ] == []


@pytest.mark.parametrize("code", Code, ids=str)
def test_a_row_is_whole(code: Code) -> None:
    rule = code.value
    assert code.name == rule.code.upper().replace("-", "_")
    assert rule.meaning
    assert rule.cure
    assert rule.example
    assert rule.instead is None or rule.instead.severity is not rule.severity


def test_the_worst_comes_first() -> None:
    order = list(Severity)
    assert [*Code] == sorted(Code, key=lambda code: order.index(code.value.severity))


def test_a_finding_has_the_severity_and_the_cure_of_its_rule() -> None:
    assert Code.BAD_LINK.finding("x") == Finding(
        code="bad-link", severity=Severity.WARNING, message="x", cure="write an address that starts with https://"
    )
    assert Code.BAD_LINK.finding("x", "").cure == ""
    assert Code.WRONG_LINK.finding("x").severity is Severity.ERROR
    assert Code.WRONG_LINK.finding("x", instead=True).severity is Severity.WARNING
    with pytest.raises(ValueError, match="bad-link has one severity"):
        Code.BAD_LINK.finding("x", instead=True)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Example], str]:
    """What the command of an example prints, errors included, in a folder that holds its files."""
    monkeypatch.chdir(tmp_path)

    def call(example: Example) -> str:
        for name, text in example.files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        program, *arguments = shlex.split(example.command)
        assert program == "plbib"
        return CliRunner().invoke(cli, arguments).output

    return call


def test_most_codes_have_an_example_to_run() -> None:
    assert len(Code) - len(EXAMPLES) <= 7  # four are about what hosts of links answer


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_gives_its_code(code: Code, example: Example, run: Callable[[Example], str]) -> None:
    output = run(example)
    assert re.search(rf": {code.value.severity}: .* \[{code}\]$", output, re.MULTILINE), output


def test_all_codes_are_listed() -> None:
    text = CliRunner().invoke(cli, ["explain"]).output.splitlines()
    rows = json.loads(CliRunner().invoke(cli, ["explain", "--format", "json"]).output)
    assert [line.split()[:2] for line in text] == [[str(code), code.value.severity] for code in Code]
    assert [row["code"] for row in rows] == [*map(str, Code)]
    assert json.loads(CliRunner().invoke(cli, ["explain", "bad-link", "--format", "json"]).output) in rows


def table() -> str:
    rows = [f"| `{code}` | {code.value.severity} | {markdown.escape(code.value.sentence)} |\n" for code in Code]
    return "".join(["\n| code | severity | means |\n|---|---|---|\n", *rows, "\n"])


def test_the_manual_has_the_table() -> None:
    """``PLBIB_REFRESH_GOLDEN=1`` writes it."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    (page,) = (page for page in pages if MANUAL.search(page.read_text(encoding="utf-8")))
    text = page.read_text(encoding="utf-8")
    right = MANUAL.sub(lambda found: found[1] + table() + found[2], text)
    if os.environ.get("PLBIB_REFRESH_GOLDEN") == "1":
        page.write_text(right, encoding="utf-8")
    else:
        assert text == right, "PLBIB_REFRESH_GOLDEN=1 pytest, read the diff"
