"""The places that a toponym may mean, ranked, each with the reasons for its rank.

A candidate's score is the product of three shares between 0 and 1:

- *likeness*, how well the name fits: 1 for a place's own name, less for a second name, for a name
  that is spelled alike, and for a place that is only near or is named after the one asked for;
- *share*, the weight that the candidate has among all that bear the name, where weight grows with
  people, with being in a country or division that the text tells, and with being near what it tells;
- *trust*, less where the place lies outside the countries told, or is small and no country is told.

So an ambiguous name has no high score, and neither has one that is spelled otherwise: no answer
that may be wrong is silent. Names that are spelled alike are looked for only in countries told.
Where no place of a name is known there, the finest place that was told comes last, of low score:
that the text speaks of it is all that is known.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from allegiance.ontology.gazetteer import gazetteer, lands, towns
from allegiance.ontology.gazetteer.names import Sense, ordinary, senses
from allegiance.ontology.gazetteer.place import KnownPlace, farness
from allegiance.ontology.gazetteer.spelling import alike, bones, folded
from allegiance.ontology.gazetteer.towns import Row
from allegiance.ontology.normal import normal

PRECISIONS = ("exact", "town", "district", "province", "country", "region")
"""How fine the point of a candidate is, the finest first."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One place that a name may mean, and why.

    `precision` is one of PRECISIONS. `within` names the divisions that it lies in, the smallest
    first. `lat` and `lon` are the gazetteer's, None where it has none.
    """

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    score: float
    reason: str
    within: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is known besides a name.

    `countries` are the ISO codes of those that the name is said to lie in; `spoken` those that the
    text speaks of besides; `divisions` the ids of provinces, districts and regions that it names,
    the finest first; `near` the points of its towns.
    """

    countries: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    divisions: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()

    @property
    def all(self) -> frozenset[str]:
        return self.countries or self.spoken


NOTHING = Told()


class _Hit(msgspec.Struct, frozen=True):
    """A place that a sense of the name found, and how."""

    place: KnownPlace
    likeness: float
    how: str
    notable: bool = False


def candidates(
    name: str,
    *,
    countries: Collection[str] = (),
    context: str = "",
    own: Sequence[tuple[KnownPlace, tuple[str, ...]]] = (),
    limit: int = 10,
) -> tuple[Candidate, ...]:
    """The places that a name may mean, the likeliest first.

    `countries` are ISO codes, `context` is text around the name, and `own` are places of the
    user's with their names, which come before all others.

    >>> candidates("Tel Abiad", countries={"SY"})[0].name
    'Tell Abyad'
    """
    told = heard(context, countries)
    return rank([(name, told)], own=own, limit=limit)[0]


def rank(
    asked: Sequence[tuple[str, Told]],
    *,
    own: Sequence[tuple[KnownPlace, tuple[str, ...]]] = (),
    limit: int = 10,
) -> list[tuple[Candidate, ...]]:
    """The candidates of many names, looked up together; in the order asked."""
    ways = {name: senses(name) for name, _ in asked}
    keys = {form for held in ways.values() for sense in held for form in _forms(sense.key)}
    rows = towns.named(keys, divisions=True)
    mine = _own(own)
    exact = [_exact(name, ways[name], rows, mine) for name, _ in asked]
    spelled = _spelled(
        [(ways[name], told) for (name, told) in asked],
        [bool(_inside(hits, told)) for hits, (_, told) in zip(exact, asked, strict=True)],
    )
    scored = [
        _scored(name, ways[name], [*hits, *alike], told, limit)
        for (name, told), hits, alike in zip(asked, exact, spelled, strict=True)
    ]
    towns.divisions(_numbers(scored, (told for _, told in asked)))
    return [
        _sorted([*(_candidate(hit, score, told) for score, hit in held), *_last(held, told)])
        for held, (_, told) in zip(scored, asked, strict=True)
    ]


def _sorted(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda each: -each.score))


def _numbers(scored: Iterable[Iterable[tuple[float, _Hit]]], told: Iterable[Told]) -> set[int]:
    """GeoNames' numbers of the divisions that answers will name, to be looked up together."""
    ids = {each for held in scored for _, hit in held for each in hit.place.within}
    ids.update(each for those in told for each in those.divisions)
    return {int(each[9:]) for each in ids if each.startswith("geonames:")}


