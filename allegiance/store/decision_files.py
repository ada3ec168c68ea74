"""Decisions as a text file: one a line, in the order of time, to be read, compared and shared."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import msgspec

from allegiance.errors import BadDecision
from allegiance.ontology.apart import apart
from allegiance.store.checking import flaws
from allegiance.store.decision import DEEDS, Decision, Merge, flat, in_order, unflat


def dump(decisions: Iterable[Decision]) -> str:
    """The text of a file of decisions (JSON Lines): the same for the same decisions."""
    lines = (msgspec.json.encode(flat(each)).decode() for each in in_order(decisions))
    return "".join(f"{line}\n" for line in lines)


def read(path: Path) -> list[Decision]:
    """The decisions of a file. Raises BadDecision, naming line and key, where one of them is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDecision(f"{path} cannot be read as a file of decisions: {error}") from error
    return load(text, str(path))


def load(text: str, name: str) -> list[Decision]:
    """The decisions of a text; blank lines are passed over. `name` is what errors call it."""
    found: dict[str, Decision] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        made = _line(line, f"{name}, line {number}")
        if found.setdefault(made.id, made) != made:
            _wrong(
                f"{name}, line {number}", "id", f"{made.id!r} is an earlier line's; give it another"
            )
    return list(found.values())


def _line(line: str, where: str) -> Decision:
    try:
        record = msgspec.json.decode(line, type=dict)
    except msgspec.MsgspecError as error:
        raise BadDecision(
            f"{where}: this is no JSON object ({error}); write one decision a line; "
            "nothing was taken over"
        ) from error
    if record.get("decision") not in DEEDS:
        told = f"{record['decision']!r} is none" if "decision" in record else "it is missing"
        _wrong(where, "decision", f"{told}; write one of {', '.join(DEEDS)}")
    try:
        made = unflat(record)
    except msgspec.ValidationError as error:
        _misshapen(where, str(error), record["decision"])
    if not _MOMENT.fullmatch(made.when) or not _dated(made.when):
        _wrong(where, "when", f"{made.when!r} is no time; write it as 2013-01-14T09:30:00+00:00")
    for key, flaw in flaws(made.what):
        _wrong(where, key, str(flaw))
    if isinstance(made.what, Merge) and not made.what.force:
        because = apart(made.what.actor, made.what.into)
        if because:
            _wrong(
                where, "into", f"{made.what.actor!r} and {made.what.into!r} are never to be merged "
                f"({because}); take the line out, or write \"force\": true",
            )  # fmt: skip
    return made


def _dated(when: str) -> bool:
    try:
        datetime.fromisoformat(when)
    except ValueError:
        return False
    return True


def _misshapen(where: str, message: str, kind: str) -> NoReturn:
    """What is wrong with the shape of a line, by its key."""
    field = _FIELD.search(message)
    path = _PATH.search(message)
    what = message.partition(" - at ")[0]
    if field and field[1] == "unknown":
        keys = (*_FRAME, *(each.encode_name for each in msgspec.structs.fields(DEEDS[kind])))
        _wrong(where, field[2], f"{kind} has no such key; the keys are {', '.join(keys)}")
    if field:
        _wrong(where, field[2], "it is missing; add it")
    _wrong(where, path[1] if path else "decision", f"{what}; write another value")


def _wrong(where: str, key: str, what: str) -> NoReturn:
    raise BadDecision(f"{where}, key {key!r}: {what}; nothing was taken over")


_FRAME = ("id", "when", "who", "decision", "why")
_FIELD = re.compile(r"(unknown|required) field `(\w+)`")
_PATH = re.compile(r"`\$(?:\.what)?\.(\w+)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00)?")
