"""Lists looked up in the services' double: what is decided, how long it takes by the services' own limits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plbib.lists.reader import read
from plbib.resolve import local
from plbib.resolve.candidates import Wanted
from plbib.resolve.match import State
from tests.cli.test_records_command import run as plbib
from tests.conftest import DATA
from tests.resolve import online
from tests.resolve.online import SEEN, TOKEN, look_up
from tests.resolve.scores import Case
from tests.servers.forge import Forge
from tests.servers.metadata import Contract, Faults, World
from tests.servers.metadata.server import Server
from tests.servers.metadata.world import plain

LIST = (DATA / "services.md").read_text(encoding="utf-8")
NONE = dict.fromkeys(("crossref", "dblp", "openalex", "semanticscholar"), 0)
BAD_DAYS: dict[str, Callable[[frozenset[str]], Faults]] = {
    "down": lambda hosts: Faults(down=hosts),
    "asleep": lambda hosts: Faults(asleep=hosts),
    "challenge": lambda hosts: Faults(challenge=hosts),
}
HOSTS = (
    "api.crossref.org dblp.org dblp.uni-trier.de export.arxiv.org api.semanticscholar.org proceedings.neurips.cc"
    " aclanthology.org www.usenix.org mlsys.org proceedings.mlsys.org"
    " proceedings.mlr.press openaccess.thecvf.com api.datacite.org doi.org"
).split()


def twin() -> tuple[World, dict[int, Wanted], dict[int, Case]]:
    world = online.twin()
    wanted = {entry.place.line: local.describe(entry) for entry in read(LIST, "services.md").entries}
    truth = {
        line: tuple(online.record(row) for row in world.rows if plain(row.title) == plain(paper.paper.title))
        for line, paper in wanted.items()
    }
    return world, wanted, {line: Case(wanted=wanted[line], truth=truth[line], witnessed=True) for line in wanted}


def test_every_kind_of_link_leads_to_its_record() -> None:
    world, wanted, cases = twin()
    run = look_up(wanted, world, lacks=NONE)
    assert online.wrong(cases, run) == []
    states = [run.decisions[line].state for line in sorted(wanted)]
    assert states == [State.ACCEPTED] * 8 + [State.NOT_FOUND] + [State.ACCEPTED] * 3 + [State.PREPRINT]
    paper = run.decisions[min(wanted) + 7].chosen
    assert paper is not None
    assert paper.candidate.record.item.doi == "10.1145/3333.4444"  # the publication, not the preprint that is listed
    assert run.seconds < 60


@pytest.mark.parametrize("seed", range(8))
def test_on_a_bad_day_less_is_decided_and_nothing_wrong(seed: int) -> None:
    world, wanted, cases = twin()
    world.seed = seed
    run = look_up(wanted, world, Faults(rate=30, asleep=frozenset({"api.openalex.org"})), token=TOKEN)
    assert online.wrong(cases, run) == []
    assert online.decided(run) >= 6


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("how", ["down", "asleep", "challenge"])
def test_a_service_that_fails_only_lowers_the_state(host: str, how: str) -> None:
    world, wanted, cases = twin()
    run = look_up(wanted, world, BAD_DAYS[how](frozenset({host})), lacks=NONE)
    assert online.wrong(cases, run) == []
    assert online.decided(run) >= 6
    assert run.seconds < 400


def test_a_service_with_a_key_answers_where_others_fail() -> None:
    world, wanted, cases = twin()
    others = frozenset(HOSTS) - {"export.arxiv.org"} | {"dblp.dagstuhl.de"}
    run = look_up(wanted, world, Faults(down=others), lacks=NONE, keys={"OPENALEX_API_KEY": TOKEN})
    assert online.wrong(cases, run) == []
    unseen = [wanted[line].paper.title for line, decision in run.decisions.items() if not decision.chosen]
    assert unseen == ["A Kite that Nobody Has Seen"]
    assert run.contract.served["api.openalex.org"] > 0


def test_a_page_that_is_cut_gives_no_half_record() -> None:
    """Its venue and year come behind its title and its people."""
    world, wanted, cases = twin()
    for seed in range(20):
        world.seed = seed
        run = look_up(wanted, world, Faults(rate=60), lacks=NONE)
        assert online.wrong(cases, run) == []
        chosen = [decision.chosen.candidate.record.item for decision in run.decisions.values() if decision.chosen]
        assert all(item.issued for item in chosen)


def test_where_all_fail_nothing_is_decided_and_nothing_is_not_found() -> None:
    world, wanted, _ = twin()
    run = look_up(wanted, world, Faults(down=frozenset([*HOSTS, "dblp.dagstuhl.de"])), lacks=NONE)
    assert {decision.state for decision in run.decisions.values()} == {State.UNAVAILABLE}


def test_the_command_against_the_double(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = LIST.splitlines()
    Path("few.md").write_text("\n".join(lines[line] for line in (0, 1, 5, 6)), encoding="utf-8")
    contract = Contract(online.twin(), lacks=NONE)
    forge = Forge({"ann/few": {"README.md": Path("few.md").read_text(encoding="utf-8")}})
    with Server(lambda request, now: (forge if "github" in request.url else contract)(request, now)) as server:
        monkeypatch.setenv("PLBIB_REPLAY", server.url)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("PLBIB_MAILTO", "me@example.org")
        monkeypatch.delenv("PLBIB_OFFLINE")
        assert plbib("resolve", "few.md") == 0
        assert "2 accepted" in capsys.readouterr().err
        asked = sum(contract.served.values())
        held = json.loads(Path("few.lock.json").read_text(encoding="utf-8"))["entries"]
        Path("few.lock.json").unlink()
        assert plbib("resolve", "few.md") == 0
        Path("few.lock.json").unlink()
        assert plbib("export", "few.md", "--resolve", "-o", "few.bib") == 0
        assert plbib("export", "ann/few", "--resolve", "-o", "far.bib") == 0
    assert plbib("resolve", "few.md", "--record", "none") == 0
    assert "none: not written" in capsys.readouterr().err
    made = Path("few.lock.json").read_bytes()
    Path("few.lock.json").unlink()
    assert plbib("resolve", "few.md", "--offline", "--record", "answers") == 0
    Path("few.lock.json").unlink()
    assert plbib("resolve", "few.md", "--replay", "answers") == 0
    assert Path("few.lock.json").read_bytes() == made
    assert b"me@example.org" not in b"".join(path.read_bytes() for path in Path("answers").iterdir())
    assert Path("ann-few.lock.json").is_file()
    near, far = (Path(name).read_text(encoding="utf-8") for name in ("few.bib", "far.bib"))
    assert near.count("author = {") == 2
    assert far[far.index("@") :] == near[near.index("@") :]
    assert contract.violations == []
    assert [entry["status"] for entry in held] == ["resolved", "resolved"]
    assert all(entry["evidence"] and entry["sources"] for entry in held)
    assert sum(contract.served.values()) == asked  # the second run asked nobody


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize("token", ["", TOKEN])
def test_the_embedded_list_in_two_minutes(shared: Path, token: str) -> None:
    world, cases = online.seed_world(shared, 60, 1), online.seed_cases(shared)
    run = look_up({name: case.wanted for name, case in cases.items()}, world, token=token)
    assert online.wrong(cases, run) == []
    assert online.decided(run) >= 69
    assert run.seconds < 120


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize("seed", [2, 3])
def test_the_embedded_list_on_an_ordinary_day(shared: Path, seed: int) -> None:
    world, cases = online.seed_world(shared, 60, seed), online.seed_cases(shared)
    run = look_up({name: case.wanted for name, case in cases.items()}, world, SEEN)
    assert online.wrong(cases, run) == []
    assert online.decided(run) >= 66


@pytest.mark.heavy
@pytest.mark.shared
def test_entries_of_the_shown_lists(shared: Path) -> None:
    world = online.list_world(shared, 60, 5)
    cases = online.list_cases(shared, world, 1000)
    run = look_up({name: case.wanted for name, case in cases.items()}, world, SEEN)
    assert online.wrong(cases, run) == []
    assert len(cases) == 1000
    assert online.decided(run) >= 950
    assert run.seconds < 1800
