"""What an analysis of changes of side gives: small frozen records that know their sentences."""

from collections import Counter
from typing import Literal

import msgspec

from allegiance.network.ties import Party
from allegiance.statements.statement import Statement

Side = Literal["friendly", "hostile", "mixed", "neither"]
Order = Literal["certain", "possible"]
Basis = Literal["statements", "words", "both"]


class _Change(msgspec.Struct, frozen=True, kw_only=True):
    """What every change tells.

    `when` is the EDTF interval within which it lies, from the last date at which the old side is
    told to the first of the new; None where no date is told. `order` is "certain" where no choice
    of days within the dates told undoes the change, or a sentence itself says so for certain.
    `basis` says whether the statements in their order show it, the words of a sentence, or both.
    `strength` is by how many nats of penalised likelihood the division of the statements is worse
    without it: 0 where words alone tell it, 1 is positive, 3 strong evidence (Kass and Raftery
    1995, "Bayes factors", on half their scale). `before` and `after` are the statements of the old side and of the
    new; `contrary` those of the same time that do not fit. `mark` is the first sentence
    of the new side, or the one that tells the change; `told` are all sentences that say that
    somebody joined, split or changed sides. `voices` tell the change, `denials` deny it.
    """

    when: str | None
    order: Order
    basis: Basis
    strength: float
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    contrary: tuple[Statement, ...]
    mark: Statement
    told: tuple[Statement, ...]
    voices: tuple[str, ...]
    denials: tuple[str, ...]
    reading: str


class Shift(
    _Change, frozen=True, kw_only=True, tag_field="kind", tag="pair", rename={"from_": "from"}
):
    """Two actors turn from friends to foes, from foes to friends, or end what they had ("neither")."""

    one: Party
    other: Party
    theatre: str | None
    from_: Side
    to: Side

    @property
    def ends(self) -> frozenset[str]:
        return frozenset((self.one.id, self.other.id))


class Move(_Change, frozen=True, kw_only=True, tag_field="kind", tag="actor"):
    """One actor goes from camp to camp: it leaves those of `left` and joins those of `joined`.

    `changed` and `kept` count its ties, with the others who are told of on both sides of the change
    or belong to a camp: those whose side changed, and those whose side did not.
    """

    actor: Party
    theatre: str | None
    left: tuple[Party, ...]
    joined: tuple[Party, ...]
    changed: int
    kept: int


class Undated(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="undated"):
    """Statements of a pair that tell no date, and could make a change of side if they told one.

    `if_earlier` and `if_later` are the sides that the pair would take one after the other, were
    they true before all that is dated or after all of it; empty where nothing is dated.
    """

    one: Party
    other: Party
    theatre: str | None
    statements: tuple[Statement, ...]
    if_earlier: tuple[Side, ...]
    if_later: tuple[Side, ...]
    voices: tuple[str, ...]
    reading: str


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A time of one side: `first` and `last` are ISO days, `when` the same in EDTF.

    `friendly` and `hostile` are the weights of the observations that fall into it, a date that is
    an interval spread evenly over its days. "mixed" where they are equal.
    """

    side: Side
    first: str
    last: str
    when: str
    friendly: float
    hostile: float
    statements: tuple[Statement, ...]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The sides of a pair over time, in order, and the changes that lie between them."""

    one: Party
    other: Party
    theatre: str | None
    segments: tuple[Segment, ...]
    shifts: tuple[Shift, ...]


class Shifts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found: changes of pairs and of actors, the surest first, and what was tried.

    `read` counts the statements by what became of them; `notes` are sentences about
    statements that could not be dated because their dates contradict each other.
    """

    pairs: tuple[Shift, ...]
    actors: tuple[Move, ...]
    undated: tuple[Undated, ...]
    courses: tuple[Course, ...]
    read: dict[str, int]
    notes: tuple[str, ...]

    @property
    def silence(self) -> str | None:
        """Why nothing was found, in one sentence; None where something was."""
        return None if self.pairs or self.actors else _why(Counter(self.read), len(self.courses))


def _why(read: Counter[str], courses: int) -> str:
    total = read.total()
    if not total:
        return "there is no statement, so no change of side; read documents first"
    if not read["dated"] + read["undated"] + read["ending"]:
        reasons = {
            "neutral": "are neutral",
            "place": "lie between an actor and a place",
            "self": "tie an actor to itself",
            "unnamed": "have an end that no text names",
        }
        told = ", ".join(f"{read[key]} {words}" for key, words in reasons.items() if read[key])
        return f"none of {total} statements is friendly or hostile between two named actors: {told}"
    if not read["dated"]:
        return (
            f"none of {read['undated'] + read['ending']} friendly and hostile statements tells a date, so"
            " nobody knows their order; give the documents dates with --date"
        )
    return (
        f"no change of side shows in {read['dated']} dated friendly and hostile statements of"
        f" {courses} pair{'s' if courses != 1 else ''}, and no sentence says that one happened"
    )
