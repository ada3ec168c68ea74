"""Where a statement plays out: the place that its words, its clause or the clause around it tell."""

from collections.abc import Iterator

from spacy.tokens import Token

from allegiance.language.places import unlocated
from allegiance.language.reading import Mention, reading
from allegiance.ontology.gazetteer import KnownPlace
from allegiance.statements.arguments import light_verb
from allegiance.statements.ends import PLACE, resolve
from allegiance.statements.match import Found, Match
from allegiance.statements.reach import has_subject, over, reach
from allegiance.statements.statement import Place


def place(match: Match, source: Found, target: Found) -> Place | None:
    """A place in the trigger's own phrase, else its ends', else its clause's, else one that the text
    points back to: "there", "where", the place gone to in order to do it; else that of what went on
    meanwhile.
    """
    if target.place is not None and match.relation != "fight":
        return None
    spans = reach(match)
    if not spans:
        return None
    taken = {end.mention.head for pair in match.pairs for end in pair}
    begin, end = spans[-1]
    around = (
        (_near(match, source, target, taken), False),
        (_leading(match.trigger, begin, end, taken), True),
        (_gone_to(match.trigger, taken), False),
        (_only(match.trigger, begin, end, taken), False),
        (_meanwhile(match.trigger, taken), False),
    )
    for places, even_own in around:
        for found in places:
            if even_own or not _own(found, source, target):
                return as_place(found)
    return None


def as_place(known: KnownPlace | None) -> Place | None:
    """A place of the gazetteer, or one that only the text knows, as the record has it."""
    if known is None:
        return None
    return Place(
        id=known.id,
        name=known.name,
        country=known.country,
        lat=known.lat,
        lon=known.lon,
        precision=known.precision,
    )


def _near(match: Match, source: Found, target: Found, taken: set[int]) -> Iterator[KnownPlace]:
    """The places beside the trigger and its ends, and those that it points back to."""
    trigger = match.trigger
    doc = trigger.doc
    heads = [trigger, light_verb(trigger), doc[target.mention.head], doc[source.mention.head]]
    if match.relation in ("fight", "sanction"):
        yield from _driven_from(trigger, taken)
    for head in heads:
        if head is not None:
            yield from _beside(head, taken)
    yield from _pointed(trigger)


def _leading(trigger: Token, begin: int, end: int, taken: set[int]) -> Iterator[KnownPlace]:
    """The places that the clause's own prepositions lead to."""
    for token in trigger.doc[begin:end]:
        if token.dep_ == "prep" and over(token.head, trigger):
            yield from _led_to(token, taken)


def _own(place: KnownPlace, source: Found, target: Found) -> bool:
    """Whether a place is an end's own country: "asked France for help in the south of the country"."""
    return place.kind == "country" and place.country in (source.id, target.id)


# --- beside the trigger ----------------------------------------------------------------------


