"""The compiled engine: a style file made ready once, then records in and references out."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import Record
from plbib.rendering.csl import fields, item, punctuation
from plbib.rendering.csl.compiler import Compiler
from plbib.rendering.csl.context import Context
from plbib.rendering.csl.disambiguation import Disambiguation, Distinction
from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.locale import ENGLISH, Locale
from plbib.rendering.csl.signs import BLOCK, INDENT, LEFT, LINK, OPENING, RIGHT, TERM
from plbib.rendering.csl.sort import compile_sort, in_order
from plbib.rendering.csl.style import Style
from plbib.rendering.csl.substitute import AuthorSubstitute
from plbib.rendering.listing import Layout, Reference
from plbib.rendering.stylexml import parse

_DISPLAYED = BLOCK[1] + INDENT[1] + RIGHT[1] + LEFT[1]
_QUOTES = (("open-quote", "“"), ("close-quote", "”"), ("open-inner-quote", "‘"), ("close-inner-quote", "’"))


class Entry(Struct, frozen=True, kw_only=True):
    """A record as the style reads it; ``at`` is its place among the records given, from 0."""

    at: int
    record: Record
    item: Variables
    english: bool | None
    address: str

    def begin(self, context: Context) -> None:
        """Make ``context`` that of this entry."""
        context.start(self.item, self.english, self.at)


class Engine:
    """A CSL style, compiled. Fulfils :class:`plbib.rendering.engine.Engine`; may be shared by threads."""

    def __init__(self, path: Path, locale: str | None = None) -> None:
        self._style = style = Style(parse(path))
        self._locale = Locale(locale or style.default_locale or ENGLISH, style.root)
        compiler = Compiler(style, self._locale)
        body = compiler.layout("bibliography")
        if body is None:
            raise UsageError(f"{path.stem}: the style formats citations only, no reference list", "choose another")
        self._body = body
        self._options: dict[str, str] = dict(compiler.options("bibliography"))
        self._disambiguation = Disambiguation(style, compiler.layout("citation"))
        self._keys = compile_sort(compiler, "bibliography")
        opening, closing, *inner = (self._locale.term(name) or default for name, default in _QUOTES)
        self._quotes = (opening, closing, inner[0], inner[1])
        self._marking = fields.quotes((opening, closing), (inner[0], inner[1]))
        self._inside = self._locale.options.get("punctuation-in-quote") == "true"
        self._implicit = not (
            style.prints("year-suffix", "bibliography")
            or style.prints("year-suffix", "citation")
            or style.prints("citation-label", "bibliography")
        )

    @property
    def language(self) -> str:
        return self._locale.language

    @property
    def numeric(self) -> bool:
        return self._style.numeric

    @property
    def layout(self) -> Layout:
        return Layout(
            hanging_indent=self._options.get("hanging-indent") == "true",
            second_field_align=self._options.get("second-field-align") is not None,
            entry_spacing=_spacing(self._options.get("entry-spacing")),
            line_spacing=_spacing(self._options.get("line-spacing")),
        )

    def ordered(self, records: Sequence[Record]) -> list[Record]:
        """See :class:`plbib.rendering.engine.Engine`."""
        if not self._keys:
            return list(records)
        context = Context()

        def context_of(entry: Entry) -> Context:
            entry.begin(context)
            return context

        return [entry.record for entry in in_order(self._entries(records), self._keys, context_of)]

    def written(self, sections: Sequence[Sequence[Record]], *, restart: bool = False) -> list[tuple[Reference, ...]]:
        """See :class:`plbib.rendering.engine.Engine`."""
        entries = self._entries(list({record.key: record for section in sections for record in section}.values()))
        told_apart, namesakes = self._disambiguation.run(entries)
        by_key = {entry.record.key: entry for entry in entries}
        written = []
        for section in sections:
            context = Context()
            context.author_substitute, context.namesakes = self._author_substitute(), namesakes
            written.append(
                tuple(
                    self._reference(context, entry, number if restart else entry.at + 1, told_apart)
                    for number, entry in enumerate((by_key[record.key] for record in section), 1)
                )
            )
        return written

    def _entries(self, records: Sequence[Record]) -> list[Entry]:
        made = []
        for at, record in enumerate(records):
            variables = item.variables(record.item, self._marking)
            made.append(
                Entry(
                    at=at,
                    record=record,
                    item=variables,
                    english=item.english(record.item),
                    address=item.address(variables),
                )
            )
        return made

    def _author_substitute(self) -> AuthorSubstitute | None:
        text = self._options.get("subsequent-author-substitute")
        return None if text is None else AuthorSubstitute(text, self._options.get("subsequent-author-substitute-rule"))

    def _reference(self, context: Context, entry: Entry, number: int, told: dict[int, Distinction]) -> Reference:
        entry.begin(context)
        context.number = number
        context.distinction = told.get(entry.at)
        if context.distinction and self._implicit:
            context.implicit_suffix = context.distinction.year_suffix
        marked = self._marked(context)
        if not marked:
            return Reference(
                entry.record.key,
                f"[{entry.record.key}: the style prints nothing for the type {entry.record.item.type}]",
            )
        if context.linked or not entry.address:
            marked = marked.replace(LINK[0], "").replace(LINK[1], "")
        return Reference(
            entry.record.key,
            punctuation.settle(marked, self._quotes, self._inside),
            label=str(number) if self.numeric else "",
            address=entry.address,
        )

    def _marked(self, context: Context) -> str:
        """The entry with signs; empty if the style prints nothing for it."""
        body = self._body
        if context.author_substitute is not None:
            context.author_substitute.start()
        parts = [part(context) for part in body.parts]
        if not any(parts):
            return ""
        if self.layout.second_field_align and len(parts) > 1:
            first, rest = parts[0].rstrip(), "".join(parts[1:]).lstrip()
            return f"{LEFT[0]}{body.opening}{first}{LEFT[1]} {RIGHT[0]}{rest}{body.closing}{RIGHT[1]}"
        text = _capital("".join(parts))
        if text[-1] in _DISPLAYED:  # the suffix of the layout belongs into the last block
            return f"{body.opening}{text[:-1]}{body.closing}{text[-1]}"
        return f"{body.opening}{text}{body.closing}"


def _capital(text: str) -> str:
    """A term that opens an entry gets a capital."""
    at = text.find(TERM, 0, 6)
    if at >= 0 and all(character in OPENING for character in text[:at]):
        return text[:at] + text[at + 1 : at + 2].upper() + text[at + 2 :]
    return text


def _spacing(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
