"""Whom the model sees where the rules see nobody: `notice(doc, heard)` and `refer(doc, heard)`.

Some noun phrases stand for an actor though no word of ours says so ("four blue helmets"); where the
model is sure of one, and no mention is there yet, it becomes one, described by its own words.

On sentences that neither had seen the model finds the antecedents of pronouns more often than the
rules do (`benchmarks.accuracy.coreference`), so where it is sure of one within a pass its word holds;
elsewhere that of the rules does.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from allegiance.language.heads import Floats
from allegiance.language.mentions import describe
from allegiance.language.opinions import Opinions
from allegiance.language.reading import Mention, reading

SURE = 0.5
SURE_MENTION = 0.7


def notice(doc: Doc, heard: Opinions) -> None:
    """Make mentions of the actors that only the model sees."""
    found = reading(doc).mentions
    for seen in heard.mentions(0, len(doc.text), SURE_MENTION):
        span = doc.char_span(seen.begin, seen.end, alignment_mode="expand")
        if seen.kind == "place" or span is None or any(token.i in found for token in span):
            continue
        head = span.root
        if head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            actor = describe(head, seen.kind)
            if actor.name:
                found[head.i] = Mention(head.i, seen.begin, seen.end, actor=actor, generic=True)


def refer(doc: Doc, heard: Opinions) -> None:
    """Give every pronoun whose antecedent the model is sure of the actor that this stands for."""
    found = reading(doc).mentions
    candidates = sorted(_candidates(doc, found), key=lambda each: (each.begin, -each.end))
    for these in heard.together([(each.begin, each.end) for each in candidates]):
        _settle([candidates[number] for number in these.numbers], these.antecedents, found)


def _candidates(doc: Doc, found: dict[int, Mention]) -> list[Mention]:
    """The mentions of a document, and its pronouns that are none yet."""
    bare = [
        Mention(token.i, token.idx, token.idx + len(token.text), pronoun=True)
        for token in doc
        if token.i not in found and _pronoun(token)
    ]
    return [*found.values(), *bare]


def _pronoun(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP", "WP$") or (
        token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET", "ADJ")
    )


def _settle(mentions: Sequence[Mention], antecedents: Floats, found: dict[int, Mention]) -> None:
    for number, mention in enumerate(mentions):
        if not mention.pronoun:
            continue
        row = antecedents[number]
        best = int(row[:-1].argmax())
        earlier = found.get(mentions[best].head)
        if best >= number or row[best] < SURE or earlier is None or earlier.actor is None:
            continue
        if mention.others and earlier.actor in mention.actors:
            continue
        found[mention.head] = replace(
            mention,
            actor=earlier.actor,
            others=earlier.others,
            place=None,
            antecedent=earlier.antecedent if earlier.pronoun else earlier.head,
            generic=earlier.generic,
            pronoun=True,
        )


PRONOUNS = frozenset(
    "he she it they him her them its their his we us our ours i me my itself"
    " himself herself themselves theirs hers".split()
)
