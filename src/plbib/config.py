"""``plbib.toml`` (or ``[tool.plbib]`` in ``pyproject.toml``): every key, its default, and errors that help."""

from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from plbib.errors import ConfigError

FILE = "plbib.toml"
STYLES = ("ieee", "apa", "acm")
"""The styles of reference lists where none are configured."""
TAGS = ("venue", "year", "category")
"""What an item in a Zotero library can be tagged with."""


class ListConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[list]``: where the list lies, its title, its address on the web, and the file of corrections to its records.

    Paths lie inside the project.
    """

    path: str = ""
    title: str = ""
    url: str = ""
    overrides: str = ""


class BuildConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[build]``: the output folder (inside the project) and the styles of its reference lists (default if none)."""

    out: str = "out"
    styles: tuple[str, ...] = ()


class KeysConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[keys]``: how new citation keys are made (:func:`plbib.keys.pattern`)."""

    pattern: str = "default"


class ZoteroConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[zotero]``: the group library that the list is synced into, its root collection there, what becomes a tag.

    ``collection`` is a name or the key of a collection (default: the list's title); ``tags`` are some of :data:`TAGS`.
    A server or a key are no configuration.
    """

    group: int = 0
    collection: str = ""
    tags: tuple[str, ...] = ("venue", "year")


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; ``list``, ``build``, ``keys`` and ``zotero`` are its tables."""

    list: ListConfig = ListConfig()
    build: BuildConfig = BuildConfig()
    keys: KeysConfig = KeysConfig()
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
        raise ConfigError(f"{name}: {error}", "see “Configuration” in the README") from error
    styles = [("build.styles", style) for style in style_files(config)]
    if not config.build.out:
        raise ConfigError(f"{name}: build.out is empty", "name a folder, such as out")
    paths = [
        ("list.path", config.list.path),
        ("list.overrides", config.list.overrides),
        ("build.out", config.build.out),
    ]
    for key, path in [*paths, *styles]:
        given = PurePosixPath(path.replace("\\", "/"))
        if given.is_absolute() or ".." in given.parts or ":" in path or "\0" in path:
            raise ConfigError(f"{name}: {key} leads out of the project: {path}", "give a path inside the project")
    if config.list.url and not config.list.url.startswith(("https://", "http://")):
        raise ConfigError(f"{name}: list.url is no web address: {config.list.url}", "start it with https://")
    for tag in config.zotero.tags:
        if tag not in TAGS:
            raise ConfigError(f"{name}: zotero.tags: no tags are made of {tag}", f"possible are: {', '.join(TAGS)}")
    return config


def style_files(config: Config) -> list[str]:
    """The styles that are named by their files."""
    return [style for style in config.build.styles if style.lower().endswith((".csl", ".bst"))]


def _check_keys(table: dict[str, Any], kind: type[Struct], name: str, prefix: str) -> None:
    known = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"known are: {', '.join(prefix + k for k in known)}"
            raise ConfigError(f"{name}: unknown key {prefix}{key}", hint)
        if isinstance(value, dict) and isinstance(known[key], type) and issubclass(known[key], Struct):
            _check_keys(value, known[key], name, f"{prefix}{key}.")


def find(folder: Path) -> Path | None:
    """The configuration file of the project in ``folder``, if there is one."""
    return next((folder / name for name in (FILE, "pyproject.toml") if (folder / name).is_file()), None)
