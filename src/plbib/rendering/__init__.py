"""Reference lists: find a style, run an engine, write what it marked in one of the forms."""
