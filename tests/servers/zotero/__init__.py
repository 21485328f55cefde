"""A double of the Zotero Web API for group libraries: see ``Server``."""

from tests.servers.zotero.exchange import Request
from tests.servers.zotero.faults import Fault
from tests.servers.zotero.person import Person
from tests.servers.zotero.server import MEMBER, OWNER, Server

__all__ = ["MEMBER", "OWNER", "Fault", "Person", "Request", "Server"]
