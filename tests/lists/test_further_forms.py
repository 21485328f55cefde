"""Forms of other fields, languages and kinds of pages, each in small with invented papers: what comes out."""

import pytest

from plbib.lists.kinds import read

Row = tuple[str, str | None, str | None, int | None]
"""Title, authors, venue, year."""

FORMS: dict[str, tuple[str, list[Row]]] = {
    "Portuguese references: journal in bold, place, volume, issue and pages": (
        (
            "- FALCÃO, P. A importância do vento. **Revista Brasileira de Pipas**, Rio de Janeiro, v. 12, n. 3, "
            "p. 45-67, 2010.\n"
            "- EK, A. B.; HOLM, S. E. Pipas e fios. **Vento & Sociedade**, Campinas, v. 20, n. 68, p. 120-135, 1999. "
            "Disponível em: https://a.org/abc. Acesso em: 3 mar. 2021.\n"
            "- ROCHA, R. (Org.). Pipas e letras. Campinas: Mercado de Letras, 1998.\n"
        ),
        [
            ("A importância do vento", "FALCÃO, P", "Revista Brasileira de Pipas", 2010),
            ("Pipas e fios", "EK, A. B.; HOLM, S. E.", "Vento & Sociedade", 1999),
            ("Pipas e letras", "ROCHA, R. (Org.)", "Campinas: Mercado de Letras", 1998),
        ],
    ),
    "German references: subtitles, questions, a quotation that begins the title": (
        (
            "- Berg, Ann / Ek, Jan / Holm, Bo (Hrsg.): Drachenkunde. Eine Einführung. Stuttgart: Metzler 2017.\n"
            "- Schöll, Carl: Rund? Eckig? Drachen im Wind. In: Journal für Drachen 2 (2013), H. 3, S. 2–13.\n"
            "- Falk, Eva: „Delta“: A Kite of Difference. In: Flying Computing 17 (2002), S. 267–287.\n"
        ),
        [
            ("Drachenkunde. Eine Einführung", "Berg, Ann / Ek, Jan / Holm, Bo (Hrsg.)", "Stuttgart: Metzler", 2017),
            ("Rund? Eckig? Drachen im Wind", "Schöll, Carl", "Journal für Drachen", 2013),
            ("„Delta“: A Kite of Difference", "Falk, Eva", "Flying Computing", 2002),
        ],
    ),
    "names, a colon, title and journal parted by commas, volume and pages behind them": (
        (
            "1. 山田太郎, 鈴木花子: 「凧の構文解析」, 情報処理学会論文誌, Vol.50, No.3, pp.123-130 (2009).\n"
            "2. 田中一郎, 山田太郎, 佐藤次郎: 凧表現の比較, 自然凧処理, Vol.23, No.1, pp.3-36, 2016.\n"
            "3. Taro Yamada, Hanako Suzuki: Parsing of Kites, Proc. of ACL 2014, pp. 12-21, 2014.\n"
        ),
        [
            ("凧の構文解析", "山田太郎, 鈴木花子", "情報処理学会論文誌", 2009),
            ("凧表現の比較", "田中一郎, 山田太郎, 佐藤次郎", "自然凧処理", 2016),
            ("Parsing of Kites", "Taro Yamada, Hanako Suzuki", "Proc. of ACL", 2014),
        ],
    ),
    "a title with venue in bold, names and links in brackets below it": (
        (
            "- **Deep Kites for Detection of Winds (CIKM 2018)**\n  - Fan Ye, Chuan Chen, and Zibin Zheng\n"
            "  - [[Paper]](https://a.org/1.pdf)\n  - [[Python Reference]](https://github.com/a/b)\n\n"
            "- **Adaptive Kites in Social Networks (Wind-Based Systems 2018)**\n  - Meng Qin, Di Jin\n"
            "  - [[Paper]](https://a.org/2)\n"
        ),
        [
            ("Deep Kites for Detection of Winds", "Fan Ye, Chuan Chen, and Zibin Zheng", "CIKM", 2018),
            ("Adaptive Kites in Social Networks", "Meng Qin, Di Jin", "Wind-Based Systems", 2018),
        ],
    ),
    "own name in bold behind a key, and where a paper may appear": (
        (
            "[J2] **Berg, A. C.**, Ek, E. & Holm, H. (2021). Wind memory and kites. *Journal of Kites*, 34(5), 18–39.\n"
            "[J1] Ek, E. & **Berg, A. C.** (2019). Strings revisited. *Wind Research*, 55, 4412–4430.\n"
            '[P1] **Berg, A. C.**, Holm, H. "Knots in the wind". In preparation for *Nature Kites*.\n'
        ),
        [
            ("Wind memory and kites", "Berg, A. C., Ek, E. & Holm, H.", "Journal of Kites", 2021),
            ("Strings revisited", "Ek, E. & Berg, A. C.", "Wind Research", 2019),
            ("Knots in the wind", "Berg, A. C., Holm, H.", None, None),
        ],
    ),
    "a star and families before a quotation": (
        '- Karlan, D. (2009). Strings. Kitemetrica, 77(6):19–20.\n- \\* Berg and Ek (2005), "Kites and Winds", AER.\n',
        [("Strings", "Karlan, D", "Kitemetrica", 2009), ("Kites and Winds", "Berg and Ek", "AER", 2005)],
    ),
    "an archive behind names, and a meeting": (
        "- [GGP13] *Spans of Kites* by Ann Berg and Bo Ek [[ePrint](https://a.org/2012/215)] [EUROCRYPT 2013]\n",
        [("Spans of Kites", "Ann Berg and Bo Ek", "EUROCRYPT", 2013)],
    ),
    "family names in brackets, a picture and a remark behind them": (
        (
            "* [Kites for everyone](https://arxiv.org/abs/1906.05433) (Berg, Ek, Nik & Holm, 2019) 🔒\n"
            "* [Wind for kites](https://arxiv.org/abs/2202.07575) (R. Ek, 2022) – *first kite that flies by night*\n"
        ),
        [
            ("Kites for everyone", "Berg, Ek, Nik & Holm", None, 2019),
            ("Wind for kites", "R. Ek", None, 2022),
        ],
    ),
    "a short name in brackets where a column has the venue": (
        (
            "| Trial | Year | Journal | PMID |\n|---|---|---|---|\n"
            "| A trial of early flying for wet kites (KiTESS) | 2014 | NEJM | "
            "[24635773](https://pubmed.ncbi.nlm.nih.gov/24635773/) |\n"
            "| Wind therapy for kites with knots (CORDUS) | 2008 | Lancet | "
            "[18184957](https://pubmed.ncbi.nlm.nih.gov/18184957/) |\n"
        ),
        [
            ("A trial of early flying for wet kites (KiTESS)", None, "NEJM", 2014),
            ("Wind therapy for kites with knots (CORDUS)", None, "Lancet", 2008),
        ],
    ),
    "what is to be read of a reference of lawyers": (
        "- Ann Berg & Bo Ek, *Kites Will Not Break: Denying § 230*, 86 FORDHAM L. REV. 401 (2017) (skim Part II).\n",
        [("Kites Will Not Break: Denying § 230", "Ann Berg & Bo Ek", "FORDHAM L. REV.", 2017)],
    ),
    "a page of an economist: with whom, and where": (
        (
            '"Kites and Inequality" (with Ellora Ek), NBER WP 28123, 2020. [PDF](https://a.org/a.pdf)\n\n'
            '"Firm Kites over the Cycle" with Jan Berg and Pia Weber. [PDF](https://a.org/b.pdf)\n\n'
            '"Wind and Wages: A Reappraisal". *Journal of Kites* 120 (2019), 1-20.\n'
        ),
        [
            ("Kites and Inequality", "Ellora Ek", "NBER WP 28123", 2020),
            ("Firm Kites over the Cycle", "Jan Berg and Pia Weber", None, None),
            ("Wind and Wages: A Reappraisal", None, "Journal of Kites", 2019),
        ],
    ),
    "names that are also months": (
        (
            "* May RM (1972) Will a large kite be stable? Nature 238:413–414\n"
            "* Ann Berg, Bo Ek, Mar Gonzalez Franco. 2019. Accessible Kites. In *Kite Symposium*, 451–454.\n"
        ),
        [
            ("Will a large kite be stable?", "May RM", "Nature", 1972),
            ("Accessible Kites", "Ann Berg, Bo Ek, Mar Gonzalez Franco", "Kite Symposium", 2019),
        ],
    ),
    "a key made of the name, and a numbered part": (
        "- [Del74] Pierre Delan. La conjecture de vent. I. *Inst. Hautes Études Sci. Publ. Math.*, (43):27–30, 1974.\n",
        [("La conjecture de vent. I", "Pierre Delan", "Inst. Hautes Études Sci. Publ. Math.", 1974)],
    ),
    "astronomers: names, year, journal and pages before the title": (
        (
            "- Berg, S., & Ek, D. D. 2000, ApJ, 537, 916 — *Theory of Kites* [ADS](https://ui.adsabs.harvard.edu/x)\n"
            "- Holm, L. et al. 2014, Nature, 505, 69 — *Clouds above the kite*\n"
        ),
        [
            ("Theory of Kites", "Berg, S., & Ek, D. D.", "ApJ", 2000),
            ("Clouds above the kite", "Holm, L. et al.", "Nature", 2014),
        ],
    ),
    "a subject in bold with a wide colon": (
        "- **风筝推荐**：Kite Networks for Web-Scale Winds（KDD 2018）[[论文]](https://arxiv.org/abs/1806.01973)\n",
        [("Kite Networks for Web-Scale Winds", None, "KDD", 2018)],
    ),
    "names and venue as the label of a link": (
        (
            "- [Kitery](https://a.org/k) - Fast and accurate kites for all. [Ek et al., Nat Methods 2019](https://a.org/1)\n"
            "- [Windery](https://a.org/w) - Deep wind for kites. [Berg et al., Nat Methods 2018](https://a.org/2)\n"
        ),
        [
            ("Fast and accurate kites for all", "Ek et al.", "Nat Methods", 2019),
            ("Deep wind for kites", "Berg et al.", "Nat Methods", 2018),
        ],
    ),
    "not yet printed": (
        '- S. Kim and **J. Ek**, "Kites and radar: A survey," *IEEE Kite Surveys*, early access, 2022.\n',
        [("Kites and radar: A survey", "S. Kim and J. Ek", "IEEE Kite Surveys", 2022)],
    ),
    "numbered headings with authors and links below them": (
        (
            "### 1. 3D Kites for Real-Time Flying\n**Authors**: Bernhard Ek, George Berg\n<details>\n"
            "<summary><b>Abstract</b></summary>\nKites have recently revolutionised flying in winds.\n</details>\n\n"
            "[📄 Paper (Low Resolution)](https://a.org/low.pdf) | [💻 Code](https://github.com/a/b)\n\n"
            "### 2. Mip-Kites: Alias-free Flying\n**Authors**: Zehao Yu, Anpei Chen\n\n"
            "[📄 Paper](https://arxiv.org/pdf/2311.16493.pdf)\n\n"
            "### 3. Relightable Kite Codecs\n**Authors**: Tomas Simon, Bo Ek\n\n"
            "[📄 Paper](https://arxiv.org/pdf/2312.03704.pdf)\n"
        ),
        [
            ("3D Kites for Real-Time Flying", "Bernhard Ek, George Berg", None, None),
            ("Mip-Kites: Alias-free Flying", "Zehao Yu, Anpei Chen", None, None),
            ("Relightable Kite Codecs", "Tomas Simon, Bo Ek", None, None),
        ],
    ),
    "a column of optional readings": (
        (
            "| Week | Topic | Required reading | Optional |\n|---|---|---|---|\n"
            "| 1 | Wind | [Kite Methods with Strings](https://a.org/1.pdf) | "
            "[High-Dimensional Control of Kites](https://arxiv.org/abs/1506.02438) |\n"
            "| 2 | Rain | [Flying at Night with Kites](https://a.org/2.pdf) | "
            "[Double Kites in the Rain](https://arxiv.org/abs/1509.06461) |\n| 3 | No class | | |\n"
        ),
        [
            ("Kite Methods with Strings", None, None, None),
            ("High-Dimensional Control of Kites", None, None, None),
            ("Flying at Night with Kites", None, None, None),
            ("Double Kites in the Rain", None, None, None),
        ],
    ),
    "items of LaTeX": (
        (
            "\\begin{thebibliography}{9}\n"
            "\\bibitem{ek84} Donald E. Ek, ``Kite Programming'', \\emph{The Kite Journal}, 27(2):97--111, 1984.\n"
            "\\bibitem{b68} Ann W. Berg. Kites considered harmful. \\textit{Communications of the ACM}, 11(3):17--18, "
            "1968.\n\\end{thebibliography}\n"
        ),
        [
            ("Kite Programming", "Donald E. Ek", "The Kite Journal", 1984),
            ("Kites considered harmful", "Ann W. Berg", "Communications of the ACM", 1968),
        ],
    ),
    "one family and the year in brackets, among others": (
        (
            "- Fresnel: [An Inexpensive Kite Model](https://a.org/1.pdf) (Schlick 1994)\n"
            "- Facets: [Facets of Kites in Rough Winds](https://a.org/2.pdf) (Walter et al. 2007)\n"
            "- Hair: [Light Kites of Human Hair](https://a.org/3/) (Marsch, Jensen, Worley & Hanrahan 2003)\n"
        ),
        [
            ("An Inexpensive Kite Model", "Schlick", None, 1994),
            ("Facets of Kites in Rough Winds", "Walter et al.", None, 2007),
            ("Light Kites of Human Hair", "Marsch, Jensen, Worley & Hanrahan", None, 2003),
        ],
    ),
    "a journal of one word in brackets": (
        (
            "- [Kites in chains](https://a.org/1.pdf) (Kitometrika 2011)\n"
            "- [Kites without chains](https://a.org/2.pdf) (Kitometrika 2013)\n"
        ),
        [("Kites in chains", None, "Kitometrika", 2011), ("Kites without chains", None, "Kitometrika", 2013)],
    ),
    "a star before a key": (
        (
            "- \\* [K19] K. Lund, M. Adams. Kites revisited. ICFP 2019. [pdf](https://a.org/k19.pdf)\n"
            "- [LLV04] C. Lat and V. Adve. KITE: A Framework for Lifelong Flying. CGO 2004. [pdf](https://a.org/2.pdf)\n"
            "- ★ [App92] A. Appel. Flying with Strings. Cambridge University Press, 1992.\n"
        ),
        [
            ("Kites revisited", "K. Lund, M. Adams", "ICFP", 2019),
            ("KITE: A Framework for Lifelong Flying", "C. Lat and V. Adve", "CGO", 2004),
            ("Flying with Strings", "A. Appel", "Cambridge University Press", 1992),
        ],
    ),
    "a venue, and where else the paper lies": (
        (
            "- Kite Models through Winds, Yang Song et al., ICLR 2021 (arXiv:2011.13456) [[Code]](https://github.com/a/b)\n"
            "- The Design Space of Kites, Tero Karras et al., NeurIPS 2022, arXiv:2206.00364\n"
            "- Kite Models, Yang Song et al., arXiv:2303.01469 (ICML 2023)\n"
        ),
        [
            ("Kite Models through Winds", "Yang Song et al.", "ICLR", 2021),
            ("The Design Space of Kites", "Tero Karras et al.", "NeurIPS", 2022),
            ("Kite Models", "Yang Song et al.", "ICML", 2023),
        ],
    ),
    "days on which a group meets": (
        (
            "**Sep 10** — *Kiteshard: Management of Kites in Winds* (OSDI '10), led by Anna. [[pdf]](https://a.org/1.pdf)\n\n"
            "**Sep 24** — no meeting\n\n"
            "**Oct 1** — *RAMP-KITE: Layering Kite Transactions on Strings* (VLDB '21), led by Chen. "
            "[[pdf]](https://a.org/2.pdf)\n"
        ),
        [
            ("Kiteshard: Management of Kites in Winds", None, "OSDI", 2010),
            ("RAMP-KITE: Layering Kite Transactions on Strings", None, "VLDB", 2021),
        ],
    ),
    "organisations, their reports, and a DOI with brackets": (
        (
            "1. World Kite Organization. World kite report 2022. Geneva: WKO; 2022.\n"
            "2. Datoo MS, Somé A, et al. Efficacy of a kite in Matrix-M. Lancet 2021;397:1809–18. "
            "doi: 10.1016/S0140-6736(21)00943-0.\n"
        ),
        [
            ("World kite report 2022", "World Kite Organization", "Geneva: WKO", 2022),
            ("Efficacy of a kite in Matrix-M", "Datoo MS, Somé A, et al.", "Lancet", 2021),
        ],
    ),
    "a month in a code span before a name in bold": (
        (
            "- `2024-06` **OpenKite**: *An Open-Source Kite Model* [[paper]](https://arxiv.org/abs/2406.09246)\n"
            "- `2023-07` **RK-2**: *Kite Models Transfer Knowledge to the Wind* [[paper]](https://arxiv.org/abs/2307.15818)\n"
        ),
        [
            ("An Open-Source Kite Model", None, None, 2024),
            ("Kite Models Transfer Knowledge to the Wind", None, None, 2023),
        ],
    ),
    "months with two digits of the year in a column of dates, a demo that is no author": (
        (
            "| Date | Institute | Publication | Paper | Demo |\n|:---:|:---:|:---:|:---:|:---:|\n"
            "| 23.07 | CMU | arXiv | [Universal Attacks on Aligned Kites](https://a.org/1) | Local Demo |\n"
            "| 23.08 | MIT | ICLR2024 | [Kites Too Smart To Be Safe](https://arxiv.org/abs/2308.06463) | - |\n"
        ),
        [
            ("Universal Attacks on Aligned Kites", None, "arXiv", 2023),
            ("Kites Too Smart To Be Safe", None, "ICLR", 2024),
        ],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_further_forms(form: str) -> None:
    text, wanted = FORMS[form]
    entries = read(f"# Kites\n\n## A\n{text}", "list.md").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year) for entry in entries] == wanted


