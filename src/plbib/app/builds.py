"""Every output of a list, and the findings about it."""

from pathlib import Path

from msgspec import Struct

from plbib import build as builder
from plbib import checks, config, io
from plbib.app.lists import beside
from plbib.app.sources import configured, load, open_source
from plbib.errors import InputError
from plbib.model import Finding
from plbib.report import Report


class Built(Struct, frozen=True, kw_only=True):
    """What a build wrote or, with ``check``, would write."""

    report: Report
    folder: Path
    difference: builder.Difference
    stale_lock: Path | None = None

    @property
    def stale(self) -> bool:
        return self.difference.stale or self.stale_lock is not None


def build(source: str | Path | None, out: str | Path | None, check: bool) -> Built:
    """Write every output of a list, and its lock; with ``check`` only compare."""
    settings = configured()
    opened = open_source(source, settings)
    folder = Path(out or settings.build.out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder", "choose another folder with -o")
    made = builder.outputs(opened.library, settings.build.styles or opened.styles or config.STYLES)
    if check:
        stale = next((path for path, data in beside(opened).items() if io.current(path) != data), None)
        compared = builder.compare(folder, made.files)
        return Built(report=made.report, folder=folder, difference=compared, stale_lock=stale)
    written = builder.write(folder, made.files, beside(opened))
    return Built(report=made.report, folder=folder, difference=written)


def check(source: str | Path | None = None) -> tuple[Finding, ...]:
    """The findings about a list and its records, in the order of their places."""
    return checks.check(load(source))
