r"""People's .bib files: what an entry is and where it ends, each bad one reported, each good one kept."""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.errors import InputError, Severity
from plbib.formats.bib import file as bib_file
from plbib.formats.bib import scanner
from plbib.formats.bib.file import File, RawEntry
from plbib.text import tex
from tests.conftest import examples


def parse(data: bytes | str) -> File:
    return bib_file.parse(data, "f.bib")


def keys(file: File) -> list[str]:
    return [row.key for row in file.rows]


def seen(file: File) -> list[tuple[str, str, str]]:
    return [(str(finding.place), finding.code, finding.key) for finding in file.findings]


def only(text: str) -> RawEntry:
    file = parse(text)
    assert {finding.code for finding in file.findings} <= {"undefined-macro"}
    (row,) = file.rows
    return row


# What an entry is ---------------------------------------------------------------------------------------------------


def test_a_row_has_type_key_fields_in_order_and_place() -> None:
    row = only(
        '\n\n  @InProceedings{DBLP:conf/x/Y21,\n  Year = 2021,\n  TITLE = {A {B} \\"u},\n author = "Z {"} z",\n}'
    )
    assert (row.entry_type, row.key, str(row.place)) == ("inproceedings", "DBLP:conf/x/Y21", "f.bib:3:3")
    assert list(row.fields.items()) == [("year", "2021"), ("title", 'A {B} \\"u'), ("author", 'Z {"} z')]


ODD = """\
@ misc {a , title = {x} }
@
misc
{b
,title={x}}
@misc(c, title={x)y}, year=3)
@misc(d,title="a)b")
@my-type{e, title={x}} see @my_type{f, title={x}}
@misc{a"b, title={x}} @misc{a#b,title={y}} @misc{a%b,title={z}} @misc{a=b, title={w}} @misc{a\\b, title={v}}
@misc{g(h)i, title={x}}}
@misc{DBLP:conf/x/Y21, a:b={x}, a/b={y}, title={}}
@misc{müller, title={x @misc{no, title={y}}
@misc{neither, title={y}}
}, note="
@misc{nor, this={y}}
",}
@comment jan@kites {i, title={y}}
@misc{j, title = 20 # {x "y} # " {"} " # nothing}
@misc{k, title = {}}
"""


def test_odd_entries_that_bibtex_reads_are_read() -> None:
    file = parse(ODD)
    quoted = ['a"b', "a#b", "a%b", "a=b", "a\\b"]
    assert keys(file) == [*"abcdef", *quoted, "g(h)i", "DBLP:conf/x/Y21", "müller", "i", "j", "k"]
    assert {finding.code for finding in file.findings} <= {"undefined-macro"}
    assert file.rows[2].fields == {"title": "x)y", "year": "3"}
    assert file.rows[3].fields == {"title": "a)b"}
    assert file.rows[-5].fields == {"a:b": "x", "a/b": "y", "title": ""}
    assert file.rows[-2].fields == {"title": '20x "y {"} nothing'}


@pytest.mark.tex
def test_bibtex_sees_the_same_entries(program: Callable[[str], str], tmp_path: Path) -> None:
    tmp_path.joinpath("a.bib").write_text(ODD)
    tmp_path.joinpath("a.aux").write_text("\\citation{*}\n\\bibdata{a}\n\\bibstyle{keys}\n")
    style = "ENTRY{}{}{}\nFUNCTION{default.type}{cite$ write$ newline$}\nREAD\nITERATE{default.type}\n"
    tmp_path.joinpath("keys.bst").write_text(style)
    subprocess.run([program("bibtex"), "a"], cwd=tmp_path, check=False, capture_output=True, timeout=600)
    assert tmp_path.joinpath("a.bbl").read_text().split() == keys(parse(ODD))


def test_what_percent_takes_out_is_no_entry_but_only_outside_entries() -> None:
    text = "% @misc{out, title={x\n  % @misc{out, title={x}}\n@misc{a, title={\n% x}} % @misc{b, title={x}}\n"
    assert [(row.key, row.fields["title"]) for row in parse(text).rows] == [("a", "\n% x"), ("b", "x")]


