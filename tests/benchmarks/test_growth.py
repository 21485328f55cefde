"""Time grows with the input, not with its square: a sample of ``python -m tests.benchmarks.growth``."""

import re
from contextlib import suppress

import pytest

from plbib.errors import PlbibError

from .attack import BIB, LIST
from .growth import growth, sample, too_fast
from .rows import Case, Run, cases, missing, stale
from .shapes import SHAPES, text

_BOUND = 8.0
_SAMPLE, _SEED = 60, 12


_ATTACKS = {"title_lower", "title_undefined", "month4", "author_hom2", "crossref_chain", "crossref_loop"}
"""What once took a minute, or ended in a traceback."""


def _chosen() -> list[Case]:
    every = cases()
    return [case for case in every if case.shape in _ATTACKS] + sample(every, _SAMPLE, _SEED)


@pytest.mark.heavy
@pytest.mark.parametrize("case", _chosen(), ids=lambda case: f"{case.row}, {case.shape}")
def test_four_times_the_input_takes_no_eight_times_as_long(case: Case) -> None:
    grown = growth(case, _BOUND)
    assert not too_fast(grown, _BOUND), str(grown)


@pytest.mark.heavy
def test_what_was_an_attack_is_read_or_refused_with_a_message() -> None:
    attacks = [case for case in cases() if case.shape in BIB.keys() | LIST.keys()]
    assert len(attacks) > 150
    for case in attacks:
        with suppress(PlbibError):
            case.run(case.text(8_000))


def test_every_public_reader_and_text_function_is_measured() -> None:
    assert missing() == set()
    assert stale() == set()
    assert len(SHAPES) >= 40
    assert len({case.row for case in cases()}) > 100


def test_shapes_have_the_size_asked_for() -> None:
    assert {shape for shape in SHAPES if not 900 < len(text(shape, 1_000)) < 1_100} == set()


def _case(run: Run) -> Case:
    return Case("made up", "small letters", lambda size: "a" * size, run)


def test_what_is_quadratic_is_seen() -> None:
    grown = growth(_case(re.compile(r"[a-z]*[A-Z]").search))
    assert 8 < grown.ratio < 40
    assert too_fast(grown, _BOUND)


def test_what_is_linear_is_not() -> None:
    assert not too_fast(growth(_case(lambda text: [ord(letter) for letter in text * 3])), _BOUND)


def test_an_exception_that_is_no_message_counts() -> None:
    assert too_fast(growth(_case(int)), _BOUND)
