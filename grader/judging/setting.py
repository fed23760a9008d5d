"""What whoever grades decides: handed as one thing from the command line to the key of a grading."""

from typing import NamedTuple

from grader.sandbox.limits import Limits


class Setting(NamedTuple):
    """With what a submission is graded, apart from the versions of what grades it."""

    seed: int = 0
    """The variant: which inputs are drawn."""
    level: str | None = None
    """The level that the sandbox must hold; None for the strongest one that does."""
    after_due: bool = False
    """Whether items marked `after_due` are public."""
    limits: Limits = Limits()
    """What a student's code may use."""


class SettingOptions(NamedTuple):
    """What the options of a command say of a setting; None for what they leave open."""

    seed: int | None = None
    level: str | None = None
    after_due: bool | None = None

    def after(self, last: Setting) -> Setting:
        """What is asked for, and for the rest what the last grading had."""
        return Setting(
            seed=last.seed if self.seed is None else self.seed,
            level=last.level if self.level is None else self.level,
            after_due=last.after_due if self.after_due is None else self.after_due,
        )
