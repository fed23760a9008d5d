"""The report cache: what a folder of work earned last, by exercise, so that unchanged work is not graded again.

guess        whether there may be something, in a few milliseconds: the student's process need not be started then
course_files a hash of all that comes from the course
keys         what a grading depends on, as hashes
kept         the file in the user's cache, one for each folder of work
look_up      what is known of the work as it is now, and nothing that could be otherwise
grade        the rest is judged, and all of it kept

It is the user's own, and for the user's eyes: marks, CI and whatever goes to a file are graded anew.
"""
