"""What to do first, where, with what; and what can not be done, and who can change that."""
