"""Doubling."""


def double(x: float) -> float:
    raise NotImplementedError
