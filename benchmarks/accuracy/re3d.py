"""re3d (Dstl 2017): entities, and relations with the entities given or found.

    python -m benchmarks.accuracy.re3d [SHARED] [--coder frames]

Entities: exact spans and types on the dev sentences of ConfliBERT's split. Our kinds are mapped to
re3d's types as far as they go; document references, platforms and quantities have no kind of ours.
Relations: the seven ties of the codebook's table, where the crowd's confidence is at least .5;
AlliesOf and CommWith count once for both directions. "Gold entities": our statements and the
model's scores of pairs are read on re3d's own entities. "End to end": our statements on our own
mentions. Documents of which sentences were coded for our training corpus stand apart from those that
no weights have seen; so do the BBC's. Baselines: the commonest relation of two types of entities,
and TF-IDF, both learned from other documents.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.encoder import model
from allegiance.language.labels import INNER, INSTRUMENT, KINDS, OUTER, TIME
from allegiance.language.opinions import stretches
from allegiance.language.reading import reading
from allegiance.language.wordpieces import LONGEST, words
from allegiance.statements.coder import code
from benchmarks.accuracy.baselines import FOLDS, between, crossed, majority
from benchmarks.accuracy.given import Standing, stated, weighed
from benchmarks.accuracy.results import (
    ROOT,
    Missing,
    Mistake,
    Report,
    Result,
    command,
    f1,
    parser,
    precision,
    present,
    recall,
    scored,
)

FOLDER = "data/text/re3d"
SENTENCES = "data/text/re3d_conll/dev.conll"
LEAST = 0.5  # of the crowd's confidence, and of the model's
TYPES = {
    "ally": "AlliesOf", "merge": "AlliesOf", "support": "Likes", "arm": "Likes", "fund": "Likes",
    "train": "Likes", "aid": "Likes", "shelter": "Likes", "command": "InChargeOf",
    "control": "InChargeOf", "member": "BelongsTo", "negotiate": "CommWith",
    "fight": "FightingAgainst", "oppose": "Dislikes", "sanction": "Dislikes",
}  # fmt: skip
TIES = tuple(dict.fromkeys(TYPES.values()))
BOTH_WAYS = ("AlliesOf", "CommWith")
ENTS = {"MONEY": "Money", "QUANTITY": "Quantity", "PERCENT": "Quantity", "CARDINAL": "Quantity"}

Place = tuple[int, int]
Named = tuple[int, int, str]
Key = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A document of re3d: its entities, and the ties between them by their numbers."""

    id: str
    text: str
    subset: str
    seen: bool
    spans: list[Place]
    types: list[str]
    ties: frozenset[Key]


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """Entities and relations, by each coder."""
    report = Report()
    _entities(shared, coders, report)
    sources = list(documents(shared))
    docs = {coder: [_annotated(source, coder) for source in sources] for coder in coders}
    given = {coder: [_given(doc, s) for doc, s in zip(those, sources, strict=True)]
             for coder, those in docs.items()}  # fmt: skip
    found = {coder: [_found(doc, s) for doc, s in zip(those, sources, strict=True)]
             for coder, those in docs.items()}  # fmt: skip
    first = docs[coders[0]] if coders else [_annotated(source, "frames") for source in sources]
    others, remarks = _baselines(sources, first)
    report.remarks += remarks
    for part, inside in PARTS.items():
        kept = [number for number, source in enumerate(sources) if inside(source)]
        count = sum(len(sources[number].ties) for number in kept)
        for name, how in (("F1", f1), ("precision", precision), ("recall", recall)):
            if part != "all" and name != "F1":
                continue
            report.results += [
                Result(
                    f"re3d relations, {part}", f"{setting}, micro-{name}", count,
                    {key: scored([rows[n] for n in kept], how) for key, rows in ours.items()},
                    {key: scored([rows[n] for n in kept], how) for key, rows in theirs.items()},
                )
                for setting, ours, theirs in (
                    ("gold entities", _rows(given, sources), _rows(others, sources)),
                    ("end to end", _rows(found, sources), {}),
                )
            ]  # fmt: skip
    report.results += list(_by_type(given, sources))
    if coders:
        for source, guess in zip(sources, given[coders[-1]], strict=True):
            report.mistakes += list(_mistakes(source, guess))
    return report


