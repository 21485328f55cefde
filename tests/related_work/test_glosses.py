"""Whether a gloss goes on from its subject, or stands for itself."""

import pytest

from plbib.related_work.glosses import begins_with_verb


@pytest.mark.parametrize(
    ("gloss", "verb"),
    [
        ("rewards the pilot", True),  # in no list: what follows tells it from a plural
        ("rewards of the pilot", False),
        ("pilots share the wind", False),
        ("drivers the pilot has", False),  # an ending that no verb has …
        ("considers the pilot", True),  # … but for those that are listed
        ("filters the pilot used", True),
        ("kites the pilot flies", False),
        ("gently rewards the pilot", True),
        ("fly the kite", False),
    ],
)
def test_a_verb_is_told_from_a_plural_by_its_ending_and_what_follows(gloss: str, verb: bool) -> None:
    assert begins_with_verb(gloss) is verb
