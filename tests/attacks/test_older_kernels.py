"""The attacks are stopped on kernels whose Landlock knows less: versions 1 (Linux 5.13), 2 (Debian 12) and 4 (6.7)."""

import pytest

from grader.sandbox.attacks import ATTACKS, Attack
from grader.sandbox.confine.kernel import machine
from grader.sandbox.confine.landlock import abi
from grader.sandbox.levels.forked import Confinement
from tests.attacks.conftest import Wall
from tests.attacks.run import run

CONCERNED = [attack for attack in ATTACKS if "landlock" in attack.stopped_by]


@pytest.mark.parametrize(
    "version", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(4, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("attack", CONCERNED, ids=lambda attack: attack.name)
def test_an_attack_is_stopped_by_an_older_landlock(attack: Attack, version: int, wall: Wall, secret: str) -> None:
    """What the older version lets through, the filter of system calls stops."""
    if attack.machine not in {"", machine()}:
        pytest.skip(f"it can be tried on {attack.machine} only")
    if abi() < version:
        pytest.skip(f"this kernel has Landlock {abi()} only")
    result = run(attack, wall.start("confined", Confinement(landlock=version)), "confined", secret)
    assert result.damage == []
    assert result.verdict in attack.expects


def test_the_older_version_is_really_in_use(wall: Wall, secret: str) -> None:
    """Without the filter it lets a signal through, which versions from 6 on keep in."""
    attack = next(attack for attack in ATTACKS if attack.name == "kill")
    layers = tuple(layer for layer in Confinement().layers if layer not in {"user", "seccomp"})
    if abi() < 6:
        pytest.skip(f"this kernel has Landlock {abi()}, which keeps no signals in")
    assert run(attack, wall.start("confined", Confinement(layers, landlock=6)), "confined", secret).damage == []
    assert run(attack, wall.start("confined", Confinement(layers, landlock=4)), "confined", secret).damage
