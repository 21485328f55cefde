"""Forms in which well-known lists are kept, each in small with invented papers: what comes out."""

import pytest

from plbib.lists.kinds import read as read_kind
from plbib.lists.reader import read

Row = tuple[str, str | None, str | None, int | None, str]
"""Title, authors, venue, year, the last of the categories."""

FORMS: dict[str, tuple[str, list[Row]]] = {
    "a title that begins with two words in capitals": (
        "- **LT TTT - A Flexible Kite Tool**, Proceedings of the IRE, 2000\n- **Flying Kites**, Nature, 2001\n",
        [
            ("LT TTT - A Flexible Kite Tool", None, "Proceedings of the IRE", 2000, "A"),
            ("Flying Kites", None, "Nature", 2001, "A"),
        ],
    ),
    "names, title, venue and year parted by commas": (
        (
            "- Marvin Ek, Steps toward Flying Kites, Proceedings of the IRE, 1961. [[Paper](https://a.org/1)] (first)\n"
            "- Jan Peters, Sethu Berg, Natural Kite-Critic, ECML, 2005. [[Paper](https://a.org/2)]\n"
            "- Carl Dunn, Ann Berg et al., Human-level Kites through Strings, Nature, 2015. [[Paper](https://a.org/3)]\n"
            "- Ian H. Ek, An Adaptive Controller for Kites, Kites and Control, 1977. [[Paper](https://a.org/4)]\n"
        ),
        [
            ("Steps toward Flying Kites", "Marvin Ek", "Proceedings of the IRE", 1961, "A"),
            ("Natural Kite-Critic", "Jan Peters, Sethu Berg", "ECML", 2005, "A"),
            ("Human-level Kites through Strings", "Carl Dunn, Ann Berg et al.", "Nature", 2015, "A"),
            ("An Adaptive Controller for Kites", "Ian H. Ek", "Kites and Control", 1977, "A"),
        ],
    ),
    "a short name with links, and the reference below it": (
        (
            "* KiteNet [[Paper](https://a.org/1)] [[Code](https://a.org/2)]\n"
            "  * Ann Berg, Bo Ek, Going Higher with Kites, CVPR, 2015.\n"
            "* R-Kite, UC Berkeley [[Paper-CVPR14](https://a.org/3)]\n"
            "  * R-Kite: Rich Kites for Accurate Flight, ICLR, 2014.\n"
        ),
        [
            ("Going Higher with Kites", "Ann Berg, Bo Ek", "CVPR", 2015, "A"),
            ("R-Kite: Rich Kites for Accurate Flight", None, "ICLR", 2014, "A"),
        ],
    ),
    "a numbered title in bold and what it is about in one cell": (
        (
            "| **Paper** | **Links** |\n|---|---|\n"
            "| 1) **Flying Kites in the Dark** - presents a kite that flies; it also reports strong wind. | "
            "[Paper](https://arxiv.org/abs/2412.06769), [Tweet](https://x.com/1) |\n"
            "| 2) **KITE-V** - a kite of many strings. | [Paper](https://arxiv.org/abs/2412.06770) |\n"
            "| 3) **Boats that Sail** - sails. | [Paper](https://arxiv.org/abs/2412.06771) |\n"
        ),
        [
            ("Flying Kites in the Dark", None, None, None, "A"),
            ("KITE-V", None, None, None, "A"),
            ("Boats that Sail", None, None, None, "A"),
        ],
    ),
    "a plain line right above items": (
        (
            "Early Papers\n* Ann Berg, Steps toward Flying Kites, ICML, 2019. [[Paper](https://a.org/1)]\n\n"
            "Kite Search / String Search\n* Bo Ek, Kites that Search for Strings, ICML, 2020. [[Paper](https://a.org/2)]\n"
        ),
        [
            ("Steps toward Flying Kites", "Ann Berg", "ICML", 2019, "Early Papers"),
            ("Kites that Search for Strings", "Bo Ek", "ICML", 2020, "Kite Search / String Search"),
        ],
    ),
    "et al. behind a name in italics": (
        (
            '1. **"Kites and How They Fly"**. *Ann Berg et al.* JMLR 2019. [[Paper](https://a.org/1)]\n'
            '2. **"Boats and How They Sail"**. *Bo Ek* et al. NAACL 2021. [[Paper](https://a.org/2)]\n'
        ),
        [
            ("Kites and How They Fly", "Ann Berg et al.", "JMLR", 2019, "A"),
            ("Boats and How They Sail", "Bo Ek et al.", "NAACL", 2021, "A"),
        ],
    ),
    "the date of noting before a venue with its track and two digits": (
        (
            '- "Kites that Break Strings", 2023-06, AAAI(Oral) 24, `wind`, [[paper]](https://arxiv.org/abs/2306.13213)\n'
            '- "Boats that Break Waves", 2023-07, `sea`, [[paper]](https://arxiv.org/abs/2306.13214)\n'
        ),
        [
            ("Kites that Break Strings", None, "AAAI(Oral)", 2024, "A"),
            ("Boats that Break Waves", None, None, 2023, "A"),
        ],
    ),
    "names of Vancouver before a venue": (
        (
            "* [A survey of flying kites](https://a.org/1) by Busoniu L, Babuska R, De Schutter B. "
            "IEEE Transactions on Kites, 2008\n"
            "* [Shaping kites for episodes](https://a.org/2) by Jiang S, Amato C. arXiv, 2017.\n"
        ),
        [
            (
                "A survey of flying kites",
                "Busoniu L, Babuska R, De Schutter B.",
                "IEEE Transactions on Kites",
                2008,
                "A",
            ),
            ("Shaping kites for episodes", "Jiang S, Amato C.", "arXiv", 2017, "A"),
        ],
    ),
    "an initial that is an article, and a volume called like a paper": (
        (
            "[1] Sepp Ek, A Steven Younger, and Peter R Cole. Learning to fly kites. In International Conference on "
            "Kites, pages 87–94. Springer, 2001.\n\n"
            "[2] Ann Berg and Bo Ek. Learning to fly: an overview. In Learning to fly, pages 3–17. Springer, 1998.\n"
        ),
        [
            (
                "Learning to fly kites",
                "Sepp Ek, A Steven Younger, and Peter R Cole",
                "International Conference on Kites",
                2001,
                "A",
            ),
            ("Learning to fly: an overview", "Ann Berg and Bo Ek", "Learning to fly", 1998, "A"),
        ],
    ),
    "Russian references": (
        (
            "1. Сидоров А. А. Нейронные сети: краткий курс. — М.: Наука, 2018. — 320 с.\n"
            "2. Воронцов К. В. Обзор моделей // Машинное обучение и анализ данных. — 2015. — Т. 1, № 3. — С. 2–4.\n"
        ),
        [
            ("Нейронные сети: краткий курс", "Сидоров А. А", "М.: Наука", 2018, "A"),
            ("Обзор моделей", "Воронцов К. В", "Машинное обучение и анализ данных", 2015, "A"),
        ],
    ),
    "Japanese quotation marks": (
        (
            "- 篠田浩一, 「音声認識における深層学習」, 電子情報通信学会誌, Vol. 98, No. 5, 2015.\n"
            "- 河原達也, 「音声認識技術の変遷と最先端」, 日本音響学会誌, 2018. [[PDF](https://a.org/1.pdf)]\n"
        ),
        [
            ("音声認識における深層学習", "篠田浩一", "電子情報通信学会誌", 2015, "A"),
            ("音声認識技術の変遷と最先端", "河原達也", "日本音響学会誌", 2018, "A"),
        ],
    ),
    "Spanish references": (
        (
            '- García, M. y López, J. (2012). "Rendimientos de las cometas". *Revista de Cometas*, 20(58), 5–34.\n'
            "- Calero, J., Escardí, J.-O. y Choi, Á. (2013). El vuelo en Europa. *Revista de Vuelo*, (19), 69.\n"
        ),
        [
            ("Rendimientos de las cometas", "García, M. y López, J.", "Revista de Cometas", 2012, "A"),
            (
                "El vuelo en Europa",
                "Calero, J., Escardí, J.-O. y Choi, Á",
                "Revista de Vuelo",
                2013,
                "A",
            ),
        ],
    ),
    "a folded year": (
        (
            "- [Kites and How They Fly](https://arxiv.org/abs/2301.00001). ICML 2023.\n\n"
            "<details>\n<summary>2021</summary>\n\n"
            "- [Boats and How They Sail](https://arxiv.org/abs/2101.00001). ICML 2021.\n\n</details>\n"
        ),
        [
            ("Kites and How They Fly", None, "ICML", 2023, "A"),
            ("Boats and How They Sail", None, "ICML", 2021, "2021"),
        ],
    ),
    "a code span with venue and year": (
        (
            "- 🔥 `RSS 2023` Kite Policy: Flying by Diffusion [[Paper](https://arxiv.org/abs/2303.04137)]\n"
            "- `wind` `ICRA'22` Learning robust flight [[Paper](https://a.org/1)]\n"
        ),
        [
            ("Kite Policy: Flying by Diffusion", None, "RSS", 2023, "A"),
            ("Learning robust flight", None, "ICRA", 2022, "A"),
        ],
    ),
    "a bold item with a sentence below it heads the items in it": (
        (
            "* **Kites**\n\n    _What flies by day._\n\n"
            "    * [How to tell kites from boats](https://a.org/1)\n"
            "    * [Kite-Images: Pictures of Kites](https://arxiv.org/abs/1407.5675) [[DOI](https://doi.org/10.1007/1)]\n"
        ),
        [
            ("How to tell kites from boats", None, None, None, "Kites"),
            ("Kite-Images: Pictures of Kites", None, None, None, "Kites"),
        ],
    ),
    "a meeting and its year inside a title in italics": (
        (
            "- J. Ek et al., *Dark Kites 2016 Workshop: Community Report*, [arXiv:1608.08632](https://arxiv.org/abs/1608.08632)\n"
            "- A. Berg [KITE], *Search for dark kites*, Phys. Rev. Lett. **118** (2017) 021303\n"
        ),
        [
            ("Dark Kites 2016 Workshop: Community Report", "J. Ek et al.", "arXiv", 2016, "A"),
            ("Search for dark kites", "A. Berg [KITE]", "Phys. Rev. Lett.", 2017, "A"),
        ],
    ),
    "lines with breaks, venue and year in brackets last": (
        (
            "**Flying Kites in the Dark** <br>\nAnn Berg, Bo Ek <br>\n[ICLR 2023] [[PDF](https://a.org/1)] <br>\n\n"
            "**Boats that Sail by Night** <br>\nCarl Dunn, Bo Ek <br>\n[CVPR 2022] [[PDF](https://a.org/2)] <br>\n"
        ),
        [
            ("Flying Kites in the Dark", "Ann Berg, Bo Ek", "ICLR", 2023, "A"),
            ("Boats that Sail by Night", "Carl Dunn, Bo Ek", "CVPR", 2022, "A"),
        ],
    ),
    "one name behind a title that nothing marks": (
        (
            "- Phase-aware kites with deep strings, Ann Berg, [[ICLR 2019](https://a.org/1)]\n"
            "- A Kite for Noisy Days, Carl Dunn, Bo Ek [[ICASSP 2018](https://a.org/2)]\n"
            "- KiteNet: Kites in the Time Domain, Dora Fox, [[ASRU 2019](https://a.org/3)]\n"
        ),
        [
            ("Phase-aware kites with deep strings", "Ann Berg", "ICLR", 2019, "A"),
            ("A Kite for Noisy Days", "Carl Dunn, Bo Ek", "ICASSP", 2018, "A"),
            ("KiteNet: Kites in the Time Domain", "Dora Fox", "ASRU", 2019, "A"),
        ],
    ),
    "year, archive and track before a dash": (
        (
            "* 2021-arXiv - Flying Kites: A Survey. [[Paper]](https://arxiv.org/abs/2110.11334)\n"
            "* 2018-NeurIPS-Spotlight - A Simple Framework for Kites. [[Paper]](https://arxiv.org/abs/1807.03888)\n"
        ),
        [
            ("Flying Kites: A Survey", None, "arXiv", 2021, "A"),
            ("A Simple Framework for Kites", None, "NeurIPS-Spotlight", 2018, "A"),
        ],
    ),
    "a link of one word before names": (
        (
            "1. Required: [Deep kite representations](https://arxiv.org/abs/1802.05365) (Peters et al., NAACL 2018)\n"
            "2. Required: [KITE](https://arxiv.org/abs/1810.04805) (Devlin et al., 2018)\n"
            "3. Optional: [Kiteformer](https://a.org/1), Ashish Berg, Bo Ek, NeurIPS 2017\n"
            "4. Optional: [Can Kites Be Too Big?](https://a.org/2) (Bender, McMillan-Major & Fox, FAccT 2021)\n"
            "5. Lecture slides: [pdf](slides/week2.pdf)\n"
        ),
        [
            ("Deep kite representations", "Peters et al.", "NAACL", 2018, "A"),
            ("KITE", "Devlin et al.", None, 2018, "A"),
            ("Kiteformer", "Ashish Berg, Bo Ek", "NeurIPS", 2017, "A"),
            ("Can Kites Be Too Big?", "Bender, McMillan-Major & Fox", "FAccT", 2021, "A"),
        ],
    ),
    "names in italics that begin with a word of titles": (
        (
            "**2023-10-12** | Breaking Kites in Twenty Queries | *Patrick Ek, Ann Berg* | [arXiv](https://arxiv.org/abs/2310.08419)\n\n"
            "**2022-09-23** | Red Teaming Kites to Reduce Harms | *Deep Ganguli et al.* | [arXiv](https://arxiv.org/abs/2209.07858)\n"
        ),
        [
            ("Breaking Kites in Twenty Queries", "Patrick Ek, Ann Berg", None, 2023, "A"),
            ("Red Teaming Kites to Reduce Harms", "Deep Ganguli et al.", None, 2022, "A"),
        ],
    ),
    "a word that leads to a venue in italics": (
        (
            "* Kitelformer: Kites for Long Flights, in *AAAI* 2021. [\\[paper\\]](https://a.org/1)\n"
            "* Probabilistic Kites for Wind Analysis, in *NeurIPS* 2021. [\\[paper\\]](https://a.org/2)\n"
        ),
        [
            ("Kitelformer: Kites for Long Flights", None, "AAAI", 2021, "A"),
            ("Probabilistic Kites for Wind Analysis", None, "NeurIPS", 2021, "A"),
        ],
    ),
    "links below a bold title that are called by their addresses": (
        (
            "**Rich kites for accurate flight**\n\n- intro: CVPR 2017 Best student paper award. Facebook AI Research\n"
            "- arxiv: [https://arxiv.org/abs/1311.2524](https://arxiv.org/abs/1311.2524)\n\n"
            "**Fast Kites**\n\n- arxiv: <https://arxiv.org/abs/1504.08083>\n"
            "- github: [https://github.com/a/b](https://github.com/a/b)\n"
        ),
        [
            ("Rich kites for accurate flight", None, "CVPR", 2017, "A"),
            ("Fast Kites", None, None, None, "A"),
        ],
    ),
    "cells without a value": (
        (
            "|date|paper|citation count|code|\n|---|---|---|---|\n"
            "|2013/01|[Kites in Vector Space](https://arxiv.org/abs/1301.3781)|N/A|-|\n"
            "|2014/??|[A Model of Many Kites](https://a.org/1)|N/A|[C](https://github.com/a/b)|\n"
        ),
        [
            ("Kites in Vector Space", None, None, 2013, "A"),
            ("A Model of Many Kites", None, None, 2014, "A"),
        ],
    ),
    "names in several forms behind a link": (
        (
            "- [Can Plain Kites Compete?](https://a.org/1) - H. C. Burger, C. Schuler, and S. Harmeling, CVPR 2012\n"
            "- [Noise2Kite: Learning without Wind](https://a.org/2) [Lehtinen et al., ICML'18]\n"
            "- [Deep Kites for Images](https://a.org/3), B. Lim *et al.*, CVPRW 2017\n"
            "- [Kites: Models and Learning](https://a.org/4) - Simon J. D. Prince 2012\n"
            "- [Lenient kites in teams](https://a.org/5) by Panait L, Luke S. AAMAS 2006.\n"
        ),
        [
            ("Can Plain Kites Compete?", "H. C. Burger, C. Schuler, and S. Harmeling", "CVPR", 2012, "A"),
            ("Noise2Kite: Learning without Wind", "Lehtinen et al.", "ICML", 2018, "A"),
            ("Deep Kites for Images", "B. Lim et al.", "CVPRW", 2017, "A"),
            ("Kites: Models and Learning", "Simon J. D. Prince", None, 2012, "A"),
            ("Lenient kites in teams", "Panait L, Luke S.", "AAMAS", 2006, "A"),
        ],
    ),
    "the month of a meeting behind its year, and names that end like nouns": (
        (
            "1. Dwork, C., Hardt, M. and Zemel, R., 2012, January. Fairness through kites. In *Proceedings of the kite "
            "conference* (pp. 214-226). [[pdf](https://a.org/1)]\n"
            "2. Zafar, M.B. and Gummadi, K.P., 2017, April. Kite constraints: Means of flight. In *Artificial kites* "
            "(pp. 962-970). PMLR.\n"
        ),
        [
            (
                "Fairness through kites",
                "Dwork, C., Hardt, M. and Zemel, R.",
                "Proceedings of the kite conference",
                2012,
                "A",
            ),
            ("Kite constraints: Means of flight", "Zafar, M.B. and Gummadi, K.P.", "Artificial kites", 2017, "A"),
        ],
    ),
    "stars before references of Vancouver": (
        (
            "★ Rao RPN, Ballard DH (1999) Predictive kites in the cortex. Nat Neurosci 2:79–87 [doi](https://doi.org/10.1/1)\n\n"
            "Spratling MW (2017) A review of predictive kite algorithms. Brain Cogn 112:92–97\n"
        ),
        [
            ("Predictive kites in the cortex", "Rao RPN, Ballard DH", "Nat Neurosci", 1999, "A"),
            ("A review of predictive kite algorithms", "Spratling MW", "Brain Cogn", 2017, "A"),
        ],
    ),
    "reports and archives with their numbers": (
        (
            "- [PLONK: Kites over Strings](https://a.org/1) - Ariel Ek, Bo Berg. ePrint 2019/953.\n"
            "- [Nova: Recursive Kites](https://a.org/2) - Carl Dunn, Bo Berg. CRYPTO 2022.\n"
        ),
        [
            ("PLONK: Kites over Strings", "Ariel Ek, Bo Berg", "ePrint", 2019, "A"),
            ("Nova: Recursive Kites", "Carl Dunn, Bo Berg", "CRYPTO", 2022, "A"),
        ],
    ),
    "year and month in digits behind an archive": (
        "* [arXiv 23/03] Kite Loss for Strings [[Paper](https://arxiv.org/abs/2303.15343)]\n",
        [("Kite Loss for Strings", None, "arXiv", 2023, "A")],
    ),
    "a German century": (
        "- Schmidt, J. und Weber, K. (2018): Drachen und Macht im 19. Jahrhundert. *Drachenhefte*, 41(3), S. 1–2.\n",
        [("Drachen und Macht im 19. Jahrhundert", "Schmidt, J. und Weber, K", "Drachenhefte", 2018, "A")],
    ),
    "names and venue quoted below a linked title": (
        (
            "* [Certified Kites by Smoothing](https://a.org/1)\n  > Jeremy M Ek, Elan Berg. ICML 2019. [[code](https://a.org/2)]\n"
            "* [Provable kites in the wind](https://a.org/3)\n  > Hadi Dunn, Greg Fox, et al. NeurIPS 2019.\n"
        ),
        [
            ("Certified Kites by Smoothing", "Jeremy M Ek, Elan Berg", "ICML", 2019, "A"),
            ("Provable kites in the wind", "Hadi Dunn, Greg Fox, et al.", "NeurIPS", 2019, "A"),
        ],
    ),
    "family names and a year before a linked title": (
        (
            "- Dieleman, Willett & Dambre 2015: [Invariant kites for galaxies](https://a.org/1), MNRAS 450, 1441\n"
            "- Lochner et al. 2016: [Photometric Kites](https://a.org/2), ApJS 225, 31\n"
        ),
        [
            ("Invariant kites for galaxies", "Dieleman, Willett & Dambre", "MNRAS", 2015, "A"),
            ("Photometric Kites", "Lochner et al.", "ApJS", 2016, "A"),
        ],
    ),
    "editors of the MLA": (
        (
            "Worthen, W. B. *Kites and the Authority of Flight*. Cambridge UP, 1997.\n\n"
            "Hodgdon, Barbara, and W. B. Worthen, editors. *A Companion to Kites*. Blackwell, 2005.\n\n"
            'Kidnie, Jane. "Where Is the Kite?" *A Companion to Kites*, edited by Barbara Hodgdon and W. B. Worthen, '
            "Blackwell, 2005, pp. 101-20.\n"
        ),
        [
            ("Kites and the Authority of Flight", "Worthen, W. B.", "Cambridge UP", 1997, "A"),
            ("A Companion to Kites", "Hodgdon, Barbara, and W. B. Worthen, editors", "Blackwell", 2005, "A"),
            ("Where Is the Kite?", "Kidnie, Jane", "A Companion to Kites", 2005, "A"),
        ],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_known_form_is_read(name: str) -> None:
    text, expected = FORMS[name]
    entries = read(f"# Toys\n\n## A\n{text}", "list.md").entries
    assert [(one.title, one.authors_text, one.venue, one.year, one.category[-1]) for one in entries] == expected


def test_the_source_of_a_picture_is_no_link() -> None:
    text = (
        "## A\n<b>Kites that Fly by Night (2015)</b> [[Paper]](https://a.org/1.pdf)\n"
        '<p align="center"><img width="50%" src="https://a.org/kite.png" /></p>\n'
    )
    entry = read(text, "list.md").entries[0]
    assert [link.url for link in entry.links] == ["https://a.org/1.pdf"]


def test_a_short_name_above_a_reference_is_kept_with_its_links() -> None:
    entry = read(f"# Toys\n\n## A\n{FORMS['a short name with links, and the reference below it'][0]}", "a.md").entries[
        0
    ]
    assert (entry.short_name, [link.label for link in entry.links], entry.place.line, entry.end_line) == (
        "KiteNet",
        ["Paper", "Code"],
        4,
        5,
    )


def test_italics_in_brackets_behind_venue_and_year_are_a_place() -> None:
    text = '## A\n* **KiT**: "Rethinking Dimensions of Kites", ICCV, 2021 (*NAVER*). [[Paper](https://a.org/1)]\n'
    assert read(text, "list.md").entries[0].affiliation == "NAVER"


def test_a_dated_heading_above_a_whole_reference_is_no_title() -> None:
    text = "".join(
        f"## 2023-03-1{day} Novices and machines\n\n"
        f"**Paper:** Sorva, J. (2013). Notional kites number {day}. *Kites, 13*(2), 1.\n\n"
        for day in range(4)
    )
    reading = read(f"# Group\n\n{text}", "list.md")
    assert [(entry.title, entry.authors_text) for entry in reading.entries] == [
        (f"Notional kites number {day}", "Sorva, J") for day in range(4)
    ]
    assert reading.entries[0].category == ("2023-03-10 Novices and machines",)


def test_papers_of_conferences_need_no_initials() -> None:
    text = (
        "# Toys\n\n### Conference Papers\n\n##### 2019 ICCV\n\n* AWR: Kites by Regression. [PDF](https://a.org/1.pdf)\n"
    )
    assert [entry.title for entry in read(text, "list.md").entries] == ["AWR: Kites by Regression"]


def test_a_reference_without_a_title_is_named_among_others() -> None:
    text = (
        "# Toys\n\n## A\n\nEk, A. (2020). Kites in the dark. Kite J, 3(2), 1-9.\n\n"
        "Fox, B. (2019). Boats at night. Kite J, 2(2), 1-9.\n\n"
        "zzz (2018) x\n"
    )
    reading = read(text, "list.md")
    assert [entry.title for entry in reading.entries] == ["Kites in the dark", "Boats at night"]
    assert [(found.code, found.place and found.place.line) for found in reading.findings] == [("unread-line", 9)]


def test_tutorials_that_are_whole_references_are_papers() -> None:
    text = (
        "# Toys\n\n## Tutorial\n"
        "* [Flying Kites Together](https://a.org/1) by Jakob N Ek, 2018. PhD Thesis.\n"
        "* [Strings: An Approach](https://a.org/2) by Shoham Y, Berg K. Kite Press, 2008.\n"
    )
    assert len(read(text, "list.md").entries) == 2


MARKUP = {
    "list.adoc": (
        "= Toys\n:toc:\n\n== A\n// a comment\n"
        "* https://a.org/1.pdf[Kites that Fly by Night^], Ann Berg, Bo Ek. ICML 2020.\n"
        "* link:https://a.org/2[Boats and _How_ They Sail], Carl Dunn. ICML 2021.\n"
        "----\n* https://a.org/3[No Paper at All], Ann Berg. ICML 2020.\n----\n"
    ),
    "list.wiki": (
        "__TOC__\n= Toys =\n\n== A ==\n\n"
        "* [https://a.org/1.pdf Kites that Fly by Night], Ann Berg, [[Bo Ek]]. ''ICML'' 2020.\n"
        "# [https://a.org/2 Boats and How They Sail], [[Dunn|Carl Dunn]]. ''ICML'' 2021.<ref>x</ref>\n"
        "[[Category:Toys]]\n"
    ),
}


@pytest.mark.parametrize("file", MARKUP)
def test_other_markup_is_read_as_markdown(file: str) -> None:
    reading = read_kind(MARKUP[file], file)
    assert [
        (one.title, one.authors_text, one.venue, one.year, one.category, one.place.line) for one in reading.entries
    ] == [
        ("Kites that Fly by Night", "Ann Berg, Bo Ek", "ICML", 2020, ("A",), 6),
        ("Boats and How They Sail", "Carl Dunn", "ICML", 2021, ("A",), 7),
    ]
    assert [entry.links[0].url for entry in reading.entries] == ["https://a.org/1.pdf", "https://a.org/2"]
