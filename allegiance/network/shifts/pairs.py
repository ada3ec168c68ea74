"""Changes of side of pairs: the division of their statements, and the sentences that tell a change."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from allegiance.network.reading import according_to
from allegiance.network.shifts.records import Basis, Course, Order, Segment, Shift, Side, Undated
from allegiance.network.shifts.sequence import (
    Change,
    Observation,
    Period,
    Row,
    Spell,
    day,
    edtf,
    observe,
    order,
    sides,
)
from allegiance.network.shifts.sorting import Memory, Pair, Sorted, by_theatre, ends, side
from allegiance.network.ties import CERTAINTY, Party, strength, voices
from allegiance.statements.statement import Statement

NAMES: dict[int, Side] = {1: "friendly", -1: "hostile", 0: "mixed"}


class Histories(NamedTuple):
    shifts: tuple[Shift, ...]
    undated: tuple[Undated, ...]
    courses: tuple[Course, ...]


class _Pair(NamedTuple):
    """The statements of a pair in one theatre: those with a time, those without, those that end."""

    ids: Pair
    theatre: str | None
    dated: list[tuple[Statement, int, Spell]]
    undated: list[Statement]
    ending: list[tuple[Statement, Spell | None]]


def histories(sorted_: Sorted, by: Collection[str], memory: Memory) -> Histories:
    """The courses of all pairs, their changes and what undated statements could change."""
    found: list[Shift] = []
    courses: list[Course] = []
    undated: list[Undated] = []
    for ids, theatre, numbers in _pairs(sorted_, by):
        given = _given(ids, numbers, sorted_)
        history = partial(_history, ids, theatre, numbers, sorted_)
        made = memory.recall((ids, theatre), given, history)
        found += made.shifts
        courses += made.courses
        undated += made.undated
    return Histories(
        tuple(sorted(found, key=rank)),
        tuple(sorted(undated, key=lambda u: (-len(u.statements), u.one.id, u.other.id))),
        tuple(courses),
    )


def _given(ids: Pair, numbers: Iterable[int], sorted_: Sorted) -> tuple[object, ...]:
    """All that the history of a pair rests on."""
    said = [id(sorted_.statements[n]) for n in numbers]
    return said, *(sorted_.parties[actor] for actor in ids)


def _history(ids: Pair, theatre: str | None, numbers: Iterable[int], sorted_: Sorted) -> Histories:
    pair = _gather(ids, theatre, numbers, sorted_)
    row = order(observe(pair.dated))
    made = _shifts(pair, row, sorted_)
    courses = (_course(pair, row, made, sorted_),) if row.periods or made else ()
    return Histories(tuple(made), tuple(_could(pair, row, sorted_)), courses)


def rank(shift: Shift) -> tuple[bool, float, float, str, list[str], str]:
    """The surest first: those forced by their dates, the strongest, the most firmly told."""
    firmness = strength(shift.after or shift.told)
    order_ = shift.order != "certain", -shift.strength, -firmness
    return *order_, shift.when or "~", sorted(shift.ends), shift.theatre or ""


def mark_of(new: Sequence[Observation]) -> Statement:
    """The first sentence of a new side: the surest of the earliest time told."""
    first = min(new, key=lambda o: (o.spell, -o.weight))
    return min(
        (s for o in new if o.spell == first.spell for s in o.statements),
        key=lambda s: (s.polarity == "negative", -CERTAINTY[s.certainty], len(s.attribution), s.id),
    )


def statements_of(
    observations: Iterable[Observation], *, denied: bool = False
) -> tuple[Statement, ...]:
    """What observations rest on, in the order of time: what is affirmed, or what is denied too."""
    said = chain.from_iterable(o.statements for o in observations)
    return tuple(s for s in said if denied or s.polarity == "positive")


def forces(said: Sequence[Statement]) -> bool:
    """Whether sentences say for certain that something ended, and nobody outweighs them."""
    sure = [s for s in said if s.certainty == "certain" and s.time_status in ("past", "ongoing")]
    return any(s.polarity == "positive" for s in sure) and strength(said) >= CERTAINTY["certain"]


def when_in_words(when: str | None) -> str:
    if when is None:
        return "at a time that is not told"
    first, _, last = when.partition("/")
    if not last:
        return f"{'on' if len(first) > len('2012-03') else 'in'} {first}"
    return f"until {last}" if first == ".." else f"between {first} and {last}"


def _pairs(sorted_: Sorted, by: Collection[str]) -> Iterator[tuple[Pair, str | None, list[int]]]:
    for ids in sorted(sorted_.pairs):
        groups = by_theatre(sorted_.pairs[ids], sorted_.statements, by)
        for theatre in sorted(groups, key=lambda t: t or ""):
            yield ids, theatre, groups[theatre]


def _gather(ids: Pair, theatre: str | None, numbers: Iterable[int], sorted_: Sorted) -> _Pair:
    made = _Pair(ids, theatre, [], [], [])
    for n in numbers:
        said, when = sorted_.statements[n], sorted_.spells[n]
        if ends(said):
            made.ending.append((said, when))
        elif when is None:
            made.undated.append(said)
        else:
            made.dated.append((said, side(said), when))
    return made


def _shifts(pair: _Pair, row: Row, sorted_: Sorted) -> list[Shift]:
    """The changes of a pair that its statements show, and those that only words tell."""
    waiting = [each for each in pair.ending if _is_split(each[0])]
    made = []
    for change in row.changes:
        here = [each for each in waiting if _tells(each, change)]
        waiting = [each for each in waiting if each not in here]
        made.append(_shown(pair, change, [said for said, _ in here], sorted_))
    for old in (1, -1):
        said = [each for each in waiting if side(each[0]) == old]
        made += [
            _worded(pair, row, old, group, sorted_)
            for group in _at_one_time(said)
            if strength([each for each, _ in group]) > 0
        ]
    return made


def _is_split(said: Statement) -> bool:
    """Whether an ending is a parting of two: not the end of an office, nor of one not told as real."""
    office = said.relation == "command" or (said.relation == "member" and _former(said))
    return not office and said.time_status != "hypothetical"


def _former(said: Statement) -> bool:
    """A person's place in a body that is told without a time: "a former officer of"."""
    return "person" in (said.source.kind, said.target.kind) and said.time is None


