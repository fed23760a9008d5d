"""A sandbox that is started when it is needed: at once, or when it turns out that something is not known already."""

from collections.abc import Callable

from grader.sandbox.levels.sandbox import Sandbox


class LateSandbox:
    """Starts a sandbox once.

    Parameters
    ----------
    make : callable
        Makes the sandbox, which begins to warm up.
    """

    def __init__(self, make: Callable[[], Sandbox]) -> None:
        self._make = make
        self._sandbox: Sandbox | None = None

    def start(self) -> Sandbox:
        """The sandbox; SandboxError if a level that is demanded does not hold."""
        if self._sandbox is None:
            self._sandbox = self._make()
        return self._sandbox

    def close(self) -> None:
        """End all that was started."""
        if self._sandbox is not None:
            self._sandbox.close()
