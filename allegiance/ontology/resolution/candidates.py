"""The actors that a name may mean, ranked, each with the reasons for its rank.

A candidate's score is the product of three shares between 0 and 1:

- *likeness*, how well the name fits: 1 for a name of the actor's own, less for an adjective, for a
  name that is spelled otherwise, and for one whose words are nearly the same;
- *share*, the weight that the candidate has among all that bear the name, where weight grows with
  being at home in a country, or tied to an actor, that the text tells, and falls where the actor
  did not exist at the time, or was a person who held no office then;
- *trust*, less where it did not exist at the time, where the name means it in a text about it
  alone and no such text is told, or where another that it may never be merged with bears the name.

So no answer that may be wrong is silent: what is ambiguous has no high score, and neither has what
is spelled otherwise. Where anyone bears the very name, nobody of a similar one is offered. Actors
that may never be merged do not stand in for each other, nor does a whole for its part.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology import actor_files
from allegiance.ontology.actors import KnownActor, Registry, registry, with_bodies
from allegiance.ontology.resolution.hearing import NOTHING, Heard, expands, hear, prepare
from allegiance.ontology.resolution.names import Bearer, Names, Spelled
from allegiance.ontology.resolution.spelling import bare, fold
from allegiance.ontology.resolution.standing import (
    heirs,
    out_of_office,
    outlives,
    since_when,
    standing,
)

SAFE = 0.5
"""A first candidate of this score or more may be taken for the actor meant."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One actor that a name may mean, and why.

    `country` is its home, or the first of several in `countries`. `called` is what it called itself
    at the date asked for, and `standing` whether it existed then: "active", "not yet", "former",
    or None where no date is asked for or nothing is known of its dates. `heirs` are the ids of those
    that a former one had become by then.
    """

    id: str
    name: str
    kind: str
    country: str | None
    active: str | None
    score: float
    reason: str
    called: str
    standing: str | None = None
    countries: tuple[str, ...] = ()
    heirs: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A name, whom it may mean, the likeliest first, and what was tried where that is nobody."""

    asked: str
    candidates: tuple[Candidate, ...]
    tried: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The actor to take for the one meant; None where nobody is, or nobody surely enough."""
        first = self.candidates[0] if self.candidates else None
        return first if first is not None and first.score >= SAFE else None


Way = Literal["exact", "called", "id", "spelling", "order", "near"]


class _Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that a name found, how well it fits, and how it was found."""

    actor: KnownActor
    likeness: float
    how: str
    prior: float = 1.0
    bound: bool = False
    way: Way = "exact"
    distinct: bool = True


