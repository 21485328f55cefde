"""BibTeX styles as an engine: records in, references and the .bbl out, by pybtex and by BibTeX itself."""

import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import PlbibError, UsageError
from plbib.formats import csljson
from plbib.model import Date, Name, Record
from plbib.rendering import bst, marks, output
from plbib.rendering.bst import interpreter, strings
from plbib.rendering.bst.bbl import LabelKind
from plbib.rendering.listing import Reference
from plbib.rendering.marks import Mark
from tests.conftest import missing
from tests.samples import PAPERS, record

NUMERIC = r"""
ENTRY {author title year key} {} {name}
STRINGS {s}
FUNCTION {field} { duplicate$ empty$ { pop$ "" } 'skip$ if$ }
FUNCTION {names} { author field 's := s empty$ { "Nobody" } { s #1 "{ff~}{vv~}{ll}{, jj}" format.name$ } if$ }
FUNCTION {article} {
  "\bibitem{" cite$ * "}" * write$ newline$
  names ", {\em " * title field "t" change.case$ * "}" * add.period$ write$ newline$ newline$
}
FUNCTION {default.type} { article }
FUNCTION {proceedings} { }
FUNCTION {presort} { author field purify$ "l" change.case$ title field purify$ * 'sort.key$ := }
READ
ITERATE {presort}
SORT
FUNCTION {begin} { "\begin{thebibliography}{1}" write$ newline$ }
EXECUTE {begin}
ITERATE {call.type$}
FUNCTION {end} { "\end{thebibliography}" write$ newline$ }
EXECUTE {end}
"""
"""A small style of our own."""
AUTHOR_YEAR = NUMERIC.replace(r'"\bibitem{"', r'"\bibitem[" s * names * "(" * year field * ")]{" *')

STYLES = (
    "plain unsrt abbrv alpha plainnat abbrvnat unsrtnat IEEEtran IEEEtranN acm apalike siam ACM-Reference-Format "
    "authordate3 authordate4 amsplain elsarticle-num chicago splncs04 mnras"
).split()
HARD = (
    *PAPERS,
    record("accents", title="Élan, Ünder: Ärger und Œuvre for ØSTERS", author=(Name(family="Žižek", given="Ángel"),)),
    record("many", title="A. B? C!", author=tuple(Name(family=f"Kite{n}", given="Ann Bea") for n in range(9))),
    record("braces", title="<i>BERT</i> & the $O(n^2)$ kite {x}", author=(Name(literal="Kites \\& Sons"),)),
    record("long", title="Kites " * 40, author=(Name(family="de la Vallée Poussin", given="Charles-Jean"),)),
    record("none", type="webpage", url="https://kites.example/a_b?c=50%25"),
    record("same1", title="One", author=(Name(family="Li", given="Wei"),), issued=Date(date_parts=((2020, 5),))),
    record("same2", title="Two", author=(Name(family="Li", given="Wei"),), issued=Date(date_parts=((2020, 6),))),
)
"""Hard entries that any TeX can print."""


def style(folder: Path, source: str | bytes = NUMERIC, program: str | None = None) -> bst.BstStyle:
    path = folder / "own.bst"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return bst.load(path, program=program)


KITE = record("kite", title="On Kites", author=(Name(family="Berg", given="Ann", non_dropping_particle="van"),))
LI = record("li", title="Élan", author=(Name(family="Li", given="Wei"),))
ADA = record("ada", title="Strings", author=(Name(family="Łoś", given="Ada"),), issued=Date(date_parts=((2020,),)))


def test_references_have_numbers_names_and_marks(tmp_path: Path) -> None:
    own = style(tmp_path)
    assert (own.numeric, own.layout.second_field_align, own.language) == (True, True, "en-US")
    ((one, two),) = own.write([[KITE, LI]])
    title = marks.wrap(Mark.ITALIC, "On kites")
    entry = marks.wrap(Mark.RIGHT, f"Ann van Berg, {title}.")
    expected = f"{marks.wrap(Mark.LEFT, '[1]')} {entry}"
    assert marks.pieces(one.marked) == marks.pieces(expected)
    assert (one.key, one.label, two.key, two.label) == ("kite", "1", "li", "2")


