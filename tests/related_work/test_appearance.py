"""Where and when works appeared: the event that the list names, never the date of its proceedings or a link."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import plbib
from plbib.model import Entry, Item, Place, Record, Status
from plbib.related_work.appearance import appearance
from plbib.related_work.wording import language
from tests.conftest import ROOT

WORDS = language("en").words


def listed(venue: str, year: int | None = 2021, **item: object) -> Record:
    """A paper of which the list says venue and year; without more nothing else is known."""
    entry = Entry(title="T", venue=venue or None, year=year, place=Place(file="l.md", line=1), end_line=1)
    known = msgspec.convert({"type": "article", "title": "T", **item}, Item)
    return Record(key="t", item=known, status=Status.UNRESOLVED, entries=(entry,))


def given(**item: object) -> Record:
    """A record of somebody's bibliography."""
    return Record(key="t", item=msgspec.convert({"title": "T", **item}, Item), status=Status.GIVEN)


def where(record: Record) -> str:
    return WORDS.where(appearance(record))


IN_2022 = {"date-parts": [[2022, 12]]}
"""When the proceedings of a meeting of 2023 were put online."""
ASPLOS = "28th Conference on Architectural Support (ASPLOS 2023)"


@pytest.mark.parametrize(
    ("tag", "item", "said"),
    [
        ("ASPLOS", {"issued": IN_2022}, "at ASPLOS 2023"),
        ("ASPLOS", {"issued": IN_2022, "event-title": ASPLOS}, "at ASPLOS 2023"),
        ("ASPLOS", {"issued": IN_2022, "event-date": {"date-parts": [[2023, 3, 25]]}}, "at ASPLOS 2023"),
        ("", {"issued": IN_2022, "event-title": ASPLOS}, "at ASPLOS 2023"),
        ("", {"issued": IN_2022, "container-title-short": "SenSys '23"}, "at SenSys 2023"),
    ],
)
def test_an_event_is_dated_by_its_meeting(tag: str, item: dict[str, object], said: str) -> None:
    record = listed(tag, 2023 if tag else None, **item | {"type": "paper-conference"})
    for status in (Status.UNRESOLVED, Status.RESOLVED):
        assert where(msgspec.structs.replace(record, status=status)) == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("ICLR", "at ICLR 2021"),
        ("ICLR (Oral)", "at ICLR 2021"),
        ("CVPR Highlight", "at CVPR 2021"),
        ("MLSys (Best Paper 🏆)", "at MLSys 2021"),
        ("NeurIPS Datasets and Benchmarks Track", "at NeurIPS 2021"),
        ("NIPS", "at NeurIPS 2021"),
        ("Oral", "in 2021"),
        ("Spotlight", "in 2021"),
        ("arxiv", "on arXiv in 2021"),
        ("CoRR", "on arXiv in 2021"),
        ("BioRxiv", "on bioRxiv in 2021"),
        ("Preprint", "as a preprint in 2021"),
        ("Technical Report", "as a technical report in 2021"),
        ("PhD Thesis, Stanford University", "as a thesis at Stanford University in 2021"),
        ("Blog", "online in 2021"),
        ("martin.kleppmann.com", "online in 2021"),
        ("EMNLP Findings", "in Findings of EMNLP 2021"),
        ("Findings of ACL", "in Findings of ACL 2021"),
        ("ICML Workshop", "at a workshop of ICML 2021"),
        ("CVPRW", "at a workshop of CVPR 2021"),
        ("NAIC @ SIGCOMM", "at a workshop of SIGCOMM 2021"),
        ("Machine Learning for Structural Biology Workshop, NeurIPS", "at a workshop of NeurIPS 2021"),
        ("12th Annual Workshop on Kites", "at the Workshop on Kites 2021"),
        ("Nature", "in Nature in 2021"),
        ("Nat Commun 16,", "in Nature Communications in 2021"),
        ("Journal of Kites", "in the Journal of Kites in 2021"),
        ("Proceedings of the National Academy of Sciences 122.", "in PNAS in 2021"),
        ("TPAMI", "in TPAMI in 2021"),
        ("IJCNN", "at IJCNN 2021"),
        ("Protein Science", "in 2021 (Protein Science)"),
        ("Kite Law Review", "in Kite Law Review in 2021"),  # no workshop, as ECCVW is
        ("Proc. Kite Endow", "in Proc. Kite Endow in 2021"),
        ("N Engl J Med", "in N Engl J Med in 2021"),
        ("J. Appl. Kites.", "in J. Appl. Kites. in 2021"),
        ("To appear in TPAMI", "in TPAMI in 2021"),
        ("Accepted at ICLR", "at ICLR 2021"),
        ("Official Journal of Kites, L 119", "in the Official Journal of Kites in 2021"),
        ("IEEE Journal of Kites", "in the IEEE Journal of Kites in 2021"),
        ("The Journal of Kites", "in The Journal of Kites in 2021"),
        ("Kite guideline NG202", "in 2021 (Kite guideline NG202)"),
        ("Kite guideline 12(3)", "in 2021 (Kite guideline)"),
        ("Proc. ACM SIGMOD", "at SIGMOD 2021"),
        ("Proc. of the Intl. Conf. on Kites", "at the Intl. Conf. on Kites 2021"),
        ("US Patent", "as a patent in 2021"),
        ("Workshop on Hot Topics in Operating Systems (HotOS)", "at HotOS 2021"),
        ("AISTATS Workshop", "at a workshop of AISTATS 2021"),
        ("short paper", "in 2021"),
        ("IEEE Journal of Kites, .*", "in the IEEE Journal of Kites in 2021"),
        ("Others", "in 2021"),
        ("This thesis presents our attempt", "in 2021"),
        ("PhD Thesis, University of Delft", "as a thesis at the University of Delft in 2021"),
        ("PhD Thesis, Delft University of Technology", "as a thesis at Delft University of Technology in 2021"),
        ("7th Symposium on Kites (SOK)", "at SOK 2021"),
        ("", "in 2021"),
    ],
)
def test_the_name_of_a_place_says_what_it_is(tag: str, said: str) -> None:
    """And not the type that a link gave to the record."""
    for type_ in ("article", "article-journal", "paper-conference", "webpage"):
        assert where(listed(tag, type=type_)) == said


