"""Each protocol's grammar stands in one docstring, and is what both sides send and understand."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

from grader.sandbox import inside
from grader.sandbox.client import exchange, student_session
from grader.sandbox.inside import caller
from grader.sandbox.inside import zygote as theirs
from grader.sandbox.levels import zygote as ours


def nodes(module: ModuleType, kind: type[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a kind in a module's source."""
    return (node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, kind))


def asked(call: ast.Call) -> str:
    """The verb with which a request to the zygote begins, as it is written in a call of `_ask`."""
    text = call.args[0]
    first = text.values[0] if isinstance(text, ast.JoinedStr) else text
    assert isinstance(first, ast.Constant)
    return str(first.value).split()[0]


def test_requests_to_the_zygote() -> None:
    """Its docstring, the grader's side and the zygote itself have the same verbs."""
    documented = set(re.findall(r"NUMBER ([a-z_]+)", (theirs.__doc__ or "").partition("\n    answers")[0]))
    calls = (node for node in nodes(ours, ast.Call) if isinstance(node, ast.Call))
    sent = {asked(call) for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "_ask"}
    compared = (node for node in nodes(theirs, ast.Compare) if isinstance(node, ast.Compare))
    known = {
        comparator.value.decode()
        for compare in compared
        if ast.unparse(compare.left) == "verb"
        for comparator in compare.comparators
        if isinstance(comparator, ast.Constant) and isinstance(comparator.value, bytes)
    }
    assert (
        documented
        == sent
        == known
        == {"fork", "look", "spent", "trace", "end", "open_line", "end_line", "warm", "sympy"}
    )


def fields(text: str) -> set[str]:
    """Names of the fields of an object that is written as JSON."""
    return set(re.findall(r'"(\w+)":', text))


def test_requests_to_a_student_s_process() -> None:
    """The docstring has each request with the fields that are sent, and the student's side reads no other ones."""
    grammar = (inside.__doc__ or "").partition("requests")[2].partition("answers")[0]
    documented = {frozenset(fields(line)) for line in grammar.splitlines() if "{" in line}
    sent = set()
    for module in (exchange, student_session):
        for call in (node for node in nodes(module, ast.Call) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) == "to_bytes" and isinstance(call.args[0], ast.Dict):
                sent.add(frozenset(str(key.value) for key in call.args[0].keys if isinstance(key, ast.Constant)))
    assert documented == sent
    read = {
        str(node.slice.value)
        for node in nodes(caller, ast.Subscript)
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "request"
        and isinstance(node.slice, ast.Constant)
    }
    assert read == {name for request in documented for name in request}
