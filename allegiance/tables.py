"""How the command line shows things: tables for people, lines for machines.

Nothing that a document says is ever taken for markup, and no control character of it reaches a
terminal.
"""

import csv
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from allegiance.exports import OURS
from allegiance.exports.rows import guard
from allegiance.network.ties import Tie
from allegiance.statements.statement import Statement

if TYPE_CHECKING:
    from rich.console import Console

    from allegiance.explanation import Explanation, Said, Word
    from allegiance.network.card import Card, Evidence

Format = Literal["table", "jsonl", "csv", "json"]


_ALIASES = 8


class Column(NamedTuple):
    """A column of a table: its heading, what stands in it, and how wide it may grow."""

    heading: str
    cell: Callable[[Any], object]
    style: str = ""
    ratio: int | None = None
    right: bool = False


def plain(text: object) -> str:
    """Text that a terminal shows as it is: no control characters, no marks of direction.

    Line breaks and tabs become spaces; None is empty.
    """
    spaced = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", "" if text is None else str(text))
    return _UNSEEN.sub("", spaced)


_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def out() -> "Console":
    """Standard output, for people."""
    return _console(error=False)


def err() -> "Console":
    """Standard error, for messages."""
    return _console(error=True)


def note(message: object, *, style: str = "") -> None:
    """One line on standard error, however long."""
    from rich.text import Text

    err().print(Text(plain(message), style=style), soft_wrap=True)


def show(records: Iterable[Any], columns: Sequence[Column], form: Format) -> int:
    """Print records as a table, as a CSV of its columns, or as they are in JSON; how many."""
    kept = list(records)
    if form == "table":
        if kept:
            out().print(table(kept, columns))
    elif form == "csv":
        emit(_csv(kept, columns))
    else:
        emit(_json(kept, form))
    return len(kept)


def show_statements(statements: Iterable[Statement], form: Format) -> int:
    """Print statements under their sentences, or as the exports of that name write them; how many."""
    if form != "table":
        return OURS[form].write(statements, _Stream()).written
    count = 0
    console = out()
    for _, group in groupby(statements, lambda said: (said.document, said.begin)):
        together = list(group)
        count += len(together)
        console.print(_together(together))
    return count


def show_places(answers: Iterable[tuple[str, Sequence[Any]]], form: Format) -> int:
    """Print names with the places that they may mean, each name once in JSON; how many names."""
    kept = list(answers)
    if form in ("table", "csv"):
        rows = [(name, place) for name, places in kept for place in places or (None,)]
        show(rows, ASKED, form)
    else:
        show(({"asked": name, "candidates": list(found)} for name, found in kept), ASKED, form)
    return len(kept)


def show_resolved(answers: Iterable[Any], form: Format) -> int:
    """Print names with the actors that they may mean, each name once in JSON; how many names."""
    kept = list(answers)
    if form in ("table", "csv"):
        show([(a.asked, c) for a in kept for c in a.candidates or (None,)], RESOLVED_ASKED, form)
    else:
        show(kept, RESOLVED_ASKED, form)
    return len(kept)


