"""The CSL engine beside citeproc-js, the reference implementation, on given, frozen and live answers."""

import html
import json
import re
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.formats import csljson
from plbib.model import TYPES
from plbib.rendering.catalog import find
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from tests.conftest import DATA, missing
from tests.oracles import citeproc_js, corpora, documents, ratchet, results
from tests.oracles.citeproc_js import NO_TEXT, Answer, Job, compared
from tests.oracles.comparison import Difference, Outcome, compare, judged, outcome, same
from tests.oracles.marked import marked

EXPECTED = DATA / "csl" / "expected.json"
RATCHET = Path(__file__).parent / "ratchet"
VERSION = "1.4.61"  # of citeproc-js; another one may well print another text
STYLES = ("apa", "chicago-author-date", "ieee", "nature")
IDS = (
    "watson1953 einstein1905a einstein1905b einstein1905c wang2020a wang2020b codd1971 knuth1997 benjamin1968 "
    "shannon1940 w3c numpy luxun".split()
)


def cases(outcomes: Iterable[Outcome]) -> list[str]:
    """What differs, one case a line: a style and an item, or a style and ``order``."""
    return [
        f"{found.style} {name}"
        for found in outcomes
        for name in [*(difference.id for difference in found.differences), *(["order"] if found.wrong_order else [])]
    ]


def share(outcomes: list[Outcome]) -> float:
    entries = sum(found.entries for found in outcomes)
    return 1 - sum(len(found.differences) for found in outcomes) / entries


def given_answer(found: dict[str, Any]) -> Answer:
    """Texts without marks, already in the form compared, as an answer."""
    return Answer(order=found["order"], entries={name: html.escape(text) for name, text in found["entries"].items()})


@cache
def fresh() -> corpora.Items:
    return corpora.items("fresh", Path())


def few() -> corpora.Items:
    return [item for item in fresh() if item["id"] in IDS]


@pytest.fixture
def oracle() -> None:
    """Skips, or fails where everything is required, without citeproc-js of the version the lists are made with."""
    reason = citeproc_js.why_not()
    if not reason and citeproc_js.version() != VERSION:
        reason = f"citeproc-js {citeproc_js.version()}, not {VERSION}"
    if reason:
        missing(reason)


@pytest.mark.parametrize("style", STYLES)
def test_well_known_works_read_as_citeproc_js_prints_them(style: str) -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))[style]
    found = outcome("plbib", find(style), few(), Answer(order=expected["order"], entries=expected["entries"]))
    assert found == Outcome(style=style, entries=len(IDS))


@pytest.mark.heavy
def test_the_frozen_texts_are_still_those_of_citeproc_js(oracle: None) -> None:  # noqa: ARG001
    answers = citeproc_js.answers([Job(style=str(find(style)), items=few()) for style in STYLES])
    made = {
        style: {"order": answer.order, "entries": {name: marked(text) for name, text in answer.entries.items()}}
        for style, answer in zip(STYLES, answers, strict=True)
    }
    if ratchet.REFRESH:
        EXPECTED.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(EXPECTED.read_text(encoding="utf-8")) == made


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["hard", "plain"])
def test_the_given_references_differ_where_the_list_says_only(shared: Path, corpus: str) -> None:
    given_texts = corpora.reference(corpus, shared)
    outcomes = [
        outcome("plbib", find(style), given_texts["items"], given_answer(expected), compared)
        for style, expected in given_texts["styles"].items()
    ]
    assert [found.crash for found in outcomes if found.crash] == []
    assert sum(found.entries for found in outcomes) == 12 * len(given_texts["items"])
    ratchet.check(RATCHET / f"given-{corpus}.txt", cases(outcomes))


