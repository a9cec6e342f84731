"""Say what the record makes likely, and who did what where."""
