"""Direct: what is asked of the mission, how its strategy hangs together, what it must find out."""
