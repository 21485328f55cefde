"""Parts of a library: one category, or what a document cites."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from plbib.documents.document import CitedKey, DocumentCitations
from plbib.errors import UsageError
from plbib.findings import Code
from plbib.model import CategoryPath, Finding, Library, Record, category_name
from plbib.text.unicode import near


def of_category(library: Library, path: CategoryPath) -> Library:
    """The part of ``library`` in one category, its subcategories included."""
    records = (record for record in library.records if any(name[: len(path)] == path for name in record.categories))
    inside = (category for category in library.categories if category.path[: len(path)] == path)
    return replace(library, records=tuple(records), categories=tuple(inside))


def category_path(whole: Library, wanted: str) -> CategoryPath:
    """The path of the category called ``wanted``: its name, or its path with ``/``, case aside.

    Raises :class:`UsageError` with the nearest names where there is none.
    """
    asked = wanted.casefold().strip()
    for category in whole.categories:
        if asked in (category_name(category.path).casefold(), "/".join(category.path).casefold()):
            return category.path
    for category in whole.categories:
        for depth, name in enumerate(category.path, 1):
            if asked == name.casefold():
                return category.path[:depth]
    names = [category_name(category.path) for category in whole.categories]
    meant = near(wanted, [*dict.fromkeys([*names, *(name for category in whole.categories for name in category.path)])])
    asked = f"did you mean {meant[0]}? " if meant else ""
    raise UsageError(
        f"no category is called {wanted}", f"{asked}categories: {', '.join(names)}" if names else "the source has none"
    )


def of_citations(library: Library, cited: DocumentCitations) -> Library:
    """The papers that are cited, in the order of the list; a finding for each key that no paper has.

    A paper that is cited by a former key has that key, so that the document finds it.
    """
    holders = {alias: record for record in reversed(library.records) for alias in record.aliases}
    holders |= {record.key: record for record in library.records}
    names = _KnownKeys(holders)
    asked: dict[str, dict[str, None]] = {}
    findings = [*cited.findings]
    for citation in cited.citations:
        holder = holders.get(citation.key)
        if holder is None:
            findings.append(_unknown(citation, names.near(citation.key)))
        else:
            asked.setdefault(holder.key, {})[citation.key] = None  # two documents may cite it
    if cited.everything:
        asked = {record.key: {record.key: None} for record in library.records} | asked
    records = tuple(one for record in library.records for one in _under(record, [*asked.get(record.key, ())]))
    return replace(library, records=records, findings=(*library.findings, *findings))


def _under(record: Record, keys: list[str]) -> Iterator[Record]:
    """The record once under each of ``keys``; the first keeps its other keys as aliases, for a key has one holder."""
    others = tuple(name for name in (record.key, *record.aliases) if name not in keys)
    for key in keys:
        yield replace(record, key=key, aliases=others if key == keys[0] else ())


class _KnownKeys:
    """The keys of a library, to find which one an unknown key was meant to be."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        self._in_lower_case: dict[str, list[str]] = {}
        for key in self._keys:
            self._in_lower_case.setdefault(key.lower(), []).append(key)

    def near(self, key: str) -> list[str]:
        """Those that differ in case alone, else up to three that are alike, nearest first."""
        return self._in_lower_case.get(key.lower()) or near(key, self._keys, 3)


def _unknown(citation: CitedKey, meant: list[str]) -> Finding:
    return Code.UNKNOWN_KEY.finding(
        message=f"{citation.key} is cited, but no paper has that key",
        cure=f"did you mean {' or '.join(meant)}?" if meant else "see plbib keys for the keys of the list",
        place=citation.place,
        key=citation.key,
    )
