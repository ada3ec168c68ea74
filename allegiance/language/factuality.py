"""How certainly: what the words around a verb, noun or adjective do to the event that it tells.

A handful of small questions (negated? under a modal? tried, planned, asked for, begun, ended?)
asked of the trigger and of everything that governs it, up to the first clause that stands for
itself. Grades and time status follow FactBank (Sauri & Pustejovsky 2009); grades combine by the
weakest. What a speaker's cue does ("alleged that") is the business of attribution.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from spacy.tokens import Token

from allegiance.language.cues import graded, words

Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
TimeStatus = Literal["past", "ongoing", "future", "hypothetical"]
Phase = Literal["starts", "strengthens", "holds", "weakens", "ends"]


@dataclass(frozen=True, slots=True)
class Factuality:
    """Whether an event is told as so, how surely, when, and at which stage (None: not told)."""

    polarity: Polarity
    certainty: Certainty
    time_status: TimeStatus
    phase: Phase | None


def assess(trigger: Token) -> Factuality:
    """The factuality of what a verb, noun or adjective tells in its sentence."""
    view = _View()
    lex = _lexicon()
    if trigger.pos_ in _VERBAL and trigger.dep_ not in _NOMINAL:
        _climb(trigger, view, lex)
    else:
        _nominal(trigger, view, lex)
    return Factuality(
        polarity="negative" if view.negative else "positive",
        certainty=cast(Certainty, _GRADES[view.grade]),
        time_status=cast(TimeStatus, view.time or "ongoing"),
        phase=cast("Phase | None", view.phase),
    )


_GRADES = ("certain", "probable", "possible", "unknown")
_GRADE = {name: rank for rank, name in enumerate(_GRADES)}
_VERBAL = ("VERB", "AUX")
# A participle in one of these places tells its event as a noun or adjective does.
_NOMINAL = ("amod", "compound", "nsubj", "nsubjpass", "attr", "appos", "poss")


@dataclass(slots=True)
class _View:
    """What has been learnt so far on the way up; an answer once given is not overwritten."""

    negative: bool = False
    grade: int = 0
    time: str | None = None
    phase: str | None = None

    def weaken(self, grade: str, time: str | None = None) -> None:
        self.grade = max(self.grade, _GRADE[grade])
        if time is not None and self.time in (None, "ongoing"):
            self.time = time

    def hypothetical(self) -> None:
        self.grade, self.time = _GRADE["unknown"], "hypothetical"

    def dated(self, time: str | None) -> None:
        self.time = self.time or time

    def staged(self, phase: str | None) -> None:
        self.phase = self.phase or phase


# --- the lexicon, once -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    modal: dict[str, str]
    adjective: dict[str, str]
    modifier: dict[str, str]
    adverb: dict[str, str]
    negation: frozenset[str]
    governor: dict[str, str]
    belief: frozenset[str]
    prevent: frozenset[str]
    appeal: frozenset[str]
    noun: dict[str, str]
    conjunction: frozenset[str]
    light: frozenset[str]
    occur: frozenset[str]
    aspect: dict[str, str]
    announce: frozenset[str]
    particle: dict[str, str]
    stage: dict[str, str]
    stage_adverb: dict[str, str]


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(
        modal=graded("modality", "modal"),
        adjective=graded("modality", "adjective"),
        modifier=graded("adverbs", "adjective") | graded("modality", "modifier"),
        adverb=graded("adverbs", "adverb") | graded("modality", "adverb"),
        negation=words("modality", "negation"),
        governor=graded("modality", "governor"),
        belief=words("modality", "belief"),
        prevent=words("modality", "governor", "prevent"),
        appeal=words("modality", "governor", "appeal"),
        noun=graded("modality", "noun"),
        conjunction=words("modality", "conjunction"),
        light=words("modality", "light"),
        occur=words("modality", "occur"),
        aspect=graded("aspect", "verb"),
        announce=words("aspect", "announce"),
        particle=graded("aspect", "particle"),
        stage=graded("aspect", "modifier"),
        stage_adverb=graded("aspect", "adverb"),
    )


# --- one clause ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Clause:
    """What one verb says by its own helpers: negation, modal, tense, conjunction."""

    negated: bool = False
    modal: str | None = None
    time: str | None = None
    conditional: bool = False
    over: bool = False


def _own(verb: Token, view: _View, lex: _Lexicon) -> _Clause:
    """Reads a verb's helpers; hedges and stages go straight into the view."""
    clause = _Clause()
    helpers: list[str] = []
    for child in verb.children:
        dep, word = child.dep_, child.lower_
        if dep == "aux" or dep == "auxpass":
            helpers.append(word)
            grade = lex.modal.get(word)
            if grade is not None and child.tag_ == "MD":
                clause.modal = word
            clause.negated ^= any(c.dep_ == "neg" for c in child.children)
        elif dep == "neg" or word in ("neither", "nor", "hardly", "scarcely", "barely"):
            if _no_longer(child):
                clause.over = True
            elif not _only(child) and not (word == "nor" and child.i > verb.i):
                clause.negated = True
        elif dep == "advmod":
            _adverb(child, clause, view, lex)
        elif dep == "mark" and word in lex.conjunction:
            clause.conditional = True
        elif dep in ("nsubj", "nsubjpass"):
            clause.negated |= _none(child)
        elif dep == "prep" and word == "in" and child.i < verb.i and _in_case(child):
            clause.conditional = True
    if _nor_before(verb):
        clause.negated = True
    clause.conditional |= verb.dep_ == "advcl" and _inverted(verb)
    clause.time = _tense(verb, helpers)
    return clause


