"""Lists at addresses: read politely, kept in the cache, and opened as files and folders here are."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeGuard
from urllib.parse import urlsplit, urlunsplit

from msgspec import Struct

from plbib.app.opening import folders
from plbib.app.opening.forges import Address, AddressKind, names_in, parse, stem
from plbib.app.opening.source import LISTS, LOCK, decode, is_short
from plbib.errors import InputError, UsageError
from plbib.io.http.client import Conversation, online
from plbib.io.http.messages import Outcome, Refusal, RemoteError, Response, SendError, Unanswered, Use
from plbib.io.http.safety import allowed_hosts, check, host_of
from plbib.lists.kinds import read
from plbib.outputs.folder import MANIFEST, listed_files

_MOST_FILES, _MOST_PAGES = 300, 100
_README = "README.md"
_DONE, _MISSING, _LIMITED = 200, frozenset({404, 410}), frozenset({403, 429})
_PAGES = (".html", ".htm")


class RemoteFiles(Struct, frozen=True, kw_only=True):
    """What lies at an address: ``data`` of files, by names that no file here has, and what people call them.

    ``name`` is that of the whole, ``root`` its folder, ``home`` where readers find it; ``folder``: it is several files.
    """

    name: str
    root: Path
    home: str
    data: dict[Path, bytes]
    names: dict[Path, str]
    folder: bool = False


def lock_path(name: str) -> Path:
    """Where the lock of a list at an address lies: in the current folder."""
    return Path(f"{stem(name)}{LOCK}")


def is_file(name: str) -> bool:
    """Whether an address names one file."""
    return parse(name).what is AddressKind.FILE


def fetch(name: str, globs: Sequence[str] = (), use: Use | None = None) -> RemoteFiles:
    """What lies at an address. Raises :class:`InputError` if that is nothing, :class:`RemoteError` if nobody answers.

    Of a project it is its README, else its one list; with ``globs`` all its files that match, as of a folder.
    """
    where = parse(name)
    client = online((use or Use()).here())
    try:
        return next(remote for _, remote in client.run({name: _reading(name, where, globs)}))
    finally:
        client.close()


def _reading(name: str, where: Address, globs: Sequence[str]) -> Conversation[RemoteFiles]:
    if where.what is AddressKind.FILE:
        if globs:
            raise UsageError(f"--glob is for a folder, and {name} is none", "name a folder, or leave --glob out")
        _refuse_unsafe(name, where.home)
        return (yield from _file(name, where))
    if globs or (where.what is AddressKind.FOLDER and len(where.rest) > 1):
        return (yield from _folder(name, where, globs))
    return (yield from _project(name, where))


def _refuse_unsafe(name: str, url: str) -> None:
    """Raise :class:`UsageError` for an address that is not to be asked."""
    try:
        check(url, plain=False, allowed=allowed_hosts())
    except SendError as error:
        raise UsageError(f"{name}: {error.refusal}", "a list is read from public addresses, by https") from error


def _file(name: str, where: Address) -> Conversation[RemoteFiles]:
    for ref, path in where.splits():
        (outcome,) = yield [where.file(ref, path)]
        if _is_there(outcome, name):
            return _remote(where, ref, {path: outcome})
    raise _nothing(name)


def _project(name: str, where: Address) -> Conversation[RemoteFiles]:
    """The README of a project if it holds papers, else the one list beside it, as in a folder that one stands in."""
    for ref, path in where.splits():
        if path:
            continue
        (outcome,) = yield [where.file(ref, _README)]
        if _is_there(outcome, name) and _holds_papers(outcome, _README):
            return _remote(where, ref, {_README: outcome})
    ref, _, names = yield from _names(name, where, deep=False)
    beside = [each for each in names if "/" not in each and each.lower().endswith(LISTS)]
    answers = yield from _all(name, where, ref, beside)
    held = {each: answer for each, answer in answers.items() if _holds_papers(answer, each)}
    readmes = {each: answer for each, answer in held.items() if PurePosixPath(each).stem.lower() == "readme"}
    held = readmes or held
    if len(held) == 1:
        return _remote(where, ref, held)
    if held:
        addresses = [where.address(ref, each) for each in held]
        raise UsageError(f"which list? there are several: {', '.join(addresses)}", "name one, or all by --glob '*.md'")
    raise InputError(f"{name}: no list of papers right in it", "name the file or a folder, or all: --glob '**/*.md'")


def _folder(name: str, where: Address, globs: Sequence[str]) -> Conversation[RemoteFiles]:
    """The lists of a folder, at any depth."""
    ref, path, names = yield from _names(name, where, deep=True)
    start = f"{path}/" if path else ""
    below = [each.removeprefix(start) for each in names]
    manifests = [each for each in names if PurePosixPath(each).name == MANIFEST]
    built = {
        str(PurePosixPath(each).parent / own)
        for each, answer in (yield from _all(name, where, ref, manifests)).items()
        for own in listed_files(answer.body)
    }
    wanted = [start + each for each in folders.chosen(below, globs) if start + each not in built]
    if not wanted:
        what = f"no file that matches {', '.join(globs)}" if globs else "no list in it"
        raise InputError(f"{name}: {what}", "say which files are lists: --glob '**/*.md'")
    if len(wanted) > _MOST_FILES:
        raise UsageError(f"{name}: more than {_MOST_FILES} lists", "say which you mean: --glob 'topics/*.md'")
    return _remote(where, ref, (yield from _all(name, where, ref, wanted)), path, folder=True)


def _names(name: str, where: Address, *, deep: bool) -> Conversation[tuple[str, str, list[str]]]:
    """Branch, path, and the names of the files there, from the root of the project."""
    for ref, path in where.splits():
        names: list[str] = []
        page = "1"
        for _ in range(_MOST_PAGES):
            (outcome,) = yield [where.names(ref, path, deep=deep, page=page)]
            if not _is_there(outcome, name):
                break
            there = names_in(outcome, path)
            names += there.files
            page = there.further
            if there.cut:
                raise UsageError(f"{name}: too many files to be looked through", "name a file, or clone the project")
            if not page:
                break
        if names:
            return ref, path, names
    raise _nothing(name)


def _all(name: str, where: Address, ref: str, paths: Sequence[str]) -> Conversation[dict[str, Response]]:
    """The files of these names; one that is not there by now is left out."""
    outcomes = yield [where.file(ref, path) for path in paths]
    pairs = zip(paths, outcomes, strict=True)
    return {path: outcome for path, outcome in pairs if isinstance(outcome, Response) and _is_there(outcome, name)}


def _is_there(outcome: Outcome, name: str) -> TypeGuard[Response]:
    """Whether there is what was asked for. Raises :class:`RemoteError` where nobody says so."""
    if isinstance(outcome, Unanswered):
        if outcome.why is Refusal.OFFLINE:
            hint = "run it once without --offline and PLBIB_OFFLINE"
            hint = f"there is no such file here; if a project on GitHub is meant, {hint}" if is_short(name) else hint
        elif outcome.why is Refusal.MOVED:
            hint = "name the address that it leads to"
        else:
            hint = "try again later; what was read before is taken with PLBIB_OFFLINE=1"
        raise RemoteError(f"{name}: {outcome}", hint)
    if outcome.status in _MISSING:
        return False
    if outcome.status != _DONE:
        host, limited = host_of(outcome.url), outcome.status in _LIMITED
        hint = "name the file itself, or wait an hour: so often files are named" if limited else "try again later"
        raise RemoteError(f"{name}: {host} answered {outcome.status}", hint)
    return True


def _nothing(name: str) -> InputError:
    if is_short(name):
        return InputError(f"{name}: no such file here, and no such project on GitHub", "check the path or the address")
    return InputError(f"{name}: there is nothing, or it is private", "open the address in a browser")


def _holds_papers(answer: Response, name: str) -> bool:
    try:
        return bool(read(decode(answer.body, name), name).entries)
    except InputError:
        return False


def _remote(
    where: Address, ref: str, answers: Mapping[str, Response], path: str = "", *, folder: bool = False
) -> RemoteFiles:
    names = {each: _shown(where.address(ref, each), answer) for each, answer in answers.items()}
    return RemoteFiles(
        name=where.folder(ref, path) if folder else names[next(iter(names))],
        root=Path(where.address(ref, path)),
        home=where.home,
        data={Path(names[each]): answer.body for each, answer in answers.items()},
        names={Path(shown): shown for shown in names.values()},
        folder=folder,
    )


def _shown(address: str, answer: Response) -> str:
    """The address of a file without its parameters, with an end that says what kind of file it is."""
    parts = urlsplit(address)
    path = f"{parts.path or '/'}index" if parts.path[-1:] in ("", "/") else parts.path
    end = PurePosixPath(path).suffix.lower()
    if "text/html" in answer.headers.get("content-type", "") and end not in _PAGES:
        path += _PAGES[0]
    return urlunsplit(("https", parts.netloc, path, "", ""))
