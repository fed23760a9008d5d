"""Proves an exercise before a student sees it, as a compiler would: one line for each finding.

files ▸ key ▸ reference and stub as submissions ▸ misconceptions ▸ properties ▸ mutants ▸ attacks
"""
