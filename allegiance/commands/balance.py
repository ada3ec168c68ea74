"""`allegiance balance`: how far a network is from two camps, exactly, and what breaks them."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
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
    from allegiance.network.balance import Balance, Frustrated, Signed, Verified, Window
    from allegiance.tables import Column, Format

WeightOption = Literal["one", "count", "certainty", "sources"]

OUT_OF_TIME = 4
"""The exit code where the time ran out before the two bounds met."""


@asking
def balance(
    asked: dict[str, Any],
    store: StorePath = DEFAULT_STORE,
    edges: Annotated[
        Path | None,
        typer.Option(
            "--edges",
            metavar="FILE",
            help="Not the store: a table with columns u, v, sign, weight.",
        ),
    ] = None,
    weight: Annotated[
        WeightOption,
        typer.Option("--weight", help="What a pair weighs: one each, or its statements."),
    ] = "one",
    level: Annotated[
        Literal["named", "state"],
        typer.Option("--level", help="Ends as the text names them, or as the states they serve."),
    ] = "state",
    camps: Annotated[
        int, typer.Option("--camps", min=2, metavar="K", help="At most so many camps.")
    ] = 2,
    over: Annotated[
        bool, typer.Option("--series", help="One answer for each window of years.")
    ] = False,
    years: Annotated[int, typer.Option("--years", min=1, help="How long a window is.")] = 1,
    step: Annotated[int, typer.Option("--step", min=1, help="Years between windows.")] = 1,
    triangles: Annotated[
        bool, typer.Option("--triangles", help="Frustrated triangles, too, beside chance.")
    ] = False,
    limit_of_time: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", help="Stop then, with bounds."),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="Write the proof, too: JSON."),
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Check such a proof, no more.")
    ] = None,
    own: OwnActors = None,
    form: Shape = "table",
    limit: Limit = 20,
) -> None:
    """Find the two camps, and the least set of ties that break them, with proof.

    The frustration index is the least weight of ties that must go for a network to split into two
    camps, friends inside and foes across. A lower and an upper bound are printed always; where they
    meet, it is proved. Where the time runs out before, the exit code is 4. --limit is of the ties shown.

    \b
    Example:
      allegiance balance
      allegiance balance --theatre Libya --weight sources --certificate libya.json
      allegiance balance --verify libya.json
      allegiance balance --series --years 4 --format csv
      allegiance balance --edges ties.tsv --format json
    """
    from allegiance.network import balance as balances

    if check is not None:
        _print_checked(balances.verify(check), form)
        return
    if over:
        _refuse({"--edges": edges, "--certificate": proof, "--triangles": triangles})
        if camps > 2:
            raise BadOption("--series asks for two camps; leave --camps out")
        _series(store, asked, own, level, weight, years, step, limit_of_time, form)
        return
    network = _read_edges(edges, asked) if edges else _of_store(store, asked, own, level, weight)
    if network is None:
        return
    found = balances.generalised(network, camps=camps, time_limit=limit_of_time)
    triads = balances.triads(network) if triangles else None
    if proof is not None:
        _write(proof, found)
    _print(found, triads, form, limit, merged=edges is not None)
    if not found.proved and limit_of_time is not None and found.seconds >= 0.95 * limit_of_time:
        raise typer.Exit(OUT_OF_TIME)


def _refuse(given: dict[str, object]) -> None:
    """Raises BadOption for options that --series does not take."""
    told = [name for name, value in given.items() if value]
    if told:
        raise BadOption(
            f"--series is of a store and prints a table; leave {' and '.join(told)} out"
        )


def _of_store(
    store: str, asked: dict[str, Any], own: Path | None, level: Any, weight: WeightOption
) -> "Signed | None":
    from allegiance.commands.counted import ties_of
    from allegiance.network.balance import signed

    actors = knowing(own)
    with opened(store) as kept:
        found = ties_of(kept, asked, actors, level=level, by=())
        if not found:
            silence(kept, asked)
            return None
    return signed(found, weight=weight)


def _series(
    store: str,
    asked: dict[str, Any],
    own: Path | None,
    level: Any,
    weight: WeightOption,
    years: int,
    step: int,
    limit_of_time: float | None,
    form: "Format",
) -> None:
    from allegiance import tables
    from allegiance.network.balance import series
    from allegiance.network.ties import read_at

    actors = knowing(own)
    with opened(store) as kept:
        said = read_at(selected(kept, asked, actors), level, known=actors)
        if not said:
            silence(kept, asked)
            return
    windows = series(said, years=years, step=step, weight=weight, time_limit=limit_of_time)
    if form in ("table", "csv"):
        tables.show(windows, _windows(), form)
    else:
        tables.show(map(_told, windows), (), form)
    if any(window.balance and not window.balance.proved for window in windows):
        raise typer.Exit(OUT_OF_TIME)


def _told(window: "Window") -> dict[str, Any]:
    told = {"first": window.first, "last": window.last, "statements": window.statements}
    return {
        **told,
        **(window.balance.summary if window.balance else {"lower": None, "upper": None}),
    }


def _read_edges(path: Path, asked: dict[str, Any]) -> "Signed":
    """The network of a table, with tabs or commas. Raises NoBalance where it cannot be read."""
    from allegiance.network.balance.signed import NoBalance, gather

    if asked:
        raise BadOption("--edges reads a table; the conditions are of a store's statements")
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NoBalance(f"{path} cannot be read ({error}); save it as UTF-8 text") from error
    rows = _rows(path, lines)
    header = next(rows, (0, []))[1]
    heads = [name.strip().lower() for name in header]
    missing = [name for name in ("u", "v", "sign") if name not in heads]
    if missing:
        raise NoBalance(
            f"{path} has no column {' and no column '.join(missing)}; its first line names "
            f"{', '.join(heads) or 'nothing'}, and must name u, v, sign and, if you like, weight"
        )
    at = [heads.index(name) if name in heads else -1 for name in ("u", "v", "sign", "weight")]
    ends: tuple[list[str], list[str]] = ([], [])
    values = []
    for number, row in rows:
        values.append(_value(path, number, row, at))
        for end, column in zip(ends, at, strict=False):
            end.append(row[column].strip())
    return gather(ends, values, alike=at[3] < 0)


def _rows(path: Path, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their numbers; empty lines are left out."""
    between = "\t" if lines and "\t" in lines[0] else ","
    for number, row in enumerate(csv.reader(lines, delimiter=between), start=1):
        if any(cell.strip() for cell in row):
            yield number, row


