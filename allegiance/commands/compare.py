"""`allegiance compare`: who says what, what divides them, and what each leaves out."""

import csv
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from allegiance.commands.shared import (
    DEFAULT_STORE,
    Limit,
    OwnActors,
    Shape,
    StorePath,
    asking,
    knowing,
    many,
    opened,
    selected,
    silence,
)
from allegiance.errors import BadOption

if TYPE_CHECKING:
    from allegiance.network.agreement import Estimate
    from allegiance.network.claims import Agreement, Claim, Comparison, Side
    from allegiance.ontology.actors import Registry
    from allegiance.statements.statement import Statement
    from allegiance.tables import Column, Format

By = Literal["outlet", "speaker", "author", "coder"]
Part = Literal["ties", "left-out", "changes", "pairs"]


@asking
def compare(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    by: Annotated[By, typer.Option("--by", help="Who the sides are.")] = "outlet",
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group",
            metavar="NAME=A,B",
            help="A side of several, as in West=AFP,Reuters. Repeatable.",
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", metavar="STORE", help="Compare with another store, this one first."),
    ] = None,
    spans: Annotated[
        str | None,
        typer.Option("--periods", metavar="A,B", help="Compare periods, as in 2011/2012,2013/."),
    ] = None,
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "state",
    sides: Annotated[
        int, typer.Option("--sides", min=2, help="At most so many sides, those that tell most.")
    ] = 12,
    least: Annotated[
        int, typer.Option("--least", min=1, help="Left out: what so many others affirm.")
    ] = 2,
    part: Annotated[
        Part | None, typer.Option("--only", help="Only this part; csv and jsonl print one: ties.")
    ] = None,
    matrix: Annotated[
        Path | None, typer.Option("--matrix", metavar="FILE", help="Draw it, too: SVG.")
    ] = None,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """Compare what outlets, speakers, periods or stores say of the same ties.

    A side asserts a tie, denies it, hedges, or is silent where it had the chance to tell it. Those that
    divide the sides most come first. --limit is of each table; data formats print all.

    \b
    Example:
      allegiance compare
      allegiance compare --by speaker --theatre Mali --only ties --format csv
      allegiance compare --group "West=AFP,Reuters" --group "Bamako=L'Essor" --only left-out
      allegiance compare --periods 2011/2012,2013/ --only changes
      allegiance compare --with other-coder.duckdb --format json
    """
    from allegiance.network import claims

    actors = knowing(own)
    chosen = _sides(store, asked, actors, by=by, group=group, other=other, spans=spans, most=sides)
    if not any(side.statements for side in chosen):
        with opened(store) as kept:
            silence(kept, asked)
        return
    found = claims.compare(chosen, level=level, known=actors)
    if part == "changes" and len(found.sides) != 2:
        claims.changes(found)
    _print(found, form, part, least, limit)
    if matrix is not None:
        _draw(found, matrix, limit)


def _sides(
    store: str,
    asked: dict[str, Any],
    actors: "Registry | None",
    *,
    by: By,
    group: Sequence[str] | None,
    other: str | None,
    spans: str | None,
    most: int,
) -> "list[Side]":
    """The sides that the options tell. Raises BadOption for options that tell two kinds at once."""
    from allegiance.network.claims import periods, sides_by

    told = {"--group": group, "--with": other, "--periods": spans}
    given = [name for name, value in told.items() if value]
    if len(given) > 1:
        raise BadOption(f"{' and '.join(given)} each tell what is compared; choose one of them")
    if other:
        return [_whole(path, asked, actors) for path in (store, other)]
    with opened(store) as kept:
        said = list(selected(kept, asked, actors))
    if spans:
        made = periods(said, [span.strip() for span in spans.split(",")])
        _note_dateless(said, made)
        return made
    groups = _groups(group, said, by) if group else None
    made = sides_by(said, by, groups=groups)
    _note_rest(said, made, most, by, grouped=bool(groups))
    return made if groups else made[:most]


def _whole(path: str, asked: dict[str, Any], actors: "Registry | None") -> "Side":
    """A store as one side, with all documents that it read."""
    from allegiance.network.claims import Side

    with opened(path) as kept:
        said = tuple(selected(kept, asked, actors))
        read = frozenset(document.id for document in kept.documents())
    return Side(name=path, sort="store", statements=said, documents=read)


