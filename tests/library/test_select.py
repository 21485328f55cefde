"""Which papers of a library are meant."""

from msgspec.structs import replace

from plbib.documents.document import CitedKey, DocumentCitations
from plbib.library.select import of_citations
from plbib.model import Place
from tests.samples import library, record


def test_the_first_of_the_keys_by_which_a_paper_is_cited_keeps_the_others() -> None:
    paper = replace(record("now", title="Kites"), aliases=("once", "first"))
    cited = DocumentCitations(
        citations=tuple(CitedKey(key=key, place=Place(file="a.tex", line=1)) for key in ("once", "now"))
    )
    found = of_citations(library(paper, record("other", title="Tails")), cited).records
    assert [(one.key, one.aliases) for one in found] == [("once", ("first",)), ("now", ())]
