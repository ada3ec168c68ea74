"""Which names a text holds: found before the parser, each made one token.

Those that the registry and the gazetteer know, those whose shape tells them ("Suqour al-Sham"),
and those that the text introduces with an acronym. "Al-Qaeda in the Islamic Maghreb" is then
parsed as the one name it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from allegiance.language.aliases import Alias, again, aliases
from allegiance.language.reading import Known, Reading, Referent, World, refer, shipped, slug
from allegiance.language.resolution import hear, last_year, meant, settle, whichever
from allegiance.ontology import offices
from allegiance.ontology.actors import normal


@Language.factory("allegiance_names", default_config={})
def make_names(nlp: Language, name: str) -> "Names":
    return Names(shipped())


class Names:
    """Finds names that we know and makes one token of each."""

    def __init__(self, world: World) -> None:
        self.use(world)

    def use(self, world: World) -> None:
        """Know the actors and places of this world."""
        self.world = world
        self._trie = _Trie()
        for actor in world.actors:
            for name in actor.names:
                self._trie.add(name, Known(actors=(actor,)))
                if " the " in name:
                    self._trie.add(name.replace(" the ", " "), Known(actors=(actor,)))
            for name in actor.in_context:
                self._trie.add(name, Known(in_context=(actor,)))
            for name in actor.demonyms:
                self._trie.add(name, Known(demonym_of=(actor,)))
            if actor.capital:
                self._trie.add(actor.capital, Known(capital_of=actor))
        for name, found in world.places.fixed_names().items():
            self._trie.add(
                found[0].name if normal(found[0].name) == name else name.title(),
                Known(places=tuple(found)),
            )

    def spellings(self, text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Where a text has names that we know, with the words of all that they can be written as."""
        for begin, end, known in self._trie.search(text):
            actors = (*known.actors, *known.demonym_of, *known.in_context)
            names = (
                name
                for actor in actors
                for name in (*actor.names, *actor.demonyms, *actor.in_context)
            )
            places = (place.name for place in known.places)
            yield begin, end, frozenset(w for name in (*names, *places) for w in name.split())

    def __call__(self, doc: Doc) -> Doc:
        document = doc.user_data.get("document")
        found = doc.user_data["allegiance"] = Reading(
            self.world, date=getattr(document, "date", None)
        )
        matches = list(self._settled(doc, found))
        by_span = {(span.start, span.end): known for span, known in matches}
        others = [*_introduced(doc), *_shaped(doc), *_offices(doc, matches, found)]
        by_span |= {
            (span.start, span.end): known for span, known in _spelled(others, by_span, found)
        }
        named = filter_spans([*(span for span, _ in matches), *others])
        seconds = list(aliases(doc, named))
        spans, heads, acronyms = [], {}, []
        for span in filter_spans(
            [*named, *(span for each in seconds for span in again(doc, each))]
        ):
            known = by_span.get((span.start, span.end))
            whole, acronym = _bracketed(doc, span, by_span)
            if known is not None:
                heads[span.start_char] = known
            if acronym is not None:
                acronyms.append((acronym, span.text, known))
            spans.append(whole)
        spans = filter_spans(spans)
        for acronym, name, known in acronyms:
            _introduce(found, acronym, name, known)
        for each in seconds:
            _call(found, each, by_span)
        longer = [span for span in spans if len(span) > 1]
        with doc.retokenize() as retokenizer:
            for span in longer:
                retokenizer.merge(span, attrs={"LEMMA": span.text})
        for token in doc:
            known = heads.get(token.idx)
            if known is not None and not _renamed(token.text, known, found):
                found.names[token.i] = known
                token.norm_ = _model_name(known) or token.norm_
        return doc

    def _settled(self, doc: Doc, found: Reading) -> Iterator[tuple[Span, Known]]:
        """The names that we know, and what each can be beside the others of the text."""
        hits = [
            (span, known)
            for begin, end, known in self._trie.search(doc.text)
            if (span := doc.char_span(begin, end)) is not None
        ]
        found.heard = hear(known for _, known in hits)
        found.date = found.date or last_year(doc.text, found)
        for span, known in hits:
            settled = settle(known, span.text, found)
            if settled is not None:
                yield span, settled


