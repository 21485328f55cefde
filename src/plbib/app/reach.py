"""Whether the links of a source still lead somewhere: asked, and asked once more in the end where that is not sure."""

from datetime import UTC, datetime

from plbib.app.services import Services
from plbib.checks import reach
from plbib.checks.reach import LinkReach, LinkVerdict
from plbib.io.http.client import Client
from plbib.model import Finding, Library

_DAY = 86_400
_AGAIN = frozenset({LinkVerdict.GONE, LinkVerdict.UNSURE})


def check_links(library: Library, services: Services) -> tuple[Finding, ...]:
    """A finding for each link that is gone, leads elsewhere, or cannot be told; in the order of the list.

    What was gone on an earlier day, too, is dead. When that was lies in the cache: losing it loses no more than a day.
    """
    links = list(reach.links(library))
    with services.session() as client:
        reached = _look(client, [*dict.fromkeys(link.url for _, link, _ in links)], services)
        day = int(client.today() // _DAY)
        findings = []
        for entry, link, key in links:
            own, first = reached[link.url], None
            if own.verdict is LinkVerdict.GONE:
                first = client.answers.gone_before(link.url, day)
            elif own.verdict is not LinkVerdict.UNSURE:
                client.answers.is_there(link.url)
            since = datetime.fromtimestamp(first * _DAY, UTC).date() if first is not None else None
            findings.append(reach.report(entry, link, key, own, since))
    return tuple(finding for finding in findings if finding)


def _look(client: Client, urls: list[str], services: Services) -> dict[str, LinkReach]:
    """What becomes of addresses; those of which that is not sure are asked about again when all others are done."""
    reached: dict[str, LinkReach] = {}
    for number, (url, own) in enumerate(client.run({url: reach.look(url) for url in urls}), start=1):
        reached[url] = own
        services.report("links checked", number, len(urls))
    doubtful = {url: reach.look(url) for url, own in reached.items() if own.verdict in _AGAIN}
    for url, own in client.run(doubtful):
        first = reached[url]
        reached[url] = (
            first if own.verdict is LinkVerdict.GONE and first.verdict is LinkVerdict.GONE and first.copy else own
        )
    return reached
