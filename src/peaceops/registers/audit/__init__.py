"""Who did what, chained so that a change shows."""
