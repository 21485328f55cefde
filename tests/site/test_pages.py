"""The page as files: what is in them, what cannot be, and that they are put together from the formats' own texts."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from plbib.app.site import site_files
from plbib.findings import Code
from plbib.formats import registry
from plbib.formats.bib import bibtex
from plbib.io.config import parse
from plbib.model import Category, Date, Entry, Item, Library, Link, Name, Place, Record, Status
from plbib.site import metadata, pages, scripts
from plbib.site.exports import copies
from plbib.site.options import Download, Downloads, SiteOptions
from plbib.site.pages import site
from plbib.site.papers import papers_of, plain
from tests.samples import library

KITES = library()
KITES = replace(KITES, records=tuple(replace(one, id=f"e-{at}") for at, one in enumerate(KITES.records)))
OPTIONS = SiteOptions(title="Kites & more", address="https://example.org/kites/", styles=("ieee", "apa"))
DOWNLOADS = Downloads(whole=(Download(title="BibTeX", file="papers.bib", media_type="application/x-bibtex"),))
FILES = site(KITES, OPTIONS, DOWNLOADS)
VOID = {"meta", "link", "input", "br", "rect", "col"}


class Tags(HTMLParser):
    """The elements of a page with their attributes, in order; fails where they are not nested."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [has for name, has in self.elements if name == tag and wanted.items() <= has.items()]


def cards(page: bytes) -> list[dict[str, str]]:
    """The papers on a page."""
    return [has for has in Tags(page).all("li", **{"class": "paper"}) if "data-key" in has]


def one(title: str = "Kites", **values: object) -> Library:
    """A library of one paper."""
    record = Record(key="lind2023", id="e-1", status=Status.RESOLVED, item=Item(type="article-journal", title=title))
    return Library(title="List", records=(replace(record, **values),))


@pytest.mark.parametrize("paths", [((),), ((), ("Sails",))])
def test_papers_right_below_the_title_of_a_list_have_a_place(paths: tuple[tuple[str, ...], ...]) -> None:
    files = site(one(categories=paths), OPTIONS, DOWNLOADS)
    assert [has["id"] for has in cards(files["index.html"])] == ["p-lind2023"]


def test_each_paper_stands_on_the_list_and_has_a_page_and_a_bib() -> None:
    files = site(KITES, OPTIONS, DOWNLOADS)
    listed = [has["data-key"] for has in cards(files["index.html"])]
    assert sorted(set(listed)) == sorted(record.key for record in KITES.records)
    for record in KITES.records:
        assert files[f"papers/{record.key}.bib"].decode() == bibtex.entry(record)
        assert Tags(files[f"papers/{record.key}.html"]).all("h1")


def test_pages_ask_no_other_server_and_hold_no_script_or_style_of_their_own() -> None:
    for name, data in site(KITES, OPTIONS, DOWNLOADS).items():
        if not name.endswith(".html"):
            continue
        page = Tags(data)
        assert "default-src 'none'" in page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
        loaded = [has["src"] for has in page.all("script") if "src" in has]
        loaded += [has["href"] for has in page.all("link", rel="stylesheet")]
        assert loaded
        assert not [address for address in loaded if ":" in address or address.startswith("/")]
        assert all("src" in has or has.get("type") == "application/ld+json" for has in page.all("script"))
        assert not [has for _, has in page.elements if "style" in has or any(given.startswith("on") for given in has)]


def test_files_are_put_together_from_texts_that_are_the_formats_own() -> None:
    made = copies(KITES, ())
    wholes = [registry.write(KITES, form.name) for form in made.formats]
    for at, (form, whole) in enumerate(zip(made.formats, wholes, strict=True)):
        texts = [made.texts[record.key][at] for record in KITES.records]
        count = f"% {len(texts)} entries\n" if form.counted else ""
        file = form.before + count + form.between.join("\n" * form.counted + text for text in texts) + form.after
        assert whole.decode().startswith(file)  # a .bib of a list has the groups of its categories behind its entries


def test_a_copied_reference_has_no_number() -> None:
    texts = copies(KITES, ("ieee",)).texts[KITES.records[0].key]
    assert not texts[-1].startswith("[")


def test_texts_for_copying_lie_in_files_of_some_papers() -> None:
    many = replace(KITES, records=tuple(replace(KITES.records[0], key=f"k{number}") for number in range(401)))
    papers, made = papers_of(many, ()), copies(many, ())
    files = dict(scripts.texts(papers, made))
    assert list(files) == ["data/texts-0.js", "data/texts-1.js", "data/texts-2.js"]
    call = re.fullmatch(rb"plbib\.texts\(2, (.*)\);\n", files["data/texts-2.js"], re.DOTALL)
    assert call
    assert json.loads(call[1]) == {"k400": list(made.texts["k400"])}


