"""Who fills which slot of a trigger: its subject, its object, what stands after its prepositions.

The parser's tree says this directly only for the plainest clause. Here passives, coordination,
control ("trying to drive out"), relative clauses, participles, light verbs ("provided support")
and copulas ("is an ally of") are read back to one set of slots, so that a frame can be written
once:

- `subject`, `object`, `dative`: of a verb, in the active voice, whatever the voice of the text;
- `owner`: whose noun it is ("A's attack", "the French attack"); `bearer`: what the noun or
  adjective is said of ("B is an ally", "rebels loyal to A", "leader B");
- `beside`: the name before a noun that has an owner as well ("their Hezbollah allies");
- any preposition by its own name: `of`, `against`, `with`, `to`, `from`, `by`, `in` ...;
- `content`: the clause that a verb or noun governs.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from allegiance.language.reading import nouns, reading

Slots = dict[str, list[Token]]


def slots(trigger: Token) -> Slots:
    """The heads of the phrases that fill each slot of a trigger, coordination not yet expanded."""
    if trigger.pos_ in ("VERB", "AUX"):
        return _verb(trigger)
    if trigger.pos_ in ("NOUN", "PROPN"):
        return _noun(trigger)
    return _adjective(trigger)


def conjuncts(head: Token) -> Iterator[Token]:
    """A head and what is coordinated with it: "A, B and C", "A as well as B"."""
    waiting = [head]
    while waiting:
        token = waiting.pop()
        yield token
        others = [child for child in token.rights if child.dep_ == "conj"]
        waiting += [each for each in reversed(others) if not _clausal(each) and _alike(each)]


def _alike(other: Token) -> bool:
    """Parsers hang a following clause's noun on the last one; a new subject is not a conjunct."""
    return not any(child.dep_ in ("nsubj", "nsubjpass", "cop") for child in other.children)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the verb says, read through control, coordination and participles."""
    if depth > 8:
        return []
    if passive(verb):
        return _pobj(verb, "agent") or _pobj(verb, "by")
    own = [child for child in verb.lefts if child.dep_ in ("nsubj", "csubj", "expl")]
    own += [child for child in verb.rights if child.dep_ == "nsubj"]
    if own:
        both = len(own) > 1 and any(token.dep_ == "cc" for token in verb.doc[own[0].i : own[-1].i])
        return [
            _antecedent(child, verb)
            for child in (own if both else _fullest(own))
            if child.dep_ == "nsubj"
        ]
    if verb.tag_ == "VBG":
        owned = [child for child in verb.lefts if child.dep_ == "poss"]
        if owned:
            return owned
    return _inherited(verb, depth)


def _fullest(subjects: list[Token]) -> list[Token]:
    """The one of several subjects that the verb's deed is: "men, most of them young, seized P"."""
    named = [each for each in subjects if each.lemma_.lower() not in nouns("part")]
    return (named or subjects)[-1:]


def objects(verb: Token, depth: int = 0) -> list[Token]:
    """Whom or what the verb's deed is done to."""
    own = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    if own:
        return [_antecedent(child, verb) for child in own[:1]]
    if passive(verb):
        return _passive_subjects(verb, depth)
    if verb.tag_ == "VBG" and verb.dep_ in ("pobj", "pcomp", "nsubj", "dobj") and _pobj(verb, "of"):
        return _pobj(verb, "of")
    if (
        verb.dep_ == "relcl"
        and _has_subject(verb)
        and verb.i > verb.head.i
        and not _subject_is_relative(verb)
    ):
        return [_relative_head(verb)] if not _stranded(verb) else []
    above = verb.head
    if verb.dep_ == "conj" and above.pos_ == "VERB":
        common = (
            [each for each in objects(above, depth + 1) if each.i > verb.i] if depth < 4 else []
        )
        if common:
            return common
    later = [child for child in verb.rights if child.dep_ == "conj" and child.pos_ == "VERB"]
    if later and not any(
        child.dep_ in ("prep", "ccomp", "xcomp", "dative") for child in verb.children
    ):
        shared = later[0]
        if not _has_subject(shared) and not passive(shared):
            return objects(shared, depth + 1) if depth < 4 else []
    return []


