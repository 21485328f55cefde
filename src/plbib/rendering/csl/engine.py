"""The compiled engine: a style file made ready once, then records in and references out."""

from collections.abc import Callable, Sequence, Sized
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element as Bare
from xml.etree.ElementTree import SubElement

from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.model import Record
from plbib.papers.clusters import Cite, Cluster
from plbib.rendering.csl import fields, item, numerals, punctuation, signs
from plbib.rendering.csl.citation import Citation, Cited
from plbib.rendering.csl.cite import Cites, Where
from plbib.rendering.csl.compiler import CompiledLayout, Layouts, open_area
from plbib.rendering.csl.context import Context, Printer, nothing, shape_of
from plbib.rendering.csl.disambiguation import Disambiguation, FirstCites
from plbib.rendering.csl.distinction import NONE, Distinction
from plbib.rendering.csl.entry import BibliographyEntry
from plbib.rendering.csl.locale import ENGLISH, Locale
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.positions import Place, positions
from plbib.rendering.csl.signs import BLOCK, INDENT, LEAF, LEFT, LINK, OWN, RIGHT, bare, capitalize_term, without_ends
from plbib.rendering.csl.sort import SortKey, compile_sort, counts_down, sort_entries
from plbib.rendering.csl.style import Style
from plbib.rendering.csl.substitute import AuthorSubstitute
from plbib.rendering.listing import Layout, Reference
from plbib.rendering.stylexml import load

_CSL = "{http://purl.org/net/xbiblio/csl}"
_AROUND_NUMBER = " []().,"
_DISPLAYED = BLOCK[1] + INDENT[1] + RIGHT[1] + LEFT[1]


class _Sorted(NamedTuple):
    """What was found out about papers to put them in order, for they are written next; by the identity of the item."""

    entries: dict[int, BibliographyEntry]
    cites: FirstCites | None = None


_NOT_SORTED = _Sorted({})


