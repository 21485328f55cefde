"""The page in a real browser: Chromium, driven by Playwright; left to continuous integration."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plbib.app.site import write_site
from plbib.formats import registry
from plbib.io.server import make_server
from plbib.site.options import Download, Downloads, SiteOptions
from plbib.site.pages import site
from tests.conftest import missing
from tests.samples import library
from tests.site.test_pages import HOSTILE

pytestmark = pytest.mark.heavy

KITES = library()
FILES = {
    **site(
        KITES,
        SiteOptions(title="Kites", styles=("ieee",)),
        Downloads(whole=(Download(title="BibTeX", file="papers.bib", media_type="application/x-bibtex"),)),
    ),
    "papers.bib": registry.write(KITES, "bibtex"),
}
CHROMIUM = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = shutil.which("chromium")
    if path is None:
        missing("chromium is not installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install 'plbib[browser]'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def address() -> Iterator[str]:
    """A server of the page, below a folder."""
    with make_server(lambda: {f"kites/{name}": data for name, data in FILES.items()}, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/kites/"
        server.shutdown()


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page of a browser in which nothing goes wrong: no error, no request to another host.

    It is closed before the server is, whose ``address`` it needs for that: a request that is cut off is an error.
    """
    context = chromium.new_context(accept_downloads=True)
    shown = context.new_page()
    wrong: list[str] = []
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    shown.on("dialog", lambda dialog: wrong.append(dialog.message))
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    yield shown
    context.close()
    assert wrong == []
    assert {url.split("/")[2] for url in asked if url.startswith("http")} <= {address.split("/")[2]}


def titles(page: Any) -> list[str]:
    texts: list[str] = page.locator("#results .title").all_inner_texts()
    return texts


def test_search_takes_words_in_any_order_without_accents_and_marks_them(page: Any, address: str) -> None:
    page.goto(address)
    page.fill("[name=q]", "hargreave zoe kites")
    assert len(titles(page)) == 1
    assert "Zoë" in page.locator("#results mark").all_inner_texts()
    assert page.inner_text("#count") == f"1 of {len(KITES.records)} papers"
    page.fill("[name=q]", "nothing like it")
    assert "No paper matches" in page.inner_text("#count")


def test_an_address_holds_what_is_asked_for_and_history_works(page: Any, address: str) -> None:
    page.goto(address)
    page.select_option("[name=year]", "2020")
    asked = page.url
    page.select_option("[name=year]", "2021")
    page.go_back()
    assert page.input_value("[name=year]") == "2020"
    assert titles(page) == ["String theory for kites"]
    page.goto("about:blank")
    page.goto(asked)
    assert titles(page) == ["String theory for kites"]
    page.click("#find [type=reset]")
    assert page.locator("#list").is_visible()


def test_a_bar_filters_by_its_year(page: Any, address: str) -> None:
    page.goto(address)
    page.click(".chart a:has(title:text-is('2020: 1'))")
    assert titles(page) == ["String theory for kites"]


def test_a_category_holds_what_is_below_it(page: Any, address: str) -> None:
    page.goto(address + "#category=Kites")
    assert len(titles(page)) == sum(any(path[0] == "Kites" for path in record.categories) for record in KITES.records)


def test_what_is_copied_is_what_the_file_holds(page: Any, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    for name, text in (("BibTeX", FILES["papers/o2020string.bib"].decode()), ("\\cite", "\\cite{o2020string}")):
        page.locator('[data-key="o2020string"] .take').first.click()
        page.locator("#texts-kinds").get_by_role("button", name=name, exact=True).click()
        page.click("#texts-copy")
        page.locator("#texts-status", has_text="Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == text
        page.keyboard.press("Escape")


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "csljson", "ris"])
def test_a_selection_survives_a_reload_and_is_downloaded(page: Any, address: str, form: str) -> None:
    page.goto(address)
    for key in ("o2020string", "hargreave2021kites"):
        page.locator(f'[data-key="{key}"] .choose').first.check()
    page.reload()
    assert page.inner_text("#chosen") == "2"
    with page.expect_download() as download:
        page.click(f"[data-format={form}]")
    wanted = registry.write(replace(KITES, records=KITES.records[:2]), form)
    got = Path(download.value.path()).read_bytes()
    assert wanted.startswith(got)  # a .bib of a list has the groups of its categories behind its entries


def test_it_works_from_a_disk(page: Any, tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    page.goto((tmp_path / "index.html").as_uri())
    page.fill("[name=q]", "string theory")
    assert titles(page) == ["String theory for kites"]
    page.locator("#results .take").first.click()
    page.wait_for_selector("#texts[open]")
    assert "@article{o2020string" in page.inner_text("#texts-shown")


def test_without_javascript_the_list_is_there_with_its_links(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".paper").filter(visible=True).count() >= len(KITES.records)
    assert not page.locator("#find").is_visible()
    assert not page.locator(".take").first.is_visible()
    assert page.locator('a[href="papers/o2020string.bib"]').first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("", "#q=kites", "papers/hargreave2021kites.html"):
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, address: str, scheme: str) -> None:
    axe = Path(os.environ.get("PLBIB_AXE") or "/nowhere") / "node_modules/axe-core/axe.min.js"
    if not axe.is_file():
        missing("axe-core is not installed: PLBIB_AXE names no folder of npm with it")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for name in ("", "#q=kites", "papers/hargreave2021kites.html"):
        page.goto("about:blank")
        page.goto(address + name)
        if name.startswith("#"):
            page.locator("#results .choose").first.check()
            page.locator("#results .take").first.click()
        page.evaluate(axe.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_the_keyboard_suffices(page: Any, address: str) -> None:
    page.goto(address)
    page.focus("[name=q]")
    page.keyboard.type("string theory")
    page.locator("#results .take").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#texts[open]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "take"


def test_hostile_text_runs_nowhere(page: Any, tmp_path: Path) -> None:
    record = KITES.records[0]
    records = tuple(
        replace(record, key=f"k{at}", item=replace(record.item, title=text, publisher=text))
        for at, text in enumerate(HOSTILE)
    )
    hostile = replace(KITES, title=HOSTILE[0], records=records, categories=())
    for name, data in site(hostile, SiteOptions(title=HOSTILE[1], styles=("ieee",)), Downloads()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    page.goto((tmp_path / "index.html").as_uri() + "#q=alert")
    assert len(titles(page)) == sum("alert" in text for text in HOSTILE)
    page.locator("#results .take").first.click()
    page.wait_for_selector("#texts[open]")
    for at in range(len(HOSTILE)):
        page.goto((tmp_path / f"papers/k{at}.html").as_uri())
        assert page.locator("img").count() == 0


def test_the_embedded_list_has_its_page(page: Any, tmp_path: Path) -> None:
    written = write_site("demo:", tmp_path / "site")
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert page.locator("#list .title").count() == len(written.library.records)
