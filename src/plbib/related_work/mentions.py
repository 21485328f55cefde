"""What a work is called where there is little room: its name, else its authors, else its title."""

from plbib.model import Name
from plbib.related_work.sentences import Cite, Part, Quoted
from plbib.related_work.wording import Words
from plbib.related_work.works import Work


def mention(work: Work, words: Words, *, textual: bool = False) -> tuple[Part, ...]:
    r"""The work with its citation; ``textual`` citations name the authors themselves (``\citet``)."""
    cited = Cite((work.key,))
    if work.name:
        return (work.name, cited)
    authors = families(work, words)
    if authors:
        return (Cite((work.key,), textual=True),) if textual else (authors, cited)
    return (Quoted(work.title), cited)


def families(work: Work, words: Words) -> str:
    """One family name, two, or the first and "et al."; ``""`` where not all authors have one."""
    names = [*filter(None, map(family, work.authors))]
    if len(names) != len(work.authors) or not names:
        return ""
    return words.and_.join(names) if len(names) <= 2 else f"{names[0]} {words.others}"


def family(name: Name) -> str:
    """The family name with its particle, or the name of an organisation; ``""`` if there is only a given name."""
    parts = [name.non_dropping_particle, name.family]
    return name.literal or (" ".join(filter(None, parts)) if name.family else "")
