"""CAMEO events from our parse, through the dictionaries of PETRARCH.

A sentence becomes a row of words in capitals, with the noun phrases that stand for somebody marked
on it; a dictionary of patterns is read along that row, as PETRARCH does, while the tree of our parser
says what a verb phrase is, who its subject is, what belongs to a noun phrase and what is
coordinated. The meaning of the marks, the order of precedence and the treatment of commas, compounds
and passives follow the documentation of PETRARCH 1 (Schrodt, Beieler and Idris 2014):

- actors and agents are looked for in noun phrases alone: the phrase, with its possessors and one
  prepositional phrase; the first actor gives the code, and every agent beside it adds its own;
- clauses between commas, or after the last one, of two to eight words are passed over;
- a verb that is coded covers its whole verb phrase; the longest pattern that fits is taken, else
  the verb's own code; the target is the first coded phrase after the verb, the source the subject
  or the nearest coded phrase before it, unless the pattern says otherwise;
- a compound stands for each of its members, `%` for a compound whose members act on each other, and
  a code `A:B` for an event each way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

from spacy.tokens import Doc, Span, Token

from allegiance.ontology.petrarch import (
    COMPOUND,
    NULL,
    SKIP,
    SOURCE,
    TARGET,
    Actor,
    Actors,
    Agent,
    Agents,
    Discards,
    Item,
    Pattern,
    Phrase,
    Verb,
    Verbs,
)  # fmt: skip
from allegiance.statements.arguments import conjuncts, passive, slots

Entry = TypeVar("Entry")


class Event(NamedTuple):
    """One event: CAMEO codes; an actor of no dictionary is its phrase in double quotes."""

    source: str
    target: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How PETRARCH is set up, with its defaults.

    `new_actor_length` is of how many words an unknown actor may be, 0 for none; `require_dyad` whether
    an event needs a known source and target. A clause that commas set off is passed over when it has
    from `comma_min` to `comma_max` words, one that begins the sentence from `comma_bmin` to
    `comma_bmax`, one that ends it from `comma_emin` to `comma_emax`; a maximum of 0 passes over none.
    """

    new_actor_length: int = 0
    require_dyad: bool = True
    comma_min: int = 2
    comma_max: int = 8
    comma_bmin: int = 0
    comma_bmax: int = 0
    comma_emin: int = 2
    comma_emax: int = 8


@dataclass(frozen=True)
class Dictionaries:
    """What the coder knows: who, in which role, which verbs, and what is not coded at all."""

    actors: Actors
    agents: Agents
    verbs: Verbs
    discards: Discards

    def code(self, words: Sequence[str], day: date | None) -> str | None:
        """The code of a noun phrase: its first actor's with those of its agents; None for nobody."""
        actor, begin, end = None, 0, 0
        for at in range(len(words)):
            for name, each in self._actors.get(words[at], ()):
                reach = fits(name, words, at)
                if reach is not None:
                    actor, begin, end = each.code(day), at, reach
                    break
            if actor is not None:
                break
        roles, former, at = [], False, 0
        while at < len(words):
            if begin <= at < end:
                at = end
                continue
            found = None
            for name, agent in self._agents.get(words[at], ()):
                reach = fits(name, words, at)
                if reach is not None:
                    roles.append((agent.code, agent.leads))
                    found = reach
                    break
            former |= found is None and words[at] == "FORMER"
            at = found or at + 1
        if actor is None and not roles:
            return None
        if former and roles:
            roles = [("ELI", False)]
        code = actor or NULL
        for role, leads in roles:
            if any(code.startswith(role, place) for place in range(0, len(code), 3)):
                continue
            code = role + code if leads else code + role
        return None if code == NULL else code

    def discarded(self, text: str) -> str | None:
        """Why a sentence is not coded at all: "storydiscard", "sentencediscard", or it is: None."""
        upper = f" {' '.join(text.upper().split())}"
        for why, phrases in (
            ("storydiscard", self.discards.story),
            ("sentencediscard", self.discards.sentence),
        ):
            for each in phrases:
                stem = re.escape(each.rstrip("_").replace("_", " "))
                if re.search(rf"\s{stem}" + (r"\b" if each.endswith("_") else ""), upper):
                    return why
        return None

    @cached_property
    def _actors(self) -> Mapping[str, list[tuple[Phrase, Actor]]]:
        return _by_first_word((name, each) for each in self.actors.entries for name in each.names)

    @cached_property
    def _agents(self) -> Mapping[str, list[tuple[Phrase, Agent]]]:
        return _by_first_word((name, each) for each in self.agents.entries for name in each.names)

    @cached_property
    def patterns(self) -> Mapping[str, list[Pattern]]:
        """The patterns of each block of verbs, the longest first."""
        return {
            block: sorted(each, key=lambda pattern: -pattern.length)
            for block, each in self.verbs.patterns.items()
        }


