"""Preprints arrive as Zotero's own translators make them: repository, number, DOI."""

from pathlib import Path

import pytest

from tests.zotero.desk import Desk

LIST = """# Kites

## Early
[arXiv'23] [Kites for All](https://arxiv.org/abs/2302.13971), Kite Institute
[arXiv 2023] [Strings, Revisited](https://arxiv.org/pdf/2302.06675v4.pdf), String Works
[Preprint'24] [Kites Unprinted](https://arxiv.org/abs/2312.00752), Kite Institute
[bioRxiv'22] [Wings of Kites](https://www.biorxiv.org/content/10.1101/2022.01.01.474690v2), Kite Institute
- [Kites in Review](https://openreview.net/forum?id=zzzzzzzzzz)
"""
BIB = """@misc{only, title={Only an Eprint}, author={Berg, A}, eprint={2301.00001}, archiveprefix={arXiv}, year={2023}}
@article{named, title={Named as Journal}, author={Berg, Ann}, journal={arXiv preprint arXiv:2301.00002}, year={2023}}
@article{corr, title={In the Index}, author={Berg, Ann}, journal={CoRR}, volume={abs/2301.00003}, year={2023}}
@article{out, title={Long Printed}, author={Berg, Ann}, journal={Kite Letters}, eprint={2301.00004},
  archiveprefix={arXiv}, year={2023}, url={https://letters.example/4}}
"""


def _as_shown(desk: Desk, title: str) -> tuple[str, str, str, str]:
    item = desk.paper(title)
    assert "container-title" not in item["extra"].lower()
    return item["itemType"], item["repository"], item["archiveID"], item["DOI"]


def test_preprints_of_a_list(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    arxiv = ("preprint", "arXiv")
    assert _as_shown(desk, "Kites for") == (*arxiv, "arXiv:2302.13971", "10.48550/arXiv.2302.13971")
    assert _as_shown(desk, "Strings") == (*arxiv, "arXiv:2302.06675", "10.48550/arXiv.2302.06675")
    assert _as_shown(desk, "Kites Un") == (*arxiv, "arXiv:2312.00752", "10.48550/arXiv.2312.00752")
    wings = ("preprint", "bioRxiv", "bioRxiv:2022.01.01.474690", "10.1101/2022.01.01.474690")
    assert _as_shown(desk, "Wings") == wings
    assert _as_shown(desk, "Kites in") == ("preprint", "OpenReview", "OpenReview:zzzzzzzzzz", "")
    desk.settled()


@pytest.fixture
def bibliography(desk: Desk, tmp_path: Path) -> Desk:
    desk.path = tmp_path / "papers.bib"
    desk.path.write_text(BIB, encoding="utf-8")
    desk.sync()
    return desk


def test_preprints_of_a_bibliography(bibliography: Desk) -> None:
    for title, number in (("Only", "2301.00001"), ("Named", "2301.00002"), ("In the", "2301.00003")):
        assert _as_shown(bibliography, title) == ("preprint", "arXiv", f"arXiv:{number}", f"10.48550/arXiv.{number}")


def test_a_published_paper_keeps_its_arxiv_id_in_extra(bibliography: Desk) -> None:
    item = bibliography.paper("Long")
    assert (item["itemType"], item["publicationTitle"], item["DOI"]) == ("journalArticle", "Kite Letters", "")
    assert "arXiv: 2301.00004" in item["extra"].split("\n")