PARTS: dict[str, Callable[[Source], bool]] = {
    "all": lambda source: True,
    "BBC": lambda source: source.subset == "BBC Online",
    "no sentence coded for training": lambda source: not source.seen,
    "sentences coded for training": lambda source: source.seen,
}


def documents(shared: Path) -> Iterator[Source]:
    """The documents with their entities and ties."""
    path = present(shared / FOLDER / "documents.jsonl")
    trained = _trained()
    for line in path.read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        yield _source(each, each["doc_id"] in trained)


def _trained() -> set[str]:
    """The documents of which sentences were coded for the training part."""
    folder = ROOT / "training/corpus/real"
    lines = [line for path in sorted(folder.glob("*.jsonl"))
             for line in path.read_text(encoding="utf-8").splitlines()]  # fmt: skip
    return {json.loads(line)["source"].removeprefix("re3d:") for line in lines}


def _source(each: dict[str, Any], seen: bool) -> Source:
    kinds: dict[Place, str] = {}
    for entity in each["entities"]:
        if entity["confidence"] >= LEAST:
            kinds[entity["begin"], entity["end"]] = entity["type"]
    typed = {(entity["begin"], entity["end"]): entity["type"] for entity in each["entities"]}
    told = [tie for tie in each["relations"]
            if tie["confidence"] >= LEAST and tie["type"] in TIES]  # fmt: skip
    for tie in told:
        for end in ("source", "target"):
            span = tie[f"{end}_begin"], tie[f"{end}_end"]
            kinds.setdefault(span, typed.get(span, "Organisation"))
    spans = sorted(kinds)
    at = {span: number for number, span in enumerate(spans)}
    ties = frozenset(
        key(
            at[tie["source_begin"], tie["source_end"]],
            tie["type"],
            at[tie["target_begin"], tie["target_end"]],
        )
        for tie in told
    )
    types = [kinds[span] for span in spans]
    return Source(each["doc_id"], each["text"], each["subset"], seen, spans, types, ties)


def key(one: int, type_: str, other: int) -> Key:
    """A tie, once for both directions where it is symmetric."""
    if type_ in BOTH_WAYS and other < one:
        return other, type_, one
    return one, type_, other


def _annotated(source: Source, coder: str) -> Doc:
    return annotate(Document(id=source.id, text=source.text), coder=coder)


def _given(doc: Doc, source: Source) -> list[frozenset[Key]]:
    """Our guesses on re3d's entities; each is the keys of which one must be right."""
    told = [*stated(code(doc), source.spans), *weighed(doc, source.spans, LEAST)]
    return guesses(told, source)


def guesses(told: Sequence[Standing], source: Source) -> list[frozenset[Key]]:
    """What is told of pairs of entities, as ties of re3d: of each pair the likeliest, as its coders did."""
    sure: dict[frozenset[Key], float] = {}
    for each in told:
        if each.relation not in TYPES or each.denied or each.phase == "ends":
            continue
        if (
            each.relation == "control"
            and not each.framed
            and source.types[each.source] == "Location"
        ):
            continue
        type_ = TYPES[each.relation]
        keys = {key(each.source, type_, each.target)}
        if each.mutual:
            keys.add(key(each.target, type_, each.source))
        known = frozenset(keys)
        sure[known] = max(sure.get(known, 0.0), each.likely)
    best: dict[frozenset[int], tuple[float, frozenset[Key]]] = {}
    for known, likely in sure.items():
        one, _, other = next(iter(known))
        pair = frozenset((one, other))
        if pair not in best or best[pair][0] < likely:
            best[pair] = likely, known
    return [known for _, known in best.values()]


def _found(doc: Doc, source: Source) -> list[frozenset[Key]]:
    """Our own statements, as ties; an end that meets no entity is still given, and wrong."""
    result: list[frozenset[Key]] = []
    for number, said in enumerate(code(doc)):
        if said.relation not in TYPES or said.polarity == "negative" or said.phase == "ends":
            continue
        told = guesses(list(stated([said], source.spans)), source)
        result += told or [frozenset({(-1 - number, TYPES[said.relation], -1 - number)})]
    return result


