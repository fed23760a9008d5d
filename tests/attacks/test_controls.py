"""With its layers removed, each attack that needs one succeeds: otherwise its other test would prove nothing."""

import os

import pytest

from grader.sandbox.attacks import ATTACKS, Attack
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.confine.kernel import machine
from grader.sandbox.confine.landlock import abi
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import LAYERS, Confinement
from grader.sandbox.levels.start import environment
from tests.attacks.conftest import Wall
from tests.attacks.run import run

CONTROLLED = [attack for attack in ATTACKS if attack.stopped_by]
IS_ROOT = os.geteuid() == 0
# Not counted on, and in the way of a control: as root the process becomes nobody where nobody can read Python, and an
# ordinary user's limit on processes stops a fork as well
IN_THE_WAY = ("user",) if IS_ROOT else ("user", "rlimits")


def without(*removed: str) -> Confinement:
    """All layers but these."""
    return Confinement(tuple(layer for layer in LAYERS if layer not in removed))


def several(attack: Attack) -> tuple[str, ...]:
    """The layers that each stop it by themselves; an ordinary user has no capabilities that could be given up."""
    return tuple(layer for layer in attack.stopped_by if IS_ROOT or layer != "capabilities")


DOUBLY = [attack for attack in CONTROLLED if len(several(attack)) > 1]

REMEMBERED = [attack for attack in ATTACKS if attack.looks_again and not attack.stopped_by]


@pytest.mark.parametrize("attack", CONTROLLED, ids=lambda attack: attack.name)
def test_an_attack_succeeds_without_its_layers(attack: Attack, wall: Wall, secret: str) -> None:
    """And is seen to succeed, by the same signs that are not there when it is stopped."""
    if attack.machine not in {"", machine()}:
        pytest.skip(f"it can be tried on {attack.machine} only")
    if not run(attack, wall.start("confined", without(*attack.stopped_by, *IN_THE_WAY)), "confined", secret).damage:
        bare = run(attack, wall.start("confined", Confinement(())), "confined", secret)
        assert not bare.damage, f"it succeeds without any layer: {bare.damage}"
        pytest.skip(f"this machine stops it before any layer does: {bare.verdict}")


@pytest.mark.slow
@pytest.mark.skipif(abi() < 6, reason="an older Landlock leaves some attacks to seccomp alone")
@pytest.mark.parametrize("attack", DOUBLY, ids=lambda attack: attack.name)
def test_one_layer_of_several_is_enough(attack: Attack, wall: Wall, secret: str) -> None:
    """Removing a single layer lets nothing through that another one stops too."""
    if attack.machine not in {"", machine()}:
        pytest.skip(f"it can be tried on {attack.machine} only")
    for layer in several(attack):
        assert run(attack, wall.start("confined", without(layer, "user")), "confined", secret).damage == [], layer


@pytest.mark.parametrize("attack", REMEMBERED, ids=lambda attack: attack.name)
def test_within_one_process_what_was_left_is_found(attack: Attack, wall: Wall) -> None:
    """So a later submission that finds nothing has looked in the right place: it was another process."""
    backend = wall.get("confined")
    files = {"work.py": attack.source.encode()}
    session = StudentSession(Exchange(files, attack.limits, "confined", lambda: backend.start(attack.limits)))
    arguments = [({"folder": "/left", "name": "left"},)]
    session.call("work", "attack", arguments)
    assert session.call("work", "look", arguments) == [Returned(True)]
    session.close()


@pytest.mark.parametrize("name", ["environment", "environment_of_c", "garbage"])
def test_a_zygote_that_inherits_the_environment_gives_it_away(
    name: str, wall: Wall, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the attacks that find nothing in a process have looked where it would be."""
    wall.get("confined")
    monkeypatch.setattr("grader.sandbox.levels.zygote.environment", lambda: {**os.environ, **environment()})
    backend = Confined("confined")
    attack = next(attack for attack in ATTACKS if attack.name == name)
    result = run(attack, backend.start, "confined", secret)
    backend.close()
    assert "the secret is seen" in result.damage