def passive(verb: Token, depth: int = 0) -> bool:
    """Whether the verb is in the passive voice, told or reduced ("the town seized by A")."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ in ("acl", "relcl", "amod"):
        return True
    if verb.dep_ == "advcl":
        return not any(child.dep_ in ("nsubj", "dobj") for child in verb.children)
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _has_subject(verb):
        return depth < 8 and passive(verb.head, depth + 1)
    return any(child.dep_ == "agent" for child in verb.children)


def bearers(trigger: Token, depth: int = 0) -> list[Token]:
    """What a relational noun or adjective is said of."""
    head = trigger.head
    if depth > 5:
        return []
    if trigger.dep_ in ("attr", "acomp", "oprd") or (
        trigger.dep_ in ("advcl", "dep") and head.lemma_ == "be"
    ):
        if head.lemma_ in _COPULAS or trigger.dep_ == "oprd":
            return _copula_subjects(head, trigger, depth)
        return subjects(head)
    if trigger.dep_ == "ROOT" or (
        trigger.pos_ == "ADJ" and trigger.dep_ in ("ccomp", "conj", "advcl", "relcl")
    ):
        own = [child for child in trigger.children if child.dep_ in ("nsubj", "nsubjpass")]
        if own:
            return [_antecedent(own[0], trigger)]
    person = _named_before(trigger)
    if person is not None:
        return [person]
    if trigger.dep_ == "appos":
        return [head]
    if trigger.dep_ == "conj" and head.pos_ == trigger.pos_:
        own = [child for child in trigger.children if child.dep_ == "appos"]
        return own or bearers(head, depth + 1)
    if trigger.dep_ in ("amod", "acl"):
        return [head]
    if (
        trigger.dep_ in ("compound", "nmod", "npadvmod", "poss")
        and head.pos_ in ("PROPN", "NOUN")
        and trigger.i < head.i
    ):
        return [head]
    if (
        trigger.dep_ == "nsubj"
        and head.lemma_ in ("be", "include", "comprise")
        and trigger.i < head.i
    ):
        named = [
            child
            for child in head.children
            if child.dep_ in ("attr", "dobj") and child.pos_ == "PROPN"
        ]
        if named:
            return named
    if (
        trigger.dep_ in ("nsubj", "nsubjpass")
        and trigger.i + 1 < len(trigger.doc)
        and trigger.nbor().dep_ == trigger.dep_
        and trigger.nbor().head == head
    ):
        return [trigger.nbor()]
    if trigger.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
        apposed = [child for child in trigger.children if child.dep_ == "appos"]
        if apposed:
            return apposed
        of = [child for child in trigger.rights if child.dep_ == "prep" and child.lower_ == "of"]
        for prep in of:
            for target in prep.children:
                named = [
                    child
                    for child in target.rights
                    if child.dep_ == "appos" and child.ent_type_ == "PERSON"
                ]
                if target.dep_ == "pobj" and named:
                    return named
    if trigger.dep_ == "pobj" and head.dep_ == "prep":
        if head.lower_ == "of" and (
            head.head.pos_ == "NUM"
            or head.head.lower_ in ("one", "some", "many", "most", "both", "two", "several", "part")
        ):
            return bearers(head.head, depth + 1)
        if head.lower_ == "as":
            verb = head.head
            return objects(verb) or subjects(verb) if verb.pos_ == "VERB" else [verb]
        people = trigger.lemma_ in nouns("person") | nouns("member") | nouns("group")
        if (head.lower_ in ("under", "at", "on", "with") and not people) or (
            head.lower_ == "in" and trigger.lemma_ in _STATES
        ):
            above = head.head
            if above.pos_ in ("VERB", "AUX"):
                return (
                    objects(above) or subjects(above)
                    if above.lemma_ != "be"
                    else _copula_subjects(above, trigger, depth)
                )
            return [above]
    return []


def _named_before(trigger: Token) -> Token | None:
    """The person just before a comma and his office: "A, leader of B, and C, leader of D"."""
    at = trigger.left_edge.i
    if trigger.dep_ not in ("appos", "conj") or at < 2 or trigger.doc[at - 1].text != ",":
        return None
    person = trigger.doc[at - 2]
    mention = reading(person.doc).mentions.get(person.i)
    if mention is None or mention.actor is None or mention.generic:
        return None
    return person if mention.actor.kind == "person" else None


def _verb(verb: Token) -> Slots:
    found: Slots = {"subject": subjects(verb), "object": objects(verb)}
    dative = [child for child in verb.children if child.dep_ == "dative"]
    found["dative"] = [
        target
        for child in dative
        for target in ([child] if child.pos_ != "ADP" else _children(child, "pobj"))
    ]
    if not found["dative"] and found["object"]:
        found["dative"] = _recipient(verb, found["object"][0])
    _parted(verb, found)
    _prepositions(verb, found)
    for thing in found["object"]:
        for each in conjuncts(thing) if thing.i > verb.i else ():
            _prepositions(each, found, weak=True)
    for child in verb.children:
        if child.dep_ in ("prt", "advmod", "acomp") and child.i > verb.i:
            _prepositions(child, found, weak=True)
        elif child.dep_ in ("ccomp", "xcomp"):
            found.setdefault("content", []).append(child)
            if any(grand.tag_ == "TO" for grand in child.lefts):
                found.setdefault("infinitive", []).append(child)
    if verb.dep_ == "relcl":
        _stranded_preposition(verb, found)
    for clause in found.get("content", ()):
        found.setdefault("content subject", []).extend(
            child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")
        )
    return found


def _parted(verb: Token, found: Slots) -> None:
    """ "gave us the rifles", "rifles that A gave B", where the parser makes objects of both."""
    both = [child for child in verb.children if child.dep_ in ("dobj", "dative")]
    told = [child for child in both if child.dep_ == "dobj" or child.tag_ == "WDT"]
    if len(told) != 2 or verb.lemma_ not in _GIVING:
        return
    taker, thing = told
    if taker.tag_ == "WDT" or taker.lower_ == "that":
        taker, thing = thing, taker
    found["dative"], found["object"] = [taker], [_antecedent(thing, verb)]


def _recipient(verb: Token, thing: Token) -> list[Token]:
    """ "A was given rifles" and, where the parser makes one name of it, "gave A rifles"."""
    if passive(verb) and thing.dep_ == "dobj":
        return _passive_subjects(verb, 0)
    if verb.lemma_ in _GIVING:
        return [
            child
            for child in thing.lefts
            if child.dep_ in ("compound", "nmod")
            and child.pos_ in ("PROPN", "NOUN")
            and child.text[:1].isupper()
            and child.tag_ != "JJ"
        ][:1]
    return []


def _noun(noun: Token) -> Slots:
    found: Slots = {"owner": owners(noun), "bearer": bearers(noun)}
    found["beside"] = _beside_owner(noun)
    _prepositions(noun, found)
    for name in ("between", "among"):
        if not found.get(name):
            found[name] = _strayed_between(noun, name)
    light = light_verb(noun)
    helped = _helped(noun) or _accused(noun) or _responsible(noun)
    if helped:
        found["subject"] = helped
    elif light is not None and light.lemma_.lower() not in _TELLING:
        found["subject"] = subjects(light)
        _lent(noun, light, found)
        if not found.get("against"):
            found["against"] = _strayed_against(noun, light)
        for child in light.children:
            if child.dep_ == "dative":
                found["dative"] = [child] if child.pos_ != "ADP" else _children(child, "pobj")
        if passive(light):
            if noun in objects(light):
                found["subject"] = _pobj(light, "agent") or _pobj(light, "by")
            elif not found["subject"]:
                found["patient"] = objects(light)
        elif light.lemma_ in _DYING:
            found["patient"] = subjects(light)
    for child in noun.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for by in _pobj(child, "agent"):
                found.setdefault("by", []).append(by)
            _prepositions(child, found, weak=True)
        elif child.dep_ == "acl":
            found.setdefault("content", []).append(child)
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and any(
            grand.dep_ == "mark" and grand.lower_ == "that" for grand in child.children
        ):
            found.setdefault("content subject", []).extend(
                grand for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass")
            )
    if light is not None:
        for child in light.children:
            if child.dep_ == "ccomp" and child.i > noun.i:
                found.setdefault("content subject", []).extend(
                    grand for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass")
                )
    if noun.dep_ in ("conj",) and not found["owner"]:
        found["owner"] = owners(noun.head)
    return found


def _adjective(adjective: Token) -> Slots:
    found: Slots = {"bearer": bearers(adjective)}
    _prepositions(adjective, found)
    if adjective.dep_ == "acomp":
        _prepositions(adjective.head, found, weak=True)
    return found


def _lent(noun: Token, light: Token, found: Slots) -> None:
    """What stands after a light verb's prepositions; "went to P for talks" is no talk with P."""
    own = {} if noun.dep_ == "pobj" else found
    _prepositions(light, own, weak=True)
    for name, targets in own.items():
        if own is not found and name != "to" and not found.get(name):
            found[name] = targets


