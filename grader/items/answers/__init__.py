"""The ladder: is an answer the expected one? The first rung that fails is the message that the student reads.

None ▸ type ▸ shape or length ▸ dtype ▸ nan and inf ▸ value

compare         which rungs there are for this kind of expected value; the one entry
comparison      what comes out: a problem or none, notes, and whether it could be decided; None, and another kind
shapes          rows, columns, several results where one is asked for; answers of which only the shape is known
numbers         numbers and arrays, and in what way wrong ones differ: the sign, a factor, how far off
truth_and_text  True and False, and texts
expressions     SymPy expressions              written   typed as text, and in a form that is asked for
structures      dictionaries, lists, SymPy matrices and sets, part by part

below them
read            every reasonable kind of number, list, array and matrix as an array; what is exact is kept exactly
tolerance       how near is near enough, and what an error is relative to
show            a value as a student would type it

beside them
convert         a student's answer in the reference's form, for follow-through
"""
