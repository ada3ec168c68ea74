"""What the coder saw in a text: everything between the words and the statements.

For the question that every reader asks first: why is this here, and why is that not?
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from allegiance.documents.document import Document
from allegiance.language import DEFAULT
from allegiance.language.reading import Mention as Found
from allegiance.language.reading import reading
from allegiance.statements.coder import Candidate, bounds, examine
from allegiance.statements.frames import frames
from allegiance.statements.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the parse: its lemma, part of speech, and the word (its number) it depends on."""

    number: int
    text: str
    lemma: str
    part: str
    role: str
    head: int


class Mentioned(msgspec.Struct, frozen=True, kw_only=True):
    """A mention: the wording, whom or what it stands for, of which kind, and how we know.

    `how` is "known" (to the registry or the gazetteer), "named here", "described here" or
    "stands for ..." with the wording of the earlier mention.
    """

    text: str
    begin: int
    end: int
    stands_for: tuple[str, ...]
    kind: str
    how: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: who says what, by which cue, and what the cue does to it.

    `speaks` is false where the source only wants, backs, sees or shows the content: no statement
    takes it for its speaker.
    """

    source: str
    cue: str
    content: str
    certainty: str
    polarity: str
    speaks: bool = True


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A temporal expression and what it stands for (EDTF), None where nobody can tell."""

    text: str
    edtf: str | None


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A frame that was tried at a word: what it looks for, and what became of it.

    `refused` is None where it gave a statement.
    """

    trigger: str
    begin: int
    frame: str
    gloss: str
    relation: str
    refused: str | None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """All that the coder saw in one sentence; `reason` says why it gave no statement."""

    sentence: str
    mentions: tuple[Mentioned, ...]
    parse: tuple[Word, ...]
    attributions: tuple[Said, ...]
    times: tuple[When, ...]
    tried: tuple[Tried, ...]
    statements: tuple[Statement, ...]
    reason: str | None


def explain(document: Document, *, coder: str = DEFAULT) -> Iterator[Explanation]:
    """What the coder saw in each sentence of a document."""
    from allegiance.language import annotate

    doc = annotate(document, coder=coder)
    for sentence in doc.sents:
        if sentence.text.strip():
            yield _explained(sentence)


def _explained(sentence: "Span") -> Explanation:
    coding = examine(sentence)
    return Explanation(
        sentence=_text(sentence.doc, *bounds(sentence)),
        mentions=tuple(_mentions(sentence)),
        parse=tuple(_word(token) for token in sentence if not token.is_space),
        attributions=tuple(_attributions(sentence)),
        times=tuple(_times(sentence)),
        tried=tuple(_tried(each, coding.statements) for each in coding.candidates),
        statements=tuple(coding.statements),
        reason=coding.reason,
    )


def _word(token: "Token") -> Word:
    return Word(
        number=token.i,
        text=token.text,
        lemma=token.lemma_,
        part=token.pos_,
        role=token.dep_,
        head=token.head.i,
    )


def _mentions(sentence: "Span") -> Iterator[Mentioned]:
    found = reading(sentence.doc).mentions
    inside = [found[token.i] for token in sentence if token.i in found]
    for mention in sorted(inside, key=lambda each: (each.begin, each.end)):
        places = (mention.place.name,) if mention.place else ()
        actors = tuple(actor.name for actor in mention.actors)
        kinds = [actor.kind for actor in mention.actors] + (["place"] if mention.place else [])
        yield Mentioned(
            text=_text(sentence.doc, mention.begin, mention.end),
            begin=mention.begin,
            end=mention.end,
            stands_for=tuple(dict.fromkeys((*actors, *places))),
            kind=" or ".join(dict.fromkeys(kinds)),
            how=_how(mention, sentence.doc),
        )


def _how(mention: Found, doc: "Doc") -> str:
    if mention.antecedent is not None:
        earlier = reading(doc).mentions.get(mention.antecedent)
        if earlier is None:
            return f"stands for “{doc[mention.antecedent].text}”"
        return f"stands for “{_text(doc, earlier.begin, earlier.end)}”"
    if mention.place or (mention.actor and mention.actor.known):
        return "known"
    return "described here" if mention.generic else "named here"


def _attributions(sentence: "Span") -> Iterator[Said]:
    from allegiance.language.attitudes import find_attitudes

    doc = sentence.doc
    told = doc.user_data.get("attributions", [])
    inside = [each for each in told if sentence.start <= each.cue < sentence.end]
    wider = find_attitudes(doc, told, begin=sentence.start, end=sentence.end)
    for each in [*inside, *wider]:
        yield Said(
            source=_source(each.source, each.name, doc),
            cue=doc[each.cue].text,
            content=" … ".join(doc[begin:end].text.strip() for begin, end in each.content),
            certainty=each.certainty,
            polarity=each.polarity,
            speaks=each.speaks,
        )


def _source(head: int | None, name: str | None, doc: "Doc") -> str:
    if head is None:
        return name or "hearsay"
    mention = reading(doc).mentions.get(head)
    return _text(doc, mention.begin, mention.end) if mention else doc[head].text


def _times(sentence: "Span") -> Iterator[When]:
    for each in sentence.doc.user_data.get("times", ()):
        if sentence.start_char <= each.begin < sentence.end_char:
            yield When(text=each.time.text, edtf=each.time.edtf)


def _tried(candidate: Candidate, statements: list[Statement]) -> Tried:
    known = {frame.id: frame for frame in frames()}.get(candidate.frame)
    gave = any(
        said.frame == candidate.frame and said.trigger.begin == candidate.trigger.begin
        for said in statements
    )
    refused = candidate.refused
    if refused is None and not gave:
        refused = "another reading of the same words says more"
    return Tried(
        trigger=candidate.trigger.text,
        begin=candidate.trigger.begin,
        frame=candidate.frame,
        gloss=known.gloss if known else "the trained model" if candidate.frame == "model" else "",
        relation=known.relation if known else candidate.relation or "",
        refused=refused,
    )


def _text(doc: "Doc", begin: int, end: int) -> str:
    document: Document = doc.user_data["document"]
    return document.text[begin:end]
