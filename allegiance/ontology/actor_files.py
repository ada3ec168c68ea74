"""Files of actors, read and checked: the shipped ones and those of a user.

A file is a YAML list of actors. Before the list, apart from it by `---`, a file may say what its
entries share: `source`, the key of a source for all that name none, and `sources`, its own beside
those of `sources.yaml`; the shipped files share "curated". Whatever is wrong with one entry, nothing
of the file is taken. Who belongs to the shipped organisations, and since when, is in `members.yaml`.

The shipped files also lie compiled in `actors.jsonl`, which loads forty times as fast; it counts
only as long as it was made of the files that lie beside it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.actor import (
    Called,
    Descent,
    Fact,
    Kind,
    KnownActor,
    Link,
    Member,
    Membership,
    Seat,
)

COMPILED = "actors.jsonl"


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact comes from, and on what terms it may be passed on."""

    citation: str
    licence: str


def shipped() -> tuple[KnownActor, ...]:
    """The actors that ship with the program.

    Raises BrokenOntology where a file of them is not what it must be.
    """
    made_of = digest()
    try:
        head, _, lines = _home().joinpath(COMPILED).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return from_yaml()
    if head.decode() != made_of:
        return from_yaml()
    return tuple(msgspec.json.Decoder(KnownActor).decode_lines(lines))


def from_yaml() -> tuple[KnownActor, ...]:
    """The shipped actors from the files that people edit."""
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in _yaml_files()]
    actors = checked([parsed(name, text, source="curated") for name, text in texts], {}, sources())
    return tuple(_joined(_kept_apart(actors, never()), rolls()))


def read(path: Path, known: Iterable[KnownActor]) -> tuple[KnownActor, ...]:
    """The actors of a user's file, which may refer to those that are known.

    Raises BrokenOntology, naming file, line and key, where an entry is not what it must be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenOntology(f"{path} cannot be read as a file of actors: {error}") from error
    return checked([parsed(str(path), text)], {actor.id: actor for actor in known}, sources())


def compiled(actors: Iterable[KnownActor]) -> str:
    """The text of the compiled file: what it was made of, then one actor a line."""
    lines = (msgspec.json.encode(_told(actor)).decode() for actor in actors)
    return "\n".join((digest(), *lines, ""))


def digest() -> str:
    """A checksum over everything that the registry is made of."""
    found = hashlib.sha256()
    for file in _yaml_files():
        found.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    for name in ("never.yaml", "members.yaml", "sources.yaml"):
        found.update(_home().joinpath(name).read_bytes() + b"\0")
    return found.hexdigest()


@cache
def sources() -> Mapping[str, Source]:
    """The sources that facts of the registry are taken from, by key."""
    found = yaml.load(_home().joinpath("sources.yaml").read_bytes(), yaml.CSafeLoader)
    return msgspec.convert(found, dict[str, Source])


@cache
def never() -> tuple[tuple[str, ...], ...]:
    """Actors of which no two may ever be merged."""
    found = yaml.load(_home().joinpath("never.yaml").read_bytes(), yaml.CSafeLoader)
    return tuple(tuple(each["apart"]) for each in found)


class Roll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who joined and who left an organisation, by date; the ids of one date stand in one line.

    `undated` are those that belonged to it at some time.
    """

    of: str
    joined: dict[str, str] = {}
    left: dict[str, str] = {}
    undated: str = ""
    source: str = "curated"

    def members(self) -> Iterator[Member]:
        """Each stay of each member, by the date it began.

        Raises BrokenOntology where one joins that is a member, or leaves that is none.
        """
        here: dict[str, str] = {}
        steps = [
            *((date, 1, actor) for date, line in self.joined.items() for actor in line.split()),
            *((date, 0, actor) for date, line in self.left.items() for actor in line.split()),
        ]
        stays = []
        for date, joins, actor in sorted(steps):
            if not _DATE.fullmatch(date):
                raise self._wrong(f"{date!r} is no date; write 2012, 2012-01 or 2012-01-17")
            if bool(joins) is (actor in here):
                raise self._wrong(f"{actor!r} {'joins' if joins else 'leaves'} twice by {date}")
            if joins:
                here[actor] = date
            else:
                stays.append((here.pop(actor), actor, date))
        still = ((since, actor, None) for actor, since in here.items())
        for since, actor, until in sorted([*stays, *still], key=lambda stay: stay[:2]):
            yield Member(actor=actor, since=since, until=until, source=self.source)
        for actor in self.undated.split():
            yield Member(actor=actor, source=self.source)

    def _wrong(self, what: str) -> BrokenOntology:
        return BrokenOntology(f"members.yaml, key {self.of!r}: {what}")


