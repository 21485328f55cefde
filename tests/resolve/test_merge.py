"""One record of several: what is lacking comes from the same publication, with its source."""

from msgspec.structs import replace

from plbib.model import Name, Record
from plbib.papers.identifiers import token
from plbib.resolve.candidates import Candidate
from plbib.resolve.local import learnt, wanted_record
from plbib.resolve.match import Decision, decide
from plbib.resolve.merge import TABLE, complete, merge
from tests.resolve.papers import KITES, record, wanted


def bare(**more: object) -> Record:
    made = record(**more)  # type: ignore[arg-type]
    return replace(made, item=replace(made.item, author=()))


def decision(*candidates: Candidate) -> Decision:
    return decide(wanted(venue="ICLR", year=2023), candidates)


def paged(found: Record, page: str) -> Record:
    return replace(found, item=replace(found.item, page=page))


def test_fields_that_the_chosen_record_lacks_come_with_their_source() -> None:
    first = Candidate(record=record(doi="10.5555/1"), source="crossref")
    other = Candidate(record=paged(bare(doi="10.5555/1"), "1-9"), source="other")
    merged = merge(decision(first, other))
    assert (merged.item.page, merged.sources, merged.provenance) == (
        "1-9",
        ("crossref", "other"),
        {"container-title": TABLE, "page": "other", "publisher": TABLE},
    )


def test_authors_come_from_a_record_that_names_all() -> None:
    few = record(doi="10.5555/1")
    few = replace(few, item=replace(few.item, author=(few.item.author[0], Name(literal="others"))))
    for sources in (("inspire", "dblp"), ("dblp", "inspire")):
        records = (few, record(doi="10.5555/1"))
        candidates = [Candidate(record=one, source=source) for one, source in zip(records, sources, strict=True)]
        assert [name.family for name in merge(decision(*candidates)).item.author] == ["Lind", "Petrov"]


def test_a_record_of_another_title_lends_nothing_whatever_its_doi() -> None:
    first = Candidate(record=bare(doi="10.5555/1"), source="crossref")
    mixed_up = Candidate(record=paged(record("Kites: Landing", doi="10.5555/1"), "1-9"), source="other")
    renamed = Candidate(
        record=paged(record("Dragons: Flying Small Networks on Long Strings", doi="10.5555/1"), "1-9"), source="other"
    )
    paper = wanted(KITES, "doi:10.5555/1", venue="ICLR", year=2023)
    for other in (mixed_up, renamed):  # whether they are the same people is not known
        merged = merge(decide(paper, [first, other]))
        assert (merged.item.author, merged.item.page) == ((), None)
    same_people = Candidate(record=record(doi="10.5555/1"), source="crossref")
    assert merge(decide(paper, [same_people, renamed])).item.page == "1-9"


def test_pages_come_from_the_record_that_gives_the_doi() -> None:
    first = Candidate(record=record(doi="10.5555/1"), source="crossref")
    page_of_the_open_copy = Candidate(record=paged(bare(), "900-909"), source="cvf")
    assert merge(decision(first, page_of_the_open_copy)).item.page is None


def test_pages_follow_the_doi_that_another_record_gives() -> None:
    """ICCV: what CVF numbers is not what IEEE numbers."""
    link = "https://openaccess.thecvf.com/content/ICCV2021/html/Lind_Kites_ICCV_2021_paper.html"
    own = record(venue="ICCV")
    cvf = Candidate(record=paged(replace(own, item=replace(own.item, url=link)), "13413-13422"), source="cvf")
    ieee = Candidate(record=paged(record(venue="ICCV", doi="10.5555/1"), "13393-13402"), source="crossref")
    merged = merge(decide(wanted(KITES, token(link), venue="ICCV", year=2023), [cvf, ieee]))
    assert (merged.item.page, merged.item.doi) == ("13393-13402", "10.5555/1")
    assert merged.others["page"] == {"cvf": "13413-13422"}


def test_authors_are_never_those_of_a_source_that_re_orders_them() -> None:
    """A deposit of NeurIPS has the authors by the alphabet."""
    deposit = Candidate(record=record(authors=("Ash", "Lind", "Petrov"), doi="10.52202/1"), source="crossref")
    dblp = Candidate(record=record(authors=("Petrov", "Lind", "Ash")), source="dblp")
    for rows in ([deposit, dblp], [dblp, deposit]):
        merged = merge(decision(*rows))
        assert [name.family for name in merged.item.author] == ["Petrov", "Lind", "Ash"]
        assert merged.item.doi == "10.52202/1"
        assert "crossref" in merged.others["author"]


