"""Spillover: where an actor that is pressed in one country may turn, and what speaks for it.

Armed groups that lose ground go where they are sheltered, where they and their friends have bases,
and where their kin live, mostly across a land border (Salehyan 2009, *Rebels without Borders*;
Buhaug and Gleditsch 2008, "Contagion or confusion?", International Studies Quarterly 52(2)). This
reads such places off the statements, each with its sentences. It foretells nothing: `forecast` does,
and says how well. Persons are not asked about.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import log2
from typing import Literal, NamedTuple

import msgspec

from allegiance.datasets.country_years import Kin
from allegiance.network.reading import clause
from allegiance.network.ties import Party, Tie, Wholes, acted, tie, voices
from allegiance.ontology.actors import Registry, registry
from allegiance.ontology.borders import neighbours
from allegiance.ontology.gazetteer import lands
from allegiance.statements.statement import Statement

Pressed = Literal["fought", "sanctioned", "losing ground", "leaving"]
Why = Literal[
    "base", "control", "going there", "fighting there", "shelter", "home",
    "friend's base", "friend's control", "friend's home", "friend fighting there", "kin",
]  # fmt: skip


class Pressure(msgspec.Struct, frozen=True, kw_only=True):
    """What presses an actor in a place: a tie, with the voices that affirm it and those that deny it."""

    how: Pressed
    tie: Tie
    voices: tuple[str, ...]
    denials: tuple[str, ...]
    reading: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.tie.statements


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """What speaks for one place: a tie of the actor or of a friend, or what the registry or the user's data know.

    `friend` is whose base, home or fight it is where it is not the actor's own, and `friendship`
    the tie that makes it one (None where the registry does). `tie` is None for a home and for kin.
    """

    why: Why
    tie: Tie | None
    friend: Party | None
    friendship: Tie | None
    voices: tuple[str, ...]
    denials: tuple[str, ...]
    weight: float
    reading: str

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its sentences: those of the place, then those of the friendship."""
        made = (self.tie, self.friendship)
        return tuple(chain.from_iterable(t.statements for t in made if t is not None))


class Refuge(msgspec.Struct, frozen=True, kw_only=True):
    """A place where an actor may turn: a country (ISO alpha-2), or a region that no one country holds.

    `borders` are the countries of pressure that it shares a land border with. A place may have no reason
    but its border; its score is 0 then.
    """

    place: str
    name: str
    borders: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    reading: str


class Spillover(msgspec.Struct, frozen=True, kw_only=True):
    """An actor under pressure, where and how, and the places next in line, best founded first."""

    actor: Party
    pressed_in: tuple[str, ...]
    pressure: tuple[Pressure, ...]
    refuges: tuple[Refuge, ...]


def spillover(
    said: Iterable[Statement] | Iterable[Tie],
    *,
    actor: Collection[str] = (),
    limit: int | None = None,
    known: Registry | None = None,
    kin: Iterable[Kin] = (),
) -> list[Spillover]:
    """The actors that are pressed somewhere, the most firmly first, with the places next in line.

    `actor` keeps those of these ids, or names in small letters; without it, armed groups and forces,
    parties, coalitions, the peoples that the registry knows and the bodies that it does not know are
    told of; persons never. `kin`
    are the peoples of countries, where the user has the data. Parts are read as their whole, so that
    pressure on French troops is pressure on France.

        score = border * sum over kinds of reason of max weight * log2(1 + strength)

    with `strength` as in `ties.strength`, of the weaker tie where a friend stands between, 1 for what
    the registry or data know, and `border` 1.5 where the place borders one of pressure, else 1.
    """
    known = registry() if known is None else known
    told = _Told(_as_ties(said), known)
    homes = _homes(kin)
    found = []
    for one, pressure in told.pressed(actor):
        here = tuple(dict.fromkeys(place for place, _ in pressure))
        refuges = sorted(_refuges(told, one, here, homes), key=_rank)
        found.append(
            Spillover(
                actor=told.parties[one],
                pressed_in=here,
                pressure=tuple(each for _, each in pressure),
                refuges=tuple(islice(refuges, limit)),
            )
        )
    return sorted(found, key=_firmness)


