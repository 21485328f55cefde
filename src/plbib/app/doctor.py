"""The services asked whether they answer as they did when their answers were recorded."""

from collections.abc import Sequence

from plbib.app.services import Services
from plbib.errors import UsageError
from plbib.io.http.messages import OFFLINE
from plbib.resolve import doctor, run
from plbib.resolve.doctor import PROBES, Probe, Visit
from plbib.text.unicode import near


def examine(services: Services, names: Sequence[str] = (), probes: Sequence[Probe] = PROBES) -> tuple[Visit, ...]:
    """A visit to each service, or to those called ``names``: one call by identifier, one by title."""
    if services.use.offline:
        raise UsageError("doctor asks services, and nobody is to be asked", f"run it without {OFFLINE}")
    examined = [probe.source for probe in probes]
    for name in names:
        if name not in examined:
            meant = near(name, examined, 3)
            hint = f"near: {', '.join(meant)}" if meant else "plbib sources names all"
            raise UsageError(f"no service called {name} can be examined", hint)
    chosen = [probe for probe in probes if not names or probe.source in names]
    visits: dict[str, Visit] = {}
    with services.session() as client:
        desk = run.Desk([], client.identity.has_key)
        for name, visit in client.run({probe.source: doctor.visit(desk, probe) for probe in chosen}):
            visits[name] = visit
            services.report("services asked", len(visits), len(chosen))
    return tuple(visits[probe.source] for probe in chosen)
