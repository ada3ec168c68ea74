"""Mapping Militants (Crenshaw, Stanford): a text and two named groups, and how the two stand.

    python -m benchmarks.accuracy.militants [SHARED] [--coder frames]

Five answers: alliance, rivalry, affiliation, splinter, merger. The two groups are given to the coder
by name, as the task gives them to any reader: their names, spellings and initials in the text are those
of known actors (`naming`), and the text stands below a title of two paragraphs, one for each, so that
"the two groups" are these. Who leads a group, or is a part of it, stands for it.

Which answer a text gets follows from what our coder says of the two, by the rules of `POINTS`: each
relation, with its phase, gives points to an answer, as much as it is likely; statements of the two
count in full, those of one of them with somebody else, or of what a pronoun hides, a little. Some of a
group that join or found the other split from it; two that stand to the same third in the same way
are allies. Where the words that tell a relation of the two are one of the answers' own ("affiliates",
"split"), they speak for that answer and not for the relation. With a model, its scores of the pairs of
the groups' names join them where no statement names both. Weaker evidence gives few points: a relation
of which the text tells no ends (`HINT`), and the answers' own words wherever they stand (`WORDS`).
Where nothing is said, the answer is the commonest, alliance.

The rules were written from the codebook's definitions, mended on every second text of the file, and
their weights chosen there; the others, "held half", were not looked at. Baselines: the commonest answer, and TF-IDF with
cross-validation, no text straddling two folds. The texts that serve as development gold of statements
stand apart.
"""

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import World, reading
from allegiance.ontology.actors import normal
from allegiance.statements.coder import Coding, examine
from allegiance.statements.frames import frames
from allegiance.statements.statement import End, Statement
from benchmarks.accuracy import naming
from benchmarks.accuracy.baselines import crossed, majority
from benchmarks.accuracy.given import Place, Standing, weighed
from benchmarks.accuracy.results import (
    Missing,
    Mistake,
    Report,
    Result,
    Score,
    command,
    confusion,
    macro_f1,
    parser,
    present,
    rights,
    scored,
    share,
)

