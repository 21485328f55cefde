"""The world's bibliographic services in small: answers in their own shapes, from rows of real or invented papers.

Written apart from what reads them. It takes documented requests alone, minds its limits by its own clock, lacks papers
as often as the services do, and has their faults, by a seed.
"""

from tests.servers.metadata.contract import Contract, Faults
from tests.servers.metadata.world import Row, World

__all__ = ["Contract", "Faults", "Row", "World"]
