"""Links from the entries of a list to their bibliography entries on its page."""

from pathlib import Path

from msgspec import Struct

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.errors import UsageError
from plbib.io import config, files
from plbib.lists.reader import read
from plbib.lists.writing.biblinks import has_line, with_line, with_links
from plbib.model import Entry
from plbib.site.papers import files_of
from plbib.text.patches import patch


class ListLinks(Struct, frozen=True, kw_only=True):
    """Files of a list before and after, by name; the entries that are left without a link."""

    before: dict[str, str]
    after: dict[str, str]
    left: tuple[Entry, ...]

    @property
    def diff(self) -> str:
        """All changes as a unified diff."""
        return "".join(patch(text, self.after[name], name) for name, text in self.before.items())

    @property
    def lines(self) -> int:
        """How many lines change, come or go."""
        lines = [line[:1] for line in self.diff.splitlines() if not line.startswith(("+++", "---"))]
        return max(lines.count("+"), lines.count("-"))


def links(source: Sources = None, url: str | None = None, *, remove: bool = False, line: bool = False) -> ListLinks:
    """A list with a link ``[bib](…)`` for each entry, to its .bib on the page at ``url``; with ``remove`` without them.

    ``line``: also a badge and a line below the list's title; one that is there is renewed or taken out anyway.
    ``url`` is the page's address (default: ``site.url`` of the configuration). Nothing is written. Raises
    :class:`UsageError` without an address, and for what is no list in a file.
    """
    settings = load_configuration()
    address = settings.site.url if url is None else url
    if address and not config.is_web_address(address):
        raise UsageError(f"{address}: no address of the web", "start it with https://")
    if not address:
        raise UsageError("where is the page? its address is not known", "give --url, or set site.url in plbib.toml")
    opened = open_source(source, settings)
    if opened.form or opened.lock_path is None or opened.address:
        raise UsageError(f"{opened.library.source}: no list in a file", "links are put into Markdown lists in files")
    page = f"{address.rstrip('/')}/"
    own = f"{page}papers/"
    names = files_of(opened.library)
    targets = (
        {}
        if remove
        else {
            (entry.place.file, entry.place.line): f"{own}{names[record.key]}.bib"
            for record in opened.library.records
            for entry in record.entries
        }
    )
    before = {name: files.read_bytes(Path(name)).decode("utf-8") for name in opened.texts}
    after: dict[str, str] = {}
    left: list[Entry] = []
    for name, text in before.items():
        lines = {line: target for (file, line), target in targets.items() if file == name}
        linked = with_links(text, read(text, name, opened.profile), lines, own)
        after[name] = linked.text
        left += linked.left
    first = next(iter(after), "")
    if first and (line or has_line(after[first], page)):
        after[first] = with_line(after[first], page, 0 if remove else len(opened.library.records))
    return ListLinks(before=before, after=after, left=tuple(left))


def save(links: ListLinks) -> None:
    """Write the files that changed, all or none. Raises :class:`~plbib.errors.OutputError`."""
    files.replace_files({Path(name).resolve(): text.encode() for name, text in links.after.items()})
