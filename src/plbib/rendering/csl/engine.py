"""The compiled engine: a style file made ready once, then records in and references out."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import Item, Record
from plbib.rendering.csl import fields, item, punctuation
from plbib.rendering.csl.citation import Citation, Cited
from plbib.rendering.csl.cite import Cites
from plbib.rendering.csl.compiler import Compiler
from plbib.rendering.csl.context import Context
from plbib.rendering.csl.disambiguation import Disambiguation
from plbib.rendering.csl.distinction import NONE, Distinction
from plbib.rendering.csl.item import Variables
from plbib.rendering.csl.locale import ENGLISH, Locale
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.signs import BLOCK, INDENT, LEFT, LINK, OPENING, RIGHT, TERM, bare
from plbib.rendering.csl.sort import SortKey, compile_sort, in_order
from plbib.rendering.csl.style import Style
from plbib.rendering.csl.substitute import AuthorSubstitute
from plbib.rendering.engine import unprinted
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
        try:
            body = compiler.layout("bibliography")
        except RecursionError as error:
            raise UsageError(f"{path}: its macros call each other too deep", "make them fewer in a row") from error
        if body is None:
            raise UsageError(f"{path.stem}: the style formats citations only, no reference list", "choose another")
        self._body = body
        self._options = compiler.options("bibliography")
        self._keys = compile_sort(compiler, "bibliography")
        self._prepared: dict[int, tuple[Item, Variables]] = {}
        self._align = style.layout.second_field_align
        self._numeric = style.prints("citation-number", "citation")
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
        return self._numeric

    @cached_property
    def _citation(self) -> Citation | None:
        """``<citation>``, compiled when it is needed: a list in a numeric style is written without."""
        compiler = Compiler(self._style, self._locale)  # of its own, for another thread may be here, too
        layout = compiler.layout("citation")
        return Citation(layout, compiler.options("citation")) if layout else None

    @cached_property
    def _citation_keys(self) -> list[tuple[SortKey, bool]]:
        return compile_sort(Compiler(self._style, self._locale), "citation")

    def _cites(self, namesakes: Namesakes | None) -> Cites:
        return Cites(self._citation.parts if self._citation else [], namesakes, implicit=self._implicit)

    def _distinctions(self, entries: list[Entry]) -> tuple[dict[int, Distinction], Namesakes | None]:
        rules = Disambiguation(self._style)
        return rules.run(entries, self._citation.parts if rules.needed and self._citation else [])

    def _met(self, entries: list[Entry]) -> Namesakes | None:
        """Who is told apart wherever names stand, in sort keys, too."""
        rules = Disambiguation(self._style)
        return rules.met(entries, self._citation.parts if rules.everywhere and self._citation else [])

    @property
    def layout(self) -> Layout:
        return self._style.layout

    def ordered(self, records: Sequence[Record]) -> list[Record]:
        """See :class:`plbib.rendering.engine.Engine`."""
        if not self._keys:
            return list(records)
        entries = self._entries(records)
        self._prepared = {id(entry.record.item): (entry.record.item, entry.item) for entry in entries}
        return [entry.record for entry in in_order(entries, self._keys, _context_of(self._met(entries)))]

    def written(
        self, sections: Sequence[Sequence[Record]], *, restart: bool = False, labels: bool = False
    ) -> list[tuple[Reference, ...]]:
        """See :class:`plbib.rendering.engine.Engine`."""
        entries = self._entries(list({record.key: record for section in sections for record in section}.values()))
        self._prepared = {}
        told_apart, namesakes = self._distinctions(entries)
        by_key = {entry.record.key: entry for entry in entries}
        cites = self._cites(namesakes) if labels else None
        written = []
        for section in sections:
            context = Context()
            context.author_substitute, context.namesakes = self._author_substitute(), namesakes
            cited = [
                Cited(entry=entry, number=at if restart else entry.at + 1, distinction=told_apart.get(entry.at, NONE))
                for at, entry in enumerate((by_key[record.key] for record in section), 1)
            ]
            written.append(tuple(self._reference(context, one, self._label(one, cites)) for one in cited))
        return written

    def cited(self, records: Sequence[Record], citations: Sequence[Sequence[str]]) -> list[str]:
        """The text, with marks, of citations of ``records``, each given by the keys it cites together.

        ``records`` are all that the document cites, in the order of its reference list: their numbers and what tells
        them apart depend on it. Positions after the first (ibid.) and locators are left out. Raises
        :class:`UsageError` if the style has no citations or a key is none of the records'.
        """
        if self._citation is None:
            raise UsageError("the style formats reference lists only, no citations", "choose another style")
        entries = self._entries(records)
        told_apart, namesakes = self._distinctions(entries)
        cites = self._cites(namesakes)
        by_key = {entry.record.key: entry for entry in entries}
        return [self._settled(self._cited(self._citation, keys, by_key, told_apart, cites)) for keys in citations]

    def _cited(
        self,
        citation: Citation,
        keys: Sequence[str],
        by_key: dict[str, Entry],
        told_apart: dict[int, Distinction],
        cites: Cites,
    ) -> str:
        missing = [key for key in keys if key not in by_key]
        if missing:
            raise UsageError(f"no paper has the citation key {missing[0]}", "plbib keys shows those there are")
        entries = [by_key[key] for key in dict.fromkeys(keys)]
        if self._citation_keys:
            entries = in_order(entries, self._citation_keys, _context_of())
        return citation.text(
            [Cited(entry=entry, number=entry.at + 1, distinction=told_apart.get(entry.at, NONE)) for entry in entries],
            cites,
        )

    def _label(self, cited: Cited, cites: Cites | None) -> str:
        if self.numeric or cites is None or self._citation is None:
            return str(cited.number) if self.numeric else ""
        return self._settled(self._citation.alone(cited, cites))

    def _settled(self, marked: str) -> str:
        settled = punctuation.settle(marked, self._quotes, self._inside)
        return settled.replace(LINK[0], "").replace(LINK[1], "")

    def _entries(self, records: Sequence[Record]) -> list[Entry]:
        return [
            Entry(
                at=at,
                record=record,
                item=(variables := self._variables(record.item)),
                english=item.english(record.item),
                address=item.address(variables),
            )
            for at, record in enumerate(records)
        ]

    def _variables(self, given: Item) -> Variables:
        """What an item says; kept while a list is put in order, for it is written next."""
        known = self._prepared.get(id(given))
        return known[1] if known and known[0] is given else item.variables(given, self._marking)

    def _author_substitute(self) -> AuthorSubstitute | None:
        text = self._options.get("subsequent-author-substitute")
        return None if text is None else AuthorSubstitute(text, self._options.get("subsequent-author-substitute-rule"))

    def _reference(self, context: Context, cited: Cited, label: str) -> Reference:
        entry = cited.entry
        entry.begin(context)
        context.number, context.distinction = cited.number, cited.distinction
        context.implicit_suffix = cited.distinction.year_suffix if self._implicit else ""
        marked = self._marked(context)
        if not bare(marked).strip():
            return Reference(entry.record.key, unprinted(entry.record))
        if context.linked or not entry.address:
            marked = marked.replace(LINK[0], "").replace(LINK[1], "")
        return Reference(
            entry.record.key,
            punctuation.settle(marked, self._quotes, self._inside),
            label=label,
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
        if self._align and len(parts) > 1:
            first, rest = parts[0].rstrip(), "".join(parts[1:]).lstrip()
            return f"{LEFT[0]}{body.opening}{first}{LEFT[1]} {RIGHT[0]}{rest}{body.closing}{RIGHT[1]}"
        text = _capital("".join(parts))
        if text[-1] in _DISPLAYED:  # the suffix of the layout belongs into the last block
            return f"{body.opening}{text[:-1]}{body.closing}{text[-1]}"
        return f"{body.opening}{text}{body.closing}"


def _context_of(namesakes: Namesakes | None = None) -> Callable[[Entry], Context]:
    """What gives the context of an entry that is sorted."""
    context = Context()
    context.namesakes = namesakes

    def begun(entry: Entry) -> Context:
        entry.begin(context)
        return context

    return begun


def _capital(text: str) -> str:
    """A term that opens an entry gets a capital."""
    at = text.find(TERM, 0, 6)
    if at >= 0 and all(character in OPENING for character in text[:at]):
        return text[:at] + text[at + 1 : at + 2].upper() + text[at + 2 :]
    return text
