"""Text: cleaning it, and escaping it for the context it is written into."""
