"""What a student's source says, read without running it: what running code says of itself proves nothing.

Parsing happens in the process that judges, never in the one that holds the report: hostile source can crash a parser.
"""
