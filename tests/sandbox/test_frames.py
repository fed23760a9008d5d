"""Frames come out as they went in, or not at all."""

import io
import os
from collections.abc import Iterator

import pytest

from grader.sandbox.client.framed_pipe import FramedPipe
from grader.sandbox.frames import HEADER, TooLargeError, read_frame, write_frame


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


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe whose writing end the test closes."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


@pytest.mark.parametrize("max_bytes", [4, None], ids=["of up to four bytes", "of any size"])
def test_a_frame_in_a_pipe_that_comes_in_pieces(pipe: tuple[int, int], max_bytes: int | None) -> None:
    """There is none before it is complete, and what has come behind it is kept for the next one."""
    reading, writing = pipe
    frames = FramedPipe(reading, max_bytes)
    sent = HEADER.pack(4) + b"abcd" + HEADER.pack(1) + b"e"
    got = []
    for start, end in ((0, 3), (3, 4), (4, 7), (7, 12), (12, 13)):
        os.write(writing, sent[start:end])
        assert frames.wait(1.0)
        assert frames.read()
        got.append(frames.next_frame())
    assert got == [None, None, None, b"abcd", b"e"]
    os.close(writing)
    assert not frames.read()


def test_a_frame_in_a_pipe_that_is_too_large(pipe: tuple[int, int]) -> None:
    """Its length alone decides, before anything of it has come."""
    reading, writing = pipe
    os.write(writing, HEADER.pack(5))
    os.close(writing)
    frames = FramedPipe(reading, 4)
    assert frames.read()
    with pytest.raises(TooLargeError):
        frames.next_frame()
