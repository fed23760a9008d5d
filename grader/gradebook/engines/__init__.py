"""How many submissions are graded: one file for each engine."""

ENGINES = ("local", "dask")
"""One file each; the first one needs nothing else."""
