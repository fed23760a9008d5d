"""Mathematics that is sure of what it says: a proof for yes, a witness for no, and `undecided` for the rest.

Nothing here knows of students or points.
"""
