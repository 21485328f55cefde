"""Lists of people who work on learning machines, pictures and speech, as they keep them: each kind in small."""

import pytest

from plbib.lists.reader import read
from plbib.model import Entry

Row = tuple[str, str | None, str | None, int | None]
"""Title, authors, venue, year."""


def row(entry: Entry) -> Row:
    return entry.title, entry.authors_text, entry.venue, entry.year


HEADED = "".join(
    f"### [{title}](https://arxiv.org/abs/2410.1599{at})\n- **Metrics:** AUROC, F1\n- **Data:** KiteQA, WindQA\n"
    f"- **Comments**: The first work of its kind. It flies.\n\n"
    for at, title in enumerate(("Steering Kites by Features", "Decoding Kites by Contrast", "Winds that Mislead Kites"))
)
LISTS: dict[str, tuple[str, list[Row]]] = {
    "headings that link, with labelled items below": (
        f"# Kites\n\n## Papers and Summaries\n\n{HEADED}",
        [
            ("Steering Kites by Features", None, None, None),
            ("Decoding Kites by Contrast", None, None, None),
            ("Winds that Mislead Kites", None, None, None),
        ],
    ),
    "what an experiment ran on, as links below an entry": (
        """\
## Kites
- [Planning with Diffusing Kites](https://arxiv.org/abs/2205.09991)
  - Ann Berg, Bo Ek
  - Key: winds, planning
  - ExpEnv: [WindSim](https://a.org/w), [SkySim](https://a.org/s)
""",
        [("Planning with Diffusing Kites", "Ann Berg, Bo Ek", None, None)],
    ),
    "contents with marks behind their links": (
        """\
## Table of Contents
- [Papers](#papers)
  - [ICLR 2024](#iclr-2024)(**New!!!**)
  - [ICML 2023](#icml-2023)

## Papers
### ICLR 2024
- [Kites that Fly by Night](https://arxiv.org/abs/2401.10700)
""",
        [("Kites that Fly by Night", None, None, None)],
    ),
    "names and a year in brackets before a sentence": (
        """\
## Kites
* [Kites as Signed Distances](https://a.org/1) (Berg et al. 2019) shows how kites are learnt from winds.
* [Strings as Fields](https://a.org/2) (Ek and Dunn 2020),
replaces the reel by a network that is easy to wind.
""",
        [
            ("Kites as Signed Distances", "Berg et al.", None, 2019),
            ("Strings as Fields", "Ek and Dunn", None, 2020),
        ],
    ),
    "the name of a system with its venue as a title": (
        """\
## Kites
- **NetKite (KDD 2018)**
  - Ann Berg, Bo Ek, Carl Dunn, and Dora Falk
  - [[Paper]](https://arxiv.org/abs/1805.10712)
  - [[Python Reference]](https://github.com/kites/net)

- **A Simple Baseline for Kites (NIPS 2017)**
  - Ann Berg and Bo Ek
  - [[Paper]](https://arxiv.org/abs/1805.10713)
""",
        [
            ("NetKite", "Ann Berg, Bo Ek, Carl Dunn, and Dora Falk", "KDD", 2018),
            ("A Simple Baseline for Kites", "Ann Berg and Bo Ek", "NIPS", 2017),
        ],
    ),
    "the name of a system with a year below another paper": (
        """\
## Kites
:camera: <b>Feedback for Kites (2017)</b> [[Paper]](https://a.org/1.pdf)

:dice: <b>WindCNN (2018)</b> [[Paper]](https://a.org/2.pdf)

<b>KiteNet (2019)</b> [[Link]](https://a.org/3)
<br>A data set of 2.5 million views, with annotated strings.
""",
        [
            ("Feedback for Kites", None, None, 2017),
            ("WindCNN", None, None, 2018),
            ("KiteNet", None, None, 2019),
        ],
    ),
    "a title in italics that ends with the name of a journal": (
        """\
## Kites
- **(KiteBERT)** _The Diminishing Returns of Masked Kites to Science_ ```ACL 2023 Findings```
[[Paper](https://arxiv.org/abs/2205.11342)]

- **(SkyLM)** _Explaining Strings between Kites_ ```ACL 2021```
[[Paper](https://arxiv.org/abs/2002.00317)]
""",
        [
            ("The Diminishing Returns of Masked Kites to Science", None, "ACL Findings", 2023),
            ("Explaining Strings between Kites", None, "ACL", 2021),
        ],
    ),
    "what was updated, folded away": (
        """\
# Kites

<details>
<summary><b>Update Log</b></summary>

**November 21, 2023**:
  - 3 new papers added: KiteNet, SkyNet.
</details>

## Winds
- [Kites that Fly by Night](https://arxiv.org/abs/2401.10700). ICML 2023.
""",
        [("Kites that Fly by Night", None, "ICML", 2023)],
    ),
    "a title whose link was forgotten": (
        """\
## Kites
* [Kites that Fly by Night](https://arxiv.org/abs/2303.06919)<br>[project](https://a.org/1)
* [SkyDB: Memory for Fast Kites in the Wind]<br>:house:[project](https://a.org/2)
""",
        [
            ("Kites that Fly by Night", None, None, None),
            ("SkyDB: Memory for Fast Kites in the Wind", None, None, None),
        ],
    ),
    "where pictures and lists of others are from": (
        """\
<p align="center">
(Source: <a href="https://arxiv.org/abs/2209.14792">Make a Kite</a>, and <a href="https://a.org/2">Tune a Kite</a>.)
</p>

## Winds
- [Kites that Fly by Night](https://arxiv.org/abs/2401.10700). ICML 2023.

## Links
* [awesome-kites](https://github.com/kites/list) - List of papers on kites that are fields (NeKF)
""",
        [("Kites that Fly by Night", None, "ICML", 2023)],
    ),
    "a venue with two digits, and no blank between": (
        """\
## Kites
- [CVPR20] [Kites that Fly in the Night](https://arxiv.org/abs/2001.00001) [code](https://github.com/kites/a)
- **Kites for All of Us** (ECCV22) [[pdf](https://arxiv.org/abs/2001.00003)]
- Kites for None of Us, NeurIPS19, [[pdf](https://arxiv.org/abs/2001.00004)]
- "Strings for Some of Us" [2022-12] [ACL23 (Findings)] [[paper](https://arxiv.org/abs/2001.00005)]
""",
        [
            ("Kites that Fly in the Night", None, "CVPR", 2020),
            ("Kites for All of Us", None, "ECCV", 2022),
            ("Kites for None of Us", None, "NeurIPS", 2019),
            ("Strings for Some of Us", None, "ACL (Findings)", 2023),
        ],
    ),
    "a system, what it is made of, and a title in quotes": (
        """\
## Kites
1. **Kite Coder** (KiTE): "KiTE: Scaling Kites with Strings" [2022-04] [JMLR] [[paper](https://arxiv.org/abs/2204.02311)]
2. **KiteGen** (Winds): "KiteGen: Training by "Naturalizing" the wind" [2022-06] [[paper](https://arxiv.org/abs/2206.07585)]
3. **AlphaKite** (MLM): "Flying at the Level of Kites" [2022-02] [Science] [[paper](https://arxiv.org/abs/2203.07814)]
""",
        [
            ("KiTE: Scaling Kites with Strings", None, "JMLR", 2022),
            ('KiteGen: Training by "Naturalizing" the wind', None, None, 2022),
            ("Flying at the Level of Kites", None, "Science", 2022),
        ],
    ),
    "names that end with etc., and links below a label": (
        """\
## Kites
- [Decoupling Kites from Learning](https://arxiv.org/abs/2009.08319)
  - Ann Berg,Bo Ek,Carl Dunn, etc.
  - Key Words: strings, winds
  - ExpEnv: [DeepWind Control](https://github.com/kites/control), [KiteLab](https://github.com/kites/lab)
- [How Much Can a Kite Carry?](https://arxiv.org/abs/2009.08320)
  - Dora Falk, Eva Gram, etc. *ICLR 2022*
""",
        [
            ("Decoupling Kites from Learning", "Ann Berg,Bo Ek,Carl Dunn, etc.", None, None),
            ("How Much Can a Kite Carry?", "Dora Falk, Eva Gram, etc.", "ICLR", 2022),
        ],
    ),
    "initials that begin as a journal, and a slip": (
        """\
## Kites
- **A System to Reduce Errors of Kites (ROVER)**(1997), J.G. Fisk. [[pdf]](https://a.org/1.pdf)
- **Kites and Their Distillation**(2016), A. A. Rusk et at. [[pdf]](https://a.org/2.pdf)
""",
        [
            ("A System to Reduce Errors of Kites (ROVER)", "J.G. Fisk", None, 1997),
            ("Kites and Their Distillation", "A. A. Rusk et at.", None, 2016),
        ],
    ),
    "names that lead to the pages of people": (
        """\
## Kites
* [Kites in Tubes for Videos](https://arxiv.org/abs/1703.10664) - [R. Hill](https://a.org/h) et al, ICCV2017. [[web]](https://a.org/1)
* [Kites of Many Regions](https://a.org/2.pdf) - [X. Peng](https://a.org/p) and C. Schmid. ECCV2016.
* [Finding Tubes for Kites](https://a.org/3.pdf) - G. Gray and J. Hill CVPR2015. [[code]](https://github.com/kites/tubes)
* [Attend to Kites and Interact](https://arxiv.org/abs/1711.06330) - CY. Mann et al., CVPR 2018.
""",
        [
            ("Kites in Tubes for Videos", "R. Hill et al.", "ICCV", 2017),
            ("Kites of Many Regions", "X. Peng and C. Schmid", "ECCV", 2016),
            ("Finding Tubes for Kites", "G. Gray and J. Hill", "CVPR", 2015),
            ("Attend to Kites and Interact", "CY. Mann et al.", "CVPR", 2018),
        ],
    ),
    "systems, with a remark or as a phrase, before a linked title": (
        """\
## Kites
- Kitetron: [Kitetron: Towards End-to-End Kites](https://arxiv.org/abs/1703.10135) (Interspeech 2017)
- Flowkite (flow based): [Flowkite: a Generative Network for Kites](https://arxiv.org/abs/2005.05957) (2020)
- WindVoice: [Winds in Real Time and How They Sound](https://arxiv.org/abs/1702.07825) (ICML 2017)
- (Source-filter based): [Neural Filters of Winds and Their Sources](https://arxiv.org/abs/1904.12088) (TASLP 2019)
- KiteNet: [Kites that Speak in the Wind](https://arxiv.org/abs/1905.08459) (ICML 2020)
- Multilingual Kite Synthesis: [One Kite, Many Winds: Learning to Learn](https://arxiv.org/abs/2008.00768) (ICASSP 2020)
""",
        [
            ("Kitetron: Towards End-to-End Kites", None, "Interspeech", 2017),
            ("Flowkite: a Generative Network for Kites", None, None, 2020),
            ("Winds in Real Time and How They Sound", None, "ICML", 2017),
            ("Neural Filters of Winds and Their Sources", None, "TASLP", 2019),
            ("Kites that Speak in the Wind", None, "ICML", 2020),
            ("One Kite, Many Winds: Learning to Learn", None, "ICASSP", 2020),
        ],
    ),
    "references without pages, and a venue with its acronym": (
        """\
## Kites
1. Wu, Fan et al. **An Approach to Kites by Reinforcement.** CoRR abs/1703.07579 (2017): n. pag. [[Paper]](https://arxiv.org/abs/1703.07579)
1. Yu, Lina, et al. **A Joint Model of Kites and Winds.** Computer Vision and Pattern Recognition (CVPR). Vol. 2. 2017.
""",
        [
            ("An Approach to Kites by Reinforcement", "Wu, Fan et al.", "CoRR abs/1703.07579", 2017),
            (
                "A Joint Model of Kites and Winds",
                "Yu, Lina, et al.",
                "Computer Vision and Pattern Recognition (CVPR)",
                2017,
            ),
        ],
    ),
    "a line of names that lead to pages": (
        """\
### Surveys
**Kites of Two Strings: A Survey** [[Paper](https://arxiv.org/abs/2004.03333)]

[**Ann Berg**](https://a.org/b), [Bo Ek](https://a.org/e), Carl Dunn, and [Dora Falk](https://a.org/f).
""",
        [("Kites of Two Strings: A Survey", "Ann Berg, Bo Ek, Carl Dunn, and Dora Falk", None, None)],
    ),
    "lines that end with breaks: names, date and venue in brackets, links": (
        """\
## Kites

**Kites for Detecting Odd Winds** <br>
*Julia Hill, Flora Dunn, Phil C. Ek*<br>
[8th Mar., 2022] [MICCAI, 2022]<br>
[[Paper](https://arxiv.org/abs/2203.04306)] [[Github](https://github.com/kites/odd)]

**A Survey on Kites for Structured Winds** \\
*Hee Koo, To Eun Kim* \\
[7th Jun., 2023] [arXiv, 2023] \\
[[Paper](https://arxiv.org/abs/2306.04139)]

**FEDK -- Fair Kites and How They Are Flown** \\
*Anna Norden, In So Kweon* \\
[21st Jul., 2023] [MICCAI, 2023] \\
[[Paper](https://arxiv.org/abs/2307.11654)] [[Github](https://github.com/kites/fedk)]
""",
        [
            ("Kites for Detecting Odd Winds", "Julia Hill, Flora Dunn, Phil C. Ek", "MICCAI", 2022),
            ("A Survey on Kites for Structured Winds", "Hee Koo, To Eun Kim", "arXiv", 2023),
            ("FEDK -- Fair Kites and How They Are Flown", "Anna Norden, In So Kweon", "MICCAI", 2023),
        ],
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_are_read(kind: str) -> None:
    text, expected = LISTS[kind]
    assert [row(entry) for entry in read(text, "list.md").entries] == expected


def test_labels_of_the_lists_own_are_notes() -> None:
    entry = read(LISTS["headings that link, with labelled items below"][0], "list.md").entries[0]
    assert entry.notes == "Metrics: AUROC, F1; Data: KiteQA, WindQA; Comments: The first work of its kind. It flies."
    ran = read(LISTS["what an experiment ran on, as links below an entry"][0], "list.md").entries[0]
    assert ran.notes == "Key: winds, planning; ExpEnv: WindSim, SkySim"


def test_the_name_of_a_system_in_bold_and_brackets_is_a_short_name() -> None:
    entries = read(LISTS["a title in italics that ends with the name of a journal"][0], "list.md").entries
    assert [entry.short_name for entry in entries] == ["KiteBERT", "SkyLM"]


def test_a_name_by_which_people_go_is_no_affiliation() -> None:
    text = "1. **Kites and Poison.** NeurIPS 2019.\n\n   *Ann Berg, Xiaojin(Jerry) Ek, Bryan (Ning) Dunn.*\n"
    entry = read(f"# Kites\n\n## Winds\n{text}", "list.md").entries[0]
    assert (entry.authors_text, entry.affiliation) == ("Ann Berg, Xiaojin(Jerry) Ek, Bryan (Ning) Dunn", None)
