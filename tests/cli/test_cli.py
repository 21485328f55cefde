"""The program as its user runs it: a process, its two streams and its exit code."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import plbib
from tests.conftest import DATA, ROOT
from tests.program import run_plbib

Run = Callable[..., "subprocess.CompletedProcess[str]"]

(OWN_STYLE,) = re.findall(
    r"^```xml\n(.*?)^```", (ROOT / "docs" / "reference-lists.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
"""The style of the guide in the manual."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs plbib in an empty folder that holds the list ``reading.md``."""
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())

    def call(*arguments: str, given: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        return run_plbib(*arguments, cwd=tmp_path, given=given, environment=environment)

    return call


def test_help_names_every_command(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("build", "check", "export", "list", "render"):
        assert f"\n  {command} " in done.stdout
        assert run(command, "--help").returncode == 0


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"plbib, version {plbib.__version__}\n"


def test_build_of_the_embedded_list_is_what_is_committed(run: Run, tmp_path: Path) -> None:
    done = run("build", "--demo")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "70 papers, 8 sections" in done.stderr
    assert "wrong-link" in done.stderr
    assert "Traceback" not in done.stderr
    made = {path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    committed = {path.relative_to(ROOT): path.read_bytes() for path in (ROOT / "out").rglob("*") if path.is_file()}
    assert made.keys() == committed.keys()
    assert made == committed


@pytest.mark.heavy
def test_build_is_the_same_in_another_locale_time_zone_and_hash_seed(run: Run, tmp_path: Path) -> None:
    outputs = []
    for number, zone in enumerate(("UTC", "Pacific/Kiritimati")):
        environment = {"LC_ALL": ("C", "tr_TR.UTF-8")[number], "TZ": zone, "PYTHONHASHSEED": str(number)}
        assert run("build", "reading.md", "-o", f"out{number}", **environment).returncode == 0
        folder = tmp_path / f"out{number}"
        outputs.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert outputs[0] == outputs[1]


def test_second_build_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("build", "reading.md")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    assert "0 files written" in run("build", "reading.md").stderr
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()
    }


def test_build_writes_the_lock_and_keys_stay_when_entries_move(run: Run, tmp_path: Path) -> None:
    run("build", "reading.md")
    lock = json.loads((tmp_path / "reading.lock.json").read_text(encoding="utf-8"))
    keys = {entry["title"]: entry["key"] for entry in lock["entries"]}
    text = (tmp_path / "reading.md").read_text(encoding="utf-8")
    head, models, compilers, systems = text.split("\n## ")
    (tmp_path / "reading.md").write_text("\n## ".join([head, systems, compilers, models]), encoding="utf-8")
    assert run("build", "reading.md").returncode == 0
    lock = json.loads((tmp_path / "reading.lock.json").read_text(encoding="utf-8"))
    assert keys == {entry["title"]: entry["key"] for entry in lock["entries"]}


def test_build_check(run: Run, tmp_path: Path) -> None:
    assert run("build", "--check", "reading.md").returncode == 1
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "reading.lock.json").exists()
    run("build", "reading.md")
    fresh = run("build", "--check", "reading.md")
    assert (fresh.returncode, fresh.stdout) == (0, "")
    (tmp_path / "out" / "papers.bib").write_text("touched", encoding="utf-8")
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    stale = run("build", "--check", "reading.md")
    assert stale.returncode == 1
    assert f"stale: out{os.sep}papers.bib" in stale.stderr
    assert f"not ours, left alone: out{os.sep}mine.txt" in stale.stderr


@pytest.mark.heavy
def test_build_removes_only_what_its_manifest_lists(run: Run, tmp_path: Path) -> None:
    run("build", "reading.md")
    out = tmp_path / "out"
    (out / "bib" / "mine.bib").write_text("mine", encoding="utf-8")
    outside = tmp_path / "precious.txt"
    outside.write_text("precious", encoding="utf-8")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] += ["../precious.txt", str(outside), "bib/../../precious.txt"]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    text = (tmp_path / "reading.md").read_text(encoding="utf-8")
    (tmp_path / "reading.md").write_text(text.replace("## Compilers", ""), encoding="utf-8")
    assert run("build", "reading.md").returncode == 0
    assert not (out / "bib" / "compilers.bib").exists()
    assert (out / "bib" / "mine.bib").exists()
    assert outside.read_text(encoding="utf-8") == "precious"


