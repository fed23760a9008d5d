"""The ladder: is an answer the expected one? The first rung that fails is the message that the student reads.

None ▸ type ▸ shape or length ▸ dtype ▸ nan and inf ▸ value

compare       which rung fails for this kind of expected value; the one entry
comparison    what comes out: a problem or none, notes, and whether it could be decided
tolerance     how near is near enough
numbers       numbers and arrays       truth        true and false
structures    dictionaries and lists   expressions  SymPy expressions and matrices
show          a value as a student would type it
"""
