"""Write docs/frames.md: every frame and construction, by relation.

    python tools/generate_frames_page.py [--check]

With --check nothing is written, and the exit code is 1 where the page differs.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from allegiance.ontology.relations import Relation, relations
from allegiance.statements.frames import (
    Construction,
    Frame,
    constructions,
    event_words,
    families,
    frames,
)

PAGE = Path(__file__).parents[1] / "docs/frames.md"
WRITTEN = (
    "<!-- Written by tools/generate_frames_page.py; change the frames, then run `make docs`. -->\n"
)


def main(arguments: list[str]) -> int:
    kept = PAGE.read_text(encoding="utf-8") if PAGE.exists() else None
    if kept == page():
        return 0
    if "--check" in arguments:
        print("docs/frames.md is not what the frames say; run `make docs`", file=sys.stderr)
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """All ways in which a relation can be said, with the words that say it."""
    sections = "\n".join(_relation(each) for each in relations().values())
    return f"""{WRITTEN}
# The frames

A frame is one way of saying a relation: a trigger word, and who stands where around it. These are
all {len(frames())}, and the {len(constructions())} constructions that need no trigger, in the order of the
[codebook](codebook.md). A statement names its frame in the field `frame`; [the coder](coder.md) says how a frame
is read and how one is added. Every example here is a sentence of the tests.

Source and target name slots, the first that is filled winning: `subject` and `object` of the verb in
the active voice, `owner` of the noun ("X's attack"), `bearer` of a noun or an adjective ("X is an
ally"), or a preposition; `?` is somebody whom the text leaves out. Words in *italics* are families.

{sections}
## Events

A statement also says which [PLOVER](https://github.com/openeventdata/PLOVER) event it tells: that of its frame
(in capitals above), else of its trigger below, else the first of its relation in the [codebook](codebook.md).
Stage and tense count: a promise of help is AGREE, a threat of force THREATEN, a refusal REJECT, help that
is stopped SANCTION, sanctions or attacks that are ended RETREAT.

| relation | event | triggers |
| --- | --- | --- |
{chr(10).join(_events())}

## Families of words

| family | words |
| --- | --- |
{chr(10).join(_family(name, words) for name, words in sorted(families().items()))}
"""


def _relation(known: Relation) -> str:
    ways = "\n".join(_frame(each) for each in frames() if each.relation == known.name)
    others = [_construction(each) for each in constructions() if each.relation == known.name]
    without = "Without a trigger:\n\n" + "\n".join(others) + "\n" if others else ""
    return f"## {known.name}\n\n{known.meaning[0].upper()}{known.meaning[1:]}.\n\n{ways}\n{without}"


def _frame(frame: Frame) -> str:
    return f"""### {frame.id}

{frame.gloss[0].upper()}{frame.gloss[1:]}

> {frame.example}

{chr(10).join(f"- {line}" for line in _lines(frame))}
"""


def _lines(frame: Frame) -> Iterator[str]:
    for kind in ("verb", "noun", "adjective"):
        if words := getattr(frame, kind):
            yield f"{kind}: {', '.join(words)}"
    if frame.between:
        yield f"between those in {_slots(frame.between)}"
    else:
        yield f"source: {_slots(frame.source)}; target: {_slots(frame.target)}"
    yield from (f"{slot} is {_choices(choices)}" for slot, choices in frame.where.items())
    yield from (f"{slot} is not {_choices(choices)}" for slot, choices in frame.unless.items())
    if frame.phase or frame.certainty or frame.event:
        yield ", ".join(filter(None, (frame.phase, frame.certainty, frame.event)))


def _slots(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name.removeprefix('*')}`" for name in names)


def _choices(choices: tuple[str, ...]) -> str:
    return " or ".join(_choice(each) for each in choices)


def _choice(choice: str) -> str:
    if choice.startswith("*"):
        return _KINDS[choice]
    return f"*{choice}*" if choice in families() else choice


def _construction(known: Construction) -> str:
    words = f" ({', '.join(known.words)})" if known.words else ""
    return f"- `{known.id}`: {known.gloss}{words}. {known.example}"


def _events() -> Iterator[str]:
    for relation, classes in event_words().items():
        for event, words in classes.items():
            yield f"| {relation} | {event} | {', '.join(sorted(words))} |"


def _family(name: str, words: frozenset[str]) -> str:
    return f"| *{name}* | {', '.join(sorted(words))} |"


_KINDS = {
    "*any": "anything",
    "*actor": "an actor",
    "*named": "a named actor",
    "*person": "a person",
    "*state": "a state",
    "*body": "an actor that is no place",
    "*place": "a place",
    "*thing": "a thing that is nobody",
    "*placeish": "a place or a part of one",
    "*spot": "a place that is no actor",
    "*part": "a part or a number",
    "*force": "a force or a group",
    "*self": "the trigger",
    "*none": "empty",
    "*bare": "a bare infinitive",
    "*should": "a clause with should",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
