"""The program in a process of its own, which can be killed, without the time that a new interpreter takes to start."""

import multiprocessing
import os
from multiprocessing.process import BaseProcess

from plbib.cli import main

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["plbib.cli.commands.zotero", "plbib.app.sync"])


def process(*arguments: str) -> BaseProcess:
    """A process, not started yet, that runs plbib in today's folder and environment."""
    return _SERVER.Process(target=_run, args=(arguments, dict(os.environ)))


def _run(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    main([*arguments])
