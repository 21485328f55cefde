"""The page to browse and download from."""

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from plbib import checks
from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.errors import InputError, PlbibError, Severity, UsageError
from plbib.formats import registry
from plbib.io import config, git
from plbib.io.config import Config
from plbib.io.files import list_name
from plbib.library import lock
from plbib.model import Library
from plbib.outputs.folder import FolderDifference, check_list, write
from plbib.outputs.table import REFERENCES, bibliographies, reference_lists, section_files, with_manifest
from plbib.site.options import Download, Downloads, SiteOptions
from plbib.site.pages import site as pages


class SiteWritten(Struct, frozen=True, kw_only=True):
    """The folder of the page, what writing it changed, and the library it shows."""

    folder: Path
    difference: FolderDifference
    library: Library


def write_site(source: Sources, out: str | Path | None, url: str | None = None) -> SiteWritten:
    """Write the page of a list or bibliography into a folder (default: ``site``, or ``site.out`` of the configuration).

    Only files that plbib wrote there before are replaced or removed. ``url`` is where it will be published.
    """
    settings = load_configuration()
    folder = Path(out or settings.site.out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder", "choose another folder with -o")
    library, files = site_files(source, settings, url)
    check_list(folder, list_name(library.source))
    return SiteWritten(folder=folder, difference=write(folder, files, {}), library=library)


def site_files(source: Sources, settings: Config, url: str | None = None) -> tuple[Library, dict[str, bytes]]:
    """The library of a list or bibliography, and every file of its page by name; nothing is written."""
    opened = open_source(source, settings)
    library, formats = opened.library, settings.build.formats
    whole, sections = bibliographies(library, formats)
    styles = settings.site.styles or settings.build.styles or opened.styles or config.STYLES
    lists = dict(reference_lists(library, styles, "../index.html"))
    downloads = Downloads(
        whole=tuple(map(_download, whole)),
        sections=section_files(library),
        references=REFERENCES if REFERENCES in lists else "",
    )
    address = settings.site.url if url is None else url
    if address and not config.is_web_address(address):
        raise UsageError(f"{address}: no address of the web", "start it with https://")
    options = SiteOptions(
        title=library.title or "Papers",
        description=settings.site.description,
        address=f"{address.rstrip('/')}/" if address else "",
        seen=_arrivals(opened.lock_path) if address and opened.lock_path else {},
        styles=styles,
    )
    doubts = [finding for finding in checks.check(library) if finding.key and finding.severity is not Severity.INFO]
    return library, with_manifest(library, {**whole, **sections, **lists, **pages(library, options, downloads, doubts)})


def _arrivals(lock_path: Path) -> dict[str, str]:
    """When each paper came to the list, by its id: the day and time of the commit in which its lock first has it."""
    seen: dict[str, str] = {}
    for date, data in git.history(lock_path):
        with suppress(PlbibError):  # a lock that this version cannot read tells nothing
            seen |= {entry.id: date for entry in lock.load(data, lock_path.name).entries}
    return seen


def _download(file: str) -> Download:
    line = next(line for line in registry.LINES if file in registry.load(line.name).build)
    row = registry.load(line.name)
    how = "".join(f", {option} {word}" for option, word in row.build[file].items())
    return Download(title=line.title + how, file=file, media_type=row.media_type)
