"""What somebody backs, attacks, wants, sees, shows or talks about: attributions without a speaker.

PolNeAR (Newell et al. 2018) and PARC (Pareti 2012) call all of this attribution: "Gondor wants to help
Rohan", "the letter shows that C". It tells what its source thinks and not what a reader is told by it, so
that statements take no speaker from it: "Gondor decided to arm Rohan" is the text's own word.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from allegiance.language.attribution import (
    Attributed,
    agent_of,
    below,
    extended,
    infinitive,
    is_passive,
    own_voice,
    quotes,
    speech,
    subject_of,
    trimmed,
)
from allegiance.language.cues import cues, words

Content = set[int]


def find_attitudes(
    doc: Doc, told: Collection[Attributed] = (), *, begin: int = 0, end: int | None = None
) -> list[Attributed]:
    """The attitudes between two tokens of a document in order, but those at cues in `told`.

    Within quotation marks there are none: what S wants is there S's own word.
    """
    taken = {each.cue for each in told}
    for quote in quotes(doc):
        taken.update(range(quote.begin + 1, quote.end))
    found = []
    for draft in (*_headed(doc), *_attitudes(doc[begin:end])):
        content = trimmed(doc, draft.content - {draft.cue.i})
        inside = begin <= draft.cue.i < (len(doc) if end is None else end)
        if content and inside and draft.cue.i not in taken:
            taken.add(draft.cue.i)
            found.append(_record(draft, content))
    return sorted(found, key=lambda each: each.cue)


@dataclass(frozen=True, slots=True)
class _Draft:
    cue: Token
    source: Token | None
    content: Content


def _record(draft: _Draft, content: tuple[tuple[int, int], ...]) -> Attributed:
    source = draft.source
    return Attributed(
        cue=draft.cue.i,
        source=None if source is None else source.i,
        name=draft.cue.text if source is None else None,
        verb=draft.cue.text,
        content=content,
        certainty="certain",
        polarity="positive",
        speaks=False,
    )


@dataclass(frozen=True, slots=True)
class _Lexicon:
    thing: frozenset[str]
    clause: frozenset[str]
    name: frozenset[str]
    as_: frozenset[str]
    to: frozenset[str]
    appeal: frozenset[str]
    seem: frozenset[str]
    prep: dict[str, frozenset[str]]
    adjective: frozenset[str]
    light: frozenset[str]
    noun: frozenset[str]
    heading: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    def verbs(section: str) -> frozenset[str]:
        return words("attitudes", "verb", section)

    return _Lexicon(
        thing=verbs("thing"),
        clause=verbs("clause") | speech(),
        name=verbs("name"),
        as_=verbs("as"),
        to=verbs("to"),
        appeal=verbs("appeal"),
        seem=verbs("seem"),
        prep={word: words("attitudes", "prep", word) for word in cues("attitudes")["prep"]},
        adjective=words("attitudes", "adjective"),
        light=words("attitudes", "light", "verb"),
        noun=words("attitudes", "light", "noun"),
        heading=words("attitudes", "heading"),
    )


def _attitudes(part: Span) -> Iterator[_Draft]:
    lex = _lexicon()
    for token in part:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            draft = _passive(token, lex) if is_passive(token) else _active(token, lex)
        elif token.lower_ in lex.adjective and token.pos_ in ("ADJ", "VERB"):
            draft = _adjective(token)
        else:
            continue
        if draft is not None:
            yield draft


# --- verbs -----------------------------------------------------------------------------------


def _active(verb: Token, lex: _Lexicon) -> _Draft | None:
    """The first place beside a verb where its content may stand."""
    if verb.lemma_ in lex.seem:
        return _Draft(verb, None, _seeming(verb))
    source = subject_of(verb)
    if source is None or own_voice(source):
        return None
    for rule in (_named, _as, _appealed, _clause, _wanted, _behind, _lightly, _thing):
        content = rule(verb, verb.lemma_.lower(), lex)
        if content:
            return _Draft(verb, source, content)
    return None


def _seeming(verb: Token) -> Content:
    """T seems to V: T and what T seems."""
    told = [child for child in verb.children if child.dep_ in ("xcomp", "oprd", "acomp", "ccomp")]
    about = [child for child in verb.lefts if child.dep_ == "nsubj"]
    return _all(told + about) if told else set()


def _named(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S calls T a liar, wherever the parser hung the name."""
    if lemma not in lex.name:
        return set()
    right = list(verb.rights)
    name = [child for child in right if child.dep_ in ("oprd", "acomp")]
    small = [child for child in right if child.dep_ == "ccomp" and _small(child)]
    things = [child for child in right if child.dep_ in ("dobj", "nsubj", "dative")]
    if small:
        return _all(small)
    if name and things:
        return _all(things + name)
    return _all(things) if len(things) > 1 or (lemma == "call" and things) else set()


