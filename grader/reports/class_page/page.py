"""A class as what its instructor's page shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from grader.model.class_book import ClassBook, Concern, Student
from grader.reports.class_page.bars import chart
from grader.reports.class_page.counts import day_bars, mark_bars, of_marks
from grader.reports.class_page.items import breakable, items_table, misconceptions_table
from grader.reports.class_page.views import Absent, Chart, ClassView, ExerciseNotes, Head, Line, TableView
from grader.reports.clean import one_line
from grader.reports.gradebook_words import BookLines, book_lines, exercise_sentences, moment, percent, student_name
from grader.reports.html.item import with_code
from grader.reports.words import number, students

Cell = TypeVar("Cell")
_MARKS = {
    "absent": "nothing handed in",
    "late": "late",
    "untimed": "time not known",
    "unknown": "points not known",
    "open": "points open",
    "undecided": "undecided",
    "failed": "grader failed",
    "overridden": "mark by hand",
    "excused": "excused",
}
"""The filters of a book, and what they are called."""
_WANTS = {
    "grader failed": "The grader failed on it: it has no points.",
    "not read": "It could not be read as a whole: what was not read has no points.",
    "open": "It could not be decided: its points are open until you give them with `grade override`.",
    "not judged": "It was not judged: it has no points yet.",
    "differs": "The grader found something else another time: the first result counts.",
    "undecided": "It agrees at every point tried, without a proof: its points count.",
    "by hand": "Its mark was given by hand.",
}
"""What wants a person, the most urgent first, and what it means."""
_ASK = "`grade regrade FILE --dry-run` says whose marks would change with the course as it is now."


def class_view(book: ClassBook, public: str = "") -> ClassView:
    """What the page shows.

    Parameters
    ----------
    book : ClassBook
        The class.
    public : str
        Address of the page without names; empty where there is none.
    """
    lines = book_lines([student.row for student in book.students], book.columns)
    return ClassView(
        title=f"Marks of the class: {one_line(book.title)}",
        facts=tuple(_facts(book)),
        legend=lines.legend,
        concerns=_concerns(book),
        marks=_marks(book),
        students=_students(book, lines),
        items=items_table(book.statistics),
        exercises=tuple(_exercises(book)),
        misconceptions=misconceptions_table(book.statistics, book.examples),
        days=_days(book),
        broken=tuple(_broken(book)),
        untimed=f"Of {_submissions(book.untimed)} the time is not known." if book.untimed else "",
        absent=tuple(_absent(book)),
        missing=_missing(book),
        regrade=with_code(_regrade(book)),
        moves=_moves(book),
        as_of="" if book.as_of is None else moment(book.as_of),
        public=public,
    )


def _facts(book: ClassBook) -> Iterator[tuple[str, str]]:
    totals = [total for student in book.students if (total := _total(student)) is not None]
    yield "students", f"{len(book.students):,}"
    yield "handed in something", f"{sum(bool(student.attempts) for student in book.students):,}"
    if totals:
        most = number(sum(column.max_score for column in book.columns))
        yield "mean of the known totals", f"{number(sum(totals) / len(totals))} of {most}"
    yield "wants a person", f"{sum(concern.want != 'by hand' for concern in book.concerns):,}"


def _total(student: Student) -> float | None:
    """The total of who has handed in something."""
    return student.row.total if student.attempts else None


def _concerns(book: ClassBook) -> TableView | None:
    order = [*_WANTS]
    concerns = sorted(book.concerns, key=lambda concern: order.index(concern.want))  # by name within each
    return (
        TableView(
            id="wants",
            title="What wants a person",
            nouns="entries",
            head=tuple(Head(text, is_number=False) for text in ("student", "exercise", "item", "why", "what is known")),
            lines=tuple(_concern(concern, book) for concern in concerns),
            choices=_choices(Counter(concern.want for concern in concerns), {want: want for want in order}),
            asks="Why",
        )
        if concerns
        else None
    )


def _concern(concern: Concern, book: ClassBook) -> Line:
    said = one_line(concern.text, limit=300) or _WANTS[concern.want].replace("`", "")
    cells = (breakable(concern.exercise), breakable(concern.item), concern.want)
    return Line(
        (student_name(concern.person), *cells, said),
        to=book.links.get(concern.person.id, ""),
        marks=concern.want.replace(" ", "-"),
    )


def _choices(counts: Counter[str], names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The filters that something passes, each with how many."""
    return tuple((mark.replace(" ", "-"), f"{name} ({counts[mark]:,})") for mark, name in names.items() if counts[mark])


