"""Checks over the strategy's graph: rules in, findings out (doctrine D)."""
