"""Patterns are compiled when they are first used, and all of them are right."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import plbib
from plbib.text.patterns import regex

PACKAGE = Path(plbib.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if " regex(" in path.read_text(encoding="utf-8"))


def test_a_pattern_is_what_re_would_make_of_it() -> None:
    late, now = regex(r"(k)(?P<rest>\w*)", re.IGNORECASE), re.compile(r"(k)(?P<rest>\w*)", re.IGNORECASE)
    assert late.sub("-", "a Kite and kites") == now.sub("-", "a Kite and kites") == "a - and -"
    assert (late.pattern, late.flags, late.groupindex) == (now.pattern, now.flags, now.groupindex)
    assert regex(rb"k+").findall(b"kk k") == [b"kk", b"k"]


def test_it_is_compiled_at_first_use() -> None:
    late = regex("(")
    with pytest.raises(re.error):
        late.match("")


def _patterns(values: Iterable[Any]) -> Iterator[Any]:
    """Those among values, and in the tables among them."""
    for value in values:
        if isinstance(value, tuple | list):
            yield from _patterns(value)
        elif type(value).__name__ == "_Pattern":
            yield value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_pattern_of_the_package_compiles(path: Path) -> None:
    module = import_module(
        ".".join(("plbib", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    )
    late = [*_patterns([*vars(module).values()])]
    assert all(re.compile(pattern.pattern, pattern.flags) for pattern in late)
    assert late or path.name in ("identifiers.py", "patterns.py")
