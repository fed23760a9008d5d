"""The folder of a class's pages: what is in it, whose names it gives away, and what it takes the place of."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.class_pages.write import file_name
from grader.gradebook.store.database import reading
from grader.gradebook.store.read import students
from grader.model.gradebook import Person
from tests.classes.drawn_book import write_pages
from tests.conftest import HOSTILE, STUDENTS

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

NAME = re.compile(r"[0-9a-f]{32}\.html")


@pytest.fixture(scope="module")
def people(drawn_class: Path) -> list[Person]:
    """Everybody in the drawn class."""
    with reading(str(drawn_class)) as connection:
        return [person for person, _ in students(connection)]


def files_in(folder: Path) -> list[str]:
    """What lies in it, by its way from there."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def text_of(page: Path) -> str:
    """A page as it is read, without its style and script."""
    html = re.sub(r"<(style|script)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_everybody_has_a_page_that_the_index_leads_to(class_pages: Path, people: list[Person]) -> None:
    """And back, under a name without a letter of theirs; and nothing else lies there."""
    files = files_in(class_pages)
    pages = [name.removeprefix("students/") for name in files if "/" in name]
    assert files[:2] == ["class.html", "index.html"]
    assert len(pages) == len(people) == STUDENTS
    assert all(NAME.fullmatch(name) for name in pages)
    linked = set(re.findall(r'href="(students/[^"]*)"', (class_pages / "index.html").read_text("utf-8")))
    assert linked == {f"students/{name}" for name in pages}
    back = '<a href="../index.html">Back to the class</a>'
    assert all(back in (class_pages / link).read_text("utf-8") for link in linked)


def test_a_student_s_page_holds_every_attempt(class_pages: Path) -> None:
    """With when it came, what counts, what was not read, and its evidence."""
    index = (class_pages / "index.html").read_text("utf-8")
    links = {name: link for link, name in re.findall(r'href="(students/[^"]*)">[^<]*\((s00\d\d)\)', index)}
    once, twice, noted = (text_of(class_pages / links[name]) for name in ("s0013", "s0020", "s0019"))
    assert "The XOR problem" in once
    assert re.search(r"xor\.py, 2026-1\d-\d\d \d\d:\d\d UTC", once)
    assert re.search(r"The XOR problem, attempt 1\b.*The XOR problem, attempt 2\b", twice, re.DOTALL)
    assert re.search(r"xor: \d+ / 10, attempt 2 of 2", twice)
    assert "What counts" not in once  # its report says it
    assert re.search(r"gave .*; expected ", twice)
    assert "attempt 1: notes.txt was not read." in noted


def test_what_wants_a_person_is_on_the_index(class_pages: Path) -> None:
    """From the marks, from faults that are no mark, from what came out otherwise, and by hand."""
    text = text_of(class_pages / "index.html")
    for said in (
        "the sandbox went away <b>",
        "the same work was graded otherwise another time",
        "Prof. Byron: an oral exam",
        "Who has handed in nothing: 1",
        "2 marks would change",
        "Marks of the class: neural-networks 1.0",
        "attempt 1: notes.txt was not read.",
        "risk_derivative(0, [1]) gave -1.0; expected -2.0",
    ):
        assert said in text


def test_the_page_for_the_class_names_nobody(class_pages: Path, people: list[Person], tmp_path: Path) -> None:
    """Nor does an anonymous folder, which holds that page alone, also where names have been before."""
    folder = tmp_path / "pages"
    for name in files_in(class_pages):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((class_pages / name).read_bytes())
    write_pages(class_pages.parent / "course.db", folder, is_anonymous=True)
    assert files_in(folder) == ["index.html"]
    public = (class_pages / "class.html").read_text("utf-8")
    assert (folder / "index.html").read_text("utf-8") == public
    for person in people:
        for said in (person.id, person.name, person.email, person.number):
            assert said not in unescape(public)
    assert "students/" not in public


def test_nobody_can_work_out_the_name_of_a_page() -> None:
    """It is another one with another key; what looks alike is told apart."""
    ids = ["ada", "Ada", "ada ", "../ada", "ada\x00", "å", "a\u030a", "", "\udcff", *HOSTILE]
    names = {file_name(student, b"key") for student in ids}
    assert len(names) == len(ids)
    assert all(NAME.fullmatch(name) for name in names)
    assert not names & {file_name(student, b"another") for student in ids}


def test_names_of_pages_are_drawn_anew(drawn_class: Path, class_pages: Path, tmp_path: Path) -> None:
    """Nothing else changes from one time to the next."""
    again = write_pages(drawn_class, tmp_path / "pages")
    first, second = ((folder / "index.html").read_text("utf-8") for folder in (class_pages, again))
    assert not set(files_in(class_pages)[2:]) & set(files_in(again)[2:])
    assert re.sub(r"[0-9a-f]{32}", "", first) == re.sub(r"[0-9a-f]{32}", "", second)


def test_only_pages_are_replaced(drawn_class: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with anything else in it stays as it is, and the file is named; so does a file, and where one is."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"pages holds something else than the pages of a class: thesis\.tex"):
        write_pages(drawn_class, folder)
    with pytest.raises(UsageError, match=r"thesis\.tex is no folder"):
        write_pages(drawn_class, folder / "thesis.tex")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="is the folder that you are in"):
        write_pages(drawn_class, Path())
    assert files_in(tmp_path) == ["pages/thesis.tex"]


def _fail(*_: object, **__: object) -> str:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("step", "fail"),
    [("grader.gradebook.class_pages.write.render", _fail), ("pathlib.Path.write_bytes", _fail)],
    ids=["the last page", "the first page"],
)
def test_half_a_folder_is_never_there(
    drawn_class: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fail: Callable[..., str]
) -> None:
    """Where the disk is full the pages from before stay, and nothing beside them."""
    folder = write_pages(drawn_class, tmp_path / "pages", is_anonymous=True)
    monkeypatch.setattr(step, fail)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_pages(drawn_class, folder)
    assert files_in(tmp_path) == ["pages/index.html"]
