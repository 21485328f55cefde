"""Doubles of the services plbib talks to: real HTTP on loopback, with state of their own."""
