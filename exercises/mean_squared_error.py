"""Slides "Example: Minimizing Mean Squared Error" and its exercise: gradient descent by hand and in code."""

import numpy as np

from grader import (
    ChoiceItem,
    DescentSketch,
    Exercise,
    FitSketch,
    FunctionItem,
    Integers,
    Reals,
    TangentSketch,
    ValueItem,
    Vectors,
)

SLIDE_YS = np.array([-4.0, -2.0, 2.0, 4.0])
NUMBER = Reals(low=-10, high=10)
DATA = Vectors(size="n", entries=NUMBER)
SOME = {"n": Integers(low=1, high=6)}

exercise = Exercise(
    title="Minimizing the mean squared error",
    source='Lecture "Neural Networks", slides "Example: Minimizing Mean Squared Error" and its exercise',
    position=10,
    statement=r"""
We predict every number of the data $y_1, \dots, y_n$ by one and the same number $x$. The **mean squared error** of
that prediction is

$$R(x) = \frac{1}{n} \sum_{i=1}^n (x - y_i)^2.$$

1. `risk(x, ys)`: the mean squared error $R(x)$.
2. `risk_derivative(x, ys)`: its derivative $\frac{dR}{dx}(x)$.
3. `gradient_descent_step(x, ys, alpha)`: where one step of gradient descent with learning rate $\alpha$ leads from $x$.
4. `x1()`: on the slide, $y = (-4, -2, 2, 4)$, $x_0 = 4$ and $\alpha = \frac{1}{4}$. What is $x_1$, a number?
5. `x1_choice()`: the same as the slide asks it; return the letter.
   a) $-1$   b) $0$   c) $1$   d) $2$
6. `minimizer(ys)`: the $x$ at which $R$ is smallest.

The data `ys` comes as an array of shape $(n,)$ with $n \ge 1$.
""",
    items=(
        FunctionItem(
            id="risk",
            title="the mean squared error",
            points=2,
            hints=(
                "How many terms does the sum have, and what is it divided by?",
                "Work it out for $x = 1$ and $y = (0, 2)$: what is each of the squares, and what is their mean?",
            ),
            inputs=(NUMBER, DATA),
            dimensions=SOME,
            cases=((4, SLIDE_YS), (0, np.array([0.0]))),
        ),
        FunctionItem(
            id="risk_derivative",
            title="its derivative",
            points=2,
            hints=(
                (
                    "Which rule do you need for the derivative of $(x - y_i)^2$ with respect to $x$, and which factor "
                    "does it leave in front?"
                ),
                r"What happens to $\frac{1}{n}$ when you differentiate?",
                (
                    r"Compare with $\frac{R(x + h) - R(x)}{h}$ for $h = 10^{-6}$ in a Python session: by which factor "
                    "do the two differ?"
                ),
            ),
            inputs=(NUMBER, DATA),
            dimensions=SOME,
            cases=((4, SLIDE_YS), (0, SLIDE_YS)),
            drawing=TangentSketch(answer="slope", curve=1, at=0),
        ),
        FunctionItem(
            id="gradient_descent_step",
            title="one step of gradient descent",
            points=2,
            hints=(
                "If the derivative is positive, does the step lead to the left or to the right?",
                "Which of your functions gives the slope already, and at which $x$ do you need it?",
            ),
            inputs=(NUMBER, DATA, Reals(low=0, high=1)),
            dimensions=SOME,
            cases=(
                (4, SLIDE_YS, 0.25),
                (4, SLIDE_YS, 0.0),
                (0, SLIDE_YS, 0.25),
                # ys has one element
                (8.0, np.array([1.0]), 0.0),
                # ys has equal elements
                (4.15, np.array([2.0, 2.0]), 1.0),
            ),
            needs=("risk_derivative",),
            drawing=DescentSketch(answer="step", function=1, start=0),
        ),
        ValueItem(
            id="x1",
            title="the first step on the slide",
            points=1,
            needs=("risk_derivative", "gradient_descent_step"),
            hint="Work out the derivative at 4 first; the step goes against it, by alpha times its size.",
        ),
        ChoiceItem(
            id="x1_choice",
            title="the same as multiple choice",
            points=1,
            options={"a": "-1", "b": "0", "c": "1", "d": "2"},
            hint="It is the option that equals x1().",
        ),
        FunctionItem(
            id="minimizer",
            title="the best single prediction",
            points=2,
            hints=(
                "What is the derivative of $R$ at its lowest point?",
                r"Solve $\sum_i (x - y_i) = 0$ for $x$: what do you call that number?",
            ),
            inputs=(DATA,),
            dimensions=SOME,
            cases=(
                (SLIDE_YS,),
                (np.array([3.0]),),
                # ys has equal elements
                (np.array([8.0, 8.0]),),
            ),
            drawing=FitSketch(points=None, values=0),
        ),
    ),
)
