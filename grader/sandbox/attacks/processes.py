"""Attacks on other processes: signals, limits, priorities, memory and descriptors; and attempts to become another."""

from grader.sandbox.attacks.attack import REFUSED, Attack, body, calling

_SIGNAL = ("landlock", "seccomp")
"""Landlock keeps signals in since its version 6; before that, seccomp alone does."""
_OF_ROOT = ("capabilities", "seccomp")
"""A process without capabilities may not slow down one that has some: the grader, where it is root."""

_SIGNALS = (
    Attack("kill", "end the grader", REFUSED, body("os.kill(target['victim'], 15)\nreturn True"), _SIGNAL),
    Attack("stop", "stop the grader", REFUSED, body("os.kill(target['victim'], 19)\nreturn True"), _SIGNAL),
    Attack(
        "kill_thread",
        "end the grader by its thread",
        REFUSED,
        calling("return call('tgkill', target['victim'], target['victim'], 15) == 0"),
        _SIGNAL,
    ),
    Attack(
        "kill_by_queue",
        "end the grader by a queued signal",
        REFUSED,
        calling("""
            details = (ctypes.c_int * 32)(15, 0, -1)
            return call("rt_sigqueueinfo", target["victim"], 15, details) == 0
        """),
        _SIGNAL,
    ),
    Attack(
        "kill_by_descriptor",
        "end the grader by a descriptor of it",
        REFUSED,
        calling("return call('pidfd_send_signal', call('pidfd_open', target['victim'], 0), 15, 0, 0) == 0"),
        _SIGNAL,
    ),
    Attack(
        "signal_by_descriptor_owner",
        "have the system signal the grader",
        REFUSED,
        body("""
            import fcntl
            return fcntl.fcntl(4, fcntl.F_SETOWN, target["victim"]) == 0
        """),
        ("seccomp",),
    ),
)

_RESOURCES = (
    Attack(
        # With no processor time left the kernel ends it
        "limits_of_grader",
        "end the grader by a limit on its processor time",
        REFUSED,
        body("""
            import resource
            resource.prlimit(target["victim"], resource.RLIMIT_CPU, (0, 0))
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "see_limits_of_grader",
        "read the limits of the grader",
        REFUSED,
        body("import resource\nreturn len(resource.prlimit(target['victim'], resource.RLIMIT_CPU)) == 2"),
        ("seccomp",),
    ),
    Attack(
        "own_limits",
        "raise its own limits",
        REFUSED,
        body("""
            import resource
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            return True
        """),
        ("capabilities", "rlimits", "seccomp"),
    ),
    Attack(
        "priority_of_grader",
        "slow the grader down",
        REFUSED,
        body("os.setpriority(os.PRIO_PROCESS, target['victim'], 15)\nreturn True"),
        _OF_ROOT,
    ),
    Attack(
        "processors_of_grader",
        "choose on which processor the grader runs",
        REFUSED,
        body("os.sched_setaffinity(target['victim'], os.sched_getaffinity(0))\nreturn True"),
        _OF_ROOT,
    ),
    Attack(
        "scheduling_of_grader",
        "slow the grader down",
        REFUSED,
        body("os.sched_setscheduler(target['victim'], os.SCHED_IDLE, os.sched_param(0))\nreturn True"),
        _OF_ROOT,
    ),
    Attack(
        "disk_priority_of_grader",
        "slow the grader down",
        REFUSED,
        calling("return call('ioprio_set', 1, target['victim'], 3 << 13) == 0"),  # of a process, to idle
        _OF_ROOT,
    ),
)

_INSIDES = (
    Attack(
        "attach",
        "take over the grader as a debugger",
        REFUSED,
        calling("return call('ptrace', 0x4206, target['victim'], 0, 0) == 0"),  # PTRACE_SEIZE
        ("capabilities", "landlock", "seccomp"),
    ),
    Attack(
        "be_traced",
        "be a debugger's process",
        REFUSED,
        calling("return call('ptrace', 0, 0, 0, 0) == 0"),  # PTRACE_TRACEME
        ("seccomp",),
    ),
    Attack(
        "copy_memory",
        "copy the grader's memory",
        REFUSED,
        calling("""
            with open(f"/proc/{target['victim']}/maps") as maps:
                stack = next(line for line in maps if "[stack]" in line)
            first, last = (int(part, 16) for part in stack.split()[0].split("-"))
            found = ctypes.create_string_buffer(last - first)
            here = (ctypes.c_uint64 * 2)(ctypes.addressof(found), last - first)
            there = (ctypes.c_uint64 * 2)(first, last - first)
            call("process_vm_readv", target["victim"], here, 1, there, 1, 0)
            start = found.raw.index(b"canary-")
            return found.raw[start : start + 60].decode("ascii", "replace")
        """),
        ("capabilities", "landlock", "seccomp"),
    ),
    Attack(
        "copy_descriptor",
        "take a descriptor of the grader",
        REFUSED,
        calling("return call('pidfd_getfd', call('pidfd_open', target['victim'], 0), 0, 0) >= 0"),
        ("capabilities", "landlock", "seccomp"),
    ),
)

_PROGRAMS = (
    Attack(
        "program",
        "run another program in its place",
        REFUSED,
        body("""
            os.set_inheritable(1, True)
            os.execv("/bin/echo", ["echo", "escaped"])
        """),
        ("landlock", "seccomp"),
    ),
    Attack(
        # A value too: `os.system` says by its status that no process could be started
        "shell",
        "run a shell",
        (*REFUSED, "value"),
        body("return os.waitstatus_to_exitcode(os.system('exit 7')) == 7"),
        ("landlock", "seccomp"),
    ),
    Attack(
        "subprocess",
        "run a program beside itself",
        REFUSED,
        body("""
            import subprocess
            return subprocess.run(["/bin/echo", "escaped"], stdout=subprocess.PIPE).stdout == b"escaped\\n"
        """),
        ("landlock", "seccomp"),
    ),
    Attack(
        # 0x1000 is AT_EMPTY_PATH: run what the descriptor holds
        "program_in_memory",
        "run a program that is no file",
        REFUSED,
        calling("""
            os.set_inheritable(1, True)
            program = call("memfd_create", b"program", 0)
            os.write(program, b"#!/bin/echo escaped\\n")
            call("execveat", program, b"", (ctypes.c_char_p * 2)(b"x", None), (ctypes.c_char_p * 1)(None), 0x1000)
        """),
        ("landlock", "seccomp"),
    ),
)

ATTACKS = (*_SIGNALS, *_RESOURCES, *_INSIDES, *_PROGRAMS)
