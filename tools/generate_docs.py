"""Write the pages that the program knows better than we do: docs/cli.md, record.md, codebook.md.

    python tools/generate_docs.py [--check]

With --check nothing is written, and the exit code is 1 where a page differs.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from allegiance.cli import app
from allegiance.ontology.relations import Relation, relations
from allegiance.statements.frames import Frame, frames
from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Phase,
    Place,
    Statement,
    Time,
    TimeStatus,
    Trigger,
)

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GOLD = ROOT / "tests/gold"
WRITTEN = "<!-- Written by tools/generate_docs.py; change the code, then run `make docs`. -->\n"


def main(arguments: list[str]) -> int:
    pages = {"cli.md": cli(), "record.md": record(), "codebook.md": codebook()}
    stale = [name for name, text in pages.items() if _kept(DOCS / name) != text]
    if "--check" not in arguments:
        for name in stale:
            (DOCS / name).write_text(pages[name], encoding="utf-8")
        return 0
    for name in stale:
        print(f"docs/{name} is not what the program says; run `make docs`", file=sys.stderr)
    return 1 if stale else 0


def cli() -> str:
    """Every command with its help, as a terminal of 80 columns shows it."""
    commands = "\n".join(_command(*path) for path in commands_of(get_command(app)))
    return f"""{WRITTEN}
# The command line

Data go to standard output, messages and progress to standard error. `--format jsonl`, `csv` and
`json` are for programs; a table is for people, and its columns may change. Every command that
asks the store takes the same conditions, and what is given twice is alternatives:
`--actor France --actor Mali`.

Exit codes: 0 done, 1 not done (one line on standard error says why), 2 an option that makes no
sense, 3 `read` could read only a part of its input, 130 stopped with Ctrl-C.

`allegiance --install-completion` teaches your shell the commands and options.

```text
{_help()}
```

{commands}"""


def commands_of(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """The path of each command, those of a group after the group."""
    for name in command.list_commands(None) if hasattr(command, "commands") else ():
        yield (*path, name)
        yield from commands_of(command.commands[name], *path, name)


def _command(*path: str) -> str:
    return f"## allegiance {' '.join(path)}\n\n```text\n{_help(*path)}\n```\n"


def _help(*command: str) -> str:
    os.environ |= {"COLUMNS": "80", "TERMINAL_WIDTH": "80"}
    shown = CliRunner().invoke(app, [*command, "--help"], prog_name="allegiance")
    return "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())


def record() -> str:
    """The statement record, field by field, with its JSON schema."""
    _, shapes = msgspec.json.schema_components([Statement], ref_template="#/$defs/{name}")
    order = ("Statement", "End", "Trigger", "Time", "Place", "Attribution")
    tables = "\n".join(_shape(name, shapes[name]) for name in order)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/Statement",
        "$defs": {name: shapes[name] for name in order},
    }
    example = json.dumps(msgspec.to_builtins(EXAMPLE), indent=2, ensure_ascii=False)
    return f"""{WRITTEN}
# The statement record

One JSON object a line (JSONL) is the public form of a statement: what `allegiance read PATH
--format jsonl` prints, what `allegiance export jsonl` writes and what the page reads. Offsets count
Unicode code points of the document's stored text, `end` exclusive. Fields may be added; none is
renamed or removed within one major version.

```json
{example}
```

{tables}
## JSON schema

```json
{json.dumps(schema, indent=2, ensure_ascii=False)}
```
"""


def _shape(name: str, shape: dict[str, Any]) -> str:
    about = " ".join(shape.get("description", "").split())
    rows = "\n".join(
        f"| `{field}` | {_type(kind)} | {'yes' if field in shape.get('required', ()) else ''} |"
        for field, kind in shape["properties"].items()
    )
    return f"## {name}\n\n{about}\n\n| field | type | required |\n| --- | --- | --- |\n{rows}\n"


def _type(kind: dict[str, Any]) -> str:
    match kind:
        case {"$ref": name}:
            plain = name.rsplit("/", 1)[-1]
            return f"[{plain}](#{plain.lower()})"
        case {"anyOf": choices}:
            return " or ".join(_type(choice) for choice in choices)
        case {"enum": values}:
            return ", ".join(f"`{value}`" for value in values)
        case {"type": "array", "items": inner}:
            return f"list of {_type(inner)}"
        case {"type": name}:
            return str(name)
    raise ValueError(f"no words for {kind}")


def codebook() -> str:
    """What a statement is: the relations, the qualifiers, and how sentences say them."""
    known = relations().values()
    table = "\n".join(
        f"| [`{each.name}`](#{each.name}) | {_arrow(each)} | {_sign(each)} | {each.meaning} |"
        for each in known
    )
    qualifiers = "\n".join(_qualifier(name, values) for name, values in QUALIFIERS.items())
    sections = "\n".join(_relation(each) for each in known)
    return f"""{WRITTEN}
