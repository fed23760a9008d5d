"""How much of one submission is looked at; files themselves have the limits of `read_submission`."""

MAX_MEMBERS = 20_000
"""Entries of one archive: a forgotten environment of Python has about 10,000, which are skipped."""
MAX_ARCHIVE_BYTES = 64 * 1024 * 1024
"""Of an archive that lies inside a download, and is therefore read as a whole."""
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""How much of a tar file is unpacked at most to find the Python files in it."""
MAX_TOTAL_BYTES = 16 * 1024 * 1024
"""Of all the files of a submission together that came from an archive."""
MAX_AT_ONCE = 4 * 1024 * 1024
"""What a zip may ask for in one piece: its table of contents, which is kept in memory."""
MAX_DOWNLOAD_MEMBERS = 500_000
"""Entries of a zip with the work of the whole class."""
MAX_DOWNLOAD_AT_ONCE = 64 * 1024 * 1024
"""As MAX_AT_ONCE, of a zip with the work of the whole class."""
