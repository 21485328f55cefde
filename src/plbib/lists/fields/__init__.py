"""What an entry prints beside its title, as fields: names, venue, date, affiliation, pages, what links lead to."""
