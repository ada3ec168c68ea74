"""What texts say, beside what datasets hold: confirmed, partly, contradicted, or not known to them.

A dataset is a witness like any other: that it does not hold a tie makes the tie no less true, and
what it holds is what its coders read. So nothing is marked as right or wrong, and an unknown tie says
why it is unknown: whom the dataset does not know, which years it does not cover, what it never codes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal

import msgspec

from allegiance.errors import BadOption
from allegiance.network.reading import clause
from allegiance.network.ties import Level, Party, Tie, read_at, tie, told
from allegiance.ontology.actors import Registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import Statement

Verdict = Literal["contradicted", "confirmed", "partly", "unknown"]
Difference = Literal["certainty", "year", "theatre", "relation", "direction", "presence"]
Lack = Literal["actor", "years", "relation", "other", "pair"]


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """What a dataset can know: those of its statements that matter, and the bounds of all of them.

    `statements` are at least those with an end that the texts name. `actors` are the ids of all ends,
    `relations` all that it codes, `first` and `last` the years it spans ("1989"), None where it
    tells no year.
    """

    name: str
    statements: tuple[Statement, ...]
    actors: frozenset[str]
    relations: frozenset[str]
    first: str | None
    last: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One tie of the texts, and what one dataset holds of it.

    `held` are the dataset's ties that confirm it, wholly or partly, `against` those that speak against
    it. `differences` tells what is otherwise in what it partly holds. Of an unknown tie `lacking` says why
    it is unknown, and `strangers` whom the dataset does not know. `undated` where the texts tell no
    year, so that years could not be compared. `reading` says all of it in words.
    """

    dataset: str
    verdict: Verdict
    tie: Tie
    held: tuple[Tie, ...] = ()
    against: tuple[Tie, ...] = ()
    differences: tuple[Difference, ...] = ()
    lacking: tuple[Lack, ...] = ()
    strangers: tuple[Party, ...] = ()
    undated: bool = False
    reading: str