def _by_first_word(named: Iterable[tuple[Phrase, Entry]]) -> dict[str, list[tuple[Phrase, Entry]]]:
    """Names by their first words, the longest first."""
    found: dict[str, list[tuple[Phrase, Entry]]] = {}
    for name, each in named:
        found.setdefault(name[0].text, []).append((name, each))
    for names in found.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return found


def fits(name: Phrase, words: Sequence[str], begin: int) -> int | None:
    """Where a name that begins at a word ends, or None where it does not stand there."""
    at = begin + 1
    for word in name[1:]:
        while at < len(words) and words[at] != word.text:
            if word.joined:
                return None
            at += 1
        if at >= len(words):
            return None
        at += 1
    return at


def irregular(text: str) -> str | None:
    """ "dateline" where a text begins with the place it was sent from, which PETRARCH refuses."""
    found = re.match(r"\s*[A-Z][A-Z .,'-]{2,}(\([A-Za-z]+\))?\s*(:|--|—)", text)
    return "dateline" if found else None


def code(
    doc: Doc, known: Dictionaries, day: date | None = None, options: Options | None = None
) -> list[Event]:
    """The events of a parsed sentence, each once, in the order of its verbs."""
    return list(dict.fromkeys(_Row(doc[:], known, day, options or Options()).events()))


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase on the row of words, from `begin` to before `end`.

    `members` are the places of the words of each of its members, one unless it is a compound, and
    `codes` what the dictionaries say of each, None of those they do not know.
    """

    begin: int
    end: int
    members: tuple[tuple[int, ...], ...]
    codes: tuple[str | None, ...] = ()

    @property
    def compound(self) -> bool:
        return len(self.members) > 1

    @property
    def known(self) -> tuple[str, ...]:
        """The codes, of a shared code ("A/B") each; empty where nobody is known."""
        return tuple(dict.fromkeys(one for code in self.codes if code for one in code.split("/")))


@dataclass(slots=True)
class _Match:
    """What the symbols of a pattern stand for."""

    source: Named | None = None
    target: Named | None = None
    both: Named | None = None


class _Tail(NamedTuple):
    """The prepositional phrase of a noun phrase: the places of its words, member by member, the heads
    in it, and its first token."""

    words: Sequence[tuple[int, ...]] = ((),)
    inside: Set[int] = frozenset()
    begin: int | None = None


@dataclass(slots=True)
class _Row:
    """One sentence as a row of words, and what is coded on it."""

    span: Span
    known: Dictionaries
    day: date | None
    options: Options
    words: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    spread: dict[int, list[int]] = field(default_factory=dict)
    bounds: set[int] = field(default_factory=set)
    named: list[Named] = field(default_factory=list)
    bases: list[tuple[int, int]] = field(default_factory=list)

    def events(self) -> Iterator[Event]:
        self._lay()
        self._name()
        covered = -1
        for token in self.span:
            at = self.places.get(token.i)
            if at is None or at <= covered or not _heads_verb_phrase(token):
                continue
            end = self._verb_phrase_end(token)
            events = self._verb(token, at, end)
            if events is not None:
                covered = end
                yield from events

    # The row.

    def _lay(self) -> None:
        """Words, without punctuation and possessive endings, and without short clauses."""
        listing = {at for token in self.span for at in _list_commas(token)}
        commas = [token.i for token in self.span if token.text == "," and token.i not in listing]
        dropped = _passed_over(self.span, commas, self.options)
        hyphen = False
        for token in self.span:
            if token.i in dropped:
                continue
            if token.i in commas:
                self.bounds.add(len(self.words))
            joined = (
                hyphen or (token.text in "-–" and token.i > 0 and not token.nbor(-1).whitespace_)
            ) and bool(self.words)
            hyphen = token.text in "-–" and not token.whitespace_ and joined
            if token.tag_ == "POS" or (token.is_punct and not joined):
                continue
            for part in re.split(r"[\s_]+", token.text.upper()):
                if joined:
                    self.words[-1] += part
                    self.places[token.i] = len(self.words) - 1
                    self.spread[token.i] = [len(self.words) - 1]
                    joined = False
                    continue
                self.places.setdefault(token.i, len(self.words))
                self.spread.setdefault(token.i, []).append(len(self.words))
                self.words.append(part)
                self.tokens.append(token)

    def _name(self) -> None:
        """The noun phrases of the row, compounds as one, with their codes."""
        used: set[int] = set()
        for token in self.span:
            if token.i in used or not _nominal(token):
                continue
            members, inside = self._members(_coordinated(token))
            places = sorted({place for member in members for place in member})
            used.update(inside)
            if not places:
                continue
            codes = self._codes(members)
            self.named.append(Named(places[0], places[-1] + 1, tuple(members), codes))
        self.named.sort(key=lambda each: (each.begin, -each.end))
        self.bases.sort()

    def _members(self, heads: Sequence[Token]) -> tuple[list[tuple[int, ...]], set[int]]:
        """The members of a noun phrase, each as the places of its words, and the heads used up."""
        bases = [self._base(head) for head in heads]
        bases = [bases[0], *(self._lent(heads[0], parts) for parts in bases[1:])]
        tails = [self._tail(head) for head in heads]
        used = {head.i for head in heads}.union(*(inside for _, inside, _ in tails))
        first, last = tails[0], tails[-1]
        if len(heads) > 1 and first.begin is not None and first.begin > heads[-1].i:
            parts = [part for base in bases for part in base]
            return [(*part, *words) for part in parts for words in first.words], used
        members = []
        for base, tail in zip(bases, tails, strict=True):
            for part in base:
                # "Envoys and ministers of Gondor": a role with nobody's name is of the same.
                [code] = self._codes([part])
                of_all = tail.begin is None and code is not None and code.startswith(NULL)
                members += [(*part, *words) for words in (last if of_all else tail).words]
        return members, used

    def _lent(self, first: Token, parts: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """A bare second noun with the adjectives of the first: "Elvish media and police"."""
        left = list(first.lefts)
        adjectives = [child for child in left if child.dep_ == "amod"]
        bare = len(parts) == 1 and len(parts[0]) == 1
        if not bare or len(adjectives) < len(left) or first.pos_ != "NOUN":
            return parts
        lent = [place for each in adjectives for place in self.spread.get(each.i, ())]
        return [(*lent, *parts[0])]

    def _tail(self, head: Token) -> _Tail:
        """The one prepositional phrase that belongs to a noun phrase."""
        for preposition in head.rights:
            if (
                preposition.dep_ == "prep"
                and preposition.tag_ == "IN"
                and preposition.i in self.places
            ):
                break
        else:
            return _Tail()
        objects = [child for child in preposition.rights if child.dep_ == "pobj"]
        if not objects or not _nominal(objects[0]):
            return _Tail()
        heads = _coordinated(objects[0])
        if any(child.dep_ == "prep" for each in heads for child in each.rights):
            return _Tail()
        place = self.places[preposition.i]
        words = [(place, *part) for each in heads for part in self._base(each)]
        return _Tail(words or [()], {each.i for each in heads}, preposition.i)

    def _base(self, head: Token) -> list[tuple[int, ...]]:
        """The words of a noun phrase up to its head, and names that follow at once; split where it
        coordinates within ("food and water supplies")."""
        begin = min([head.i, *(child.left_edge.i for child in head.lefts if _before(child))])
        if begin > self.span.start and _misread(self.span.doc[begin - 1]):
            begin -= 1
        end = head.i
        for child in head.rights:
            if child.left_edge.i != end + 1 or child.dep_ not in ("appos", "nummod", "nmod"):
                break
            end = child.right_edge.i
        tokens = [self.span.doc[at] for at in range(begin, end + 1)]
        parts: list[list[Token]] = [[]]
        for token in tokens:
            if token.tag_ == "CC":
                parts.append([])
            elif token.i in self.places:
                parts[-1].append(token)
        found = [
            tuple(dict.fromkeys(place for token in part for place in self.spread[token.i]))
            for part in parts
        ]
        places = [place for part in found for place in part]
        if places:
            self.bases.append((min(places), max(places) + 1))
        return [part for part in found if part]

    def _codes(self, members: Iterable[tuple[int, ...]]) -> tuple[str | None, ...]:
        """The codes of the members of a phrase."""
        return tuple(
            self.known.code([self.words[place] for place in member], self.day) for member in members
        )

    def _ends(self, named: Named | None) -> list[str]:
        """Who stands at an end of an event: codes, and short phrases for actors that are new."""
        found: list[str] = []
        if named is None:
            return found
        for member, code in zip(named.members, named.codes, strict=True):
            if code is not None:
                found += code.split("/")
            elif 0 < len(member) <= self.options.new_actor_length:
                found.append(f'"{" ".join(self.words[place] for place in member)}"')
        return list(dict.fromkeys(found))

    # The verbs.

    def _verb(self, token: Token, at: int, end: int) -> list[Event] | None:
        """The events that a verb tells; None where it is no verb of the dictionary, or of no event."""
        entry = self._entry(at)
        if entry is None:
            return None
        verb, first, last = entry
        upper = max((bound for bound in self.bounds if bound <= first), default=0)
        for pattern in self.known.patterns.get(verb.block, ()):
            match = self._match(pattern, first, last, upper, end)
            if match is not None:
                if pattern.code == NULL:
                    break
                return self._told(pattern.code, match, token, first, last, upper, end)
        if verb.code == NULL:
            return None
        return self._told(verb.code, _Match(), token, first, last, upper, end)

    def _entry(self, at: int) -> tuple[Verb, int, int] | None:
        """The form of the dictionary that stands at a verb, and its first and last word."""
        fitting = []
        for verb in self.known.verbs.forms.get(self.words[at], ()):
            first, last = at - len(verb.before), at + len(verb.after)
            before = tuple(reversed(self.words[max(first, 0) : at]))
            if (
                first >= 0
                and before == verb.before
                and tuple(self.words[at + 1 : last + 1]) == verb.after
            ):
                fitting.append((verb, first, last))
        return max(fitting, key=lambda each: each[2] - each[1], default=None)

    def _told(
        self, code: str, match: _Match, verb: Token, first: int, last: int, upper: int, end: int
    ) -> list[Event]:
        """The events of a code, once its source and target are found."""
        target = match.target or match.both
        source = match.source
        if target is None:
            target = _first(each for each in self.named if last < each.begin <= end)
        if target is None and not (match.both or match.source):
            return []
        if source is None:
            source = self._source(verb, first, upper, target) or match.both
        swapped = (
            match.source is None and match.target is None and match.both is None
            and passive(verb) and "BY" in self.words[last : end + 1]
        )  # fmt: skip
        if swapped:
            source, target = target, source
        return self._events(code, source, target)

    def _source(self, verb: Token, first: int, upper: int, target: Named | None) -> Named | None:
        """The subject of the verb where it is coded, else the nearest coded phrase before it."""
        taken = target.known if target is not None and not target.compound else ()
        before = [each for each in self.named if upper <= each.begin < first]
        own = slots(verb).get("object" if passive(verb) else "subject", [])
        places = [self.places[token.i] for token in own if token.i in self.places]
        subjects = [
            each
            for each in self.named
            if any(each.begin <= place < each.end for place in places) and each.begin < first
        ]
        for each in (*subjects, *reversed(before)):
            if each.known and (each.compound or each.known != taken):
                return each
        return before[-1] if before else None

    def _events(self, code: str, source: Named | None, target: Named | None) -> list[Event]:
        sources, targets = self._ends(source), self._ends(target)
        there, colon, back = code.partition(":")
        if colon and not (sources and targets):
            sources = targets = sources or targets
        if not self.options.require_dyad:
            sources, targets = sources or [NULL], targets or [NULL]
        pairs = [(one, other) for one in sources for other in targets if one != other]
        found = [Event(one, other, there) for one, other in pairs if there]
        found += [Event(other, one, back) for one, other in pairs if back]
        return list(dict.fromkeys(found))

    # Patterns.

    def _match(
        self, pattern: Pattern, first: int, last: int, upper: int, end: int
    ) -> _Match | None:
        """What a pattern's symbols stand for around a verb, or None where it does not fit."""
        for after in self._after(pattern.after, last + 1, end, _Match()):
            for whole in self._before(pattern.before, first - 1, upper, after):
                return whole
        return None

    def _after(self, items: tuple[Item, ...], at: int, end: int, match: _Match) -> Iterator[_Match]:
        """The ways in which items fit from a place onwards, the earliest first."""
        if not items:
            yield match
            return
        item, rest = items[0], items[1:]
        if not item.symbol:
            for place in range(at, end + 1):
                for words in item.words:
                    if tuple(self.words[place : place + len(words)]) == words and (
                        place + len(words) <= end + 1
                    ):
                        yield from self._after(rest, place + len(words), end, match)
                if item.joined and not _article(self.words[place]):
                    return
        elif item.symbol == SKIP:
            base = next((each for each in self.bases if at < each[1] <= end + 1), None)
            if base is not None:
                yield from self._after(rest, base[1], end, match)
        else:
            compound = item.symbol == COMPOUND
            ahead = [
                self._rest(each, at) for each in self.named if at < each.end and each.begin <= end
            ]
            if compound:
                ahead = [each for each in ahead if len(each.known) > 1]
            for each in sorted(ahead, key=lambda each: not each.known)[:1]:
                yield from self._after(
                    rest, max(at, each.begin), end, _bound(match, item, each, False)
                )

    def _before(
        self, items: tuple[Item, ...], at: int, upper: int, match: _Match
    ) -> Iterator[_Match]:
        """The ways in which items fit from a place backwards, the latest first."""
        if not items:
            yield match
            return
        item, rest = items[0], items[1:]
        if not item.symbol:
            for place in range(at, upper - 1, -1):
                for words in item.words:
                    begin = place - len(words) + 1
                    if begin >= upper and tuple(self.words[begin : place + 1]) == words:
                        yield from self._before(rest, begin - 1, upper, match)
                if item.joined and not _article(self.words[place]):
                    return
        elif item.symbol == SKIP:
            base = next((each for each in reversed(self.bases) if upper <= each[0] <= at), None)
            if base is not None:
                yield from self._before(rest, base[0] - 1, upper, match)
        else:
            behind = [each for each in reversed(self.named) if upper <= each.begin <= at]
            if item.symbol == COMPOUND:
                behind = [each for each in behind if len(each.known) > 1]
            for each in sorted(behind, key=lambda each: not each.known)[:1]:
                yield from self._before(
                    rest, min(at, each.end - 1), upper, _bound(match, item, each, True)
                )

    def _rest(self, named: Named, at: int) -> Named:
        """What of a phrase stands from a place onwards, where that names somebody itself."""
        if named.begin >= at:
            return named
        members = [tuple(place for place in each if place >= at) for each in named.members]
        rest = tuple(each for each in members if each)
        found = Named(at, named.end, rest, self._codes(rest))
        return found if found.known else named

    def _verb_phrase_end(self, verb: Token) -> int:
        """The place of the last word of the verb phrase that a verb heads."""
        last = verb.i
        head = verb
        if verb.dep_ in ("aux", "auxpass"):
            head = verb.head
            last = head.i
        for child in head.rights:
            if child.dep_ not in ("conj", "cc", "punct", "parataxis"):
                last = max(last, child.right_edge.i)
        return max(
            (place for token, place in self.places.items() if token <= last),
            default=self.places[verb.i],
        )


