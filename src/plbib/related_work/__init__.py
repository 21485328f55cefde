"""A related-work section from a list: works grouped, told in sentences that say only what the list knows."""
