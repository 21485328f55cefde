"""The client under a clock that jumps, its answers from a function."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from plbib.io.http.answers import Answers
from plbib.io.http.client import Client, Conversation
from plbib.io.http.credentials import Credential, Identity
from plbib.io.http.messages import CallKind, Outcome, Refusal, Request, Response, SendError, Unanswered, Use
from tests.servers.simulation import Serve, SimulatedWire

CROSSREF = "https://api.crossref.org/works/10.1145/1"
KEYS = (
    Credential(variable="OPENREVIEW_TOKEN", hosts=("api2.openreview.net",), header="Authorization", form="Bearer {}"),
    Credential(variable="OPENALEX_API_KEY", hosts=("api.openalex.org",), parameter="api_key"),
)


def ok(url: str, body: bytes = b"{}", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(url=url, status=200, headers={"content-type": "application/json", **named}, body=body)


def status(number: int, **headers: str) -> Serve:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request, _: Response(url=request.url, status=number, headers=named)


class Desk:
    """A client, the wire below it and what it told people."""

    def __init__(
        self,
        serve: Serve,
        *,
        answers: Answers | None = None,
        environment: Mapping[str, str] | None = None,
        use: Use | None = None,
        today: Callable[[], float] = lambda: 1e9,
    ) -> None:
        self.wire, self.told = SimulatedWire(serve), list[str]()
        self.answers = answers or Answers(None)
        identity = Identity(KEYS, environment or {})
        self.client = Client(self.wire, self.answers, identity=identity, use=use, say=self.told.append, today=today)

    def get(self, url: str = CROSSREF, kind: CallKind = CallKind.RECORD, accept: str = "application/json") -> Outcome:
        return self.client.ask(Request(url=url, kind=kind, headers={"accept": accept}))

    def times(self, host: str = "") -> list[float]:
        return [at for at, request in self.wire.log if host in request.url]


def why(outcome: Outcome) -> Refusal | int:
    return outcome.why if isinstance(outcome, Unanswered) else outcome.status


def ask_all(desk: Desk, urls: list[str], kind: CallKind = CallKind.RECORD) -> list[Outcome]:
    def one(url: str) -> Conversation[Outcome]:
        (outcome,) = yield [Request(url=url, kind=kind, headers={"accept": "application/json"})]
        return outcome

    outcomes = dict(desk.client.run({url: one(url) for url in urls}))
    return [outcomes[url] for url in urls]


def test_every_kind_of_call_keeps_its_own_pace_and_hosts_run_side_by_side() -> None:
    desk = Desk(lambda request, _: ok(request.url))
    urls = [f"https://{host}/{n}" for host in ("api.crossref.org", "export.arxiv.org") for n in range(10)]
    assert {why(outcome) for outcome in ask_all(desk, urls)} == {200}
    crossref, arxiv = desk.times("crossref"), desk.times("arxiv")
    assert min(later - at for at, later in pairwise(crossref)) >= 0.25
    assert min(later - at for at, later in pairwise(arxiv)) >= 3
    assert desk.wire.now() < 30


def test_who_names_an_address_is_served_faster() -> None:
    slow = Desk(lambda request, _: ok(request.url))
    fast = Desk(lambda request, _: ok(request.url), environment={"PLBIB_MAILTO": " me@example.org\n"})
    urls = [f"https://api.crossref.org/works/10.1/{n}" for n in range(40)]
    for desk in (slow, fast):
        ask_all(desk, urls)
    assert fast.wire.now() < slow.wire.now() / 1.5
    assert fast.wire.log[0][1].headers["user-agent"].endswith("(mailto:me@example.org)")


def test_a_slower_pace_in_the_headers_is_learnt_for_this_kind_of_call_alone() -> None:
    def serve(request: Request, _: float) -> Response:
        slow = {"x_rate_limit_limit": "1", "x_rate_limit_interval": "4s"} if "search" in request.url else {}
        return ok(request.url, b"{}", **slow)

    desk = Desk(serve)
    ask_all(desk, [f"https://api.crossref.org/search{n}" for n in range(5)], CallKind.SEARCH)
    searched = desk.wire.now()
    ask_all(desk, [f"https://api.crossref.org/works/{n}" for n in range(5)])
    assert searched > 12
    assert desk.wire.now() - searched < 3


def test_a_daily_credit_is_no_pace_and_a_spent_one_ends_the_asking() -> None:
    def serve(request: Request, _: float) -> Response:
        left = "0" if request.url.endswith("/2") else "900"
        return ok(request.url, x_ratelimit_limit="1000", x_ratelimit_remaining=left, x_ratelimit_reset="40000")

    desk = Desk(serve)
    assert why(desk.get("https://api.openalex.org/1")) == 200
    assert why(desk.get("https://api.openalex.org/2")) == 200
    assert desk.wire.now() < 2
    spent = desk.get("https://api.openalex.org/3")
    assert str(spent) == "too busy (api.openalex.org asks for a pause of 11 h)"


def test_retry_after_is_waited_for() -> None:
    def serve(request: Request, now: float) -> Response:
        return ok(request.url) if now >= 20 else status(429, retry_after="20")(request, now)

    desk = Desk(serve)
    assert why(desk.get()) == 200
    assert desk.times()[1] >= 20
    assert len(desk.times()) == 2


def test_a_pause_of_hours_is_not_waited_for_and_nobody_asks_the_host_again() -> None:
    desk = Desk(status(429, retry_after="54000"))
    outcomes = ask_all(desk, [f"https://api.openalex.org/{n}" for n in range(30)])
    assert {why(outcome) for outcome in outcomes} == {Refusal.BUSY}
    assert len(desk.wire.log) <= 4  # those that were under way
    assert desk.wire.now() < 5


def test_a_host_that_is_down_is_left_alone_and_others_go_on() -> None:
    def serve(request: Request, now: float) -> Response:
        return status(503)(request, now) if "dblp" in request.url else ok(request.url)

    desk = Desk(serve)
    urls = [f"https://{host}/{n}" for n in range(40) for host in ("dblp.org", "api.crossref.org")]
    outcomes = dict(zip(urls, ask_all(desk, urls), strict=True))
    assert {why(outcomes[url]) for url in urls if "dblp" in url} == {Refusal.BUSY}
    assert {why(outcomes[url]) for url in urls if "crossref" in url} == {200}
    assert len(desk.times("dblp")) <= 8
    assert desk.wire.now() < 60


def test_a_short_failure_is_got_over_with_longer_and_longer_pauses() -> None:
    def serve(request: Request, _: float) -> Response:
        if len(desk.wire.log) < 4:
            raise SendError(Refusal.SILENT, "reset")
        return ok(request.url)

    desk = Desk(serve)
    assert why(desk.get()) == 200
    gaps = [later - at for at, later in pairwise(desk.times())]
    assert gaps == sorted(gaps)
    assert 6 < sum(gaps) < 12


@pytest.mark.parametrize("number", [400, 401, 403, 404, 410, 414])
def test_what_is_final_is_asked_once(number: int) -> None:
    desk = Desk(status(number))
    assert why(desk.get()) == number
    assert len(desk.wire.log) == 1


def test_the_same_question_is_asked_once_at_a_time_and_once_in_its_time() -> None:
    now = [1e9]
    desk = Desk(lambda request, _: ok(request.url), today=lambda: now[0])

    def twice() -> Conversation[int]:
        outcomes = yield [Request(url=f"{CROSSREF}?b=2&a=1"), Request(url=f"{CROSSREF}?a=1&b=2")]
        return len(outcomes)

    assert dict(desk.client.run({1: twice(), 2: twice()})) == {1: 2, 2: 2}
    assert len(desk.wire.log) == 1
    now[0] += 29 * 86400
    assert why(desk.client.ask(Request(url=f"{CROSSREF}?a=1&b=2"))) == 200
    assert len(desk.wire.log) == 1
    now[0] += 2 * 86400
    desk.client.ask(Request(url=f"{CROSSREF}?a=1&b=2"))
    assert len(desk.wire.log) == 2


@pytest.mark.parametrize("name", ["key", "token", "id"])
def test_addresses_that_differ_in_any_parameter_are_two(name: str) -> None:
    desk = Desk(lambda request, _: ok(request.url))
    urls = [f"https://kites.example/paper?{name}={value}" for value in "ab"]
    answers = [desk.client.ask(Request(url=url)) for url in urls]
    assert [answer.url for answer in answers if isinstance(answer, Response)] == urls
    assert len(desk.wire.log) == 2


def test_an_old_answer_is_confirmed_by_its_mark() -> None:
    now = [1e9]

    def serve(request: Request, at: float) -> Response:
        if request.headers.get("if-none-match") == 'W/"1"':
            return status(304)(request, at)
        return ok(request.url, b'{"a":1}', etag='W/"1"')

    desk = Desk(serve, today=lambda: now[0])
    desk.get()
    now[0] += 31 * 86400
    again = desk.get()
    assert isinstance(again, Response)
    assert again.body == b'{"a":1}'
    assert len(desk.wire.log) == 2
    desk.get()
    assert len(desk.wire.log) == 2


def test_refresh_asks_again_and_offline_asks_nobody() -> None:
    answers = Answers(None)
    Desk(lambda request, _: ok(request.url), answers=answers).get()
    fresh = Desk(lambda request, _: ok(request.url, b"[]"), answers=answers, use=Use(refresh=True))
    fresh.get()
    assert len(fresh.wire.log) == 1
    offline = Desk(status(500), answers=answers, use=Use(offline=True), today=lambda: 9e9)
    kept = offline.get()
    assert isinstance(kept, Response)
    assert kept.body == b"[]"
    assert why(offline.get("https://api.crossref.org/works/other")) is Refusal.OFFLINE
    assert offline.wire.log == []


def test_failures_and_refusals_are_not_remembered() -> None:
    answers = Answers(None)
    for serve in (status(403), status(500), status(429, retry_after="9"), lambda r, _: ok(r.url, b'{"cut')):
        Desk(serve, answers=answers).get()
    desk = Desk(lambda request, _: ok(request.url), answers=answers)
    assert why(desk.get()) == 200
    assert len(desk.wire.log) == 1


def test_what_was_asked_before_a_run_was_killed_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "answers.sqlite"
    killed = Desk(lambda request, _: ok(request.url), answers=Answers(path))
    urls = [f"https://api.crossref.org/works/{n}" for n in range(9)]
    for url in urls[:5]:
        killed.get(url)
    again = Desk(lambda request, _: ok(request.url), answers=Answers(path))  # the first never closed its file
    ask_all(again, urls)
    assert [request.url for _, request in again.wire.log] == urls[5:]


def test_a_file_that_is_no_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"not a database, but long enough to look like something" * 40)
    assert why(Desk(lambda request, _: ok(request.url), answers=Answers(path)).get()) == 200


def test_a_page_of_a_host_that_wants_no_programs_is_not_asked_for() -> None:
    def serve(request: Request, _: float) -> Response:
        if request.url.endswith("/robots.txt"):
            rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"
            return Response(url=request.url, status=200, headers={"content-type": "text/plain"}, body=rules)
        return Response(url=request.url, status=200, headers={"content-type": "text/html"}, body=b"<html>")

    desk = Desk(serve)
    assert why(desk.get("https://www.usenix.org/private/a", CallKind.PAGE, "text/html")) is Refusal.ROBOTS
    assert why(desk.get("https://www.usenix.org/a", CallKind.PAGE, "text/html")) == 200
    assert why(desk.get("https://www.usenix.org/b", CallKind.PAGE, "text/html")) == 200
    asked = [request.url.removeprefix("https://www.usenix.org") for _, request in desk.wire.log]
    assert asked == ["/robots.txt", "/a", "/b"]
    assert desk.times("/b")[0] - desk.times("/a")[0] >= 7


@pytest.mark.parametrize(("number", "expected"), [(404, 200), (403, 200), (503, Refusal.SILENT)])
def test_without_rules_pages_are_free_but_not_while_the_rules_cannot_be_read(
    number: int, expected: Refusal | int
) -> None:
    def serve(request: Request, now: float) -> Response:
        return status(number if "robots" in request.url else 200)(request, now)

    assert why(Desk(serve).get("https://mlr.press/a", CallKind.PAGE, "text/html")) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://www.crossref.org/other", 200),
        ("/other", 200),
        ("https://ads.example/", Refusal.MOVED),
        ("http://api.crossref.org/other", Refusal.UNSAFE),
        ("https://127.0.0.1/", Refusal.UNSAFE),
        ("https://169.254.169.254/latest/meta-data", Refusal.UNSAFE),
        ("https://[::ffff:10.0.0.1]/", Refusal.UNSAFE),
        ("https://2130706433/", Refusal.UNSAFE),
        ("https://router.local/", Refusal.UNSAFE),
        ("file:///etc/passwd", Refusal.UNSAFE),
        ("https://user:word@api.crossref.org/", Refusal.UNSAFE),
        ("https://[::1", Refusal.UNSAFE),
        (CROSSREF, Refusal.MOVED),
    ],
)
def test_redirects_are_followed_within_a_family_and_nowhere_near_home(target: str, expected: Refusal | int) -> None:
    def serve(request: Request, now: float) -> Response:
        return ok(request.url) if request.url.endswith("/other") else status(302, location=target)(request, now)

    assert why(Desk(serve).get()) == expected


def test_a_source_names_the_hosts_that_belong_to_it() -> None:
    def serve(request: Request, now: float) -> Response:
        target = "https://data.crosscite.org/1"
        return ok(request.url) if "crosscite" in request.url else status(302, location=target)(request, now)

    client = Desk(serve).client
    assert why(client.ask(Request(url="https://doi.org/10.1/1"))) is Refusal.MOVED
    assert why(client.ask(Request(url="https://doi.org/10.1/1", family=("crosscite.org",)))) == 200


CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"


@pytest.mark.parametrize(
    ("accept", "kind", "content", "body", "expected"),
    [
        (
            "application/json",
            CallKind.RECORD,
            "text/html",
            b"<html>The vast number of requests</html>",
            Refusal.BLOCKED,
        ),
        ("application/json", CallKind.RECORD, "application/json", b"<!DOCTYPE html><html>", Refusal.BLOCKED),
        ("text/html", CallKind.PAGE, "text/html; charset=utf-8", CHALLENGE, Refusal.BLOCKED),
        ("text/html", CallKind.PAGE, "text/html", b"<meta name=citation_title content=Kites><a>g-recaptcha</a>", 200),
        ("text/html", CallKind.PAGE, "text/html", b"<title>Kites: just a moment of lift</title>", 200),
        ("application/json", CallKind.RECORD, "application/json", b'{"a": [1, 2', Refusal.BROKEN),
        ("application/xml", CallKind.RECORD, "application/atom+xml", b"<feed><entry>", 200),
        ("application/xml", CallKind.RECORD, "application/atom+xml", b"<feed><entr", Refusal.BROKEN),
        ("text/html", CallKind.PAGE, "text/html", b"<html><head><meta name=citation_title content=K", Refusal.BROKEN),
        ("text/html", CallKind.PAGE, "text/html", b"<head><meta name=citation_title content=K></head>", 200),
        ("text/html", CallKind.PAGE, "text/html", b"<HEAD><meta name=citation_title content=K><Body class=x>", 200),
        ("text/html", CallKind.PAGE, "text/html", b"<header>Kites", 200),
        ("text/plain", CallKind.RECORD, "text/plain", b"@book{k, title = {Kit", Refusal.BROKEN),
        ("text/plain", CallKind.RECORD, "text/plain", b"@book{k, title = {Kites}}\n\n", 200),
    ],
)
def test_what_keeps_programs_out_or_is_cut_is_no_answer(
    accept: str, kind: CallKind, content: str, body: bytes, expected: Refusal | int
) -> None:
    def serve(request: Request, now: float) -> Response:
        if "robots" in request.url:
            return status(404)(request, now)
        return Response(url=request.url, status=200, headers={"content-type": content}, body=body)

    assert why(Desk(serve).get("https://proceedings.mlr.press/v1/a", kind, accept)) == expected


def test_keys_go_to_their_own_hosts_and_are_nowhere_else(tmp_path: Path) -> None:
    secret, path = "s3cr3t/+key", tmp_path / "answers.sqlite"

    def serve(request: Request, now: float) -> Response:
        shown = f"your key {secret} is fine, {request.url}".encode()
        if "openalex" in request.url and "redirected" not in request.url:
            return status(301, location=f"{request.url}&redirected=1")(request, now)
        return Response(
            url=request.url, status=200, headers={"content-type": "text/plain", "x-echo": secret}, body=shown
        )

    desk = Desk(
        serve,
        answers=Answers(path),
        environment={"OPENREVIEW_TOKEN": f" {secret}\n", "OPENALEX_API_KEY": secret},
    )
    urls = ["https://api2.openreview.net/notes?id=a", "https://api.openalex.org/works/1?select=id", CROSSREF]
    outcomes = [desk.get(url, accept="text/plain") for url in urls]
    sent = {request.url.partition("?")[0]: request for _, request in desk.wire.log}
    assert sent["https://api2.openreview.net/notes"].headers["authorization"] == f"Bearer {secret}"
    assert "api_key=s3cr3t%2F%2Bkey" in sent["https://api.openalex.org/works/1"].url
    assert all(secret not in value for value in sent[CROSSREF].headers.values())
    assert secret not in repr(outcomes)
    assert "%2F%2Bkey" not in repr(outcomes)
    desk.client.close()
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert secret.encode() not in on_disk
    assert b"authorization" not in on_disk


@pytest.mark.parametrize("given", ["", "  ", "\n", "two words", "key\u00e9"])
def test_an_empty_or_torn_key_is_never_sent(given: str) -> None:
    desk = Desk(lambda request, _: ok(request.url), environment={"OPENALEX_API_KEY": given})
    desk.get("https://api.openalex.org/works/1")
    assert desk.wire.log[0][1].url == "https://api.openalex.org/works/1"


def test_a_key_that_is_refused_is_dropped_and_told_once() -> None:
    def serve(request: Request, now: float) -> Response:
        return status(401)(request, now) if "api_key" in request.url else ok(request.url)

    desk = Desk(serve, environment={"OPENALEX_API_KEY": "wrong"})
    assert {why(desk.get(f"https://api.openalex.org/works/{n}")) for n in range(3)} == {200}
    assert desk.told == ["api.openalex.org refuses the key in OPENALEX_API_KEY (401): going on without it"]


def test_a_host_that_keeps_programs_out_is_asked_a_few_times_and_no_more() -> None:
    desk = Desk(status(403))
    outcomes = ask_all(desk, [f"https://api2.openreview.net/notes?id={n}" for n in range(30)])
    assert len(desk.wire.log) == 5
    assert sum(why(outcome) is Refusal.BUSY for outcome in outcomes) == 25


def test_a_conversation_of_a_thousand_questions_that_the_cache_answers() -> None:
    answers = Answers(None)

    def long() -> Conversation[int]:
        for number in range(1000):
            yield [Request(url=f"https://a.example.org/{number % 3}")]
        return 1

    desk = Desk(lambda request, _: ok(request.url), answers=answers)
    assert dict(desk.client.run({"": long()})) == {"": 1}
    assert len(desk.wire.log) == 3


def test_a_pause_that_a_host_asked_for_holds_in_the_next_run() -> None:
    answers = Answers(None)
    assert why(Desk(status(429, retry_after="90000"), answers=answers).get()) is Refusal.BUSY
    an_hour_later = Desk(lambda request, _: ok(request.url), answers=answers, today=lambda: 1e9 + 3600)
    assert why(an_hour_later.get()) is Refusal.BUSY
    two_days_later = Desk(lambda request, _: ok(request.url), answers=answers, today=lambda: 1e9 + 172_800)
    assert why(two_days_later.get()) == 200
    known = {"PLBIB_MAILTO": "me@example.org"}
    assert why(Desk(lambda request, _: ok(request.url), answers=answers, environment=known).get()) == 200


def test_the_pace_of_a_host_holds_from_one_run_to_the_next() -> None:
    answers, arxiv = Answers(None), "https://export.arxiv.org/api/query?id_list="
    Desk(lambda request, _: ok(request.url), answers=answers).get(f"{arxiv}1")
    at_once = Desk(lambda request, _: ok(request.url), answers=answers)
    at_once.get(f"{arxiv}2")
    assert at_once.times() == [3.0]
    later = Desk(lambda request, _: ok(request.url), answers=answers, today=lambda: 1e9 + 60)
    later.get(f"{arxiv}3")
    assert later.times() == [0.0]
