"""Pairs of submissions whose code is alike after renaming, for a human to look at side by side; never a verdict."""
