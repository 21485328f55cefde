"""Groups as templates see them: with their depth, label, sentences and items."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from plbib.related_work import markers
from plbib.related_work.alignment import Alignment
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.prose import Narration, item, paragraph
from plbib.related_work.sentences import Sentence
from plbib.related_work.templates import Markup
from plbib.related_work.works import Work
from plbib.related_work.writers import FragmentWriter
from plbib.text.unicode import slugs


class Statement(Struct, frozen=True, kw_only=True):
    """A sentence or item about works, and the id of its piece; ``opens``: it begins a new paragraph."""

    id: str
    text: Markup
    opens: bool = False


class DraftSection(Struct, frozen=True, kw_only=True, dict=True):
    """A group: ``depth`` counts from 0, ``label`` is a slug that no other section has.

    ``path`` are the headings above it and its own. ``sentences`` and ``items`` are about ``works``; those of the
    ``sections`` below have their own. Both are made when a template asks for them: most use one, or neither; and they
    leave out what the author of an earlier draft tells, or has deleted, as do ``open_works``; ``leaves`` are the works
    of each leaf of a tree that the author edited, by their ids.
    """

    id: str
    heading: str
    path: tuple[str, ...]
    depth: int
    label: str
    works: tuple[Work, ...]
    sections: tuple["DraftSection", ...]
    _group: WorkGroup
    leaves: tuple[tuple[str, ...], ...] = ()
    _settled: frozenset[str]
    _narration: Narration
    _writer: FragmentWriter

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """What a paragraph says of the works."""
        group = replace(self._group, works=self.open_works) if self._settled else self._group
        return tuple(write_statement(one, self._writer) for one in paragraph(group, self._narration))

    @cached_property
    def items(self) -> tuple[Statement, ...]:
        """The works as items of a list."""
        some = self.open_works
        return tuple(write_statement(item(work, self.id, self._narration), self._writer) for work in some)

    @property
    def open_works(self) -> tuple[Work, ...]:
        return tuple(work for work in self.works if work.short not in self._settled) if self._settled else self.works


def sections(
    groups: Iterable[WorkGroup],
    unnamed: str,
    narration: Narration,
    writer: FragmentWriter,
    alignment: Alignment | None = None,
) -> tuple[DraftSection, ...]:
    """A section for each of ``groups``; ``alignment`` tells which works the author of an earlier draft tells.

    ``unnamed`` is the heading of works without a venue or year.
    """
    groups = tuple(groups)
    labels = slugs([group.id for group in _all(groups)])

    def section(group: WorkGroup, above: tuple[str, ...]) -> DraftSection:
        heading = group.heading or (narration.language.captions["rest"] if group.rest else unnamed)
        path = (*above, heading)
        return DraftSection(
            id=group.id,
            heading=heading,
            path=path,
            depth=len(above),
            label=labels[group.id],
            works=group.works,
            sections=tuple(section(below, path) for below in group.groups),
            _group=group,
            leaves=alignment.leaves.get(group.id, ()) if alignment else (),
            _settled=alignment.settled.get(group.id, frozenset()) if alignment else frozenset(),
            _narration=narration,
            _writer=writer,
        )

    return tuple(section(group, ()) for group in groups)


def flat(sections: Iterable[DraftSection]) -> Iterator[DraftSection]:
    """The sections, each before those below it."""
    for section in sections:
        yield section
        yield from flat(section.sections)


def _all(groups: Iterable[WorkGroup]) -> Iterator[WorkGroup]:
    for group in groups:
        yield group
        yield from _all(group.groups)


def write_statement(sentence: Sentence, writer: FragmentWriter) -> Statement:
    """A sentence, below the abstracts of its works if they are asked for."""
    above = [markers.abstract(key, text, writer.notation) for key, text in sentence.abstracts]
    return Statement(id=sentence.id, text=Markup("\n".join([*above, writer.sentence(sentence)])), opens=sentence.opens)
