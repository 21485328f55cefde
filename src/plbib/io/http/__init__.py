"""The one client for the web: polite, safe, and with a memory on disk.

:mod:`client` does what is asked, :mod:`wire` sends; the rest are the rules, each in a file of its own. What is sent
goes through one function, ``Request → Response``, which tests fill with a function of theirs.
"""
