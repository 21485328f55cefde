"""What a person says of a list that cannot be guessed (``[list.profile]`` of ``plbib.toml``), and what it is about."""

from fnmatch import fnmatchcase

from plbib.io.config import ProfileConfig
from plbib.lists.titles import plain

NONE = ProfileConfig()


def names(patterns: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether one of ``patterns`` is the last heading of ``path``, or the headings of it joined by ``/``.

    ``*`` stands for anything; small letters and capitals are alike.
    """
    if not path:
        return False
    ends = (_bare(path[-1]), _bare("/".join(path)))
    return any(fnmatchcase(end, _bare(pattern)) for pattern in patterns for end in ends)


def _bare(text: str) -> str:
    return "/".join(part.strip() for part in plain(text).lower().split("/"))


def column_roles(profile: ProfileConfig, headers: list[str]) -> dict[int, str]:
    """What the profile says of the columns of a table, by their place from 0; a column is called by its header."""
    found: dict[int, str] = {}
    for role, named in profile.columns.items():
        for header in (named,) if isinstance(named, str) else named:
            places = [at for at, text in enumerate(headers) if _bare(text) == _bare(header)]
            found |= dict.fromkeys(places, role)
    return found
