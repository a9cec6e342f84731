"""The nouns of the field: frozen, typed, without input or output and without a framework."""
