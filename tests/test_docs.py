"""The documents are true: examples run, every command and output is in them, links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from plbib.app.sources import sources
from plbib.cli.commands import cli
from plbib.formats import registry
from plbib.io.config import TITLES, ProfileConfig, parse
from plbib.io.files import find_packaged
from plbib.resolve.sources.routes import ROUTES
from tests.conftest import DATA, ROOT
from tests.servers.forge import Forge
from tests.servers.metadata.server import Server as MetadataServer
from tests.servers.zotero import Server
from tests.test_imports import GROUPS

DOCS = ROOT / "docs"
PROJECT = "ann/kites"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING")),
        *sorted(DOCS.glob("*.md")),
    )
}
MANUAL = "".join(PAGES.values())
SETUP = "python3 -m venv"  # the two commands that install; the script of continuous integration runs them
WITH_EXAMPLES = [page for page, text in PAGES.items() if "```sh\n" in text and page != "CONTRIBUTING.md"]


def blocks(language: str, text: str = MANUAL) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    lines = [line for block in blocks("sh", text) for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(SETUP)]


def run(folder: Path, command: str, group: Server | None = None, web: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    if group:
        environment |= {"ZOTERO_ENDPOINT": group.url, "ZOTERO_API_KEY": group.key}
    if web and PROJECT in command:
        environment |= {"PLBIB_REPLAY": web, "PLBIB_OFFLINE": "0"}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the list of the examples, what else they name, and plbib on the path."""
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    (style,) = blocks("xml")
    (tmp_path / "slides.csl").write_text(style, encoding="utf-8")
    (template,) = blocks("jinja")
    (tmp_path / "own.tex.j2").write_text(template, encoding="utf-8")
    (tmp_path / "paper.tex").write_text("\\cite{iclr2023kites}", encoding="utf-8")
    foreign = '{"title": "Balloons of Paper", "authors": ["Ada Lind"], "year": 2023, "ids": {"doi": "10.5555/1"}}\n'
    (tmp_path / "papers.jsonl").write_text(foreign, encoding="utf-8")
    (tmp_path / "draft.md").write_text("As in [@iclr2023kites].", encoding="utf-8")
    program = tmp_path / "bin" / "plbib"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m plbib "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    run(tmp_path, "plbib export reading.md -o reading.bib")
    return tmp_path


@pytest.fixture(scope="module")
def group() -> Iterator[Server]:
    """A server with the group of the examples."""
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """A server that answers for GitHub, with the project of the examples."""
    with MetadataServer(Forge({PROJECT: {"README.md": (DATA / "reading.md").read_text(encoding="utf-8")}})) as running:
        yield running.url


def test_the_examples_are_there() -> None:
    assert len(WITH_EXAMPLES) > 8
    assert len(commands(MANUAL)) > 30


COSTLY = ("docs/check.md", "docs/export.md", "docs/reference-lists.md", "docs/sources.md", "docs/zotero.md")


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=pytest.mark.heavy) if page in COSTLY else page for page in WITH_EXAMPLES]
)
def test_examples_run(page: str, folder: Path, group: Server, web: str) -> None:
    """The commands of a page one after the other, as a reader would type them."""
    for command in commands(PAGES[page]):
        done = run(folder, command, group, web)
        assert "Traceback" not in done.stderr
        # the list of the examples holds unverified entries, which is what --strict is to find
        assert done.returncode == (1 if "--strict" in command else 0), f"{command}\n{done.stderr}"


