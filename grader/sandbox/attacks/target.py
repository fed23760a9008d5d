"""What is attacked: a folder with secrets, a process of the grader's user, and addresses at which something listens."""

from typing import NamedTuple


class Target(NamedTuple):
    """Everything that an attack is told; it is told more than a student would know."""

    folder: str
    """A course's folder, which anybody may read and write."""
    solution: str
    """A file in it that holds the secret; `import hidden` from its folder gives the secret as `hidden.SECRET`."""
    exercise: str
    """Another one, with a hidden item."""
    submission: str
    """Another student's work."""
    link: str
    """A symbolic link in the folder, whose text holds the secret."""
    library: str
    """A file in the folder that stands for one of an installed package."""
    readable: str
    """A folder that a student's code may read: that of the standard library."""
    victim: int
    """A process of the same user, with the secret in its memory, its environment and its command line."""
    tcp: int
    """A port on this machine at which something listens."""
    udp: int
    """Another one, for datagrams."""
    unix: str
    """The path of a socket at which something listens."""
    abstract: str
    """The name of a socket without a path at which something listens."""
    name: str
    """A name that is found nowhere else, for what an attack leaves behind."""
    key: int
    """The same, for what has a number instead of a name."""
