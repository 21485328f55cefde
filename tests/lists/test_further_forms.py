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
    "translators and editors of books, Berkeley as a place": (
        (
            "Xuan. *The Great Record of Kites*. Trans. Li Rong. Berkeley: Numa Center, 1996.\n\n"
            "Polo, Marco. *The Kites of Marco Polo*. Translated by Ronald Lath. London: Penguin, 1958.\n\n"
            'Sims, Nick. "Kites in China and India." In *Cina e Iran da Ale alla dinastia Tang*, edited by Alf Cado '
            "and Lio Lanci, 45–67. Florence: Leo Olsch, 1996.\n"
        ),
        [
            ("The Great Record of Kites", "Xuan", "Berkeley: Numa Center", 1996),
            ("The Kites of Marco Polo", "Polo, Marco", "London: Penguin", 1958),
            ("Kites in China and India", "Sims, Nick", "Cina e Iran da Ale alla dinastia Tang", 1996),
        ],
    ),
    "own name in bold before a linked title, a remark behind the numbers": (
        (
            "- Alva P., Novak J., **Moreau L.** [Kite cavities in the wind](https://a.org/1). Kite Letters **3**, 5\n"
            "- Novak J., **Moreau L.** [Kite microrings](https://doi.org/10.1063/5.1). Kite Photonics **7**, 016101 "
            "(Editor's pick)\n"
        ),
        [
            ("Kite cavities in the wind", "Alva P., Novak J., Moreau L", "Kite Letters", None),
            ("Kite microrings", "Novak J., Moreau L", "Kite Photonics", None),
        ],
    ),
    "a journal club: the day, the name of a trial, the journal": (
        (
            "**2023-03-14** [Fluids for Kites](https://a.org/1). CLOWERS. *N Engl J Med* 2023;388:499-510.\n\n"
            "**2023-02-28** [Saline for Kites in Need](https://a.org/2). PLUS Study Investigators. *N Engl J Med* "
            "2022;386:815-826.\n"
        ),
        [
            ("Fluids for Kites", None, "N Engl J Med", 2023),
            ("Saline for Kites in Need", "PLUS Study Investigators", "N Engl J Med", 2022),
        ],
    ),
    "a quotation before In and italics": (
        "- Calvo I., «Kites e fantasmi», in *Una pietra sopra*, Torino, Einaudi, 1980.\n",
        [("Kites e fantasmi", "Calvo I", "Una pietra sopra", 1980)],
    ),
    "pages of an article with its number": (
        "- O. Rein. Undirected kites in log-space. J. ACM, 55(4):17:1–17:24, 2008.\n",
        [("Undirected kites in log-space", "O. Rein", "J. ACM", 2008)],
    ),
    "engineers: ranges of months, quarters, shortened meetings, an organisation": (
        (
            '[1] H. Far, "The path of the kite," *IEEE Kite Magazine*, vol. 8, no. 1, pp. 18-28, Jan.-Feb. 2010.\n\n'
            '[2] X. Fang and D. Yang, "Smart Kite: A Survey," in IEEE Kite Surveys & Tutorials, vol. 14, no. 4, '
            "pp. 944-980, Fourth Quarter 2012.\n\n"
            '[3] M. Amin, "Smart kite: Issues," in *Proc. Amer. Kite Conf.*, San Francisco, CA, USA, 2011, pp. 1–2.\n\n'
            '[4] NIST, "Framework and roadmap for kites," NIST, Gaithersburg, MD, USA, Jan. 2010.\n'
        ),
        [
            ("The path of the kite", "H. Far", "IEEE Kite Magazine", 2010),
            ("Smart Kite: A Survey", "X. Fang and D. Yang", "IEEE Kite Surveys & Tutorials", 2012),
            ("Smart kite: Issues", "M. Amin", "Proc. Amer. Kite Conf.", 2011),
            ("Framework and roadmap for kites", "NIST", "NIST, Gaithersburg, MD, USA", 2010),
        ],
    ),
    "a venue in bold before names with a colon, an abbreviation behind its words": (
        (
            "1. **ISCA'90** Norman Jou: Improving Kites by a Small Buffer [PDF](https://a.org/j.pdf)\n"
            "2. **ISCA'10** Aamer Jal et al.: High Kites Using Wind Interval Prediction (WIP) [PDF](https://a.org/r.pdf)\n"
        ),
        [
            ("Improving Kites by a Small Buffer", "Norman Jou", "ISCA", 1990),
            ("High Kites Using Wind Interval Prediction (WIP)", "Aamer Jal et al.", "ISCA", 2010),
        ],
    ),
    "an item that says all, below a summary that is like a title": (
        (
            "<details>\n<summary>NeKF: Neural Kite Fields</summary>\n\n"
            "- [NeKF: Kites as Neural Fields of Wind](https://a.org/nekf), Mild et al., ECCV 2020 | "
            "[github](https://github.com/a/b)\n</details>\n"
        ),
        [("NeKF: Kites as Neural Fields of Wind", "Mild et al.", "ECCV", 2020)],
    ),
    "a handbook in italics, named after a university": (
        "* **Bost, N. & Yud, E.** (2014) The Ethics of Kites. In: Fox & Ram (eds.) *The Oxford Handbook of Kites*.\n",
        [("The Ethics of Kites", "Bost, N. & Yud, E.", "The Oxford Handbook of Kites", 2014)],
    ),
    "the year before names, and again as a label": (
        (
            "**2021**\n\n2021 – Marsh, T., Quill, R. Tides under kites. *Kites and Coasts*. [DOI](https://doi.org/10.1007/s1)\n\n"
            "**2019**\n\n2019 – Abbas, N. Storms and barrier kites. *Kite Research*. [DOI](https://doi.org/10.2112/j3)\n"
        ),
        [
            ("Tides under kites", "Marsh, T., Quill, R.", "Kites and Coasts", 2021),
            ("Storms and barrier kites", "Abbas, N", "Kite Research", 2019),
        ],
    ),
    "shortened journals behind J., a title that ends with capitals": (
        (
            "1. Leuck, M., Schall, C.: A brief account of kites. J. Log. Algebr. Program. 78(5), 293–303 (2009)\n"
            "2. Bauer, A., Leuck, M.: Kites for TLTL. ACM Trans. Softw. Eng. Methodol. 20(4), 14:1–14:6 (2011)\n"
        ),
        [
            ("A brief account of kites", "Leuck, M., Schall, C.", "J. Log. Algebr. Program.", 2009),
            ("Kites for TLTL", "Bauer, A., Leuck, M.", "ACM Trans. Softw. Eng. Methodol.", 2011),
        ],
    ),
    "a known venue in brackets behind names": (
        (
            "* 2014: [Delta Kite Types](https://arxiv.org/abs/1603.01529) – Paulo Sérgio Alm, Ali Shok\n"
            "* 2017: [A Kite Datatype](https://arxiv.org/abs/1608.03960) – Martin Klepp, Alastair R. Ber (TPDS)\n"
        ),
        [
            ("Delta Kite Types", "Paulo Sérgio Alm, Ali Shok", None, 2014),
            ("A Kite Datatype", "Martin Klepp, Alastair R. Ber", "TPDS", 2017),
        ],
    ),
    "a name that ends as nouns do, among others": (
        (
            "Chat Wacham, Lukas Eisenring, Steve Har, and Florian Echt. 2020. Clear Kites. In Kite Systems, 1–4.\n\n"
            "Florian Echt and Max Häuß. 2018. Open Kites, Open Wind, and the Crisis in HCI. In Kite Abstracts.\n"
        ),
        [
            (
                "Clear Kites",
                "Chat Wacham, Lukas Eisenring, Steve Har, and Florian Echt",
                "Kite Systems",
                2020,
            ),
            ("Open Kites, Open Wind, and the Crisis in HCI", "Florian Echt and Max Häuß", "Kite Abstracts", 2018),
        ],
    ),
    "volume and issue parted by a full stop in a column, how a paper was presented": (
        (
            "Year | Author | Title | Journal | Session\n--- | --- | --- | --- | ---\n"
            '2019 | Nan Z. Ek | "The Computational Case against Kites" | Critical Kites 45.3 | Poster\n'
            "2013 | Matt Jock | *Kitanalysis: Methods and History* | University of Wind Press | Oral\n"
        ),
        [
            ("The Computational Case against Kites", "Nan Z. Ek", "Critical Kites", 2019),
            ("Kitanalysis: Methods and History", "Matt Jock", "University of Wind Press", 2013),
        ],
    ),
    "a name of a system in bold and brackets": (
        (
            "- (**Kiteformer**) Do Kites Really Perform Bad in Winds? (NeurIPS 2021) [[paper](https://arxiv.org/abs/2106.05234)]\n"
            "- (**KAN**) Rethinking Kites with Spectral Strings (NeurIPS 2021) [[paper](https://a.org/3)]\n"
            "- (**KiteGPS**) Recipe for a General, Powerful, Scalable Graph Kite (NeurIPS 2022) [[paper](https://a.org/2)]\n"
        ),
        [
            ("Do Kites Really Perform Bad in Winds?", None, "NeurIPS", 2021),
            ("Rethinking Kites with Spectral Strings", None, "NeurIPS", 2021),
            ("Recipe for a General, Powerful, Scalable Graph Kite", None, "NeurIPS", 2022),
        ],
    ),
    "Swedish and Danish references": (
        (
            "- Berg, Göran & Boré, Kristina (red.) (2018). *Drakars mening och makt*. Lund: Studentlitt.\n"
            "- Nilsson, A. och Lind, B. (2015). Drakar i skolan. *Nordisk tidskrift för drakar*, 1(2), s. 3–17.\n"
            '- Hansen, Per: "Dansk drage i medierne", *Nye Dragestudier* 45, 2013, s. 112-140.\n'
        ),
        [
            ("Drakars mening och makt", "Berg, Göran & Boré, Kristina (red.)", "Lund: Studentlitt", 2018),
            ("Drakar i skolan", "Nilsson, A. och Lind, B", "Nordisk tidskrift för drakar", 2015),
            ("Dansk drage i medierne", "Hansen, Per", "Nye Dragestudier", 2013),
        ],
    ),
    "a page of a lawyer: no names, some papers still to come": (
        (
            "*The Myth of Kites*, 165 U. Pa. L. Rev. 379 (2017) (with Jane Doe)\n\n"
            "*Kites at the Founding*, 121 Colum. L. Rev. 277 (2021) [[SSRN]](https://ssrn.com/abstract=3512154)\n\n"
            "*The Making of Rules for Kites*, 36 Geo. Mason L. Rev. (forthcoming 2024)\n"
        ),
        [
            ("The Myth of Kites", "Jane Doe", "U. Pa. L. Rev.", 2017),
            ("Kites at the Founding", None, "Colum. L. Rev.", 2021),
            ("The Making of Rules for Kites", None, "Geo. Mason L. Rev.", 2024),
        ],
    ),
    "collaborations and people with them, archives of old": (
        (
            "- Super-K Collaboration, Y. Fuku et al., Evidence for kites, Phys. Rev. Lett. 81 (1998) 1562 "
            "[hep-ex/9807003](https://arxiv.org/abs/hep-ex/9807003)\n"
            "- F.P. An et al. (Daya Bay), Observation of kites at the bay, Phys. Rev. Lett. 108, 171803 (2012)\n"
            "- S. Wein, Baryon and Kite Processes, Phys.Rev.Lett. 43 (1979) 1566-1570\n"
        ),
        [
            ("Evidence for kites", "Super-K Collaboration, Y. Fuku et al.", "Phys. Rev. Lett.", 1998),
            ("Observation of kites at the bay", "F.P. An et al. (Daya Bay)", "Phys. Rev. Lett.", 2012),
            ("Baryon and Kite Processes", "S. Wein", "Phys.Rev.Lett.", 1979),
        ],
    ),
    "a year that ends the title, a shortened journal behind a comma": (
        (
            "- Brau, M., et al. (2016): Ambient kites for the Winds of 2013, Environ. Sci. Technol., 50, 79–88, "
            "doi:10.1021/acs.est.5b03709.\n"
            "- van Donk, A., and Park, R. J.: Estimating kites using wind depth, J. Geophys. Res., 111, D21201, "
            "https://doi.org/10.1029/2005JD006996, 2006.\n"
        ),
        [
            ("Ambient kites for the Winds of 2013", "Brau, M., et al.", "Environ. Sci. Technol.", 2016),
            ("Estimating kites using wind depth", "van Donk, A., and Park, R. J.", "J. Geophys. Res.", 2006),
        ],
    ),
    "a month and then a venue in tags, a benchmark in a column": (
        (
            '1. "KiteT: Kites with Tests" [2022-07] [ICLR 2023] [[paper](https://arxiv.org/abs/2207.10397)]\n'
            '2. "Teaching Kites to Self-Debug" [2023-04] [[paper](https://arxiv.org/abs/2304.05128)]\n\n'
            "| Benchmark | Paper | Date |\n| --- | --- | --- |\n"
            '| KiteEval | "Evaluating Kites Trained on Wind" [[paper](https://arxiv.org/abs/2107.03374)] | 2021-07 |\n'
            '| MBKP | "Kite Synthesis with Strings" [[paper](https://arxiv.org/abs/2108.07732)] | 2021-08 |\n'
        ),
        [
            ("KiteT: Kites with Tests", None, "ICLR", 2023),
            ("Teaching Kites to Self-Debug", None, None, 2023),
            ("Evaluating Kites Trained on Wind", None, None, 2021),
            ("Kite Synthesis with Strings", None, None, 2021),
        ],
    ),
    "German editors of a volume": (
        (
            "1. Lat, Bruno (1991): Wind Made Durable. In: John Ek (Hg.): A Sociology of Kites. London: Rout, S. 3-31.\n"
            "2. Ram, Werner/Schulz, Ingo (2002): Wind und Handeln. In: Dies. (Hg.): Können Drachen handeln? "
            "Frankfurt/M.: Campus, S. 11–64.\n"
        ),
        [
            ("Wind Made Durable", "Lat, Bruno", "A Sociology of Kites", 1991),
            ("Wind und Handeln", "Ram, Werner/Schulz, Ingo", "Können Drachen handeln", 2002),
        ],
    ),
    "a system, links, and then the title": (
        (
            "- **Tint** [[ICLR 2021]](https://a.org/1) [[Code]](https://github.com/a/b) Tint: Kites by Entropy\n"
            "- **KoTTA** [[CVPR 2022]](https://a.org/2) Continual Test-Time Kites\n"
        ),
        [("Tint: Kites by Entropy", None, "ICLR", 2021), ("Continual Test-Time Kites", None, "CVPR", 2022)],
    ),
    "theses: a name in bold, the title in italics": (
        (
            "* **Igor Petrov**, *Checking of Timed Kites*, MSc thesis, TU Delft, 2019.\n"
            "* **Mei-Ling Wu**, *Kite Proofs at Scale*, PhD dissertation, Carnegie Mellon University, May 2021.\n"
        ),
        [
            ("Checking of Timed Kites", "Igor Petrov", "MSc thesis, TU Delft", 2019),
            ("Kite Proofs at Scale", "Mei-Ling Wu", "PhD dissertation, Carnegie Mellon University", 2021),
        ],
    ),
    "linguists line by line, a particle first": (
        (
            "Aik, Alexandra Y. 2004. *Evidential kites*. Oxford: OUP.\n"
            "Matt, Lisa, Henry Ek & Hotze Rull. 2007. Kites as modals: Evidence. *Kite Yearbook* 7. 201–254.\n"
            "de Haan, Ferdinand. 1999. Kites and modality: Boundaries. *Southwest Journal of Kites* 18. 83–101.\n"
        ),
        [
            ("Evidential kites", "Aik, Alexandra Y", "Oxford: OUP", 2004),
            ("Kites as modals: Evidence", "Matt, Lisa, Henry Ek & Hotze Rull", "Kite Yearbook", 2007),
            ("Kites and modality: Boundaries", "de Haan, Ferdinand", "Southwest Journal of Kites", 1999),
        ],
    ),
    "months written together in a column of dates": (
        (
            "|Date|First Author|Title|Conference/Journal|\n|---|---|---|---|\n"
            "|202304|Mac Mazur|Flying Anything for Kites [(paper)](https://arxiv.org/pdf/2304.10517.pdf)|arXiv|\n"
            "|202301|Ail Lin|DS-KiteNet: Dual Kites with Strings [(paper)](https://a.org/9785614)|TIM|\n"
        ),
        [
            ("Flying Anything for Kites", "Mac Mazur", "arXiv", 2023),
            ("DS-KiteNet: Dual Kites with Strings", "Ail Lin", "TIM", 2023),
        ],
    ),
    "a label a line": (
        (
            "- **Title**: A Study of Flaky Kites\n  **Authors**: Martin Gru, Gordon Fra\n  **Venue**: ICST 2021\n"
            "  **Links**: [paper](https://arxiv.org/abs/2101.09077), [data](https://zenodo.org/record/1)\n\n"
            "- **Title**: Manual Flying of Kites\n  **Authors**: Steffen Her et al.\n  **Venue**: EMSE, 2022\n"
            "  **Links**: [paper](https://arxiv.org/abs/2011.06244)\n"
        ),
        [
            ("A Study of Flaky Kites", "Martin Gru, Gordon Fra", "ICST", 2021),
            ("Manual Flying of Kites", "Steffen Her et al.", "EMSE", 2022),
        ],
    ),
    "numbers in brackets, mathematical reviews": (
        (
            "(1) M. Kac, Can one hear the shape of a kite?, Amer. Math. Monthly 73 (1966), 1--23.\n\n"
            "(2) C. Gor, D. Webb and S. Wolp, One cannot hear a kite, Bull. Amer. Math. Soc. 27 (1992), 134--138.\n\n"
            "(3) S. Zel, Spectral kites, Geom. Funct. Anal. 10 (2000), 628--677, arXiv:math/9901005.\n"
        ),
        [
            ("Can one hear the shape of a kite?", "M. Kac", "Amer. Math. Monthly", 1966),
            ("One cannot hear a kite", "C. Gor, D. Webb and S. Wolp", "Bull. Amer. Math. Soc.", 1992),
            ("Spectral kites", "S. Zel", "Geom. Funct. Anal.", 2000),
        ],
    ),
    "arrows for bullets and between names and title": (
        (
            "➤ Geb et al. 2021 → [Datasheets for Kites](https://arxiv.org/abs/1803.09010) (CACM)\n"
            "➤ Bend & Fried 2018 → [Data Statements for Kites](https://a.org/Q18) (TACL)\n"
        ),
        [
            ("Datasheets for Kites", "Geb et al.", "CACM", 2021),
            ("Data Statements for Kites", "Bend & Fried", "TACL", 2018),
        ],
    ),
    "a system in bold of HTML, lines parted by breaks": (
        (
            "- <b>ProteinKite</b>: Robust design using ProteinKite <br/> Dau, J., Ani, I., Ben, N. et al. <br/> "
            '<i>Science</i> (2022) <br/> <a href="https://a.org/1">[paper]</a>\n'
            "- <b>RFkite</b>: De novo design with RFkite <br/> Wat, J.L., Jue, D., Ben, N.R. et al. <br/> "
            '<i>Nature</i> (2023) <br/> <a href="https://a.org/2">[paper]</a>\n'
        ),
        [
            ("Robust design using ProteinKite", "Dau, J., Ani, I., Ben, N. et al.", "Science", 2022),
            ("De novo design with RFkite", "Wat, J.L., Jue, D., Ben, N.R. et al.", "Nature", 2023),
        ],
    ),
    "a translator before place and publisher in brackets": (
        (
            '- Alp, Svetlana, "Is Kite History?", *Daedalus* 106:3 (Summer 1977), pp. 1–13\n'
            "- Wölff, Heinrich, *Principles of Kite History*, trans. M. D. Hott (New York: Dover, 1950), 1–17\n"
        ),
        [
            ("Is Kite History?", "Alp, Svetlana", "Daedalus", 1977),
            ("Principles of Kite History", "Wölff, Heinrich", "New York: Dover", 1950),
        ],
    ),
    "a family and et al. before a title, a comma and a journal in italics": (
        (
            "- Kam *et al.*, A lithium kite, *Nature Kites* **10**, 682 (2011) https://doi.org/10.1038/nmat3066\n"
            "- Kato *et al.*, High-power kites using strings, *Kite Energy* **1**, 16030 (2016)\n"
        ),
        [
            ("A lithium kite", "Kam et al.", "Nature Kites", 2011),
            ("High-power kites using strings", "Kato et al.", "Kite Energy", 2016),
        ],
    ),
    "columns in Korean, and a title that could be a venue": (
        (
            "| 번호 | 제목 | 저자 | 연도 |\n|---|---|---|---|\n"
            "| 1 | [Kites Are All You Need](https://arxiv.org/abs/1706.03762) | Vas et al. | 2017 |\n"
            "| 2 | [KERT](https://arxiv.org/abs/1810.04805) | Devl et al. | 2019 |\n"
        ),
        [("Kites Are All You Need", "Vas et al.", None, 2017), ("KERT", "Devl et al.", None, 2019)],
    ),
    "another paper in the first column": (
        (
            "| Original study | Replication | Outcome |\n|---|---|---|\n"
            "| Barg, Chen & Burr (1996) | Doy, S., Klein, O., & Cleer, A. (2012). Kite priming: whose? *PLoS ONE*, "
            "7(1), e29081. | Failed |\n"
            "| Carn, Cudd & Yap (2010) | Ran, E. et al. (2015). The robustness of kites. *Kite Science*, 26(5), 6–9. "
            "| Mixed |\n"
        ),
        [
            ("Kite priming: whose?", "Doy, S., Klein, O., & Cleer, A.", "PLoS ONE", 2012),
            ("The robustness of kites", "Ran, E. et al.", "Kite Science", 2015),
        ],
    ),
    "a month and a system in one tag": (
        (
            "- **[2020/06, Kiteformer]** Kiteformer: Flying with Linear Strings [[arXiv]](https://arxiv.org/abs/2006.04768)\n"
            "- **[2020/07, BigKite]** Big Kite: Kites for Longer Strings [[arXiv]](https://arxiv.org/abs/2007.14062)\n"
        ),
        [
            ("Kiteformer: Flying with Linear Strings", None, None, 2020),
            ("Big Kite: Kites for Longer Strings", None, None, 2020),
        ],
    ),
    "months with the year behind, in a column": (
        (
            "| Title | Model | Date | Venue |\n|---|---|---|---|\n"
            "| [**Kitic Models with Language**](https://arxiv.org/abs/2204.00598) | Kitic | 04/2022 | arXiv |\n"
            "| [**Kite2Seq: Large Kites**](https://arxiv.org/abs/2302.14115) | Kite2Seq | 02/2023 | CVPR |\n"
        ),
        [("Kitic Models with Language", None, "arXiv", 2022), ("Kite2Seq: Large Kites", None, "CVPR", 2023)],
    ),
    "the year, names, and a quotation": (
        (
            '- 2018, Summ et al., "Kites via Machine Learning (KML)", IEEE Transactions on Kites, [link](https://a.org/1)\n'
            '- 2020, Risi and Togel, "Generality in kites", Nature Kite Intelligence, [link](https://a.org/2)\n'
        ),
        [
            ("Kites via Machine Learning (KML)", "Summ et al.", "IEEE Transactions on Kites", 2018),
            ("Generality in kites", "Risi and Togel", "Nature Kite Intelligence", 2020),
        ],
    ),
    "journals shortened from their first word": (
        (
            "- Nest, Y.: A method for kites. Dokl. Akad. Nauk SSSR 269, 543–547 (1983)\n"
            "- Boyd, S., Chu, E., et al.: Distributed kites. Found. Trends Mach. Learn. 3(1), 1–122 (2011). [pdf](https://a.org/3)\n"
            "- *Kratz F.*, *Klotz D.* (2018). Kites on rivers. **Hydrol. Earth Syst. Sci.**, 22, 6005–6022. [p](https://a.org/4)\n"
        ),
        [
            ("A method for kites", "Nest, Y.", "Dokl. Akad. Nauk SSSR", 1983),
            ("Distributed kites", "Boyd, S., Chu, E., et al.", "Found. Trends Mach. Learn.", 2011),
            ("Kites on rivers", "Kratz F., Klotz D.", "Hydrol. Earth Syst. Sci.", 2018),
        ],
    ),
    "labels in Portuguese, parted by dashes": (
        "1. **Título:** Pipas: uma introdução — **Autor:** João Silva — **Ano:** 2015 — [PDF](https://a.org/1.pdf)\n",
        [("Pipas: uma introdução", "João Silva", None, 2015)],
    ),
    "a page of a historian: books and articles without names": (
        (
            "*Paper Kites: Archives and Memory in Italy* (Cambridge: Harvard University Press, 2018).\n\n"
            "*The Hand of the Kite* (Rome: Viella, 2011).\n\n## Articles\n"
            "“Who Owns the Kite? Private Strings in Public Hands”, *Kitaria* 78 (Fall 2014): 21–44. [PDF](https://a.org/pp.pdf)\n\n"
            "(with L. Costa) “Counting Kites in Florence”, *Kites and Change* 29.2 (2014): 145–170.\n"
        ),
        [
            ("Paper Kites: Archives and Memory in Italy", None, "Cambridge: Harvard University Press", 2018),
            ("The Hand of the Kite", None, "Rome: Viella", 2011),
            ("Who Owns the Kite? Private Strings in Public Hands", None, "Kitaria", 2014),
            ("Counting Kites in Florence", "L. Costa", "Kites and Change", 2014),
        ],
    ),
    "Dutch references": (
        (
            "- Van den Berg, H. (2014). Vliegers in Nederland: een overzicht. *Vliegerstudiën*, 91(2), 85-102.\n"
            "- Bakker, S., Smit, K. en De Boer, A. (2021). Vliegers thuis. *Vliegers*, jrg. 22, nr. 3, p. 3-14.\n"
        ),
        [
            ("Vliegers in Nederland: een overzicht", "Van den Berg, H", "Vliegerstudiën", 2014),
            ("Vliegers thuis", "Bakker, S., Smit, K. en De Boer, A", "Vliegers", 2021),
        ],
    ),
    "families before a title in italics": (
        (
            "1. Stan & Miikk. *Evolving Kites through Strings*. 2002. [[pdf](https://a.org/1.pdf)]\n"
            "2. Such et al. *Deep Kite Evolution*. 2017. [[arxiv](https://arxiv.org/abs/1712.06567)]\n"
        ),
        [
            ("Evolving Kites through Strings", "Stan & Miikk", None, 2002),
            ("Deep Kite Evolution", "Such et al.", None, 2017),
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


def test_a_year_above_items_is_a_category_and_inherited() -> None:
    text = (
        "# Kites\n2022\n- [[KDD]](https://a.org/1) Kites for Sequences of Winds [[pdf]](https://a.org/1.pdf)\n\n"
        "2021\n- [[WSDM]](https://a.org/2) Diverse Kites with Sparse Strings [[pdf]](https://a.org/2.pdf)\n"
    )
    entries = read(text, "list.md").entries
    assert [(entry.category, entry.venue) for entry in entries] == [(("2022",), "KDD"), (("2021",), "WSDM")]
    assert [entry.inherited and entry.inherited.year for entry in entries] == [2022, 2021]


def test_a_paragraph_that_begins_as_its_siblings_is_told() -> None:
    text = (
        "# Kites\n\n## A\n*Kites at the Founding*, 121 Colum. L. Rev. 277 (2021) [[SSRN]](https://ssrn.com/abstract=35)\n\n"
        "*The Myth of Kites and Strings*, 165 U. Pa. L. Rev. 379 (2017)\n\n"
        "*The Making of Rules for Kites*, Wind Review, 2024\n\nI like kites.\n"
    )
    reading = read(text, "list.md")
    assert [entry.title for entry in reading.entries] == ["Kites at the Founding", "The Myth of Kites and Strings"]
    assert [(finding.code, finding.place and finding.place.line) for finding in reading.findings] == [
        ("unread-line", 8),
    ]


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("Frames of Bamboo and Frames of Steel", True),
        ("Tails that Turn, by Dora Eck, 2020", True),
        ("Read from the top to the bottom", False),
        ("These papers are read by us every week.", False),
        ("Oslo, the great hall, 12 May 2021", False),
        ("Strings, Sails, and their use", False),
    ],
)
def test_a_lone_paragraph_that_is_like_a_title_is_told(paragraph: str, told: bool) -> None:
    lines = "".join(
        f"- [Kites that hold {word}](https://arxiv.org/abs/2101.0000{at}), ICML 2021\n" for at, word in _WORDS
    )
    reading = read(f"# Kites\n\n## Strings\n\n{lines}\n## Frames\n\n{paragraph}\n", "list.md")
    assert len(reading.entries) == len(_WORDS)
    assert [finding.code for finding in reading.findings] == ["unread-line"] * told


