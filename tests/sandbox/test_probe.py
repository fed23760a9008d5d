"""The probe finds the holes that there are, and finds none where there is none."""

import os
from pathlib import Path
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.session import Process
from grader.sandbox.levels import probe
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import LAYERS, Confinement, ForkedProcess
from grader.sandbox.levels.probe import BY_LAYER, CONFINED, ISOLATED, attack, try_all
from grader.sandbox.levels.sandbox import start_backend
from grader.sandbox.limits import Limits

HOLES = {attack.function for attack in CONFINED} - {"fail_to_import"}
WITHOUT = {
    "landlock": {"read_file", "list_folder"},
    "seccomp": {
        "change_mode", "limit_process", "open_socket", "shared_memory", "start_process", "start_thread",
    },
    "rlimits": {"take_memory"},
}  # fmt: skip
NOT_COUNTED = {"start_process", "start_thread"} if os.geteuid() else set()
"""An ordinary user's limit on processes stops these as well."""


@pytest.fixture
def confined(backends: Any) -> Confined:
    """A zygote of the level, where it holds."""
    backend = backends.get("confined")
    assert isinstance(backend, Confined)
    return backend


def came_through(confined: Confined, confinement: Confinement) -> set[str]:
    """The attacks that were not stopped."""

    def start(limits: Limits) -> Process:
        return ForkedProcess(confined.zygote, limits, confinement)

    return {finding.attack.function for finding in attack("confined", start) if not finding.held}


@pytest.mark.parametrize("layer", WITHOUT)
def test_a_missing_layer_is_seen(layer: str, confined: Confined) -> None:
    """By what only that layer stops."""
    confinement = Confinement(tuple(kept for kept in LAYERS if kept not in {layer, "user"}))
    assert came_through(confined, confinement) | NOT_COUNTED >= WITHOUT[layer]


def test_without_any_layer_every_attack_comes_through(confined: Confined) -> None:
    """So none of them is stopped by being wrong."""
    assert came_through(confined, Confinement(())) == HOLES


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "user"])
def test_what_a_layer_is_tried_by_succeeds_without_it(layer: str, confined: Confined) -> None:
    """And is stopped by that layer alone, as `grade doctor` says of each; "user" is not in use on every machine."""

    def held(*layers: str) -> bool:
        confinement = Confinement(layers)
        (finding,) = try_all(
            [BY_LAYER[layer]], "confined", lambda limits: ForkedProcess(confined.zygote, limits, confinement)
        )
        return finding.held

    assert held(layer)
    assert not held()


def test_a_process_that_is_only_started_is_seen_for_what_it_is() -> None:
    """The level `limited`, which promises nothing, has those holes."""
    backend = start_backend("limited", Limits())
    holes = {finding.attack.function for finding in attack("isolated", backend.start) if not finding.held}
    backend.close()
    assert {"read_file", "write_file", "start_process", "open_socket", "see_path"} <= holes
    assert ISOLATED[0].function == "see_path"


@pytest.mark.parametrize("source", [b"while True: pass", b"def read_file(*_):\n    while True: pass", b"1 +"])
def test_an_attack_that_shows_nothing_is_not_taken_for_a_wall(
    source: bytes, confined: Confined, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that did not load, or did not come to an end, was not stopped by any layer."""
    monkeypatch.setattr(probe, "_SOURCE", source)
    monkeypatch.setattr(probe, "_LIMITS", Limits(call_seconds=0.2, load_seconds=0.2))
    (finding,) = try_all(CONFINED[:1], "confined", confined.start)
    assert not finding.held


def test_no_canary_can_be_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be tried nothing is known: an error, instead of a level that seems to hold."""
    monkeypatch.setattr(probe, "_PLACES", ("/no/such/folder", "/proc"))
    with pytest.raises(SandboxError, match="no file can be made to attack"):
        attack("confined", lambda _: pytest.fail("a process was started"))


def test_the_canary_is_laid_out_elsewhere_if_need_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And removed afterwards."""
    monkeypatch.setattr(probe, "_PLACES", ("/no/such/folder", str(tmp_path)))
    seen: list[list[Path]] = []

    def start(_: Limits) -> Process:
        seen.append(list(tmp_path.iterdir()))
        raise SandboxError("not now")

    with pytest.raises(SandboxError, match="not now"):
        attack("confined", start)
    assert len(seen[0]) == 1
    assert list(tmp_path.iterdir()) == []
