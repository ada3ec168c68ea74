"""PolNeAR (Newell et al. 2018): who says what in political news, as cue, source and content.

    python -m benchmarks.accuracy.polnear [SHARED] [--coder frames]

On the dev documents (first annotator). A cue is found where the words of one of ours meet it, each of
ours once. "Source given cue" is over the found cues that have a source: whether the words of ours meet
it (the head of a noun phrase is what we find). Content overlap counts words: of a cue's content among
those that ours has for the same cue, a missed cue's words as missed; "under any speaker" asks of each
word only whether somebody is said to say it. The frames' side is our rules for speakers and for attitudes
(wants, backs, shows: `explain` shows them, statements take no speaker from them), without those in
quotation marks, where PolNeAR marks next to none; with a model, its cues join those that the rules miss, with the words that it tags as content beside them, and who plays its
speaker among the noun phrases of the sentence. "Model alone" leaves the rules out. Baseline: every
"said" and "according to", with its sentence and the nearest name before it.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.language.attitudes import find_attitudes
from allegiance.language.attribution import Attributed, quotes
from allegiance.language.encoder import model
from allegiance.language.labels import CONTENT, CUE
from allegiance.language.opinions import Opinions, lines, stretches
from benchmarks.accuracy.baselines import Span as Place
from benchmarks.accuracy.results import (
    Measure,
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
    share,
)

FILE = "data/text/polnear_attribution/dev.jsonl.gz"
Row = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution as stretches of a text; `source` is empty where nobody is named."""

    cue: tuple[Place, ...]
    source: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A document with its attributions."""

    id: str
    text: str
    date: str | None
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one document, as rows for `scored`."""

    cues: Row
    sources: tuple[float, float]
    contents: Row
    given: Row
    anybody: Row


def measure(shared: Path, coders: Sequence[str]) -> Report:
    """Cues, sources and contents, by each coder."""
    news = list(documents(shared))
    report = Report()
    counted: dict[str, list[Counts]] = {coder: [] for coder in coders}
    others: dict[str, list[Counts]] = {"said": []}
    for each in news:
        document = Document(id=each.id, text=each.text, date=each.date)
        for number, coder in enumerate(coders):
            doc = annotate(document, coder=coder)
            rules = list(ruled(doc))
            if coder != "frames":
                alone = list(modelled(doc, coder))
                others.setdefault(f"{coder} model alone", []).append(count(each, alone))
                rules = joined(rules, alone)
            counted[coder].append(count(each, rules))
            if number == len(coders) - 1:
                report.mistakes += list(_mistakes(each, rules))
            if number == 0:
                others["said"].append(count(each, list(simple(doc))))
    if not coders:
        return report
    voices = sum(len(each.voices) for each in news)
    for name, column, how in MEASURES:
        ours, theirs = (
            {key: scored([getattr(one, column) for one in rows], how) for key, rows in all_.items()}
            for all_ in (counted, others)
        )
        report.results.append(Result("PolNeAR", name, voices, ours, theirs))
    return report


MEASURES: tuple[tuple[str, str, Measure], ...] = (
    ("cue, F1", "cues", f1),
    ("cue, precision", "cues", precision),
    ("cue, recall", "cues", recall),
    ("source right, given cue", "sources", share),
    ("content overlap, F1", "contents", f1),
    ("content overlap, F1, given cue", "given", f1),
    ("content under any speaker, F1", "anybody", f1),
)


def documents(shared: Path) -> Iterator[News]:
    """The dev documents, as their first annotator has them."""
    with gzip.open(present(shared / FILE), "rt", encoding="utf-8") as rows:
        for row in rows:
            each = json.loads(row)
            told = each["annotations"][0]["attributions"]
            voices = tuple(_voice(one) for one in told if one["cue"] and one["content"])
            yield News(each["id"], each["text"], each["date"], voices)


def _voice(told: dict[str, Any]) -> Voice:
    cue, source, content = (
        tuple((span[0], span[1]) for part in told[name] for span in part["spans"])
        for name in ("cue", "source", "content")
    )
    return Voice(cue, source, content)


def ruled(doc: Doc) -> Iterator[Voice]:
    """What our rules find outside quotations, speakers and attitudes."""
    told: list[Attributed] = doc.user_data["attributions"]
    quoted = {at for quote in quotes(doc) for at in range(quote.begin + 1, quote.end)}
    for each in [*told, *find_attitudes(doc, told)]:
        if each.cue in quoted:
            continue
        cue, source = doc[each.cue], None if each.source is None else doc[each.source]
        yield Voice(
            ((cue.idx, cue.idx + len(cue.text)),),
            () if source is None else ((source.idx, source.idx + len(source.text)),),
            tuple(_offsets(doc[first:last]) for first, last in each.content),
        )


def modelled(doc: Doc, coder: str) -> Iterator[Voice]:
    """What the model's tags say: its cues, each with the contents nearest to it, and its speakers."""
    heard: Opinions = doc.user_data["opinions"]
    reader = model(coder)
    for line in lines(doc, reader):
        tags = reader.read(line).tags
        cues, contents = (
            [(line[first].begin, line[last].end)
             for first, last in stretches(tags[group].argmax(1))]
            for group in (CUE, CONTENT)
        )  # fmt: skip
        owners: dict[Place, list[Place]] = {cue: [] for cue in cues}
        for content in contents:
            if cues:
                owners[min(cues, key=lambda cue: _away(cue, content))].append(content)
        for cue in cues:
            source = speaker(doc, heard, cue)
            yield Voice((cue,), () if source is None else (source,), tuple(owners[cue]))