def _accused(noun: Token) -> list[Token]:
    """Whose deed it is that somebody is accused of: "accused A of the attack"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for", "over", "with"):
        return []
    verb = noun.head.head
    return objects(verb) if verb.pos_ == "VERB" and verb.lemma_ in _ACCUSING else []


def _responsible(noun: Token) -> list[Token]:
    """Whose deed it is by an adjective: "responsible for the attack"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "of"):
        return []
    above = noun.head.head
    return bearers(above) if above.lemma_ in ("responsible", "guilty") else []


def _beside_owner(noun: Token) -> list[Token]:
    """The name before a noun that somebody else owns: Hezbollah in "their Hezbollah allies"."""
    if not any(child.dep_ == "poss" for child in noun.lefts):
        return []
    named = ("compound", "amod", "nmod")
    return [child for child in noun.lefts if child.dep_ in named and child.text[:1].isupper()]


def _strayed_against(noun: Token, light: Token) -> list[Token]:
    """Whom a deed is against where the parser hangs that on a later word: "strikes using jets"."""
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return []
    preps = (t for t in light.subtree if t.lower_ == "against" and noun.i < t.i < noun.i + 12)
    return next((_children(prep, "pobj") for prep in preps), [])


def _strayed_between(noun: Token, name: str) -> list[Token]:
    """Between whom a thing is that its verb parts from them: "clashes broke out between A and B"."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or noun.head.pos_ != "VERB":
        return []
    return _pobj(noun.head, name) if noun.i < noun.head.i else []


def _whose(token: Token) -> Token:
    """Whom a "whose" belongs to."""
    if token.tag_ != "WP$":
        return token
    clause = token
    while clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else token


def _helped(noun: Token) -> list[Token]:
    """Who does a deed that others help with: "support for A in the fight", "help A in its fight"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "with"):
        return []
    above = noun.head.head
    if above.pos_ == "VERB" and above.lemma_ in _HELPING:
        return objects(above)
    given = [each for each in objects(above) if each.lemma_ in _HELPING and each.i > above.i]
    if above.pos_ == "VERB" and given:
        return _pobj(given[0], "for") or _pobj(given[0], "to")
    for _ in range(3):
        if above.pos_ == "NOUN" and above.lemma_ in _HELPING:
            for prep in above.rights:
                if prep.dep_ == "prep" and prep.lower_ in ("for", "of", "to"):
                    return _children(prep, "pobj")
        if above.dep_ not in ("pobj", "prep", "conj"):
            break
        above = above.head
    return []


