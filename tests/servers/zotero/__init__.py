"""A double of the Zotero Web API for group libraries: see ``Server``."""

from servers.zotero.exchange import Request
from servers.zotero.faults import Fault
from servers.zotero.person import Person
from servers.zotero.server import MEMBER, OWNER, Server

__all__ = ["MEMBER", "OWNER", "Fault", "Person", "Request", "Server"]