IN_2021 = {"date-parts": [[2021]]}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"type": "article-journal", "container-title": "Nature"}, "in Nature in 2021"),
        ({"type": "article-journal", "container-title": "Kites Today"}, "in Kites Today in 2021"),
        ({"type": "article-journal", "container-title": "arXiv preprint arXiv:2101.00001"}, "on arXiv in 2021"),
        ({"type": "paper-conference", "container-title": "ESSoS"}, "at ESSoS 2021"),
        (
            {"type": "paper-conference", "container-title": "Proceedings of the 2021 Conference on Kites (KITE 2021)"},
            "at KITE 2021",
        ),
        (
            {"type": "paper-conference", "container-title": "Proceedings of the 3rd Conference on Kites"},
            "at the Conference on Kites 2021",
        ),
        (
            {"type": "paper-conference", "container-title": "Lecture Notes in Kites"},
            "in Lecture Notes in Kites in 2021",
        ),
        ({"type": "chapter", "container-title": "LNCS"}, "in LNCS in 2021"),
        (
            {"type": "paper-conference", "container-title": "Findings of the Association for Kites: ACL-IJCNLP 2021"},
            "in Findings of ACL-IJCNLP 2021",
        ),
        ({"type": "book", "publisher": "Addison-Wesley"}, "as a book with Addison-Wesley in 2021"),
        ({"type": "thesis", "publisher": "University of Delft"}, "as a thesis at the University of Delft in 2021"),
        ({"type": "report", "publisher": "Kite Lab"}, "as a report (Kite Lab) in 2021"),
        ({"type": "patent"}, "as a patent in 2021"),
        ({"type": "webpage"}, "online in 2021"),
        ({"type": "software", "publisher": "Zenodo"}, "online (Zenodo) in 2021"),
        ({"type": "manuscript", "publisher": "X"}, "as a manuscript in 2021"),
        ({"type": "legislation"}, "in 2021"),
        ({"type": "chapter", "container-title": "Oxford Handbook of Kites"}, "in the Oxford Handbook of Kites in 2021"),
        ({"type": "document"}, "in 2021"),
    ],
)
def test_a_bibliography_says_where_by_its_container(item: dict[str, object], said: str) -> None:
    assert where(given(issued=IN_2021, **item)) == said


