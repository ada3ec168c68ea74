"""Actor dictionaries of PETRARCH and TABARI, as actors that a registry can take in beside its own.

    JAISH_AL_GONDOR_ [MLIREB]  # a comment
    +GONDOR_ARMY_
    FARAMIR_
        [MLIGOV 20010101-20041231]
        [MLIELI]

Schrodt (2012), CAMEO Event and Actor Codebook, chapter 6. A code tells a country and a role, perhaps
with the days between which somebody had it; years of two figures up to 30 are those of this century.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from allegiance.datasets import cameo
from allegiance.datasets.parties import slug
from allegiance.datasets.rows import BadRow, plainly, read_day, unpacked
from allegiance.errors import UnreadableDocument
from allegiance.ontology.actor import Kind, KnownActor, Membership
from allegiance.ontology.actors import Registry, registry

SHORT = 4
"""Names of so few letters and no more are acronyms, which mean their actor only where a text is about it."""


class Entry(msgspec.Struct, frozen=True):
    """An entry of a dictionary: the line it begins in, its names and its codes, as they are written."""

    line: int
    names: tuple[str, ...]
    codes: tuple[str, ...]


class Wrong(msgspec.Struct, frozen=True):
    """Something that was left out, for it cannot be right."""

    line: int
    why: str


class Dictionary(msgspec.Struct, frozen=True, kw_only=True):
    """What came of dictionaries: who is new, how many entries there were, and why others are not new."""

    actors: tuple[KnownActor, ...]
    entries: int
    passed: dict[str, int]
    wrong: tuple[Wrong, ...]


def read(paths: Iterable[Path], known: Registry | None = None) -> Dictionary:
    """The actors of dictionaries whom the registry does not know by any of their names.

    Raises UnreadableDocument where a file cannot be read, or is no dictionary of actors.
    """
    making = _Making(registry() if known is None else known)
    for path in paths:
        before = making.coded
        for entry in entries(path):
            making.add(entry)
        if making.coded == before:
            raise UnreadableDocument(
                f"{path} names no actor with a code such as [MLIREB]; give a dictionary of actors, as "
                "Phoenix.MilNonState.actors.txt (those of agents and verbs tell of nobody)"
            )
    return Dictionary(
        actors=tuple(making.actors.values()),
        entries=making.entries,
        passed=dict(making.passed.most_common()),
        wrong=tuple(making.wrong),
    )


def entries(path: Path) -> Iterator[Entry]:
    """The entries of a dictionary, plain or packed."""
    with plainly(path), unpacked(path) as file:
        text = file.read()
    try:
        told = text.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = text.decode("latin-1")
    yield from parsed(told)


def parsed(text: str) -> Iterator[Entry]:
    """The entries of a text: a name at the start of a line, others after +, codes in brackets."""
    first, names, codes = 0, [""], [""]
    plain = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(plain.split("\n"), 1):
        told = line.partition("#")[0].rstrip()
        if not told or told[0] in "&!":
            continue
        name = re.sub(r"[\[{].*", "", told).strip()
        if not told[0].isspace() and told[0] != "+":
            if first:
                yield Entry(first, tuple(filter(None, names)), tuple(filter(None, codes)))
            first, names, codes = number, [], []
        if name and not told[0].isspace():
            names.append(name.lstrip("+"))
        codes += (each.strip() for each in re.findall(r"\[([^\]]*)\]", told))
    if first:
        yield Entry(first, tuple(filter(None, names)), tuple(filter(None, codes)))


class _Held(msgspec.Struct, frozen=True):
    """A code, and the days from and to which it was somebody's; `dated` where it tells any."""

    code: str
    since: str | None
    until: str | None
    dated: bool


