"""A candidate before its qualifiers: who does what to whom, on which votes are taken."""

from msgspec import Struct

from allegiance.language.attribution import Attributed
from allegiance.statements.match import Found, Match
from allegiance.statements.statement import End, Trigger


class Draft(Struct, frozen=True, kw_only=True):
    """One pair of ends of a match, told by somebody or by the text itself (`said`).

    The other fields mean what they mean in a statement; `coder` and `score` are set by the votes.
    """

    match: Match
    ends: tuple[Found, Found]
    said: tuple[Attributed, ...]
    source: End
    relation: str
    sign: int
    target: End
    trigger: Trigger
    mutual: bool
    confidence: float
    frame: str | None
    coder: str
    score: float | None = None
