"""The dictionaries of PETRARCH and TABARI: who has which code, and which verb tells which event.

Schrodt's automated coders (PETRARCH 1 and 2, and before them TABARI) read six kinds of file: actors
with the dates of their codes, agents ("minister", "police") that add to an actor's code, verbs with
the patterns around them, phrases that discard a sentence, issues, and prepositions. Each reader
here takes the text of one such file, as `text` reads it, and gives records; lines that do not
follow the format are kept with the reason, so that an import can show them.

The formats are described in the comments of the files themselves and of PETRARCH's reader
(openeventdata/petrarch, MIT): `_` joins words that must stand side by side, a blank allows others
between them; in a pattern `*` is the verb, `$` the source, `+` the target, `^` a noun phrase to
pass over, `%` a compound, `&NAME` any word of a set; version 2 writes a noun phrase as `{...}` and
a prepositional phrase as `(...)`.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from allegiance.errors import BrokenOntology

NULL = "---"
"""The code that says: no event, or nobody known."""

SOURCE, TARGET, SKIP, COMPOUND = "$", "+", "^", "%"


class Skipped(NamedTuple):
    """A line that does not follow its format, with its number from 1, and what is wrong with it."""

    line: int
    text: str
    why: str


class Word(NamedTuple):
    """One word of a phrase; `joined` where it must follow the word before it at once."""

    text: str
    joined: bool = False


Phrase = tuple[Word, ...]


class DatedCode(NamedTuple):
    """A code and the days it holds for, both inclusive; None where that side is open."""

    code: str
    since: date | None = None
    until: date | None = None

    @property
    def dated(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, day: date | None) -> bool:
        """Whether the code holds on that day; a dated code holds on no unknown day."""
        if day is None:
            return not self.dated
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Actor(NamedTuple):
    """One actor: its names, the primary one first, and its codes through time."""

    names: tuple[Phrase, ...]
    codes: tuple[DatedCode, ...]

    def code(self, day: date | None = None) -> str:
        """Its code on that day: the first dated one that holds, else the last undated, else `---`."""
        for each in self.codes:
            if each.dated and each.holds(day):
                return each.code
        plain = [each.code for each in self.codes if not each.dated]
        return plain[-1] if plain else NULL


class Agent(NamedTuple):
    """A role: its singular, plural or substituted names, and what it adds to an actor's code.

    `leads` where the code stands before the actor's ("NGO~") rather than after it ("~GOV").
    """

    names: tuple[Phrase, ...]
    code: str
    leads: bool = False


class Item(NamedTuple):
    """One element of a pattern: a symbol ($ + ^ %), or words any of which may stand there.

    `words` holds the alternatives, each one or more words in a row; `joined` is as in `Word`, towards
    the element nearer to the verb.
    """

    symbol: str
    words: tuple[tuple[str, ...], ...] = ()
    joined: bool = False


class Pattern(NamedTuple):
    """What may stand around a verb, and the event it then tells.

    `before` runs from the verb towards the beginning of the sentence, `after` towards its end.
    """

    before: tuple[Item, ...]
    after: tuple[Item, ...]
    code: str

    @property
    def length(self) -> int:
        return len(self.before) + len(self.after)


class Verb(NamedTuple):
    """One form of a verb: the word that is tagged as one, its fellows, its block and its code.

    "WIRE TAPPED" is `before=("WIRE",)`, "BROKEN DOWN" `after=("DOWN",)`; `before` runs away from the
    verb.
    """

    block: str
    code: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Actors(NamedTuple):
    """A dictionary of actors."""

    entries: tuple[Actor, ...]
    skipped: tuple[Skipped, ...] = ()


class Agents(NamedTuple):
    """A dictionary of agents."""

    entries: tuple[Agent, ...]
    skipped: tuple[Skipped, ...] = ()


class Verbs(NamedTuple):
    """A dictionary of verbs: forms by the word tagged as verb, patterns by block, sets of words."""

    forms: Mapping[str, tuple[Verb, ...]]
    patterns: Mapping[str, tuple[Pattern, ...]]
    synsets: Mapping[str, tuple[tuple[str, ...], ...]]
    skipped: tuple[Skipped, ...] = ()


class Discards(NamedTuple):
    """Phrases, in capitals, that discard the sentence or the whole story they stand in."""

    sentence: tuple[str, ...]
    story: tuple[str, ...]


class Issue(NamedTuple):
    """A phrase in capitals and the issue it tells; code "~" where it forbids any in its section."""

    phrase: str
    code: str


def text(path: Path) -> str:
    """The text of a dictionary, packed by gzip or not.

    Raises BrokenOntology where the file cannot be read as such.
    """
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as problem:
        raise BrokenOntology(
            f"dictionary {str(path)!r} cannot be read ({problem}); give a text file in UTF-8, or "
            "one packed by gzip"
        ) from None


def read_actors(content: str) -> Actors:
    """The actors of a dictionary: names, synonyms that begin with `+`, and dated codes."""
    entries: list[Actor] = []
    skipped: list[Skipped] = []
    names: list[Phrase] = []
    codes: list[DatedCode] = []

    def close() -> None:
        if names:
            entries.append(Actor(tuple(names), tuple(codes)))
        names.clear()
        codes.clear()

    for number, line in _lines(content):
        name = line.partition("[")[0].strip()
        if name and not name.startswith("+"):
            close()
        found = phrase(name.removeprefix("+"))
        if found:
            names.append(found)
        for inside in re.findall(r"\[([^\]]*)\]", line):
            try:
                codes.append(_dated(inside))
            except ValueError as problem:
                skipped.append(Skipped(number, line, str(problem)))
    close()
    return Actors(tuple(entries), tuple(skipped))


def read_agents(content: str) -> Agents:
    """The agents of a dictionary, with their plurals and what their substitution marks stand for."""
    entries: list[Agent] = []
    skipped: list[Skipped] = []
    marks: dict[str, list[str]] = {}
    for number, line in _lines(content):
        if line.startswith("!") and "=" in line:
            mark, _, values = line.partition("=")
            marks[mark.strip()] = [value.strip() for value in values.split(",")]
            continue
        name, bracket, rest = line.partition("[")
        code = rest.partition("]")[0].replace(" ", "")
        if not bracket or "~" not in code:
            skipped.append(Skipped(number, line, "no code with ~ that an agent adds"))
            continue
        forms = _agent_forms(name.strip(), marks)
        if forms is None:
            skipped.append(Skipped(number, line, "a substitution mark that is not defined"))
            continue
        names = tuple(each for form in forms if (each := phrase(form)))
        entries.append(Agent(names, code.strip("~"), leads=code.endswith("~")))
    return Agents(tuple(entries), tuple(skipped))


def read_verbs(content: str) -> Verbs:
    """The verbs of a dictionary of version 1 or 2: their forms, codes, patterns and sets of words."""
    lines = list(_lines(content))
    synsets = _synsets(lines)
    forms: dict[str, list[Verb]] = {}
    patterns: dict[str, list[Pattern]] = {}
    skipped: list[Skipped] = []
    block, code, inside = "", NULL, False
    for number, line in lines:
        if line.startswith("---"):
            block, code, inside = "", _code(line) or NULL, True
        elif line.startswith(("&", "+&")):
            inside = False
        elif line.startswith(("-", "*")) and "*" in line:
            found = _pattern(line, synsets)
            if isinstance(found, str):
                skipped.append(Skipped(number, line, found))
            else:
                patterns.setdefault(block, []).append(found)
        elif inside and not line.startswith(("~", "-")):
            name = line.partition("[")[0].partition("{")[0].strip()
            # The first verb names the block; TABARI's synonyms under it begin with "+" as well.
            block = block or name.replace("+", "")
            for word, verb in _verb_forms(line, block, _code(line) or code):
                same = [each for each in forms.get(word, []) if each[2:] != verb[2:]]
                forms[word] = [*same, verb]
    return Verbs(
        MappingProxyType({word: tuple(each) for word, each in forms.items()}),
        MappingProxyType({name: tuple(each) for name, each in patterns.items()}),
        MappingProxyType(synsets),
        tuple(skipped),
    )


def read_discards(content: str) -> Discards:
    """The phrases of a list of discards; those that begin with `+` discard the story."""
    phrases = [line.upper() for _, line in _lines(content)]
    stories = tuple(each[1:].strip() for each in phrases if each.startswith("+"))
    return Discards(tuple(each for each in phrases if not each.startswith("+")), stories)


def read_issues(content: str) -> tuple[Issue, ...]:
    """The phrases of a list of issues, with the forms that `n:`, `v:` and `+` stand for."""
    found = []
    for _, line in _lines(content):
        if line.startswith("~"):
            found.append(Issue(line.lstrip("~").strip().upper(), "~"))
        elif "[" in line:
            name = line.partition("[")[0].strip().upper()
            found += [Issue(form, _code(line)) for form in _issue_forms(name)]
    return tuple(found)


def phrase(name: str) -> Phrase:
    """The words of a name, in capitals; `_` joins, a blank does not, and one at the end says nothing."""
    words: list[Word] = []
    joined = False
    for text, link in re.findall(r"([^\s_]+)([\s_]*)", name.upper()):
        words.append(Word(text, joined))
        joined = link == "_"
    return tuple(words)


def plural(noun: str) -> str:
    """The regular plural."""
    if re.search(r"[^AEIOU]Y$", noun):
        return noun[:-1] + "IES"
    return noun + ("ES" if noun.endswith("S") else "S")


def verb_forms(verb: str) -> tuple[str, ...]:
    """A regular verb in its forms: itself, -S, -ED and -ING."""
    stem = verb[:-1] if verb.endswith("E") else verb
    if re.search(r"[^AEIOU]Y$", verb):
        return verb, verb[:-1] + "IES", verb[:-1] + "IED", verb + "ING"
    third = verb + ("ES" if verb.endswith(("S", "X", "Z", "CH", "SH")) else "S")
    return verb, third, stem + "ED", stem + "ING"


def day(written: str) -> date:
    """The day of YYYYMMDD or YYMMDD, where the years 00 to 30 are those of this century.

    Raises ValueError for no such day.
    """
    if len(written) > 7:
        year, rest = int(written[:4]), written[4:8]
    else:
        year, rest = int(written[:2]), written[2:6]
        year += 2000 if year <= 30 else 1900
    return date(year, int(rest[:2]), int(rest[2:]))


def _lines(content: str) -> Iterator[tuple[int, str]]:
    """Lines that say something, numbered from 1, without comments (`<!-- -->`, `#`, `;`)."""
    kept = re.sub(r"<\s*!.*?-->", lambda each: "\n" * each[0].count("\n"), content, flags=re.DOTALL)
    for number, line in enumerate(kept.splitlines(), start=1):
        stripped = re.sub(r"(^|\s|\])[#;](?!##\]).*", r"\1", line).strip()
        if stripped and not re.match(r"</?[A-Z]", stripped):
            yield number, stripped


def _dated(inside: str) -> DatedCode:
    """A code with its dates: "GON", "GON <950601", "GON >990816", "GON 19950601 - 19990815"."""
    code = re.split(r"[\s<>]", inside.strip(), maxsplit=1)[0]
    rest = inside.strip().removeprefix(code).strip()
    days = re.findall(r"\d+", rest)
    if not rest:
        return DatedCode(code)
    if not days:
        raise ValueError(f"no date in {inside!r}")
    if rest.startswith("<"):
        return DatedCode(code, until=day(days[0]))
    if rest.startswith(">"):
        return DatedCode(code, since=day(days[0]))
    if len(days) < 2 or day(days[1]) < day(days[0]):
        raise ValueError(f"no interval in {inside!r}")
    return DatedCode(code, day(days[0]), day(days[1]))


def _code(line: str) -> str:
    """What stands in the first square brackets."""
    return line.partition("[")[2].partition("]")[0].strip()


def _agent_forms(name: str, marks: Mapping[str, list[str]]) -> list[str] | None:
    """Singular and plural of an agent, or one form for each value of its mark; None for no such mark."""
    name, brace, rest = name.partition("{")
    name = name.strip()
    mark = re.search(r"![^!]+!", name)
    if mark:
        values = marks.get(mark[0])
        return None if values is None else [name.replace(mark[0], value) for value in values]
    if brace:
        return [name, *rest.partition("}")[0].split()]
    return [name, plural(name.rstrip("_"))]


def _synsets(lines: Iterable[tuple[int, str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The sets of words, with their plurals, and with the words of the sets that they name."""
    found: dict[str, list[tuple[str, ...]]] = {}
    name, plurals = "", True
    for _, line in lines:
        if line.startswith("&"):
            name, plurals = line.split()[0].rstrip("_"), not line.split()[0].endswith("_")
            found[name] = []
        elif line.startswith("+") and name:
            entry = line[1:].strip().strip("()").strip()
            if entry.startswith("&"):
                found[name] += found.get(entry.rstrip("_"), [])
                continue
            words = tuple(entry.upper().replace("_", " ").split())
            found[name].append(words)
            if plurals and words and not entry.endswith("_"):
                found[name].append((*words[:-1], plural(words[-1])))
        else:
            name = ""
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}


