"""Reports made by hand: one with all eleven verdicts, and one whose every text from the student is an attack."""

from collections.abc import Callable

import pytest

from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.report import (
    CourseInfo,
    Environment,
    ExerciseScore,
    ItemScore,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Timing,
)
from grader.model.verdict import Verdict

ATTACKS = {
    "clear screen": "\x1b[2J",
    "c1 sequence": "\x9b2J",
    "rich markup": "[bold]x[/]",
    "runner command": "::error::x",
    "indented runner command": "   ::error::x",
    "runner command on a later line": "y\r\n::stop-commands::t",
    "runner commands to fold": "::a" * 500,
    "old runner command": "y ##[error]x ##vso[task.complete]",
    "script": "<script>alert(1)</script>",
    "link": "](http://x.example) [x](javascript:y) <http://x.example> https://x.example www.x.example",
    "image": "![x](http://x.example/y.png)",
    "table": "a | b |\n|---|---|",
    "fence": "```\n# out\n````\n~~~",
    "mention": "@everyone #1",
    "entity": "&lt;b&gt; &#64;everyone",
    "override": "\u202eabc\u2066def",
    "zero width": "a\u200bb\ufeffc\u2028d\u2029e",
    "half a pair": "\ud800",
    "null and delete": "\x00\x7f\b\a\v\f",
    "carriage return": "good\rbad",
    "formula": '=HYPERLINK("http://x.example")',
    "formula behind a tab": "\t=1+1",
    "formula behind a line break": "\n@x",
    "flood": "A" * 100_000,
    "flood of lines": "A\n" * 50_000,
    "flood of words": "wide 漢字 " * 10_000,
}


def item(
    name: str,
    verdict: Verdict,
    score: float | None,
    *said: str,
    title: str = "A title",
    witness: str = "",
    line: SourceLine | None = None,
    defined_at: SourceLine | None = None,
    output: str = "",
    max_score: float = 2,
) -> ItemScore:
    """An item of a report, its feedback from `code: sentence`."""
    return ItemScore(
        id=name,
        title=title,
        kind="function",
        score=score,
        max_score=max_score,
        verdict=verdict,
        visibility="public",
        feedback=tuple(Feedback(code=sentence.split(": ")[0], text=sentence.split(": ", 1)[1]) for sentence in said),
        witness=Witness(kind="call", text=witness, place=line) if witness else None,
        output=output,
        defined_at=defined_at,
    )


def report_of(*exercises: ExerciseScore, submission: str = "alice", notes: tuple[Feedback, ...] = ()) -> Report:
    """A report on these exercises, its points added up."""
    scores = [exercise.score for exercise in exercises]
    return Report(
        course=CourseInfo(name="Foundations of machine learning", version="2026.1"),
        submission=SubmissionInfo(id=submission, digest="sha256:" + "0" * 64),
        score=None if None in scores else sum(score or 0 for score in scores),
        max_score=sum(exercise.max_score for exercise in exercises),
        exercises=exercises,
        notes=notes,
        environment=Environment(
            grader="0.1.0",
            python="3.13.1",
            numpy="2.2.0",
            sympy="1.13.3",
            sandbox=SandboxInfo(level="isolated", layers=("namespaces", "landlock", "seccomp", "limits")),
        ),
        timing=Timing(seconds=0.8, items={"xor/relu": 0.25}),
    )


def exercise_of(name: str, title: str, *items: ItemScore) -> ExerciseScore:
    """An exercise with these items, its points added up."""
    scores = [item.score for item in items]
    return ExerciseScore(
        id=name,
        title=title,
        score=None if None in scores else sum(score or 0 for score in scores),
        max_score=sum(item.max_score for item in items),
        items=items,
    )


STUB = "missing.not_implemented: It still raises NotImplementedError, as the stub does."


