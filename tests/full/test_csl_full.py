"""The CSL engine on hundreds of styles beside citeproc-js, and on every style there is: minutes, so only if asked for.

``pytest tests/full``; with ``PLBIB_WRITE_RESULTS=1`` what was measured goes to ``RESULTS.md``.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.oracles import corpora, results
from tests.oracles.citeproc_js import version, why_not
from tests.oracles.compare import summary
from tests.oracles.comparison import compare
from tests.oracles.engines import render

SEED, STYLES = 7, 300


@pytest.mark.shared
@pytest.mark.parametrize(("corpus", "floor"), [("hard", 0.985), ("plain", 0.985), ("fresh", 0.95)])
def test_300_styles_print_what_citeproc_js_prints(shared: Path, corpus: str, floor: float) -> None:
    if why_not():
        missing(why_not())
    outcomes = compare("plbib", corpora.sample(STYLES, SEED), corpora.items(corpus, shared))
    said = summary(corpus, outcomes)
    results.note(f"CSL, {STYLES} styles (seed {SEED}), {corpus} items", f"citeproc-js {version()}. {said}")
    differences = [difference for found in outcomes for difference in found.differences]
    entries = sum(found.entries for found in outcomes)
    unusable = [found.style for found in outcomes if found.skipped]  # the reference itself fails
    assert len(unusable) <= 1
    assert entries == (STYLES - len(unusable)) * len(corpora.items(corpus, shared))
    assert [found.crash for found in outcomes if found.crash] == []
    assert [difference for difference in differences if difference.got is None] == []
    assert 1 - len(differences) / entries >= floor


def test_items_of_libraries_print_as_citeproc_js_prints_them() -> None:
    """The nine commonest styles and 51 others, as they are and in each of seven languages."""
    if why_not():
        missing(why_not())
    items, common = corpora.items("real", Path()), corpora.called(corpora.COMMONEST)
    styles = common + [path for path in corpora.sample(60, SEED) if path not in common][:51]
    outcomes = {
        locale or "as they are": compare("plbib", styles, items, locale=locale) for locale in (None, *corpora.LOCALES)
    }
    lines = [f"- {summary(name, some)}" for name, some in outcomes.items()]
    lines += [f"- the nine, {summary(name, some[: len(common)])}" for name, some in outcomes.items()]
    results.note(f"CSL, {len(items)} items of libraries", "\n".join([f"citeproc-js {version()}", *lines]))
    for some in outcomes.values():
        assert [one.crash for one in some if one.crash] == []
        equal = sum(one.entries - len(one.differences) for one in some)
        assert equal / sum(one.entries for one in some) >= 0.99


def fault(style: Path, items: corpora.Items) -> str:
    """What is wrong with a style's list on the face of it: it crashes, or lacks an entry, or an entry has no text."""
    try:
        made = render(style, items)
    except Exception as error:  # noqa: BLE001  (any failure is a fault)
        return f"{style.stem}: {type(error).__name__}: {error}"
    lost = {str(item["id"]) for item in items} - {name for name, text in made if text.strip()}
    return f"{style.stem}: lost {sorted(lost)}" if lost or len(made) != len(items) else ""


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["hard", "fresh"])
def test_every_style_writes_every_entry(shared: Path, corpus: str) -> None:
    styles, items = corpora.styles(), corpora.items(corpus, shared)
    assert len(styles) > 2700
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(fault, styles, [items] * len(styles), chunksize=32)
        faults = [fault for fault in found if fault]
    said = f"{len(styles)} styles, {len(items)} items each: {len(faults)} styles crash or lose an entry"
    said += "".join(f"\n- {fault}" for fault in faults)
    results.note(f"CSL, every style, {corpus} items", said)
    assert faults == []
