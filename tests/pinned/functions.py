"""What every public function of a package that takes one text makes of texts of many kinds, as digests.

``python -m tests.pinned.functions papers.keys.safe`` prints what is behind those of a function.
"""

import re
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from zlib import crc32

from msgspec import Struct, structs

from plbib.errors import PlbibError
from plbib.text.unicode import digest
from tests.benchmarks.rows import EXPLICIT, functions, takes_text

_TITLES = """Kites: Flying Small Networks in Strong Winds|On the Length of Strings, and Why They Break?|KITES IN THE WIND
KiteBERT-2's “Last” Flight|the {LLM} and the \\emph{Kite} of Bergen|Kites & Strings|$\\infty$-Kites: $O(n^2)$ at $5 and $10
Ein Drachen für Anfänger. 2. Auflage|Les cerfs-volants|风筝的飞行|Über Kites – a <i>survey</i> of H<sub>2</sub>O and x²
“Kites” in ‘quotes’|Kites, Part II|Kites 2.0 (Extended Abstract)|Kites…|Untitled|Erratum: Kites|[Kites] of {Bergen|Kites}
a|Kite's|K|I|A Kite|Kites all the way down the long and winding road to the end of the world and back again, in rain"""
_PEOPLE = """Berg, Ann|Ann Berg|Ann Berg, Carl Cole|Ann Berg and Carl Cole|A. Berg, C. M. Cole & D. Dunn|Berg A, Cole CM
Berg, A., Cole, C. M., and Dunn, D.|van der Berg, Jan|Jan van der Berg|King, Jr., Martin Luther|Martin Luther King Jr.
Ann Berg et al.|Berg et al|Ann Berg and others|OpenAI|Kite Institute|Kites and Strings, Inc.|王小明|O'Neil, J.-P.|J.-P. O’Neil
Ann Berg (ed.)|Berg, Anna; Cole, Carl|BERG, ANN|Ann Berg*, Carl Cole†|Ann B. C. Berg III|Charles X, King of Kites|Berg
{\\'A}lvarez, Jos{\\'e}|\\L{}o{\\'s}, Ada|{Kite Club} and Berg, Ann|World Health Organization|Ann|A. B.|de la Cruz, María|anonymous
Berg AB, Cole C Jr, Dunn D III|Berg A, Cole C, et al., et al.|Ann Berg et al., Carl Cole et al.|Cole, Jr., C.|Berg A 3rd|Ek E, Cole
BERG, Ann; COLE, Carl|Ann BERG, Carl COLE|Berg, Ann, Cole, Carl|Ann & Bo Berg|Prof. Ann Berg, Dr. Carl Cole|A.-B. Berg|Berg, A and C"""
_VENUES = """ICLR|ICLR 2023|ICLR'23|Proceedings of the 3rd International Conference on Kites (KITE 2021)|NeurIPS Workshop on Kites
Advances in Neural Information Processing Systems 35|Nature|Nature Communications|arXiv preprint arXiv:2101.00001|arXiv|CoRR
Journal of Kites 12(3), 45–67|Journal of Kites, vol. 7, no. 2, pp. 1-9, 2020|Findings of EMNLP|ACL Findings 2021|Proc. of CVPR
PhD thesis, University of Oslo|Technical Report TR-12|In submission|to appear|Phys. Rev. Lett. 12, 045|IEEE Trans. on Kites
University of Oslo|Kite Press|ETH Zürich|Springer|LNCS 1234|PMLR 80|2nd ed.|under review|Oral|best paper|workshop|demo"""
_DATES = """2023|2023-05|2023-05-03|May 2023|3 May 2023|May 3, 2023|03/05/2023|5/2023|2023/05|Spring 2020|2020-21|2001-03/2002-04
1899|999|0000|in press|n.d.|c. 1850|-44|2023-13|2023-02-30|20230503|December|dec|mai|März 2020|2020年5月|12|13|1|99|'23|2020a|1850?"""
_NUMBERS = """10.1000/kites.7|doi:10.1000/kites.7|https://doi.org/10.1000/Kites(3)|arXiv:2301.00001v2|2301.00001|hep-th/9901001
https://arxiv.org/pdf/2301.00001v1.pdf|https://openreview.net/forum?id=aBcDeFg12|https://aclanthology.org/2021.acl-long.1/
https://dblp.org/rec/conf/iclr/Berg23|978-3-16-148410-0|0-306-40615-2|2049-3630|2049-3631|PMID: 12345678|pmid 123|ISBN 3161484100
https://a.org/b c?d=1&e=#f|javascript:alert(1)|http://a.org|www.kites.org|a@b.org|/x/y.pdf|12-34|12--34|e7|A1, A4|i-iv|1–9"""
_MARKS = """\\textbf{Kites} \\& 100\\% {\\"o} \\ss \\o \\textasciitilde{} \\unknown{x} \\url{https://a.org/_b}|a_b^c~d#e$f{g}h\\i
<b>Kites</b> &amp; &lt;i&gt; &#228; &nbsp; <script>x</script>|**Kites** *in* `the` [wind](https://a.org) ![x](y) \\*|"a" 'b' ``c''
$x^2$|$$x$$|\\(x\\)|$x|x$|$5|{|}|{{x}}|\\|%|"|'|`|~|_|^|&|<|>|-|--|---|–|(|)|[|]|*|#|:|.|,|;|…|a\tb|a\u00a0b|a\u200bb|a\u202eb|\x1b[31m|\ufeffx
=SUM(A1)|+1|@x|-1|- Kites|1. Kites|# Kites|> Kites|| a | b ||[Kites](https://a.org/1), ICLR 2023|**Kites**, Ann Berg, ICLR 2023"""
_LINES = """Tools|Papers|Table of Contents|Contents|Related Lists|2023|ICLR 2023|Kites of 2023|Week 3: Kites|Courses|License|Title|Authors
Venue|Year|Links|Code|paper title|Journal/Conf.|No|DOI|Abstract|pdf|code|[pdf]|[code] [slides]|website|blog|🔥|⭐ 12|(oral)|*new*|TODO
We present a kite that flies. It also sings!|KiteNet is a kite|introduces a kite|This paper shows kites.|Kites [@berg2023], see \\cite{a}"""
_KITE = "Kites fly in strong winds over the sea by Bergen when it rains all day and night".split()


