"""Addresses of lists: which project, folder or file on GitHub or GitLab they name, and where its bytes are. Pure."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec
from msgspec import Struct

from plbib.app.opening.source import GITHUB, GITLAB, HOSTS, RAW, SUFFIX
from plbib.errors import UsageError
from plbib.io.http.messages import CallKind, Request, Response

HEAD = "HEAD"
_FILES = frozenset("blob raw blame edit".split())
_FRESH = 300.0
"""Seconds for which a list is not asked for again: so long GitHub itself keeps it."""
_STEP = re.compile(r"[\w.-]+")
"""What a project or its owner can be called."""
_LONGEST_BRANCH = 4
"""Parts between ``/`` of the name of a branch."""


class AddressKind(StrEnum):
    """What an address names."""

    PROJECT = "project"
    FOLDER = "folder"
    FILE = "file"


class Address(Struct, frozen=True, kw_only=True):
    """A project, or a folder or file of it, at a forge; without a ``project`` a file anywhere at the address ``url``.

    ``rest`` is what stands behind ``tree`` or ``blob``: branch and path, of which only the forge knows where one ends.
    """

    what: AddressKind
    host: str
    url: str = ""
    project: str = ""
    rest: tuple[str, ...] = ()

    @property
    def is_github(self) -> bool:
        return self.host == GITHUB

    @property
    def home(self) -> str:
        """The address that readers are sent to."""
        return f"https://{self.host}/{self.project}" if self.project else self.url

    def splits(self) -> Iterator[tuple[str, str]]:
        """Branch and path, in all ways to read ``rest``, the likeliest first.

        GitHub itself tells the branch of a file from its path.
        """
        if not self.rest:
            yield HEAD, ""
        longest = 1 if self.is_github and self.what is AddressKind.FILE else _LONGEST_BRANCH
        for at in range(1, min(len(self.rest), longest) + 1):
            if at < len(self.rest) or self.what is not AddressKind.FILE:
                yield "/".join(self.rest[:at]), "/".join(self.rest[at:])

    def address(self, ref: str, path: str) -> str:
        """The address of a file, for people."""
        if not self.project:
            return self.url
        return f"{self.home}/{'' if self.is_github else '-/'}blob/{quote(ref)}/{quote(path)}"

    def folder(self, ref: str, path: str) -> str:
        """The address of a folder, for people."""
        return self.address(ref, path).replace("/blob/", "/tree/", 1) if path else self.home

    def file(self, ref: str, path: str) -> Request:
        """How the bytes of a file are asked for."""
        if not self.project:
            return Request(url=self.url, kind=CallKind.PAGE, fresh=_FRESH, family=(RAW, "gist.githubusercontent.com"))
        if self.is_github:
            url = f"https://{RAW}/{self.project}/{quote(ref)}/{quote(path)}"
        else:
            url = f"{self._api}/files/{quote(path, safe='')}/raw?ref={quote(ref, safe='')}"
        return Request(url=url, kind=CallKind.RECORD, fresh=_FRESH)

    def names(self, ref: str, path: str, *, deep: bool, page: str = "1") -> Request:
        """How the names of the files of a folder are asked for; at GitHub of the whole project."""
        if self.is_github:
            url = f"https://api.github.com/repos/{self.project}/git/trees/{quote(ref, safe='')}"
            url += "?recursive=1" if deep or path else ""
            accept = "application/vnd.github+json"
        else:
            url = f"{self._api}/tree?ref={quote(ref, safe='')}&path={quote(path, safe='')}&per_page=100&page={page}"
            url += "&recursive=true" if deep else ""
            accept = "application/json"
        return Request(url=url, kind=CallKind.LIST, headers={"accept": accept}, fresh=_FRESH)

    @property
    def _api(self) -> str:
        return f"https://{self.host}/api/v4/projects/{quote(self.project, safe='')}/repository"


class Names(Struct, frozen=True, kw_only=True):
    """Names of files, from the root of a project; ``further`` is the page that follows, ``cut``: some are left out."""

    files: tuple[str, ...]
    further: str = ""
    cut: bool = False


def names_in(answer: Response, path: str) -> Names:
    """The files below the folder ``path`` that an answer names; none where it cannot be read."""
    try:
        tree: Any = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Names(files=())
    rows = tree.get("tree") if isinstance(tree, dict) else tree
    start = f"{path}/" if path else ""
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    files = [row.get("path") for row in rows if row.get("type") == "blob"]
    return Names(
        files=tuple(sorted(name for name in files if isinstance(name, str) and _is_below(name, start))),
        further=answer.headers.get("x-next-page", "").strip(),
        cut=isinstance(tree, dict) and tree.get("truncated") is True,
    )


def _is_below(name: str, start: str) -> bool:
    """Whether a name is one of a file in a folder: what a forge sends is no path here, all the same."""
    return name.startswith(start) and not {"..", "", "."} & {*name.split("/")}


def parse(name: str) -> Address:
    """What an address names. Raises :class:`UsageError` for one of a forge that is no project, folder or file."""
    if not name.lower().startswith(("https://", "http://")):
        name = f"https://{name}" if name.partition("/")[0].lower() in HOSTS else f"https://{GITHUB}/{name}"
    try:
        parts = urlsplit(name)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError as error:
        raise UsageError(f"{name}: no address of the web", "write https://github.com/OWNER/REPO") from error
    if parts.username is not None:  # nothing of it is shown: it may be a secret
        raise UsageError(f"a name or a password stands in the address of {host}", "leave out what is before the @")
    steps = tuple(step for step in unquote(parts.path).split("/") if step)
    if host == RAW and len(steps) > 3:
        return _of_forge(name, GITHUB, steps[:2], ("raw", *steps[2:]))
    if host == GITHUB:
        return _of_forge(name, host, steps[:2], steps[2:])
    at = steps.index("-") if "-" in steps else len(steps)
    if host == GITLAB or (at >= 2 and steps[at + 1 : at + 2] and steps[at + 1] in (*_FILES, "tree")):
        return _of_forge(name, host, steps[:at], steps[at + 1 :])
    if host == "gist.github.com" and len(steps) == 2:
        return Address(what=AddressKind.FILE, host=host, url=f"https://{host}/{'/'.join(steps)}/raw")
    return Address(what=AddressKind.FILE, host=host, url=name.partition("#")[0])


def _of_forge(name: str, host: str, project: Sequence[str], rest: tuple[str, ...]) -> Address:
    what, path = rest[:1], rest[1:]
    if not all(map(_STEP.fullmatch, project)) or {".", ".."} & {*project, *rest}:
        raise UsageError(f"{name}: no project is called so", f"write https://{host}/OWNER/REPO")
    if len(project) >= 2 and not rest:
        return Address(what=AddressKind.PROJECT, host=host, project=_project(project))
    if len(project) >= 2 and path and what[0] == "tree":
        return Address(what=AddressKind.FOLDER, host=host, project=_project(project), rest=path)
    if len(project) >= 2 and len(path) > 1 and what[0] in _FILES:
        return Address(what=AddressKind.FILE, host=host, project=_project(project), rest=path)
    raise UsageError(f"{name}: neither a project nor a folder or file of one", f"write https://{host}/OWNER/REPO")


def _project(steps: Sequence[str]) -> str:
    return "/".join(steps).removesuffix(".git")


def stem(name: str) -> str:
    """What the lock of a list at an address is called: by its project and its path there, else by host and path."""
    where = parse(name)
    if where.project:
        parts = [*where.project.split("/"), *where.rest[1:]]
    else:
        parts = [where.host, *(step for step in urlsplit(where.url).path.split("/") if step)]
    last = PurePosixPath(parts[-1])
    if len(parts) > 1 and SUFFIX.fullmatch(last.suffix):
        parts = [*parts[:-1], last.stem] if last.stem.lower() != "readme" else parts[:-1]
    return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip("-.")[:120] or "list"