class _Holding(NamedTuple):
    """A whole in a place: by which tie, and why that counts."""

    why: Why
    tie: Tie


class _Worded(NamedTuple):
    """A tie in words, with its voices and strength; `as_friend` is how it makes its ends friends."""

    tie: Tie
    voices: tuple[str, ...]
    denials: tuple[str, ...]
    strength: float
    reading: str
    as_friend: str


class _Told:
    """Ties by the wholes at their ends: who presses whom where, who stands where, who befriends whom."""

    def __init__(self, ties: Iterable[Tie], known: Registry) -> None:
        self.known = known
        self.parties: dict[str, Party] = {}
        self.pressure: dict[str, list[tuple[str, Pressure]]] = defaultdict(list)
        self.holdings: dict[str, dict[str, list[_Holding]]] = defaultdict(lambda: defaultdict(list))
        self.friends: dict[str, dict[str, Tie | None]] = defaultdict(dict)
        self._wholes = Wholes(known)
        self._worded: dict[int, _Worded] = {}
        for made in ties:
            if made.strength > 0 and made.affirmed > 0:
                self._read(made)
        for one in tuple(self.parties):
            self._know(one)

    def pressed(self, asked: Collection[str]) -> Iterator[tuple[str, list[tuple[str, Pressure]]]]:
        for one, pressure in self.pressure.items():
            party = self.parties[one]
            if asked:
                wanted = bool({party.id, party.id.lower(), party.name.lower()} & set(asked))
            else:
                wanted = self.armed(one)
            if wanted and party.kind not in ("person", "unknown", "place"):
                yield one, sorted(pressure, key=lambda each: -each[1].tie.strength)

    def armed(self, one: str) -> bool:
        """Whether it is of those who fight, as far as is known.

        A people counts where the registry knows it, and a body that only a text names may be a group.
        """
        kind = self.parties[one].kind
        return kind in _ARMED or ((one in self.known) == (kind == "people") and kind in _PERHAPS)

    def worded(self, made: Tie) -> "_Worded":
        """A tie in words, told once however many actors it speaks for."""
        found = self._worded.get(id(made))
        if found is None:
            affirmed, denied = (voices(made.statements, side) for side in _SIDES)
            found = self._worded[id(made)] = _Worded(
                tie=made,
                voices=affirmed,
                denials=denied,
                strength=made.strength,
                reading=clause(made, voices=affirmed, denials=denied),
                as_friend=f"; {clause(made, voices=affirmed)}",
            )
        return found

    def _read(self, made: Tie) -> None:
        source, target = self._whole(made.source, made), self._whole(made.target, made)
        if made.target.kind == "place":
            self._stand(source, made)
        elif made.sign < 0 and made.theatre is not None and source != target:
            self._harm(source, target, made, made.theatre)
        elif made.sign > 0 and source != target:
            self._befriend(source, target, made)
        for origin in {s.origin.country or s.origin.id for s in made.statements if s.origin}:
            if made.relation == "move":
                self._press(source, origin, "leaving", made)

    def _whole(self, end: Party, made: Tie) -> str:
        if end.kind == "place":
            return end.id
        when = made.first or min(filter(None, map(acted, made.statements)), default=None)
        whole = self._wholes.of(end, when)
        self.parties.setdefault(whole.id, whole)
        return whole.id

    def _stand(self, actor: str, made: Tie) -> None:
        """Where an actor is, goes or rules; or where it loses that."""
        place = made.theatre or made.target.id
        affirmed = [s for s in made.statements if s.polarity == "positive"]
        losing = [s for s in affirmed if s.phase in ("ends", "weakens")]
        if losing and made.relation in ("base", "control"):
            self._press(actor, place, "losing ground", made)
        if len(losing) < len(affirmed) and made.relation in _STANDS:
            self.holdings[actor][place].append(_Holding(_STANDS[made.relation], made))

    def _harm(self, source: str, target: str, made: Tie, place: str) -> None:
        if made.relation not in ("fight", "sanction"):
            return
        how: Pressed = "fought" if made.relation == "fight" else "sanctioned"
        self._press(target, place, how, made)
        if made.symmetric:
            self._press(source, place, how, made)
        if made.relation == "fight":
            for one in (source, target):
                self.holdings[one][place].append(_Holding("fighting there", made))

    def _befriend(self, source: str, target: str, made: Tie) -> None:
        if made.relation == "shelter":
            host = self.parties[source]
            place = host.country if host.kind in ("state", "government") else made.theatre
            if place is not None:
                self.holdings[target][place].append(_Holding("shelter", made))
        if made.relation in _FRIENDLY and not _over(made):
            for one, other in ((source, target), (target, source)):
                kept = self.friends[one].get(other)
                if kept is None or made.strength > kept.strength:
                    self.friends[one][other] = made

    def _press(self, actor: str, place: str, how: Pressed, made: Tie) -> None:
        worded = self.worded(made)
        reading = worded.reading
        if how == "losing ground":
            reading += ", which is told to weaken or to end"
        pressure = Pressure(
            how=how, tie=made, voices=worded.voices, denials=worded.denials, reading=reading
        )
        self.pressure[actor].append((place, pressure))

    def _know(self, one: str) -> None:
        """The registry's branches and allies, both ways, among those that the ties speak of."""
        for part in self.known[one].part_of if one in self.known else ():
            if part.as_ in ("part", "branch", "ally", "member") and part.actor in self.parties:
                self.friends[one].setdefault(part.actor, None)
                self.friends[part.actor].setdefault(one, None)