class CslEngine:
    """A CSL style, compiled. Fulfils :class:`plbib.rendering.engine.Engine`; may be shared by threads."""

    def __init__(self, path: Path, locale: str | None = None) -> None:
        self._style = style = Style(load(path))
        self._locale = Locale(locale or style.default_locale or ENGLISH, style.root)
        self._name = path.stem
        scope = open_area(style, self._locale, "bibliography")
        try:
            self._body = CompiledLayout(scope) if scope else None
        except RecursionError as error:
            raise UsageError(f"{path}: its macros call each other too deep", "make them fewer in a row") from error
        self._bodies = Layouts(style, "bibliography", self._locale.dash)
        self._options = style.options("bibliography")
        self._keys = compile_sort(scope) if scope else []
        self._counts_down = counts_down(style)
        self._sorted_last = _NOT_SORTED
        self._align = style.layout.second_field_align
        self._numeric = style.prints("citation-number", "citation")
        self._numbered = style.prints("citation-number", "bibliography")
        self._quotes, self._inside = self._locale.quotes, self._locale.punctuation_inside
        self._texts = fields.MarkedTexts(fields.quotes(self._quotes[:2], self._quotes[2:]))
        self._implicit = not (
            style.prints("year-suffix", "bibliography")
            or style.prints("year-suffix", "citation")
            or style.prints("citation-label", "bibliography")
        )

    @property
    def has_list(self) -> bool:
        """Whether the style lays out a reference list; some have citations only."""
        return self._body is not None

    def checked_body(self) -> CompiledLayout:
        """What lays out the reference list. Raises :class:`UsageError` for a style that has citations only."""
        if self._body is None:
            raise UsageError(f"{self._name}: the style formats citations only, no reference list", "choose another")
        return self._body

    @property
    def language(self) -> str:
        return self._locale.language

    @property
    def numeric(self) -> bool:
        return self._numeric

    @cached_property
    def _citation(self) -> Citation | None:
        """``<citation>``, compiled when it is needed: a list in a numeric style is written without."""
        scope = open_area(self._style, self._locale, "citation")  # of its own, for another thread may be here, too
        if scope is None:
            return None
        options, in_text = self._style.options("citation"), not self.in_notes
        return Citation(CompiledLayout(scope), options, in_text=in_text, dash=self._locale.range_dash)

    @cached_property
    def _citation_keys(self) -> list[tuple[SortKey, bool]]:
        scope = open_area(self._style, self._locale, "citation")
        return compile_sort(scope) if scope else []

    def _cites(self, namesakes: Namesakes | None) -> Cites:
        return Cites(self._citation.parts if self._citation else [], namesakes, implicit=self._implicit)

    def _tell_apart(
        self, entries: list[BibliographyEntry], first: FirstCites | None = None
    ) -> tuple[dict[int, Distinction], Namesakes | None]:
        rules = Disambiguation(self._style)
        known = first if first and first.written.keys() == {id(entry.record.item) for entry in entries} else None
        return rules.run(entries, self._citation.parts if rules.needed and self._citation else [], known)

    def _write_first_cites(self, entries: list[BibliographyEntry]) -> FirstCites | None:
        """The cites, where persons are told apart wherever names stand, in sort keys, too."""
        rules = Disambiguation(self._style)
        if not (rules.everywhere and self._citation and self._citation.parts):
            return None
        return rules.write_first(entries, self._citation.parts)

    @property
    def layout(self) -> Layout:
        return self._style.layout

    def sort(self, records: Sequence[Record]) -> list[Record]:
        """See :class:`plbib.rendering.engine.Engine`."""
        if not self._keys:
            return list(records)
        entries = self._entries(records)
        cites = self._write_first_cites(entries)
        prepared = {id(entry.record.item): entry for entry in entries}
        self._sorted_last = _Sorted(prepared, None if self._numeric else cites)  # by which they are cited anew
        namesakes = cites.namesakes.copy() if cites and cites.namesakes else None  # sort keys may name others
        if namesakes is None and Disambiguation(self._style).by_cite:  # by which those of one entry are told apart
            namesakes = Namesakes(self._style)
        return [entry.record for entry in sort_entries(entries, self._keys, _context_of(namesakes))]

    def write(
        self, sections: Sequence[Sequence[Record]], *, restart: bool = False, labels: bool = False
    ) -> list[tuple[Reference, ...]]:
        """See :class:`plbib.rendering.engine.Engine`."""
        self.checked_body()
        entries = self._entries(list({record.key: record for section in sections for record in section}.values()))
        first, self._sorted_last = self._sorted_last.cites, _NOT_SORTED
        distinctions, namesakes = self._tell_apart(entries, first)
        del first  # the cites take memory
        by_key = {entry.record.key: entry for entry in entries}
        cites = self._cites(namesakes) if labels else None
        references = []
        for section in sections:
            context = Context()
            context.author_substitute, context.namesakes = self._author_substitute(), namesakes
            cited = [
                Cited(
                    entry=entry,
                    number=at if restart else self._number(entry, by_key),
                    distinction=distinctions.get(entry.at, NONE),
                )
                for at, entry in enumerate((by_key[record.key] for record in section), 1)
            ]
            references.append(tuple(self._write_reference(context, one, self._label(one, cites)) for one in cited))
        return references

    def cite(self, records: Sequence[Record], citations: Sequence[Sequence[str]]) -> list[str]:
        """The text, with marks, of citations of ``records``, each given by the keys it cites together.

        ``records`` are all that the document cites, in the order of its reference list: their numbers and what tells
        them apart depend on it. Positions after the first (ibid.) and locators are left out. Raises
        :class:`UsageError` if the style has no citations or no record has one of the keys.
        """
        citation, by_key, distinctions, cites = self._citable(records)
        texts = (self._cite_together(citation, keys, by_key, distinctions, cites) for keys in citations)
        return [self._settle(text) for text in texts]

    def write_clusters(self, records: Sequence[Record], clusters: Sequence[Cluster]) -> list[tuple[str, str]]:
        """Of each citation of a document, the authors that stand in the sentence, and the citation, with marks.

        ``records`` are all that the document cites, in the order of its reference list; ``clusters`` all its citations
        in their order, on which ibid. depends. The authors are empty unless a cluster is textual. Errors as in
        :meth:`cite`.
        """
        citation, by_key, distinctions, cites = self._citable(records)
        near = self._style.options("citation").get("near-note-distance")
        places = positions(clusters, near, in_notes=self.in_notes)
        written = []
        for cluster, where in zip(clusters, places, strict=True):
            cited = [
                self._cited(cite, place, by_key, distinctions) for cite, place in zip(cluster.cites, where, strict=True)
            ]
            written.append(self._write_cluster(citation, cluster, cited, cites))
        return written

    def _citable(
        self, records: Sequence[Record]
    ) -> tuple[Citation, dict[str, BibliographyEntry], dict[int, Distinction], Cites]:
        """What citations of ``records`` are written with; raises :class:`UsageError` if the style has none."""
        if self._citation is None:
            raise UsageError("the style formats reference lists only, no citations", "choose another style")
        entries = self._entries(records)
        distinctions, namesakes = self._tell_apart(entries)
        return self._citation, {entry.record.key: entry for entry in entries}, distinctions, self._cites(namesakes)

    def _cited(
        self, cite: Cite, place: Place, by_key: dict[str, BibliographyEntry], distinctions: dict[int, Distinction]
    ) -> Cited:
        if cite.key not in by_key:
            raise UsageError(f"no paper has the citation key {cite.key}", "plbib keys shows those there are")
        entry, (position, first_note) = by_key[cite.key], place
        locator, label = numerals.counted(cite.locator, cite.label)
        known = {"locator": locator, "first-reference-note-number": str(first_note) if first_note else ""}
        ready = {name: fields.mark_field(value, self._texts.quotes) for name, value in known.items() if value}
        return Cited(
            entry=entry,
            number=self._number(entry, by_key),
            distinction=distinctions.get(entry.at, NONE),
            where=Where(position, ready, label),
            prefix=_before(fields.mark_field(cite.prefix, self._texts.quotes)),
            suffix=_behind(fields.mark_field(cite.suffix, self._texts.quotes), cite.suffix),
            without_author=cite.suppress_author,
        )

    def _write_cluster(self, citation: Citation, cluster: Cluster, cited: list[Cited], cites: Cites) -> tuple[str, str]:
        authors = ""
        if cluster.textual or cluster.cites[0].author_only:
            first = cited[0]
            cites.write(first.entry, first.distinction, first.number, where=first.where)
            shown = "" if self.in_notes or self.numeric else cites.names
            authors = self._settle(shown or self._names_alone(first, cites))
            if cluster.cites[0].author_only:
                return authors, ""
            cited[0] = replace(first, without_author=True)
        elif self._citation_keys:
            by_place = {id(one.entry): one for one in cited}
            if len(by_place) == len(cited):
                cited = [by_place[id(entry)] for entry in self._sorted([one.entry for one in cited])]
        return authors, self._settle(citation.write(cited, cites))

    def _sorted(self, entries: list[BibliographyEntry]) -> list[BibliographyEntry]:
        return sort_entries(entries, self._citation_keys, _context_of())

    def _names_alone(self, cited: Cited, cites: Cites) -> str:
        """The authors as a sentence names them, for styles whose citations do not."""
        context = Context()
        cited.entry.begin(context)
        context.namesakes = cites.namesakes
        return self._names_in_text(context) or cited.entry.record.item.title or ""

    @cached_property
    def _names_in_text(self) -> Printer:
        scope = open_area(self._style, self._locale, "citation")
        if scope is None:
            return nothing
        names = Bare(f"{_CSL}names", {"variable": "author"})
        for name, attributes in (
            ("name", {"form": "short", "and": "text", "et-al-min": "3", "et-al-use-first": "1"}),
            ("et-al", {}),
        ):
            SubElement(names, f"{_CSL}{name}", attributes)
        substitute = SubElement(names, f"{_CSL}substitute")
        SubElement(substitute, f"{_CSL}names", {"variable": "editor"})
        SubElement(substitute, f"{_CSL}text", {"variable": "title"})
        return scope.compile(names)

    @property
    def in_notes(self) -> bool:
        """Whether citations of the style stand in notes."""
        return self._style.in_notes

    def _cite_together(
        self,
        citation: Citation,
        keys: Sequence[str],
        by_key: dict[str, BibliographyEntry],
        distinctions: dict[int, Distinction],
        cites: Cites,
    ) -> str:
        missing = [key for key in keys if key not in by_key]
        if missing:
            raise UsageError(f"no paper has the citation key {missing[0]}", "plbib keys shows those there are")
        entries = [by_key[key] for key in dict.fromkeys(keys)]
        if self._citation_keys:
            entries = sort_entries(entries, self._citation_keys, _context_of())
        cited = [
            Cited(entry=one, number=self._number(one, by_key), distinction=distinctions.get(one.at, NONE))
            for one in entries
        ]
        return citation.write(cited, cites)

    def _number(self, entry: BibliographyEntry, entries: Sized) -> int:
        """The number of an entry among all; the list of some styles begins with the last."""
        return len(entries) - entry.at if self._counts_down else entry.at + 1

    def _label(self, cited: Cited, cites: Cites | None) -> str:
        if self.numeric or cites is None or self._citation is None:
            return str(cited.number) if self.numeric else ""
        return self._settle(self._citation.write_alone(cited, cites))

    def _settle(self, marked: str) -> str:
        text = punctuation.settle(signs.nested(marked) if self.in_notes else marked, self._quotes, self._inside)
        return text.replace(LINK[0], "").replace(LINK[1], "")

    def _entries(self, records: Sequence[Record]) -> list[BibliographyEntry]:
        return [self._entry(at, record) for at, record in enumerate(records)]

    def _entry(self, at: int, record: Record) -> BibliographyEntry:
        """What a record says; kept while a list is put in order, for it is written next."""
        known = self._sorted_last.entries.get(id(record.item))
        if known is not None and known.record.item is record.item:
            return replace(known, at=at, record=record)
        variables = item.variables(record.item, self._texts, self._long)
        return BibliographyEntry(
            at=at,
            record=record,
            item=variables,
            shape=shape_of(variables),
            english=item.english(record.item),
            address=item.address(variables),
        )

    @cached_property
    def _long(self) -> tuple[str, ...]:
        return tuple(name for name in item.LONG if self._style.mentions(name))

    def _author_substitute(self) -> AuthorSubstitute | None:
        text = self._options.get("subsequent-author-substitute")
        return None if text is None else AuthorSubstitute(text, self._options.get("subsequent-author-substitute-rule"))

    def _write_reference(self, context: Context, cited: Cited, label: str) -> Reference:
        entry = cited.entry
        entry.begin(context)
        context.number, context.distinction = cited.number, self._in_list(cited.distinction)
        context.implicit_suffix = cited.distinction.year_suffix if self._implicit else ""
        body = self._bodies.of(entry.record.item.language) or self.checked_body()
        marked = self._write_entry(context, body)
        if signs.is_blank(marked):
            return Reference(entry.record.key, "")
        if context.linked or not entry.address:
            marked = marked.replace(LINK[0], "").replace(LINK[1], "")
        return Reference(
            entry.record.key,
            punctuation.settle(marked, body.quotes, body.punctuation_inside),
            label=label,
            address=entry.address,
        )

    def _in_list(self, distinction: Distinction) -> Distinction:
        """What tells an entry apart in the list: names that are added to cites without given names are not there."""
        if distinction.names and self._style.options("citation").get("disambiguate-add-givenname") != "true":
            return replace(distinction, names=0)
        return distinction

    def _write_entry(self, context: Context, body: CompiledLayout) -> str:
        """The entry with signs; empty if the style prints nothing for it."""
        if context.author_substitute is not None:
            context.author_substitute.start()
        parts = [part(context) for part in body.parts]
        if not any(parts):
            return ""
        is_number = self._numbered and bare(parts[0]).strip(_AROUND_NUMBER) == str(context.number)
        if is_number:  # after which an entry only begins
            parts[1:] = [capitalize_term("".join(parts[1:]), brackets="")]
        if self._align and len(parts) > 1:
            first, rest = parts[0].rstrip(), without_ends("".join(parts[1:]).lstrip())
            return f"{LEFT[0]}{body.opening}{first}{LEFT[1]} {RIGHT[0]}{rest}{body.closing}{RIGHT[1]}"
        text = capitalize_term(without_ends("".join(parts)))
        if text[-1] in _DISPLAYED:  # the suffix of the layout belongs into the last block
            return f"{body.opening}{text[:-1]}{body.closing}{text[-1]}"
        return f"{body.opening}{text}{body.closing}"


def _before(prefix: str) -> str:
    return f"{prefix} " if prefix and bare(prefix)[-1:] not in "’'-([{/ " else prefix


def _behind(suffix: str, given: str) -> str:
    """Words behind a cite, with a blank unless they begin with a mark, which stays out of quotes."""
    if not suffix:
        return ""
    is_apart = given[:1].isspace() or bare(suffix)[:1] not in ",;:.!?)]"
    return f"{OWN}{LEAF}{' ' if is_apart else ''}{suffix}"


def _context_of(namesakes: Namesakes | None = None) -> Callable[[BibliographyEntry], Context]:
    """What gives the context of an entry that is sorted."""
    context = Context()
    context.namesakes = namesakes

    def begin(entry: BibliographyEntry) -> Context:
        entry.begin(context)
        return context

    return begin