def test_titles_with_names_in_a_section_of_which_nothing_is_read_are_told() -> None:
    books = (
        "- The Structure of All Kites, Thomas Berg\n- *Against Knots* by Paul Ek\n- The Logic of Winds - Karl Falk\n"
    )
    text = f"# Kites\n\n## Books of old\n\n{books}- Reads fast, and well\n\n## Strings\n\n"
    reading = read(f"{text}- [Strings that hold](https://arxiv.org/abs/2101.00001), ICML 2021\n", "list.md")
    assert [entry.title for entry in reading.entries] == ["Strings that hold"]
    assert [(found.code, found.place and found.place.line) for found in reading.findings] == [
        ("unread-line", 5),
        ("unread-line", 6),
        ("unread-line", 7),
    ]


_WORDS = tuple(enumerate(("strings", "sails", "tails", "knots")))


@pytest.mark.parametrize(
    "rows",
    [
        "| Year | Title | Authors | Venue\n\n| 2018 | Kite Tuner: A kite | Ben van Ek | FGCS\n| 2021 | https://arxiv.org/abs/2102.05897[Bayesian kites] | Flo Berg, Rob van Ek | PMBS\n",  # noqa: E501
        "|Year\n|Title\n|Authors\n|Venue\n\n|2018\n|Kite Tuner: A kite\n|Ben van Ek\n|FGCS\n\n|2021\n|https://arxiv.org/abs/2102.05897[Bayesian kites]\n|Flo Berg, Rob van Ek\n|PMBS\n",  # noqa: E501
    ],
)
def test_tables_of_asciidoc(rows: str) -> None:
    text = f'= Kites\n\n== A\n[cols="1,3,2,1"]\n|===\n{rows}|===\n\n== B\n'
    entries = read(text, "kites.adoc").entries
    assert [(entry.title, entry.authors_text, entry.venue, entry.year, len(entry.links)) for entry in entries] == [
        ("Kite Tuner: A kite", "Ben van Ek", "FGCS", 2018, 0),
        ("Bayesian kites", "Flo Berg, Rob van Ek", "PMBS", 2021, 1),
    ]
    assert [text.split("\n")[entry.place.line - 1].count("20") for entry in entries] == [1, 1]