class Resolver:
    """Tells whom names mean, by one registry."""

    def __init__(self, known: Registry) -> None:
        self.registry = known
        self.names = Names(known)
        self._texts: dict[str, Heard] = {}
        self._bearers: dict[str, tuple[list[_Hit], list[str]]] = {}

    def resolve(
        self, name: str, *, date: str | None = None, context: str | Heard = "", limit: int = 5
    ) -> Answer:
        """Whom a name may mean; `date` is an ISO prefix, `context` text around it, or what was heard of it.

        >>> resolver().resolve("al-Kaida au Maghreb islamique").best.id
        'aqim'
        >>> resolver().resolve("Al-Nusra", date="2018").best.standing
        'former'
        """
        asked = " ".join(name.split())
        tried: list[str] = []
        hits, heard = self._asked(asked, self.heard(context), tried)
        held = self._weighed(hits, heard, date)
        found = sorted(
            [*held, *self._heirs(held, heard, date)], key=lambda each: (-each.score, each.id)
        )
        return Answer(
            asked=asked, candidates=tuple(found[:limit]), tried=() if found else tuple(tried)
        )

    def sure(
        self, name: str, *, date: str | None = None, context: str | Heard = ""
    ) -> KnownActor | None:
        """Whom a name means beyond doubt, for a reader who asks nobody; None where that is unsure.

        Its best candidate, of a safe score, whose very name it is; one of that name spelled
        otherwise, or that called itself so once, only where the text speaks of its home or of whom
        it is tied to, and never one of nearly that name.

        >>> resolver().sure("Jubba Valley Alliance", context="fighting in Somalia").id
        'juba-valley-alliance'
        >>> resolver().sure("Jubba Valley Alliance")
        """
        hits, heard = self._asked(" ".join(name.split()), self.heard(context), [])
        if all(hit.way in ("near", "id") for hit in hits):
            return None
        held = self._weighed(hits, heard, date)
        best, hit = max(zip(held, hits, strict=True), key=lambda each: each[0].score)
        if hit.way == "exact":
            return hit.actor if best.score >= SAFE else None
        told = hit.distinct and best.score >= _SURE and self._told(hit, heard)
        return hit.actor if told else None

    def _asked(self, asked: str, heard: Heard, tried: list[str]) -> tuple[Sequence[_Hit], Heard]:
        """Who bears a name, and what is heard, its own bracket counted in."""
        name, acronym, home = self._parts(asked)
        if home:
            heard = msgspec.structs.replace(heard, countries=heard.countries | {home})
        return self._hits(name, acronym, heard, tried), heard

    def heard(self, context: str | Heard) -> Heard:
        """What a text tells, remembered, for many names are asked for with one text."""
        if isinstance(context, Heard):
            return context
        if not context:
            return NOTHING
        if context not in self._texts:
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            self._texts[context] = hear(context, self.names)
        return self._texts[context]

    def prepare(self, contexts: Iterable[str]) -> None:
        """Hear many texts, their towns being looked up together."""
        prepare(dict.fromkeys(each for each in contexts if each not in self._texts))

    def nearest(self, name: str, limit: int = 3) -> tuple[Candidate, ...]:
        """The actors of the most similar names, for a person to look at: none of a safe score."""
        return tuple(
            _candidate(
                bearer.actor, SAFE * share**2, [f"nearest name: {bearer.name} ({share:.0%})"], None
            )
            for bearer, share in self.names.nearest(name, limit)
        )

    def _parts(self, asked: str) -> tuple[str, str | None, str | None]:
        """A name, its acronym where a bracket tells it, and its home where it tells that.

        A bracket that belongs to a name of the registry stays in it.
        """
        pair = _PAIR.fullmatch(asked)
        if pair is None or self.names.exact(asked):
            return asked, None, None
        before, within = pair["before"], pair["within"]
        for bearer in self.names.exact(within):
            if bearer.actor.kind == "state" and bearer.how in ("name", "demonym"):
                return before, None, bearer.actor.country
        if " " not in before and " " in within:
            return within, before, None
        return before, within, None

    def _hits(self, name: str, acronym: str | None, heard: Heard, tried: list[str]) -> list[_Hit]:
        """Who bears the name, in the first of its readings that anybody bears."""
        if acronym is not None:
            return self._paired(name, acronym, tried, "the name asked for")
        long = heard.introduced.get(bare(name))
        if long is not None and self._introduces(long, name):
            return self._paired(long, name, tried, "the text")
        return self._plain(name, tried)

    def _introduces(self, long: str, short: str) -> bool:
        """Whether words before a bracket spell out what is in it: "(Reuters)" stands after any."""
        if expands(long, short):
            return True
        of_short = {bearer.actor.id for bearer in self.names.exact(short)}
        return any(hit.actor.id in of_short for hit in self._of_long(long, short))

    def _paired(self, long: str, short: str, tried: list[str], who: str) -> list[_Hit]:
        """Who is meant by a long name and its acronym together."""
        of_long = self._of_long(long, short)
        of_short = [_of_bearer(bearer, at) for at, bearer in enumerate(self.names.exact(short))]
        ids = {hit.actor.id for hit in of_short}
        both = [hit for hit in of_long if hit.actor.id in ids]
        told = f"{who} tells {short} with “{long}”"
        if both:
            return [_with(hit, likeness=max(hit.likeness, 0.95), how=told) for hit in both]
        if of_long:
            return [
                _with(hit, likeness=hit.likeness * 0.95, how=f"{hit.how}; {told}")
                for hit in of_long
            ]
        full = expands(long, short) or long
        partly = [(hit, self.names.shared(full, hit.actor)) for hit in of_short]
        found = [
            _with(hit, likeness=0.6 + 0.3 * share, how=f"{told}, and shares its words")
            for hit, share in partly
            if share >= _SHARED
        ]
        if not found:
            tried.append(f"the name “{full}”, exactly and spelled otherwise")
            for hit in of_short:
                tried.append(f"{short}, which means {hit.actor.name} elsewhere, not “{full}”")
        return found

    def _of_long(self, long: str, short: str) -> list[_Hit]:
        """Who bears a long name, or the end of what stands before a bracket."""
        words = long.split()
        spelled_out = len((expands(long, short) or words[-1]).split())
        last = len(words) - spelled_out
        ends = [" ".join(words[at:]) for at in range(max(0, last - _BEFORE), last + 1)]
        for end in ends:
            bearers = self.names.exact(end)
            if found := [_of_bearer(each, at) for at, each in enumerate(bearers)]:
                return [hit for hit in found if not hit.bound]
        return next((found for end in ends if (found := self._alike(end))), [])

    def _plain(self, asked: str, tried: list[str]) -> list[_Hit]:
        """Who bears a name by itself, remembered, for texts name the same again and again."""
        if asked not in self._bearers:
            if len(self._bearers) >= _NAMES:
                self._bearers.clear()
            without: list[str] = []
            self._bearers[asked] = self._read(asked, without), without
        found, without = self._bearers[asked]
        tried += without
        return found

    def _read(self, asked: str, tried: list[str]) -> list[_Hit]:
        readings = list(_readings(asked))
        for reading in readings:
            bearers = self.names.exact(reading.name)
            found = [_of_bearer(bearer, at) for at, bearer in enumerate(bearers)]
            if found := [reading.read(hit) for hit in found if reading.fits(hit.actor)]:
                return found
            tried.append(f"the name “{reading.name}”{reading.told}")
        for reading in readings:
            found = [hit for hit in self._alike(reading.name) if reading.fits(hit.actor)]
            if found:
                return [reading.read(hit) for hit in found]
        tried.append("other spellings of it, its words in another order, and words nearly the same")
        return []

    def _alike(self, name: str) -> list[_Hit]:
        """Who bears a name that is spelled otherwise; of those kept apart, the likeliest alone."""
        found = self.names.spelled(name)
        best = found[0].likeness if found else 0
        kept: list[Spelled] = []
        for each in found:
            rivals = (other.bearer.actor for other in kept)
            if each.likeness > best - 0.15 and not any(
                self.barred(each.bearer.actor, rival) for rival in rivals
            ):
                kept.append(each)
        return [_of_spelled(name, each) for each in kept]

    def barred(self, one: KnownActor, other: KnownActor) -> bool:
        """Whether two actors may not stand in for each other: never merged, or whole and part.

        Nor may the bodies of two states of which this holds.
        """
        if one.id in other.never or other.id in one.never:
            return True
        wholes = [each.id.partition("/")[0] for each in (one, other)]
        if wholes != [one.id, other.id] and all(each in self.registry for each in wholes):
            first, second = wholes
            if self.registry.apart(first, second):
                return True
        return any(part.actor == other.id for part in one.part_of) or any(
            part.actor == one.id for part in other.part_of
        )

    def _weighed(self, hits: Sequence[_Hit], heard: Heard, date: str | None) -> list[Candidate]:
        told = [self._told(hit, heard) for hit in hits]
        stands = [None if outlives(hit.actor) else standing(hit.actor, date) for hit in hits]
        weights = [
            hit.prior * hit.likeness**8 * (0.05 if hit.bound and not reasons else 1)
            * _TOLD ** (len(reasons) + (hit.actor.id in heard.actors))
            * (0.05 if how in ("former", "not yet") else 1)
            * (0.4 if heard.countries and hit.actor.homes and not reasons else 1)
            * (0.05 if out_of_office(hit.actor, date) else 1)
            for hit, reasons, how in zip(hits, told, stands, strict=True)
        ]  # fmt: skip
        whole = sum(weights) or 1.0
        found = []
        for hit, reasons, how, weight in zip(hits, told, stands, weights, strict=True):
            trust = 0.6 if how in ("former", "not yet") else 1.0
            bound = hit.bound and not reasons
            share = weight / whole
            if share < _CLEAR and any(self.barred(hit.actor, other.actor) for other in hits):
                trust *= 0.6
            score = hit.likeness * share * (0.35 * trust if bound else trust)
            why = [
                hit.how,
                *reasons,
                *(["means it only in a text about it"] if bound else []),
                *since_when(self.registry, hit.actor, date),
                *([f"{len(hits)} bear this name"] if len(hits) > 1 else []),
                *(
                    [f"held none of its known offices in {date}"]
                    if len(hits) > 1 and out_of_office(hit.actor, date)
                    else []
                ),
            ]
            found.append(_candidate(hit.actor, score, why, date, self._became(hit.actor, date)))
        return found

    def _became(self, actor: KnownActor, date: str | None) -> tuple[str, ...]:
        """The ids of those that an actor no longer there had become at a date."""
        if date is None or standing(actor, date) != "former":
            return ()
        return tuple(heir.id for heir, _ in heirs(self.registry, actor, date))

    def _told(self, hit: _Hit, heard: Heard) -> list[str]:
        """What of the text speaks for an actor, each reason once."""
        actor = hit.actor
        reasons = ["named in the text"] if actor.id in heard.actors else []
        if here := sorted(heard.countries.intersection(actor.homes)):
            reasons.append(f"at home in {self._country(here[0])}, told")
        near = sorted(self._kin.get(actor.id, frozenset()) & heard.actors)
        if near:
            reasons.append(f"tied to {self.registry[near[0]].name}, told")
        return reasons

    def _country(self, iso: str) -> str:
        return self.registry[iso].name if iso in self.registry else iso

    @cached_property
    def _kin(self) -> dict[str, frozenset[str]]:
        """The actors that each is tied to: wholes, parts, leaders, those it came from or became."""
        found: dict[str, set[str]] = defaultdict(set)
        for actor in self.registry:
            for other in (*(part.actor for part in actor.part_of), *(x.actor for x in actor.links)):
                found[actor.id].add(other)
                found[other].add(actor.id)
        return {actor: frozenset(others) for actor, others in found.items()}

    def _heirs(
        self, held: Sequence[Candidate], heard: Heard, date: str | None
    ) -> Iterator[Candidate]:
        """Who an actor had become at the date asked for, or had been, each for half its score."""
        if date is None:
            return
        seen = {each.id for each in held}
        for each in held:
            if each.standing not in ("former", "not yet"):
                continue
            for heir, how in heirs(self.registry, self.registry[each.id], date):
                if heir.id in seen or self.registry.apart(each.id, heir.id):
                    continue
                seen.add(heir.id)
                why = [how, *since_when(self.registry, heir, date)]
                yield _candidate(heir, each.score * 0.5, why, date)