@cache
def rolls() -> tuple[Roll, ...]:
    """Who belongs to the shipped organisations, alliances and coalitions."""
    found = yaml.load(_home().joinpath("members.yaml").read_bytes(), yaml.CSafeLoader)
    try:
        return tuple(msgspec.convert(found, list[Roll]))
    except msgspec.ValidationError as error:
        raise BrokenOntology(f"members.yaml does not tell members: {error}") from error


@dataclass(frozen=True, slots=True)
class File:
    """A file of actors with what tells the place of an entry in it."""

    name: str
    text: str
    actors: tuple[KnownActor, ...]
    source: str | None
    sources: Mapping[str, Source]

    def wrong(self, at: int, key: str, what: str, *deeper: str | int) -> BrokenOntology:
        """An error in the entry of that position, under that key."""
        line = _line(self.text, [at, key, *deeper])
        return BrokenOntology(f"{self.name}, line {line}, key {key!r}: {what}")


def parsed(name: str, text: str, source: str | None = None) -> File:
    """The actors of a text, each by itself what an actor must be."""
    try:
        documents = [each for each in yaml.load_all(text, yaml.CSafeLoader) if each is not None]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenOntology(f"{name}, line {line}: this is not YAML ({error.problem})") from error
    except yaml.YAMLError as error:
        raise BrokenOntology(f"{name} is not YAML ({' '.join(str(error).split())})") from error
    head = documents.pop(0) if len(documents) > 1 else {}
    try:
        shared = msgspec.convert(head, _Head)
    except msgspec.ValidationError as error:
        raise BrokenOntology(f"{name}, line 1: {error}") from error
    try:
        actors = msgspec.convert(documents[0] if documents else [], tuple[KnownActor, ...])
    except msgspec.ValidationError as error:
        raise _misshapen(name, text, str(error)) from error
    return File(name, text, actors, shared.source or source, shared.sources)


def checked(
    found: Sequence[File], known: Mapping[str, KnownActor], citable: Mapping[str, Source]
) -> tuple[KnownActor, ...]:
    """The actors of some files, once they fit together and with those that are known."""
    placed: dict[str, tuple[File, int]] = {}
    for file in found:
        for at, actor in enumerate(file.actors):
            if actor.id in placed or actor.id in known:
                other = placed.get(actor.id)
                where = f"{other[0].name}, line {_line(other[0].text, [other[1]])}" if other else ""
                taken = f"in {where or 'the registry'}"
                raise file.wrong(
                    at, "id", f"{actor.id!r} is already an actor {taken}; give this one another id"
                )
            placed[actor.id] = file, at
    ids = {*placed, *known}
    ids |= {f"{actor.id}/{body}" for actor in _all(found) if actor.kind == "state" for body in _OWN}
    for file in found:
        for at, actor in enumerate(file.actors):
            for check in (_ends, _dates, _called, _cited):
                check(actor, _Check(file, at, ids, citable))
    above = {actor.id: actor for actor in (*known.values(), *_all(found))}
    for file in found:
        for at, actor in enumerate(file.actors):
            circle = _circle(actor.id, above)
            if circle:
                told = " -> ".join(circle)
                raise file.wrong(
                    at, "part_of", f"{actor.id!r} is part of itself ({told}); take one link out"
                )
    return tuple(_sourced(actor, file) for file in found for actor in file.actors)


@dataclass(frozen=True, slots=True)
class _Check:
    file: File
    at: int
    ids: set[str]
    citable: Mapping[str, Source]

    def wrong(self, key: str, what: str, *deeper: str | int) -> BrokenOntology:
        return self.file.wrong(self.at, key, what, *deeper)


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str | None = None
    sources: dict[str, Source] = {}


_OWN = ("government", "armed-forces")


def _all(found: Iterable[File]) -> Iterator[KnownActor]:
    return (actor for file in found for actor in file.actors)


def _ends(actor: KnownActor, check: _Check) -> None:
    """Whoever an entry refers to is an actor, and another one."""
    ties: list[tuple[str, int, str]] = [
        *(("part_of", place, part.actor) for place, part in enumerate(actor.part_of)),
        *(("links", place, link.actor) for place, link in enumerate(actor.links)),
        *(("never", place, other) for place, other in enumerate(actor.never)),
        *(("members", place, member.actor) for place, member in enumerate(actor.members)),
    ]
    for key, place, other in ties:
        if other == actor.id:
            raise check.wrong(key, f"{other!r} is tied to itself; name another actor", place)
        if other not in check.ids:
            raise check.wrong(
                key, f"{other!r} is no actor's id (`allegiance actors --known` lists them)", place
            )


