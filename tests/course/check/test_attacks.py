"""What an attack earns is told apart from what its value would earn by itself."""

import pytest

from grader import Exercise, FunctionItem, Reals, Tolerance, ValueItem
from grader.course.check import attacks
from grader.course.check.attacks import check_attacks
from grader.judging.key import ExerciseKey
from grader.sandbox.attacks import FAMILIES, Attack
from grader.sandbox.client.outcome import Returned
from grader.sandbox.levels.sandbox import Sandbox

FORGING = {attack.name: attack for attack in FAMILIES["forging"]}


def value_of(value: object, tolerance: Tolerance | None = None) -> ExerciseKey:
    """An exercise whose answer is one value."""
    item = ValueItem(id="answer", title="t", points=1, tolerance=tolerance or Tolerance())
    exercise = Exercise(title="t", source="s", statement="s", items=(item,))
    return ExerciseKey("value", exercise, {"answer": lambda: value}, where="solutions/value.py")


def found(key: ExerciseKey, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, *tried: Attack) -> list[str]:
    """What is said of these attacks."""
    if sandbox.level == "limited":
        pytest.skip("no attack is tried where code is not confined")
    monkeypatch.setattr(attacks, "FAMILIES", {"forging": tried})
    findings, count = check_attacks(key, sandbox, "solutions/value.py")
    assert count == len(tried)
    return [finding.fault for finding in findings]


@pytest.mark.parametrize(
    ("name", "value", "tolerance"),
    [
        ("list_subclass", [1, 2, 3], None),
        ("list_subclass", (1.0, 2.0, 3.0), None),
        ("float_subclass", 1.5, None),
        ("float_subclass", 1.6, Tolerance(relative=0.09)),
        ("integer_subclass", 3, None),
        ("text_subclass", "text", None),
        ("array_subclass", [0, 1, 2], None),
        ("answer_twice", "forged", None),
        ("patched_exit", "honest", None),
        ("patched_sympy", "patched", None),
    ],
)
def test_a_plain_value_that_is_right_is_no_attack(
    name: str, value: object, tolerance: Tolerance | None, patient: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """author_value_earned_by_attack: who returns it without any attack earns as much."""
    assert found(value_of(value, tolerance), patient, monkeypatch, FORGING[name]) == []


def test_an_attack_that_earns_more_is_found(patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an answer that none of its plain values is, and at calls that ask for different answers."""
    cheat = FORGING["list_subclass"]._replace(source="def attack(target):\n    return 7.25\n")
    assert "the attack list_subclass earns points for answer" in found(value_of(7.25), patient, monkeypatch, cheat)[0]
    assert found(value_of(7.5), patient, monkeypatch, cheat) == []
    drawn = FunctionItem(id="twice", title="t", points=1, inputs=(Reals(low=-9, high=9),))
    exercise = Exercise(title="t", source="s", statement="s", items=(drawn,))
    key = ExerciseKey("value", exercise, {"twice": lambda x: 2 * x}, where="solutions/value.py")
    assert found(key, patient, monkeypatch, cheat) == []


@pytest.mark.parametrize("name", [name for name, attack in FORGING.items() if "value" in attack.expects])
def test_every_value_of_an_attack_is_named(name: str, patient: Sandbox) -> None:
    """`plain` has what comes back; else an exercise with that answer could not be released."""
    if patient.level == "limited":
        pytest.skip("no attack is tried where code is not confined")
    attack = FORGING[name]
    twins = "".join(f"def plain_{index}():\n    return {value}\n" for index, value in enumerate(attack.plain))
    session = patient.open({"work.py": f"import numpy\n{attack.source}\n{twins}".encode()})
    try:
        names = [f"plain_{index}" for index in range(len(attack.plain))]
        plain = [repr(session.call("work", name, [()])[0]) for name in names]
        (outcome,) = session.call("work", "attack", [({"folder": "nowhere"},)])
    finally:
        session.close()
    assert not isinstance(outcome, Returned) or repr(outcome) in plain