# The codebook

A statement is one relation that a text asserts between a *source* and a *target*, with who said
so, how certainly, when and where. It records what is said, never what is true. The
[record](record.md) has every field; this page says what the relations mean and which words tell
them.

The ends are actors (states, governments, armed forces and groups, coalitions, organisations,
parties, peoples, persons, and collectives that writers use as one) or, for the last three
relations, places. Each end is what the text names; the registry knows what each is part of.

## Relations

`->` is directed, `<->` is symmetric and coded once. The sign says how a tie weighs between two
actors.

| relation | | sign | meaning |
| --- | --- | --- | --- |
{table}

## Qualifiers

{qualifiers}
Who says it is a chain of sources between the reader and the statement, the outermost first; it is
empty where the document speaks in its own voice. Times are no finer than the text.

{sections}"""


def _arrow(known: Relation) -> str:
    if known.symmetric:
        return "<->"
    return "-> place" if known.target == ("place",) else "->"


def _sign(known: Relation) -> str:
    return {1: "+", 0: "0", -1: "-"}[known.sign]


def _qualifier(name: str, values: dict[str, str]) -> str:
    rows = "\n".join(f"- `{value}`: {meaning}" for value, meaning in values.items())
    return f"**{name}**\n\n{rows}\n"


def _relation(known: Relation) -> str:
    codes = ", ".join(
        f"{scheme} {code}"
        for scheme, code in (
            ("PLOVER", ", ".join(known.plover)),
            ("CAMEO", known.cameo),
            ("re3d", known.re3d),
        )
        if code
    )
    ways = "\n".join(_frame(frame) for frame in frames() if frame.relation == known.name)
    said = "\n".join(f"- {text}" for text in _gold(known.name))
    return f"""## {known.name}

{known.meaning[0].upper()}{known.meaning[1:]}. {_arrow(known)}, sign {_sign(known)}; {codes}.

> {known.example}

| how it is said | words | example |
| --- | --- | --- |
{ways}

Sentences that the tests read:

{said}
"""


def _frame(frame: Frame) -> str:
    words = ", ".join(frame.lemmas[:12]) + (", ..." if len(frame.lemmas) > 12 else "")
    return f"| {frame.gloss} | {words} | {frame.example} |"


def _gold(relation: str) -> Iterator[str]:
    """Sentences of the tests that tell a relation, with what they tell."""
    for case in yaml.safe_load((GOLD / f"{relation}.yaml").read_text(encoding="utf-8"))[:8]:
        told = "; ".join(
            f"{each['source']} `{each['relation']}` {each['target']}"
            for each in case.get("statements") or ()
        )
        yield f"{' '.join(case['text'].split())} ({told or 'nothing'})"


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


QUALIFIERS: dict[str, dict[str, str]] = {
    "Phase": {
        "starts": "it begins (announced a merger, seized the town)",
        "strengthens": "it grows",
        "holds": "it is so",
        "weakens": "it wanes (supplies have dwindled)",
        "ends": "it is over (lost control, broke away from)",
    },
    "Certainty": {
        "certain": "told as a fact",
        "probable": "would, is expected to, believed to",
        "possible": "might, could, alleged to",
        "unknown": "questions, conditions, neither confirmed nor denied",
    },
    "Time status": {
        "past": "it was so",
        "ongoing": "it is so at the time of writing",
        "future": "it is to come",
        "hypothetical": "it would be so under a condition, or was asked for",
    },
    "Polarity": {
        "positive": "the text says it",
        "negative": "the text denies it (does not support, denied arming)",
    },
}
ALLOWED = {"Phase": Phase, "Certainty": Certainty, "Time status": TimeStatus}
for _name, _values in ALLOWED.items():
    assert set(get_args(_values)) == set(QUALIFIERS[_name]), _name

EXAMPLE = Statement(
    id="5b1e0c7a9f3d2468",
    document="0f1e2d3c4b5a6978",
    sentence="Faramir writes that Gondor sent rifles to Rohan in Ithilien in 2012.",
    begin=0,
    end=68,
    source=End(id="text:gondor", name="Gondor", kind="state", country=None, mention="Gondor",
               begin=20, end=26),
    relation="arm",
    event="AID",
    sign=1,
    target=End(id="text:rohan", name="Rohan", kind="state", country=None, mention="Rohan",
               begin=42, end=47),
    trigger=Trigger(text="sent", begin=27, end=31),
    time_status="past",
    time=Time(text="in 2012", start="2012-01-01", end="2012-12-31", edtf="2012"),
    place=Place(id="text:ithilien", name="Ithilien", country=None, lat=None, lon=None),
    attribution=(Attribution(id="text:faramir", name="Faramir", kind="person", verb="writes",
                             begin=0, end=7),),
    instrument="rifles",
    confidence=0.8,
    coder="frames-1",
    outlet="The Palantir",
    date="2013-01",
    frame="arm.provide",
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
