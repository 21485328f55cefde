"""Limits of time for tests: of the processor's, which other programs do not use up."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def processor_time_below(seconds: float) -> Iterator[None]:
    """Assert that what is done inside takes this process less than ``seconds`` of the processor, on all threads."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds
