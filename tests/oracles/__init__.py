"""Other programs that judge what plbib writes."""
