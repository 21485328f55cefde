"""Other markup as the Markdown that the reader knows, with the places it came from: HTML, reStructuredText, org."""