def _rows(
    said: dict[str, list[list[frozenset[Key]]]], sources: Sequence[Source], type_: str | None = None
) -> dict[str, list[tuple[int, int, int, int]]]:
    """(right, given, found, wanted) of each document, by who said it."""
    return {
        name: [row(guess, source, type_) for guess, source in zip(those, sources, strict=True)]
        for name, those in said.items()
    }


def row(
    guess: Sequence[frozenset[Key]], source: Source, type_: str | None = None
) -> tuple[int, int, int, int]:
    """(right, given, found, wanted) of one document."""
    told = [each for each in guess if type_ is None or next(iter(each))[1] == type_]
    wanted = {tie for tie in source.ties if type_ is None or tie[1] == type_}
    found = {tie for each in told for tie in each & wanted}
    return sum(bool(each & wanted) for each in told), len(told), len(found), len(wanted)


def _by_type(
    given: dict[str, list[list[frozenset[Key]]]], sources: Sequence[Source]
) -> Iterator[Result]:
    counts = Counter(tie[1] for source in sources for tie in source.ties)
    for type_, count in counts.most_common():
        ours = {name: scored(rows, f1) for name, rows in _rows(given, sources, type_).items()}
        yield Result("re3d relations, all", f"gold entities, F1 of {type_}", count, ours)


def _mistakes(source: Source, guess: Sequence[frozenset[Key]]) -> Iterator[Mistake]:
    if source.subset == "BBC Online":
        return
    told = {tie for each in guess for tie in each}
    wrong = [next(iter(each)) for each in guess if not each & source.ties]
    for kind, ties in (("missed", source.ties - told), ("made up", wrong)):
        for one, type_, other in sorted(ties):
            (begin, first), (last, end) = sorted((source.spans[one], source.spans[other]))
            del first, last
            name, goal = (source.text[slice(*source.spans[n])] for n in (one, other))
            told_ = f"{name} {type_} {goal}"
            text = source.text[max(begin - 80, 0) : end + 80]
            yield Mistake(
                f"{source.subset} {source.id[:8]}", text,
                told_ if kind == "missed" else "nothing", "nothing" if kind == "missed" else told_,
                2.0 if kind == "missed" else 1.0,
            )  # fmt: skip


def _baselines(
    sources: Sequence[Source], docs: Sequence[Doc]
) -> tuple[dict[str, list[list[frozenset[Key]]]], list[str]]:
    """What words alone and the commonest relation of two types say of each pair in one sentence."""
    asked = [
        (number, one, other)
        for number, (source, doc) in enumerate(zip(sources, docs, strict=True))
        for one, other in pairs(source, doc)
    ]
    wanted = [label(sources[number], one, other) for number, one, other in asked]
    texts = [
        between(sources[n].text, sources[n].spans[one], sources[n].spans[other])
        for n, one, other in asked
    ]
    groups = [number for number, _, _ in asked]
    common = _commonest(sources, asked, wanted)
    remarks = []
    said = {"commonest": common}
    try:
        said["TF-IDF"] = crossed(texts, wanted, groups)
    except Missing as missing:
        remarks.append(str(missing))
    told: dict[str, list[list[frozenset[Key]]]] = {}
    for name, labels in said.items():
        told[name] = [[] for _ in sources]
        for (number, one, other), answer in zip(asked, labels, strict=True):
            if answer != "none":
                ends = (one, other) if answer[-1] == ">" else (other, one)
                told[name][number].append(frozenset({key(ends[0], answer[:-1], ends[1])}))
    return told, remarks


def pairs(source: Source, doc: Doc) -> Iterator[tuple[int, int]]:
    """The pairs of entities that may have a tie and stand in one sentence, in the order of the text."""
    for sentence in doc.sents:
        inside = [
            number
            for number, (begin, end) in enumerate(source.spans)
            if sentence.start_char <= begin and end <= sentence.end_char
            and source.types[number] in ("Organisation", "Person", "Location", "Nationality")
        ]  # fmt: skip
        for n, one in enumerate(inside):
            yield from ((one, other) for other in inside[n + 1 :])


def label(source: Source, one: int, other: int) -> str:
    """The tie of two entities and its direction (`>` or `<`), or none."""
    for type_ in TIES:
        if key(one, type_, other) in source.ties:
            return f"{type_}>"
        if key(other, type_, one) in source.ties:
            return f"{type_}<"
    return "none"


