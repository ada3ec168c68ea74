"""What the analyses find, each as its own record, which makes a data frame and draws itself.

A `Balance` of here is a `network.balance.Balance` in every way, and the others likewise.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

import msgspec

from allegiance.network import balance, brokers, claims, flows, shifts, spillover, what_if
from allegiance.network.double_games.game import DoubleGame, Leg, Link
from allegiance.network.ties import Party, Tie
from allegiance.notebook import html
from allegiance.notebook.frames import Columns, Frames, Row
from allegiance.notebook.records import Records
from allegiance.statements.statement import Statement
from allegiance.views import gantt, graph, matrix, paths

Drawn = TypeVar("Drawn", bound=msgspec.Struct)


def drawn(kind: type[Drawn], found: msgspec.Struct) -> Drawn:
    """A result of an analysis as the same record that draws itself."""
    return kind(**{name: getattr(found, name) for name in found.__struct_fields__})


class Balance(Frames, balance.Balance, frozen=True, kw_only=True):
    """How far a network is from balance. Its frame has a row for each pair, with the camps of its two ends."""

    def _columns(self) -> Columns:
        return {
            "source": str, "source_id": str, "camp": int, "target": str, "target_id": str,
            "target_camp": int, "sign": int, "weight": float, "frustrated": bool, "statements": str,
        }  # fmt: skip

    def _rows(self) -> Iterator[Row]:
        net, camp = self.network, self._camp()
        for n, (u, v, weight) in enumerate(
            zip(net.u.tolist(), net.v.tolist(), net.weight.tolist(), strict=True)
        ):
            ties = net.said[n] if net.said else ()
            yield {
                "source": net.name(u),
                "source_id": net.actors[u],
                "camp": camp[u],
                "target": net.name(v),
                "target_id": net.actors[v],
                "target_camp": camp[v],
                "sign": 1 if weight > 0 else -1,
                "weight": float(net.value(abs(weight))),
                "frustrated": (camp[u] == camp[v]) != (weight > 0),
                "statements": _ids(_behind(ties)),
            }

    def _camp(self) -> dict[int, int]:
        """The number of each actor's camp, counted from 1 in the order of `camps`."""
        sides: dict[Any, list[int]] = {}
        for actor in sorted({*self.network.u.tolist(), *self.network.v.tolist()}):
            sides.setdefault(self.solution.side[actor], []).append(actor)
        named = [([self.network.name(a) for a in actors], actors) for actors in sides.values()]
        ordered = sorted(named, key=lambda each: (-len(each[0]), each[0]))
        return {actor: n for n, (_, actors) in enumerate(ordered, start=1) for actor in actors}

    def _repr_html_(self) -> str:
        proof = "proved" if self.proved else f"not proved, gap {self.gap:.1%}"
        told = f"Frustration index: {self.lower} to {self.upper}, {proof}. "
        told += f"{self.actors:,} actors, {self.ties:,} pairs, {self.negative:,} hostile."
        camps = [(n, len(c), _some(c)) for n, c in enumerate(self.camps, start=1)]
        broken = [
            (f.source, _SIGNS[f.sign], f.target, f"{f.weight:g}", html.sentences(f.statements))
            for f in self.frustrated[: html.SHOWN]
        ]
        heads = "From", "Frustrated tie", "To", "Weight", "Sentences"
        below = html.table(heads, broken, total=len(self.frustrated)) if broken else ""
        above = html.para(told) + html.table(("Camp", "Actors", "Who"), camps, total=len(camps))
        return above + self._picture() + below

    def _picture(self) -> str:
        """The network, where it is small enough to be seen."""
        if not self.network.said or self.actors > SEEN:
            return ""
        ties = chain.from_iterable(self.network.said)
        return html.picture(graph.draw(ties), f"Ties between {self.actors} actors")


