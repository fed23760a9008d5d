"""The ladder: is an answer the expected one? The first rung that fails is the message that the student reads.

None ▸ type ▸ shape or length ▸ dtype ▸ nan and inf ▸ value

compare       which rungs there are for this kind of expected value; the one entry
comparison    what comes out: a problem or none, notes, and whether it could be decided
read          every reasonable kind of number, list, array and matrix as an array of double precision
tolerance     how near is near enough      scale        what rounding is relative to
numbers       numbers and arrays           truth        true and false
expressions   SymPy expressions            matrices     SymPy matrices
structures    dictionaries, lists, sets    forms        answers of which only the shape is known
kinds         what an answer is, in words  show         a value as a student would type it
"""
