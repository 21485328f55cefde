"""What is certain is mended with the smallest change; the same papers are read, and a second time changes nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib import checks
from plbib.app.fix import MENDED, fix, fix_texts, save
from plbib.app.opening.sources import open_source
from plbib.library.assemble import assemble
from plbib.library.lock import Lock
from plbib.lists.reader import read
from plbib.lists.writing.edits import lines_of
from plbib.model import Library
from tests.conftest import ROOT, examples

EMPTY = Lock(list="list.md")
RIGHT = [f"- [ICLR'23] [Kites {n}](https://arxiv.org/abs/2301.000{n}), Kite Club" for n in range(10, 24)]


def listed(*lines: str, ending: str = "\n") -> str:
    return ending.join(["# Toys", "", "## Kites", *RIGHT, *lines, ""])


def mended(text: str) -> str:
    return fix_texts({"list.md": text}, EMPTY).after["list.md"]


def library(text: str) -> Library:
    return assemble(read(text, "list.md"), EMPTY).library


LINE = "- [ICLR'23] [Sinking Boats](https://arxiv.org/abs/2301.00001), Kite Club"
FAULTS = {
    "http": ("https://", "http://"),
    "tracking": ("00001", "00001?utm_source=x&utm_medium=y"),
    "both": ("https://arxiv.org/abs/2301.00001", "http://arxiv.org/abs/2301.00001?fbclid=x"),
    "apart": ("](", "] ("),
    "nested": ("https://arxiv.org/abs/2301.00001", "[paper](https://arxiv.org/abs/2301.00001)"),
    "nested in itself": (
        "https://arxiv.org/abs/2301.00001",
        "[https://arxiv.org/abs/2301.00001](https://arxiv.org/abs/2301.00001)",
    ),
    "no scheme": ("https://", ""),
    "half a scheme": ("https://", "https//"),
    "scheme with a slip": ("https://", "htps://"),
    "two schemes": ("https://", "https://https://"),
    "never closed": ("00001)", "00001"),
    "blanks in the label": ("[Sinking Boats]", "[ Sinking Boats ]"),
    "blanks in the address": ("(https://arxiv.org/abs/2301.00001)", "( https://arxiv.org/abs/2301.00001 )"),
    "no comma": ("), Kite", ") Kite"),
    "no blank": ("'23] [", "'23]["),
    "capitals of an affiliation": ("Kite Club", "KITE club"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_certain_is_mended(name: str) -> None:
    faulty = LINE.replace(*FAULTS[name])
    assert faulty != LINE
    assert mended(listed(faulty)) == listed(LINE)


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("https://arxiv.org", "http://kites.example"),  # nobody knows whether it answers to https
        LINE.replace("https://arxiv.org/abs/2301.00001", "[https://a.example/a](https://a.example/b)"),
        LINE.replace("https://arxiv.org/abs/2301.00001", "kites"),
        LINE.replace("Kite Club", "Kite Club, Oslo"),
        LINE.replace("Kite Club", "Club of Kites"),
    ],
)
def test_what_is_not_certain_is_left(line: str) -> None:
    assert mended(listed(line)) == listed(line)


def test_of_equal_lines_below_one_heading_one_stays() -> None:
    other = f"## Others\n{LINE}"
    assert mended(listed(LINE, LINE + "  ", other)) == listed(LINE, other)
    corrected = LINE.replace("Kite Club", "Boat Club")
    assert mended(listed(LINE, corrected)) == listed(LINE, corrected)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_a_byte_order_mark_and_a_missing_newline_stay(ending: str) -> None:
    faulty = [
        LINE.replace(*fault).replace("00001", f"0{n:04}").replace("Boats", f"Boats {n}x")
        for n, fault in enumerate(FAULTS.values(), 50)
    ]
    text = listed(*faulty, ending=ending)
    right = mended(listed(*faulty)).replace("\n", ending)
    assert mended(text) == right
    assert mended("\ufeff" + text.rstrip()) == "\ufeff" + right.rstrip()


PIECES = st.sampled_from(
    [
        "",
        " ",
        ",",
        "http://",
        "https://",
        "https//",
        "?utm_source=x",
        "](",
        "] (",
        "[",
        "]",
        "(",
        ")",
        "![",
        "|",
        "</br>",
        "`",
        "**",
    ]
)


@examples(60)
@given(
    lines=st.lists(st.tuples(st.sampled_from([*FAULTS]), st.integers(0, 75), PIECES), min_size=1, max_size=6),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_any_list_is_read_as_before_and_a_second_time_changes_nothing(
    lines: list[tuple[str, int, str]], ending: str
) -> None:
    made = []
    for number, (fault, at, piece) in enumerate(lines, 50):
        line = (
            LINE.replace(*FAULTS[fault]).replace("2301.00001", f"2301.{number:05}").replace("Boats", f"Boats {number}x")
        )
        made.append(line[:at] + piece + line[at:])
    text = listed(*made, ending=ending)
    fixed = fix_texts({"list.md": text}, EMPTY)
    after = fixed.after["list.md"]
    assert mended(after) == after
    one, other = library(text), library(after)
    assert [record.id for record in one.records if record.entries] == [
        record.id
        for record in assemble(read(after, "list.md"), assemble(read(text, "list.md"), EMPTY).lock).library.records
    ]
    assert len(one.records) == len(other.records)
    places = {finding.place.line for finding in fixed.mended if finding.place}
    changed = {n for n, (a, b) in enumerate(zip(lines_of(text), lines_of(after), strict=True), 1) if a != b}
    assert changed <= places
    assert re.findall(r"\r\n|\r|\n", text) == re.findall(r"\r\n|\r|\n", after)


def test_titles_are_mended_from_verified_records_and_keys_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "list.md"
    path.write_bytes(
        b"# Papers\r\n\r\n[ICLR'23] [GPTQ: ACCURATE POST-TRAINING QUANTIZATION FOR GENERATIVE PRE-TRAINED TRANSFORMERS]"
        b"(https://openreview.net/pdf?id=tcbBPnfwxS), IST\r\n[ICLR'23] [TOKEN MERGING: YOUR VIT BUT FASTER]"
        b"(https://openreview.net/pdf?id=JroZRaRw7Eu), Meta"
    )
    keys = [record.key for record in open_source(path).library.records]
    fixed = fix(path)
    save(fixed)
    assert path.read_bytes() == (
        b"# Papers\r\n\r\n[ICLR'23] [OPTQ: Accurate Quantization for Generative Pre-trained Transformers]"
        b"(https://openreview.net/pdf?id=tcbBPnfwxS), IST\r\n[ICLR'23] [Token Merging: Your ViT But Faster]"
        b"(https://openreview.net/pdf?id=JroZRaRw7Eu), Meta"
    )
    assert [record.key for record in open_source(path).library.records] == keys
    assert fix(path).diff == ""
    assert not [
        finding
        for finding in checks.check(open_source(path).library)
        if finding.code in ("title-differs", "shouted-title")
    ]


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", "2210.17323"),
        ("GPTQ: ACCURATE POST-TRAINING QUANTIZATION FOR GENERATIVE PRE-TRAINED TRANSFORMERS", "2210.17323"),
    ],
)
def test_a_preprint_keeps_its_title(tmp_path: Path, title: str, link: str) -> None:
    path = tmp_path / "list.md"
    path.write_text(f"# Papers\n\n- [ICLR'23] [{title}](https://arxiv.org/abs/{link}), IST\n", encoding="utf-8")
    assert fix(path).diff == ""


@pytest.mark.parametrize(("one", "other", "changed"), [("Intel", "intel", True), ("deepai", "DeepAI", False)])
def test_capitals_are_not_taken_away(one: str, other: str, changed: bool) -> None:
    rows = [f"[Kites {at}](https://arxiv.org/abs/2301.0000{at}), {one}" for at in range(5)]
    text = listed(*(f"[ICLR'23] {row}" for row in rows), f"[ICLR'23] [Nets](https://arxiv.org/abs/2301.00009), {other}")
    assert (mended(text) != text) is changed


@pytest.mark.parametrize("piece", ["[a]( ", "](", "[ ", "https:", "1 "])
def test_hostile_lines_take_no_time(piece: str) -> None:
    text = listed(f"{LINE} {piece * (20_000 // len(piece))}")
    assert mended(text).startswith("# Toys")


def test_the_manual_names_every_code_that_is_mended() -> None:
    text = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    section = text.partition("## Mend")[2].partition("\n## ")[0]
    assert {code for code in MENDED if f"`{code}`" not in section} == set()


@pytest.mark.shared
@pytest.mark.heavy
def test_real_lists_are_read_as_before(shared: Path) -> None:
    for path in sorted((shared / "lists" / "raw").glob("*.md"), key=lambda path: path.stat().st_size)[:10]:
        text = path.read_bytes().decode()
        fixed = fix_texts({path.name: text}, EMPTY)
        after = fixed.after[path.name]
        assert fix_texts({path.name: after}, EMPTY).after[path.name] == after, path.name
