"""The course on disk: three mirrored trees, and the folder of a student's work.

exercises/course.py, exercises/xor.py ─┐
                                       ├─▶ load ──▶ CourseKey
solutions/xor.py ──────────────────────┘
PATH/xor.py ──▶ read_submission ──▶ Submission

find, load, faults    which course is meant, its exercises, and what is wrong with a file of it, in the author's words
listing               which exercises there are, told from names of files
load_bundle           what students got of a course (`release/` writes it)
in_memory             modules whose source lies on no disk
stubs, new            what students fill in, and a new exercise to start from (`templates/`)
check/                an exercise is proved before a student sees it
release/              what students get
report_cache/         what unchanged work has earned, so that it is not graded again
"""
