"""The world's services asked about papers: by the client of this machine, at their pace."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from plbib.io.http.client import Client, online, replay
from plbib.io.http.credentials import MAILTO
from plbib.io.http.messages import Use
from plbib.model import Record
from plbib.papers.identifiers import Identifier, identify
from plbib.resolve import run, sources, update
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import Decision
from plbib.resolve.update import News

K = TypeVar("K")


class Services(Struct, frozen=True, kw_only=True):
    """How services are asked; ``report`` is told how many papers of how many are done, ``say`` what people should know.

    All answers are written into the folder ``record``, or come from the folder ``replay`` that was so written.
    Records have their abstracts only if ``abstracts`` are wanted. ``client`` makes what asks; tests make another.
    """

    use: Use = Use()
    report: Callable[[str, int, int], None] = lambda _, __, ___: None
    say: Callable[[str], None] = lambda _: None
    record: Path | None = None
    replay: Path | None = None
    abstracts: bool = False
    client: Callable[["Services"], Client] = lambda services: services.of_this_machine()

    def of_this_machine(self) -> Client:
        if self.replay:
            return replay(self.replay, self.say)
        return online(self.use, self.say, run.credentials(), self.record)

    @contextmanager
    def session(self) -> Iterator[Client]:
        """What asks, until the block is over."""
        client = self.client(self)
        if not (self.use.offline or self.replay or client.identity.mailto):
            self.say(f"{MAILTO} is not set: with your address, services answer faster (docs/services.md)")
        try:
            yield client
        finally:
            client.close()

    def _desk(self, client: Client, papers: Iterable[Wanted]) -> run.Desk:
        return run.Desk(papers, client.identity.has_key, abstracts=self.abstracts)

    def decide(
        self, papers: Mapping[K, tuple[Wanted, Sequence[Candidate]]], decisions: dict[K, Decision] | None = None
    ) -> dict[K, Decision]:
        """What becomes of papers, by names of the caller's; each with the records of it that are at hand.

        In ``decisions`` stands what was decided by then, also when this is interrupted.
        """
        decisions = {} if decisions is None else decisions
        if not papers:
            return decisions
        with self.session() as client:
            desk = self._desk(client, [wanted for wanted, _ in papers.values()])
            conversations = {name: desk.look_up(wanted, given) for name, (wanted, given) in papers.items()}
            for name, decision in client.run(conversations):
                decisions[name] = decision
                self.report("papers looked up", len(decisions), len(papers))
        return decisions

    def hear(self, records: Mapping[K, Record], heard: dict[K, News] | None = None) -> dict[K, News]:
        """What became of the papers of records, by names of the caller's; ``heard`` as in :meth:`decide`."""
        heard = {} if heard is None else heard
        with self.session() as client:
            desk = self._desk(client, map(update.describe, records.values()))
            for name, news in client.run({name: update.hear(desk, record) for name, record in records.items()}):
                heard[name] = news
                self.report("papers looked up", len(heard), len(records))
        return heard

    def fetch(self, text: str) -> list[Candidate]:
        """The records that ``SOURCE:ID``, a DOI, another identifier or an address names."""
        source, _, value = text.partition(":")
        name = identify(value if source in sources.NAMES else text)
        if source in sources.NAMES and name is None:
            name = Identifier(next(iter(sorted(sources.load(source).kinds)), source), value)
        if name is None:
            return []
        with self.session() as client:
            desk = self._desk(client, [])
            return next(candidates for _, candidates in client.run({"": desk.fetch(name)}))
