"""References as historians, lawyers, physicians, physicists and chemists write them."""

import pytest

from plbib.lists.reader import read

PHYSICS = """# Physics
1. Einstein: *Zur Elektrodynamik bewegter Körper*. Annalen der Physik 17 (1905), 891–921.
2. Bohr, Kramers, Slater: *The quantum theory of radiation*. Phil. Mag. 47 (1924), 785–802.
3. Heisenberg & Pauli: *Zur Quantendynamik der Wellenfelder*. Z. Phys. 56 (1929), 1–61.
"""
HISTORY = """## {name}
- Braudel, Fernand: *La Méditerranée*. Paris: Armand Colin, 1949.
- Bloch, Marc: *Apologie pour l'histoire*. Paris 1949.
"""


def rows(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(entry.title, entry.authors_text, entry.short_name) for entry in read(text, "f.md").entries]


def test_family_names_before_a_colon_are_authors_and_so_is_one_among_them() -> None:
    assert rows(PHYSICS) == [
        ("Zur Elektrodynamik bewegter Körper", "Einstein", None),
        ("The quantum theory of radiation", "Bohr, Kramers, Slater", None),
        ("Zur Quantendynamik der Wellenfelder", "Heisenberg & Pauli", None),
    ]


def test_a_name_of_a_system_before_a_colon_stays_one() -> None:
    lines = "- LiLT: *Decoupling Text from Layout* (ACL 2022)\n- Orca: *A Distributed Server of Kites* (OSDI 2022)\n"
    assert [(authors, short) for _, authors, short in rows(lines)] == [(None, "LiLT"), (None, "Orca")]
    more = lines + "- Gull: *Catching Fish with Kites*, A. Berg and C. Cole (OSDI 2023)\n"
    assert [short for _, _, short in rows(more)] == ["LiLT", "Orca", "Gull"]


def test_initials_may_end_at_the_colon() -> None:
    line = "- Coase, R. H.: *The Problem of Social Cost*, 3 Journal of Law and Economics 1 (1960).\n"
    assert rows(line)[0][:2] == ("The Problem of Social Cost", "Coase, R. H.")


def test_a_subject_that_is_called_as_events_are_is_read_where_most_are_whole_references() -> None:
    assert len(rows(HISTORY.format(name="History"))) == 2
    assert rows(HISTORY.format(name="Changelog")) == []
    assert (
        rows("## Talks\n- [Kites that fly](https://a.org/1), OSDI 2021\n- [Spools](https://a.org/2), OSDI 2021\n") == []
    )


WHOLE = [
    (
        "World Health Organization. Global action plan on kites. Geneva: WHO; 2015.",
        ("Global action plan on kites", "World Health Organization", "Geneva: WHO", 2015, None, None, None),
    ),
    (
        "European Commission (2021). Proposal for a Regulation on kites. COM(2021) 206.",
        ("Proposal for a Regulation on kites", "European Commission", "COM 206", 2021, None, None, None),
    ),
    (
        "Davey P, Scott CL, et al. Interventions to improve the flying of kites. Cochrane Syst Rev. 2017;(2):CD003543.",
        (
            *("Interventions to improve the flying of kites", "Davey P, Scott CL, et al.", "Cochrane Syst Rev"),
            *(2017, None, "2", "CD003543"),
        ),
    ),
    (
        "Berg A, Cole C. A kite for all seasons. J Kites. 2012;3:1-9.",
        ("A kite for all seasons", "Berg A, Cole C", "J Kites", 2012, "3", None, "1-9"),
    ),
    (
        "Dunn, D. (Ed.). (2015). *Handbook of kites* (2nd ed., Vol. 3). Kite Press.",
        ("Handbook of kites", "Dunn, D. (Ed.)", "Kite Press", 2015, "3", None, None),
    ),
    (
        "Ek, E. (2018). Spools. In D. Dunn (Ed.), *Handbook of strings* (pp. 12–40). Kite Press.",
        ("Spools", "Ek, E", "Handbook of strings", 2018, None, None, "12–40"),
    ),
    (
        "Berg, A. (n.d.). *Kites and markets* [Unpublished manuscript].",
        ("Kites and markets", "Berg, A", None, None, None, None, None),
    ),
    (
        "[Kites and lenses](https://arxiv.org/abs/2101.00001), A. Berg, Opt. Express 29, 1234 (2021)",
        ("Kites and lenses", "A. Berg", "Opt. Express", 2021, "29", None, "1234"),
    ),
    (
        "Robert Post, *Participatory Democracy and Free Speech*, 97 Va. L. Rev. 477 (2011).",
        ("Participatory Democracy and Free Speech", "Robert Post", "Va. L. Rev.", 2011, "97", None, "477"),
    ),
]


