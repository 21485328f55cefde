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
from plbib.rendering.csl.disambiguation import number_of
from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.entry import BibliographyEntry
from plbib.rendering.csl.series import Series
from plbib.rendering.csl.signs import bare, capitalize_term, without_ends
from plbib.text.patterns import regex

_Value = TypeVar("_Value")
_LEAST_RANGE = 3
"""So many numbers or letters in a row become a range."""
_WORDLESS = regex(r"[\W_]+")
_MARKS = ";.,"
_BRACKETS = "()[] "


class Cited(Struct, frozen=True, kw_only=True, gc=False):
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


class _Written(Struct, frozen=True, kw_only=True):
    """A cite of a citation: whether it goes on with what the one before it began, and the number that it ends in.

    That is the place of its letter in the alphabet, or its locator; ``letter_alone`` if nothing else is left of it.
    """

    text: str
    collapsed: bool
    same_names: bool
    tail: int | None
    letter_alone: bool


class Citation:
    """A compiled ``<citation>``: its layout, and how it collapses. ``in_text`` if it stands in no note."""

    def __init__(self, layout: CompiledLayout, options: Mapping[str, str], *, in_text: bool, dash: str) -> None:
        self._layout, self._in_text, self._dash = layout, in_text, dash
        self._collapse = options.get("collapse", "")
        self._adds_suffixes = options.get("disambiguate-add-year-suffix") == "true"
        self._group_delimiter = options.get("cite-group-delimiter")
        self._after_collapse = options.get("after-collapse-delimiter")
        suffix_delimiter = options.get("year-suffix-delimiter", layout.delimiter)
        self._suffix_delimiter = suffix_delimiter if self._group_delimiter is None else self._group_delimiter

    @property
    def parts(self) -> list[Printer]:
        """What writes a cite."""
        return self._layout.parts

    def write(self, cited: Sequence[Cited], cites: Cites) -> str:
        """The citation with signs."""
        write = self._write_numbers if self._collapse == "citation-number" else self._write_series
        return f"{self._layout.opening}{capitalize_term(without_ends(write(cited, cites)))}{self._layout.closing}"

    def write_alone(self, one: Cited, cites: Cites) -> str:
        """A cite with signs, without what the layout puts around a citation."""
        text = cites.write(one.entry, one.distinction, one.number, names=not one.without_author, where=one.where)
        return f"{one.prefix}{text}{one.suffix}" if one.prefix or one.suffix else text

    def _write_numbers(self, cited: Sequence[Cited], cites: Cites) -> str:
        """Numbers in a row as ranges."""
        out = ""
        texts = [self._write_numbered(one, cites) for one in cited]
        ends = [not only or bool(one.suffix) for one, (_, only) in zip(cited, texts, strict=True)]
        begins = [not only or bool(one.prefix or one.suffix) for one, (_, only) in zip(cited, texts, strict=True)]
        for run in _split_runs([text for text, _ in texts], [one.number for one in cited], begins, ends):
            joined = _join_run(run, self._dash, self._layout.delimiter)
            out += f"{self._layout.delimiter}{joined}" if out else joined
        return out

    def _write_numbered(self, one: Cited, cites: Cites) -> tuple[str, bool]:
        """A cite, and whether nothing but its number is printed, so that it can be joined to others."""
        text = cites.write(one.entry, one.distinction, one.number, names=not one.without_author, where=one.where)
        return f"{one.prefix}{text}{one.suffix}", _WORDLESS.sub("", bare(text)) == str(one.number)

    def _write_series(self, cited: Sequence[Cited], cites: Cites) -> str:
        """``Doe 2000, 2001; Roe 1999``: what a cite shares with the one before it is left out, as by citeproc-js."""
        series = Series(self._collapse, suffixes=self._adds_suffixes)
        pairs = [(one, self._write_next(one, cites, series)) for one in cited]
        shown = [pair for pair in pairs if bare(pair[1].text)] or pairs[:1]  # what a style does not print is left out
        cited, written = [one for one, _ in shown], [text for _, text in shown]
        out, at = "", 0
        while at < len(written):
            end = at + 1  # the cites of which only the letter is left
            while end < len(written) and written[at].tail is not None and written[end].letter_alone:
                end += 1
            out += self._between(cited, written, at) if at else ""
            out += self._join_letters(cited, written, at, end) if end > at + 1 else written[at].text
            at = end
        return out

    def _write_next(self, one: Cited, cites: Cites, series: Series) -> "_Written":
        names = not one.without_author
        text = cites.write(one.entry, one.distinction, one.number, names=names, where=one.where, series=series)
        letter, locator = one.distinction.year_suffix, one.where.variables.get("locator", "")
        letter_alone = bool(letter) and bare(text).strip(_BRACKETS) == letter and one.plain
        tail = None
        if letter_alone or (letter and not one.suffix and text.endswith(letter)):
            tail = number_of(letter)
        elif locator.isdecimal() and not one.suffix and text.endswith(locator):
            tail = int(locator)
        return _Written(
            text=f"{one.prefix}{text}{one.suffix}",
            collapsed=series.collapsed,
            same_names=series.same_names,
            tail=tail,
            letter_alone=letter_alone,
        )

    def _join_letters(self, cited: Sequence[Cited], written: "Sequence[_Written]", start: int, end: int) -> str:
        """A cite and those of which the letter alone is left: ``2000a, b``, or as a range."""
        places = range(start, end)
        numbers = [written[at].tail or 0 for at in places]
        ranged = self._collapse == "year-suffix-ranged"
        runs = _split_runs(places, numbers) if ranged else [[at] for at in places]
        apart = [at for at in places[1:] if numbers[at - start] != numbers[at - start - 1] + 1][:-1]
        out = ""
        for run in runs:
            between = self._between(cited, written, run[0]) if run[0] in apart else self._suffix_delimiter
            joined = _join_run([written[at].text for at in run], self._dash, self._suffix_delimiter)
            out += between + joined if out else joined
        return out

    def _between(self, cited: Sequence[Cited], written: "Sequence[_Written]", at: int) -> str:
        """What stands before a cite that something goes before."""
        return _shortened(self._between_cites(cited, written, at), cited[at - 1].suffix, cited[at].prefix)

    def _between_cites(self, cited: Sequence[Cited], written: "Sequence[_Written]", at: int) -> str:
        now, before, after = written[at].collapsed, written[at - 1].collapsed, self._after_collapse
        if after is not None:
            uses = bool(cited[at - 1].where.variables.get("locator")) or (
                not now and (before or self._collapse != "year-suffix")
            )
            return after if uses else self._layout.delimiter
        if written[at].same_names and self._group_delimiter is not None:
            return self._group_delimiter
        return ", " if now and self._in_text else self._layout.delimiter


def _shortened(delimiter: str, suffix: str, prefix: str) -> str:
    """What is left of a delimiter between cites after a suffix that ends in a mark, or before a prefix with one."""
    suffix, prefix = bare(suffix), bare(prefix)
    if suffix[-1:] in _MARKS and suffix:
        blank = delimiter.find(" ")
        return delimiter[blank:] if blank >= 0 else ""
    return "" if not suffix and prefix[:1] in _MARKS and prefix else delimiter


def _split_runs(
    values: Sequence[_Value], numbers: Sequence[int], begins: Sequence[bool] = (), ends: Sequence[bool] = ()
) -> list[list[_Value]]:
    """``values`` cut where their numbers do not follow each other, before those that begin and after those that end."""
    runs: list[list[_Value]] = []
    for at, (value, number) in enumerate(zip(values, numbers, strict=True)):
        if at and number == numbers[at - 1] + 1 and not (begins and (begins[at] or ends[at - 1])):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


def _join_run(texts: Sequence[str], dash: str, delimiter: str) -> str:
    return f"{texts[0]}{dash}{texts[-1]}" if len(texts) >= _LEAST_RANGE else delimiter.join(texts)
