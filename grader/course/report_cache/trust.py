"""Whether what is kept of a folder of work may be used: by its user, to look at, and for nothing that counts."""

from collections.abc import Mapping
from typing import NamedTuple

CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD", "BUILDKITE", "CIRCLECI")
"""Variables by which systems for CI say that they are one."""


class Trust(NamedTuple):
    """How far what is kept may be used."""

    reads: bool = False
    """Whether what is known is not graded again."""
    keeps: bool = False
    """Whether what is found is kept."""
    shows: bool = False
    """Whether what went up and down since the last time is told."""


def trust_in(environment: Mapping[str, str], *, is_for_eyes: bool, is_fresh: bool) -> Trust:
    """How far what is kept may be used.

    Parameters
    ----------
    environment : mapping of str to str
        Variables of the environment: in CI nothing is kept, or read that somebody else may have kept.
    is_for_eyes : bool
        Whether all reports go to a terminal: one in a file, or in a format for programs, may count as marks.
    is_fresh : bool
        Whether somebody asked for everything to be graded again.
    """
    if any(environment.get(name, "").lower() not in {"", "0", "false"} for name in CI):
        return Trust()
    return Trust(reads=is_for_eyes and not is_fresh, keeps=True, shows=is_for_eyes)