def heard(context: str, countries: Collection[str] = ()) -> Told:
    """What a text tells of where it is: its countries, its divisions, and the points of its towns.

    Towns and divisions count only in the countries told, by the text or in `countries`.
    """
    return hear([(context, frozenset(countries))])[0]


def hear(asked: Sequence[tuple[str, frozenset[str]]]) -> list[Told]:
    """The same of many texts, their names being looked up together."""
    runs = {context: _runs(context) for context, _ in asked}
    keys = {
        form
        for held in runs.values()
        for run in held
        for sense in senses(run)[:4]
        for form in _forms(sense.key)
    }
    rows = towns.named(keys, divisions=True) if keys else {}
    spoken = {
        context: frozenset(iso for run in held for iso in _countries(run))
        for context, held in runs.items()
    }
    alike = towns.spelled(
        (iso, bones(folded(sense.key)))
        for context, countries in dict.fromkeys(asked)
        for run in runs[context]
        for sense in _classed(run)
        for iso in countries or spoken[context]
    )
    made = {
        (context, countries): _told(runs[context], countries, spoken[context], rows, alike)
        for context, countries in dict.fromkeys(asked)
    }
    return [made[each] for each in asked]


def _told(
    runs: dict[str, list[range]],
    countries: frozenset[str],
    spoken: frozenset[str],
    rows: dict[str, list[Row]],
    alike: dict[tuple[str, str], list[Row]],
) -> Told:
    found: list[KnownPlace] = []
    taken: set[int] = set()
    for run, spans in runs.items():
        if not all(taken.issuperset(span) for span in spans):
            places, divided = _meant(run, countries or spoken, rows, alike)
            found += places
            taken.update(*(spans if divided else ()))
    order = {"district": 0, "province": 1}
    fine = sorted(
        (place for place in found if place.kind != "town"),
        key=lambda place: order.get(place.kind, 2),
    )
    points = (place.at for place in found if place.kind == "town" and place.population > 0)
    return Told(
        countries=countries,
        spoken=spoken,
        divisions=tuple(dict.fromkeys(place.id for place in fine)),
        near=tuple(point for point in points if point is not None)[:20],
    )


def _meant(
    run: str,
    known: frozenset[str],
    rows: dict[str, list[Row]],
    alike: dict[tuple[str, str], list[Row]],
) -> tuple[list[KnownPlace], bool]:
    """The places in the countries known that a run of words names, and whether its word says which.

    "Gao Region" is a division and nothing else; so is one whose name is spelled alike.
    """
    classed = _classed(run)
    named = [
        hit.place
        for hit in _exact(run, senses(run)[:4], rows, {})
        if hit.place.kind != "country" and known & set(hit.place.countries)
    ]
    divisions = [
        place for place in named if classed and place.kind in ("district", "province", "region")
    ]
    if classed and not divisions:
        hits = _hits(classed, Told(countries=known), alike)
        divisions = [hit.place for hit in hits if hit.place.kind in ("district", "province")]
    return divisions or named, bool(divisions)


def _classed(run: str) -> list[Sense]:
    """The senses of a name whose word says that it is a division."""
    return [
        each
        for each in senses(run)[:4]
        if each.off in ("class", "order") and "town" not in each.kinds
    ]


def _exact(
    name: str,
    ways: Iterable[Sense],
    rows: dict[str, list[Row]],
    mine: dict[str, list[KnownPlace]],
) -> list[_Hit]:
    """The places that bear the name itself, in one of its senses."""
    found: dict[str, _Hit] = {}
    for sense in ways:
        if found and sense.off in ("side", "in", "seat", "order"):
            continue
        if sense.off == "part":
            if not found and (made := _made(name)):
                return [_Hit(made, 0.95, "made of the names of its parts")]
            if found:
                break
        off = _OFF[sense.off]
        for at, key in enumerate(_forms(sense.key)):
            worth = off * (1 if at == 0 else 0.97)
            hits = [_Hit(place, worth, "the user's own") for place in mine.get(key, ())]
            hits += [_Hit(place, worth, "its name") for place in _lands(key, name, sense)]
            for row in rows.get(key, ()):
                if row.kind in sense.kinds:
                    first = normal(row.name) == key
                    how = "its name" if first else "one of its names"
                    if row.kind != "town" and not first and not sense.off:
                        how = f"the {row.kind} of that name"
                    hits.append(
                        _Hit(towns.place(row), worth * (1 if first else 0.97), how, row.notable)
                    )
            for hit in hits:
                reason = hit.how + _TAKEN.get(sense.off, "")
                better = hit.place.id not in found or found[hit.place.id].likeness < hit.likeness
                if better:
                    found[hit.place.id] = _Hit(hit.place, hit.likeness, reason, hit.notable)
    if not found and (made := _made(name)):
        return [_Hit(made, 0.95, "made of the names of its parts")]
    return list(found.values())


