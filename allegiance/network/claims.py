"""Who says what: the same ties as several sides tell them.

A side is an outlet, a speaker, an author, a group of these, a period, a coder or a store. Of each
tie it *asserts* that it holds, *denies* it, *hedges* (tells it without standing by it: with less
than certainty, as the word of others, or both ways), or is *silent*. A side is called silent only
where it had the chance to speak; where it had none, nothing is said of it. It is what the
statements tell: a silence may also be a sentence that was not understood.

In the terms of FactBank (Saurí and Pustejovsky 2009, Language Resources and Evaluation 43), a
side asserts what it is committed to as a certain fact (CT+), denies what it is committed to as
no fact (CT-), and hedges where its own commitment is less or is not told (PR, PS, Uu).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from statistics import variance
from typing import Literal

import msgspec

from allegiance.errors import AllegianceError, BadOption
from allegiance.network.agreement import Estimate, estimate
from allegiance.network.reading import words
from allegiance.network.ties import Level, Party, Tie, holds, read_at, source_of, tie, told, voices
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement

Sort = Literal["outlet", "speaker", "author", "coder", "period", "store"]
Stance = Literal["asserts", "hedges", "denies", "silent"]


class TooFewSides(AllegianceError):
    """Statements of one side alone, or of none: nothing can be compared."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that are compared with those of other sides.

    `documents` are all that it read where that is known, those of its statements otherwise.
    """

    name: str
    sort: Sort
    statements: tuple[Statement, ...]
    documents: frozenset[str] = frozenset()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How much a side tells: statements, documents, ties, and ties of which it is silent."""

    name: str
    sort: Sort
    statements: int
    documents: int
    ties: int
    silent: int


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one side says of one tie.

    `torn` where it both asserts and denies it. `copied` where it has the tie only from copies of
    a wire story that another side has first: it is then no voice of its own, and counts in no measure.
    """

    side: str
    stance: Stance
    torn: bool = False
    copied: bool = False
    statements: tuple[Statement, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is a word of its own on the tie."""
        return self.stance != "silent" and not self.copied

    @property
    def voices(self) -> tuple[str, ...]:
        """Whose word it is, each once."""
        both = (voices(self.statements, "positive"), voices(self.statements, "negative"))
        return tuple(dict.fromkeys(chain.from_iterable(both)))


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One tie as all sides tell it; a side that had no chance to tell it has no cell.

    `voices` counts the independent voices that tell it, `first` and `last` are as on a tie.
    `division` says how much it divides the sides (see `division`).
    """

    source: Party
    relation: str
    target: Party
    sign: int
    symmetric: bool
    theatre: str | None
    first: str | None
    last: str | None
    voices: int
    division: float
    cells: tuple[Cell, ...]

    @property
    def reading(self) -> str:
        """The tie in words."""
        where = self._place if self.target.kind != "place" else None
        return words(self.source, self.relation, self.target) + (f" in {where}" if where else "")

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(chain.from_iterable(cell.statements for cell in self.cells))

    def told_by(self, *stances: Stance) -> tuple[str, ...]:
        """The sides that take one of these stances."""
        return tuple(cell.side for cell in self.cells if cell.stance in stances)

    def cell(self, side: str) -> Cell | None:
        """What a side says of it, None where it had no chance to say anything."""
        return next((cell for cell in self.cells if cell.side == side), None)

    @property
    def _place(self) -> str | None:
        """The place that most statements tell, else their theatre; None where most tell none."""
        names = Counter(said.place.name if said.place else None for said in self.statements)
        if 2 * names.pop(None, 0) > len(self.statements) or not names:
            return None
        name, often = min(names.items(), key=lambda each: (-each[1], each[0] or ""))
        return name if 2 * often > names.total() else self.theatre


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides: the ties that both tell, with one stance or two, and that one alone tells.

    `shared` is 2 both / (2 both + only one + only other), over the ties of which the other
    is silent and had the chance: the positive specific agreement, which needs no count of the ties that
    neither tells (Hripcsak and Rothschild 2005, JAMIA 12(3)). None where there are no such ties.
    """

    one: str
    other: str
    both: int
    alike: int
    only_one: int
    only_other: int
    shared: float | None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Krippendorff's alpha over the ties that at least two sides tell on their own.

    A tie is a unit, a side an observer, its stance the value: denies < hedges < asserts. Silence
    is a missing value and no fourth one: who does not speak of a tie has not judged it. The
    interval draws all ties between the same two actors together.
    """

    ties: int
    values: int
    nominal: Estimate
    ordinal: Estimate


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that a side is silent of though others tell it. `voices` are those who affirm it."""

    side: str
    claim: Claim
    voices: tuple[str, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A tie that one of two sides tells and the other does not, or not so.

    `chance` is False where the side that does not tell it could not: it did not read a document
    that tells it, or wrote of none of its actors.
    """

    kind: Literal["gained", "lost", "changed"]
    claim: Claim
    before: Stance | None
    after: Stance | None
    chance: bool


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What several sides say of the same ties, those that divide them most first."""

    sides: tuple[Told, ...]
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    agreement: Agreement

    @property
    def divided(self) -> tuple[Claim, ...]:
        """The ties on which sides take different stances."""
        return tuple(claim for claim in self.claims if claim.division > 0)


def compare(
    sides: Sequence[Side], *, level: Level = "state", known: Registry | None = None
) -> Comparison:
    """What each side says of every tie that any of them tells.

    Ends are read as the states they stand for, unless `level` is "named"; what is then a tie of an actor with
    itself is left out. Ties are told apart by theatre; a statement that tells none is read in the one theatre
    that the others tell of this tie, where they tell one alone.

    Raises TooFewSides where fewer than two sides have statements.
    """
    pool = _Pool(sides, level, known)
    if len(pool.sides) < 2:
        names = " and ".join(repr(side.name) for side in pool.sides) or "nobody"
        raise TooFewSides(
            f"two sides are needed to compare, and these statements are of {names} alone; "
            "choose other conditions or another --by"
        )
    claims = sorted((pool.claim(made) for made in pool.ties()), key=_most_divided)
    return Comparison(
        sides=tuple(_summary(side, claims) for side in pool.sides),
        claims=tuple(claims),
        pairs=tuple(_pairs(claims, [side.name for side in pool.sides])),
        agreement=_agreement(claims),
    )


def sides_by(
    statements: Iterable[Statement],
    by: Literal["outlet", "speaker", "author", "coder"] = "outlet",
    *,
    groups: Mapping[str, Iterable[str]] | None = None,
    most: int | None = None,
) -> list[Side]:
    """The sides of statements: one for each outlet, speaker, author or coder, the most telling first.

    With `groups`, a side for each group under its name, of the members it lists in any case; others
    are left out. `most` keeps so many sides. A statement without an outlet (author) is
    of its author (outlet); one that names neither is of no side.
    """
    found: dict[str, list[Statement]] = defaultdict(list)
    owner = _owners(groups)
    for said in statements:
        name = _NAMES[by](said)
        if name is not None and owner is not None:
            name = owner.get(name.casefold())
        if name is not None:
            found[name].append(said)
    ranked = sorted(found, key=lambda name: (-len(found[name]), name))[:most]
    if groups is not None:
        ranked = [name for name in groups if name in found]
    return [Side(name=name, sort=by, statements=tuple(found[name])) for name in ranked]


def periods(statements: Iterable[Statement], spans: Sequence[str]) -> list[Side]:
    """A side for each period, of the statements told to hold at some time in it.

    A span is "2012", "2011/2012", "2013/" or "/2010". Statements without a time are in none; one that
    holds in two periods is in both.
    """
    kept = [(said, told(said)) for said in statements]
    return [
        Side(
            name=span,
            sort="period",
            statements=tuple(said for said, when in kept if _within(when, *_ends(span))),
        )
        for span in spans
    ]


def left_out(found: Comparison, *, least: int = 2) -> list[Omission]:
    """The ties that a side is silent of though at least so many voices of others affirm them.

    Those that most voices affirm come first. A wire story is one voice, whoever prints it, and so is
    a speaker, whoever quotes it.
    """
    heard = [(claim, *_affirming(claim)) for claim in found.claims]
    heard = sorted(heard, key=lambda each: -each[1])
    return [
        Omission(side=cell.side, claim=claim, voices=names)
        for claim, count, names in heard
        if count >= least
        for cell in claim.cells
        if cell.stance == "silent"
    ]


def changes(found: Comparison) -> list[Change]:
    """What the second of two sides gained, lost or tells otherwise than the first.

    Raises TooFewSides where there are not two.
    """
    if len(found.sides) != 2:
        raise TooFewSides(
            f"changes are between two sides, and these are {len(found.sides)}; choose two"
        )
    before, after = (side.name for side in found.sides)
    made = (_change(claim, claim.cell(before), claim.cell(after)) for claim in found.claims)
    return sorted(
        (change for change in made if change is not None),
        key=lambda change: (_KINDS[change.kind], not change.chance),
    )


def division(stances: Iterable[Stance]) -> float:
    """How much stances on one tie divide those who take them; silence takes none.

        division = m s^2 / 4 = 1 / (m - 1) * sum over pairs of ((x_i - x_j) / 2)^2

    with x = -1 where denied, 0 where hedged and 1 where asserted, m of them, s^2 their sample variance.
    It is what a tie gives to the observed disagreement of Krippendorff's alpha (2004, ch. 11; with
    the differences of intervals): D_o is 8 / n times the sum over ties. No side counts more than another, and
    assertion and denial may be exchanged. It is 0 where all agree and 1 for one against one; it grows with how
    many disagree and how far apart they are, to m^2 / (4 (m - 1)) where half assert and half deny.

    >>> division(["asserts", "denies"]), division(["asserts", "hedges", "silent"])
    (1.0, 0.25)
    """
    positions = [POSITION[stance] for stance in stances if stance != "silent"]
    if len(positions) < 2:
        return 0.0
    return round(len(positions) * variance(positions) / 4, 6)


POSITION: Mapping[Stance, float] = {"denies": -1.0, "hedges": 0.0, "asserts": 1.0}
_KINDS = {"changed": 0, "gained": 1, "lost": 2}
_READERS = {"coder", "store"}


class _Pool:
    """All statements of all sides, each knowing whose it is."""

    def __init__(self, sides: Sequence[Side], level: Level, known: Registry | None) -> None:
        self.sides = [side for side in sides if side.statements]
        self._sorts = {side.name: side.sort for side in self.sides}
        self._owners: dict[int, list[str]] = defaultdict(list)
        self._said: dict[int, Statement] = {}
        self._chances = _Chances()
        for side in self.sides:
            lifted = read_at(side.statements, level, known=known)
            for named, said in zip(side.statements, lifted, strict=True):
                self._add(side, named, said)
            self._chances.read(side)

    def _add(self, side: Side, named: Statement, said: Statement) -> None:
        self._chances.add(side, said)
        if said.source.id != said.target.id or named.source.id == named.target.id:
            self._said[id(said)] = said
            self._owners[id(said)].append(side.name)

    def ties(self) -> Iterator[Tie]:
        """Ties apart by theatre, unless one theatre at most is told."""
        for made in tie(self._said.values(), by=()):
            theatres = {said.theatre for said in made.statements} - {None}
            if len(theatres) > 1:
                yield from tie(made.statements)
            else:
                yield msgspec.structs.replace(made, theatre=next(iter(theatres), None))

    def claim(self, made: Tie) -> Claim:
        """A tie as the sides tell it."""
        of: dict[str, list[Statement]] = defaultdict(list)
        for said in made.statements:
            for name in self._owners[id(said)]:
                of[name].append(said)
        origins = _origins(made.statements)
        made = _without_copies(made, origins)
        able = self._chances.of(made)
        cells = [
            self._cell(side.name, of[side.name], origins)
            for side in self.sides
            if side.name in of or side.name in able
        ]
        own = [said for cell in cells if cell.counts for said in cell.statements]
        return Claim(
            source=made.source,
            relation=made.relation,
            target=made.target,
            sign=made.sign,
            symmetric=made.symmetric,
            theatre=made.theatre,
            first=made.first,
            last=made.last,
            voices=len({source_of(said) for said in own}),
            division=division(cell.stance for cell in cells if cell.counts),
            cells=tuple(cells),
        )

    def _cell(self, side: str, said: Sequence[Statement], origins: Mapping[str, str]) -> Cell:
        if not said:
            return Cell(side=side, stance="silent")
        sort = self._sorts[side]
        here = {each.document for each in said}
        own = [each for each in said if not _copy(each, sort, origins, here)]
        asserted, denied = (
            any(_commits(each, polarity, sort) for each in own or said)
            for polarity in ("positive", "negative")
        )
        stance: Stance = "hedges" if asserted == denied else "asserts" if asserted else "denies"
        return Cell(
            side=side,
            stance=stance,
            torn=asserted and denied,
            copied=not own,
            statements=tuple(own or said),
        )


class _Chances:
    """Which sides could have told a tie.

    An outlet, author or speaker could where it tells of one of the actors, or of the theatre, at a time (by
    years) that may be the tie's, in a document that is not older than the tie. A period could where any of its
    statements tells of them. A coder or a store could where it read a document that tells the tie.
    """

    def __init__(self) -> None:
        self._told: dict[str, dict[str, dict[_Years, str | None]]] = defaultdict(dict)
        self._read: dict[str, list[str]] = defaultdict(list)
        self._timely: dict[tuple[str, str | None, str | None], frozenset[str]] = {}

    def read(self, side: Side) -> None:
        """Note which documents a coder or a store read."""
        if side.sort in _READERS:
            for document in side.documents or {said.document for said in side.statements}:
                self._read[document].append(side.name)

    def add(self, side: Side, said: Statement) -> None:
        if side.sort in _READERS:
            return
        first, last = told(said)
        timed = side.sort != "period" and first is not None and last is not None
        years = (first[:4], last[:4]) if timed and first and last else None
        date = said.date if side.sort != "period" else None
        for about in filter(None, (said.source.id, said.target.id, said.theatre)):
            latest = self._told[about].setdefault(side.name, {})
            latest[years] = _later(latest[years], date) if years in latest else date

    def of(self, made: Tie) -> set[str]:
        """The sides that could have told this tie."""
        able = {side for said in made.statements for side in self._read.get(said.document, ())}
        for about in filter(None, (made.source.id, made.target.id, made.theatre)):
            able |= self._about(about, made.first, made.last)
        return able

    def _about(self, about: str, first: str | None, last: str | None) -> frozenset[str]:
        """The sides that tell of an actor or a theatre at a time that may be these dates."""
        found = self._timely.get((about, first, last))
        if found is None:
            told = self._told.get(about, {}).items()
            found = frozenset(side for side, latest in told if _any_timely(latest, first, last))
            self._timely[about, first, last] = found
        return found


_Years = tuple[str, str] | None


def _any_timely(latest: Mapping[_Years, str | None], first: str | None, last: str | None) -> bool:
    """Whether anything told of some years, in documents of these dates, may be told of a tie's."""
    if first is None or last is None:
        return bool(latest)
    begins, ends = first[:4], last[:4]
    for years, date in latest.items():
        meets = years is None or (years[0] <= ends and begins <= years[1])
        if meets and holds(first, None, date):
            return True
    return False


def _later(one: str | None, other: str | None) -> str | None:
    """The later of two dates; a date that nobody knows may be the latest."""
    return max(one, other, key=lambda date: f"{date}~") if one and other else None


def _origins(statements: Iterable[Statement]) -> dict[str, str]:
    """The document in which each story tells a tie first: the earliest, by id where dates are equal."""
    firsts: dict[str, tuple[str, str]] = {}
    for said in statements:
        if said.story is not None:
            copy = said.date or "~", said.document
            firsts[said.story] = min(copy, firsts.get(said.story, copy))
    return {story: document for story, (_, document) in firsts.items()}


def _without_copies(made: Tie, origins: Mapping[str, str]) -> Tie:
    """The tie with the dates that its originals tell: a late reprint makes no event last longer."""
    originals = [
        said
        for said in made.statements
        if said.story is None or origins[said.story] == said.document
    ]
    if len(originals) == len(made.statements):
        return made
    [first] = tie(originals, by=())
    return msgspec.structs.replace(made, first=first.first, last=first.last)


def _copy(said: Statement, sort: Sort, origins: Mapping[str, str], here: set[str]) -> bool:
    """Whether it is of a copy of a story that another side has first.

    A speaker's words stay the speaker's in every copy.
    """
    if said.story is None or (sort == "speaker" and _speaker(said)):
        return False
    return origins[said.story] not in here


def _commits(said: Statement, polarity: str, sort: Sort) -> bool:
    """Whether a side stands by it as certain: in its own voice, or in that of the speaker it is."""
    if said.polarity != polarity or said.certainty != "certain":
        return False
    if not said.attribution:
        return True
    speaker = said.attribution[-1]
    if speaker.kind == "impersonal":
        return False
    own = {name.casefold() for name in (said.author, said.outlet) if name}
    return sort == "speaker" or bool({speaker.name.casefold(), speaker.id.casefold()} & own)


def _speaker(said: Statement) -> str | None:
    """The innermost speaker who has a name; hearsay has none."""
    last = said.attribution[-1] if said.attribution else None
    return last.name if last is not None and last.kind != "impersonal" else None


_NAMES: Mapping[str, Callable[[Statement], str | None]] = {
    "outlet": lambda said: said.outlet or said.author,
    "author": lambda said: said.author or said.outlet,
    "speaker": lambda said: _speaker(said) or said.author or said.outlet,
    "coder": lambda said: said.coder,
}


def _owners(groups: Mapping[str, Iterable[str]] | None) -> dict[str, str] | None:
    """The group of each member. Raises BadOption for a member of two."""
    if groups is None:
        return None
    owner: dict[str, str] = {}
    for group, members in groups.items():
        for member in members:
            other = owner.setdefault(member.casefold(), group)
            if other != group:
                raise BadOption(f"{member!r} is in the groups {other!r} and {group!r}; leave one")
    return owner


def _ends(span: str) -> tuple[str | None, str | None]:
    """The first and last date of a span. Raises BadOption where it is none."""
    start, slash, end = (part.strip() for part in span.partition("/"))
    first, last = (side if side not in ("", "..") else None for side in (start, end))
    told = [side for side in (first, last) if side]
    if not slash:
        last = first
    if not told or not all(map(_DATE.fullmatch, told)) or (first and last and first > f"{last}~"):
        raise BadOption(f"period {span!r} is none; write 2012, 2011/2012, 2013/ or /2010")
    return first, last


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _within(when: tuple[str | None, str | None], first: str | None, last: str | None) -> bool:
    begins, ends = when
    if begins is None or ends is None:
        return False
    return holds(first, None, ends) and holds(None, last, begins)


def _most_divided(claim: Claim) -> tuple[float, int, int, str, str, str, bool, str]:
    telling = sum(cell.counts for cell in claim.cells)
    ends = claim.source.id, claim.relation, claim.target.id
    return -claim.division, -telling, -claim.voices, *ends, claim.symmetric, claim.theatre or ""


def _summary(side: Side, claims: Sequence[Claim]) -> Told:
    cells = [cell for claim in claims if (cell := claim.cell(side.name)) is not None]
    silent = sum(cell.stance == "silent" for cell in cells)
    return Told(
        name=side.name,
        sort=side.sort,
        statements=len(side.statements),
        documents=len({said.document for said in side.statements}),
        ties=len(cells) - silent,
        silent=silent,
    )


def _pairs(claims: Sequence[Claim], names: Sequence[str]) -> Iterator[Pair]:
    """Every two sides that have a tie to compare, those that share most ties first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for claim in claims:
        cells = [cell for cell in claim.cells if not cell.copied]
        for one, other in combinations(cells, 2):
            if one.counts or other.counts:
                counts[one.side, other.side][_case(one, other)] += 1
    at = {name: number for number, name in enumerate(names)}
    made = (_pair(one, other, seen) for (one, other), seen in counts.items())
    yield from sorted(made, key=lambda pair: (-pair.both, at[pair.one], at[pair.other]))


def _case(one: Cell, other: Cell) -> str:
    if not one.counts or not other.counts:
        return "one" if one.counts else "other"
    return "alike" if one.stance == other.stance else "unlike"


def _pair(one: str, other: str, seen: Counter[str]) -> Pair:
    both = seen["alike"] + seen["unlike"]
    everything = 2 * both + seen["one"] + seen["other"]
    return Pair(
        one=one,
        other=other,
        both=both,
        alike=seen["alike"],
        only_one=seen["one"],
        only_other=seen["other"],
        shared=2 * both / everything if everything else None,
    )


def _agreement(claims: Sequence[Claim]) -> Agreement:
    told = [
        (frozenset((claim.source.id, claim.target.id)), values)
        for claim in claims
        if len(values := [POSITION[cell.stance] for cell in claim.cells if cell.counts]) > 1
    ]
    clusters, units = [actors for actors, _ in told], [values for _, values in told]
    return Agreement(
        ties=len(units),
        values=sum(map(len, units)),
        nominal=estimate(units, "nominal", clusters=clusters),
        ordinal=estimate(units, "ordinal", clusters=clusters),
    )


def _affirming(claim: Claim) -> tuple[int, tuple[str, ...]]:
    """How many independent voices affirm a tie, and their names."""
    own = [said for cell in claim.cells if cell.counts for said in cell.statements]
    heard = {source_of(said) for said in own if said.polarity == "positive"}
    return len(heard), voices(own, "positive")


def _change(claim: Claim, before: Cell | None, after: Cell | None) -> Change | None:
    was = before.stance if before else None
    now = after.stance if after else None
    untold = (None, "silent")
    if was == now or (was in untold and now in untold):
        return None
    return Change(
        kind="gained" if was in untold else "lost" if now in untold else "changed",
        claim=claim,
        before=was,
        after=now,
        chance=before is not None and after is not None,
    )