@pytest.mark.parametrize(("line", "fields"), WHOLE)
def test_a_whole_reference_is_read(line: str, fields: tuple[object, ...]) -> None:
    (entry,) = read(f"- {line}\n", "f.md").entries
    assert fields == tuple(getattr(entry, name) for name in FIELDS)


FIELDS = ("title", "authors_text", "venue", "year", "volume", "issue", "pages")


def test_a_publisher_called_after_people_is_one() -> None:
    lines = "- Society of Kites. Ann Berg and Carl Cole. Simon & Schuster, 1986.\n- Spools. A. Berg. Wiley, 1949.\n"
    assert [(entry.authors_text, entry.venue) for entry in read(lines, "f.md").entries] == [
        ("Ann Berg and Carl Cole", "Simon & Schuster"),
        ("A. Berg", "Wiley"),
    ]


TABLE = """| Ref | Paper | Journal | DOI |
|---|---|---|---|
| 1 | Berg, A.; Cole, C. B. Halide Kites as Sensitizers | J. Am. Kite Soc. 2009, 131, 6050–6051 | 10.1000/ja809598r |
| 2 | Dunn, D. Efficient Hybrid Kites Based on Halides | Science 2012, 338, 643–647 | 10.1000/science.1228604 |
"""


def test_cells_of_a_table_hold_whole_references_numbers_and_identifiers() -> None:
    first, second = read(TABLE, "f.md").entries
    assert tuple(getattr(first, name) for name in FIELDS) == (
        ("Halide Kites as Sensitizers", "Berg, A.; Cole, C. B.", "J. Am. Kite Soc.", 2009, "131", None, "6050–6051")
    )
    assert [link.url for link in first.links] == ["https://doi.org/10.1000/ja809598r"]
    assert (second.title, second.authors_text) == ("Efficient Hybrid Kites Based on Halides", "Dunn, D")


def test_numbers_behind_the_venue_of_a_table_without_a_date() -> None:
    text = (
        "| Year | Authors | Title | Venue |\n|--|--|--|--|\n| 1995 | Shor | Kites in quantum memory | PRA 52, R2493 |\n"
    )
    (entry,) = read(text, "f.md").entries
    assert (entry.venue, entry.volume, entry.pages, entry.year) == ("PRA", "52", "R2493", 1995)


def test_a_year_where_the_volume_is_expected_is_the_year() -> None:
    line = "- Berg A, Cole C, et al. Kites are all you need[C]//Advances in Kites. 2017: 5998-6008.\n"
    (entry,) = read(line, "f.md").entries
    assert (entry.year, entry.volume, entry.pages) == (2017, None, "5998-6008")


def test_lines_that_begin_with_a_day_are_entries_of_their_own() -> None:
    lines = (
        "2024-03-02 **Kites in the cloud** — nice survey. https://arxiv.org/abs/2403.00001\n"
        "2024-02-11 **Strings considered harmful** — read again. https://doi.org/10.1000/3580000.3580001\n"
    )
    entries = read(lines, "f.md").entries
    assert [(entry.title, entry.date) for entry in entries] == [
        ("Kites in the cloud", "2024-03-02"),
        ("Strings considered harmful", "2024-02-11"),
    ]