class DoubleGames(Records[DoubleGame]):
    """Double games, the best held first. Its frame has a row for each."""

    __slots__ = ()

    def _columns(self) -> Columns:
        texts = (
            "actor actor_id against against_id towards towards_id pattern apart standing "
            "hostile_voices friendly_voices link_voices carriers reading statements"
        )
        return dict.fromkeys(texts.split(), str) | {"score": float, "others": int}

    def _rows(self) -> Iterator[Row]:
        for game in self:
            yield {
                **_party("actor", game.actor),
                **_party("against", game.against),
                **_party("towards", game.towards),
                "pattern": game.pattern,
                "apart": _listed(game.apart),
                "standing": game.standing,
                "hostile_voices": _listed(game.hostile.voices),
                "friendly_voices": _listed(game.friendly.voices),
                "link_voices": _listed(voice for link in game.links for voice in link.voices),
                "carriers": _listed(game.carriers),
                "reading": game.reading,
                "statements": _ids(_told(_parts(game))),
                "score": game.score,
                "others": game.others,
            }

    def _heads(self) -> Sequence[str]:
        return "Actor", "Against", "Towards", "Apart in", "Whose word", "Reading", "Sentences"

    def _shown(self, one: DoubleGame) -> Sequence[object]:
        ends = one.actor.name, one.against.name, one.towards.name
        said = html.sentences(_told(_parts(one)))
        return *ends, ", ".join(one.apart), one.standing, one.reading, said


class Shifts(Frames, shifts.Shifts, frozen=True, kw_only=True):
    """Changes of side. Its frame has a row for each change of an actor, of a pair, and for what is undated."""

    def _columns(self) -> Columns:
        texts = (
            "kind who who_id other other_id before after theatre when order basis voices "
            "denials reading sentence statements"
        )
        return dict.fromkeys(texts.split(), str) | {"strength": float}

    def _rows(self) -> Iterator[Row]:
        for move in self.actors:
            left, joined = (_listed(p.name for p in camp) for camp in (move.left, move.joined))
            yield _change("actor", move, move.actor, None, left, joined)
        for pair in self.pairs:
            yield _change("pair", pair, pair.one, pair.other, pair.from_, pair.to)
        for each in self.undated:
            yield {
                **dict.fromkeys(self._columns()),
                "kind": "undated",
                **_party("who", each.one),
                **_party("other", each.other),
                "theatre": each.theatre,
                "voices": _listed(each.voices),
                "reading": each.reading,
                "sentence": each.statements[0].sentence,
                "statements": _ids(each.statements),
            }

    def _repr_html_(self) -> str:
        changes: list[shifts.Move | shifts.Shift] = [*self.actors, *self.pairs]
        if not changes:
            return html.para(" ".join(filter(None, (self.silence, *self.notes))))
        rows = [
            (each.when, each.order, each.reading, html.quoted(each.mark))
            for each in changes[: html.SHOWN]
        ]
        below = html.table(("When", "Order", "Reading", "Marked by"), rows, total=len(changes))
        return html.picture(gantt.draw(self), "Who stood with whom over time") + below


class Flows(Frames, flows.Flows, frozen=True, kw_only=True):
    """Paths of goods. Its frame has a row for each path, those that end in a denial last."""

    def _columns(self) -> Columns:
        texts = "source source_id holder holder_id goods order arrival reading statements"
        return dict.fromkeys(texts.split(), str) | {"hops": int, "weakest": int}

    def _rows(self) -> Iterator[Row]:
        for path in (*self.paths, *self.denied):
            yield {
                **_party("source", path.source),
                **_party("holder", path.holder),
                "goods": path.goods,
                "order": path.order,
                "arrival": path.arrival,
                "reading": path.reading,
                "statements": _ids(path.statements),
                "hops": len(path.hops),
                "weakest": path.weakest,
            }

    def _repr_html_(self) -> str:
        told = (*self.paths, *self.denied)
        notes = "".join(map(html.para, self.notes))
        if not told:
            return html.para(f"no path {self.asked} that the dates allow") + notes
        shown = told[: html.SHOWN]
        rows = [(p.order, p.goods, p.reading, html.sentences(p.statements)) for p in shown]
        below = html.table(("Order", "What", "Reading", "Sentences"), rows, total=len(told))
        return html.picture(paths.draw(shown), f"Paths {self.asked}") + below + notes


