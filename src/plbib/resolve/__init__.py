"""Full records for the papers of a list: is a record the paper that an entry means, and what becomes of it."""
