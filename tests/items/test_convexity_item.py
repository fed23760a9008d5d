"""Is a function convex? Claim, kind of evidence and evidence earn separately; any evidence that shows it is right."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items import ClaimItem, ConvexityItem
from grader.items.statements import AreEqual, IsConvex, IsDefinite
from grader.model.verdict import Verdict
from tests.items.conftest import MakeExam

x, y = sympy.symbols("x y")


def of(expression: sympy.Expr, *variables: sympy.Symbol, **options: Any) -> ConvexityItem:
    """An item about a function."""
    states = IsConvex(expression=expression, variables=variables or (x,), **options)
    return ConvexityItem(id="f", title="t", points=4, states=states)


FOURTH, ABSOLUTE, CUBE = of(x**4), of(sympy.Abs(x)), of(x**3)
BOWL, SADDLE = of(x**2 + x * y + y**2, x, y), of(x * y, x, y)
HINGE = of(sympy.Max(0, 1 - x))
ROOF = of(-sympy.Abs(x), claim="concave")

RIGHT = [
    (FOURTH, (True, ("second derivative", 12 * x**2))),
    (FOURTH, [np.True_, ["Second_Derivative", 3 * (2 * x) ** 2]]),
    (ABSOLUTE, (True, ("pieces", [(1, 0), (-1, 0)]))),
    (ABSOLUTE, (True, ("pieces", [(Fraction(1), 0.0), (-1, 0), (0.5, 0)]))),
    (ABSOLUTE, (True, ("pieces", np.array([[1, 0], [-1, 0]])))),
    (HINGE, (True, ("pieces", [(0, 0), (-1, 1)]))),
    (ROOF, (True, ("pieces", [(1, 0), (-1, 0)]))),
    (CUBE, (False, (-1, 0, 0.5))),
    (CUBE, (False, (-1, 0, sympy.sqrt(2) / 2))),
    (CUBE, (False, (np.float64(-2), Fraction(1, 3), sympy.Rational(1, 4)))),
    (BOWL, (True, ("hessian", sympy.Matrix([[2, 1], [1, 2]])))),
    (BOWL, (True, ("hessian", [[2, 1], [1, 2]]))),
    (of(x**2 + y**2 - x, x, y), (True, ("squares", [x, y]))),
    (of(x**2 + 2 * x * y + y**2 + 1, x, y), (True, ("squares", [x + y]))),
    (of(x**3, claim="strictly convex"), (False, (-1, 0, 0.5))),
    (of(sympy.Abs(x), claim="strictly convex"), (False, (1, 2, 0.5))),
    (of(sympy.Abs(x), claim="strictly convex"), (False, (1, sympy.sqrt(2), 0.5))),
    (SADDLE, (False, ((1, -1), (-1, 1), 0.5))),
    (SADDLE, (False, (np.array([1.0, -1.0]), [-1, 1], 0.5))),
]
PARTLY = [
    (FOURTH, (True, None), 0.25, "of this kind"),
    (FOURTH, (True, ("pieces", [(1, 0)])), 0.25, "of this kind"),
    (FOURTH, (True, ("because", 12 * x**2)), 0.25, "of this kind"),
    (FOURTH, (True, ("hessian", [[12 * x**2]])), 0.25, "of this kind"),
    (ABSOLUTE, (True, ("second derivative", sympy.Integer(0))), 0.25, "of this kind"),
    (CUBE, (False, ("second derivative", 6 * x)), 0.25, "of this kind"),
    (FOURTH, (True, ("second derivative", 4 * x**3)), 0.5, "is not the expected one"),
    (ABSOLUTE, (True, ("pieces", [(1, 0)])), 0.5, "the largest of these affine functions is not the function"),
    (ABSOLUTE, (True, ("pieces", [])), 0.5, "no list of pairs"),
    (CUBE, (False, (0, 1, 0.5)), 0.5, "the chord is at 1/2 and the graph at 1/8"),
    (CUBE, (False, (-1, 0, 2)), 0.5, "not between 0 and 1"),
    (CUBE, (False, (-1, 0, float("nan"))), 0.5, "no triple"),
    (CUBE, (False, (-1, 0, sympy.I)), 0.5, "no triple"),
    (
        CUBE,
        (False, (0, sympy.sqrt(2), sympy.Rational(1, 2))),
        0.5,
        "the chord is at sqrt(2) and the graph at sqrt(2)/4",
    ),
    # where every chord touches the graph, nothing is refuted, whatever the claim
    *(
        (of(x**3, claim="strictly convex"), (False, (a, b, t)), 0.5, "the chord is at")
        for a, b, t in ((-1, 0, 0), (-1, 0, 1), (1, 1, 0.5), (-1, 0, 0.0), (sympy.sqrt(2), 2, 0), (sympy.sqrt(2), 2, 1))
    ),
    (SADDLE, (False, (1, -1, 0.5)), 0.5, "no triple"),
    (BOWL, (True, ("hessian", [[2, 0], [0, 2]])), 0.5, ""),
    (of(x**2 + y**2, x, y), (True, ("squares", [x])), 0.5, "is not affine"),
    (of(x**2 + y**2, x, y), (True, ("squares", [x**2])), 0.5, "no list of affine"),
]
ROOT, LOG = math.sqrt(2), math.log(2)
IRRATIONAL = of(sympy.log(2) * x**2 + sympy.sqrt(2) * x**4)
BENT = of(sympy.Abs(x) / 3 + sympy.Max(0, x - 1))
WEIGHTED = of(x**2 / 10 + sympy.sqrt(2) * y**2, x, y)
VALLEY = of((x + y) ** 2, x, y, claim="strictly convex")
KINK = of(sympy.Max(0, x - sympy.sqrt(2)), claim="strictly convex")
ARCH = of(sympy.sin(x), domain={x: sympy.Interval(0, sympy.Rational(3, 10))})
PIECES = np.array([[-1 / 3, 0], [1 / 3, 0], [4 / 3, -1]])
IN_FLOATS = [
    (IRRATIONAL, (True, ("second derivative", 2 * LOG + 12 * ROOT * x**2)), "up to rounding"),
    (of(sympy.exp(sympy.sqrt(2) * x)), (True, ("second derivative", 2.0 * sympy.exp(ROOT * x))), "up to the rounding"),
    (FOURTH, (True, ("second derivative", 12.0 * x**2)), ""),
    (FOURTH, np.array([True, np.array(["second derivative", 12 * x**2], dtype=object)], dtype=object), ""),
    (WEIGHTED, (True, ("hessian", np.diag([0.2, 2 * ROOT]))), "up to rounding"),
    (WEIGHTED, (True, ("hessian", np.diag([0.2, 2 * ROOT]).astype(np.float32))), "up to rounding"),
    (WEIGHTED, (True, ("squares", [math.sqrt(0.1) * x, 2**0.25 * y])), "up to the rounding"),
    (WEIGHTED, (True, ("squares", np.array([math.sqrt(0.1) * x, 2**0.25 * y + 1]))), "up to the rounding"),
    (WEIGHTED, (True, ("squares", [x / sympy.sqrt(10), sympy.root(2, 4) * sympy.Symbol("y", real=True)])), ""),
    (
        BENT,
        (True, ("pieces", np.array([[-1 / 3, 0], [1 / 3, 0], [4 / 3, -1]]))),
        "",
    ),  # 1/3 is the fraction it stands for
    (
        BENT,
        (True, ("pieces", np.array([[-1 / 3, 0], [1 / 3, 0], [4 / 3, -1]], dtype=np.float32))),
        "up to the rounding",
    ),
    (BENT, (True, ("pieces", [[i / 300, 0] for i in range(-100, 101)] + [[4 / 3, -1]])), ""),
    (VALLEY, (False, ((0.1, 0.2), (0.7, -0.4), 0.5)), "up to rounding"),
    (VALLEY, (False, (np.array([[0.1], [0.2]]), sympy.Matrix([0.7, -0.4]), 1 / 3)), "up to rounding"),
    (KINK, (False, (sympy.sqrt(2), 3, 0.5)), ""),
    (KINK, (False, (0, sympy.sqrt(2), 0.5)), ""),
    (ARCH, (False, (0, 0.1 + 0.2, 0.5)), "up to rounding"),
]
SPOILT = [
    (IRRATIONAL, (True, ("second derivative", 2 * LOG + 12.001 * ROOT * x**2)), "is not the expected one"),
    (IRRATIONAL, (True, ("second derivative", 2 * LOG - 12 * ROOT * x**2)), "is not the expected one"),
    (WEIGHTED, (True, ("hessian", np.diag([0.2, 2.83]))), "Entry [1, 1]"),
    (WEIGHTED, (True, ("squares", [0.3 * x, 2**0.25 * y])), "is not affine"),
    (BENT, (True, ("pieces", np.array([[-1 / 3, 0], [1 / 3, 0], [4 / 3, -1.001]]))), "is not the function"),
    (VALLEY, (False, ((0.1, 0.2), (0.4, -0.2), 0.5)), "the chord is at 0.065 and the graph at 0.0625"),
    (KINK, (False, (sympy.sqrt(2) - 1, 3, 0.5)), "the chord is at 0.792893 and the graph at 0.292893"),
    (ARCH, (False, (0, 0.31, 0.5)), "b is no point of the domain"),
    (of(sympy.log(x)), (False, (-1.0, 2, 0.5)), "the function has no value"),
]
WRONG = [(FOURTH, (False, (-1, 1, 0.5))), (CUBE, (True, ("second derivative", 6 * x))), (FOURTH, True), (FOURTH, None),
         (FOURTH, ("yes", ("second derivative", 12 * x**2)))]  # fmt: skip


def judge(make_exam: MakeExam, item: ConvexityItem, answer: Any) -> Any:
    """The judgement on an answer; the reference has only the claim."""
    reference = (item.states.decide(), None)
    return item.judge(make_exam({"f": lambda: answer}, {"f": lambda: reference}))


@pytest.mark.parametrize(("item", "answer"), RIGHT)
def test_right(make_exam: MakeExam, item: ConvexityItem, answer: Any) -> None:
    """Whatever the evidence, if it shows the claim."""
    judgement = judge(make_exam, item, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.CORRECT, 1)


@pytest.mark.parametrize(("item", "answer", "fraction", "says"), PARTLY)
def test_partly(make_exam: MakeExam, item: ConvexityItem, answer: Any, fraction: float, says: str) -> None:
    """The claim earns a quarter, the right kind of evidence another; what is wrong is said with its numbers."""
    judgement = judge(make_exam, item, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.PARTIAL, fraction)
    assert says in judgement.feedback[0].text


@pytest.mark.parametrize(("item", "answer", "says"), IN_FLOATS)
def test_evidence_in_floats(item: ConvexityItem, answer: Any, says: str) -> None:
    """Right up to rounding is right, and the report says so where rounding was needed."""
    result = item.check_evidence(answer[1], answer[0])
    assert result.agrees
    assert not result.undecided
    assert bool(result.notes) == bool(says)
    assert all(says in note.text for note in result.notes)


@pytest.mark.parametrize(("item", "answer", "says"), SPOILT)
def test_spoilt_evidence_in_floats(item: ConvexityItem, answer: Any, says: str) -> None:
    """What rounding does not explain is wrong, and told in decimals."""
    problem = item.check_evidence(answer[1], answer[0]).problem
    assert problem is not None
    assert says in problem.text


def test_pieces_that_stand_for_nothing_simple_are_provisionally_right() -> None:
    """They agree with the function up to rounding, which is no proof: the instructor looks at them."""
    item = of(sympy.Max(sympy.log(2) * x, 0))
    result = item.check_evidence(("pieces", [(LOG, 0), (0, 0)]), True)
    assert (result.undecided, result.share) == (True, 1)
    assert item.check_evidence(("pieces", [(LOG + 1e-6, 0), (0, 0)]), True).problem is not None


@pytest.mark.parametrize(("item", "answer"), WRONG)
def test_wrong(make_exam: MakeExam, item: ConvexityItem, answer: Any) -> None:
    """A wrong claim earns nothing, whatever stands beside it."""
    judgement = judge(make_exam, item, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0)


@pytest.mark.parametrize(
    ("item", "answer", "fault"),
    [
        (FOURTH, (True, ("second derivative", 12 * x**2)), None),
        (FOURTH, (False, (-1, 1, 0.5)), "True can be proved"),
        (CUBE, (True, ("second derivative", 6 * x)), "False can be proved"),
        (CUBE, (False, (0, 1, 0.5)), "evidence is not right"),
        (CUBE, (False, None), "of a kind"),
        (CUBE, False, "no pair"),
    ],
)
def test_a_key_is_proved(item: ConvexityItem, answer: Any, fault: str | None) -> None:
    """A reference that claims something false, or whose evidence does not show it, is found."""
    told = item.key_fault(answer)
    assert (told is None) == (fault is None)
    assert fault is None or (told is not None and fault in told)


@pytest.mark.parametrize(
    ("statement", "truth"),
    [
        (IsConvex(expression=sympy.Abs(x), variables=(x,)), True),
        (IsConvex(expression=sympy.Abs(x), variables=(x,), claim="strictly convex"), False),
        (IsConvex(expression=x**3, variables=(x,), domain={x: sympy.Interval(0, sympy.oo)}), True),
        (IsDefinite(matrix=sympy.Matrix([[1, 1], [1, 1]])), True),
        (IsDefinite(matrix=sympy.Matrix([[1, 1], [1, 1]]), claim="positive definite"), False),
        (IsDefinite(matrix=sympy.Matrix([[0, 1], [1, 0]]), claim="indefinite"), True),
        (AreEqual(left=(x + 1) ** 2, right=x**2 + 2 * x + 1), True),
        (AreEqual(left=(x + 1) ** 2, right=x**2 + 1), False),
    ],
)
def test_a_claim_s_key_is_proved(statement: Any, *, truth: bool) -> None:
    """Yes or no with a proof; the other answer is a fault of the key."""
    item = ClaimItem(id="f", title="t", points=1, evidence="g", states=statement)
    assert statement.decide() is truth
    assert item.key_fault(truth) is None
    assert item.key_fault(not truth) is not None
