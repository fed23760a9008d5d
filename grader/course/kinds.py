"""Kinds of item that `grade new` has a template for; click reads them before anything heavy is imported."""

KINDS = ("function", "value", "choice", "expression", "claim", "property", "convexity", "definiteness")
"""The usual one first."""
