"""How long a decision takes in a large store, and whether everything downstream follows it.

    python benchmarks/decisions.py [STATEMENTS]

Makes a store of a million statements in 2,000 documents among 5,000 actors (random ends, relations
and days), then decides as a person would: merges two actors of which one is in every hundredth
statement, undoes it, renames, rejects, corrects, splits, and takes over a file of a thousand
decisions. After the merge and its undoing, what is read is compared with what was read before. Each
line is the median of five runs.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

import msgspec

from allegiance.documents.document import Document
from allegiance.network.ties import tie
from allegiance.statements.statement import End, Mention, Statement, Trigger
from allegiance.store import Correct, Decision, Merge, Never, Reject, Rename, Split, Store, query
from allegiance.store.columns import statement_row
from allegiance.store.decision import What, identify

STATEMENTS = 1_000_000
RUNS = 5


def main(statements: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "big.duckdb")) as store:
        begun = time.perf_counter()
        fill(store, statements)
        print(f"{statements:,} statements made in {time.perf_counter() - begun:.0f} s\n")
        measure(store)


def fill(store: Store, statements: int) -> None:
    """A document whose one statement is then varied by the database itself."""
    letter = Document(id="d0", text="Gondor armed Rohan.", outlet="The Palantir", date="2013")
    ends = (
        End(id=f"text:a{n}", name=f"A{n}", kind="armed group", country=None, mention=f"A{n}", begin=9 * n, end=9)
        for n in (0, 1)
    )  # fmt: skip
    source, target = ends
    said = Statement(
        id="s0", document=letter.id, sentence=letter.text, begin=0, end=19, source=source,
        relation="arm", event="AID", sign=1, target=target, confidence=1.0, coder="made",
        trigger=Trigger(text="armed", begin=7, end=12), outlet=letter.outlet, date=letter.date,
    )  # fmt: skip
    mention = Mention(
        document="d0", begin=0, end=6, text="A0", id="text:a0", name="A0", kind="armed group"
    )
    store.write(letter, sentences=[], mentions=[mention], statements=[said], coder="made")
    row = statement_row(said, 0, msgspec.json.encode(said).decode())
    assert set(row) <= {
        name for (name,) in store.rows("SELECT column_name FROM (DESCRIBE statements)")
    }
    with store._change("the benchmark") as connection:
        for step in STEPS:
            connection.execute(step.replace("$N", str(statements)))


ACTOR = "CASE WHEN n % 100 = {rest} THEN {rest} ELSE (hash(n, {rest}) % 5000)::INTEGER END"
STEPS = (
    """INSERT INTO documents SELECT one.* REPLACE ('d' || n AS id, n + 1 AS arrival)
    FROM documents AS one, range(1, 2000) AS many(n)""",
    f"""CREATE TEMP TABLE made AS SELECT n, 's' || n AS id, 'd' || n % 2000 AS document,
        {ACTOR.format(rest=0)} AS one, {ACTOR.format(rest=1)} AS two,
        ['arm', 'fight', 'ally', 'support'][1 + (hash(n, 7) % 4)::INTEGER] AS relation
    FROM range(1, $N) AS many(n)""",
    """INSERT INTO statements SELECT statements.* REPLACE (
        made.id AS id, made.document AS document, (n // 2000)::INTEGER AS number,
        'text:a' || one AS source_id, 'A' || one AS source_name,
        'text:a' || two AS target_id, 'A' || two AS target_name, made.relation AS relation,
        CASE made.relation WHEN 'fight' THEN -1 ELSE 1 END AS sign,
        replace(replace(replace(replace(replace(replace(replace(record,
            '"s0"', '"' || made.id || '"'), '"d0"', '"' || made.document || '"'),
            '"text:a0","name":"A0"', '"text:a' || one || '","name":"A' || one || '"'),
            '"text:a1","name":"A1"', '"text:a' || two || '","name":"A' || two || '"'),
            '"relation":"arm"', '"relation":"' || made.relation || '"'),
            '"sign":1', '"sign":' || CASE made.relation WHEN 'fight' THEN -1 ELSE 1 END),
            '"mention":"A0"', '"mention":"A' || one || '"') AS record
    ) FROM statements, made""",
    """INSERT INTO mentions SELECT document, 0, 6, source_name, source_id, source_name, source_kind,
        NULL, NULL FROM statements""",
)


def measure(store: Store) -> None:
    merge = Merge("text:a0", "text:a1")
    before = snapshot(store)
    made: list[Decision] = []
    timed(
        "merge two actors",
        lambda: made.append(store.decide(merge)),
        after=lambda: back(store, made),
    )
    timed(
        "undo the merge", lambda: back(store, made), before=lambda: made.append(store.decide(merge))
    )
    assert snapshot(store) == before, "the undoing left a trace"
    store.decide(merge)
    after = snapshot(store)
    assert after["of a0"] == after["of a1"], "the merged name finds the other"
    assert after["of a1"] == len({*ids(before, "a0"), *ids(before, "a1")}), "none is lost"
    back(store, [store.decisions()[-1]])
    names = iter(range(10_000))
    timed("rename an actor", lambda: store.decide(Rename("text:a2", f"N{next(names)}")))
    timed("reject a statement", lambda: store.decide(Reject(f"s{5 + next(names)}")))
    timed("correct a statement",
          lambda: store.decide(Correct(f"s{9 + next(names)}", relation="fund")))  # fmt: skip
    timed("split an actor in 20 documents",
          lambda: store.decide(Split("text:a1", f"new{next(names)}", documents=TWENTY)))  # fmt: skip
    shared = iter([list(thousand(seed)) for seed in range(RUNS)])
    timed("take over a thousand decisions", lambda: store.adopt(next(shared)))
    timed("merge two actors after them", lambda: made.append(store.decide(Merge("text:a4001", "text:a4002"))), after=lambda: back(store, made))  # fmt: skip
    timed("list an actor's statements", lambda: len(list(query.statements(store, actor="A77"))))
    timed("make an actor's ties", lambda: len(tie(query.statements(store, actor="A77"))))
    timed("count all actors", lambda: len(query.actors(store, limit=20)))


TWENTY = tuple(f"d{n}" for n in range(20))


def snapshot(store: Store) -> dict[str, object]:
    """What is read of the two actors, and counts over the whole store."""
    found: dict[str, object] = {}
    for name in ("a0", "a1"):
        said = list(query.statements(store, actor=f"text:{name}"))
        found[f"of {name}"] = len(said)
        found[f"ids of {name}"] = sorted(each.id for each in said)
        found[f"ties of {name}"] = sorted(
            (each.source.id, each.relation, each.target.id, len(each.statements))
            for each in tie(said)
        )
    found["actors"] = query.actors(store, limit=50)
    return found


def ids(seen: dict[str, object], name: str) -> list[str]:
    found = seen[f"ids of {name}"]
    assert isinstance(found, list)
    return found


def back(store: Store, made: list[Decision]) -> None:
    store.undo(made.pop().id)


def thousand(seed: int) -> list[Decision]:
    """Decisions of a colleague: merges in pairs, pairs to be kept apart, names and rejections."""
    first = 2000 + 400 * seed
    deeds: list[What] = []
    for one, other in list(pairwise(range(first, first + 252)))[:251]:
        actor, into = f"text:a{one}", f"text:a{other}"
        deeds += [
            Merge(actor, into) if one % 2 else Never(actor, into),
            Rename(actor, f"Name {one}"),
            Reject(f"s{1000 + 500 * seed + one}"),
            Rename(into, f"Other name {other}"),
        ]
    moments = (f"2013-01-01T00:00:00.{seed:02}{n:04}+00:00" for n in range(1000))
    return [
        Decision(id=identify(what, "Éowyn", when), when=when, what=what, who="Éowyn")
        for what, when in zip(deeds[:1000], moments, strict=True)
    ]


def timed(
    what: str,
    run: Callable[[], object],
    *,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> None:
    """Print the median time of some runs; what comes before and after each does not count."""
    times = []
    for _ in range(RUNS):
        before()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
        after()
    print(f"{what:34} {median(times):8.3f} s   (slowest {max(times):.3f} s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
