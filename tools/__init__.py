"""Programs for those who work on plbib."""
