"""The compiled CSL engine, held to the specification with small styles of our own."""
