"""What a student's process has on disk: an empty folder to work in, and the file that it prints to.

A file, not a pipe: nobody has to keep emptying it, the system bounds its size, and what was printed before an answer
is in it when the answer arrives.
"""

import os
import tempfile
from typing import BinaryIO


class Scratch:
    """A folder of its own for one process, with a name that cannot be guessed; `remove` it when done."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._output = os.path.join(self._home.name, "output")  # noqa: PTH118 - pathlib costs 4 ms
        self.folder = os.path.join(self._home.name, "scratch")  # noqa: PTH118
        os.mkdir(self.folder)  # noqa: PTH102
        open(self._output, "wb").close()  # noqa: PTH123
        # A file object of our own: one shared with the process would have its place in the file moved by it
        self._reading = open(self._output, "rb", buffering=0)  # noqa: PTH123, SIM115

    def writer(self) -> BinaryIO:
        """The file to print to, which only ever grows at its end."""
        return open(self._output, "ab", buffering=0)  # noqa: PTH123

    def printed_bytes(self) -> int:
        """Size of all that was printed so far."""
        return os.fstat(self._reading.fileno()).st_size

    def take_output(self, max_bytes: int) -> bytes:
        """What was printed since this was last asked, cut to so many bytes."""
        taken = self._reading.read(max_bytes)
        self._reading.seek(0, os.SEEK_END)
        return taken

    def remove(self) -> None:
        """Delete it all."""
        self._reading.close()
        self._home.cleanup()
