"""What `plbib build` writes."""