KEYED = """[J3] **A. Berg**, C. Cole, "Kites in turbulent air," *IEEE Trans. Autom. Control*, vol. 66, no. 3, Mar. 2021.
[J2] **A. Berg** and D. Dunn, "Spools that tangle," *Automatica*, vol. 110, 108567, 2019.
[J1] D. Dunn, **A. Berg**, "Strings that sing," *Systems & Control Letters*, vol. 99, pp. 1-9, 2017.
"""
GERMAN = """Berg, Anna; Cole, Carl (2019): Kites und Drachen. In: Zeitschrift für Drachenkunde 12 (3), S. 45–67.
Ek, Eva (Hg.) (2018): Handbuch Drachen. Stuttgart: Metzler.
Frei, Fritz (2021): Der Wind und die Schnur. Stuttgart: Metzler, S. 12–40.
"""


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (KEYED, ["Kites in turbulent air", "Spools that tangle", "Strings that sing"]),
        (GERMAN, ["Kites und Drachen", "Handbuch Drachen", "Der Wind und die Schnur"]),
    ],
)
def test_references_on_lines_of_their_own_without_bullets(lines: str, titles: list[str]) -> None:
    assert [entry.title for entry in read(lines, "f.md").entries] == titles


def test_a_wrapped_reference_stays_one() -> None:
    text = "Berg, A. (2019). Kites that fly higher than any kite\nDunn, who was in (2018), has ever seen. *Kites*, 3.\n"
    assert len(read(text, "f.md").entries) == 1


def test_a_short_year_in_brackets_opens_no_quotation() -> None:
    line = (
        "1. [**Orca**](https://a.org/yu) (OSDI '22): *A Distributed Serving System for Kites*. Gyeong-In Yu, Ann Berg\n"
    )
    (entry,) = read(line, "f.md").entries
    assert (entry.title, entry.venue, entry.year) == ("A Distributed Serving System for Kites", "OSDI", 2022)


FRENCH = """- DURAND Pierre, « Les cerfs-volants », Revue historique, 2001, n° 3, p. 1-9.
- DUPONT Marie et MARTIN Jean, « La ville et le vent », Annales, 1998, vol. 53, n° 2, p. 201-230.
- LE GOFF Jacques, *La civilisation du vent*, Paris, Arthaud, 1964.
"""
GERMAN_BOOKS = """- Weber, Max: »Drachen als Beruf«, in: Gesammelte Schriften, Tübingen: Mohr, 1919, S. 1–10.
- Adorno, Theodor W.: „Drachen und Gesellschaft“, Frankfurt: Suhrkamp, 1951.
"""


def test_names_in_capitals_and_titles_in_pointed_quotation_marks() -> None:
    entries = read(FRENCH, "f.md").entries
    assert [tuple(getattr(entry, name) for name in FIELDS) for entry in entries] == [
        ("Les cerfs-volants", "DURAND Pierre", "Revue historique", 2001, None, "3", "1-9"),
        ("La ville et le vent", "DUPONT Marie et MARTIN Jean", "Annales", 1998, "53", "2", "201-230"),
        ("La civilisation du vent", "LE GOFF Jacques", "Paris, Arthaud", 1964, None, None, None),
    ]


