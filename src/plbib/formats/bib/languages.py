"""Languages as babel and polyglossia call them (biblatex's ``langid``), and people do, with their codes."""

import re

_NAMES = """
af afrikaans | ar arabic | be belarusian belorussian | bg bulgarian | bn bengali | br breton | ca catalan
cs czech | cy welsh | da danish | de german ngerman deutsch germanb | de-AT austrian naustrian
de-CH swissgerman nswissgerman | el greek polutonikogreek polygreek | en english | en-AU australian
en-CA canadian | en-GB british ukenglish | en-NZ newzealand | en-US american usenglish | eo esperanto
es spanish español espanol castellano | es-MX spanishmx mexican | et estonian | eu basque | fa persian farsi
fi finnish | fr french francais français frenchb | fr-CA acadian canadien | ga irish | gl galician | he hebrew
hi hindi | hr croatian | hu hungarian magyar | hy armenian | id indonesian bahasa bahasai indon | is icelandic
it italian italiano | ja japanese | ka georgian | ko korean | la latin | lt lithuanian | lv latvian | mk macedonian
mn mongolian | ms malay bahasam | nb norwegian bokmal | nl dutch nederlands | nn nynorsk | no norsk norwegian
pl polish polski | pt portuguese portuges português | pt-BR brazilian brazil | ro romanian | ru russian | se samin
sk slovak slovakian | sl slovenian slovene | sq albanian | sr serbian | sr-Cyrl serbianc | sv swedish | ta tamil
th thai | tr turkish | uk ukrainian | ur urdu | vi vietnamese | zh chinese pinyin | mr marathi
"""
_ROWS = [row.split() for row in re.split(r"[|\n]", _NAMES) if row.strip()]
_BY_CODE = {code.lower(): names[0] for code, *names in _ROWS}
_BY_NAME = {name: code for code, *names in reversed(_ROWS) for name in reversed(names)}
_BY_CODE |= {"no": "norsk", "en-us": "english"}
_COUNTRIES = """
cs-CZ da-DK de-DE en-US es-ES et-EE fa-IR fi-FI fr-FR he-IL hr-HR hu-HU id-ID is-IS it-IT ja-JP ko-KR lt-LT lv-LV mn-MN
nb-NO nl-NL nn-NO pl-PL pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN af-ZA bg-BG ca-AD el-GR
"""
_LOCALES = {locale.partition("-")[0]: locale for locale in _COUNTRIES.split()} | {"no": "nb-NO"}
"""The locale that CSL has for a language; babel's ``english`` is American English."""
_LONG = {
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "dut": "nl",
    "nld": "nl", "rus": "ru", "chi": "zh", "zho": "zh", "jpn": "ja", "pol": "pl", "swe": "sv", "dan": "da", "lat": "la",
}  # fmt: skip
"""Codes of three letters, as libraries write them."""
_TAG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?![^-])"
)
"""Language, script, region, variants (RFC 5646, section 2.1)."""
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def code(text: str) -> str | None:
    """The code of a language by a name or code of it, of several the first; None if it is none that is known here."""
    word = re.split(r"\s+and\s+|[,;/]", text.strip())[0].strip().lower().removeprefix("lang")
    known = _BY_NAME.get(word)
    known = _LOCALES.get(known, known) if known else _LONG.get(word)
    if known or not _CODE.fullmatch(word):
        return known
    base, *rest = re.split("[-_]", word)
    if base not in _BY_CODE:
        return None
    return "-".join([base, *(part.upper() if len(part) == 2 else part.capitalize() for part in rest)])


def tag(text: str) -> str:
    """The code of a language as a tag of BCP 47, as far as it is one: ``en_gb`` → ``en-GB``; empty if none is known."""
    match = _TAG.match(code(text) or "")
    return match[0] if match else ""


def name(text: str) -> str:
    """Babel's name for a code, of one with a country that it does not know that of the language; ``""`` for none."""
    low = text.lower().replace("_", "-")
    return _BY_CODE.get(low) or _BY_CODE.get(low.partition("-")[0], "")
