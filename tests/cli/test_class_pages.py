"""`grade book --html`: a class as pages, from a gradebook that the commands have made."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import STUDENTS, Grade
from tests.gradebook.conftest import write_course

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

LATE = "[default]\ndue = 2026-10-25T00:00:00Z\npercent_per_day = 5\n"


def test_pages_of_a_book(grade: Grade, drawn_class: Path, tmp_path: Path) -> None:
    """With what lateness costs, as the terminal shows it; where they are is said."""
    (tmp_path / "late.toml").write_text(LATE, encoding="utf-8")
    done = grade("book", drawn_class, "--html", "pages", "--late", "late.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{STUDENTS + 2} pages written; open pages/index.html\n")
    shown = grade("book", drawn_class, "--late", "late.toml", "--match", "s0006", cwd=tmp_path).stdout
    marks = re.findall(r"\d[\d.]*L", shown)
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    (line,) = [line for line in index.splitlines() if "s0006@" in line]
    assert marks
    assert re.findall(r"<td>(\d[\d.]*L)</td>", line) == marks
    assert "late" in re.findall(r'data-is="([^"]*)"', line)[0].split()


def test_an_anonymous_page(grade: Grade, drawn_class: Path, tmp_path: Path) -> None:
    done = grade("book", drawn_class, "--html", "pages", "--anonymous", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 page written; open pages/index.html\n")
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--anonymous"], "--anonymous is about pages: say where with --html DIR"),
        (["--html", "pages", "--student", "s0001"], "--html writes the whole class"),
        (["--html", "pages", "--sort", "total"], "--html writes the whole class"),
    ],
    ids=["nowhere", "one student", "sorted"],
)
def test_options_that_say_nothing_together(
    grade: Grade, drawn_class: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    done = grade("book", drawn_class, *words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert [*tmp_path.glob("pages")] == []


def test_the_export_is_the_same_page_without_links(grade: Grade, drawn_class: Path, tmp_path: Path) -> None:
    done = grade("export", drawn_class, "--to", "html", "-o", "class.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "class.html").read_text("utf-8")
    assert "s0006@example.org" in page
    assert not re.findall(r'href="(?!#|data:)', page)


@pytest.mark.slow
def test_a_dry_run_is_shown_until_it_counts(here: Any) -> None:
    """What it would change, without anything being run; after it has counted, only what to type."""
    here.batch()
    write_course(here.course, "2", points=5)
    here("regrade", here.book, "--course", here.course, "--dry-run")
    here("book", here.book, "--html", "pages")
    page = (here.folder / "pages" / "index.html").read_text("utf-8")
    assert "found that 2 marks would change" in page
    assert "square 3 to 5" in page
    here("regrade", here.book, "--course", here.course)
    here("book", here.book, "--html", "pages")
    page = (here.folder / "pages" / "index.html").read_text("utf-8")
    assert "would change</h3>" not in page
    assert "--dry-run</code> says whose marks would change" in page
