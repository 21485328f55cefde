"""How the page feels in a browser: ``python -m tests.benchmarks.browsing``.

The page of an invented list in Debian's Chromium, opened from the disk: the time from asking for the page until its
list and its search are ready, and from a keystroke in the search field until the browser has drawn the answer.
``--record`` keeps the figures in ``BROWSING.md``. What finds the papers is compared with two search libraries by
``search.cjs``.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from plbib.app.site import write_site

from .generate import LIST, write

_RESULTS = Path(__file__).resolve().parent / "BROWSING.md"
_SEARCH = "\n## Search libraries\n"
_QUERIES = ("quantization", "smith learning", "graph neural networks")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
_TYPE = """async (text) => {
  const field = document.querySelector("[name=q]");
  const times = [];
  for (let end = 1; end <= text.length; end += 1) {
    field.value = text.slice(0, end);
    const start = performance.now();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
  }
  return times;
}"""


def main() -> None:
    """Measure, print, and with ``--record`` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.browsing", description=__doc__)
    parser.add_argument("--sizes", default="2000,20000", help="numbers of entries, with commas")
    parser.add_argument("--record", action="store_true", help=f"write them to {_RESULTS.name}")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_ARGUMENTS))
        rows = [_measure(chromium, int(size)) for size in asked.sizes.split(",")]
        text = _section(rows, chromium.version)
        chromium.close()
    print(text, end="")
    if asked.record:
        kept = _RESULTS.read_text(encoding="utf-8").partition(_SEARCH) if _RESULTS.exists() else ("", "", "")
        _RESULTS.write_text("".join((text, *kept[1:])), encoding="utf-8")


def _measure(chromium: Any, size: int) -> str:
    """A row of the table: first views of the index and of the largest list page, keystrokes on both kinds of page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(size, folder)
        write_site(folder / LIST, folder / "site", None)
        page = chromium.new_page()
        views = []
        for _ in range(5):
            page.goto((folder / "site" / "index.html").as_uri())
            page.wait_for_function("document.querySelector('#find') && !document.querySelector('#find').hidden")
            views.append(page.evaluate("performance.now()"))
        times = sorted(time for query in _QUERIES for time in page.evaluate(_TYPE, query))
        megabytes = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file()) / 1e6
        page.close()
    spread = f"{statistics.median(times):.0f} | {times[int(0.95 * len(times))]:.0f} | {times[-1]:.0f}"
    return f"| {size:,} | {megabytes:.0f} | {statistics.median(views):.0f} | {spread} |\n"


def _section(rows: list[str], version: str) -> str:
    head = (
        "# Results of the benchmark of the page\n\nWritten by `python -m tests.benchmarks.browsing --record`: the page "
        "of an invented list, opened from the disk. The first view ends when the search can be used; a keystroke ends "
        "when its answer is drawn. Milliseconds.\n\n"
    )
    machine = (
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Chromium {version}."
    )
    titles = (
        "| papers | MB on disk | first view, median | keystroke, median | 95 % | slowest |\n|--:|--:|--:|--:|--:|--:|\n"
    )
    return f"{head}{machine}\n\n{titles}{''.join(rows)}"


if __name__ == "__main__":
    main()
