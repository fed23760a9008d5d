"""Frames on a pipe: four bytes of length, then that many bytes of JSON."""

import struct
from typing import BinaryIO

HEADER = struct.Struct(">I")
# What a pipe of Linux holds: more is not there to be read at once.
_PIECE = 2**16


class TooLargeError(Exception):
    """A frame announces more bytes than it may have."""


def write_frame(stream: BinaryIO, payload: bytes) -> None:
    """Write the payload behind its length to an unbuffered stream, however many writes it takes."""
    view = memoryview(HEADER.pack(len(payload)) + payload)
    while view:
        view = view[stream.write(view) :]


def read_frame(stream: BinaryIO, max_bytes: int) -> bytes | None:
    """The next payload of a stream, waiting for it.

    None when the other side has closed the pipe, also in the middle of a frame; TooLargeError, before anything of it
    is read, when the frame is larger than `max_bytes`.
    """
    header = _read(stream, HEADER.size)
    if len(header) < HEADER.size:
        return None
    size: int = HEADER.unpack(header)[0]
    if size > max_bytes:
        raise TooLargeError
    payload = _read(stream, size)
    return payload if len(payload) == size else None


def _read(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, or fewer where the stream ends; an unbuffered one gives what a pipe holds at the moment."""
    pieces, left = [], size
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
