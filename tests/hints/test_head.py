"""The line with which a function begins, as the stub has it."""

import pytest

from grader.hints.head import head_of


@pytest.mark.parametrize(
    ("stub", "head"),
    [
        ("def f(g: Callable[[float], float], a: float = 1) -> float:\n    pass\n", "def f(g, a=1):"),
        ("def f() -> bool:\n    pass\n", "def f():"),
        ("def f(*args: int, key: int) -> bool:\n    pass\n", "def f(*args, key):"),
        ("def other(a):\n    pass\n", ""),
        ("def f(:\n", ""),
        ("f\0", ""),
        ("", ""),
    ],
)
def test_the_head(stub: str, head: str) -> None:
    """Without annotations; nothing where there is none."""
    assert head_of(stub.encode(), "f") == head
