"""Text in the order of a reader: blanks, symbols, numbers by their value, letters; accents, case, punctuation aside.

The first level of the Unicode collation with what the languages of the CSL locales change in it (CLDR). Han is by
pinyin in Chinese, else in the order of the national character sets, whose common characters are arranged by
pronunciation (JIS X 0208, KS X 1001) or by strokes (Big5), behind kana and Hangul; in other languages, and what none of
these has behind the rest, by code point.
"""

import re
import unicodedata
from functools import cache

from plbib.text.patterns import regex

_SPELT = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h"}
_ROOT = (
    "e ə, i ı, n ŋ, z þ, и й, ء آ أ ٱ ؤ إ ئ ا, ب ٻ پ ڀ, ث ٹ ٺ ټ ٽ, ج ڃ ڄ چ ڇ, خ ځ ڂ څ, ذ ڈ ډ ڌ ڍ, ز ڑ ړ ږ ژ, "
    "ش ښ, غ ڠ, ف ڤ, ك ک ڪ ګ ڭ گ, ن ں ڻ ڼ, ه ھ ہ ۃ ە, ي ی ۍ ێ ې ے"
)
_LETTERS = {
    "ar": "ء ا=أ=إ=ء=ئ=ؤ آ ٱ, ي=ى=ی",
    "cs": "c č, h ch, r ř, s š, z ž",
    "da": "z æ=ä ø=ö=ő å=aa, y=ü=ű",
    "es": "n ñ",
    "et": "s š z ž, w õ ä ö ü",
    "fa": "ء آ ا=ٱ أ=إ=ء=ئ=ؤ, ك=ک, و ه=ة=ھ, ي=ى=ی",
    "fi": "z å ä=æ ö=ø, y=ü",
    "hr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "hu": "c cs, d dz dzs, g gy, l ly, n ny, o ö=ő, s sz, t ty, u ü=ű, z zs",
    "is": "a á, d ð, e é, i í, o ó, u ú, y ý, z þ æ=ä ö=ø å",
    "lt": "c č, i=y, s š, z ž",
    "lv": "c č, g ģ, i=y, k ķ, l ļ, n ņ, r ŗ, s š, z ž",
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "ro": "a ă â, i î, s ș=ş, t ț=ţ",
    "sk": "a ä, c č, h ch, o ô, r ř, s š, z ž",
    "sv": "z å ä=æ=ę ö=ø=ő=œ=ô, y=ü=ű",
    "tr": "c ç, g ğ, h ı, o ö, s ş, u ü",
    "vi": "a ă â, d đ, e ê, o ô ơ, u ư",
}
"""Letters of a language by the letter that they follow; ``=`` joins those that sort alike."""
_SCRIPTS = {
    **dict.fromkeys(("bg", "mn", "ru", "sr", "uk"), ("CYRILLIC",)),
    **dict.fromkeys(("ar", "fa"), ("ARABIC",)),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "ko": ("HANGUL", "CJK"),
    "th": ("THAI",),
    "zh": ("CJK",),
}
"""Scripts that go before the Latin one in a language, as Unicode names begin."""
_PINYIN = "pinyin"
_HAN = {"zh": _PINYIN, "zh-TW": "big5", "zh-HK": "big5", "ja": "shift_jis", "ko": "euc_kr"}
"""The character set by which Han sorts in a language, but for Chinese by pinyin."""
_SAME = {"gl": "es", "nb": "da", "nn": "da", "sl": "hr", "sr": "hr", "az": "tr"}
_AFTER = 0x10FFF0  # behind anything that follows the plain letter
_BEHIND_KANA = 0x4E00
_BLANK = "\1"
_DIGITS = regex(r"\d+")

Key = tuple[str, str]
"""What is compared: letters without case and accents, then the text itself."""


