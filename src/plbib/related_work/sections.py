"""Groups as templates see them: with their depth, label, sentences and items."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from plbib.related_work.grouping import Group
from plbib.related_work.prose import Telling, item, paragraph
from plbib.related_work.sentences import Sentence
from plbib.related_work.templates import Markup
from plbib.related_work.works import Work
from plbib.related_work.writers import Writer
from plbib.text.unicode import slugs


class Told(Struct, frozen=True, kw_only=True):
    """A sentence or item about works, and the id of its piece; ``opens``: it begins a new paragraph."""

    id: str
    text: Markup
    opens: bool = False


class Section(Struct, frozen=True, kw_only=True):
    """A group: ``depth`` counts from 0, ``label`` is a slug that no other section has.

    ``path`` are the headings above it and its own. ``sentences`` and ``items`` are about ``works``; those of the
    ``sections`` below have their own.
    """

    id: str
    heading: str
    path: tuple[str, ...]
    depth: int
    label: str
    works: tuple[Work, ...]
    sentences: tuple[Told, ...]
    items: tuple[Told, ...]
    sections: tuple["Section", ...]


def sections(groups: Iterable[Group], unnamed: str, telling: Telling, writer: Writer) -> tuple[Section, ...]:
    """A section for each of ``groups``; ``unnamed`` is the heading of works that have no venue or year."""
    groups = tuple(groups)
    labels = slugs([group.id for group in _all(groups)])

    def made(group: Group, above: tuple[str, ...]) -> Section:
        heading = group.heading or unnamed
        path = (*above, heading)
        return Section(
            id=group.id,
            heading=heading,
            path=path,
            depth=len(above),
            label=labels[group.id],
            works=group.works,
            sentences=tuple(_told(one, writer) for one in paragraph(group, telling)),
            items=tuple(_told(item(work, group.id, telling), writer) for work in group.works),
            sections=tuple(made(below, path) for below in group.groups),
        )

    return tuple(made(group, ()) for group in groups)


def flat(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections, each before those below it."""
    for section in sections:
        yield section
        yield from flat(section.sections)


def _all(groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        yield group
        yield from _all(group.groups)


def _told(sentence: Sentence, writer: Writer) -> Told:
    return Told(id=sentence.id, text=Markup(writer.sentence(sentence)), opens=sentence.opens)
