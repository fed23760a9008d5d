"""Frames on a pipe: four bytes of length, then that many bytes of JSON."""

import os
import struct

_HEADER = struct.Struct(">I")
HEADER_BYTES = _HEADER.size


def frame(payload: bytes) -> bytes:
    """The payload behind its length."""
    return _HEADER.pack(len(payload)) + payload


def payload_size(header: bytes) -> int:
    """The length that a header announces."""
    size: int = _HEADER.unpack(header)[0]
    return size


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything, however many writes it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int) -> bytes | None:
    """The next payload, waiting for it; None when the other side has closed the pipe."""
    header = _read_exactly(descriptor, HEADER_BYTES)
    return None if header is None else _read_exactly(descriptor, payload_size(header))


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        chunk = os.read(descriptor, size - len(data))
        if not chunk:
            return None
        data += chunk
    return bytes(data)
