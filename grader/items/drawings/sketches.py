"""What the authors of items say about how wrong answers are drawn: a model for each kind, drawn by its file.

Light, as exercises import it: what draws is loaded once an answer is wrong.
"""

from typing import Literal

from grader.items.drawings.sketch import CurveField, Sketch


class ChordSketch(Sketch):
    """A chord of a function of one variable: the student's own (a, b, t), or the arguments' with the student's gap."""

    kind: Literal["chord"] = "chord"
    """Always `chord`."""
    curve: CurveField = 0
    """The function: the argument that holds it, or an expression."""
    chord: tuple[int, int, int] | None = None
    """The arguments that hold a, b and t, where the answer is the gap; left out where the answer is the chord."""


class DescentSketch(Sketch):
    """Gradient descent with a fixed learning rate, in one variable or two.

    The function that descends is given by its derivative or gradient, as an expression, or by an array of numbers: then
    it is the mean squared error of predicting them by one number.
    """

    kind: Literal["descent"] = "descent"
    """Always `descent`."""
    answer: Literal["end", "step", "count", "start"] = "end"
    """What the answer is: where the descent ends, where one step leads, how many steps it takes, where it starts."""
    function: int = 0
    """The argument that holds the derivative, the gradient, the expression or the numbers."""
    start: int = 1
    """The argument that holds the starting point; where the answer is a start, the one that holds the target."""
    rate: int | float = 2
    """The argument that holds the learning rate; or the rate itself, written with a point: 0.05."""


class FitSketch(Sketch):
    """Weights of a least squares fit to points of one coordinate. The picture shows the best fit to these points."""

    kind: Literal["fit"] = "fit"
    """Always `fit`."""
    points: int | None = 0
    """The argument that holds the points, of shape (n, 1); None where a single number is fitted to the values."""
    values: int = 1
    """The argument that holds the values, of shape (n,)."""
    basis: int | None = None
    """The argument that holds a list of basis functions; without it a line is fitted."""


class FormSketch(Sketch):
    """The form v'Hv of a symmetric matrix that is an argument."""

    kind: Literal["form"] = "form"
    """Always `form`."""
    answer: Literal["vector", "truth"]
    """What the answer is: a vector at which the form should be negative, or whether it is negative nowhere."""
    matrix: int = 0
    """The argument that holds the matrix."""


class NetworkSketch(Sketch):
    """A network on the plane: W of shape (3, h), the biases in its first row; w of shape (h+1,), the bias first.

    Either the answer is the pair (W, w), which should give `targets` at `points`; or W, w and a point are arguments,
    and the answer is the network's value.
    """

    kind: Literal["network"] = "network"
    """Always `network`."""
    points: tuple[tuple[float, float], ...] = ()
    """Points at which weights are looked at, as the statement names them."""
    targets: tuple[float, ...] = ()
    """What the network should give there, as the statement says."""
    level: float | None = None
    """The value at which the decision changes, of which the line is drawn."""
    arguments: tuple[int, int, int] | None = None
    """The arguments that hold the point, W and w, where the answer is the value."""


class TangentSketch(Sketch):
    """A tangent line, its slope, a tangent parabola, or a second derivative, which bends such a parabola.

    Lines, parabolas and second derivatives are expressions in the variable of the curve, a slope is a number.
    """

    kind: Literal["tangent"] = "tangent"
    """Always `tangent`."""
    answer: Literal["line", "slope", "parabola", "curvature"]
    """What the answer is."""
    curve: CurveField = 0
    """The function: an expression, or the argument that holds one; an argument that holds an array of numbers stands
    for the mean squared error of predicting them by one number."""
    at: int | None = None
    """The argument that holds the point; of a second derivative a point is looked for at which it is wrong."""