class _Making:
    """Actors in the making, by id."""

    def __init__(self, known: Registry) -> None:
        self._known = known
        self.actors: dict[str, KnownActor] = {}
        self._names: set[str] = set()
        self.passed: Counter[str] = Counter()
        self.wrong: list[Wrong] = []
        self.entries = self.coded = 0

    def add(self, entry: Entry) -> None:
        self.entries += 1
        held = list(self._held(entry))
        names = list(dict.fromkeys(each for name in entry.names for each in _names(name)))
        self.coded += bool(names) and any(not each.code.startswith("~") for each in held)
        if why := self._passed(names, held):
            self.passed[why] += 1
            return
        self._names |= {slug(name) for name in names}
        actor = _actor(names, held, self._known)
        self.actors[actor.id] = actor

    def _passed(self, names: Sequence[str], held: Sequence[_Held]) -> str | None:
        """Why an entry is nobody new."""
        if not names:
            return "the entry has no name"
        if not held:
            return "the entry has no code"
        if all(not each.code[3:] or cameo.kind(each.code) == "unknown" for each in held):
            return "the code tells a country or region, and no role: a state, a place or a people"
        if any(self._known.find(name) for name in names):
            return "the registry knows the name"
        if slug(names[0]) in self._known:
            return "the registry knows the name"
        if any(slug(name) in self._names for name in names):
            return "the name stands in the dictionary already"
        return None

    def _held(self, entry: Entry) -> Iterator[_Held]:
        for told in entry.codes:
            code, _, days = told.partition(" ")
            plain = code.upper().partition("/")[0]
            if not re.fullmatch("~?[A-Z]{3,}", plain):
                continue
            try:
                since, until = _days(days.strip())
            except BadRow as wrong:
                self.wrong.append(Wrong(entry.line, f"[{told}] of {entry.names[0]}: {wrong}"))
                since = until = None
            yield _Held(plain, since, until, bool(days.strip()))


def _days(told: str) -> tuple[str | None, str | None]:
    """The first and last day of "331108-730717", ">011222" or "<950601"."""
    if not told:
        return None, None
    if told[0] in "<>":
        day = _day(told[1:].strip())
        return (day, None) if told[0] == ">" else (None, day)
    first, dash, last = (each.strip() for each in told.partition("-"))
    if not dash:
        raise BadRow(f"{told!r} is no span of days; 20010101-20041231 is one")
    since, until = _day(first), _day(last)
    if until < since:
        raise BadRow(f"{told!r} ends before it begins")
    return since, until


def _day(told: str) -> str:
    if re.fullmatch(r"\d{6}", told):
        told = ("20" if int(told[:2]) <= 30 else "19") + told
    if not re.fullmatch(r"\d{8}", told):
        raise BadRow(f"{told!r} is no day; 20010131 and 010131 are")
    return read_day(told, "code")


def _actor(names: Sequence[str], held: Sequence[_Held], known: Registry) -> KnownActor:
    homes = list(dict.fromkeys(filter(None, (cameo.country(each.code) for each in held))))
    short = [name for name in names[1:] if len(name) <= SHORT]
    return KnownActor(
        id=slug(names[0]),
        name=names[0],
        kind=_kind(held),
        country=homes[0] if len(homes) == 1 else None,
        countries=tuple(homes) if len(homes) > 1 else (),
        aliases=tuple(name for name in names[1:] if name not in short),
        in_context=tuple(short),
        part_of=tuple(_offices(held, known)),
    )


def _kind(held: Sequence[_Held]) -> Kind:
    """A person has a code for some time, or is of an elite; of the rest only fighters and parties are sure."""
    if any(each.dated or each.code[3:6] == "ELI" for each in held):
        return "person"
    if held[0].code[3:6] == "MIL":
        return "armed force"
    sure: dict[str, Kind] = {"armed group": "armed group", "party": "party"}
    return sure.get(cameo.kind(held[0].code), "unknown")


def _offices(held: Sequence[_Held], known: Registry) -> Iterator[Membership]:
    """Of which government or armed forces somebody was, and when."""
    for each in held:
        body = cameo.coded(each.code[:6], known) if each.dated else None
        if body is not None and body.kind in ("government", "armed force"):
            yield Membership(actor=body.id, as_="member", since=each.since, until=each.until)


def _names(written: str) -> Iterator[str]:
    """A name as people write it, and the acronym that stands behind it in brackets."""
    told = " ".join(written.replace("_", " ").split())
    bare, acronym = re.fullmatch(r"(.*?)\s*(?:\(([^()]*)\))?", told, re.DOTALL).groups()  # type: ignore[union-attr]
    for name in (bare, acronym):
        if name and re.search(r"\w", name):
            yield name if len(name) <= SHORT else _cased(name)


def _cased(name: str) -> str:
    """A name of capitals in small letters but for the first of each word."""
    words = (
        word.lower() if at and word.lower() in _SMALL else re.sub(r"\w+", _capital, word)
        for at, word in enumerate(name.split())
    )
    return " ".join(words)


def _capital(found: re.Match[str]) -> str:
    behind = found.string[found.start() - 1 : found.start()]
    return found[0].lower() if behind == "'" else found[0].capitalize()


_SMALL = frozenset("a and al de del der du el for in la of on the to van von".split())
