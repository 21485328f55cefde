"""A related-work section from a list: works grouped, and described in sentences that say only what the list knows."""
