"""``plbib site`` and ``plbib serve`` as their user runs them."""

import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from plbib.app.serve import LivePage
from plbib.cli.commands import cli
from plbib.errors import OutputError, PlbibError, UsageError

LIST = "# Kites\n\n## Sails\n\n- [ICLR'23] [Kites of paper](https://arxiv.org/abs/2301.00001), Fanø\n"
_INTERRUPTED = (  # where tests run in the background, interrupts are ignored, and children inherit that
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from plbib.cli.program import run; run(sys.argv[1:])"
)


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reading.md").write_text(LIST, encoding="utf-8")
    return tmp_path / "reading.md"


def test_a_page_is_written_and_says_where(reading: Path) -> None:
    done = CliRunner().invoke(cli, ["site", "reading.md"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"site{os.sep}: 1 paper;" in done.stderr
    assert "Kites of paper" in (reading.parent / "site" / "index.html").read_text(encoding="utf-8")
    assert "0 files written" in CliRunner().invoke(cli, ["site", "reading.md"]).stderr


@pytest.mark.parametrize(
    "address", ["javascript:x", "https://", "https://e.org/\x1b[31m", 'https://e.org/"', "https://a b"]
)
@pytest.mark.usefixtures("reading")
def test_a_page_is_at_an_address_of_the_web(address: str) -> None:
    for command in ("site", "links"):
        done = CliRunner().invoke(cli, [command, "reading.md", "--url", address])
        assert isinstance(done.exception, UsageError)


def test_files_of_others_stay_and_are_never_replaced(reading: Path) -> None:
    folder = reading.parent / "site"
    folder.mkdir()
    (folder / "CNAME").write_text("kites.example\n", encoding="utf-8")
    CliRunner().invoke(cli, ["site", "reading.md"])
    assert (folder / "CNAME").read_text(encoding="utf-8") == "kites.example\n"
    (folder / "manifest.json").unlink()
    (folder / "index.html").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli, ["site", "reading.md"])
    assert isinstance(done.exception, OutputError)
    assert (folder / "index.html").read_text(encoding="utf-8") == "mine"


def test_the_configuration_names_folder_address_and_styles(reading: Path) -> None:
    (reading.parent / "plbib.toml").write_text(
        '[list]\npath = "reading.md"\n[site]\nout = "public"\nurl = "https://kites.example"\nstyles = ["apa"]\n',
        "utf-8",
    )
    assert CliRunner().invoke(cli, ["site"]).exit_code == 0
    assert "https://kites.example/papers/" in (reading.parent / "public" / "sitemap.xml").read_text(encoding="utf-8")
    assert '"styles":["apa"]' in (reading.parent / "public" / "data" / "index.js").read_text(encoding="utf-8")


def test_a_feed_says_when_papers_came(reading: Path) -> None:
    def git(*arguments: str, **environment: str) -> None:
        subprocess.run(
            ["git", *arguments], cwd=reading.parent, env={**os.environ, **environment}, check=True, capture_output=True
        )

    git("init", "-q")
    for line, date in (("", "2026-01-01"), ("- [ICLR'24] [Reels](https://arxiv.org/abs/2401.00001)\n", "2026-02-01")):
        reading.write_text(LIST + line, encoding="utf-8")
        assert CliRunner().invoke(cli, ["build", "reading.md"]).exit_code == 0
        git("add", "reading.md", "reading.lock.json")
        git(
            *("-c", "user.name=Ann", "-c", "user.email=ann@kites.example"),
            *("commit", "-q", "-m", date),
            GIT_COMMITTER_DATE=f"{date}T00:00:00Z",
        )
    CliRunner().invoke(cli, ["site", "reading.md", "--url", "https://kites.example"])
    feed = (reading.parent / "site" / "feed.xml").read_text(encoding="utf-8")
    assert feed.index("<title>Reels</title>") < feed.index("<title>Kites of paper</title>")


def test_a_live_page_follows_the_list(reading: Path) -> None:
    problems: list[PlbibError] = []
    page = LivePage("reading.md", problems.append)
    assert b"Kites of paper" in page.files()["index.html"]
    reading.write_text(LIST.replace("Kites of", "Reels and"), encoding="utf-8")
    assert b"Reels and paper" in page.files()["index.html"]
    reading.write_bytes(b"\xff\xfe\x00")
    assert b"Reels and paper" in page.files()["index.html"]
    assert len(problems) == 1
    with pytest.raises(UsageError, match="standard input"):
        LivePage("-", problems.append)


def test_the_page_is_served_on_this_machine_with_types_and_charsets(reading: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, "serve", "reading.md", "--port", "0"],
        cwd=reading.parent,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as serving:
        assert serving.stderr
        try:
            address = next(line for line in serving.stderr if "http://127.0.0.1:" in line).split("/")[2]
            for name, status, kind in (
                ("/", 200, "text/html"),
                ("/papers.bib", 200, "text/plain"),
                ("/assets/site.js", 200, "text/javascript"),
                ("/../reading.md", 404, "text/plain"),
            ):
                connection = HTTPConnection(address, timeout=10)
                connection.request("GET", name)
                answer = connection.getresponse()
                assert (answer.status, answer.headers["Content-Type"]) == (status, f"{kind}; charset=utf-8")
                connection.close()
        finally:
            serving.send_signal(signal.SIGINT)
            try:
                status = serving.wait(timeout=20)
            finally:
                serving.kill()  # a test that waits for ever tells nothing
        assert status == 130


def test_a_port_that_is_taken_is_named(reading: Path) -> None:  # noqa: ARG001 - the list must be there
    from plbib.io.server import make_server

    with make_server(dict, 0) as server, pytest.raises(UsageError, match=f"port {server.server_port} cannot be used"):
        make_server(dict, server.server_port)