@pytest.mark.parametrize("count", [3, 4])
def test_a_large_list_has_a_page_for_each_category(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LARGE", 3)
    record = replace(KITES.records[0], categories=(("Sails",),), entries=())
    large = Library(
        title="Kites",
        records=tuple(replace(record, key=f"k{number}") for number in range(count)),
        categories=(Category(path=("Sails",)), Category(path=("Strings",))),
    )
    files = site(large, replace(OPTIONS, styles=()), DOWNLOADS)
    on_first = cards(files["index.html"])
    parts = sorted(name for name in files if name.startswith("categories/"))
    if count == 3:
        assert (len(on_first), parts) == (count, [])
    else:
        assert (on_first, parts) == ([], ["categories/sails.html", "categories/strings.html"])
        assert len(cards(files["categories/sails.html"])) == count
        assert not cards(files["categories/strings.html"])


@pytest.mark.parametrize("empty", [Library(title=""), Library(title="Kites", categories=(Category(path=("Sails",)),))])
def test_a_list_without_papers_has_a_page_that_says_so(empty: Library) -> None:
    files = site(empty, OPTIONS, Downloads())
    assert "no papers" in " ".join(Tags(files["index.html"]).text) or b"Sails" in files["index.html"]


def test_categories_of_one_file_name_stay_two() -> None:
    paths = ((("A b",), ("A-b",)),)
    both = replace(one(), categories=tuple(Category(path=path) for path in paths[0]))
    files = site(both, OPTIONS, DOWNLOADS)
    sections = [has["id"] for has in Tags(files["index.html"]).all("section") if "id" in has]
    assert len(sections) == len(set(sections)) == 3


def test_a_paper_of_two_categories_has_one_anchor() -> None:
    record = replace(KITES.records[0], categories=(("A",), ("B",)))
    files = site(replace(KITES, records=(record,), categories=()), OPTIONS, DOWNLOADS)
    assert [("id" in card) for card in cards(files["index.html"])] == [True, False]


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- ",
    "]]>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "\u202ereversed",
    "{{ 7 * 7 }}",
    "\u2028",
    "a" * 10_000,
)


@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)))
def test_text_of_the_list_makes_no_element_and_no_attribute(text: str) -> None:
    def elements(word: str) -> list[tuple[str, list[str]]]:
        place = Place(file="list.md", line=1)
        entry = Entry(
            title=word,
            affiliation=word,
            gloss=word,
            venue=word,
            place=place,
            end_line=1,
            links=(Link(label=word, url="https://e.org/"),),
        )
        item = Item(type="book", title=word, author=(Name(literal=word),), publisher=word, abstract=word, page=word)
        paper = one(item=item, entries=(entry,), categories=((word or "-",),))
        hostile = replace(paper, title=word)
        files = site(hostile, replace(OPTIONS, title=word, description=word, styles=()), DOWNLOADS)
        pages = [Tags(data) for name, data in sorted(files.items()) if name.endswith(".html")]
        shown = [(tag, sorted(has)) for page in pages for tag, has in page.elements]
        return [row for row in shown if row[0] not in ("b", "i", "sup", "sub", "meta", "text", "tspan")]

    harmless = elements("Kites")
    made = elements(f"Kites {text}")
    assert made == harmless


