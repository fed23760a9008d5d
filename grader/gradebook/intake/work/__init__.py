"""Reads one submission from a folder, a zip or a tar file, in memory: nothing is ever unpacked to disk.

Modules, by what they do:

folder, archive        offer what lies there as members: path, size, and why one must not be read
names                  what is junk, and which paths are refused
gather                 chooses the folder of Python files among the members, reads those, and says what was not read
"""
