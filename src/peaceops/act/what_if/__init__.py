"""What if: one change or several, and what they do to reach, to the order of tasks, to findings."""
