"""Targets, and the table that says which are met."""

from collections.abc import Iterable

from msgspec import Struct


class Target(Struct, frozen=True, kw_only=True):
    """A bound and the value found."""

    name: str
    bound: str
    value: str
    met: bool


def table(targets: Iterable[Target]) -> list[str]:
    """The lines of a Markdown table."""
    rows = [f"| {t.name} | {t.bound} | {t.value} | {'met' if t.met else '**missed**'} |" for t in targets]
    return ["| target | bound | found | |", "|:--|:--|--:|:--|", *rows]
