"""GDELT's mentions: each article its own outlet, once the store has the event."""

import json
from pathlib import Path

from allegiance.datasets.gdelt_mentions import COLUMNS, UNKNOWN
from allegiance.store import Store, query
from tests.conftest import Run
from tests.datasets.test_gdelt import row


def mention(**cells: str) -> str:
    base = {
        "GLOBALEVENTID": "1", "EventTimeDate": "20180101000000", "MentionTimeDate": "20180103000000",
        "MentionType": "1", "MentionSourceName": "herald.com", "MentionIdentifier": "http://herald.com/a",
        "SentenceID": "2", "Confidence": "30",
    }  # fmt: skip
    return "\t".join((base | cells).get(column, "") for column in COLUMNS)


def test_a_mention_is_the_event_told_by_its_own_outlet(run: Run, tmp_path: Path) -> None:
    events, mentions = tmp_path / "e.CSV", tmp_path / "m.CSV"
    events.write_text(row() + "\n")
    lines = [mention(), mention(SentenceID="4"), mention(GLOBALEVENTID="9")]
    mentions.write_text("\n".join(lines) + "\n")
    store = tmp_path / "s.duckdb"
    assert run("import", events, "--store", store).exit_code == 0
    done = run("import", mentions, "--store", store, "-f", "json")
    assert done.exit_code == 0, done.stderr
    [told] = json.loads(done.stdout)
    assert (told["format"], told["statements"]) == ("gdelt-mentions", 2)
    assert told["silent"] == {UNKNOWN: 1}
    with Store.open(store, read_only=True) as kept:
        event, first, second = query.statements(kept)
    assert [each.outlet for each in (event, first, second)] == [
        "example.org",
        "herald.com",
        "herald.com",
    ]
    assert (first.confidence, first.date, first.time) == (0.3, "2018-01-03", event.time)
    assert (first.source.id, first.relation, first.target.id) == ("ML", "fight", "cameo:REB")
    assert len({event.id, first.id, second.id}) == 3
    assert "Actor1Name: MALI" in first.sentence
    assert "SentenceID: 2; Confidence: 30" in first.sentence


def test_the_same_mentions_are_not_kept_twice_and_wrong_ones_are_told(
    run: Run, tmp_path: Path
) -> None:
    store = tmp_path / "s.duckdb"
    (tmp_path / "e.CSV").write_text(row() + "\n")
    (tmp_path / "m.CSV").write_text(mention() + "\n")
    (tmp_path / "n.CSV").write_text(mention() + "\n" + mention(SentenceID="7") + "\n")
    run("import", tmp_path / "e.CSV", tmp_path / "m.CSV", "--store", store)
    [told] = json.loads(run("import", tmp_path / "n.CSV", "--store", store, "-f", "json").stdout)
    assert (told["statements"], told["known"]) == (1, 1)
    (tmp_path / "bad.CSV").write_text(mention(Confidence="300") + "\n")
    done = run("import", tmp_path / "bad.CSV", "--store", store)
    assert "line 1, column 'Confidence': '300' is no percentage" in done.stderr