def test_entries_are_ordered_as_the_style_sorts_them(tmp_path: Path) -> None:
    assert style(tmp_path).sort([KITE, LI, ADA]) == [LI, ADA, KITE]
    assert style(tmp_path, NUMERIC.replace("SORT\n", "")).sort([KITE, LI, ADA]) == [KITE, LI, ADA]


def test_numbers_go_on_over_sections_or_start_again(tmp_path: Path) -> None:
    own = style(tmp_path)
    sections = [[LI, KITE], [KITE, ADA], []]
    assert [[one.label for one in made] for made in own.write(sections)] == [["1", "2"], ["2", "3"], []]
    restarted = own.write(sections, restart=True)
    assert [[one.label for one in made] for made in restarted] == [["1", "2"], ["1", "2"], []]
    assert own.write([]) == []


def test_author_year_styles_print_no_label_but_know_it(tmp_path: Path) -> None:
    own = style(tmp_path, AUTHOR_YEAR.replace('"(" *', '"(" *').replace(" s * names", " names"))
    assert (own.kind, own.numeric, own.layout.hanging_indent) == (LabelKind.AUTHOR_YEAR, False, True)
    ((made,),) = own.write([[ADA]])
    assert (made.label, output.to_text(made.marked)) == ("Ada Łoś, 2020", "Ada Łoś, Strings.")


def test_keys_that_differ_only_in_case_both_survive(tmp_path: Path) -> None:
    records = [record("Kite", title="One"), record("kite", title="Two"), record("kité", title="Three")]
    own = style(tmp_path)
    assert [one.key for one in own.write([records])[0]] == ["Kite", "kite", "kité"]
    assert [output.to_text(one.marked) for one in own.write([records])[0]] == [
        "[1] Nobody, One.",
        "[2] Nobody, Two.",
        "[3] Nobody, Three.",
    ]
    assert sorted(one.key for one in own.sort(records)) == ["Kite", "kite", "kité"]


def test_a_record_that_the_style_leaves_out_has_no_text(tmp_path: Path) -> None:
    own = style(tmp_path, NUMERIC.replace("FUNCTION {default.type} { article }", "FUNCTION {default.type} { }"))
    thesis = record("thesis", type="thesis", title="Knots")
    assert own.sort([thesis, LI]) == [LI, thesis]
    assert own.write([[thesis, LI]])[0][0] == Reference("thesis", "")


def test_the_bbl_is_what_latex_reads(tmp_path: Path) -> None:
    assert style(tmp_path).bbl([LI]) == (
        "\\begin{thebibliography}{1}\n\\bibitem{li}\nWei Li, {\\em {\\'E}lan}.\n\n\\end{thebibliography}\n"
    )


def test_a_style_in_latin_1_is_read(tmp_path: Path) -> None:
    assert "Personne né, " in style(tmp_path, NUMERIC.replace("Nobody", "Personne né").encode("latin-1")).bbl(
        [record()]
    )


