"""How long a list of 1,000, 10,000 and 100,000 entries takes, and how much memory: ``python -m tests.benchmarks``."""