def _groups(given: Sequence[str], said: "Sequence[Statement]", by: By) -> dict[str, list[str]]:
    """Groups and their members. Raises BadOption for a group that is none, or a member nobody knows."""
    from allegiance.network.claims import sides_by

    known = {side.name.casefold(): side.name for side in sides_by(said, by)}
    groups: dict[str, list[str]] = {}
    for each in given:
        name, sign, rest = each.partition("=")
        members = [
            m.strip() for m in next(csv.reader([rest], skipinitialspace=True), []) if m.strip()
        ]
        if not (name.strip() and sign and members):
            raise BadOption(f"group {each!r} is none; write it as in West=AFP,Reuters")
        for member in members:
            if known and member.casefold() not in known:
                near = get_close_matches(member.casefold(), known, n=1)
                hint = f"did you mean {known[near[0]]!r}?" if near else f"{by}s: {_some(known)}"
                raise BadOption(f"no statement is of the {by} {member!r}; {hint}")
        groups.setdefault(name.strip(), []).extend(members)
    return groups


def _some(known: Mapping[str, str]) -> str:
    names = list(known.values())
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _note_dateless(said: "Sequence[Statement]", made: "Sequence[Side]") -> None:
    from allegiance import tables

    kept = {statement.id for side in made for statement in side.statements}
    if out := sum(statement.id not in kept for statement in said):
        tables.note(f"{many(out, 'statement')} told of no time, or of another, left out")


def _note_rest(
    said: "Sequence[Statement]", made: "Sequence[Side]", most: int, by: By, *, grouped: bool
) -> None:
    from allegiance import tables

    if out := len(said) - sum(len(side.statements) for side in made):
        why = "of nobody in a group" if grouped else f"without {by} or author"
        tables.note(f"{many(out, 'statement')} {why}, left out")
    if not grouped and len(made) > most:
        tables.note(f"{len(made) - most} more {by}s tell less; --sides {len(made)} takes all")


def _print(
    found: "Comparison", form: "Format", part: Part | None, least: int, limit: int | None
) -> None:
    from allegiance import tables
    from allegiance.network import claims

    two = len(found.sides) == 2
    rows: dict[Part, Sequence[Any]] = {
        "ties": found.claims,
        "left-out": claims.left_out(found, least=least),
        "changes": claims.changes(found) if two else (),
        "pairs": found.pairs,
    }
    if form == "json" and part is None:
        whole = {
            "sides": found.sides,
            "agreement": found.agreement,
            "ties": found.claims,
            "pairs": found.pairs,
            "left_out": rows["left-out"],
            "changes": rows["changes"],
        }
        tables.emit([_encoded(whole)])
    elif form == "table":
        _tables(found, rows, part, limit)
    else:
        name = part or "ties"
        columns = _flat(found) if name == "ties" else _columns(name, found)
        tables.show(rows[name], columns, form)


def _encoded(whole: object) -> str:
    import msgspec

    return msgspec.json.encode(whole).decode() + "\n"


def _tables(
    found: "Comparison", rows: Mapping[Part, Sequence[Any]], part: Part | None, limit: int | None
) -> None:
    """The comparison for people: the sides, how they agree, and what each part lists."""
    from allegiance import tables

    console = tables.out()
    if part is None:
        console.print(tables.table(found.sides, _told(), "Sides"))
        for line in _agreement(found.agreement):
            console.print(line)
        console.print()
    readers = found.sides[0].sort in ("period", "store", "coder")
    shown: list[Part] = [part] if part else ["ties", "changes" if readers else "left-out"]
    for name in shown:
        if name == "changes" and not rows["changes"] and len(found.sides) != 2:
            continue
        if not rows[name]:
            console.print(f"{_TITLES[name]}: none")
            continue
        console.print(tables.table(rows[name][:limit], _columns(name, found), _TITLES[name]))
        if limit is not None and len(rows[name]) > limit:
            tables.note(f"... and {len(rows[name]) - limit} more; --only {name} --limit shows them")


_TITLES: Mapping[Part, str] = {
    "ties": "Ties, those that divide the sides most first",
    "left-out": "Left out by one, affirmed by others",
    "changes": "Changes",
    "pairs": "Side by side",
}


