"""Attacks that change files: write, empty, rename, remove, and change what is known about them."""

from grader.sandbox.attacks.attack import REFUSED, Attack, body, calling

_TWO = ("landlock", "seccomp")
_NOT_COVERED = ("seccomp",)
"""Landlock does not cover what is known about a file, only what is in it."""


def _attack(name: str, means: str, text: str, stopped_by: tuple[str, ...] = _TWO) -> Attack:
    return Attack(name, means, REFUSED, body(text), stopped_by)


ATTACKS = (
    _attack("overwrite", "change files", "open(target['solution'], 'w').write('changed')"),
    _attack("append", "change files", "open(target['solution'], 'a').write('changed')"),
    _attack("update", "change files", "open(target['solution'], 'r+').write('changed')"),
    _attack("create", "make files", "open(target['folder'] + '/' + target['name'], 'x').write('made')"),
    _attack(
        # Landlock knows of truncating since its version 3: before that only seccomp's look at the flags stops it
        "empty_by_reading",
        "empty an installed library by opening it for reading",
        "os.open(target['library'], os.O_RDONLY | os.O_TRUNC)",
    ),
    _attack("empty_by_path", "empty files", "os.truncate(target['library'], 0)"),
    Attack(
        "unnamed_file",
        "write files without a name",
        REFUSED,
        calling("""
            file = os.open(target["folder"], os.O_TMPFILE | os.O_RDWR, 0o600)
            return os.write(file, b"x") == 1
        """),
        _TWO,
    ),
    _attack("rename", "move files", "os.rename(target['solution'], target['solution'] + '.moved')"),
    _attack("remove", "remove files", "os.unlink(target['solution'])"),
    _attack("make_folder", "make folders", "os.mkdir(target['folder'] + '/' + target['name'])"),
    _attack("make_link", "make links", "os.symlink('/', target['folder'] + '/' + target['name'])"),
    _attack(
        "make_second_name",
        "give files a second name",
        "os.link(target['solution'], target['folder'] + '/' + target['name'])",
    ),
    _attack("make_pipe", "make named pipes", "os.mkfifo(target['folder'] + '/' + target['name'])"),
    _attack("write_by_memory", "change files through memory", """
        import mmap
        with open(target["solution"], "r+b") as file:
            mmap.mmap(file.fileno(), 0)[:7] = b"changed"
    """),
    _attack("rights", "change the rights of files", "os.chmod(target['solution'], 0o777)", _NOT_COVERED),
    _attack("times", "change the times of files", "os.utime(target['solution'], (1, 1))", _NOT_COVERED),
    _attack(
        "attributes",
        "change the attributes of files",
        "os.setxattr(target['solution'], 'user.left', b'x')\nreturn True",
        _NOT_COVERED,
    ),
    _attack("output_again", "open its own output anew", """
        return os.open("/proc/self/fd/1", os.O_RDWR) > 0
    """, _NOT_COVERED),
    _attack("lock", "lock files", """
        import fcntl
        fcntl.flock(os.open(target["readable"] + "/os.py", os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    """, _NOT_COVERED),
    _attack("lock_part", "lock parts of files", """
        import fcntl
        fcntl.lockf(os.open(target["readable"] + "/os.py", os.O_RDONLY), fcntl.LOCK_SH | fcntl.LOCK_NB)
        return True
    """, _NOT_COVERED),
    _attack("lease", "hold up whoever opens a file", """
        import fcntl
        return fcntl.fcntl(os.open(target["readable"] + "/os.py", os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK) == 0
    """, _NOT_COVERED),
    # A character device, number 1, 3: another /dev/null, which is no harm where the attack succeeds
    _attack("device", "make devices", "os.mknod(target['folder'] + '/' + target['name'], 0o20666, os.makedev(1, 3))", (
        "capabilities", "landlock", "seccomp",
    )),
    _attack("owner", "give files away", "os.chown(target['solution'], 1, 1)", ("capabilities", "seccomp")),
)  # fmt: skip
