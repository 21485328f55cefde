"""The open access pages of the Computer Vision Foundation (https://openaccess.thecvf.com), without DOIs (§3.14)."""

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import paperpages
from plbib.resolve.sources.source import Source
from plbib.text.patterns import regex

_CONFERENCE = regex(r"_([A-Za-z]+)_(20\d\d)_paper$")


def _paths(name: Identifier) -> list[str]:
    """The address in each of the forms that the site has had, that of the paper's year first."""
    match = _CONFERENCE.search(name.value)
    if not match:
        return []
    conference, year = match[1].upper(), int(match[2])
    folders = {
        f"content/{conference}{year}": year >= 2021,
        f"content_{conference}_{year}": 2018 <= year <= 2020,
        f"content_{conference.lower()}_{year}": year <= 2018,
    }
    likely = sorted(folders, key=lambda folder: not folders[folder])
    return [f"/{folder}/html/{name.value}.html" for folder in likely[: 2 if year <= 2020 else 1]]


SOURCE: Source = paperpages.source(
    "cvf",
    "CVF open access",
    "openaccess.thecvf.com",
    "cvf",
    _paths,
    family=("www.cv-foundation.org", "cv-foundation.org"),
    unproven="its pages are only known from the tests of another program",
)