def _commonest(
    sources: Sequence[Source], asked: Sequence[tuple[int, int, int]], wanted: Sequence[str]
) -> list[str]:
    """The commonest tie of the pairs of the same two types in other documents, if any is told at all."""
    kinds = [(sources[n].types[one], sources[n].types[other]) for n, one, other in asked]
    folds = [n % FOLDS for n, _, _ in asked]
    answers: dict[tuple[int, tuple[str, str]], str] = {}
    for fold in range(FOLDS):
        for kind in set(kinds):
            told = [
                label
                for label, each, inside in zip(wanted, kinds, folds, strict=True)
                if each == kind and inside != fold and label != "none"
            ]
            answers[fold, kind] = majority(told) if told else "none"
    return [answers[fold, kind] for fold, kind in zip(folds, kinds, strict=True)]


# --- entities ----------------------------------------------------------------------------------


def _entities(shared: Path, coders: Sequence[str], report: Report) -> None:
    lines = list(conll(present(shared / SENTENCES)))
    texts = [joined([token for token, _ in line]) for line in lines]
    wanted = [set(spans([tag for _, tag in line])) for line in lines]
    said = {
        coder: [{_fitted(each, places) for each in named(text, coder)} for text, places in texts]
        for coder in coders
    }
    count = sum(map(len, wanted))
    for name, how in (("F1", _exact), ("F1, spans that meet", _meeting)):
        ours = {
            coder: scored([how(told, gold) for told, gold in zip(those, wanted, strict=True)], f1)
            for coder, those in said.items()
        }
        report.results.append(Result("re3d entities", name, count, ours))
    for type_ in ("Organisation", "Location", "Person", "Temporal"):
        golds = [_of(type_, gold) for gold in wanted]
        ours = {
            coder: scored(
                [_exact(_of(type_, told), gold) for told, gold in zip(those, golds, strict=True)],
                f1,
            )
            for coder, those in said.items()
        }
        number = sum(map(len, golds))
        report.results.append(Result("re3d entities", f"F1 of {type_}", number, ours))
    if coders:
        for n, told in enumerate(said[coders[-1]]):
            if told != wanted[n]:
                report.mistakes.append(_wrong_names(n, *texts[n], told, wanted[n]))


def _of(type_: str, names: set[Named]) -> set[Named]:
    return {each for each in names if each[2] == type_}


def _exact(told: set[Named], gold: set[Named]) -> tuple[int, int, int, int]:
    right = len(told & gold)
    return right, len(told), right, len(gold)


def _meeting(told: set[Named], gold: set[Named]) -> tuple[int, int, int, int]:
    def meets(one: Named, other: Named) -> bool:
        return one[2] == other[2] and one[0] <= other[1] and other[0] <= one[1]

    right = sum(any(meets(each, other) for other in gold) for each in told)
    found = sum(any(meets(each, other) for other in told) for each in gold)
    return right, len(told), found, len(gold)


def _wrong_names(
    number: int, text: str, places: list[Place], told: set[Named], gold: set[Named]
) -> Mistake:
    def written(names: set[Named]) -> str:
        return "; ".join(
            f"{text[places[first][0] : places[last][1]]} ({type_})"
            for first, last, type_ in sorted(names)
        )

    missed, extra = gold - told, told - gold
    weight = (len(missed) + len(extra)) / (1 + len(gold))
    return Mistake(
        f"entities, dev sentence {number + 1}", text, written(missed) or "no more",
        written(extra) or "no more", weight,
    )  # fmt: skip


