"""``subsequent-author-substitute`` (CSL 1.0.2, "Reference Grouping")."""

import pytest

from plbib.rendering.output.text import to_text
from tests.rendering.csl.styles import TITLE, engine, html, item, listed, people, records

BODY = f'<names variable="author" suffix=". "><name form="short"/><substitute>{TITLE}</substitute></names>{TITLE}'
DASH = 'subsequent-author-substitute="———"'
LI, BERG, QUILL = "Li, W", "Berg, A", "Quill, Q"


def entries(*lists: tuple[str, ...], rule: str = "", body: str = BODY, options: str = DASH) -> list[str]:
    asked = f'{options} subsequent-author-substitute-rule="{rule}"' if rule else options
    made = [item(title=f"T{at}", author=people(*names)) for at, names in enumerate(lists)]
    return [text.partition(". ")[0] for text in listed(body, *made, options=asked)]


def test_the_same_names_as_before_become_a_dash() -> None:
    """CSL 1.0.2, "Reference Grouping": complete-all is the default."""
    assert entries((LI, BERG), (LI, BERG), (LI,), (LI,)) == ["Li, Berg", "———", "Li", "———"]
    assert entries((LI,), (BERG,), (LI,)) == ["Li", "Berg", "Li"]


@pytest.mark.parametrize(
    ("rule", "same", "partly"),
    [
        ("complete-all", "———", "Li, Quill"),
        ("complete-each", "———, ———", "Li, Quill"),
        ("partial-each", "———, ———", "———, Quill"),
        ("partial-first", "———, Berg", "———, Quill"),
    ],
)
def test_rules(rule: str, same: str, partly: str) -> None:
    """CSL 1.0.2, "Reference Grouping": subsequent-author-substitute-rule."""
    assert entries((LI, BERG), (LI, BERG), rule=rule) == ["Li, Berg", same]
    assert entries((LI, BERG), (LI, QUILL), rule=rule) == ["Li, Berg", partly]
    assert entries((LI, BERG), (QUILL, BERG), rule=rule) == ["Li, Berg", "Quill, Berg"]


def test_the_comparison_is_with_the_entry_before_itself() -> None:
    """CSL 1.0.2, "Reference Grouping": a substituted entry counts with its own names."""
    assert entries((LI,), (LI,), (LI,)) == ["Li", "———", "———"]


def test_an_entry_without_names_stands_between() -> None:
    """CSL 1.0.2, "Reference Grouping": names are compared with those of the preceding entry alone."""
    body = '<names variable="author" suffix=". "><name form="short"/></names>' + TITLE
    assert entries((LI,), (), (LI,), body=body) == ["Li", "T1", "Li"]


def test_an_empty_text_hides_the_names() -> None:
    """CSL 1.0.2, "Reference Grouping": the value replaces the names, also if it is empty."""
    body = '<names variable="author" suffix=". "><name form="short"/></names>' + TITLE
    made = [item(title=title, author=people(LI)) for title in "AB"]
    assert listed(body, *made, options='subsequent-author-substitute=""') == ["Li. A", "B"]
    with_title = listed(BODY, *made, options='subsequent-author-substitute=""')
    assert with_title == ["Li. A", "B"], "nothing is printed in their place"


def test_without_the_option_names_are_repeated() -> None:
    assert entries((LI,), (LI,), options="") == ["Li", "Li"]


def test_labels_and_affixes_stay() -> None:
    """CSL 1.0.2, "Reference Grouping": only the names are replaced."""
    body = '<names variable="author" prefix="(" suffix="). "><name form="short"/></names>' + TITLE
    assert entries((LI,), (LI,), body=body) == ["(Li)", "(———)"]


def test_only_the_first_names_of_an_entry_are_replaced() -> None:
    """CSL 1.0.2, "Reference Grouping": names of the first cs:names."""
    body = f'{BODY}<names variable="editor" prefix=" "><name form="short"/></names>'
    made = [item(title=title, author=people(LI), editor=people(BERG)) for title in "AB"]
    assert listed(body, *made, options=DASH) == ["Li. A Berg", "———. B Berg"]


def test_every_section_begins_with_names() -> None:
    """CslEngine.write: what stands before a heading is no entry before."""
    made = records(*(item(title=title, author=people(LI)) for title in "ABC"))
    sections = engine(BODY, options=DASH).write([made[:2], made[2:]])
    assert [to_text(one.marked) for section in sections for one in section] == ["Li. A", "———. B", "Li. C"]


def test_markup_in_the_substitute_is_text() -> None:
    """The value is an attribute of the style: entities are decoded, nothing is markup of a page."""
    body = '<names variable="author"><name form="short"/></names>'
    assert html(body, item(title="x", author=people(LI)), options='subsequent-author-substitute="&lt;b&gt;"') == "Li"
    made = listed(body, *[item(title="x", author=people(LI))] * 2, options='subsequent-author-substitute="&lt;u&gt;"')
    assert made == ["Li", "<u>"]


def test_other_persons_with_the_same_initials_are_no_dash() -> None:
    """CSL 1.0.2, "Reference Grouping": the names of the entry before, not names that look like them."""
    body = f'<names variable="author" suffix=". "><name initialize-with=""/></names>{TITLE}'
    assert entries(("Wang, Jue",), ("Wang, Jiapeng",), ("Wang, Jiapeng",), body=body)[1:] == ["J Wang", "———"]


def test_the_same_persons_named_are_a_dash_whether_or_not_et_al_follows() -> None:
    """CSL 1.0.2, "Reference Grouping": all rendered names match; "et al." is none."""
    body = f'<names variable="author" suffix=": "><name form="short"/></names>{TITLE}'
    made = [item(title=title, author=people(*names)) for title, names in (("A", (LI,)), ("B", (LI, BERG)))]
    asked = f'{DASH} et-al-min="2" et-al-use-first="1"'
    assert listed(body, *made, options=asked) == ["Li: A", "———: B"]


def test_a_title_in_the_place_of_names_is_a_dash_but_behind_names_with_a_look_of_their_own() -> None:
    """CSL 1.0.2, "Reference Grouping", knows names alone; so it is in citeproc-js."""
    body = (
        '<names variable="author"><substitute>{}' + TITLE + '</substitute></names><text variable="genre" prefix=" "/>'
    )
    made = [item(title="Act", genre=genre) for genre in "ab"]
    assert listed(body.format('<names variable="editor"/>'), *made, options=DASH) == ["Act a", "——— b"]
    own = '<names variable="editor"><name form="short"/></names>'
    assert listed(body.format(own), *made, options=DASH) == ["Act a", "Act b"]
