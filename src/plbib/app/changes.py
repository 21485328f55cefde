"""Citation keys changed, and two bibliographies compared."""

from pathlib import Path

from msgspec.structs import replace

from plbib import io, keys, lock, overrides, rekey, revisions
from plbib.app.lists import listed
from plbib.app.source import LOCK, STDIN, Source, kind_of, shown
from plbib.app.sources import bibliography, configured, open_source
from plbib.difference import Difference, difference
from plbib.errors import UsageError
from plbib.formats import bibentry, registry
from plbib.library import assemble, of_lock
from plbib.lock import Lock


def citation_keys(
    source: str | Path | None, pattern: str | None, old: str | Path | None, *, dry_run: bool = False
) -> rekey.Rekeyed:
    """Give the papers of a list other keys: by a ``pattern``, from an ``old`` bibliography, or both in this order.

    The lock is written, unless ``dry_run``; keys that change stay as aliases. Without either nothing changes.
    """
    opened = open_source(source)
    if opened.lock is None:
        raise UsageError("the source has no keys of its own to change", "give a Markdown list that lies in a file")
    order = tuple(record.id for record in opened.library.records)
    made = rekey.Rekeyed(lock=opened.lock, changes=(), findings=())
    if pattern is not None:
        made = rekey.rekeyed(made.lock, keys.pattern(pattern), order)
    if old is not None:
        path, name = Path(old), shown(Path(old))
        records, problems = registry.read(io.read_bytes(path), name, kind_of(path.name) or "bibtex")
        later = rekey.adopted(made.lock, records, order, name)
        findings = (*problems, *later.findings)
        made = replace(later, changes=(*made.changes, *later.changes), findings=findings)
    if made.lock != opened.lock and opened.lock_path and not dry_run:
        io.replace_files({opened.lock_path: lock.dump(made.lock)})
    return made


def compare(old: str, new: str) -> Difference:
    """What differs between two bibliographies, each a file or a git revision (``HEAD~1``, ``v1.0:papers.bib``)."""
    before, after = _side(old), _side(new)
    forms = (bibentry.form_of(before.data, before.form), bibentry.form_of(after.data, after.form))
    return difference(before.library, after.library, forms)


def _side(spec: str) -> Source:
    """The library in a file, or in a file as it was at a revision; a lock file counts as its records."""
    settings = configured()
    if spec == STDIN or io.exists(Path(spec)):
        return _locked(io.read_bytes(Path(spec)), spec) if spec.endswith(LOCK) else open_source(spec, settings)
    data, name = revisions.at_revision(spec, Path(), settings.list.path or "")
    if name.endswith(LOCK):
        return _locked(data, name)
    kind = kind_of(name)
    if kind:
        return bibliography(data, kind, name)
    beside = revisions.beside(spec, Path(), Path(name).with_suffix(LOCK).as_posix())
    known = Lock(list=name) if beside is None else lock.load(beside, f"{spec} (its lock)")
    library = assemble(listed(io.decode(data, name), name), known, source=name).library
    file = settings.list.overrides if name == settings.list.path else ""
    corrections = revisions.beside(spec, Path(), file) if file else None
    if corrections:
        library = overrides.apply(library, overrides.read(corrections, file))
    return Source(library=library)


def _locked(data: bytes, name: str) -> Source:
    return Source(library=of_lock(lock.load(data, name), name))
