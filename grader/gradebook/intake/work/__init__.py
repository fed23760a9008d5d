"""Reads one submission from a folder, a zip or a tar file, in memory: nothing is ever unpacked to disk.

Modules, by what they do:

folder, tars, zips     offer what lies there as members: path, size, and why one must not be read
member                 what is junk, which paths are refused, and how much of one submission is looked at
gather                 chooses the folder of Python files among the members, reads those, and says what was not read
"""