def _value(path: Path, number: int, row: list[str], at: list[int]) -> float:
    """Sign times weight of a row. Raises NoBalance where one is no number."""
    from allegiance.network.balance.signed import NoBalance, finite

    where = f"{path}, line {number}"
    if len(row) <= max(at):
        raise NoBalance(f"{where} has {many(len(row), 'column')}; {max(at) + 1} are needed")
    if not row[at[0]].strip() or not row[at[1]].strip():
        raise NoBalance(f"{where} names no actor; u and v are its two actors")
    told = row[at[2]].strip()
    try:
        sign = _SIGNS[told] if told in _SIGNS else finite(told)
    except ValueError as error:
        raise NoBalance(f"{where}: the sign is {told!r}; write 1, -1 or 0") from error
    if sign not in (1, -1, 0):
        raise NoBalance(f"{where}: the sign is {told!r}; write 1, -1 or 0, and a weight beside it")
    if at[3] < 0:
        return float(sign)
    told = row[at[3]].strip()
    try:
        weight = finite(told)
    except ValueError as error:
        raise NoBalance(f"{where}: the weight is {told!r}; a weight is a number") from error
    if weight < 0:
        raise NoBalance(f"{where}: the weight is {told}; put a minus into the sign")
    return sign * weight


_SIGNS = {"+": 1.0, "-": -1.0, "positive": 1.0, "negative": -1.0}


def _write(path: Path, found: "Balance") -> None:
    try:
        path.write_text(json.dumps(found.certificate), "utf-8")
    except OSError as error:
        raise BadOption(f"{path} cannot be written ({error})") from error


def _print(
    found: "Balance", triads: Any, form: "Format", limit: int | None, *, merged: bool
) -> None:
    from allegiance import tables
    from allegiance.network.balance.signed import MERGING

    if form in ("json", "jsonl"):
        tables.emit([f"{msgspec.json.encode(_data(found, triads, merged)).decode()}\n"])
        return
    if form == "csv":
        tables.show(found.frustrated, _frustrated(), form)
        return
    if merged:
        tables.note(MERGING)
    for line in _lines(found, triads):
        tables.out().print(tables.plain(line), soft_wrap=True, markup=False, highlight=False)
    tables.show(found.frustrated[:limit], _frustrated(), form)
    rest = len(found.frustrated) - len(found.frustrated[:limit])
    if rest:
        tables.note(f"and {many(rest, 'more tie')}; --limit shows more")


def _data(found: "Balance", triads: Any, merged: bool) -> dict[str, Any]:
    from allegiance.network.balance.signed import MERGING

    network = found.network
    left_out = {name: getattr(network, name) for name in ("neutral", "selves", "cancelled")}
    told: dict[str, Any] = {**found.summary, "frustrated": found.frustrated, "left_out": left_out}
    if merged:
        told["rule"] = MERGING
    if triads is not None:
        told["triangles"] = triads
    return told


