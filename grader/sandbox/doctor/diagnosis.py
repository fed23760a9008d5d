"""Which levels and layers of the sandbox hold on this machine: each is attacked, and said to hold if that failed.

Each level is tried as it is used. Each layer is tried alone, by an attack that it has to stop without the others.
"""

from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox.doctor.cures import System, cure, read_system
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from grader.sandbox.levels.known_level import remember
from grader.sandbox.levels.probe import BY_LAYER, try_all
from grader.sandbox.levels.sandbox import LEVELS, holes, start_backend
from grader.sandbox.limits import Limits


class LevelFinding(NamedTuple):
    """Whether a level holds; if not, why, and what to do."""

    level: str
    holds: bool
    reasons: tuple[str, ...] = ()
    cure: str = ""


class LayerFinding(NamedTuple):
    """Whether a layer by itself stops what it is there for."""

    layer: str
    holds: bool | None
    """None if it has no place here."""
    stops: str
    """What a student's code can do without it, in words that follow "it can"."""
    note: str = ""


class Diagnosis(NamedTuple):
    """What was found, strongest level first."""

    system: System
    levels: tuple[LevelFinding, ...]
    layers: tuple[LayerFinding, ...]

    @property
    def level(self) -> str:
        """The strongest level that holds; `limited` holds everywhere."""
        return next(tried.level for tried in self.levels if tried.holds)


def diagnose() -> Diagnosis:
    """Try every level and every layer, which takes a few seconds; from now on submissions get what was found."""
    system = read_system()
    levels = tuple(_try_level(level, system) for level in reversed(LEVELS))
    layers = tuple(_try_layer(layer, system) for layer in BY_LAYER) if system.platform == "linux" else ()
    diagnosis = Diagnosis(system, levels, layers)
    remember(diagnosis.level)  # a cure may have changed what was remembered
    return diagnosis


def _try_level(level: str, system: System) -> LevelFinding:
    try:
        backend = start_backend(level, Limits())
    except SandboxError as error:
        return LevelFinding(level, holds=False, reasons=(str(error),), cure=cure(level, system))
    try:
        reasons = holes(backend)
    finally:
        backend.close()
    return LevelFinding(level, not reasons, reasons, cure(level, system) if reasons else "")


def _try_layer(layer: str, system: System) -> LayerFinding:
    attack = BY_LAYER[layer]
    is_around = layer == "namespaces"
    # Namespaces are around the zygote, and so at another level; inside them nothing else is laid
    level, inner = ("isolated", ()) if is_around else ("confined", (layer,))
    try:
        backend = Confined(level)
    except SandboxError as error:
        return LayerFinding(layer, holds=False, stops=attack.hole, note=str(error))
    confinement = Confinement(inner)
    try:
        (finding,) = try_all([attack], level, lambda limits: ForkedProcess(backend.zygote, limits, confinement))
    except SandboxError as error:
        return LayerFinding(layer, holds=False, stops=attack.hole, note=str(error))
    finally:
        backend.close()
    if layer == "landlock":
        note = f"version {system.landlock}" if system.landlock else "this kernel has none"
        return LayerFinding(layer, finding.held, attack.hole, note)
    if layer == "user" and not finding.held:
        return LayerFinding(layer, None, attack.hole, "not in use: this is not root, or only root can read Python here")
    return LayerFinding(layer, finding.held, attack.hole)
