"""Judges one item: the answer, whether it comes again, what follows through, which mistake it is, the source.

Whatever goes wrong on the way is said by whose fault it is.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, NamedTuple

from grader.errors import AuthoringError, SandboxError
from grader.items.answers.blank import FORM
from grader.items.answers.pasted import Call, value_witness
from grader.items.drawn import DrawnItem
from grader.items.exam import Exam, Reference
from grader.items.failures import judge_failure
from grader.items.item import Item
from grader.items.single import SingleItem
from grader.items.source.rule import apply_rule
from grader.judging.advise import advise
from grader.judging.diagnose import diagnose
from grader.judging.equation import names_equation, with_own_value
from grader.judging.follow_through import follow_through
from grader.judging.key import ExerciseKey
from grader.judging.patterns import name_pattern
from grader.judging.reproduce import reproduce
from grader.judging.score import COURSE_ERROR
from grader.judging.student import RecordedStudent
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, correct, left_open, wrong
from grader.model.report import ONLY_INSTRUCTOR, WAITS
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure

Watch = Callable[[Reference], Reference]
"""Put around a reference: the same, told when it is called."""

_ONLY_INSTRUCTOR = Feedback(
    code=ONLY_INSTRUCTOR, text="Only your instructor grades this: a check here would give the answer away."
)


class JudgingContext(NamedTuple):
    """What one item of one submission is judged with."""

    key: ExerciseKey
    """The exercise, with its reference and misconceptions."""
    submission: Submission
    student: RecordedStudent
    variant: int
    """Seed of the inputs that are drawn."""
    earlier: Mapping[str, Judgement]
    """Judgements of the items before, by id."""
    watch: Watch
    """Put around the reference, so that it can be told when the author's code runs on the author's data."""
    so_far: Callable[[Judgement], None] = lambda _: None
    """Told a judgement that stands if looking further into the answers, with the author's code, does not end."""

    def exam(self, key: ExerciseKey) -> Exam:
        """The examination, from its beginning, with this reference.

        Only the true reference is watched: one that calls the student's parts runs on the student's data, so if it
        hangs, that is not the author's fault.
        """
        rng = Random(self.variant)  # noqa: S311 - reproducible, not secret
        return Exam(self.student, self.watch(key) if key is self.key else key, rng, self.earlier)


