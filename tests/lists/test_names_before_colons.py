"""``Names: *Title*. Place Year``, as historians, lawyers and physicists write."""

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