def _bound(match: _Match, item: Item, named: Named, upper: bool) -> _Match:
    """The match with what a symbol stands for; `%` before the verb acts, after it is acted on."""
    if item.symbol == SOURCE:
        return _Match(named, match.target, match.both)
    if item.symbol == TARGET:
        return _Match(match.source, named, match.both)
    if upper:
        return _Match(match.source or named, match.target or named, named)
    return _Match(match.source, match.target, named)


def _first(ahead: Iterable[Named]) -> Named | None:
    """The first phrase that is coded, else the first."""
    found = list(ahead)
    return next((each for each in found if each.known), found[0] if found else None)


def _article(word: str) -> bool:
    return word in ("A", "AN", "THE")


def _nominal(token: Token) -> bool:
    """Whether a token can head a noun phrase of its own."""
    if _misread(token):
        return not (token.i + 1 < len(token.doc) and token.nbor().pos_ in ("ADJ", "NOUN", "PROPN"))
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM") and token.tag_ not in ("DT", "NN", "NNS"):
        return False
    if token.tag_ in ("PRP$", "WP$", "WDT", "WP", "EX"):
        return False
    return token.dep_ not in (
        "compound", "nmod", "amod", "nummod", "poss", "det", "quantmod", "predet", "advmod", "case",
    ) and not (token.dep_ == "conj" and _within(token))  # fmt: skip