def _beside(head: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """Places that a head's own prepositions lead to, or those of its object or complement.

    What comes "from" somewhere says least of where it is.
    """
    for origins in (False, True):
        for child in head.children:
            if child.dep_ == "prep":
                if (child.lower_ == "from") is origins:
                    yield from _led_to(child, taken)
                if child.lower_ in _PASSING:
                    inner = (grand for grand in child.children if grand.dep_ == "pobj")
                    yield from (each for grand in inner for each in _after(grand, taken, origins))
            elif child.dep_ == "dobj" and head.pos_ in ("VERB", "AUX"):
                yield from _after(child, taken, origins)


def _after(noun: Token, taken: set[int], origins: bool) -> Iterator[KnownPlace]:
    for prep in noun.rights:
        if prep.dep_ == "prep" and (prep.lower_ == "from") is origins:
            yield from _led_to(prep, taken)


def _led_to(prep: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """The place after a preposition of place, unless it is an end of the statement."""
    if prep.lower_ in _LOCATIVE:
        for child in prep.children:
            if child.dep_ == "pobj" and child.i not in taken:
                yield from _ground(child, taken)


def _ground(head: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """The place that a noun phrase names, known or not, or that its own words lie in."""
    mention = reading(head.doc).mentions.get(head.i)
    if mention is not None and mention.place is not None:
        yield mention.place
    elif mention is not None and mention.actor is not None:
        if _unknown_ground(head, mention):
            yield unlocated(mention.actor.name)
    else:
        found = [each for each in resolve(head, PLACE) if each.mention.head not in taken]
        places = [each.place for each in found if each.place is not None]
        yield from places or _within(head, taken)


def _unknown_ground(head: Token, mention: Mention) -> bool:
    """Whether a name that nobody knows is ground: "in Mossgate", where Mossgate does nothing."""
    actor = mention.actor
    if actor is None or mention.generic or mention.pronoun or not actor.id.startswith("text:"):
        return False
    prep = head.head
    if prep.lower_ not in _GROUND or prep.head.lemma_ in _AIMED or head.pos_ not in _NAMED:
        return False
    between = head.doc[prep.i + 1 : head.i]
    if prep.i > head.i or any(word.text[:1].islower() and word.text != "the" for word in between):
        return False
    acts = (t for t in head.doc if t.text == head.text and t.dep_ in ("nsubj", "nsubjpass", "poss"))
    return not head.text.isupper() and next(acts, None) is None


def _within(noun: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """ "Its Kabul academy", "a new academy in Kabul": where a thing stands that is no place itself."""
    mentions = reading(noun.doc).mentions
    for child in noun.lefts:
        mention = mentions.get(child.i) if child.dep_ in ("compound", "nmod", "poss") else None
        if mention is not None and mention.place is not None and child.i not in taken:
            yield mention.place
    for prep in noun.rights:
        if prep.dep_ == "prep" and prep.lower_ in _GROUND:
            for child in prep.children:
                mention = mentions.get(child.i) if child.dep_ == "pobj" else None
                if mention is not None and mention.place is not None and child.i not in taken:
                    yield mention.place


def _driven_from(trigger: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """ "Drove T out of P": there it was that they fought."""
    for out in trigger.rights:
        if out.lower_ == "out":
            for prep in (out, *out.rights):
                for child in prep.children if prep.lower_ in ("of", "out") else ():
                    if child.dep_ == "pobj" and child.i not in taken:
                        yield from _ground_left(child, taken)


def _ground_left(head: Token, taken: set[int]) -> Iterator[KnownPlace]:
    mention = reading(head.doc).mentions.get(head.i)
    actor = mention.actor if mention is not None else None
    if actor is not None and mention is not None and mention.place is None:
        if actor.id.startswith("text:") and not mention.generic:
            yield unlocated(actor.name)
    else:
        yield from _ground(head, taken)


# --- pointed back to -------------------------------------------------------------------------


def _pointed(trigger: Token) -> Iterator[KnownPlace]:
    """ "Where they fought", "fought there": the place that the text has just told."""
    node = trigger
    while True:
        for child in node.children:
            if child.lower_ == "where" and child.dep_ == "advmod" and node.dep_ == "relcl":
                yield from _ground(node.head, set())
            elif child.lower_ == "there" and child.dep_ == "advmod":
                yield from _last_place(child)
        if node.dep_ not in ("conj", "xcomp") or has_subject(node):
            return
        node = node.head


def _last_place(there: Token) -> Iterator[KnownPlace]:
    """The place last told before "there", not further back than three sentences."""
    mentions = reading(there.doc).mentions
    for token in reversed(there.doc[max(there.i - _NEARBY, 0) : there.i]):
        mention = mentions.get(token.i)
        led = token.dep_ == "pobj" and token.head.lower_ in (*_LOCATIVE, *_TOWARDS)
        if mention is not None and mention.place is not None and (led or mention.actor is None):
            yield mention.place
            return
        if led and mention is not None and _unknown_ground(token, mention) and mention.actor:
            yield unlocated(mention.actor.name)
            return


def _gone_to(trigger: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """ "Went to P to fight", "stormed P, shot T": where a verb without a subject of its own hangs on one
    that tells it.
    """
    node = trigger
    while node.dep_ in ("advcl", "xcomp", "conj", "relcl", "acl") and not has_subject(node):
        purpose = any(child.lower_ == "to" and child.dep_ == "aux" for child in node.lefts)
        meanwhile = node.tag_ == "VBG" and not any(child.dep_ == "aux" for child in node.lefts)
        if not (purpose or node.dep_ == "conj" or (meanwhile and node.dep_ == "advcl")):
            return
        node = node.head
        if node.pos_ not in ("VERB", "AUX"):
            return
        for child in node.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in _TOWARDS | _LOCATIVE:
                for head in child.children:
                    if head.dep_ == "pobj" and head.i not in taken and child.lower_ != "from":
                        yield from _ground(head, taken)
            elif child.dep_ == "dobj" and node.lemma_ in _ENTERING and child.i not in taken:
                yield from _ground(child, taken)


# --- in the clause ---------------------------------------------------------------------------


def _only(trigger: Token, begin: int, end: int, taken: set[int]) -> Iterator[KnownPlace]:
    """The one place that a clause speaks of, where it speaks of one only."""
    doc = trigger.doc
    mentions = reading(doc).mentions
    inside = ((at, mentions[at]) for at in range(begin, end) if at in mentions and at not in taken)
    told = ((at, each.place) for at, each in inside if each.place and each.actor is None)
    places = {place.id: place for at, place in told if not _elsewhere(doc[at], trigger)}
    if len(places) == 1:
        yield from places.values()


def _meanwhile(trigger: Token, taken: set[int]) -> Iterator[KnownPlace]:
    """ "When war broke out in P, A armed B": the one place of a clause that tells at what time it was."""
    node = trigger
    while node.dep_ in ("conj", "ccomp", "xcomp") and node.head.pos_ in ("VERB", "AUX"):
        node = node.head
    for clause in node.lefts:
        if clause.dep_ != "advcl" or not any(word.lower_ in _WHILE for word in clause.lefts):
            continue
        led = (word for word in clause.subtree if word.dep_ == "prep" and word.lower_ != "from")
        places = {place.id: place for word in led for place in _led_to(word, taken)}
        if len(places) == 1:
            yield from places.values()


def _elsewhere(token: Token, trigger: Token) -> bool:
    """Whether a token is of a relative clause with a doer of its own: "A, whom B helped in P"."""
    while token.head != token:
        if token.dep_ == "relcl" and not over(token, trigger):
            return any(child.dep_ == "nsubj" and child.tag_ not in _WH for child in token.children)
        token = token.head
    return False


_NEARBY = 60  # words
_WHILE = frozenset({"when", "while", "as"})
_WH = frozenset({"WDT", "WP"})
_NAMED = frozenset({"PROPN", "NOUN", "X"})
_LOCATIVE = frozenset(
    "in at near around across throughout inside outside along on within over into from amid through "
    "via aboard towards toward off".split()
)
# What stands after these is ground, where it is a name that nobody knows.
_GROUND = frozenset("in at near around across throughout inside outside".split())
_AIMED = frozenset(
    "fire shoot aim look shout direct throw hurl laugh yell believe trust confidence faith belief "
    "interest anger swear jeer point interested angry".split()
)
_TOWARDS = frozenset({"to", "into", "onto", "in", "on"})
_ENTERING = frozenset("invade enter storm raid reach occupy visit besiege sweep overrun".split())
_PASSING = frozenset({"with", "against", "for", "during", "to", "of", "by"})