def _tells(ending: tuple[Statement, Spell | None], change: Change) -> bool:
    said, when = ending
    if side(said) != change.before.side:
        return False
    return when is None or when.meets(change.earliest, change.latest)


def _shown(pair: _Pair, change: Change, ending: list[Statement], sorted_: Sorted) -> Shift:
    starting = [
        s
        for o in change.new
        for s in o.statements
        if s.phase == "starts" and s.polarity == "positive"
    ]
    mark = mark_of(change.new)
    before, after = statements_of(change.old), statements_of(change.new)
    contrary = statements_of(change.others, denied=True)
    denied = [s for s in statements_of(change.new, denied=True) if s.polarity == "negative"]
    told_ = tuple(ending + starting)
    sure: Order = "certain" if change.certain or forces(ending) else "possible"
    one, other = _ends(mark, sorted_)
    from_, to = NAMES[change.before.side], NAMES[change.after.side]
    denials = voices((*denied, *(s for s in contrary if side(s) == change.after.side)), "negative")
    return Shift(
        one=one,
        other=other,
        theatre=pair.theatre,
        from_=from_,
        to=to,
        when=change.when,
        order=sure,
        basis="both" if told_ else "statements",
        strength=round(change.strength, 4),
        before=before,
        after=after,
        contrary=(*contrary, *denied),
        mark=mark,
        told=told_,
        voices=voices(after, "positive"),
        denials=denials,
        reading=_reading(one, other, from_, to, change.when, sure, before, after, denials),
    )


def _ends(mark: Statement, sorted_: Sorted) -> tuple[Party, Party]:
    return sorted_.parties[mark.source.id], sorted_.parties[mark.target.id]


_TURNS: dict[tuple[Side, Side], str] = {
    ("friendly", "hostile"): "turned from friends to foes",
    ("hostile", "friendly"): "turned from foes to friends",
}


def _reading(
    one: Party,
    other: Party,
    from_: Side,
    to: Side,
    when: str,
    sure: Order,
    before: Sequence[Statement],
    after: Sequence[Statement],
    denials: Sequence[str],
) -> str:
    hedge = "" if sure == "certain" else "possibly "
    first = according_to(voices(before, "positive"))
    then = according_to(voices(after, "positive"), denials)
    return (
        f"{_capital(one.name)} and {other.name} {hedge}{_TURNS[from_, to]} {when_in_words(when)}:"
        f" {from_} in {_count(before)}{first}, then {to} in {_count(after)}{then}."
    )


def _count(said: Sequence[Statement]) -> str:
    return f"{len(said)} statement{'s' if len(said) != 1 else ''}"


