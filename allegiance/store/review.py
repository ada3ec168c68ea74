"""The actors of a store that the registry does not know, with whom it knows of like name.

An actor that only texts name is kept as itself (its id begins with "text:"); whether it is one that
the registry has is for a person to decide.
"""

from collections.abc import Sequence
from itertools import islice

import msgspec

from allegiance.ontology.resolution import Candidate, Resolver
from allegiance.store import query
from allegiance.store.store import Store


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that the registry does not know, and whom it may be.

    `named` tells a name from a description ("local fighters"); `example` is one of its sentences.
    """

    id: str
    name: str
    kind: str
    country: str | None
    statements: int
    mentions: int
    documents: int
    named: bool
    example: str | None
    candidates: tuple[Candidate, ...]


def review(
    store: Store,
    known: Resolver,
    *,
    described: bool = False,
    limit: int | None = None,
    nearest: int = 3,
) -> list[Unknown]:
    """The unknown actors of a store, those of most statements first.

    Names alone, unless `described`. Each has at most `nearest` candidates: those that the resolver
    finds with the sentences that name it, or else those of the nearest names.
    """
    found = (actor for actor in query.actors(store) if actor.id not in known.registry)
    kept = list(islice((a for a in found if described or named(a.name)), limit))
    told = _sentences(store, [actor.id for actor in kept])
    return [
        Unknown(
            **msgspec.structs.asdict(actor),
            named=named(actor.name),
            example=next(iter(told.get(actor.id, ())), None),
            candidates=_candidates(actor.name, told.get(actor.id, ()), known, nearest),
        )
        for actor in kept
    ]


def named(name: str) -> bool:
    """Whether a wording is a name, with a capital of its own, and no description."""
    first = name.split(" ", 1)[0]
    return any(letter.isupper() for letter in name) and not (
        first.islower() and first.isascii() and "-" not in first and len(first) > _PARTICLE
    )


def _candidates(
    name: str, sentences: Sequence[str], known: Resolver, nearest: int
) -> tuple[Candidate, ...]:
    answer = known.resolve(name, context="\n".join(sentences), limit=nearest)
    if answer.candidates or not named(name):
        return answer.candidates
    return known.nearest(name, nearest)


def _sentences(store: Store, actors: list[str]) -> dict[str, list[str]]:
    """A few sentences for each actor, the shortest first."""
    return dict(store.rows(SENTENCES, actors))


_PARTICLE = 3
SENTENCES = """
WITH ends AS (
    SELECT source_id AS id, sentence FROM effective
    UNION ALL SELECT target_id, sentence FROM effective
)
SELECT id, list(DISTINCT sentence ORDER BY length(sentence), sentence)[1:5] FROM ends
WHERE list_contains($1::VARCHAR[], id) GROUP BY id
"""
