"""``plbib.toml`` (or ``[tool.plbib]`` in ``pyproject.toml``): every key, its default, and errors that help."""

import re
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from plbib import DEMO
from plbib.errors import ConfigError
from plbib.io.stylefiles import is_style_file

FILE = "plbib.toml"
STYLES = ("ieee", "apa", "acm")
"""The styles of reference lists where none are configured."""
COLUMNS = tuple(
    "title authors venue year date affiliation short category subcategory tags note key volume issue pages doi arxiv "
    "link skip".split()
)
"""What a column of a table can hold."""
TAGS = ("venue", "year", "category", "tags")
"""What an item in a Zotero library can be tagged with; ``tags`` are those of the list, or a bibliography's keywords."""


UNITS = ("items", "paragraphs", "rows", "headings")
"""What an entry of a list can be."""
TITLES = {
    "link": "the label of a link",
    "bold": "bold",
    "italic": "italic",
    "quotes": "in quotation marks",
    "text": "plain text",
    "names": "behind names (a whole reference)",
    "comma": "behind names and a comma",
    "label": "behind Title:",
    "tag": "behind a tag [Venue'YY]",
}
"""Where titles can stand, and how people say it."""
FIELDS = ("venue", "authors", "affiliation", "short", "note", "tag", "nothing")
"""What a code span, or what stands behind ``@`` in brackets, can say."""
ROLES = ("title", "authors", "venue", "date", "affiliation", "short", "note", "link")
"""What a column of a table can hold."""


class ProfileConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[list.profile]``: what cannot be guessed of a list.

    ``exclude`` and ``include`` are headings (``*`` stands for anything) whose lines are no papers, or are papers
    although the heading does not sound so. ``entries`` is one of :data:`UNITS`, ``titles`` one of :data:`TITLES`,
    ``code`` and ``at`` are some of :data:`FIELDS`; ``columns`` gives for some of :data:`ROLES` the header of the
    column, or several. Without ``heading_dates`` no heading gives its venue and year to the entries below.
    """

    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    entries: str = ""
    titles: str = ""
    code: str = ""
    at: str = ""
    columns: dict[str, str | tuple[str, ...]] = {}
    heading_dates: bool = True


class ListConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[list]``: where the list lies, its title, its address on the web, and the file of corrections to its records.

    ``path`` is a file, a folder, or several of them; ``glob`` says which files of a folder are lists. ``columns`` says
    which columns of a table hold what (:data:`COLUMNS`). ``records`` are bibliographies in which papers are looked up
    that the lock does not know; ``map`` says for variables of CSL which keys of foreign JSON Lines hold them. Paths lie
    inside the project; ``demo:`` is the list that comes with plbib.
    """

    path: str | tuple[str, ...] = ""
    glob: str | tuple[str, ...] = ()
    title: str = ""
    url: str = ""
    overrides: str = ""
    records: tuple[str, ...] = ()
    map: dict[str, str] = {}
    columns: dict[str, str | tuple[str, ...]] = {}
    profile: ProfileConfig = ProfileConfig()

    @property
    def named_columns(self) -> dict[str, tuple[str, ...]]:
        """``columns``, each with one or more names."""
        return {role: (names,) if isinstance(names, str) else names for role, names in self.columns.items()}

    @property
    def paths(self) -> tuple[str, ...]:
        """The configured lists; empty if nothing is configured."""
        return tuple(filter(None, (self.path,) if isinstance(self.path, str) else self.path))

    @property
    def globs(self) -> tuple[str, ...]:
        """The patterns of ``glob``."""
        return tuple(filter(None, (self.glob,) if isinstance(self.glob, str) else self.glob))


class BuildConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[build]``: the output folder, the styles of its reference lists, the formats to write beside the usual ones.

    ``out`` lies inside the project; without ``styles`` the default ones are taken. ``formats`` are names of
    ``plbib export --to``, such as ``csv``.
    """

    out: str = "out"
    styles: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


class CheckConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[check]``: codes of findings that ``plbib check`` leaves out."""

    ignore: tuple[str, ...] = ()


class KeysConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[keys]``: how new citation keys are made (:func:`plbib.papers.keys.pattern`)."""

    pattern: str = "default"


class ZoteroConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[zotero]``: the library that the list is synced into, its root collection there, what becomes a tag.

    ``group`` is a number or an address; with ``user`` it is the personal library of the key's owner. With ``order`` the
    call numbers of the items are their places in the list.

    ``collection`` is a name or the key of a collection (default: the list's title); ``tags`` are some of :data:`TAGS`.
    Neither a server nor a key can be configured.
    """

    group: int | str = 0
    user: bool = False
    collection: str = ""
    tags: tuple[str, ...] = ("venue", "year", "tags")
    order: bool = False


class SiteConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[site]``: the folder of the page, its address on the web, a sentence about the list, styles to cite in.

    ``out`` lies inside the project; without ``styles`` those of the build are taken.
    """

    out: str = "site"
    url: str = ""
    description: str = ""
    styles: tuple[str, ...] = ()


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; ``list``, ``build``, ``check``, ``keys``, ``site`` and ``zotero`` are its tables."""

    list: ListConfig = ListConfig()
    build: BuildConfig = BuildConfig()
    check: CheckConfig = CheckConfig()
    keys: KeysConfig = KeysConfig()
    site: SiteConfig = SiteConfig()
    zotero: ZoteroConfig = ZoteroConfig()


def parse(text: str, name: str) -> Config:
    """The configuration in a ``plbib.toml``. Raises :class:`ConfigError` with the nearest known key for a wrong one."""
    return _convert(_load(text, name), name)


def parse_pyproject(text: str, name: str) -> Config | None:
    """The configuration in the table ``tool.plbib`` of a ``pyproject.toml``, or None if there is no such table."""
    tools = _load(text, name).get("tool")
    table = tools.get("plbib") if isinstance(tools, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{name}: tool.plbib is no table", "write [tool.plbib.list] and [tool.plbib.build]")
    return _convert(table, name)


def _load(text: str, name: str) -> dict[str, Any]:
    try:
        import tomllib  # takes a while to load, and most often there is no file

        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name}: not TOML: {error}", "mend the line it names") from error


def _convert(table: dict[str, Any], name: str) -> Config:
    _check_keys(table, Config, name, "")
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{name}: {error}", "see docs/configuration.md") from error
    styles = named_style_files(config)
    for key, folder in (("build.out", config.build.out), ("site.out", config.site.out)):
        if not folder:
            raise ConfigError(f"{name}: {key} is empty", "name a folder, such as out")
    paths = [
        *(("list.path", path) for path in config.list.paths if path != DEMO),
        *(("list.glob", pattern) for pattern in config.list.globs),
        ("list.overrides", config.list.overrides),
        ("build.out", config.build.out),
        ("site.out", config.site.out),
    ]
    records = [("list.records", file) for file in config.list.records]
    for key, path in [*paths, *records, *styles]:
        parsed = PurePosixPath(path.replace("\\", "/"))
        if parsed.is_absolute() or ".." in parsed.parts or ":" in path or "\0" in path:
            raise ConfigError(f"{name}: {key} leads out of the project: {path}", "give a path inside the project")
    for key, url in (("list.url", config.list.url), ("site.url", config.site.url)):
        if url and not is_web_address(url):
            raise ConfigError(f"{name}: {key} is no web address: {url}", "start it with https://")
    for role in config.list.columns:
        if role not in COLUMNS:
            raise ConfigError(f"{name}: list.columns: no {role} is read", f"possible are: {', '.join(COLUMNS)}")
    _check_profile(config.list.profile, name)
    for tag in config.zotero.tags:
        if tag not in TAGS:
            raise ConfigError(f"{name}: zotero.tags: no tags are made of {tag}", f"possible are: {', '.join(TAGS)}")
    return config


def _check_profile(profile: ProfileConfig, name: str) -> None:
    chosen = [
        ("entries", profile.entries, UNITS),
        ("titles", profile.titles, TITLES),
        ("code", profile.code, FIELDS),
        ("at", profile.at, FIELDS),
        *(("columns", role, ROLES) for role in profile.columns),
    ]
    for key, value, allowed in chosen:
        if value and value not in allowed:
            raise ConfigError(f"{name}: list.profile.{key}: not known: {value}", f"possible are: {', '.join(allowed)}")


def named_style_files(config: Config) -> list[tuple[str, str]]:
    """The styles that are named by their files, each after the key that names it."""
    named = (("build.styles", config.build.styles), ("site.styles", config.site.styles))
    return [(key, style) for key, styles in named for style in styles if is_style_file(style)]


def style_files(config: Config) -> list[str]:
    """The styles that are named by their files."""
    return [style for _, style in named_style_files(config)]


def _check_keys(table: dict[str, Any], kind: type[Struct], name: str, prefix: str) -> None:
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in fields:
            from difflib import get_close_matches

            near = get_close_matches(key, fields, n=1)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"known are: {', '.join(prefix + k for k in fields)}"
            raise ConfigError(f"{name}: unknown key {prefix}{key}", hint)
        if isinstance(value, dict) and isinstance(fields[key], type) and issubclass(fields[key], Struct):
            _check_keys(value, fields[key], name, f"{prefix}{key}.")


def find_own(folder: Path) -> str:
    """The name of the file that configures plbib in ``folder``; empty if none does."""
    path = find(folder)
    if path is None or (path.name != FILE and parse_pyproject(path.read_text(encoding="utf-8"), path.name) is None):
        return ""
    return path.name


def find(folder: Path) -> Path | None:
    """The configuration file of the project in ``folder``, if there is one."""
    return next((folder / name for name in (FILE, "pyproject.toml") if (folder / name).is_file()), None)


def is_web_address(text: str) -> bool:
    """Whether an address is one that a page can lead to: of the web, with no signs that end it."""
    return re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]+", text) is not None