def _spelled(
    spans: list[Span], by_span: Mapping[tuple[int, int], Known], found: Reading
) -> Iterator[tuple[Span, Known]]:
    """The names told by their shape that surely are of somebody we know, in another spelling."""
    for span in spans:
        if (span.start, span.end) not in by_span:
            actor = meant(span.text, found)
            if actor is not None:
                yield span, Known(actors=(actor,))


def _call(found: Reading, alias: Alias, by_span: Mapping[tuple[int, int], Known]) -> None:
    """From here on both names mean one actor: the one that we know by either, or the first itself.

    Two whom we know stay two: "the Nusra Front, now known as Hayat Tahrir al-Sham".
    """
    spans = (by_span.get((each.start, each.end)) for each in alias)
    both = [each for each in spans if each is not None and each.actors]
    if len(both) > 1:
        return
    name = alias.name.text
    known = both[0] if both else None
    referent = Referent(id=f"text:{slug(name)}", name=name, kind="organisation")
    if known is not None:
        referent = whichever(name, known.actors)
    for each in alias:
        found.introduced.setdefault(each.text.casefold(), referent)


def _renamed(name: str, known: Known, found: Reading) -> bool:
    """Whether the text has given a name that we know to somebody else: "Friends of Arda (FARC)"."""
    other = found.introduced.get(name.casefold())
    return other is not None and bool(known.actors) and not _is_one_of(other, known)


def _is_one_of(referent: Referent, known: Known) -> bool:
    return any(actor.id == referent.id for actor in known.actors)


def _model_name(known: Known) -> str | None:
    """A name of the same kind that the parser has often seen; it parses a rare one better as that."""
    if known.actors:
        return {"state": "iran", "person": "obama"}.get(known.actors[0].kind, "hamas")
    return "baghdad" if known.places and not known.demonym_of else None


def _bracketed(
    doc: Doc, span: Span, by_span: Mapping[tuple[int, int], Known]
) -> tuple[Span, str | None]:
    """A name with its acronym in brackets, "Army of the Levant (AL)", as one name; and the acronym."""
    end = span.end
    while end < len(doc) and (doc[end].is_quote or doc[end].is_space):
        end += 1
    if end + 2 >= len(doc) or doc[end].text != "(":
        return span, None
    closing = next(
        (at for at in range(end + 2, min(end + 8, len(doc))) if doc[at].text == ")"), None
    )
    if closing is None:
        return span, None
    inside = doc[end + 1 : closing]
    here, there = by_span.get((span.start, span.end)), by_span.get((inside.start, inside.end))
    alike = here is not None and there is not None and set(here.actors) & set(there.actors)
    if alike or _abbreviates(inside.text, span.text):
        return doc[span.start : closing + 1], inside.text
    return span, None


def _introduce(found: Reading, acronym: str, name: str, known: Known | None) -> None:
    """From here on the acronym, and the name, mean one actor."""
    actor = meant(f"{name} ({acronym})", found)
    if known is not None and known.actors and (actor is None or len(known.actors) == 1):
        referent = whichever(name, known.actors)
    elif actor is not None:
        referent = refer(actor)
        found.introduced.setdefault(name.casefold(), referent)
        found.introduced.setdefault(f"{name} ({acronym})".casefold(), referent)
    else:
        referent = Referent(id=f"text:{slug(name)}", name=name, kind="organisation")
        found.introduced.setdefault(name.casefold(), referent)
        found.introduced.setdefault(f"{name} ({acronym})".casefold(), referent)
    found.introduced.setdefault(acronym.casefold(), referent)


def _abbreviates(one: str, other: str) -> bool:
    """Whether one is an acronym of the other: its letters are the other's initials, in order."""
    short, long = sorted((one, other), key=len)
    if not (
        1 < len(short) <= 8 and short[:1].isupper() and short.isalnum()
    ) or " " not in long.replace("-", " "):
        return False
    initials = "".join(word[0] for word in re.split(r"[\s-]+", long) if word).casefold()
    letters = iter(initials)
    return (
        initials[:1] in (short[:1].casefold(), "t", "a")
        and all(letter in letters for letter in short.casefold() if letter.isalpha())
    ) or short.casefold() in initials


