"""Reference and misconceptions for `linear_basis`."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import Misconception, Satisfies

Array = NDArray[np.float64]


def collapse(W: ArrayLike, w: ArrayLike) -> NDArray[np.float64]:
    """The single linear predictor that two layers without an activation equal.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the first layer, one column for each of its h units; the first row holds their biases.
    w : array_like of float, shape (h + 1,)
        Weights of the second layer; the first entry is its bias.

    Returns
    -------
    ndarray of float, shape (d + 1,)
        Weights of the single predictor; the first entry is its bias.
    """
    W, w = np.asarray(W), np.asarray(w)
    v = np.array(W @ w[1:], dtype=np.float64)
    v[0] += w[0]
    return v


def is_linear_boundary() -> bool:
    """Whether the decision boundary of two layers without an activation is that of a linear predictor.

    Returns
    -------
    bool
        `collapse` is the evidence.
    """
    return True


def parameters_wasted(d: int, hidden: int) -> int:
    """How many parameters two layers without an activation have more than the linear predictor that they equal.

    Parameters
    ----------
    d : int
        Dimension of the input, at least 1.
    hidden : int
        Number of units of the first layer, at least 1.

    Returns
    -------
    int
        Biases are counted everywhere.
    """
    return (d + 1) * hidden + (hidden + 1) - (d + 1)


def output_bias_dropped(W: ArrayLike, w: ArrayLike) -> Array:
    return np.asarray(np.asarray(W) @ np.asarray(w)[1:])


def hidden_biases_dropped(W: ArrayLike, w: ArrayLike) -> Array:
    return np.concatenate([np.asarray(w)[:1], np.asarray(W)[1:] @ np.asarray(w)[1:]])


def output_bias_last(W: ArrayLike, w: ArrayLike) -> Array:
    return collapse(W, np.roll(np.asarray(w), 1))


def output_bias_in_every_entry(W: ArrayLike, w: ArrayLike) -> Array:
    return np.asarray(np.asarray(w)[0] + np.asarray(W) @ np.asarray(w)[1:])


def output_weights_ignored(W: ArrayLike, w: ArrayLike) -> Array:
    return collapse(W, np.concatenate([np.asarray(w)[:1], np.ones(np.size(w) - 1)]))


def two_layers_bend_the_boundary() -> bool:
    return False


def nothing_taken_off(d: int, hidden: int) -> int:
    return (d + 1) * hidden + (hidden + 1)


def without_biases(d: int, hidden: int) -> int:
    return d * hidden + hidden - d


def without_output_bias(d: int, hidden: int) -> int:
    return (d + 1) * hidden + hidden - (d + 1)


def only_the_first_layer(d: int, hidden: int) -> int:
    return (d + 1) * hidden


misconceptions = (
    Misconception(
        of="collapse",
        wrong=output_bias_dropped,
        says="The bias of the second layer, the first entry of w, has been lost on the way.",
    ),
    Misconception(
        of="collapse",
        wrong=hidden_biases_dropped,
        says="The biases of the first layer have been lost: the second layer multiplies them by its weights as well.",
    ),
    Misconception(
        of="collapse",
        wrong=output_bias_last,
        says="The last entry of w was taken for the bias; here it is the first entry.",
    ),
    Misconception(
        of="collapse",
        wrong=output_bias_in_every_entry,
        says="The bias of the second layer was added to every entry; it is multiplied by no coordinate of x.",
    ),
    Misconception(
        of="collapse",
        wrong=output_weights_ignored,
        says="The columns of W were only added up; each unit's column enters with its weight of the second layer.",
    ),
    Misconception(
        of="is_linear_boundary",
        wrong=two_layers_bend_the_boundary,
        says="A sum of multiples of linear functions of x is linear in x again, however many layers there are.",
    ),
    Misconception(
        of="parameters_wasted",
        wrong=nothing_taken_off,
        says="These are all the parameters of the two layers; the single predictor needs some of them as well.",
    ),
    Misconception(
        of="parameters_wasted",
        wrong=without_biases,
        says="The biases are not counted; each unit has one, and so has each predictor on top.",
    ),
    Misconception(
        of="parameters_wasted",
        wrong=without_output_bias,
        says="One is missing for every d and every number of units: the second layer has a bias too.",
    ),
    Misconception(
        of="parameters_wasted",
        wrong=only_the_first_layer,
        says="Only the entries of W are counted; w has parameters too, and the single predictor's are to be taken off.",
    ),
)


def _gives_the_same_as_both_layers(v: Array, W: Array, w: Array) -> bool:
    """At 0 and at 1 on each axis: what is affine is the same everywhere then."""
    points = [np.zeros(len(W) - 1), *np.eye(len(W) - 1)]
    single = [v[0] + sum(weight * entry for weight, entry in zip(v[1:], x, strict=True)) for x in points]
    return bool(np.allclose(single, [_both_layers(x, W, w) for x in points]))


def _both_layers(x: Array, W: Array, w: Array) -> float:
    units = [bias + sum(weight * entry for weight, entry in zip(weights, x, strict=True)) for bias, *weights in W.T]
    return float(w[0] + sum(weight * unit for weight, unit in zip(w[1:], units, strict=True)))


def _both_layers_are_affine(is_linear: bool) -> bool:  # noqa: FBT001 - a value
    """On an example: an affine function takes the mean of its values at two points half-way between them."""
    W, w = np.array([[0.0, -1.0], [1.0, 2.0], [3.0, 1.0]]), np.array([1.0, 1.0, -2.0])
    a, b = np.array([3.0, -1.0]), np.array([-2.0, 5.0])
    half_way = _both_layers((a + b) / 2, W, w)
    return is_linear == bool(np.isclose(half_way, (_both_layers(a, W, w) + _both_layers(b, W, w)) / 2))


def _is_what_is_left_over(count: int, d: int, hidden: int) -> bool:
    W, w, v = np.zeros((d + 1, hidden)), np.zeros(hidden + 1), np.zeros(d + 1)
    return count + v.size == W.size + w.size


def _grows_with_each_unit_and_entry(count: int, d: int, hidden: int) -> bool:
    """One more unit has d + 1 weights and an output weight; one more entry has a weight to all units but one."""
    return (
        parameters_wasted(1, 1) == 2
        and parameters_wasted(d, hidden + 1) - count == d + 2
        and parameters_wasted(d + 1, hidden) - count == hidden - 1
    )


laws = (
    Satisfies("the single predictor gives what both layers give", collapse, _gives_the_same_as_both_layers),
    Satisfies("it is linear exactly if both layers are affine", is_linear_boundary, _both_layers_are_affine),
    Satisfies("W and w hold as many numbers more than v", parameters_wasted, _is_what_is_left_over),
    Satisfies("one more unit wastes d + 2 more", parameters_wasted, _grows_with_each_unit_and_entry),
)
