"""The one append-only table of versions, and what is found by it."""
