"""Marks of a book, sent to a server like Canvas: what is sent, what never is, and what is said of each fault."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from grader.errors import UsageError
from grader.gradebook.push.canvas import CanvasCourse, canvas_course, checked_address
from grader.gradebook.push.grade import Grade
from grader.gradebook.push.plan import Plan
from grader.gradebook.push.prepare import Prepared, prepare
from grader.gradebook.push.send import Outcome, send
from grader.gradebook.push.session import LONGEST, SECONDS, WAITS, WAITS_AFTER_FAULTS
from grader.gradebook.push.show import done, left_out, line, would
from grader.model.book import BookRow
from tests.gradebook.exports.conftest import COLUMNS
from tests.gradebook.push.canvas_server import COURSE, TOKEN, Answer, Canvas

API = f"/api/v1/courses/{COURSE}"
XOR, HESSIAN = f"{API}/assignments/4711/submissions", f"{API}/assignments/4712/submissions"
RIGHT = {
    (4711, 17): 3.5,
    (4711, 18): 3.6,
    (4711, 19): 1.0,
    (4712, 17): 2.0,
    (4712, 18): 0.0,
    (4712, 19): "EX",
    (4712, 20): 2.0,
}
"""Marks that are known, by assignment and user: Bob's are late ones."""


class Pushed:
    """A run: what was planned, sent and waited for."""

    def __init__(self, canvas: Canvas, *, token: str = TOKEN, course: int = COURSE) -> None:
        self.canvas = canvas
        self.token = token
        self.course = course
        self.waited: list[float] = []

    @contextmanager
    def there(self) -> Iterator[CanvasCourse]:
        """The course, with waiting that takes no time."""
        with canvas_course(self.canvas.url, self.token, self.course, self.waited.append) as course:
            yield course

    def prepare(self, book: Sequence[BookRow], *given: str, is_scaled: bool = False) -> Prepared:
        """What would be sent."""
        with self.there() as course:
            return prepare(course, iter(book), COLUMNS, given, is_scaled=is_scaled)

    def send(self, plan: Plan) -> list[Outcome]:
        """Send it."""
        with self.there() as course:
            return list(send(plan.changes, course))

    def all(self, book: Sequence[BookRow], *given: str, is_scaled: bool = False) -> list[Outcome]:
        """Plan and send."""
        return self.send(self.prepare(book, *given, is_scaled=is_scaled).plan)


@pytest.fixture
def pushed(canvas: Canvas) -> Pushed:
    """A run at the server."""
    return Pushed(canvas)


def given(canvas: Canvas) -> dict[tuple[int, int], Any]:
    """The marks that there are."""
    return {key: mark for key, mark in canvas.posted().items() if mark is not None}


def test_marks_are_sent_where_their_titles_are(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Late ones reduced, the excused as excused, and nothing for what is open or was not handed in."""
    outcomes = pushed.all(book)
    assert [outcome.fault for outcome in outcomes] == [""] * 7
    assert given(canvas) == RIGHT
    assert {asked.path for asked in canvas.set} == {f"{XOR}/{n}" for n in (17, 18, 19)} | {
        f"{HESSIAN}/{n}" for n in (17, 18, 19, 20)
    }
    assert pushed.waited == []


def test_without_sending_nothing_is_changed(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """What would change is said, student by student, and of whom nothing is sent."""
    canvas.hold(4711, 17, 1.25)
    title, _, plan = pushed.prepare(book)
    assert title == "Neural Networks"
    assert canvas.set == []
    assert line(plan.changes[0]) == "  Lovelace, Ada (ada), The XOR problem: 1.25 -> 3.5"
    assert line(plan.changes[5]) == "  Hopper, Grace (grace), hessian: - -> EX"
    assert left_out(plan) == ("kurt: points are not known, so that nothing is sent where they are not",)
    assert would(plan) == "7 marks would change, 0 were there already. Nothing was sent; send with --send."


def test_lists_are_read_to_their_last_page(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Whatever size of a page Canvas gives."""
    canvas.most_per_page = 1
    assert len(pushed.prepare(book).plan.changes) == 7
    pages = [asked.fields.get("page") for asked in canvas.asked if asked.path == f"{API}/users"]
    assert pages == [None, "2", "3", "4", "5", "6"]


def test_what_is_there_is_not_sent_again(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """A second run sends nothing, and one after a change that alone; also where Canvas takes points off."""
    canvas.taken_off = 0.5
    pushed.all(book)
    before = len(canvas.set)
    assert (pushed.all(book), pushed.prepare(book).plan.same) == ([], 7)
    canvas.hold(4712, 20, 1.0)
    assert [outcome.change.old.shown for outcome in pushed.all(book)] == ["1"]
    assert len(canvas.set) == before + 1


def test_a_run_that_was_cut_off_is_repeated(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """What had been sent is not sent again."""
    with pushed.there() as course:
        outcomes = send(pushed.prepare(book).plan.changes, course)
        next(outcomes), next(outcomes), next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
    assert len(canvas.set) == 3
    assert len(pushed.all(book)) == 4
    assert given(canvas) == RIGHT


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(400, '{"message": "bad"}'), "Canvas does not understand the request (status 400: bad)"),
        (Answer(403, "no"), "Canvas does not let the token's owner do this (status 403)"),
        (Answer(404, "[]"), "Canvas has nothing there: no such course, assignment or student"),
        (Answer(409, "{}"), "Canvas refuses this (status 409)"),
        (
            Answer(422, '{"errors": [{"message": "\\u001b[2J locked"}]}'),
            "not take this mark (status 422: \\x1b[2J locked)",
        ),
        (Answer(200, "<html>"), "what answers there is not Canvas"),
        (Answer(200, '{"user_id": 17, "entered_score": 1}'), "Canvas was given 3.5 and has 1"),
    ],
)
def test_one_student_s_fault_stops_no_other(
    pushed: Pushed, canvas: Canvas, book: list[BookRow], answer: Answer, says: str
) -> None:
    """It is told in a sentence, and at once: nothing of it is mended by waiting."""
    canvas.faults["PUT", f"{XOR}/17"] = [answer]
    outcomes = pushed.all(book)
    assert says in outcomes[0].fault
    assert [outcome.fault for outcome in outcomes[1:]] == [""] * 6
    assert given(canvas) == {key: mark for key, mark in RIGHT.items() if key != (4711, 17)}
    assert pushed.waited == []
    assert done(outcomes, Plan((), 1, (), (), ())) == (
        "6 marks sent, 1 failed, 1 was there already. Run it again to send what is left."
    )


