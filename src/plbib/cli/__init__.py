"""The command line, and all text that people read on their screens."""

import atexit
import gc


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit (:func:`plbib.cli.program.run`)."""
    gc.set_threshold(100_000, 50, 50)  # what is loaded stays, and a command makes many values that stay until it ends
    atexit.register(gc.freeze)  # then it is not searched for what could be freed
    from plbib.cli.program import run

    run(arguments)