def _adverb(adverb: Token, clause: _Clause, view: _View, lex: _Lexicon) -> None:
    word = adverb.lower_
    if word == "longer" or word == "anymore":
        clause.over |= any(c.lower_ in ("no", "any") for c in adverb.children) or _no_longer(adverb)
    elif (grade := lex.adverb.get(word)) is not None:
        if grade == "doubtful":
            view.weaken("probable")
            clause.negated = not clause.negated
        else:
            view.weaken(grade)
    elif word == "never":
        clause.negated = True
    elif word != "once" or adverb.head.lemma_ == "be":
        view.staged(lex.stage_adverb.get(word))


def _no_longer(word: Token) -> bool:
    doc, i = word.doc, word.i
    near = [t.lower_ for t in doc[max(0, i - 1) : i + 2]]
    return any(pair in (["no", "longer"], ["any", "longer"]) for pair in (near[:2], near[1:]))


def _only(word: Token) -> bool:
    """ "not only" denies nothing."""
    i = word.i + 1
    return i < len(word.doc) and word.doc[i].lower_ in ("only", "just", "merely", "least")


def _none(subject: Token) -> bool:
    return subject.lower_ in ("nobody", "none", "neither") or any(
        c.lower_ in ("no", "neither") for c in subject.lefts
    )


def _in_case(prep: Token) -> bool:
    i = prep.i + 1
    return i < len(prep.doc) and prep.doc[i].lower_ == "case"


def _inverted(verb: Token) -> bool:
    """Had T sent riders, should T attack: a condition without if."""
    first = verb.left_edge
    return first.lower_ in ("had", "should", "were") and first.dep_ == "aux" and first.head == verb


def _nor_before(verb: Token) -> bool:
    """nor did it arm T; neither armed nor trained T."""
    if verb.dep_ != "conj":
        return False
    between = verb.doc[verb.head.i + 1 : verb.i]
    return any(t.lower_ == "nor" for t in between) or (any(t.lower_ == "nor" for t in verb.lefts))


def _tense(verb: Token, helpers: list[str]) -> str | None:
    """past, ongoing or future by the verb's own form; None for a bare infinitive or participle."""
    if any(h in ("will", "shall", "'ll", "wo", "’ll") for h in helpers):
        return "future"
    perfect = any(h in ("has", "have", "'ve", "’ve", "'s") for h in helpers)
    if "had" in helpers or "having" in helpers:
        return "past"
    if perfect and (verb.tag_ in ("VBN", "VBD") or "been" in helpers):
        progressive = "been" in helpers and verb.tag_ == "VBG"
        return "ongoing" if progressive or _since(verb) else "past"
    if any(h in ("was", "were", "did") for h in helpers):
        return "past"
    if any(h in ("is", "are", "am", "'s", "'re", "’s", "’re", "does", "do") for h in helpers):
        return "ongoing"
    if verb.tag_ == "VBD":
        return "past"
    return "ongoing" if verb.tag_ in ("VBZ", "VBP") else None


