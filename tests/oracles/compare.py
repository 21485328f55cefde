"""Compare an engine with citeproc-js: ``python -m tests.oracles.compare --help``."""

import os
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from pathlib import Path

from tests.oracles import corpora
from tests.oracles.citeproc_js import version, why_not
from tests.oracles.comparison import Difference, Outcome, compare

ROOT = Path(__file__).resolve().parent.parent.parent


def summary(name: str, outcomes: list[Outcome]) -> str:
    """One line about a corpus."""
    judged = [found for found in outcomes if not found.skipped]
    written = [found for found in judged if not found.crash]
    entries = sum(found.entries for found in written)
    differences = [difference for found in written for difference in found.differences]
    same, equal = entries - len(differences), sum(found.equal for found in judged)
    missing = sum(difference.got is None for difference in differences)
    return (
        f"{name}: {same} of {entries} entries equal ({same / max(entries, 1):.2%}), "
        f"{equal} of {len(judged)} styles wholly equal ({equal / max(len(judged), 1):.1%}), "
        f"{sum(found.wrong_order for found in written)} wrong orders, {len(judged) - len(written)} crashes, "
        f"{missing} entries missing, {len(outcomes) - len(judged)} styles the reference cannot use"
    )


def grouped(outcomes: list[Outcome]) -> list[tuple[str, list[Difference]]]:
    """Differences by cause, the commonest first."""
    causes: dict[str, list[Difference]] = defaultdict(list)
    for found in outcomes:
        for difference in found.differences:
            causes[difference.cause].append(difference)
    return sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def details(outcomes: list[Outcome], show: int, examples: int) -> list[str]:
    """Crashes, wrong orders and up to ``show`` causes with ``examples`` each."""
    lines = [f"  crash  {found.style}: {found.crash}" for found in outcomes if found.crash]
    lines += [f"  order  {found.style}" for found in outcomes if found.wrong_order]
    for cause, differences in grouped(outcomes)[:show]:
        names = {difference.style for difference in differences}
        lines.append(f"\n  {len(differences)} × in {len(names)} styles: {cause}")
        for difference in differences[:examples]:
            lines += [f"    {difference.style} {difference.id}", f"      js  {difference.expected}"]
            lines.append(f"      got {difference.got}")
    return lines


def options() -> Namespace:
    """The command line."""
    parser = ArgumentParser(prog="oracles.compare", description=__doc__)
    parser.add_argument("--styles", type=int, default=300, help="how many styles, chosen by the seed (0: all)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--items", choices=[*corpora.NAMES, "all"], default="all")
    parser.add_argument("--engine", default="plbib", help="plbib, or a module with render(style, items, locale)")
    parser.add_argument("--show", type=int, default=40, help="how many causes to show")
    parser.add_argument("--examples", type=int, default=2, help="examples a cause")
    parser.add_argument("--locale", help="the language of the references; default is that of each style")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", metavar="STYLE", action="append", help="this style (name without .csl); repeatable")
    return parser.parse_args()


def main() -> None:
    """Print the comparison."""
    asked = options()
    if why_not():
        raise SystemExit(why_not())
    shared = Path(os.environ.get("PLBIB_SHARED") or ROOT.parent / "shared")
    chosen = corpora.sample(asked.styles or len(corpora.styles()), asked.seed)
    if asked.only:
        chosen = [path for path in corpora.styles() if path.stem in asked.only]
    print(f"citeproc-js {version()}, {len(chosen)} styles, seed {asked.seed}, engine {asked.engine}")
    for name in corpora.NAMES if asked.items == "all" else [asked.items]:
        outcomes = compare(asked.engine, chosen, corpora.items(name, shared), asked.jobs, asked.locale)
        print("\n" + summary(name, outcomes), flush=True)
        print("\n".join(details(outcomes, asked.show, asked.examples)), flush=True)


if __name__ == "__main__":
    main()