def show_card(card: "Card", limit: int | None) -> None:
    """Print the card of an actor, at most so many of its ties; numbers stand for its sources."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, lines in (*_facts_of(card), *_lists_of(card)):
        grid.add_row(label, Text("\n".join(map(plain, lines))))
        grid.add_row("", "")
    for number, cited in enumerate(card.sources.values(), start=1):
        grid.add_row("Sources" if number == 1 else "", Text(f"{number}  {plain(cited)}", "dim"))
    told = _evidence_of(card.evidence, limit) if card.evidence is not None else ()
    title, below = Text(f" {plain(card.name)} ", "bold"), Text(f" {plain(card.id)} ", "dim")
    out().print(Panel(Group(grid, *told), title=title, subtitle=below, padding=(1, 2)))


def _facts_of(card: "Card") -> Iterator[tuple[str, Sequence[str]]]:
    """The lines of a card that stand behind a word."""
    short = {name.casefold() for name in card.acronyms}
    other = [name for name in card.aliases if name.casefold() not in short]
    more = f"and {len(other) - _ALIASES} more" if len(other) > _ALIASES else ""
    what = [card.kind, f"active {span(card.active)}" if card.active else ""]
    what += [f"founded {span(card.founded)}" if card.founded else ""]
    what += [f"recorded fighting {span(card.fought)}" if card.fought else ""]
    facts = {
        "What": ", ".join(filter(None, what)),
        "Home": ", ".join(f"{name} ({iso})" for iso, name in card.homes.items()),
        "Acronyms": ", ".join(card.acronyms),
        "Also called": "; ".join(filter(None, (*other[:_ALIASES], more))),
        "In context": "; ".join(card.in_context),
        "Adjectives": ", ".join(card.demonyms),
        "Capital": card.capital or "",
        "Codes": "; ".join(f"{key} {', '.join(held)}" for key, held in card.codes.items()),
        "Not to be merged with": "; ".join(card.apart),
    }
    yield from ((label, [text]) for label, text in facts.items() if text)


def _lists_of(card: "Card") -> Iterator[tuple[str, Sequence[str]]]:
    """What a card tells with a date and a source, a line each."""
    cited = {key: f"  [{number}]" for number, key in enumerate(card.sources, start=1)}
    names, capitals = (
        [
            f"{_dates(n.since, n.until) or 'undated':<17} {n.name}{cited.get(n.source or '', '')}"
            for n in those
        ]
        for those in (card.names, card.capitals)
    )
    history = [
        f"{span(e.date) or 'undated':<18}{e.what}{cited.get(e.source or '', '')}"
        for e in card.history
    ]
    lists = (("Names", names), ("Capitals", capitals), ("History", history))
    yield from (each for each in lists if each[1])
    for label, relatives in (
        ("Belongs to", card.belongs), ("Leaders", card.leaders), ("Members", card.members),
        ("Parts", card.parts), ("Allies", card.allies),
    ):  # fmt: skip
        if relatives:
            wide = max(17, *(len(_dates(r.since, r.until)) for r in relatives))
            yield (
                label,
                [
                    f"{_dates(r.since, r.until) or 'undated':<{wide}} {r.name}"
                    f"{', a branch' if r.how == 'branch' else ''}{f', {r.role}' if r.role else ''}"
                    f"{cited.get(r.source or '', '')}"
                    for r in relatives
                ],
            )


def _evidence_of(found: "Evidence", limit: int | None) -> Iterator[Any]:
    """What the statements tell of an actor: how many, by outlet, and its ties."""
    from rich.text import Text

    if not found.statements:
        yield Text("\nNo statement of the store tells of it.", style="bold")
        return
    dates = _dates(found.first, found.last) or "no date told"
    told = f"Statements {found.statements:,}, documents {found.documents:,}, told of {dates}"
    yield Text(f"\n{told}\n", style="bold")
    yield table(found.outlets, OUTLETS, "By outlet")
    yield table(found.ties[:limit], CARD_TIES, "Ties")
    if limit is not None and len(found.ties) > limit:
        yield Text(f"... and {len(found.ties) - limit} more ties", style="dim")


def span(date: str | None) -> str:
    """A date or an interval in words: "1998 to 2007", "by 2014", "since 2007"."""
    if not date or "/" not in date:
        return date or ""
    first, last = ("" if side == ".." else side for side in date.split("/", 1))
    if not first or not last:
        return f"since {first}" if first else f"by {last}" if last else ""
    return first if first == last else f"{first} to {last}"


def emit(pieces: Iterable[str]) -> None:
    """Write data to standard output, control characters escaped."""
    stream = _Stream()
    for piece in pieces:
        stream.write(piece)


def table(records: Iterable[Any], columns: Sequence[Column], title: str | None = None) -> Any:
    """Records as a rich table."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold"
    )
    for column in columns:
        made.add_column(
            column.heading,
            ratio=column.ratio,
            justify="right" if column.right else "left",
            overflow="fold",
        )
    for record in records:
        made.add_row(*(Text(plain(c.cell(record)), style=c.style) for c in columns))
    return made


