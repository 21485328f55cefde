"""A list changed: a paper written in the form of the list, put in its place, linked; nothing else moves."""
