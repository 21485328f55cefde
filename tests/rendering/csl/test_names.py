"""``<names>`` (CSL 1.0.2, "Names"): several variables, labels in names, substitutes."""

import pytest

from tests.rendering.csl.styles import TITLE, html, item, listed, locale, people, printed

LI, BERG, QUILL = "Li, Wei", "Berg, Ada", "Quill, Q"
SHORT = '<name form="short"/>'


def test_variables_are_printed_in_their_order_with_the_delimiter_between() -> None:
    """CSL 1.0.2, "Names": variable, delimiter."""
    both = item(title="x", author=people(LI), editor=people(BERG))
    assert printed(f'<names variable="editor author" delimiter="; ">{SHORT}</names>', both) == "Berg; Li"
    assert (
        printed(f'<names variable="editor author">{SHORT}</names>', both, root='names-delimiter=" / "') == "Berg / Li"
    )
    assert printed(f'<names variable="translator author" delimiter="; ">{SHORT}</names>', both) == "Li"


@pytest.mark.parametrize(
    ("attributes", "one", "two"),
    [
        ('prefix=" "', "Li editor", "Li, Berg editors"),
        ('form="short" prefix=" (" suffix=")"', "Li (ed.)", "Li, Berg (eds.)"),
        ('form="short" prefix=" (" suffix=")" text-case="capitalize-first"', "Li (Ed.)", "Li, Berg (Eds.)"),
        ('form="short" prefix=", " strip-periods="true"', "Li, ed", "Li, Berg, eds"),
        ('form="short" prefix=" " plural="always"', "Li eds.", "Li, Berg eds."),
        ('form="short" prefix=" " plural="never"', "Li ed.", "Li, Berg ed."),
    ],
)
def test_a_label_follows_the_names_in_their_number(attributes: str, one: str, two: str) -> None:
    """CSL 1.0.2, "Label in cs:names"."""
    body = f'<names variable="editor">{SHORT}<label {attributes}/></names>'
    assert printed(body, item(title="x", editor=people(LI))) == one
    assert printed(body, item(title="x", editor=people(LI, BERG))) == two


def test_a_label_before_the_name_is_printed_first() -> None:
    """CSL 1.0.2, "Label in cs:names": its position follows the order of the elements."""
    body = f'<names variable="editor"><label form="verb" suffix=" "/>{SHORT}</names>'
    assert printed(f'<text value="+ "/>{body}', item(title="x", editor=people(LI))) == "+ edited by Li"


def test_each_variable_has_its_own_label() -> None:
    """CSL 1.0.2, "Label in cs:names"."""
    body = f'<names variable="editor translator" delimiter="; ">{SHORT}<label form="short" prefix=" "/></names>'
    made = printed(body, item(title="x", editor=people(LI, BERG), translator=people(QUILL)))
    assert made == "Li, Berg eds.; Quill trans."


def test_editors_who_translate_are_named_once() -> None:
    """CSL 1.0.2, "Names": editor and translator of the same content, term "editortranslator"."""
    body = f'<names variable="editor translator" delimiter="; ">{SHORT}<label form="short" prefix=", "/></names>'
    same = item(title="x", editor=people(LI), translator=people(LI))
    assert printed(body, same) == "Li, ed. & trans."
    assert printed(body, same, locales=locale('<term name="editortranslator" form="short">e+t</term>')) == "Li, e+t"


def test_the_number_of_names_can_be_counted() -> None:
    """CSL 1.0.2, "Name": form="count" counts the names that would be shown."""
    three = item(title="x", author=people(LI, BERG, QUILL))
    assert printed('<names variable="author"><name form="count"/></names>', three) == "3"
    body = '<names variable="author"><name form="count" et-al-min="3" et-al-use-first="1"/></names>'
    assert printed(body, three) == "1"


def test_names_have_affixes_and_fonts_as_a_whole() -> None:
    """CSL 1.0.2, "Names": affixes and formatting."""
    body = f'<names variable="author" prefix="by " suffix="!" font-style="italic">{SHORT}</names>'
    assert html(body, item(title="x", author=people(LI, BERG))) == "by <i>Li, Berg</i>!"
    assert printed(f"{body}{TITLE}", item(title="Kites")) == "Kites"


@pytest.mark.parametrize(
    ("variables", "text"),
    [
        ({"author": people(LI), "editor": people(BERG)}, "Li"),
        ({"editor": people(BERG)}, "Berg"),
        ({"translator": people(QUILL)}, "Quill"),
        ({}, "Kites"),
    ],
)
def test_the_first_substitute_that_prints_stands_for_missing_names(variables: dict[str, object], text: str) -> None:
    """CSL 1.0.2, "Substitute"; a bare cs:names takes over cs:name."""
    substitute = '<names variable="editor"/><names variable="translator"/><text variable="title"/>'
    body = f'<names variable="author">{SHORT}<substitute>{substitute}</substitute></names>'
    assert printed(body, item(title="Kites", **variables)) == text


