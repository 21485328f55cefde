"""How long parts of lists may be before they are read otherwise; see ``tests/pinned/bounds.py``."""

from collections.abc import Callable

from msgspec import json

from plbib.lists.kinds import read
from tests.lists.test_whole_readings import shown
from tests.pinned import bounds

_HEAD = "# Kites\n\n## Flying\n\n"
LISTS = (
    "- [{}](https://arxiv.org/abs/2301.00001), ICLR 2023",
    "- **{}**, Ann Berg, Carl Cole, 2021",
    "- {} (ICLR 2021)",
    "- {}. Kites over Bergen. *Kite Letters*, 2021.",
    "- {}: [Kites over Bergen](https://a.org/1)",
    "- [ICLR'23] {} **Kites over Bergen** [[pdf](https://a.org/1.pdf)]",
    '- Ann Berg, "Kites over Bergen", {}, 2021',
    "- Berg, A. (2021). Kites over Bergen. {}, 12(3), 1-9.",
    "- [Kites over Bergen](https://a.org/1) {} 2021",
    "- **Kites over Bergen**\n  {}\n  ICLR 2021 [[pdf](https://a.org/1.pdf)]",
    "- [Kites over Bergen](https://a.org/1) [{}](https://a.org/2)",
    "{}\n- [Kites over Bergen](https://arxiv.org/abs/2301.00001)",
    "### {} 2021\n\n- [Kites over Bergen](https://a.org/1)",
    "| Title | Venue |\n|---|---|\n| Kites over Bergen | {} 2021 |",
    "| Title | Venue |\n|---|---|\n| {} [pdf](https://arxiv.org/abs/2301.00001) | ICLR |",
    "| Title |\n|---|\n| {} 2021 |\n| {} |",
    "| {} | Paper |\n|---|---|\n| 2021 | [Kites over Bergen](https://arxiv.org/abs/2301.00001) |",
    "[{}] [Kites over Bergen](https://arxiv.org/abs/2301.00001)\n> {}",
)
"""Short lists with a place in which something can grow."""


def _read(text: str) -> str:
    reading = read(_HEAD + text + "\n", "list.md")
    entries = [shown(entry).partition(" ")[2] for entry in reading.entries]
    return json.encode([entries, [found.code for found in reading.findings]]).decode()


def test_bounds_of_functions_are_where_they_were(golden: Callable[[str, str], None]) -> None:
    golden("bounds-lists.txt", bounds.of_functions("lists"))


def test_bounds_of_readings_are_where_they_were(golden: Callable[[str, str], None]) -> None:
    rows = ((frame.replace("\n", " / "), lambda text, frame=frame: _read(frame.replace("{}", text))) for frame in LISTS)
    golden("bounds-readings.txt", bounds.table(rows, ["{}"], ["a ", "Kite ", "A. ", "Ann Berg, "]))
