"""Papers as data: tables (CSV, TSV), JSON, YAML, the front matter of a page; one reading, whatever the columns."""
