"""What all elements share: affixes, fonts, quotes, text-case, periods, display (CSL 1.0.2, "Formatting")."""

import re
from collections.abc import Callable, Mapping
from html import unescape

from plbib.rendering.csl import signs, textcase
from plbib.rendering.csl.context import Context, Scope
from plbib.rendering.csl.fields import tagged
from plbib.rendering.csl.signs import DELIMITER, LEAF, OWN, PUNCTUATION, QUOTE, SUFFIX
from plbib.rendering.csl.style import Element
from plbib.rendering.csl.textcase import Case

Finish = Callable[[str, Context | None], str]
"""Text of an element into what it prints, with everything its attributes ask for."""
PERIODS = re.compile(r"\.(?![a-z0-9])")
"""The periods that strip-periods takes: not those inside numbers and addresses."""


def font(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The signs before and after text in the fonts that attributes ask for."""
    opening = closing = ""
    for (name, value), pair in signs.FONT.items():
        if attributes.get(name) == value:
            opening, closing = opening + pair[0], pair[1] + closing
    return opening, closing


def affix(element: Element, name: str) -> str:
    """``prefix`` or ``suffix`` with signs."""
    return tagged(signs.literal(unescape(element.get(name) or "")))


def delimiter(text: str | None) -> str:
    """A delimiter with signs: where it starts with punctuation, that meets what stands before."""
    text = signs.literal(unescape(text or ""))
    return DELIMITER + text if text[:1] in PUNCTUATION and text else text


def around(element: Element, scope: Scope, *, leaf: bool = False) -> tuple[str, str]:
    """What stands before and after the text of an element; ``leaf`` if it prints text of its own."""
    opening, closing = font(element.attrib)
    prefix, suffix = affix(element, "prefix"), affix(element, "suffix")
    quotes = element.get("quotes") == "true"
    if quotes:
        suffix = OWN + suffix + (SUFFIX if suffix and suffix[-1] in PUNCTUATION else "")
    elif leaf and opening:
        prefix = LEAF + prefix if prefix[:1] in PUNCTUATION and prefix else prefix
        suffix = (OWN if suffix and suffix[0] in PUNCTUATION else "") + suffix + LEAF
    elif suffix and suffix[-1] in PUNCTUATION:
        suffix += SUFFIX
    if quotes:
        opening, closing = opening + QUOTE[0], QUOTE[1] + closing
    before, after = prefix + opening, closing + suffix
    display = signs.DISPLAY.get(element.get("display")) if not scope.grouped else None
    return (display[0] + before, after + display[1]) if display else (before, after)


def finisher(element: Element, scope: Scope, *, leaf: bool = False, label: bool = False) -> Finish:
    """What the attributes of ``element`` make of its text; a label's title case does not depend on the item."""
    before, after = around(element, scope, leaf=leaf)
    change = _change(element, scope, leaf=leaf, label=label)
    if change is None:
        return lambda text, _: f"{before}{text}{after}"
    return lambda text, context: f"{before}{change(text, context)}{after}"


def changes_text(element: Element, scope: Scope) -> bool:
    """Whether an element changes the letters of its text, not only what stands around it."""
    return _change(element, scope, leaf=True, label=False) is not None


def _change(element: Element, scope: Scope, *, leaf: bool, label: bool) -> Finish | None:
    if element.get("macro"):
        return None
    case = _case(element, scope)
    title_case = element.get("text-case") == "title" and not label
    strip = element.get("strip-periods") == "true" or (leaf and scope.strip_periods)
    if case is None and not strip:
        return None
    english = scope.compiler.locale.language.startswith("en")

    def change(text: str, context: Context | None) -> str:
        if case is not None and (not title_case or _in_english(context, english)):
            text = case(text)
        return PERIODS.sub("", text) if strip else text

    return change


def _in_english(context: Context | None, otherwise: bool) -> bool:
    """Title case is for English alone: of the item, else of the style (CSL 1.0.2, "Title Case Conversion")."""
    return otherwise if context is None or context.english is None else context.english


def _case(element: Element, scope: Scope) -> Case | None:
    case = textcase.CASES.get(element.get("text-case"))
    turkish = scope.compiler.locale.language[:2] in ("tr", "az")
    return textcase.turkish(case) if case and turkish else case
