"""The strategy on paper: load it from text, write it, compare two versions."""
