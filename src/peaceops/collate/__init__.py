"""Place what was read, and lay it out by area and time."""