def _prepositions(head: Token, found: Slots, *, weak: bool = False) -> None:
    """Put what stands after each preposition of a head into the slot of its name."""
    for child in head.children:
        if child.lower_ in _PHRASAL:
            continue
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in (
            "ADP",
            "SCONJ",
            "VERB",
            "ADV",
            "PART",
        ):
            name = child.lower_
            nested = [grand for grand in child.children if grand.dep_ == "prep"]
            targets = _children(child, "pobj")
            if targets and not (weak and found.get(name)):
                found.setdefault(name, []).extend(targets)
                for target in targets:
                    _chained(target, found)
            for grand in nested:
                found.setdefault(f"{name} {grand.lower_}", []).extend(_children(grand, "pobj"))
                found.setdefault(grand.lower_, []).extend(_children(grand, "pobj"))
            found.setdefault("content", []).extend(_children(child, "pcomp"))
            for other in child.children:
                if other.dep_ == "conj" and other.pos_ == "ADP":
                    found.setdefault(other.lower_, []).extend(_children(other, "pobj") or targets)


def _chained(target: Token, found: Slots) -> None:
    """Parsers hang a second preposition on the first one's noun: "attack by A on B"."""
    if target.lemma_ in _ENCOUNTERS:
        return
    for prep in target.rights:
        if prep.dep_ == "prep" and prep.lower_ in _CHAINING:
            found.setdefault(prep.lower_, []).extend(_children(prep, "pobj"))


