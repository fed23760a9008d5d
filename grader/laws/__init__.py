"""What must hold of a reference whatever its code says, stated by the author beside it: `laws = (...)`.

A key rests on one person's word unless something else says the same. Each kind of law is one file, which names the
reference that it speaks of, and says of some arguments what is wrong there:

DerivativeOf, GradientOf, HessianOf   differences of another reference, or of an expression, with a bound on their error
Minimises, FixedPoint, Inverse        what an answer must do when it is put in
Agrees                                a second implementation in another style
Equals, Satisfies                     an equation for a value; a sentence with a predicate
OneWord                               nothing else says it, and why that is enough

law.py holds what all have in common, differences.py the numbers, values.py when two values are the same. Which inputs
they are asked at, and which mutants of the reference they refute, is `grader.course.check.laws`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.laws.agrees import Agrees as Agrees
    from grader.laws.derivative_of import DerivativeOf as DerivativeOf
    from grader.laws.equals import Equals as Equals
    from grader.laws.fixed_point import FixedPoint as FixedPoint
    from grader.laws.gradient_of import GradientOf as GradientOf
    from grader.laws.hessian_of import HessianOf as HessianOf
    from grader.laws.inverse import Inverse as Inverse
    from grader.laws.minimises import Minimises as Minimises
    from grader.laws.one_word import OneWord as OneWord
    from grader.laws.satisfies import Satisfies as Satisfies

LAWS = {
    "derivative_of": "DerivativeOf",
    "gradient_of": "GradientOf",
    "hessian_of": "HessianOf",
    "minimises": "Minimises",
    "fixed_point": "FixedPoint",
    "inverse": "Inverse",
    "agrees": "Agrees",
    "equals": "Equals",
    "satisfies": "Satisfies",
    "one_word": "OneWord",
}
"""File of each kind of law to its class."""


def __getattr__(name: str) -> Any:
    file = next((file for file, named in LAWS.items() if named == name), None)
    if file is None:
        raise AttributeError(f"module 'grader.laws' has no attribute '{name}'")
    return getattr(import_module(f"grader.laws.{file}"), name)