@pytest.fixture
def everything() -> Report:
    """A report with all eleven verdicts."""
    descent = exercise_of(
        "gradient_descent",
        "Gradient descent",
        item("risk", Verdict.CORRECT, 2.0, title="The empirical risk"),
        item(
            "risk_derivative",
            Verdict.WRONG,
            0.0,
            "misconception.dropped_factor_two: The derivative of a square has a factor 2; it is not in your answer.",
            title="Its derivative",
            witness="risk_derivative(1, [0]) gave 1.0; expected 2.0",
            defined_at=SourceLine(file="gradient_descent.py", line=7),
            output="w = 1\nn = 1\n",
        ),
        item(
            "step",
            Verdict.PARTIAL,
            1.0 / 3.0,
            "answer.shape: The values are right, but the shape is (3, 1) where (3,) is asked.",
            title="One step along the negative gradient",
            witness="step([1, 2, 3], 0.1) gave an array of shape (3, 1)",
        ),
        item("descend", Verdict.MISSING, 0.0, STUB, title="Many steps"),
        item("rate", Verdict.MISSING, 0.0, STUB, title="Rate of convergence"),
        item("rate.proof", Verdict.MISSING, 0.0, "missing.no_function: There is no function rate in the file."),
    )
    convexity = exercise_of(
        "convexity",
        "Convexity and second-order conditions",
        item("hessian", Verdict.CORRECT, 1.5, "note.symmetric: It is symmetric at every point tried.", max_score=1.5),
        item(
            "is_convex",
            Verdict.CRASHED,
            0.0,
            "crash.raised: ZeroDivisionError: division by zero.",
            title="Whether a quadratic is convex",
            witness="is_convex([[0]]) failed at line 3 of convexity.py:\n    return det / H[0][0]\n               ^",
            line=SourceLine(file="convexity.py", line=3),
            output="".join(f"minor {k}\n" for k in range(12)),
        ),
        item(
            "minimum",
            Verdict.TIMED_OUT,
            0.0,
            "crash.timed_out: It had not answered after 2 seconds.",
            title="The minimum, by bisection",
            witness="minimum(-1, 1)",
        ),
        item(
            "gram",
            Verdict.OUT_OF_MEMORY,
            0.0,
            "crash.out_of_memory: It asked for more memory than a submission may use.",
            title="The Gram matrix",
            witness="gram(100000)",
        ),
        item(
            "data",
            Verdict.FORBIDDEN,
            0.0,
            "crash.forbidden: It asked the system for something that is not allowed while it is graded.",
            title="The data",
        ),
    )
    claims = exercise_of(
        "claims",
        "Claims",
        item(
            "softplus",
            Verdict.UNDECIDED,
            2.0,
            "note.undecided: It agrees with the reference at all 40 points tried, but no proof was found.",
            title="A closed form of softplus",
        ),
        item("bonus", Verdict.SKIPPED, None, "note.skipped: It builds on softplus.", title="A bonus"),
        item("entropy", Verdict.GRADER_ERROR, None, title="The entropy of a coin"),
    )
    note = Feedback(code="submission.unread", text="convexity2.py was not read: no exercise has that name.")
    return report_of(descent, convexity, claims, notes=(note,))


@pytest.fixture
def untouched() -> Report:
    """The report on a template that was handed in as it is."""
    names = [["risk", "risk_derivative", "step", "descend", "rate", "rate.proof"], ["hessian", "is_convex"]]
    return report_of(
        *(
            exercise_of(f"exercise_{k}", f"Exercise {k}", *(item(name, Verdict.MISSING, 0.0, STUB) for name in group))
            for k, group in enumerate(names)
        )
    )


@pytest.fixture
def perfect() -> Report:
    """The report on work without a fault."""
    return report_of(exercise_of("risks", "Risks", item("risk", Verdict.CORRECT, 2.0, title="The risk")))


@pytest.fixture
def attacked() -> Callable[[str], Report]:
    """A function that makes a report in which a text stands wherever a student can put one."""

    def report_with(text: str) -> Report:
        fault = Feedback(code="crash.raised", text=text)
        items = [
            item("f", verdict, 0.0, f"crash.raised: {text}", witness=text, output=text)
            for verdict in (Verdict.CRASHED, Verdict.WRONG, Verdict.CORRECT, Verdict.MISSING, Verdict.GRADER_ERROR)
        ]
        unwitnessed = item("g", Verdict.MISSING, 0.0, f"missing.no_file: {text}", output=text)
        exercise = exercise_of("attacks", "Attacks", *items, unwitnessed)
        return report_of(exercise, submission=text, notes=(fault,))

    return report_with


@pytest.fixture(params=list(ATTACKS.values()), ids=list(ATTACKS))
def attack(request: pytest.FixtureRequest) -> str:
    """A text that a student may have written on purpose."""
    return str(request.param)


@pytest.fixture(scope="session")
def pictured() -> Report:
    """A report with a drawing of every kind, the first one twice."""
    from tests.reports.pictures.examples import EXAMPLES

    examples = [*EXAMPLES.values(), next(iter(EXAMPLES.values()))]
    items = [
        item(f"f{k}", Verdict.WRONG, 0).model_copy(
            update={"witness": Witness(kind="call", text=f"f{k}() gave 1", drawing=example.drawing)}
        )
        for k, example in enumerate(examples)
    ]
    return report_of(exercise_of("risks", "Risks", *items))
