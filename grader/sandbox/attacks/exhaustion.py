"""Attacks that use up what there is: time, memory, processes, threads, descriptors, disk, output, results."""

from grader.sandbox.attacks.attack import QUICK, REFUSED, VALUE, Attack, body, calling

_LATE = ("timed_out",)
_UNSENDABLE = ("unsendable",)

_TIME = (
    Attack("loop", "run for ever", _LATE, body("while True: pass"), limits=QUICK),
    Attack("loop_in_c", "run for ever", _LATE, body("return sum(range(10**15))"), limits=QUICK),
    Attack("sleep", "wait for ever", _LATE, body("import time\ntime.sleep(10**6)"), limits=QUICK),
    Attack("pattern", "run for ever", _LATE, body("import re\nre.match('(a*)*b', 'a' * 60)"), limits=QUICK),
    Attack("big_power", "run for ever", ("timed_out", "out_of_memory"), body("return 7 ** 7 ** 10"), limits=QUICK),
    # Descriptor 3 is where requests come from: nobody sends one while an answer is waited for
    Attack("wait_for_request", "wait for ever", _LATE, body("os.read(3, 1)"), limits=QUICK),
    Attack(
        # Something comes all the time, and never the whole: the deadline is that of an answer, not of a byte
        "answer_byte_by_byte",
        "answer for ever",
        _LATE,
        body("""
            import time
            os.write(4, (10**6).to_bytes(4, "big"))
            while True: os.write(4, b"x"), time.sleep(0.001)
        """),
        limits=QUICK,
    ),
    Attack(
        "signals_blocked",
        "be deaf to signals",
        _LATE,
        body("""
            import signal
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            for one in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGHUP, signal.SIGSEGV):
                signal.signal(one, signal.SIG_IGN)
            while True: pass
        """),
        limits=QUICK,
    ),
    Attack(
        "errors_swallowed",
        "run for ever",
        _LATE,
        body("""
            while True:
                try:
                    while True: raise KeyboardInterrupt
                except BaseException:
                    pass
        """),
        limits=QUICK,
    ),
    Attack(
        "loop_while_loading",
        "run for ever before it is called",
        _LATE,
        "while True:\n    pass\n",
        limits=QUICK._replace(load_seconds=0.3),
    ),
    Attack(
        "endless_description",
        "run for ever while its error is described",
        _LATE,
        body("""
            class Endless(Exception):
                def __str__(self):
                    while True: pass
            raise Endless
        """),
        limits=QUICK,
    ),
    Attack(
        "endless_items",
        "run for ever while its answer is read",
        ("timed_out", "unsendable", "value"),
        body("""
            class Endless(dict):
                def items(self):
                    while True: yield 1, 1
                def __iter__(self):
                    while True: yield 1
            return Endless({1: 1})
        """),
        limits=QUICK,
    ),
    Attack(
        "endless_list",
        "run for ever while its answer is read",
        ("timed_out", "unsendable", "value"),
        body("""
            class Endless(list):
                def __iter__(self):
                    while True: yield 1
            return Endless([1])
        """),
        limits=QUICK,
    ),
    Attack("drip", "print for ever", _LATE, body("""
        import time
        while True:
            print(1)
            time.sleep(0.01)
    """), limits=QUICK),
)  # fmt: skip