@pytest.mark.parametrize(("code", "sign"), [("65", "A"), ("127", "\x7f"), ("128", ""), ("-1", ""), ("7000", "")])
def test_a_number_is_a_character_of_those_that_bibtex_knows(tmp_path: Path, code: str, sign: str) -> None:
    source = NUMERIC.replace('"Nobody"', f'"[" #{code} int.to.chr$ * "]" *')
    assert f"[{sign}], " in style(tmp_path, source.encode()).bbl([record()])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("FUNCTION {", "own: the style cannot be run: pybtex: PrematureEOF"),
        ("no style", "own: the style cannot be run: pybtex: TokenRequired"),
        (NUMERIC.replace("EXECUTE {end}", "EXECUTE {unknown}"), "own: the style cannot be run: pybtex: BibTeXError"),
        (NUMERIC.replace('"Nobody"', "#1 { #1 } { } while$"), "own: the style cannot be run: pybtex: "),
        (NUMERIC + "FUNCTION {w} { { #1 } { } while$ } EXECUTE {w}", "own: the style .* it runs in a loop without end"),
        (
            NUMERIC
            + "FUNCTION {f0} { skip$ }"
            + "".join(f"FUNCTION {{f{n}}} {{ f{n - 1} f{n - 1} }}" for n in range(1, 40))
            + "EXECUTE {f39}",
            "own: .* the style calls its functions without end",
        ),
        (NUMERIC + "FUNCTION {w} { { #1 } { #1 } while$ } EXECUTE {w}", "own: .* without end|own: .* on its stack"),
        (NUMERIC + 'FUNCTION {w} { "ab" { #1 } { duplicate$ * } while$ } EXECUTE {w}', "own: .* a string without end"),
        (NUMERIC.replace("FUNCTION {names} {", "FUNCTION {names} { names "), "own: .* RecursionError"),
        (NUMERIC.replace(r"\bibitem", r"\item"), "own: the style writes no reference list"),
        ("", "own: the style writes no reference list"),
    ],
)
def test_what_cannot_be_run_is_an_error_with_the_style_and_the_cause(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(PlbibError, match=message) as caught:
        style(tmp_path, source).bbl([record()])
    assert caught.value.hint


def test_what_bibtex_only_warns_of_goes_by(tmp_path: Path) -> None:
    odd = NUMERIC.replace("FUNCTION {end} {", 'FUNCTION {end} { "careful" warning$ "seen" top$ pop$ #1 "x" stack$')
    odd = odd.replace("FUNCTION {presort} {", "FUNCTION {presort} { 's add.period$ pop$ #1 's - pop$")
    assert "\\end{thebibliography}" in style(tmp_path, f"{odd}\n\\endinput\nmore").bbl([record()])


def test_styles_are_found_by_path_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.bst"
    path.write_text(NUMERIC)
    assert bst.find(str(path)) == path
    for name in ("../none.bst", "-help", "a b", ""):
        with pytest.raises(UsageError, match="no such style file"):
            bst.find(name)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="kpsewhich is not installed") as caught:
        bst.find("plain")
    assert "path" in caught.value.hint
    with pytest.raises(UsageError, match="styles are not run by tex"):
        bst.load(path, program="tex")


# BibTeX's functions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        (r"{\'E}LAN {\'E}LAN: {\'E}LAN {ABC}", "t", r"{\'E}lan {\'e}lan: {\'E}lan {ABC}"),
        (r"{\AE}RO {\OE} {\L}{\o}", "l", r"{\ae}ro {\oe} {\l}{\o}"),
        (r"gro{\ss} {\i} {\aa} {\'e}{\relax x}", "u", r"GRO{SS} {I} {\AA} {\'E}{\relax X}"),
        ("A: B:C  D", "t", "A: B:c  d"),
        ("{{\\'E}}", "l", "{{\\'E}}"),
    ],
)
def test_case_changes_as_in_bibtex(text: str, mode: str, expected: str) -> None:
    assert strings.change_case(text, mode) == expected


def test_other_functions_do_as_in_bibtex() -> None:
    assert [strings.add_period(text) for text in ("", "a", "a?", "{a!}", "}}", "{}")] == [
        *("", "a.", "a?", "{a!}", "}}.", "{}."),
    ]
    assert strings.purify(r"{\OE}uvre {\'e}-{\ss}~x {\relax y}, {A\b}") == "OEuvre e ss x y Ab"
    assert [strings.substring("abcdef", *at) for at in ((2, 3), (-2, 8), (-1, 2), (0, 1), (9, 1), (1, -1))] == [
        *("bcd", "abcde", "ef", "", "", ""),
    ]
    assert [strings.prefix(text, n) for text, n in (("ab{cd}", 3), (r"{\'E}lan", 2), ("", 1), ("ab", 0))] == [
        *("ab{c}", r"{\'E}l", "", ""),
    ]
    assert strings.length(r"{\'E}l{an}") == 4
    assert strings.width(r"a{\ss}{b}{\'a}", {"a": 1, "b": 2, "{": 10, "}": 10}) == 1 + 500 + 22 + 1