def _small(clause: Token) -> bool:
    """A clause without a verb: "T unfit" of "S deemed T unfit"."""
    return clause.pos_ not in ("VERB", "AUX")


def _as(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S described T as N: T and N."""
    if lemma not in lex.as_:
        return set()
    things = [child for child in verb.rights if child.dep_ == "dobj"]
    near = [*verb.rights, *(grand for thing in things for grand in thing.rights)]
    names = [child for child in near if child.lower_ == "as" and child.dep_ in ("prep", "mark")]
    clauses = [child for child in verb.rights if child.dep_ == "advcl" and _opened(child, "as")]
    return _all([*things, *names, *clauses]) if things and (names or clauses) else set()


def _opened(clause: Token, word: str) -> bool:
    return any(child.lower_ == word for child in clause.lefts)


def _appealed(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S urged T to V: T and V."""
    if lemma not in lex.appeal:
        return set()
    deeds = [
        child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and infinitive(child)
    ]
    things = [child for child in verb.rights if child.dep_ in ("dobj", "dative")]
    own = [c for c in deeds if any(grand.dep_ == "nsubj" for grand in c.lefts)]
    if own:
        return _all(own)
    return _all(things + deeds) if things and deeds else set()


def _clause(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S shows that C, S knows who C."""
    if lemma not in lex.clause:
        return set()
    for child in verb.rights:
        if child.dep_ == "ccomp" and not infinitive(child):
            return below(child)
    if lemma in lex.appeal and lemma != "tell":
        return set()
    asked = (child for child in verb.rights if child.dep_ in ("ccomp", "xcomp"))
    return next((below(child) for child in asked if _wh(child)), set())


def _wh(clause: Token) -> bool:
    return clause.left_edge.tag_ in ("WP", "WRB", "WDT", "WP$")


def _wanted(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S wants to V, S refused to V."""
    if lemma not in lex.to:
        return set()
    deeds = (child for child in verb.rights if child.dep_ in ("xcomp", "ccomp", "advcl"))
    return next((below(child) for child in deeds if infinitive(child)), set())


def _behind(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S called for N, talked about N; with the infinitive of "called on T to V"."""
    for prep in verb.rights:
        if prep.dep_ == "prep" and lemma in lex.prep.get(prep.lower_, ()):
            content = below(prep) - {prep.i}
            if content:
                return content | _nextinfinitive(verb, content)
    for clause in verb.rights:
        for mark in clause.lefts if clause.dep_ == "advcl" and infinitive(clause) else ():
            if mark.lower_ == "for" and lemma in lex.prep["for"]:
                return below(clause) - {mark.i}
    return set()


def _nextinfinitive(verb: Token, content: Content) -> Content:
    last = max(content)
    deeds = [c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == last + 1]
    return _all([deed for deed in deeds if infinitive(deed)])


def _lightly(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S made mention of T, expressed the hope that C."""
    if lemma not in lex.light:
        return set()
    for noun in verb.rights:
        if noun.dep_ == "dobj" and noun.lemma_.lower() in lex.noun:
            inner = [c for c in noun.rights if c.dep_ in ("prep", "acl", "relcl")]
            beside = [c for c in verb.rights if c.dep_ == "prep" and c.i > noun.i]
            told = inner or [c for c in beside if c.left_edge.i == noun.right_edge.i + 1]
            leading = {c.i for c in told if c.dep_ == "prep"}
            return _all(told) - leading
    return set()


def _thing(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    """S backs T, S slammed T for N."""
    if lemma not in lex.thing:
        return set()
    for child in verb.rights:
        if child.dep_ == "dobj":
            content = extended(verb, child)
            for prep in verb.rights:
                if prep.dep_ == "prep" and prep.lower_ in ("for", "over"):
                    content |= below(prep)
            return content
    return set()


def _passive(verb: Token, lex: _Lexicon) -> _Draft | None:
    """T is called a liar, T was asked to V, T is backed by S."""
    lemma = verb.lemma_.lower()
    source = agent_of(verb)
    about = [child for child in verb.lefts if child.dep_ in ("nsubjpass", "nsubj")]
    if verb.dep_ == "acl":
        about = [verb.head]
    own = below(verb) if verb.dep_ == "acl" else set()
    named = _called(verb, lemma, lex) if source is not None else set()
    for told in (named, _asked(verb, lemma, lex)):
        if told:
            return _Draft(verb, source, (_all(about) - own) | told)
    if source is not None and lemma in lex.thing:
        reasons = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("for", "over")]
        return _Draft(verb, source, (_all(about) - own) | _all(reasons))
    return None


def _called(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    if lemma in lex.name:
        named = [c for c in verb.rights if c.dep_ in ("oprd", "acomp", "attr")]
        if named:
            return _all(named)
    if lemma in lex.as_:
        return _all([c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"])
    return set()


def _asked(verb: Token, lemma: str, lex: _Lexicon) -> Content:
    if lemma in lex.appeal:
        deeds = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and infinitive(c)]
        if deeds:
            return _all(deeds)
    if lemma in lex.clause:
        clauses = [c for c in verb.rights if c.dep_ == "ccomp"]
        if clauses:
            return _all(clauses)
    return _behind(verb, lemma, lex)


# --- adjectives, headings --------------------------------------------------------------------


def _adjective(adjective: Token) -> _Draft | None:
    """S is sure that C, eager to V, critical of T."""
    if adjective.dep_ not in ("acomp", "ROOT", "conj", "ccomp", "oprd"):
        return None
    told = [
        child
        for child in adjective.rights
        if child.dep_ in ("ccomp", "xcomp")
        or (
            child.dep_ == "prep" and child.lower_ in ("of", "about", "with", "to", "on", "at", "in")
        )
    ]
    source = subject_of(adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective)
    if not told or source is None or own_voice(source):
        return None
    return _Draft(adjective, source, below(told[0]) - {c.i for c in told if c.dep_ == "prep"})


_HEADING = 7  # words before its colon


def _headed(doc: Doc) -> Iterator[_Draft]:
    """Faramir: the ford is lost. A name or a "poll" and a colon that open a line."""
    lex = _lexicon()
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            start = token.i + 1
        elif token.text == ":" and 0 < token.i - start <= _HEADING:
            before = doc[start : token.i]
            source = before[-1]
            spoken = source.pos_ == "PROPN" or source.lower_ in lex.heading
            if spoken and not any(each.pos_ in ("VERB", "AUX") for each in before):
                yield _Draft(token, source, set(range(token.i + 1, _line_end(token))))


def _line_end(token: Token) -> int:
    for each in token.doc[token.i :]:
        if each.is_space and "\n" in each.text:
            return int(each.i)
    return len(token.doc)


def _all(tokens: list[Token]) -> Content:
    return set[int]().union(*(below(token) for token in tokens))