_SIDES: tuple[Literal["positive"], Literal["negative"]] = ("positive", "negative")
_ARMED = {"armed group", "armed force", "party", "coalition"}
_PERHAPS = {"people", "organisation"}
_FRIENDLY = {"ally", "merge", "member", "command", "support", "arm", "fund", "train", "shelter"}
_STANDS: Mapping[str, Why] = {"base": "base", "control": "control", "move": "going there"}
_FRIENDS: Mapping[Why, Why] = {
    "base": "friend's base", "control": "friend's control", "home": "friend's home",
    "fighting there": "friend fighting there",
}  # fmt: skip
_WEIGHTS: Mapping[Why, float] = {
    "control": 1.0, "base": 1.0, "shelter": 0.9, "going there": 0.8, "fighting there": 0.7,
    "home": 0.5, "friend's control": 0.6, "friend's base": 0.6, "friend fighting there": 0.4,
    "friend's home": 0.2, "kin": 0.3,
}  # fmt: skip
_BORDER = 1.5
_MANY = 64
"""A body with more friends than this lends none of them its bases: it is a world they share."""


def _as_ties(said: Iterable[Statement] | Iterable[Tie]) -> list[Tie]:
    mixed = list(said)
    made = [one for one in mixed if isinstance(one, Tie)]
    return made + tie(one for one in mixed if isinstance(one, Statement))


def _over(made: Tie) -> bool:
    return all(s.phase == "ends" for s in made.statements if s.polarity == "positive")


