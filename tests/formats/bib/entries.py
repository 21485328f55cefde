"""Entries of a .bib as people write them, of every type and with any fields, for tests of round trips."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.dialect import Dialect, entry_types

MANY_TYPES = Path(__file__).parents[2] / "data" / "many-types.bib"
"""Entries of every type of biblatex, with what its manual has: dates, names, markup, titles, what others inherit."""
_WORDS = [
    "Kites", "wind", "of", "{DNA}", "{B}erg", r"Caf\'e", r"{\'E}tude", r"\emph{in vitro}", r"{\em Aves}", "$k$",
    r"$O(n^2)$",
    r"\& Sons", r"100\%", r"\enquote{A Word}", "--", r"$\alpha$-decay", "Łódź", "a~b", r"\textsuperscript{2}", "x_1",
    r"\LaTeX{}", r"\'{\i}", "?", "K.", "{{Kept}}", r"H\textsubscript{2}O", r"\textbf{bold}",
]  # fmt: skip
_lists = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4)
texts = _lists.map(" ".join).map(str.strip).filter(lambda text: text not in ("?", "--"))
_NAMES = [
    "Kite, Ann", "Ann Kite", "van der Berg, Jan", "{Kite Club}", r"Mu{\~n}oz, Jos{\'e}", "King, Jr., Martin Luther",
    "Li",
    "{Delpech de Saint Guilhem}, Cyprien", r"{\'E}mile Zola", "O'Brien, Pat", "{Strings and Sons}", "Knuth, D. E.",
    "Bow-Dey, Cy", "de la Vall{\\'e}e Poussin, Charles",
]  # fmt: skip
people = st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True).map(" and ".join)
people |= people.map(lambda names: f"{names} and others")
_DATES = [
    "2020", "2020-05", "2020-05-01", "2019/2020", "2020-05-01/2020-05-03", "1723~", "1723?", "-0343", "2012-21",
    "2020/", "199X",
]  # fmt: skip
_LISTS = ["Wind", "Wind and Sea", "{Arts and Crafts}", "Wind \\& Sea"]
_LANGUAGES = ["german", "ngerman", "english", "british", "french", "latin"]
_NUMBERED = "volume number chapter volumes part edition pagetotal issue eid".split()
_VALUES: dict[str, st.SearchStrategy[str]] = {
    **dict.fromkeys(("author", "editor", "translator", "bookauthor"), people),
    **dict.fromkeys(("date", "origdate", "urldate", "eventdate"), st.sampled_from(_DATES)),
    **dict.fromkeys(("publisher", "institution", "organization", "location", "origpublisher"), st.sampled_from(_LISTS)),
    **dict.fromkeys(_NUMBERED, st.sampled_from(["1", "12", "B", "3/4"])),
    "pages": st.sampled_from(["1--9", "7", "1--9, 12", "A1--A7", "xii--xx"]),
    "month": st.sampled_from(["jan", "may", "dec"]),
    "year": st.sampled_from(["2020", "1999", "2019--2020"]),
    "day": st.sampled_from(["4", "14"]),
    "langid": st.sampled_from(_LANGUAGES),
    "language": st.sampled_from(["german", "English", "fr"]),
    "doi": st.sampled_from(["10.5555/kite", "10.5555/a_b(c)"]),
    "url": st.sampled_from(["https://kites.example/a_b?c=d%20e", "https://kites.example/~ann"]),
    "isbn": st.sampled_from(["978-3-16-148410-0", "0-306-40615-2"]),
    "issn": st.sampled_from(["0268-1242", "0031-9007"]),
    "pubstate": st.sampled_from(["inpress", "forthcoming", "submitted"]),
    "type": st.sampled_from(["Note", "resreport", "Ph.D. thesis", "phdthesis", "mathesis"]),
    "keywords": st.sampled_from(["wind", "wind, sea"]),
    "options": st.sampled_from(["useprefix=true", "useprefix=false", "dataonly"]),
    "series": st.sampled_from(["Kites", "3", "newseries", r"Caf\'e"]),
    "eprint": st.sampled_from(["2301.00001", "math/0307200v3"]),
}  # fmt: skip
_TEXTS = (
    "title subtitle titleaddon shorttitle booktitle booksubtitle maintitle journaltitle issuetitle eventtitle venue "
    "note addendum abstract annotation howpublished series version library nonsense"
).split()
_OLD_TEXTS = (
    "title booktitle journal howpublished school note abstract annote key address series edition nonsense".split()
)
_OLD = (
    "author editor publisher institution organization volume number chapter pages month year doi url isbn issn type "
    "keywords language"
).split()


def _fields(names: list[str], plain: list[str]) -> st.SearchStrategy[dict[str, str]]:
    every = {name: _VALUES.get(name, texts) for name in plain} | {name: _VALUES[name] for name in names}
    some = st.fixed_dictionaries({"title": texts}, optional={name: every[name] for name in every if name != "title"})
    return some.map(_sensible)


def _sensible(fields: dict[str, str]) -> dict[str, str]:
    """``fields`` without what nobody writes beside others."""
    drop: set[str] = set()
    if "date" in fields:
        drop |= {"year", "month", "day", "issue"}
    if not fields.get("year", "").isdecimal():
        drop |= {"month", "day"}
    if "month" not in fields:
        drop.add("day")
    if "number" in fields:
        drop.add("issue")
    within = [name for name in ("booktitle", "journal", "journaltitle", "howpublished") if name in fields]
    drop |= {*within[1:]}
    return {name: value for name, value in fields.items() if name not in drop}


def _written(dialect: Dialect, fields: st.SearchStrategy[dict[str, str]]) -> st.SearchStrategy[str]:
    kinds = st.sampled_from(sorted(entry_types(dialect) - {"set"}))
    return st.tuples(kinds, fields).map(
        lambda entry: f"@{entry[0]}{{k,\n" + "".join(f"  {n} = {{{v}}},\n" for n, v in entry[1].items()) + "}\n"
    )


def entries(dialect: str) -> st.SearchStrategy[str]:
    """One entry of a dialect, as it stands in a file."""
    if dialect == "bibtex":
        return _written(bibtex.DIALECT, _fields(_OLD, _OLD_TEXTS))
    return _written(biblatex.DIALECT, _fields([name for name in _VALUES if name not in ("month", "day")], _TEXTS))


def sample(dialect: str, number: int = 80) -> str:
    """So many entries of all types in one file, always the same."""
    texts: list[str] = []

    @seed(2023)
    @settings(max_examples=number, phases=[Phase.generate], suppress_health_check=[*HealthCheck], database=None)
    @given(entries(dialect))
    def draw(text: str) -> None:
        texts.append(text.replace("{k,", f"{{k{len(texts)},", 1))

    draw()
    return "\n".join(texts)
