"""Venues as lists print them against what records say."""

import pytest

from plbib.papers.identity import Agreement
from plbib.papers.venues import compare_venues, is_preprint
from tests.resolve.papers import record


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ICLR", "The Eleventh International Conference on Learning Representations, {ICLR} 2023, Kigali, Rwanda"),
        ("ICLR'23", "International Conference on Learning Representations"),
        ("NeurIPS", "Annual Conference on Neural Information Processing Systems 2022 (NeurIPS 2022)"),
        ("NIPS 2017", "NeurIPS"),
        ("CVPR", "2018 IEEE Conference on Computer Vision and Pattern Recognition"),
        ("UbiComp", "Proc. ACM Interact. Mob. Wearable Ubiquitous Technol."),
        ("TMLR", "Trans. Mach. Learn. Res."),
        ("TOCS", "ACM Trans. Comput. Syst."),
        ("MLJ", "Machine Learning"),
        ("Kites in Science, Fanø, May 2023", "Kites in Science, Fanø, May 2023"),
        ("CVPRW", "IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops, CVPR Workshops 2022"),
        ("PRL", "Physical Review Letters"),
        ("Physical Review Letters", "Phys. Rev. Lett."),
        ("USENIX ATC", "2022 USENIX Annual Technical Conference (USENIX ATC 22)"),
        ("EMNLP", "Findings of the Association for Computational Linguistics: EMNLP 2023"),
    ],
)
def test_one_venue_in_two_spellings(printed: str, name: str) -> None:
    assert compare_venues(printed, record(venue=name)) is Agreement.AGREE


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ICML", "Journal of Arboriculture"),
        ("ICLR", "ICLR 2023 Workshop on Kites"),
        ("FAST", "Proceedings of the Workshops on fast strings"),
        ("FAST", "Making kites fast"),
        ("ACL", "Oracle"),
        ("ICML", "International Conference on Learning Representations"),
        ("AI", "Advances in Imaging"),
    ],
)
def test_two_venues(printed: str, name: str) -> None:
    assert compare_venues(printed, record(venue=name)) is Agreement.DISAGREE


def test_what_is_not_printed_is_not_known() -> None:
    assert compare_venues(None, record()) is Agreement.UNKNOWN
    assert compare_venues("ICLR", record(venue=None)) is Agreement.UNKNOWN


def test_keys_of_dblp_and_platforms_name_venues() -> None:
    assert compare_venues("ICLR", record(venue=None, dblp="conf/iclr/Lind23")) is Agreement.AGREE
    assert compare_venues("JSTOR", record(venue="Univ. Press", doi="10.2307/j.1")) is Agreement.AGREE


def test_preprints() -> None:
    assert is_preprint(record(venue="CoRR"))
    assert is_preprint(record(venue=None, kind="article", arxiv="2301.00001"))
    assert is_preprint(record(venue="Submitted to ICLR 2024"))
    assert not is_preprint(record(arxiv="2301.00001"))
    assert not is_preprint(record(venue=None, kind="article"))
