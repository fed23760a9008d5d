"""The ladder: is an answer the expected one? The first rung that fails is the message that the student reads.

None ▸ type ▸ shape or length ▸ dtype ▸ nan and inf ▸ value

compare       which rungs there are for this kind of expected value; the one entry
comparison    what comes out: a problem or none, notes, and whether it could be decided
read          every reasonable kind of number, list, array and matrix as an array of double precision, and what is exact
exact         whole numbers and fractions, never through a float
tolerance     how near is near enough      scale        what an error is relative to
allowed       the two, number by number    differences  the sign, a factor, how far off
numbers       numbers and arrays           shapes       rows, columns, several results where one is asked for
expressions   SymPy expressions            matrices     SymPy matrices
structures    dictionaries and lists       sets         sets
truth         true and false               forms        answers of which only the shape is known
kinds         what an answer is, in words  show         a value as a student would type it
"""
