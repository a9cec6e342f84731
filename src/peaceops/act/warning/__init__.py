"""Warnings on their way: who receives which and how, what waits too long, what a host gets."""
