"""What is a symmetric matrix? The word and its evidence in one answer, which earn separately."""

from grader import DefinitenessItem, Exercise

exercise = Exercise(
    title="A matrix of positive numbers",
    source="Lecture 1, slide 1",
    statement=r"""
What is the matrix $A = \begin{pmatrix} 1 & 2 \\ 2 & 1 \end{pmatrix}$? Let `what_it_is()` return a pair of a word and
its evidence:

- `positive definite`, `positive semidefinite`, `negative definite` or `negative semidefinite` with a pair
  $(L, D)$ for which $A = L D L^\top$, where $L$ is lower triangular with ones on its diagonal and $D$ is diagonal;
- `indefinite` with two vectors $v, w$ for which $v^\top A v > 0$ and $w^\top A w < 0$.
""",
    items=(
        DefinitenessItem(
            id="what_it_is",
            title="what the matrix is, and why",
            points=4,
            matrix=((1, 2), (2, 1)),
            hint="Try the quadratic form on (1, 1) and on (1, -1).",
        ),
    ),
)
