"""Bad input and a hostile machine: a clear message, the right exit code, nothing lost, no traceback."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from plbib import DEMO, load
from plbib.app.build import build
from plbib.errors import InputError, LockError, OutputError, PlbibError
from plbib.io.files import replace_files

ENTRY = "[ICLR'23] [Kites](https://openreview.net/pdf?id=aBcDeFgHi1), Somewhere </br>\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def message(error: PlbibError) -> str:
    assert error.hint
    return error.message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("utf8.md", b"## A\n[ICLR'23] [Caf\xe9](https://a.org)\n", "utf8.md:2:15: not UTF-8 (byte 0xe9)"),
        ("utf16.md", "## A".encode("utf-16"), "utf16.md: UTF-16, not UTF-8"),
        ("photo.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "photo.md:1:1: a binary file"),
        ("zeros.md", b"\0\0\0\0", "zeros.md: a binary file"),
        ("empty.md", b"", "empty.md: no paper in it"),
        ("prose.md", b"# Title\n\nSome prose, [a link](https://example.org).\n", "prose.md: no paper in it"),
        ("empty.bib", b"", "empty.bib: no entry in it"),
        ("empty.json", b"[]", "empty.json: no entry in it"),
        ("broken.json", b"[{", "broken.json: not JSON"),
        ("number.json", b"42", "number.json: not CSL-JSON"),
    ],
)
def test_unreadable_files(name: str, data: bytes, said: str) -> None:
    Path(name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        load(name)
    assert message(caught.value).startswith(said)


def test_missing_file_and_directory() -> None:
    with pytest.raises(InputError, match="no such file"):
        load("nowhere.md")
    with pytest.raises(InputError, match="no list in it"):
        load(".")


def test_crlf_cr_and_byte_order_mark_read_like_lf() -> None:
    text = f"# T\n## A\n{ENTRY}## B\n"
    expected = None
    for data in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        Path("list.md").write_bytes(data.encode())
        library = load("list.md")
        expected = expected or library
        assert library == expected
    assert expected is not None
    assert len(expected.records) == 1


@pytest.mark.parametrize("lock", [b"", b"{", b"[]", b'{"plbib_lock": 1}', b"\xff", b'{"plbib_lock": 99, "list": "x"}'])
def test_a_lock_that_cannot_be_read_is_never_overwritten(lock: bytes) -> None:
    Path("list.md").write_text(ENTRY, encoding="utf-8")
    Path("list.lock.json").write_bytes(lock)
    with pytest.raises(LockError) as caught:
        build("list.md", None, check=False)
    assert message(caught.value).startswith("list.lock.json: ")
    assert Path("list.lock.json").read_bytes() == lock
    assert not Path("out").exists()


def test_a_newer_lock_says_so() -> None:
    Path("list.md").write_text(ENTRY, encoding="utf-8")
    Path("list.lock.json").write_text('{"plbib_lock": 2, "list": "x", "new": 1}', encoding="utf-8")
    with pytest.raises(LockError, match="newer plbib"):
        load("list.md")


def test_a_file_where_the_output_folder_should_be() -> None:
    Path("out").write_text("mine", encoding="utf-8")
    for folder in ("out", "out/below"):
        with pytest.raises(PlbibError) as caught:
            build(DEMO, folder, check=False)
        assert message(caught.value)
    assert Path("out").read_text(encoding="utf-8") == "mine"


def test_a_full_disk_half_way_changes_nothing() -> None:
    Path("list.md").write_text(ENTRY, encoding="utf-8")
    build("list.md", None, check=False)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    Path("list.md").write_text(ENTRY + ENTRY.replace("Kites", "Spools").replace("i1", "i2"), encoding="utf-8")
    synced, real = 0, os.fsync

    def full(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left on device"):
            build("list.md", None, check=False)
    after = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert {**before, Path("list.md"): after[Path("list.md")]} == after
    assert build("list.md", None, check=False).difference.changed


@pytest.mark.heavy
def test_a_file_size_limit_ends_with_a_message() -> None:
    """The real thing: the kernel refuses to write more than a few bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "plbib", "build", "--demo"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in Path("out").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("last", range(9))