# Names of so many words at most, or a page of capitals takes minutes.
_INTRODUCED = re.compile(
    r"\b((?:[A-Z][\w'’]+[ -]|(?:of|the|for|in|and|al|de|fi|bi)[ -]){0,20}[A-Z][\w'’]*\w)['’\"”]?\s?\(([A-Z][A-Za-z]{1,7})\)"
)


def _introduced(doc: Doc) -> list[Span]:
    """Long names followed by their acronym in brackets, each as one span, without a leading "The"."""
    spans = []
    for match in _INTRODUCED.finditer(doc.text):
        name, acronym = match.group(1), match.group(2)
        words = [(word.group(), word.start()) for word in re.finditer(r"[\w'’]+", name)]
        capitals = [letter for letter in acronym if letter.isupper()]
        begin = None
        for length in range(len(words), 0, -1):
            tail = words[len(words) - length :]
            initials = [word[0].upper() for word, _ in tail if word[0].isupper()]
            if (
                tail[0][0][0].isupper()
                and initials[: len(capitals)] == capitals
                and len(initials) <= len(capitals) + 1
            ):
                begin = tail[0][1]
                break
        if begin is None:
            continue
        span = doc.char_span(match.start(1) + begin, match.end(1))
        if span is not None:
            spans.append(span)
    return spans


_FOREIGN = re.compile(
    r"\b(?:[A-Z][\w'’ʿʾ]+[ -]){0,10}(?:[A-Z][\w'’ʿʾ]+[ -]|\b(?=[aA]l-|[eE]l-|ash-|as-|an-))(?:(?:as|an|at|us)-|(?:[aA]l|[eE]l|ash|ar|ad|ul|bin|ibn|ben|bint|abu|Abu|Ag|ag|fi|van|von|der|de|da|dos|del|ould|Ould)[ -]+)+[A-Z][\w'’ʿʾ]+(?:[- ][A-Z][\w'’ʿʾ]+(?=[ ,.;:)]))?"
)


_INSTITUTION = re.compile(
    r"\b(?:(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th))[ -](?:(?:of the|for the|of|for|de|du)[ ])*){1,6}"
    r"(?:Front|Brigades?|Movement|Party|Council|Organi[sz]ation|Group|Network|Union|Congress|Squadron|Wing|Battalion|Division"
    r"|Regiment|Corps|Guards?|Command|Alliance|League|Committee|Agency|Legion|Federation|Resistance|Militia|Fighters|Airmen|Riders|Company|Marines)\b"
)


def _shaped(doc: Doc) -> list[Span]:
    """Names told by their shape: "Suqour al-Sham", "the 134th Expeditionary Fighter Squadron"."""
    spans = []
    for pattern in (_FOREIGN, _INSTITUTION):
        for match in pattern.finditer(doc.text):
            name = _POSSESSIVE.sub("", match.group())
            span = doc.char_span(*_untitled(name, match.start()))
            if span is not None and len(span) > 1:
                spans.append(span)
    return spans


def _offices(doc: Doc, matches: Iterable[tuple[Span, Known]], found: Reading) -> Iterator[Span]:
    """Ministries and services beside the name of their state: "Chad's Foreign Ministry"."""
    begins = {span.start_char: span.end_char for span, _ in matches}
    ends = {end: begin for begin, end in begins.items()}
    for begin, end in offices.spoken_of(doc.text):
        if tail := _OF.match(doc.text, end):
            span = doc.char_span(begin, begins.get(tail.end(), end))
        else:
            gap = next((gap for gap in _OWNED if doc.text.endswith(gap, 0, begin)), "")
            span = doc.char_span(ends.get(begin - len(gap), begin), end)
        if span is not None and meant(span.text, found) is not None:
            yield span


_OF = re.compile(r" of (?:the )?")
_OWNED = ("'s ", "’s ", " ")


def _untitled(name: str, begin: int) -> tuple[int, int]:
    """A name without the title, demonym or article that opens it."""
    end = begin + len(name)
    while True:
        first, gap, rest = name.partition(" ")
        if (
            not gap
            or not (normal(first) in _OPENERS or _is_demonym(first))
            or (" " not in rest and "-" not in rest)
        ):
            return begin, end
        begin += len(first) + 1
        name = rest


