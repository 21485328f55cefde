"""What one engine and the reference print for the same items in the same style, side by side."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.oracles.citeproc_js import NO_TEXT, Answer, Job, answers
from tests.oracles.engines import Entries, find
from tests.oracles.marked import marked


class Difference(Struct, frozen=True, kw_only=True):
    """An entry that reads differently; ``got`` is ``None`` where the engine left it out."""

    style: str
    id: str
    expected: str
    got: str | None

    @property
    def cause(self) -> str:
        """What lies between the first and the last difference, letters and digits made alike: ``". " → ", "``."""
        if self.got is None:
            return "missing"
        start = _begin(self.expected, self.got)
        expected, got = self.expected[start:], self.got[start:]
        same = _begin(expected[::-1], got[::-1])
        sides = [text[: len(text) - same] for text in (expected, got)]
        shapes = [_shape(side) for side in sides]
        shown = shapes if shapes[0] != shapes[1] else sides
        return " → ".join(f"“{side}”" for side in shown) + f" after “{_shape(self.expected[:start])[-4:]}”"


class Outcome(Struct, frozen=True, kw_only=True):
    """A style's result: how many entries were compared, what differs, whether the order does, why it crashed."""

    style: str
    entries: int = 0
    differences: tuple[Difference, ...] = ()
    wrong_order: bool = False
    crash: str = ""
    skipped: str = ""  # the reference itself failed

    @property
    def equal(self) -> bool:
        return not (self.differences or self.wrong_order or self.crash or self.skipped)


def _begin(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shape(text: str) -> str:
    text = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", text))
    return text if len(text) <= 24 else text[:12] + "…" + text[-12:]


def compare(
    engine: str,
    styles: Sequence[Path],
    items: list[dict[str, Any]],
    processes: int = 2,
    locale: str | None = None,
) -> list[Outcome]:
    """One outcome a style, in order; the reference is citeproc-js (:func:`oracles.citeproc_js.answers`)."""
    expected = answers([Job(style=str(style), items=items, locale=locale) for style in styles], processes)
    judge = partial(outcome, engine, locale=locale)
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(judge, styles, [items] * len(styles), expected, chunksize=8))


def outcome(
    engine: str,
    style: Path,
    items: list[dict[str, Any]],
    expected: Answer,
    form: Callable[[str], str] = marked,
    locale: str | None = None,
) -> Outcome:
    """What ``engine`` makes of ``items``, against what was expected, both in the ``form`` that is compared."""
    if expected.error:
        return Outcome(style=style.stem, skipped=expected.error)
    try:
        made = find(engine)(style, items, locale)
    except Exception as error:  # noqa: BLE001  (any failure of an engine is a result here)
        return Outcome(style=style.stem, crash=f"{type(error).__name__}: {error}")
    return judged(style.stem, made, expected, form)


def judged(style: str, made: Entries, expected: Answer, form: Callable[[str], str] = marked) -> Outcome:
    """Entries in an engine's order, against what was expected."""
    got = {name: form(text) for name, text in made}
    texts = {name: form(expected.entries[name]) for name in expected.order}
    return Outcome(
        style=style,
        entries=len(texts),
        differences=tuple(
            Difference(style=style, id=name, expected=text, got=got.get(name))
            for name, text in texts.items()
            if not same(text, got.get(name))
        ),
        wrong_order=[name for name, _ in made if name in texts] != expected.order,
    )


def same(expected: str, got: str | None) -> bool:
    """Whether two texts are equal; where the reference complains that it prints nothing, any text will do."""
    return got is not None if NO_TEXT in expected else expected == got