class _Weights(dict[int, str]):
    """What a character weighs on the first level; filled on demand."""

    def __init__(self, letters: dict[str, str], scripts: tuple[str, ...], han: str | None) -> None:
        super().__init__()
        self._letters, self._scripts, self._han = letters, scripts, han

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = weight = self._weight(character)
        return weight

    def _weight(self, character: str) -> str:
        if character == " ":
            return _BLANK
        if unicodedata.category(character).startswith("S"):
            return f"\2{character}"
        letter = self._letter(character.lower())
        if self._han and "\u3400" <= letter <= "\u9fff":
            letter = _by_pinyin(letter) if self._han == _PINYIN else _in_set(letter, self._han)
        own = letter and self._scripts and unicodedata.name(character, "").startswith(self._scripts)
        return f"1{letter}" if own else letter

    def _letter(self, letter: str) -> str:
        sorted_as = self._letters.get(letter)
        if sorted_as is not None:
            return sorted_as
        parts = unicodedata.normalize("NFKD", _SPELT.get(letter, letter))
        return "".join(part for part in parts if part.isalnum() and not unicodedata.combining(part))


class _Alphabet:
    """The letters of one language."""

    def __init__(self, spoken: str) -> None:
        language = spoken.split("-", maxsplit=1)[0]
        letters = _placed(_ROOT)
        letters.update(_placed(_LETTERS.get(_SAME.get(language, language), "")))
        several = sorted((letter for letter in letters if len(letter) > 1), key=len, reverse=True)
        self._several = re.compile("|".join(several), re.IGNORECASE) if several else None
        self._letters = letters
        self._weights = _Weights(
            {letter: weight for letter, weight in letters.items() if len(letter) == 1},
            _SCRIPTS.get(language, ()),
            _HAN.get(spoken) or _HAN.get(language),
        )

    def weigh(self, text: str) -> str:
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        text = _DIGITS.sub(_by_value, text)
        if self._several is None:
            return text.translate(self._weights).lstrip(_BLANK)
        out, at = [], 0
        for match in self._several.finditer(text):
            out += [text[at : match.start()].translate(self._weights), self._letters[match[0].casefold()]]
            at = match.end()
        return "".join([*out, text[at:].translate(self._weights)]).lstrip(_BLANK)


def _placed(chains: str) -> dict[str, str]:
    """What the letters of ``chains`` weigh."""
    weights = {}
    for chain in filter(None, chains.split(", ")):
        first, *others = (group.split("=") for group in chain.split())
        weights.update(dict.fromkeys(first[1:], first[0]))
        weights.update({letter: first[0] + chr(_AFTER + at) for at, group in enumerate(others) for letter in group})
    return weights


def _by_pinyin(letter: str) -> str:
    return chr(_pinyin().get(letter[0], 0x10000 + ord(letter[0])))


@cache
def _pinyin() -> dict[str, int]:
    from importlib.resources import files  # takes a while to load

    lines = files("plbib").joinpath("data/pinyin.txt").read_text(encoding="utf-8").splitlines()
    return {letter: _BEHIND_KANA + at for at, letter in enumerate("".join(lines[1:]))}


def _in_set(letter: str, encoding: str) -> str:
    """The place of ``letter`` in a character set of two bytes; its code point, behind all of them, if it has none."""
    try:
        return chr(int.from_bytes(letter.encode(encoding)[:2]) - 0x8000 + _BEHIND_KANA)
    except UnicodeEncodeError:
        return chr(0x10000 + ord(letter[0]))


def _by_value(match: re.Match[str]) -> str:
    """Digits that sort by their value: the longer number, the later."""
    digits = match[0]
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    digits = digits.lstrip("0")
    return f"0{len(digits):04}{digits}"


_language = cache(_Alphabet)


def collate(text: str, language: str = "en") -> Key:
    """The key by which ``text`` sorts in a language (``sv``, ``pt-BR``)."""
    return weigh(text, language), text.lower()


def weigh(text: str, language: str) -> str:
    """The first level of :func:`collate` alone, by which words are equal that differ in case or accents only."""
    return _language(language if language in _HAN else language.split("-", maxsplit=1)[0]).weigh(text)
