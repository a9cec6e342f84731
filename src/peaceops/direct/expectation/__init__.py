"""What each party expects, what can be delivered, what binds, and who can change that."""
