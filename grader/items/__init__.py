"""The kinds of item, one file each: what it asks (a frozen model) and how an answer is judged.

item.judge(exam) ──▶ Judgement      the exam holds the student, the reference, random numbers, earlier judgements
    │
    ├── domains/   what arguments are drawn from
    ├── trials     the arguments of one item: the author's cases first, then drawn ones
    ├── authored   functions of the author's, whose faults are never the student's
    ├── answers/   the ladder that compares an answer with the expected one: None, type, shape, dtype, values
    ├── shrink     the smallest arguments at which an answer is wrong (asked only after one was)
    └── failures   a call without an answer, in the student's words
"""

from grader.items.choice import ChoiceItem
from grader.items.claim import ClaimItem
from grader.items.convexity import ConvexityItem
from grader.items.definiteness import DefinitenessItem
from grader.items.expression import ExpressionItem
from grader.items.function import FunctionItem
from grader.items.property import PropertyItem
from grader.items.value import ValueItem

AnyItem = (
    ValueItem | ChoiceItem | FunctionItem | ExpressionItem | ClaimItem | PropertyItem | ConvexityItem | DefinitenessItem
)

__all__ = [
    "AnyItem",
    "ChoiceItem",
    "ClaimItem",
    "ConvexityItem",
    "DefinitenessItem",
    "ExpressionItem",
    "FunctionItem",
    "PropertyItem",
    "ValueItem",
]
