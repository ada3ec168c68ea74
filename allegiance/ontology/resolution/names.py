"""Who goes by a name: exactly, spelled otherwise, with its words in another order, or nearly."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from allegiance.ontology.actors import KnownActor, Registry, normal
from allegiance.ontology.resolution.spelling import alike, bare, consonants, fold, folds, plain

How = Literal["name", "called", "in context", "demonym", "capital", "id"]


class Bearer(NamedTuple):
    """An actor, the name of its that was met, and what kind of name that is."""

    actor: KnownActor
    name: str
    how: How


class Spelled(NamedTuple):
    """An actor whose name is spelled nearly as the one asked for, and how nearly (0 to 1)."""

    bearer: Bearer
    likeness: float
    way: Literal["spelling", "order", "near"]


class Names:
    """All names of a registry."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def exact(self, name: str) -> list[Bearer]:
        """Who goes by that very name, each once; the likeliest first."""
        known, key = self.registry, bare(name)
        found = [Bearer(actor, name, "name") for actor in known.find(name) or known.find(key)]
        found += self._called.get(key, ())
        found += [Bearer(actor, name, "in context") for actor in known.in_context(key)]
        found += [Bearer(actor, name, "demonym") for actor in known.of_demonym(key)]
        found += self._capitals.get(key, ()) if not found else ()
        if not found and name in known:
            found.append(Bearer(known[name], name, "id"))
        once: dict[str, Bearer] = {}
        for each in found:
            once.setdefault(each.actor.id, each)
        return list(once.values())

    def spelled(self, name: str) -> list[Spelled]:
        """Who goes by a name that is spelled otherwise, the most alike first; see `fold`.

        Each word must have its fellow: a name with a word more is another name. Acronyms are not
        spelled otherwise, short words are not nearly others, and a wording without a capital is a
        description, which has the letters of a name or is none.
        """
        words = fold(name)
        joined = "".join(words)
        if len(joined) < _SHORTEST or _acronym(name):
            return []
        found = list(self._same(name, self._joined.get(joined, ()), "spelling"))
        if not found and name == name.lower():
            return []
        if not found and len(words) > 1:
            bag = self._bags.get(" ".join(sorted(words)), ())
            found = list(self._same(name, bag, "order"))
        once: dict[str, Spelled] = {}
        for each in sorted(found or self._near(name, words), key=lambda each: -each.likeness):
            once.setdefault(each.bearer.actor.id, each)
        return list(once.values())

    def nearest(self, name: str, limit: int = 3) -> list[tuple[Bearer, float]]:
        """The actors of the most similar names, with the likeness; of letters and of rare words."""
        wanted = " ".join(sorted(fold(name)))
        hits = process.extract(
            wanted, self._sorted, scorer=Indel.normalized_similarity, limit=_FAR, score_cutoff=0.5
        )
        found: dict[str, tuple[Bearer, float]] = {}
        for _, share, at in hits:
            bearer = self._entries[at][0]
            common = self.shared(name, bearer.actor)
            if common or share >= _NEAR:
                found.setdefault(bearer.actor.id, (bearer, (share + max(common, share**3)) / 2))
        return sorted(found.values(), key=lambda each: -each[1])[:limit]

    def shared(self, name: str, actor: KnownActor) -> float:
        """The share of a name's words that one of the actor's names has too; rare words weigh most."""
        words = fold(name)
        weights = {word: 1 / math.log2(2 + len(self._holders.get(word, ()))) for word in words}
        others = (set(fold(each)) for each in (*actor.names, *actor.in_context))
        both = (sum(weights[word] for word in weights.keys() & other) for other in others)
        return max(both, default=0.0) / (sum(weights.values()) or 1)

    def _same(
        self, name: str, bearers: Iterable[Bearer], way: Literal["spelling", "order"]
    ) -> Iterator[Spelled]:
        """The names of the same fold, trusted as far as they are written alike."""
        for bearer in bearers:
            one, other = plain(name), plain(bearer.name)
            if way == "order":
                one, other = (" ".join(sorted(each.split())) for each in (one, other))
            raw = alike(one, other)
            if raw >= (_WRITTEN if min(len(one), len(other)) >= _SHORT else _WRITTEN_SHORT):
                worth = 0.75 + 0.2 * min(raw, alike(bare(name), bare(bearer.name)))
                yield Spelled(bearer, worth * (0.92 if way == "order" else 1), way)

    def _near(self, name: str, words: tuple[str, ...]) -> Iterator[Spelled]:
        """Names whose words are nearly these, each its fellow; of one word, written nearly so too."""
        fellows = [self._fellows(word) for word in words]
        if not all(fellows):
            return
        held = (set().union(*(self._holders[each] for each in near)) for near in fellows)
        for at in set.intersection(*held):
            bearer, others = self._entries[at]
            if len(others) != len(words):
                continue
            shares = [max((near.get(other, 0) for other in others), default=0) for near in fellows]
            weights = [len(word) for word in words]
            total = sum(share * weight for share, weight in zip(shares, weights, strict=True))
            share = total / sum(weights)
            alone = 0.8 if len(words) == 1 else 1
            if alone < 1 and not self._nearly_written(name, words[0], bearer.name):
                continue
            if _NEAR <= share < 1 and _covers(others, fellows):
                yield Spelled(bearer, 0.85 * alone * share**3, "near")

    @staticmethod
    def _nearly_written(name: str, word: str, other: str) -> bool:
        """Whether a long word is written nearly as a name of one word."""
        return len(word) > _SHORT and alike(plain(name), plain(other)) >= _WRITTEN_ALONE

    def _fellows(self, word: str) -> dict[str, float]:
        """The words of names that are nearly this one, with their likeness."""
        known = self._fellow_words.get(word)
        if known is None:
            known = self._fellow_words[word] = dict(self._alike(word))
        return known

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self._holders:
            yield word, 1.0
        if len(word) < _SHORT or any(letter.isdigit() for letter in word):
            return
        choices = self._initials.get(word[0], ())
        bones = consonants(word)
        for other, share, _ in process.extract(
            word, choices, scorer=Indel.normalized_similarity, limit=12, score_cutoff=0.75
        ):
            same = len(bones) > 2 and consonants(other) == bones
            if other == word:
                continue
            if same:
                yield other, 1 - (1 - share) / 2
            elif len(word) >= _LONG and share >= _TYPING:
                yield other, 1 - (1 - share) * 1.5

    @cached_property
    def _fellow_words(self) -> dict[str, dict[str, float]]:
        return {}

    @cached_property
    def _called(self) -> dict[str, list[Bearer]]:
        found: dict[str, list[Bearer]] = defaultdict(list)
        for actor in self.registry:
            for each in actor.called:
                found[bare(each.name)].append(Bearer(actor, each.name, "called"))
        return dict(found)

    @cached_property
    def _capitals(self) -> dict[str, list[Bearer]]:
        known = self.registry
        found: dict[str, list[Bearer]] = {}
        for actor in known:
            if actor.capital and f"{actor.id}/government" in known:
                acting = Bearer(known.government(actor.id), actor.capital, "capital")
                found.setdefault(normal(actor.capital), []).append(acting)
        return found

    @cached_property
    def _entries(self) -> list[tuple[Bearer, tuple[str, ...]]]:
        """Every name that may be spelled otherwise, with its folded words."""
        bearers = [
            bearer
            for actor in self.registry
            for bearer in _bearers(actor)
            if not _acronym(bearer.name)
        ]
        folded = folds([bearer.name for bearer in bearers])
        return [each for each in zip(bearers, folded, strict=True) if each[1]]

    @cached_property
    def _joined(self) -> dict[str, list[Bearer]]:
        return _grouped(("".join(words), bearer) for bearer, words in self._entries)

    @cached_property
    def _bags(self) -> dict[str, list[Bearer]]:
        several = ((b, words) for b, words in self._entries if len(words) > 1)
        return _grouped((" ".join(sorted(words)), bearer) for bearer, words in several)

    @cached_property
    def _sorted(self) -> list[str]:
        return [" ".join(sorted(words)) for _, words in self._entries]

    @cached_property
    def _holders(self) -> dict[str, set[int]]:
        """For each word, the numbers of the entries that hold it."""
        found: dict[str, set[int]] = defaultdict(set)
        for at, (_, words) in enumerate(self._entries):
            for word in words:
                found[word].add(at)
        return dict(found)

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._holders:
            if len(word) >= _SHORT:
                found[word[0]].append(word)
        return dict(found)


