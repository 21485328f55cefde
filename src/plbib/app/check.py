"""The findings about a source."""

from collections.abc import Sequence

from plbib import checks
from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.reach import check_links
from plbib.app.services import Services
from plbib.errors import ConfigError
from plbib.findings import Code
from plbib.io.config import Config
from plbib.model import Finding
from plbib.text.unicode import near


def check(source: Sources = None, ignore: Sequence[str] = (), services: Services | None = None) -> tuple[Finding, ...]:
    """The findings about a list and its records, in the order of their places.

    Those of the codes ``ignore``, and of ``check.ignore`` in the project's configuration, are left out. With
    ``services``, the hosts of its links are asked whether these still lead somewhere.
    """
    settings = load_configuration()
    ignored = left_out(settings, ignore)
    opened = open_source(source, settings)
    findings = checks.check(opened.library, opened.texts)
    if services:
        findings = checks.sort((*findings, *check_links(opened.library, services)))
    return tuple(one for one in findings if one.code not in ignored)


def left_out(settings: Config, ignore: Sequence[str]) -> frozenset[str]:
    """The codes ``ignore`` and those of the configuration. Raises :class:`ConfigError` for one that does not exist."""
    codes = [*map(str, Code)]
    for code in settings.check.ignore:
        if code not in codes:
            meant = near(code, codes, 3)
            hint = f"near: {', '.join(meant)}; plbib explain names all" if meant else "plbib explain names all"
            raise ConfigError(f"check.ignore: no finding has the code {code}", hint)
    return frozenset((*ignore, *settings.check.ignore))
