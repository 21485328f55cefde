"""The words of a sync's options, by themselves: the command line shows them before anything of a sync is loaded."""

REPORTS = ("text", "json")
"""How a plan is shown, and what came of it."""
