"""HTML of references in one form that is compared: the text, and which of it is set in which font."""

from html import escape
from html.parser import HTMLParser
from itertools import groupby

FONTS = ("b", "i", "u", "sc", "sup", "sub")
"""Bold, italics, underlined, small capitals, raised, lowered: what a character may stand in."""
_STRAIGHT = str.maketrans("‘’", "''")
_TAGS = {"strong": "b", "em": "i"}
_STYLES = {
    "font-style:italic": ("i", True),
    "font-style:oblique": ("i", True),
    "font-style:normal": ("i", False),
    "font-weight:bold": ("b", True),
    "font-weight:normal": ("b", False),
    "font-variant:small-caps": ("sc", True),
    "font-variant:normal": ("sc", False),
    "font-variant:small-caps-normal": ("sc", False),
    "text-decoration:underline": ("u", True),
    "text-decoration:none": ("u", False),
    "vertical-align:super": ("sup", True),
    "vertical-align:sub": ("sub", True),
}
_Fonts = frozenset[str]


class _Reader(HTMLParser):
    """The characters of a text, each with its fonts; a division is a blank."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.characters: list[tuple[str, _Fonts]] = []
        self._open: list[tuple[str, _Fonts]] = [("", frozenset())]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._divide(tag)
        fonts = set(self._open[-1][1])
        name = _TAGS.get(tag, tag)
        if name in FONTS:
            fonts.add(name)
        for rule in (dict(attrs).get("style") or "").replace(" ", "").split(";"):
            font, is_on = _STYLES.get(rule, ("", False))
            (fonts.add if is_on else fonts.discard)(font)
        if tag not in ("br", "img", "hr"):
            self._open.append((tag, frozenset(fonts)))

    def handle_endtag(self, tag: str) -> None:
        self._divide(tag)
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                break

    def handle_data(self, data: str) -> None:
        self.characters += [(character, self._open[-1][1]) for character in data.translate(_STRAIGHT)]

    def _divide(self, tag: str) -> None:
        if tag == "div":
            self.characters.append((" ", frozenset()))


def marked(made: str) -> str:
    """``made`` (HTML) with single blanks and straight apostrophes, its fonts as ``<i>``, ``<b>`` … in a fixed order.

    A blank has the fonts of both its neighbours; other tags are gone, and ``<``, ``>``, ``&`` of the text are escaped.
    """
    reader = _Reader()
    reader.feed(made)
    reader.close()
    characters: list[tuple[str, _Fonts]] = []
    for character, fonts in reader.characters:
        if not character.isspace():
            characters.append((character, fonts))
        elif characters and characters[-1][0] != " ":
            characters.append((" ", frozenset()))
    if characters and characters[-1][0] == " ":
        characters.pop()
    for at in range(1, len(characters) - 1):
        if characters[at][0] == " ":
            characters[at] = (" ", characters[at - 1][1] & characters[at + 1][1])
    out = ""
    for fonts, run in groupby(characters, lambda one: one[1]):
        names = [name for name in FONTS if name in fonts]
        opening, closing = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
        out += opening + escape("".join(character for character, _ in run), quote=False) + closing
    return out