def test_columns_in_other_languages() -> None:
    text = "Titel;Autor;Jahr;Zeitschrift;DOI\nVom Nutzen der Drachen;Huber, Karl;2011;Kitekunde;10.1000/zfm.2011.1\n"
    entry, *more = read(text, "liste.csv").entries
    assert (entry.title, entry.authors_text, entry.venue, entry.year, len(entry.links)) == (
        "Vom Nutzen der Drachen",
        "Huber, Karl",
        "Kitekunde",
        2011,
        1,
    )
    assert not more


def test_tables_of_wikis() -> None:
    text = (
        '== Kites ==\n{| class="wikitable"\n|+ Papers\n! Year !! Authors !! Title !! Journal\n|-\n'
        "| 2018 || Ek J, Berg A || Deep kites of the Pacific || [https://doi.org/10.1000/j.1 Marine Kites]\n"
        '|-\n| style="width: 2em" | 2020\n| Berg A\n| Kite bleaching:\na review\n| Kite Reefs\n|}\n'
    )
    entries = read(text, "kites.wiki").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year, entry.place.line) for entry in entries] == [
        ("Deep kites of the Pacific", "Ek J, Berg A", "Marine Kites", 2018, 6),
        ("Kite bleaching: a review", "Berg A", "Kite Reefs", 2020, 8),
    ]
