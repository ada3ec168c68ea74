"""What the model can say, and in which order its numbers say it: training and reading share this.

A word has one class in each group of tags: outside (0), or the beginning (odd) or the inside (even)
of something. A trigger is a word with a type: a relation, or CUE_TYPE for the cue of an attribution.
A span plays roles for a trigger, and a trigger has qualifiers.
"""

from typing import get_args

from allegiance.ontology.actors import Kind
from allegiance.ontology.relations import CODEBOOK

RELATIONS = CODEBOOK
CUE_TYPE = len(RELATIONS)
KINDS = (*(kind.replace(" ", "_") for kind in get_args(Kind)), "place")
ROLES = ("source", "target", "place", "origin", "time", "instrument", "said", "speaker")
EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
QUALIFIERS: dict[str, tuple[str | bool, ...]] = {
    "polarity": ("positive", "negative"),
    "certainty": ("certain", "probable", "possible", "unknown"),
    "time_status": ("past", "ongoing", "future", "hypothetical"),
    "phase": ("starts", "strengthens", "holds", "weakens", "ends"),
    "mutual": (False, True),
    "event": EVENTS,
}

OUTER, INNER = "outer", "inner"
CUE, CONTENT, TIME, INSTRUMENT = BEYOND = ("cue", "content", "time", "instrument")
GROUPS: dict[str, int] = {
    OUTER: 1 + 2 * len(KINDS),
    INNER: 1 + 2 * len(KINDS),
    **dict.fromkeys(BEYOND, 3),
}
DISTANCES = 24  # buckets of how many words lie between


def begins(kind: int) -> int:
    """The tag of a word that begins a mention of a kind."""
    return 1 + 2 * kind
