"""Bibliographic formats: one file each, reading and writing by one table."""
