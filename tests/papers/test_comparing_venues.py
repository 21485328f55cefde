"""Venues as lists print them against what records say."""

import pytest

from plbib.papers.identity import Agreement
from plbib.papers.venues.compare import compare_venues, is_preprint
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
        (
            "EMNLP",
            (
                "Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing and the 9th"
                " International Joint Conference on Natural Language Processing"
            ),
        ),
        (
            "SIGMOD '21: International Conference on Management of Data, Virtual Event, June 20-25, 2021",
            "Proceedings of the 2021 International Conference on Management of Data",
        ),
        ("COLT 2010 - The 23rd Conference on Learning Theory", "Annual Conference on Computational Learning Theory"),
        ("Kite Days 2023, Fanø, Denmark", "Proceedings of the 4th Kite Days"),
        (
            "Conference on Kites and Strings, KAS, Oslo",
            "2016 Conference on Kites and Strings, KAS 2016, Oslo, Norway, May 2-5",
        ),
        ("KAS: Conference on Kites, Oslo", "KAS '22: Conference on Kites, Oslo, Norway, 29 April 2022 - 5 May 2022"),
    ],
)
def test_one_venue_in_two_spellings(printed: str, name: str) -> None:
    assert compare_venues(printed, record(venue=name)) is Agreement.AGREE
    assert compare_venues(name, record(venue=printed)) is Agreement.AGREE


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
        ("Machine Learning", "Proceedings of the Fourth Asian Conference on Machine Learning"),
        ("Machine Learning", "Transactions on Machine Learning Research"),
        ("Kite Letters", "Journal of Kite Letters and Strings"),
        ("Nature", "Nature Methods"),
        ("ICML", "International Conference on Machine Learning and Applications (ICMLA)"),
        ("ACL", "Conference of the European Chapter of the Association for Computational Linguistics"),
        ("ACL", "Findings of the Association for Computational Linguistics: EMNLP 2023"),
        ("IEEE Transactions on Kites", "IEEE Transactions on Kites and Strings"),
        ("Journal of Physics A", "Journal of Physics B"),
        ("IEEE, Kites and Strings", "IEEE, Winds and Rain"),
        ("Kite Days, Oslo", "Kite Nights, Oslo"),
    ],
)
def test_two_venues(printed: str, name: str) -> None:
    assert compare_venues(printed, record(venue=name)) is Agreement.DISAGREE
    assert compare_venues(name, record(venue=printed)) is Agreement.DISAGREE


def test_a_series_of_volumes_is_no_venue() -> None:
    assert compare_venues("ECCV", record(venue="Lecture Notes in Computer Science")) is Agreement.UNKNOWN
    assert compare_venues("LNCS", record(venue="ECCV")) is Agreement.UNKNOWN


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
