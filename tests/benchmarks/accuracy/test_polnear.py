"""Cues, sources and contents, compared on a text of our own in PolNeAR's form."""

import gzip
import json
from pathlib import Path

from allegiance.documents.document import Document
from allegiance.language import annotate
from benchmarks.accuracy import polnear
from benchmarks.accuracy.polnear import News, Voice, count, joined, matched

TEXT = "Gondor is weak, Faramir said. Eowyn denied that Rohan would fall."
SAID = Voice(((24, 28),), ((16, 23),), ((0, 14),))
DENIED = Voice(((36, 42),), ((30, 35),), ((43, 64),))


def test_what_is_the_same_is_right() -> None:
    counts = count(News("n", TEXT, None, (SAID, DENIED)), [SAID, DENIED])
    assert counts.cues == (2, 2, 2, 2)
    assert counts.sources == (2, 2)
    assert counts.contents == counts.anybody == (7, 7, 7, 7)


def test_a_missed_cue_misses_its_words() -> None:
    half = Voice(DENIED.cue, ((0, 6),), ((43, 53),))
    counts = count(News("n", TEXT, None, (SAID, DENIED)), [half])
    assert counts.cues == (1, 1, 1, 2)
    assert counts.sources == (0, 1)
    assert counts.contents == (2, 2, 2, 7)
    assert counts.given == (2, 2, 2, 4)


def test_of_two_with_one_cue_the_better_content_is_taken() -> None:
    worse = Voice(SAID.cue, (), ((0, 3),))
    assert matched([SAID], [worse, SAID]) == [(SAID, SAID)]


def test_the_model_adds_what_the_rules_lack() -> None:
    bare = Voice(SAID.cue, (), SAID.content)
    together = joined([bare], [SAID, DENIED])
    assert together == [SAID, DENIED]
    assert joined([SAID], [Voice(DENIED.cue, (), ())]) == [SAID]


def test_the_whole_is_measured(tmp_path: Path) -> None:
    def part(span: tuple[int, int]) -> list[dict[str, object]]:
        return [{"spans": [list(span)], "text": TEXT[slice(*span)]}]

    told = [
        {"source": part(each.source[0]), "cue": part(each.cue[0]), "content": part(each.content[0])}
        for each in (SAID, DENIED)
    ]
    row = {"id": "n", "text": TEXT, "date": None, "annotations": [{"attributions": told}]}
    path = tmp_path / polnear.FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(json.dumps(row).encode() + b"\n"))
    report = polnear.measure(tmp_path, ["frames"])
    figures = {each.measure: each for each in report.results}
    assert figures["cue, F1"].ours["frames"].value == 1
    assert figures["source right, given cue"].ours["frames"].value == 1
    assert figures["content overlap, F1"].ours["frames"].value > 0.8
    assert figures["cue, F1"].baselines["said"].value < 1


def test_what_stands_in_quotation_marks_is_left_out() -> None:
    text = 'Faramir said: "Eowyn denied that Rohan wants to fight." Gondor backs Rohan.'
    doc = annotate(Document(id="n", text=text), coder="frames")
    cues = [text[slice(*each.cue[0])] for each in polnear.ruled(doc)]
    assert cues == ["said", "backs"]