def test_a_failure_of_canvas_is_tried_again(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Twice; after that the student is told, and the others go on."""
    canvas.faults["PUT", f"{XOR}/17"] = [Answer(500), Answer(502)]
    canvas.faults["PUT", f"{XOR}/18"] = [Answer(500)] * 3
    faults = [outcome.fault for outcome in pushed.all(book)]
    assert faults == ["", "Canvas failed, with status 500", *[""] * 5]
    assert pushed.waited == [*WAITS_AFTER_FAULTS, *WAITS_AFTER_FAULTS]


THROTTLED = Answer(403, "403 Forbidden (Rate Limit Exceeded)\n", (("X-Rate-Limit-Remaining", "0.0"),))


def test_throttling_is_waited_for(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """As long as Canvas says, within bounds, or else longer each time; in both forms that it has."""
    later = (
        Answer(429, "", (("Retry-After", "7"),)),
        Answer(429, "", (("Retry-After", "86400"),)),
        Answer(429, "", (("Retry-After", "Sun, 01 Nov 2026 12:00:00 GMT"),)),
    )
    canvas.faults["PUT", f"{XOR}/17"] = [THROTTLED, THROTTLED, *later]
    canvas.faults["GET", f"{API}/users"] = [THROTTLED]
    assert [outcome.fault for outcome in pushed.all(book)] == [""] * 7
    assert pushed.waited == [1.0, 1.0, 2.0, 7.0, LONGEST, 16.0]


def test_throttling_without_an_end_ends_the_run(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Nobody else is tried; what was sent stays, and the rest is sent by a later run."""
    canvas.faults["PUT", f"{XOR}/18"] = [THROTTLED] * (len(WAITS) + 1)
    faults = [outcome.fault for outcome in pushed.all(book)]
    assert faults[0] == ""
    assert faults[1] == "Canvas still says that there are too many requests; try again later"
    assert set(faults[2:]) == {f"not tried: {faults[1]}"}
    assert pushed.waited == list(WAITS)
    assert len(pushed.all(book)) == 6
    assert given(canvas) == RIGHT


def test_a_token_that_ends_meanwhile_ends_the_run(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    canvas.faults["PUT", f"{XOR}/17"] = [Answer(401, "no JSON at all")]
    faults = [outcome.fault for outcome in pushed.all(book)]
    assert faults[0].startswith("Canvas does not take the token: it is wrong or has ended")
    assert {fault.partition(":")[0] for fault in faults[1:]} == {"not tried"}
    assert len(canvas.set) == 1


@pytest.mark.parametrize(
    ("token", "course", "fault", "says"),
    [
        ("7~wrong", COURSE, None, "Canvas does not take the token: it is wrong or has ended"),
        (TOKEN, 43, None, "Canvas has nothing there: no such course, assignment or student"),
        (TOKEN, COURSE, Answer(200, "<html>log in</html>"), "what answers there is not Canvas"),
        (TOKEN, COURSE, Answer(200, "[]"), "what answers there is not Canvas"),
        (TOKEN, COURSE, Answer(302, "", (("Location", f"https://x.example/?t={TOKEN}"),)), "sends on to x.example:"),
        (TOKEN, COURSE, Answer(403, f'{{"errors": "who is {TOKEN}?"}}'), "(status 403: who is ...?)"),
    ],
)
def test_what_cannot_be_used_is_told_at_once(
    canvas: Canvas, book: list[BookRow], token: str, course: int, fault: Answer | None, says: str
) -> None:
    """A usage error, which does not hold the token."""
    canvas.faults["GET", f"/api/v1/courses/{course}"] = [fault] if fault else []
    with pytest.raises(UsageError) as raised:
        Pushed(canvas, token=token, course=course).prepare(book)
    assert says in str(raised.value)
    assert token not in str(raised.value)
    assert canvas.set == []


def test_pages_that_lead_elsewhere_are_not_followed(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """The token would be sent there."""
    link = (("Link", '<https://elsewhere.example/api/v1/x>; rel="next"'),)
    canvas.faults["GET", f"{API}/users"] = [Answer(200, "[]", link)]
    with pytest.raises(UsageError, match="its pages lead elsewhere"):
        pushed.prepare(book)


def test_nobody_is_there(book: list[BookRow]) -> None:
    """No answer: tried again twice, then told."""
    canvas = Canvas()
    canvas.url = "http://127.0.0.1:1"
    pushed = Pushed(canvas)
    with pytest.raises(UsageError, match=r"Canvas cannot be reached \(ConnectionError\)"):
        pushed.prepare(book)
    assert pushed.waited == list(WAITS_AFTER_FAULTS)


def test_when_nobody_is_there_any_more_the_run_ends(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """After three students, and not after one: the first may have been chance."""
    _, _, plan = pushed.prepare(book)
    gone = Canvas()
    gone.url = "http://127.0.0.1:1"
    faults = [outcome.fault for outcome in Pushed(gone).send(plan)]
    assert [fault.startswith("not tried") for fault in faults] == [False] * 3 + [True] * 4


def test_an_answer_is_not_waited_for_for_ever(pushed: Pushed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request has a limit, whatever canvasapi asks for."""
    asked: list[object] = []

    def refuse(_self: object, _request: object, **options: object) -> None:
        asked.append(options["timeout"])
        raise OSError("enough is known")

    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", refuse)
    with pushed.there() as course, pytest.raises(OSError, match="enough is known"):
        course.title()
    assert asked == [SECONDS]


def test_the_token_is_written_nowhere(
    pushed: Pushed, book: list[BookRow], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even in the log for those who look for faults."""
    with caplog.at_level(logging.DEBUG):
        pushed.all(book)
    assert TOKEN not in caplog.text
    assert TOKEN not in "".join(capsys.readouterr())


@pytest.mark.parametrize("token", ["a b", "a\nb", "ä", "", "a\x00"])
def test_what_is_no_token_is_not_sent(canvas: Canvas, book: list[BookRow], token: str) -> None:
    """Nor is it shown: it may be one in part."""
    with pytest.raises(UsageError) as raised:
        Pushed(canvas, token=token).prepare(book)
    assert str(raised.value).startswith("CANVAS_TOKEN is no token")
    assert canvas.asked == []


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://canvas.example.edu", "https://canvas.example.edu"),
        ("canvas.example.edu", "https://canvas.example.edu"),
        (" https://Canvas.Example.edu:8443/courses/42 ", "https://canvas.example.edu:8443"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("http://canvas.example.edu", None),
        ("ftp://canvas.example.edu", None),
        ("https://user:word@canvas.example.edu", None),
        ("https://", None),
        ("https://canvas:port", None),
        ("", None),
    ],
)
def test_a_token_is_sent_to_an_encrypted_address_only(url: str, address: str | None) -> None:
    if address is not None:
        assert checked_address(url) == address
        return
    with pytest.raises(UsageError):
        checked_address(url)


def test_a_line_in_the_user_s_netrc_does_not_take_the_token_s_place(
    pushed: Pushed, book: list[BookRow], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password mine\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    assert len(pushed.prepare(book).plan.changes) == 7


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"login_id": "other", "sis_user_id": None, "email": None, "id": 1}, "not in the course in Canvas"),
        ({"login_id": "bob"}, "ada, bob: not told apart: what is known of them fits several students"),
        ({"email": "BOB@X.ORG"}, "ada, bob: not told apart: what is known of them fits several students"),
    ],
)
def test_who_is_not_sure_gets_no_mark(
    pushed: Pushed, canvas: Canvas, book: list[BookRow], change: dict[str, Any], says: str
) -> None:
    """A mark of somebody else's is worse than none."""
    canvas.users[0] |= change
    outcomes = pushed.all(book)
    assert "ada" not in {outcome.change.person.id for outcome in outcomes}
    assert any(says in sentence for sentence in left_out(pushed.prepare(book).plan))


def test_students_are_known_by_whatever_is_known_of_them(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Number, login, email, in whatever case; Canvas shows some token owners less of them."""
    kept = ("id", "sis_user_id", "login_id", "email")
    rows = [replace(row, person=replace(row.person, external="")) for row in book]
    for user, field in zip(canvas.users, kept, strict=False):
        for other in {*kept} - {field, "id"}:
            user.pop(other, None)
    canvas.users[1]["sis_user_id"] = "1900"
    canvas.users[2]["login_id"] = "GRACE"
    canvas.users[3]["email"] = "Kurt@x.org"
    assert {outcome.change.person.id for outcome in pushed.all(rows)} == {"bob", "grace", "kurt"}
    assert pushed.prepare(rows).plan.not_found == ("ada",)


def test_the_sum_of_the_exercises(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """To one assignment; brought to its points if that is asked for. Who is open in one is open in all."""
    canvas.assignments[2]["points_possible"] = 12
    with pytest.raises(
        UsageError, match=r"assignment 4713 \(Essay\) has 12 points in Canvas, and the sum of 2 exercis"
    ):
        pushed.prepare(book, "4713")
    pushed.all(book, "4713", is_scaled=True)
    assert given(canvas) == {(4713, 17): 11.0, (4713, 18): 7.2, (4713, 19): 2.0}


def test_assignments_by_name(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """Whatever their titles are; the others are not touched."""
    canvas.assignments[2]["points_possible"] = 2
    pushed.all(book, "hessian=4713")
    assert given(canvas) == {(4713, number): mark for (exercise, number), mark in RIGHT.items() if exercise == 4712}


@pytest.mark.parametrize(
    ("words", "changed", "says"),
    [
        (["nothing=4711"], {}, "there is no exercise 'nothing' in the gradebook; there are xor, hessian"),
        (["=4711"], {}, "there is no exercise '' in the gradebook"),
        (["xor=1"], {}, "the course in Canvas has no assignment 1; it has 4711 (The XOR problem), 4712"),
        (["xor=abc"], {}, "the course in Canvas has no assignment abc"),
        (["xor=4711", "hessian=4711"], {}, "assignment 4711 is named twice"),
        (["xor=4711"], {"points_possible": 100}, "has 100 points in Canvas, and The XOR problem has 4 here"),
        (["xor=4711"], {"points_possible": None}, "has 0 points in Canvas"),
        (["xor=4711"], {"grading_type": "pass_fail"}, "takes no points: let it be graded in points in Canvas"),
        ([], {"name": "Xor", "id": 1}, ""),
        ([], {"name": "The XOR problem"}, ""),
    ],
)
def test_an_assignment_that_does_not_fit(
    pushed: Pushed, canvas: Canvas, book: list[BookRow], words: list[str], changed: dict[str, Any], says: str
) -> None:
    """A usage error before anything is sent; a title that fits is enough."""
    canvas.assignments[0] |= changed
    if not says:
        assert pushed.prepare(book, *words).plan.changes
        return
    with pytest.raises(UsageError) as raised:
        pushed.prepare(book, *words)
    assert says in str(raised.value)


def test_no_title_that_fits(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    canvas.assignments[:2] = []
    with pytest.raises(
        UsageError, match=r"no assignment in Canvas has the title of an exercise; exercises are The XOR"
    ):
        pushed.prepare(book)


def test_a_grade_shows_as_it_is_sent() -> None:
    """Four decimals at most: what is sent is what is compared."""
    assert [Grade(value).shown for value in (None, 0.0, 2 / 3, 7.5, 0.1 + 0.2)] == ["-", "0", "0.6667", "7.5", "0.3"]
    assert Grade(is_excused=True).shown == "EX"


def test_hostile_names_are_harmless(pushed: Pushed, canvas: Canvas, book: list[BookRow]) -> None:
    """In what is printed."""
    bad = "\x1b[2J\u202e::error::x"
    rows = [replace(book[0], person=replace(book[0].person, id=bad, name=bad)), *book[1:]]
    _, _, plan = pushed.prepare(rows)
    assert line(plan.changes[0]) == "  \\x1b[2J\\u202e::error::x, The XOR problem: - -> 3.5"