def statements(text: str) -> dict[str, str]:
    """What the prose of a fragment says of where and when, by key: the place behind a work, or before them all."""
    said: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("%") or r"\cite" not in line:
            continue
        bare = re.sub(r"``.*?''", "", line)
        parts = re.split(r"~?\\cite\{([^}]*)\}", bare)
        behind = ""
        for key, after in reversed([*zip(parts[1::2], parts[2::2], strict=True)]):
            found = re.search(rf"{_PLACE}|\(([^();]* \d{{4}})[;)]", after)
            behind = found[1] or found[0] if found else behind
            said[key] = behind or (re.search(_PLACE, parts[0]) or [""])[0]
    return said


_PLACE = r"\b(?:at|in|on|from|At|In|On|Work at|Work in) (?:a workshop of )?[A-Z][\w&.' -]*?(?: in)? \d{4}"


Reader = Callable[[str], dict[str, str]]


def disagreeing(said: dict[str, str], records: dict[str, tuple[str, str, str]]) -> list[str]:
    """The works of which is ``said`` another place or year than ``records`` have: year, venue, kind of volume."""
    wrong = []
    for key, (year, venue, kind) in records.items():
        shown = said.get(key, "")
        findings = kind == "findings"
        if not shown.endswith(year) or venue not in shown or ("Findings" in shown) != findings:
            wrong.append(f"{key}: {shown!r}, not {venue} {year}")
    return wrong


def test_what_a_draft_says_is_compared() -> None:
    records = {"a": ("2023", "ASPLOS", ""), "b": ("2021", "ACL", "findings"), "c": ("2022", "Nature", "")}
    true = (
        "A~\\cite{a} appeared at ASPLOS 2023, B~\\cite{b} in Findings of ACL 2021, and C~\\cite{c} in Nature in 2022."
    )
    assert disagreeing(statements(true), records) == []
    assert len(disagreeing(statements(true.replace("2023", "2022")), records)) == 1
    assert len(disagreeing(statements(true.replace("Findings of ", "")), records)) == 1
    assert disagreeing(rows(r"A & ASPLOS & 2023 & X & \cite{a} \\"), {"a": records["a"]}) == []
    assert disagreeing(rows(r"A & ASPLOS & 2022 & X & \cite{a} \\"), {"a": records["a"]})
    assert len(disagreeing(statements("Work includes A~\\cite{a} (ASPLOS 2022)."), records)) == 3


def rows(text: str) -> dict[str, str]:
    """What the rows of a table say of where and when, by key."""
    found = re.findall(r"&([^&]*)&([^&]*)&[^&]*&\s*\\cite\{([^}]*)\}", text)
    return {key: f"{venue.strip()} {year.strip()}" for venue, year, key in found}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "read"), [("paragraphs.tex", statements), ("itemize.tex", statements), ("table.tex", rows)]
)
def test_every_statement_that_is_built_agrees_with_the_records(file: str, read: Reader, shared: Path) -> None:
    by_title = {
        squeezed(row["csl"]["title"]): row for row in json.loads((shared / "records.json").read_text(encoding="utf-8"))
    }
    truth: dict[str, tuple[str, str, str]] = {}
    for record in plbib.load(plbib.DEMO).records:
        row = by_title[squeezed(record.item.title)]
        event = row["csl"].get("event-date") or row["csl"]["issued"]
        name = row["csl"].get("container-title", "")
        kind = "findings" if name.startswith("Findings") else ""
        venue = "IMWUT" if "Interactive, Mobile" in name else "ACL-IJCNLP" if kind else row["venue_tag"].split("'")[0]
        truth[record.key] = (str(event["date-parts"][0][0]), venue, kind)
    built = (ROOT / "out" / "related-work" / file).read_text(encoding="utf-8")
    assert disagreeing(read(built), truth) == []


def squeezed(title: str) -> str:
    return re.sub(r"\W", "", title).casefold()
