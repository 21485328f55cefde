"""Headings: what they are called, which of them hold no papers, and what they say of the entries below."""

import re
from functools import lru_cache

from msgspec import Struct

from plbib.io.config import ProfileConfig
from plbib.lists import dates, shapes, titles
from plbib.lists import profile as profiles
from plbib.lists.markdown.links import LinkToken, image_label, scan
from plbib.papers import venues
from plbib.text.patterns import regex

_BACK = regex(
    r"\(\s*\[[^\[\]]*\]\(#[^()]*\)\s*\)|<a\b[^<>]*>\s*</a\s*>|:[a-z0-9_+-]+:|\[[^\[\]]*\]\(#(?:top|"
    r"contents?|table-of-contents?|toc)\)"
)
_WORD = regex(r"[^\W\d_]+")
_JOINERS = frozenset(
    "a about all an and any applied are at available awesome best by chinese collection common curated deep "
    "english technical for from further general google great handy "
    "helpful here important in interesting is kind learning list lists log logs main miscellaneous more most of "
    "on online or other others our part "
    "popular recommended related relevant resource resources section similar some still suggested the "
    "this to top useful various "
    "with you your we how what llm llms ml ai paper papers".split()
)
_NEVER = frozenset(
    "content contents toc table index news new update updates updated changelog announcement "
    "announcements latest highlights citation citations cite citing "
    "bibtex license licence contribute contributing contribution contributions contributor contributors "
    "contact contacts star stars starchart acknowledgement acknowledgements acknowledgment "
    "acknowledgments credits maintainer maintainers sponsor sponsors disclaimer format todo faq star-history "
    "repo repos repositories repository github 目录 贡献".split()
)
"""About the list itself."""
_RARELY = frozenset(
    "history workshop workshops tutorial tutorials course courses lecture lectures talk talks video videos podcast "
    "podcasts seminar seminars slides slide conference conferences people community communities guide guides guideline "
    "guidelines job jobs event events newsletter newsletters competition competitions challenge challenges feedback "
    "introduction overview navigation "
    "employment education teaching awards award honors honours grants funding experience appointments positions "
    "memberships biography service services invited keynote keynotes presentations outreach supervision students "
    "patents journals dictionary glossary abbreviations acronyms".split()
)
"""Events and people; or, in another field, a subject."""
_SELDOM = frozenset(
    "tool tools toolkit toolkits toolbox toolboxes library libraries framework frameworks software code "
    "codes codebase codebases implementation "
    "implementations package packages project projects open source opensource sources demo demos blog "
    "blogs post posts "
    "article articles book books website websites web site sites product products platform platforms "
    "leaderboard leaderboards "
    "database databases simulator simulators app apps application models model dataset datasets "
    "benchmark benchmarks link links "
    "reading material materials textbook textbooks api apis service services companies company hardware "
    "groups group labs industry "
    "grade enterprise research purpose purposes media magazine magazines".split()
)
_TABLE_OF_CONTENTS = frozenset(["content", "contents", "tableofcontents", "tableofcontent", "toc", "目录"])


class Section(Struct, frozen=True, kw_only=True):
    """A heading as the entries below see it; ``papers`` is False where its name says that none stand below it."""

    index: int
    level: int
    name: str
    line: int
    path: tuple[str, ...]
    above: int = 0  # the index of the section it stands in
    never: bool = False
    rarely: bool = False
    seldom: bool = False
    papers: bool = False  # whether its name says that papers stand below it
    venue: str | None = None
    year: int | None = None
    profile: ProfileConfig = profiles.NONE
    excluded: bool = False  # whether the profile says so
    included: bool = False

    @property
    def apart(self) -> bool:
        """Whether by its name it is about the list, people or events."""
        return self.never or self.rarely