def test_list_as_text_and_json(run: Run) -> None:
    shown = run("list", "reading.md")
    assert "∞-kites & other toys" in shown.stdout
    rows = json.loads(run("list", "reading.md", "--json").stdout)
    assert [(row["line"], row["venue"], row["year"]) for row in rows] == [
        (8, "ICLR", 2023),
        (9, "ACL", 2022),
        (15, "OSDI", 2021),
        (16, "MLSys", 2022),
    ]
    assert rows[3]["affiliation"] == "Winders, Inc."
    assert rows[3]["urls"] == [{"label": "title", "url": "https://example.org/b", "role": "paper"}]
    assert rows[3]["category_path"] == ["Systems"]


def test_export_and_render_write_to_stdout_or_a_file(run: Run, tmp_path: Path) -> None:
    bib = run("export", "reading.md", "--category", "models").stdout
    assert bib.count("\n@inproceedings{") == 2
    assert run("export", "reading.md", "--category", "models", "-o", "models.bib").stdout == ""
    assert (tmp_path / "models.bib").read_text(encoding="utf-8") == bib
    rows = json.loads(run("render", "reading.md", "--style", "ieee", "--to", "json").stdout)
    assert rows[0].keys() == {"id", "text", "html"}
    assert "Kites" in rows[0]["text"]


@pytest.mark.heavy
@pytest.mark.parametrize("to", ["bibtex", "csljson"])
def test_an_export_is_a_source(run: Run, tmp_path: Path, to: str) -> None:
    name = {"bibtex": "papers.bib", "csljson": "papers.json"}[to]
    run("export", "--demo", "--to", to, "-o", name)
    from_file = run("render", name, "--style", "ieee", "--to", "txt").stdout
    from_pipe = run("render", "-", "--style", "ieee", "--to", "txt", given=(tmp_path / name).read_text()).stdout
    assert from_file == from_pipe
    assert from_file.count("\n\n") == 69


def test_markdown_on_standard_input(run: Run) -> None:
    text = (DATA / "reading.md").read_text(encoding="utf-8")
    assert run("export", "-", given=text).stdout.count("\n@inproceedings{") == 4


def test_check_exits_1_for_errors_only(run: Run) -> None:
    embedded = run("check", "--demo")
    assert embedded.returncode == 1
    assert "papers.md:74:1: error: the link leads to another paper" in embedded.stdout
    own = run("check", "reading.md")
    assert own.returncode == 0
    assert "[unresolved-entry]" in own.stdout
    assert run("check", "reading.md", "--strict").returncode == 1  # for a link inside an address


def test_check_for_machines(run: Run) -> None:
    findings = json.loads(run("check", "--demo", "--format", "json").stdout)
    assert {"code", "severity", "message", "cure", "place", "key", "edit"} == set(findings[0])
    github = run("check", "--demo", "--format", "github").stdout.splitlines()
    assert github[0].startswith("::error file=papers.md,line=74,col=1,title=wrong-link::")
    assert (len(github), github[-1].partition(" more")[0]) == (11, "and 19")


@pytest.mark.heavy
def test_codes_that_nobody_cares_for_are_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text("[ICLR'23] [FLYING KITES BY NIGHT](http://arxiv.org/abs/2301.00001)\n")
    strict = run("check", "kites.md", "--strict")
    assert (strict.returncode, strict.stdout.count(": warning: ")) == (1, 2)
    ignored = ("--ignore", "http-link", "--ignore", "shouted-title")
    assert run("check", "kites.md", "--strict", *ignored).returncode == 0
    (tmp_path / "plbib.toml").write_text('[check]\nignore = ["http-link", "shouted-title"]\n')
    assert run("check", "kites.md", "--strict").returncode == 0
    assert run("check", "kites.md", "--fix", "--dry-run").stdout == ""
    (tmp_path / "plbib.toml").write_text('[check]\nignore = ["https-link"]\n')
    wrong = run("check", "kites.md")
    assert (wrong.returncode, "near: http-link" in wrong.stderr) == (2, True)


def test_options_that_nothing_heeds_are_wrong_usage(run: Run) -> None:
    for arguments, message in (
        (("keys", "--demo", "--dry-run"), "--dry-run is for --pattern and --from"),
        (("related-work", "--demo", "-o", "draft", "--columns", "name"), "--columns is for --form table"),
        (
            ("related-work", "--demo", "-o", "draft", "--form", "table", "--limit", "2"),
            "--limit is for --form taxonomy",
        ),
    ):
        done = run(*arguments)
        assert (done.returncode, message in done.stderr) == (2, True)


