"""Makes notebooks for tests, as Jupyter writes them."""

import json
from typing import Any


def code(source: str, **fields: Any) -> dict[str, Any]:
    """A cell of code that was never run."""
    return {
        "cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **fields,
    }  # fmt: skip


def text(source: str = "# Work") -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: str | dict[str, Any], **metadata: Any) -> bytes:
    """A notebook with these cells, of which texts are code."""
    made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made}).encode()
