"""Which papers a document cites: one file a kind of document."""
