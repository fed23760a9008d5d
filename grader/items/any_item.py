"""An item of whatever kind, as a field of an exercise: its class is loaded when an item of that kind is read."""

from typing import Annotated

from grader.items import KINDS, class_of
from grader.items.item import Item
from grader.items.of_any_kind import OfAnyKind

AnyItem = Annotated[Item, OfAnyKind("item", KINDS, class_of)]
