"""Who stood with whom over time: a row for each actor that moved, and one for each of its others.

A bar is a time of one side, from the first date told to the last: friendly ones are plain, hostile ones
hatched, even ones dotted, and each says which it is, so that nothing is told by colour alone. A frame
around a diamond is the time within which a change lies: whole where the dates or a sentence force
the order, dashed where it is only possible. What is told without a date stands in words at the
right. The picture follows the reader's light or dark.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Literal

import msgspec

from allegiance.network.shifts import Course, Move, Segment, Shift, Shifts
from allegiance.network.ties import Party, told
from allegiance.views.timeline import span

Look = Literal["friendly", "hostile", "mixed", "camp"]


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """A time of one side, or in one camp: ISO days of its first and its last date told."""

    look: Look
    label: str
    first: str
    last: str
    statements: int


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A change, within ISO days; None where no date is told."""

    first: str | None
    last: str | None
    order: Literal["certain", "possible"]
    reading: str


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A row: an actor's camps (`other` is None), or its sides toward another in a theatre."""

    actor: Party
    other: Party | None
    theatre: str | None
    bars: tuple[Spell, ...]
    marks: tuple[Frame, ...]


def lanes(found: Shifts, *, actors: Iterable[str] = ()) -> list[Lane]:
    """The rows of a picture: actors that moved with those they left and joined, then other changes.

    With `actors`, ids, only those; in the order in which the changes are found.
    """
    wanted = set(actors)
    moves: dict[str, list[Move]] = {}
    for move in found.actors:
        if not wanted or move.actor.id in wanted:
            moves.setdefault(move.actor.id, []).append(move)
    made: list[Lane] = []
    shown: set[int] = set()
    courses: dict[str, list[tuple[int, Course]]] = {}
    for at, course in enumerate(found.courses):
        for end in {course.one.id, course.other.id}:
            courses.setdefault(end, []).append((at, course))
    for actor, own in moves.items():
        made += _camps(own)
        concerned = {p.id for move in own for p in (*move.left, *move.joined)}
        for at, course in courses.get(actor, ()):
            if ({course.one.id, course.other.id} - {actor}) & concerned:
                shown.add(at)
                made.append(_lane(actor, course))
    rest = [(at, c) for at, c in enumerate(found.courses) if c.shifts and at not in shown]
    for _, course in sorted(rest, key=lambda each: _place(each[1], found.pairs)):
        if not wanted or {course.one.id, course.other.id} & wanted:
            first = course.shifts[0].one.id
            made.append(_lane(first if not wanted or first in wanted else "", course, wanted))
    return made


def draw(found: Shifts, *, actors: Iterable[str] = (), width: int = 960, limit: int = 40) -> str:
    """The changes of side over time as one standalone SVG picture, at most so many rows."""
    rows = lanes(found, actors=actors)
    return _svg(rows[:limit], found, width, len(rows) - limit)


def _camps(moves: Sequence[Move]) -> Iterator[Lane]:
    """An actor's row for each theatre: with whom it was, one after the other."""
    theatres = dict.fromkeys(move.theatre for move in moves)
    for theatre in theatres:
        own = sorted((m for m in moves if m.theatre == theatre), key=lambda m: m.when or "")
        bars = [bar for move in own for bar in _sides(move)]
        marks = tuple(_mark(move) for move in own)
        yield Lane(actor=own[0].actor, other=None, theatre=theatre, bars=tuple(bars), marks=marks)


def _sides(move: Move) -> Iterator[Spell]:
    for camp, said in ((move.left, move.before), (move.joined, move.after)):
        days = [day for s in said for text in told(s) if text for day in span(text)[:2]]
        if camp and days:
            name = ", ".join(party.name for party in camp)
            yield Spell(
                look="camp", label=f"with {name}", first=min(days), last=max(days),
                statements=len(said),
            )  # fmt: skip


def _place(course: Course, pairs: Sequence[Shift]) -> int:
    return min(pairs.index(shift) for shift in course.shifts)


def _lane(actor: str, course: Course, wanted: Iterable[str] = ()) -> Lane:
    one, other = course.one, course.other
    if other.id == actor or (one.id not in wanted and other.id in wanted):
        one, other = other, one
    return Lane(
        actor=one,
        other=other,
        theatre=course.theatre,
        bars=tuple(map(_bar, course.segments)),
        marks=tuple(map(_mark, course.shifts)),
    )


def _bar(segment: Segment) -> Spell:
    look: Look = "mixed" if segment.side == "neither" else segment.side
    return Spell(
        look=look,
        label={"friendly": "friends", "hostile": "foes"}.get(look, "both"),
        first=segment.first,
        last=segment.last,
        statements=len(segment.statements),
    )