_MEMORY = (
    Attack(
        "bytes",
        "take more memory than allowed",
        ("out_of_memory",),
        body("return len(bytearray(256 * 2**20)) > 0"),
        ("rlimits",),
    ),
    Attack(
        "array",
        "take more memory than allowed",
        ("out_of_memory",),
        body("import numpy\nreturn bool(numpy.ones(2**25).size > 0)"),
        ("rlimits",),
    ),
    Attack(
        "mapped",
        "take more memory than allowed",
        ("raised", "out_of_memory"),
        body("import mmap\nreturn len(mmap.mmap(-1, 256 * 2**20)) > 0"),
        ("rlimits",),
    ),
    Attack(
        "many_small",
        "take more memory than allowed",
        ("out_of_memory",),
        body("return len([bytes(2**16) for _ in range(2**12)]) > 0"),
        ("rlimits",),
    ),
    Attack(
        "shared_file",
        "take memory that is counted for nobody",
        REFUSED,
        calling("""
            held = call("memfd_create", target["name"].encode(), 0)
            os.write(held, bytes(2**16))
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "locked",
        "keep memory from being used by others",
        REFUSED,
        calling("""
            kept = bytearray(2**16)
            place = ctypes.addressof((ctypes.c_char * 2**16).from_buffer(kept))
            return call("mlock", place, 2**16) == 0
        """),
        ("capabilities", "rlimits", "seccomp"),
    ),
    Attack(
        "grown_output",
        "take memory by its output",
        REFUSED,
        calling("""
            call("fallocate", 1, 0, 0, 64 * 2**20)
            return call("ftruncate", 1, 0) == 0
        """),
        ("rlimits", "seccomp"),
    ),
    Attack(
        "stretched_output",
        "make its output larger than allowed",
        REFUSED,
        calling("""
            call("ftruncate", 1, 64 * 2**20)
            return call("ftruncate", 1, 0) == 0
        """),
        ("rlimits", "seccomp"),
    ),
    Attack(
        "recursion",
        "use up the stack",
        ("raised",),
        "def attack(target):\n    return attack(target)\n",
    ),
    Attack(
        "recursion_in_c",
        "use up the stack",
        # How far it gets hangs on Python's version; that the grader lives on does not
        ("killed", "raised", "out_of_memory", "timed_out"),
        """
import sys
sys.setrecursionlimit(2**31 - 1)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def attack(target):
    return Deep().x
""",
        limits=QUICK,
    ),
)

_NUMBERS = (
    Attack(
        "processes",
        "start processes",
        REFUSED,
        body("""
            for _ in range(20):
                if os.fork() == 0:
                    os._exit(0)
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "threads",
        "start threads",
        REFUSED,
        body("""
            import threading
            for _ in range(20):
                threading.Thread(target=int).start()
            return True
        """),
        ("seccomp",),
    ),
    Attack(
        "many_descriptors",
        "open more files than allowed",
        REFUSED,
        body("return len([os.open('/dev/null', os.O_RDONLY) for _ in range(200)]) > 0"),
        ("rlimits",),
    ),
    Attack("pipes", "fill pipes", REFUSED, body("return len([os.pipe() for _ in range(8)]) > 0"), ("seccomp",)),
    Attack(
        "disk",
        "fill the disk",
        REFUSED,
        body("""
            for number in range(20):
                with open(f"{target['folder']}/{target['name']}-{number}", "wb") as file:
                    file.write(bytes(2**12))
        """),
        ("landlock", "seccomp"),
    ),
)

_OUTPUT = (
    Attack("print_much", "print without end", ("flooded",), body("while True: print('x' * 10_000)")),
    Attack(
        "write_much",
        "print without end",
        ("flooded",),
        body("""
            while True:
                try:
                    os.write(2, b"x" * 10_000)
                except OSError:
                    pass
        """),
    ),
    Attack(
        # Far behind the limit on the size of a file, without any bytes in between
        "sparse_output",
        "make its output larger than allowed",
        ("value", "raised", "flooded", "killed"),
        body("""
            os.lseek(1, 2**40, os.SEEK_SET)
            return os.write(1, b"x")
        """),
    ),
    Attack("long_text", "return more than allowed", _UNSENDABLE, body("return 'x' * 2**21")),
    Attack("long_array", "return more than allowed", _UNSENDABLE, body("import numpy\nreturn numpy.zeros(2**20)")),
    # 8 TB as NumPy counts, over one number in memory
    Attack("huge_view", "return more than allowed", _UNSENDABLE, body(
        "import numpy\nreturn numpy.broadcast_to(1.0, (10**6, 10**6))"
    )),
    Attack("long_list", "return more than allowed", _UNSENDABLE, body("return [0] * 2_000_000")),
    Attack("long_range", "return more than allowed", _UNSENDABLE, body("return range(10**12)")),
    Attack("deep_list", "return more than allowed", _UNSENDABLE, body(
        "value = 1\nfor _ in range(10**5):\n    value = [value]\nreturn value"
    )),
    Attack("itself", "return more than allowed", _UNSENDABLE, body("value = []\nvalue.append(value)\nreturn value")),
    # Sixty lists, and 2**60 parts for whoever goes through them
    Attack("doubled", "return more than allowed", _UNSENDABLE, body(
        "value = [1]\nfor _ in range(60):\n    value = [value, value]\nreturn value"
    )),
    # Some 300,000 digits, which take quadratic time to work out
    Attack("many_bits", "return a number that takes for ever to write", _UNSENDABLE, body("return 1 << 10**6")),
    # Python's hash of a whole number is its rest by 2**61 - 1: all of these have the same
    Attack("colliding_keys", "return what takes for ever to read", VALUE, body(
        "return {number * (2**61 - 1): 0 for number in range(1000)}"
    )),
    # Unevaluated it is small, and so it crosses; carried out it would fill every memory
    Attack("tower", "return an expression that takes for ever to work out", VALUE, body("""
        import sympy
        value = sympy.Integer(10)
        for _ in range(20):
            value = sympy.Pow(10, value, evaluate=False)
        return value
    """)),
    Attack("deep_expression", "return an expression that exhausts the stack", ("incomparable", "raised"), body("""
        import sympy
        value = sympy.Symbol("x")
        for _ in range(5000):
            value = sympy.sin(value, evaluate=False)
        return value
    """)),
)  # fmt: skip

ATTACKS = (*_TIME, *_MEMORY, *_NUMBERS, *_OUTPUT)
