"""Single sentences in invented worlds, coded by hand from the codebook alone.

`tests/gold/*.yaml` holds them. A sentence passes where exactly its statements are coded, with all
qualifiers that it names. Those that we still read wrongly are listed in `still_wrong.yaml`; one
that starts to pass must leave the list.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import yaml

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.ontology.actors import normal
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.coder import code
from allegiance.statements.statement import End, Statement
from tests.statements.worlds import GOLD, middle_earth

DATE = "2013-06-15"


def _items() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(GOLD.glob("*.yaml")):
        if file.stem not in ("world", "still_wrong"):
            for item in yaml.safe_load(file.read_text()):
                yield file.stem, item


ITEMS = list(_items())
WRONG = frozenset(yaml.safe_load((GOLD / "still_wrong.yaml").read_text()))


def _cases() -> Iterator[Any]:
    for name, item in ITEMS:
        wrong = item["text"] in WRONG
        marks = [pytest.mark.xfail(reason="still read wrongly", strict=True)] if wrong else []
        yield pytest.param(item, id=f"{name}: {item['text']}", marks=marks)


@pytest.mark.parametrize("item", list(_cases()))
def test_sentence(item: dict[str, Any]) -> None:
    statements = coded(item["text"])
    pairs, left = sorted_out(statements, item)
    found = [pair.wanted for pair in pairs]
    missed = [wanted for wanted in item["statements"] or [] if wanted not in found]
    assert missed == [], f"not coded; coded: {[_told(statement) for statement in statements]}"
    assert [_qualifiers(*pair) for pair in pairs] == [_wanted(wanted) for wanted in found]
    assert [_told(statement) for statement in left] == []


def test_every_relation_is_there_in_many_constructions() -> None:
    told = [statement["relation"] for _, item in ITEMS for statement in item["statements"] or []]
    assert len(ITEMS) >= 150
    assert set(told) == set(CODEBOOK)
    assert min(told.count(name) for name in CODEBOOK) >= 6


def test_what_is_still_wrong_is_there() -> None:
    assert {item["text"] for _, item in ITEMS} >= WRONG


class Pair(NamedTuple):
    """A statement as coded, and as it was wanted."""

    statement: Statement
    wanted: dict[str, Any]

    @property
    def attributed(self) -> bool:
        told = _qualifiers(self.statement, self.wanted)["attribution"]
        return bool(told == _wanted(self.wanted)["attribution"])


def coded(text: str) -> list[Statement]:
    """The statements of one sentence of the invented world."""
    document = Document(id=identify(text), text=text, date=DATE)
    return code(annotate(document, world=middle_earth(), coder="frames"))


def sorted_out(
    statements: list[Statement], item: dict[str, Any]
) -> tuple[list[Pair], list[Statement]]:
    """Which statement is which that was wanted, and those that nobody wanted."""
    left, pairs = list(statements), []
    for wanted in item["statements"] or []:
        match = next((each for each in left if _is(each, wanted)), None)
        if match is not None:
            left.remove(match)
            pairs.append(Pair(match, wanted))
    return pairs, left


def _is(statement: Statement, wanted: dict[str, Any]) -> bool:
    if statement.relation != wanted["relation"]:
        return False
    if statement.polarity != wanted.get("polarity", "positive"):
        return False
    here = _names(statement.source), _names(statement.target)
    source, target = _key(wanted["source"]), _key(wanted["target"])
    if source in here[0] and target in here[1]:
        return True
    return statement.mutual and source in here[1] and target in here[0]


def _names(end: End) -> set[str]:
    """What an end may be called: its name, its wording, and a description's head noun."""
    names = {_key(end.name), _key(end.mention)}
    return names | {_key(end.mention).split()[-1]} if end.id.startswith("text:") else names


def _wanted(wanted: dict[str, Any]) -> dict[str, Any]:
    symmetric = relation(wanted["relation"]).symmetric
    told = {
        "certainty": wanted.get("certainty", "certain"),
        "phase": wanted.get("phase", "holds"),
        "mutual": symmetric or wanted.get("mutual", False),
        "attribution": [_key(name) for name in wanted.get("attribution", [])],
    }
    for name in ("place", "time", "instrument"):
        told[name] = _key(wanted[name]) if name in wanted else None
    if "time_status" in wanted:
        told["time_status"] = wanted["time_status"]
    return told


def _qualifiers(statement: Statement, wanted: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "certainty": statement.certainty,
        "phase": statement.phase,
        "mutual": statement.mutual,
        "attribution": [_key(link.name) for link in statement.attribution],
        "place": _key(statement.place.name) if statement.place else None,
        "time": _key(statement.time.text) if statement.time else None,
        "instrument": _key(statement.instrument) if statement.instrument else None,
    }
    if "time_status" in wanted:
        told["time_status"] = statement.time_status
    return told


def _key(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", normal(name))


def _told(statement: Statement) -> str:
    ends = f"{statement.source.name} {statement.relation} {statement.target.name}"
    return f"{ends} ({statement.frame}, {statement.phase}, {statement.polarity})"
