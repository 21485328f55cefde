"""Two bibliographies compared."""

from pathlib import Path

from plbib import compare as comparison
from plbib import overrides
from plbib.app.opening import forms as forms_of_files
from plbib.app.opening.bibliographies import bibliography
from plbib.app.opening.lists import expect_papers
from plbib.app.opening.source import LOCK, STDIN, Opened
from plbib.app.opening.sources import load_configuration, open_source
from plbib.formats.bib.entry import form_of
from plbib.io import files, git
from plbib.library import lock
from plbib.library.assemble import assemble, of_lock
from plbib.library.lock import Lock
from plbib.lists.profile import NONE as NO_PROFILE


def compare(old: str, new: str) -> comparison.Difference:
    """What differs between two bibliographies, each a file or a git revision (``HEAD~1``, ``v1.0:papers.bib``)."""
    before, after = _side(old), _side(new)
    forms = (form_of(before.data, before.form), form_of(after.data, after.form))
    return comparison.difference(before.library, after.library, forms)


def _side(spec: str) -> Opened:
    """The library in a file, or in a file as it was at a revision; a lock file counts as its records."""
    settings = load_configuration()
    if spec == STDIN or files.exists(Path(spec)) or spec.startswith("https://"):
        return _of_lock(files.read_bytes(Path(spec)), spec) if spec.endswith(LOCK) else open_source(spec, settings)
    configured_list = settings.list.paths[0] if len(settings.list.paths) == 1 else ""
    data, name = git.at_revision(spec, Path(), configured_list)
    if name.endswith(LOCK):
        return _of_lock(data, name)
    form = forms_of_files.form_of(name, data)
    if form:
        return bibliography(data, form, name)
    stored = git.beside(spec, Path(), Path(name).with_suffix(LOCK).as_posix())
    stored_lock = Lock(list=name) if stored is None else lock.load(stored, f"{spec} (its lock)")
    profile = settings.list.profile if name == configured_list else NO_PROFILE
    parsed = expect_papers(files.decode(data, name), name, profile=profile)
    library = assemble(parsed.reading, stored_lock, source=name, look_up=parsed.look_up(lambda _: None)).library
    file = settings.list.overrides if name == configured_list else ""
    corrections = git.beside(spec, Path(), file) if file else None
    if corrections:
        library = overrides.apply(library, overrides.read(corrections, file))
    return Opened(library=library)


def _of_lock(data: bytes, name: str) -> Opened:
    return Opened(library=of_lock(lock.load(data, name), name))