def sample_differs_where_the_list_says_only(corpus: str, shared: Path, floor: float) -> None:
    outcomes = compare("plbib", corpora.sample(40, seed=2026), corpora.items(corpus, shared))
    assert [found.crash for found in outcomes if found.crash] == []
    assert [found.skipped for found in outcomes if found.skipped] == []
    ratchet.check(RATCHET / f"sample-{corpus}.txt", cases(outcomes))
    assert share(outcomes) >= floor


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize(("corpus", "floor"), [("hard", 0.975), ("plain", 0.985)])
def test_a_sample_of_styles_differs_where_the_list_says_only(
    oracle: None,  # noqa: ARG001
    shared: Path,
    corpus: str,
    floor: float,
) -> None:
    sample_differs_where_the_list_says_only(corpus, shared, floor)


@pytest.mark.heavy
def test_a_sample_of_styles_on_items_of_every_type_differs_where_the_list_says_only(
    oracle: None,  # noqa: ARG001
) -> None:
    sample_differs_where_the_list_says_only("fresh", Path(), 0.96)


@pytest.mark.heavy
def test_items_of_libraries_differ_where_the_list_says_only(oracle: None) -> None:  # noqa: ARG001
    """Seven styles as they are, two in each of seven languages."""
    items, numbered = corpora.items("real", Path()), corpora.called(["ieee", "nature"])
    runs: list[tuple[str | None, list[Path]]] = [
        (None, corpora.sample(5, seed=19) + corpora.called(["apa", "modern-language-association"]))
    ]
    runs += [(locale, numbered) for locale in corpora.LOCALES]
    outcomes = [(locale, compare("plbib", styles, items, locale=locale)) for locale, styles in runs]
    everything = [one for _, some in outcomes for one in some]
    assert [one.crash or one.skipped for one in everything if one.crash or one.skipped] == []
    lines = [f"{locale or '-'} {line}" for locale, some in outcomes for line in cases(some)]
    ratchet.check(RATCHET / "sample-real.txt", lines)
    assert share(everything) >= 0.98


@pytest.mark.heavy
def test_citations_of_a_sample_of_styles_read_as_citeproc_js_prints_them(oracle: None) -> None:  # noqa: ARG001
    """Single ones, pairs, neighbours and the same authors; a case is a style and the number of the citation."""
    ids = [item["id"] for item in few()]
    citations = [*([name] for name in ids), ids[:3], ids[3:5], ids[1:6], ids[::-2], ["wang2020a", "wang2020b", "w3c"]]
    styles = corpora.sample(40, seed=2026)
    jobs = [Job(style=str(path), items=few(), citations=citations) for path in styles]
    records, _ = csljson.read(json.dumps(few()), "fresh")
    differ = []
    for path, answer in zip(styles, citeproc_js.answers(jobs), strict=True):
        engine = CslEngine(path)
        made = engine.cite(engine.sort(records), citations)
        texts = [marked(to_html(text)) for text in made]
        expected = map(marked, answer.citations)
        differ += [f"{path.stem} {at}" for at, pair in enumerate(zip(texts, expected, strict=True)) if len({*pair}) > 1]
    ratchet.check(RATCHET / "sample-citations.txt", differ)
    assert len(differ) <= 0.02 * len(styles) * len(citations)


def test_the_fresh_items_cover_every_type() -> None:
    assert {item["type"] for item in fresh()} == TYPES
    assert len({item["id"] for item in fresh()}) == len(fresh())


def test_the_items_of_libraries_are_of_thirty_types_and_more() -> None:
    items = corpora.items("real", Path())
    assert len({item["id"] for item in items}) == len(items) >= 300
    assert len({item["type"] for item in items}) >= 30


