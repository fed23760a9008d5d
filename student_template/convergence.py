"""Convergence of gradient descent: `grade show convergence` prints what is asked."""

import sympy


def largest_step(a: float) -> float:
    """The bound below which every learning rate makes gradient descent on f(x) = a x^2 / 2 converge.

    Parameters
    ----------
    a : float
        The curvature of f, > 0.

    Returns
    -------
    float
        The bound, which itself is too large.
    """
    raise NotImplementedError


def guaranteed(name: str) -> bool:
    """Whether the theorem promises that gradient descent converges to a global minimum.

    Parameters
    ----------
    name : str
        The name of a situation, such as "parabola" or "hinge".

    Returns
    -------
    bool
    """
    raise NotImplementedError


def start_reaching(f: sympy.Expr, target: float) -> float:
    """A starting point from which gradient descent with learning rate 0.05 converges to a local minimum.

    Parameters
    ----------
    f : Expr
        An expression in the symbol x; not convex.
    target : float
        A local minimum of f.

    Returns
    -------
    float
        A starting point that is at least 0.5 away from the target.
    """
    raise NotImplementedError


def stuck_at(f: sympy.Expr, start: float, alpha: float) -> float:
    """The point at which gradient descent comes to rest.

    Parameters
    ----------
    f : Expr
        An expression in the symbol x; not convex.
    start : float
        Where the descent starts.
    alpha : float
        The learning rate, > 0.

    Returns
    -------
    float
        A point with derivative 0, up to 1e-3.
    """
    raise NotImplementedError
