"""Every output of a list."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from plbib.app.opening.lists import beside
from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.questions import refuse_undecided
from plbib.errors import ConfigError, InputError
from plbib.formats import registry
from plbib.io import config, files
from plbib.model import Library, Status
from plbib.outputs.folder import FolderDifference, check_list, compare, write
from plbib.outputs.report import Report
from plbib.outputs.table import Progress, Unprinted, outputs, silent
from plbib.resolve.index import Index


class Used(Struct, frozen=True, kw_only=True):
    """Records of people in which papers were looked up, and how many of the list have their record from them."""

    records: Index
    papers: int


class Built(Struct, frozen=True, kw_only=True):
    """What a build wrote or, with ``check``, would write."""

    report: Report
    folder: Path
    difference: FolderDifference
    used: tuple[Used, ...] = ()
    stale_lock: Path | None = None
    unprinted: Unprinted = {}

    @property
    def stale(self) -> bool:
        return self.difference.stale or self.stale_lock is not None


def build(
    source: Sources,
    out: str | Path | None,
    check: bool,
    records: Sequence[str | Path] = (),
    progress: Progress = silent,
) -> Built:
    """Write every output of a list, and its lock; with ``check`` only compare.

    Papers that the lock does not know are looked up in the bibliographies ``records``, too; ``progress`` hears of
    each step. Raises :class:`~plbib.errors.DecisionError` where a person must say whether a paper is a new one
    (:func:`plbib.app.questions.settle`).
    """
    settings = load_configuration()
    opened = open_source(source, settings, records)
    refuse_undecided(opened)
    folder = Path(out or settings.build.out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder", "choose another folder with -o")
    check_list(folder, files.list_name(opened.library.source))
    formats = settings.build.formats
    for name in formats:
        if name not in registry.NAMES:
            raise ConfigError(f"build.formats: no format is called {name}", f"formats: {', '.join(registry.NAMES)}")
    styles = settings.build.styles or opened.styles or config.STYLES
    built = outputs(opened.library, styles, formats, opened.texts, progress=progress)
    used = tuple(_used(records, opened.library) for records in opened.given)
    if check:
        stale = next((path for path, data in beside(opened).items() if files.current(path) != data), None)
        difference = compare(folder, built.files)
    else:
        stale, difference = None, write(folder, built.files, beside(opened))
    return Built(
        report=built.report,
        folder=folder,
        difference=difference,
        used=used,
        stale_lock=stale,
        unprinted=built.unprinted,
    )


def _used(records: Index, library: Library) -> Used:
    papers = (record for record in library.records if record.status is Status.GIVEN)
    return Used(records=records, papers=sum(record.sources == (records.source,) for record in papers))