def _mark(change: Shift | Move) -> Frame:
    if change.when is None:
        return Frame(first=None, last=None, order=change.order, reading=change.reading)
    first, _, last = change.when.partition("/")
    return Frame(
        first=span(first)[0],
        last=span(last or first)[1],
        order=change.order,
        reading=change.reading,
    )


_TOP, _ROW, _LEFT, _RIGHT, _LEGEND = 34, 30, 250, 190, 44
_STYLE = (
    "<style>.gantt-ink{fill:#1d2733}.gantt-quiet{fill:#55606e}.gantt-paper{fill:#fff}"
    ".gantt-grid{stroke:#d5dbe1}.gantt-frame{fill:none;stroke:#1d2733;stroke-width:1.6}"
    ".gantt-diamond{stroke:#1d2733}.gantt-diamond:not(.gantt-ink){fill:none}"
    ".gantt-possible{stroke-dasharray:4 3}.gantt-friendly{fill:#b9dfc9;stroke:#1f7a4d}"
    ".gantt-hostile{fill:url(#gantt-hatch);stroke:#b3362b}"
    ".gantt-mixed{fill:url(#gantt-dots);stroke:#6b7078}.gantt-camp{fill:#d6e0f0;stroke:#3d5a8a}"
    ".gantt-under{fill:#f6d3cf}.gantt-hatching{stroke:#b3362b}.gantt-dot{fill:#6b7078}"
    "@media (prefers-color-scheme:dark){.gantt-ink{fill:#e8edf3}.gantt-quiet{fill:#a9b4c0}"
    ".gantt-paper{fill:#1a212b}.gantt-grid{stroke:#36414e}.gantt-frame,.gantt-diamond{stroke:#e8edf3}"
    ".gantt-friendly{fill:#1c4d35;stroke:#6cc598}.gantt-hostile{stroke:#f08a80}"
    ".gantt-mixed{stroke:#a9b4c0}.gantt-camp{fill:#2b3f60;stroke:#8fb0e6}"
    ".gantt-under{fill:#5a2320}.gantt-hatching{stroke:#a8483f}.gantt-dot{fill:#a9b4c0}}</style>"
    '<defs><pattern id="gantt-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="gantt-under" width="7" height="7"/>'
    '<path class="gantt-hatching" d="M0 0v7"/></pattern>'
    '<pattern id="gantt-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle class="gantt-dot" cx="3" cy="3" r="1"/></pattern></defs>'
    '<rect class="gantt-paper" width="100%" height="100%"/>'
)


class _Scale:
    """Days across the picture."""

    def __init__(self, rows: Sequence[Lane], width: int) -> None:
        bars = ((bar.first, bar.last) for lane in rows for bar in lane.bars)
        marks = ((mark.first, mark.last) for lane in rows for mark in lane.marks)
        ends = {day for each in (*bars, *marks) for day in each if day}
        days = [date.fromisoformat(day).toordinal() for day in ends]
        self.dated = bool(days)
        self.first, self.last = (min(days), max(days) + 1) if days else (1, 2)
        self._room = width - _LEFT - _RIGHT

    def at(self, day: str, *, end: bool = False) -> float:
        ordinal = date.fromisoformat(day).toordinal() + end
        return _LEFT + (ordinal - self.first) / (self.last - self.first) * self._room

    def years(self) -> Iterator[tuple[float, str]]:
        """Where years begin, no more than ten of them; the first day where none does."""
        start, end = (
            date.fromordinal(self.first),
            date.fromordinal(min(self.last, date.max.toordinal())),
        )
        step = next(
            (s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if (end.year - start.year) / s <= 10),
            1000,
        )
        begins = [y for y in range(start.year, end.year + 1) if y % step == 0]
        found = [f"{y:04}-01-01" for y in begins if date(y, 1, 1) >= start]
        if not found:
            yield float(_LEFT), start.isoformat()
        yield from ((self.at(day), day[:4]) for day in found)


