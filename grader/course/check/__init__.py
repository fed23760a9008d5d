"""Proves an exercise before a student sees it, as a compiler would: one line for each finding.

files ▸ key ▸ laws ▸ reference and stub as submissions ▸ misconceptions ▸ properties ▸ mutants ▸ attacks

run            all exercises of a course
exercise       the stages of one
check_cache    those that were sound and have not changed
files          what lies in the three trees
findings       whose fault something is, and where
solution       the reference and the misconceptions
laws           what the key rests on beside the author's word
examine        functions judged here, without a wall
submissions    stub and reference handed in, through the wall
attacks        on the answers, and on properties that authors state
mutants        small wrong changes to the reference
decisive       what is caught on some seeds only, for which fix_cases writes cases
reach          lines of the reference that no input reaches
mutation       which of them the items tell, and the margin
numeric_error  how wrong numbers are
"""
