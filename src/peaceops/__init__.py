"""Early warning and planning for the protection of civilians, tied to the political strategy."""

__version__ = "0.1.0"
