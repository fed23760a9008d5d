"""Lateness: which attempt counts and what it costs (`policy`), and the file in which that is said (`file`)."""
