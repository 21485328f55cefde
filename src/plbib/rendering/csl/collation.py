"""Text in the order of a reader: letters first, accents, case and punctuation aside (as the Unicode root order)."""

import unicodedata

_BEFORE_LETTERS = " _-"
_SPELT = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ŋ": "n",
    "ħ": "h",
}

Key = tuple[str, str]
"""What is compared: letters without case and accents, then the text itself."""


class _Weights(dict[int, str]):
    """What a character weighs on the first level; filled on demand."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _BEFORE_LETTERS:
            weight = chr(1 + _BEFORE_LETTERS.index(character))
        else:
            spelt = _SPELT.get(character.lower(), character.lower())
            parts = unicodedata.normalize("NFKD", spelt)
            weight = "".join(part for part in parts if part.isalnum() and not unicodedata.combining(part))
        self[code] = weight
        return weight


_WEIGHTS = _Weights()


def collate(text: str) -> Key:
    """The key by which ``text`` sorts."""
    return text.translate(_WEIGHTS), text.lower()
