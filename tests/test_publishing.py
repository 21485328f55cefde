"""What others build on: workflows, the action, hooks, the citation; the documents know whether there is a release."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools import release

import plbib
from plbib.app import workflows
from tests.conftest import DATA, ROOT
from tests.test_docs import PAGES, blocks

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = {  # by page and number
    f"{page} {number}": text for page, pages in PAGES.items() for number, text in enumerate(blocks("yaml", pages))
}
CHECK, PUBLISH = workflows.check("plbib"), workflows.publish("plbib")
WORKFLOWS = {
    **{path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))},
    **{name: text for name, text in EXAMPLES.items() if "jobs:" in text},
    "init --workflow": CHECK,
    "init --publish": PUBLISH,
}
STUBS = {
    "pip": "exit 0",
    "gh": 'echo "$@" >> "$GH_LOG"; if test "$2" = list; then cat "$GH_OPEN"; fi',
}
posix = pytest.mark.skipif(os.name == "nt", reason="scripts of bash")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with a list in git and an origin, and plbib, pip and gh on the path (the last two do nothing)."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name, text in {**STUBS, "plbib": f'exec {shlex.quote(sys.executable)} -m plbib "$@"'}.items():
        (bin_folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (bin_folder / name).chmod(0o755)
    (tmp_path / "open").write_text("0\n", encoding="utf-8")
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(DATA / "reading.md", folder / "reading.md")
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", "../origin.git")
    commit(folder)
    return folder


def git(folder: Path, *words: str) -> str:
    named = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    return subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", "list")
    git(folder, "push", "-q", "origin", "main")


def bash(folder: Path, script: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    top = folder.parent
    environment = {
        **os.environ,
        "PATH": f"{top / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GH_LOG": str(top / "gh.log"),
        "GH_OPEN": str(top / "open"),
        **variables,
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def run_action(folder: Path, **given: str) -> list["subprocess.CompletedProcess[str]"]:
    """Run the action's steps but the installation, as GitHub does: conditions, and inputs as variables."""
    inputs = {name: given.get(name, row["default"]) for name, row in ACTION["inputs"].items()}
    assert given.keys() <= inputs.keys()
    done = []
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or step["name"] == "install plbib":
            continue
        name, is_equal, wanted = re.fullmatch(r"inputs\.(\w+) (==|!=) '(.*)'", step["if"]).groups()  # type: ignore[union-attr]
        if (inputs[name] == wanted) is (is_equal == "=="):
            filled = {key: inputs[value.strip("${} ").removeprefix("inputs.")] for key, value in step["env"].items()}
            done.append(bash(folder, step["run"], **filled))
    return done