def conll(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a file of tokens and tags, one a line, sentences parted by blank lines."""
    line: list[tuple[str, str]] = []
    for row in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        token, _, tag = row.partition("\t")
        if token.strip():
            line.append((token, tag.strip()))
        elif line:
            yield line
            line = []


def joined(tokens: Sequence[str]) -> tuple[str, list[Place]]:
    """Tokens as a text, without a space before what leans on the word before it; and their offsets."""
    text, places = "", list[Place]()
    opened = False
    for token in tokens:
        quote = token in ('"', "''", "``")
        leans = (
            token in _LEANING or (token.startswith("'") and len(token) < 4) or (quote and opened)
        )
        if (
            text
            and not leans
            and not text.endswith(("(", "[", "$", "£"))
            and not text.endswith("“")
        ):
            text += " " if not (opened and text.endswith('"')) else ""
        places.append((len(text), len(text) + len(token)))
        text += token
        opened = opened != quote
    return text, places


_LEANING = (",", ".", ";", ":", "?", "!", ")", "]", "%", "n't", "”", "’s", "’")


def spans(tags: Sequence[str]) -> Iterator[Named]:
    """First token, last token and type of what BIO tags mark."""
    open_: Named | None = None
    for number, tag in enumerate([*tags, "O"]):
        head, _, type_ = tag.partition("-")
        if open_ is not None and head == "I" and type_ == open_[2]:
            open_ = open_[0], number, type_
            continue
        if open_ is not None:
            yield open_
        open_ = (number, number, type_) if head in ("B", "I") else None


def _fitted(each: Named, places: Sequence[Place]) -> Named:
    """A stretch of a text as first and last token."""
    begin, end, type_ = each
    inside = [n for n, (first, last) in enumerate(places) if first < end and begin < last]
    return inside[0], inside[-1], type_


def named(text: str, coder: str) -> list[Named]:
    """The entities of a sentence, outermost only: the pipeline's, or the model's and the amounts."""
    doc = annotate(Document(id="re3d", text=text), coder="frames")
    piped = _piped(doc)
    if coder == "frames":
        return _outermost(sorted(piped, key=lambda each: each[0] - each[1]))
    amounts = [each for each in piped if each[2] in ENTS.values()]
    return _outermost([*_tagged(text, coder), *amounts])


def _tagged(text: str, coder: str) -> list[Named]:
    """What the model's tags mark."""
    reader = model(coder)
    line = words(text)[: LONGEST // 2]
    if not line:
        return []
    tags = reader.read(line).tags
    found: list[Named] = []
    for group in (OUTER, INNER):
        best = tags[group].argmax(1)
        for first, last in stretches(best):
            kind = KINDS[(int(best[first]) - 1) // 2]
            found.append((line[first].begin, line[last].end, _type(kind)))
    for group, type_ in ((TIME, "Temporal"), (INSTRUMENT, "Weapon")):
        for first, last in stretches(tags[group].argmax(1)):
            name = text[line[first].begin : line[last].end]
            money = type_ == "Weapon" and any(sign in name for sign in "$£€")
            begin = line[first].begin + _preposition(name) * (type_ == "Temporal")
            found.append((begin, line[last].end, "Money" if money else type_))
    return found


def _piped(doc: Doc) -> list[Named]:
    """What the pipeline finds: mentions with their noun phrases, times, and the parser's amounts."""
    found: list[Named] = []
    phrases = {token.i: chunk for chunk in doc.noun_chunks for token in chunk}
    for mention in reading(doc).mentions.values():
        kind = "place" if mention.actor is None else mention.actor.kind
        if mention.place is not None and kind == "state":
            kind = "place"
        begin, end = mention.begin, mention.end
        if mention.head in phrases and kind != "place":
            whole = phrases[mention.head]
            begin, end = min(begin, whole.start_char), max(end, whole.end_char)
        found.append((begin, end, _type(kind)))
    for when in doc.user_data["times"]:
        name = doc.text[when.begin : when.end]
        found.append((when.begin + _preposition(name), when.end, "Temporal"))
    amounts = (each for each in doc.ents if each.label_ in ENTS)
    return [*found, *((each.start_char, each.end_char, ENTS[each.label_]) for each in amounts)]


def _type(kind: str) -> str:
    return {"person": "Person", "place": "Location"}.get(kind, "Organisation")


def _preposition(name: str) -> int:
    """How many letters of an expression of time are the preposition that opens it."""
    first, space, rest = name.partition(" ")
    opens = first.lower() in ("in", "on", "at", "since", "during", "until", "from", "by", "for")
    return len(first) + len(space) if opens and rest else 0


def _outermost(found: Sequence[Named]) -> list[Named]:
    """Without what lies in, or crosses, something that came before it or is longer."""
    kept: list[Named] = []
    for each in found:
        if all(each[1] <= other[0] or other[1] <= each[0] for other in kept):
            kept.append(each)
    return kept


if __name__ == "__main__":
    sys.exit(command("re3d", measure, parser(__doc__).parse_args()))