def test_an_interrupt_at_any_moment_leaves_whole_files(last: int) -> None:
    """Four files take four syncs and four renames; the step after ``last`` is interrupted."""
    old = {Path(f"{number}.txt"): b"old" for number in range(4)}
    replace_files(old)
    steps = iter(range(100))

    def stopping(real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            if next(steps) == last:
                raise KeyboardInterrupt
            return real(*arguments)

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", stopping(os.fsync))
        patch.setattr(Path, "replace", stopping(Path.replace))
        with pytest.raises(KeyboardInterrupt) if last < 8 else nullcontext():
            replace_files(dict.fromkeys(old, b"new and longer"))
    assert {path.read_bytes() for path in old} <= {b"old", b"new and longer"}
    assert sorted(Path(path.name) for path in Path.cwd().iterdir()) == sorted(old)


def test_a_line_of_50_mb_is_a_finding() -> None:
    Path("long.md").write_text(
        "## A\n" + ENTRY + "\n" + "[x](" * 12_500_000 + "\n\n" + ENTRY.replace("i1", "i2"), encoding="utf-8"
    )
    library = load("long.md")
    assert [finding.code for finding in library.findings][:1] == ["long-line"]
    assert library.entries_read == 2


def test_hostile_category_names_become_safe_unique_files() -> None:
    names = ["../../x", "CON", "🎉", "A b", "a-B", "", "..", "/etc/passwd", "nul.txt", "x" * 300, "深度学习", "COM1"]
    lines = [
        f"## {name}\n{ENTRY.replace('i1', f'i{number:02}').replace('Kites', f'Kites {number}')}"
        for number, name in enumerate(names)
    ]
    Path("list.md").write_text("# T\n" + "\n".join(lines), encoding="utf-8")
    build("list.md", None, check=False)
    files = sorted(path.name for path in Path("out/bib").iterdir())
    assert len(files) == len({name.lower() for name in files})
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and len(name) < 100 for name in files)
    assert not {"con.bib", "nul.bib", "com1.bib"} & set(files)
    assert not Path("../../x.bib").exists()
    manifest = json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))
    assert [name for name in manifest["files"] if name.startswith("bib/")] == [f"bib/{name}" for name in files]


def test_an_error_is_a_message_and_a_hint_on_stderr() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plbib", "check", "no\x1b[31m.md"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "plbib: no\\x1b[31m.md: no such file"
    assert len(done.stderr.splitlines()) == 2


def test_a_link_in_the_place_of_a_folder_below_the_output_is_refused(tmp_path: Path) -> None:
    """Behind it lie files that are not plbib's, whatever the manifest says."""
    Path("list.md").write_text(ENTRY, encoding="utf-8")
    build("list.md", None, check=False)
    victim = tmp_path / "victim"
    Path("out/references").rename(victim)
    (victim / "acm.html").write_text("PRECIOUS", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    Path("out/references").symlink_to(victim)
    with pytest.raises(OutputError, match="out/references: is a link to another folder") as caught:
        build("list.md", None, check=False)
    assert message(caught.value)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert build("list.md", None, check=True).stale


def test_an_output_folder_that_is_itself_a_link_is_written_to(tmp_path: Path) -> None:
    Path("list.md").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    Path("out").symlink_to("elsewhere")
    build("list.md", None, check=False)
    assert (tmp_path / "elsewhere" / "references" / "acm.html").exists()


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_that_is_not_utf8_is_shown_with_an_escape() -> None:
    name = os.fsdecode(b"caf\xe9.md")
    Path(name).write_text(ENTRY, encoding="utf-8")
    for command in (["build", name], ["build", name, "--check"], ["check", name], ["check", name, "--format", "json"]):
        done = subprocess.run([sys.executable, "-m", "plbib", *command], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        assert b"\\udc" not in done.stdout + done.stderr
    done = subprocess.run(
        [sys.executable, "-m", "plbib", "check", name, "--format", "json"], capture_output=True, check=True
    )
    assert {finding["place"]["file"] for finding in json.loads(done.stdout)} == {"caf\\xe9.md"}
    assert json.loads(Path(os.fsdecode(b"caf\xe9.lock.json")).read_bytes())["list"] == "caf\\xe9.md"
    Path(os.fsdecode(b"caf\xe9.bib")).write_text("@book{k, title={T}, year={2020}}", encoding="utf-8")
    assert load(os.fsdecode(b"caf\xe9.bib")).title == "caf\\xe9"


_INTERRUPTED = """
import _signal, os, sys
_signal.signal(_signal.SIGINT, _signal.default_int_handler)  # a shell gives its background jobs an ignored one
class Interrupt:
    @staticmethod
    def find_spec(name, *_):
        if name == sys.argv[1]:
            os.kill(os.getpid(), _signal.SIGINT)
sys.meta_path.insert(0, Interrupt)
from plbib.__main__ import main
main(["check"])
"""


@pytest.mark.parametrize(
    "module", ["signal", "plbib.cli", "click", "plbib.cli.commands", "plbib.errors", "plbib.app.check", "msgspec"]
)
def test_an_interrupt_while_the_program_loads_a_module_is_no_traceback(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED, module], capture_output=True, check=False)
    assert done.returncode == 130
    assert done.stderr.strip() in (b"", b"interrupted")
    assert done.stdout == b""
