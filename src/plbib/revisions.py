"""Files as they were at a revision in git."""

from pathlib import Path

from plbib.errors import InputError, UsageError
from plbib.process import run

_PLAIN = ("-c", "core.fsmonitor=false", "-c", "core.pager=cat")
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # unlike protocol.allow, it outweighs protocol.ext.allow of the repository
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
"""With these no program is run that a repository's configuration could name, not even to fetch what a clone lacks."""


def at_revision(spec: str, folder: Path, default: str) -> tuple[bytes, str]:
    """The bytes of a file and its name, for ``REV:path`` or ``REV`` alone (then the file ``default``).

    Paths are relative to ``folder``. Raises :class:`InputError` where git, the revision or the file is missing.
    """
    revision, colon, path = spec.partition(":")
    path = path if colon else default
    if not revision or revision[0] in "-^" or "\0" in spec:
        raise UsageError(f"{spec}: neither a file nor a revision", "give a file, or a revision such as HEAD~1")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise InputError(f"{spec}: neither a file nor a revision of a git repository here", "look for it in: git log")
    if not path:
        raise UsageError(f"{spec}: of which file?", f"name it: {revision}:reading.lock.json")
    data = _git(folder, "cat-file", "blob", f"{commit.decode().strip()}:./{path}")
    if data is None:
        raise InputError(f"{spec}: no file {path} at that revision", f"look for it in: git ls-tree -r {revision}")
    return data, path


def beside(spec: str, folder: Path, path: str) -> bytes | None:
    """The bytes of another file at the revision of a ``spec`` of :func:`at_revision`; None if it is not there."""
    return _git(folder, "cat-file", "blob", f"{spec.partition(':')[0]}:./{path}")


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails."""
    done = run("git", [*_PLAIN, *arguments], folder, _ENVIRONMENT)
    return done.output if done.status == 0 else None