def _misread(token: Token) -> bool:
    """A name of several words that the parser takes for no noun at all."""
    return " " in token.text and token.dep_ in ("advmod", "punct", "dep", "mark")


def _within(token: Token) -> bool:
    """Whether a conjunct is part of what stands before a noun ("food and water supplies")."""
    head = token.head
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ in ("compound", "nmod", "amod", "poss", "det", "nummod")


def _before(child: Token) -> bool:
    """Whether what stands left of a noun belongs to its phrase."""
    return child.dep_ in (
        "compound", "nmod", "amod", "nummod", "poss", "det", "quantmod", "predet", "advmod",
        "npadvmod", "preconj", "neg", "case", "punct",
    )  # fmt: skip


def _heads_verb_phrase(token: Token) -> bool:
    """Whether a token is a verb that is not used as an adjective or noun."""
    return token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound", "nmod")


def _coordinated(head: Token) -> list[Token]:
    """The heads of a compound noun phrase, or the one of a simple one.

    "A, the B, and C": parsers take the one in the middle for an apposition; one that follows after a
    comma with no "and" ends no list.
    """
    heads = {each.i: each for each in conjuncts(head) if each is head or _nominal(each)}
    for each in _appositions(head):
        if len(heads) > 1 or _lists(each):
            heads |= {one.i: one for one in conjuncts(each) if _nominal(one)}
    found = [heads[at] for at in sorted(heads)]
    while len(found) > 1 and not _joined_by_and(found[-2], found[-1]):
        found.pop()
    return found


