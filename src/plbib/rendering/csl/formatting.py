"""What all elements share: affixes, fonts, quotes, text-case, periods, display (CSL 1.0.2, "Formatting")."""

from collections.abc import Callable, Mapping

from plbib.rendering.csl import numerals, signs, textcase
from plbib.rendering.csl.context import Context
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import DELIMITER, LEAF, OWN, PUNCTUATION, QUOTE, SUFFIX
from plbib.rendering.csl.style import Element, tag
from plbib.rendering.csl.textcase import Case
from plbib.text.html import unescape
from plbib.text.patterns import regex

_OF_A_LANGUAGE = frozenset(
    "archive archive-place authority collection-title container-title country event event-place genre "
    "jurisdiction medium publisher publisher-place title title-short".split()
)
"""The variables that citeproc-js holds to be in the language of the item."""
Finish = Callable[[str, Context | None], str]
"""Text of an element into what it prints, with everything its attributes ask for."""
SLANTED = regex("[-0-9A-Za-z\u00c0-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u1e00-\u1fff\u200c-\u200e\u202a-\u202e]")
"""Text with one of these is set in italics where a style asks for them; Han, kana or Hangul alone is not."""
_SLANT = "font-style"
PERIODS = regex(r"\.(?![a-z0-9])")
"""The periods that strip-periods takes: not those inside numbers and addresses."""


def font(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The signs before and after text in the fonts that attributes ask for."""
    opening = closing = ""
    for (name, value), pair in signs.FONT.items():
        if attributes.get(name) == value:
            opening, closing = opening + pair[0], pair[1] + closing
    return opening, closing


def affix(element: Element, name: str) -> str:
    """``prefix`` or ``suffix`` with signs; tags in it are text, as citeproc-js has it."""
    return signs.literal(unescape(element.get(name) or ""))


def delimiter(text: str | None) -> str:
    """A delimiter with signs: a mark at its start meets what stands before; one at its end, only itself behind it."""
    text = signs.literal(unescape(text or ""))
    if not text:
        return ""
    return (DELIMITER if text[0] in PUNCTUATION else "") + text + (OWN if text[-1] in PUNCTUATION else "")


def around(element: Element, scope: Scope, *, leaf: bool = False, slanted: bool = True) -> tuple[str, str]:
    """What stands before and after the text of an element; ``leaf`` if it prints text of its own.

    Without italics, whatever the style says, if not ``slanted``.
    """
    fonts = element.attrib if slanted else {name: value for name, value in element.attrib.items() if name != _SLANT}
    opening, closing = font(fonts)
    prefix, suffix = affix(element, "prefix"), affix(element, "suffix")
    if scope.in_note and (element.get("macro") or tag(element) in ("group", "date")):
        prefix, suffix = signs.in_note(prefix), signs.in_note(suffix)
    quotes = element.get("quotes") == "true"
    if quotes:
        suffix = OWN + suffix + (SUFFIX if suffix and suffix[-1] in PUNCTUATION else "")
    elif leaf and opening:
        prefix = LEAF + prefix if prefix[:1] in PUNCTUATION and prefix else prefix
        suffix = (OWN if suffix and suffix[0] in PUNCTUATION else "") + suffix + LEAF
    elif suffix and suffix[-1] in PUNCTUATION:
        suffix += SUFFIX
    if quotes:
        opening, closing = QUOTE[0] + opening, (signs.INSIDE + closing if closing else "") + QUOTE[1]
    before, after = prefix + opening, closing + suffix
    display = signs.DISPLAY.get(element.get("display")) if not scope.grouped else None
    return (display[0] + before, after + display[1]) if display else (before, after)


def finisher(element: Element, scope: Scope, *, leaf: bool = False, label: bool = False) -> Finish:
    """What the attributes of ``element`` make of its text; a label's title case does not depend on the item."""
    before, after = around(element, scope, leaf=leaf)
    change = _change(element, scope, leaf=leaf, label=label)
    if (leaf or label) and element.get(_SLANT):
        upright = around(element, scope, leaf=leaf, slanted=False)
        return _slanting((before, after), upright, change)
    if change is None:
        return lambda text, _: f"{before}{text}{after}"
    return lambda text, context: f"{before}{change(text, context)}{after}"


def _slanting(slanted: tuple[str, str], upright: tuple[str, str], change: Finish | None) -> Finish:
    def finish(text: str, context: Context | None) -> str:
        before, after = slanted if SLANTED.search(text) else upright
        return f"{before}{change(text, context) if change else text}{after}"

    return finish


def text_changer(element: Element, scope: Scope) -> Finish | None:
    """What changes the letters of an element's text, not only what stands around it; None if nothing does."""
    return _change(element, scope, leaf=True, label=False)


def may_empty(element: Element, scope: Scope) -> bool:
    """Whether nothing may be left of an element's text: periods alone where they are taken out."""
    return scope.strip_periods or element.get("strip-periods") == "true"


def _change(element: Element, scope: Scope, *, leaf: bool, label: bool) -> Finish | None:
    if element.get("macro") or tag(element) == "group":
        return None
    case = _case(element, scope)
    title_case = element.get("text-case") == "title" and not label
    everywhere = element.get("variable") not in _OF_A_LANGUAGE
    strip = element.get("strip-periods") == "true" or (leaf and scope.strip_periods)
    unquoted = element.get("quotes") == "false"
    if case is None and not strip and not unquoted:
        return None
    english = scope.locale.language.startswith("en")

    def change(text: str, context: Context | None) -> str:
        if case is not None and (not title_case or _in_title_case(context, everywhere, english)):
            text = case(text)
        if unquoted and not text.isascii():
            text = signs.outward(text)
        return PERIODS.sub("", text) if strip else text

    return change


def _in_title_case(context: Context | None, everywhere: bool, otherwise: bool) -> bool:
    """Whether title case holds, which is for English: of the item, else of the style, as citeproc-js has it.

    It does so by variable, and leaves out items of a jurisdiction (CSL 1.0.2, "Title Case Conversion").
    """
    if context is None:
        return everywhere or otherwise
    if "jurisdiction" in context.item:
        return False
    return everywhere or (otherwise if context.english is None else context.english)


def _case(element: Element, scope: Scope) -> Case | None:
    case = textcase.CASES.get(element.get("text-case"))
    if case and scope.locale.language[:2] in ("tr", "az"):
        case = textcase.turkish(case)
    if case and (tag(element) == "number" or element.get("variable") in numerals.DASHED):
        return numerals.changing_each(case)
    return case
