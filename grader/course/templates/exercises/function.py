"""A function that is compared with the reference, at cases that you choose and at drawn inputs."""

import numpy as np

from grader import Exercise, FunctionItem, Integers, Reals, Vectors

exercise = Exercise(
    title="The mean",
    source="Lecture 1, slide 1",
    statement=r"""
The **mean** of the numbers $x_1, \dots, x_n$ is $\frac{1}{n} \sum_{i=1}^n x_i$.

Write `mean(xs)`, where `xs` is an array of shape $(n,)$ with $n \ge 1$.
""",
    items=(
        FunctionItem(
            id="mean",
            title="the mean",
            points=2,
            inputs=(Vectors(size="n", entries=Reals(low=-10, high=10)),),
            dimensions={"n": Integers(low=1, high=6)},
            cases=(
                (np.array([1.0, 2.0, 6.0]),),
                # xs has equal elements
                (np.array([7.0, 7.0]),),
            ),
        ),
    ),
)