def test_equal_keys_are_two_rows_without_a_finding() -> None:
    file = parse("@misc{a, title={x}}\n@misc{a, title={y}}")
    assert [(row.key, row.fields["title"]) for row in file.rows] == [("a", "x"), ("a", "y")]
    assert {finding.code for finding in file.findings} <= {"undefined-macro"}


def test_of_a_repeated_field_the_first_is_kept_as_by_bibtex() -> None:
    file = parse("@misc{a,\n Title={x},\n year={1},\n title={y},\n TITLE={z}}")
    assert list(file.rows[0].fields.items()) == [("title", "x"), ("year", "1")]
    assert seen(file) == [("f.bib:4", "repeated-field", "a"), ("f.bib:5", "repeated-field", "a")]


def test_a_file_without_entries_is_empty() -> None:
    for text in ("", "\n", "words {", "jan@kites.example", "@", "@misc", '@preamble{"x" # y}', "% @misc{a, b={c}}"):
        assert replace(parse(text), preambles=()) == File((), (), ())


# Macros and comments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('@string{J = {Kites }}\n@STRING(k = "of" # { tails})\n@misc{a, title = j # K}', "Kites of tails"),
        ("@misc{a, title = nowhere}", "nowhere"),
        ('@misc{a, title = J # " x"}\n@string{j = {late}}', "j x"),
        ("@string{j={x}} @string{j={y}} @misc{a, title = j}", "y"),
        ("@string{j = {x}} @string{j = j # j} @misc{a, title = j # j}", "xxxx"),
        ("@string{acm/x.y = {{K}ites}} @misc{a, title = ACM/X.Y}", "{K}ites"),
        ("@string{ünter = {x}} @misc{a, title = ünter # Über}", "xüber"),
        ('@misc{a, title = may # "~3"}', "May~3"),
        ("@string{may = {M}} @misc{a, title = may}", "M"),
        ('@string{j = "x\n"} @misc{a, title = j # "y\n" # {z}}', "x y z"),
    ],
)
def test_macros_are_put_in_in_the_order_of_the_file(text: str, title: str) -> None:
    assert only(text).fields["title"] == title


def test_no_macro_goes_from_one_file_to_the_next() -> None:
    assert only("@string{j = {x}} @misc{a, title = j}").fields["title"] == "x"
    assert only("@misc{a, title = j}").fields["title"] == "j"


def test_macros_that_double_each_other_do_not_fill_the_memory() -> None:
    lines = [f"@string{{m{n} = m{n - 1} # m{n - 1} # m{n - 1} # m{n - 1}}}" for n in range(1, 40)]
    file = parse("\n".join(["@string{m0 = {kite}}", *lines, "@misc{a, title = {x}}", "@misc{b, title = m39}"]))
    assert keys(file) == ["a", "b"]
    assert sum(len(value) for row in file.rows for value in row.fields.values()) < 20_000_000
    assert {finding.code for finding in file.findings} == {"unread-block"}


def test_macros_that_double_each_other_in_one_block_do_not_fill_it_either() -> None:
    lines = ["m0 = {kite}", *(f"m{n} = m{n - 1} # m{n - 1} # m{n - 1} # m{n - 1}" for n in range(1, 40))]
    file = parse(f"@string{{{', '.join(lines)}}} @misc{{a, title = {{x}}}}")
    assert keys(file) == ["a"]
    assert [finding.code for finding in file.findings] == ["undefined-macro"] * 39 + ["unread-block"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{x\n   y\n\n z\n}", "x\ny\n\nz"),
        ('"x\t y\n\tz"', "x  y\nz"),
        ("{\n  x}", "\nx"),
        ("{x\x85 y\u2028z}", "x\ny\nz"),
        ("{x\n  y} # { z\n}", "x   y z "),
        ("{\n}", ""),
        ("{{}}", "{}"),
        ("007", "007"),
        ("{a} # 1 # jan", "a1January"),
        ("jan", "January"),
    ],
)
def test_lines_of_a_value_lose_their_indent_and_joined_ones_are_one_line(value: str, text: str) -> None:
    assert only(f"@misc{{a, title = {value}}}").fields["title"] == text


