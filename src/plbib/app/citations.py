"""The citations of a whole document in a style, and the list of what it cites."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plbib.documents import pandoc
from plbib.errors import InputError, UsageError
from plbib.io.files import read_text
from plbib.model import Library
from plbib.papers.clusters import Cite, Cluster
from plbib.rendering import engines, output
from plbib.rendering.references import references

Asked = Cluster | str | Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""A citation: as :class:`Cluster`, in pandoc's syntax, or as citeproc-js has it: items with ``id``, ``locator`` …"""


_TITLE = "References"
_SHOWN_BY = "plbib keys shows those there are"
_COUNTED = re.compile(r"^(\(?\w+)\\([.)])")
_DIVISION = re.compile(
    r"^(:{3,})[ \t]*\{#refs[^}\n]*\}[ \t]*\n(?:.*?\n)??\1[ \t]*$|<div id=\"refs\"[^>]*>\s*</div>",
    re.MULTILINE | re.DOTALL,
)


class Citations:
    """Citations of the papers of ``library`` in a CSL ``style``, those of one document together.

    >>> citations = Citations(library, "apa")
    >>> citations.write(["[see @frantar2023optq, p. 3]", "@bolya2023token", "[-@frantar2023optq]"])

    ``locale`` is a language code such as ``de-DE``; default is the style's own. Raises :class:`UsageError` for a style
    that does not exist or has no citations.
    """

    def __init__(self, library: Library, style: str, locale: str | None = None) -> None:
        self._library, self._style, self._locale = library, style, locale
        self._engine = engines.compiled(style, locale)
        self._former = {alias: record.key for record in library.records for alias in record.aliases}
        self._keys = {record.key for record in library.records}

    @property
    def in_notes(self) -> bool:
        """Whether citations of the style stand in notes."""
        return self._engine.in_notes

    def clusters(self, asked: Sequence[Asked]) -> list[Cluster]:
        """``asked`` as clusters, with the keys that papers have today.

        Raises :class:`UsageError` for what is no citation, and for a key that no paper has.
        """
        return [self._with_present_keys(cluster_of(one)) for one in asked]

    def write(self, asked: Sequence[Asked], to: str = "txt") -> list[str]:
        """What stands in the text for each citation, in order: positions, numbers and year letters are the document's.

        ``to`` is ``txt``, ``html``, ``md`` or ``tex``. A textual citation is ``Berg (2020)``.
        """
        parts = self.write_parts(self.clusters(asked), to)
        return [f"{authors} {_within_line(text)}".rstrip() if authors else text for authors, text in parts]

    def write_parts(self, clusters: Sequence[Cluster], to: str) -> list[tuple[str, str]]:
        """Of each cluster the authors in the sentence, empty unless it is textual, and the citation."""
        if to not in output.INLINE:
            raise UsageError(f"citations are not written as {to}", f"forms: {', '.join(output.INLINE)}")
        records = self._engine.sort(self.cited(clusters).records)
        pairs = self._engine.write_clusters(records, clusters)
        return [(output.inline(authors, to) if authors else "", output.inline(text, to)) for authors, text in pairs]

    def cited(self, asked: Sequence[Asked]) -> Library:
        """The papers that are cited, in the order of their first citation."""
        keys = dict.fromkeys(cite.key for cluster in self.clusters(asked) for cite in cluster.cites)
        records = {record.key: record for record in self._library.records}
        return replace(self._library, records=tuple(records[key] for key in keys))

    def bibliography(self, asked: Sequence[Asked], to: str = "txt") -> str:
        """The reference list of what is cited."""
        return output.write(references(self.cited(asked), self._style, self._locale), to)

    def document(self, text: str, name: str = "", unprinted: Callable[[Sequence[str]], None] | None = None) -> str:
        """A Markdown document with its citations (pandoc's syntax) written, and the list of what it cites at its end.

        The list stands in a division ``{#refs}`` if there is one; a style with citations only has none. In a note style
        citations become notes. ``name`` is what messages call the document;
        ``unprinted`` is called with the keys of what is cited and the list of the style lacks.
        """
        placed = pandoc.find(text)
        if not placed:
            raise UsageError("the document cites nothing", "cite as in [@key] or @key")
        self._refuse_unknown(placed, text, name)
        notes = 0
        clusters = []
        for one in placed:
            notes += 0 if one.in_note and notes else 1
            clusters.append(replace(one.cluster, note=notes if self.in_notes else 0))
        clusters = self.clusters(clusters)
        out, at = [], 0
        for one, parts in zip(placed, self.write_parts(clusters, "md"), strict=True):
            out.append(self._put(text[at : one.start], parts, one, text[one.end : one.end + 1]))
            at = one.end
        whole = "".join([*out, text[at:]])
        if not self._engine.has_list:
            return whole
        listing = references(replace(self.cited(clusters), title=_TITLE), self._style, self._locale)
        if listing.unprinted and unprinted is not None:
            unprinted(listing.unprinted)
        return _with_list(whole, output.write(listing, "md"))

    def _refuse_unknown(self, placed: Sequence[pandoc.PlacedCluster], text: str, name: str) -> None:
        """Raise :class:`UsageError` with the lines of all keys that no paper has."""
        known, where = self._keys | self._former.keys(), f"{name}:" if name else "line "
        places = [
            f"{cite.key} ({where}{text.count(chr(10), 0, one.start) + 1})"
            for one in placed
            for cite in one.cluster.cites
            if cite.key not in known
        ]
        if places:
            keys = "key" if len(places) == 1 else "keys"
            raise UsageError(f"no paper has the citation {keys} {', '.join(places)}", _SHOWN_BY)

    def _put(self, before: str, parts: tuple[str, str], placed: pandoc.PlacedCluster, behind: str) -> str:
        """The text before a citation, and the citation as it stands between that and what is ``behind``."""
        authors, shown = parts
        if authors or self.in_notes or before[-1:] not in ("", "\n"):
            shown = _within_line(shown)
        if self.in_notes and not placed.in_note:
            return f"{before}{authors}^[{shown}]" if authors else f"{before.rstrip(' ')}^[{shown}]"
        if behind == ".":
            shown = shown.removesuffix(".")
        return f"{before}{authors} {shown}" if authors else before + shown

    def _with_present_keys(self, cluster: Cluster) -> Cluster:
        cites = []
        for cite in cluster.cites:
            key = cite.key if cite.key in self._keys else self._former.get(cite.key, cite.key)
            if key not in self._keys:
                raise UsageError(f"no paper has the citation key {key}", _SHOWN_BY)
            cites.append(replace(cite, key=key))
        return replace(cluster, cites=tuple(cites))


