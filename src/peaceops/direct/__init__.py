"""What is asked of the mission, and what it must find out."""
