"""The revisions of a list synced one after another while people work in the group: nobody's work is lost."""

import re
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from tests.conftest import DATA
from tests.zotero.desk import Desk
from tests.zotero.ledger import Ledger, Paper

_ROW = re.compile(r"^\[[^\]]+\] ?\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{2,} ")

# What a maintainer does -----------------------------------------------------------------------------------------------


_MENDED, _RELINKED = ", Again](", "arxiv.org/abs/2401."


def _rows(lines: list[str], without: str = "") -> list[int]:
    """The lines that are entries, but for those ``without`` which a paper would not be known again."""
    return [number for number, line in enumerate(lines) if _ROW.match(line) and not (without and without in line)]


def _mend_a_title(lines: list[str], random: Random) -> list[str]:
    at = random.choice(_rows(lines, _RELINKED))
    lines[at] = lines[at].replace("](", _MENDED, 1)
    return lines


def _replace_a_link(lines: list[str], random: Random) -> list[str]:
    at = random.choice(_rows(lines, _MENDED))
    url = _ROW.match(lines[at])[2]  # type: ignore[index]
    lines[at] = lines[at].replace(url, f"https://{_RELINKED}{random.randrange(100_000):05}", 1)
    return lines


def _move_a_row(lines: list[str], random: Random) -> list[str]:
    row = lines.pop(random.choice(_rows(lines)))
    heading = random.choice([number for number, line in enumerate(lines) if _HEADING.match(line)])
    return [*lines[: heading + 1], row, *lines[heading + 1 :]]


def _rename_a_heading(lines: list[str], random: Random) -> list[str]:
    at = random.choice([number for number, line in enumerate(lines) if _HEADING.match(line)])
    lines[at] += " and more"
    return lines


def _split_a_row(lines: list[str], random: Random) -> list[str]:
    at = random.choice(_rows(lines, _RELINKED))
    title, url = _ROW.match(lines[at]).groups()  # type: ignore[union-attr]
    number = f"https://arxiv.org/abs/2402.{random.randrange(100_000):05}"
    parts = [lines[at].replace(title, f"{title}, Part I"), lines[at].replace(title, f"{title}, Part II")]
    return [*lines[:at], parts[0], parts[1].replace(url, number), *lines[at + 1 :]]


def _remove_rows(lines: list[str], random: Random) -> list[str]:
    gone = {*random.sample(_rows(lines), 2)}
    return [line for number, line in enumerate(lines) if number not in gone]


CHANGES = (_mend_a_title, _replace_a_link, _move_a_row, _rename_a_heading, _split_a_row, _remove_rows)


def successors(text: str, random: Random) -> Iterable[str]:
    """Revisions that a maintainer could have made after ``text``; with the last one all is back as it was."""
    lines = text.split("\n")
    for change in CHANGES:
        for _ in range(2):
            lines = change(lines, random)
        yield "\n".join(lines)
    yield text


# What people do meanwhile ---------------------------------------------------------------------------------------------


def _meddle(ledger: Ledger, random: Random, turn: int) -> None:
    """A person does one of everything, each to another paper."""
    papers = cycle(random.sample(ledger.present(), len(ledger.present())))
    headings = ledger.open_headings()

    def some() -> Paper:
        return next(papers)

    mine = ledger.own_collection(f"to read {turn}")
    ledger.own_item(f"A Book {turn}", [mine, random.choice(headings)])
    ledger.own_item(f"A Loose Book {turn}")
    paper = some()
    ledger.correct(paper, random.choice(("title", "date", "url", "venue", "affiliation")), f"as people have it {turn}")
    ledger.annotate(paper, "rights", f"free {turn}")
    paper = some()
    ledger.file(paper, paper.homes.held | {mine})
    ledger.tag(paper, paper.tags.held | {f"read {turn}"})
    ledger.annotate(paper, "extra", f"read in turn {turn}")
    ledger.annotate(paper, "abstractNote", f"abstract {turn}")
    ledger.attach(paper, {"itemType": "note", "note": f"<p>note {turn}</p>"})
    link = {"itemType": "attachment", "linkMode": "linked_url", "title": "slides", "url": f"https://example.org/{turn}"}
    ledger.attach(some(), link)
    paper = some()
    ledger.file(paper, {random.choice(headings)})
    ledger.tag(paper, {*sorted(paper.tags.held)[1:]})
    _take_out(ledger, random, turn, [some(), some()])


def _take_out(ledger: Ledger, random: Random, turn: int, papers: list[Paper]) -> None:
    """A person takes something out, another thing each time, or puts it back."""
    headings = ledger.open_headings()
    linked = [(paper, url) for paper in ledger.present() for url, out in paper.links.items() if not out]
    trashed = [paper for paper in ledger.papers.values() if paper.gone == "trash"]
    turns: list[Callable[[], None]] = [
        lambda: ledger.trash(papers[0]),
        lambda: ledger.delete(papers[0]),
        lambda: ledger.rename(random.choice(headings), f"as people call it {turn}"),
        lambda: ledger.file(papers[0], set()),
        lambda: ledger.take_link(*linked[0], for_good=turn % 2 == 0) if linked else None,
        lambda: ledger.restore(trashed[0]) if trashed else None,
        lambda: ledger.move(random.choice(headings), ""),
        lambda: ledger.trash_collection(headings[-1]),
        lambda: ledger.delete_collection(headings[0]),
    ]
    turns[turn % len(turns)]()


# The runs -------------------------------------------------------------------------------------------------------------


def _run(desk: Desk, revisions: Iterable[str], *, build: bool, meddle: bool, seed: int = 5) -> Ledger:
    ledger, random = Ledger(desk), Random(seed)  # noqa: S311 (nothing secret: the same edits each time)
    for turn, text in enumerate(revisions):
        if build:
            desk.write(text)
        else:
            desk.path.write_text(text, encoding="utf-8")
        ledger.sync()
        ledger.settled()
        if meddle:
            _meddle(ledger, random, turn)
            ledger.sync()
            ledger.settled()
    return ledger


def _own() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((DATA / "zotero" / "revisions").glob("*.md"))]


@pytest.mark.heavy
@pytest.mark.parametrize("meddle", [False, True], ids=["alone", "people"])
@pytest.mark.parametrize("build", [True, False], ids=["lock", "no lock"])
def test_revisions(desk: Desk, build: bool, meddle: bool) -> None:
    _run(desk, _own(), build=build, meddle=meddle)


@pytest.mark.heavy
@pytest.mark.parametrize("build", [True, False], ids=["lock", "no lock"])
@pytest.mark.parametrize("seed", range(3))
def test_successors(desk: Desk, build: bool, seed: int) -> None:
    first = _own()[0]
    _run(desk, [first, *successors(first, Random(seed))], build=build, meddle=False)  # noqa: S311


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize("meddle", [False, True], ids=["alone", "people"])
@pytest.mark.parametrize("build", [True, False], ids=["lock", "no lock"])
def test_the_history_of_the_real_list(desk: Desk, shared: Path, build: bool, meddle: bool) -> None:
    published = [path.read_text(encoding="utf-8") for path in sorted((shared / "lists" / "history").glob("*.md"))]
    later = successors(published[-1], Random(7))  # noqa: S311
    _run(desk, [*published, *later], build=build, meddle=meddle)
