"""What passes between the steps of the coder: ends that were found, and matches of a frame."""

from dataclasses import dataclass

from spacy.tokens import Token

from allegiance.language.reading import Mention, Referent
from allegiance.ontology.gazetteer import KnownPlace
from allegiance.statements.statement import Certainty, Phase


@dataclass(frozen=True, slots=True)
class Found:
    """An actor or a place that fills a slot, with the mention that names it there.

    `owned` marks a body told as its owner's ("A's army"), where the two are two ends.
    """

    mention: Mention
    actor: Referent | None = None
    place: KnownPlace | None = None
    owned: bool = False

    @property
    def id(self) -> str:
        if self.actor is not None:
            return self.actor.id
        return self.place.id if self.place is not None else ""


Pairs = tuple[tuple[Found, Found], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A way of saying a relation whose ends were all found at one trigger.

    `words` are the offsets of the trigger where it is more, or less, than its token; `done` where
    its light verb does what it says.
    """

    trigger: Token
    frame: str
    relation: str
    pairs: Pairs
    mutual: bool = False
    phase: Phase | None = None
    certainty: Certainty | None = None
    weight: float = 0.8
    instrument: str | None = None
    origin: KnownPlace | None = None
    words: tuple[int, int] | None = None
    done: bool = False


def among(parties: list[Found]) -> Pairs:
    """Every two of several parties, each pair once."""
    return tuple(
        (one, other)
        for at, one in enumerate(parties)
        for other in parties[at + 1 :]
        if one.id != other.id
    )