def _covers(others: tuple[str, ...], fellows: list[dict[str, float]]) -> bool:
    """Whether each word of a name is the fellow of one asked for."""
    return all(any(other in near for near in fellows) for other in others)


def _bearers(actor: KnownActor) -> Iterator[Bearer]:
    for name in actor.names:
        yield Bearer(actor, name, "name")
    for each in actor.called:
        if each.name not in actor.names:
            yield Bearer(actor, each.name, "called")
    for name in actor.in_context:
        yield Bearer(actor, name, "in context")
    for name in actor.demonyms:
        yield Bearer(actor, name, "demonym")


def _grouped(pairs: Iterable[tuple[str, Bearer]]) -> dict[str, list[Bearer]]:
    found: dict[str, list[Bearer]] = defaultdict(list)
    for key, bearer in pairs:
        found[key].append(bearer)
    return dict(found)


def _acronym(name: str) -> bool:
    """Whether a name is an acronym, which nobody spells in two ways: "FARC", "F.A.R.C.", "Mujao"."""
    plain = name.replace(".", "")
    if len(plain) > _ACRONYM or " " in plain or "'" in plain[:4]:
        return False
    return sum(letter.isupper() for letter in plain) > 1


_SHORTEST, _SHORT, _LONG, _ACRONYM = 3, 5, 7, 7
_WRITTEN, _WRITTEN_ALONE, _WRITTEN_SHORT = 0.6, 0.75, 0.95
_NEAR, _TYPING, _FAR = 0.8, 0.85, 40
