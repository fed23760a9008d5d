"""Attacks that talk to somebody: by TCP, UDP, UNIX sockets, and to the kernel by sockets."""

from grader.sandbox.attacks.attack import REFUSED, Attack, body

_NOT_COVERED = ("seccomp",)
"""Landlock covers connections by TCP since its version 4, and sockets without a path since its version 6."""


def _attack(name: str, means: str, text: str, stopped_by: tuple[str, ...] = _NOT_COVERED) -> Attack:
    return Attack(name, means, REFUSED, "import socket\n" + body(text), stopped_by)


ATTACKS = (
    _attack("connect", "use the network", "socket.create_connection(('127.0.0.1', target['tcp']), 1).send(b'x')", (
        "landlock", "seccomp",
    )),
    _attack("datagram", "use the network", """
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", target["udp"]))
    """),
    _attack("name_server", "ask a name server", """
        asked = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        return asked.fileno() > 0
    """),
    _attack("listen", "let others connect to it", """
        server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        server.bind(("127.0.0.1", 0))
        server.listen()
        return True
    """, ("landlock", "seccomp")),
    _attack("unix", "talk to a service of the system", """
        service = socket.socket(socket.AF_UNIX)
        service.connect(target["unix"])
    """),
    _attack("unix_without_path", "talk to a service of the system", r"""
        service = socket.socket(socket.AF_UNIX)
        service.connect("\0" + target["abstract"])
    """, ("landlock", "seccomp")),
    _attack("unix_listen", "leave a socket for another submission", r"""
        service = socket.socket(socket.AF_UNIX)
        service.bind("\0" + target["name"])
        return True
    """),
    _attack("pair", "make sockets", "return len(socket.socketpair()) == 2"),
    # AF_NETLINK, AF_VSOCK and AF_PACKET: not every Python has their names
    _attack("netlink", "ask the kernel about the network", "return socket.socket(16, 3, 0).fileno() > 0"),
    _attack("vsock", "talk to the host of a virtual machine", "return socket.socket(40, 1).fileno() > 0"),
    _attack("packets", "read the network's packets", "return socket.socket(17, 3).fileno() > 0", (
        "capabilities", "seccomp",
    )),
)  # fmt: skip
