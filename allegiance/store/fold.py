"""Decisions folded into one view: which actors are one, how they are called, what is corrected.

The fold is pure: the same decisions, and the same actors and statements being there, give the
same view, whatever was undone on the way. The later of two decisions that contradict wins; a
decision about what is not there changes nothing and is told.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

import msgspec

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
    in_force,
    in_order,
    unknown,
)


class Step(msgspec.Struct, frozen=True):
    """One change of single statements: a correction, or a split with all whom it is split from."""

    what: Correct | Split
    members: frozenset[str] = frozenset()


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the decisions make of a store.

    `into` leads from each merged actor to the one that it is in the end. `names`, `kinds` and
    `aliases` are by actor, `made` holds the splits that bring a new actor in, and `apart` the
    pairs that are never merged, with the decision that says so. `steps` are carried out one after
    the other, upon what those before made. `idle` tells of decisions without effect, and why.
    """

    into: Mapping[str, str]
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    made: Mapping[str, Split]
    apart: Mapping[frozenset[str], str]
    rejected: frozenset[str]
    steps: tuple[Step, ...]
    idle: Mapping[str, str]

    def actor(self, actor: str) -> str:
        """Who an actor is in the end."""
        return self.into.get(actor, actor)

    def members(self, actor: str) -> frozenset[str]:
        """All who are that actor, itself among them."""
        return frozenset((actor, *(one for one, other in self.into.items() if other == actor)))


def fold(log: Iterable[Decision], there: Container[str]) -> View:
    """The view that a log gives; `there` holds the ids of actors and statements that exist."""
    log = in_order(log)
    folding = _Folding(there)
    for each in in_force(log):
        folding.take(each)
    before: set[str] = set()
    for each in log:
        if isinstance(each.what, Undo) and each.what.of not in before:
            folding.idle[each.id] = f"there is no decision {each.what.of!r} before it"
        before.add(each.id)
    return folding.view()


class _Folding:
    """The state between two decisions."""

    def __init__(self, there: Container[str]) -> None:
        self.there = there
        self.above: dict[str, str] = {}
        self.below: defaultdict[str, set[str]] = defaultdict(set)
        self.foes: defaultdict[str, list[str]] = defaultdict(list)
        self.age: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.made: dict[str, Split] = {}
        self.apart: dict[frozenset[str], str] = {}
        self.rejected: set[str] = set()
        self.steps: list[Step] = []
        self.idle: dict[str, str] = {}
        self.count = 0

    def view(self) -> View:
        return View(
            into={actor: self.root(actor) for actor in self.above},
            names=self.names,
            kinds=self.kinds,
            aliases=self.aliases,
            made=self.made,
            apart=self.apart,
            rejected=frozenset(self.rejected),
            steps=tuple(self.steps),
            idle=self.idle,
        )

    def take(self, made: Decision) -> None:
        """One more decision."""
        self.count += 1
        trouble = self.trouble(made)
        if trouble:
            self.idle[made.id] = trouble
            return
        match made.what:
            case Merge(actor, into):
                self.join(actor, into)
            case Alias(actor, name):
                self.aliases[actor] = (*self.aliases.get(actor, ()), name)
                if unknown(name) != actor:
                    self.join(unknown(name), actor)
            case Never(one, other):
                self.part(one, other)
                self.foes[one].append(other)
                self.foes[other].append(one)
                self.apart[frozenset((one, other))] = made.id
            case Split(actor, into):
                if into not in self.there:
                    self.made[into] = made.what
                self.steps.append(Step(made.what, frozenset(self.cluster(actor))))
            case Rename(actor, name):
                self.names[actor] = name
            case Retype(actor, kind):
                self.kinds[actor] = kind
            case Reject(statement):
                self.rejected.add(statement)
            case Accept(statement):
                self.rejected.discard(statement)
            case Correct():
                self.steps.append(Step(made.what))

    def trouble(self, made: Decision) -> str | None:
        """Why a decision changes nothing; None where it does."""
        what = made.what
        needed: list[str] = []
        match what:
            case Merge(actor, into) | Split(actor, into):
                needed = [actor, into] if isinstance(what, Merge) else [actor]
                if actor == into:
                    return f"{actor!r} is itself"
            case Never(one, other):
                needed = [one, other]
                if one == other:
                    return f"{one!r} is itself"
            case Alias(actor) | Rename(actor) | Retype(actor):
                needed = [actor]
            case Correct(statement):
                ends = [end for end in (what.source, what.target) if isinstance(end, str)]
                needed = [statement, *ends]
            case Reject(statement) | Accept(statement):
                needed = [statement]
        gone = [each for each in needed if each not in self.there and each not in self.made]
        if gone:
            return f"{gone[0]!r} is not in the store"
        if isinstance(what, Merge | Alias) and not getattr(what, "force", False):
            other = what.into if isinstance(what, Merge) else unknown(what.name)
            pair = self.kept_apart(what.actor, other)
            if pair:
                return f"decision {pair} says that they are never merged"
        return None

    def root(self, actor: str) -> str:
        while actor in self.above:
            actor = self.above[actor]
        return actor

    def path(self, actor: str) -> list[str]:
        """An actor and those above it."""
        found = [actor]
        while found[-1] in self.above:
            found.append(self.above[found[-1]])
        return found

    def cluster(self, actor: str) -> set[str]:
        """All who are the same actor."""
        return self.under(self.root(actor))

    def under(self, actor: str) -> set[str]:
        """An actor and all who were merged into it."""
        found, waiting = {actor}, [actor]
        while waiting:
            more = self.below.get(waiting.pop(), set()) - found
            found |= more
            waiting.extend(more)
        return found

    def join(self, actor: str, into: str) -> None:
        """`actor` is `into`, and no longer whom it was merged into before.

        Where `into` was merged into it, this is turned round, so that there is never a circle.
        """
        if actor in self.path(into):
            self.cut(into)
        self.cut(actor)
        self.above[actor] = into
        self.below[into].add(actor)
        self.age[actor] = self.count

    def cut(self, actor: str) -> None:
        """An actor is no longer part of another."""
        into = self.above.pop(actor, None)
        if into is not None:
            self.below[into].discard(actor)

    def part(self, one: str, other: str) -> None:
        """Take the latest merge back that makes them one."""
        ways = self.path(one), self.path(other)
        if ways[0][-1] != ways[1][-1]:
            return
        common = set(ways[0]) & set(ways[1])
        links = [each for way in ways for each in way if each not in common]
        self.cut(max(links, key=lambda each: self.age[each]))

    def kept_apart(self, actor: str, into: str) -> str | None:
        """The decision that keeps a merge from being made."""
        root = self.root(into)
        mine = self.under(actor)
        for one in sorted(mine):
            for other in self.foes.get(one, ()):
                if other not in mine and self.root(other) == root:
                    return self.apart[frozenset((one, other))]
        return None
