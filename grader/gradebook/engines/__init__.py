"""How many submissions are graded: one file for each engine."""
