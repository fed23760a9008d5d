"""What a statement names goes to students beside the stubs; nothing else of the course does."""

from pathlib import Path

import pytest

from grader.course.release.attachments import attachments
from grader.errors import AuthoringError


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    """A folder of exercises with a picture, data and code."""
    folder = tmp_path / "exercises"
    (folder / "img").mkdir(parents=True)
    for path, content in (("img/a.png", b"\x89PNG"), ("points.csv", b"1,2"), ("xor.py", b"exercise = 0")):
        (folder / path).write_bytes(content)
    (tmp_path / "secret.txt").write_bytes(b"key")
    return folder


@pytest.mark.parametrize(
    ("statement", "paths"),
    [
        ("Look at ![a curve](img/a.png).", ["img/a.png"]),
        ('![](<img/a.png>) and ![x](img/a.png "with a title")', ["img/a.png"]),
        ("[the data](points.csv#L1) and again `points.csv`", ["points.csv"]),
        ("The data is in `points.csv`.", ["points.csv"]),
        ("`other.csv`, `xor.py`, `../secret.txt`, `np.mean` and `x`", []),
        ("[a page](https://example.org/a.png), [below](#part), [mail](mailto:a@b.org), //c", []),
        ("$f[1](x)$, $$g[2](y)$$ and `h[3](z)`", []),
        ("```\nh[3](z)\n```\nno link", []),
    ],
)
def test_what_a_statement_names(exercises: Path, statement: str, paths: list[str]) -> None:
    """By a picture, a link, or between backticks if it is there; not what lies elsewhere."""
    files = attachments(exercises, "xor", statement)
    assert files == {path: (exercises / path).read_bytes() for path in paths}


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("img/b.png", "which is not there"),
        ("img", "which is not there"),
        ("../secret.txt", "which is not in the folder of the exercises"),
        ("/etc/passwd", "which is not in the folder of the exercises"),
        ("out.txt", "which is not in the folder of the exercises"),
        ("xor.py", "students get no code of the course"),
        ("large.bin", "which has 11 MB"),
    ],
)
def test_what_cannot_be_given(exercises: Path, target: str, says: str) -> None:
    """A link that leads nowhere, or to what students must not get, is the author's to mend."""
    (exercises / "out.txt").symlink_to("../secret.txt")
    with (exercises / "large.bin").open("wb") as file:
        file.truncate(11 * 2**20)
    with pytest.raises(AuthoringError, match=says) as caught:
        attachments(exercises, "xor", f"See [this]({target}).")
    assert caught.value.where == "exercises/xor.py"
