"""Entries of every type, and files with slips in them, as they are read and written in every format: golden."""

import re
from collections.abc import Callable

import pytest
from msgspec import json

from plbib.errors import InputError
from plbib.formats import registry
from plbib.model import Finding, Library, Record
from tests.conftest import DATA
from tests.samples import PAPERS, library

MANY = "many-types.bib"
LINES = {line.name: line for line in registry.LINES}
WRITTEN = ("biblatex", "bibtex", "hayagriva", "ris")


def _read(data: bytes, name: str) -> tuple[list[Record], list[Finding]]:
    records, findings = registry.read(data, name, str(registry.of_file(name)))
    return list(records), list(findings)


def _shown(record: Record) -> str:
    return json.encode([record.key, record.identifiers, record.item], order="sorted").decode()


def _library(records: list[Record]) -> Library:
    return Library(title="Kites", records=tuple(records))


def test_entries_of_every_type_are_read_as_they_were(golden: Callable[[str, str], None]) -> None:
    records, findings = _read((DATA / MANY).read_bytes(), MANY)
    golden("many-types-read.txt", "".join(f"{row}\n" for row in [*map(_shown, records), *findings]))


@pytest.mark.parametrize("name", WRITTEN)
def test_entries_of_every_type_are_written_as_they_were(name: str, golden: Callable[[str, bytes], None]) -> None:
    records, _ = _read((DATA / MANY).read_bytes(), MANY)
    golden(
        f"many-types-{name}{LINES[name].suffixes[0]}",
        registry.write(_library(records), name),
    )


SLIPS: dict[str, Callable[[str], str]] = {
    "no braces": lambda text: re.sub(r"[{}]", "", text),
    "a brace too many": lambda text: text.replace("}", "}}"),
    "quotes for braces": lambda text: re.sub(r"= \{([^{}]*)\}", r'= "\1"', text),
    "no commas at the ends of lines": lambda text: re.sub(r",$", "", text, flags=re.MULTILINE),
    "two commas at the ends of lines": lambda text: re.sub(r",$", ",,", text, flags=re.MULTILINE),
    "no blanks": lambda text: re.sub(r"[ \t]+", "", text),
    "more blanks": lambda text: text.replace(" ", "   "),
    "no ends of lines": lambda text: text.replace("\n", " "),
    "old ends of lines": lambda text: text.replace("\n", "\r"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "a line less": lambda text: "".join(line for at, line in enumerate(text.splitlines(keepends=True)) if at % 5),
    "every line twice": lambda text: "".join(line * 2 for line in text.splitlines(keepends=True)),
    "capitals": lambda text: text.upper(),
    "small letters": lambda text: text.lower(),
    "other digits": lambda text: re.sub(r"\d", "0", text),
    "shorter numbers": lambda text: re.sub(r"\d+", lambda found: found[0][:-1], text),
    "longer numbers": lambda text: re.sub(r"(?<=\d)(?!\d)", "1", text),
    "slashes for dashes": lambda text: re.sub(r"(?<=\d)[-–]+(?=\d)", "/", text),
    "dashes for slashes": lambda text: re.sub(r"(?<=\d)/(?=\d)", "-", text),
    "semicolons for commas": lambda text: text.replace(",", ";"),
    "commas for semicolons": lambda text: text.replace(";", ","),
    "no backslashes": lambda text: text.replace("\\", ""),
    "a percent sign before lines": lambda text: re.sub(r"^  (?=[a-u])", "  % ", text, flags=re.MULTILINE),
    "the last third cut off": lambda text: text[: len(text) * 2 // 3],
    "the first third cut off": lambda text: text[len(text) // 3 :],
    "the end of each line cut off": lambda text: re.sub(r".{3}$", "", text, flags=re.MULTILINE),
    "and for commas": lambda text: text.replace(", ", " and "),
    "commas for and": lambda text: text.replace(" and ", ", "),
    "empty values": lambda text: re.sub(r"(?<=[{>:])[^{}<>\n,:\[\]]+(?=[}<,\n])", "", text),
}


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csljson", "endnote", "ris", "tsv"])
def test_files_with_slips_are_read_as_they_were(name: str, golden: Callable[[str, str], None]) -> None:
    text, file = registry.write(library(*PAPERS), name).decode(), f"small{LINES[name].suffixes[0]}"
    usual = set(map(_shown, _read(text.encode(), file)[0]))
    lines = []
    for slip, spoil in SLIPS.items():
        try:
            records, findings = _read(spoil(text).encode(), file)
        except InputError as error:
            lines.append(f"{slip}: {error}")
            continue
        lines.append(f"{slip}: {len(records)}")
        lines += [f"  {shown}" for shown in map(_shown, records) if shown not in usual]
        lines += [f"  {found.place} {found.code} {found.message}" for found in findings]
    golden(f"slips-{name}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_may_have_the_ends_of_lines_of_any_machine(end: str) -> None:
    records, findings = _read(f"title,year{end}Kites,2020{end}Tails,2021{end}".encode(), "x.csv")
    assert [record.item.title for record in records] == ["Kites", "Tails"]
    assert findings == []
