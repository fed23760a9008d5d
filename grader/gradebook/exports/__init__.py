"""The book in the formats of other systems: one file each, from rows (one student each) to text or bytes.

    canvas, moodle          a file to upload, new or a downloaded one filled in
    gradescope              a `results.json` for each student, in a zip file
    csv, json, parquet      everything, one line for each item of each attempt
    html                    a page to read, with the statistics

`write` picks one of them by name. Importing this package imports none of them.
"""

FORMATS = ("canvas", "moodle", "gradescope", "csv", "json", "parquet", "html")
"""One file each."""