def speaker(doc: Doc, heard: Opinions, cue: Place) -> Place | None:
    """Who the model thinks speaks by a cue, among the noun phrases of its sentence."""
    token = doc.char_span(*cue, alignment_mode="expand")
    if token is None or not len(token):
        return None
    sentence = token[0].sent
    phrases = [chunk for chunk in sentence.noun_chunks if not _meets(_offsets(chunk), cue)]
    views = heard.weigh([(cue[0], "cue")], [_offsets(chunk) for chunk in phrases])
    if views is None or not phrases:
        return None
    best = max(range(len(phrases)), key=lambda n: views.role(0, n, "speaker"))
    if views.role(0, best, "speaker") < views.role(0, None, "speaker"):
        return None
    head = phrases[best].root
    return head.idx, head.idx + len(head.text)


def joined(rules: Sequence[Voice], others: Sequence[Voice]) -> list[Voice]:
    """The rules' attributions, with what the model adds: cues of its own, and sources that they lack."""
    result = []
    for each in rules:
        same = next((other for other in others if _meeting(each.cue, other.cue)), None)
        lacks = same is not None and not each.source
        result.append(Voice(each.cue, same.source, each.content) if same and lacks else each)
    new = [
        other
        for other in others
        if other.content and not any(_meeting(each.cue, other.cue) for each in rules)
    ]
    return [*result, *new]


def simple(doc: Doc) -> Iterator[Voice]:
    """Every "said" and "according to": its sentence, and the nearest name before it."""
    for match in re.finditer(r"\b(?:said|says|told|according to)\b", doc.text):
        token = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if token is None or not len(token):
            continue
        before = [each for each in doc.ents
                  if each.end_char <= match.start() and each.sent == token[0].sent]  # fmt: skip
        source = (_offsets(before[-1]),) if before else ()
        yield Voice(((match.start(), match.end()),), source, (_offsets(token[0].sent),))


def count(news: News, found: Sequence[Voice]) -> Counts:
    """What is right in one document."""
    pairs = matched(news.voices, found)
    starts = [match.span() for match in re.finditer(r"\w+", news.text)]
    words = {voice: _words(voice.content, starts) for voice in (*news.voices, *found)}
    sources = [(one, other) for one, other in pairs if one.source]
    right = sum(_meeting(one.source, other.source) for one, other in sources)
    both = sum(len(words[one] & words[other]) for one, other in pairs)
    wanted = sum(len(words[voice]) for voice in news.voices)
    given = sum(len(words[voice]) for voice in found)
    here = sum(len(words[one]) for one, _ in pairs), sum(len(words[other]) for _, other in pairs)
    said = set[int]().union(*(words[voice] for voice in news.voices))
    heard = set[int]().union(*(words[voice] for voice in found))
    return Counts(
        (len(pairs), len(found), len(pairs), len(news.voices)),
        (right, len(sources)),
        (both, given, both, wanted),
        (both, here[1], both, here[0]),
        (len(said & heard), len(heard), len(said & heard), len(said)),
    )


def matched(wanted: Sequence[Voice], found: Sequence[Voice]) -> list[tuple[Voice, Voice]]:
    """Attributions with the same cue, each once; of several, the one whose content fits best."""
    pairs = []
    left = list(found)
    for one in wanted:
        fitting = [other for other in left if _meeting(one.cue, other.cue)]
        if fitting:
            best = max(fitting, key=lambda other: _common(one.content, other.content))
            left.remove(best)
            pairs.append((one, best))
    return pairs


def _common(one: Sequence[Place], other: Sequence[Place]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def _words(spans: Sequence[Place], starts: Sequence[Place]) -> set[int]:
    return {
        number
        for number, (begin, end) in enumerate(starts)
        if any(first <= begin and end <= last for first, last in spans)
    }


def _meeting(one: Sequence[Place], other: Sequence[Place]) -> bool:
    return any(_meets(a, b) for a in one for b in other)


def _meets(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _away(one: Place, other: Place) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _offsets(span: Span) -> Place:
    return span.start_char, span.end_char


def _mistakes(news: News, found: Sequence[Voice]) -> Iterator[Mistake]:
    def written(spans: Sequence[Place]) -> str:
        return " ... ".join(news.text[slice(*span)] for span in spans) or "nobody"

    pairs = dict(matched(news.voices, found))
    for voice in news.voices:
        other = pairs.get(voice)
        begin = min(span[0] for span in (*voice.cue, *voice.content))
        end = max(span[1] for span in (*voice.cue, *voice.content))
        text = news.text[begin:end][:400]
        if other is None:
            wanted = f"{written(voice.source)}: {written(voice.cue)}"
            yield Mistake(news.id, text, wanted, "no such cue", 2.0)
        elif voice.source and not _meeting(voice.source, other.source):
            yield Mistake(news.id, text, written(voice.source), written(other.source), 1.5)


if __name__ == "__main__":
    sys.exit(command("polnear", measure, parser(__doc__).parse_args()))
