"""The commands about the page to browse and download from."""

from typing import TYPE_CHECKING

import click

from plbib.cli.arguments import source_argument
from plbib.cli.notes import note

if TYPE_CHECKING:
    from plbib.app.opening.source import Sources


@click.command()
@source_argument
@click.option("-o", "--out", metavar="DIR", help="The folder.  [default: site, or site.out in plbib.toml]")
@click.option("--url", metavar="ADDRESS", help="Where it will be published.  [default: site.url in plbib.toml]")
def site(source: "Sources", out: str | None, url: str | None) -> None:
    """Write a static page of SOURCE: its papers to search and filter, each with its BibTeX, and files to download.

    The folder works on any web server, in any sub-folder, and opened from a disk. It asks no other server for anything.

    \b
    Examples:
      plbib site README.md -o site
      plbib site README.md -o docs --url https://you.github.io/list/
    """
    from plbib.app.site import write_site
    from plbib.cli import messages

    written = write_site(source, out, url)
    messages.report_missing(written.library)
    messages.report_site(written)
    messages.fail_if_unread(written.library.findings)


@click.command()
@source_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 is any that is free.")
def serve(source: "Sources", port: int) -> None:
    """Show the page of SOURCE on this machine, and make it anew when the list changes. Stop it with Ctrl-C.

    \b
    Example: plbib serve README.md
    """
    from plbib.app.serve import LivePage, serve
    from plbib.cli import messages
    from plbib.io.server import HOST

    page = LivePage(source, messages.report_error)
    messages.report_missing(page.library)
    with serve(page, port) as server:
        note(f"http://{HOST}:{server.server_port}/ (Ctrl-C stops it)")
        server.serve_forever()


@click.command()
@source_argument
@click.option("--url", metavar="ADDRESS", help="Where the page is published.  [default: site.url in plbib.toml]")
@click.option("--write", is_flag=True, help="Change the list; without it, the change is shown as a diff.")
@click.option("--line", is_flag=True, help="Also a badge and a line below the list's title: BibTeX of all papers.")
@click.option("--remove", is_flag=True, help="Take the links, and the line, out again.")
def links(source: "Sources", url: str | None, write: bool, line: bool, remove: bool) -> None:
    """Put a link [bib] to its BibTeX on the page beside the other links of each entry of SOURCE, or renew it.

    \b
    Examples:
      plbib links README.md --url https://you.github.io/list/
      plbib links README.md --write
    """
    from plbib.app.links import links, save
    from plbib.cli import messages

    linked = links(source, url, remove=remove, line=line)
    if write:
        save(linked)
    else:
        click.echo(linked.diff, nl=False)
    messages.report_links(linked, saved=write)