def owners(noun: Token) -> list[Token]:
    """Whose the noun is: a possessive, a demonym, a name before it, also across a title's name."""
    found = [_whose(child) for child in noun.lefts if child.dep_ == "poss"]
    found += [
        child
        for child in noun.lefts
        if child.dep_ in ("amod", "compound", "nmod")
        and (child.pos_ == "PROPN" or child.text[:1].isupper())
        and not _fronted(child)
    ]
    if not found and noun.dep_ in ("compound", "nmod", "amod", "appos", "nsubj") and noun.i:
        before = noun.nbor(-1)
        if before.pos_ == "PROPN" and before.text[:1].isupper() and before.dep_ != "pobj":
            found = [before]
    if (
        not found
        and noun.dep_ in ("compound", "nmod", "amod")
        and noun.head.pos_ == "PROPN"
        and noun.i < noun.head.i
    ):
        found = [
            child
            for child in noun.head.lefts
            if child.i < noun.i
            and child.dep_ in ("compound", "poss", "amod", "nmod")
            and child.text[:1].isupper()
        ]
    return found


def _fronted(name: Token) -> bool:
    """Whether a name opens the sentence after "In": "In A Minister B met ..."."""
    return name.i > 0 and name.nbor(-1).text == "In" and bool(name.nbor(-1).is_sent_start)


def light_verb(noun: Token) -> Token | None:
    """The verb that lends a noun its subject: "launched an attack", "is in talks", "in support of"."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and verb.pos_ in ("VERB", "AUX"):
        return verb
    if noun.dep_ == "pobj" and verb.dep_ in ("prep", "agent"):
        above = verb.head
        if verb.lower_ in _BACKGROUND:
            return None
        if above.pos_ in ("VERB", "AUX"):
            return above
        if (
            above.dep_ in ("dobj", "nsubjpass")
            and above.head.pos_ == "VERB"
            and verb.lower_ in ("of", "to", "in", "with", "for")
        ):
            return above.head
        if verb.lower_ == "in" and (above.lemma_ in _PARTAKING or noun.lemma_ in _BEHALF):
            return _verb_above(above)
    return None


def _verb_above(token: Token) -> Token | None:
    """The verb of the clause that a token stands in; itself where it is one."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def _inherited(verb: Token, depth: int) -> list[Token]:
    """The subject of a verb that has none of its own."""
    head = verb.head
    if verb.dep_ == "relcl":
        return [_relative_head(verb)]
    if verb.dep_ == "acl":
        if verb.tag_ in ("VBG", "VBZ", "VBP", "VBD"):
            return [head]
        return owners(head) or _doers(head, depth)
    if verb.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return _copula_subjects(head, verb, depth)
    if verb.dep_ == "amod":
        return [head]
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and head.lemma_ in _ACCUSING:
        charged = [child for child in head.children if child.dep_ == "prep" and child.i < verb.i]
        if any(_children(prep, "pcomp") for prep in charged):
            return objects(head, depth + 1)
    if head.pos_ in ("VERB", "AUX") and verb.dep_ in (
        "xcomp",
        "advcl",
        "conj",
        "ccomp",
        "dep",
        "parataxis",
    ):
        if verb.dep_ == "conj":
            if passive(head):
                return objects(head, depth + 1)
            return subjects(head, depth + 1)
        if verb.dep_ in ("xcomp", "advcl") and head.lemma_ in _APPEALING:
            asked = _pobj(head, "to") or _pobj(head, "on") or _pobj(head, "upon")
            if asked:
                return asked
        if verb.dep_ in ("xcomp", "ccomp") and head.lemma_ in _OBJECT_CONTROL:
            controlled = objects(head, depth + 1) or [
                child for child in head.children if child.dep_ == "dative"
            ]
            if controlled:
                return controlled
        if passive(head):
            return objects(head, depth + 1)
        return subjects(head, depth + 1) or (
            _copula_subjects(head, verb, depth) if head.lemma_ == "be" else []
        )
    if verb.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        above = _verb_above(head)
        return subjects(above, depth + 1) if above is not None else []
    if head.pos_ == "ADJ" and verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return bearers(head)
    if head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("xcomp", "advcl"):
        return owners(head) or _doers(head, depth)
    if verb.dep_ == "pcomp":
        governor = head.head
        if governor.pos_ in ("VERB", "AUX"):
            if head.lower_ == "in" and governor.lemma_ in _HELPING and not passive(governor):
                return objects(governor, depth + 1)
            if (
                head.lower_ in ("of", "from", "for", "with", "into")
                and governor.lemma_ in _ACCUSING
            ):
                return objects(governor, depth + 1)
            if passive(governor):
                return objects(governor, depth + 1)
            return subjects(governor, depth + 1)
        if governor.pos_ in ("NOUN", "PROPN"):
            return owners(governor) or _doers(governor, depth)
        if governor.pos_ == "ADJ":
            return bearers(governor)
    return []


