"""How a list was understood, as people read it, and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plbib.io.config import TITLES
from plbib.text.unicode import visible

if TYPE_CHECKING:
    from plbib.lists.account import Account, SectionAccount, TableAccount, Vote


def as_json(accounts: "Sequence[Account]") -> str:
    """An array with an object a file."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(accounts), indent=2).decode() + "\n"


def as_text(accounts: "Sequence[Account]") -> str:
    """A paragraph a section: its line, its heading, what was read of it, and why."""
    return "\n\n".join("\n".join(_lines(account)) for account in accounts) + "\n"


def _lines(account: "Account") -> list[str]:
    lines = [f"{visible(account.title) or '(no title)'}: {_papers(account.entries)}"]
    for part in account.parts:
        lines += ["", f"{part.line:6}  {visible(' / '.join(part.category)) or '(before the first heading)'}"]
        lines += [f"        {line}" for line in (*_outcome(part), *map(_vote, part.votes), *map(_table, part.tables))]
    if any(part.unread or part.left_out for part in account.parts):
        lines += ["", "What is wrong here can be said in [list.profile] of plbib.toml: see docs/profiles.md."]
    return lines


def _outcome(part: "SectionAccount") -> list[str]:
    lines = [_papers(part.entries) + (f", not read: {part.unread}" if part.unread else "")]
    if part.why:
        lines.append(f"{part.why}: {part.left_out} left out" if part.left_out else part.why)
    given = " ".join(filter(None, [part.venue, str(part.year or "")]))
    return [*lines, f"the heading gives: {visible(given)}"] if given else lines


def _vote(vote: "Vote") -> str:
    ways = ", ".join(f"{words(name)} {number}" for name, number in sorted(vote.titles.items(), key=lambda row: -row[1]))
    taken = f"titles: {words(vote.taken)}" if vote.taken else "no titles"
    verdict = "papers" if vote.papers else "not taken for papers"
    blocks = vote.blocks.removesuffix("s") if vote.count == 1 else vote.blocks
    return f"{vote.count} {blocks}: {verdict}; {taken} (votes: {ways}); {vote.speaking} say something of papers"


def _table(table: "TableAccount") -> str:
    verdict = "rows are papers" if table.papers else "not taken for papers"
    return f"table in line {table.line}: {verdict}; columns: {', '.join(table.columns)}"


def _papers(count: int) -> str:
    return f"{count} paper{'' if count == 1 else 's'}"


def words(grammar: str) -> str:
    """Where a title stands, as people say it."""
    return "only an identifier" if grammar == "identifier" else TITLES.get(grammar, grammar)
