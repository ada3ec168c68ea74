"""Mends in the tree what a small parser is known to get wrong beside the names that we know.

A component between the parser and the mentions, so that everything after it sees one tree. Each
mend asks for a shape that is hardly ever right, and leaves every other parse alone.
"""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from allegiance.language.cues import words
from allegiance.language.reading import Reading, nouns, reading


@Language.component("allegiance_repairs")
def repairs(doc: Doc) -> Doc:
    """A known name is a name and has a name's place in the clause, whatever the parser says."""
    found = reading(doc)
    for at, known in found.names.items():
        token = doc[at]
        if known.demonym_of and not known.actors:
            continue
        if token.pos_ not in ("PROPN", "NOUN"):
            token.pos_ = "PROPN"
        if _squeezed(token, found):
            _unsqueeze(token)
        _as_verb(token)
        _as_argument(token)
        _as_first(token, found)
        if known.actors and known.actors[0].kind != "person":
            _as_listed(token, found)
    for token in list(doc):
        _as_deed(token)
        _as_perfect(token)
        _as_opening(token)
        _as_gloss(token)
        _as_subject(token)
        _as_further_verb(token)
        if token.lower_ == "aid" and token.pos_ == "VERB" and _opens_a_trade(token):
            token.pos_, token.tag_ = "NOUN", "NN"
        elif token.pos_ == "NOUN" and any(child.dep_ == "dobj" for child in token.rights):
            _verbalise(token)
        verb = _strayed_from(token)
        if verb is not None:
            _bring_back(token, verb)
    return doc


def _squeezed(name: Token, found: Reading) -> bool:
    """ "Iran arms Hezbollah", read as one long name: two names with a verb's form between them."""
    if name.i < 2 or name.i - 2 not in found.names:
        return False
    verb, left = name.nbor(-1), name.nbor(-2)
    if left.sent != name.sent or verb.dep_ not in ("compound", "nmod") or verb.head != name:
        return False
    known = {verb.lower_, f"{verb.lower_}s"} & nouns("verb")
    return bool(known) and left.head in (name, verb)


def _unsqueeze(name: Token) -> None:
    verb, left = name.nbor(-1), name.nbor(-2)
    above, role = name.head, name.dep_
    verb.lemma_ = verb.lower_.removesuffix("s")
    verb.pos_, verb.tag_ = "VERB", "VBZ" if verb.lower_.endswith("s") else "VB"
    if role == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = above, "ccomp"
    left.head, left.dep_ = verb, "nsubj"
    name.head, name.dep_ = verb, "dobj"
    for token in (left, name):
        token.pos_ = "PROPN"


def _strayed_from(subject: Token) -> Token | None:
    """The verb whose object was taken for a subject: "A attacked B and C fled"."""
    if subject.dep_ not in ("nsubj", "nsubjpass") or subject.left_edge.i == 0:
        return None
    verb, clause = subject.left_edge.nbor(-1), subject.head
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or clause.i < subject.i or verb.sent != subject.sent:
        return None
    beside = verb.head == clause or clause.head == verb
    if not beside or verb == clause or verb.lemma_ in _clausal():
        return None
    taken = any(child.dep_ in ("dobj", "dative", "auxpass") for child in verb.children)
    coordinated = any(child.dep_ == "conj" for child in subject.rights)
    acting = any(child.dep_ == "nsubj" for child in verb.children)
    return verb if acting and coordinated and not taken else None


def _bring_back(subject: Token, verb: Token) -> None:
    clause, role = subject.head, subject.dep_
    second = next(child for child in subject.rights if child.dep_ == "conj")
    if verb.head == clause:
        above = clause.head if clause.dep_ != "ROOT" else None
        dep = clause.dep_
        verb.head, verb.dep_ = (verb, "ROOT") if above is None else (above, dep)
    clause.head, clause.dep_ = verb, "conj"
    second.head, second.dep_ = clause, role
    subject.head, subject.dep_ = verb, "dobj"


@cache
def _clausal() -> frozenset[str]:
    """Verbs that a whole clause may follow at once: "said A and B fled"."""
    told = (words("verbs", "clause", grade) for grade in ("certain", "probable", "possible"))
    return frozenset().union(*told, _LETTING)


def _as_deed(deed: Token) -> None:
    """ "Gondor armed Rohan" read as one long name: a verb's past form between two names is a verb."""
    if deed.lower_ not in _DEEDS or not 0 < deed.i < len(deed.doc) - 1:
        return
    if deed.pos_ == "VERB" and deed.dep_ not in ("compound", "amod", "nmod"):
        return
    left, right = deed.nbor(-1), deed.nbor(1)
    if right.pos_ != "PROPN" or left.sent != right.sent:
        return
    if (left.pos_ == "CCONJ" or left.text == ",") and _as_second(deed, right):
        return
    first = deed.sent.root
    if left.text == "," and first.pos_ == "PROPN" and first.i < left.i:
        left = first
    if left.pos_ != "PROPN":
        return
    if left.dep_ == "pobj" and left.head.lower_ == "of" and left.head.head.pos_ in _NAMING:
        left = left.head.head
    while right.dep_ == "compound" and right.head.i > right.i:
        right = right.head
    if right.lemma_.lower() in nouns("group") | nouns("force"):
        return
    above, role = right.head, right.dep_
    left = left.head if left.dep_ == "conj" and left.head in (first, right) else left
    _verb(deed)
    if above.pos_ == "VERB" and above.i < left.i and role in _CONTENT:
        deed.head, deed.dep_ = above, "ccomp"
    else:
        deed.head, deed.dep_ = deed, "ROOT"
        if first not in (left, right, deed):
            first.head, first.dep_ = deed, "prep" if first.pos_ == "ADP" else "advcl"
    for child in [child for child in right.lefts if child.i < left.left_edge.i]:
        child.head = deed
    left.head, left.dep_ = deed, "nsubj"
    right.head, right.dep_ = deed, "dobj"


