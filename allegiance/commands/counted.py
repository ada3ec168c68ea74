"""Ties of a store for the commands: of statements where they are few, counted in the database otherwise."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from allegiance.commands.shared import resolved

if TYPE_CHECKING:
    from allegiance.network.sums import SummedTie
    from allegiance.network.ties import Split, Tie
    from allegiance.ontology.actors import Registry
    from allegiance.store import Store
    from allegiance.store.sums import Key, Shown, Sum


def ties_of(
    store: "Store",
    asked: dict[str, Any],
    known: "Registry | None" = None,
    *,
    level: Literal["named", "state"] = "named",
    by: "Sequence[Split]" = ("theatre",),
    period: Literal["year", "month"] = "year",
    limit: int | None = None,
) -> "list[Tie]":
    """The ties of what meets the conditions, the most widely told first.

    Each keeps its statements; of more events than can be read one by one it has counts alone.
    """
    from allegiance.network.ties import read_at, tie
    from allegiance.store import events, query

    asked = resolved(asked, known)
    where = query.chosen(store, **asked) if events.any_kept(store) else None
    if where is None or events.count(store, where) <= events.MOST:
        said = read_at(query.statements(store, **asked), level, known=known)
        return tie(said, by=by, period=period)[:limit]
    read = tie(read_at(query.read(store, **asked), level, known=known), by=by, period=period)
    return _counted(store, where, read, known, level, by, period, limit)


def _counted(
    store: "Store",
    where: str,
    read: "list[Tie]",
    known: "Registry | None",
    level: str,
    by: "Sequence[Split]",
    period: Literal["year", "month"],
    limit: int | None,
) -> "list[Tie]":
    from allegiance.network.sums import joined
    from allegiance.network.ties import Party, Wholes
    from allegiance.ontology.actors import registry
    from allegiance.store.sums import Shown, sums

    told = registry() if known is None else known
    wholes = Wholes(told)

    def whole(shown: "Shown", when: str | None) -> "Shown":
        party = wholes.of(
            Party(id=shown.id, name=shown.name, kind=shown.kind, country=shown.country), when
        )
        return Shown(party.id, party.name, party.kind, party.country)

    def dated(actor: str) -> bool:
        above, seen = [actor], set()
        while above:
            each = above.pop()
            if each in seen or each not in told:
                continue
            seen.add(each)
            if any(link.since or link.until for link in told[each].part_of):
                return True
            above.extend(link.actor for link in told[each].part_of)
        return False

    found = sums(
        store, where, theatre="theatre" in by, period=period if "period" in by else None,
        whole=whole if level == "state" else None, dated=dated,
        limit=limit, listed=[_key(each) for each in read],
    )  # fmt: skip
    return joined(read, [_tie(each) for each in found])[:limit]


def _key(made: "Tie") -> "Key":
    return (
        made.source.id, made.relation, made.target.id, made.symmetric, made.theatre, made.period
    )  # fmt: skip


def _tie(told: "Sum") -> "SummedTie":
    """A tie of what was counted."""
    from allegiance.network.sums import SummedTie, firm
    from allegiance.network.ties import Party
    from allegiance.ontology.relations import relation

    sign = relation(told.relation).sign
    counts = {each: getattr(told, each) for each in ("certain", "probable", "possible", "unknown")}
    strength = firm(counts)
    return SummedTie(
        source=Party(**told.source._asdict()), relation=told.relation,
        target=Party(**told.target._asdict()), sign=sign, symmetric=told.symmetric,
        theatre=told.theatre, period=told.period, statements=(), affirmed=told.statements, denied=0,
        **counts, documents=told.statements, sources=told.outlets, first=told.first.isoformat(),
        last=told.last.isoformat(), weight=sign * strength + 0.0, named=told.voices,
        heard=told.outlets, firm=strength, plainly=told.certain > 0,
    )  # fmt: skip