def test_a_name_with_too_many_commas_is_written(tmp_path: Path) -> None:
    own = style(tmp_path)
    bib = "@article{k, author = {a, b, c, d, e}, title = {T}}"
    assert "c d e a, b, {" in interpreter.run(own.source, "own", bib).replace("~", " ")


TEX = st.lists(st.sampled_from([*"aE{}\\'.- :", r"{\'E}", r"{\ss}", r"{\AE}"]), max_size=12).map("".join)


@given(text=TEX, mode=st.sampled_from("lut"), number=st.integers(-9, 9))
def test_functions_take_any_text(text: str, mode: str, number: int) -> None:
    assert "".join(part for part, _ in strings.parts(text)) == text
    changed = strings.change_case(text, mode)
    assert changed.replace(" ", "").lower().replace("ss", "") in (
        text.replace(" ", "").lower().replace("ss", ""),
        re.sub(r"\\(?=ss)", "", text.replace(" ", "").lower()).replace("ss", ""),
    )
    assert set(strings.purify(text)) <= set("aAESs ")
    assert strings.length(strings.prefix(text, number)) <= max(number, 0)
    assert len(strings.substring(text, number, 3)) <= 3


@given(words=st.lists(st.text("ab李{", max_size=90), max_size=8))
def test_wrapping_loses_only_blanks(words: list[str]) -> None:
    line = " ".join(words)
    assert strings.wrap(line).replace("\n  ", " ").split() == line.split()


# Against BibTeX itself ----------------------------------------------------------------------------------------------


def compared(name: str, records: tuple[Record, ...]) -> tuple[float, float]:
    """How many of the lines of BibTeX's .bbl are in ours, all of them, and of entries in which it cuts no character."""
    path = bst.find(name)
    theirs, ours = (bst.load(path, program=program).bbl(records) for program in ("bibtex", "pybtex"))
    cut = {at for at, part in enumerate(theirs.split("\\bibitem")) if "\ufffd" in part}
    whole = [
        "\\bibitem".join(p for at, p in enumerate(bbl.split("\\bibitem")) if at not in cut) for bbl in (theirs, ours)
    ]
    return shared_lines(theirs, ours), shared_lines(*whole)


def shared_lines(left: str, right: str) -> float:
    one, other = left.splitlines(), right.splitlines()
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), len(other), 1)


def agree(records: tuple[Record, ...], program: Callable[[str], str]) -> None:
    for needed in ("bibtex", "kpsewhich"):
        program(needed)
    shares: dict[str, Any] = {}
    for name in STYLES:
        try:
            shares[name] = compared(name, records)
        except UsageError as error:
            missing(error.message)
    assert len(shares) == 20
    assert sum(whole >= 0.98 for _, whole in shares.values()) >= 19, shares
    assert min(every for every, _ in shares.values()) >= 0.96, shares  # BibTeX's mnras repeats names where none is


@pytest.mark.tex
def test_our_bbl_is_that_of_bibtex(program: Callable[[str], str]) -> None:
    agree(HARD, program)


@pytest.mark.tex
@pytest.mark.shared
def test_our_bbl_of_the_hard_items_is_that_of_bibtex(shared: Path, program: Callable[[str], str]) -> None:
    import json

    items = json.loads((shared / "csl" / "reference-hard-items.json").read_text(encoding="utf-8"))["items"]
    records, _ = csljson.read(json.dumps(items), "items")
    agree(tuple(records), program)


@pytest.mark.tex
def test_bibtex_itself_runs_a_style(tmp_path: Path, program: Callable[[str], str]) -> None:
    program("bibtex")
    own = style(tmp_path, program="bibtex")
    assert own.bbl([LI]) == style(tmp_path).bbl([LI])
    assert own.write([[LI, KITE]]) == style(tmp_path).write([[LI, KITE]])
    with pytest.raises(PlbibError, match="own: bibtex writes nothing"):
        style(tmp_path, "no style", program="bibtex")


@pytest.mark.tex
def test_an_installed_style_is_found(program: Callable[[str], str]) -> None:
    program("kpsewhich")
    assert bst.find("plain") == bst.find("plain.bst")
    with pytest.raises(UsageError, match=r"no style no-such-style\.bst is installed"):
        bst.find("no-such-style")
