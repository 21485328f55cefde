"""What is looked for, and the records that may be it, whoever they are from."""

from msgspec import Struct

from plbib.model import Record
from plbib.papers.identity import Paper, paper_of
from plbib.resolve import notices, titles
from plbib.resolve.titles import TitleEvidence


class Wanted(Struct, frozen=True, kw_only=True):
    """What is known of the paper that is looked for: ``titles`` beside its own, and ``venue``, as printed.

    ``type`` is that of CSL, where a record is looked for; a list does not say what its papers are.
    """

    paper: Paper
    titles: tuple[str, ...] = ()
    venue: str | None = None
    type: str = ""

    def like(self, candidate: "Candidate") -> TitleEvidence:
        """How far the nearest of its titles is one of a candidate's."""
        own = (candidate.record.item.title, *candidate.titles)
        own = tuple(dict.fromkeys((*own, *map(notices.bare_title, own))))
        return max(titles.compare(title, own) for title in (self.paper.title, *self.titles))


class Candidate(Struct, frozen=True, kw_only=True):
    """A record that may be the paper.

    ``source`` names where it is from, ``titles`` are others that it has (in its own language, with its subtitle), and
    ``tokens`` identifiers that it is known by beside its own. ``whole`` says that it is a volume, and no paper in it.
    """

    record: Record
    source: str
    titles: tuple[str, ...] = ()
    tokens: frozenset[str] = frozenset()
    whole: bool = False

    @property
    def paper(self) -> Paper:
        """What the record's paper is recognised by."""
        own = paper_of(self.record)
        return Paper(title=own.title, tokens=own.tokens | self.tokens, authors=own.authors, year=own.year)
