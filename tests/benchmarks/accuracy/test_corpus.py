"""What a coder says of an item is counted against what the corpus says of it."""

from pathlib import Path

import pytest

from allegiance.documents.document import Document
from allegiance.language import annotate
from allegiance.statements.coder import code
from benchmarks.accuracy import corpus
from benchmarks.accuracy.results import Missing
from training.markup import Batch, load

BATCH = """batch: tried
author: 6
region: Anywhere
register: wire
date: 3018-03-01

= s
[a:state France] {1 attacked} [b:state Chad] near [c:place Gao].
- 1 a fight b; in c; past

= s
<q1 [a:state France] {1 sent weapons to} [b:state Libya]>, [d:person a diplomat] {q1 said}.
- 1 a arm b; past
- q1 by d

= n
[a:state France] and [b:state Libya] have long rivers.

= s
[a:state France] {1 slew} [b:state Chad]'s last hope, and {2 feeds} [d:state Libya].
- 1 a fight b; past
- 2 a aid d
"""


@pytest.fixture
def tried(tmp_path: Path) -> Batch:
    path = tmp_path / "tried.txt"
    path.write_text(BATCH)
    return load(path)


def read(batch: Batch, number: int) -> corpus.Read:
    item = batch.items[number]
    said = code(annotate(Document(id=item.id, text=item.text), coder="frames"))
    return corpus._judged(item, batch, said)


def test_what_is_right_is_counted_by_relation(tried: Batch) -> None:
    one = read(tried, 0)
    assert one.row("fight") == (1, 1, 1, 1)
    assert one.row("arm") == (0, 0, 0, 0)


def test_who_says_it_is_compared(tried: Batch) -> None:
    one = read(tried, 1)
    assert one.row() == (1, 1, 1, 1)
    assert corpus._agreed(one, "who says it") == (1, 1)
    assert corpus._agreed(one, "attributed or not") == (1, 1)
    assert corpus._agreed(one, "hedged or denied recognised") == (0, 0)


def test_mistakes_tell_what_was_missed(tried: Batch) -> None:
    one = corpus.Read(tried.items[3], tried, [], [])
    [mistake] = corpus._mistakes(one)
    assert mistake.wanted == "France aid Libya; France fight Chad"
    assert mistake.said == "nothing"
    assert list(corpus._mistakes(read(tried, 2))) == []


def test_examples_of_pairs_know_the_direction(tried: Batch) -> None:
    told = dict(corpus._examples(tried.items[0]))
    assert set(told.values()) == {"fight>", "none"}


def test_a_part_of_few_items_gives_every_measure(
    tmp_path: Path, tried: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    with pytest.raises(Missing):
        corpus.measure(tmp_path, ["frames"])
    (tmp_path / "batches").mkdir()
    (tmp_path / "batches/tried.txt").write_text(BATCH)
    (tmp_path / "batches/other.txt").write_text(BATCH.replace("author: 6", "author: 1"))
    monkeypatch.setattr(
        corpus, "words_alone", lambda texts, labels: lambda other: ["none"] * len(other)
    )
    report = corpus.measure(tmp_path, ["frames"])
    figures = {each.measure: each.ours["frames"].value for each in report.results if each.ours}
    assert figures["hard negatives left alone"] == 1
    assert figures["its precision"] > 0.5
    assert figures["F1, relation arm"] == 1
    assert figures["F1, region Anywhere"] == figures["ends and relation, F1"]