@cache
def resolver() -> Resolver:
    """The resolver of the registry that ships with the program."""
    return Resolver(registry())


def extended(path: Path) -> Resolver:
    """The resolver of a user's actors and the shipped ones, the user's first.

    Raises BrokenOntology, naming file, line and key, where the file is not what it must be.
    """
    mine = actor_files.read(path, registry())
    return Resolver(Registry([*with_bodies(mine), *registry()]))


class _Reading(msgspec.Struct, frozen=True):
    """A name without a word that is no part of it, and whom it may mean then."""

    name: str
    off: str = ""
    kinds: frozenset[str] | None = None

    @property
    def told(self) -> str:
        return f", without “{self.off}”" if self.off else ""

    def fits(self, actor: KnownActor) -> bool:
        return self.kinds is None or actor.kind in self.kinds

    def read(self, hit: _Hit) -> _Hit:
        if not self.off:
            return hit
        return _with(hit, likeness=hit.likeness * 0.95, how=f"{hit.how}{self.told}")


def _readings(asked: str) -> Iterator[_Reading]:
    """A name as it stands, without a title before it, without a word for a group beside it."""
    yield _Reading(asked)
    titles, before, after = _words()
    if match := titles.match(asked):
        yield _Reading(asked[match.end() :], match[0].strip(), _PERSONS)
    for pattern in (after, before):
        if match := pattern.search(asked):
            bare_name = (asked[: match.start()] + asked[match.end() :]).strip()
            yield _Reading(bare_name, match[0].strip(), _BODIES)


