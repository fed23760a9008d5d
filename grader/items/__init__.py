"""The kinds of item, one file each: what it asks (a frozen model) and how an answer is judged.

item.judge(exam) ──▶ Judgement      the exam holds the student, the reference, random numbers, earlier judgements
    │
    ├── domains/          what arguments are drawn from
    ├── trials            the arguments of one item: the author's cases first, then drawn ones
    ├── author_functions  functions of the author's, whose faults are never the student's
    ├── answers/          the ladder that compares an answer with the expected one: None, type, shape, dtype, values
    ├── evidence/         what shows a claim, checked exactly
    ├── source/           what an item forbids to use, told from the source
    ├── shrink            the smallest arguments at which an answer is wrong (asked only after one was)
    └── failures          a call without an answer, in the student's words (crashes: what it means)

A kind is loaded when it is first used: an exercise without claims loads no prover.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.items.choice import ChoiceItem as ChoiceItem
    from grader.items.claim import ClaimItem as ClaimItem
    from grader.items.convexity import ConvexityItem as ConvexityItem
    from grader.items.definiteness import DefinitenessItem as DefinitenessItem
    from grader.items.expression import ExpressionItem as ExpressionItem
    from grader.items.function import FunctionItem as FunctionItem
    from grader.items.item import Item
    from grader.items.property import PropertyItem as PropertyItem
    from grader.items.value import ValueItem as ValueItem

KINDS = {
    "function": "FunctionItem",
    "value": "ValueItem",
    "choice": "ChoiceItem",
    "expression": "ExpressionItem",
    "claim": "ClaimItem",
    "property": "PropertyItem",
    "convexity": "ConvexityItem",
    "definiteness": "DefinitenessItem",
}
"""Kind of item, which is its file's name, to its class. The usual one first: that is what `grade new` writes."""


def __getattr__(name: str) -> Any:
    kind = next((kind for kind, named in KINDS.items() if named == name), None)
    if kind is None:
        raise AttributeError(f"module 'grader.items' has no attribute '{name}'")
    return class_of(kind)


def class_of(kind: str) -> "type[Item]":
    """The class of a kind, imported if it is not yet; KeyError if there is no such kind."""
    name = KINDS[kind]
    item_class: type[Item] = getattr(import_module(f"grader.items.{kind}"), name)
    return item_class