def _made(name: str) -> KnownPlace | None:
    """A border or a part of a country, which are named by their parts alone."""
    if not _PARTED.search(name):
        return None
    made = gazetteer().find(name)
    return made[0] if made and made[0].kind in ("border", "region") else None


def _lands(key: str, name: str, sense: Sense) -> list[KnownPlace]:
    """The countries and regions of our own files by that name."""
    if key in lands.acronyms() and not re.sub("^[Tt]he ", "", name).isupper():
        return []
    return [
        place
        for place in lands.names().get(key, ())
        if place.kind in sense.kinds or (place.kind == "province" and "district" in sense.kinds)
    ]


def _spelled(
    asked: Sequence[tuple[Sequence[Sense], Told]], answered: Sequence[bool]
) -> list[list[_Hit]]:
    """The places of the countries told whose names are spelled alike, where none has the very name."""
    rows = towns.spelled(
        (iso, bones(folded(sense.key)))
        for (ways, told), done in zip(asked, answered, strict=True)
        if not done
        for iso in told.all
        for sense in _bare(ways)
    )
    return [
        [] if done else _hits(ways, told, rows)
        for (ways, told), done in zip(asked, answered, strict=True)
    ]


def _hits(ways: Sequence[Sense], told: Told, rows: dict[tuple[str, str], list[Row]]) -> list[_Hit]:
    found: dict[str, _Hit] = {}
    for iso in told.all:
        for sense in _bare(ways):
            # Most villages are in no list, and what is spelled like one is another.
            if sense.small and not told.divisions:
                continue
            for row, share in _alike(sense, rows.get((iso, bones(folded(sense.key))), ())):
                worth = _OFF[sense.off] * (0.85 if share == 1 else share**3 * 0.8)
                place = towns.place(row)
                if worth > getattr(found.get(place.id), "likeness", 0):
                    how = f"spelled alike: {row.key} ({share:.0%})" + _TAKEN.get(sense.off, "")
                    found[place.id] = _Hit(place, worth, how, row.notable)
    inside = [hit for hit in found.values() if not _astray(hit.place, told)]
    best = max((hit.likeness for hit in inside), default=0)
    return [hit for hit in inside if hit.likeness > best - 0.25]


def _astray(place: KnownPlace, told: Told) -> bool:
    """Whether a place lies in none of the divisions that the text tells of its country."""
    where = {place.id, *place.within}
    known = (_by_id(each) for each in told.divisions)
    beside = [each for each in known if each and not where.isdisjoint(_states(each))]
    return bool(beside) and all(each.id not in where for each in beside)


def _states(place: KnownPlace) -> list[str]:
    return [f"country:{iso}" for iso in place.countries]


def _alike(sense: Sense, rows: Iterable[Row]) -> list[tuple[Row, float]]:
    """The rows that a name may be another spelling of: those of its fold, else those near it."""
    fold = folded(sense.key)
    shares = [
        (row, alike(fold, folded(row.key)))
        for row in rows
        if row.kind in sense.kinds and not (sense.small and row.population > _LARGE)
    ]
    same = [(row, share) for row, share in shares if share == 1]
    return same or [(row, share) for row, share in shares if share]


def _bare(ways: Sequence[Sense]) -> list[Sense]:
    """The senses without class words, which would make any two names alike."""
    plain = [sense for sense in ways if sense.off in ("class", "feature", "near")]
    plain = plain or [sense for sense in ways if not sense.off]
    return plain + [sense for sense in ways if sense.off == "part"]


def _scored(
    name: str, ways: Sequence[Sense], hits: list[_Hit], told: Told, limit: int
) -> list[tuple[float, _Hit]]:
    """The hits of the highest scores, with these."""
    small = any(sense.small for sense in ways)
    large = any(sense.off == "order" for sense in ways)
    common = normal(name) in ordinary()
    weights = [_weight(hit, told, small=small, large=large) for hit in hits]
    whole = sum(weights) or 1
    scores = (
        hit.likeness * weight / whole * _trust(hit, told, common=common)
        for hit, weight in zip(hits, weights, strict=True)
    )
    found = sorted(zip(scores, hits, strict=True), key=lambda each: (-each[0], each[1].place.id))
    return found[:limit]


