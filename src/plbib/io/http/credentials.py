"""Who asks: an address for the services to write to, and keys. Both come from the environment alone."""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from msgspec import Struct
from msgspec.structs import replace

from plbib import __version__
from plbib.io.http.messages import Request, Response
from plbib.io.http.safety import host_of

MAILTO = "PLBIB_MAILTO"
_ADDRESS = re.compile(r"[^\s<>();,]+@[^\s<>();,]+")
_TOKEN = re.compile(r"[!-~]+")


class Credential(Struct, frozen=True, kw_only=True):
    """A key: its variable in the environment, the hosts that it is for, and where it is put.

    That is a ``header`` or else a ``parameter``; ``form`` has ``{}`` for the key.
    """

    variable: str
    hosts: tuple[str, ...]
    header: str = ""
    parameter: str = ""
    form: str = "{}"


class Identity:
    """The address and the keys of the environment, trimmed; what is empty, or no key, does not count."""

    def __init__(self, credentials: Sequence[Credential] = (), environment: Mapping[str, str] | None = None) -> None:
        given = os.environ if environment is None else environment
        mailto = given.get(MAILTO, "").strip()
        self.mailto = mailto if _ADDRESS.fullmatch(mailto) else ""
        self._credentials = tuple(credentials)
        self._keys = {one.variable: given.get(one.variable, "").strip() for one in credentials}
        self._keys = {name: key for name, key in self._keys.items() if _TOKEN.fullmatch(key)}
        self._secrets = sorted({form for key in self._keys.values() for form in (key, quote(key, safe=""))})

    @property
    def agent(self) -> str:
        """What every request says of who asks."""
        return f"plbib/{__version__}" + (f" (mailto:{self.mailto})" if self.mailto else "")

    def knows(self, host: str) -> bool:
        """Whether a host is told who asks."""
        return bool(self._of(host)) if any(host in one.hosts for one in self._credentials) else bool(self.mailto)

    def has_key(self, host: str) -> bool:
        return self._of(host) is not None

    def signed(self, request: Request) -> Request:
        """The request as it is sent: with the agent, and with the key that its host is for."""
        headers = {"accept": "*/*", **request.headers, "user-agent": self.agent, "accept-encoding": "gzip"}
        url, credential = request.url, self._of(host_of(request.url))
        if credential and request.url.startswith("https:"):
            key = self._keys[credential.variable]
            value = credential.form.replace("{}", key)
            if credential.header:
                headers[credential.header.lower()] = value
            else:
                url += f"{'&' if '?' in url else '?'}{urlencode({credential.parameter: value})}"
        return replace(request, url=url, headers=headers)

    def drop(self, host: str) -> str:
        """Send the key of a host no longer, since it is refused; the name of its variable."""
        credential = self._of(host)
        if credential is None:
            return ""
        del self._keys[credential.variable]
        return credential.variable

    def redacted(self, answer: Response) -> Response:
        """An answer in which no key stands, not even where the service repeats it."""
        body, headers, url = answer.body, dict(answer.headers), self._unsigned(answer.url)
        for key in self._secrets:
            url = url.replace(key, "[key]")
            body = body.replace(key.encode(), b"[key]")
            headers = {name: value.replace(key, "[key]") for name, value in headers.items()}
        headers.pop("set-cookie", None)
        return replace(answer, url=url, headers=headers, body=body)

    def _of(self, host: str) -> Credential | None:
        return next((one for one in self._credentials if host in one.hosts and one.variable in self._keys), None)

    def _unsigned(self, url: str) -> str:
        """An address without the key that was added to it; those of other hosts keep every parameter."""
        added = {one.parameter for one in self._credentials if host_of(url) in one.hosts and one.parameter}
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in pairs if name not in added]
        return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


class Recorded(Identity):
    """Who asks a recording: hosts that were recorded need no key any more."""

    def __init__(self, hosts: Collection[str]) -> None:
        super().__init__(environment={})
        self._hosts = {*hosts}

    def has_key(self, host: str) -> bool:
        return host in self._hosts

    def drop(self, host: str) -> str:
        self._hosts.discard(host)
        return ""
