"""Attacks that read what they should not: solutions, hidden items, other submissions, and what lies in memory."""

from grader.sandbox.attacks.attack import REFUSED, VALUE, Attack, body, calling

_FOLDER_RULES = ("landlock",)
_OTHERS = ("capabilities", "landlock")
"""A process without capabilities may not look into one that has some: the grader, where it is root."""

_FILES = (
    Attack(
        "read_solution",
        "read the solutions",
        REFUSED,
        body("return open(target['solution']).read()"),
        _FOLDER_RULES,
    ),
    Attack(
        "read_hidden_item", "read hidden items", REFUSED, body("return open(target['exercise']).read()"), _FOLDER_RULES
    ),
    Attack(
        "read_other_submission",
        "read other students' work",
        REFUSED,
        body("return open(target['submission']).read()"),
        _FOLDER_RULES,
    ),
    Attack(
        "read_users",
        "read the system's files",
        REFUSED,
        body("return 'root:' in open('/etc/passwd').read()"),
        _FOLDER_RULES,
    ),
    Attack(
        "list_course",
        "list folders",
        REFUSED,
        body("return len(os.listdir(target['folder'])) > 0"),
        _FOLDER_RULES,
    ),
    Attack("list_root", "list the system's folders", REFUSED, body("return len(os.listdir('/')) > 0"), _FOLDER_RULES),
    Attack(
        "import_solution",
        "import the solutions",
        REFUSED,
        body("""
            import sys
            sys.path.insert(0, os.path.dirname(target["solution"]))
            import hidden
            return hidden.SECRET
        """),
        _FOLDER_RULES,
    ),
    Attack(
        "run_solution",
        "run the solutions",
        REFUSED,
        body("""
            import runpy
            return runpy.run_path(target["solution"])["SECRET"]
        """),
        _FOLDER_RULES,
    ),
    Attack(
        "lines_of_solution",
        "read the solutions as if for a traceback",
        VALUE,
        body("""
            import linecache
            return linecache.getlines(target["solution"])
        """),
        _FOLDER_RULES,
    ),
    Attack(
        "array_of_solution",
        "read the solutions by NumPy",
        REFUSED,
        body("""
            import numpy
            return numpy.fromfile(target["solution"], dtype="uint8").tobytes().decode()
        """),
        _FOLDER_RULES,
    ),
    Attack(
        "folder_by_descriptor",
        "read files beside a folder that it has opened",
        REFUSED,
        body("""
            folder = os.open(target["folder"], os.O_RDONLY | os.O_DIRECTORY)
            file = os.open(os.path.relpath(target["solution"], target["folder"]), os.O_RDONLY, dir_fd=folder)
            return os.read(file, 1000).decode()
        """),
        _FOLDER_RULES,
    ),
    Attack(
        # O_PATH asks Landlock for nothing; what it names is opened by /proc then. Seccomp refuses O_PATH itself
        "folder_by_path_descriptor",
        "name a file without opening it, and open it then",
        REFUSED,
        body("""
            named = os.open(target["solution"], os.O_PATH)
            return open(f"/proc/self/fd/{named}").read()
        """),
        ("landlock", "seccomp"),
    ),
    Attack(
        "root_in_proc",
        "read files through /proc",
        REFUSED,
        body("return open('/proc/self/root' + target['solution']).read()"),
        _FOLDER_RULES,
    ),
    Attack(
        "up_from_a_library",
        "read files by a path that starts at a library",
        REFUSED,
        body("""
            up = "/.." * target["readable"].count("/")
            return open(target["readable"] + up + target["solution"]).read()
        """),
        _FOLDER_RULES,
    ),
    Attack(
        # Seccomp answers as if the kernel were older: it cannot look at flags in memory, where those of openat2 are
        "newer_open",
        "read files by another call than open",
        REFUSED,
        calling("""
            how = (ctypes.c_uint64 * 3)()
            file = call("openat2", -100, target["solution"].encode(), how, 24)
            return os.read(file, 1000).decode()
        """),
        ("landlock", "seccomp"),
    ),
    Attack(
        "file_systems",
        "learn what file systems there are",
        REFUSED,
        body("return os.statvfs(target['readable']).f_bsize > 0"),
        ("seccomp",),
    ),
    Attack(
        "extended_attributes",
        "read the attributes of files",
        REFUSED,
        body("return isinstance(os.listxattr(target['solution']), list)"),
        ("seccomp",),
    ),
    Attack(
        "watch_folder",
        "see when files are read",
        REFUSED,
        calling("""
            watch = call("inotify_init1", 0)
            return call("inotify_add_watch", watch, target["readable"].encode(), 1) > 0
        """),
        ("seccomp",),
    ),
)

