"""What an answer is worth: whole, a page that keeps programs out, or none."""

import re

import msgspec

from plbib.io.http.messages import CallKind, Refusal, Request, Response, Unanswered

_HEAD = 20_000
_BLOCKS = re.compile(
    rb"(?i)<title>\s*(?:just a moment|attention required|access denied|please wait|one more step|are you a robot|"
    rb"bot verification|security check|robot check|checking your browser|pardon our interruption|"
    rb"making sure you.re not a bot|403 forbidden|validate user|human verification)"
    rb"|/cdn-cgi/challenge-platform|cf-browser-verification|cf_chl_opt|_Incapsula_Resource|px-captcha"
    rb"|g-recaptcha|h-captcha|captcha-delivery\.com|ChallengeRequiredError"
)
_PAPER = re.compile(rb"(?i)citation_title|bibtex|<script[^>]+ld\+json")
"""A page with a form in it against robots may be a page about a paper, all the same."""
_HEAD_BEGINS, _HEAD_ENDS = re.compile(rb"(?i)<head[\s>]"), re.compile(rb"(?i)</head\s*>|<body[\s>]")
"""What a page says of its paper stands in its head: one that is cut there says half of it."""


def judge(request: Request, answer: Response) -> Unanswered | None:
    """Why an answer counts as none, or None if it is one. Its status is looked at first, then what it holds."""
    if answer.status in (200, 403, 401, 202) and _is_block(request, answer):
        return Unanswered(why=Refusal.BLOCKED, detail=f"status {answer.status}")
    if answer.status != 200 or request.method == "HEAD" or request.kind is CallKind.LINK:
        return None
    if _is_cut(request, answer):
        return Unanswered(why=Refusal.BROKEN)
    return None


def _is_block(request: Request, answer: Response) -> bool:
    if request.kind in (CallKind.LINK, CallKind.RULES) and answer.status == 200:
        return False
    head = answer.body[:_HEAD]
    if answer.status == 200 and not _wants_page(request) and _is_page(answer):
        return True
    return bool(_BLOCKS.search(head)) and not _PAPER.search(answer.body)


def _wants_page(request: Request) -> bool:
    return "html" in request.accept or "*/*" in request.accept


def _is_page(answer: Response) -> bool:
    return "text/html" in answer.headers.get("content-type", "") or answer.body[:200].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _is_cut(request: Request, answer: Response) -> bool:
    """Whether an answer ends before its form does."""
    kind = answer.headers.get("content-type", "")
    if "json" in kind or "json" in request.accept:
        try:
            msgspec.json.decode(answer.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return True
        return False
    body = answer.body.strip()
    if "html" in kind:
        return bool(_HEAD_BEGINS.search(body) and not _HEAD_ENDS.search(body))
    if "xml" in kind:
        return not body.endswith(b">")
    return body.startswith(b"@") and not body.endswith(b"}")  # BibTeX
