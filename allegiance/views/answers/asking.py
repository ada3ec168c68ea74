"""An answer by its key, worked out once, and all that a report carries along."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock
from urllib.parse import quote, unquote

import msgspec

from allegiance.errors import AllegianceError
from allegiance.network.flows import Tracer
from allegiance.network.ties import read_at
from allegiance.network.what_if import Before
from allegiance.statements.statement import Statement
from allegiance.views.answers.camps import Camps, camps
from allegiance.views.answers.changes import Changes, changes
from allegiance.views.answers.flows import Traced, Transfers, traced, transfers
from allegiance.views.answers.mediators import Mediators, mediators
from allegiance.views.answers.refuges import Refuges, refuges
from allegiance.views.answers.supposing import LIMIT, Supposed, suppose
from allegiance.views.answers.words import Matrix, matrix

Answer = Camps | Changes | Transfers | Traced | Matrix | Mediators | Refuges | Supposed
MOST = 20_000
"""A report of more statements than these carries no answers along."""
ROOM = 400_000
"""A report carries the paths of givers and holders up to so many bytes, those with most steps first."""


class NoQuestion(AllegianceError):
    """A question that the page does not know."""


class Answers:
    """The answers of some statements, each worked out when it is first asked for, and once.

    Questions do not wait for one another, but suppositions do, whose camps are told first.

    Keys: "camps", "shifts", "flows", "words", "brokers", "spillover"; "flows/from/ID" and "flows/to/ID"
    of a party; "what-if/drop/ID" and "what-if/flip/ID" of a statement of the tie, and the same with "/camps"
    for the camps alone; ids as in addresses.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._said = statements
        self._kept: dict[str, bytes] = {}
        self._working: defaultdict[str, Lock] = defaultdict(Lock)
        self._choosing = Lock()
        self._reading = Lock()
        self._supposing = Lock()

    def get(self, key: str) -> bytes:
        """An answer as JSON.

        Raises NoQuestion, or what the question raises: UnknownActor, NothingChanges.
        """
        with self._choosing:
            working = self._working[key]
        with working:
            if key not in self._kept:
                self._kept[key] = msgspec.json.encode(self.work(key))
            return self._kept[key]

    def work(self, key: str) -> Answer:
        """An answer as a record, worked out anew. Raises as `get` does."""
        plain: dict[str, Callable[[], Answer]] = {
            "camps": lambda: camps(self._said, self._read),
            "shifts": lambda: changes(self._read),
            "flows": lambda: transfers(self._said),
            "words": lambda: matrix(self._said),
            "brokers": lambda: mediators(self._read),
            "spillover": lambda: refuges(self._said),
        }
        match [unquote(part) for part in key.split("/")]:
            case [name] if name in plain:
                return plain[name]()
            case ["flows", "from" | "to" as way, asked]:
                return traced(self._tracer, way, asked)
            case ["what-if", "drop" | "flip" as kind, asked]:
                self.get(f"{key}/camps")
                with self._supposing:
                    return suppose(self._read, self._before, kind, asked)
            case ["what-if", "drop" | "flip" as kind, asked, "camps"]:
                with self._supposing:
                    return suppose(self._read, self._before, kind, asked, camps_alone=True)
        raise NoQuestion(f"{key!r} is no question of this page; {', '.join(plain)} are")

    @property
    def _read(self) -> list[Statement]:
        with self._reading:
            return self._lifted

    @cached_property
    def _lifted(self) -> list[Statement]:
        return read_at(self._said)

    @cached_property
    def _before(self) -> Before:
        return Before(self._said, time_limit=LIMIT)

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self._said)


PLAIN = ("camps", "shifts", "flows", "words", "brokers", "spillover")


def precomputed(statements: Sequence[Statement]) -> dict[str, msgspec.Raw]:
    """The answers that a report carries along, by key: what is quick, and nothing of a large store."""
    if len(statements) > MOST:
        return {}
    answers = Answers(statements)
    found = {key: msgspec.Raw(answers.get(key)) for key in PLAIN}
    hands = sorted(transfers(statements).hands, key=lambda hand: -hand.steps)
    room = ROOM
    for hand in hands:
        key = f"flows/{hand.way}/{quote(hand.who.id, safe='')}"
        told = answers.get(key)
        room -= len(told)
        if room < 0:
            break
        found[key] = msgspec.Raw(told)
    return found
