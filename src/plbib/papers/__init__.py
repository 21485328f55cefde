"""What one paper is: its identifiers, venue, citation key, and what is wrong in its record."""
