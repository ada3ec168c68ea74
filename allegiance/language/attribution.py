"""Who says it: the cues of speech and belief in a parsed text, their sources and what they cover.

A rule layer over the dependency parse, with token order as the fallback where the small parser
goes astray. Sources, cues and contents are the three parts of an attribution as in PARC
(Pareti 2012) and PolNeAR (Newell et al. 2018); the grades of certainty are those of FactBank
(Sauri & Pustejovsky 2009).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, cast

from spacy.tokens import Doc, Token

from allegiance.language.cues import graded, words

Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """Somebody, or hearsay, says the content.

    `cue` and `source` are token indices (`source` is the head of a noun phrase, None for
    hearsay, whose wording is then `name`); `content` holds token spans, end exclusive.
    `certainty` and `polarity` are what the cue does to the content, not what the content says.
    `speaks` is false where the source only wants, backs or sees the content (`attitudes.py`).
    """

    cue: int
    source: int | None
    name: str | None
    verb: str
    content: tuple[tuple[int, int], ...]
    certainty: Certainty
    polarity: Polarity
    speaks: bool = True


def find_attributions(doc: Doc) -> list[Attributed]:
    """All attributions of a parsed document, in order of content, the outermost first."""
    found: dict[int, _Draft] = {}
    for draft in _drafts(doc):
        _merge(found, draft)
    for draft in _quotations(doc, found):
        _merge(found, draft)
    _part_voices(found)
    records = [_record(draft) for draft in found.values()]
    records = [record for record in records if record.content]
    return sorted(records, key=lambda a: (a.content[0][0], -_size(a.content), a.cue))


def speech() -> frozenset[str]:
    """The lemmas of the verbs that take a clause for what is said or believed."""
    return frozenset(_lexicon().clause)


@dataclass(slots=True)
class _Draft:
    cue: Token
    source: Token | None
    content: set[int]
    certainty: str = "certain"
    polarity: str = "positive"
    name: str | None = None


def _part_voices(found: dict[int, _Draft]) -> None:
    """C, S said, according to T: T's phrase is no part of what S said."""
    for outer in [draft for draft in found.values() if draft.cue.lower_ == "according"]:
        phrase = _sentence(outer.cue) - outer.content
        for inner in found.values():
            if inner.cue.i in outer.content:
                inner.content -= phrase


def _merge(found: dict[int, _Draft], draft: _Draft) -> None:
    known = found.setdefault(draft.cue.i, draft)
    if known is not draft:
        known.content |= draft.content
        known.source = known.source or draft.source


def _record(draft: _Draft) -> Attributed:
    source = None if draft.source is None else _named(draft.source)
    name = None if source is not None else (draft.name or draft.cue.text)
    return Attributed(
        cue=draft.cue.i,
        source=None if source is None else source.i,
        name=name,
        verb=draft.cue.text,
        content=trimmed(draft.cue.doc, draft.content),
        certainty=cast(Certainty, draft.certainty),
        polarity=cast(Polarity, draft.polarity),
    )


def _named(source: Token) -> Token:
    """The name where the text gives one beside the description: "a local healer, Ioreth"."""
    if source.pos_ != "NOUN":
        return source
    names = (c for c in source.rights if c.dep_ == "appos" and c.pos_ == "PROPN")
    return next(names, source)


