"""What is read of lists of many forms, to the last field, tag and place: the samples of other tests, read whole."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import pytest
from msgspec import json, structs

from plbib.lists.kinds import read
from plbib.lists.reader import account
from plbib.model import Entry
from tests.conftest import DATA
from tests.lists import test_fields_of_study as fields
from tests.lists import test_kinds as kinds
from tests.lists import test_markup as markup
from tests.lists import test_reader as reader
from tests.lists import test_sheets as sheets
from tests.lists.forms import FORMS, LISTS, PAPERS, text_of

TABLE = """No,Title,Authors,Journal,Year,Volume,Issue,Pages,DOI,Code,Notes
1,Flying Kites,"Berg, A.; Cole, C.",Kite Letters,2021,12,3,1-9,10.1000/1,https://github.com/kites/1,first
2,Sinking Boats,Dan Dunn,ICLR'23,,,,,https://arxiv.org/abs/2301.00001,,
,,,,,,,,,,
3,"Winding
Down",Eve Egg,,2019-05,,,,,,
"""

SAMPLES: dict[str, dict[str, str]] = {
    "forms": {name: text_of(form, PAPERS[:3]) for name, form in FORMS.items()},
    "languages": {name: text for name, (text, _) in LISTS.items()},
    "kinds": {name: text for name, (text, _) in kinds.CASES.items()},
    "fields": {
        name: getattr(fields, name) for name in "PHYSICS TABLE KEYED GERMAN FRENCH GERMAN_BOOKS TERMS YEARS".split()
    },
    "files": {
        "toys.html": markup.HTML,
        "toys.rst": markup.RST,
        "toys.org": markup.ORG,
        "toys.yml": sheets.YAML,
        "toys.csv": TABLE,
        "toys.tsv": TABLE.replace(",", "\t"),
        "page.md": sheets.PAPER,
        "mini.md": reader.MINI,
        **{
            path.name: path.read_text(encoding="utf-8")
            for path in (*sorted((DATA / "attack").glob("*.md")), DATA / "reading.md")
        },
    },
}
"""Forms, languages and kinds by their names, files by theirs."""


def shown(entry: Entry) -> str:
    """The lines of an entry and what it says, without what it does not."""
    said: dict[str, Any] = {name: value for name, value in structs.asdict(entry).items() if value not in (None, ())}
    place, end = said.pop("place"), said.pop("end_line")
    said["links"] = [[link.label, link.url] for link in entry.links]
    return f"{place.line}:{place.column}-{end} {json.encode(said).decode()}"


def whole(name: str, text: str) -> Iterable[str]:
    reading = read(text, name if "." in name else "list.md")
    yield f"== {name}: {reading.title}"
    yield from map(shown, reading.entries)
    yield from (f"commented {shown(entry)}" for entry in reading.commented)
    yield from (f"{found.place} {found.code} {found.message}" for found in reading.findings)


@pytest.mark.parametrize("name", SAMPLES)
def test_readings_are_as_they_were(name: str, golden: Callable[[str, str], None]) -> None:
    lines = chain.from_iterable(whole(*sample) for sample in SAMPLES[name].items())
    golden(f"readings-{name}.txt", "\n".join(lines) + "\n")


def test_accounts_of_readings_are_as_they_were(golden: Callable[[str, str], None]) -> None:
    texts = [*[*SAMPLES["forms"].items()][::8], *SAMPLES["fields"].items(), ("reading", SAMPLES["files"]["reading.md"])]
    parts = [(name, part) for name, text in texts for part in account(text, "list.md").parts]
    golden("accounts.txt", "".join(f"{name} {json.encode(part).decode()}\n" for name, part in parts))
