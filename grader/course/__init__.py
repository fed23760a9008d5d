"""The course on disk: three mirrored trees, and the folder of a student's work.

exercises/course.py, exercises/xor.py ─┐
                                       ├─▶ load ──▶ CourseKey
solutions/xor.py ──────────────────────┘
PATH/xor.py ──▶ read_submission ──▶ Submission
"""
