"""PETRARCH's own records, coded from our parse through PETRARCH's dictionaries.

    python -m benchmarks.accuracy.petrarch [SHARED] [--errors]

Each record is a sentence with the CAMEO events that PETRARCH's authors want of it. A record is right
when exactly these events come out, and no other; a record that must be refused (a dateline, a word
that discards it) is right when it is refused for that reason. Where the authors want an actor of no
dictionary, any phrase in quotes will do. Options that a record sets hold for those after it, which
is how the records were written: one sets the length of new actors, the next expects one.

Peers on all 284 records: PETRARCH 2 33 %, UniversalPetrarch 63 %.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.ontology import petrarch
from benchmarks.accuracy.petrarch_coder import Dictionaries, Event, Options, code, irregular

ROOT = Path(__file__).parents[2]

SETS = {
    "unit_tests": (
        ("PETR.Validate.actors.txt",),
        "PETR.Validate.agents.txt",
        "PETR.Validate.verbs.txt",
        "PETR.Validate.discards.txt",
    ),
    "gsr_validation": (
        (
            "Phoenix.Countries.actors.txt.gz",
            "Phoenix.International.actors.txt.gz",
            "Phoenix.MilNonState.actors.txt",
        ),
        "Phoenix.agents.txt",
        "CAMEO.2.0.txt.gz",
        "Phoenix.discards.txt",
    ),
}
"""The records by file, and the dictionaries that they are coded with: actors, agents, verbs, discards."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A record, what was coded of it, and for what reason it was refused."""

    record: dict[str, Any]
    events: tuple[Event, ...]
    refused: str | None = None

    @property
    def category(self) -> str:
        return str(self.record.get("category") or "-").rstrip("S")

    @property
    def right(self) -> bool:
        """Whether exactly the wanted events came out, or the record was refused as it must be."""
        if self.record.get("error"):
            return self.refused in self.record["error"]
        return self.refused is None and same(self.record["expected"], self.events)


def main(arguments: Sequence[str]) -> int:
    folders = [each for each in arguments if not each.startswith("-")]
    shared = Path(folders[0]) if folders else ROOT.parent / "shared"
    table = Table("records", "category", "right", "of", "share", box=None)
    coded: list[Coded] = []
    for name in SETS:
        records = shared / f"data/text/petrarch/{name}.jsonl"
        if not records.exists():
            print(f"- {records.name} is not in {records.parent}", file=sys.stderr)
            continue
        lines = records.read_text(encoding="utf-8").splitlines()
        found = list(
            run([json.loads(each) for each in lines], read(shared / "data/dictionaries", name))
        )
        coded += found
        for category, right, of in shares(found):
            table.add_row(name, category, str(right), str(of), f"{right / of:.0%}")
    Console().print(table)
    if "--errors" in arguments:
        for each in coded:
            if not each.right:
                print(error(each))
    return 0


def read(folder: Path, name: str) -> Dictionaries:
    """The dictionaries of one set of records.

    Raises BrokenOntology where one cannot be read.
    """
    actors, agents, verbs, discards = SETS[name]
    entries = [
        each
        for file in actors
        for each in petrarch.read_actors(petrarch.text(folder / file)).entries
    ]
    return Dictionaries(
        petrarch.Actors(tuple(entries)),
        petrarch.read_agents(petrarch.text(folder / agents)),
        petrarch.read_verbs(petrarch.text(folder / verbs)),
        petrarch.read_discards(petrarch.text(folder / discards)),
    )


def run(records: Iterable[dict[str, Any]], known: Dictionaries) -> Iterable[Coded]:
    """The records coded in their order, each under the options that those before it have set."""
    options = Options()
    for record in records:
        yield coded(record, known, options)
        options = changed(options, record.get("config") or ())


def coded(record: dict[str, Any], known: Dictionaries, options: Options) -> Coded:
    """One record: refused, or parsed and coded."""
    text = " ".join(record["text"].split())
    refused = known.discarded(text) or irregular(text)
    if refused is not None:
        return Coded(record, (), refused)
    written = str(record.get("date") or "")
    day = petrarch.day(written) if written else None
    document = Document(id=identify(text), text=text, date=None if day is None else str(day))
    events = code(annotate(document, coder="frames"), known, day, options)
    return Coded(record, tuple(events))


def changed(options: Options, settings: Iterable[Sequence[str]]) -> Options:
    """The options with some set anew, named and written as in a `<Config>` of PETRARCH."""
    for name, value in settings:
        if name == "new_actor_length":
            options = replace(options, new_actor_length=int(value))
        elif name == "require_dyad":
            options = replace(options, require_dyad="false" not in value.lower())
    return options


def same(wanted: Sequence[dict[str, Any]], events: Sequence[Event]) -> bool:
    """Whether two sets of events are one; a wanted actor that is null is any new one."""
    left = Counter(
        tuple("" if end.startswith('"') else end for end in event[:2]) + event[2:]
        for event in events
    )
    right = Counter(
        (each["source"] or "", each["target"] or "", each["event"]) for each in wanted
    )
    return left == right


def shares(found: Sequence[Coded]) -> list[tuple[str, int, int]]:
    """Right and all, by category and over all of them."""
    of = Counter(each.category for each in found)
    right = Counter(each.category for each in found if each.right)
    rows = [(category, right[category], of[category]) for category in sorted(of)]
    return [*rows, ("all", sum(right.values()), sum(of.values()))]


def error(each: Coded) -> str:
    """A record that came out wrong: what was wanted, and what was said."""
    wanted = [(one["source"], one["target"], one["event"]) for one in each.record["expected"]]
    return (
        f"\n{each.record['id']}: {' '.join(each.record['text'].split())}\n"
        f"  wanted {each.record.get('error') or wanted}\n"
        f"  said   {each.refused or [tuple(event) for event in each.events]}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
