"""A plan, and what became of it, in words."""

from collections.abc import Iterator, Sequence

from grader.gradebook.exports.export import points
from grader.gradebook.push.plan import Change, Plan
from grader.gradebook.push.send import Outcome
from grader.gradebook.push.targets import Target
from grader.model.counted import counted
from grader.reports.clean import one_line


def heading(title: str, host: str, chosen: Sequence[Target]) -> Iterator[str]:
    """Where marks go."""
    yield f"{one_line(title)} on {one_line(host)}"
    for target in chosen:
        assignment = target.assignment
        scaled = "" if target.factor == 1 else f", marks times {points(target.factor)}"
        yield f"  {one_line(target.label)} -> {one_line(assignment.title)} ({assignment.id}){scaled}"


def line(change: Change, fault: str = "") -> str:
    """One student's mark, as it is and as it is to be."""
    person = change.person
    who = f"{person.name} ({person.id})" if person.name and person.name != person.id else person.id
    what = f"{one_line(who)}, {one_line(change.target.label)}: {change.old.shown} -> {change.new.shown}"
    return f"  {what}" if not fault else f"  {what}: FAILED: {fault}"


def left_out(plan: Plan) -> tuple[str, ...]:
    """Of whom nothing is sent, and why."""
    kinds = (
        (plan.unknown, "points are not known, so that nothing is sent where they are not"),
        (plan.not_found, "not in the course in Canvas"),
        (plan.unclear, "not told apart: what is known of them fits several students"),
    )
    # All of them by name: each is a mark that somebody has to see to
    return tuple(f"{', '.join(map(one_line, names))}: {why}" for names, why in kinds if names)


def would(plan: Plan) -> str:
    """What a run that sends would do."""
    return (
        f"{counted(len(plan.changes), 'mark')} would change, {plan.same} {_are(plan.same)} there already. "
        "Nothing was sent; send with --send."
    )


def done(outcomes: Sequence[Outcome], plan: Plan) -> str:
    """What a run that sends has done."""
    failed = sum(bool(outcome.fault) for outcome in outcomes)
    again = " Run it again to send what is left." if failed else ""
    sent = len(outcomes) - failed
    return f"{counted(sent, 'mark')} sent, {failed} failed, {plan.same} {_are(plan.same)} there already.{again}"


def _are(count: int) -> str:
    return "was" if count == 1 else "were"