def show_explanation(explained: "Explanation") -> None:
    """Print what the coder saw in one sentence, in the order in which it saw it."""
    from rich.text import Text

    console = out()
    console.print(Text(plain(explained.sentence), style="bold"))
    for title, records, columns in (
        ("Mentions", explained.mentions, MENTIONS),
        ("Who says what", explained.attributions, SAID),
        ("Times", explained.times, TIMES),
    ):
        console.print()
        console.print(table(records, columns, title) if records else f"{title}: none")
    console.print(Text("\nParse", style="bold"))
    console.print(_tree(explained.parse))
    console.print()
    if explained.tried:
        console.print(table(explained.tried, TRIED, "Frames tried"))
    else:
        console.print("Frames tried: none")
    if explained.statements:
        console.print(table(explained.statements, FOUND, "Statements"))
    else:
        console.print(Text(plain(f"No statement: {explained.reason}."), style="bold"))


def how(said: Statement) -> str:
    """The relation with what changes it: "support, denied, ends"."""
    denied = "denied" if said.polarity == "negative" else None
    phase = said.phase if said.phase != "holds" else None
    return ", ".join(filter(None, (said.relation, denied, phase)))


def certainty(said: "Said") -> str:
    """What a cue does to its content: "possible", "certain, denied"."""
    return f"{said.certainty}, denied" if said.polarity == "negative" else said.certainty


def voice(said: Statement) -> str:
    """Who says it, the outermost first: speakers, else author, outlet."""
    names = [link.name for link in said.attribution] or [said.author or said.outlet or ""]
    return " > ".join(names)


def when(said: Statement) -> str:
    """When, no finer than the text: EDTF where it is known, else the wording."""
    return (said.time.edtf or said.time.text) if said.time else ""


def where(said: Statement) -> str:
    return said.place.name if said.place else ""


def _voices(made: Any) -> str:
    """Who affirms a tie: three by name, and how many more."""
    names = made.voices
    more = getattr(made, "heard", len(names)) - len(names[:3])
    return ", ".join(names[:3]) + (f" and {more:,} more" if more else "")


def _standing(game: Any) -> str:
    """Whose word a double game is; that one text prints all of it, where several voices speak there."""
    one = len(game.carriers) == 1 and game.standing != "alleged by one voice"
    return f"{game.standing}, in one text" if one else str(game.standing)


STATEMENTS = (
    Column("Source", lambda s: s.source.name, "bold", 3),
    Column("Relation", how, "cyan", 2),
    Column("Target", lambda s: s.target.name, "bold", 3),
    Column("When", when, "", 2),
    Column("Where", where, "", 2),
    Column("Certainty", lambda s: s.certainty, "", 2),
    Column("Says", voice, "", 3),
)
FOUND = (
    *STATEMENTS,
    Column("Time status", lambda s: s.time_status),
    Column("Because", lambda s: f"“{s.trigger.text}” ({s.frame or 'the model'})", "dim"),
)
TIES = (
    Column("Source", lambda t: t.source.name, "bold", 3),
    Column("Relation", lambda t: f"{t.relation} {'<->' if t.symmetric else '->'}", "cyan", 2),
    Column("Target", lambda t: t.target.name, "bold", 3),
    Column("Theatre", lambda t: t.theatre, "", 1),
    Column("Told of", lambda t: _span(t), "", 2),
    Column("Affirmed", lambda t: t.affirmed, right=True),
    Column("Denied", lambda t: t.denied, right=True),
    Column("Certain", lambda t: t.certain, right=True),
    Column("Documents", lambda t: t.documents, right=True),
    Column("Weight", lambda t: f"{t.weight:+.2f}" if t.sign else "0", right=True),
    Column("According to", lambda t: _voices(t), "", 4),
)
GAMES = (
    Column("Actor", lambda g: g.actor.name, "bold", 2),
    Column("Against", lambda g: g.against.name, "", 2),
    Column("Towards", lambda g: g.towards.name, "", 2),
    Column("Apart in", lambda g: ", ".join(g.apart), "", 1),
    Column("Standing", _standing, "", 2),
    Column("Score", lambda g: f"{g.score:.2f}", right=True),
    Column("Reading", lambda g: g.reading, "", 8),
)
ACTORS = (
    Column("Actor", lambda a: a.name, "bold"),
    Column("Kind", lambda a: a.kind),
    Column("Country", lambda a: a.country),
    Column("Statements", lambda a: a.statements, right=True),
    Column("Mentions", lambda a: a.mentions, right=True),
    Column("Documents", lambda a: a.documents, right=True),
    Column("Id", lambda a: a.id, "dim"),
)
KNOWN = (
    Column("Id", lambda a: a.id),
    Column("Name", lambda a: a.name, "bold"),
    Column("Kind", lambda a: a.kind),
    Column("Country", lambda a: a.country),
    Column("Also called", lambda a: ", ".join((*a.aliases, *a.demonyms)), "", 3),
    Column("Belongs", lambda a: "; ".join(map(_belonging, a.part_of)), "", 2),
    Column("Active", lambda a: a.active),
)


