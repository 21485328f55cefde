"""``python -m tests.servers.zotero``: the server for a person, or a program in another language, until it is killed."""

import argparse
import contextlib
import json
import threading
from pathlib import Path

from tests.servers.zotero.server import Server


def main() -> None:
    """Print the address, the groups and the keys on one line, then serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.zotero", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--data", type=Path, help="a file that keeps the state")
    parser.add_argument("--schema", type=Path, help="a schema file other than the project's own")
    options = parser.parse_args()
    with Server(schema=options.schema, data=options.data, port=options.port) as server:
        names = ("url", "group", "admins_group", "key", "read_key", "member_key")
        print(json.dumps({name: getattr(server, name) for name in names}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
