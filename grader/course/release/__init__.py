"""What students get: a folder of stubs, statements, and the checks that need no reference.

course ──▶ plan                how each item can be tried without the reference: by a table, a proof, a property, or
                               not at all
           from_laws           laws by which a student's own functions, or a derivative, decide a single answer
           property_functions  the author's functions, cut out of `exercises/NAME.py` with what they need
           attachments         pictures and data that a statement names
           readme              README.md, and the workflow for CI
           build ──▶ the files of the bundle, as text: stubs, README.md, checks/bundle.json, checks/NAME.py; and the
                     proof that the reference earns full points by the bundle alone
           write ──▶ a folder, and a zip with the same bytes every time
           update ──▶ a folder in which somebody works already

`bundle` is the format, `grade-bundle/1`; `grader.course.load_bundle` loads it.
"""
