"""Citation keys changed, and two bibliographies compared."""

from pathlib import Path

from msgspec.structs import replace

from plbib.app.opening.source import Sources, shown_path
from plbib.app.opening.sources import open_source
from plbib.app.questions import refuse_undecided
from plbib.app.saved_files import save_lock
from plbib.errors import UsageError
from plbib.formats import registry
from plbib.io import files
from plbib.library import rekey
from plbib.papers import keys


def citation_keys(
    source: Sources, pattern: str | None, old: str | Path | None, *, dry_run: bool = False
) -> rekey.Rekeyed:
    """Give the papers of a list other keys: by a ``pattern``, from an ``old`` bibliography, or both in this order.

    Corrections that people made count. The lock is written, unless ``dry_run``; keys that change stay as aliases.
    Without either nothing changes.
    """
    opened = open_source(source)
    if opened.lock is None:
        raise UsageError("the source has no keys of its own to change", "give a Markdown list that lies in a file")
    if not dry_run:
        refuse_undecided(opened)
    listed = opened.library.records
    rekeyed = rekey.Rekeyed(lock=opened.lock, changes=(), findings=())
    if pattern is not None:
        rekeyed = rekey.rekey(rekeyed.lock, keys.pattern(pattern), listed)
    if old is not None:
        path, name = Path(old), shown_path(Path(old))
        form = registry.of_file(path.name) or registry.NAMES[0]  # a .bib of any name
        records, problems = registry.read(files.read_bytes(path), name, form)
        adopted = rekey.adopt(rekeyed.lock, records, listed, name)
        findings = (*problems, *adopted.findings)
        rekeyed = replace(adopted, changes=(*rekeyed.changes, *adopted.changes), findings=findings)
    if rekeyed.lock != opened.lock and not dry_run:
        save_lock(opened, rekeyed.lock)
    return rekeyed
