"""From the text of a list to a :class:`~plbib.model.Reading`: which blocks are entries, and what they say; and back."""
