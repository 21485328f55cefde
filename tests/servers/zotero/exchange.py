"""What goes over the wire: the call, the answer, and the errors that become answers."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as the log shows it: the last value of each query parameter, header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request as it came; ``headers`` has names in lower case, ``base`` is the server's own address."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    base: str
    path: str = field(init=False)
    query: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        url = urlsplit(self.target)
        object.__setattr__(self, "path", unquote(url.path))
        object.__setattr__(self, "query", tuple(parse_qsl(url.query, keep_blank_values=True)))

    @property
    def writing(self) -> bool:
        return self.method in WRITES

    def values(self, name: str) -> list[str]:
        return [value for given, value in self.query if given == name]

    def value(self, name: str) -> str | None:
        return next(reversed(self.values(name)), None)

    def logged(self, status: int) -> Request:
        return Request(
            method=self.method,
            path=self.path,
            query=dict(self.query),
            status=status,
            headers=dict(self.headers),
            body=self.body,
        )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def adding(self, headers: Mapping[str, str]) -> "Answer":
        """The same with more headers; its own win."""
        return Answer(status=self.status, headers={**headers, **self.headers}, body=self.body)


class ApiError(Exception):
    """A refusal: of the request, or of one object in a list. ``data`` goes into the report, ``headers`` do not."""

    def __init__(
        self,
        code: int,
        message: str = "",
        *,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.data, self.headers = code, data, dict(headers or {})
        self.message = message or _DEFAULTS.get(code, "")


class CrashError(Exception):
    """An error that no report catches: the request ends with 500, what was committed stays."""


_DEFAULTS = {
    401: "Access denied",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    429: "Too many requests",
    500: "An error occurred",
    501: "Method is not implemented",
    503: "Service unavailable",
}


def internal(_reason: str = "") -> ApiError:
    """What production says about an error nobody planned for; the reason is for the reader of the code."""
    return ApiError(500)


def escaped(message: str) -> str:
    """A message as it stands in answers: HTML, apostrophes raw."""
    return html.escape(message, quote=False).replace('"', "&quot;")


def refusal(error: ApiError) -> Answer:
    text = escaped(error.message).encode()
    return Answer(status=error.code, headers={"Content-Type": _HTML, **error.headers}, body=text)


def page_missing() -> Answer:
    """What the web server in front says about a path nobody serves."""
    body = b"<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    return Answer(status=404, headers={"Content-Type": _HTML}, body=body)


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def as_json(value: Any, headers: Mapping[str, str] | None = None, kind: str = "application/json") -> Answer:
    return Answer(headers={"Content-Type": kind, **(headers or {})}, body=encoded(value))


def no_content(version: int) -> Answer:
    return Answer(status=HTTPStatus.NO_CONTENT, headers={"Last-Modified-Version": str(version)})
