"""A report says when the code was confined by nothing that stops an attack, and only then."""

import pytest

from grader.model.report import Report, SandboxInfo
from grader.reports import render


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_limited_is_said(everything: Report, form: str) -> None:
    """Whoever reads the marks knows how far to trust them."""

    def at(level: str) -> str:
        sandbox = SandboxInfo(level=level, layers=())
        environment = everything.environment.model_copy(update={"sandbox": sandbox})
        return " ".join(render(everything.model_copy(update={"environment": environment}), form).split())

    assert "guards against accidents" in at("limited")
    assert "guards against accidents" not in at("confined")
    assert "guards against accidents" not in at("isolated")