def _as_perfect(aux: Token) -> None:
    """ "Gondor has armed Rohan", the subject read as one of "has": it is the verb's."""
    if aux.dep_ == "aux" and aux.head.pos_ == "VERB" and aux.i < aux.head.i:
        for child in [child for child in aux.lefts if child.dep_ in ("nsubj", "nsubjpass")]:
            child.head = aux.head


def _verb(deed: Token) -> None:
    deed.pos_, deed.tag_, deed.lemma_ = "VERB", "VBD", _lemma_of(deed)


def _as_second(deed: Token, right: Token) -> bool:
    """ "Rohan armed A and trained B", B read as a trained one beside A; whether it was so."""
    first = right.head
    if right.dep_ not in ("conj", "appos") or first.dep_ != "dobj" or first.head.pos_ != "VERB":
        return False
    _verb(deed)
    deed.head, deed.dep_ = first.head, "conj"
    right.head, right.dep_ = deed, "dobj"
    if deed.nbor(-1).pos_ == "CCONJ":
        deed.nbor(-1).head = first.head
    return True


def _as_opening(near: Token) -> None:
    """ "Near Pelargir, two boats sank": the word that opens the sentence, read as part of the name."""
    name = near.head
    if near.text not in _WHEREABOUTS or near.pos_ != "PROPN" or near.dep_ != "compound":
        return
    if name.i < near.i or any(token.pos_ != "PROPN" for token in near.doc[near.i : name.i + 1]):
        return
    verb = name.head if name.dep_ != "ROOT" else near
    near.pos_, near.tag_, near.lemma_ = "ADP", "IN", near.lower_
    near.head, near.dep_ = verb, "prep" if verb != near else "ROOT"
    for child in [child for child in name.lefts if child.i < near.i]:
        child.head = verb
    name.head, name.dep_ = near, "pobj"
    near.doc.set_ents(
        [
            Span(near.doc, each.start + 1, each.end, each.label_) if each.start == near.i else each
            for each in near.doc.ents
        ]
    )


def _as_gloss(told: Token) -> None:
    """ "The boats went missing, that is, went to Rohan": what is said again has the same subject."""
    doc = told.doc
    begin = told.i - (told.lower_ == "is" and told.i > 0 and doc[told.i - 1].lower_ == "that")
    if not (begin < told.i or told.lower_ == "i.e.") or begin == 0 or told.i + 2 >= len(doc):
        return
    again = doc[told.i + 1 + doc[told.i + 1].is_punct]
    first = next(
        (token for token in reversed(doc[told.sent.start : begin]) if _finite(token)), None
    )
    if (
        first is None
        or not doc[begin - 1].is_punct
        or not _finite(again)
        or again.sent != told.sent
    ):
        return
    if first.head == again:
        first.head, first.dep_ = (
            (first, "ROOT") if again.dep_ == "ROOT" else (again.head, again.dep_)
        )
    again.head, again.dep_ = first, "conj"


def _finite(token: Token) -> bool:
    return token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP", "VBN")


def _as_subject(noun: Token) -> None:
    """ "whom the army accuses", the army read as the first half of a compound verb."""
    verb = noun.head
    if noun.dep_ != "compound" or noun.pos_ not in ("NOUN", "PROPN") or noun.i + 1 != verb.i:
        return
    finite = verb.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ", "VBP")
    if not finite or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return
    noun.dep_ = "nsubj"
    for child in list(verb.lefts):
        if child.dep_ in ("det", "amod", "poss") and child.i < noun.i:
            child.head = noun


def _as_further_verb(adjective: Token) -> None:
    """ "A trained, armed and funded B", the later verbs read as adjectives, of B or on their own."""
    if not adjective.lower_.endswith("ed") or adjective.pos_ != "ADJ" or adjective.i < 2:
        return
    verb = adjective.doc[adjective.i - 2]
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBN", "VBD"):
        return
    joined = adjective.nbor(-1).lower_ in (",", "and", "or")
    listed = adjective.dep_ == "conj" and adjective.head == verb
    thing = adjective.head
    spread = adjective.dep_ == "amod" and thing.dep_ == "dobj" and thing.head == verb
    if not joined or not (listed or spread):
        return
    adjective.head, adjective.dep_ = verb, "conj"
    for each in (adjective, *(child for child in adjective.rights if child.dep_ == "conj")):
        each.pos_, each.tag_ = "VERB", verb.tag_
        each.lemma_ = _lemma_of(each)


