"""Lines below an entry that begin with a label of the list's own: ``Datasets: CoQA``, ``Key: offline learning``."""

from plbib.lists import bylines, shapes, titles
from plbib.lists.fields.printed import LABEL
from plbib.lists.lexed import Fields, Lexed, light
from plbib.papers import venues
from plbib.text.patterns import regex

_LABEL = regex(r"[^\w\[(]*([^\W\d_][\w /-]{1,29}?)\s*[:：]\s+(?=\S)")


_PART = regex(r"[.,;] ")


def take(lexed: Lexed, said: Fields) -> bool:
    """Whether a block begins with a label that is none of a field or a link: all of it is then a note of ``said``.

    What stands behind it is no venue, and no names.
    """
    if ":" not in lexed.text[:_LONGEST] and "：" not in lexed.text[:_LONGEST]:
        return False
    printed = titles.plain("".join(run.text for run in lexed.runs))
    label = _LABEL.match(printed)
    if label is None or LABEL.match(printed) or (titles.is_role(label[1]) and (lexed.links or "://" in printed)):
        return False
    name, behind = label[1], printed[label.end() :]
    people = bylines.names(behind) and any(" " in one.strip() for one in behind.split(","))
    if venues.find(name) or bylines.names(name, alone=True) or light(behind):
        return False
    named = venues.find(behind) or (" " in behind and shapes.venue_for_sure(behind))
    named = named or shapes.venue_year(_PART.split(behind)[-1])
    linked = all(run.token or light(run.text) for run in lexed.runs if run.start > lexed.text.find(name) + len(name))
    if named or (not linked and (people or shapes.affiliation(behind))):
        return False
    said.notes.append(titles.unquoted(f"{name}: {behind}"))
    return True


_LONGEST = 40
