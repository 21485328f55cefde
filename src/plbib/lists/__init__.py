"""From Markdown text to a :class:`~plbib.model.Reading`: blocks of lines, links in them, fields, entries."""
