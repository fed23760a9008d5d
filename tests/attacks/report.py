"""Runs the attacks that need a layer and prints what came of each: `python report.py LEVEL`, on whatever kernel."""

import json
import os
import secrets
import sys

from grader.sandbox.attacks import ATTACKS
from grader.sandbox.confine.kernel import machine
from grader.sandbox.levels.confined import Confined
from tests.attacks.field import adopt
from tests.attacks.run import answers, run


def main(level: str) -> None:
    """Print a JSON object: for each attack its verdict, whether that is right, and its damage."""
    secret = f"canary-{secrets.token_hex(16)}"
    os.environ["GRADER_CANARY"] = secret
    adopt()
    backend = Confined(level)
    backend.wait()
    results = {}
    for attack in ATTACKS:
        if attack.stopped_by and "namespaces" not in attack.stopped_by and attack.machine in {"", machine()}:
            result = run(attack, backend.start, level, secret)
            results[attack.name] = (result.verdict, result.verdict in attack.expects, result.damage)
    good = answers(backend.start, level)
    backend.close()
    json.dump({"attacks": results, "good": good}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