def _since(verb: Token) -> bool:
    """Have been allied since, for years: it lasts."""
    for child in verb.rights:
        if child.lower_ == "since" or any(c.lower_ == "since" for c in child.children):
            return True
        if child.lower_ in ("long", "always"):
            return True
    lefts = any(c.lower_ in ("long", "always", "since") for c in verb.lefts)
    return lefts or any(t.lower_ == "since" for t in verb.subtree)


# --- up from a verb --------------------------------------------------------------------------


def _climb(verb: Token, view: _View, lex: _Lexicon) -> None:
    """Takes what the verb's clause says, then what governs it, up to a clause of its own."""
    clause = _own(verb, view, lex)
    _inherit(verb, clause, view, lex)
    _apply(verb, clause, view, lex)
    view.negative ^= clause.negated
    _govern(verb, view, lex)


def _apply(verb: Token, clause: _Clause, view: _View, lex: _Lexicon) -> None:
    """Modal, condition and tense of one clause; its negation is for the caller to weigh."""
    if clause.modal is not None:
        _modal(verb, clause, view, lex)
    if clause.over:
        view.staged("ends")
        clause.negated = False
    if clause.conditional:
        view.hypothetical()
    view.dated(clause.time)


def _modal(verb: Token, clause: _Clause, view: _View, lex: _Lexicon) -> None:
    grade = lex.modal[cast(str, clause.modal)]
    perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.lefts)
    if grade == "required":
        if clause.modal == "must" and perfect:
            view.weaken("probable", "past")
        else:
            view.hypothetical()
    elif grade == "possible":
        if clause.negated and clause.modal in ("can", "ca", "could"):
            view.dated("past" if clause.modal == "could" else "ongoing")
        else:
            view.weaken("possible", "past" if perfect else "future")
    elif clause.modal in ("would", "'d", "’d") and (perfect or _has_condition(verb)):
        view.weaken("probable", "hypothetical")
    else:
        view.weaken("probable", "future")


def _has_condition(verb: Token) -> bool:
    return any(
        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.lefts)
        for c in verb.children
    )


def _inherit(verb: Token, clause: _Clause, view: _View, lex: _Lexicon) -> None:
    """A coordinated verb shares the helpers that stand before the first: did not arm or train."""
    if verb.dep_ != "conj" or verb.head.pos_ not in _VERBAL or clause.time is not None:
        bare = verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and not _has_subject(verb)
        if bare and clause.time is not None and _joined_by(verb, ("or", "nor")):
            clause.negated |= _own(verb.head, view, lex).negated
        return
    if _has_subject(verb):
        return
    if clause.modal is None and verb.tag_ in ("VB", "VBN", "VBG", "VBP"):
        first = _own(verb.head, view, lex)
        if verb.head.dep_ == "conj":
            _inherit(verb.head, first, view, lex)
        clause.modal = first.modal
        clause.negated |= first.negated
        clause.conditional |= first.conditional
        clause.time = first.time


def _joined_by(verb: Token, conjunctions: tuple[str, ...]) -> bool:
    between = verb.doc[verb.head.i + 1 : verb.i]
    return any(t.lower_ in conjunctions for t in between)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def _govern(verb: Token, view: _View, lex: _Lexicon, depth: int = 0) -> None:
    """What stands above a clause: nothing, a verb over it, a noun it explains, a preposition."""
    dep, head = verb.dep_, verb.head
    if depth > 8:
        return
    if dep == "ROOT":
        _root(verb, view)
    elif dep == "conj":
        _govern_conjunct(verb, view, lex, depth)
    elif dep in ("xcomp", "ccomp", "oprd", "csubj", "csubjpass", "dobj"):
        _complement(verb, head, view, lex, depth)
    elif dep == "pcomp" or (dep == "pobj" and head.dep_ == "prep"):
        _after_preposition(verb, head, view, lex, depth)
    elif dep == "advcl":
        _adverbial(verb, head, view, lex, depth)
    elif dep in ("acl", "relcl"):
        _explaining(verb, head, view, lex, depth)


