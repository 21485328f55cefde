"""Markdown as it stands: a document to blocks of lines and rows of tables, a block to its links and runs."""