def _capital(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


def _at_one_time(
    said: Iterable[tuple[Statement, Spell | None]],
) -> Iterator[list[tuple[Statement, Spell | None]]]:
    """Endings that may be one: their times meet, or are not told."""
    group: list[tuple[Statement, Spell | None]] = []
    until = 0
    for each in sorted(said, key=lambda e: (e[1] is None, e[1] or (0, 0), e[0].id)):
        when = each[1]
        if group and when is not None and when.first > until:
            yield group
            group, until = [], 0
        group.append(each)
        until = max(until, when.last if when else 0)
    if group:
        yield group


def _worded(
    pair: _Pair,
    row: Row,
    old: int,
    group: Sequence[tuple[Statement, Spell | None]],
    sorted_: Sorted,
) -> Shift:
    said = tuple(each for each, _ in group)
    affirmed = [s for s in said if s.polarity == "positive"] or list(said)
    mark = min(affirmed, key=lambda s: (-CERTAINTY[s.certainty], len(s.attribution), s.id))
    spells = [when for _, when in group if when is not None]
    when = _meeting(spells) if spells else None
    last = max((w.last for w in spells), default=None)
    new = tuple(
        o
        for o in row.observations
        if last is not None and o.side == -old and o.weight > 0 and o.spell.first >= last
    )
    before = tuple(
        o
        for o in row.observations
        if o.side == old and o.weight > 0 and (last is None or o.spell.first <= last)
    )
    one, other = _ends(mark, sorted_)
    from_, to = NAMES[old], NAMES[-old] if new else "neither"
    who, against = voices(said, "positive"), voices(said, "negative")
    sure: Order = "certain" if forces(said) else "possible"
    basis: Basis = "both" if new else "words"
    return Shift(
        one=one,
        other=other,
        theatre=pair.theatre,
        from_=from_,
        to=to,
        when=when,
        order=sure,
        basis=basis,
        strength=0.0,
        before=statements_of(before),
        after=statements_of(new),
        contrary=tuple(s for s in said if s.polarity == "negative"),
        mark=mark,
        told=tuple(affirmed),
        voices=who,
        denials=against,
        reading=_worded_reading(one, other, old, bool(new), when, sure, who, against),
    )


def _meeting(spells: Sequence[Spell]) -> str:
    """The days that all times share; where they share none, all from the first to the last."""
    first, last = max(w.first for w in spells), min(w.last for w in spells)
    if first > last:
        first, last = min(w.first for w in spells), max(w.last for w in spells)
    return edtf(first, last)


def _worded_reading(
    one: Party,
    other: Party,
    old: int,
    turned: bool,
    when: str | None,
    sure: Order,
    who: Sequence[str],
    against: Sequence[str],
) -> str:
    hedge = "" if sure == "certain" else "possibly "
    what = "stopped being friends" if old > 0 else "stopped being foes"
    then = f", and are told to be {'foes' if old > 0 else 'friends'} after" if turned else ""
    return (
        f"{_capital(one.name)} and {other.name} {hedge}{what} {when_in_words(when)}"
        f"{according_to(who, against)}{then}."
    )


def _course(pair: _Pair, row: Row, made: Sequence[Shift], sorted_: Sorted) -> Course:
    one, other = (sorted_.parties[actor] for actor in pair.ids)
    segments = tuple(_segment(at, period, row) for at, period in enumerate(row.periods))
    return Course(one=one, other=other, theatre=pair.theatre, segments=segments, shifts=tuple(made))


def _segment(at: int, period: Period, row: Row) -> Segment:
    return Segment(
        side=NAMES[period.side],
        first=day(period.first),
        last=day(period.last),
        when=edtf(period.first, period.last),
        friendly=round(period.friendly, 6),
        hostile=round(period.hostile, 6),
        statements=statements_of(
            (o for o in row.observations if _home(o, row.periods) == at), denied=True
        ),
    )


def _home(observation: Observation, periods: Sequence[Period]) -> int:
    """The period that most of a time falls into, the earlier of equals."""
    spell = observation.spell
    return max(range(len(periods)), key=lambda at: spell.share(periods[at].first, periods[at].last))


def _could(pair: _Pair, row: Row, sorted_: Sorted) -> Iterator[Undated]:
    """What undated statements could change, where they could change anything; plans could not."""
    undated = [s for s in pair.undated if s.time_status in ("past", "ongoing")]
    said = [s for s in undated if s.polarity == "positive"]
    if not said or (not row.periods and len({side(s) for s in said}) < 2):
        return
    now = _sides(row)
    earlier, later = (_placed(pair, undated, at) for at in (_BEFORE, _AFTER))
    if row.periods and len(earlier) <= len(now) and len(later) <= len(now):
        return
    one, other = (sorted_.parties[actor] for actor in pair.ids)
    yield Undated(
        one=one,
        other=other,
        theatre=pair.theatre,
        statements=tuple(undated),
        if_earlier=earlier if row.periods and len(earlier) > len(now) else (),
        if_later=later if row.periods and len(later) > len(now) else (),
        voices=voices(said, "positive"),
        reading=_could_reading(one, other, undated, now, earlier, later),
    )


_BEFORE, _AFTER = Spell(0, 0), Spell(9_999_999, 9_999_999)


def _placed(pair: _Pair, undated: Iterable[Statement], at: Spell) -> tuple[Side, ...]:
    """The sides of a pair, were its undated statements all true at one time."""
    placed = ((said, side(said), at) for said in undated)
    return tuple(NAMES[side_] for side_ in sides(observe(chain(pair.dated, placed))))


def _sides(row: Row) -> tuple[Side, ...]:
    return tuple(NAMES[period.side] for period in row.periods)


def _could_reading(
    one: Party,
    other: Party,
    undated: Sequence[Statement],
    now: Sequence[Side],
    earlier: Sequence[Side],
    later: Sequence[Side],
) -> str:
    names = f"{_capital(one.name)} and {other.name}"
    if not now:
        return (
            f"{names} are told to be friends and foes in {_count(undated)} without a date, so"
            " that nobody can say which came first."
        )
    parts = [
        f"were they {word}, the pair would be {', then '.join(told)}"
        for word, told in (("earlier", earlier), ("later", later))
        if len(told) > len(now)
    ]
    return (
        f"{names} are {', then '.join(now)} in what is dated, and {_count(undated)}"
        f" {'tells' if len(undated) == 1 else 'tell'} no date: {'; '.join(parts)}."
    )