def _pattern(line: str, synsets: Mapping[str, tuple[tuple[str, ...], ...]]) -> Pattern | str:
    """A pattern, or what is wrong with it."""
    body = line.partition("[")[0].removeprefix("-").strip()
    if "[" not in line:
        return "a pattern without a code"
    # The groups of version 2 keep their order, which is what a sequence of words can say of them.
    left, _, right = re.sub(r"[(){}]", " ", body).partition("*")
    items = _items(left), _items(right)
    for text, _ in (*items[0], *items[1]):
        if text.startswith("&") and text not in synsets:
            return f"the set {text} is not defined"
    before = [
        _item(text, link, synsets)
        for text, link in reversed(list(_linked_right(items[0], left.endswith("_"))))
    ]
    after = [_item(text, link, synsets) for text, link in _linked_left(items[1], right[:1] == "_")]
    return Pattern(tuple(before), tuple(after), _code(line))


def _items(half: str) -> list[tuple[str, bool]]:
    """The elements of half a pattern, each with whether `_` alone links it to the next."""
    found = []
    for text, link in re.findall(r"([^\s_]+)([\s_]*)", half.upper()):
        found.append((text, link == "_"))
    return found


def _linked_right(items: list[tuple[str, bool]], at_verb: bool) -> Iterator[tuple[str, bool]]:
    """Elements before the verb: joined to the element on their right."""
    for at, (text, link) in enumerate(items):
        yield text, link if at + 1 < len(items) else at_verb


