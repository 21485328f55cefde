"""Files as they were at a revision in git."""

import re
import shutil
from pathlib import Path

from plbib.errors import InputError, UsageError
from plbib.io.processes import run

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


def history(path: Path, most: int = 100) -> list[tuple[str, bytes]]:
    """The last changes of a file, newest first: the day and time of each commit (RFC 3339), and the file's bytes then.

    Empty where there is no git, no repository, or no commit with the file.
    """
    if shutil.which("git") is None or not path.parent.is_dir():
        return []
    log = _git(path.parent, "log", f"--max-count={most}", "--format=%H %cI", "--", f"./{path.name}")
    revisions = [line.split(" ", 1) for line in (log or b"").decode("ascii", "replace").splitlines()]
    states = ((date, _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")) for commit, date in revisions)
    return [(date, data) for date, data in states if data is not None]


def sides(path: Path) -> tuple[bytes | None, bytes, bytes]:
    """A file in a merge that is not finished: as it was before, on this branch, on the other.

    Raises :class:`InputError` if git does not hold two sides of it.
    """
    base, ours, theirs = (_git(path.parent, "cat-file", "blob", f":{stage}:./{path.name}") for stage in (1, 2, 3))
    if ours is None or theirs is None:
        raise InputError(
            f"{path}: git holds no two sides of it", "merge again, or restore one: git checkout REVISION -- FILE"
        )
    return base, ours, theirs


def address(folder: Path) -> str:
    """The address on the web of the repository that ``folder`` belongs to; empty if none is known."""
    try:
        data = _git(folder, "config", "--get", "remote.origin.url") or b""
    except InputError:  # without git there is no repository
        return ""
    named = data.decode("utf-8", "replace").strip()
    match = _REMOTE.fullmatch(named)
    return f"https://{match[1] or match[3]}/{match[2] or match[4]}" if match else ""


_REMOTE = re.compile(
    r"https://(?:[^@/]*@)?([\w.-]+)/([\w./~-]+?)(?:\.git)?/?|(?:ssh://)?git@([\w.-]+)[:/]([\w./~-]+?)(?:\.git)?/?"
)
"""A remote by HTTPS, without the credentials that can stand in it, or by SSH."""


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails."""
    done = run("git", [*_PLAIN, *arguments], folder, _ENVIRONMENT)
    return done.output if done.status == 0 else None
