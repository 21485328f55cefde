"""Every name of a registry can be chosen on the command line, and no list of names is typed there."""

from collections.abc import Iterable

import click
import pytest

from plbib.cli import choices, doctor, printing, resolutions, services
from plbib.cli.choices import OneOf
from plbib.cli.commands import cli
from plbib.findings import Code
from plbib.formats import registry
from plbib.formats.bib.entry import DIALECTS
from plbib.formats.bib.profiles import BiblatexOptions, Options
from plbib.related_work import words
from plbib.related_work.options import DraftOptions
from plbib.related_work.writers import WRITERS
from plbib.rendering import engines, output
from plbib.rendering.bst import PROGRAMS
from plbib.rendering.words import GROUPINGS, NUMBERINGS, ORDERS
from plbib.zotero.report import PULLED

OFFERED: dict[tuple[str, str], Iterable[str]] = {
    ("export", "to"): registry.NAMES,
    ("export", "profile"): Options().profile.__class__,
    ("export", "encoding"): Options().encoding.__class__,
    ("export", "sort"): Options().sort.__class__,
    ("render", "to"): output.NAMES,
    ("render", "order"): ORDERS,
    ("render", "group_by"): GROUPINGS,
    ("render", "numbering"): NUMBERINGS,
    ("render", "engine"): engines.NAMES,
    ("cite", "to"): output.INLINE,
    ("styles", "form"): printing.STYLES,
    ("check", "form"): printing.FINDINGS,
    ("check", "ignore"): [*map(str, Code)],
    ("explain", "form"): printing.RULES,
    ("keys", "form"): printing.KEYS,
    ("diff", "form"): printing.DIFFERENCES,
    ("resolve", "form"): resolutions.FORMS,
    ("sources", "form"): services.FORMS,
    ("doctor", "form"): doctor.FORMS,
    ("sync", "form"): PULLED,
    ("related-work", "form"): words.FORMS,
    ("related-work", "to"): WRITERS,
    ("related-work", "group_by"): words.GROUPINGS,
    ("related-work", "cite"): words.COMMANDS,
    ("related-work", "bib"): DIALECTS,
    ("related-work", "level"): words.LEVELS,
    ("related-work", "document_class"): words.CLASSES,
    ("related-work", "engine"): words.ENGINES,
}
"""Each option that is one of several names, and where these come from."""
CHOICES = {
    (command, str(parameter.name)): parameter
    for command, made in cli.commands.items()
    for parameter in made.params
    if isinstance(parameter.type, click.Choice)
}


def test_every_option_of_names_is_listed_here() -> None:
    assert CHOICES.keys() == OFFERED.keys()


@pytest.mark.parametrize("which", CHOICES)
def test_an_option_offers_every_name_of_its_registry(which: tuple[str, str]) -> None:
    kind = CHOICES[which].type
    assert isinstance(kind, OneOf), "the names are typed here, not taken from a registry"
    assert [*kind.choices] == [*map(str, OFFERED[which])]
    assert all(kind.convert(name, None, None) == name for name in kind.choices)
    with pytest.raises(click.BadParameter, match="is not one of"):
        kind.convert("nonesuch", None, None)


def test_tables_that_only_programs_see_hold_the_same_names() -> None:
    assert printing.RULE.keys() == printing.RULES.keys()
    assert printing.KEY_CHANGES.keys() == printing.KEYS.keys()
    assert {line.name for line in engines.LINES if line.bst} == {*PROGRAMS}
    assert [line.name for line in registry.LINES if registry.load(line.name).options] == [*DIALECTS]
    assert BiblatexOptions.__struct_fields__ == Options.__struct_fields__
    assert all(output.load(line.name).inline for line in output.LINES if line.inline)
    assert DraftOptions().form in words.FORMS


def test_a_row_more_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "NAMES", (*registry.NAMES, "mods"))
    assert OneOf(choices.formats).convert("mods", None, None) == "mods"
