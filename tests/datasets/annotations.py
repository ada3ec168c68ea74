"""What the tests of the annotation formats share: statements in sentences that leave and come back."""

from pathlib import Path

import msgspec
from hypothesis import strategies as st

from allegiance import datasets
from allegiance.datasets import Block
from allegiance.exports import write
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import End, Statement
from tests.datasets.conftest import sound
from tests.network.conftest import make, speaker

NAMES = {
    "Gondor": "state",
    "Rohan": "armed group",
    "Лориэн": "people",
    "Men of 𝔐ordor": "coalition",
}


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """A sentence each, in one document or two, told of by their offsets."""
    made: list[Statement] = []
    at = 0
    for n in range(draw(st.integers(1, 6))):
        name = draw(st.sampled_from(CODEBOOK))
        on_place = relation(name).target == ("place",)
        one = draw(st.sampled_from(sorted(NAMES)))
        other = "Ithilien" if on_place else draw(st.sampled_from(sorted(set(NAMES) - {one})))
        sentence = f"It is said that {one} will {name}\u2019s {other}."
        ends = [
            _end(word, "place" if word == "Ithilien" else NAMES[word], sentence, at)
            for word in (one, other)
        ]
        said = make(
            ends[0], name, ends[1], n,
            polarity=draw(st.sampled_from(("positive", "negative"))),
            certainty=draw(st.sampled_from(("certain", "probable", "possible", "unknown"))),
            time_status=draw(st.sampled_from(("past", "ongoing", "future", "hypothetical"))),
            attribution=draw(st.sampled_from(((), (speaker("Faramir"), speaker("scouts"))))),
            document=draw(st.sampled_from(("a letter", "another"))),
        )  # fmt: skip
        made.append(
            msgspec.structs.replace(said, sentence=sentence, begin=at, end=at + len(sentence))
        )
        at += len(sentence) + 1
    return sorted(made, key=lambda each: each.document)


def _end(word: str, kind: str, sentence: str, at: int) -> End:
    begin = at + sentence.index(word)
    return End(
        id=word.lower(), name=word, kind=kind, country=None, mention=word, begin=begin,
        end=begin + len(word),
    )  # fmt: skip


def kept(said: Statement) -> tuple[object, ...]:
    """What of a statement every annotation tool keeps."""
    return (
        said.id, said.source.mention, said.relation, said.target.mention, said.target.kind == "place",
        said.polarity, said.certainty, said.time_status, said.sentence,
        tuple(link.name for link in said.attribution),
    )  # fmt: skip


def _placed(block: Block) -> list[Statement]:
    """A block's statements, once all but who says so stands where it says; that the tools do not keep."""
    nameless = [msgspec.structs.replace(each, attribution=()) for each in block.statements]
    sound(msgspec.structs.replace(block, statements=tuple(nameless)))
    return list(block.statements)


def goes_and_returns(said: list[Statement], path: Path, form: str, name: str) -> list[Block]:
    """Every statement comes back with its words and what limits them."""
    assert write(said, path, format=form).written == len(said)
    reading = datasets.read(path)
    blocks = list(reading.blocks)
    back = [each for block in blocks for each in _placed(block)]
    assert reading.form.name == name
    assert not reading.silences
    assert sorted(map(kept, back)) == sorted(map(kept, said))
    return blocks