def _weight(hit: _Hit, told: Told, *, small: bool, large: bool) -> float:
    """How much a hit counts among those of its name, which may tell that it is small or large."""
    place = hit.place
    people = max(place.population, 20_000 if hit.notable else 300)
    weight = _MASS.get(place.kind) or math.sqrt(people)
    if place.kind in _DIVISION:
        usual, share = _DIVISION[place.kind]
        weight = math.sqrt(place.population or usual) * share
        weight *= 4 if large and place.kind == "province" else 1
    if small and place.kind == "town":
        weight = weight**0.25
    if told.all and told.all.isdisjoint(place.countries):
        weight *= 0.02 if told.countries else 0.1
    if place.id in told.divisions:
        weight *= 3
    for at, where in enumerate(told.divisions):
        if where in place.within:
            weight *= 30 if at == 0 else 10
            break
    if told.near and place.kind in ("town", "district"):
        weight *= 1 + 8 * math.exp(-farness(place, told.near) / 60)
    if hit.how.startswith("the user's own"):
        weight *= 1e6
    return weight * hit.likeness**4


def _trust(hit: _Hit, told: Told, *, common: bool) -> float:
    place = hit.place
    if hit.how.startswith("the user's own"):
        return 1
    if hit.how.startswith("spelled alike"):
        return _ALIKE
    if told.all:
        outside = told.all.isdisjoint(place.countries)
        small = place.kind == "town" and place.population < _SMALL and not hit.notable
        inside = 0.5 if small and _astray(place, told) else 1
        return (0.05 if told.countries else 0.4) if outside else inside
    if place.kind != "town":
        return 0.8 if place.kind == "district" else 1
    if common and place.population < _GREAT:
        return 0.2
    return 1 if hit.notable or place.population >= _SMALL else 0.6


def _inside(hits: Iterable[_Hit], told: Told) -> list[_Hit]:
    return [hit for hit in hits if not told.all or not told.all.isdisjoint(hit.place.countries)]


def _last(held: Iterable[tuple[float, _Hit]], told: Told) -> tuple[Candidate, ...]:
    """The finest place told, where no place of the name is known in what is told.

    No more is known of it than that the text speaks of it.
    """
    if not told.all or _inside((hit for _, hit in held), told):
        return ()
    known = [found for each in told.divisions if (found := _by_id(each))]
    place = next((found for found in known if found.at), known[0] if known else None)
    if place is None and len(told.all) == 1:
        place = lands.countries()[min(told.all)][0]
    if place is None:
        return ()
    why = f"no place of this name is known there; {place.name} is told"
    return (_candidate(_Hit(place, 1, why), _GUESS, NOTHING),)


def _candidate(hit: _Hit, score: float, told: Told) -> Candidate:
    place, at, precision = hit.place, hit.place.at, _fine(hit)
    larger = _province(place) if at is None else None
    if larger is not None:
        at, precision = larger.at, larger.precision
    inside = [_by_id(each) for each in told.divisions if each in place.within]
    reasons = [
        hit.how,
        *([f"its point is that of {larger.name}"] if larger else []),
        *(f"in {found.name}, told" for found in inside[:1] if found),
        *(
            f"in {_country_name(iso)}, told"
            for iso in sorted(told.all & set(place.countries))[:1]
            if not inside and place.kind != "country"
        ),
        *(
            ["outside the countries told"]
            if told.all and told.all.isdisjoint(place.countries)
            else []
        ),
        *(
            [f"{farness(place, told.near):.0f} km from a place told"]
            if told.near and farness(place, told.near) < 100
            else []
        ),
        *([f"{place.population:,} people"] if place.population and place.kind == "town" else []),
    ]
    return Candidate(
        id=place.id,
        name=place.name,
        country=place.country,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        precision=precision,
        score=round(score, 3),
        reason="; ".join(reasons),
        within=_divisions(place),
        countries=place.countries,
    )


def _province(place: KnownPlace) -> KnownPlace | None:
    """The province of a district, where it has a point."""
    within = (_by_id(each) for each in (place.within if place.kind == "district" else ()))
    return next((each for each in within if each and each.kind == "province" and each.at), None)