def _within_line(text: str) -> str:
    """Markdown that no line begins with: a year in brackets is no number of a list."""
    return _COUNTED.sub(r"\1\2", text, count=1)


def _with_list(text: str, listed: str) -> str:
    if _DIVISION.search(text):
        return _DIVISION.sub(lambda _: listed.rstrip("\n"), text, count=1)
    return f"{text.rstrip()}\n\n{listed}"


def cluster_of(asked: Asked) -> Cluster:
    """A citation as a cluster. Raises :class:`UsageError` for what is none."""
    if isinstance(asked, Cluster):
        return asked
    if isinstance(asked, str):
        cluster = pandoc.parse(asked) if "@" in asked else Cluster(cites=(Cite(key=asked),))
        if cluster is None:
            raise UsageError(f"not a citation: {asked}", "cite as in [see @key, p. 5; @other]")
        return cluster
    if isinstance(asked, Mapping):
        properties = asked.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        items = asked.get("citationItems")
        textual, note = properties.get("mode") == "composite", properties.get("noteIndex")
    else:
        items, textual, note = asked, False, 0
    if (
        not isinstance(items, Sequence)
        or not items
        or not all(isinstance(one, Mapping) and "id" in one for one in items)
    ):
        raise UsageError("a citation holds no items with an id", 'give [{"id": "key", "locator": "5"}]')
    return Cluster(
        cites=tuple(_cite(one) for one in items),
        textual=textual,
        note=note if isinstance(note, int) and note > 0 else 0,
    )


def _cite(item: Mapping[str, Any]) -> Cite:
    texts = {name: str(item.get(name) or "") for name in ("prefix", "suffix", "locator")}
    return Cite(
        key=str(item["id"]),
        label=str(item.get("label") or "page").replace(" ", "-"),
        suppress_author=bool(item.get("suppress-author")),
        author_only=bool(item.get("author-only") or item.get("authorOnly")),
        **texts,
    )


def read(text: str, name: str) -> list[Asked]:
    """Citations from JSON: an array of citations. Raises :class:`InputError` for anything else."""
    try:
        citations = json.loads(text)
    except ValueError as error:
        raise InputError(f"{name}: not JSON: {error}", "give an array of citations") from error
    if not isinstance(citations, list):
        raise InputError(f"{name}: no array of citations", 'give [[{"id": "key"}], …]')
    return citations


def cite_in(
    library: Library,
    citations: Sequence[str],
    document: str | None,
    style: str,
    to: str,
    locale: str | None = None,
    unprinted: Callable[[Sequence[str]], None] | None = None,
) -> str:
    """The Markdown ``document`` with its citations written; else ``citations``, or those of a JSON file, one a line."""
    if document is not None and citations:
        raise UsageError("citations are given, and a document of them", "give either")
    run = Citations(library, style, locale)
    if document is None:
        asked: list[Asked] = list(citations)
    else:
        text = read_text(Path(document))
        if not document.lower().endswith(".json"):
            return run.document(text, document, unprinted)
        asked = read(text, document)
    return "".join(f"{line}\n" for line in run.write(asked, to))
