"""Files at a revision, from real repositories; no program that a repository names is run."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plbib.errors import ExitCode, InputError, PlbibError, UsageError
from plbib.io.git import at_revision
from tests.conftest import DATA
from tests.program import run_plbib

Git = Callable[..., str]
OLD, NEW = "@misc{kites, title={Kites}}\n", "@misc{kites, title={Kites, Again}}\n@misc{reels, title={Reels}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the repository will be; neither the user's configuration nor a repository around it matters."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def git(folder: Path, program: Callable[[str], str]) -> Git:
    """Runs git in the folder."""
    path = program("git")

    def call(*arguments: str) -> str:
        command = [path, "-c", "user.name=A", "-c", "user.email=a@kites.example", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout.strip()

    return call


@pytest.fixture
def repository(folder: Path, git: Git) -> Path:
    """Two revisions of papers.bib, in the folder and in ``sub dir``; the older is tagged v1.0."""
    git("init", "--quiet")
    (folder / "sub dir").mkdir()
    for text in (OLD, NEW):
        for path in ("papers.bib", "sub dir/papers.bib"):
            (folder / path).write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "--message", "a revision")
        if text == OLD:
            git("tag", "--annotate", "--message", "first", "v1.0")
    return folder


def plbib(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run_plbib(*arguments, cwd=folder)


@pytest.mark.parametrize(
    ("spec", "text", "name"),
    [
        ("v1.0:papers.bib", OLD, "papers.bib"),
        ("HEAD~1:sub dir/papers.bib", OLD, "sub dir/papers.bib"),
        ("HEAD:./papers.bib", NEW, "./papers.bib"),
        ("HEAD^{commit}", NEW, "papers.bib"),
        ("@~1", OLD, "papers.bib"),
    ],
)
def test_a_file_is_read_as_it_was(repository: Path, spec: str, text: str, name: str) -> None:
    assert at_revision(spec, repository, "papers.bib") == (text.encode(), name)


def test_paths_are_relative_to_the_folder(repository: Path) -> None:
    assert at_revision("HEAD~1", repository / "sub dir", "papers.bib") == (OLD.encode(), "papers.bib")
    assert at_revision("HEAD:../papers.bib", repository / "sub dir", "") == (NEW.encode(), "../papers.bib")


@pytest.mark.parametrize(
    ("spec", "said", "hint"),
    [
        ("HEAD:none.bib", "no file none.bib at that revision", "git ls-tree -r HEAD"),
        ("HEAD:sub dir", "no file sub dir at that revision", "git ls-tree"),
        ("HEAD:../../etc/passwd", "no file", "git ls-tree"),
        ("HEAD:/etc/passwd", "no file", "git ls-tree"),
        ("HEAD:a\nb", "no file a\nb", "git ls-tree"),
        ("v9.9:papers.bib", "neither a file nor a revision", "git log"),
        ("HEAD papers.bib", "neither a file nor a revision", "git log"),
        ("HEAD\n:papers.bib", "neither a file nor a revision", "git log"),
        ("HEAD~1..HEAD:papers.bib", "neither a file nor a revision", "git log"),
        ("$(touch ran):papers.bib", "neither a file nor a revision", "git log"),
        ("--upload-pack=x:papers.bib", "neither a file nor a revision", "HEAD~1"),
        ("--output=ran", "neither a file nor a revision", "HEAD~1"),
        ("^HEAD:papers.bib", "neither a file nor a revision", "HEAD~1"),
        (":papers.bib", "neither a file nor a revision", "HEAD~1"),
        ("", "neither a file nor a revision", "HEAD~1"),
        ("HEAD:a\0b", "neither a file nor a revision", "HEAD~1"),
        ("HEAD:", "of which file?", "HEAD:reading.lock.json"),
        ("HEAD", "of which file?", "HEAD:reading.lock.json"),
    ],
)
def test_what_is_not_there_is_an_error_that_says_where_to_look(
    repository: Path, spec: str, said: str, hint: str
) -> None:
    with pytest.raises(PlbibError) as caught:
        at_revision(spec, repository, "")
    assert said in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE
    assert not list(repository.rglob("ran"))


def test_outside_a_repository_or_without_git_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="of a git repository here"):
        at_revision("HEAD:papers.bib", folder, "")
    with pytest.raises(UsageError):
        at_revision("-x", folder, "")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(InputError, match="git is not installed"):
        at_revision("HEAD:papers.bib", folder, "")


def test_no_program_that_a_repository_names_is_run(repository: Path, git: Git) -> None:
    evil = repository / "evil"
    evil.write_text(f"#!/bin/sh\ntouch '{repository}/ran'\n", encoding="utf-8")
    evil.chmod(0o755)
    (repository / ".git" / "info" / "attributes").write_text("*.bib diff=evil filter=evil\n", encoding="utf-8")
    for name in ("fsmonitor", "pager", "editor", "sshCommand", "askPass", "gitProxy", "alternateRefsCommand"):
        git("config", f"core.{name}", str(evil))
    for name in ("pager.cat-file", "pager.rev-parse", "diff.evil.textconv", "diff.evil.command", "diff.external"):
        git("config", name, str(evil))
    for name in ("filter.evil.smudge", "filter.evil.process", "credential.helper", "gpg.program"):
        git("config", name, str(evil))
    for name in ("alias.cat-file", "alias.rev-parse"):
        git("config", name, f"!{evil}")
    (repository / "ran").unlink(missing_ok=True)
    assert at_revision("HEAD~1:papers.bib", repository, "")[0] == OLD.encode()
    assert plbib(repository, "diff", "HEAD~1:papers.bib", "papers.bib").returncode == 0
    assert not (repository / "ran").exists()


def test_what_a_partial_clone_lacks_is_not_fetched_by_a_program_that_it_names(repository: Path, git: Git) -> None:
    blob = git("rev-parse", "HEAD:papers.bib")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::touch {repository}/ran",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    }
    for name, value in settings.items():
        git("config", name, value)
    with pytest.raises(InputError, match="no file papers"):
        at_revision("HEAD:papers.bib", repository, "")
    assert not (repository / "ran").exists()


# Through the command line -------------------------------------------------------------------------------------------


def test_diff_takes_a_file_at_a_revision_on_either_side(repository: Path) -> None:
    expected = "+ reels  Reels\n~ kites  Kites, Again\n    title: Kites → Kites, Again\n"
    for old, new in (("v1.0:papers.bib", "papers.bib"), ("HEAD~1:papers.bib", "HEAD:sub dir/papers.bib")):
        done = plbib(repository, "diff", old, new)
        assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
    assert plbib(repository / "sub dir", "diff", "v1.0:papers.bib", "../papers.bib").stdout == expected
    (repository / "v1.0:papers.bib").write_text(NEW, encoding="utf-8")
    assert plbib(repository, "diff", "v1.0:papers.bib", "papers.bib").stdout == "no difference\n"


@pytest.mark.heavy
def test_a_revision_alone_is_the_configured_list_there(folder: Path, git: Git) -> None:
    git("init", "--quiet")
    (folder / "plbib.toml").write_text('[list]\npath = "reading.md"\n', encoding="utf-8")
    text = (DATA / "reading.md").read_text(encoding="utf-8")
    added = "[ICLR'22] [Dragons](https://openreview.net/pdf?id=dRaGoN), Elsewhere\n"
    for content in (text, text + added):
        (folder / "reading.md").write_text(content, encoding="utf-8")
        assert plbib(folder, "build").returncode == 0
        git("add", "plbib.toml", "reading.md", "reading.lock.json")
        git("commit", "--quiet", "--message", "a revision")
    for old in ("HEAD~1", "HEAD~1:reading.lock.json"):
        for new in ("HEAD", "reading.lock.json", "reading.md"):
            done = plbib(folder, "diff", old, new)
            assert (done.returncode, done.stdout) == (0, "+ iclr2022dragons  Dragons\n")
    plbib(folder, "keys", "--pattern", "acl")
    assert "= iclr2023kites → iclr-2023-kites  Kites: Flying" in plbib(folder, "diff", "HEAD", "reading.md").stdout


@pytest.mark.parametrize("spec", ["HEAD:none.bib", "v9:papers.bib", "HEAD", "--upload-pack=x", "HEAD:../../etc/passwd"])
def test_a_wrong_revision_is_wrong_usage_without_a_traceback(repository: Path, spec: str) -> None:
    done = plbib(repository, "diff", "--", spec, "papers.bib")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"plbib: {spec}: ")
    assert len(done.stderr.splitlines()) == 2
