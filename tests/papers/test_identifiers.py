"""Addresses and the papers they name: one token for one paper, whatever the host, prefix, query or file ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.papers.identifiers import Identifier, address, identify, token

HASH = "0123456789abcdef0123456789abcdef"
SAME_PAPER = {
    "openreview:-aBc_dEf-": (
        "https://openreview.net/pdf?id=-aBc_dEf-",
        "http://www.OpenReview.net/forum?id=-aBc_dEf-#all",
        "https://openreview.net/forum?noteId=zzzzzzz&id=-aBc_dEf-",
        "https://openreview.net/attachment?id=-aBc_dEf-&name=pdf",
    ),
    f"neurips:2021/{HASH}": (
        f"https://proceedings.neurips.cc/paper/2021/hash/{HASH}-Abstract.html",
        f"https://proceedings.neurips.cc/paper_files/paper/2021/file/{HASH}-Paper.pdf",
        f"https://papers.nips.cc/paper/2021/hash/{HASH}-Abstract-round1.html",
        f"https://papers.neurips.cc/paper/2021/hash/{HASH}-Abstract-Conference.html",
        f"https://proceedings.nips.cc/paper/2021/hash/{HASH}-Abstract-Datasets_and_Benchmarks.html",
    ),
    f"mlsys:2022/{HASH}": (
        f"https://proceedings.mlsys.org/paper/2022/hash/{HASH}-Abstract.html",
        f"https://proceedings.mlsys.org/paper_files/paper/2022/file/{HASH}-Paper.pdf",
    ),
    "event:mlsys/2023/12": (
        "https://mlsys.org/Conferences/2023/Schedule?showEvent=12",
        "https://mlsys.org/conferences/2023/schedule?type=Poster&showEvent=12",
        "https://www.mlsys.org/virtual/2023/poster/12",
    ),
    "event:neurips/2022/12": (
        "https://nips.cc/Conferences/2022/Schedule?showEvent=12",
        "https://neurips.cc/virtual/2022/oral/12",
    ),
    "event:icml/2023/12": ("https://icml.cc/virtual/2023/poster/12",),
    "event:iclr/2023/12": ("https://iclr.cc/virtual/2023/poster/12",),
    "acl:2021.findings-acl.999": (
        "https://aclanthology.org/2021.findings-acl.999/",
        "https://www.aclweb.org/anthology/2021.findings-acl.999",
        "https://aclanthology.org/2021.findings-acl.999v2.pdf",
        "https://aclanthology.org/2021.findings-acl.999.bib",
    ),
    "acl:P18-9999": (
        "https://aclanthology.org/P18-9999",
        "https://aclanthology.info/papers/P18-9999/p18-9999",
        "https://www.aclweb.org/anthology/papers/P/P18/P18-9999/",
        "http://aclweb.org/anthology/P18-9999v3.pdf",
    ),
    "usenix:osdi22/nobody": (
        "https://www.usenix.org/conference/osdi22/presentation/nobody",
        "https://www.usenix.org/conference/osdi22/technical-sessions/presentation/nobody",
        "https://www.usenix.org/system/files/osdi22-nobody.pdf",
        "https://www.usenix.org/system/files/conference/osdi22/osdi22-nobody.pdf",
        "https://www.usenix.org/system/files/osdi22-paper-nobody.pdf",
        "https://www.usenix.org/system/files/osdi22-nobody_0.pdf",
    ),
    "usenix:usenixsecurity22/no-body": (
        "https://www.usenix.org/conference/usenixsecurity22/presentation/no-body",
        "https://www.usenix.org/system/files/sec22-no-body.pdf",
    ),
    "doi:10.1145/1234567.7654321": (
        "https://dl.acm.org/doi/10.1145/1234567.7654321",
        "https://dl.acm.org/doi/pdf/10.1145/1234567.7654321?casa_token=x",
        "https://dl.acm.org/doi/fullHtml/10.1145/1234567.7654321",
        "https://doi.acm.org/10.1145/1234567.7654321",
        "http://dx.doi.org/10.1145%2F1234567.7654321",
        "https://doi.org/10.1145/1234567.7654321.",
        "doi:10.1145/1234567.7654321",
        "10.1145/1234567.7654321.",
    ),
    "doi:10.1000/xyz(20)1-a": ("https://doi.org/10.1000/XYZ(20)1-A", "10.1000/xyz(20)1-a"),
    "doi:10.1007/978-3-000-00000-1_2": (
        "https://link.springer.com/chapter/10.1007/978-3-000-00000-1_2#citeas",
        "https://link.springer.com/content/pdf/10.1007%2F978-3-000-00000-1_2.pdf",
        "https://link.springer.com/article/10.1007/978-3-000-00000-1_2",
    ),
    "doi:10.1101/2020.01.02.000003": (
        "https://www.biorxiv.org/content/10.1101/2020.01.02.000003v2",
        "https://www.biorxiv.org/content/10.1101/2020.01.02.000003v1.full.pdf?download=true",
        "https://www.medrxiv.org/content/10.1101/2020.01.02.000003.abstract",
        "https://www.biorxiv.org/content/10.1101/2020.01.02.000003v3.full-text",
    ),
    "doi:10.1101/000003": (
        "https://www.biorxiv.org/content/early/2018/01/02/000003",
        "https://www.biorxiv.org/content/biorxiv/early/2018/01/02/000003.full.pdf",
        "https://www.biorxiv.org/content/10.1101/000003v2",
    ),
    "doi:10.1038/s41500-020-0001-4": (
        "https://www.nature.com/articles/s41500-020-0001-4",
        "https://www.nature.com/articles/s41500-020-0001-4.pdf",
        "https://doi.org/10.1038/s41500-020-0001-4",
    ),
    "doi:10.1038/nkite.1923": ("https://www.nature.com/articles/nkite.1923?draft=marketing",),
    "doi:10.7554/elife.00001": ("https://elifesciences.org/articles/00001v2", "https://doi.org/10.7554/eLife.00001"),
    "doi:10.2139/ssrn.123": (
        "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=123",
        "https://ssrn.com/abstract=123",
    ),
    "doi:10.1371/journal.pkite.0000001": (
        "https://journals.plos.org/ploskite/article?id=10.1371/journal.pkite.0000001",
        "https://journals.plos.org/ploskite/article/file?id=10.1371/journal.pkite.0000001&type=printable",
    ),
    "doi:10.3389/fkite.2018.00001": ("https://www.frontiersin.org/articles/10.3389/fkite.2018.00001/full",),
    "ieee:1234567": (
        "https://ieeexplore.ieee.org/document/1234567",
        "https://ieeexplore.ieee.org/abstract/document/1234567/",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=1234567",
        "http://ieeexplore.ieee.org/xpls/abs_all.jsp?arnumber=01234567",
        "https://ieeexplore.ieee.org/iel7/6287639/8948470/01234567.pdf",
    ),
    "arxiv:2301.00001": (
        "https://arxiv.org/abs/2301.00001",
        "https://arxiv.org/pdf/2301.00001v3.pdf",
        "http://export.arxiv.org/abs/2301.00001v1?context=cs",
        "https://ar5iv.org/html/2301.00001",
        "https://ar5iv.labs.arxiv.org/html/2301.00001",
        "https://www.alphaxiv.org/abs/2301.00001",
        "https://huggingface.co/papers/2301.00001.md",
        "arXiv:2301.00001v2",
        "2301.00001",
    ),
    "arxiv:math.GT/0301001": ("https://arxiv.org/abs/math.GT/0301001v1", "https://arxiv.org/pdf/math.GT/0301001.pdf"),
    "cvf:Nobody_Kites_CVPR_2023_paper": (
        "https://openaccess.thecvf.com/content/CVPR2023/html/Nobody_Kites_CVPR_2023_paper.html",
        "https://openaccess.thecvf.com/content/CVPR2023/papers/Nobody_Kites_CVPR_2023_paper.pdf",
        "http://www.cv-foundation.org/openaccess/content_cvpr_2023/papers/Nobody_Kites_CVPR_2023_paper.pdf",
    ),
    "pmlr:v97/nobody19a": (
        "https://proceedings.mlr.press/v97/nobody19a.html",
        "http://proceedings.mlr.press/v97/nobody19a/nobody19a.pdf",
        "http://jmlr.org/proceedings/papers/v97/nobody19a.pdf",
    ),
    "aaai:12345": (
        "https://ojs.aaai.org/index.php/AAAI/article/view/12345/12223",
        "https://ojs.aaai.org/index.php/AAAI/article/download/12345/12223",
        "https://www.aaai.org/ojs/index.php/AAAI/article/view/12345",
    ),
    "ijcai:2015/617": ("http://ijcai.org/Abstract/15/617", "https://www.ijcai.org/Proceedings/15/Papers/617.pdf"),
    "doi:10.5555/kites.1": (
        "https://www.tandfonline.com/doi/abs/10.5555/kites.1",
        "https://onlinelibrary.wiley.com/doi/10.5555/kites.1",
        "https://journals.aps.org/prl/abstract/10.5555/kites.1",
        "https://iopscience.iop.org/article/10.5555/kites.1/meta",
    ),
    "ijcai:2020/123": ("https://www.ijcai.org/proceedings/2020/123", "https://www.ijcai.org/Proceedings/2020/0123.pdf"),
    f"s2:{HASH}01234567": (
        f"https://www.semanticscholar.org/paper/Kites-on-Strings-Nobody/{HASH}01234567",
        f"https://www.semanticscholar.org/paper/{HASH}01234567",
    ),
    "url:example.org/kites.pdf": ("https://example.org/kites.pdf", "http://www.example.org/kites.pdf/#page=2"),
    "url:example.org/kites?id=2": ("https://example.org/kites/?id=2",),
}


@pytest.mark.parametrize(("name", "url"), [(name, url) for name, urls in SAME_PAPER.items() for url in urls])
def test_every_address_of_a_paper_gives_its_token(name: str, url: str) -> None:
    assert token(url) == name


@pytest.mark.parametrize(
    "url",
    [
        "https://openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf",
        "https://arxiv.org.example.org/abs/2301.00001",
        "https://arxiv.org@example.org/abs/2301.00001",
        "https://arxiv.org/list/cs.CL/recent",
        "https://www.usenix.org/system/files/osdi22_slides_nobody.pdf",
        "https://www.biorxiv.org/content/10.1101/000003abc",
        "https://huggingface.co/nobody/kites",
        "https://github.com/nobody/kites",
        "https://[broken",
        "https://doi.org/10.1145/" + "1" * 5000,
        "doi",
        "",
    ],
)
def test_address_that_names_no_paper(url: str) -> None:
    assert identify(url) is None
    assert token(url).startswith("url:")


def test_conferences_count_their_events_for_themselves() -> None:
    hosts = ("mlsys.org", "icml.cc", "iclr.cc", "neurips.cc")
    assert len({token(f"https://{host}/virtual/2023/poster/12") for host in hosts}) == len(hosts)


def test_doi_keeps_its_case_for_display() -> None:
    assert identify("https://doi.org/10.1000/XYZ") == Identifier("doi", "10.1000/XYZ")


def test_no_control_character_comes_out_of_an_escape() -> None:
    assert token("https://doi.org/10.1145/1%1b%00%e2%80%ae2") == "doi:10.1145/12"


@pytest.mark.parametrize("kind", ["openreview", "arxiv", "doi", "acl", "ieee"])
def test_address_of_an_identifier_leads_back_to_it(kind: str) -> None:
    value = next(name for name in SAME_PAPER if name.startswith(f"{kind}:")).partition(":")[2]
    assert identify(address(kind, value) or "") == Identifier(kind, value)


def test_address_is_none_where_the_identifier_does_not_tell_it() -> None:
    assert address("neurips", f"2021/{HASH}") is None


HOSTS = st.sampled_from(["", *{url.split("/")[2] for urls in SAME_PAPER.values() for url in urls if "//" in url}])


@given(st.text() | st.builds("https://{}/{}".format, HOSTS, st.text(alphabet="/?&=%#.-_v0123456789abid[]é\x00\n")))
def test_any_text_is_taken(url: str) -> None:
    found = identify(url)
    assert token(url) == (found.token if found else token(url))
    assert found is None or (found.value and found.value.isprintable())