def trimmed(doc: Doc, indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Token spans without the punctuation at their edges."""
    spans = []
    for start, end in _spans(indices):
        while start < end and (doc[start].is_punct or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
            end -= 1
        if start < end:
            spans.append((start, end))
    return tuple(spans)


def _spans(indices: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Token indices as maximal runs."""
    ordered = sorted(indices)
    if not ordered:
        return ()
    starts = [ordered[0]] + [b for a, b in pairwise(ordered) if b != a + 1]
    ends = [a + 1 for a, b in pairwise(ordered) if b != a + 1] + [ordered[-1] + 1]
    return tuple(zip(starts, ends, strict=True))


def _size(content: tuple[tuple[int, int], ...]) -> int:
    return sum(end - start for start, end in content)


# --- the lexicon, once -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    clause: dict[str, str]
    negative: frozenset[str]
    deny: frozenset[str]
    clause_only: frozenset[str]
    hearer: frozenset[str]
    bare: frozenset[str]
    question: frozenset[str]
    object: frozenset[str]
    gerund: frozenset[str]
    charge: dict[str, str]
    charge_prep: frozenset[str]
    stance_verb: frozenset[str]
    vow: frozenset[str]
    reaction: frozenset[str]
    publish: frozenset[str]
    reject: frozenset[str]
    as_verb: frozenset[str]
    noun: dict[str, str]
    event_noun: frozenset[str]
    phrase_noun: frozenset[str]
    carrier: frozenset[str]
    stance: frozenset[str]
    text: frozenset[str]
    adverb: dict[str, str]
    adjective: dict[str, str]
    verbs: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    def verbs(section: str) -> frozenset[str]:
        return words("verbs", section)

    clause = graded("verbs", "clause")
    noun = graded("nouns", "clause")
    charge = graded("verbs", "charge")
    kinds = ("negative", "question", "object", "stance_verb", "vow", "reaction", "publish")
    every = frozenset(clause) | frozenset(charge) | frozenset().union(*(verbs(k) for k in kinds))
    return _Lexicon(
        clause=clause,
        negative=verbs("negative"),
        deny=verbs("deny"),
        clause_only=verbs("clause_only"),
        hearer=verbs("hearer"),
        bare=verbs("bare"),
        question=verbs("question"),
        object=verbs("object"),
        gerund=verbs("gerund"),
        charge=charge,
        charge_prep=verbs("charge_prep"),
        stance_verb=verbs("stance_verb"),
        vow=verbs("vow"),
        reaction=verbs("reaction"),
        publish=verbs("publish"),
        reject=verbs("reject"),
        as_verb=verbs("as"),
        noun=noun,
        event_noun=words("nouns", "event"),
        phrase_noun=words("nouns", "stance_phrase"),
        carrier=words("nouns", "carrier"),
        stance=words("nouns", "stance"),
        text=words("nouns", "text"),
        adverb=graded("adverbs", "adverb"),
        adjective=graded("adverbs", "adjective"),
        verbs=every | verbs("reject") | verbs("as"),
    )


# --- one pass over the tokens ----------------------------------------------------------------


def _drafts(doc: Doc) -> Iterator[_Draft]:
    lex = _lexicon()
    for token in doc:
        pos = token.pos_
        if pos == "VERB":
            lemma = token.lemma_
            if lemma in lex.verbs:
                yield from _verb(token, lemma, lex)
            elif token.lower_ == "according":
                yield from _according(token)
            elif lemma in lex.adjective and token.dep_ == "amod":
                yield _hearsay_adjective(token, lex)
        elif pos == "NOUN" or pos == "PROPN":
            lemma = token.lemma_.lower()
            mistagged = _mistagged(token, lemma, lex) if lemma in lex.clause else None
            if mistagged is not None:
                yield mistagged
            elif lemma in lex.noun or lemma in lex.event_noun or lemma in lex.phrase_noun:
                yield from _noun(token, lemma, lex)
        elif pos == "ADV" and token.lower_ in lex.adverb:
            yield _hearsay_adverb(token, lex)
        elif pos == "ADJ" and token.lower_ in lex.adjective:
            yield _hearsay_adjective(token, lex)
        elif token.lower_ == "according":
            yield from _according(token)


def _verb(verb: Token, lemma: str, lex: _Lexicon) -> Iterator[_Draft]:
    if lemma in lex.adjective or verb.lower_ in lex.adjective:
        if verb.dep_ == "amod":
            yield _hearsay_adjective(verb, lex)
            return
    elif verb.dep_ in ("amod", "compound"):
        return
    rule = _passive if is_passive(verb) else _active
    draft = rule(verb, lemma, lex)
    if draft is not None and not own_voice(draft.source):
        yield draft


def _mistagged(token: Token, lemma: str, lex: _Lexicon) -> _Draft | None:
    """The hillmen allege that C, some claim C: where the parser took the verb for a noun."""
    clause = _mistagged_clause(token)
    before = [c for c in token.lefts if c.dep_ in ("compound", "nsubj")]
    some = [c for c in token.lefts if c.lower_ in ("some", "many", "others", "several", "most")]
    if clause is None or not (before or some):
        return None
    content = _that_clause(token, lemma, lex) or {i for i in below(clause) if i > token.i}
    return _Draft(token, (before or some)[-1], content, lex.clause[lemma])


def _mistagged_clause(token: Token) -> Token | None:
    """The clause below a verb read as a noun; above it, where the clause has a subject of its own."""
    if token.dep_ == "ROOT":
        return next((c for c in token.rights if c.dep_ in ("ccomp", "acl")), None)
    subjects = [c.i for c in token.head.lefts if c.dep_ == "nsubj"]
    second = token.dep_ == "nsubj" and subjects[-1:] != [token.i]
    return token.head if second else None


def own_voice(source: Token | None) -> bool:
    """I or we outside a quotation is the document itself; within one the speaker is found anyway."""
    return source is not None and source.lower_ in ("i", "we", "you")


# --- active verbs ----------------------------------------------------------------------------


def _active(verb: Token, lemma: str, lex: _Lexicon) -> _Draft | None:
    source = subject_of(verb)
    for rule in (_charge, _clause, _reported_object, _vow, _reaction, _parenthesis):
        draft = rule(verb, lemma, lex, source)
        if draft is not None:
            return draft
    return None


def _charge(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """S accused T of V-ing, blamed T for it: the charge is what is said."""
    if lemma not in lex.charge or lemma in lex.reaction:
        return None
    content = _charged(verb, lex)
    return _Draft(verb, source, content, lex.charge[lemma]) if content and source else None


def _charged(verb: Token, lex: _Lexicon) -> set[int]:
    preps = [c for c in _right(verb) if c.dep_ in ("prep", "dobj") for c in (c, *_late_prep(c))]
    for prep in preps:
        if prep.dep_ == "prep" and prep.lower_ in lex.charge_prep:
            content = below(prep) - {prep.i}
            if content:
                return content
    return set()


def _late_prep(noun: Token) -> list[Token]:
    """The parser hangs the of-clause of "accused T of" on T now and then."""
    if noun.dep_ != "dobj":
        return []
    inner = [c for c in noun.rights if c.dep_ == "prep"]
    return [c for c in inner if any(g.dep_ == "pcomp" for g in c.children)]


def _clause(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """S says that C, C, S said; with what negation and question make of it."""
    if lemma in lex.question and (asked := _asked(verb)):
        return _Draft(verb, source, asked, "unknown") if source else None
    grade = lex.clause.get(lemma)
    if grade is None and lemma not in lex.negative:
        return None
    content = _complement(verb, lemma, lex)
    if not content or (source is None and not _quoted_near(verb)):
        return None
    draft = _Draft(verb, source, content, grade or "certain")
    if _introduces(verb, content) in ("whether", "if"):
        draft.certainty = "unknown"
    if lemma in lex.negative:
        return _denial(draft, lemma)
    return _negated_telling(draft, lemma, lex) if _negated(verb) else draft


def _denial(draft: _Draft, lemma: str) -> _Draft:
    draft.polarity = "negative"
    if lemma == "doubt":
        draft.certainty = "probable"
    return _unsettled(draft)


def _unsettled(draft: _Draft) -> _Draft:
    """Neither confirmed nor denied, did not deny: nobody has said either way."""
    if _negated(draft.cue):
        draft.certainty, draft.polarity = "unknown", "positive"
    return draft


def _negated_telling(draft: _Draft, lemma: str, lex: _Lexicon) -> _Draft | None:
    """S does not believe that C denies C; S did not say that C leaves C to the author."""
    if lex.clause.get(lemma) in ("probable", "possible"):
        draft.polarity = "negative"
        return draft
    if lemma == "confirm" or draft.certainty == "unknown":
        draft.certainty = "unknown"
        return draft
    return None


def _reported_object(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """S confirmed the attack, denied arming T, stated its support for T, issued a video showing C."""
    if source is None:
        return None
    if lemma in lex.gerund and (gerund := _gerund(verb)):
        draft = _Draft(verb, source, gerund)
        return _settle(draft, lemma, lex)
    noun = _object(verb)
    if noun is None:
        return None
    head = noun.lemma_.lower()
    if lemma in lex.publish:
        return _published(verb, noun, head, lex, source)
    if lemma in lex.reject and (head in lex.noun or head in lex.event_noun):
        claimed = {i for i in below(noun) if i > noun.i}
        draft = _Draft(verb, source, claimed, "certain", "negative")
        return _unsettled(draft)
    if lemma in lex.stance_verb and head in lex.stance and not _that_child(noun):
        return _Draft(verb, source, extended(verb, noun) | _clause_behind(verb, noun))
    if head == "responsibility":
        return _Draft(verb, source, _responsible(verb, noun), "possible")
    if lemma in lex.object and not _refused(verb, noun):
        return _settle(_Draft(verb, source, extended(verb, noun)), lemma, lex)
    return None


def extended(verb: Token, noun: Token) -> set[int]:
    """A noun phrase with the prepositions behind it that the parser hung on the verb."""
    content = below(noun)
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            content -= below(child)
    for child in verb.rights:
        if child.dep_ in ("prep", "dative") and child.left_edge.i == max(content) + 1:
            content |= below(child)
    return content


def _clause_behind(verb: Token, noun: Token) -> set[int]:
    """What a stance is about where something stands between: "expressed concern often that C"."""
    clauses = (child for child in verb.rights if child.dep_ == "ccomp" and child.i > noun.i)
    marked = (c for c in clauses if any(m.dep_ == "mark" and m.lower_ == "that" for m in c.lefts))
    return set().union(*(below(clause) for clause in marked))


def _settle(draft: _Draft, lemma: str, lex: _Lexicon) -> _Draft | None:
    if lemma in lex.deny:
        draft.polarity = "negative"
        return _unsettled(draft)
    draft.certainty = lex.clause.get(lemma, "certain")
    return _negated_telling(draft, lemma, lex) if _negated(draft.cue) else draft


def _responsible(verb: Token, noun: Token) -> set[int]:
    preps = [c for head in (noun, verb) for c in head.rights if c.lower_ == "for"]
    return set().union(*(below(p) - {p.i} for p in preps))


def _refused(verb: Token, noun: Token) -> bool:
    """S denied T entry, or claimed a hill: nothing is said."""
    double = any(c.dep_ == "dative" for c in verb.children)
    withheld = noun.lower_ in ("entry", "access", "haven", "passage", "permission", "visa", "visas")
    thing = noun.pos_ != "NOUN" or noun.lemma_ in ("life", "victim", "territory", "credit", "area")
    return double or withheld or thing


def _gerund(verb: Token) -> set[int]:
    for child in _right(verb):
        if child.dep_ in ("xcomp", "ccomp") and (_first(child).tag_ == "VBG"):
            return below(child)
    return set()


def _published(verb: Token, noun: Token, head: str, lex: _Lexicon, source: Token) -> _Draft | None:
    if head not in lex.text:
        return None
    rest = below(noun) - {noun.i, *(t.i for t in noun.lefts)}
    if any(c.dep_ == "acl" and c.lemma_ in lex.clause for c in noun.rights) or _that_child(noun):
        return None
    clauses = [c for c in _right(verb) if c.dep_ in ("advcl", "ccomp", "xcomp")]
    content = rest.union(*(below(c) for c in clauses if c.tag_ == "VBG" or c.dep_ == "ccomp"))
    return _Draft(verb, source, content) if len(content) > 2 else None


def _vow(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """S vowed to V, plans to V: S's own word about what S will do (ruling 6)."""
    if lemma not in lex.vow or source is None or _negated(verb):
        return None
    for child in _right(verb):
        if child.dep_ in ("xcomp", "ccomp", "advcl") and infinitive(child):
            return _Draft(verb, source, below(child))
    return None


def _reaction(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """S condemned the attack on T: the condemning is told by the text, the attack by S."""
    if lemma not in lex.reaction or source is None or verb.dep_ == "xcomp":
        return None
    noun = _object(verb)
    told = noun if noun is not None and noun.pos_ == "NOUN" else None
    content = extended(verb, told) if told is not None else set()
    for prep in _right(verb):
        if prep.dep_ == "prep" and prep.lower_ in ("for", "on"):
            content |= below(prep) - {prep.i}
    return _Draft(verb, source, content) if content else None


def _parenthesis(verb: Token, lemma: str, lex: _Lexicon, source: Token | None) -> _Draft | None:
    """As S writes, C; C, as S put it."""
    if lemma not in lex.as_verb or source is None or not _as_clause(verb):
        return None
    own = below(verb)
    content = _sentence(verb) - own
    return _Draft(verb, source, content, lex.clause.get(lemma, "certain")) if content else None


def _as_clause(verb: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep") for c in verb.lefts)


# --- passive verbs ---------------------------------------------------------------------------


def is_passive(verb: Token) -> bool:
    if verb.tag_ != "VBN" and verb.tag_ != "VBD":
        return False
    deps = [c.dep_ for c in verb.children]
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    return verb.dep_ == "acl" and "nsubj" not in deps and verb.tag_ == "VBN"


def _passive(verb: Token, lemma: str, lex: _Lexicon) -> _Draft | None:
    source = agent_of(verb)
    subject = subject_of(verb)
    name = _wording(verb, subject)
    grade = lex.clause.get(lemma) or lex.charge.get(lemma)
    if _as_clause(verb):
        return _Draft(verb, source, _sentence(verb) - below(verb), grade or "certain", name=name)
    if lemma in lex.charge and (content := _charged(verb, lex)):
        own = set() if subject is None else below(subject)
        return _Draft(verb, source, content | own, lex.charge[lemma], name=name)
    if grade is None and lemma not in lex.negative:
        return None
    content = _raised(verb, subject) or _impersonal(verb, lemma, lex, subject)
    if not content:
        return None
    draft = _Draft(verb, source, content, grade or "certain", name=name)
    if lemma in lex.negative:
        return _denial(draft, lemma)
    return _negated_telling(draft, lemma, lex) if _negated(verb) else draft


def _raised(verb: Token, subject: Token | None) -> set[int]:
    """T is believed to V: T and what T is believed to do."""
    if verb.lemma_ == "suppose":
        return set()
    for child in _right(verb):
        if child.dep_ in ("xcomp", "ccomp", "advcl") and infinitive(child):
            if verb.dep_ == "acl":
                return below(child) | (below(verb.head) - below(verb))
            return below(child) | (set() if subject is None else below(subject))
    return set()


def _impersonal(verb: Token, lemma: str, lex: _Lexicon, subject: Token | None) -> set[int]:
    """It was reported that C; T was told that C; C, it was said."""
    content = _complement(verb, lemma, lex)
    return content if subject is not None or verb.dep_ == "parataxis" else set()


def agent_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _wording(verb: Token, subject: Token | None) -> str:
    """The cue phrase as the text has it: "it was reported", "is believed"."""
    helpers = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg", "advmod")]
    start = min((c.i for c in helpers), default=verb.i)
    if subject is not None and subject.lower_ == "it" and subject.i < start:
        start = subject.i
    return str(verb.doc[start : verb.i + 1].text)


# --- what a verb covers ----------------------------------------------------------------------


def _complement(verb: Token, lemma: str, lex: _Lexicon) -> set[int]:
    """The tokens of what is said: a clause to the right, else the clause that the cue closes."""
    return (
        _that_clause(verb, lemma, lex)
        or _right_clause(verb, lemma, lex)
        or (_left_clause(verb) if lemma not in lex.clause_only or _comma(verb) else set())
    )


def _that_clause(verb: Token, lemma: str, lex: _Lexicon) -> set[int]:
    """From "that" on, wherever the parser hung the clause."""
    that = _that_after(verb, hearer=lemma in lex.hearer)
    if that is None:
        return set()
    head = _clause_of(that, verb)
    end = head.right_edge.i + 1 if head is not None else _clause_end(that)
    return set(range(that.i + 1, min(max(end, that.i + 2), that.sent.end)))


def _that_after(cue: Token, *, hearer: bool = False) -> Token | None:
    doc = cue.doc
    stop = min(cue.sent.end, cue.i + (9 if hearer else 6))
    for i in range(cue.i + 1, stop):
        token = doc[i]
        if token.lower_ in ("that", "whether") and token.dep_ != "det":
            return token
        if token.pos_ in ("VERB", "AUX") or token.lower_ in ("and", "but", "who", "which"):
            return None
        if not hearer and token.pos_ in ("NOUN", "PROPN") and not _time_like(token):
            in_phrase = any(a.dep_ == "prep" for a in token.ancestors if a.i > cue.i)
            if not in_phrase:
                return None
    return None


def _time_like(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.dep_ == "npadvmod"


def _clause_of(that: Token, cue: Token) -> Token | None:
    """The clause that "that" opens: its head, where the parser put it below or beside the cue."""
    head = that.head
    if head.i > that.i and head.pos_ in ("VERB", "AUX") and not cue.is_ancestor(head):
        return head if head.i - that.i < 12 and not head.is_ancestor(cue) else None
    while head.i > that.i and head.head.i > that.i and head.head != head:
        if head.dep_ in ("ccomp", "acl", "relcl", "advcl"):
            break
        head = head.head
    if head.i <= that.i or head.is_ancestor(cue):
        return None
    return head


def _clause_end(start: Token) -> int:
    """Where a clause that the parser lost ends: at a semicolon or the end of the sentence."""
    sent = start.sent
    for token in start.doc[start.i : sent.end]:
        if token.text in (";", "”"):
            return int(token.i)
    end = int(sent.end)
    return end - 1 if start.doc[end - 1].is_punct else end


# S believes T to be an ally
_HELD = ("believe", "think", "suspect", "report", "claim", "assume", "understand", "presume")


def _has_subject(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.lefts)


def _right_clause(verb: Token, lemma: str, lex: _Lexicon) -> set[int]:
    for child in _right(verb):
        small = lemma in lex.clause_only and child.pos_ not in ("VERB", "AUX")
        held = not infinitive(child) or (lemma in _HELD and _has_subject(child))
        if child.dep_ == "ccomp" and not small and held:
            return below(child) | (_lost_subject(child) if lemma in lex.hearer else set())
    if lemma in lex.bare:
        for child in _right(verb):
            if (
                child.dep_ in ("dobj", "npadvmod", "oprd")
                and child.right_edge.i > child.left_edge.i
            ):
                mine = below(child)
                if child.pos_ in ("NOUN", "PROPN") and len(mine) > 2 and child != _inverted(verb):
                    return mine
    return set()


def _lost_subject(clause: Token) -> set[int]:
    """told the council Rohan was ...: the name that the parser took for part of the hearer."""
    start = clause.left_edge.i
    first = start
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in clause.children):
        return set()
    while first > 0 and clause.doc[first - 1].pos_ == "PROPN":
        first -= 1
    return set(range(first, start))


def _left_clause(verb: Token) -> set[int]:
    """C, S said: what comes before in the sentence; or around it, where the cue interrupts."""
    own = _cue_phrase(verb)
    start = min(own)
    if verb.dep_ == "parataxis":
        return _since_quote(verb, start, _spoken_around(verb) - own)
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX"):
            begin = verb.sent.start if _closes(verb, own) else child.left_edge.i
            return _since_quote(verb, start, set(range(begin, start)) - own)
    if infinitive(verb) or verb.dep_ in ("xcomp", "pcomp"):
        return set()
    if _closes(verb, own) and _comma(verb) and not _concedes(verb):
        return _since_quote(verb, start, _with_verb(verb.doc, set(range(verb.sent.start, start))))
    if _closes(verb, own) and start == verb.sent.start:
        return _sentence_before(verb, start)
    if _interrupts(verb, own):
        return _sentence(verb) - own
    return set()


def _concedes(verb: Token) -> bool:
    """ "C, although S denied it": the text itself says C."""
    return any(c.dep_ == "mark" and c.lower_ in ("although", "though") for c in verb.lefts)


def _since_quote(verb: Token, start: int, content: set[int]) -> set[int]:
    """Where the cue stands behind a quotation, no more than the quotation."""
    doc = verb.doc
    if start == 0 or doc[start - 1].text not in (*_CLOSERS, '"'):
        return content
    for i in range(start - 2, max(-1, start - 200), -1):
        if doc[i].text in (*_OPENERS, '"'):
            return {k for k in content if k > i}
    return content


def _with_verb(doc: Doc, content: set[int]) -> set[int]:
    """ "In the past week, the riders held": no clause before the comma, so nothing is said."""
    return content if any(doc[i].pos_ in ("VERB", "AUX") for i in content) else set()


def _sentence_before(verb: Token, start: int) -> set[int]:
    """C, director Navy Capt. | S said: the parser ended a sentence at an abbreviation."""
    doc = verb.doc
    stop = start - 1
    if stop < 2 or doc[stop].text[-1] != "." or len(verb.sent) > 8:
        return set()
    titled = len(doc[stop].text) > 1 or (doc[stop - 1].is_title and len(doc[stop - 1].text) < 6)
    commas = [t.i for t in doc[stop].sent if t.text == ","]
    return set(range(doc[stop].sent.start, commas[-1])) if titled and commas else set()


def _spoken_around(verb: Token) -> set[int]:
    """The clause that a parenthetic cue stands in, without a clause that has its own cue."""
    host = verb.head
    content = below(host)
    for child in host.children:
        cued = child != verb and any(c.dep_ == "parataxis" for c in child.children)
        if cued or (child.lower_ == "according" and child.i > verb.i):
            content -= below(child)
    return content


def _cue_phrase(verb: Token) -> set[int]:
    """The cue with its subject and helpers, but not what it covers."""
    skip = ("ccomp", "parataxis", "conj", "cc", "punct", "xcomp")
    own = {verb.i}
    for child in verb.children:
        if child.dep_ not in skip and (child.i > verb.i or child.dep_ not in ("advcl", "prep")):
            own |= below(child)
    return own


def _closes(verb: Token, own: set[int]) -> bool:
    """Nothing but punctuation follows the cue phrase in its sentence."""
    rest = verb.doc[max(own) + 1 : verb.sent.end]
    return all(t.is_punct or t.is_space for t in rest)


def _comma(verb: Token) -> bool:
    """A comma or a closing quotation mark stands right before the cue phrase."""
    start = min(_cue_phrase(verb))
    return start > verb.sent.start and verb.doc[start - 1].text in _BREAKS


def _interrupts(verb: Token, own: set[int]) -> bool:
    """, S said, in the middle of a sentence."""
    doc, start, end = verb.doc, min(own), max(own) + 1
    if not (verb.sent.start < start and end < verb.sent.end):
        return False
    return doc[start - 1].text in _BREAKS and doc[end].text == "," and len(own) < 9


def _introduces(verb: Token, content: set[int]) -> str:
    first = min(content)
    before = verb.doc[first - 1].lower_ if first else ""
    here = verb.doc[first].lower_
    return before if before in ("whether", "if") else here


def _asked(verb: Token) -> set[int]:
    """The clause after whether or if."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 7, verb.sent.end)]:
        if token.lower_ in ("whether", "if"):
            head = token.head
            sound = head.i > token.i and verb.is_ancestor(head)
            end = head.right_edge.i + 1 if sound else 0
            return set(range(token.i + 1, max(end, _clause_end(token))))
    return set()


# --- sources ---------------------------------------------------------------------------------


# A verb in one of these places has its subject further up.
_UPWARD = ("conj", "xcomp", "advcl", "aux", "auxpass", "ccomp", "pcomp", "prep", "dep")


def subject_of(verb: Token) -> Token | None:
    """Who does the telling: the subject, found through coordination, control and relatives."""
    beside = _beside(verb) or _between_quotes(verb)
    if beside is not None:
        return beside
    node = verb
    for _ in range(6):
        for child in node.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return _antecedent(child, node)
        if node == verb and (after := _inverted(verb)) is not None:
            return after
        if node.dep_ in ("relcl", "acl"):
            return _author(node.head)
        if node.dep_ == "xcomp" and (controlled := _object(node.head)) is not None:
            return controlled
        if node.dep_ in _UPWARD:
            node = node.head
            continue
        return None
    return None


def _author(noun: Token) -> Token:
    """Who speaks through a text: the S of "S sent a letter saying that C"."""
    if noun.lemma_ in _lexicon().text and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        return subject_of(noun.head) or noun
    return noun


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _beside(verb: Token) -> Token | None:
    """A healer from the ford, Ioreth, said that: the name between the commas is the speaker's."""
    doc, i = verb.doc, verb.i
    if not (2 < i < len(doc) - 1 and doc[i - 1].text == "," and doc[i + 1].lower_ == "that"):
        return None
    start = i - 2
    while start > 0 and doc[start].pos_ == "PROPN":
        start -= 1
    return doc[i - 2] if start < i - 2 and doc[start].text == "," else None


def _between_quotes(verb: Token) -> Token | None:
    """ "C," said S, "C": the subject is behind the cue, whatever the parser found in the quotation."""
    doc, i = verb.doc, verb.i
    if i == 0 or i + 1 >= len(doc) or doc[i - 1].text not in (*_CLOSERS, '"'):
        return None
    return _phrase_head(doc[i + 1]) if doc[i + 1].pos_ in ("PROPN", "DET", "NOUN") else None


def _inverted(verb: Token) -> Token | None:
    """said Denethor: a name right behind the cue that the parser took for an object."""
    doc, i = verb.doc, verb.i + 1
    before = doc[verb.i - 1].text if verb.i else ""
    if before not in _BREAKS or i >= len(doc):
        return None
    while i < len(doc) and i < verb.i + 3 and doc[i].text == ".":
        i += 1
    if i < len(doc) and doc[i].pos_ in ("PROPN", "PRON", "DET", "NOUN", "ADJ"):
        return _phrase_head(doc[i])
    return None


def _phrase_head(token: Token) -> Token:
    """The head of the noun phrase that a token begins."""
    while token.dep_ in ("compound", "det", "amod", "poss", "nummod", "nmod") and (
        token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    ):
        token = token.head
    return token


# --- according to, nouns, adverbs ------------------------------------------------------------


def _according(token: Token) -> Iterator[_Draft]:
    """According to S: covers its clause; the whole sentence where it opens or closes it."""
    doc, i = token.doc, token.i + 1
    if i + 1 >= len(doc) or doc[i].lower_ != "to":
        return
    named = next((c for c in doc[i].children if c.dep_ == "pobj"), None)
    source = _phrase_head(doc[i + 1]) if named is None else named
    if source.lower_ in ("plan", "schedule", "law", "need"):
        return
    own = set(range(token.i, max(_noun_end(source), i + 2)))
    yield _Draft(token, source, _clause_around(token, own))


def _noun_end(noun: Token) -> int:
    """Where a noun phrase ends, counting no later clause that the parser hung on it."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in ("prep", "relcl", "acl", "compound", "poss", "case", "nummod") or (
            child.dep_ in ("appos", "conj") and child.pos_ in ("NOUN", "PROPN")
        ):
            end = max(end, child.right_edge.i + 1)
    return int(end)


def _clause_around(token: Token, own: set[int]) -> set[int]:
    sent = token.sent
    opens = token.i - sent.start <= 1
    rest = token.doc[max(own) + 1 : sent.end]
    closes = all(t.is_punct or t.is_space for t in rest)
    if opens or closes:
        return set(range(sent.start, sent.end)) - own
    node = token
    while node.head != node and node.dep_ not in _CLAUSES:
        node = node.head
    return (below(node) if node != token else _sentence(token)) - own


def _noun(noun: Token, lemma: str, lex: _Lexicon) -> Iterator[_Draft]:
    if _in_view_of(noun, lemma, lex):
        yield from _view(noun)
        return
    if _rejected(noun, lex):
        return
    content = _noun_clause(noun, lemma, lex)
    if not content:
        return
    if lemma == "denial":
        yield _Draft(noun, _noun_source(noun, lex), content, "certain", "negative")
        return
    source = _noun_source(noun, lex)
    if own_voice(source):
        return
    certainty = lex.noun.get(lemma, "certain")
    if _doubted(noun):
        certainty = "unknown"
    yield _Draft(noun, source, content, certainty, name=_noun_wording(noun))


def _holder(noun: Token) -> Token | None:
    """Whose view or words: the possessor, or the name behind "of"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _in_view_of(noun: Token, lemma: str, lex: _Lexicon) -> bool:
    prep = noun.head
    return (
        lemma in lex.phrase_noun
        and noun.dep_ == "pobj"
        and prep.lower_ in ("in", "by")
        and _holder(noun) is not None
    )


def _view(noun: Token) -> Iterator[_Draft]:
    """In S's view, C; in the words of S."""
    source = _holder(noun)
    if source is not None and source.lower_ not in ("my", "our", "your"):
        own = below(noun.head)
        prep = noun.head
        content = _clause_around(prep, own) - own
        yield _Draft(noun, source, content, "certain" if noun.lemma_ != "view" else "probable")


def _rejected(noun: Token, lex: _Lexicon) -> bool:
    """S denied claims that C: the denial, found at its verb, already covers C."""
    return noun.dep_ == "dobj" and noun.head.lemma_ in lex.reject


def _noun_clause(noun: Token, lemma: str, lex: _Lexicon) -> set[int]:
    """The that-clause of a noun, the copular one ("the story is that C"), or its event."""
    if lemma in lex.noun:
        clause = _that_child(noun)
        if clause is not None:
            mark = next((c for c in clause.lefts if c.lower_ == "that"), clause.left_edge)
            return set(range(mark.i + 1, clause.right_edge.i + 1))
        that = _that_next(noun)
        if that is not None:
            return set(range(that.i + 1, _clause_end(that)))
        if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
            that = _that_after(noun.head)
            if that is not None:
                return set(range(that.i + 1, _clause_end(that)))
    if lemma in lex.event_noun:
        return _event(noun)
    return set()


def _that_child(noun: Token) -> Token | None:
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "appos") and any(
            c.lower_ == "that" and c.dep_ == "mark" for c in child.lefts
        ):
            return child
    return None


def _that_next(noun: Token) -> Token | None:
    """ "that" as a conjunction right behind the noun, or behind its "by S", "of S"."""
    doc, i = noun.doc, noun.i + 1
    for prep in noun.rights:
        if prep.dep_ == "prep" and prep.i == i and prep.lower_ in ("by", "from", "of", "among"):
            i = prep.right_edge.i + 1
    i = min(i, len(doc) - 1)
    token = doc[i]
    return token if token.lower_ == "that" and token.tag_ == "IN" else None


def _event(noun: Token) -> set[int]:
    for prep in noun.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "about"):
            return below(prep) - {prep.i}
    return set()


def _noun_source(noun: Token, lex: _Lexicon) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return child
    for prep in noun.rights:
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from", "among"):
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in ("of", "to", "with", "under"):
        verb = verb.head
    elif noun.dep_ not in ("dobj", "attr"):
        return _of_source(noun)
    if verb.lemma_ in lex.carrier and verb.pos_ in ("VERB", "AUX"):
        subject = subject_of(verb)
        expletive = any(c.dep_ == "expl" for c in verb.children)
        return None if expletive or subject is None or subject.lower_ == "it" else subject
    return None


def _of_source(noun: Token) -> Token | None:
    """The view of analysts that C: whoever stands behind "of", where a that-clause follows."""
    for prep in noun.rights:
        if prep.dep_ == "prep" and prep.lower_ == "of" and _that_child(noun) is not None:
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    return None


def _doubted(noun: Token) -> bool:
    """No confirmed reports that C."""
    return any(c.lower_ in ("no", "unconfirmed", "conflicting") for c in noun.lefts)


def _noun_wording(noun: Token) -> str:
    start = noun.left_edge.i
    end = noun.i + 1
    head = noun.head
    if noun.dep_ == "nsubj" and head.lemma_ == "be" and head.i == noun.i + 1:
        end = head.i + 1
    return str(noun.doc[start:end].text)


def _hearsay_adverb(adverb: Token, lex: _Lexicon) -> _Draft:
    """reportedly, allegedly: covers the clause or phrase it stands in."""
    head = adverb.head
    content = _scope(head) - {adverb.i}
    return _Draft(adverb, None, content, lex.adverb[adverb.lower_])


def _scope(head: Token) -> set[int]:
    """A head with what hangs on it, but not a coordinated clause with a subject of its own."""
    content = below(head)
    for child in head.children:
        own = child.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        if own or child.dep_ == "parataxis":
            content -= below(child)
    return content


def _hearsay_adjective(adjective: Token, lex: _Lexicon) -> _Draft:
    """alleged support, suspected members: covers the noun phrase."""
    content = below(adjective.head) - {adjective.i}
    grade = lex.adjective.get(adjective.lower_, "certain")
    return _Draft(adjective, None, content, grade)


# --- quotations ------------------------------------------------------------------------------

_OPENERS = ("“", "«", "``")
_CLOSERS = ("”", "»", "''")
_BREAKS = (",", '"', "”", "''", "»", "—", "–", "-", "?", "!", "’", "'")
_CLAUSES = ("ROOT", "ccomp", "relcl", "advcl", "conj", "parataxis", "acl")


@dataclass(frozen=True, slots=True)
class Quote:
    begin: int
    end: int
    continued: bool


def quotes(doc: Doc) -> list[Quote]:
    """Quoted spans, marks included; a mark left open at the end of a paragraph closes there."""
    found: list[Quote] = []
    begin: int | None = None
    carried = False
    for token in doc:
        text = token.text
        if begin is None:
            if text in _OPENERS or (text == '"' and _opens(token)):
                begin = token.i
        elif text in _CLOSERS or text == '"':
            found.append(Quote(begin, token.i + 1, carried))
            begin, carried = None, False
        elif token.is_space and "\n" in text and _reopens(token):
            found.append(Quote(begin, token.i, carried))
            begin, carried = None, True
        elif token.is_space and text.count("\n") > 1:
            found.append(Quote(begin, token.i, carried))
            begin, carried = None, False
    return found


def _opens(token: Token) -> bool:
    """A straight mark opens where something other than a space follows it."""
    return not token.whitespace_ or token.i == 0 or bool(token.nbor(-1).whitespace_)


def _reopens(token: Token) -> bool:
    i = token.i + 1
    return i < len(token.doc) and token.doc[i].text in (*_OPENERS, '"')


def _quotations(doc: Doc, found: dict[int, _Draft]) -> Iterator[_Draft]:
    """Who speaks each quotation, and each statement that "S said:" introduces."""
    yield from _statements(doc)
    previous: Quote | None = None
    speaker: _Draft | None = None
    for quote in quotes(doc):
        if previous is not None and speaker is not None and _goes_on(doc, previous, quote):
            draft: _Draft | None = speaker
        else:
            draft = _speaker(doc, quote, found)
        if draft is not None:
            inside = set(range(quote.begin + 1, quote.end))
            speaker = _Draft(draft.cue, draft.source, inside, draft.certainty, draft.polarity)
            yield speaker
        else:
            speaker = None
        previous = quote


def _goes_on(doc: Doc, previous: Quote, quote: Quote) -> bool:
    """The same voice: a reopened paragraph, or "...," S said. "..." in one paragraph."""
    if quote.continued:
        return True
    between = doc[previous.end : quote.begin]
    if len(between) > 30 or any(t.is_space and "\n" in t.text for t in between):
        return False
    stops = [t for t in between if t.text in (".", ",", ":")]
    return bool(stops) and stops[-1].i == quote.begin - 1 and len(stops) <= 6 and _whole(doc, quote)


def _whole(doc: Doc, quote: Quote) -> bool:
    """A quotation that is a sentence of its own, not a few borrowed words."""
    inside = doc[quote.begin + 1 : quote.end]
    return len(inside) > 3 and (inside[0].is_title or inside[0].text == "I")


def _speaker(doc: Doc, quote: Quote, found: dict[int, _Draft]) -> _Draft | None:
    covering = [d for d in found.values() if quote.begin + 1 in d.content and d.cue.pos_ == "VERB"]
    if covering and _whole(doc, quote):
        return min(covering, key=lambda d: len(d.content))
    return _cue_behind(doc, quote) or _cue_before(doc, quote)


def _cue_behind(doc: Doc, quote: Quote) -> _Draft | None:
    """ "C," S said; "C," said S; "C." S said."""
    ended = doc[quote.end - 2].text if quote.end - quote.begin > 2 else ""
    follows = quote.end < len(doc) and doc[quote.end].text == ","
    if ended not in (",", "?", "!", ".", "…", "—") and not follows:
        return None
    lex = _lexicon()
    for token in doc[quote.end : quote.end + 18]:
        if token.text in (*_OPENERS, '"', ";", ":") or (token.is_space and "\n" in token.text):
            return None
        if token.text == "." and token.i > quote.end:
            return None
        if token.pos_ in ("VERB", "AUX") and _speaks(token, lex):
            if ended == "." and _that_after(token) is not None:
                return None
            source = _subject_outside(token, quote)
            return _Draft(token, source, set()) if source is not None else None
    return None


def _cue_before(doc: Doc, quote: Quote) -> _Draft | None:
    """S said: "C"; S said, "C"."""
    lex = _lexicon()
    start = max(0, quote.begin - 14)
    lead = doc[quote.begin - 1].text if quote.begin else ""
    if lead not in (",", ":", "that") and not (quote.begin and doc[quote.begin - 1].is_space):
        return None
    for i in range(quote.begin - 1, start - 1, -1):
        token = doc[i]
        if token.text in (".", ";", *_CLOSERS, '"'):
            return None
        if token.pos_ == "VERB" and _speaks(token, lex):
            source = _subject_outside(token, quote)
            return _Draft(token, source, set()) if source is not None else None
    return None


def _speaks(token: Token, lex: _Lexicon) -> bool:
    lemma = token.lemma_
    return lemma in lex.clause and lemma not in lex.clause_only


def _subject_outside(verb: Token, quote: Quote) -> Token | None:
    subject = subject_of(verb)
    if subject is not None and not quote.begin <= subject.i < quote.end:
        return None if own_voice(subject) else subject
    return _nearest_name(verb, quote)


def _nearest_name(verb: Token, quote: Quote) -> Token | None:
    """The noun phrase between the quotation and the cue, else the one right behind the cue."""
    doc = verb.doc
    between = doc[quote.end : verb.i] if verb.i >= quote.end else doc[max(0, verb.i - 6) : verb.i]
    for token in reversed(list(between)):
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            return token
    for token in doc[verb.i + 1 : verb.i + 5]:
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            return _phrase_head(token)
    return None


def _statements(doc: Doc) -> Iterator[_Draft]:
    """ "S said:" on a line of its own gives S every paragraph that follows, up to the next voice."""
    heads = [t for t in doc if t.text == ":" and _ends_line(t)]
    cues = [(colon, cue) for colon in heads if (cue := _line_cue(colon)) is not None]
    for n, (colon, cue) in enumerate(cues):
        source = subject_of(cue) or _named_before(cue)
        if source is None or own_voice(source):
            continue
        end = _line_start(cues[n + 1][0]) if n + 1 < len(cues) else len(doc)
        body = range(colon.i + 1, end)
        first = next((i for i in body if not doc[i].is_space), None)
        if first is not None and doc[first].text not in (*_OPENERS, '"'):
            yield _Draft(cue, source, set(body))


def _named_before(cue: Token) -> Token | None:
    """The name right before a cue, where the parser hung it elsewhere."""
    before = cue.doc[cue.i - 1] if cue.i else cue
    return before if before.pos_ in ("PROPN", "NOUN", "PRON") else None


def _ends_line(colon: Token) -> bool:
    i = colon.i + 1
    return i < len(colon.doc) and colon.doc[i].is_space and "\n" in colon.doc[i].text


def _line_cue(colon: Token) -> Token | None:
    lex = _lexicon()
    for i in range(colon.i - 1, max(-1, colon.i - 15), -1):
        token = colon.doc[i]
        if token.is_space and "\n" in token.text:
            return None
        if token.pos_ == "VERB" and _speaks(token, lex):
            return token
    return None


def _line_start(token: Token) -> int:
    for i in range(token.i - 1, -1, -1):
        if token.doc[i].is_space and "\n" in token.doc[i].text:
            return i + 1
    return 0


# --- small questions about tokens ------------------------------------------------------------


def below(token: Token) -> set[int]:
    return {t.i for t in token.subtree}


def _sentence(token: Token) -> set[int]:
    return set(range(token.sent.start, token.sent.end))


def _right(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.i > verb.i]


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ in ("dobj", "attr", "oprd")), None)


def _first(clause: Token) -> Token:
    """The leftmost helper of a verb, or the verb itself: "having" of "having armed"."""
    return next((c for c in clause.lefts if c.dep_ in ("aux", "auxpass")), clause)


def infinitive(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.lefts)


def _negated(verb: Token) -> bool:
    """not, never, neither, nor before the verb, also shared through coordination."""
    if any(c.dep_ == "neg" or c.lower_ in ("neither", "nor", "never") for c in verb.children):
        return True
    if any(c.dep_ == "nsubj" and _none(c) for c in verb.children):
        return True
    if verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
        head = verb.head
        joined = any(c.lower_ in ("nor", "or") for c in head.children if c.dep_ == "cc")
        return joined and _negated(head)
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ("decline", "refuse", "fail")


def _none(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none") or any(
        c.lower_ in ("no", "neither") for c in subject.children
    )


def _quoted_near(verb: Token) -> bool:
    return verb.i > 0 and verb.doc[verb.i - 1].text in _BREAKS
