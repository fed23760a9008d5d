"""Attacks on the answers: frames of the student's own making, patched libraries, sudden ends.

A forged answer that arrives in place of the right one is simply the value that the student claims, as `return` would
be. What must not happen is that it counts for another call, that something else than plain data arrives, or that the
grader is disturbed.
"""

from grader.sandbox.attacks.attack import QUICK, VALUE, Attack, body

_KILLED = ("killed",)
_UNSENDABLE = ("unsendable",)


def _frame(payload: str, how_often: int = 1) -> str:
    """The source of an attack that writes a frame with this payload, an expression of bytes, in front of its answer."""
    return body(f"""
        payload = {payload}
        os.write(4, {how_often} * (len(payload).to_bytes(4, "big") + payload))
        return "honest"
    """)


# Loading the file is answer 1, and the call is answer 2: a frame with another number belongs to something else
# Answers go out at descriptor 4, each behind its length in four bytes; requests come in at 3
_FRAMES = (
    Attack(
        "frame_on_every_descriptor",
        "answer in the grader's name",
        ("value", "killed"),
        body("""
            payload = b'{"number":2,"value":"forged"}'
            for descriptor in range(256):
                try:
                    os.write(descriptor, len(payload).to_bytes(4, "big") + payload)
                except OSError:
                    pass
            return "honest"
        """),
    ),
    Attack("answer_twice", "answer twice", VALUE, _frame("""b'{"number":2,"value":"forged"}'""", 2)),
    Attack("answer_later_call", "answer a later call", _KILLED, _frame("""b'{"number":7,"value":"forged"}'""")),
    Attack("answer_earlier_call", "answer an earlier call", _KILLED, _frame("""b'{"number":1,"value":"forged"}'""")),
    Attack("number_is_text", "give a number that is none", _KILLED, _frame("""b'{"number":"2","value":1}'""")),
    Attack("number_is_array", "give a number that is none", _KILLED, _frame("""b'{"number":[2],"value":1}'""")),
    Attack("no_number", "claim that layers hold", _KILLED, _frame("""b'{"ready":["landlock","seccomp"]}'""")),
    Attack("not_an_object", "confuse the reader of answers", _KILLED, _frame("b'[1,2,3]'")),
    Attack("not_json", "confuse the reader of answers", _KILLED, _frame("b'number 2'")),
    Attack("not_ascii", "confuse the reader of answers", _KILLED, _frame(r"""b'{"number":2,"value":"\xff"}'""")),
    Attack("empty_frame", "confuse the reader of answers", _KILLED, _frame("b''")),
    Attack("deep_frame", "exhaust the reader of answers", _KILLED, _frame("b'[' * 60_000")),
    Attack("deep_value", "exhaust the reader of answers", _KILLED, _frame(
        """b'{"number":2,"value":' + b'[' * 60_000"""
    )),
    Attack("not_a_number", "send a number that is none", _KILLED, _frame("""b'{"number":2,"value":NaN}'""")),
    Attack("huge_float", "send an infinite number", _KILLED, _frame("""b'{"number":2,"value":1e999}'""")),
    Attack("many_digits", "send a number that takes for ever to read", _KILLED, _frame("b'1' * 60_000")),
    Attack("unknown_failure", "blame the grader", _UNSENDABLE, _frame("""b'{"number":2,"failure":"grader_error"}'""")),
    Attack("failure_is_array", "blame the grader", _UNSENDABLE, _frame("""b'{"number":2,"failure":["killed"]}'""")),
    Attack("neither", "answer with nothing", _UNSENDABLE, _frame("""b'{"number":2}'""")),
    Attack(
        "terminal_codes",
        "write to the teacher's terminal",
        ("raised",),
        _frame(r"""b'{"number":2,"failure":"raised","text":"\\u001b]0;owned\\u0007\\n::error::owned"}'"""),
    ),
    Attack(
        "forged_place",
        "write to the teacher's terminal",
        ("raised",),
        _frame(r"""b'{"number":2,"failure":"raised","text":"x","place":["\\u001b[2J",1,"\\u001b[2J",-5]}'"""),
    ),
    Attack("code_as_symbol", "have the grader run code", _UNSENDABLE, _frame(
        """b'{"number":2,"value":["sympy",["Symbol","__import__(\\\\"os\\\\").abort()"]]}'"""
    )),
    Attack("code_as_head", "have the grader run code", _UNSENDABLE, _frame(
        """b'{"number":2,"value":["sympy",["os.abort",["Symbol","x"]]]}'"""
    )),
    Attack("pickle", "have the grader run code", _KILLED, _frame(r"b'\x80\x04cos\nabort\n(tR.'")),
    Attack("array_of_objects", "have the grader read its memory", _UNSENDABLE, _frame(
        """b'{"number":2,"value":["array","object",[1],"AAAAAAAAAAA="]}'"""
    )),
    Attack("array_too_short", "have the grader read its memory", _UNSENDABLE, _frame(
        """b'{"number":2,"value":["array","float64",[1000000],"AAAAAAAAAAA="]}'"""
    )),
    Attack("function_back", "have the grader call a function", _UNSENDABLE, _frame(
        """b'{"number":2,"value":["function",[["Symbol","x"]],["Symbol","x"]]}'"""
    )),
    Attack(
        # Of 4 GiB, as it says
        "announce_too_much",
        "fill the grader's memory",
        ("flooded",),
        body(r"""
            os.write(4, b"\xff\xff\xff\xff" + b"x" * 1000)
            return "honest"
        """),
    ),
    Attack(
        # It says 4,096 bytes, and sends four
        "half_a_frame",
        "leave the grader waiting",
        _KILLED,
        body(r"""
            os.write(4, b"\0\0\x10\0half")
            os._exit(0)
        """),
    ),
    Attack(
        "half_a_frame_and_wait",
        "leave the grader waiting",
        ("timed_out",),
        body(r"""
            import time
            os.write(4, b"\0\0\x10\0half")
            time.sleep(60)
        """),
        limits=QUICK,
    ),
)  # fmt: skip

