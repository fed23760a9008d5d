"""What is kept is for the user's own eyes: nothing that counts rests on it."""

import pytest

from grader.course.report_cache.trust import CI, Trust, trust_in

AT_A_TERMINAL = Trust(reads=True, keeps=True, shows=True)


@pytest.mark.parametrize(
    ("environment", "is_for_eyes", "is_fresh", "trust"),
    [
        ({}, True, False, AT_A_TERMINAL),
        ({"CI": "", "HOME": "/home/ada"}, True, False, AT_A_TERMINAL),
        ({"CI": "false"}, True, False, AT_A_TERMINAL),
        ({}, True, True, Trust(reads=False, keeps=True, shows=True)),
        ({}, False, False, Trust(reads=False, keeps=True, shows=False)),
        ({"CI": "1"}, True, False, Trust()),
        ({"CI": "True"}, True, False, Trust()),
    ],
)
def test_how_far_it_is_trusted(environment: dict[str, str], trust: Trust, *, is_for_eyes: bool, is_fresh: bool) -> None:
    """Fresh and files are graded anew; in CI nothing is even kept."""
    assert trust_in(environment, is_for_eyes=is_for_eyes, is_fresh=is_fresh) == trust


@pytest.mark.parametrize("name", CI)
def test_every_system_is_known(name: str) -> None:
    """Each says that it is one in its own way."""
    assert trust_in({name: "https://example.org"}, is_for_eyes=True, is_fresh=False) == Trust()
