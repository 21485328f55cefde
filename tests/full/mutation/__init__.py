"""Do the tests notice? Small faults put into the code one at a time, each in a copy, with the tests of its room.

``python -m tests.full.mutation`` puts in 200 of those that are possible, drawn at random (``--seed``), and writes what
survived; see ``--help``.
"""
