"""Citations: several cites as one, sorted and collapsed (CSL 1.0.2, "Citation": cite grouping, cite collapsing).

Locators, prefixes of single cites and the positions after the first (ibid.) have no place in a reference list's
citations and are left out.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from plbib.rendering.csl.cite import NOWHERE, Cites, Where
from plbib.rendering.csl.compiler import CompiledLayout
from plbib.rendering.csl.context import Printer
from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.entry import BibliographyEntry

_Value = TypeVar("_Value")
_DASH = "–"
_LEAST_RANGE = 3
"""So many numbers or letters in a row become a range."""


class Cited(Struct, frozen=True, kw_only=True):
    """An entry to be cited, with its number and what tells it apart."""

    entry: BibliographyEntry
    number: int
    distinction: Distinction
    where: Where = NOWHERE
    prefix: str = ""
    suffix: str = ""
    without_author: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing is said of it, so that it can be joined to others."""
        return not (self.prefix or self.suffix or "locator" in self.where.variables)


class Citation:
    """A compiled ``<citation>``: its layout, and how it collapses."""

    def __init__(self, layout: CompiledLayout, options: Mapping[str, str]) -> None:
        self._layout = layout
        self._collapse = options.get("collapse", "")
        self._group_delimiter = options.get("cite-group-delimiter")
        self._grouping = self._collapse.startswith("year") or self._group_delimiter is not None
        self._suffix_delimiter = options.get("year-suffix-delimiter", self._group_delimiter or layout.delimiter)
        self._after_group = options.get("after-collapse-delimiter", layout.delimiter)

    @property
    def parts(self) -> list[Printer]:
        """What writes a cite."""
        return self._layout.parts

    def write(self, cited: Sequence[Cited], cites: Cites) -> str:
        """The citation with signs."""
        if self._collapse == "citation-number":
            inner = self._write_numbers(cited, cites)
        elif self._grouping:
            inner = self._write_groups(cited, cites)
        else:
            inner = self._layout.delimiter.join(self._write_one(one, cites) for one in cited)
        return f"{self._layout.opening}{inner}{self._layout.closing}"

    def write_alone(self, one: Cited, cites: Cites) -> str:
        """A cite with signs, without what the layout puts around a citation."""
        return self._write_one(one, cites)

    def _write_one(self, one: Cited, cites: Cites, *, names: bool = True) -> str:
        names = names and not one.without_author
        text = cites.write(one.entry, one.distinction, one.number, names=names, where=one.where)
        return f"{one.prefix}{text}{one.suffix}" if one.prefix or one.suffix else text

    def _write_numbers(self, cited: Sequence[Cited], cites: Cites) -> str:
        """Numbers in a row as ranges."""
        out = ""
        alone = [not one.plain for one in cited]
        for run in _split_runs(cited, [one.number for one in cited], alone):
            texts = [self._write_one(one, cites) for one in run]
            joined = _join_run(texts, _DASH, self._layout.delimiter)
            out += f"{self._layout.delimiter}{joined}" if out else joined
        return out

    def _write_groups(self, cited: Sequence[Cited], cites: Cites) -> str:
        """``Doe 2000, 2001; Roe 1999``: those of the same names in a row, as citeproc-js has it, together."""
        groups: list[list[Cited]] = []
        before = ""
        for one in cited:
            names = cites.write_names(one.entry, one.distinction)
            if names and names == before and not one.prefix and not (groups and groups[-1][-1].suffix):
                groups[-1].append(one)
            else:
                groups.append([one])
            before = names
        out = after = ""
        for group in groups:
            out += after + self._write_group(group, cites)
            after = self._after_group if len(group) > 1 else self._layout.delimiter
        return out

    def _write_group(self, group: Sequence[Cited], cites: Cites) -> str:
        delimiter = ", " if self._group_delimiter is None else self._group_delimiter
        if not self._collapse.startswith("year"):
            return delimiter.join(self._write_one(one, cites) for one in group)
        parts: list[str] = []
        for year in self._split_years(group, cites):
            first = self._write_one(year[0], cites, names=not parts)
            letters = [one.distinction.year_suffix for one in year]
            if len(year) == 1:
                parts.append(first)
            elif self._collapse == "year-suffix-ranged":
                parts.append(first.removesuffix(letters[0]) + self._write_ranges(letters))
            else:
                parts.append(self._suffix_delimiter.join([first, *letters[1:]]))
        return delimiter.join(parts)

    def _split_years(self, group: Sequence[Cited], cites: Cites) -> list[list[Cited]]:
        """The cites that differ by their suffix alone together, where suffixes collapse."""
        years: list[list[Cited]] = []
        stems: list[str] = []
        for one in group:
            text, suffix = self._write_one(one, cites, names=False), one.distinction.year_suffix
            stem = text.removesuffix(suffix) if suffix and text.endswith(suffix) else ""
            joins = one.plain and bool(years) and years[-1][-1].plain
            if self._collapse.startswith("year-suffix") and joins and stem and stem == stems[-1]:
                years[-1].append(one)
            else:
                years.append([one])
            stems.append(stem)
        return years

    def _write_ranges(self, letters: Sequence[str]) -> str:
        runs = _split_runs(letters, [ord(letter[-1]) for letter in letters])
        return self._suffix_delimiter.join(_join_run(run, _DASH, self._suffix_delimiter) for run in runs)


def _split_runs(values: Sequence[_Value], numbers: Sequence[int], alone: Sequence[bool] = ()) -> list[list[_Value]]:
    """``values`` cut where their numbers do not follow each other, and around those that stand ``alone``."""
    runs: list[list[_Value]] = []
    for at, (value, number) in enumerate(zip(values, numbers, strict=True)):
        if at and number == numbers[at - 1] + 1 and not (alone and (alone[at] or alone[at - 1])):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def _join_run(texts: Sequence[str], dash: str, delimiter: str) -> str:
    return f"{texts[0]}{dash}{texts[-1]}" if len(texts) >= _LEAST_RANGE else delimiter.join(texts)