_LONGER = [
    *accumulate(_KITE, lambda before, word: f"{before} {word}"),
    *(sign * count for sign in ("a", "A", "1", "{", "a, ", "Kite", "(") for count in (2, 5, 10, 20, 21, 40, 61)),
]
"""Texts that grow, so that bounds have a value on both sides."""


def chance(nth: int, what: str) -> int:
    """A number that looks drawn, and is always the same."""
    return crc32(f"{nth} {what}".encode())


_BETWEEN = (
    ", ",
    ". ",
    " ",
    ": ",
    " - ",
    " – ",
    " (",
    "; ",
    " | ",
    "\n",
    ", vol. ",
    " in ",
    " by ",
    " [",
    " “",
    " from ",
)


def _composed(blocks: list[str], count: int) -> Iterator[str]:
    """Texts of two to four parts, as a line of a list has them."""
    parts = [re.split(r"[|\n]", block) for block in blocks]
    for at in range(count):
        text = ""
        for step in range(2 + at % 3):
            kind = parts[chance(at, f"kind {step}") % len(parts)]
            between = _BETWEEN[chance(at, f"between {step}") % len(_BETWEEN)] if step else ""
            text += between + kind[chance(at, f"part {step}") % len(kind)]
            text += {" (": ")", " [": "]", " “": "”"}.get(between, "")
        yield text


_ENTRIES = [
    *(
        f"@{mark}"
        for mark in ("article{k, title={T}}", "article{k, title = {A {B} C}, year = 2020,}", "book(k, title={T})")
    ),
    *(
        "@misc{k,\n  title = {T},\n  note = {a @misc{b, c} d}\n}\n@misc{l, title={U}}",
        '@misc{k, title="T {"} U", x=y # "z"}',
    ),
    *(
        "@string{a = {B}}\n@misc{k, title=a}",
        "@comment{x {y} z}@misc{k,title={T}}",
        "@preamble{ {\\def\\a{b}} }",
        "@misc{k}",
    ),
    *(
        "@misc{k, title={T}",
        "@misc{k title={T}}",
        "@misc{, title={T}}",
        "@misc{title={T}}",
        "@misc{k, title={T}}}, a={b}}",
    ),
    *(
        "@misc{k, title={T\n\n@misc{l, title={U}}",
        "@misc{k, title={T} year={2020}}",
        "@misc{a b, title={T}}",
        "@misc{k,,}",
    ),
    *(
        "x @ y @misc {k , TITLE= {T} , }z",
        "% @misc{k, title={T}}",
        "@misc{k, title=T, month=jan, year=2020}",
        "@misc{k, a={\\}}",
    ),
]
"""Entries of a .bib, well made and not."""

TEXTS: dict[str, list[str]] = {
    name: re.split(r"[|\n]", block)
    for name, block in (
        ("titles", _TITLES),
        ("people", _PEOPLE),
        ("venues", _VENUES),
        ("dates", _DATES),
        ("numbers", _NUMBERS),
        ("marks", _MARKS),
        ("lines", _LINES),
    )
} | {
    "longer": _LONGER,
    "entries": _ENTRIES,
    "composed": [*_composed([_TITLES, _PEOPLE, _VENUES, _DATES, _LINES], 240)],
}


def _plain(value: object) -> object:
    """``value`` in a form that is printed in one way only."""
    if isinstance(value, Struct):
        return type(value).__name__, _plain(structs.asdict(value))
    if isinstance(value, dict):
        return [(key, _plain(one)) for key, one in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple | Iterator):
        return [*map(_plain, value)]
    return re.sub(r" at 0x\w+", "", repr(value))


def result(function: Callable[[str], object], text: str) -> str:
    """What comes of a text; "" for nothing, for no, and for the text as it is."""
    try:
        value = function(text)
    except (PlbibError, LookupError, ValueError) as error:
        return type(error).__name__
    return "" if not value or value == text else str(_plain(value))


def results(package: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Of each function and kind of text what it makes of those texts of which it makes something."""
    for name, function in functions(package):
        if name in EXPLICIT or takes_text(function):
            run = EXPLICIT.get(name, function)
            for kind, texts in TEXTS.items():
                found = ((text, result(run, text)) for text in texts)
                yield name, kind, [(text, result) for text, result in found if result]


def table(package: str) -> str:
    """A line for each function: kinds of text, and digests of what it makes of them."""
    lines: dict[str, str] = {}
    for name, kind, found in results(package):
        lines[name] = lines.get(name, name) + (f" {kind} {digest(repr(found), 6)}" if found else "")
    return "".join(f"{line}\n" for line in lines.values())


if __name__ == "__main__":
    for name, _, found in results(sys.argv[1].rpartition(".")[0]):
        if name == sys.argv[1]:
            print(*(f"{text!r}: {result}" for text, result in found), sep="\n")
