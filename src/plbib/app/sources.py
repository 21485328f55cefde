"""The services that can be asked for records."""

from msgspec import Struct

from plbib.resolve.sources import NAMES, load


class Service(Struct, frozen=True, kw_only=True):
    """A service: by which kinds of identifiers it is asked, ``batch`` of them in one call, and whether by title.

    ``keys`` are the variables of the environment from which a user's key is taken. ``unproven`` says why it is not
    certain that what it answers today is read; it is ``""`` where recorded answers of today's shape are read.
    ``hosts`` are those that are asked; none is named where it is that of the paper's own link.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    identifiers: tuple[str, ...]
    by_title: bool
    batch: int
    keys: tuple[str, ...]
    unproven: str


def sources() -> tuple[Service, ...]:
    """All services, in the order of the registry."""
    return tuple(
        Service(
            name=source.name,
            title=source.title,
            hosts=source.hosts,
            identifiers=tuple(sorted(source.kinds)),
            by_title=source.search is not None,
            batch=source.batch,
            keys=tuple(credential.variable for credential in source.credentials),
            unproven=source.unproven,
        )
        for source in map(load, NAMES)
    )