def judge_item(item: Item, context: JudgingContext) -> Judgement:
    """The judgement on one item.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's or ours is `GRADER_ERROR`.
    """
    try:
        return _judge(item, context)
    except SandboxError:
        raise  # of the whole submission: whoever called has to judge again, or give up
    except AuthoringError as error:
        return course_error(str(error))
    except (MemoryError, RecursionError):  # the reference's own come as AuthoringError
        return too_costly("Comparing the answer takes more memory than an answer here needs.", Verdict.OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a fault of ours is reported as ours, and costs no other item
        return course_error(f"{type(error).__name__}: {error}")


def _judge(item: Item, context: JudgingContext) -> Judgement:
    judgement = _judge_written(item, context)
    name = context.student.written_as(item.function)
    if name == item.function:
        return judgement
    return judgement.with_feedback(Feedback(code="note.renamed", text=f"`{name}` is called `{item.function}` now."))


def _judge_written(item: Item, context: JudgingContext) -> Judgement:
    key, student = context.key, context.student
    if item.id in key.only_instructor:
        return _leave_to_instructor(item, context)
    if item.id in key.equations:
        own = with_own_value(key, item, student, context.earlier)
        if own is None:
            return _wait_for_earlier(item, context)
        key = own

    def judge() -> Judgement:
        return item.judge(context.exam(key))

    judgement, calls, is_settled = reproduce(judge(), item, student, judge)
    if is_settled:
        return judgement
    if judgement.fraction < 1:
        # From here on the author's code runs on the student's data. If that does not come to an end, this stands.
        context.so_far(_without_forbidden(judgement, item, context))
    # Follow-through first: where it gives all points, there is no mistake in this item left to be explained.
    judgement = follow_through(judgement, item, calls, key, context.exam)
    judgement = diagnose(judgement, item, calls, key.misconceptions)
    judgement = name_pattern(judgement, item, key, calls)
    judgement = advise(judgement, item, key, student, calls)
    if item.id in key.equations:
        judgement = names_equation(judgement, key.equations[item.id])
    return _without_forbidden(judgement, item, context)


def _without_forbidden(judgement: Judgement, item: Item, context: JudgingContext) -> Judgement:
    """The judgement, unless the code uses what the item forbids."""
    name = context.student.written_as(item.function)
    return apply_rule(judgement, context.submission.files, context.key.name, name, item.may_not_use)


def _leave_to_instructor(item: Item, context: JudgingContext) -> Judgement:
    """`SKIPPED`, without points, with what can be told all the same: not there, failing, of another form.

    It is never `MISSING` or `CRASHED`, which would carry points: how many points can be earned here must not depend on
    what the student has written.
    """
    told = _form_of(item, context)
    return told.model_copy(update={"verdict": Verdict.SKIPPED, "fraction": 0.0}).with_feedback(_ONLY_INSTRUCTOR)


def _wait_for_earlier(item: Item, context: JudgingContext) -> Judgement:
    """Open until the parts that it is compared with are right; but what is missing, fails or has another form is so."""
    told = _form_of(item, context)
    if told.verdict is not Verdict.CORRECT:
        return told
    names = " and ".join(f"`{name}`" for name in context.key.equations[item.id].forms)
    waits = Feedback(code=WAITS, text=f"It is compared with your own {names} here, once that is right.")
    return left_open(waits, witness=told.witness)


def _form_of(item: Item, context: JudgingContext) -> Judgement:
    """The judgement on what can be told of an answer without the expected one; `CORRECT` where that is no fault."""
    exam = context.exam(context.key)
    # of a drawn item those calls that students may know, of which there may be none
    calls = item.cases if isinstance(item, DrawnItem) else item.calls(exam.rng)
    judgement = correct()
    for arguments in calls:
        judgement = _form_at(item, arguments, exam)
        if judgement.fraction < 1:
            break
    return judgement


def _form_at(item: Item, arguments: tuple[Any, ...], exam: Exam) -> Judgement:
    call: Call = (item.function, arguments)
    outcome = exam.student.call(item.function, *arguments)
    if isinstance(outcome, Failure):
        return judge_failure(outcome, call)
    witness = value_witness(call, outcome)
    problem = _problem(item, outcome.value, arguments, exam)
    if problem is not None and problem.code in FORM:
        return wrong(problem, witness=witness)
    return correct().model_copy(update={"witness": witness})


def _problem(item: Item, answer: Any, arguments: tuple[Any, ...], exam: Exam) -> Feedback | None:
    """What is wrong with an answer beside one of the right form."""
    try:
        if isinstance(item, DrawnItem):
            return item.check(answer, arguments, exam).comparison.problem
        if isinstance(item, SingleItem):
            return item.check(answer, exam.reference.call(item.function, *arguments)).problem
    except AuthoringError:  # of some answers no form is known
        pass
    return None


def too_costly(text: str, verdict: Verdict = Verdict.TIMED_OUT) -> Judgement:
    """An answer that cannot be compared with what an answer may cost: no item asks for one like that."""
    return wrong(Feedback(code="answer.too_costly", text=text), verdict=verdict)


def grader_error(text: str) -> Judgement:
    """A fault of ours or of the machine's: no points are known."""
    return wrong(Feedback(code="grader.error", text=text), verdict=Verdict.GRADER_ERROR)


def course_error(text: str) -> Judgement:
    """The same where the author's code or our judging failed: the text may quote what the item tries."""
    return wrong(Feedback(code=COURSE_ERROR, text=text), verdict=Verdict.GRADER_ERROR)