FILE = "data/text/mapping_militants/relations.jsonl"
GOLD = "data/gold_statements/mapping-militants-20.txt"
ANSWERS = ("alliance", "rivalry", "affiliation", "splinter", "merger")
COMMONEST = "alliance"
POINTS: dict[str, dict[str, float]] = {
    "ally": {"alliance": 1.0},
    "negotiate": {"alliance": 0.5},
    "aid": {"alliance": 0.6},
    "support": {"alliance": 0.7, "affiliation": 0.2},
    "arm": {"affiliation": 0.6, "alliance": 0.4},
    "fund": {"affiliation": 0.7, "alliance": 0.3},
    "train": {"affiliation": 0.5, "alliance": 0.5},
    "shelter": {"alliance": 0.6, "affiliation": 0.3},
    "command": {"affiliation": 0.9},
    "member": {"affiliation": 0.9},
    "merge": {"merger": 1.2},
    "fight": {"rivalry": 1.0},
    "oppose": {"rivalry": 1.0},
    "sanction": {"rivalry": 0.8},
}
ENDED: dict[str, dict[str, float]] = {
    "member": {"splinter": 1.3},
    "command": {"splinter": 0.9},
    "merge": {"splinter": 1.0},
    "ally": {"rivalry": 0.8, "splinter": 0.5},
    "support": {"rivalry": 0.6},
    "fight": {"alliance": 0.5},
    "oppose": {"alliance": 0.5},
}
BEGUN: dict[str, dict[str, float]] = {
    "member": {"merger": 0.5, "affiliation": 0.6},
    "command": {"splinter": 0.9, "affiliation": 0.3},
}
PARTIAL = {"splinter": 1.0, "affiliation": 0.2}  # some of one join or found the other
WORDS = {
    "alliance": r"\b(?:alliance|allie[sd]|cooperat|coordinat|joint)",
    "rivalry": r"\b(?:rival|enem|hostil|feud)",
    "affiliation": r"\b(?:affiliat|allegiance|umbrella|subsidiar|associated|linked)",
    "splinter": r"\b(?:splinter|split|offshoot|breakaway|br[eo]a?ke?n? away)",
    "merger": r"\b(?:merge|absorb|reunif|ceased? to exist|disband)",
}
JOINED = 0.3  # for a merger, where one joins what others merge into
SIDE = 0.6  # for an alliance, where both stand to the same third in the same way
BOTH, THROUGH, ONE, NEITHER = 1.0, 0.7, 0.25, 0.1  # a statement, by how many of the two it names
PAIR = 0.2  # how likely the model must find a relation of the two for it to count
COMMON = {("member", "holds"), ("command", "holds"), ("merge", "holds")}  # words that tell little
HINT = 0.1  # a relation of which the text tells no ends
WORD, HINT_WORD = 1.0, 0.1  # an answer's own word: told of the two, and anywhere
_MEN = (
    r"(?:(?:former|some|many|ex-)\s)*(?:members?|fighters?|militants?|rebels?|factions?|wings?|cells?"
    r"|guerr?illas?|dissidents?|defectors?|remnants?|majority|branch)"
)
_SOME = re.compile(rf"(?:the |a |an )?{_MEN}\b", re.IGNORECASE)
_SOME_OF = re.compile(rf"\b{_MEN}\s(?:of|from)\s(?:the\s)?$", re.IGNORECASE)
_ITS_SOME = re.compile(rf"(?:['’]s)?\s(?:\([\w-]+\)\s)?{_MEN}\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """One text with the two groups that it is about, and the answer."""

    id: str
    text: str
    one: str
    other: str
    answer: str
    date: str | None
    gold: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a text: who it is to the reader, where it is written, and who stands for it."""

    ids: frozenset[str]
    places: list[Place]
    names: frozenset[str] = frozenset()
    stands: frozenset[str] = frozenset()


Groups = tuple[Group, Group]


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """How many answers are right, by each coder."""
    asked = list(questions(shared))
    wanted = [each.answer for each in asked]
    known = naming.world((each.text, (each.one, each.other)) for each in asked)
    points = {coder: [weigh(each, coder, within=known) for each in asked] for coder in coders}
    said = {coder: [answer(each) for each in those] for coder, those in points.items()}
    report = Report()
    others = {"commonest": [majority(wanted)] * len(asked)}
    try:
        plain = [" ".join(re.findall(r"\w+|[^\w\s]", each.text.lower())) for each in asked]
        others["TF-IDF"] = crossed(plain, wanted, [each.text for each in asked])
    except Missing as missing:
        report.remarks.append(str(missing))
    for part, inside in PARTS.items():
        kept = [n for n, each in enumerate(asked) if inside(each)]
        for name in ("accuracy", "macro-F1"):
            if name == "macro-F1" and part:
                continue
            ours, theirs = (
                {key: _score(name, [those[n] for n in kept], [wanted[n] for n in kept])
                 for key, those in all_.items()}
                for all_ in (said, others)
            )  # fmt: skip
            report.results.append(Result("Mapping Militants", name + part, len(kept), ours, theirs))
    for one in ANSWERS:
        kept = [n for n, each in enumerate(asked) if each.answer == one]
        ours, theirs = (
            {key: _score("accuracy", [those[n] for n in kept], [wanted[n] for n in kept])
             for key, those in all_.items()}
            for all_ in (said, others)
        )  # fmt: skip
        name = f"share of {one} answered so"
        report.results.append(Result("Mapping Militants", name, len(kept), ours, theirs))
    if coders:
        report.mistakes = list(_mistakes(asked, points[coders[-1]]))
    return report


PARTS: dict[str, Callable[[Asked], bool]] = {
    "": lambda asked: True,
    ", held half": lambda asked: asked.held and not asked.gold,
    ", development gold": lambda asked: asked.gold,
}


def _score(name: str, said: list[str], wanted: list[str]) -> Score:
    if name == "accuracy":
        return scored(rights(said, wanted), share)
    return scored(confusion(said, wanted), macro_f1)


def questions(shared: Path) -> Iterator[Asked]:
    """Every text of the file with its two groups."""
    path = present(shared / FILE)
    gold = shared / GOLD
    held = " ".join(gold.read_text(encoding="utf-8").split()) if gold.exists() else ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        each = json.loads(line)
        yield Asked(
            each["id"], each["text"], each["group1"], each["group2"], each["relation"],
            each["date"], " ".join(each["text"].split()) in held, number % 2 == 1,
        )  # fmt: skip


def answer(points: dict[str, float]) -> str:
    """The answer with the most points; the commonest where nothing was said."""
    best = max(ANSWERS, key=lambda each: points.get(each, 0.0))
    return best if points.get(best) else COMMONEST


def weigh(asked: Asked, coder: str, *, within: World | None = None) -> dict[str, float]:
    """The points of each answer."""
    names = (asked.one, asked.other)
    text = f"{naming.bare(asked.one)}.\n\n{naming.bare(asked.other)}.\n\n{asked.text}"
    document = Document(id=identify(text), text=text, date=asked.date)
    known = within or naming.world([(text, names)])
    doc = annotate(document, world=known, coder=coder)
    groups = met(doc, names)
    codings = [examine(sentence) for sentence in doc.sents]
    statements = [said for coding in codings for said in coding.statements]
    points = told(statements, groups, text)
    if not any(len(_sides(said, groups)) == 2 for said in statements):
        for each in between_groups(doc, (groups[0].places, groups[1].places)):
            _give(points, each.relation, each.phase, each.likely)
    hint(points, codings)
    _add(points, worded(asked.text), 1.0)
    return points


def between_groups(doc: Doc, places: tuple[list[Place], list[Place]]) -> list[Standing]:
    """What the model thinks of the two groups' names: each relation where it is likeliest."""
    best: dict[str, Standing] = {}
    first = len(places[0])
    for each in weighed(doc, [*places[0], *places[1]], PAIR):
        known = best.get(each.relation)
        apart = (each.source < first) != (each.target < first)
        if apart and not each.denied and (known is None or known.likely < each.likely):
            best[each.relation] = each
    return list(best.values())


def told(statements: Sequence[Statement], groups: Groups, text: str) -> dict[str, float]:
    """The points that some statements give."""
    points: dict[str, float] = {}
    enemies: tuple[set[str], set[str]] = (set(), set())
    merging = any(said.relation == "merge" for said in statements)
    groups = _represented(statements, groups)
    for said in statements:
        if said.polarity == "negative":
            continue
        sides = _sides(said, groups)
        count = _count(said, sides, groups)
        own = worded(said.trigger.text)
        if count and _partial(said, sides, text):
            _add(points, PARTIAL, said.confidence * count)
        elif len(sides) == 2 and own:
            _add(points, own, WORD * said.confidence * count / HINT_WORD)
        else:
            _give(points, said.relation, said.phase, said.confidence * count)
        if merging and len(sides) == 2 and (said.relation, said.phase) == ("member", "starts"):
            _add(points, {"merger": JOINED}, 1.0)
        if said.relation in ("fight", "oppose", "ally", "control") and len(sides) == 1:
            [side] = sides
            thirds = (end for end in (said.source, said.target) if not _is(end, groups[side]))
            enemies[side].update(f"{said.relation} {third.id}" for third in thirds)
    if enemies[0] & enemies[1]:
        _add(points, {"alliance": SIDE}, 1.0)
    return points


def hint(points: dict[str, float], codings: Iterable[Coding]) -> None:
    """Add what words speak for that tell a relation, though the text does not say of whom."""
    known = {frame.id: frame for frame in frames()}
    heard = {
        (frame.relation, frame.phase or "holds")
        for coding in codings
        for tried in coding.candidates
        if tried.refused and tried.fits and (frame := known.get(tried.frame)) is not None
    }
    for relation, phase in heard - COMMON:
        _give(points, relation, phase, HINT)


def worded(text: str) -> dict[str, float]:
    """What a text speaks for by the answers' own words: "splinter", "affiliates", "rivals"."""
    return {
        each: HINT_WORD for each, words in WORDS.items() if re.search(words, text, re.IGNORECASE)
    }


def _add(points: dict[str, float], table: Mapping[str, float], weight: float) -> None:
    for each, worth in table.items():
        points[each] = points.get(each, 0.0) + worth * weight


def _give(points: dict[str, float], relation: str, phase: str, weight: float) -> None:
    """Add what a relation in a phase speaks for."""
    table = {"ends": ENDED, "starts": BEGUN}.get(phase, POINTS)
    _add(points, table.get(relation, POINTS.get(relation, {})), weight)


def met(doc: Doc, names: Sequence[str]) -> Groups:
    """The two groups as a text names them: where it writes them, and as whom the reader knows them."""
    mentions = list(reading(doc).mentions.values())
    found: list[tuple[set[str], list[Place]]] = []
    for name, places in zip(names, naming.written(doc.text, names), strict=True):
        wanted = frozenset(map(normal, naming.forms(name)))
        ids, here = set(), []
        for begin, end in places:
            over = [each for each in mentions if each.begin < end and begin < each.end]
            longer = [each for each in over if each.end - each.begin > end - begin + 9]
            if any(each.actor and each.actor.known for each in longer):
                continue
            here.append((begin, end))
            ids |= {each.actor.id for each in over if each.actor and each not in longer}
        ids |= {
            actor.id for each in mentions for actor in each.actors if normal(actor.name) in wanted
        }
        found.append((ids, here))
    (one, first), (other, second) = found
    return _group(one - other, first, doc), _group(other - one, second, doc)


def _group(ids: Collection[str], places: list[Place], doc: Doc) -> Group:
    actors = (actor for each in reading(doc).mentions.values() for actor in each.actors)
    names = frozenset(actor.name for actor in actors if actor.id in ids)
    return Group(frozenset(ids), places, names)


def _represented(statements: Sequence[Statement], groups: Groups) -> Groups:
    """The groups with those who stand for them: who leads one, or is a part of it."""
    also: list[set[str]] = [set(), set()]
    for said in statements:
        if said.relation not in ("member", "command") or said.polarity == "negative":
            continue
        for number, group in enumerate(groups):
            alone = not any(_is(said.source, each) for each in groups)
            if alone and _is(said.target, group) and said.source.kind != "unknown":
                also[number].add(said.source.id)
    both = also[0] & also[1]
    one, other = (
        replace(group, stands=frozenset(each - both))
        for group, each in zip(groups, also, strict=True)
    )
    return one, other


def _sides(said: Statement, groups: Groups) -> frozenset[int]:
    """Which of the two groups the ends of a statement are; both only where each is an end."""
    ends = [
        {number for number, group in enumerate(groups) if _is(end, group) or end.id in group.stands}
        for end in (said.source, said.target)
    ]
    return frozenset(ends[0] | ends[1])


def _count(said: Statement, sides: frozenset[int], groups: Groups) -> float:
    """How much a statement counts for the two groups."""
    direct = {
        number
        for number, group in enumerate(groups)
        if _is(said.source, group) or _is(said.target, group)
    }
    if len(sides) == 2:
        return BOTH if len(direct) == 2 else THROUGH
    if said.relation in ("member", "command", "base", "move"):
        return ONE / 2 if sides and said.phase == "ends" else ONE / 4 if sides else 0.0
    return ONE if sides else NEITHER


def _partial(said: Statement, sides: frozenset[int], text: str) -> bool:
    """Whether only some of one group join or found the other: "members of A formed B"."""
    joining = said.relation in ("member", "command") and said.phase == "starts"
    if not joining or len(sides) < 2:
        return False
    begin, end = said.source.begin, said.source.end
    around = (_SOME_OF.search(text[max(begin - 60, 0) : begin]), _ITS_SOME.match(text[end:]))
    return any(around) or _SOME.match(said.source.mention) is not None


def _is(end: End, group: Group) -> bool:
    """Whether an end is a group: by who it is, or by the place of a mention."""
    here = any(begin < end.end and end.begin < stop for begin, stop in group.places)
    part = end.name.partition(" of ")[2] in group.names
    return end.id in group.ids or here or part


def _mistakes(asked: Sequence[Asked], given: Sequence[dict[str, float]]) -> Iterator[Mistake]:
    for each, points in zip(asked, given, strict=True):
        said = answer(points)
        if said != each.answer:
            most = sorted(points.items(), key=lambda pair: -pair[1])
            told = ", ".join(f"{name} {value:.2f}" for name, value in most)
            yield Mistake(
                f"{each.id}: {each.one} and {each.other}", each.text, each.answer,
                f"{said} ({told or 'nothing found'})",
                points.get(said, 0.0) - points.get(each.answer, 0.0),
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(command("militants", measure, parser(__doc__).parse_args()))
