"""Where a level does not hold, one sentence says what to do on this kind of system."""

import pytest

from grader.sandbox.doctor.cures import System, cure

APPARMOR = ("kernel.apparmor_restrict_unprivileged_userns",)


@pytest.mark.parametrize(
    ("level", "system", "text"),
    [
        ("confined", System("darwin", "24"), "macOS"),
        ("isolated", System("win32", "11"), "wsl --install"),
        ("confined", System("freebsd14", "14"), "on Linux"),
        ("isolated", System("linux", "6.8"), "apt install bubblewrap"),
        ("isolated", System("linux", "6.8", has_bubblewrap=True, against_namespaces=APPARMOR), "Ubuntu's AppArmor"),
        (
            "isolated",
            System("linux", "6.1", has_bubblewrap=True, against_namespaces=("user.max_user_namespaces",)),
            "sysctl user.max_user_namespaces",
        ),
        ("isolated", System("linux", "6.8", has_bubblewrap=True, is_container=True), "--security-opt"),
        ("isolated", System("linux", "6.8", has_bubblewrap=True), "bwrap --unshare-all"),
        ("confined", System("linux", "5.4"), "Linux 5.13"),
        ("confined", System("linux", "5.15.1-microsoft", is_wsl=True), "wsl --update"),
        ("confined", System("linux", "5.4", is_container=True), "host's kernel"),
        ("confined", System("linux", "6.8", landlock=4), "please report"),
    ],
)
def test_cure(level: str, system: System, text: str) -> None:
    """The most specific cause that is known comes first."""
    assert text in cure(level, system)