def test_german_quotation_marks_in_both_directions() -> None:
    assert rows(GERMAN_BOOKS) == [
        ("Drachen als Beruf", "Weber, Max", None),
        ("Drachen und Gesellschaft", "Adorno, Theodor W", None),
    ]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Roe v. Wade, 410 U.S. 113 (1973)", ("Roe v. Wade", "U.S.", "410", "113", 1973)),
        ("*Kite Co. v. Ann Berg*, 159 F.2d 169 (2d Cir. 1947).", ("Kite Co. v. Ann Berg", "F.2d", "159", "169", 1947)),
        ("Marbury v. Madison, 5 U.S. (1 Cranch) 137 (1803)", ("Marbury v. Madison", "U.S.", "5", "137", 1803)),
        ("In re Gault, 387 U.S. 1 (1967)", ("In re Gault", "U.S.", "387", "1", 1967)),
        ("Donoghue v Stevenson [1932] AC 562", ("Donoghue v Stevenson", "AC", None, "562", 1932)),
    ],
)
def test_a_case_before_a_court_has_parties_and_no_authors(line: str, fields: tuple[object, ...]) -> None:
    (entry,) = read(f"- {line}\n", "f.md").entries
    assert (entry.title, entry.venue, entry.volume, entry.pages, entry.year) == fields
    assert entry.authors_text is None


def test_what_is_no_report_of_a_court_is_no_case() -> None:
    (entry,) = read("- Nature v. nurture in kites, Ann Berg and Carl Cole, ICML 2020\n", "f.md").entries
    assert (entry.venue, entry.year) == ("ICML", 2020)


def test_editors_without_brackets() -> None:
    lines = "- Berg, A., & Cole, C., eds. Handbook of Kites. Kite Press, 2010.\n"
    assert rows(lines) == [("Handbook of Kites", "Berg, A., & Cole, C., eds", None)]


def test_an_old_year_alone_or_beside_a_month_is_the_date() -> None:
    entries = read(
        "- *The Wind and Kites*. 1916. Dan Dunn.\n- *Spools on a Plain*. May 1912. Eva Ek.\n", "f.md"
    ).entries
    assert [(entry.year, entry.date) for entry in entries] == [(1916, None), (1912, "1912-05")]


def test_groups_are_authors() -> None:
    lines = "- DAPA-HF Trial Committees. Kites in patients. Lancet. 2020;1:1-9.\n"
    lines += "- Berg A, Cole C, et al; KITE Trial Group and Investigators. Kites for hearts. Lancet. 2021;2:1-9.\n"
    assert [authors for _, authors, _ in rows(lines)] == [
        "DAPA-HF Trial Committees",
        "Berg A, Cole C, et al; KITE Trial Group and Investigators",
    ]


MORE = [
    (
        "Berg, A & Cole, C 2019, 'Kites in the wind', Journal of Kites, vol. 12, no. 3, pp. 1-9.",
        ("Kites in the wind", "Berg, A & Cole, C", "Journal of Kites", 2019, "12", "3", "1-9"),
    ),
    ("Dunn, D 2018, Spools, Kite Press, London.", ("Spools", "Dunn, D", "Kite Press, London", 2018, None, None, None)),
    ("Ek, E. Strings. Kite Press, 2013.", ("Strings", "Ek, E", "Kite Press", 2013, None, None, None)),
    (
        "Ek, E. et al. Spools. *Nat. Kites* **3**, 1123 (2020).",
        ("Spools", "Ek, E. et al.", "Nat. Kites", 2020, "3", None, "1123"),
    ),
    (
        'Berg, A. 2011. "Kites and Sonatas." Music Theory Spectrum 33/1: 1-20.',
        ("Kites and Sonatas", "Berg, A", "Music Theory Spectrum", 2011, "33", "1", "1-20"),
    ),
    (
        "Сидоров С. С. Теория змеев // Журнал змеев. 2010. Т. 5, № 2. С. 10–20.",
        ("Теория змеев", "Сидоров С. С", "Журнал змеев", 2010, "5", "2", "10–20"),
    ),
    (
        "Berg, Anna / Cole, Carl: Der Wind. In: Zeitschrift für Drachen 12 (2003), S. 3–19.",
        ("Der Wind", "Berg, Anna / Cole, Carl", "Zeitschrift für Drachen", 2003, "12", None, "3–19"),
    ),
    (
        "[2021A&A...650A..12D](https://a.org/abs/2021A&A...650A..12D) Dunn, D.: Strings in clusters",
        ("Strings in clusters", "Dunn, D.", "A&A", 2021, "650", None, "A12"),
    ),
    ('Turing, "Computing Kites", Mind 1950.', ("Computing Kites", "Turing", "Mind", 1950, None, None, None)),
    (
        "McMurray JJV, Solomon SD. Kites in hearts. N Engl J Med. 2019;381(21):1995-2008.",
        ("Kites in hearts", "McMurray JJV, Solomon SD", "N Engl J Med", 2019, "381", "21", "1995-2008"),
    ),
    (
        'Required: Berg, A. and Cole, C. (2019). "Kites that fly." *Journal of Kites* 12(3): 1–9.',
        ("Kites that fly", "Berg, A. and Cole, C.", "Journal of Kites", 2019, "12", "3", "1–9"),
    ),
    (
        "{OpenAI}. Technical Report on Kites. arXiv 2023.",
        ("Technical Report on Kites", "{OpenAI}", "arXiv", 2023, None, None, None),
    ),
]


