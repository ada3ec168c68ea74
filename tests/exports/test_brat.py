"""The standoff files hold what brat asks for: offsets into the text, known ids, known types."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exports import brat
from allegiance.statements.statement import Statement
from tests.exports.conftest import FARAMIR, STATEMENTS, data, end, members, odd, say
from tests.exports.test_passages import told

(BRAT,) = brat.FORMATS


def files(*statements: Statement) -> dict[str, str]:
    return members(data(BRAT, *statements)[0])


def check(made: dict[str, str]) -> int:
    """Every entity has its words at its offsets, and every other line a thing it is about."""
    relations = 0
    config = made["annotation.conf"]
    for name in made:
        if not name.endswith(".ann"):
            continue
        whole = made[f"{name.removesuffix('.ann')}.txt"]
        ids: set[str] = set()
        for line in made[name].split("\n")[:-1]:
            identity, told_of, *words = line.split("\t")
            if identity.startswith("T"):
                kind, begin, stop = told_of.split(" ")
                assert whole[int(begin) : int(stop)] == words[0]
                assert f"\n{kind}\n" in config
            else:
                about = told_of.replace("Arg1:", "").replace("Arg2:", "").split(" ")[1:]
                assert {each for each in about if each[0] in "TR" and each[1:].isdigit()} <= ids
                relations += identity.startswith("R")
            assert identity not in ids
            ids.add(identity)
    return relations


def test_two_sentences_of_a_document_are_two_lines() -> None:
    denied = told(
        "Dale", at=500, polarity="negative", certainty="possible", attribution=(FARAMIR,), id="no"
    )
    made = files(told("Rohan"), denied)
    assert set(made) == {"letter.txt", "letter.ann", "annotation.conf"}
    assert made["letter.txt"] == "Gondor armed Rohan and Dale.\n" * 2
    assert check(made) == 2
    assert made["letter.ann"].split("\n")[6:-1] == [
        "T3\tarmed_group 29 35\tGondor", "T4\tstate 52 56\tDale", "R2\tarm Arg1:T3 Arg2:T4", "A3\tNegation R2",
        "A4\tCertainty R2 possible", "A5\tTimeStatus R2 ongoing",
        "#2\tAnnotatorNotes R2\tstatement no, according to Faramir",
    ]  # fmt: skip


def test_documents_whose_names_look_alike_are_two() -> None:
    made = files(told("Rohan", document="a/b"), told("Rohan", document="A b"))
    assert {name for name in made if name.endswith(".txt")} == {"a_b.txt", "A_b~2.txt"}


@settings(max_examples=25, deadline=None)
@given(st.lists(STATEMENTS, max_size=3), st.text(min_size=1, max_size=20))
def test_any_text_keeps_its_offsets(statements: list[Statement], words: str) -> None:
    said = say(end(words, kind="🏰"), "arm", end(words), sentence=words, end=len(words))
    made, written = data(BRAT, *statements, said, *odd())
    assert check(members(made)) == written.written
    assert written.written + written.left_out == len(statements) + 1 + len(odd())