@cache
def _is_demonym(word: str) -> bool:
    return any(actor.kind == "state" for actor in shipped().actors.of_demonym(word))


class _Trie:
    """Names by their words in normal form; `search` gives the longest at each word."""

    def __init__(self) -> None:
        self._root: dict[str, dict[str, object]] = {}
        self._ends: dict[tuple[str, ...], list[tuple[str, Known]]] = {}
        self._prefixes: set[tuple[str, ...]] = set()
        self._first: set[str] = set()

    def add(self, name: str, known: Known) -> None:
        words = tuple(normal(name).split())
        if not words:
            return
        self._ends.setdefault(words, []).append((name, known))
        self._first.add(words[0])
        for length in range(1, len(words)):
            self._prefixes.add(words[:length])

    def search(self, text: str) -> Iterator[tuple[int, int, Known]]:
        words = [_word(match) for match in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            length, hit = self._longest(words, at, text)
            if hit is not None:
                yield hit
            at += max(length, 1)

    def _longest(
        self, words: list["_Word"], at: int, text: str
    ) -> tuple[int, tuple[int, int, Known] | None]:
        """How many words the longest name at a word has, and that name."""
        best, hit = 0, None
        key: tuple[str, ...] = ()
        if not {words[at].form, words[at].bare} & self._first:
            return best, hit
        for length in range(1, len(words) - at + 1):
            word = words[at + length - 1]
            if length > 1 and not _JOIN.fullmatch(text[words[at + length - 2].end : word.begin]):
                break
            for form, end in ((word.bare, word.bare_end), (word.form, word.end)):
                if (*key, form) in self._ends:
                    known = self._fits((*key, form), text[words[at].begin : end])
                    if known is not None:
                        best, hit = length, (words[at].begin, end, known)
                        break
            key = (*key, word.form)
            if key not in self._prefixes:
                break
        return best, hit

    def _fits(self, key: tuple[str, ...], text: str) -> Known | None:
        """What the name can be as it is written here: "us" is not the US, nor "Chad" a chad."""
        fitting = [known for name, known in self._ends[key] if _written_alike(name, text)]
        if not fitting:
            return None
        return Known(
            actors=tuple(dict.fromkeys(actor for known in fitting for actor in known.actors)),
            demonym_of=tuple(
                dict.fromkeys(actor for known in fitting for actor in known.demonym_of)
            ),
            capital_of=next((known.capital_of for known in fitting if known.capital_of), None),
            places=tuple(dict.fromkeys(place for known in fitting for place in known.places)),
            in_context=tuple(
                dict.fromkeys(actor for known in fitting for actor in known.in_context)
            ),
        )


class _Word(NamedTuple):
    """A word of a text in normal form, and the same without a possessive 's."""

    form: str
    begin: int
    end: int
    bare: str
    bare_end: int


def _word(match: re.Match[str]) -> _Word:
    bare = _POSSESSIVE.sub("", match.group())
    begin = match.start()
    return _Word(normal(match.group()), begin, match.end(), normal(bare), begin + len(bare))


def _written_alike(name: str, text: str) -> bool:
    plain = text.replace(".", "")
    if name.replace(".", "").isupper() and len(name.replace(".", "")) <= 6:
        return plain.isupper()
    if name[:1].isupper():
        return text[:1].isupper() or _SMALL.match(text) is not None
    return not (name.islower() and text.isupper())


_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d*[^\W_]+(?:['’ʼ`][^\W\d_]+)*")


_SMALL = re.compile(
    r"(?:(?:al|el|ash|as|an|ar)-|(?:north|south|east|west|northeast|northwest|southeast|southwest)ern )"
    r"[^\W\d_a-z]"
)


_POSSESSIVE = re.compile(r"['’]s$")


_JOIN = re.compile(r"[ \t]?[-‐–]?[ \t]?|\n|[ \t]+|-")


_OPENERS = frozenset(
    "the a an some many several most other all these those in on at by for from with of and but as after before when while since during under both secretary minister prime president general colonel"
    " captain emir commander leader sheikh king prince mr mrs ms dr sir senator spokesman spokesperson chief navy army air defense defence foreign former"
    " col gen capt maj lt sgt ambassador governor mayor ayatollah imam mullah premier chancellor".split()
)
