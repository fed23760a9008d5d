"""Reference and misconceptions for `gradient_descent`."""

from collections.abc import Callable

import numpy as np

from grader import FixedPoint, Misconception, Satisfies

Function = Callable[[float], float]


def direction(slope: float) -> int:
    """The direction in which a function falls.

    Parameters
    ----------
    slope : float
        The function's derivative at the point.

    Returns
    -------
    int
        -1 for left, 1 for right, 0 where the derivative is 0.
    """
    return -int(np.sign(slope))


def step(derivative: Callable[[float], float], x: float, alpha: float) -> float:
    """Where one step of gradient descent leads.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the step starts.
    alpha : float
        The learning rate, >= 0.

    Returns
    -------
    float
        The next x.
    """
    return x - alpha * derivative(x)


def gradient_descent(derivative: Callable[[float], float], x: float, alpha: float, tol: float) -> float:
    """The point at which gradient descent comes to rest.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the descent starts.
    alpha : float
        The learning rate, > 0.
    tol : float
        The descent stops at a step that is shorter than this.

    Returns
    -------
    float
        The last point, up to 1e-4.
    """
    while True:
        x_next = step(derivative, x, alpha)
        if abs(x_next - x) < tol:
            return x_next
        x = x_next


def iterations_until(derivative: Callable[[float], float], x: float, alpha: float, tol: float) -> int:
    """How many steps of gradient descent it takes until the slope is small.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the descent starts, x_0.
    alpha : float
        The learning rate, > 0.
    tol : float
        What the absolute value of the derivative has to be at most.

    Returns
    -------
    int
        The smallest k >= 0 with |f'(x_k)| <= tol.
    """
    count = 0
    while abs(derivative(x)) > tol:
        x = step(derivative, x, alpha)
        count += 1
    return count


def uphill_direction(slope: float) -> int:
    return int(np.sign(slope))


def slope_with_its_size(slope: float) -> float:
    return -slope


def right_where_it_is_flat(slope: float) -> int:
    return -1 if slope > 0 else 1


def uphill(derivative: Function, x: float, alpha: float) -> float:
    return x + alpha * derivative(x)


def forgotten_alpha(derivative: Function, x: float, alpha: float) -> float:  # noqa: ARG001 - that is the misconception
    return x - derivative(x)


def only_the_change(derivative: Function, x: float, alpha: float) -> float:
    return -alpha * derivative(x)


def always_as_long_as_alpha(derivative: Function, x: float, alpha: float) -> float:
    return x + alpha * direction(derivative(x))


def step_without_absolute_value(derivative: Function, x: float, alpha: float, tol: float) -> float:
    while step(derivative, x, alpha) - x >= tol:
        x = step(derivative, x, alpha)
    return x


def slope_without_absolute_value(derivative: Function, x: float, alpha: float, tol: float) -> float:
    while derivative(x) > tol:
        x = step(derivative, x, alpha)
    return x


def one_step_only(derivative: Function, x: float, alpha: float, tol: float) -> float:  # noqa: ARG001 - the fault
    return step(derivative, x, alpha)


def returns_the_start(derivative: Function, x: float, alpha: float, tol: float) -> float:
    gradient_descent(derivative, x, alpha, tol)
    return x


def counts_points(derivative: Function, x: float, alpha: float, tol: float) -> int:
    return iterations_until(derivative, x, alpha, tol) + 1


def counts_long_steps(derivative: Function, x: float, alpha: float, tol: float) -> int:
    return iterations_until(derivative, x, alpha, tol / alpha)


def counts_without_absolute_value(derivative: Function, x: float, alpha: float, tol: float) -> int:
    count = 0
    while derivative(x) > tol:
        x = step(derivative, x, alpha)
        count += 1
    return count


misconceptions = (
    Misconception(
        of="direction",
        wrong=uphill_direction,
        says="This is the direction in which f rises: where the derivative is above 0, f grows to the right.",
    ),
    Misconception(
        of="direction",
        wrong=slope_with_its_size,
        says="The sign is that of the way downhill, but the slope kept its size; only -1, 0 or 1 is asked for.",
    ),
    Misconception(
        of="direction",
        wrong=right_where_it_is_flat,
        says="Where the derivative is 0 the answer is 1; there f is flat, and neither side is downhill.",
    ),
    Misconception(
        of="step",
        wrong=uphill,
        says="The step goes uphill: to descend, alpha times the derivative is subtracted.",
    ),
    Misconception(
        of="step",
        wrong=forgotten_alpha,
        says="The step does not depend on alpha; the derivative is multiplied by the learning rate.",
    ),
    Misconception(
        of="step",
        wrong=only_the_change,
        says="This is only the change; the step leads to x plus that change.",
    ),
    Misconception(
        of="step",
        wrong=always_as_long_as_alpha,
        says="Every step has the length alpha: only the derivative's sign is used, and steep places need its size too.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=step_without_absolute_value,
        says="It stops at once where the step goes left: a long step to the left is a negative number, below tol.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=slope_without_absolute_value,
        says="It stops at once where f falls to the right: the slope there is a negative number, below tol.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=one_step_only,
        says="It stops after one step; the steps go on until one is shorter than tol.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=returns_the_start,
        says="It returns the point at which it started; the loop has to keep the point that it reached.",
    ),
    Misconception(
        of="iterations_until",
        wrong=counts_points,
        says="Every count is one too many: from the start to x_k it takes k steps, though that is k + 1 points.",
    ),
    Misconception(
        of="iterations_until",
        wrong=counts_long_steps,
        says="It counts until the step, alpha times the slope, is small; the slope itself has to be.",
    ),
    Misconception(
        of="iterations_until",
        wrong=counts_without_absolute_value,
        says="Where the slope is negative the count is 0: however steep, a negative number is below tol.",
    ),
)


def _points_down(way: int, slope: float) -> bool:
    """One step that way changes f by the slope times it, which is as far down as the slope is steep."""
    return way in {-1, 0, 1} and way * slope == -abs(slope) and (way == 0) == (slope == 0)


def _goes_against_the_slope(next_x: float, derivative: Function, x: float, alpha: float) -> bool:
    """By alpha times as much as f falls there, to the side on which it falls."""
    slope, change = derivative(x), next_x - x
    return bool(np.isclose(abs(change), alpha * abs(slope)) and change * slope <= 0)


def _is_reached_from_the_second_point(rest: float, derivative: Function, x: float, alpha: float, tol: float) -> bool:
    second = x - alpha * derivative(x)
    return bool(np.isclose(rest, gradient_descent(derivative, second, alpha, tol), atol=1e-5))


def _is_where_the_path_first_gets_flat(count: int, derivative: Function, x: float, alpha: float, tol: float) -> bool:
    path = [x]
    for _ in range(count):
        path.append(path[-1] - alpha * derivative(path[-1]))
    steepness = [abs(derivative(point)) for point in path]
    return count == len(path) - 1 and steepness.pop() <= tol and all(slope > tol for slope in steepness)


laws = (
    Satisfies("a step that way goes down as steeply as it can", direction, _points_down),
    Satisfies("a step goes alpha times the slope, and down", step, _goes_against_the_slope),
    FixedPoint(gradient_descent, step, at="x", within="tol"),
    Satisfies("from the second point it ends at the same", gradient_descent, _is_reached_from_the_second_point),
    Satisfies("x_k is the first that is flat enough", iterations_until, _is_where_the_path_first_gets_flat),
)
