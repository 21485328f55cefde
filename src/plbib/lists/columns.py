"""What a project says of the columns of its tables."""

from collections.abc import Mapping, Sequence

Columns = Mapping[str, Sequence[str]]
"""Roles and the names of the columns that have them, as ``[list.columns]`` declares them."""
NO_COLUMNS: Columns = {}
