"""The bar of a long command: on a terminal, and gone once all is done."""

import io
import sys

import pytest

from plbib.cli.bar import Bar


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with Bar() as bar:
        for done in (50, 100, 120):
            bar.show("writing", done, 120)
    assert "writing" in screen.getvalue()
    assert "/120" in screen.getvalue()
    assert "\x1b[?25h" in screen.getvalue(), "the cursor is back"


def test_a_bar_that_an_error_stops_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")

    def stopped() -> None:
        with Bar() as bar:
            bar.show("writing", 1, 120)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert "\x1b[?25h" in screen.getvalue()


def test_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Bar() as bar:
        bar.show("writing", 1, 2)
    assert screen.getvalue() == ""
