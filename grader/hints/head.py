"""The line with which a function begins, out of the course's own stub: a student's file is not read so."""

import ast


def head_of(stub: bytes, function: str) -> str:
    """`def relu(z):`, without annotations; empty where the stub has no such function, or cannot be read."""
    try:
        nodes = ast.parse(stub).body
    except (SyntaxError, ValueError):
        return ""
    heads = [node.args for node in nodes if isinstance(node, ast.FunctionDef) and node.name == function]
    return f"def {function}({_bare(heads[-1])}):" if heads else ""


def _bare(arguments: ast.arguments) -> str:
    for node in ast.walk(arguments):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(arguments)