def name_of(text: str) -> str:
    """What a heading prints: the labels of its links without addresses, badges, and ways back to the top."""
    if not ("[" in text or "<" in text or ":" in text):
        return titles.plain(text)
    text = _BACK.sub(" ", text) if _WORD.search(_BACK.sub(" ", text)) else text
    shown, at = "", 0
    for token in scan(text):
        if isinstance(token, LinkToken):
            pictured = image_label(token.label) is not None or "<img" in token.label
            shown += text[at : token.start] + ("" if pictured else token.label)
            at = token.end
    return titles.plain(_IMAGE.sub(" ", shown + text[at:])).rstrip(":").strip()


_IMAGE = regex(r"!\[[^\[\]]*\]\([^()]*\)")


def says_nothing(name: str) -> bool:
    """Whether a heading only says that something can be unfolded."""
    words = _WORD.findall(name.lower())
    if any(map(str.isdigit, name)):
        return False
    return all(word in _FOLDS for word in words) or (titles.is_role(name) and not (never(name) or rarely(name)))


_FOLDS = frozenset(
    "more details click to expand show hide see unfold fold here full list all the for me open close collapse".split()
)


@lru_cache(maxsize=4096)  # it is asked for each paper below it
def is_contents(name: str) -> bool:
    """Whether a heading is called "Contents"."""
    return "".join(_WORD.findall(name.lower())) in _TABLE_OF_CONTENTS


def never(name: str) -> bool:
    """Whether a heading is about the list itself, and no entries stand below it."""
    words = _words(name)
    return any(word in _NEVER for word in words) and all(word in _NEVER | _RARELY | _SELDOM for word in words)


def rarely(name: str) -> bool:
    """Whether a heading is about people or events: entries stand below it only where most are whole references."""
    words = _words(name)
    if not _TALLY.isdisjoint(_WORD.findall(name.lower())) or "dictionary learning" in name.lower():
        return False  # ``Conference Papers``, and what a field is about
    return any(word in _RARELY for word in words) and all(word in _RARELY | _SELDOM for word in words)


_TALLY = frozenset(["paper", "papers", "publications", "proceedings"])


def seldom(name: str) -> bool:
    """Whether a heading is called after tools or the like, of which only some lists say where they were published."""
    words = _words(name)
    return bool(words) and all(word in _SELDOM for word in words)


_PAPERS = frozenset(
    "paper papers publication publications article articles reading readings literature reference references "
    "bibliography preprint preprints 论文 文献".split()
)


def lists_papers(name: str) -> bool:
    """Whether a heading says that papers stand below it, and nothing of people, tools or events."""
    words = _WORD.findall(name.lower())
    return any(word in _PAPERS for word in words) and not any(word in _NEVER | _RARELY for word in words)


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.lower()) if word not in _JOINERS]


def dated(name: str) -> tuple[str | None, int | None]:
    """The venue and the year that a heading such as ``ICLR 2023`` or ``2023`` gives to the entries below."""
    if len(name) > 80:
        return None, None
    found = dates.find(name)
    rest = name if found is None else (name[: found.start] + " " + name[found.end :])
    rest = " ".join(rest.strip(" \t,.;:()[]{}-–—/'’*_#").split())
    year = found.year if found else None
    if all(word in _FILLERS for word in _WORD.findall(rest.lower())):
        return None, year
    bare = _FILLED.sub("", rest)
    if venues.find(bare):
        return bare, year
    if found and name[: found.start].rstrip()[-1:] == ":" and not venues.find(rest):
        return None, year  # ``Debugging: 2022``
    return (rest, year) if venues.find(rest) or (year and shapes.venue_year(name)) else (None, None)


_FILLERS = frozenset(
    "papers paper accepted publications list lists collection year in update 年 "
    "spring summer fall autumn winter semester term".split()
)
"""Words beside the year of a heading, ``Papers accepted in 2023``, and beside a venue at either end."""
_FILLER = rf"(?:{'|'.join(sorted(_FILLERS))})"
_FILLED = regex(rf"^(?:{_FILLER}[\s:,–—-]+)+|(?:[\s:,–—-]+{_FILLER})+$", re.IGNORECASE)