def test_the_python_example_runs(folder: Path) -> None:
    (code,) = blocks("python")
    done = run(folder, f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4


def test_the_workflows_run_what_the_examples_run() -> None:
    lines = []
    for text in blocks("yaml"):
        workflow = yaml.safe_load(text)
        jobs = workflow.get("jobs", {"": workflow} if "steps" in workflow else {})
        steps = [step for job in jobs.values() for step in job["steps"]]
        lines += [step["run"] for step in steps if step.get("run", "").startswith("plbib ")]
    assert lines
    assert all(any(line in command for command in commands(MANUAL)) for line in lines)


def test_the_configuration_example_is_valid(folder: Path) -> None:
    (corrections,) = (text for text in blocks("toml") if "[list" not in text)
    (text,) = (text for text in blocks("toml") if "[build]" in text)
    (folder / "corrections.toml").write_text(corrections, encoding="utf-8")
    (folder / "plbib.toml").write_text(text, encoding="utf-8")
    done = run(folder, "plbib build")
    assert done.returncode == 0, done.stderr
    bib = (folder / "out" / "papers.bib").read_text(encoding="utf-8")
    assert bib.startswith("% Reading list\n% https://example.org/reading\n")


def test_examples_of_profiles_are_valid() -> None:
    profiles = [parse(text, "plbib.toml").list.profile for text in blocks("toml") if "[list.profile]" in text]
    assert all(profile != ProfileConfig() for profile in profiles)
    assert len(profiles) > 1


def test_every_word_for_where_titles_stand_is_documented() -> None:
    assert [word for word in TITLES if f"`{word}`" not in PAGES["docs/profiles.md"]] == []


def test_every_command_is_documented() -> None:
    for name in cli.commands:
        assert f"plbib {name}" in MANUAL, name


def test_every_output_is_documented() -> None:
    for path in (ROOT / "out").rglob("*"):
        if path.is_file() and path.parent.name == "out":
            assert f"`{path.name}`" in MANUAL


def test_the_map_names_every_room() -> None:
    rows = re.findall(r"^\| `([^|]*)` \|", PAGES["ARCHITECTURE.md"], re.MULTILINE)
    named = {name.strip("`/ ").removesuffix(".py") for row in rows for name in row.split(",")}
    assert named == {name for group in GROUPS for name in group} - {"__main__"}


@pytest.mark.parametrize("page", PAGES)
def test_files_named_in_a_page_exist(page: str) -> None:
    for name in re.findall(r"\]\(((?!http)[^)#]+)[^)]*\)", PAGES[page]):
        path = (ROOT / page).parent / name
        inside = path.resolve().relative_to(ROOT.resolve()).as_posix()
        template = inside.removeprefix("styles/")  # of an installed plbib, a part of the package
        assert path.exists() if template == inside else find_packaged(template).exists(), name


TABLE = r"(<!-- {0}: .*? -->\n).*?(<!-- /{0} -->)"


def written(page: Path, name: str, table: str) -> None:
    """Whether the table called ``name`` in a page is ``table``; where golden files are refreshed, it becomes so."""
    text = page.read_text(encoding="utf-8")
    made = re.sub(TABLE.format(name), lambda found: found[1] + table + found[2], text, flags=re.DOTALL)
    if os.environ.get("PLBIB_REFRESH_GOLDEN") == "1":
        page.write_text(made, encoding="utf-8")
    assert table in made
    assert page.read_text(encoding="utf-8") == made, "PLBIB_REFRESH_GOLDEN=1 pytest, read the diff"


def test_the_table_of_services_is_the_registry() -> None:
    rows = [
        f"| `{one.name}` | {one.title} | {', '.join(f'`{kind}`' for kind in one.identifiers)}"
        f"{', title' if one.by_title else ''} | {one.batch if one.batch > 1 else ''} "
        f"| {', '.join(f'`{key}`' for key in one.keys)} | {one.unproven} |\n"
        for one in sources()
    ]
    head = "| name | service | asked by | in one call | key | unproven, since |\n|---|---|---|---|---|---|\n"
    written(DOCS / "services.md", "services", f"\n{head}{''.join(rows)}\n")


def test_the_table_of_routes_is_that_of_the_program() -> None:
    rows = []
    for kind, route in ROUTES.items():
        names = route.split()
        first = ", ".join(name for name in names if ":" not in name)
        then = ", ".join(name.removeprefix("title:") for name in names if ":" in name)
        rows.append(f"| {f'`{kind}`' if kind else 'none'} | {first} | {then} |\n")
    head = "| identifier | asked by it | asked by title |\n|---|---|---|\n"
    written(DOCS / "services.md", "routes", f"\n{head}{''.join(rows)}\n")


def test_the_table_of_formats_is_the_registry() -> None:
    rows = []
    for line in registry.LINES:
        read = registry.load(str(registry.of_file(f"x{line.suffixes[0]}"))).read
        ends = ", ".join(f"`{end}`" for end in line.suffixes)
        built = ", ".join(f"`{file}`" for file in registry.load(line.name).build)
        rows.append(f"| `{line.name}` | {line.title} | {ends} | {'yes' if read else 'no'} | {built} |\n")
    table = f"\n| format | for | files | read | in a build |\n|---|---|---|---|---|\n{''.join(rows)}\n"
    written(DOCS / "export.md", "formats", table)