class Comparison(Frames, claims.Comparison, frozen=True, kw_only=True):
    """Who says what. Its frame has a row for each tie and side; a side that had no chance to tell has none."""

    def _columns(self) -> Columns:
        texts = (
            "source source_id relation target target_id theatre first last side stance voices "
            "reading statements"
        )
        rest = {"sign": int, "division": float, "copied": bool, "torn": bool}
        return dict.fromkeys(texts.split(), str) | rest

    def _rows(self) -> Iterator[Row]:
        for claim in self.claims:
            for cell in claim.cells:
                yield {
                    **_party("source", claim.source),
                    "relation": claim.relation,
                    **_party("target", claim.target),
                    "theatre": claim.theatre,
                    "first": claim.first,
                    "last": claim.last,
                    "side": cell.side,
                    "stance": cell.stance,
                    "voices": _listed(cell.voices),
                    "reading": claim.reading,
                    "statements": _ids(cell.statements),
                    "sign": claim.sign,
                    "division": claim.division,
                    "copied": cell.copied,
                    "torn": cell.torn,
                }

    def _repr_html_(self) -> str:
        sides = _some([side.name for side in self.sides])
        rows = [
            (f"{claim.division:g}", claim.reading, html.sentences(claim.statements))
            for claim in self.claims[: html.SHOWN]
        ]
        below = html.table(("Division", "Tie", "Sentences"), rows, total=len(self.claims))
        return html.picture(matrix.draw(self, limit=html.SHOWN), f"What {sides} say") + below


class Between(Frames, brokers.Between, frozen=True, kw_only=True):
    """Who stands between the camps. Its frame has a row for each broker, pivot and entry point."""

    def _columns(self) -> Columns:
        texts = "kind actor actor_id between friends foes reasons doubts statements"
        return dict.fromkeys(texts.split(), str) | {"camp": int, "decisive": bool, "score": float}

    def _rows(self) -> Iterator[Row]:
        for kind, found in (("broker", self.brokers), ("pivot", self.pivots)):
            for one in found:
                yield {
                    "kind": kind,
                    **_party("actor", one.actor),
                    "between": _pairs(one.between),
                    "friends": _listed(_others(one.actor, (*one.near, *one.far))),
                    "foes": _listed(_others(one.actor, one.hostile)),
                    "reasons": None,
                    "doubts": None,
                    "statements": _ids(one.statements),
                    "camp": one.camp,
                    "decisive": one.decisive,
                    "score": None,
                }
        for entry in self.entries:
            yield {
                "kind": "entry",
                **_party("actor", entry.actor),
                "between": _pairs(entry.between),
                "friends": _listed(_others(entry.actor, entry.contacts)),
                "foes": _listed(_others(entry.actor, entry.against)),
                "reasons": _listed(entry.reasons),
                "doubts": _listed(entry.doubts),
                "statements": _ids(entry.statements),
                "camp": None,
                "decisive": None,
                "score": entry.score,
            }

    def _repr_html_(self) -> str:
        told = f"Frustration index: {self.lower} to {self.upper}. "
        told += (
            f"Found anew for {self.tried:,} of {self.candidates:,} actors with two ties or more."
        )
        camps = [(n, len(c), _some(c)) for n, c in enumerate(self.camps, start=1)]
        found: list[brokers.Broker | brokers.Entry] = [*self.brokers, *self.pivots, *self.entries]
        shown = [
            (
                row["kind"],
                row["actor"],
                row["between"],
                row["friends"],
                html.sentences(one.statements),
            )
            for row, one in zip(self._rows(), found[: html.SHOWN], strict=False)
        ]
        heads = "What", "Actor", "Between", "Friends", "Sentences"
        below = html.table(heads, shown, total=len(found)) if shown else html.para("nobody")
        above = html.table(("Camp", "Actors", "Who"), camps, total=len(camps))
        return html.para(told) + above + below


