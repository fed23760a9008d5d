"""Every attack of the corpus is stopped at every level that promises it, gets its verdict, and disturbs nobody."""

from collections import Counter

import pytest

from grader.sandbox.attacks import ATTACKS, FAMILIES, Attack
from grader.sandbox.client.outcome import FailureKind
from grader.sandbox.confine.kernel import machine
from grader.sandbox.levels.forked import LAYERS
from tests.attacks.conftest import LEVELS, Wall
from tests.attacks.run import answers, run

PROMISED = [  # at the weakest level that promises it; a stronger one has the same layers, and is slow
    pytest.param(attack, level, id=f"{attack.name}-{level}", marks=[] if level == attack.level else [pytest.mark.slow])
    for attack in ATTACKS
    for level in LEVELS[LEVELS.index(attack.level) :]
]


@pytest.mark.parametrize(("attack", "level"), PROMISED)
def test_an_attack_is_stopped(attack: Attack, level: str, wall: Wall, secret: str) -> None:
    """No secret is seen, nothing outside has changed, the verdict is the right one, and the next submission is run."""
    if attack.machine not in {"", machine()}:
        pytest.skip(f"it can be tried on {attack.machine} only")
    backend = wall.get(level)
    zygote = backend.zygote
    result = run(attack, backend.start, level, secret)
    assert result.damage == []
    assert result.verdict in attack.expects
    assert answers(backend.start, level)
    assert backend.zygote is zygote, "the zygote has ended"


def test_the_corpus_is_large_and_its_names_are_different() -> None:
    """At least 80 attacks in five families; each has a name, a source that defines it, and verdicts that there are."""
    assert len(ATTACKS) >= 80
    assert len(FAMILIES) == 5
    assert max(Counter(attack.name for attack in ATTACKS).values()) == 1
    for attack in ATTACKS:
        assert set(attack.expects) <= {"value", *FailureKind}
        assert attack.expects
        assert set(attack.stopped_by) <= {*LAYERS, "namespaces"}
        assert "def attack(target)" in attack.source or attack.name == "loop_while_loading"
        assert attack.looks_again == ("def look(target)" in attack.source)
