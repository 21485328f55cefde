"""What is known about a list: its lock, the library made from it, and parts of that."""