def _root(verb: Token, view: _View) -> None:
    sent = verb.sent
    if any(t.text == "?" for t in sent[-2:]):
        view.weaken("unknown")
    if verb.tag_ == "VB" and not _has_subject(verb) and verb.i - sent.start < 2:
        view.hypothetical()


def _govern_conjunct(verb: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """Coordinated clauses hang below the same governor where the second has no finite form."""
    head = verb.head
    if head.pos_ not in _VERBAL:
        return
    shares = not _has_subject(verb) and verb.tag_ in ("VB", "VBG", "VBN")
    if shares or head.dep_ in ("ccomp", "advcl", "relcl"):
        if any(c.dep_ == "mark" and c.lower_ in lex.conjunction for c in head.lefts):
            view.hypothetical()
        _govern(head, view, lex, depth + 1)
        if view.time is None:
            view.dated(_own(head, _View(), lex).time)
    elif head.dep_ == "ROOT":
        _root(head, view)


def _complement(verb: Token, head: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """A clause under a verb or adjective: tried to, began to, failed to, is likely to."""
    if head.pos_ == "ADJ" or head.lemma_ == "be":
        _adjective(verb, head, view, lex, depth)
        return
    if head.pos_ not in _VERBAL:
        return
    finite = verb.tag_ not in ("VBG", "VB") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBP", "VBZ", "VBD") for c in verb.lefts
    )
    if verb.dep_ == "ccomp" and not _infinitive(verb) and finite:
        _told(head, view, lex)
        return
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.lefts) and _infinitive(verb):
        view.dated("past")
    _effect(head, view, lex, depth)


def _told(head: Token, view: _View, lex: _Lexicon) -> None:
    """A that-clause: the teller's own modals and negations leave it alone (attribution's business)."""
    subject = next((c.lower_ for c in head.lefts if c.dep_ == "nsubj"), "")
    lemma = head.lemma_
    if lemma in ("seem", "appear"):
        view.weaken("probable")
    elif subject in ("i", "we") and lemma in lex.belief:
        view.weaken("probable")
        view.negative ^= any(c.dep_ == "neg" for c in head.children)
    elif lemma in _DEMANDS:
        view.hypothetical()


_DEMANDS = frozenset(
    (
        "demand",
        "urge",
        "recommend",
        "request",
        "propose",
        "require",
        "wish",
        "imagine",
        "pretend",
        "order",
    )
)


