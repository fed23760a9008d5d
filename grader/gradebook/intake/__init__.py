"""What a class has handed in, in whatever form it was downloaded: who it belongs to, when, and its files.

From what was downloaded to what is graded:

find.handed_in(where, roster)      which kind lies there: class_folder, gradescope, moodle or checkouts
    -> Source                      one submission: person, time, and a `Work` that is read when it is asked for
        -> Submission              names and bytes; what could not be read is a note, never an exception
"""
