"""What is read from RIS, EndNote XML or CSL-JSON and written again is the same, to the byte the second time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.formats import registry
from plbib.formats.ristags import CSL_TYPE
from plbib.model import Library, Record
from tests.conftest import examples
from tests.formats.bib.entries import MANY_TYPES
from tests.formats.bib.test_round_trips import variables

FORMS = ("ris", "endnote", "csljson")
TAGS = (
    "AU A1 A2 A3 A4 ED TI T1 T2 T3 BT JO JF J2 JA PY Y1 DA VL IS SN DO UR L1 KW AB N2 N1 NO PB CY ET M1 M2 M3 LA AN CN "
    "DB DP C1 C3 CA CT ID LB RN SE ST SV TA TT U1 Y2 RP NV OP RI"
).split()
VALUES = [
    "Kite, Ann", "Ann Kite", "van der Berg, Jan", "Kite Club", "A Title: sub", "10-12", "10", "2020", "2020/05/",
    "2020/05/03/", "2020///Spring", "May 2020", "1234-5679", "978-3-16-148410-0", "10.5555/x", "https://doi.org/10.5555/x",
    "http://x.example/a", "en", "2nd", "C++ & <b>", "é", "arXiv:2101.00001", "e12", "xii", "PhD thesis", "45 BCE",
    "0000", "3(4)", "Kite, Ann, Jr.",
]  # fmt: skip
lines = st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(VALUES)), max_size=7)
pages = st.sampled_from([[], [("SP", "10"), ("EP", "12")], [("SP", "10-12")], [("SP", "321")]])


def read(text: str, form: str) -> list[Record]:
    return registry.read(text.encode(), f"f.{form}", form)[0]


def write(records: list[Record], form: str) -> str:
    return registry.write(Library(title="Kites", records=tuple(records)), form).decode()


@pytest.mark.parametrize("form", FORMS)
@examples(60)
@given(kind=st.sampled_from(sorted(CSL_TYPE)), lines=lines, pages=pages)
def test_a_record_comes_back_and_is_written_alike(
    form: str, kind: str, lines: list[tuple[str, str]], pages: list[tuple[str, str]]
) -> None:
    text = "".join(f"{tag}  - {value}\r\n" for tag, value in [("TY", kind), *lines, *pages, ("ER", "")])
    first = read(write(read(text, "ris"), form), form)
    written = write(first, form)
    again = read(written, form)
    assert variables(again) == variables(first)
    assert write(again, form) == written


@pytest.mark.parametrize("form", FORMS)
def test_entries_of_every_type_are_written_alike_the_second_time(form: str) -> None:
    written = write(read(MANY_TYPES.read_text(encoding="utf-8"), "bibtex"), form)
    assert write(read(written, form), form) == written
