"""Where a text names a group that a task has named: `written(text, names)`, `world(asked)`.

A task that gives its groups by name gives them to every reader. Texts spell the same name in many
ways ("Asa'ib Ahl al-Haqq", "Asaib Ahl al-Haq"), and by initials ("AAH"); what a name's consonants and
a text's capitals agree on is that name. The coder is given the names found so as names that it knows,
no relations and no kinds beyond "armed group".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from allegiance.language.reading import World, shipped, slug
from allegiance.ontology.actors import KnownActor, Registry, normal

Place = tuple[int, int]
SHORT = 3  # consonants below which a name must be written as it was given


def bare(name: str) -> str:
    """A name without its article and what is in brackets."""
    return re.sub(r"\s*\(.*?\)", "", name).strip().removeprefix("The ")


def forms(name: str) -> tuple[str, ...]:
    """The ways of writing a name that stand in it: without its brackets, and what is in them.

    >>> forms("The Red Eye (Formerly Lidless Watch)")
    ('The Red Eye (Formerly Lidless Watch)', 'Red Eye', 'Lidless Watch')
    """
    short = bare(name)
    inside = [each.removeprefix("Formerly ").strip() for each in re.findall(r"\((.*?)\)", name)]
    more = [each for each in inside if " " in each]
    *rest, last = short.split()
    if len(rest) > 1 and last in _GENERIC:
        more.append(" ".join(rest))
    return tuple(dict.fromkeys((name, short, *more)))


def written(text: str, names: Sequence[str]) -> list[list[Place]]:
    """Where a text writes each of some names: in any form, by its initials, or as it renames it."""
    found: list[list[Place]] = [[] for _ in names]
    for place, number in _outermost(sorted(_spelt(text, names), key=lambda hit: -_length(hit))):
        found[number].append(place)
    for places in found:
        for other in _otherwise(text, places):
            same = re.finditer(rf"(?<![\w-]){re.escape(other)}(?![\w-])", text)
            places += _free((match.span() for match in same), found)
    for place in _free((match.span() for match in _ACRONYM.finditer(text)), found):
        short = text[slice(*place)]
        meant = [number for number, name in enumerate(names) if shortens(short, name)]
        if len(meant) == 1:
            found[meant[0]].append(place)
    return [sorted(places) for places in found]


def shortens(short: str, name: str) -> bool:
    """Whether letters are the initials of a name: in order, from its first to its last.

    >>> shortens("AAH", "Asa'ib Ahl al-Haq"), shortens("AA", "Asa'ib Ahl al-Haq")
    (True, False)
    """
    for form in {*forms(name), re.sub(r"[()]", " ", name)}:
        words = re.findall(r"[^\W\d_]+", re.sub(r"['’`]", "", form))
        initials = "".join(word[0] for word in words).casefold()
        letters = iter(initials)
        ends = initials[:1] + initials[-1:]
        if (
            len(words) > 1
            and (short[0] + short[-1]).casefold() == ends
            and all(letter in letters for letter in short.casefold())
            and short.upper() not in _STATES
        ):
            return True
    return False


def bone(name: str) -> str:
    """What spellings of a name have in common: its consonants, articles and doublings aside.

    >>> bone("Jaish-e-Mohammad") == bone("Jaysh i Muhammed")
    True
    """
    words = [word for word in normal(name).split() if word not in _IDLE]
    flat = unicodedata.normalize("NFKD", "".join(words)).translate(_ALIKE)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z0-9]|[aeiouyhw]", "", flat))


def world(asked: Iterable[tuple[str, Sequence[str]]]) -> World:
    """The world that ships, with the groups named for some texts, by all that these call them."""
    base = shipped()
    told: dict[str, dict[str, None]] = {}
    for text, names in asked:
        for name, places in zip(names, written(text, names), strict=True):
            called = told.setdefault(name, dict.fromkeys(forms(name)))
            called.update(dict.fromkeys(text[begin:end] for begin, end in places))
    known = {actor.id: actor for actor in base.actors}
    for name, called in told.items():
        actor = next((each for form in forms(name) for each in base.actors.find(form)), None)
        fresh = tuple(each for each in called if not base.actors.find(each))
        if actor is not None:
            actor = known[actor.id]
            known[actor.id] = structs.replace(actor, aliases=(*actor.aliases, *fresh))
        else:
            made = f"given/{slug(name)}"
            known[made] = KnownActor(
                id=made, name=bare(name), kind="armed group", aliases=tuple(called)
            )
    return World(Registry(known.values()), base.places)


def _called(name: str) -> Iterator[str]:
    """The forms of a name, and what it is called for short: "Armed Company" of "of Rivendell"."""
    for form in forms(name):
        yield form
        short, of, _ = form.partition(" of ")
        if of and " " in short:
            yield short


def _spelt(text: str, names: Sequence[str]) -> Iterator[tuple[Place, int]]:
    """Every stretch of a text that spells one of the names."""
    wanted: dict[str, int] = {}
    for called in (forms, _called):
        for number, name in enumerate(names):
            for form in called(name):
                key = bone(form) if len(bone(form)) >= SHORT else normal(form)
                wanted.setdefault(key, number)
    most = max(len(normal(name).split()) for name in names) + 3
    joined = any(" and " in name for name in names)
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    for first, (begin, _, opening) in enumerate(words):
        if not (opening[0].isupper() or opening in _ARTICLES) or opening.lower() in _SMALL:
            continue
        for start, end, closing in words[first : first + most]:
            if re.search(r"[.;:()\n]", text[begin:start]) or (closing == "and" and not joined):
                break
            if closing.lower() in _IDLE or closing[0].islower():
                continue
            stop = end - 2 if text[begin:end].endswith(("'s", "’s")) else end
            spelt = text[begin:stop]
            meant = wanted.get(bone(spelt), wanted.get(normal(spelt)))
            if meant is not None:
                yield (begin, stop), meant


def _otherwise(text: str, places: Iterable[Place]) -> frozenset[str]:
    """What else a text calls whom it names there: "A (BC)", "D, formerly known as A"."""
    told: set[str] = set()
    for begin, end in places:
        before, after = _BEFORE.search(text[:begin]), _AFTER.match(text[end:])
        told |= {match.group(1) for match in (before, after) if match is not None}
    return frozenset(told)


def _free(places: Iterable[Place], found: Iterable[Iterable[Place]]) -> list[Place]:
    """Those places that lie in none that was found."""
    taken = [place for those in found for place in those]
    return [
        (begin, end)
        for begin, end in places
        if all(end <= one or other <= begin for one, other in taken)
    ]


def _outermost(hits: Iterable[tuple[Place, int]]) -> list[tuple[Place, int]]:
    kept: list[tuple[Place, int]] = []
    for (begin, end), number in hits:
        if all(end <= one or other <= begin for (one, other), _ in kept):
            kept.append(((begin, end), number))
    return kept


def _length(hit: tuple[Place, int]) -> int:
    (begin, end), _ = hit
    return end - begin


_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_ACRONYM = re.compile(r"(?<![\w-])(?=[A-Za-z]*[A-Z][a-z]?[A-Z])[A-Z][A-Za-z]{1,7}(?![\w-])")
_NAME = r"(?!The )(?:[A-Z][\w'’-]*\w)(?: (?:[A-Z]|al-)[\w'’-]*\w)*"
_CALLED = r"(?:formerly|previously|later|now|then|also)(?: known as| called| named)?(?: the)?"
_BEFORE = re.compile(rf"\b({_NAME}),? \(?{_CALLED} $")
_AFTER = re.compile(rf"(?:\s?\((?=[A-Z][\w-]{{1,9}}\))|,? \(?{_CALLED} [\"“]?)({_NAME})")
_ARTICLES = frozenset({"al", "el"})
_SMALL = frozenset({"the", "a", "an", "in", "on", "of", "and", "for", "to", "by", "with", "from"})
_IDLE = _SMALL | {"al", "el", "ul", "e", "i"}
_ALIKE = str.maketrans("qczv", "kksb")
_GENERIC = frozenset({"Faction", "Group", "Organization", "Organisation", "Movement"})
_STATES = frozenset({"UN", "US", "UK", "EU", "USA", "UAE"})