class WhatIf(Frames, what_if.WhatIf, frozen=True, kw_only=True):
    """Before and after some changes. Its frame has a row for each figure of each analysis."""

    def _columns(self) -> Columns:
        return dict.fromkeys(("analysis", "figure", "before", "after"), str)

    def _rows(self) -> Iterator[Row]:
        for each in self.figures:
            before, after = (
                None if told is None else f"{told}" for told in (each.before, each.after)
            )
            yield {
                "analysis": each.analysis, "figure": each.figure, "before": before, "after": after,
            }  # fmt: skip

    def _repr_html_(self) -> str:
        changes = [(one.reading, html.sentences(one.left_out)) for one in self.changes]
        figures = [tuple(row.values()) for row in self._rows()]
        texts = [
            (each.analysis, way, text)
            for each in self.differences
            for way, found in (("no longer", each.gone), ("new", each.new))
            for text in found
        ]
        verdict = {"same": "The camps last.", "other": "The camps change."}
        moved = f" Change sides: {', '.join(self.moved)}." if self.moved else ""
        told = verdict.get(self.camps or "", "It is not proved whether the camps change.") + moved
        return (
            html.table(("Supposed", "Sentences left out"), changes, total=len(changes))
            + html.table(("Analysis", "Figure", "Before", "After"), figures, total=len(figures))
            + html.para(told)
            + html.table(("Analysis", "", "What"), texts[: html.SHOWN], total=len(texts))
        )


class Spillovers(Records[spillover.Spillover]):
    """Actors under pressure. Its frame has a row for each place where one may turn."""

    __slots__ = ()

    def _columns(self) -> Columns:
        texts = "actor actor_id pressed_in place name borders why reading statements"
        return dict.fromkeys(texts.split(), str) | {"score": float}

    def _rows(self) -> Iterator[Row]:
        for found in self:
            for refuge in found.refuges:
                yield {
                    **_party("actor", found.actor),
                    "pressed_in": _listed(found.pressed_in),
                    "place": refuge.place,
                    "name": refuge.name,
                    "borders": _listed(refuge.borders),
                    "why": _listed(dict.fromkeys(reason.why for reason in refuge.reasons)),
                    "reading": refuge.reading,
                    "statements": _ids(_told(refuge.reasons)),
                    "score": refuge.score,
                }

    def _heads(self) -> Sequence[str]:
        return "Actor", "Pressed in", "Because", "Next in line"

    def _shown(self, one: spillover.Spillover) -> Sequence[object]:
        rows = [
            (
                refuge.name,
                f"{refuge.score:.2f}",
                refuge.reading,
                html.sentences(_told(refuge.reasons)),
            )
            for refuge in one.refuges[:PLACES]
        ]
        places = html.table(("Place", "Score", "Why", "Sentences"), rows, total=len(one.refuges))
        why = html.sentences(_told(one.pressure))
        return one.actor.name, ", ".join(one.pressed_in), why, places


SEEN = 60
"""A network of more actors is not drawn beside its balance: nobody could read it."""
PLACES = 5
_SIGNS = {1: "friendly", -1: "hostile"}


def _change(
    kind: str,
    change: shifts.Move | shifts.Shift,
    who: Party,
    other: Party | None,
    before: str,
    after: str,
) -> Row:
    return {
        "kind": kind,
        **_party("who", who),
        "other": other.name if other else None,
        "other_id": other.id if other else None,
        "before": before,
        "after": after,
        "theatre": change.theatre,
        "when": change.when,
        "order": change.order,
        "basis": change.basis,
        "voices": _listed(change.voices),
        "denials": _listed(change.denials),
        "reading": change.reading,
        "sentence": change.mark.sentence,
        "statements": _ids((*change.before, *change.after, *change.told)),
        "strength": change.strength,
    }


def _party(name: str, party: Party) -> Row:
    return {name: party.name, f"{name}_id": party.id}


def _parts(game: DoubleGame) -> Sequence[Leg | Link]:
    return game.hostile, game.friendly, *game.links


def _others(actor: Party, ties: Iterable[Tie]) -> dict[str, None]:
    """Who is at the other end of an actor's ties, each once."""
    ends = (made.target if made.source.id == actor.id else made.source for made in ties)
    return dict.fromkeys(end.name for end in ends)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _listed(f"{one} and {other}" for one, other in pairs)


def _told(parts: Iterable[Any]) -> tuple[Statement, ...]:
    return tuple(chain.from_iterable(part.statements for part in parts))


def _behind(ties: Iterable[Tie]) -> Iterator[Statement]:
    return chain.from_iterable(tie.statements for tie in ties)


def _ids(statements: Iterable[Statement]) -> str:
    """The ids of statements, each once, as in the export of ties."""
    return "; ".join(dict.fromkeys(said.id for said in statements))


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def _some(names: Sequence[str], most: int = 12) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