def _of_second(cell: Callable[[Any], object]) -> Callable[[Any], object]:
    """What a cell shows of the second of a pair; nothing where there is none."""
    return lambda pair: cell(pair[1]) if pair[1] is not None else ""


PLACES = (
    Column("Place", lambda c: c.name, "bold"),
    Column("Lies in", lambda c: ", ".join((*c.within, *c.countries)), "", 2),
    Column("Latitude", lambda c: c.lat, right=True),
    Column("Longitude", lambda c: c.lon, right=True),
    Column("Precision", lambda c: c.precision),
    Column("Score", lambda c: f"{c.score:.3f}", right=True),
    Column("Why", lambda c: c.reason, "dim", 3),
    Column("Id", lambda c: c.id, "dim"),
)
ASKED = (
    Column("Asked", lambda row: row[0]),
    *(column._replace(cell=_of_second(column.cell)) for column in PLACES),
)
RESOLVED = (
    Column("Actor", lambda c: c.name, "bold"),
    Column("Kind", lambda c: c.kind),
    Column("Home", lambda c: ", ".join(c.countries)),
    Column("Active", lambda c: c.active),
    Column("Score", lambda c: f"{c.score:.3f}", right=True),
    Column("Why", lambda c: c.reason, "dim", 3),
    Column("Id", lambda c: c.id, "dim"),
)
RESOLVED_ASKED = (
    Column("Asked", lambda row: row[0]),
    *(column._replace(cell=_of_second(column.cell)) for column in RESOLVED),
)
OUTLETS = (
    Column("Outlet", lambda o: o.name, "bold"),
    Column("Statements", lambda o: o.statements, right=True),
    Column("Documents", lambda o: o.documents, right=True),
    Column("Told of", lambda o: _dates(o.first, o.last)),
)
CARD_TIES = (
    Column("", lambda t: t.way, "cyan"),
    Column("Relation", lambda t: t.relation, "cyan"),
    Column("With", lambda t: t.other.name, "bold"),
    Column("Theatre", lambda t: t.theatre),
    Column("Told of", lambda t: _dates(t.first, t.last)),
    Column("Affirmed", lambda t: t.affirmed, right=True),
    Column("Denied", lambda t: t.denied, right=True),
    Column("Documents", lambda t: t.documents, right=True),
    Column("Outlets", lambda t: ", ".join(t.outlets)),
)
REVIEW = (
    Column("Name", lambda u: u.name, "bold", 2),
    Column("Kind", lambda u: u.kind),
    Column("Statements", lambda u: u.statements, right=True),
    Column("Documents", lambda u: u.documents, right=True),
    Column("May be", lambda u: "; ".join(f"{c.name} {c.score:.2f}" for c in u.candidates), "", 3),
    Column("Example", lambda u: u.example, "dim", 3),
    Column("Id", lambda u: u.id, "dim"),
)
RELATIONS = (
    Column("Relation", lambda r: r.name, "bold"),
    Column("", lambda r: "<->" if r.symmetric else "-> place" if r.target == ("place",) else "->"),
    Column("Sign", lambda r: {1: "+", -1: "-"}.get(r.sign, "0")),
    Column("Meaning", lambda r: r.meaning, "", 4),
    Column("PLOVER", lambda r: ", ".join(r.plover), "", 2),
    Column("Example", lambda r: r.example, "dim", 3),
)
MENTIONS = (
    Column("Wording", lambda m: m.text, "bold"),
    Column("Stands for", lambda m: ", ".join(m.stands_for)),
    Column("Kind", lambda m: m.kind),
    Column("How", lambda m: m.how, "dim"),
)
SAID = (
    Column("Source", lambda a: a.source, "bold"),
    Column("Cue", lambda a: a.cue),
    Column("Certainty", lambda a: certainty(a) if a.speaks else "no speaker"),
    Column("Content", lambda a: a.content, "dim"),
)
TIMES = (
    Column("Wording", lambda t: t.text, "bold"),
    Column("Interval", lambda t: t.edtf or "cannot be told"),
)
TRIED = (
    Column("Word", lambda t: t.trigger, "bold"),
    Column("Frame", lambda t: t.frame),
    Column("Looks for", lambda t: t.gloss, "dim"),
    Column("Outcome", lambda t: f"refused: {t.refused}" if t.refused else "statement"),
)


