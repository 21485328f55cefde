"""A style is the path of a file, or a name: one rule, for whoever asks."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

import plbib
from plbib.errors import ConfigError, UsageError
from plbib.io import config
from plbib.io.files import find_packaged
from plbib.io.stylefiles import BST, CSL, is_style_file
from plbib.outputs.table import outputs

PATHS = ("./X.CSL", "X.CSL", "mine/Kites.csl", "kites.Csl")


@pytest.mark.parametrize("style", [*PATHS, "plain.bst", "./ACM.BST"])
def test_the_ending_tells_a_file_in_any_case(style: str) -> None:
    assert is_style_file(style)
    assert is_style_file(style, CSL) is not is_style_file(style, BST)
    assert is_style_file(style, BST) is (style in ("plain.bst", "./ACM.BST"))


@pytest.mark.parametrize("style", ["ieee", "IEEE", "csl", "a.csl.txt", "./ieee", "x.1", ""])
def test_a_name_is_no_file(style: str) -> None:
    assert not is_style_file(style)


@pytest.mark.heavy
@pytest.mark.parametrize("path", PATHS)
def test_all_who_take_a_style_take_the_same_paths(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text("no style", encoding="utf-8")
    whole = plbib.load(plbib.DEMO)
    library = replace(whole, records=whole.records[:2])
    with pytest.raises(UsageError, match="not a citation style"):
        plbib.render(library, path)
    shutil.copyfile(find_packaged("csl") / "reading-list.csl", path)
    assert plbib.render(library, path, "txt").count("\n") > len(library.records)
    with pytest.raises(ConfigError, match="styles"):
        config.parse(f'[build]\nstyles = ["../{path}"]', "plbib.toml")
    bare = path.removeprefix("./")
    assert (
        outputs(library, (path, f"./{bare}", "ieee", "IEEE")).files.keys()
        == outputs(library, (bare, "IEEE")).files.keys()
    )