@given(st.text(max_size=60))
def test_data_end_neither_an_element_nor_a_line(text: str) -> None:
    written = scripts.json_text({"a": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"a": text}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", ""])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    entry = Entry(title="Kites", place=Place(file="list.md", line=1), end_line=1, links=(Link(label="Code", url=url),))
    (paper,) = papers_of(one(entries=(entry,), item=Item(type="book", title="Kites", url=url)), ())
    assert paper.links == ()


def test_links_of_one_place_are_one() -> None:
    links = (Link(label="title", url="https://arxiv.org/pdf/2301.00001v2"), Link(label="Code", url="https://e.org/c"))
    entry = Entry(title="Kites", place=Place(file="list.md", line=1), end_line=1, links=links)
    (paper,) = papers_of(one(entries=(entry,), identifiers={"arxiv": "2301.00001"}), ())
    assert [(link.label, link.url) for link in paper.links] == [
        ("Paper", "https://arxiv.org/pdf/2301.00001v2"),
        ("Code", "https://e.org/c"),
    ]


ZOTERO = {  # the type that Zotero takes an item for, by what plbib calls it
    "article-journal": "journalArticle",
    "paper-conference": "conferencePaper",
    "chapter": "bookSection",
    "book": "book",
    "report": "report",
    "thesis": "thesis",
    "article": "preprint",
    "software": "computerProgram",
    "entry-encyclopedia": "encyclopediaArticle",
    "document": "webpage",
}
_BY_KIND = {"journal": "journalArticle", "dissertation": "thesis", "dc": "webpage"}
_BY_GENRE = {"bookitem": "bookSection", "proceeding": "conferencePaper", "report": "report"}


def read_coins(text: str) -> dict[str, object]:
    """An item as a reader of COinS has it that goes by Zotero's rules: which key is which field."""
    rows = [part.partition("=")[::2] for part in text.split("&")]
    given = [(name, unquote(value.replace("+", " "))) for name, value in rows if value]
    one = dict(reversed(given))
    kind = one["rft_val_fmt"].rpartition(":")[2]
    has = _BY_KIND.get(kind) or _BY_GENRE.get(one["rft.genre"], "book")
    has = one.get("rft.type", has) if kind == "dc" else has
    item: dict[str, object] = {"type": has}
    for name, value in given:
        if name == "rft_id":
            item["DOI" if value.startswith("info:doi/") else "url"] = value.removeprefix("info:doi/")
    own, container = {
        "journalArticle": ("rft.atitle", "rft.jtitle"),
        **dict.fromkeys(("bookSection", "conferencePaper"), ("rft.atitle", "rft.btitle")),
        **dict.fromkeys(("book", "report"), ("rft.btitle", "")),
    }.get(has, ("rft.title", "rft.source"))
    item |= {"title": one.get(own, ""), "container": one.get(container, "")}
    names = [value for name, value in given if name in ("rft.au", "rft.creator")]
    item["names"] = [tuple(name.split(", ")[:2]) for name in names]
    publisher = one.get("rft.inst" if has == "thesis" else "rft.pub", "")
    parts = ("date", "volume", "issue", "pages", "isbn", "issn", "place", "edition", "series", "language")
    return {**item, "publisher": publisher, **{name: one.get(f"rft.{name}", "") for name in parts}}


@pytest.mark.parametrize("kind", ZOTERO)
def test_coins_are_read_back_to_the_same_item(kind: str) -> None:
    """Every variable that COinS can carry, of every type, with signs that mean something in an address."""
    texts: dict[str, Any] = {
        name: f"{name} 50%&=#é" for name in ("volume", "issue", "publisher", "publisher_place", "edition")
    }
    people = (
        Name(family="Berg", given="Jan", non_dropping_particle="van der"),
        Name(literal="Kite Lab"),
        Name(family="Li"),
    )
    item = Item(
        type=kind,
        title="Kites: A & B <i>fly</i>",
        container_title="Journal; of Kites",
        collection_title="Series",
        author=(*people, Name(literal="others")),
        issued=Date(date_parts=((2021, 5),)),
        page="101-109",
        doi="10.5555/a(b)<c>",
        url="https://e.org/?a=b&c=d",
        isbn="978-3-16-148410-0",
        issn="2049-3630",
        language="de",
        **texts,
    )
    (paper,) = papers_of(library(Record(key="k", item=item, status=Status.GIVEN)), ())
    page = Tags(site(library(paper.record), OPTIONS, DOWNLOADS)["papers/k.html"])
    (span,) = [has for has in page.all("span") if has.get("class") == "Z3988"]
    read = read_coins(span["title"])
    assert read["type"] == ZOTERO[kind]
    assert (read["title"], read["date"], read["pages"]) == ("Kites: A & B fly", "2021-05", "101-109")
    assert (read["DOI"], read["url"]) == ("10.5555/a(b)<c>", "https://e.org/?a=b&c=d")
    assert read["names"] == [("van der Berg", "Jan"), ("Kite Lab",), ("Li",)]
    assert read["container"] == ("Journal; of Kites" if kind not in ("book", "report", "thesis") else "")
    assert (read["publisher"], read["place"]) == (texts["publisher"], texts["publisher_place"])
    assert [read[name] for name in ("volume", "issue", "edition")] == [
        texts[name] for name in ("volume", "issue", "edition")
    ]
    assert [read[name] for name in ("isbn", "issn", "series", "language")] == [item.isbn, item.issn, "Series", "de"]


def test_coins_of_invented_papers_are_read_back() -> None:
    for paper in papers_of(KITES, ()):
        read = read_coins(metadata.coins(paper))
        assert (read["title"], str(read["date"])[:4]) == (paper.title, paper.year)


VENUES = {"article-journal": "citation_journal_title", "paper-conference": "citation_conference_title"}


def test_search_engines_read_the_papers_page() -> None:
    for paper in papers_of(KITES, ()):
        page = Tags(FILES[f"papers/{paper.file}.html"])
        tags = [(has.get("name", ""), has.get("content", "")) for has in page.all("meta")]
        assert ("citation_title", paper.title) in tags
        authors = [content for name, content in tags if name == "citation_author"]
        assert authors == [name for name in paper.authors if name != "et al."]
        item = paper.record.item
        one = dict(tags)
        pages = "-".join(filter(None, [one.get("citation_firstpage"), one.get("citation_lastpage")]))
        assert (one.get("citation_doi"), pages or None) == (item.doi, item.page)
        assert one.get("citation_publication_date", "")[:4] == paper.year
        assert one.get(VENUES.get(item.type, "none"), "") == plain(item.container_title or "")
        described = json.loads(page.text[page.text.index(next(text for text in page.text if '"@context"' in text))])
        assert described["name"] == paper.title
        assert described["url"] == f"https://example.org/kites/papers/{paper.file}.html"


def test_a_sitemap_and_a_feed_need_the_address() -> None:
    seen = {record.id: f"2026-01-{number + 1:02}T00:00:00+00:00" for number, record in enumerate(KITES.records)}
    files = site(KITES, replace(OPTIONS, seen=seen), DOWNLOADS)
    names = etree.fromstring(files["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    assert len(names) == len(KITES.records) + 1
    titles = etree.fromstring(files["feed.xml"]).xpath("//*[local-name()='entry']/*[local-name()='title']/text()")
    assert titles == [paper.title for paper in reversed(papers_of(KITES, ()))]
    without = site(KITES, replace(OPTIONS, seen=seen, address=""), DOWNLOADS)
    assert {"sitemap.xml", "feed.xml"}.isdisjoint(without)


def test_the_same_library_gives_the_same_bytes() -> None:
    assert site(KITES, OPTIONS, DOWNLOADS) == site(KITES, OPTIONS, DOWNLOADS)


def test_templates_and_assets_are_where_the_docs_say() -> None:
    folder = Path(__file__).resolve().parents[2] / "styles" / "site"
    if folder.is_dir():  # the wheel's tests run without the source
        assert {"site.css", "site.js", "list.html.j2", "paper.html.j2"} <= {path.name for path in folder.iterdir()}


def test_badges_say_what_is_to_be_known_of_a_paper() -> None:
    lead = replace(KITES.records[1].item, title="RETRACTED: String theory for kites")
    finding = Code.YEAR_DIFFERS.finding("the list has 2021", key="o2020string")
    (paper,) = papers_of(library(replace(KITES.records[1], item=lead)), (finding,))
    assert paper.badges == ("retracted", "finding")
    page = site(library(paper.record), OPTIONS, DOWNLOADS, (finding,))
    assert b'<span class="badge retracted">retracted</span>' in page["index.html"]
    assert b'["retracted","finding"]' in page["data/index.js"]
    assert [paper.badges for paper in papers_of(KITES, ())][2] == ("preprint", "unverified")


def test_the_badge_for_a_readme_counts_the_papers() -> None:
    svg = etree.fromstring(FILES["badge.svg"])
    assert svg.get("aria-label") == f"BibTeX: {len(KITES.records)} papers"
    assert (
        etree.fromstring(site(library(KITES.records[0]), OPTIONS, DOWNLOADS)["badge.svg"]).get("aria-label")
        == "BibTeX: 1 paper"
    )


def test_reference_lists_are_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "kites.bib").write_bytes(registry.write(KITES, "bibtex"))
    _, files = site_files(tmp_path / "kites.bib", parse('[site]\nstyles = ["ieee"]\n', "plbib.toml"))
    assert {"references/index.html", "references/ieee.html", "references/ieee.txt"} <= files.keys()
    assert "references/index.html" in [has.get("href") for has in Tags(files["index.html"]).all("a")]
    links = {has.get("href") for has in Tags(files["references/index.html"]).all("a")}
    assert {"../index.html", "ieee.html", "ieee.md", "ieee.tex", "ieee.txt"} <= links