def _marks(book: ClassBook) -> Chart | None:
    totals = [total for student in book.students if (total := _total(student)) is not None]
    most = sum(column.max_score for column in book.columns)
    if not totals or most <= 0:
        return None
    unknown = sum(bool(student.attempts) for student in book.students) - len(totals)
    left_out = f" Left out: {students(unknown)} whose total is not known." if unknown else ""
    sentence = f"Total marks of {students(len(totals))} who handed in something.{left_out}"
    return chart("marks", "Distribution of marks", mark_bars(of_marks(totals, most)), sentence, ("points", "students"))


def _students(book: ClassBook, lines: BookLines) -> TableView:
    held = Counter(mark for student in book.students for mark in student.marks)
    heads = [Head(breakable(name), f"of {most}") for name, most in zip(lines.head[1:], lines.possible[1:], strict=True)]
    rows = zip(book.students, lines.students, strict=True)
    return TableView(
        id="students",
        title="Students and marks",
        nouns="students",
        head=(Head("student", is_number=False), *_total_first(heads), Head("attempts")),
        lines=tuple(_student(student, cells, book) for student, cells in rows),
        foot=(lines.means[0], *_total_first(lines.means[1:]), ""),
        choices=_choices(held, _MARKS),
        asks="Only",
    )


def _total_first(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The total beside the name: on a narrow screen the exercises are out of sight."""
    return (cells[-1], *cells[:-1])


def _student(student: Student, cells: list[str], book: ClassBook) -> Line:
    person = student.row.person
    return Line(
        (cells[0], *_total_first(cells[1:]), f"{student.attempts}"),
        to=book.links.get(person.id, ""),
        marks=" ".join(sorted(student.marks)),
        more=one_line(f"{person.email} {person.number}"),
    )


def _exercises(book: ClassBook) -> Iterator[ExerciseNotes]:
    for exercise in book.statistics:
        name = f"{one_line(exercise.exercise)}: {students(exercise.students)}"
        yield ExerciseNotes(name, " ".join(exercise_sentences(exercise)))


def _broken(book: ClassBook) -> Iterator[str]:
    for exercise in book.statistics:
        yield from (one_line(f"{exercise.exercise}, {remark.text}", limit=1000) for remark in exercise.remarks)


def _days(book: ClassBook) -> Chart | None:
    if not book.days:
        return None
    bars, step = day_bars(book.days)
    title = f"Submissions per {'day' if step == 1 else f'{step:,} days'}"
    came = sum(book.days.values())
    sentence = f"{_submissions(came).capitalize()} from {min(book.days).isoformat()} to {max(book.days).isoformat()}."
    return chart("days", title, bars, sentence, ("day" if step == 1 else "days", "submissions"))


def _submissions(count: int) -> str:
    return f"{count:,} submission{'' if count == 1 else 's'}"


def _absent(book: ClassBook) -> Iterator[Absent]:
    for student in book.students:
        if "absent" in student.marks:
            person = student.row.person
            yield Absent(student_name(person), book.links.get(person.id, ""))


def _missing(book: ClassBook) -> TableView | None:
    """Of each exercise, how many of the class have not handed it in and are not excused."""
    handed = Counter(exercise for student in book.students for exercise in student.row.counted)
    everybody = len(book.students)
    left = [(column, everybody - handed[column.name]) for column in book.columns]
    if not any(count for _, count in left):
        return None
    head = (Head("exercise", is_number=False), Head("not handed in"), Head("share"))
    rows = ((breakable(column.name), f"{count:,}", percent(count / everybody)) for column, count in left)
    return TableView("missing", "Not handed in, by exercise", "exercises", head, tuple(map(Line, rows)))


def _regrade(book: ClassBook) -> str:
    if book.preview is None:
        return _ASK
    count = len(book.preview.moves)
    found = f"{count:,} mark{'' if count == 1 else 's'} would change" if count else "no mark would change"
    return f"A dry run of {moment(book.preview.at)} found that {found}, and is not applied. {_ASK}"


def _moves(book: ClassBook) -> TableView | None:
    if book.preview is None or not book.preview.moves:
        return None
    people = {student.row.person.id: student.row.person for student in book.students}
    heads = (("student", False), ("exercise", False), ("now", True), ("then", True), ("because of", False))
    lines = (
        Line(
            (
                student_name(people[move.student]),
                breakable(move.exercise),
                number(move.before),
                number(move.after),
                one_line(
                    ", ".join(f"{item.item} {number(item.before)} to {number(item.after)}" for item in move.items)
                ),
            ),
            to=book.links.get(move.student, ""),
        )
        for move in book.preview.moves
        if move.student in people
    )
    head = tuple(Head(text, is_number=is_number) for text, is_number in heads)
    return TableView("moves", "Marks that would change", "marks", head, tuple(lines))