def jobs_of(text: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(text)["jobs"]
    return jobs


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_read_and_runs_no_text_of_strangers(name: str) -> None:
    text = WORKFLOWS[name]
    read = yaml.safe_load(text)
    events = read[True]  # YAML 1.1 has "on" for true
    assert ({events} if isinstance(events, str) else set(events)) <= {"push", "pull_request"}
    assert read["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    for job in jobs_of(text).values():
        if "write" in job.get("permissions", {}).values():  # never where a pull request starts it
            assert "pull_request" not in events or job["if"] == "github.event_name == 'push'"
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[\w./-]+", step.get("uses", "a/b@c"))


def test_the_action_takes_inputs_as_variables_alone() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
    (install,) = (step["run"] for step in ACTION["runs"]["steps"] if step.get("name") == "install plbib")
    assert install == 'python -m pip install --quiet "$GITHUB_ACTION_PATH"'


@pytest.mark.heavy
@posix
def test_the_action_checks_and_makes_bibliography_and_page(checkout: Path) -> None:
    (check,) = run_action(checkout)
    assert check.returncode == 0
    assert check.stdout.startswith("::")
    done = run_action(checkout, source="reading.md", check="false", build="write", site="public", url="https://x.org/")
    assert [one.returncode for one in done] == [0, 0], done
    assert (checkout / "out" / "papers.bib").is_file()
    assert "https://x.org/papers/" in (checkout / "public" / "sitemap.xml").read_text(encoding="utf-8")
    with (checkout / "reading.md").open("a", encoding="utf-8") as file:
        file.write("- [ICLR'24] [Kites in Rain](https://openreview.net/forum?id=rAin123), Kite Lab\n")
    assert [one.returncode for one in run_action(checkout, check="false", build="check")] == [1]


@posix
def test_an_input_of_the_action_is_no_script(checkout: Path) -> None:
    (done,) = run_action(checkout, source="--help $(touch broken)'; touch broken; '.md")
    assert done.returncode == 2
    assert not (checkout / "broken").exists()


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_name_inputs_and_hooks_that_there_are(name: str) -> None:
    read = yaml.safe_load(EXAMPLES[name])
    if "plbib@" not in EXAMPLES[name] and "repos" not in read:
        return
    if "repos" in read:
        assert [hook["id"] for hook in read["repos"][0]["hooks"]] == [hook["id"] for hook in HOOKS]
        return
    steps = [step for job in read["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if step.get("uses", "").startswith("OWNER/plbib@")]
    assert ours
    assert all(step.get("with", {}).keys() <= ACTION["inputs"].keys() for step in ours)


@pytest.mark.heavy
@posix
def test_the_workflows_of_init_check_publish_and_propose(checkout: Path) -> None:
    for step in jobs_of(CHECK)["check"]["steps"]:
        assert bash(checkout, step.get("run", "true")).returncode == 0
    for job in jobs_of(PUBLISH).values():
        for step in job["steps"]:
            done = bash(checkout, step.get("run", "true"))
            assert done.returncode == 0, (step, done.stderr)
    assert (checkout / "site" / "index.html").is_file()
    assert git(checkout, "diff", "--name-only", "main", "plbib/lock").split() == ["reading.lock.json"]
    assert "plbib/lock" in git(checkout.parent / "origin.git", "branch")
    assert "pr create --head plbib/lock --fill" in (checkout.parent / "gh.log").read_text(encoding="utf-8")


@pytest.mark.heavy
@posix
def test_a_proposal_is_made_once_and_only_if_something_changed(checkout: Path) -> None:
    propose = jobs_of(PUBLISH)["lock"]["steps"][-1]["run"]
    assert bash(checkout, "plbib build").returncode == 0
    commit(checkout)
    assert bash(checkout, f"plbib build\n{propose}").returncode == 0
    assert not (checkout.parent / "gh.log").exists()
    (checkout.parent / "open").write_text("1\n", encoding="utf-8")
    (checkout / "reading.lock.json").unlink()
    assert bash(checkout, propose).returncode == 0
    assert "create" not in (checkout.parent / "gh.log").read_text(encoding="utf-8")


@pytest.mark.heavy
@posix
def test_each_hook_passes_and_fails(checkout: Path) -> None:
    assert bash(checkout, "plbib build").returncode == 0
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert bash(checkout, hook["entry"]).returncode == 0, hook
    (checkout / "reading.md").write_text("# Kites\n\nNo paper.\n", encoding="utf-8")
    codes = {hook["id"]: bash(checkout, hook["entry"]).returncode for hook in HOOKS}
    assert codes["plbib-check"] != 0
    assert codes["plbib-build"] != 0


def test_the_citation_names_this_version() -> None:
    read = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= read.keys()
    assert (read["version"], read["license"]) == (plbib.__version__, "MIT")


def test_the_documents_say_install_from_the_release_on() -> None:
    is_released = release.released(ROOT, plbib.__version__)
    assert release.installs(ROOT) == (list(release.INSTALLS) if is_released else [])
    assert ("no release" in PAGES["README.md"]) is not is_released
    assert (release.placeholders(ROOT) == []) is is_released


def test_a_release_lacks_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    files = {
        "CHANGELOG.md": "## [1.0.0] - 2027-01-31\n",
        "CITATION.cff": "title: x\nversion: 1.0.0\n",
        "README.md": "uvx plbib, pipx run plbib, pip install plbib",
        "docs/github.md": "",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(release.missing(tmp_path, "v1.0.0", "1.0.0")) == []
    for tag, number, count in (("v1.0.1", "1.0.0", 1), ("v1.0.1", "1.0.1", 2)):
        assert len(list(release.missing(tmp_path, tag, number))) == count
    (tmp_path / "README.md").write_text("OWNER/plbib", encoding="utf-8")
    assert len(list(release.missing(tmp_path, "v1.0.0", "1.0.0"))) == 4


def test_the_release_is_of_the_tag(tmp_path: Path) -> None:
    """The step of the workflow, in a checkout that has a version."""
    steps = [step for job in jobs_of(WORKFLOWS["release.yml"]).values() for step in job["steps"]]
    (check,) = (step["run"] for step in steps if "tag" in step.get("name", ""))
    assert check == 'python -m tools.release "$GITHUB_REF_NAME"'
    source = tmp_path / "src" / "plbib" / "__init__.py"
    source.parent.mkdir(parents=True)
    source.write_text('__version__ = "1.0.0"\n', encoding="utf-8")
    assert release.version(tmp_path) == "1.0.0"


@pytest.mark.parametrize(
    ("shell", "begins"), [("bash", "_plbib_completion"), ("zsh", "#compdef plbib"), ("fish", "function")]
)
def test_shells_complete_commands(shell: str, begins: str) -> None:
    def run(**words: str) -> str:
        command = [sys.executable, "-c", "import sys; sys.argv = ['plbib']; from plbib.__main__ import main; main()"]
        return subprocess.run(command, env={**os.environ, **words}, capture_output=True, text=True, check=True).stdout

    assert run(_PLBIB_COMPLETE=f"{shell}_source").strip().startswith(begins)
    word = "exp" if shell == "fish" else "1"
    assert "export" in run(_PLBIB_COMPLETE=f"{shell}_complete", COMP_WORDS="plbib exp", COMP_CWORD=word)
