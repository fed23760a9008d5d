"""Items that only the instructor grades: in what students get, their check would give the answer away."""

from grader.items.answers.show import show, show_call
from grader.items.exam import Student
from grader.items.failures import judge_failure
from grader.items.item import Item
from grader.items.single import SingleItem
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement
from grader.model.report import ONLY_INSTRUCTOR
from grader.model.verdict import Verdict
from grader.sandbox.outcome import Failure

_SAID = Feedback(
    code=ONLY_INSTRUCTOR, text="Only your instructor grades this: a check here would give the answer away."
)


def leave_to_instructor(item: Item, student: Student) -> Judgement:
    """`SKIPPED`, without points; where the function can be called, with what it gives, or where it fails.

    It is never `MISSING` or `CRASHED`, which would carry points: how many points can be earned here must not depend on
    what the student has written.
    """
    unknown = Judgement(verdict=Verdict.SKIPPED, feedback=(_SAID,))
    if not isinstance(item, SingleItem):
        return unknown
    call = show_call(item.function, item.arguments)
    outcome = student.call(item.function, *item.arguments)
    if isinstance(outcome, Failure):
        failed = judge_failure(outcome, call)
        is_missing = failed.verdict is Verdict.MISSING
        return unknown if is_missing else failed.model_copy(update={"verdict": Verdict.SKIPPED}).with_feedback(_SAID)
    return unknown.model_copy(update={"witness": Witness(kind="value", text=f"{call} gave {show(outcome.value)}")})