_PATCHES = (
    Attack(
        "patched_json",
        "replace what writes its answers",
        VALUE,
        body("""
            import json
            json.dumps = lambda *_, **__: '{"number":2,"value":"forged"}'
            return "honest"
        """),
    ),
    Attack(
        "patched_builtins",
        "replace Python's own functions",
        ("value", "unsendable", "raised", "killed"),
        body("""
            import builtins
            builtins.len = lambda _: 0
            builtins.isinstance = lambda *_: True
            builtins.type = lambda *_: float
            return "honest"
        """),
    ),
    Attack(
        "patched_numpy",
        "replace NumPy's comparisons for the next submission",
        VALUE,
        """
def attack(target):
    import numpy
    numpy.allclose = numpy.isclose = numpy.array_equal = lambda *_, **__: True
    return numpy.allclose(1, 2) and "patched"


def look(target):
    import numpy
    return bool(numpy.allclose(1, 2))
""",
        looks_again=True,
    ),
    Attack(
        "patched_sympy",
        "replace SymPy's comparisons for the next submission",
        VALUE,
        """
def attack(target):
    import sympy
    sympy.Basic.__eq__ = lambda *_: True
    sympy.simplify = lambda *_, **__: sympy.Integer(0)
    return "patched"


def look(target):
    import sympy
    return bool(sympy.Symbol("x") == sympy.Symbol("y")) or sympy.simplify("x") == 0
""",
        looks_again=True,
    ),
    Attack(
        # Python keeps small numbers once, and behind the 24 bytes of its head a number has its digits
        "patched_number",
        "change what 257 - 256 is for the next submission",
        ("value", "killed", "unsendable", "raised"),
        """
def attack(target):
    import ctypes
    number = ctypes.c_void_p.from_buffer(ctypes.py_object(200)).value
    ctypes.c_uint32.from_address(number + 24).value = 201
    return "patched"


def look(target):
    return 100 + 100 != 2 * int("100") or str(100 + 100) != "200"
""",
        looks_again=True,
    ),
    Attack(
        # It looks for the frame of whoever numbers the answers: what it writes there is its own undoing
        "patched_caller",
        "change the number of its next answer",
        _KILLED,
        body("""
            import sys
            frame = sys._getframe()
            while "self" not in frame.f_locals or not hasattr(frame.f_locals["self"], "_number"):
                frame = frame.f_back
            frame.f_locals["self"]._number += 5
            return "honest"
        """),
    ),
    Attack(
        # Without requests serving ends, and behind its end stands the loop of the process that it was forked from
        "patched_exit",
        "fall back into the process that it was forked from",
        ("value", "killed"),
        body("""
            os._exit = lambda *_: None
            os.close(3)
            return "honest"
        """),
    ),
    Attack(
        "endless_stream",
        "keep its process busy behind its own code",
        ("timed_out",),
        body("""
            import sys
            class Endless:
                def flush(self):
                    while True: pass
                def write(self, text): pass
            sys.stdout = Endless()
            return "honest"
        """),
        limits=QUICK,
    ),
)

_ENDS = (
    Attack("leave", "end the grader", ("exited",), body("import sys\nsys.exit(0)")),
    Attack("leave_at_once", "end the grader", _KILLED, body("os._exit(0)")),
    Attack("leave_by_signal", "end the grader", ("forbidden", "killed"), body("os.kill(os.getpid(), 9)"), ()),
    Attack("interrupt", "end the grader", ("raised",), body("raise KeyboardInterrupt")),
    Attack("abort", "end the grader", ("killed", "timed_out"), body("os.abort()"), limits=QUICK),
    Attack("wrong_address", "crash the grader", _KILLED, body("import ctypes\nctypes.string_at(0)")),
    Attack("close_everything", "close the grader's descriptors", _KILLED, body("os.closerange(0, 256)")),
    Attack("close_answers", "stop answering", _KILLED, body("os.close(4)\nimport time\ntime.sleep(60)"), limits=QUICK),
    Attack(
        "answers_to_output",
        "send its answers elsewhere",
        ("timed_out", "killed"),
        body("os.dup2(1, 4)\nreturn 1"),
        limits=QUICK,
    ),
    Attack(
        "error_that_lies",
        "hide what went wrong",
        ("raised",),
        body("""
            class Liar(Exception):
                def __str__(self): raise SystemExit
                __repr__ = __str__
                __class__ = property(lambda self: MemoryError)
            raise Liar
        """),
    ),
)

ATTACKS = (*_FRAMES, *_PATCHES, *_ENDS)