# Landlock does not cover what is known about a path, and `stat` cannot be refused: the C library's `fstat` is the same
# call. Only where the path does not exist is there nothing to tell
_METADATA = (
    Attack(
        "see_path",
        "ask whether a path exists",
        REFUSED,
        body("return os.stat(target['solution']).st_size > 0"),
        ("namespaces",),
        level="isolated",
    ),
    Attack(
        "see_access",
        "ask whether a path can be read",
        VALUE,
        body("return os.access(target['solution'], os.F_OK)"),
        ("namespaces",),
        level="isolated",
    ),
    Attack(
        "read_link",
        "see where a link leads",
        REFUSED,
        body("return os.readlink(target['link'])"),
        ("namespaces",),
        level="isolated",
    ),
)

_PROCESSES = (
    Attack(
        "command_line_of_grader",
        "read the command line of other processes",
        REFUSED,
        body("return open(f'/proc/{target[\"victim\"]}/cmdline').read()"),
        _FOLDER_RULES,
    ),
    Attack(
        "environment_of_grader",
        "read the environment of other processes",
        REFUSED,
        body("return open(f'/proc/{target[\"victim\"]}/environ').read()"),
        _OTHERS,
    ),
    Attack(
        # The secret lies on the stack, where the system puts the command line and the environment of a process
        "memory_of_grader",
        "read the memory of other processes",
        REFUSED,
        body("""
            with open(f"/proc/{target['victim']}/maps") as maps:
                stack = next(line for line in maps if "[stack]" in line)
            first, last = (int(part, 16) for part in stack.split()[0].split("-"))
            memory = os.open(f"/proc/{target['victim']}/mem", os.O_RDONLY)
            found = os.pread(memory, last - first, first)
            start = found.index(b"canary-")
            return found[start : start + 60].decode("ascii", "replace")
        """),
        _OTHERS,
    ),
    Attack(
        "list_processes",
        "list processes",
        REFUSED,
        body("return str(target['victim']) in os.listdir('/proc')"),
        _FOLDER_RULES,
    ),
    Attack(
        "own_memory_map",
        "see where its memory lies",
        REFUSED,
        body("return len(open('/proc/self/maps').read()) > 0"),
        _FOLDER_RULES,
    ),
    Attack(
        "own_process",
        "read about its own process",
        REFUSED,
        body("return len(open('/proc/self/status').read()) > 0"),
        _FOLDER_RULES,
    ),
)

# No layer stops these. There is nothing to find: the process was forked from one that never had a secret
_WITHIN = (
    Attack("environment", "read the grader's environment", VALUE, body("return dict(os.environ)")),
    Attack(
        "environment_of_c",
        "read the environment as the C library has it",
        VALUE,
        body("""
            import ctypes
            variables = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
            found = []
            while variables[len(found)]:
                found.append(variables[len(found)].decode())
            return found
        """),
    ),
    Attack(
        # The word that is looked for is written in two parts, or it would find its own source
        "garbage",
        "find the grader's values among all objects",
        VALUE,
        body("""
            import gc
            gc.unfreeze()
            left, seen, found = gc.get_objects(), set(), set()
            while left:  # what holds no other object is not tracked, and found only through what holds it
                thing = left.pop()
                place = object.__hash__(thing)
                if place not in seen:
                    seen.add(place)
                    left += gc.get_referents(thing)
                    if isinstance(thing, (str, bytes)) and len(thing) < 500:
                        text = thing if isinstance(thing, str) else thing.decode("latin-1")
                        if "canary" "-" in text:
                            found.add(text)
            return sorted(found)
        """),
    ),
    Attack(
        "frames",
        "find the grader's values among those of its callers",
        VALUE,
        body("""
            import sys
            frame, found = sys._getframe(), []
            while frame is not None:
                found += [repr(value)[:1000] for scope in (frame.f_locals, frame.f_globals) for value in scope.values()]
                frame = frame.f_back
            return [text for text in found if "canary" "-" in text]
        """),
    ),
    Attack(
        # All but the requests, where it would take what is meant for itself
        "descriptors",
        "read what the grader has open",
        VALUE,
        body("""
            found = []
            for descriptor in range(256):
                if descriptor == 3:
                    continue  # the requests: reading them would only lose its own
                try:
                    found.append(os.pread(descriptor, 10_000, 0).decode("latin-1"))
                except OSError:
                    pass
            return found
        """),
    ),
    Attack(
        "folders_by_descriptor",
        "list folders that the grader has open",
        VALUE,
        body("""
            found = []
            for descriptor in range(256):
                try:
                    found += os.listdir(descriptor)
                except OSError:
                    pass
            return len(found) > 0
        """),
    ),
    Attack(
        "arguments",
        "read the grader's command line",
        VALUE,
        body("""
            import sys
            return [*sys.argv, *sys.orig_argv, *sys.path, *sys.modules]
        """),
    ),
)

ATTACKS = (*_FILES, *_METADATA, *_PROCESSES, *_WITHIN)
