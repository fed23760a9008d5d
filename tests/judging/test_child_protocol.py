"""The lines between a judging child and its parent: the grammar in the docstring is what the code writes and reads."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judging import child, child_protocol, progress
from grader.judging.child_protocol import (
    MESSAGES,
    Begin,
    BeginAgain,
    End,
    LearnedItem,
    Message,
    SandboxFailed,
    Scored,
    SoFar,
    decode,
    encode,
)
from grader.judging.key import ItemName
from grader.judging.verdict_cache.answer_trie import Circumstances, Learned, SessionAction, Step
from grader.model.feedback import Feedback, Witness
from grader.model.report import ItemScore, SandboxInfo
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Request

GRAMMAR = child_protocol.__doc__ or ""
ITEM = ItemName("xor", "relu")
SCORE = ItemScore(
    id="relu",
    title="t",
    kind="function",
    score=0.5,
    max_score=1.0,
    verdict=Verdict.PARTIAL,
    visibility="public",
    feedback=(Feedback(code="answer.value", text="größer als 1\n"),),
    witness=Witness(kind="call", text="relu(1) gave 2; expected 1"),
    output="\ud800",
)
LEARNED = Learned(
    Circumstances("xor", "relu", (("net", "WRONG", 0.5),), "sha256:0"),
    (
        Step(Request("xor", ((b'{"calls":[[1]]}', 1), (b"{}", 0))), b"\xff"),
        *(Step(action, b"-") for action in SessionAction),
    ),
    SCORE,
)
EXAMPLES: list[Message] = [
    Begin(ITEM),
    SoFar(ITEM, SCORE),
    LearnedItem(LEARNED),
    Scored(ITEM, SCORE, is_lasting=True),
    SandboxFailed("the process did not start"),
    BeginAgain(),
    End(SandboxInfo(level="confined", layers=("network", "files"), seconds={"call": 3.0})),
]


def kinds_in_grammar() -> dict[str, tuple[str, ...]]:
    """Kind to fields, as the table of the docstring has them."""
    lines = iter(GRAMMAR.splitlines())
    head = next(line for line in lines if line.split()[:2] == ["kind", "fields"])
    fields, meaning = head.index("fields"), head.index("what it tells")
    table = {}
    for line in lines:
        if not line.strip():
            break
        table[line[:fields].strip()] = tuple(line[fields:meaning].split())
    return table


def test_the_grammar_lists_every_message_with_its_fields() -> None:
    """A kind, or a field, that the code knows and the docstring does not fails here, and the other way round."""
    assert kinds_in_grammar() == {kind: message._fields for kind, message in MESSAGES.items()}


def test_the_order_in_the_grammar_names_every_kind() -> None:
    """Each has its place in a conversation."""
    (order,) = re.findall(r"In the order of `([^`]*)`", GRAMMAR)
    assert set(re.findall(r"\w+", order)) == set(MESSAGES)


def test_the_grammar_lists_every_field() -> None:
    """The form of each is said, but for a sentence and for yes or no, which are what JSON calls them."""
    said = set(re.findall(r"^    (\w+) +=", GRAMMAR, re.MULTILINE))
    fields = {field for message in MESSAGES.values() for field in message._fields}
    assert said == fields - {"reason", "is_lasting"} | {"question"}


def test_the_grammar_lists_every_question_and_what_is_learned() -> None:
    """What stands for a question that is no call, and the names in what the trie learns."""
    assert set(re.findall(r"^    question .*", GRAMMAR, re.MULTILINE)[0].split('"')[1::2]) == {
        action.value for action in SessionAction
    }
    assert set(re.findall(r'"(\w+)":', GRAMMAR)) == set(Learned._fields)


def test_every_message_has_a_kind() -> None:
    """What may be sent is what the table has."""
    assert set(MESSAGES.values()) == set(get_args(Message))


def test_the_child_writes_every_kind_and_the_parent_reads_every_kind() -> None:
    """No kind is left over that nobody sends, or that nobody understands."""
    names = {message.__name__ for message in MESSAGES.values()}
    written = ast.walk(ast.parse(Path(child.__file__).read_text(encoding="utf-8")))
    read = ast.walk(ast.parse(Path(progress.__file__).read_text(encoding="utf-8")))
    assert names == names & {
        node.func.id for node in written if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert names == names & {
        node.cls.id for node in read if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    }


@pytest.mark.parametrize("message", EXAMPLES, ids=lambda message: type(message).__name__)
def test_what_is_written_is_read(message: Message) -> None:
    """The same message again, from one line in ASCII, whatever a student has printed."""
    line = encode(message)
    assert line.isascii()
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    again = decode(line)
    assert type(again) is type(message)
    assert again == message


def test_there_is_an_example_of_every_message() -> None:
    assert {type(message) for message in EXAMPLES} == set(MESSAGES.values())


@given(st.lists(st.builds(Step, st.just(Request("e", ((b"q", 1),))), st.binary(min_size=1, max_size=2)), min_size=1))
def test_any_path_of_the_trie_comes_back(steps: list[Step]) -> None:
    """With questions of both kinds."""
    learned = Learned(LEARNED.circumstances, (*steps, Step(SessionAction.TAKE_OUTPUT, b"\0")), SCORE)
    assert decode(encode(LearnedItem(learned))) == LearnedItem(learned)
