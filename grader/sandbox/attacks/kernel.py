"""Attacks on the kernel's own doors: other ways in, namespaces, rights, and calls that had holes before."""

from grader.sandbox.attacks.attack import REFUSED, Attack, body, calling

_AS_ROOT = ("capabilities", "seccomp")
_KILLED = ("killed",)

_MACHINE_CODE = """
    import ctypes, mmap
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write({code!r})
    place = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(place)() > 0
"""

_ENTRIES = (
    Attack(
        "entry_of_32_bit",
        "make system calls as a 32-bit program, whose numbers mean something else",
        _KILLED,
        # push rbx; mov eax, 20 (getpid of 32 bit); int 0x80; pop rbx; ret
        body(_MACHINE_CODE.format(code=b"\x53\xb8\x14\x00\x00\x00\xcd\x80\x5b\xc3")),
        ("seccomp",),
        machine="x86_64",
    ),
    Attack(
        # Stopped by nothing that can be removed where the kernel has no x32: there are no layers to name
        "numbers_of_x32",
        "make system calls by the numbers of x32; a kernel without x32 has none of them",
        _KILLED,
        # The bit that marks numbers of x32, and getpid
        calling("return call(0x40000000 | 39) > 0"),
        machine="x86_64",
    ),
    Attack(
        # The kernel looks at the low half of the number only; 17 is SIGCHLD, as `fork` has it
        "high_bits_in_number",
        "hide a system call behind the high half of its number",
        REFUSED,
        calling("""
            if call(2**32 + _NUMBERS["clone"][_PLACE], 17, 0, 0, 0, 0) == 0:
                os._exit(0)
            os.wait()
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "high_bits_in_flags",
        "hide a flag of open in its high half",
        REFUSED,
        calling("""
            number = {"x86_64": 257, "aarch64": 56}[os.uname().machine]
            name = (target["folder"] + "/" + target["name"]).encode()
            return call(number, -100, name, 2**32 | os.O_CREAT | os.O_WRONLY, 0o600) >= 0
        """),
        ("landlock", "seccomp"),
    ),
    Attack(
        "machine_code_that_forks",
        "make system calls by machine code of its own",
        REFUSED,
        # mov eax, 57 (fork); syscall; test eax, eax; jnz +9; mov eax, 60 (exit); xor edi, edi; syscall; ret
        body("""
            import ctypes, mmap
            code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            code.write(bytes.fromhex("b8390000000f0585c07509b83c00000031ff0f05c3"))
            place = ctypes.addressof(ctypes.c_char.from_buffer(code))
            forked = ctypes.CFUNCTYPE(ctypes.c_int)(place)()
            if forked < 0:
                raise OSError(-forked, os.strerror(-forked))
            os.wait()
            return True
        """),
        ("seccomp",),
        machine="x86_64",
    ),
)

_RIGHTS = (
    Attack(
        "new_user_namespace",
        "become root of a namespace of its own",
        REFUSED,
        calling("return call('unshare', 0x10000000) == 0"),  # CLONE_NEWUSER
        ("seccomp",),
    ),
    Attack(
        "new_network_namespace",
        "have a network of its own",
        REFUSED,
        calling("return call('unshare', 0x40000000) == 0"),  # CLONE_NEWNET
        _AS_ROOT,
    ),
    Attack(
        "enter_namespace",
        "enter a namespace of another process",
        REFUSED,
        calling("return call('setns', os.open(f\"/proc/{target['victim']}/ns/uts\", os.O_RDONLY), 0) == 0"),
        ("capabilities", "landlock", "seccomp"),
    ),
    Attack("mount", "mount file systems", REFUSED, calling("return call('fsopen', b'tmpfs', 0) >= 0"), _AS_ROOT),
    Attack("new_root", "change its root folder", REFUSED, calling("return call('chroot', b'/') == 0"), _AS_ROOT),
    Attack("groups", "join groups", REFUSED, body("os.setgroups([0])\nreturn True"), _AS_ROOT),
    Attack("user", "become another user", REFUSED, body("os.setuid(1)\nreturn True"), _AS_ROOT),
    Attack(
        "outlive_parent",
        "live on when the zygote ends",
        REFUSED,
        calling("return call('prctl', 1, 0, 0, 0, 0) == 0"),  # PR_SET_PDEATHSIG: no signal
        ("seccomp",),
    ),
    Attack(
        "show_memory",
        "let others look into its memory",
        REFUSED,
        calling("return call('prctl', 4, 1, 0, 0, 0) == 0"),  # PR_SET_DUMPABLE
        ("seccomp",),
    ),
)

_RISKS = (
    Attack(
        "rings",
        "make system calls that no filter sees",
        REFUSED,
        calling("return call('io_uring_setup', 4, (ctypes.c_uint32 * 30)()) >= 0"),
        ("rlimits", "seccomp"),
    ),
    Attack(
        "programs_in_kernel",
        "load programs into the kernel",
        REFUSED,
        calling("""
            # an array of one value of 4 bytes
            return call("bpf", 0, (ctypes.c_uint32 * 32)(2, 4, 4, 1), 128) >= 0
        """),
        _AS_ROOT,
    ),
    Attack(
        "counters",
        "watch what other processes do by counters",
        REFUSED,
        calling("""
            # a software event (1) of context switches (3)
            wanted = (ctypes.c_uint32 * 32)(1, 128, 3)
            return call("perf_event_open", wanted, target["victim"], -1, -1, 0) >= 0
        """),
        ("capabilities", "landlock", "seccomp"),
    ),
    Attack(
        "page_faults",
        "handle page faults itself",
        REFUSED,
        calling("return call('userfaultfd', 1) >= 0"),  # of its own mode only, for which no rights are needed
        ("seccomp",),
    ),
    Attack(
        "personality",
        "switch off the kernel's guards",
        REFUSED,
        calling("return call('personality', 0x0040000) >= 0"),  # ADDR_NO_RANDOMIZE
        ("seccomp",),
    ),
    Attack(
        "kernel_log",
        "read the kernel's log",
        REFUSED,
        calling("return call('syslog', 3, ctypes.create_string_buffer(1000), 1000) >= 0"),  # read all of it
        _AS_ROOT,
    ),
    Attack(
        "flags_of_pipe",
        "change how the grader's pipes behave",
        REFUSED,
        body("import fcntl\nreturn fcntl.fcntl(4, fcntl.F_SETFL, os.O_NONBLOCK) == 0"),
        ("seccomp",),
    ),
    Attack(
        "size_of_pipe",
        "make the grader's pipes larger",
        REFUSED,
        body("import fcntl\nreturn fcntl.fcntl(4, 1031, 2**18) > 0"),  # F_SETPIPE_SZ
        ("seccomp",),
    ),
    Attack(
        "other_control",
        "control devices by other commands than those of files",
        REFUSED,
        body("import fcntl\nreturn len(fcntl.ioctl(4, 0x5421, b'\\0\\0\\0\\0')) == 4"),  # FIONBIO
        ("seccomp",),
    ),
)

ATTACKS = (*_ENTRIES, *_RIGHTS, *_RISKS)