def _agreement(told: "Agreement") -> list[str]:
    """The agreement in two lines."""
    if not told.ties:
        return ["Agreement: no tie is told by two sides on their own"]
    return [
        f"Agreement over {many(told.ties, 'tie')} that two sides or more tell "
        f"({told.values} stances; silence is no value): "
        f"Krippendorff's alpha {_alpha(told.ordinal)} ordinal, {_alpha(told.nominal)} nominal"
    ]


def _alpha(made: "Estimate") -> str:
    if made.alpha is None:
        return "not defined (all take one stance)"
    interval = f" ({made.low:.2f} to {made.high:.2f})" if made.low is not None else ""
    return f"{made.alpha:.2f}{interval}"


def _told() -> "Sequence[Column]":
    from allegiance.tables import Column

    return (
        Column("Side", lambda s: s.name, "bold"),
        Column("Statements", lambda s: s.statements, right=True),
        Column("Documents", lambda s: s.documents, right=True),
        Column("Ties", lambda s: s.ties, right=True),
        Column("Silent of", lambda s: s.silent, right=True),
    )


def _columns(part: Part, found: "Comparison") -> "Sequence[Column]":
    from allegiance.tables import Column

    if part == "left-out":
        return (
            Column("Silent", lambda o: o.side, "bold", 2),
            Column("Tie", lambda o: o.claim.reading, "", 5),
            Column("Voices", lambda o: len(o.voices), right=True),
            Column("Affirmed by", lambda o: ", ".join(o.voices), "", 4),
        )
    if part == "changes":
        before, after = (side.name for side in found.sides)
        return (
            Column("Change", lambda c: c.kind, "cyan"),
            Column("Tie", lambda c: c.claim.reading, "", 5),
            Column(before, lambda c: c.before, "", 2),
            Column(after, lambda c: c.after, "", 2),
            Column("Had the chance", lambda c: "yes" if c.chance else "no"),
        )
    if part == "pairs":
        return (
            Column("One", lambda p: p.one, "bold", 2),
            Column("Other", lambda p: p.other, "bold", 2),
            Column("Both tell", lambda p: p.both, right=True),
            Column("Alike", lambda p: p.alike, right=True),
            Column("Only one", lambda p: p.only_one, right=True),
            Column("Only other", lambda p: p.only_other, right=True),
            Column("Shared", lambda p: "" if p.shared is None else f"{p.shared:.2f}", right=True),
        )
    return (
        Column("Tie", lambda c: c.reading, "bold", 5),
        Column("Division", lambda c: f"{c.division:.2f}", right=True),
        Column("Voices", lambda c: c.voices, right=True),
        Column("Asserts", lambda c: _who(c, "asserts"), "", 3),
        Column("Hedges", lambda c: _who(c, "hedges"), "", 3),
        Column("Denies", lambda c: _who(c, "denies"), "", 3),
        Column("Silent", lambda c: _who(c, "silent"), "dim", 3),
    )


def _flat(found: "Comparison") -> "Sequence[Column]":
    """The ties for a spreadsheet: a column for each side, empty where it had no chance."""
    from allegiance.tables import Column

    return (
        Column("Source", lambda c: c.source.name),
        Column("Relation", lambda c: c.relation),
        Column("Target", lambda c: c.target.name),
        Column("Theatre", lambda c: c.theatre),
        Column("First", lambda c: c.first),
        Column("Last", lambda c: c.last),
        Column("Division", lambda c: c.division),
        Column("Voices", lambda c: c.voices),
        *(Column(side.name, partial(_stance, side.name)) for side in found.sides),
    )


def _stance(side: str, claim: "Claim") -> str | None:
    cell = claim.cell(side)
    return cell.stance if cell else None


def _who(claim: "Claim", stance: str) -> str:
    """The sides of one stance, those with a copy alone in brackets."""
    cells = [cell for cell in claim.cells if cell.stance == stance]
    return ", ".join(f"[{cell.side}]" if cell.copied else cell.side for cell in cells)


def _draw(found: "Comparison", path: Path, limit: int | None) -> None:
    from allegiance import tables
    from allegiance.exports.format import replacing
    from allegiance.views import matrix

    with replacing(path) as stream:
        stream.write(matrix.draw(found, limit=limit))
    tables.note(f"{path}: {many(min(len(found.claims), limit or len(found.claims)), 'tie')} drawn")
