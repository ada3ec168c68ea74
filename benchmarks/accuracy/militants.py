"""Mapping Militants (Crenshaw, Stanford): a text and two named groups, and how the two stand.

    python -m benchmarks.accuracy.militants [SHARED] [--coder frames]

Five answers: alliance, rivalry, affiliation, splinter, merger. Which one a text gets follows from what
our coder says of the two groups, by the rules of `POINTS`: each relation, with its phase, gives points to
an answer, as much as it is likely; statements of the two groups count in full, those of one of them
with somebody else, or of what a pronoun hides, a little. With a model, its scores of the pairs of the
groups' names join them where no statement names both. Two that fight the
same third are allies in it. Where nothing is said, the answer is the commonest, alliance. The rules were
written from the codebook's definitions and mended on every second text of the file; the others, "held
half", were not looked at. Baselines: the commonest answer,
and TF-IDF with cross-validation, no text straddling two folds. The texts that serve as development gold
of statements stand apart.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from allegiance.documents.document import Document, identify
from allegiance.language import annotate
from allegiance.language.reading import reading
from allegiance.ontology.actors import normal, registry
from allegiance.statements.coder import code
from allegiance.statements.statement import End, Statement
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
    "ally": {"rivalry": 0.8, "splinter": 0.3},
    "support": {"rivalry": 0.6},
    "fight": {"alliance": 0.5},
    "oppose": {"alliance": 0.5},
}
BEGUN: dict[str, dict[str, float]] = {
    "member": {"merger": 0.5, "affiliation": 0.6},
    "command": {"splinter": 0.9, "affiliation": 0.3},
}
JOINED = 0.6  # for a merger, where one joins what others merge into
SIDE = 0.6  # for an alliance, where both fight the same third
BOTH, ONE, NEITHER = 1.0, 0.25, 0.1  # how much a statement counts by how many of the two it names
PAIR = 0.2  # how likely the model must find a relation of the two for it to count


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


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """How many answers are right, by each coder."""
    asked = list(questions(shared))
    wanted = [each.answer for each in asked]
    points = {coder: [weigh(each, coder) for each in asked] for coder in coders}
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


def weigh(asked: Asked, coder: str) -> dict[str, float]:
    """The points of each answer."""
    document = Document(id=identify(asked.text), text=asked.text, date=asked.date)
    doc = annotate(document, coder=coder)
    places = mentioned(doc, asked.one), mentioned(doc, asked.other)
    statements = code(doc)
    points = told(statements, asked, places)
    if not any(_named(said, asked, places) == BOTH for said in statements):
        for each in between_groups(doc, places):
            _give(points, each.relation, each.phase, each.likely)
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


def told(
    statements: Sequence[Statement], asked: Asked, places: tuple[list[Place], list[Place]]
) -> dict[str, float]:
    """The points that some statements give."""
    points: dict[str, float] = {}
    enemies: tuple[set[str], set[str]] = (set(), set())
    merging = any(said.relation == "merge" for said in statements)
    for said in statements:
        if said.polarity == "negative":
            continue
        count = _named(said, asked, places)
        _give(points, said.relation, said.phase, said.confidence * count)
        if merging and count == BOTH and (said.relation, said.phase) == ("member", "starts"):
            points["merger"] = points.get("merger", 0.0) + JOINED
        if said.relation == "fight" and count == ONE:
            for number, name in enumerate((asked.one, asked.other)):
                if _is(said.source, name, places[number]):
                    enemies[number].add(said.target.id)
    if enemies[0] & enemies[1]:
        points["alliance"] = points.get("alliance", 0.0) + SIDE
    return points


def _give(points: dict[str, float], relation: str, phase: str, weight: float) -> None:
    """Add what a relation in a phase speaks for."""
    table = {"ends": ENDED, "starts": BEGUN}.get(phase, POINTS)
    for each, worth in table.get(relation, POINTS.get(relation, {})).items():
        points[each] = points.get(each, 0.0) + worth * weight


def _named(said: Statement, asked: Asked, places: tuple[list[Place], list[Place]]) -> float:
    """How much a statement counts for the two groups."""
    one, other = (
        {number for number, end in enumerate((said.source, said.target)) if _is(end, name, where)}
        for name, where in zip((asked.one, asked.other), places, strict=True)
    )
    if one and other and len(one | other) == 2:
        return BOTH
    return ONE if one or other else NEITHER


def _is(end: End, name: str, where: Sequence[Place]) -> bool:
    """Whether an end is a group: by the place of a mention of it, or by its name."""
    here = any(begin < end.end and end.begin < stop for begin, stop in where)
    return here or normal(end.name) in names(name)


def mentioned(doc: Doc, name: str) -> list[Place]:
    """Where a text names a group: our own mentions that stand for it, and its names as written."""
    wanted = names(name)
    found: list[Place] = [
        (mention.begin, mention.end)
        for mention in reading(doc).mentions.values()
        if any(normal(actor.name) in wanted for actor in mention.actors)
    ]
    for match in re.finditer(_pattern(name), doc.text):
        if all(match.end() <= begin or end <= match.start() for begin, end in found):
            found.append((match.start(), match.end()))
    return sorted(found)


def names(name: str) -> frozenset[str]:
    """The names of a group, in our normal form: as given, without what is in brackets, and as known."""
    bare = re.sub(r"\s*\(.*?\)", "", name).strip()
    inside = [each.removeprefix("Formerly ").strip() for each in re.findall(r"\((.*?)\)", name)]
    forms = {name, bare, bare.removeprefix("The ").strip(), *(i for i in inside if " " in i)}
    known = {other for form in forms for actor in registry().find(form) for other in actor.names}
    return frozenset(map(normal, forms | known))


def _pattern(name: str) -> str:
    """The names and initials of a group, as they can be written."""
    bare = re.sub(r"\s*\(.*?\)", "", name).removeprefix("The ").strip()
    words = re.findall(r"[A-Z][\w'’]*|\w+", bare)
    capitals = [word[0] for word in words if word[0].isupper()]
    forms = {re.escape(bare)}
    if len(capitals) > 1 and "".join(capitals) not in ("UN", "US", "UK", "EU"):
        forms.add("".join(capitals))
    return r"\b(?:" + "|".join(sorted(forms, key=len, reverse=True)) + r")\b"


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