def _homes(kin: Iterable[Kin]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in kin:
        found[each.country].add(each.people)
    return found


def _refuges(
    told: _Told, actor: str, pressed: Sequence[str], kin: Mapping[str, set[str]]
) -> Iterator[Refuge]:
    """Every place that something speaks for or that borders one of pressure, these left out."""
    near = set(chain.from_iterable(neighbours(place) for place in pressed))
    found: dict[str, list[Reason]] = defaultdict(list)
    for place, reason in chain(_own(told, actor), _of_friends(told, actor)):
        found[place].append(reason)
    for place in near & kin.keys():
        found[place] += _kin(told, place, pressed, kin)
    for place in sorted((found.keys() | near) - set(pressed)):
        borders = tuple(each for each in pressed if place in neighbours(each))
        reasons = sorted(found.get(place, ()), key=lambda reason: (-reason.weight, reason.reading))
        yield Refuge(
            place=place,
            name=_name(place),
            borders=borders,
            score=_score(reasons, near=bool(borders)),
            reasons=tuple(reasons),
            reading=_reading(place, borders, reasons),
        )


def _own(told: _Told, actor: str) -> Iterator[tuple[str, Reason]]:
    for place, holdings in told.holdings.get(actor, {}).items():
        yield from ((place, _reason(told, each.why, each.tie)) for each in holdings)
    for place in told.known[actor].homes if actor in told.known else ():
        yield (
            place,
            _known(told, "home", f"{told.parties[actor].name} is at home in {_name(place)}"),
        )


def _of_friends(told: _Told, actor: str) -> Iterator[tuple[str, Reason]]:
    """Where friends stand that fight; a state is at home in a place, and no refuge by that."""
    friends = told.friends.get(actor, {})
    if len(friends) > _MANY:
        return
    for friend, friendship in friends.items():
        party = told.parties[friend]
        if not told.armed(friend):
            continue
        for place, holdings in told.holdings.get(friend, {}).items():
            for each in holdings:
                if each.why in _FRIENDS and actor not in (each.tie.source.id, each.tie.target.id):
                    yield place, _reason(told, _FRIENDS[each.why], each.tie, party, friendship)
        for place in told.known[friend].homes if friend in told.known else ():
            reading = f"{party.name} is at home in {_name(place)}"
            yield place, _known(told, "friend's home", reading, party, friendship)


def _kin(
    told: _Told, place: str, pressed: Sequence[str], kin: Mapping[str, set[str]]
) -> list[Reason]:
    shared = {each: len(kin[place] & kin.get(each, set())) for each in pressed}
    return [
        _known(
            told,
            "kin",
            f"{count} people{'s' if count > 1 else ''} of {_name(each)} also in {_name(place)}",
        )
        for each, count in shared.items()
        if count
    ]


def _reason(
    told: _Told,
    why: Why,
    made: Tie,
    friend: Party | None = None,
    friendship: Tie | None = None,
) -> Reason:
    worded = told.worded(made)
    held = worded.strength
    if friendship is not None:
        held = min(held, told.worded(friendship).strength)
    return Reason(
        why=why,
        tie=made,
        friend=friend,
        friendship=friendship,
        voices=worded.voices,
        denials=worded.denials,
        weight=round(_WEIGHTS[why] * log2(1 + held), 4),
        reading=f"{worded.reading}{_as_friend(told, friend, friendship)}",
    )


def _known(
    told: _Told,
    why: Why,
    reading: str,
    friend: Party | None = None,
    friendship: Tie | None = None,
) -> Reason:
    held = 1.0 if friendship is None else min(1.0, told.worded(friendship).strength)
    source = "the user's data on kin" if why == "kin" else "the registry"
    return Reason(
        why=why,
        tie=None,
        friend=friend,
        friendship=friendship,
        voices=(source,),
        denials=(),
        weight=round(_WEIGHTS[why] * log2(1 + held), 4),
        reading=f"{reading} (according to {source}){_as_friend(told, friend, friendship)}",
    )


def _as_friend(told: _Told, friend: Party | None, friendship: Tie | None) -> str:
    """How a friend is one, within the reading of a reason."""
    if friend is None:
        return ""
    if friendship is None:
        return ", which the registry holds to be on its side"
    return told.worded(friendship).as_friend


def _score(reasons: Iterable[Reason], *, near: bool) -> float:
    best: dict[str, float] = defaultdict(float)
    for reason in reasons:
        best[reason.why] = max(best[reason.why], reason.weight)
    return round((_BORDER if near else 1.0) * sum(best.values()), 4)


def _reading(place: str, borders: Sequence[str], reasons: Sequence[Reason]) -> str:
    """What speaks for a place in one sentence: the firmest reason of each kind, and the border."""
    first: dict[str, str] = {}
    for reason in reasons:
        first.setdefault(reason.why, reason.reading)
    border = f"it borders {' and '.join(map(_name, borders))}" if borders else ""
    told = "; ".join(filter(None, (*first.values(), border)))
    return f"{_name(place)}: {told}."


def _name(place: str) -> str:
    """The name of a country's code or a region's id; the id itself where nobody knows it."""
    found = lands.by_id().get(place if ":" in place else f"country:{place}")
    return found.name if found else place.partition(":")[2].replace("-", " ").title() or place


def _rank(refuge: Refuge) -> tuple[float, bool, str]:
    return -refuge.score, not refuge.borders, refuge.name


def _firmness(found: Spillover) -> tuple[float, str]:
    held = sum(each.tie.strength for each in found.pressure)
    return -held, found.actor.id
