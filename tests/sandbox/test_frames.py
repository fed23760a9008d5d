"""Frames come out as they went in, or not at all."""

import io

import pytest

from grader.sandbox.frames import TooLargeError, read_frame, write_frame


class Slow(io.BytesIO):
    """A stream that takes three bytes at a time, as a full pipe may."""

    def write(self, data: object) -> int:
        """Take what fits."""
        return super().write(memoryview(data)[:3])  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", [b"", b"{}", b"x" * 1000])
def test_round_trip(payload: bytes) -> None:
    """However many writes it takes."""
    stream = Slow()
    write_frame(stream, payload)
    write_frame(stream, b"next")
    stream.seek(0)
    assert read_frame(stream, 1000) == payload
    assert read_frame(stream, 1000) == b"next"
    assert read_frame(stream, 1000) is None


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\0\0\0\3ab"])
def test_a_pipe_that_ends_early(data: bytes) -> None:
    """Half a frame is none."""
    assert read_frame(io.BytesIO(data), 10) is None


def test_too_large() -> None:
    """The length alone decides."""
    with pytest.raises(TooLargeError):
        read_frame(io.BytesIO(b"\xff\xff\xff\xff"), 10)
