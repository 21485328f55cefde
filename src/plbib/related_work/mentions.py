"""What a work is called where there is little room: its name, else its authors, else its title."""

from plbib.model import Name
from plbib.related_work.sentences import Mention, Part, Quoted
from plbib.related_work.wording import Words
from plbib.related_work.works import Work


def mention(work: Work, words: Words, *, textual: bool = False) -> tuple[Part, ...]:
    r"""The work with its citation; ``textual`` citations name the authors themselves (``\citet``)."""
    cited = Mention((work.key,))
    if work.name:
        return (work.name, cited)
    authors = families(work, words)
    if authors:
        return (Mention((work.key,), textual=True),) if textual else (authors, cited)
    return (Quoted(spoken(work.title)), cited)


def name_work(work: Work) -> tuple[Part, ...]:
    """The work by its name, or by its title without what follows a colon, with its citation."""
    before, colon, _ = work.title.partition(": ")
    is_title = colon and len(before.split()) > 1
    called = work.name or (Quoted(spoken(before if is_title else work.title)) if work.title else work.key)
    return (called, Mention((work.key,)))


def spoken(title: str) -> str:
    """A title as it stands within a sentence: without the full stop at its end."""
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def families(work: Work, words: Words) -> str:
    """One family name, two, or the first and "et al."; ``""`` where not all authors have one."""
    authors = _named(work)
    names = [*filter(None, map(family, authors))]
    if len(names) != len(authors) or not names:
        return ""
    if len(names) > 2 or len(authors) < len(work.authors):
        return f"{names[0]} {words.others}"
    return words.and_.join(names)


def by_people(work: Work) -> bool:
    """Whether people wrote the work, of whom one says that they presented it; an organisation does not."""
    authors = _named(work)
    return bool(authors) and not any(map(_is_organisation, authors))


def lacks_article(work: Work) -> bool:
    """Whether an organisation is named that "by" needs an article for: ``by World Health Organization``."""
    authors = _named(work)
    shown = [family(name) for name in authors[: 2 if len(authors) == 2 else 1] if _is_organisation(name)]
    return any(" " in name and not name.startswith("The ") for name in shown)


def _named(work: Work) -> list[Name]:
    return [name for name in work.authors if (name.literal or name.family or "").casefold() not in _OTHERS]


_OTHERS = frozenset({"others", "et al.", "et al"})
"""What bibliographies write for the authors that they leave out."""
_COLLECTIVES = frozenset(
    """
    team group collaboration consortium committee council commission organization organisation foundation association
    society institute initiative developers investigators contributors network agency ministry department
    """.split()
)
"""Last words of organisations, which some bibliographies write as if they were people."""


def _is_organisation(name: Name) -> bool:
    return bool(name.literal) or _is_collective(name)


def _is_collective(name: Name) -> bool:
    return bool(name.given) and (name.family or "").casefold() in _COLLECTIVES


def family(name: Name) -> str:
    """The family name with its particle, or the name of an organisation; ``""`` if there is only a given name."""
    parts = [name.given if _is_collective(name) else None, name.non_dropping_particle, name.family]
    return name.literal or (" ".join(filter(None, parts)) if name.family else "")