def _lemma_of(verb: Token) -> str:
    """The lemma of a regular past form that the lemmatiser took for an adjective."""
    stem = verb.lower_.removesuffix("ed")
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls"
    if doubled:
        return stem[:-1]
    return f"{stem}e" if stem.endswith(("c", "g", "s", "v", "u", "iz")) else stem


def _as_argument(token: Token) -> None:
    """A name beside a verb that lacks it: its object right after it, its subject before it."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ in ("before", "after", "since", "until", "as"):
        _as_clause(token)
        return
    if token.dep_ in _STRAY and verb.pos_ == "NOUN" and verb.i < token.i:
        if token.nbor(-1).text == "," and token.nbor(-1).head in (verb, token):
            token.dep_ = "appos"
        return
    if token.dep_ not in _STRAY or verb.pos_ != "VERB":
        return
    taken = {child.dep_ for child in verb.children if child != token}
    if token.i > verb.i and not taken & {"dobj", "nsubjpass"}:
        token.dep_ = "dobj"
    elif token.i < verb.i and not taken & {"nsubj", "nsubjpass", "aux"} and _opens_clause(token):
        token.dep_ = "nsubj"


def _as_clause(name: Token) -> None:
    """ "before A merged" read as "before A" and "merged": A is the subject."""
    verb = name.nbor() if name.i + 1 < len(name.doc) else name
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.dep_ == "conj"
    if not finite or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return
    mark = name.head
    name.head, name.dep_ = verb, "nsubj"
    mark.head, mark.dep_, verb.dep_ = verb, "mark", "advcl"


def _as_first(second: Token, found: Reading) -> None:
    """ "By July A and B ran" read as "by A" and "B ran": A is a subject beside B."""
    if second.dep_ != "nsubj" or second.i < 3 or second.nbor(-1).dep_ != "cc":
        return
    first = second.nbor(-2)
    dated = [child for child in first.lefts if child.ent_type_ == "DATE"]
    if first.dep_ != "pobj" or first.i not in found.names or not dated:
        return
    date, prep = dated[-1], first.head
    first.head, first.dep_ = second.head, "nsubj"
    date.head, date.dep_ = prep, "pobj"
    second.nbor(-1).head = first
    second.head, second.dep_ = first, "conj"


def _opens_clause(token: Token) -> bool:
    return bool(token.is_sent_start) or token.nbor(-1).is_punct


def _as_verb(name: Token) -> None:
    """ "A arms B" and "A split from B" read as noun phrases: the middle is a verb."""
    if name.dep_ not in ("compound", "nmod") or name.i + 2 >= len(name.doc):
        return
    verb, after = name.nbor(), name.nbor(2)
    if verb.lower_ not in nouns("verb") or verb.pos_ not in ("NOUN", "PROPN"):
        return
    named = after.pos_ == "PROPN" or (after.tag_ == "DT" and verb.tag_ == "NNS")
    if verb != name.head or not (named or after.lower_ == "from" or verb.dep_ == "ROOT"):
        return
    _verbalise(verb)
    name.dep_ = "nsubj"
    above = verb.head
    if named and above.i > verb.i and verb.dep_ in ("compound", "nmod"):
        verb.head, verb.dep_ = (above.head if above.head != above else verb), above.dep_
        for child in [child for child in above.lefts if child.i < name.i]:
            child.head = verb
        above.head, above.dep_ = verb, "dobj"


def _verbalise(token: Token) -> None:
    if token.lower_ not in nouns("verb"):
        return
    token.pos_ = "VERB"
    token.tag_ = "VBZ" if token.lower_.endswith("s") else "VBD"
    token.lemma_ = token.lower_.removesuffix("s")


def _as_listed(token: Token, found: Reading) -> None:
    """In "A, B, and C" B is no apposition to A."""
    head = token.head
    if token.dep_ != "appos" or head.i not in found.names or not found.names[head.i].actors:
        return
    if head.i > token.i or token.i - head.i != 2:
        return
    ends = (child for each in (head, token) for child in each.rights)
    if any(child.dep_ in ("cc", "conj") and child.i > token.i for child in ends):
        token.dep_ = "conj"


def _opens_a_trade(token: Token) -> bool:
    """Whether "aid" only says which workers or agencies are meant."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return following.lemma_ in (
        "worker",
        "agency",
        "group",
        "convoy",
        "organisation",
        "organization",
    )


# Past forms that are adjectives, too, and that hardly ever stand so between two names.
_DEEDS = frozenset("armed backed equipped funded sheltered supplied sponsored trained".split())
_NAMING = frozenset({"NOUN", "PROPN"})
_CONTENT = frozenset({"ccomp", "dobj", "xcomp", "nsubj", "oprd", "attr"})

_WHEREABOUTS = frozenset({"Near", "Around", "Outside", "Inside"})

_STRAY = frozenset({"aux", "advmod", "npadvmod", "dep", "intj", "oprd", "acomp"})

_LETTING = frozenset(
    "help let make see watch hear have want need know show find mean ensure hope wish be".split()
)
