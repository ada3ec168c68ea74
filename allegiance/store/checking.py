"""What is wrong with a decision: by itself, and in the store it is made in."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, NoReturn

import msgspec

from allegiance.errors import AllegianceError, BadDecision, UnknownActor
from allegiance.ontology.actors import registry
from allegiance.ontology.apart import apart
from allegiance.ontology.relations import relation
from allegiance.store import effective
from allegiance.store.columns import widen
from allegiance.store.correcting import fitting, interval
from allegiance.store.decision import (
    Accept,
    Alias,
    Correct,
    Decision,
    Merge,
    Never,
    Reject,
    Rename,
    Retype,
    Split,
    Undo,
    What,
    in_force,
    subjects,
    unknown,
)
from allegiance.store.effective import Weighed
from allegiance.store.fold import View, fold

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def sound(what: What) -> None:
    """Raise what is wrong with a decision, wherever it is made."""
    for _, error in flaws(what):
        raise error


def flaws(what: What) -> Iterator[tuple[str, AllegianceError]]:
    """What is wrong with a decision wherever it is made: the key, and what to do."""
    try:
        msgspec.convert(msgspec.to_builtins(what), type(what))
    except msgspec.ValidationError as error:
        key = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else "decision"
        yield key, BadDecision(f"{key}: {str(error).partition(' - at ')[0]}; write another value")
        return
    match what:
        case Merge(one, other) | Split(one, other) | Never(one, other) if one == other:
            key = "other" if isinstance(what, Never) else "into"
            yield key, BadDecision(f"{one!r} is one with itself; name another actor")
        case Rename(_, name) | Alias(_, name) if not name.strip():
            yield "name", BadDecision("the name is empty; write one")
        case Split():
            yield from _flaws_of_split(what)
        case Correct():
            yield from _flaws_of_correction(what)


def _flaws_of_split(split: Split) -> Iterator[tuple[str, AllegianceError]]:
    told = (split.documents, split.statements, split.wordings, split.since, split.until)
    if not any(told):
        yield (
            "documents",
            BadDecision(
                f"nothing says what of {split.actor!r} is {split.into!r}; name documents, "
                "statements, wordings or dates (merge makes one actor of two)"
            ),
        )
    for key, day in (("since", split.since), ("until", split.until)):
        if day and widen(day)[0] is None:
            yield key, BadDecision(f"{key} {day!r} is not a date such as 2012, 2012-05, 2012-05-17")


def _flaws_of_correction(correct: Correct) -> Iterator[tuple[str, AllegianceError]]:
    if correct == Correct(correct.statement):
        yield "statement", BadDecision("nothing is corrected; tell what the text says instead")
    if isinstance(correct.relation, str):
        try:
            relation(correct.relation)
        except AllegianceError as error:
            yield "relation", error
    if isinstance(correct.time, str):
        try:
            interval(correct.time)
        except AllegianceError as error:
            yield "time", error


def check(connection: "DuckDBPyConnection", made: Decision, path: str) -> Weighed:
    """What the store comes to with one more decision; raises what keeps it from having an effect."""
    log = effective.log(connection)
    if made.id in {each.id for each in log}:
        raise BadDecision(f"decision {made.id!r} was made already; there is nothing to do")
    after = effective.weigh(connection, made)
    view = fold(log, after.there)
    _present(made.what, after, view, path)
    match made.what:
        case Undo(of):
            _undoable(of, log)
        case Merge():
            _mergeable(made.what, view, log)
        case Alias():
            _itself(made.what.actor, view)
            _nameable(made.what)
            _mergeable(Merge(unknown(made.what.name), made.what.actor), view, log)
        case Rename(actor) | Retype(actor) | Split(actor):
            _itself(actor, view)
            if isinstance(made.what, Split) and view.actor(made.what.into) == actor:
                raise BadDecision(
                    f"{made.what.into!r} is {actor!r} already; undo what merged them, "
                    "or name another actor"
                )
        case Correct(statement):
            said = effective.show(connection, statement, after)
            if said is None and ":" in statement:
                raise BadDecision(
                    f"{statement!r} is an event of a dataset, which is corrected there; reject it here"
                )
            if said is not None:
                fitting(said)
    if made.id in after.view.idle:
        raise BadDecision(f"this would change nothing: {after.view.idle[made.id]}")
    return after


def _present(what: What, weighed: Weighed, view: View, path: str) -> None:
    """Raise where an actor or a statement is not there."""
    told = subjects(what)
    may_be_new: set[str] = set()
    if isinstance(what, Split):
        may_be_new = {what.into}
    elif isinstance(what, Alias):
        may_be_new = {unknown(what.name)}
    for actor in sorted(told["actors"] - may_be_new):
        if actor not in weighed.there and actor not in view.made:
            raise UnknownActor(
                f"actor {actor!r} is neither in {path} nor in the registry "
                "(`allegiance actors` prints the ids)"
            )
    for statement in sorted(told["statements"]):
        if isinstance(what, Accept | Reject | Correct) and statement not in weighed.there:
            raise BadDecision(
                f"statement {statement!r} is not in {path} "
                "(`allegiance statements --format jsonl` prints the ids)"
            )


def _itself(actor: str, view: View) -> None:
    if actor in view.into:
        raise BadDecision(f"{actor!r} is merged into {view.into[actor]!r}; decide about that one")


def _nameable(alias: Alias) -> None:
    others = [each.id for each in registry().find(alias.name) if each.id != alias.actor]
    if others:
        raise BadDecision(
            f"{alias.name!r} is a name of {others[0]!r} already; merge the two, or split off what "
            "is meant"
        )


def _undoable(of: str, log: list[Decision]) -> None:
    if of not in {each.id for each in log}:
        raise BadDecision(f"there is no decision {of!r} (`allegiance decide list` prints the ids)")
    if of not in {each.id for each in in_force(log)}:
        raise BadDecision(
            f"decision {of!r} is undone already; undo the undoing to bring it back "
            "(`allegiance decide list --all` prints the ids)"
        )


def _mergeable(merge: Merge, view: View, log: list[Decision]) -> None:
    """Raise where two are one already, or where somebody said that they never are."""
    actor, into = merge.actor, merge.into
    if view.actor(actor) == view.actor(into):
        which = next(
            (each for each in reversed(in_force(log)) if isinstance(each.what, Merge | Alias)
             and subjects(each.what)["actors"] & {actor, into}), None,
        )  # fmt: skip
        since = f", since {_told(which)}" if which else ""
        raise BadDecision(f"{actor!r} and {into!r} are one already{since}; undo that first")
    if merge.force:
        return
    by_id = {each.id: each for each in log}
    for one, other in product(_below(view, actor), view.members(view.actor(into))):
        decision = view.apart.get(frozenset((one, other)))
        if decision:
            _never(one, other, _told(by_id[decision]))
        because = apart(one, other)
        if because:
            _never(one, other, because)


def _below(view: View, actor: str) -> frozenset[str]:
    return view.members(actor) if view.actor(actor) == actor else frozenset((actor,))


def _never(one: str, other: str, because: str) -> NoReturn:
    raise BadDecision(
        f"{one!r} and {other!r} are never to be merged ({because}); --force merges them all the "
        "same, and is recorded"
    )


def _told(made: Decision) -> str:
    """A decision in a few words: who, when, why."""
    who = made.who or "somebody"
    why = f": {made.why}" if made.why else ""
    return f"{who} decided it on {made.when[:10]}, decision {made.id}{why}"
