"""Typed formulas, as `12*x^2`, read into unevaluated expressions by a whitelist; nothing is ever executed."""

from grader.maths.text.read import Parsed, parse
from grader.maths.text.tokens import quoted

__all__ = ["Parsed", "parse", "quoted"]