def _doers(noun: Token, depth: int) -> list[Token]:
    """Who a noun without an owner belongs to: the subject of the clause it is in."""
    if depth > 6:
        return []
    light = light_verb(noun)
    if light is not None and light.lemma_.lower() not in _TELLING:
        return objects(light, depth + 1) if passive(light) else subjects(light, depth + 1)
    if noun.dep_ in ("attr",):
        return subjects(noun.head, depth + 1)
    return []


def _copula_subjects(verb: Token, trigger: Token, depth: int) -> list[Token]:
    own = [
        child
        for child in verb.children
        if child.dep_ in ("nsubj", "nsubjpass") and child != trigger
    ]
    if own and own[0].lower_ not in ("it", "there", "that", "this", "what"):
        return [_antecedent(own[0], verb)]
    if not own:
        return _inherited(verb, depth + 1)
    return [own[0]] if own[0].lower_ == "it" else []


def _passive_subjects(verb: Token, depth: int) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in ("nsubjpass", "nsubj")]
    if own:
        return [_antecedent(own[0], verb)]
    if verb.dep_ in ("acl", "relcl", "amod"):
        return [_relative_head(verb)]
    if verb.dep_ in ("conj", "advcl", "xcomp") and depth < 6:
        head = verb.head
        return (
            objects(head, depth + 1)
            if passive(head) and verb.dep_ == "conj"
            else subjects(head, depth + 1) or objects(head, depth + 1)
        )
    return []


def _antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.tag_ in ("WDT", "WP", "WP$") or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = verb
        for _ in range(4):
            if clause.dep_ == "relcl":
                return _relative_head(clause)
            if clause.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "advcl"):
                break
            clause = clause.head
    return token


def _relative_head(clause: Token) -> Token:
    """The noun a clause modifies. "ally of LIFG, whom ..." is hung on "ally"; a name nearer by is meant."""
    head = clause.head
    start = clause.left_edge.i
    relative = clause.doc[start]
    if relative.lower_ in ("who", "whom", "whose"):
        for prep in head.rights:
            if prep.dep_ == "prep" and prep.lower_ == "of" and prep.i < start:
                named = [
                    child
                    for child in prep.children
                    if child.dep_ == "pobj" and child.pos_ == "PROPN"
                ]
                if named:
                    return named[-1]
        return _someone(head)
    if relative.lower_ in ("which", "that") and clause.lemma_ in _HARMING:
        return _happening(head)
    return head


def _happening(head: Token) -> Token:
    """What did the harm: in "attacks in P which killed ten" the attacks, not P."""
    mention = reading(head.doc).mentions.get(head.i)
    if head.dep_ != "pobj" or mention is None or mention.place is None:
        return head
    above = head.head.head
    while above.dep_ == "pobj" and above.head.dep_ == "prep":
        above = above.head.head
    return above if above.pos_ == "NOUN" else head


