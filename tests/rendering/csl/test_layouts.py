"""Layouts by the language of the item, organisations by ``<institution>``, and the order of Han (CSL-M, CLDR)."""

from pathlib import Path

import pytest

from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.csl.signs import bare
from tests.oracles.marked import marked
from tests.rendering.csl.styles import AUTHOR, TITLE, engine, html, item, people, records, xml

BODY = f'{TITLE}<text term="and others" prefix=" "/>'


@pytest.fixture
def bilingual(tmp_path: Path) -> CslEngine:
    source = xml(BODY, root='default-locale="zh-CN"')
    english = f'<layout locale="en de" suffix=".">{BODY}</layout><layout '
    path = tmp_path / "own.csl"
    head, tail = source.split("<bibliography ")
    path.write_text(f"{head}<bibliography {tail.replace('<layout ', english, 1)}", encoding="utf-8")
    return CslEngine(path)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en-US", "Knots and others."), ("zh-CN", "Knots 及其他"), ("de", "Knots und andere."), ("", "Knots 及其他")],
)
def test_an_item_is_printed_by_the_layout_of_its_language(bilingual: CslEngine, language: str, text: str) -> None:
    ((reference,),) = bilingual.write([records(item(title="Knots", language=language))])
    assert bare(reference.marked) == text


def test_what_is_said_of_family_names_is_not_for_institutions() -> None:
    part = '<name-part name="family" text-case="uppercase"/>'
    work = item(title="x", author=people("Berg, Ann", "Knot Group"))
    for more, text in (("", "Ann BERG, KNOT GROUP"), ("<institution/>", "Ann BERG, Knot Group")):
        assert marked(html(f'<names variable="author"><name>{part}</name>{more}</names>', work)) == text


def test_a_style_may_sort_by_another_language_than_its_own() -> None:
    for root, order in (("", "Berg 安 李"), ('default-locale-sort="zh-CN"', "安 李 Berg")):
        run = engine(AUTHOR, "en-US", sort='<key variable="author"/>', root=root)
        works = records(*(item(author=[{"family": name}]) for name in ("李", "Berg", "安")))
        assert " ".join(one.item.author[0].family or "" for one in run.sort(works)) == order


@pytest.mark.parametrize(("language", "order"), [("zh-CN", "安 陈 胡 李 鲁 王 赵"), ("en-US", "安 李 王 胡 赵 陈 鲁")])
def test_han_sorts_by_pronunciation_in_chinese(language: str, order: str) -> None:
    run = engine(AUTHOR, language, sort='<key variable="author"/>')
    works = records(*(item(author=[{"family": name}]) for name in "李王赵陈安鲁胡"))
    assert " ".join(one.item.author[0].family or "" for one in run.sort(works)) == order
