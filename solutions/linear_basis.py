"""Reference and misconceptions for `linear_basis`."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import Misconception

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