def _someone(head: Token) -> Token:
    """Who "who" is: in "a woman linked to A who shot at B" it is the woman."""
    above = head
    if head.pos_ != "PROPN" or head.dep_ != "pobj":
        return head
    while above.dep_ in ("pobj", "prep", "acl", "oprd", "xcomp", "acomp") and above.head != above:
        above = above.head
    said = [above, *(child for child in above.lefts if child.dep_ == "nsubj")]
    people = nouns("person") | nouns("people")
    return next((each for each in said if each.lemma_.lower() in people), head)


def _stranded(verb: Token) -> bool:
    return any(
        child.dep_ == "prep" and not any(True for _ in child.children) for child in verb.children
    )


def _stranded_preposition(verb: Token, found: Slots) -> None:
    """ "whom they have been fighting against", "against whom they fight"."""
    for child in verb.children:
        if child.dep_ == "prep" and not list(child.children):
            found.setdefault(child.lower_, []).append(_relative_head(verb))
    for name, targets in found.items():
        found[name] = [
            _relative_head(verb) if target.tag_ in ("WDT", "WP") else target for target in targets
        ]


def _subject_is_relative(verb: Token) -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubjpass") and child.tag_ in ("WDT", "WP")
        for child in verb.children
    ) or any(child.dep_ == "nsubj" and child.lower_ == "that" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _clausal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and any(
        child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in token.children
    )


def _pobj(verb: Token, name: str) -> list[Token]:
    for child in verb.children:
        if child.dep_ == name or (child.dep_ == "prep" and child.lower_ == name):
            return _children(child, "pobj")
    return []


def _children(token: Token, dep: str) -> list[Token]:
    return [child for child in token.children if child.dep_ == dep]


_PARTAKING = frozenset({"ally", "partner", "role", "part"})
_BEHALF = frozenset({"support", "defence", "defense", "aid", "favour", "favor", "retaliation"})
# What only tells when or why: "after the fall of A, B fled" says nothing of B's part in the fall.
_BACKGROUND = frozenset("after before since during until despite following amid because".split())
_PHRASAL = frozenset({"according", "due", "prior", "thanks", "owing", "contrary", "because"})
# Whose prepositions are theirs alone: who works in clashes with A does not work with A.
_ENCOUNTERS = frozenset("clash fight fighting war battle conflict feud dispute skirmish".split())
_HARMING = frozenset({"kill", "injure", "wound", "destroy", "claim", "hit", "leave", "damage"})
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "stay", "prove"})
_CHAINING = frozenset(
    {"against", "on", "to", "by", "with", "from", "for", "at", "in", "over", "between", "under"}
)
_OBJECT_CONTROL = frozenset(
    "beg implore beseech exhort oblige entreat counsel challenge dare tempt teach train pay hire recruit task induce bribe urge ask tell order force push press help allow enable let make get invite call persuade convince encourage"
    " want need require expect permit cajole lead prompt compel pressure cause assist see hear watch direct"
    " instruct command authorize authorise empower send use".split()
)  # fmt: skip
_HELPING = frozenset({"help", "support", "assist", "aid", "back", "backing", "assistance", "join"})
_TELLING = frozenset(
    "discuss say tell comment condemn denounce welcome mention describe note see hear praise consider report criticize criticise"
    " cover watch witness explain deny know study debate recall address oppose fear blame thank deplore regret applaud review"
    " defend justify inundate cite call believe doubt question investigate survive escape avoid prevent avert celebrate mark".split()
)
_GIVING = frozenset(
    "give send offer grant sell lend hand pay deliver supply provide promise lease bring buy find ship teach feed".split()
)
_APPEALING = frozenset("appeal call plead urge pray shout signal".split())
_STATES = frozenset(
    "hand charge control command league contact possession alliance conflict war cahoots".split()
)
_DYING = frozenset({"die", "perish", "suffer", "fall"})
_ACCUSING = frozenset(
    "accuse suspect stop prevent keep bar ban dissuade charge convict blame discourage deter hinder criticize criticise condemn denounce praise thank credit commend".split()
)
