"""Statement: the one currency of the house, and the public record of CODEBOOK.md.

"In outlet O, on day D, speaker S says that A arms B; here is the sentence."
A statement is one relation that a text asserts between a source and a target, with who
said so, how certainly, when and where. It records what is said, never what is true.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
TimeStatus = Literal["past", "ongoing", "future", "hypothetical"]
Phase = Literal["starts", "strengthens", "holds", "weakens", "ends"]


class End(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One end of a statement: an actor, or a place (kind "place") where the relation takes one.

    `id` and `name` are of the actor or place that the mention stands for, `mention` is the
    wording in this sentence; `begin` and `end` are the mention's offsets. `country` is ISO
    3166-1 alpha-2, None where there is none. `lat` and `lon` (degrees) are set for places only.
    """

    id: str
    name: str
    kind: str
    country: str | None
    mention: str
    begin: int
    end: int
    lat: float | None = None
    lon: float | None = None


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """The word or words that express the relation, with their offsets."""

    text: str
    begin: int
    end: int


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """When the text says the relation holds, no finer than the text.

    `start` and `end` are the ISO dates (YYYY-MM-DD) that bound the interval, None where it
    is open; `edtf` keeps the precision ("2007" is not "2007-01-01/2007-12-31").
    """

    text: str
    start: str | None
    end: str | None
    edtf: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the relation plays out. `lat` and `lon` in degrees, None where nobody knows."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain of sources between the reader and the statement.

    `kind` is the actor's kind, "person", "group", "body" or "impersonal" (then the name is
    the cue: "reportedly"). `verb` is the cue word, `mention` the source's wording here, and `begin`
    and `end` are its offsets.
    """

    id: str
    name: str
    kind: str
    verb: str | None
    mention: str | None = None
    begin: int | None = None
    end: int | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One relation that one sentence of one document asserts between two ends.

    The record of CODEBOOK.md; after `coder` come what we add to it: the document's outlet,
    author, date and story, so that a tie can say "according to whom" without the database,
    the frame that coded it (None where the model alone did), and the model's own `score` from 0 to 1
    (None without a model). Offsets count code points of the document's stored text,
    end exclusive; `begin` and `end` are the sentence's. `attribution` is outermost first and
    empty where the document speaks in its own voice. `confidence` is from 0 to 1.
    """

    id: str
    document: str
    sentence: str
    begin: int
    end: int
    source: End
    relation: str
    event: str
    sign: int
    target: End
    trigger: Trigger
    phase: Phase = "holds"
    mutual: bool = False
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    time_status: TimeStatus = "ongoing"
    time: Time | None = None
    place: Place | None = None
    attribution: tuple[Attribution, ...] = ()
    instrument: str | None = None
    origin: Place | None = None
    confidence: float
    coder: str
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    story: str | None = None
    frame: str | None = None
    score: float | None = None

    @property
    def theatre(self) -> str | None:
        """The country it plays out in (ISO alpha-2), or the region's id where no one country holds it."""
        if self.place is not None:
            return self.place.country or self.place.id
        if self.target.kind == "place":
            return self.target.country or self.target.id
        return None

    @property
    def voice(self) -> str:
        """Who says it, as a reader would put it: the innermost named source, else author or outlet."""
        if self.attribution:
            return self.attribution[-1].name
        return self.author or self.outlet or "the document"


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a document's text that names, or stands for, an actor or a place.

    `kind` is the actor's kind or "place"; `antecedent` is the begin offset of the mention that
    a pronoun or a description stands for, None where it speaks for itself.
    """

    document: str
    begin: int
    end: int
    text: str
    id: str
    name: str
    kind: str
    country: str | None = None
    antecedent: int | None = None


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a document, and what became of it.

    `statements` is how many statements it gave; where that is 0, `reason` says why, in words.
    """

    document: str
    index: int
    begin: int
    end: int
    statements: int
    reason: str | None = None


def dump(statements: Iterable[Statement]) -> Iterator[bytes]:
    """Statements as JSON Lines, the public form: one object a line, without the newline."""
    encoder = msgspec.json.Encoder()
    return (encoder.encode(statement) for statement in statements)


def load(lines: Iterable[bytes | str]) -> Iterator[Statement]:
    """Statements from JSON Lines; blank lines are passed over.

    Raises msgspec.ValidationError or msgspec.DecodeError at a line that is not a statement.
    """
    decoder = msgspec.json.Decoder(Statement)
    return (decoder.decode(line) for line in lines if line.strip())
