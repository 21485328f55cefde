"""What options can be: names out of the registries, which are loaded when a command asks for them, and not before.

No list of names is written here. A registry's names cost nothing heavy to load, so that ``--help`` is quick.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # which takes no type before click 8.2


class OneOf(_Choice):
    """One of the names that ``names`` gives."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names, as text."""
        return tuple(map(str, self._names()))


class OfFormats(click.Command):
    """A command whose help names the formats, and what each is for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Add them below the options."""
        from plbib.formats.registry import LINES

        with formatter.section("Formats"):
            formatter.write_dl([(line.name, f"{line.title} ({' '.join(line.suffixes)})") for line in LINES])
        super().format_epilog(ctx, formatter)


def option(name: str, names: Callable[[], Iterable[str]], *more: str, **how: Any) -> Callable[[Any], Any]:
    """An option that is one of ``names``."""
    return click.option(name, *more, type=OneOf(names), **how)


def formats() -> Iterable[str]:
    """The formats of bibliographies."""
    from plbib.formats.registry import NAMES

    return NAMES


def profiles() -> Iterable[str]:
    """How much a .bib says of a venue."""
    from plbib.formats.bib.words import Profile

    return Profile


def encodings() -> Iterable[str]:
    """The characters of a .bib."""
    from plbib.formats.bib.words import Encoding

    return Encoding


def orders() -> Iterable[str]:
    """The order of a .bib."""
    from plbib.formats.bib.words import Order

    return Order


def dialects() -> Iterable[str]:
    """The formats that are a .bib."""
    from plbib.formats.bib.words import DIALECTS

    return DIALECTS


def forms() -> Iterable[str]:
    """The forms of a reference list."""
    from plbib.rendering.output import NAMES

    return NAMES


def inline_forms() -> Iterable[str]:
    """The forms of a citation in the text."""
    from plbib.rendering.output import INLINE

    return INLINE


def engines() -> Iterable[str]:
    """What runs a style."""
    from plbib.rendering.engines import NAMES

    return NAMES


def reference_orders() -> Iterable[str]:
    """The order of references."""
    from plbib.rendering.words import ORDERS

    return ORDERS


def reference_groupings() -> Iterable[str]:
    """What references are grouped by."""
    from plbib.rendering.words import GROUPINGS

    return GROUPINGS


def numberings() -> Iterable[str]:
    """How references are numbered over groups."""
    from plbib.rendering.words import NUMBERINGS

    return NUMBERINGS


def drafts() -> Iterable[str]:
    """The forms of a related-work section."""
    from plbib.related_work.words import FORMS

    return FORMS


def draft_types() -> Iterable[str]:
    """The languages of a related-work section."""
    from plbib.related_work.words import FILE_TYPES

    return FILE_TYPES


def draft_groupings() -> Iterable[str]:
    """What the works of a related-work section are grouped by."""
    from plbib.related_work.words import GROUPINGS

    return GROUPINGS


def citations() -> Iterable[str]:
    """The commands of LaTeX that cite."""
    from plbib.related_work.words import COMMANDS

    return COMMANDS


def levels() -> Iterable[str]:
    """The commands of LaTeX for headings."""
    from plbib.related_work.words import LEVELS

    return LEVELS


def classes() -> Iterable[str]:
    """The classes of papers."""
    from plbib.related_work.words import CLASSES

    return CLASSES


def tex_engines() -> Iterable[str]:
    """The programs that compile a paper."""
    from plbib.related_work.words import ENGINES

    return ENGINES


def findings() -> Iterable[str]:
    """How findings are shown."""
    from plbib.cli.printing import FINDINGS

    return FINDINGS


def codes() -> Iterable[str]:
    """The codes of findings."""
    from plbib.findings import Code

    return Code


def rules() -> Iterable[str]:
    """How codes of findings are explained."""
    from plbib.cli.printing import RULES

    return RULES


def styles() -> Iterable[str]:
    """How styles are shown."""
    from plbib.cli.printing import STYLES

    return STYLES


def services() -> Iterable[str]:
    """How services are shown."""
    from plbib.cli.services import FORMS

    return FORMS


def visits() -> Iterable[str]:
    """How it is shown how services answer."""
    from plbib.cli.doctor import FORMS

    return FORMS


def keys() -> Iterable[str]:
    """How citation keys are shown."""
    from plbib.cli.printing import KEYS

    return KEYS


def resolutions() -> Iterable[str]:
    """How it is shown what became of papers."""
    from plbib.cli.resolutions import FORMS

    return FORMS


def differences() -> Iterable[str]:
    """How differences are shown."""
    from plbib.cli.printing import DIFFERENCES

    return DIFFERENCES


def plans() -> Iterable[str]:
    """How the plan of a sync is shown."""
    from plbib.zotero.words import REPORTS

    return REPORTS


def pairs(same: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """``NEW=OLD`` and ``NEW=`` as pairs."""
    for pair in same:
        if "=" not in pair or pair.startswith("="):
            raise click.UsageError(f"--same {pair}: give NEW=OLD, or NEW= for a paper that is new")
    return tuple((new, old) for new, _, old in (pair.partition("=") for pair in same))