def test_a_former_key_is_cited(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text("[ICLR'23] [Kites](https://kites.example)\n")
    assert run("build", "kites.md", "-o", "kites").returncode == 0
    assert run("keys", "kites.md", "--pattern", "{word}{year}").returncode == 0
    former = run("cite", "iclr2023kites", "--source", "kites.md", "--style", "ieee")
    assert (former.returncode, former.stdout) == (0, "[1]\n")


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m plbib export --demo --to csljson | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_unknown_names_come_with_near_ones(run: Run) -> None:
    style = run("render", "--demo", "--style", "iee")
    assert style.returncode == 2
    assert "near: ieee" in style.stderr
    category = run("export", "--demo", "--category", "Modle")
    assert category.returncode == 2
    assert "Model" in category.stderr
    assert run("exprot").returncode == 2


def test_configuration_names_list_and_outputs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plbib.toml").write_text(
        '[list]\npath = "reading.md"\ntitle = "Kites @home {x}"\n[build]\nout = "site/bib"\nstyles = ["mla"]\n',
        encoding="utf-8",
    )
    done = run("build")
    assert done.returncode == 0
    assert (tmp_path / "site" / "bib" / "references" / "mla.html").is_file()
    assert (tmp_path / "site" / "bib" / "papers.bib").read_text(encoding="utf-8").startswith("% Kites (at)home (x)\n")
    (tmp_path / "plbib.toml").write_text('[build]\nstyle = ["mla"]\n', encoding="utf-8")
    wrong = run("build")
    assert wrong.returncode == 2
    assert "did you mean build.styles?" in wrong.stderr


@pytest.mark.heavy
def test_a_shared_link_is_reported_before_and_after_the_build(run: Run, tmp_path: Path) -> None:
    lines = (
        "[MLSys'24] [Knots](https://arxiv.org/abs/2306.00978)",
        "[ICLR'20] [Other Things](https://arxiv.org/abs/2306.00978)",
    )
    (tmp_path / "two.md").write_text("\n".join(lines), encoding="utf-8")
    assert "two.md:2:1: error" in run("check", "two.md").stdout
    assert run("build", "two.md").returncode == 0
    assert "two.md:2:1: error" in run("check", "two.md").stdout
    assert run("build", "two.md", "--check").returncode == 0
    assert run("build", str(tmp_path / "two.md"), "--check").returncode == 0


def test_an_export_never_replaces_its_source(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "reading.md").read_bytes()
    assert run("export", "reading.md", "-o", "reading.md").returncode == 2
    assert (tmp_path / "reading.md").read_bytes() == before


def test_an_export_goes_through_links_and_into_pipes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "target.bib").write_text("old", encoding="utf-8")
    (tmp_path / "link.bib").symlink_to("target.bib")
    assert run("export", "reading.md", "-o", "link.bib").returncode == 0
    assert (tmp_path / "link.bib").is_symlink()
    assert (tmp_path / "target.bib").read_text(encoding="utf-8").startswith("% Reading list")
    assert run("export", "reading.md", "-o", "/dev/stdout").stdout.startswith("% Reading list")