def _dates(actor: KnownActor, check: _Check) -> None:
    """Dates are written as dates, and what begins ends later."""
    intervals: list[tuple[str, str | None, tuple[str | int, ...]]] = [
        ("active", actor.active, ()),
        *((key, fact.date, ()) for key, fact in _facts(actor)),
        *(("links", link.date, (place,)) for place, link in enumerate(actor.links)),
        *(("part_of", f"{m.since or ''}/{m.until or ''}", (place,)) for place, m in enumerate(actor.part_of)),
        *(("called", f"{c.since or ''}/{c.until or ''}", (place,)) for place, c in enumerate(actor.called)),
        *(("capitals", f"{c.since or ''}/{c.until or ''}", (place,)) for place, c in enumerate(actor.capitals)),
        *(("members", f"{m.since or ''}/{m.until or ''}", (place,)) for place, m in enumerate(actor.members)),
    ]  # fmt: skip
    for key, told, deeper in intervals:
        if told is None:
            continue
        first, slash, last = told.partition("/")
        bounds = [bound for bound in (first, last) if bound not in ("", "..")]
        if not all(map(_DATE.fullmatch, bounds)) or (not slash and not bounds):
            raise check.wrong(
                key, f"{told!r} is no date; write 2012, 2012-01, 2012-01-17 or 2009/2012", *deeper
            )
        if any(_later(one, other) for one, other in pairwise(bounds)):
            raise check.wrong(key, f"{told!r} ends before it begins; turn the dates round", *deeper)
    if actor.active is not None and not _YEARS.fullmatch(actor.active):
        raise check.wrong(
            "active", f"{actor.active!r} is no interval of years; write 2009/2012 or 2009/.."
        )


def _called(actor: KnownActor, check: _Check) -> None:
    """Names and capitals that came one after the other do not overlap."""
    lists: tuple[tuple[str, Sequence[Called | Seat]], ...] = (
        ("called", actor.called), ("capitals", actor.capitals),
    )  # fmt: skip
    for key, rows in lists:
        order = sorted(enumerate(rows), key=lambda pair: pair[1].since or "")
        for (_, one), (place, other) in pairwise(order):
            if one.until is None or other.since is None or _later(one.until, other.since):
                told = f"{one.name!r} and {other.name!r} overlap in time"
                raise check.wrong(key, f"{told}; end the first before the second", place)


def _cited(actor: KnownActor, check: _Check) -> None:
    """Every fact has a source, and every source is known."""
    entry = actor.source or check.file.source
    told: list[tuple[str, str | None, tuple[str | int, ...]]] = [("source", entry, ())]
    told += [(key, fact.source, ()) for key, fact in _facts(actor)]
    told += [("sources", source, (key,)) for key, source in actor.sources.items()]
    several: tuple[tuple[str, Sequence[Membership | Link | Called | Seat | Member]], ...] = (
        ("part_of", actor.part_of), ("links", actor.links), ("called", actor.called),
        ("capitals", actor.capitals), ("members", actor.members),
    )  # fmt: skip
    for key in actor.sources:
        if key not in _KEYS or not getattr(actor, _FIELDS[key]):
            raise check.wrong("sources", f"{key!r} tells nothing here; take its source out", key)
    for key, rows in several:
        told += [(key, row.source or entry, (place,)) for place, row in enumerate(rows)]
    for key, source, deeper in told:
        if source is None:
            raise check.wrong(
                key, f"{actor.id!r} has no source; name one here or for the whole file", *deeper
            )
        if source not in check.citable and source not in check.file.sources:
            raise check.wrong(
                key, f"the source {source!r} is not in the file of sources; add it there", *deeper
            )


def _facts(actor: KnownActor) -> Iterator[tuple[str, Fact]]:
    if actor.founded:
        yield "founded", actor.founded
    if actor.fought:
        yield "fought", actor.fought