def test_a_substituted_variable_is_not_printed_again() -> None:
    """CSL 1.0.2, "Substitute": substituted variables are suppressed in the rest of the output."""
    body = (
        f'<names variable="author">{SHORT}<substitute><names variable="editor"/>{TITLE}</substitute></names>'
        f'<text value="|"/><names variable="editor">{SHORT}</names><text value="|"/>{TITLE}'
    )
    assert printed(body, item(title="Kites")) == "Kites||"
    assert printed(body, item(title="Kites", editor=people(BERG))) == "Berg||Kites"
    assert printed(body, item(title="Kites", author=people(LI), editor=people(BERG))) == "Li|Berg|Kites"


def test_what_one_entry_substitutes_is_there_for_the_next() -> None:
    """CSL 1.0.2, "Substitute": suppression ends with the entry."""
    body = f'<names variable="author"><substitute>{TITLE}</substitute></names><text value="|"/>{TITLE}'
    assert listed(body, *(item(title=title) for title in ("A", "B", "A"))) == ["A|", "B|", "A|"]


def test_a_bare_substitute_takes_over_label_and_et_al() -> None:
    """CSL 1.0.2, "Substitute": shorthand of cs:names."""
    name = '<name form="short" et-al-min="2" et-al-use-first="1"/><et-al term="and others"/>'
    label = '<label form="short" prefix=", "/>'
    body = f'<names variable="author">{name}{label}<substitute><names variable="editor"/></substitute></names>'
    assert printed(body, item(title="x", editor=people(LI, BERG))) == "Li and others, eds."


def test_a_substitute_with_its_own_name_keeps_it() -> None:
    """CSL 1.0.2, "Substitute"."""
    own = '<names variable="editor"><name name-as-sort-order="all"/></names>'
    body = f'<names variable="author">{SHORT}<substitute>{own}</substitute></names>'
    assert printed(body, item(title="x", editor=people(LI))) == "Li, Wei"


def test_a_macro_can_be_a_substitute() -> None:
    """CSL 1.0.2, "Substitute"."""
    macros = f'<macro name="m"><names variable="editor">{SHORT}<label prefix=", "/></names></macro>'
    body = f'<names variable="author">{SHORT}<substitute><text macro="m"/>{TITLE}</substitute></names>'
    assert printed(body, item(title="Kites", editor=people(LI)), macros=macros) == "Li, editor"
    assert printed(body, item(title="Kites"), macros=macros) == "Kites"


@pytest.mark.parametrize(
    ("editor", "second"),
    [
        ('<names variable="editor"/>', "———"),
        ('<text macro="bare"/>', "———"),
        (f'<names variable="editor">{SHORT}</names>', "Kites"),
        ('<text macro="dressed"/>', "Kites"),
    ],
)
def test_a_title_behind_names_that_look_otherwise_is_no_dash(editor: str, second: str) -> None:
    """CSL 1.0.2, "Reference Grouping", is about names; a title that stands for them is as citeproc-js has it."""
    macros = '<macro name="bare"><names variable="editor"/></macro>'
    macros += f'<macro name="dressed"><names variable="editor">{SHORT}</names></macro>'
    body = f'<names variable="author"><substitute>{editor}{TITLE}</substitute></names><text variable="DOI" prefix=" "/>'
    made = [item(title="Kites", DOI=doi) for doi in ("10.1/a", "10.1/b")]
    texts = listed(body, *made, macros=macros, options='subsequent-author-substitute="———"')
    assert texts == ["Kites 10.1/a", f"{second} 10.1/b"]


def test_unusual_roles_are_names_too() -> None:
    """CSL 1.0.2, appendix IV: name variables."""
    body = '<names variable="{}"><name form="short"/></names>'
    for role in ("director", "composer", "collection-editor", "guest", "host", "chair", "script-writer"):
        assert printed(body.format(role), item(title="x", **{role: people(LI)})) == "Li"


def test_a_choice_in_a_substitute_stops_at_the_first_that_prints() -> None:
    """CSL 1.0.2, "Substitute": what stands in cs:choose are alternatives, too; a term is one."""
    names = '<names variable="editor"/><names variable="translator"/><text term="anonymous"/>'
    choice = f'<choose><if type="book">{TITLE}</if><else>{names}</else></choose>'
    body = f'<names variable="author">{SHORT}<substitute>{choice}{TITLE}</substitute></names>'
    assert printed(body, item(title="x", editor=people(LI), translator=people(BERG))) == "Li"
    assert printed(body, item(title="x", translator=people(BERG))) == "Berg"
    assert printed(body, item(title="x")) == "Anonymous"