def test_a_build_never_replaces_a_file_it_did_not_write(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.md").write_text("mine", encoding="utf-8")
    done = run("build", "reading.md")
    assert done.returncode == 2
    assert "report.md: is in the way" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.md"]


def test_what_an_export_loses_is_said(run: Run) -> None:
    done = run("export", "-", "--to", "csljson", given='["x", {"id": "a", "type": "book", "title": "T"}, {}]')
    assert [row["id"] for row in json.loads(done.stdout)] == ["a"]
    assert done.stderr.count("[not-an-item]") == 2
    assert run("export", "-", given='{"plbib_lock": 1}').returncode == 2


def test_a_list_with_a_bibtex_sample_is_still_a_list(run: Run) -> None:
    text = (DATA / "reading.md").read_text(encoding="utf-8") + "\n```\n@article{us,\n  title={T}}\n```\n@someone\n"
    assert run("export", "-", given=text).stdout.count("\n@inproceedings{") == 4


HELD_BUILD = """
import os, pathlib, signal, time
from plbib import cli
from plbib.outputs import table

def hold(*_):
    pathlib.Path(f"{os.getpid()}.worker").touch()
    time.sleep(3600)

parallel, os.cpu_count = table.parallel, lambda: 2
table.parallel = lambda _, rows: parallel(hold, rows)
# A shell gives its background jobs an ignored SIGINT; the build is to be one in the foreground.
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.main(["build", "reading.md"])
"""
"""A build whose workers do not end by themselves, so that a signal finds it at work on any machine."""


@pytest.mark.heavy
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_interrupt_ends_the_build_at_once_and_a_kill_leaves_no_process(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    with subprocess.Popen([sys.executable, "-c", HELD_BUILD], cwd=tmp_path, start_new_session=True) as build:
        try:
            while build.poll() is None and len([*tmp_path.glob("*.worker")]) < 2:
                time.sleep(0.01)
            workers = [Path("/proc", path.stem) for path in tmp_path.glob("*.worker")]
            os.kill(build.pid, number)
            assert build.wait(600) == code
        finally:
            build.kill()
    assert len(workers) == 2
    assert not (tmp_path / "out").exists()
    for _ in range(6000):
        if not any(worker.exists() for worker in workers):
            break
        time.sleep(0.01)
    assert [worker for worker in workers if worker.exists()] == []


def test_a_reference_list_overwrites_neither_its_style_nor_a_lock_to_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csl").write_text(OWN_STYLE, encoding="utf-8")
    for target in ("own.csl", "reading.lock.json"):
        done = run("render", "reading.md", "--style", "own.csl", "-o", target)
        assert (done.returncode, "is what the list is made from" in done.stderr) == (2, True)
    assert (tmp_path / "own.csl").read_text(encoding="utf-8") == OWN_STYLE
    assert not (tmp_path / "reading.lock.json").exists()


def test_a_style_behind_a_link_out_of_the_project_is_refused(run: Run, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.csl"
    outside.write_text(OWN_STYLE, encoding="utf-8")
    (tmp_path / "link.csl").symlink_to(outside)
    (tmp_path / "plbib.toml").write_text('[build]\nstyles = ["link.csl"]\n', encoding="utf-8")
    done = run("build", "reading.md")
    assert done.returncode == 2
    assert "build.styles leads out of the project through a link" in done.stderr


def test_a_list_for_latex_says_what_tex_has_no_command_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csl").write_text(OWN_STYLE, encoding="utf-8")
    (tmp_path / "one.json").write_text('[{"id": "a", "type": "book", "title": "深度学习"}]', encoding="utf-8")
    done = run("render", "one.json", "--style", "own.csl", "--to", "tex")
    assert "in UTF-8, as TeX has no command for them: 习学度深" in done.stderr


@pytest.mark.heavy
@pytest.mark.parametrize("target", ["reading.md", "reading.lock.json", "plbib.toml", "corrections.toml", "paper.tex"])
def test_an_export_overwrites_nothing_it_was_made_from(run: Run, tmp_path: Path, target: str) -> None:
    (tmp_path / "plbib.toml").write_text(
        '[list]\npath = "reading.md"\noverrides = "corrections.toml"\n', encoding="utf-8"
    )
    (tmp_path / "corrections.toml").write_text("", encoding="utf-8")
    (tmp_path / "paper.tex").write_text("\\nocite{*}", encoding="utf-8")
    assert run("build").returncode == 0
    before = (tmp_path / target).read_bytes()
    done = run("export", "--cited", "paper.tex", "-o", target)
    assert (done.returncode, (tmp_path / target).read_bytes()) == (2, before)
    assert "is what the list is made from" in done.stderr
    assert run("export", "--cited", "paper.tex", "-o", "paper.bib").returncode == 0


def test_what_is_no_source_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "papers.yml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "prose.ris").write_text("hello\n", encoding="utf-8")
    (tmp_path / "empty.tex").write_text("nothing", encoding="utf-8")
    for arguments, said in (
        (("export", "papers.yml"), "no paper in it"),
        (("export", "prose.ris"), "no entry in it"),
        (("export", "--cited", "empty.tex"), "cites nothing"),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_ris_on_standard_input(run: Run) -> None:
    done = run("export", "-", given="TY  - JOUR\nID  - kite\nTI  - Kites\nER  - \n")
    assert done.stdout.startswith("% 1 entry\n\n@article{kite,\n")


def test_an_export_says_which_keys_are_not_those_of_the_file(run: Run) -> None:
    done = run("export", "-", given="@misc{k, title={1}}\n@misc{k, title={2}}\n")
    assert done.returncode == 0
    assert "-:2:1: warning: the key k is used twice; written as k2 [key-changed]" in done.stderr