def _appositions(head: Token) -> list[Token]:
    """What a parser takes for an apposition after a comma, and "and" follows."""
    return [
        child
        for child in head.rights
        if child.dep_ == "appos"
        and _nominal(child)
        and child.left_edge.nbor(-1).text == ","
        and (_lists(child) or _before_and(child))
    ]


def _lists(token: Token) -> bool:
    return any(child.dep_ == "conj" and _nominal(child) for child in token.rights)


def _before_and(token: Token) -> bool:
    following = token.doc[token.right_edge.i + 1 :][:2]
    return any(each.tag_ == "CC" for each in following)


def _joined_by_and(one: Token, other: Token) -> bool:
    return any(token.tag_ == "CC" for token in one.doc[one.i + 1 : other.i])


def _list_commas(head: Token) -> Iterator[int]:
    """The commas between the members of a compound: "A, B and C"."""
    if not _nominal(head):
        return
    heads = _coordinated(head)
    for one, other in pairwise(heads):
        for token in head.doc[one.i + 1 : other.i]:
            if token.text == "," and token.i + 3 > min(other.left_edge.i, other.i):
                yield token.i


def _passed_over(span: Span, commas: Sequence[int], options: Options) -> set[int]:
    """The tokens of short clauses that commas set off: at the beginning, at the end, then between."""
    if not commas:
        return set()

    def short(begin: int, end: int, least: int, most: int) -> bool:
        stretch = span.doc[begin:end]
        words = [
            token for token in stretch if re.match(r"[^\W\d_]", token.text) and token.tag_ != "POS"
        ]
        return most > 0 and least <= len(words) <= most and not _goes_on(stretch)

    dropped: set[int] = set()
    if short(span.start, commas[0], options.comma_bmin, options.comma_bmax):
        dropped.update(range(span.start, commas[0] + 1))
    if short(commas[-1] + 1, span.end, options.comma_emin, options.comma_emax):
        dropped.update(range(commas[-1], span.end))
    for one, other in pairwise(commas):
        if short(one + 1, other, options.comma_min, options.comma_max):
            dropped.update(range(one, other + 1))
    return dropped


def _goes_on(stretch: Span) -> bool:
    """Whether a stretch is no clause set off: it has the verb of a subject that stands before it, or
    the main verb, and that not of a speaker whose words stand before it."""
    for token in stretch:
        if any(
            child.dep_ in ("nsubj", "nsubjpass") and child.i < stretch.start
            for child in token.lefts
        ):
            return True
        if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX"):
            return not any(child.dep_ in ("ccomp", "parataxis") for child in token.lefts)
    return False
