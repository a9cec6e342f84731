"""Keys of roles and of sealed records."""
