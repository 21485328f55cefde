"""Which addresses may be asked: public ones, by https; checked by what their names stand for, at each redirect anew.

A list comes from strangers: an address in it must not lead into somebody's own network.
"""

import os
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from plbib.io.http.messages import Refusal, SendError

ALLOWED = "PLBIB_ALLOW_HOSTS"
"""The variable of the environment that names hosts which may be private, and may be asked without https."""
_NAT64 = ip_network("64:ff9b::/96")
_TWO_LABELS = frozenset("co ac org com edu gov net or go".split())
"""Second labels below which people register, where the last is that of a country."""

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to the numbers of it."""


def allowed_hosts() -> frozenset[str]:
    """The hosts that the environment allows to be private."""
    return frozenset(os.environ.get(ALLOWED, "").replace(",", " ").lower().split())


def split(url: str) -> SplitResult:
    """The parts of an address. Raises :class:`SendError` if it is none that can be asked."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise SendError(Refusal.UNSAFE, "no address of the web", lasting=True) from error
    named = parts.scheme in ("http", "https") and parts.hostname and not set(parts.netloc) & set("\\ ")
    if not named or any(sign < "!" for sign in url):
        raise SendError(Refusal.UNSAFE, "no address of the web", lasting=True)
    if parts.username is not None or parts.password is not None:
        raise SendError(Refusal.UNSAFE, "a name or a password stands in the address", lasting=True)
    return parts


def host_of(url: str) -> str:
    """The host of an address, lower-case; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def check(url: str, *, plain: bool, allowed: frozenset[str]) -> SplitResult:
    """The parts of an address that may be asked, as far as its name tells. Raises :class:`SendError` otherwise.

    ``plain``: http is no fault.
    """
    parts = split(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not plain and host not in allowed:
        raise SendError(Refusal.UNSAFE, "not https", lasting=True)
    if host not in allowed:
        number = _number(host.strip("[]"))
        if number is not None and not is_public(number):
            raise SendError(Refusal.UNSAFE, f"{host} is a private address", lasting=True)
        if number is None and (host.rstrip(".").endswith(("localhost", ".local", ".internal")) or "." not in host):
            raise SendError(Refusal.UNSAFE, f"{host} is a private name", lasting=True)
    return parts


def public_number(host: str, port: int, resolve: Resolve, allowed: frozenset[str]) -> str:
    """The number to connect to. Raises :class:`SendError` where the name stands for none, or for a private one."""
    try:
        numbers = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise SendError(Refusal.NOWHERE, host) from error
    if host not in allowed:
        for number in numbers:
            parsed = _number(number)
            if parsed is None or not is_public(parsed):
                raise SendError(Refusal.UNSAFE, f"{host} is a private address", lasting=True)
    if not numbers:
        raise SendError(Refusal.NOWHERE, host)
    return numbers[0]


def system_resolve(host: str, port: int) -> list[str]:
    """The numbers that the system has for a host."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in rows))


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether everybody's network has the number; an IPv4 number inside one of IPv6 counts as itself."""
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo and number.teredo[1])
        if number in _NAT64:
            inner = IPv4Address(int(number) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    return number.is_global and not number.is_multicast and not number.is_reserved


def _number(text: str) -> IPv4Address | IPv6Address | None:
    """The number that a host is written as, also in the old ways (``127.1``, ``0x7f000001``); None for names."""
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        pass
    last = text.rstrip(".").rpartition(".")[2].lower()
    if not (last.isdecimal() or last.startswith("0x")):
        return None
    try:
        return IPv4Address(socket.inet_aton(text.rstrip(".")))
    except OSError:
        return None


def domain(host: str) -> str:
    """What somebody registered: the last two labels, or three below ``co.uk`` and its like."""
    labels = host.lower().rstrip(".").split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LABELS else 2
    return ".".join(labels[-count:])


def is_same_family(one: str, other: str, family: Sequence[str] = ()) -> bool:
    """Whether a redirect from one host to the other stays with the work: in its domain, or to one of ``family``."""
    return domain(one) == domain(other) or any(other == host or other.endswith(f".{host}") for host in family)