def _lines(found: "Balance", triads: Any) -> Iterator[str]:
    """What was found, for people: the bounds first, then the camps."""
    yield f"{many(found.actors, 'actor')}, {many(found.ties, 'tie')}, {found.negative:,} of them negative"
    yield from _left_out(found.network)
    index = (
        "frustration index"
        if found.most == 2
        else f"least frustration in at most {found.most} camps"
    )
    bounds = f"lower bound {found.lower:,}, upper bound {found.upper:,}, gap {found.gap:.1%}"
    if found.proved:
        how = "by negative cycles" if found.by == "cycles" else "by negative cycles and cases"
        yield f"{index} {found.upper:,}, proved {how} in {found.seconds:.2f} s ({bounds})"
    else:
        yield f"{index} not proved after {found.seconds:.2f} s: {bounds}"
    for number, camp in enumerate(found.camps, start=1):
        shown = ", ".join(camp[:SHOWN])
        more = f" and {len(camp) - SHOWN:,} more" if len(camp) > SHOWN else ""
        yield f"camp {number} ({len(camp):,}): {shown}{more}"
    if triads is not None:
        yield _chance(triads)


SHOWN = 12


def _left_out(network: "Signed") -> Iterable[str]:
    why = (
        (network.neutral, "neutral row"),
        (network.selves, "tie of an actor with itself"),
        (network.cancelled, "pair whose signs cancel"),
    )
    told = "; ".join(f"{kind}: {count:,}" for count, kind in why if count)
    return [f"left out: {told}"] if told else []


def _chance(triads: Any) -> str:
    told = f"{many(triads.triangles, 'triangle')}, {triads.frustrated:,} of them frustrated"
    if triads.expected is None:
        return f"{told}; chance has no other way to deal the signs"
    ratio = f", ratio {triads.ratio:.2f}" if triads.ratio is not None else ""
    return (
        f"{told}; by chance {triads.expected:,.1f} (sd {triads.deviation:,.1f}){ratio}, "
        f"each actor's own negative ties kept {triads.kept}"
    )


def _print_checked(checked: "Verified", form: "Format") -> None:
    from allegiance import tables

    if form in ("json", "jsonl"):
        tables.emit([f"{msgspec.json.encode(checked).decode()}\n"])
        return
    if form == "csv":
        tables.show([checked], _checked(), form)
        return
    held = f"{many(checked.cycles, 'negative cycle')}"
    held += f" and {many(checked.cases, 'pair')} in cases" if checked.cases else ""
    told = (
        f"the frustration index is {checked.upper:,}"
        if checked.proved
        else f"the frustration index lies between {checked.lower:,} and {checked.upper:,}"
    )
    size = f"{many(checked.actors, 'actor')} and {many(checked.ties, 'tie')}"
    tables.out().print(
        f"the certificate holds: {told}, by {held}, of {size}", soft_wrap=True, highlight=False
    )


def _frustrated() -> "list[Column]":
    from allegiance.tables import Column

    def said(tie: "Frustrated") -> str:
        return next((each.sentence for each in tie.statements), "")

    return [
        Column("From", lambda tie: tie.source),
        Column("Sign", lambda tie: "friendly" if tie.sign > 0 else "hostile"),
        Column("To", lambda tie: tie.target),
        Column("Weight", lambda tie: tie.weight, right=True),
        Column("Sentences", lambda tie: len(tie.statements) or "", right=True),
        Column("The first", said, ratio=1),
    ]


def _windows() -> "list[Column]":
    from allegiance.tables import Column

    def of(name: str) -> Any:
        return lambda window: "" if window.balance is None else getattr(window.balance, name)

    return [
        Column("Years", lambda window: window.label),
        Column("Statements", lambda window: window.statements, right=True),
        Column("Ties", of("ties"), right=True),
        Column("Lower", of("lower"), right=True),
        Column("Upper", of("upper"), right=True),
        Column("Gap", lambda w: "" if w.balance is None else round(w.balance.gap, 4), right=True),
        Column("Proved", of("proved")),
        Column("Seconds", lambda w: "" if w.balance is None else round(w.balance.seconds, 3), right=True),
        Column("Camps", lambda w: "" if w.balance is None else " | ".join(", ".join(c[:4]) for c in w.balance.camps), ratio=1),
    ]  # fmt: skip


def _checked() -> "list[Column]":
    from allegiance.network.balance import Verified
    from allegiance.tables import Column

    def of(name: str) -> Any:
        return lambda checked: getattr(checked, name)

    return [Column(name, of(name)) for name in Verified.__struct_fields__]
