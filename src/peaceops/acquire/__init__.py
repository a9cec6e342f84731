"""Bring it in and lose nothing: read what others recorded, and keep what can not be read."""