def test_bodies_of_comments_are_collected_and_hold_no_entries() -> None:
    tree = "jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Kites\\;0\\;a\\;;\n"
    text = f'@Comment{{{tree}}}\n@comment{{"{{x}}\n@misc{{no, title={{y}}}}\n}} @misc{{a, title={{x}}}}'
    file = parse(text)
    assert file.comments == (tree, '"{x}\n@misc{no, title={y}}\n')
    assert keys(file) == ["a"]
    assert {finding.code for finding in file.findings} <= {"undefined-macro"}


def test_a_comment_may_hold_a_whole_file() -> None:
    entries = "".join(f"@misc{{k{n}, title={{x}}}}\n" for n in range(100))
    file = parse(f"@comment{{\n{entries}}}\n@misc{{a, title={{x}}}}")
    assert (keys(file), file.comments) == (["a"], (f"\n{entries}",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@string{J = {Kites}\n@misc{a, title={x}}", "unread-block"),
        ("@string{J = }\n@misc{a, title={x}}", "unread-block"),
        ("@string{}\n@misc{a, title={x}}", "unread-block"),
        ("@comment{ {\n@misc{a, title={x}}", "unread-block"),
        ('@preamble{ "x\n@misc{a, title={x}}', "unread-block"),
    ],
)
def test_what_is_no_entry_and_broken_is_a_warning(text: str, code: str) -> None:
    file = parse(text)
    assert keys(file) == ["a"]
    assert [(finding.code, finding.severity) for finding in file.findings] == [(code, Severity.WARNING)]


# Bad entries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("@misc{a,\n title=,\n}\n", "no value follows title, line 2"),
        ("@misc{a,\n title {x}}\n", "the name of a field or its equals sign is missing, line 1"),
        ("@misc{a}\n", "it has no fields"),
        ("@misc{a,\n}\n", "it has no fields"),
        ("@misc{a b}\n", "no comma follows its key"),
        ("@misc{}\n", "it has no key"),
        ("@misc{a, title={" + "{" * 3000 + "}" * 3000 + "}}\n", "braces nested too deeply, line 1"),
        ("@misc{a, title={" + "{" * 3000 + "\n", "a brace that is not closed, from line 1"),
    ],
)
def test_a_bad_entry_is_reported_with_the_reason_and_costs_no_other(text: str, why: str) -> None:
    file = parse(f"@misc{{before, title={{x}}}}\n{text}@misc{{after, title={{x}}}}\n")
    assert [(finding.code, finding.severity) for finding in file.findings] == [("unread-entry", Severity.ERROR)]
    assert str(file.findings[0].place) == "f.bib:2:1"
    assert file.findings[0].cure
    assert [row.key for row in file.rows] == ["before", *(["after"] if text.endswith("\n") else [])]
    line = why.rstrip("0123456789")
    assert f"({line}{int(why[len(line) :]) + 1 if why != line else ''})" in file.findings[0].message


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ("@misc{a b, title={x}, note={y}}\n", "a b", "a blank stands in its key"),
        ("@misc{a,\n  title={x}},\n  note={y}\n}\n", "a", "a brace too many closes it"),
        ("@misc{a,\n  title={x}}}},\n  note={y}\n}\n", None, ""),
    ],
)
def test_what_bibtex_would_cut_off_is_saved(text: str, key: str | None, what: str) -> None:
    file = parse(f"{text}@misc{{after, title={{x}}}}\n")
    assert keys(file)[-1] == "after"
    if key:
        assert (file.rows[0].key, file.rows[0].fields) == (key, {"title": "x", "note": "y"})
    assert [what in finding.message for finding in file.findings] == [True] * bool(what)


def test_a_brace_too_many_closes_the_last_entry() -> None:
    file = parse("@misc{a,\n  title={x}},\n  note={y}\n}\n")
    assert [(row.key, row.fields) for row in file.rows] == [("a", {"title": "x", "note": "y"})]
    assert len(file.findings) == 1


def test_braces_as_deep_as_they_may_be_are_read_to_the_end() -> None:
    deepest = "{" * 60 + "x" + "}" * 60
    title = only(f"@misc{{a, title={deepest}}}").fields["title"]
    assert title == deepest[1:-1]
    assert tex.unescape(title) == "x"