@pytest.mark.shared
@pytest.mark.parametrize("name", ["fresh", "real"])
def test_our_own_items_are_valid_csl_json(shared: Path, name: str) -> None:
    jsonschema.validate(
        corpora.items(name, Path()), json.loads((shared / "csl" / "csl-data.json").read_text(encoding="utf-8"))
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_the_compared_form_of_escaped_text_is_the_text(text: str) -> None:
    assert compared(f'<div class="csl-entry"><i>{html.escape(text)}</i></div>') == compared(html.escape(text))
    assert marked(f"<p><i>{html.escape(text)}</i></p>") == marked(f"<i>{html.escape(text)}</i>")
    assert compared(html.escape(text)) == " ".join(text.replace("‘", "'").replace("’", "'").split())


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("Kites.", "Kites.", True),
        ("Kites.", "Kites", False),
        ("Kites.", None, False),
        ("", "", True),
        ("", "[k: nothing]", False),
        (NO_TEXT, "[1]", True),
        (NO_TEXT, "", True),
        (NO_TEXT, None, False),
        ("", None, False),
    ],
)
def test_texts_are_equal_or_the_reference_has_none(expected: str, got: str | None, equal: bool) -> None:
    assert same(expected, got) is equal


def test_a_missing_entry_a_wrong_order_and_a_crash_are_seen() -> None:
    answer = Answer(order=["b", "a", "c"], entries={"a": "<b>A</b>", "b": "B", "c": "C"})
    found = judged("style", [("a", "<b>A</b>"), ("b", "B!")], answer)
    assert judged("style", [("a", "A")], answer).differences[1].expected == "<b>A</b>"
    assert [(difference.id, difference.got) for difference in found.differences] == [("b", "B!"), ("c", None)]
    assert found.wrong_order
    assert not found.equal
    assert outcome("plbib", Path("no-such.csl"), [], answer).crash


def test_differences_of_one_cause_have_one_name() -> None:
    made = [Difference(style="s", id="i", expected=f"Kites {n}.", got=f"Kites {n}") for n in (7, 2024)]
    assert {difference.cause for difference in made} == {"“.” → “” after “a 0”"}


@pytest.mark.parametrize(
    ("found", "complaint"), [(["a x", "b y"], None), (["a x"], "agree now"), (["a x", "b y", "c z"], "differ")]
)
def test_a_ratchet_moves_neither_way_unseen(tmp_path: Path, found: list[str], complaint: str | None) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# known\na x\nb y\n")
    with pytest.raises(AssertionError, match=complaint) if complaint else nullcontext():
        ratchet.check(path, found, refresh=False)


def test_a_result_replaces_the_one_of_its_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "WRITE", True)
    path = tmp_path / "RESULTS.md"
    for section, text in [("B", "old"), ("A", "other"), ("B", "new")]:
        results.note(section, text, path)
    written = path.read_text()
    assert "old" not in written
    assert re.findall(r"^## (.*)\n\n\d{4}-\d\d-\d\d\n\n(.*)$", written, re.MULTILINE) == [("A", "other"), ("B", "new")]


@pytest.mark.parametrize(
    ("made", "form"),
    [
        ("<i>Kites</i>  &amp; <b>co</b>", "<i>Kites</i> &amp; <b>co</b>"),
        ("<i>Kites </i>and<i> co</i>", "<i>Kites</i> and <i>co</i>"),
        ('<em>a <span style="font-style:normal;">b</span></em>', "<i>a</i> b"),
        ('<span style="font-variant: small-caps"><b>a</b></span>', "<b><sc>a</sc></b>"),
        ('<b><span style="font-variant:small-caps;">a</span></b>', "<b><sc>a</sc></b>"),
        ('<div class="csl-left-margin">[1]</div><div>a <a href="x">b</a></div>', "[1] a b"),
        ("<i></i>a<sup>2</sup>", "a<sup>2</sup>"),
        ("‘a’", "'a'"),
    ],
)
def test_the_marks_of_html_have_one_form(made: str, form: str) -> None:
    assert marked(made) == form


@pytest.mark.heavy
def test_citations_of_whole_documents_read_as_citeproc_js_prints_them(oracle: None) -> None:  # noqa: ARG001
    """Positions, locators, words around them, suppressed authors: 24 citations in each of 20 styles."""
    compared_citations, differ = documents.different(corpora.sample(20, seed=19), few(), 24, seed=5)
    assert compared_citations >= 400
    assert len(differ) <= 0.03 * compared_citations, "\n".join(differ)
