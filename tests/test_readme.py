"""The README is true: every command and the Python example in it run, every command and finding is in it."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from conftest import DATA, ROOT
from plbib import cli
from plbib.io import packaged
from servers.zotero import Server

README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = "python3 -m venv"  # the two commands that install; the script of continuous integration runs them


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(SETUP)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the list of the examples, and plbib on the path."""
    made = tmp_path_factory.mktemp("readme")
    (made / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    (style,) = blocks("xml")
    (made / "slides.csl").write_text(style, encoding="utf-8")
    (template,) = blocks("jinja")
    (made / "own.tex.j2").write_text(template, encoding="utf-8")
    program = made / "bin" / "plbib"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m plbib "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return made


@pytest.fixture(scope="module")
def group() -> Iterator[Server]:
    """A server with the group of the examples."""
    with Server() as running:
        yield running


def shell(folder: Path, command: str, group: Server | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    if group:
        environment |= {"ZOTERO_ENDPOINT": group.url, "ZOTERO_API_KEY": group.key}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_examples_are_there() -> None:
    assert len(commands()) > 10


@pytest.mark.parametrize("command", commands())
def test_example_runs(folder: Path, group: Server, command: str) -> None:
    if "reading.bib" in command and "-o reading.bib" not in command:
        shell(folder, "plbib export reading.md --to bibtex -o reading.bib")
    (folder / "paper.tex").write_text("\\cite{iclr2023kites}", encoding="utf-8")
    (folder / "draft.md").write_text("As in [@iclr2023kites].", encoding="utf-8")
    if "--check" in command:
        shell(folder, command.replace("--check", "--yes" if "sync" in command else ""), group)
    done = shell(folder, command, group)
    assert done.stderr == "" or "Traceback" not in done.stderr
    # the list of the examples holds unverified entries, which is what --strict is to find
    assert done.returncode == (1 if "--strict" in command else 0), done.stderr


def test_the_python_example_runs(folder: Path) -> None:
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4


def test_the_workflow_runs_what_the_examples_run() -> None:
    (text,) = blocks("yaml")
    runs = [step["run"] for step in yaml.safe_load(text)["steps"] if "run" in step]
    assert [run for run in runs if run.startswith("plbib ")] == ["plbib sync reading.md --group 2400001 --yes"]
    assert "plbib sync reading.md --group 2400001 --yes" in commands()


def test_the_configuration_example_is_valid(folder: Path) -> None:
    (corrections,) = (text for text in blocks("toml") if "[list]" not in text)
    (text,) = (text for text in blocks("toml") if "[list]" in text)
    other = folder / "configured"
    other.mkdir()
    (other / "corrections.toml").write_text(corrections, encoding="utf-8")
    (other / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    (other / "plbib.toml").write_text(text, encoding="utf-8")
    done = shell(other, f"PATH={folder / 'bin'}:$PATH plbib build")
    assert done.returncode == 0, done.stderr
    assert (
        (other / "out" / "papers.bib")
        .read_text(encoding="utf-8")
        .startswith("% Reading list\n% https://example.org/reading\n")
    )


def test_every_command_is_documented() -> None:
    for name in cli.cli.commands:
        assert f"plbib {name}" in README, name


CODE = (
    r"(?:code=|finding\(\s*|append\(\(|return |else |True, |False, |_TAKEN = \()"
    r'"((?:[a-z]+-)+[a-z0-9]+|repaired|overridden)"'
)
"""Where the program names the code of a finding."""


def test_every_finding_is_documented() -> None:
    import plbib

    sources = Path(plbib.__file__).parent.rglob("*.py")
    texts = [text for text in (path.read_text(encoding="utf-8") for path in sources) if "inding(" in text]
    codes = {code for text in texts for code in re.findall(CODE, text)}
    assert len(codes) > 30
    table = README.partition("| code |")[2].partition("### ")[0]
    documented = {code for row in table.splitlines() for code in re.findall(r"`([a-z0-9-]+)`", row.split(" | ")[0])}
    assert codes == documented


def test_every_output_is_documented() -> None:
    for path in (ROOT / "out").rglob("*"):
        if path.is_file() and path.parent.name == "out":
            assert f"`{path.name}`" in README


def test_files_named_in_the_readme_exist() -> None:
    for name in re.findall(r"\]\(((?!http)[^)]+)\)", README):
        template = name.removeprefix("styles/")  # of an installed plbib, a part of the package
        assert (ROOT / name if template == name else packaged(template)).exists(), name