def _circle(actor: str, known: Mapping[str, KnownActor]) -> list[str]:
    """The way from an actor up to itself, where there is one."""
    ways = [[actor]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for part in known[way[-1]].part_of if way[-1] in known else ():
            if part.as_ not in ("part", "branch") or part.actor in seen:
                continue
            if part.actor == actor:
                return [*way, actor]
            seen.add(part.actor)
            ways.append([*way, part.actor])
    return []


def _sourced(actor: KnownActor, file: File) -> KnownActor:
    if actor.source or file.source is None:
        return actor
    return msgspec.structs.replace(actor, source=file.source)


def _kept_apart(
    actors: Iterable[KnownActor], groups: Iterable[tuple[str, ...]]
) -> Iterator[KnownActor]:
    """The actors, each with whom the file of pairs keeps it apart from."""
    known = {actor.id: actor for actor in actors}
    others: dict[str, dict[str, None]] = {}
    for group in groups:
        for one, other in combinations(group, 2):
            for end in (one, other):
                if end not in known:
                    raise BrokenOntology(
                        f"never.yaml, key 'apart': {end!r} is no actor's id; take it out"
                    )
            others.setdefault(one, {})[other] = None
            others.setdefault(other, {})[one] = None
    for actor in known.values():
        more = others.get(actor.id)
        if more is None:
            yield actor
        else:
            apart = tuple(dict.fromkeys((*actor.never, *more)))
            yield msgspec.structs.replace(actor, never=apart)


def _joined(actors: Iterable[KnownActor], told: Iterable[Roll]) -> Iterator[KnownActor]:
    """The actors, each with the members that the file of members tells."""
    known = {actor.id: actor for actor in actors}
    members: dict[str, list[Member]] = defaultdict(list)
    for roll in told:
        for end in (roll.of, *(member.actor for member in roll.members())):
            if end not in known:
                raise BrokenOntology(f"members.yaml, key {roll.of!r}: {end!r} is no actor's id")
        if roll.source not in sources():
            raise BrokenOntology(
                f"members.yaml, key {roll.of!r}: the source {roll.source!r} is not in sources.yaml"
            )
        members[roll.of] += roll.members()
    for actor in known.values():
        own = (*actor.members, *_plain(members.get(actor.id, ()), actor.source))
        yield msgspec.structs.replace(actor, members=own) if own else actor


def _plain(members: Iterable[Member], source: str | None) -> Iterator[Member]:
    """The members, without the source where it is that of the entry."""
    for each in members:
        same = each.source == source
        yield msgspec.structs.replace(each, source=None) if same else each


def _told(actor: KnownActor) -> dict[str, Any]:
    """What an entry says, without what it leaves open."""
    told = msgspec.to_builtins(actor)
    found: dict[str, Any] = _trimmed(told)
    return found


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _trimmed(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, (), [], {})}
    if isinstance(value, (list, tuple)):
        return [_trimmed(each) for each in value]
    return value


_PATH = re.compile(r" - at `\$((?:\[\d+\]|\[\.\.\.\]|\.\w+)*)`$")
_FIELD = re.compile(r"(unknown|required) field `(\w+)`")


def _misshapen(name: str, text: str, message: str) -> BrokenOntology:
    """What is wrong with the shape of an entry, by line and key."""
    match = _PATH.search(message)
    path: list[str | int] = []
    for step in re.findall(r"\[(\d+)\]|\.(\w+)", match.group(1) if match else ""):
        path.append(int(step[0]) if step[0] else step[1])
    field = _FIELD.search(message)
    if field and field.group(1) == "unknown":
        path.append(field.group(2))
        what = f"no actor has such a key; the keys are {', '.join(_KEYS)}"
    elif field:
        what = f"the key {field.group(2)!r} is missing; add it"
    else:
        what = _PATH.sub("", message)
        what += _CHOICES.get(str(path[-1]) if path else "", "")
    key = next((step for step in reversed(path) if isinstance(step, str)), None)
    told = f", key {key!r}" if key else ""
    return BrokenOntology(f"{name}, line {_line(text, path)}{told}: {what}")


def _line(text: str, path: Sequence[str | int]) -> int:
    """The line of what a path of positions and keys leads to, or as far as it leads."""
    node = list(yaml.compose_all(text, yaml.CSafeLoader))[-1]
    line = node.start_mark.line if node is not None else 0
    for step in path:
        below = _below(node, step)
        if below is None:
            break
        mark, node = below
        line = mark.start_mark.line
    return line + 1


def _below(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    return None


def _later(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return one[:length] > other[:length]


_CHOICES = {
    "kind": f"; write one of {', '.join(get_args(Kind))}",
    "as": f"; write one of {', '.join(get_args(Descent))} under 'links'",
}
_FIELDS = {field.encode_name: field.name for field in msgspec.structs.fields(KnownActor)}
_KEYS = tuple(_FIELDS)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_YEARS = re.compile(r"(\d{4}|\.\.|)/(\d{4}|\.\.|)")


def _home() -> Traversable:
    return files("allegiance.ontology")


def _yaml_files() -> list[Traversable]:
    by_name: Callable[[Traversable], str] = lambda file: file.name  # noqa: E731
    found = (file for file in _home().joinpath("actors").iterdir() if file.name.endswith(".yaml"))
    return sorted(found, key=by_name)
