"""Typed formulas, as `12*x^2`, read into unevaluated expressions by a whitelist; nothing is ever executed."""

from grader.maths.text.pieces import quoted
from grader.maths.text.read import Parsed, parse

__all__ = ["Parsed", "parse", "quoted"]