class Unmentioned(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that a dataset holds of an actor of the texts, and that meets nothing in them.

    `both` where the texts tell of both ends, `pair` where they also tell something of the two.
    `years` where it lies in the years that the texts tell of; true where either tells none.
    """

    dataset: str
    tie: Tie
    both: bool
    pair: bool
    years: bool


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Every tie of the texts against every dataset, and what these hold beside them.

    `findings` has the ties in order, those contradicted first, then the confirmed, the partly
    confirmed and the unknown, each with all datasets together; `unmentioned` what lies between two actors of the
    texts first, in their years before others, the most told first.
    """

    datasets: tuple[Dataset, ...]
    findings: tuple[Finding, ...]
    unmentioned: tuple[Unmentioned, ...]

    def count(self, verdict: Verdict, dataset: str) -> int:
        """How many ties one dataset answers so."""
        return sum(each.verdict == verdict and each.dataset == dataset for each in self.findings)


def dataset(
    name: str,
    statements: Iterable[Statement],
    *,
    level: Level = "state",
    known: Registry | None = None,
) -> Dataset:
    """A dataset of which all statements are at hand, read at a level as `read_at` does."""
    read = tuple(_between(read_at(statements, level, known=known)))
    years = [year for said in read for year in _years(said)]
    return Dataset(
        name=name,
        statements=read,
        actors=frozenset(end.id for said in read for end in (said.source, said.target)),
        relations=frozenset(said.relation for said in read),
        first=min(years, default=None),
        last=max(years, default=None),
    )


def check(
    statements: Iterable[Statement],
    against: Sequence[Dataset],
    *,
    level: Level = "state",
    known: Registry | None = None,
) -> Check:
    """Lay the ties of texts beside what datasets hold of the same actors.

    A tie is told by theatre, at the level that `read_at` knows; so are the datasets to be. A dataset

    - *confirms* it with the same relation in the same direction, in a year of it, and in the same country
      where both tell one;
    - confirms it *partly* where it is of the same sign but something is otherwise: the year, the
      relation (another kind of support), the direction, the country, or it holds it as possible only;
      a presence or a move also where the actor is told to act in that country (`presence`);
    - *contradicts* it with the opposite sign in a year and country of it, or by denying it;
    - does not *know* it otherwise.

    What confirms comes before what contradicts, and that before what confirms partly; a confirmed tie keeps
    what speaks against it. A tie that the texts only deny is contradicted by what would confirm it. What
    has no year is compared without. Raises BadOption where there is no dataset, or two of one name.
    """
    if not against:
        raise BadOption("there is nothing to check against; name a dataset")
    if len({each.name for each in against}) < len(against):
        raise BadOption("two of the datasets have one name; give each its own")
    ties = tie(_between(read_at(statements, level, known=known)))
    asked = list(map(_Asked, ties))
    findings: list[Finding] = []
    unmentioned: list[Unmentioned] = []
    for one in against:
        held = _Held(one)
        found = [_finding(each, held) for each in asked]
        findings += found
        unmentioned += _unmentioned(ties, found, held)
    return Check(
        datasets=tuple(against),
        findings=tuple(_ordered(findings, ties, against)),
        unmentioned=tuple(sorted(unmentioned, key=_rank)),
    )


VERDICTS: tuple[Verdict, ...] = ("contradicted", "confirmed", "partly", "unknown")
_DIFFERENCES: tuple[Difference, ...] = (
    "certainty", "year", "theatre", "relation", "direction", "presence",
)  # fmt: skip
_Years = Sequence[tuple[str, str]]


class _Asked:
    """A tie of the texts as a question: its years, its country, and what would answer it."""

    def __init__(self, made: Tie) -> None:
        self.tie = made
        self.denied = not made.affirmed
        told_of = [s for s in made.statements if self.denied or s.polarity == "positive"]
        self.years: _Years = [span for span in map(_span, told_of) if span]
        self.country = _country(made.theatre)
        self.of_place = made.target.kind == "place"

    def differences(self, said: Statement) -> frozenset[Difference] | None:
        """What is otherwise in a statement that speaks for the tie; None where it does not."""
        same = said.relation == self.tie.relation
        if self.denied:
            denies = same and said.polarity == "negative" and self._directed(said)
            return frozenset(self._setting(said)) if denies else None
        kin = relation(said.relation).sign == self.tie.sign != 0
        if said.polarity == "negative" or not (same or kin):
            return None
        otherwise = set(self._setting(said))
        if not same:
            otherwise.add("relation")
        if not self._directed(said):
            otherwise.add("direction")
        return frozenset(otherwise)

    def contradicts(self, said: Statement) -> bool:
        """Whether a statement speaks against the tie, of its years and its country."""
        if any(self._setting(said)):
            return False
        same = said.relation == self.tie.relation and self._directed(said)
        if self.denied or said.polarity == "negative":
            return same and self.denied != (said.polarity == "negative")
        return relation(said.relation).sign * self.tie.sign < 0

    def shows_presence(self, said: Statement) -> bool:
        """Whether the actor acts in the country where the tie has it."""
        acts = self.tie.source.id in (said.source.id, said.target.id)
        there = _country(said.theatre) == self.tie.target.country is not None
        return acts and there and said.polarity == "positive"

    def in_years(self, first: str | None, last: str | None) -> bool:
        """Whether a span of years touches those of the tie; also where either tells none."""
        if first is None or last is None or not self.years:
            return True
        return any(begin <= last and end >= first for begin, end in self.years)

    def _setting(self, said: Statement) -> Iterator[Difference]:
        """How year, country and certainty differ."""
        span = _span(said)
        if span and not self.in_years(*span):
            yield "year"
        theatre = _country(said.theatre)
        if self.country and theatre and self.country != theatre:
            yield "theatre"
        if said.certainty in ("possible", "unknown"):
            yield "certainty"

    def _directed(self, said: Statement) -> bool:
        if self.tie.symmetric or said.mutual or relation(said.relation).symmetric:
            return True
        return (said.source.id, said.target.id) == (self.tie.source.id, self.tie.target.id)


class _Held:
    """What a dataset holds, by the pair that it is about and by who acts in which country."""

    def __init__(self, one: Dataset) -> None:
        self.dataset = one
        self.pairs: dict[frozenset[str], list[Statement]] = defaultdict(list)
        self.there: dict[tuple[str, str | None], list[Statement]] = defaultdict(list)
        for said in one.statements:
            self.pairs[_pair(said)].append(said)
            if country := _country(said.theatre):
                for end in (said.source, said.target):
                    self.there[end.id, country].append(said)

    def knows(self, party: Party) -> bool:
        return party.id in self.dataset.actors


def _finding(asked: _Asked, held: _Held) -> Finding:
    """What a dataset says of one tie."""
    of_pair = held.pairs.get(_pair(asked.tie), [])
    against = tuple(_tied(filter(asked.contradicts, of_pair)))
    otherwise, nearest = _nearest(asked, of_pair)
    if not nearest and asked.tie.relation in ("base", "move") and not asked.denied:
        otherwise, nearest = _present(asked, held)
    supporting = tuple(_tied(nearest))
    if supporting and not otherwise:
        return _made(asked, held, "confirmed", held_=supporting, against=against)
    if against:
        return _made(asked, held, "contradicted", against=against)
    if supporting:
        order = tuple(sorted(otherwise, key=_DIFFERENCES.index))
        return _made(asked, held, "partly", held_=supporting, differences=order)
    return _unknown(asked, held, of_pair)


def _nearest(
    asked: _Asked, of_pair: Sequence[Statement]
) -> tuple[frozenset[Difference], list[Statement]]:
    """The statements that come nearest to the tie, and what is otherwise in them."""
    groups: dict[frozenset[Difference], list[Statement]] = defaultdict(list)
    for said in of_pair:
        if (otherwise := asked.differences(said)) is not None:
            groups[otherwise].append(said)
    if not groups:
        return frozenset(), []
    nearest = min(groups, key=lambda each: (len(each), sorted(map(_DIFFERENCES.index, each))))
    return nearest, groups[nearest]


def _present(asked: _Asked, held: _Held) -> tuple[frozenset[Difference], list[Statement]]:
    """What a dataset tells of an actor in a country where the texts say that it is."""
    acts = held.there.get((asked.tie.source.id, asked.tie.target.country), [])
    shown = [said for said in acts if asked.shows_presence(said)]
    then = [said for said in shown if asked.in_years(*(_span(said) or (None, None)))]
    otherwise: set[Difference] = {"presence"} if then or not shown else {"presence", "year"}
    return frozenset(otherwise), then or shown


def _unknown(asked: _Asked, held: _Held, of_pair: Sequence[Statement]) -> Finding:
    """Why a dataset does not know a tie."""
    one, made = held.dataset, asked.tie
    strangers = tuple(
        party for party in (made.source, made.target)
        if party.kind != "place" and not held.knows(party)
    )  # fmt: skip
    reasons: dict[Lack, bool] = {
        "actor": bool(strangers),
        "years": not asked.in_years(one.first, one.last),
        "relation": not _codes(one, made),
        "other": bool(of_pair),
    }
    lacking = tuple(name for name, holds in reasons.items() if holds) or ("pair",)
    other = tuple(_tied(of_pair))
    return _made(asked, held, "unknown", against=other, lacking=lacking, strangers=strangers)


def _codes(one: Dataset, made: Tie) -> bool:
    """Whether a dataset codes anything that could speak for a tie."""
    kin = {name for name in one.relations if relation(name).sign == made.sign != 0}
    return made.relation in one.relations or bool(kin)


def _made(
    asked: _Asked,
    held: _Held,
    verdict: Verdict,
    *,
    held_: tuple[Tie, ...] = (),
    against: tuple[Tie, ...] = (),
    differences: tuple[Difference, ...] = (),
    lacking: tuple[Lack, ...] = (),
    strangers: tuple[Party, ...] = (),
) -> Finding:
    undated = not asked.years and verdict != "unknown"
    found = Finding(
        dataset=held.dataset.name,
        verdict=verdict,
        tie=asked.tie,
        held=held_,
        against=against,
        differences=differences,
        lacking=lacking,
        strangers=strangers,
        undated=undated,
        reading="",
    )
    return msgspec.structs.replace(found, reading=_READINGS[verdict](found, held.dataset))


def _confirmed(found: Finding, one: Dataset) -> str:
    beside = f"; it also holds the contrary: {_clauses(found.against)}" if found.against else ""
    return f"{one.name} holds it: {_clauses(found.held)}{beside}{_yearless(found)}"


def _contradicted(found: Finding, one: Dataset) -> str:
    return f"{one.name} holds the contrary: {_clauses(found.against)}{_yearless(found)}"


def _partly(found: Finding, one: Dataset) -> str:
    how = _listed([_OTHERWISE[each] for each in found.differences])
    return f"{one.name} holds it {how}: {_clauses(found.held)}{_yearless(found)}"


def _silent(found: Finding, one: Dataset) -> str:
    """Why it says nothing, all reasons one after the other."""
    said: dict[Lack, Callable[[], str]] = {
        "actor": lambda: f"does not name {_listed([party.name for party in found.strangers])}",
        "years": lambda: (
            f"covers {one.first} to {one.last} (the texts tell of {_told_of(found.tie)})"
        ),
        "relation": lambda: f"codes nothing like `{found.tie.relation}`",
        "other": lambda: f"holds of these two only that {_clauses(found.against)}",
        "pair": lambda: "names both, and holds nothing of the two",
    }
    return f"{one.name} {_listed([said[each]() for each in found.lacking])}"


_READINGS: Mapping[Verdict, Callable[[Finding, Dataset], str]] = {
    "confirmed": _confirmed, "contradicted": _contradicted, "partly": _partly, "unknown": _silent,
}  # fmt: skip
_OTHERWISE: Mapping[Difference, str] = {
    "certainty": "as possible only",
    "year": "of other years",
    "theatre": "in another country",
    "relation": "in another relation",
    "direction": "the other way round",
    "presence": "in so far as it has it act there",
}


def _yearless(found: Finding) -> str:
    return "; the texts tell no year" if found.undated else ""


def _clauses(ties: Sequence[Tie]) -> str:
    """The first ties in words, and how many more there are."""
    shown = [clause(each) for each in ties[:_SHOWN]]
    more = [f"{len(ties) - _SHOWN} more"] if len(ties) > _SHOWN else []
    return _listed([*shown, *more])


_SHOWN = 3


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _told_of(made: Tie) -> str:
    years = sorted({year for said in made.statements for year in _years(said)})
    return years[0] if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


def _unmentioned(
    ties: Sequence[Tie], findings: Sequence[Finding], held: _Held
) -> Iterator[Unmentioned]:
    """The ties of a dataset that no tie of the texts met, of whom the texts tell."""
    parties = chain.from_iterable((each.source, each.target) for each in ties)
    actors = {party.id for party in parties if party.kind != "place"}
    pairs = {_pair(each) for each in ties}
    spans = [span for each in ties for span in map(_span, each.statements) if span]
    met = {
        said.id
        for found in findings if found.verdict != "unknown"
        for each in (*found.held, *found.against)
        for said in each.statements
    }  # fmt: skip
    near = [
        said for said in held.dataset.statements
        if said.id not in met and not actors.isdisjoint((said.source.id, said.target.id))
    ]  # fmt: skip
    for each in tie(near, by=()):
        yield Unmentioned(
            dataset=held.dataset.name,
            tie=each,
            both={each.source.id, each.target.id} <= actors,
            pair=_pair(each) in pairs,
            years=_touch(spans, [span for span in map(_span, each.statements) if span]),
        )


def _touch(ours: _Years, theirs: _Years) -> bool:
    if not ours or not theirs:
        return True
    first, last = min(ours)[0], max(end for _, end in ours)
    return any(begin <= last and end >= first for begin, end in theirs)


def _rank(each: Unmentioned) -> tuple[bool, bool, int, str, str, str]:
    made = each.tie
    return (
        not each.both, not each.years, -made.affirmed, made.source.id, made.relation, made.target.id,
    )  # fmt: skip


def _ordered(
    findings: Sequence[Finding], ties: Sequence[Tie], against: Sequence[Dataset]
) -> list[Finding]:
    """A tie's findings together, by the gravest of them, in the order of the ties and datasets."""
    place = {id(each): number for number, each in enumerate(ties)}
    order = {each.name: number for number, each in enumerate(against)}
    gravest: dict[int, int] = {}
    for found in findings:
        here = VERDICTS.index(found.verdict)
        gravest[id(found.tie)] = min(here, gravest.get(id(found.tie), len(VERDICTS)))
    return sorted(
        findings,
        key=lambda found: (
            gravest[id(found.tie)], place[id(found.tie)], order[found.dataset],
        ),
    )  # fmt: skip


def _tied(statements: Iterable[Statement]) -> list[Tie]:
    """Ties over all theatres: which these are, their words tell."""
    return tie(statements, by=())


def _pair(made: Tie | Statement) -> frozenset[str]:
    return frozenset((made.source.id, made.target.id))


def _between(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Without what, read at a level, relates an actor to itself."""
    return (said for said in statements if said.source.id != said.target.id)


def _country(theatre: str | None) -> str | None:
    """A theatre that is a country; a region lies in several and cannot be compared."""
    return theatre if theatre and len(theatre) == 2 else None


def _span(said: Statement) -> tuple[str, str] | None:
    """The first and last year told of."""
    first, last = told(said)
    return (first[:4], last[:4]) if first and last else None


def _years(said: Statement) -> tuple[str, ...]:
    return _span(said) or ()
