"""``python -m tests.full.mutation``: draw mutants, try them, and say which survived."""

import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from plbib import __version__
from tests.full.mutation.run import ROOMS, Outcome, of_rooms, tried

RESULTS = Path(__file__).with_name("RESULTS.md")
EQUAL = Path(__file__).with_name("equal.txt")
"""Mutants that do what the code does, one a line, with the reason behind `` # ``."""


@click.command()
@click.option("--count", default=200, show_default=True, help="How many mutants are drawn.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
@click.option("--room", "rooms", multiple=True, type=click.Choice(ROOMS), help="Only of these rooms.  [default: all]")
@click.option("--match", "texts", multiple=True, metavar="TEXT", help="All mutants, not drawn, whose name holds TEXT.")
@click.option("--jobs", default=2, show_default=True, help="How many are tried at once.")
@click.option("--record", is_flag=True, help="Write the result into RESULTS.md.")
def main(count: int, seed: int, rooms: tuple[str, ...], texts: tuple[str, ...], jobs: int, record: bool) -> None:
    """Put small faults into the code, one at a time, and say which of them no test of their room notices."""
    rooms = rooms or ROOMS
    every = of_rooms(rooms)
    if texts:
        drawn = [mutant for mutant in every if any(text in mutant.name for text in texts)]
    else:
        drawn = random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311
    drawn = sorted(drawn, key=lambda mutant: (mutant.file, mutant.lines))
    outcomes = [Outcome(mutant=mutant, killed_by="") for mutant in drawn if mutant.name in equal()]
    outcomes += tried([mutant for mutant in drawn if mutant.name not in equal()], jobs)
    how = "named ones" if texts else f"seed {seed}"
    text = report(outcomes, f"{len(drawn)} of {len(every):,} mutants, {how}", rooms)
    click.echo(text)
    if record:
        old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Mutants that survived\n"
        RESULTS.write_text(f"{old}\n{text}", encoding="utf-8")


def equal() -> dict[str, str]:
    """The mutants that no test can notice, with the reason."""
    lines = EQUAL.read_text(encoding="utf-8").splitlines() if EQUAL.exists() else []
    rows = (line.rpartition(" # ") for line in lines if line.strip())
    return {name: reason for name, _, reason in rows}


def report(outcomes: list[Outcome], what: str, rooms: tuple[str, ...]) -> str:
    """The result as Markdown: counts by room, then the survivors, the equal ones with their reason."""
    reasons = equal()
    counted = [outcome for outcome in outcomes if outcome.killed or outcome.mutant.name not in reasons]
    killed = sum(outcome.killed for outcome in counted)
    share = f"{killed / len(counted):.0%}" if counted else "none"
    lines = [
        f"## {datetime.now(UTC):%Y-%m-%d}, plbib {__version__}",
        "",
        f"{what}: {killed} of {len(counted)} killed ({share}); {len(outcomes) - len(counted)} equal.",
        "",
        "| room | killed | of |",
        "|---|---:|---:|",
    ]
    of_room = Counter(outcome.mutant.file.partition("/")[0] for outcome in counted)
    dead = Counter(outcome.mutant.file.partition("/")[0] for outcome in counted if outcome.killed)
    lines += [f"| {room} | {dead[room]} | {of_room[room]} |" for room in rooms]
    survivors = [outcome.mutant for outcome in outcomes if not outcome.killed]
    lines += ["", *(f"- `{row.name}`" + _reason(reasons.get(row.name)) for row in survivors)]
    return "\n".join(lines) + "\n"


def _reason(reason: str | None) -> str:
    return f": equal, {reason}" if reason else ""


if __name__ == "__main__":
    main()