def test_an_entry_that_swallows_others_and_cannot_be_read_gives_them_back() -> None:
    file = parse("@misc{a, title={x\n@misc{b, title={y}}\n} year=2}\n@misc{c, title={z}}")
    assert keys(file) == ["b", "c"]
    assert seen(file) == [("f.bib:1:1", "unread-entry", "a")]


GOOD = (
    "@misc{%s, title={x}}\n",
    '@misc{%s,\n  title = {x {y} "},\n  note = "{"} \\{\n\\} z",\n  year = 2021,\n}\n',
    "@misc(%s, title={x)})\n",
    "@misc{%s, note={see\n@misc{inner, title={y}}\n}}\n",
    "words %% {\n@my-type{%s, title = may # {x}}\n",
    "%% @misc{out,\n%%   title = {x,\n%% }\n@misc{%s, title={x}} %% }\n",
    "@comment{ @misc{out, title={x}} }\n@preamble{{x}}\n@string{s = {x}}\n@misc{%s, title = s}\n",
)
BAD = (
    "@misc{%s, title}\n",
    "@misc{%s}\n",
    "@misc{%s,}\n",
    "@misc{%s words}\n",
    "@misc{%s\n",
    "@misc{%s, title={" + "{" * 100 + "}" * 100 + "}}\n",
)
MENDED = (
    '@misc{%s, title="x,\n year=2}\n',
    '@misc{%s, title="x}\n',
    "@misc{%s, title={x},, year=2}\n",
    "@misc{%s, title=, year=2}\n",
    "@misc{%s, title={x}, pages=12-15}\n",
    "@misc{%s, title={x}; year=2}\n",
    "@misc{%s, title {x}, year=2}\n",
    '@misc{%s, title={x}"\n',
    "@misc{%s, title={x}\n",
    "@misc{%s,\n  title = {x,\n  year = {2}\n}\n",
    "@misc{%s, title={x {\n",
    "@misc(%s, title={x}\n",
    "@misc(%s, title={x}}, year=2)\n",
    "@misc{%s, title={x} year=2}\n",
    "@misc{%s, title={x},\n% why\n year={2}}\n",
    "@misc{%s\n title={x}}\n",
)
KINDS = [
    (kind, code) for kinds, code in ((GOOD, ""), (BAD, "unread-entry"), (MENDED, "mended-entry")) for kind in kinds
]


@given(st.lists(st.sampled_from(KINDS), max_size=12))
def test_good_entries_among_bad_ones_are_all_kept_and_the_counts_add_up(kinds: list[tuple[str, str]]) -> None:
    text = ""
    rows: list[tuple[str, int]] = []
    findings: list[tuple[str, str]] = []
    for number, (kind, code) in enumerate(kinds):
        made = kind.replace("%s", f"k{number}").replace("%%", "%")
        before = made.index(f"k{number}")
        line = text.count("\n") + made.count("\n", 0, before) + 1
        rows += [(f"k{number}", line)] * (code != "unread-entry")
        findings += [(f"k{number}", code)] * bool(code)
        text += made
    file = parse(text)
    # what is mended alone may be past mending before another broken entry: then it is named as unread
    lost = {finding.key for finding in file.findings if finding.code == "unread-entry"}
    mended = {key for key, code in findings if code == "mended-entry"}
    assert [(row.key, row.place.line) for row in file.rows] == [row for row in rows if row[0] not in lost & mended]
    named = [(key, "unread-entry" if key in lost else code) for key, code in findings]
    assert [(finding.key, finding.code) for finding in file.findings] == named


MARKS = [
    *"{}(),=\"#%\\'\n\t",
    "@misc{",
    "@",
    "a",
    "k,",
    "title=",
    "@string",
    "@comment{",
    "@preamble(",
    " ",
    "\x85",
    "ü",
]


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_no_file_stops_the_reader(text: str) -> None:
    file = parse(text)
    starts = {row.place for row in file.rows} | {f.place for f in file.findings if f.code == "unread-entry"}
    assert len(starts) == len(file.rows) + sum(finding.code == "unread-entry" for finding in file.findings)