def _fine(hit: _Hit) -> str:
    """A place that is only near, or named after, the one found is no finer than its district."""
    if hit.place.precision == "town" and _NOT_THERE.search(hit.how):
        return "district"
    return hit.place.precision


def _divisions(place: KnownPlace) -> tuple[str, ...]:
    known = (_by_id(each) for each in place.within if each.startswith("geonames:"))
    names = [found.name for found in known if found is not None]
    if len(names) < 2:
        names += [
            lands.by_id()[each].name
            for each in place.within
            if each in lands.by_id() and lands.by_id()[each].kind == "province"
        ][: 1 if not names else 0]
    return tuple(dict.fromkeys(names))


def _by_id(place: str) -> KnownPlace | None:
    """A land of our files, or a division of GeoNames."""
    if place in lands.by_id():
        return lands.by_id()[place]
    number = place.removeprefix("geonames:")
    row = towns.divisions((int(number),)).get(int(number)) if number.isdigit() else None
    return towns.place(row) if row else None


def _country_name(iso: str) -> str:
    return lands.countries()[iso][0].name


def _forms(key: str) -> tuple[str, ...]:
    """A name in normal form, and with or without its Arabic article."""
    other = _ARTICLE.sub("", key) if _ARTICLE.match(key) else f"al {key}"
    return (key, other) if len(other) > 2 else (key,)


def _own(own: Iterable[tuple[KnownPlace, tuple[str, ...]]]) -> dict[str, list[KnownPlace]]:
    found: dict[str, list[KnownPlace]] = defaultdict(list)
    for place, names in own:
        for key in dict.fromkeys(map(normal, (place.name, *names))):
            found[key].append(place)
    return found


def _runs(context: str) -> dict[str, list[range]]:
    """The runs of capitalised words of a text and their parts, of up to four words, the longest first.

    With each, which words of the text it takes. No more than 2,000 are looked at.
    """
    found: dict[str, list[range]] = defaultdict(list)
    begin = 0
    for match in _CAPITALS.finditer(context):
        for piece in match[0].split(", "):
            words = piece.split()[:12]
            for size in (4, 3, 2, 1):
                for at in range(len(words) - size + 1):
                    run = " ".join(words[at : at + size])
                    found[run].append(range(begin + at, begin + at + size))
            begin += len(words)
    return dict(list(found.items())[:2000])


def _countries(run: str) -> set[str]:
    """The country that a name or demonym tells."""
    key = normal(run)
    capitals = key not in lands.acronyms() or run.isupper()
    places = lands.names().get(key.removeprefix("the "), ()) if capitals else ()
    found = {place.countries[0] for place in places if place.kind == "country"}
    if not found:
        from allegiance.ontology.actors import registry

        states = (actor for actor in registry().of_demonym(run) if actor.kind == "state")
        found = {state.country for state in states if state.country}
    return found


_OFF = {
    "": 1.0, "class": 1.0, "order": 0.95, "seat": 0.8, "part": 0.75, "feature": 0.75, "near": 0.7, "side": 0.7,
    "in": 0.6,
}  # fmt: skip
_TAKEN = {
    "feature": "; named after it",
    "near": "; near it",
    "side": "; a part of it",
    "in": "; in it",
    "seat": "; of another kind than asked",
    "part": "; one of the names given",
}
_PARTED = re.compile(r"(?i)border|frontier|north|south|east|west|cent(?:ral|re|er)")
_NOT_THERE = re.compile("; (?:named after it|near it|a part of it|in it|of another kind)")
_MASS: dict[str, float] = {"country": 1e5, "region": 3e3, "area": 2e3, "border": 2e3, "point": 300}
# The people of a division that is not counted, and what it weighs beside a town of as many.
_DIVISION = {"province": (40_000, 0.3), "district": (300, 0.2)}
_SMALL, _LARGE, _GREAT = 15_000, 50_000, 100_000
_GUESS, _ALIKE = 0.1, 0.65
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|ad|an|at|az|ed|es|er) (?=\w{3})")
_CAPITALS = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’ʼ.-]*(?:,? (?:(?:of|de|du|al|el|ez|az|an|and the|the) )?"
    r"(?:[^\W\d_a-zß-öø-ÿ][\w'’ʼ.-]*|district|province|governorate|region|state|municipality"
    r"|county|department|division|prefecture|cercle|township))*"
)
