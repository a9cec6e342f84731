"""Use-cases: the only place where stages meet."""
