"""What a student's source says, read without running it: what running code says of itself proves nothing.

Parsing happens in the process that judges, never in the one that holds the report: hostile source can crash a parser.

rule        a right answer whose code uses what its item forbids, with the line
references  what a function's code leads to in the submission, and what names stand for
recursion   functions that come back to themselves inside one definition
unclear     why a source does not tell: eval, getattr, names from nowhere
"""
