"""Reference lists: find a style, run an engine, write what it marked as HTML, Markdown or text."""