def _effect(head: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """What a verb does to the verb or noun below it, then what governs that verb in turn."""
    lemma = head.lemma_
    clause = _own(head, view, lex)
    _inherit(head, clause, view, lex)
    kind = lex.governor.get(lemma)
    phase = _particle(head, lex) or (
        None if kind in ("effort", "negative") else lex.aspect.get(lemma)
    )
    if lemma in ("continue", "keep"):
        phase = "holds"
    if phase is not None and not (lemma in lex.prevent and _from(head)):
        _stage(phase, clause, view)
    elif kind == "prevent":
        _prevented(head, clause, view)
        if view.time == "hypothetical":
            return
    elif kind == "negative":
        view.negative ^= True
    elif kind == "intent" and not _driven(head):
        view.weaken("probable", "future")
    elif kind == "appeal":
        view.hypothetical()
        return
    elif lemma == "seem" or lemma == "appear":
        view.weaken("probable")
    elif lemma == "have" and clause.time == "ongoing":
        view.hypothetical()
        return
    elif lemma == "go" and head.tag_ == "VBG":
        view.weaken("probable", "future")
    _apply(head, clause, view, lex)
    view.negative ^= clause.negated
    _govern(head, view, lex, depth + 1)


def _driven(head: Token) -> bool:
    """meant to, designed to: a purpose, still probable; agreed on: no infinitive."""
    return head.lemma_ == "mean" and head.tag_ == "VBZ"


def _from(head: Token) -> bool:
    return any(c.lower_ == "from" for c in head.rights)


def _stage(phase: str, clause: _Clause, view: _View) -> None:
    """began, continued, stopped; "did not stop" goes on, "did not begin" did not happen."""
    if phase in ("ends", "weakens") and clause.negated:
        clause.negated = False
        view.staged("holds")
    else:
        view.staged(phase)


def _prevented(head: Token, clause: _Clause, view: _View) -> None:
    """stopped T from V-ing: it did not happen; to stop T from V-ing: nobody knows."""
    if _infinitive(head) or clause.modal is not None:
        view.hypothetical()
    else:
        view.negative ^= True


def _adjective(verb: Token, head: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """It is possible that C, T is likely to V, T is ready to V."""
    be = head if head.lemma_ == "be" else head.head
    word = (
        head
        if head.pos_ == "ADJ"
        else next((c for c in be.children if c.dep_ in ("acomp", "attr") and c.i < verb.i), head)
    )
    clause = _own(be, view, lex)
    grade = lex.adjective.get(word.lower_) or lex.noun.get(word.lemma_)
    if grade in ("probable", "possible"):
        finite = view.time in ("past", "ongoing")
        view.weaken(grade, None if finite else "future")
    elif grade == "doubtful":
        view.weaken("probable", None if view.time == "past" else "future")
        view.negative ^= True
    elif grade == "negative":
        view.negative ^= True
    elif grade == "unknown":
        view.hypothetical()
    _apply(be, clause, view, lex)
    view.negative ^= clause.negated
    _govern(be, view, lex, depth + 1)


def _after_preposition(verb: Token, prep: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """without V-ing, from V-ing, of V-ing, before V-ing."""
    above, word = prep.head, prep.lower_
    if word == "without" or (word == "of" and verb.doc[prep.i - 1].lower_ == "instead"):
        view.negative ^= True
        view.dated(_finite(above))
    elif above.pos_ in _VERBAL:
        _under_verb(word, above, view, lex, depth)
    elif above.pos_ == "ADJ":
        _adjective(verb, above, view, lex, depth)
    elif above.pos_ == "NOUN":
        _noun_effect(above, view, lex)
    else:
        view.dated(_finite(above))


def _under_verb(word: str, above: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    lemma = above.lemma_
    blocked = word == "from" and (lemma in lex.prevent or lemma in ("refrain", "abstain"))
    driven = word in ("on", "to", "at", "in", "with") and (
        lemma in lex.aspect or lex.governor.get(lemma) in ("effort", "intent")
    )
    if blocked or driven or (word in ("against", "for") and lemma in lex.appeal):
        _effect(above, view, lex, depth)
    else:
        view.dated(_finite(above))


def _adverbial(verb: Token, head: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """Conditions are read off the mark; purposes and participles share the main clause's modality."""
    if _infinitive(verb) or verb.tag_ in ("VBG", "VBN", "VB"):
        if _has_subject(verb) and view.time is not None:
            return
        if head.pos_ in _VERBAL:
            kind = lex.governor.get(head.lemma_)
            if _infinitive(verb) and (kind is not None or head.lemma_ in lex.aspect):
                _effect(head, view, lex, depth)
                return
            _share(head, view, lex, depth)


def _share(head: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """The main clause's modality and tense, but not its negation."""
    clause = _own(head, view, lex)
    _inherit(head, clause, view, lex)
    clause.negated = False
    _apply(head, clause, view, lex)
    _govern(head, view, lex, depth + 1)


def _explaining(verb: Token, noun: Token, view: _View, lex: _Lexicon, depth: int) -> None:
    """A plan to V, a force to V, weapons sent by T: what the noun makes of its clause."""
    if noun.lower_ == "order" and noun.head.lower_ == "in" and noun.head.head.pos_ in _VERBAL:
        _share(noun.head.head, view, lex, depth)
    elif _infinitive(verb) or any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.lefts):
        if noun.lemma_ in lex.noun:
            _noun_effect(noun, view, lex)
        else:
            view.dated(_finite(noun))
    elif view.time is None:
        view.dated(_finite(noun))


def _noun_effect(noun: Token, view: _View, lex: _Lexicon) -> None:
    """A noun over an event: the possibility of, plans for, the end of, failure to."""
    kind = lex.noun.get(noun.lemma_.lower())
    if kind in ("probable", "possible"):
        view.weaken(kind, None if view.time == "past" else "future")
        view.negative ^= _abandoned(noun, lex)
    elif kind == "unknown":
        view.hypothetical()
        return
    elif kind == "negative":
        view.negative ^= True
    elif kind in ("ends", "starts", "weakens", "strengthens", "holds"):
        view.staged(kind)
    view.negative ^= any(c.lower_ == "no" for c in noun.lefts)
    if kind is None or kind == "certain" or view.time is None:
        view.dated(_finite(noun))


def _abandoned(noun: Token, lex: _Lexicon) -> bool:
    verb = noun.head
    return noun.dep_ in ("dobj", "nsubjpass") and (
        lex.aspect.get(verb.lemma_) == "ends" or verb.lemma_ in ("deny", "reject", "shelve")
    )


# --- up from a noun or adjective -------------------------------------------------------------


def _nominal(trigger: Token, view: _View, lex: _Lexicon) -> None:
    """A noun or adjective: its own modifiers, then the verb or noun that it leans on."""
    _modifiers(trigger, view, lex)
    node = trigger
    for _ in range(6):
        head, dep = node.head, node.dep_
        if dep in ("dobj", "attr", "oprd", "acomp", "nsubj", "nsubjpass", "dative"):
            _under(node, head, view, lex)
            return
        if dep == "pobj" or (dep == "pcomp" and node == trigger):
            if _leans(head, view, lex):
                return
            node = head.head
            if node.pos_ in _VERBAL:
                return
            continue
        if dep in ("compound", "amod", "poss", "nmod", "conj", "appos", "prep") and head != node:
            if dep == "conj":
                view.negative |= any(c.lower_ == "no" for c in head.lefts)
            node = head
            if node.pos_ in _VERBAL:
                view.dated(_past_or_now(_finite(node)))
                return
            continue
        break
    view.dated(_past_or_now(_finite(node)))


def _modifiers(noun: Token, view: _View, lex: _Lexicon) -> None:
    """no, alleged, planned, possible, failed, former, renewed: before the noun."""
    if _unconfirmed(noun):
        view.weaken("unknown")
        return
    for child in noun.lefts:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ in ("det", "preconj") and word in ("no", "neither")):
            if not _only(child) and not _no_longer(child):
                view.negative = True
        elif child.dep_ in ("amod", "compound", "advmod"):
            grade = lex.modifier.get(word) or (
                lex.adverb.get(word) if child.dep_ == "advmod" else None
            )
            if grade == "negative":
                view.negative = True
            elif grade is not None and grade != "doubtful":
                planned = grade == "probable" and word not in ("suspected", "presumed", "believed")
                view.weaken(grade, "future" if planned else None)
            view.staged(lex.stage.get(word))


def _unconfirmed(noun: Token) -> bool:
    """no confirmed attacks: nobody knows."""
    before = [t.lower_ for t in noun.doc[noun.left_edge.i : noun.i]]
    return before[:1] == ["no"] and any(w in _CONFIRMED for w in before)


_CONFIRMED = ("confirmed", "verified", "known", "proven")


def _under(noun: Token, verb: Token, view: _View, lex: _Lexicon) -> None:
    """A noun as subject or object: predicated by a light verb, staged by an aspect verb, or told of."""
    lemma, dep = verb.lemma_, noun.dep_
    kind = lex.governor.get(lemma)
    patient = dep in ("dobj", "nsubjpass")
    phase = _particle(verb, lex) or lex.aspect.get(lemma)
    subject = dep in ("nsubj", "nsubjpass")
    happens = subject and _no_object(verb)
    if dep in ("attr", "acomp", "oprd") or (dep == "dobj" and lemma in lex.light and phase is None):
        if phase is not None:
            view.staged(phase)
        if dep == "dobj" and lemma in lex.announce:
            view.staged("starts")
        _climb(verb, view, lex)
    elif phase == "holds" and patient:
        _kept(verb, view, lex)
    elif phase is not None and (patient or happens):
        _effect(verb, view, lex, 0)
    elif patient and lemma in lex.announce:
        view.staged("starts")
        _climb(verb, view, lex)
    elif patient and kind in ("intent", "appeal", "negative", "prevent"):
        _object_effect(verb, kind, view, lex)
    elif happens and lemma in lex.occur:
        _climb(verb, view, lex)
    elif dep == "nsubjpass" and lemma in _KNOWN and _denied(verb):
        view.hypothetical()
    else:
        view.dated(_past_or_now(_finite(verb)))


def _kept(verb: Token, view: _View, lex: _Lexicon) -> None:
    """continued its support: what goes on is there already, whatever the clause around it says."""
    if _own(verb, view, lex).negated:
        view.staged("ends")
    view.staged("holds")
    view.dated(_past_or_now(_finite(verb)))


_KNOWN = ("know", "confirm", "verify", "establish", "prove")


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _object_effect(verb: Token, kind: str, view: _View, lex: _Lexicon) -> None:
    """planned an attack, demanded help, prevented a merger."""
    presupposed = verb.lemma_ in _PRESUPPOSING
    if presupposed:
        view.dated(_past_or_now(_finite(verb)))
    elif kind == "prevent":
        _prevented(verb, _own(verb, view, lex), view)
        view.dated(_finite(verb))
    elif kind == "negative":
        view.negative ^= True
        view.dated(_finite(verb))
    else:
        _effect(verb, view, lex, 0)


_PRESUPPOSING = frozenset(
    (
        "oppose",
        "discuss",
        "debate",
        "favor",
        "favour",
        "resist",
        "reject",
        "forget",
        "ban",
        "mean",
        "protect",
        "save",
        "challenge",
        "press",
        "pressure",
        "warn",
        "tell",
        "instruct",
        "encourage",
        "fear",
    )
)


def _no_object(verb: Token) -> bool:
    return not any(c.dep_ == "dobj" for c in verb.children)


_AFTER = ("after", "following", "until", "upon", "once")


def _leans(prep: Token, view: _View, lex: _Lexicon) -> bool:
    """A noun after a preposition: without support, the threat of war, called for help, took part in."""
    above, word = prep.head, prep.lower_
    if word == "without":
        if above.pos_ in _VERBAL and any(c.lower_ in ("would", "could") for c in above.lefts):
            view.hypothetical()
            return True
        view.negative ^= True
        view.dated(_past_or_now(_finite(above)))
        return True
    if above.pos_ in _VERBAL and above != prep:
        lemma = above.lemma_
        if word == "for" and lemma in lex.appeal:
            view.hypothetical()
        elif word == "for" and lex.governor.get(lemma) == "intent":
            _effect(above, view, lex, 0)
        elif word in _AFTER and _finite(above) == "future":
            view.weaken("probable", "future")
        elif (word in ("in", "on", "with", "to", "from", "into", "at") and lemma in lex.light) or (
            lemma in lex.aspect
            and word in ("with", "from")
            and lemma in ("continue", "withdraw", "begin")
        ):
            _effect(above, view, lex, 0)
        else:
            view.dated(_past_or_now(_finite(above)))
        return True
    if (
        word in ("of", "for", "in", "to", "about")
        and above.lemma_.lower() in lex.noun
        and (lex.noun[above.lemma_.lower()] != "certain")
    ):
        _noun_effect(above, view, lex)
        return True
    return False


# --- small questions about tokens ------------------------------------------------------------


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def _particle(verb: Token, lex: _Lexicon) -> str | None:
    """stepped up, broke off, gave up."""
    for child in verb.rights:
        if child.dep_ == "prt" or (child.dep_ in ("advmod", "prep") and child.i == verb.i + 1):
            found = lex.particle.get(f"{verb.lemma_}_{child.lower_}")
            if found is not None:
                return found
    return None


def _finite(token: Token) -> str | None:
    """The tense of the nearest clause above that has one."""
    node = token
    for _ in range(10):
        if node.pos_ in _VERBAL:
            helpers = [c.lower_ for c in node.lefts if c.dep_ in ("aux", "auxpass")]
            time = _tense(node, helpers)
            if time is not None:
                return time
        if node.head == node:
            return None
        node = node.head
    return None


def _past_or_now(time: str | None) -> str | None:
    """What a text presupposes is not itself in the future."""
    return "ongoing" if time == "future" else time