def test_an_affiliation_on_an_item_below_belongs_to_the_entry() -> None:
    text = (
        "# Kites\n\n## A\n1. OpenKITE: A Research Platform for Kites\n   - Author: Gen P, Eck K, Lee W, et al.\n"
        "   - Affiliation: University of Delaware\n   - [Paper](https://a.org/1.pdf) | [Code](https://github.com/a/b)\n"
    )
    (entry,) = read(text, "list.md").entries
    assert (entry.authors_text, entry.affiliation, len(entry.links)) == (
        "Gen P, Eck K, Lee W, et al.",
        "University of Delaware",
        2,
    )


def test_numbers_of_papers_are_no_titles() -> None:
    text = (
        "Paper ID,Paper Title,Author Names,Conference,Year\n1,Kites: Data-Driven Strings,Ann Berg; Bo Ek,KiteVis,2011\n"
    )
    (entry,) = read(text, "kites.csv").entries
    assert (entry.title, entry.authors_text, entry.venue, entry.year) == (
        "Kites: Data-Driven Strings",
        "Ann Berg; Bo Ek",
        "KiteVis",
        2011,
    )


def test_references_right_below_a_line_in_bold() -> None:
    text = (
        "# Kites\n\n**Lecture 1: Wind**\nDescart, R. *Meditations on Kites*, Meditations II and VI.\n"
        "Kim, J. (2005) *Kites, or Something Near Enough*, ch. 2.\n\n**Lecture 2: Rain**\n"
        "Block, N. (1978) 'Troubles with Kites', *Minnesota Kite Studies* 9: 261-325.\n"
    )
    entries = read(text, "list.md").entries
    assert [(entry.title, entry.authors_text, entry.year, entry.category) for entry in entries] == [
        ("Meditations on Kites", "Descart, R", None, ("Lecture 1: Wind",)),
        ("Kites, or Something Near Enough", "Kim, J", 2005, ("Lecture 1: Wind",)),
        ("Troubles with Kites", "Block, N", 1978, ("Lecture 2: Rain",)),
    ]