# The same as other readers ------------------------------------------------------------------------------------------

_plain = st.text([*"abXY 12,;:'\\#%=()@é\n-"], max_size=8)
_braced = st.recursive(
    _plain | _plain.map(lambda text: f'{text}"'),
    lambda inner: st.lists(_plain | inner.map(lambda text: f"{{{text}}}"), max_size=3).map("".join),
    max_leaves=4,
)
_quoted = st.lists(_plain | _braced.map(lambda text: f"{{{text}}}"), max_size=3).map("".join)
_pieces = st.one_of(
    _braced.map(lambda text: f"{{{text}}}"),
    _quoted.map(lambda text: f'"{text}"'),
    st.integers(0, 9999).map(str),
    st.sampled_from(["jan", "MAY", "kite", "Tail"]),
)
_values = st.lists(_pieces, min_size=1, max_size=3).map(" # ".join)
_names = st.sampled_from(["title", "Note", "YEAR", "date-added", "x_y", "journal", "a.b", "url+x"])
_entries = st.tuples(
    st.sampled_from(["misc", "InProceedings", "my-type"]),
    st.lists(st.tuples(_names, _values), min_size=1, max_size=4, unique_by=lambda field: field[0]),
    st.sampled_from(["{}", "()"]),
    st.sampled_from(["", ",", ",\n"]),
)


def _written(entries: list[tuple[str, list[tuple[str, str]], str, str]], macros: list[str]) -> str:
    lines = [f"@string{{{name} = {value}}}\n" for name, value in zip(["Kite", "tail"], macros, strict=True)]
    for number, (kind, fields, marks, end) in enumerate(entries):
        body = ",\n  ".join([f"key{number}", *(f"{name} = {value}" for name, value in fields)])
        lines.append(f"@{kind}{marks[0]}{body}{end}{marks[1]}\n\n")
    return "".join(lines)


_literals = st.lists(
    _braced.map(lambda text: f"{{{text}}}") | _quoted.map(lambda text: f'"{text}"'), min_size=2, max_size=2
)


@examples(80)
@given(st.lists(_entries, max_size=3), _literals)
def test_a_well_formed_file_gives_what_pybtex_reads(
    entries: list[tuple[str, list[tuple[str, str]], str, str]], macros: list[str]
) -> None:
    from pybtex.database import parse_string

    text = _written(entries, macros)
    file = parse(text)
    assert {finding.code for finding in file.findings} <= {"undefined-macro"}
    expected = [
        (key, entry.type, {name.lower(): " ".join(value.split()) for name, value in entry.fields.items()})
        for key, entry in parse_string(text, "bibtex").entries.items()
    ]
    found = [
        (row.key, row.entry_type, {name: " ".join(value.split()) for name, value in row.fields.items()})
        for row in file.rows
    ]
    assert found == expected
    assert [list(fields) for *_, fields in found] == [list(fields) for *_, fields in expected]


# Bytes --------------------------------------------------------------------------------------------------------------


def test_a_block_that_is_not_utf8_is_read_as_latin_1_and_spoils_no_other() -> None:
    data = "@misc{a, title={é}}\n@misc{b,\n title=#,\n note={é}}\n@misc{ü, title={x}}\n".encode()
    file = parse(data.replace(b"#", b"{\xe9 \x93\x81}").replace(b"{\xc3\xbc", b"{\xfc"))
    titles = [(row.key, row.fields) for row in file.rows]
    assert titles == [("a", {"title": "é"}), ("b", {"title": "é “\x81", "note": "é"}), ("ü", {"title": "x"})]
    assert seen(file) == [("f.bib:3", "not-utf8", "b"), ("f.bib:5", "not-utf8", "ü")]
    assert {finding.severity for finding in file.findings} == {Severity.WARNING}


def test_bytes_between_entries_that_are_not_utf8_are_no_finding() -> None:
    assert {finding.code for finding in parse(b"caf\xe9\n@misc{a, title={x}}\n% \xe9\n").findings} <= {
        "undefined-macro"
    }