def _svg(rows: Sequence[Lane], found: Shifts, width: int, hidden: int) -> str:
    height = _TOP + _ROW * max(len(rows), 1) + _LEGEND
    readings = " ".join(dict.fromkeys(mark.reading for lane in rows for mark in lane.marks))
    scale = _Scale(rows, width)
    bottom = height - _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="gantt-title gantt-told" font-family="system-ui, sans-serif" '
        'font-size="12">',
        '<title id="gantt-title">Who stood with whom over time</title>',
        f'<desc id="gantt-told">{escape(readings or found.silence or "Nothing changed.")}</desc>',
        _STYLE,
    ]
    if scale.dated:
        parts += [
            f'<path class="gantt-grid" d="M{x:.1f} {_TOP - 8}V{bottom}"/>'
            f'<text class="gantt-quiet" x="{x:.1f}" y="{_TOP - 14}" text-anchor="middle">{year}</text>'
            for x, year in scale.years()
        ]
    parts += [_row(lane, number, scale, width) for number, lane in enumerate(rows)]
    if not rows:
        parts.append(
            f'<text class="gantt-ink" x="8" y="{_TOP + 12}">No change of side was found.</text>'
        )
    return "".join([*parts, _legend(height, hidden), "</svg>"])


def _row(lane: Lane, number: int, scale: _Scale, width: int) -> str:
    y = _TOP + _ROW * number
    name = lane.actor.name if lane.other is None else f"{lane.actor.name} and {lane.other.name}"
    where = f" ({lane.theatre})" if lane.theatre else ""
    weight = ' font-weight="bold"' if lane.other is None else ""
    undated = [mark for mark in lane.marks if mark.first is None]
    parts = [
        f'<text class="gantt-ink" x="{8 if lane.other is None else 20}" y="{y + 15}"{weight}>'
        f"{escape(_cut(name + where, 34 if lane.other is None else 36))}<title>{escape(name + where)}</title></text>",
        *(_drawn(bar, y, scale) for bar in lane.bars),
        *(_framed(mark, y, scale) for mark in lane.marks),
    ]
    if undated:
        note = (
            "changed, no date told"
            if len(undated) == 1
            else f"{len(undated)} changes, no date told"
        )
        parts.append(
            f'<text class="gantt-quiet" x="{width - _RIGHT + 12}" y="{y + 15}">◇ {note}'
            f"<title>{escape(' '.join(mark.reading for mark in undated))}</title></text>"
        )
    return "".join(["<g>", *parts, "</g>"])


def _drawn(bar: Spell, y: float, scale: _Scale) -> str:
    left, right = scale.at(bar.first), scale.at(bar.last, end=True)
    room = max(right - left, 3.0)
    when = bar.first if bar.first == bar.last else f"{bar.first} to {bar.last}"
    count = f"{bar.statements} statement{'s' if bar.statements != 1 else ''}"
    label = _cut(bar.label, int(room / 6.2))
    return (
        f"<g><title>{escape(f'{bar.label}, {when}, {count}')}</title>"
        f'<rect class="gantt-{bar.look}" x="{left:.1f}" y="{y}" width="{room:.1f}" height="20" rx="2"/>'
        f'<text class="gantt-ink" x="{left + 4:.1f}" y="{y + 14}" font-size="11">{escape(label)}</text></g>'
    )


def _framed(mark: Frame, y: float, scale: _Scale) -> str:
    if mark.first is None or mark.last is None:
        return ""
    left, right = scale.at(mark.first), scale.at(mark.last, end=True)
    middle = (left + right) / 2
    look = "" if mark.order == "certain" else " gantt-possible"
    filled = " gantt-ink" if mark.order == "certain" else ""
    return (
        f"<g><title>{escape(mark.reading)}</title>"
        f'<rect class="gantt-frame{look}" x="{left:.1f}" y="{y - 3}" width="{max(right - left, 3):.1f}" height="26" rx="3"/>'
        f'<path class="gantt-diamond{filled}" d="M{middle:.1f} {y + 3}l6 7l-6 7l-6 -7z"/></g>'
    )


def _cut(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return f"{text[: room - 1]}…" if room > 3 else ""


def _legend(height: int, hidden: int) -> str:
    y = height - 22
    boxes = (("friendly", "friends"), ("hostile", "foes"), ("mixed", "as much one as the other"))
    parts = [
        f'<rect class="gantt-{look}" x="{8 + x}" y="{y - 11}" width="26" height="14" rx="2"/>'
        f'<text class="gantt-quiet" x="{40 + x}" y="{y}">{text}</text>'
        for x, (look, text) in zip((0, 100, 190), boxes, strict=True)
    ]
    frames = (("", "change, order certain"), (" gantt-possible", "order possible"))
    parts += [
        f'<rect class="gantt-frame{look}" x="{x}" y="{y - 12}" width="26" height="16" rx="3"/>'
        f'<text class="gantt-quiet" x="{x + 32}" y="{y}">{text}</text>'
        for x, (look, text) in zip((410, 590), frames, strict=True)
    ]
    if hidden > 0:
        parts.append(f'<text class="gantt-quiet" x="740" y="{y}">and {hidden} more rows</text>')
    return "".join(parts)