class _Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """words.yaml."""

    titles: tuple[str, ...]
    bodies: tuple[str, ...]


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of titles, and of words for a group before and after its name."""
    file = files("allegiance.ontology").joinpath("resolution/words.yaml")
    try:
        held = msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), _Beside)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"resolution/words.yaml does not hold words: {error}") from error
    titles, bodies = (
        "|".join(sorted(each, key=len, reverse=True)) for each in (held.titles, held.bodies)
    )
    return (
        re.compile(rf"(?i)(?:the )?(?:(?:{titles})\.?[ -]+)+(?=\S)"),
        re.compile(rf"(?i)^(?:the )?(?:{bodies}) (?:called |known as )?(?=\S)"),
        re.compile(rf"(?i)(?<=\S)(?:['’]s)? (?:{bodies})$"),
    )


def _of_bearer(bearer: Bearer, at: int) -> _Hit:
    """A hit of the very name, the `at`-th of those who bear it."""
    worth, how = _HOW[bearer.how]
    first = bare(bearer.name) == bare(bearer.actor.name)
    recorded = bearer.actor.source not in (None, "curated")
    return _Hit(
        actor=bearer.actor,
        likeness=worth,
        how="its name" if first and bearer.how == "name" else how,
        prior=(1.0 if at == 0 else 0.4) * (0.5 if recorded else 1.0),
        bound=bearer.how == "in context",
        way=bearer.how if bearer.how in ("called", "id") else "exact",
    )


def _of_spelled(asked: str, found: Spelled) -> _Hit:
    bearer = found.bearer
    worth, _ = _HOW[bearer.how]
    return _Hit(
        actor=bearer.actor,
        likeness=found.likeness * worth,
        how=f"{_WAYS[found.way]}: {bearer.name}",
        prior=3.0 if bearer.actor.kind == "state" else 1.0,
        bound=bearer.how == "in context",
        way=found.way,
        distinct=_distinct(asked, found),
    )


def _distinct(asked: str, found: Spelled) -> bool:
    """Whether a name that is spelled otherwise is like enough to one that is no everyday word.

    Of one word it must be nearly that name, no person's, and no plural: "Koran" is not Goran.
    """
    bearer = found.bearer
    if bearer.how not in ("name", "called") or found.likeness < _LIKE[found.way]:
        return False
    if len(fold(bearer.name)) > 1:
        return True
    one, other = bare(asked), bare(bearer.name)
    plural = one.rstrip("s") == other.rstrip("s")
    return found.likeness >= _LIKE_ALONE and bearer.actor.kind != "person" and not plural


def _with(hit: _Hit, *, likeness: float, how: str) -> _Hit:
    return msgspec.structs.replace(hit, likeness=likeness, how=how)


def _candidate(
    actor: KnownActor,
    score: float,
    why: Iterable[str],
    date: str | None,
    became: tuple[str, ...] = (),
) -> Candidate:
    return Candidate(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=next(iter(actor.homes), None),
        active=actor.active,
        score=round(score, 3),
        reason="; ".join(dict.fromkeys(why)),
        called=actor.called_in(date) if date else actor.name,
        standing=standing(actor, date),
        countries=actor.homes,
        heirs=became,
    )


_HOW: dict[str, tuple[float, str]] = {
    "name": (1.0, "one of its names"),
    "called": (1.0, "what it called itself"),
    "in context": (0.9, "one of its names in context"),
    "demonym": (0.9, "its adjective"),
    "capital": (0.6, "its capital, which stands for it"),
    "id": (1.0, "its id"),
}
_WAYS = {"spelling": "spelled alike", "order": "the words of", "near": "nearly"}
_PERSONS = frozenset({"person"})
_BODIES = frozenset({"armed group", "party", "organisation", "coalition"})
_PAIR = re.compile(r"(?P<before>[^()\[\]]+?)\s*[(\[]\s*(?P<within>[^()\[\]]{2,}?)\s*[)\]]")
_LIKE = {"spelling": 0.88, "order": 0.75, "near": 2.0}
_LIKE_ALONE, _SURE = 0.92, 0.7
_TOLD = 12.0
_SHARED, _CLEAR = 0.5, 0.9
_BEFORE = 8
_TEXTS, _NAMES = 4096, 65536
