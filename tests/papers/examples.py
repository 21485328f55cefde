"""Papers, for ``tests/pinned/calls.py``."""

from tests.pinned.examples import of_papers

EXAMPLES = of_papers()
