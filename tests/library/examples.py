"""Papers, for ``tests/calls.py``."""

from tests.examples import of_papers

EXAMPLES = of_papers()
