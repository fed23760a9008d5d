"""Whether a function calls itself inside one definition.

Functions in functions, methods, and functions that are handed to themselves or kept where they are looked up.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def inner_recursion(statement: ast.stmt) -> ast.AST | None:
    """The first function inside a definition that leads back to itself by its own name; None if there is none."""
    functions = dict(_named_functions(statement))
    leads_to = {name: _names(node) & set(functions) for name, node in functions.items()}
    return next((functions[name] for name in functions if comes_back(name, leads_to)), None)


def hidden_recursion(statement: ast.stmt) -> ast.AST | None:
    """A call by which a function may come back to itself without its name; None if there is none.

    A function that is given a function (`g(g, n - 1)`), one that is looked up (`table["f"](n - 1)`) or kept as an
    attribute, or a method of the same name as the one around it.
    """
    nodes = list(ast.walk(statement))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    # the three ways without a name: handed to itself, kept where it is looked up, or a method among others
    handed = (call for call in calls if _is_handed_a_function(call, called, parameters))
    kept = (node for node in nodes if isinstance(node, ast.Assign) and _keeps_a_function(node, called))
    return next(handed, None) or next(kept, None) or _same_method(statement)


def _keeps_a_function(assignment: ast.Assign, called: set[str]) -> bool:
    """Whether a function is put into an attribute or an entry, from where it may call itself."""
    is_name = all(isinstance(target, (ast.Name, ast.Tuple)) for target in assignment.targets)
    return not is_name and _holds_a_function(assignment.value, called)


def _holds_a_function(value: ast.expr, called: set[str]) -> bool:
    """Whether a function is written there, or one that is called elsewhere is named without being called."""
    nodes = list(ast.walk(value))
    callees = [node.func for node in nodes if isinstance(node, ast.Call)]  # `f(x)` hands on a value, `f` a function
    names = {node.id for node in nodes if isinstance(node, ast.Name) and node not in callees}
    return bool(names & called) or any(isinstance(node, ast.Lambda) for node in nodes)


def _is_handed_a_function(call: ast.Call, called: set[str], parameters: set[str]) -> bool:
    """Whether what is called is no plain name of a function, and is handed something that can be called."""
    if isinstance(call.func, ast.Subscript):
        return True
    # `sorted(xs, key=f)` and `xs.sort(key=f)` hand a function to the library's code, which does not hand it back
    if isinstance(call.func, ast.Attribute) or (isinstance(call.func, ast.Name) and call.func.id not in parameters):
        return False
    given = [*call.args, *(word.value for word in call.keywords)]
    return any(_holds_a_function(part, called) for part in given)


def _same_method(statement: ast.stmt) -> ast.AST | None:
    """A call of a method inside a method that may be the same one."""
    methods = {
        node.name: node
        for body in ast.walk(statement)
        if isinstance(body, ast.ClassDef)
        for node in body.body
        if isinstance(node, ast.FunctionDef)
    }
    leads_to = {
        name: {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)} & set(methods)
        for name, node in methods.items()
    }
    return next((methods[name] for name in methods if comes_back(name, leads_to)), None)


def _named_functions(statement: ast.stmt) -> Iterator[tuple[str, _Function]]:
    for node in ast.walk(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node is not statement:
            yield node.name, node
        elif isinstance(node, (ast.Assign, ast.NamedExpr)) and isinstance(node.value, ast.Lambda):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, node.value) for target in targets if isinstance(target, ast.Name))


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}


def comes_back(start: T, leads_to: Mapping[T, Collection[T]]) -> bool:
    """Whether references lead from a name back to itself; a name without an entry leads nowhere."""
    seen: set[T] = set()
    waiting = list(leads_to.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            waiting += leads_to.get(name, ())
    return False
