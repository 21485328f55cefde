r"""Text as TeX: harmless when written, the same when read back."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text import tex
from plbib.text.unicode import WITHIN_WORDS, clean
from tests.conftest import DATA
from tests.samples import anything, exact, folded, legible

SIMILAR = (
    "‾¸ŉʷʼˆ˙˚˛˜΄ϝ‐‑‒―‗’‛‟‣‧′″‴‿⁀⁃⁐⁓⁗⁝⁞℉∆∊∍∟∲∳⊦⊼⋕⋜⋝〈〉■▭♢⪯⪰〈〉"
    "\U0001d455\U0001d506\U0001d50b\U0001d50c\U0001d515\U0001d51d"
    "\U0001d53a\U0001d53f\U0001d545\U0001d547\U0001d548\U0001d549\U0001d551𝟋"
)
"""Characters for which TeX has a look-alike: written as that, and read back as that."""
WITHOUT = (DATA / "no-tex-form.txt").read_text(encoding="utf-8")
GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo")
"""Greek letters that TeX sets with the Latin ones."""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("100% of $5 & #1 a_b", r"100\% of \$5 \& \#1 a\_b"),
        (r"\input{x}", r"{\textbackslash}input{\textbraceleft}x{\textbraceright}"),
        ("^^5c~`", r"{\textasciicircum}{\textasciicircum}5c{\textasciitilde}{\textasciigrave}"),
        ("a < b | c > d", r"a {\textless} b {\textbar} c {\textgreater} d"),
        ("Müller, Łódź, Ångström", r"M{\"u}ller, {\L}{\'o}d{\'z}, {\r{A}}ngstr{\"o}m"),
        ("i\u0301 and \u0131", r"{\'i} and {\i}"),
        ("Ştefan Țepeș", r"{\c{S}}tefan {\textcommabelow{T}}epe{\textcommabelow{s}}"),
        ("e\u0301", r"{\'e}"),
        ("∞-former, O(n²)", r"{$\infty$}-former, O(n{\texttwosuperior})"),
        ("3–5 — “so” ‘he’ said…", r"3--5 --- ``so'' `he' said\ldots{}"),
        ("non\u00a0breaking non‑breaking", "non~breaking non-breaking"),
        ("two\nlines", "two lines"),
        ("李", "李"),
        ("}\u0301", "{\\textbraceright}\u0301"),
    ],
)
def test_text_is_written_in_forms_every_engine_knows(text: str, written: str) -> None:
    assert tex.escape(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("--", "-{}-"), ("-–", "-{}--"), ("''", "'{}'"), ("’’", "'{}'"), (",,", ",{},"), ("?‘", "?{}`")],
)
def test_neighbours_do_not_become_a_ligature(text: str, written: str) -> None:
    assert tex.escape(text) == written


@given(anything)
def test_what_is_written_holds_no_command_but_ours_and_counts_its_braces(text: str) -> None:
    written = tex.escape(text)
    depth = 0
    for character in written:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    for word in re.findall(r"\\([A-Za-z@]+)", written):
        assert word not in {"input", "include", "write", "csname", "def", "catcode", "openin", "read", "immediate"}
    bare = re.sub(r"\\[^A-Za-z]|\{\$[^$]*\$\}", "", written)
    assert not re.search(r"[%#&$]|\^\^|[\x00-\x1f]", bare)


@given(anything)
def test_what_is_written_is_ascii_but_for_what_has_no_form(text: str) -> None:
    kept = {c for c in tex.escape(text) if not c.isascii() and not re.match(f"[{WITHIN_WORDS}]", c)}
    assert kept == set(tex.without_form(text))


@pytest.mark.parametrize("sign", "\u061c\u200b\u200d\u200e\u200f\u2060")
def test_what_joins_and_turns_letters_stays_beside_those_that_tex_has_no_form_for(sign: str) -> None:
    for text in (f"क्{sign}ष", f"a{sign}ب", f"ب{sign}"):
        assert tex.escape(text) == text
        assert tex.escape(text, utf8=True) == text
        assert tex.unescape(text) == text
    assert tex.escape(f"a{sign}b") == "ab"
    assert sign not in tex.without_form(f"क्{sign}ष")


@given(legible)
def test_text_reads_back_as_itself_but_for_curly_apostrophes(text: str) -> None:
    assert clean(tex.unescape(tex.escape(clean(text)))) == folded(text)


def test_every_character_reads_back_as_itself_or_as_what_tex_prints_for_it() -> None:
    scripts = [*range(0x3100), *range(0xFB00, 0xFB10), *range(0x1D400, 0x1D800)]
    different = [character for character in map(chr, scripts) if not exact(character) and tex.escape(character)]
    assert not [c for c in different if clean(c) and not _printed_alike(c) and c not in SIMILAR]


def test_only_what_has_no_glyph_is_written_as_nothing() -> None:
    nothing = [c for c in map(chr, range(0x20, 0x30000)) if not tex.escape(c)]
    assert {unicodedata.category(c) for c in nothing} <= {"Cf", "Mn", "Cn"}
    marks = [unicodedata.name(c) for c in nothing if unicodedata.category(c) == "Mn"]
    assert all(name.startswith("VARIATION SELECTOR") for name in marks)


@pytest.mark.parametrize("line", [line for line in WITHOUT.splitlines() if not line.startswith("#")])
def test_every_character_of_a_block_has_a_form_but_the_listed_ones(line: str) -> None:
    block, _, listed = line.partition(": ")
    first, last = (int(code, 16) for code in block.split()[0].split("-"))
    known = [chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code)) != "Cn"]
    assert "".join(c for c in known if not tex.escape(c).isascii()) == listed


@pytest.mark.parametrize("character", ["\ud800", "\ufffe", "\U0001ffff", "\ufdd0", "\x00", "\x85"])
def test_what_is_no_character_is_written_as_a_blank(character: str) -> None:
    assert tex.escape(f"a{character}b") == tex.escape(f"a{character}b", utf8=True) == "a b"


def _printed_alike(character: str) -> bool:
    """A ligature, a letter of a mathematical alphabet, a raised or lowered sign, or a Greek letter that looks Latin."""
    back = re.sub(r"^\$(?:\\math[a-z]+\{)?(.)\}?\$$", r"\1", tex.unescape(tex.escape(character)))
    plain = unicodedata.normalize("NFKC", character)
    latin = unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain).translate(GREEK))
    return unicodedata.normalize("NFKC", back.lstrip("^_")) in (plain, latin)


def test_an_address_stays_but_for_what_no_address_may_hold() -> None:
    url = "https://kites.example/a_b~c?d=50%25&e=#f"
    assert tex.address(url) == url
    assert tex.address("https://kites.example/{a} \\b") == "https://kites.example/%7Ba%7D%20%5Cb"
    assert tex.address("https://ü.example") == "https://%C3%BC.example"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{BERT} {GPT} {\'E} \$5", "BERT GPT É $5"),
        (r"\'{e}\'e{\'e}{\'{e}}\'\i", "ééééí"),
        (r"{\ss} {\o}re {\L}\'od\'z {\aa} Erd{\H o}s", "ß øre Łódź å Erdős"),
        ("A 50% discount, R&D \\& more", "A 50% discount, R&D & more"),
        (r"100\% of \\% and \_", "100% of \n% and _"),
        ("``so'' -- he---said `a'", "“so” – he—said ‘a’"),
        (r"$\alpha$-kites in $O(n \log n)$, H$_2$O", "α-kites in $O(n \\log n)$, H₂O"),
        (r"The \LaTeX{} and \TeX\ books", "The LaTeX and TeX books"),
        (r"\emph{very} \textbf{bold} \unknown{kept} \unknown", "<i>very</i> <b>bold</b> kept unknown"),
        (r"{\textless}b{\textgreater} \textperiodcentered", "<b> ·"),
        (r"\textcommabelow{S}tefan", "Ștefan"),
        ("a~b", "a\u00a0b"),
        (r"unclosed {brace", "unclosed brace"),
    ],
)
def test_tex_of_others_reads_as_text(written: str, text: str) -> None:
    assert tex.unescape(written).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "ascii_only", "utf8"),
    [
        ("ī ĵ ǰ i̧", r"{\={\i}} {\^{\j}} {\v{\j}} {\c{i}}", r"ī ĵ ǰ {\c{i}}"),
        ("ṩ ǿ ế", r"{\.{\d{s}}} {\'{\o}} {\'{\^e}}", r"{\.{\d{s}}} {\'{\o}} {\'{\^e}}"),
        ("“a” – …", r"``a'' -- \ldots{}", "“a” – …"),
        ("‘‘ a–-b ?‘", r"`{}` a--{}-b ?{}`", "‘‘ a–{}-b ?{}‘"),
        ("---,,,'", r"-{}-{}-{},{},{},{}'", r"-{}-{}-{},{},{},{}'"),
        ("α ß ∑ −", r"{$\alpha$} {\ss} {$\sum$} {$-$}", None),
        ("a" + "\u0301" * 30, r"{\'" * 30 + "a" + "}" * 30, None),
        ("a" + "\u0301" * 31, r"{\'a}" + "\u0301" * 30, None),
        ("\u0301", "\u0301", "\u0301"),
        ("\x00\u2028ａ", "  a", None),
    ],
)
def test_letters_with_marks_and_signs_side_by_side(text: str, ascii_only: str, utf8: str | None) -> None:
    assert tex.escape(text) == ascii_only
    assert utf8 is None or tex.escape(text, utf8=True) == utf8


def test_what_has_no_form_is_named_once_and_in_order() -> None:
    assert tex.without_form("a李α王李") == "李王"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("http://a.b/c d{é}", "http://a.b/c%20d%7B%C3%A9%7D"),
        ("http://a.b/$~$x$", "http://a.b/%24~$x$"),
        ("http://a/#?&%41\\", "http://a/#?&%41%5C"),
    ],
)
def test_an_address_is_encoded_where_it_must_be(url: str, written: str) -> None:
    assert tex.address(url) == written


NEAR = "aZ09 .,:;!?'-–—‘’“”ʼ′⁗é_$%{"


@given(st.text(st.sampled_from(NEAR), max_size=8))
def test_a_letter_with_a_mark_of_its_own_changes_nothing_of_the_rest(text: str) -> None:
    """Text with combining marks is searched by another expression."""
    marked = "q\u0331"
    assert tex.escape(f"{text} {marked}") == f"{tex.escape(text)} {tex.escape(marked)}"