@pytest.mark.parametrize(("line", "fields"), MORE)
def test_a_reference_of_another_style_is_read(line: str, fields: tuple[object, ...]) -> None:
    (entry,) = read(f"- {line}\n", "f.md").entries
    assert fields == tuple(getattr(entry, name) for name in FIELDS)


def test_keys_of_name_and_year_before_a_dash() -> None:
    lines = "- Berg 2019 - Kites in the wind - https://doi.org/10.1000/1\n"
    lines += "- Ek et al. 2021 - Strings in the wind - https://doi.org/10.1000/3\n"
    entries = read(lines, "f.md").entries
    assert [(entry.title, entry.authors_text, entry.year) for entry in entries] == [
        ("Kites in the wind", "Berg", 2019),
        ("Strings in the wind", "Ek et al.", 2021),
    ]


def test_a_diary_says_what_was_read_and_a_picture_is_no_part_of_a_venue() -> None:
    lines = '- Read "Kites in the cloud" by A. Berg et al. (NSDI 2024)\n'
    (entry,) = read(lines, "f.md").entries
    assert (entry.title, entry.authors_text, entry.venue) == ("Kites in the cloud", "A. Berg et al.", "NSDI")
    (entry,) = read("- 🆕 [Strings](https://openreview.net/forum?id=abc) 🌟 ICLR'24\n", "f.md").entries
    assert (entry.title, entry.venue) == ("Strings", "ICLR")


TERMS = """Kites

: [Kites all the way down](https://a.org/1), ICML 2020
: [Kites on the way up](https://a.org/2), ICML 2021

Spools of thread
: A. Berg, C. Cole. ICML 2022. [pdf](https://arxiv.org/abs/2201.00001)

Dunn 2020
: Strings that learn. *Journal of Kites* 13, 1-9. [doi](https://doi.org/10.1000/2)
"""
YEARS = """**2021**

- Kites over Rome, A. Berg and C. Cole, ICML. [pdf](https://arxiv.org/abs/2101.00009)
- Kites over Paris, D. Dunn and E. Ek, ICML. [pdf](https://arxiv.org/abs/2101.00008)

**2020**

- Kites over Bonn, D. Dunn and E. Ek, ICML. [pdf](https://arxiv.org/abs/2001.00008)
"""


def test_a_term_of_a_definition_list_is_a_category_or_the_title() -> None:
    assert [(entry.title, entry.category) for entry in read(TERMS, "f.md").entries] == [
        ("Kites all the way down", ("Kites",)),
        ("Kites on the way up", ("Kites",)),
        ("Spools of thread", ()),
        ("Strings that learn", ()),
    ]


def test_a_year_in_bold_below_items_heads_those_that_follow() -> None:
    entries = read(YEARS, "f.md").entries
    assert [(entry.category, entry.year) for entry in entries] == [
        (("2021",), None),
        (("2021",), None),
        (("2020",), None),
    ]
