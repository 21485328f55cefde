"""What tells entries apart that are cited alike."""

from msgspec import Struct

from plbib.rendering.csl.namesakes import Level


class Distinction(Struct, frozen=True):
    """What tells one entry from those cited alike: so many names at least, given names so far, a suffix or more."""

    names: int = 0
    givens: tuple[Level, ...] = ()
    year_suffix: str = ""
    disambiguate: bool = False


NONE = Distinction()
