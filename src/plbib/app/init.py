"""A project's first files: a commented plbib.toml and, if wanted, workflows for its list; none is replaced."""

import json
from importlib import metadata
from pathlib import Path

import msgspec
from msgspec import Struct

from plbib import DEMO, __version__, checks
from plbib.app import workflows
from plbib.app.opening.source import STDIN, Sources, is_address, selection
from plbib.app.opening.sources import named_or_here, open_source
from plbib.errors import UsageError
from plbib.io import config, files, git
from plbib.io.config import Config
from plbib.outputs.report import Report, report
from plbib.text.patterns import regex

_OWNER = "plbib @ git+https://github.com/OWNER/plbib"
_REPOSITORY = regex(r"https://[\w.:/~-]+")


class Project(Struct, frozen=True, kw_only=True):
    """What was understood of a list, the files that were written, and those that were there already.

    ``unknown_owner``: a workflow does not know where plbib is published.
    """

    report: Report
    new_files: tuple[str, ...]
    kept_files: tuple[str, ...]
    unknown_owner: bool = False


def init(source: Sources = None, *, workflow: bool = False, publish: bool = False) -> Project:
    """Look at the list here, or at ``source``, and write what a project needs to name it; nothing is overwritten.

    ``workflow`` and ``publish``: also the workflows of :mod:`plbib.app.workflows` that check and publish the list.
    Raises :class:`UsageError` for a source that a project cannot name, and where there is no list.
    """
    chosen = selection(named_or_here(source))
    if {STDIN, DEMO} & {*chosen.names} or is_address(chosen.names[0]):
        raise UsageError(f"{chosen.names[0]} is no file of a project", "name a list that lies in this folder")
    names = tuple(map(_inside, chosen.names))
    opened = open_source(chosen, Config())
    text = configuration(names, chosen.globs, opened.library.title, git.address(Path()))
    config.parse(text, config.FILE)
    wanted = {config.FILE: text}
    install = _requirement()
    if workflow:
        wanted[str(workflows.CHECK)] = workflows.check(install)
    if publish:
        wanted[str(workflows.PUBLISH)] = workflows.publish(install)
    there = config.find_own(Path())
    kept = [name for name in wanted if files.exists(Path(name)) or (name == config.FILE and there)]
    new = {name: text for name, text in wanted.items() if name not in kept}
    files.replace_files({Path(name): text.encode() for name, text in new.items()})
    return Project(
        report=report(opened.library, checks.check(opened.library, opened.texts)),
        new_files=tuple(new),
        kept_files=tuple(there if name == config.FILE and there else name for name in kept),
        unknown_owner=install == _OWNER and any(name != config.FILE for name in new),
    )


def configuration(names: tuple[str, ...], globs: tuple[str, ...], title: str, url: str) -> str:
    """The text of a plbib.toml; what is a default stands in comments."""
    lines = [
        _HEAD,
        f"path = {_value(names[0] if len(names) == 1 else names)}",
        f"glob = {_value(globs)}" if globs else '# glob = "**/*.md"                 # of a folder: its lists',
        f"title = {_value(title)}" if title else '# title = "Papers"                 # else the first heading',
        f"url = {_value(url)}"
        if url
        else '# url = "https://…"                # of the list; printed in what is made of it',
        _REST,
    ]
    return "\n".join(lines)


def _inside(name: str) -> str:
    """A name as plbib.toml has it: below the current folder."""
    path, here = Path(name), Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


def _value(value: object) -> str:
    """A text or a list of texts as TOML has them, which for these is JSON, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _requirement() -> str:
    """What pip installs elsewhere as this plbib: its release, or the repository that it came from, if that is known."""
    try:
        text = metadata.distribution("plbib").read_text("direct_url.json")
        origin = msgspec.json.decode(text or "{}", type=_InstalledFrom)
    except (metadata.PackageNotFoundError, msgspec.DecodeError):
        return _OWNER
    if text is None:  # no address (PEP 610): it was found by its name
        return f"plbib=={__version__}"
    commit = origin.vcs_info.get("commit_id", "")
    installable = _REPOSITORY.fullmatch(origin.url) and commit.isalnum()
    return f"plbib @ git+{origin.url}@{commit}" if installable else _OWNER


class _InstalledFrom(Struct):
    """Where a package was installed from, as PEP 610 has it."""

    url: str = ""
    vcs_info: dict[str, str] = {}


_HEAD = """\
# What plbib knows of this project. Lines that begin with # show what else can be said; all of it is explained in
# docs/configuration.md.

[list]"""
_REST = """\
# overrides = "corrections.toml"   # corrections to records
# records = ["papers.bib"]         # bibliographies in which papers are looked up
# columns = { title = "Paper" }    # of a table: which column holds what

[build]
# out = "out"
# styles = ["ieee", "apa", "acm"]  # of the reference lists; also paths to .csl and .bst files
# formats = ["csv"]                # beside the usual ones

[keys]
# pattern = "default"              # or bbt, acl, dblp, "{family}{year}{word}"

[site]
# out = "site"
# url = "https://…"                # where the page will lie

[zotero]
# group = 123456                   # the number in the group's address
# tags = ["venue", "year"]
"""
