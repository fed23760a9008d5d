"""Grades what is not graded yet: keys tell what is known, an engine judges the rest, one writer writes it down.

    batch     what was handed in, read a few at a time and written down; shards
    regrade   what the gradebook holds, once more
       │
       ▼
    grade ──▶ engine (a Protocol; `grader.gradebook.engines` has two) ──▶ gradings, marks, attempts

`keys` says what a grading depends on; `course_files` is the course as bytes, which workers are given; `context` is a
run that has begun.
"""
