"""A project's first files."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.app.init import configuration, init
from plbib.app.workflows import CHECK, PUBLISH
from plbib.errors import ConfigError, UsageError
from plbib.io import config

KITES = "# Toys 'of mine'\n\n- [ICLR'23] [Flying Kites](https://openreview.net/pdf?id=kItEs), Kite Club\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(KITES, encoding="utf-8")


def test_the_list_here_is_configured_by_its_name_and_title() -> None:
    project = init(workflow=True, publish=True)
    assert (project.report.papers, project.new_files, project.kept_files) == (
        1,
        ("plbib.toml", str(CHECK), str(PUBLISH)),
        (),
    )
    assert plbib.load().title == "Toys 'of mine'"
    settings = config.parse(Path("plbib.toml").read_text(encoding="utf-8"), "plbib.toml")
    assert settings.list.paths == ("README.md",)


def test_every_commented_key_is_one() -> None:
    init()
    lines = Path("plbib.toml").read_text(encoding="utf-8").splitlines()
    keys = [line.removeprefix("# ") if " = " in line else line for line in lines]
    text = "\n".join(line for line in keys if not line.startswith("#")).replace("https://…", "https://example.org")
    assert config.parse(text, "plbib.toml").zotero.group == 123456


def test_nothing_is_replaced() -> None:
    Path("pyproject.toml").write_text("[tool.plbib.list]\npath = 'other.md'\n", encoding="utf-8")
    assert init().kept_files == ("pyproject.toml",)
    assert not Path("plbib.toml").exists()
    Path("pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert init().new_files == ("plbib.toml",)
    before = Path("plbib.toml").read_bytes()
    Path("README.md").write_text(KITES.replace("Toys", "Others"), encoding="utf-8")
    assert init(workflow=True).kept_files == ("plbib.toml",)
    assert Path("plbib.toml").read_bytes() == before


def test_what_a_project_cannot_name_is_refused() -> None:
    for source in (plbib.DEMO, "-"):
        with pytest.raises(UsageError):
            init(source)
    outside = Path.cwd().parent / "outside.md"
    outside.write_text(KITES, encoding="utf-8")
    with pytest.raises(ConfigError):
        init(outside)
    assert init(Path.cwd() / "README.md").new_files == ("plbib.toml",)


@given(st.text(), st.text())
def test_any_title_and_name_stay_themselves(title: str, name: str) -> None:
    text = configuration((name,), (), title, "")
    said = tomllib.loads(text)["list"]
    assert said["path"] == name
    assert said.get("title", "") == title
