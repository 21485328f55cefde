"""The list in a Zotero group library: what it should hold, what it holds, and what to do about the difference."""
