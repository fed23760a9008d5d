"""The student's side of the wall: `python .../inside/__main__.py spawned|zygote NUMBERS... FOLDER...`.

`spawned` serves one submission; `zygote` forks a process for each. The folders are those in which installed packages
are found. This file is run by its path, without the checkout on the module path, and only hands over.
"""

import gc
import os
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[3])


def main() -> None:
    """Import what the mode needs, numpy and sympy included, without collecting garbage on the way; then run it."""
    mode, arguments = sys.argv[1], sys.argv[2:]
    numbers = [int(argument) for argument in arguments if argument.isdecimal()]
    folders = arguments[len(numbers) :]
    gc.disable()
    sys.path += folders  # behind the standard library, of which none can take a name
    sys.path.insert(0, _ROOT)
    if mode == "zygote":
        from grader.sandbox.inside import zygote as chosen  # noqa: PLC0415
    else:
        from grader.sandbox.inside import spawned as chosen  # type: ignore[no-redef]  # noqa: PLC0415
    # Installed for development, the package lies in a checkout of the course, and nothing of that is importable
    sys.path.remove(_ROOT)
    gc.freeze()
    gc.enable()
    chosen.main(numbers, folders)


if __name__ == "__main__":
    main()
    os._exit(0)  # the student's atexit functions and threads have nothing to add