def _linked_left(items: list[tuple[str, bool]], at_verb: bool) -> Iterator[tuple[str, bool]]:
    """Elements after the verb: joined to the element on their left."""
    link_before = at_verb
    for text, link in items:
        yield text, link_before
        link_before = link


def _item(text: str, joined: bool, synsets: Mapping[str, tuple[tuple[str, ...], ...]]) -> Item:
    if text in (SOURCE, TARGET, SKIP, COMPOUND):
        return Item(text, joined=joined)
    words = synsets[text] if text.startswith("&") else ((text,),)
    return Item("", words, joined)


def _verb_forms(line: str, block: str, code: str) -> Iterator[tuple[str, Verb]]:
    """The forms of one verb of a block, each under the word that is tagged as verb."""
    name = line.partition("[")[0]
    name, brace, rest = name.partition("{")
    name = name.strip().upper().replace(" ", "_").rstrip("_")
    listed = rest.partition("}")[0].upper().split() if brace else []
    if "_" not in name:
        name = name.lstrip("+")
        for one in dict.fromkeys((name, *listed) if brace else verb_forms(name)):
            yield one.strip("+_"), Verb(block, code)
        return
    if "+" not in name:
        # "LASH OUT": a verb and its particle; "ABC_DEF_GHI" with no mark has its verb first.
        name = "+" + name
    words = name.split("_")
    at = next((place for place, word in enumerate(words) if word.startswith("+")), 0)
    forms = [form.split("_") for form in (name, *listed)]
    if not brace:
        forms += [[*words[:at], "+" + each, *words[at + 1 :]] for each in verb_forms(words[at][1:])]
    for form in forms:
        marked = [place for place, word in enumerate(form) if word.startswith("+")]
        for place in marked[:1]:
            fellows = tuple(reversed(form[:place])), tuple(form[place + 1 :])
            yield form[place][1:], Verb(block, code, *fellows)


def _issue_forms(name: str) -> list[str]:
    """A phrase of the list of issues in all the forms that its marks stand for."""
    forms = [""]
    for word in name.split():
        forms = [f"{form} {each}".strip() for form in forms for each in _word_forms(word)]
    return forms


def _word_forms(word: str) -> list[str]:
    """A word with its plural (`n:`) or verbal forms (`v:`), each `+` as a blank and as a hyphen."""
    marked = re.fullmatch(r"(.*?)\b([NV]):(\S+)", word)
    forms = [word]
    if marked is not None:
        before, mark, bare = marked.groups()
        tails = (bare, plural(bare)) if mark == "N" else verb_forms(bare)
        forms = [before + tail for tail in tails]
    return [form.replace("+", link) for form in forms for link in (" ", "-")[: 1 + ("+" in form)]]
