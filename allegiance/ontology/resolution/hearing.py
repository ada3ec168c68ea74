"""What a text tells of who is meant in it: its countries, the actors it names, names it introduces."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

import msgspec

from allegiance.ontology.actors import KnownActor, normal
from allegiance.ontology.gazetteer import gazetteer, lands
from allegiance.ontology.gazetteer.names import ordinary
from allegiance.ontology.resolution.names import Names
from allegiance.ontology.resolution.spelling import bare


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What is known besides a name.

    `countries` are ISO codes, of states, provinces, narrow regions and great towns; `actors` are ids of those that the text names and nobody else could
    be; `introduced` gives for each short name, in normal form, the long one that the text tells.
    """

    countries: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    introduced: dict[str, str] = {}


NOTHING = Heard()


def hear(text: str, names: Names) -> Heard:
    """What a text tells of who is meant in it."""
    if not text.strip():
        return NOTHING
    countries: set[str] = set()
    actors: set[str] = set()
    capitals: dict[str, KnownActor] = {}
    for run in _runs(text):
        for name in _known(run, names):
            bearers = names.exact(name)
            if len(bearers) != 1 or bearers[0].how == "in context":
                continue
            actor = bearers[0].actor
            if bearers[0].how == "capital":
                capitals[name] = actor
                continue
            if actor.kind in ("state", "government", "armed force"):
                countries.update(actor.homes)
            if actor.kind != "state":
                actors.add(actor.id)
        countries.update(_lands(run))
    for name, actor in capitals.items():
        if not _elsewhere(name, countries.difference(actor.homes)):
            countries.update(actor.homes)
            actors.add(actor.id)
    countries.update(_seats(_towns(text), countries))
    return Heard(
        countries=frozenset(countries),
        actors=frozenset(actors),
        introduced={bare(short): long for long, short in introductions(text)},
    )


def prepare(texts: Iterable[str]) -> None:
    """Look the towns of many texts up together: one by one they take a look-up each."""
    gazetteer().find_all(town for text in texts for town in _towns(text))


def introductions(text: str) -> Iterator[tuple[str, str]]:
    """The long and short names that a text brings together: "the Army of Arda (AA)".

    What comes before the long name may stand in it still; `expands` cuts it off.

    >>> list(introductions("In 1995 the Army of Arda (AA) was founded"))
    [('In 1995 the Army of Arda', 'AA')]
    """
    for match in _INTRODUCED.finditer(text):
        yield match["long"].strip(), match["short"].strip(" '\"“”‘’")


def expands(long: str, short: str) -> str | None:
    """The end of a long name whose words begin with the letters of the short one.

    >>> expands("Yesterday Gondor Liberation Army", "GLA")
    'Gondor Liberation Army'
    >>> expands("Agency", "Reuters")
    """
    words = long.split()
    letters = normal(short).replace(" ", "")
    for at in range(len(words)):
        initials = [normal(word)[:1] for word in words[at:] if normal(word)]
        if initials and initials[0] == letters[:1] and _subsequence(letters, initials):
            return " ".join(words[at:])
    return None


def _subsequence(letters: str, initials: list[str]) -> bool:
    """Whether the letters are initials in their order, capitals of small words left out or not."""
    rest = iter(initials)
    return len(letters) > 1 and all(letter in rest for letter in letters)


def _known(run: list[str], names: Names) -> Iterator[str]:
    """The longest names of a run of words, from its left; each word is in one of them at most."""
    at = 0
    while at < len(run):
        size = 0
        if run[at][0].isupper() or normal(run[at]).split()[:1] in _ARTICLES:
            size = next(
                (
                    size
                    for size in range(min(_LONGEST, len(run) - at), 0, -1)
                    if names.exact(" ".join(run[at : at + size]))
                ),
                0,
            )
        if size:
            yield " ".join(run[at : at + size])
        at += size or 1


def _lands(run: list[str]) -> Iterator[str]:
    """The countries of the provinces and regions that a run of words names; of wide ones, none."""
    for at, word in enumerate(run):
        for size in range(1, _WIDEST + 1) if word[0].isupper() else ():
            key = normal(" ".join(run[at : at + size]))
            places = lands.names().get(key, ()) if key not in lands.acronyms() else ()
            held = {iso for place in places for iso in place.countries}
            if len(held) <= _FEW:
                yield from held


def _towns(text: str) -> list[str]:
    """What in a text may be the name of a town: words with capitals, as far as they go."""
    found = dict.fromkeys(
        " ".join(name) for run in _runs(text) for name in _capitalised(run) if len(name) <= _WIDEST
    )
    return [name for name in found if normal(name) not in ordinary()]


def _capitalised(run: list[str]) -> Iterator[list[str]]:
    """The words of a run that stand side by side with capitals."""
    for capital, words in groupby(run, key=lambda word: word[0].isupper()):
        if capital:
            yield list(words)


def _seats(names: Iterable[str], told: Collection[str]) -> Iterator[str]:
    """The countries of towns of one name each; of a name that a country told has, no other."""
    for places in gazetteer().find_all(names).values():
        people: Counter[str] = Counter()
        for place in places:
            if place.kind == "town" and place.country is not None:
                people[place.country] += place.population
        if not people or places[0].kind != "town" or not people.keys().isdisjoint(told):
            continue
        [(country, most)] = people.most_common(1)
        if most >= max(_GREAT, _NEARLY * people.total()):
            yield country


def _elsewhere(town: str, told: Collection[str]) -> bool:
    """Whether a country told has a large town of a capital's name: Tripoli in a text about Lebanon."""
    return bool(told) and any(
        place.country in told and place.population >= _LARGE for place in gazetteer().find(town)
    )


def _runs(text: str) -> Iterator[list[str]]:
    """The words of a text, cut where a name cannot go on."""
    for piece in _CUT.split(text):
        if words := [word.strip("'’‘\"“”*_") for word in piece.split()]:
            yield [word for word in words if word]


_ARTICLES = (["al"], ["el"], ["ash"], ["an"])
_CUT = re.compile(r"[,;:!?()\[\]{}\"“”«»\n]+|\.(?=\s|$)|\s[–—-]+\s")
_INTRODUCED = re.compile(
    r"(?P<long>[^\W\d_][\w'’ʼ-]*(?:\s+[\w'’ʼ/-]+){0,11})\s*\(\s*(?:or |the |aka |a\.k\.a\. )?"
    r"['\"“‘]?(?P<short>[^\W\d_a-z][\w./&-]{1,11})['\"”’]?\s*[,;)]"
)
_LONGEST, _WIDEST, _FEW = 7, 3, 3
_LARGE, _GREAT, _NEARLY = 50_000, 100_000, 0.9