def test_authors_of_an_index_give_way() -> None:
    named = Candidate(record=record(doi="10.5555/1"), source="pubmed")
    glued = tuple(replace(name, given=f"{name.given}{name.family}") for name in named.record.item.author)
    index = Candidate(
        record=replace(named.record, item=replace(named.record.item, author=glued, page="1-9")), source="openalex"
    )
    merged = merge(decision(index, named))
    assert (merged.item.author, merged.item.page) == (named.record.item.author, "1-9")


def test_names_of_venues_are_those_of_the_table_and_no_others() -> None:
    merged = merge(decision(Candidate(record=record(venue="iclr"), source="a")))
    assert merged.item.container_title == "The Eleventh International Conference on Learning Representations"
    assert merged.others["container-title"] == {"a": "iclr"}
    unknown = merge(decide(wanted(authors=("Lind",)), [Candidate(record=record(venue="Kite Days"), source="a")]))
    assert (unknown.item.container_title, unknown.provenance) == ("Kite Days", {})


def test_versions_are_linked_and_never_one_record() -> None:
    conference = Candidate(record=record(doi="10.5555/1"), source="crossref")
    preprint = Candidate(record=record(venue="CoRR", kind="article", year=2022, arxiv="2201.1"), source="arxiv")
    journal = Candidate(
        record=paged(record(venue="Journal of Kites", kind="article-journal", year=2025, doi="10.5555/2"), "1-30"),
        source="crossref",
    )
    workshop = Candidate(record=paged(record(venue="Workshop on Kites", openreview="aBcDe"), "4"), source="openreview")
    merged = merge(decision(conference, preprint, journal, workshop))
    assert merged.item.page is None
    assert merged.related == {"preprint": ("arxiv:2201.1",), "version": ("doi:10.5555/2", "openreview:aBcDe")}
    early = decide(wanted(KITES, "arxiv:2201.1"), [preprint])
    assert merge(early).related == {}
    both = decide(wanted(KITES, "arxiv:2201.1", venue="arXiv", year=2022), [preprint, conference])
    assert merge(both).related == {"published": ("doi:10.5555/1",)}


def test_a_preprint_lends_its_identifier_and_nothing_else() -> None:
    published = Candidate(record=bare(doi="10.5555/1", dblp="conf/iclr/L23"), source="crossref")
    preprint = Candidate(
        record=paged(bare(venue="CoRR", kind="article-journal", arxiv="2301.00001", dblp="journals/corr/x"), "7"),
        source="arxiv",
    )
    merged = merge(decision(published, preprint))
    assert merged.identifiers == {"arxiv": "2301.00001", "dblp": "conf/iclr/L23"}
    assert merged.item.page is None


def test_a_shouted_title_gives_way() -> None:
    shouted = Candidate(record=record(KITES.upper(), doi="10.5555/1"), source="crossref")
    merged = merge(decision(shouted, Candidate(record=record(), source="dblp")))
    assert merged.item.title == KITES


def test_what_is_not_decided_is_not_learnt() -> None:
    assert learnt(decision(), replace(record()).status) is None


def completed(own: Record, other: Record) -> Record:
    return complete(own, decide(wanted_record(own), [Candidate(record=other, source="papers.bib")]))


def test_a_record_keeps_what_it_says_and_gets_what_it_lacks() -> None:
    own = replace(paged(record(venue=None), "1"), key="mine")
    found = completed(own, paged(record(doi="10.5555/1"), "2-3"))
    assert (found.key, found.item.page, found.item.doi) == ("mine", "1", "10.5555/1")
    assert found.item.container_title == "The Eleventh International Conference on Learning Representations"


def test_another_version_lends_nothing() -> None:
    own = record(venue="CoRR", kind="article-journal", arxiv="2301.00001")
    assert completed(own, record(arxiv="2301.00001", doi="10.5555/1")) == own
    assert completed(record(year=2022), record(year=2023, doi="10.5555/1")) == record(year=2022)
    assert completed(record(), record("Spools")) == record()


def test_a_record_of_no_type_gets_that_of_the_paper() -> None:
    assert completed(record(kind="document"), record()).item.type == "paper-conference"


def test_what_dblp_packs_into_the_title_of_a_volume_is_taken_apart() -> None:
    packed = record(
        venue="The Eleventh International Conference on Learning Representations, ICLR 2023, Kigali, May 1-5, 2023"
    )
    item = merge(decision(Candidate(record=packed, source="dblp.bib"))).item
    assert item.container_title == "The Eleventh International Conference on Learning Representations"
    assert (item.event_place, item.event_date and item.event_date.date_parts) == (
        "Kigali",
        ((2023, 5, 1), (2023, 5, 5)),
    )
