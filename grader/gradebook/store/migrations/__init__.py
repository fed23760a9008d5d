"""The migrations of the gradebook, run by Alembic: one file each, in the order of their names."""
