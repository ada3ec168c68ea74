"""Who armed both sides of one war, and when: a fact of a list of statements, with no score.

A war is two that are told to fight one another in the same year and theatre, so that
what is given to either in that year can have served it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from allegiance.network.ties import Party, told
from allegiance.statements.statement import Certainty, End, Statement


class BothSides(msgspec.Struct, frozen=True, kw_only=True):
    """`giver` armed `one` in `one_years` and `other` in `other_years`, while they fought in `war_years`.

    `same_years` are those in which it armed both. `certainty` is that of the less certain side in its surest
    year: "possible" where a source says no more than that it is alleged. `evidence` are the
    statements of the giving, `fighting` those of the war.
    """

    giver: Party
    one: Party
    other: Party
    one_years: tuple[int, ...]
    other_years: tuple[int, ...]
    same_years: tuple[int, ...]
    war_years: tuple[int, ...]
    certainty: Certainty
    evidence: tuple[Statement, ...]
    fighting: tuple[Statement, ...]


def armed_both_sides(
    statements: Iterable[Statement],
    *,
    kinds: Collection[str] = ("state", "government"),
    relations: Collection[str] = ("arm",),
) -> list[BothSides]:
    """The givers, of these kinds, told to have given to both of two that fought, in years of their war.

    Only affirmed statements with a date count; one that spans years counts in each. Those who
    gave to both in one year come first, the longest first; then those who gave to one and later to the other.
    """
    gifts: _Years = defaultdict(lambda: defaultdict(list))
    wars: _Years = defaultdict(lambda: defaultdict(list))
    parties: dict[str, Party] = {}
    for said in statements:
        years = _years(said) if said.polarity == "positive" else ()
        if said.relation in relations and said.source.kind in kinds:
            ends = said.source.id, said.target.id
            _put(gifts[ends], years, said)
        elif said.relation == "fight":
            ends = min(said.source.id, said.target.id), max(said.source.id, said.target.id)
            _put(wars[ends], years, said)
        else:
            continue
        for end in (said.source, said.target):
            parties.setdefault(end.id, _party(end))
    return sorted(_games(gifts, wars, parties), key=_rank)


_Years = dict[tuple[str, str], dict[int, list[Statement]]]
_SURE: tuple[Certainty, ...] = ("unknown", "possible", "probable", "certain")


def _put(held: Mapping[int, list[Statement]], years: Iterable[int], said: Statement) -> None:
    for year in years:
        held[year].append(said)


def _years(said: Statement) -> range:
    first, last = told(said)
    if first is None or last is None:
        return range(0)
    return range(int(first[:4]), int(last[:4]) + 1)


def _party(end: End) -> Party:
    return Party(id=end.id, name=end.name, kind=end.kind, country=end.country)


def _games(gifts: _Years, wars: _Years, parties: Mapping[str, Party]) -> Iterator[BothSides]:
    given: dict[str, list[str]] = defaultdict(list)
    for giver, taker in gifts:
        given[giver].append(taker)
    for giver, takers in given.items():
        for one, other in combinations(sorted(takers), 2):
            war = wars.get((one, other), {})
            sides = [
                {year: said for year, said in gifts[giver, taker].items() if year in war}
                for taker in (one, other)
            ]
            if all(sides) and giver not in (one, other):
                yield _game([parties[actor] for actor in (giver, one, other)], sides, war)


def _game(
    parties: list[Party],
    sides: Sequence[Mapping[int, list[Statement]]],
    war: Mapping[int, list[Statement]],
) -> BothSides:
    (giver, first, second), (one, other) = parties, sides
    return BothSides(
        giver=giver,
        one=first,
        other=second,
        one_years=tuple(sorted(one)),
        other_years=tuple(sorted(other)),
        same_years=tuple(sorted(one.keys() & other.keys())),
        war_years=tuple(sorted(war)),
        certainty=min((_surest(one), _surest(other)), key=_SURE.index),
        evidence=_once(one, other),
        fighting=_once(war),
    )


def _surest(years: Mapping[int, list[Statement]]) -> Certainty:
    return max((said.certainty for each in years.values() for said in each), key=_SURE.index)


def _once(*sides: Mapping[int, list[Statement]]) -> tuple[Statement, ...]:
    told_of = {said.id: said for side in sides for year in sorted(side) for said in side[year]}
    return tuple(told_of.values())


def _rank(game: BothSides) -> tuple[int, int, str, str, str]:
    years = len(game.one_years) + len(game.other_years)
    return -len(game.same_years), -years, game.giver.name, game.one.name, game.other.name