def test_comments_and_macros_that_are_not_utf8_are_read_as_latin_1_too() -> None:
    file = parse(b"@comment{caf\xe9}\n@string{j={\xe9}}\n@misc{a, title=j}")
    assert (file.comments, file.rows[0].fields["title"]) == (("café",), "é")
    assert seen(file) == [("f.bib:1", "not-utf8", ""), ("f.bib:2", "not-utf8", "")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_counted(end: str) -> None:
    text = end.join(["\ufeff@misc{a,", " title={x", "y}}", "% @misc{no, title={x}}", "@misc{b, title={z}}"])
    file = parse(text.encode())
    assert [(row.key, str(row.place)) for row in file.rows] == [("a", "f.bib:1:1"), ("b", "f.bib:5:1")]
    assert file.rows[0].fields["title"].split() == ["x", "y"]


@pytest.mark.parametrize(
    "data", ["@misc{a, b={c}}".encode("utf-16"), b"\0@misc{a, b={c}}", "@misc{a, b={\0}}", b"\xff\0"]
)
def test_binary_data_is_an_error(data: bytes | str) -> None:
    with pytest.raises(InputError, match=r"f\.bib") as caught:
        parse(data)
    assert caught.value.hint


def test_characters_reserved_for_programs_become_visible_and_are_no_braces() -> None:
    assert only("@misc{a, title={x\ufdd0y\ufdd1z\ufdd2}}").fields["title"] == "x\ufffdy\ufffdz\ufffd"


# Size ---------------------------------------------------------------------------------------------------------------


def test_a_macro_may_be_defined_anew_between_any_entries() -> None:
    blocks = ["@string{j = {one}}"]
    for number in range(60):
        blocks.append(f"@misc{{k{number}, title = j # {{ {number}}}, note = {{x}}}}")
        blocks += ["@misc{bad, title={x}"] * (number % 7 == 0) + [f"@string{{j = {{{number}}} # j}}"] * (
            number % 20 == 9
        )
    rows = [row for row in parse("\n".join(blocks)).rows if row.key != "bad"]
    titles = [f"{'' if n < 10 else 9 if n < 30 else 299 if n < 50 else 49299}one {n}" for n in range(60)]
    assert [row.fields["title"] for row in rows] == titles


@pytest.mark.parametrize(
    "line",
    ["@misc{a}\n", "@misc{a, title={x\n", '@misc{a, title="x\n', "@misc{", "@misc(a, t={}}\n", "@comment{x\n", "@ "],
)
def test_many_bad_entries_are_each_looked_at_a_bounded_number_of_times(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {100: 0, 1000: 0}
    for count in steps:
        looks = _Counting(scanner._INSIDE)  # noqa: SLF001
        monkeypatch.setattr(scanner, "_INSIDE", looks)
        parse(line * count)
        steps[count] = looks.steps
        monkeypatch.undo()
    assert steps[1000] <= 12 * steps[100]


class _Counting(dict[str, "_Counting"]):
    """The patterns of the scanner, counting what they find."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        super().__init__(dict.fromkeys(patterns, self))
        self.pattern = patterns["("]
        self.steps = 0

    def finditer(self, text: str, at: int) -> Iterator[re.Match[str]]:
        for found in self.pattern.finditer(text, at):
            self.steps += 1
            yield found


def test_a_macro_that_nothing_above_defines_is_reported_and_its_name_taken() -> None:
    file = parse(
        '@misc{a, title = late # " x", month = Jun, note = "y"}\n@string{late = "L"}\n@misc{b, title = LATE}\n'
    )
    assert [row.fields["title"] for row in file.rows] == ["late x", "L"]
    assert [(f.code, str(f.place), f.key) for f in file.findings] == [("undefined-macro", "f.bib:1:1", "a")]


@pytest.mark.parametrize("text", ["@misc{a,", "@misc{a, {{", "@misc{a, x = {{{", "@misc{,\n\n{"])
def test_what_holds_no_field_and_no_end_is_one_finding(text: str) -> None:
    file = parse(text)
    assert len(file.rows) + sum(finding.code == "unread-entry" for finding in file.findings) == 1