def _together(statements: Sequence[Statement]) -> Any:
    """The statements of one sentence, under it."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for column in (Column("", str), *STATEMENTS):
        grid.add_column(ratio=column.ratio, width=None if column.ratio else 1, overflow="fold")
    for said in statements:
        grid.add_row("", *(Text(plain(c.cell(said)), style=c.style) for c in STATEMENTS))
    first = statements[0]
    told = ", ".join(filter(None, (first.outlet, first.date)))
    sentence = Text.assemble(plain(first.sentence), (f"  {plain(told)}" if told else "", "dim"))
    return Group(sentence, grid, "")


def _span(made: Tie) -> str:
    if made.first == made.last:
        return made.first or ""
    return f"{made.first or '..'} to {made.last or '..'}"


def _dates(first: str | None, last: str | None) -> str:
    """A first and a last date in words."""
    return span(f"{first or '..'}/{last or '..'}") if first or last else ""


def _belonging(link: Any) -> str:
    dates = f" ({link.since or ''}..{link.until or ''})" if link.since or link.until else ""
    return f"{link.role or link.as_} of {link.actor}{dates}"


def _tree(words: Sequence["Word"]) -> Any:
    """The parse as a tree: each word under the one it depends on, in the order of the text."""
    from rich.text import Text
    from rich.tree import Tree

    here = {word.number for word in words}
    roots = [word for word in words if word.head == word.number or word.head not in here]
    top = Tree("", hide_root=True)
    waiting = [(root, top) for root in reversed(roots)]
    while waiting:
        word, above = waiting.pop()
        label = Text.assemble((plain(word.text), "bold"), (f"  {word.role} {word.part}", "dim"))
        node = above.add(label)
        under = [w for w in words if w.head == word.number and w is not word]
        waiting.extend((each, node) for each in reversed(under))
    return top


def _json(records: Sequence[Any], form: Format) -> Iterator[str]:
    lines = (msgspec.json.encode(record).decode() for record in records)
    if form == "jsonl":
        yield from (f"{line}\n" for line in lines)
    else:
        yield "[" + ",".join(f"\n{line}" for line in lines) + "\n]\n"


def _csv(records: Sequence[Any], columns: Sequence[Column]) -> Iterator[str]:
    named = [column for column in columns if column.heading]
    buffer = StringIO()
    rows = csv.writer(buffer, lineterminator="\n")
    rows.writerow(column.heading.lower().replace(" ", "_") for column in named)
    for record in records:
        rows.writerow(_guarded(_value(column.cell(record))) for column in named)
    yield buffer.getvalue()


def _guarded(cell: str | int | float | None) -> str | int | float | None:
    """A cell that is no formula; a number is none, also where a table writes it with its sign."""
    return cell if isinstance(cell, str) and _NUMBER.fullmatch(cell) else guard(cell)


_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def _value(cell: object) -> str | int | float | None:
    return cell if isinstance(cell, str | int | float) or cell is None else str(cell)


class _Stream(StringIO):
    """Standard output for data: what a terminal would obey is written as JSON escapes it."""

    def write(self, text: str) -> int:
        sys.stdout.write(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
        return len(text)


_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _console(*, error: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else max(120, shutil.get_terminal_size().columns)
    return Console(
        file=stream, width=width, highlight=False, markup=False, emoji=False, legacy_windows=False
    )
