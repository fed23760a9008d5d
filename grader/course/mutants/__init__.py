"""Small wrong changes to a reference, made automatically: an exercise has to tell each of them from the right answer.

operators ──▶ sites ──▶ mutants ── run against the items ──▶ killed, survived, or the same function
"""
